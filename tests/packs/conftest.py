"""What the tests of packs share: a cache of their own, packs written in a line or two, and rules run for real."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from softsell.engine.proving import ExampleRunner
from softsell.errors import PackError
from softsell.packs import load_pack
from softsell.packs.examples import Run

PACK = """
name: demo
version: 1.0.0
description: A pack to try things with.
license: MIT
dimension: pushiness
"""

RULES = """
- id: last-chance
  kind: phrase
  severity: warning
  weight: 12
  message: "“{match}” hurries the reader."
  why: Pressing people reads as caring more about the sale than about them.
  source: 003
  patterns:
    - (your|the) (last|final) chance
    - only <number> <word>? left
  unless: [the last chance saloon]
  examples:
    bad:
      - This is [[your final chance]], friends.
      - text: "[[Only 3 spots left]] for Friday."
        platform: x
    good:
      - We met at the Last Chance Saloon.
      - Only John left early.
"""

WritePack = Callable[..., Path]
Mistakes = Callable[[Path], list[str]]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFTSELL_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Writes a pack named ``demo``, with these rules and further files, and returns its folder."""

    def write(rules: str = RULES, pack: str = PACK, folder: str = "demo", **files: str) -> Path:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        for name, text in {"pack": pack, "rules": rules, **files}.items():
            (place / f"{name}.yml").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return place

    return write


@pytest.fixture
def mistakes() -> Mistakes:
    """The mistakes of a broken pack as ``file:line:column message | hint``."""

    def told(pack: Path) -> list[str]:
        with pytest.raises(PackError) as refused:
            load_pack(pack)
        return [
            f"{Path(mistake.path).name}:{mistake.line}:{mistake.column} {mistake.message} | {mistake.hint}"
            for mistake in refused.value.diagnostics
        ]

    return told


@pytest.fixture
def run_rule() -> Run:
    """Runs one rule on one example, as the engine does, by the lexicon alone."""
    return ExampleRunner("none")
