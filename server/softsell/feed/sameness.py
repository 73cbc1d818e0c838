"""How much of a feed says the same again: copies, and templates with a few words changed."""

from __future__ import annotations

from dataclasses import dataclass

from softsell.feed.gather import Gathered
from softsell.feed.shares import Share

_MOST_GROUPS = 10


@dataclass(frozen=True, slots=True)
class Sameness:
    """Posts that say the same.

    Attributes:
        repeats: posts that repeat an earlier one, or its template.
        groups: the largest groups of such posts, each in the order of time.
        deadlines: of the posts that repeat, those with a deadline or scarcity where an earlier post of their group has one too.
    """

    repeats: Share
    groups: tuple[tuple[int, ...], ...]
    deadlines: int


def count_sameness(gathered: Gathered) -> Sameness:
    """Count posts that repeat earlier ones."""
    groups = gathered.templates
    return Sameness(
        Share(sum(len(group) - 1 for group in groups), len(gathered.posts)),
        groups[:_MOST_GROUPS],
        len(deadlines_again(gathered)),
    )


def deadlines_again(gathered: Gathered) -> frozenset[int]:
    """Return the posts with a deadline or scarcity where an earlier post from their template has one too."""
    every = ([number for number in group if gathered.posts[number].deadline] for group in gathered.templates)
    return frozenset(number for group in every for number in group[1:])
