"""Applies fixes to a file's text, and shows what they change as a diff for ``git apply``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import PurePath

from softsell.checks.finding import Finding, Fix

MAX_ROUNDS = 100
"""The most times a file is fixed and checked again. A fix may uncover another finding, and one check returns only a
limited number of findings for a draft."""

# Characters with a meaning in each format (quotes, separators, escapes, markup), which a fix must not insert.
_MEANINGFUL = {
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".js"), '"\\<>&'),  # a text in JSON may be HTML
    ".csv": '",;',
    ".tsv": '"',
    ".html": "<>&",
    ".htm": "<>&",
}


def apply_fixes(text: str, findings: Iterable[Finding], path: str, *, untrusted: bool = False) -> tuple[str, int]:
    """Applies the first safe fix of each finding. Returns the new text and how many fixes were applied.

    If fixes overlap, only the first is applied; the others get their turn when the text is checked again. With ``untrusted``, fixes of
    packs that aren't trusted are applied too. Such a text is for display and must not be written.
    """
    pieces: list[str] = []
    position = count = 0
    for fix in _choose_fixes(findings, path, untrusted):
        if fix.span.start < position or (count and fix.span.start == position == fix.span.end):
            continue
        if text[fix.span.start : fix.span.end] == fix.text:
            continue
        pieces += [text[position : fix.span.start], fix.text]
        position = fix.span.end
        count += 1
    pieces.append(text[position:])
    return "".join(pieces), count


def _choose_fixes(findings: Iterable[Finding], path: str, untrusted: bool) -> list[Fix]:
    forbidden = _MEANINGFUL.get(PurePath(path).suffix.lower(), "")
    chosen = []
    for finding in findings:
        safe = [fix for fix in finding.fixes if fix.safe or (untrusted and fix.untrusted)]
        if safe and not finding.positive and _fits(safe[0], forbidden):
            chosen.append(safe[0])
    return sorted(chosen, key=lambda fix: fix.span)


def _fits(fix: Fix, forbidden: str) -> bool:
    # In records, a line break would end the post
    return not any(mark in fix.text for mark in forbidden) and (not forbidden or not {"\n", "\r", "\t"} & set(fix.text))


def diff(before: str, after: str, path: str) -> Iterator[str]:
    """Yields a unified diff, or nothing if nothing changed. Line ends stay as they are."""
    name = path.replace("\\", "/").removeprefix("./")
    lines = unified_diff(_split_lines(before), _split_lines(after), _quote(f"a/{name}"), _quote(f"b/{name}"))
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _split_lines(text: str) -> list[str]:
    """Splits text into lines as git does: only a line feed ends one."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _quote(name: str) -> str:
    """Writes a name as git does: in quotes and with C's escapes if it has special characters."""
    if name.isprintable() and not set(name) & {'"', "\\"}:
        return f"{name}\t" if " " in name else name
    escapes = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r"}
    written = "".join(
        escapes.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
        for byte in name.encode("utf-8", "surrogateescape")
    )
    return f'"{written}"'
