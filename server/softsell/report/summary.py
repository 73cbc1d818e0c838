"""Adds up a report's posts: how many have nothing to fix, and the mean and worst scores by platform, campaign and month.

It counts one post at a time and keeps no text, so a report on many posts needs little memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from msgspec import Struct, field

from softsell.checks.finding import SEVERITIES, Severity
from softsell.report.result import CheckedDraft
from softsell.vocabulary import DIMENSIONS

Facet = Literal["platform", "campaign", "month"]
FACETS: tuple[Facet, ...] = ("platform", "campaign", "month")
_MOST_GROUPS = 200
"""The most groups of a facet. Posts of further campaigns count in the last group."""
OTHERS = "\0others"
"""The key of that last group. No sheet can hold it."""


class Worst(NamedTuple):
    """The highest score of a dimension, and the number of the post that has it."""

    score: float
    post: int


class Group(Struct):
    """Some of the posts.

    Attributes:
        posts: how many there are.
        clean: how many of them have nothing to fix.
        worst: by dimension, the post with the highest score. Posts without a score aren't in it.
    """

    posts: int = 0
    clean: int = 0
    worst: dict[str, Worst] = field(default_factory=dict)
    _sums: dict[str, float] = field(default_factory=dict)
    _scored: Counter[str] = field(default_factory=Counter)

    def add(self, draft: CheckedDraft, number: int) -> None:
        """Count a post."""
        self.posts += 1
        self.clean += not draft.problems
        if draft.unread:
            return
        for dimension, score in draft.scores.items():
            if score is None:
                continue
            self._sums[dimension] = self._sums.get(dimension, 0.0) + score
            self._scored[dimension] += 1
            if dimension not in self.worst or score > self.worst[dimension].score:
                self.worst[dimension] = Worst(score, number)

    def mean(self, dimension: str) -> float | None:
        """Return the mean score, 0 to 100; ``None`` if no post has one."""
        count = self._scored[dimension]
        return self._sums[dimension] / count if count else None

    @property
    def clean_share(self) -> float:
        """The share of posts with nothing to fix, 0 to 1."""
        return self.clean / self.posts if self.posts else 0.0


class Summary:
    """The sums of a report.

    Attributes:
        whole: all posts.
        groups: the posts by platform, campaign and month (``2026-03``). ``None`` stands for those that don't say.
        rules: how many findings each rule has, without praise.
        severities: how many posts have a finding of that severity as their worst.
        first_date, last_date: the earliest and latest date of a post.
    """

    def __init__(self) -> None:
        self.whole = Group()
        self.groups: dict[Facet, dict[str | None, Group]] = {facet: {} for facet in FACETS}
        self.rules: Counter[str] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.first_date: datetime | None = None
        self.last_date: datetime | None = None
        self._dimensions: dict[str, None] = dict.fromkeys(DIMENSIONS)

    def add(self, draft: CheckedDraft) -> int:
        """Count a post and return its number, from 1."""
        number = self.whole.posts + 1
        self.whole.add(draft, number)
        for facet, key in zip(FACETS, facet_keys(draft), strict=True):
            self._group(facet, key).add(draft, number)
        problems = draft.problems
        self.rules.update(finding.rule for finding in problems)
        if problems:
            self.severities[max((finding.severity for finding in problems), key=SEVERITIES.index)] += 1
        self._dimensions.update(dict.fromkeys(draft.scores))
        self._add_date(draft.record.date)
        return number

    @property
    def dimensions(self) -> Sequence[str]:
        """The dimensions of all posts: the usual ones first, then those of packs."""
        return tuple(self._dimensions)

    def known(self, facet: Facet) -> Iterator[tuple[str | None, Group]]:
        """Yield the groups of a facet, those that don't say last. Yields nothing if no post says it."""
        groups = self.groups[facet]
        if groups.keys() <= {None}:
            return
        keys = [key for key in groups if key not in (None, OTHERS)]
        ordered = sorted(keys, key=str) if facet == "month" else sorted(keys, key=lambda key: (-groups[key].posts, key))
        for key in (*ordered, OTHERS, None):
            if key in groups:
                yield key, groups[key]

    def _group(self, facet: Facet, key: str | None) -> Group:
        groups = self.groups[facet]
        if key not in groups and len(groups) >= _MOST_GROUPS:
            key = OTHERS
        return groups.setdefault(key, Group())

    def _add_date(self, date: datetime | None) -> None:
        if date is None:
            return
        if self.first_date is None or date.date() < self.first_date.date():
            self.first_date = date
        if self.last_date is None or date.date() > self.last_date.date():
            self.last_date = date


def facet_keys(draft: CheckedDraft) -> tuple[str | None, str | None, str | None]:
    """Return a draft's platform, campaign and month."""
    record = draft.record
    campaign = (record.campaign or "").strip() or None
    return draft.platform, campaign, f"{record.date:%Y-%m}" if record.date else None
