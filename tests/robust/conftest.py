"""Runs the command in its own process, with settings and a state of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.robust.measuring import Ended, run_softsell

Softsell = Callable[..., Ended]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of settings and state that these tests share."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def softsell(tmp_path: Path, home: Path) -> Softsell:
    """Runs the real command in the test's folder."""
    return partial(run_softsell, folder=tmp_path, home=home)


def must_report(ended: Ended, *parts: str) -> None:
    """Assert that the command ended with a message that contains these parts, and not with a traceback or an internal error."""
    assert ended.status == 2, ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert "inside softsell" not in ended.err
    for part in parts:
        assert part in ended.err
