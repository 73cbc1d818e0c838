"""Which field of a record holds the post: the one asked for, or the one whose name says so. For the CSV and JSON readers."""

from __future__ import annotations

from collections.abc import Sequence

from softsell.diagnostics import nearest

_USUAL = (
    "text", "post", "content", "body", "message", "caption", "tweet", "status", "draft", "copy", "comment", "description",
)  # fmt: skip
_NO_TEXT = frozenset(["id", "ids", "type", "date", "time", "url", "link", "status", "count", "length", "author"])
_MOST_SHOWN = 12
_LONGEST_SHOWN = 30


def usual_field(names: Sequence[str]) -> str | None:
    """The name among ``names`` that a post's text usually goes by: ``Text``, ``caption``, ``Post text``; else ``None``."""
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


def not_there(kind: str, asked: str, names: Sequence[str]) -> str:
    """What to say when the ``kind`` (column, key) asked for is not among ``names``."""
    hint = nearest(asked, [name for name in names if _may_be_shown(name)])
    return f"there is no {kind} “{asked[:_LONGEST_SHOWN]}”; {hint or 'there are: ' + choices(names)}"


def choices(names: Sequence[str]) -> str:
    """``names`` as a list to choose from, for messages; the first dozen if there are many.

    What is too long for a name is left out: in a file without a first row of names it is a post, and no message shows those.
    """
    shown = [name if _may_be_shown(name) else "…" for name in names[:_MOST_SHOWN]]
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    return ", ".join(shown) + more


def _may_be_shown(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_SHOWN
