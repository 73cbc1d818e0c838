"""Applies fixes to a file's text, and shows what they change as a diff for ``git apply``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import unified_diff
from typing import TypeVar

from softsell.checks.finding import Finding, Fix
from softsell.draft import Draft, Markup
from softsell.errors import DraftError
from softsell.files.fixed_posts import Read, keep_harmless, splice
from softsell.files.formats import fits

T = TypeVar("T")

MAX_ROUNDS = 100
"""The most times a file is fixed and checked again. A fix may uncover another finding, and one check returns only a
limited number of findings for a draft."""

_MOST_GROWTH = 2
_MOST_ADDED = 10_000
"""Fixes may make a text up to twice as long, plus this many characters."""

_ENDING_OF: dict[Markup, str] = {"plain": ".txt", "markdown": ".md", "html": ".html"}


def fix_until_done(
    name: str,
    text: str,
    result: T,
    check: Callable[[str], T],
    findings_of: Callable[[T], Iterable[Finding]],
    *,
    posts_of: Callable[[T], Sequence[Draft]] | None = None,
    read: Read | None = None,
    untrusted: bool = False,
) -> tuple[str, T, int]:
    """Fix and check a text until nothing changes.

    In a file, a post is left alone if its fixes would change how many posts there are, or in records more than they say.

    Args:
        name: the name of the text's file, whose ending says what a fix must not insert.
        text: the text.
        result: the result of checking it.
        check: checks a changed text.
        findings_of: returns the findings of a result.
        posts_of: returns the posts that a result is about, if the text is a file.
        read: reads the posts of a changed text, if the text is a file.
        untrusted: as in ``apply_fixes``.

    Returns:
        The fixed text, the result of checking it, and the number of fixes. All three are as they were if two rules undo each other.

    Raises:
        DraftError: the text would become too long.
    """
    original, first, fixed = text, result, 0
    seen = {text}
    for _ in range(MAX_ROUNDS):
        fixes = list(choose_fixes(text, findings_of(result), name, untrusted=untrusted))
        longest = _MOST_GROWTH * len(original) + _MOST_ADDED
        if len(text) + sum(len(fix.text) - (fix.span.end - fix.span.start) for fix in fixes) > longest:
            raise DraftError(
                f"{name}: not fixed, because its fixes would make it more than twice as long. A rule's fix is too long, "
                "or writes the words that the rule finds. “softsell check” shows which rules have fixes."
            )
        if posts_of and read:
            fixes = keep_harmless(name, text, fixes, posts_of(result), read)
        if not fixes:
            break
        changed = splice(text, fixes)
        if changed in seen:
            return original, first, 0  # two rules undo each other, so fixing would never end
        try:
            result = check(changed)
        except DraftError:
            break  # don't apply fixes that break the file's format
        seen.add(changed)
        text = changed
        fixed += len(fixes)
    return text, result, fixed


def fix_text(
    text: str, markup: Markup, result: T, check: Callable[[str], T], findings_of: Callable[[T], Iterable[Finding]]
) -> tuple[str, T, int]:
    """Fix a text that isn't in a file. Arguments, result and errors as for ``fix_until_done``."""
    return fix_until_done(f"draft{_ENDING_OF[markup]}", text, result, check, findings_of)


def apply_fixes(text: str, findings: Iterable[Finding], path: str, *, untrusted: bool = False) -> tuple[str, int]:
    """Apply the first safe fix of each finding. Return the new text and how many fixes were applied.

    If fixes overlap, only the first is applied; the others get their turn when the text is checked again. With ``untrusted``, fixes of
    packs that aren't trusted are applied too. Such a text is for display and must not be written.
    """
    fixes = list(choose_fixes(text, findings, path, untrusted=untrusted))
    return splice(text, fixes), len(fixes)


def choose_fixes(text: str, findings: Iterable[Finding], path: str, *, untrusted: bool = False) -> Iterator[Fix]:
    """Yield the fixes that ``apply_fixes`` applies, in the order of the text. They don't overlap."""
    chosen = []
    for finding in findings:
        safe = [fix for fix in finding.fixes if fix.safe or (untrusted and fix.untrusted)]
        if safe and not finding.positive and fits(safe[0], path):
            chosen.append(safe[0])
    position, first = 0, True
    for fix in sorted(chosen, key=lambda fix: fix.span):
        if fix.span.start < position or (not first and fix.span.start == position == fix.span.end):
            continue
        if text[fix.span.start : fix.span.end] == fix.text:
            continue
        yield fix
        position, first = fix.span.end, False


def diff(before: str, after: str, path: str) -> Iterator[str]:
    """Yield a unified diff, or nothing if nothing changed. Line ends stay as they are."""
    name = path.replace("\\", "/").removeprefix("./")
    lines = unified_diff(_split_lines(before), _split_lines(after), _quote(f"a/{name}"), _quote(f"b/{name}"))
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _split_lines(text: str) -> list[str]:
    """Split text into lines as git does: only a line feed ends one."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _quote(name: str) -> str:
    """Write a name as git does: in quotes and with C's escapes if it has special characters."""
    if name.isprintable() and not set(name) & {'"', "\\"}:
        return f"{name}\t" if " " in name else name
    escapes = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r"}
    written = "".join(
        escapes.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
        for byte in name.encode("utf-8", "surrogateescape")
    )
    return f'"{written}"'
