"""Which field of a record holds the post: the one that is asked for, or the one whose name says so. For the CSV and
JSON readers.
"""

from __future__ import annotations

from collections.abc import Sequence

from softsell.diagnostics import nearest

_USUAL = (
    "text",
    "post",
    "content",
    "body",
    "message",
    "caption",
    "tweet",
    "status",
    "draft",
    "copy",
    "comment",
    "description",
)


def usual_field(names: Sequence[str]) -> str | None:
    """The name among ``names`` that a post's text usually goes by: ``Text``, ``caption``, ``Post text``. ``None``
    where none does.
    """
    words = {name: name.casefold().replace("_", " ").replace("-", " ").split() for name in names}
    for usual in _USUAL:
        exact = [name for name in names if words[name] == [usual]]
        if exact:
            return exact[0]
    for usual in _USUAL:
        partly = [name for name in names if usual in words[name] and not _IS_NO_TEXT.intersection(words[name])]
        if len(partly) == 1:
            return partly[0]
    return None


_IS_NO_TEXT = frozenset(["id", "ids", "type", "date", "time", "url", "link", "status", "count", "length", "author"])


def choices(names: Sequence[str]) -> str:
    """``names`` as a list to choose from, for messages; the first dozen if there are many."""
    shown = [name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…" for name in names[:_MOST_SHOWN]]
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    return ", ".join(shown) + more


_MOST_SHOWN = 12
_LONGEST_SHOWN = 40


def not_there(kind: str, asked: str, names: Sequence[str]) -> str:
    """What to say when the ``kind`` (column, key) asked for is not among ``names``."""
    hint = nearest(asked, names)
    return f"there is no {kind} of that name; {hint or 'there are: ' + choices(names)}"
