"""First words that many posts share."""

from __future__ import annotations

from typing import NamedTuple

from softsell.feed.gather import Gathered
from softsell.feed.likeness import first_words

_WORDS = 3
_FEWEST = 3
_SHARE = 0.03
_MOST = 5


class Opening(NamedTuple):
    """First words, as the first post with them has them, and the posts that begin with them."""

    words: str
    posts: tuple[int, ...]


def repeated_openings(gathered: Gathered) -> tuple[Opening, ...]:
    """Return the three first words that at least three posts, and 3 % of all, begin with; the most frequent first.

    Of posts from one template, only the first counts: ``sameness`` has the others.
    """
    posts = gathered.posts
    template = {number: group[0] for group in gathered.templates for number in group}
    groups: dict[tuple[str, ...], tuple[str, list[int]]] = {}
    for number, post in enumerate(posts):
        words, shown = first_words(post.text, _WORDS)
        if words:
            groups.setdefault(words, (shown, []))[1].append(number)
    fewest = max(_FEWEST, _SHARE * len(posts))
    found = []
    for shown, group in groups.values():
        different = [number for number in group if template.get(number, number) == number]
        if len(different) >= fewest:
            found.append(Opening(" ".join(shown.split()), tuple(different)))
    return tuple(sorted(found, key=lambda opening: (-len(opening.posts), opening.posts))[:_MOST])
