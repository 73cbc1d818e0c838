"""Shows what each rule does on labelled posts: how often it fires, and how often it fires where the labels say it should.

A label counts only if it says something about what a rule looks for. A rule of pushiness is right on a post rated pushy, a dark pattern
of urgency or scarcity, or a spam comment. It's wrong on a post rated calm, a shop text that isn't a dark pattern, or a genuine comment.
Rules of self-focus are right on posts rated self-focused, and hooks on posts rated as having one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tests.eval.corpora import Corpora, Row
from tests.eval.judging import Judged
from tests.eval.tasks import Judge

Verdict = Callable[[Row], bool | None]
"""Whether a finding on this row is right; ``None`` if its label doesn't say."""


def _calm_or_pushy(row: Row) -> bool:
    return bool(row["pushy"] >= 1)


def _brand_post(row: Row) -> bool | None:
    return False if row["label"] in ("Information", "Dialogue") else None


def _shop_text(row: Row) -> bool | None:
    return {"urgency": True, "scarcity": True, "not_dark_pattern": False}.get(row["label"])


def _comment(row: Row) -> bool:
    return bool(row["label"] == "spam")


def _about_self(row: Row) -> bool:
    return bool(row["self"] >= 1)


def _hook(row: Row) -> bool:
    return bool(row["salesq"])


@dataclass(frozen=True, slots=True)
class Bench:
    """A corpus that says whether findings of some rules are right."""

    corpus: str
    title: str
    verdict: Verdict
    applies: Callable[[str], bool]


def _of_pushiness(rule: str) -> bool:
    return rule.startswith("pushiness/")


def _of_self_focus(rule: str) -> bool:
    return rule.startswith("self-focus/")


BENCHES = (
    Bench("rated_posts", "rated pushy", _calm_or_pushy, _of_pushiness),
    Bench("ec_darkpattern", "shop texts", _shop_text, _of_pushiness),
    Bench("youtube_spam", "comments", _comment, _of_pushiness),
    Bench("corporate_messaging", "brand posts", _brand_post, _of_pushiness),
    Bench("rated_posts", "rated self", _about_self, _of_self_focus),
    Bench("rated_posts", "rated hook", _hook, lambda rule: rule == "questions/sales-hook"),
)
PREVALENCE = ("corporate_messaging", "facebook_ads", "instagram_intent")
"""Unselected posts. The share of them on which a rule fires is what a user would see."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule's line.

    Attributes:
        rule: its id.
        fires: percent of real posts (``PREVALENCE``) on which it fires.
        right: for each bench, by title, on how many rows it was right and on how many it fired at all, of those with a verdict.
    """

    rule: str
    fires: float
    right: dict[str, tuple[int, int]]

    @property
    def precision(self) -> float | None:
        """Over all benches; ``None`` if it never fired on a labelled row."""
        fired = sum(of for _, of in self.right.values())
        return sum(hits for hits, _ in self.right.values()) / fired if fired else None


def rule_lines(corpora: Corpora, judge: Judge, rules: list[str]) -> list[RuleLine]:
    """A line for each rule, in the given order."""
    real = [judged for name in PREVALENCE for judged in judge(name)]
    fired = Counter(rule for judged in real for rule in _rules_of(judged))
    right = {bench.title: _tally(corpora.rows(bench.corpus), judge(bench.corpus), bench) for bench in BENCHES}
    return [
        RuleLine(
            rule,
            100 * fired[rule] / len(real) if real else 0.0,
            {title: tally[rule] for title, tally in right.items() if rule in tally},
        )
        for rule in rules
    ]


def _tally(rows: list[Row], judged: list[Judged], bench: Bench) -> dict[str, tuple[int, int]]:
    hits: Counter[str] = Counter()
    fired: Counter[str] = Counter()
    for row, j in zip(rows, judged, strict=True):
        verdict = bench.verdict(row)
        if verdict is None:
            continue
        for rule in filter(bench.applies, _rules_of(j)):
            fired[rule] += 1
            hits[rule] += verdict
    return {rule: (hits[rule], count) for rule, count in fired.items()}


def _rules_of(judged: Judged) -> set[str]:
    return {rule for rule, _ in judged.findings}


@dataclass(frozen=True, slots=True)
class Band:
    """Posts whose score lies in one band, and how people rated them."""

    low: float
    high: float
    n: int
    mean: float
    shares: tuple[float, float, float]


EDGES = (0.0, 0.1, 20.0, 40.0, 60.0, 80.0, 100.1)


def calibration(corpora: Corpora, judge: Judge, dimension: str, label: str) -> list[Band]:
    """For each band of the score: how many rated posts, their mean vote, and the shares rated 0, 1 and 2."""
    posts = list(zip(corpora.rows("rated_posts"), judge("rated_posts"), strict=True))
    bands = []
    for low, high in pairwise(EDGES):
        inside = [row for row, judged in posts if low <= judged.score(dimension) < high]
        if inside:
            votes = [vote for row in inside for vote in row[f"{label}_votes"]]
            levels = [row[label] for row in inside]
            shares = tuple(sum(level == at for level in levels) / len(inside) for at in (0, 1, 2))
            bands.append(Band(low, high, len(inside), sum(votes) / len(votes), shares))
    return bands
