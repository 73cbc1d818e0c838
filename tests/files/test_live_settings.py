"""Settings that are read again when their files change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from softsell.errors import ConfigError
from softsell.files.live_settings import LiveSettings

PACK = "name: house\nversion: 1.0.0\ndescription: Ours.\nlicense: MIT\n"
RULE = """\
- id: {word}
  kind: phrase
  message: Found.
  why: Ours.
  patterns: [{word}]
  examples:
    bad: ["A [[{word}]]."]
    good: [Nothing.]
"""


@pytest.fixture
def ticks() -> Iterator[int]:
    """A clock on which every look at it is a second later."""
    return count()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SOFTSELL_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "posts" / "deep").mkdir(parents=True)
    return tmp_path / "posts"


def write(path: Path, text: str) -> None:
    """Writes a file with a time of change of its own, however quick the test."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    stamp = max(path.stat().st_mtime_ns, before + 1)
    os.utime(path, ns=(stamp, stamp))


def test_new_changed_and_deleted_settings_count(folder: Path, ticks: Iterator[int]) -> None:
    live = LiveSettings(folder=folder, clock=lambda: next(ticks))
    assert live.config("deep/a.txt").platform is None
    write(folder / "softsell.toml", 'platform = "bluesky"\n')
    assert live.config("deep/a.txt").platform == "bluesky"
    write(folder / "deep" / "softsell.toml", 'platform = "threads"\n')
    assert live.config("deep/a.txt").platform == "threads"
    assert live.config("a.txt").platform == "bluesky"
    (folder / "deep" / "softsell.toml").unlink()
    assert live.config("deep/a.txt").platform == "bluesky"


def test_mistakes_are_told_until_they_are_mended(folder: Path, ticks: Iterator[int]) -> None:
    live = LiveSettings(folder=folder, clock=lambda: next(ticks))
    write(folder / "softsell.toml", 'platfrom = "x"\n')
    for _ in range(2):
        with pytest.raises(ConfigError, match="platform"):
            live.engine("a.txt")
    write(folder / "softsell.toml", 'platform = "x"\n')
    assert live.engine("a.txt").config.platform == "x"


def test_a_changed_pack_counts(folder: Path, ticks: Iterator[int]) -> None:
    (folder / "house").mkdir()
    write(folder / "house" / "pack.yml", PACK)
    write(folder / "house" / "rules.yml", RULE.format(word="zebra"))
    write(folder / "softsell.toml", 'packs = ["house"]\nselect = ["house"]\n')
    live = LiveSettings(folder=folder, clock=lambda: next(ticks))
    assert live.engine("a.txt").check("A zebra.").findings
    write(folder / "house" / "rules.yml", RULE.format(word="gnu"))
    assert not live.engine("a.txt").check("A zebra.").findings
    assert live.engine("a.txt").check("A gnu.").findings
    assert live.engine("a.txt") is live.engine("b.txt")


def test_isolated_reads_no_file(folder: Path, ticks: Iterator[int]) -> None:
    write(folder / "softsell.toml", 'platform = "x"\n')
    assert LiveSettings(folder=folder, isolated=True, clock=lambda: next(ticks)).config("a.txt").platform is None
