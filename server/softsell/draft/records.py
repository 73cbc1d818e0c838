"""Finds the field of a record that holds the post: the requested one, or one with a usual name. Used for CSV and JSON."""

from __future__ import annotations

from collections.abc import Sequence

from softsell.diagnostics import nearest

_USUAL = (
    "text", "post", "content", "body", "message", "caption", "tweet", "status", "draft", "copy", "comment", "description",
)  # fmt: skip
_NO_TEXT = frozenset(["id", "ids", "type", "date", "time", "url", "link", "status", "count", "length", "author"])
_MOST_SHOWN = 12
_LONGEST_SHOWN = 30


def find_usual_field(names: Sequence[str]) -> str | None:
    """Return the name in ``names`` that usually holds a post's text, such as ``Text``, ``caption`` or ``Post text``, or ``None``."""
    words = {name: name.casefold().replace("_", " ").replace("-", " ").split() for name in names}
    for usual in _USUAL:
        exact = [name for name in names if words[name] == [usual]]
        if exact:
            return exact[0]
    for usual in _USUAL:
        partly = [name for name in names if usual in words[name] and not _NO_TEXT.intersection(words[name])]
        if len(partly) == 1:
            return partly[0]
    return None


def describe_missing(kind: str, asked: str, names: Sequence[str]) -> str:
    """Return a message that says that the requested ``kind`` (column or key) isn't in ``names``."""
    hint = nearest(asked, [name for name in names if _may_be_shown(name)])
    return f"there is no {kind} “{asked[:_LONGEST_SHOWN]}”; {hint or f'the {kind}s are: {list_choices(names)}'}"


def list_choices(names: Sequence[str]) -> str:
    """Return ``names`` as a list for messages: all of them, or the first dozen if there are many.

    Names that are too long are left out. In a file without a header row they are posts, and messages never show posts.
    """
    shown = [name if _may_be_shown(name) else "…" for name in names[:_MOST_SHOWN]]
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    return ", ".join(shown) + more


def _may_be_shown(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_SHOWN
