"""Runs one rule on one text, the way the engine does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from softsell.checks.finding import Finding
from softsell.checks.rule import Example, Rule
from softsell.engine.proving import ExampleRunner

RunRule = Callable[..., list[Finding]]


@pytest.fixture
def run_rule() -> RunRule:
    """``run_rule("phrase", text, patterns=[…])``; rule fields such as ``scope`` and ``unless`` by name, all else is an option."""

    def run(
        kind: str, text: str, *, platform: str | None = None, brand: str | None = None, **settings: Any
    ) -> list[Finding]:
        fields = {
            name: settings.pop(name)
            for name in ("scope", "unless", "near", "silent_with", "once", "platforms", "message", "quoted")
            if name in settings
        }
        rule = Rule(
            "test/rule",
            kind,
            settings,
            "warning",
            5,
            fields.pop("message", "“{match}” {count} {bound}"),
            "Because.",
            **fields,
        )
        return ExampleRunner("none")(rule, Example(text, platform=platform, brand=brand))

    return run
