"""Fixes files: checks and fixes until nothing changes, then writes the file or shows the difference."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from softsell.config.locate import real_path, user_config_path
from softsell.draft import STANDARD_INPUT, UNWRITTEN_ENDINGS, Draft
from softsell.draft.decoding import encode, encoding_read
from softsell.draft.readers import HTML_ENDINGS
from softsell.errors import DraftError
from softsell.files.apply_fixes import diff, fix_until_done
from softsell.files.find import leads_elsewhere
from softsell.files.formats import holds_records
from softsell.files.task import Outcome, Task
from softsell.files.write import replace_file
from softsell.report import CheckedDraft

if TYPE_CHECKING:
    from softsell.checks.finding import Finding
    from softsell.files.checker import Checker


class _Checked(NamedTuple):
    """All posts of a file, and the result of checking those that are to be checked."""

    posts: list[Draft]
    checked: tuple[CheckedDraft, ...]


def fix_file(checker: Checker, task: Task, path: str) -> Outcome:
    """Fix a file, or only show what would change, depending on the task.

    Raises:
        DraftError: the file can't be read, is a link, or would become too long.
        UsageError: the file can't be written.
    """
    name = task.name_of(path)
    if name.lower().endswith(UNWRITTEN_ENDINGS):
        raise DraftError(
            f"{path}: not fixed, because softsell doesn't write into Excel, LibreOffice, Word, rich text or email files. Save it as "
            "“CSV UTF-8” (a document as .txt) and fix that, or make the changes yourself: without --fix and --diff, softsell shows them."
        )
    if task.mode == "fix" and path != STANDARD_INPUT:
        _refuse_links(path, task.folders)
    data, original = task.read_to_fix(path)
    encoding = encoding_read(data, page=name.lower().endswith(HTML_ENDINGS))

    def check(text: str) -> _Checked:
        again: list[str] = []
        posts = checker.read_all(name, encode(text, encoding), again)
        # A fix must not make another column look more like posts than this one. Records are compared post by post instead
        if again != reading and not holds_records(name):
            raise DraftError(f"{name}: the fixes would change where its posts are.")
        return _Checked(posts, checker.check_drafts(name, checker.keep_changed(name, posts)))

    reading: list[str] = []
    posts = checker.read_all(name, data, reading)
    before = posts[0].source if posts else ""
    first = _Checked(posts, checker.check_drafts(name, checker.keep_changed(name, posts)))
    found = first.checked
    notes = _untrusted_packs(task, name, found)
    text, last, fixed = fix_until_done(
        name,
        before,
        first,
        check,
        lambda result: _findings_of(result.checked),
        posts_of=lambda result: result.posts,
        read=lambda changed: checker.read_all(name, encode(changed, encoding)),
        untrusted=task.mode == "diff",
    )
    left = last.checked
    if not fixed:
        return Outcome(path, before, found, notes=notes, reading=tuple(reading))
    if task.mode == "diff":
        changes = "".join(diff(before, text, _from_here(path)))
        return Outcome(path, text, left, fixed=fixed, diff=changes, notes=notes, reading=tuple(reading))
    if original is not None:
        replace_file(Path(path), encode(text, encoding), original)
    return Outcome(path, text, left, fixed=fixed, notes=notes, reading=tuple(reading))


def _findings_of(drafts: Iterable[CheckedDraft]) -> list[Finding]:
    return [finding for draft in drafts for finding in draft.findings]


def _untrusted_packs(task: Task, name: str, drafts: Iterable[CheckedDraft]) -> tuple[str, ...]:
    """Return a note for each pack whose fixes ``--fix`` leaves out: why, and what the user can do."""
    packs = {
        finding.pack
        for finding in _findings_of(drafts)
        if not finding.positive and any(fix.untrusted for fix in finding.fixes)
    }
    if not packs:
        return ()
    paths = {pack.name: str(real_path(pack.path)) for pack in task.settings.engine(name).packs}
    return tuple(
        f"The pack “{pack}” comes with the folder, so --fix leaves out its fixes; --diff shows them. If you trust the pack, "
        f"add this to your own settings ({user_config_path()}): trust = [{json.dumps(paths[pack], ensure_ascii=False)}]"
        for pack in sorted(packs)
    )


def _refuse_links(path: str, folders: Sequence[Path]) -> None:
    """Raise DraftError if the path is a link or lies behind one."""
    target = leads_elsewhere(path, folders)
    if target is not None:
        raise DraftError(f"{path}: not fixed, because this is a link or lies behind one. The file itself is {target}.")


def _from_here(path: str) -> str:
    """Return the path relative to the current folder if it lies in it."""
    try:
        return str(Path(path).absolute().relative_to(Path.cwd()))
    except ValueError:
        return path
