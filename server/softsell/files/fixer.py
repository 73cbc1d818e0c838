"""Fixes files: checks and fixes until nothing changes, then writes the file or shows the difference."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from softsell.config.locate import real_path, user_config_path
from softsell.draft import OFFICE_ENDINGS, STANDARD_INPUT
from softsell.draft.decoding import encode, encoding_of
from softsell.errors import DraftError
from softsell.files.apply_fixes import MAX_ROUNDS, apply_fixes, diff
from softsell.files.find import leads_elsewhere
from softsell.files.task import Outcome, Task
from softsell.files.write import replace_file
from softsell.report.result import draft_from_plain

if TYPE_CHECKING:
    from softsell.files.checker import Checker

_MOST_GROWTH = 2
_MOST_ADDED = 10_000
"""Fixes may make a file up to twice as long, plus this many characters."""


def fix_file(checker: Checker, task: Task, path: str) -> Outcome:
    """Fixes a file, or only shows what would change, depending on the task.

    Raises:
        DraftError: the file can't be read, is a link, or would become too long.
        UsageError: the file can't be written.
    """
    name = task.name_of(path)
    if name.lower().endswith(OFFICE_ENDINGS):
        raise DraftError(
            f"{path}: not fixed, because softsell doesn't write into files of Excel, LibreOffice or Word. Save it as “CSV UTF-8” (a "
            "document as .txt) and fix that, or make the changes yourself: without --fix and --diff, softsell shows them."
        )
    if task.mode == "fix" and path != STANDARD_INPUT:
        _refuse_links(path, task.folders)
    data, original = task.read_to_fix(path)
    encoding = encoding_of(data)

    def check(text: str) -> list[Any]:
        return checker.check_drafts(name, checker.read_drafts(name, encode(text, encoding)))

    reading: list[str] = []
    drafts = checker.read_drafts(name, data, reading)
    before, found = drafts[0].source if drafts else "", checker.check_drafts(name, drafts)
    notes = _untrusted_packs(task, name, found)
    text, left, fixed = _fix_text(name, before, found, check, untrusted=task.mode == "diff")
    if not fixed:
        return Outcome(path, before, found, notes=notes, reading=tuple(reading))
    if task.mode == "diff":
        changes = "".join(diff(before, text, _from_here(path)))
        return Outcome(path, text, left, fixed=fixed, diff=changes, notes=notes, reading=tuple(reading))
    if original is not None:
        replace_file(Path(path), encode(text, encoding), original)
    return Outcome(path, text, left, fixed=fixed, notes=notes, reading=tuple(reading))


def _fix_text(
    name: str, text: str, drafts: list[Any], check: Callable[[str], list[Any]], *, untrusted: bool
) -> tuple[str, list[Any], int]:
    """Checks and fixes a text until nothing changes.

    Returns:
        The fixed text, its plain drafts, and the number of fixes.
    """
    original, fixed = text, 0
    seen = {text}
    for _ in range(MAX_ROUNDS):
        findings = [finding for draft in drafts for finding in draft_from_plain(draft).findings]
        changed, count = apply_fixes(text, findings, name, untrusted=untrusted)
        if not count:
            break
        if len(changed) > _MOST_GROWTH * len(original) + _MOST_ADDED:
            raise DraftError(
                f"{name}: not fixed, because its fixes would make it more than twice as long. A rule's fix is too long, "
                "or writes the words that the rule finds. “softsell check” shows which rules have fixes."
            )
        if changed in seen:
            return text, drafts, 0  # two rules undo each other, so fixing would never end
        seen.add(changed)
        try:
            drafts = check(changed)
        except DraftError:
            break  # don't apply a fix that breaks the file's format
        text = changed
        fixed += count
    return text, drafts, fixed


def _untrusted_packs(task: Task, name: str, drafts: Iterable[Any]) -> tuple[str, ...]:
    """Returns a note for each pack whose fixes ``--fix`` leaves out: why, and what the user can do."""
    findings = chain.from_iterable(draft_from_plain(draft).findings for draft in drafts)
    packs = {
        finding.rule.partition("/")[0]
        for finding in findings
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
    """Raises DraftError if the path is a link or lies behind one."""
    target = leads_elsewhere(path, folders)
    if target is not None:
        raise DraftError(f"{path}: not fixed, because this is a link or lies behind one. The file itself is {target}.")


def _from_here(path: str) -> str:
    """Returns the path relative to the current folder if it lies in it."""
    try:
        return str(Path(path).absolute().relative_to(Path.cwd()))
    except ValueError:
        return path
