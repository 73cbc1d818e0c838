"""Finds the lines that say something about a page and stand above its text without a mark around them.

Notion writes the properties of a page below its title, when it exports the page to Markdown. Pelican and MultiMarkdown have such lines at
the top.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from softsell.compile_later import compile_later
from softsell.draft.span import Span

_PROPERTIES = compile_later(
    r"\s*+# [^\n]++\n\s*?\n((?:[A-Z][\w ()/-]{0,40}: [^\n]{0,500}(?:\n|\Z)){2,50}+)(?=[ \t]*\r?\n|\Z)"
)
_NAMES = frozenset((
    "status", "owner", "assign", "assignee", "assigned to", "created", "created by", "created time", "last edited", "last edited by",
    "last edited time", "tags", "publish date", "channel", "platform", "author", "due", "due date", "url", "type", "priority", "person",
))  # fmt: skip
_ENOUGH = 2
_METADATA = compile_later(r"\ufeff?((?:[A-Za-z][\w -]{0,40}: [^\n]{0,500}(?:\n|\Z)){3,50}+)(?=[ \t]*\r?\n|\Z)")
_NAMES_OF_METADATA = frozenset(
    "title date tags category slug author authors summary modified status layout lang template keywords description".split()
)
_ENOUGH_METADATA = 3


class Properties(NamedTuple):
    """The properties of a page: where their lines are, and their values by name."""

    span: Span
    values: Mapping[str, str]


def find_properties(text: str) -> Properties | None:
    """Return the properties below the title of a page or at its top, or ``None`` if it has none. Some of their names must be known."""
    found = _PROPERTIES.match(text)
    names, enough = (_NAMES, _ENOUGH) if found else (_NAMES_OF_METADATA, _ENOUGH_METADATA)
    found = found or _METADATA.match(text)
    if found is None:
        return None
    values = {}
    for line in found[1].splitlines():
        name, _, value = line.partition(":")
        values[name.strip()] = value.strip()
    known = sum(name.casefold() in names for name in values)
    return Properties(Span(*found.span(1)), values) if known >= enough else None
