"""The file formats in which some characters have a meaning, so not every fix can be written."""

from __future__ import annotations

from pathlib import PurePath

from softsell.checks.finding import Fix

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
