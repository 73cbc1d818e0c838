"""Files checked together are checked in parts of bounded size, so that a folder of large files takes no more memory than one."""

from __future__ import annotations

from pathlib import Path

import pytest

from softsell.draft import read_text
from softsell.draft.draft import Draft
from softsell.engine.engine import Engine
from softsell.files import check_files as files
from softsell.files import checker
from softsell.files.checker import Checker
from softsell.files.folder_settings import Settings
from softsell.files.task import Task


def test_parts_are_bounded_in_order_and_whole() -> None:
    drafts = [read_text("We bake rye. " * length) for length in (1, 2_000, 3_000, 3_000, 1, *[1] * 150, 7_000, 1)]
    parts = list(checker._parts(drafts))
    assert [draft for part in parts for draft in part] == drafts
    assert max(map(len, parts)) == checker._MOST_TOGETHER
    for part in parts:
        assert len(part) == 1 or sum(len(draft.prose) for draft in part) <= checker._MOST_CHARACTERS
    assert list(checker._parts([])) == []


@pytest.mark.parametrize(("count", "jobs", "together"), [(24, 2, 8), (200, 2, 12), (2_000, 2, 32), (2_000, 64, 8)])
def test_more_files_are_checked_together_where_there_are_many(
    count: int, jobs: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def check_all(_checker: Checker, paths: list[str]) -> list[str]:
        asked.append(len(paths))
        return paths

    monkeypatch.setattr(Checker, "check_all", check_all)
    monkeypatch.setattr("softsell.files.workers.can_fork", lambda: False)
    task = Task(settings=Settings(isolated=True))
    assert len(list(files.check_files([f"{number}.txt" for number in range(count)], task, jobs=jobs))) == count
    assert max(asked) == together


def test_files_of_several_posts_get_their_own_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "_MOST_TOGETHER", 3)
    seen: list[int] = []
    check_drafts = Engine.check_drafts

    def watch(engine: Engine, drafts: list[Draft], *, explain: bool = False) -> list[object]:
        seen.append(len(drafts))
        return list(check_drafts(engine, drafts, explain=explain))

    monkeypatch.setattr(Engine, "check_drafts", watch)
    paths = []
    for number in range(5):
        path = tmp_path / f"{number}.txt"
        path.write_text("\n---\n".join(["Hurry, last chance!"] * number + ["We bake rye bread on Monday."]))
        paths.append(str(path))
    outcomes = Checker(Task(settings=Settings(isolated=True))).check_all(paths)
    assert max(seen) == 3
    for number, outcome in enumerate(outcomes):
        found = [bool(draft.findings) for draft in outcome.file().drafts]
        assert found == [True] * number + [False], outcome.path
