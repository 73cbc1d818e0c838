"""First words that many posts share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from softsell.feed.likeness import first_words
from softsell.feed.post import Post

_WORDS = 3
_FEWEST = 3
_SHARE = 0.03
_MOST = 5


class Opening(NamedTuple):
    """First words, as the first post with them has them, and the posts that begin with them."""

    words: str
    posts: tuple[int, ...]


def repeated_openings(posts: Sequence[Post]) -> tuple[Opening, ...]:
    """Return the three first words that at least three posts, and 3 % of all, begin with; the most frequent first."""
    groups: dict[tuple[str, ...], tuple[str, list[int]]] = {}
    for number, post in enumerate(posts):
        words, shown = first_words(post.text, _WORDS)
        if words:
            groups.setdefault(words, (shown, []))[1].append(number)
    fewest = max(_FEWEST, _SHARE * len(posts))
    found = [Opening(" ".join(shown.split()), tuple(group)) for shown, group in groups.values() if len(group) >= fewest]
    return tuple(sorted(found, key=lambda opening: (-len(opening.posts), opening.posts))[:_MOST])
