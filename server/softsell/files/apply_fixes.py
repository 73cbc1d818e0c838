"""Applies fixes to a file's text, and shows what they change as a diff for ``git apply``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import unified_diff
from itertools import accumulate
from pathlib import PurePath
from typing import TypeVar

from softsell.checks.finding import Finding, Fix
from softsell.draft import Draft, Markup
from softsell.errors import DraftError
from softsell.files.fixed_posts import find_changed_starts, find_wrong_posts

T = TypeVar("T")

MAX_ROUNDS = 100
"""The most times a file is fixed and checked again. A fix may uncover another finding, and one check returns only a
limited number of findings for a draft."""

_MOST_GROWTH = 2
_MOST_ADDED = 10_000
"""Fixes may make a text up to twice as long, plus this many characters."""

# Characters with a meaning in each format (quotes, separators, escapes, markup), which a fix must not insert.
_MEANINGFUL = {
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".js"), '"\\<>&'),  # a text in JSON may be HTML
    **dict.fromkeys((".yaml", ".yml"), "'\"\\:#{}[]&*!|>%@`<"),
    ".csv": '",;',
    ".tsv": '"',
    ".html": "<>&",
    ".htm": "<>&",
}
_RECORDS = frozenset(_MEANINGFUL) - {".html", ".htm"}
_YAML = (".yaml", ".yml")
_YAML_BEGINS = ("-", "?", "~")  # a text without quotes that begins so may be a list, a key or nothing at all

_ENDING_OF: dict[Markup, str] = {"plain": ".txt", "markdown": ".md", "html": ".html"}


def fix_until_done(
    name: str,
    text: str,
    result: T,
    check: Callable[[str], T],
    findings_of: Callable[[T], Iterable[Finding]],
    *,
    posts_of: Callable[[T], Sequence[Draft]] | None = None,
    untrusted: bool = False,
) -> tuple[str, T, int]:
    """Fix and check a text until nothing changes.

    In a file of records, a post is left alone if its fixes would change more than they say, or how many posts there are.

    Args:
        name: the name of the text's file, whose ending says what a fix must not insert.
        text: the text.
        result: the result of checking it.
        check: checks a changed text.
        findings_of: returns the findings of a result.
        posts_of: returns the posts that a result is about, if the text is a file.
        untrusted: as in ``apply_fixes``.

    Returns:
        The fixed text, the result of checking it, and the number of fixes. All three are as they were if two rules undo each other.

    Raises:
        DraftError: the text would become too long.
    """
    original, first, fixed = text, result, 0
    seen = {text}
    left_alone: set[int] = set()
    if not holds_records(name):
        posts_of = None
    for _ in range(MAX_ROUNDS):
        posts = posts_of(result) if posts_of else ()
        findings = list(_outside(findings_of(result), [posts[number] for number in left_alone]))
        changed, count = apply_fixes(text, findings, name, untrusted=untrusted)
        if not count:
            break
        if len(changed) > _MOST_GROWTH * len(original) + _MOST_ADDED:
            raise DraftError(
                f"{name}: not fixed, because its fixes would make it more than twice as long. A rule's fix is too long, "
                "or writes the words that the rule finds. “softsell check” shows which rules have fixes."
            )
        if changed in seen:
            return original, first, 0  # two rules undo each other, so fixing would never end
        fixes = list(choose_fixes(text, findings, name, untrusted=untrusted)) if posts else []
        try:
            again = check(changed)
        except DraftError:
            wrong = find_changed_starts(posts, fixes)
            if wrong <= left_alone:
                break  # don't apply a fix that breaks the file's format
            left_alone |= wrong
            continue
        if posts_of and (wrong := find_wrong_posts(posts, fixes, posts_of(again))):
            if wrong <= left_alone:
                break  # it isn't clear whose fix does it
            left_alone |= wrong
            continue
        seen.add(changed)
        text, result = changed, again
        fixed += count
    return text, result, fixed


def _outside(findings: Iterable[Finding], posts: Sequence[Draft]) -> Iterator[Finding]:
    """Yield the findings whose fix isn't for one of ``posts``."""
    spans = sorted(post.span for post in posts)
    starts = [span.start for span in spans]
    ends = list(accumulate((span.end for span in spans), max))
    for finding in findings:
        before = bisect_right(starts, finding.fixes[0].span.start) if finding.fixes else 0
        if not before or finding.fixes[0].span.start > ends[before - 1]:
            yield finding


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
    pieces: list[str] = []
    position = count = 0
    for fix in choose_fixes(text, findings, path, untrusted=untrusted):
        pieces += [text[position : fix.span.start], fix.text]
        position = fix.span.end
        count += 1
    pieces.append(text[position:])
    return "".join(pieces), count


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


def holds_records(path: str) -> bool:
    """Return whether a file of this name holds records, whose posts are compared with what their fixes should give."""
    return PurePath(path).suffix.lower() in _RECORDS


def fits(fix: Fix, path: str) -> bool:
    """Return whether a fix's text means nothing special in the file's format."""
    forbidden = _MEANINGFUL.get(PurePath(path).suffix.lower(), "")
    if PurePath(path).suffix.lower() in _YAML and fix.text.startswith(_YAML_BEGINS):
        return False
    # In records, a line break would end the post
    return not any(mark in fix.text for mark in forbidden) and (not forbidden or not {"\n", "\r", "\t"} & set(fix.text))


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
