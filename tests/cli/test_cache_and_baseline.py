"""What is kept between two runs: results, and the findings a team has agreed to live with."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.conftest import Softsell

from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.cli import cache as cache_module
from softsell.cli.cache import ResultCache, seal

SALE = "Hurry in for the beeswax candles.\n"


@pytest.fixture
def kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own. Softsell itself is held to be unchanged, though somebody may be editing it right now."""
    monkeypatch.setattr("softsell.cli.check_run.package_stamp", lambda: "this softsell")
    monkeypatch.setenv("SOFTSELL_CACHE_DIR", str(folder / ".cache"))
    return folder / ".cache" / "results"


def shelves(kept: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(kept.iterdir())) if kept.is_dir() else b""


def unplug(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, whoever really checks a draft fails."""

    def refuse(*_: object) -> None:
        raise AssertionError("a draft was checked")

    monkeypatch.setattr("softsell.engine.Engine.check_drafts", refuse)


def test_a_file_that_has_not_changed_is_not_checked_again(
    softsell: Softsell, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.txt").write_text(SALE)
    first = softsell("check", "a.txt", "--format", "json")
    unplug(monkeypatch)
    assert softsell("check", "a.txt", "--format", "json") == first
    Path("a.txt").write_text(SALE + "Soup.\n")
    assert softsell("check", "a.txt").status == WRONG_USE
    assert kept.stat().st_mode & 0o077 == 0


def test_other_settings_packs_or_readers_make_another_result(softsell: Softsell, kept: Path) -> None:
    Path("a.txt").write_text(SALE)
    assert softsell("check", "a.txt").status == FINDINGS
    assert softsell("check", "a.txt", "--ignore", "house/hurry").status == CLEAN
    rules = Path("house/rules.yml")
    rules.write_text(rules.read_text().replace("hurry in: drop by", "rush in: drop by").replace("Hurry in", "Rush in"))
    assert softsell("check", "a.txt").status == CLEAN
    Path("a.md").write_text("`" + SALE.strip() + "`\n")
    Path("b.txt").write_text("`" + SALE.strip() + "`\n")
    rules.write_text(rules.read_text().replace("rush in", "hurry in").replace("Rush in", "Hurry in"))
    assert softsell("check", "a.md").status == CLEAN
    assert softsell("check", "b.txt").status == FINDINGS


def test_another_softsell_makes_another_result(softsell: Softsell, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(SALE)
    softsell("check", "a.txt")
    unplug(monkeypatch)
    monkeypatch.setattr("softsell.cli.check_run.package_stamp", lambda: "the next softsell")
    assert softsell("check", "a.txt").status == WRONG_USE


def test_the_stamp_of_softsell_covers_its_code_and_its_packs() -> None:
    stamp = cache_module.package_stamp()
    assert "cli/cache.py:" in stamp
    assert "platforms.toml:" in stamp
    assert "pushiness/pack.yml:" in stamp


def test_the_cache_tells_nothing_of_the_draft(softsell: Softsell, kept: Path) -> None:
    Path("a.txt").write_text(SALE)
    softsell("check", "a.txt")
    content = shelves(kept)
    assert content
    for word in (b"beeswax", b"candles", b"Hurry", b"hurries", b"house", b"a.txt"):
        assert word not in content


def test_no_cache_neither_reads_nor_writes(softsell: Softsell, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(SALE)
    softsell("check", "a.txt", "--no-cache")
    assert shelves(kept) == b""
    softsell("check", "a.txt")
    unplug(monkeypatch)
    assert softsell("check", "a.txt", "--no-cache").status == WRONG_USE


@pytest.mark.parametrize("damage", [b"", b"\0", b"x" * 100, b"half"])
def test_a_damaged_cache_costs_a_check_and_nothing_else(softsell: Softsell, kept: Path, damage: bytes) -> None:
    Path("a.txt").write_text(SALE)
    whole = softsell("check", "a.txt", "--format", "json")
    for shelf in kept.iterdir():
        content = shelf.read_bytes()
        shelf.write_bytes(content[: len(content) // 2] if damage == b"half" else damage)
    assert softsell("check", "a.txt", "--format", "json") == whole
    assert softsell("check", "a.txt", "--format", "json") == whole


def test_a_cache_that_cannot_be_written_is_done_without(
    softsell: Softsell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("SOFTSELL_CACHE_DIR", str(folder / "file"))
    Path("a.txt").write_text(SALE)
    result = softsell("check", "a.txt")
    assert (result.status, result.err) == (FINDINGS, "")


@given(st.binary(max_size=200), st.binary(max_size=200), st.recursive(st.text() | st.integers(), st.lists))
def test_only_the_same_content_opens_a_result(content: bytes, other: bytes, result: object) -> None:
    cache = ResultCache(Path("nowhere"), "basis")
    key = cache.key(content, "")
    sealed = seal(result, key, content)
    cache._shelves[f"{int(key[:2], 16) % 64:02x}"] = {key.encode(): sealed}
    assert cache.load(key, content) == result
    if other != content:
        assert cache.load(key, other) is None


def test_the_cache_stays_small(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MAX_SHELF_BYTES", 2000)
    cache = ResultCache(folder / "results", "basis")
    for number in range(300):
        content = str(number).encode()
        key = f"00{cache.key(content, '')[2:]}"
        cache.save({key: seal([number], key, content)})
    assert (folder / "results" / "00").stat().st_size <= 2000
    fresh = ResultCache(folder / "results", "basis")
    assert fresh.load(key, content) == [299]


def _fill(folder: Path, start: int) -> None:
    cache = ResultCache(folder, "basis")
    for number in range(start, start + 60):
        content = str(number).encode()
        key = f"00{cache.key(content, '')[2:]}"
        cache.save({key: seal([number], key, content)})


def test_two_runs_at_once_spoil_nothing(folder: Path) -> None:
    results = folder / "results"
    runs = [multiprocessing.get_context("fork").Process(target=_fill, args=(results, n * 60)) for n in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [path.name for path in results.iterdir()] == ["00"]
    cache = ResultCache(results, "basis")
    found = 0
    for number in range(180):
        content = str(number).encode()
        kept = cache.load(f"00{cache.key(content, '')[2:]}", content)
        assert kept in (None, [number])
        found += kept is not None
    assert found >= 60


def test_a_baseline_passes_over_what_was_there(softsell: Softsell) -> None:
    Path("posts/a.txt").write_text(SALE)
    Path("posts/b.txt").write_text("Get rich quick.\n")
    written = softsell("check", "posts", "--write-baseline")
    assert written.status == CLEAN
    assert "now knows 2 findings; check with --baseline softsell-baseline.json." in written.err
    known = softsell("check", "posts", "--baseline", "softsell-baseline.json")
    assert known.status == CLEAN
    assert "nothing to mend" not in known.out
    assert "2 findings in the baseline passed over." in known.out
    Path("posts/a.txt").write_text("A new line above.\n\n" + SALE)
    assert softsell("check", "posts", "--baseline", "softsell-baseline.json").status == CLEAN
    Path("posts/a.txt").write_text(SALE + "Hurry in!\n")
    result = softsell("check", "posts", "--baseline", "softsell-baseline.json", "--format", "concise")
    assert result.concise == ["posts/a.txt:2:1: warning house/hurry"]


def test_a_baseline_holds_no_text_and_is_found_from_elsewhere(
    softsell: Softsell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("posts/a.txt").write_text(SALE)
    softsell("check", "posts", "--write-baseline", "--baseline", "known.json")
    text = Path("known.json").read_text()
    assert "Hurry" not in text
    assert list(json.loads(text)["files"]) == ["posts/a.txt"]
    monkeypatch.chdir(folder / "posts")
    assert softsell("check", ".", "--baseline", "../known.json").status == CLEAN


def test_what_no_longer_occurs_is_told(softsell: Softsell) -> None:
    Path("posts/a.txt").write_text(SALE)
    softsell("check", "posts", "--write-baseline")
    Path("posts/a.txt").write_text("Soup.\n")
    result = softsell("check", "posts", "--baseline", "softsell-baseline.json")
    assert "1 finding of the baseline no longer there" in result.err


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 9, "files": {}}', '{"version": 1, "files": [1]}'])
def test_a_file_that_is_no_baseline_is_told(softsell: Softsell, content: str) -> None:
    Path("known.json").write_text(content)
    result = softsell("check", "posts", "--baseline", "known.json")
    assert result.status == WRONG_USE
    assert "softsell check --write-baseline" in result.err


def test_a_missing_baseline_is_told(softsell: Softsell) -> None:
    assert "the baseline can't be read" in softsell("check", "posts", "--baseline", "none.json").err


def test_a_baseline_is_never_written_over_something_else(softsell: Softsell, folder: Path) -> None:
    Path("posts/a.txt").write_text("Hurry in.\n")
    Path("mine.txt").write_text("My own notes.")
    Path("outside.json").symlink_to("mine.txt")
    Path("nowhere.json").symlink_to("new.txt")
    Path("list.json").write_text("[1]")
    for name, told in (
        ("mine.txt", "holds something other than a baseline"),
        ("outside.json", "no baseline was written, because it is a link"),
        ("list.json", "holds something other than a baseline"),
        ("nowhere.json", "no baseline was written, because it is a link"),
    ):
        result = softsell("check", "posts", "--write-baseline", "--baseline", name)
        assert result.status == WRONG_USE
        assert name in result.err
        assert told in result.err
    assert Path("mine.txt").read_text() == "My own notes."
    assert Path("list.json").read_text() == "[1]"
    assert not Path("new.txt").exists()


def test_an_empty_file_becomes_the_baseline_and_is_written_anew(softsell: Softsell) -> None:
    Path("posts/a.txt").write_text("Hurry in.\n")
    Path("softsell-baseline.json").write_text("")
    for _ in range(2):
        assert softsell("check", "posts", "--write-baseline").status == CLEAN
    assert softsell("check", "posts", "--baseline", "softsell-baseline.json").status == CLEAN
