"""Fits how much each rule and measure adds to the pushiness and self-focus scores, and writes the weights to the packs.

    python -m tests.eval.fit [--corpora FOLDER] [--dry-run]

The model is that of the scores (``softsell.engine.scores``): a post's points are the sum over rules of weight times hits (up to
``max_hits``), and over scored measures of points times their share. We assume that people's ratings follow those points. With s the
logistic function,

    P(rated 1 or 2) = s((points - 8) / 4)        P(rated 2) = s((points - 22) / 6)

so a score of 24 means an even chance of "pushes at all", and one of 53 of "hard sell". Texts with other labels count with a lower
weight if their label says which side they are on (``_SOURCES``).

A few hundred posts can't distinguish a hundred weights, so a penalty on the relative distance keeps each weight near a prior, and each
weight keeps its sign. The prior of a rule depends only on its severity; the prior of a measure is what the pack says. Cross-validation
chooses the strength of the penalty, with whole groups of near-duplicates in one fold. Figures "held out" come from it. Weights are
rounded to whole points.

Readability has its own formula (``readability calibrate``), and the questions score has too few labelled posts to fit.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from softsell.checks.rule import Dimension, Pack, Rule, ScoredMeasure
from softsell.engine.scores import measured
from softsell.language.english.readability import MIN_WORDS
from softsell.packs import load_pack
from tests.eval.corpora import DEFAULT, Corpora, CorpusError, Row, groups_of
from tests.eval.judging import Judged, judge_all
from tests.eval.resampling import Array, auc, spearman

Rows = NDArray[np.intp]

RULES = Path(__file__).parents[2] / "rules"
PRIORS = {"error": 15.0, "warning": 10.0, "suggestion": 5.0}
"""Points of a rule by its severity, before any post is seen."""
PRIOR_OF_GOOD = -4.0
"""Points of a rule that praises."""
MOST, LEAST = 24.0, 1.0
"""Bounds of a fitted rule's points."""
STRENGTHS = (2.0, 5.0, 10.0, 20.0, 40.0)
"""Penalties to choose from. With a weaker one, two posts could decide the weight of a rule that fired only on them."""
FOLDS = 6
STEPS = 250
_SOME, _MUCH = (8.0, 4.0), (22.0, 6.0)
"""The points at which a rating of 1, and of 2, has an even chance, and how quickly it becomes certain."""


@dataclass(frozen=True, slots=True)
class Source:
    """One corpus as evidence: the rating (0 to 2) that a row's label stands for, ``None`` for no evidence; and its weight.

    ``middle`` is the share of that weight that a rating closer to 1 than to 0 or 2 keeps. That a post is somewhat about its writer says
    little, because raters meant many things by it.
    """

    corpus: str
    rating: Callable[[Row], float | None]
    weight: float
    middle: float = 1.0


def _dark(row: Row) -> float | None:
    return {"urgency": 2.0, "scarcity": 2.0, "not_dark_pattern": 0.0}.get(row["label"])


_SOURCES: dict[Dimension, tuple[Source, ...]] = {
    "pushiness": (
        Source("rated_posts", lambda row: fmean(row["pushy_votes"]), 1.0),
        Source("corporate_messaging", lambda row: 0.0 if row["label"] in ("Information", "Dialogue") else None, 0.05),
        Source("ec_darkpattern", _dark, 0.1),
        Source("youtube_spam", lambda row: 1.0 if row["label"] == "spam" else 0.0, 0.1),
    ),
    "self-focus": (Source("rated_posts", lambda row: fmean(row["self_votes"]), 1.0, middle=0.2),),
}
_LABELS: dict[Dimension, str] = {"pushiness": "pushy", "self-focus": "self"}


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that adds points: a hit of a rule, or the full share of a measure."""

    rule: Rule | None
    entry: ScoredMeasure | None
    prior: float

    @property
    def name(self) -> str:
        if self.rule is not None:
            return self.rule.id
        assert self.entry is not None
        return f"{self.entry.measure} {self.entry.low:g} to {self.entry.high:g}"

    @property
    def now(self) -> float:
        if self.rule is not None:
            return self.rule.weight
        assert self.entry is not None
        return self.entry.points

    def amount(self, judged: Judged) -> float:
        """Return how much of it a text has: hits that count, or the share of a measure."""
        if self.rule is not None:
            return next((count for _, source, _, count in judged.points if source == self.rule.id), 0.0)
        assert self.entry is not None
        if judged.measures["words"] < MIN_WORDS:
            return 0.0  # as in ``scores.add_up``
        unit = ScoredMeasure(self.entry.measure, self.entry.low, self.entry.high, 1.0)
        return measured(unit, judged.measures.get(self.entry.measure) or 0.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of posts: amounts (posts x features), ratings, the weight of each post, its group, and which posts are rated."""

    amounts: Array
    ratings: Array
    counts: Array
    groups: tuple[str, ...]
    rated: Array


def features(packs: Sequence[Pack], dimension: Dimension) -> list[Feature]:
    """Return everything that contributes to a dimension. Rules of weight 0 report findings without points, and stay so."""
    found = [
        Feature(rule, None, PRIOR_OF_GOOD if rule.weight < 0 else PRIORS[rule.severity])
        for pack in packs
        for rule in pack.rules
        if rule.dimension == dimension and rule.weight
    ]
    return found + [
        Feature(None, entry, entry.points) for pack in packs if pack.dimension == dimension for entry in pack.measures
    ]


def gather(corpora: Corpora, dimension: Dimension, parts: Sequence[Feature]) -> Evidence:
    """Read the corpora that this dimension is fitted on. Missing ones are left out."""
    amounts, ratings, counts, rated = [], [], [], []
    groups: list[str] = []
    for source in _SOURCES[dimension]:
        rows = [row for row in corpora.rows(source.corpus) if source.rating(row) is not None]
        for row, judged in zip(rows, judge_all([row["text"] for row in rows]), strict=True):
            amounts.append([part.amount(judged) for part in parts])
            rating = source.rating(row) or 0.0
            ratings.append(rating)
            counts.append(source.weight * (source.middle if 0.5 < rating < 1.5 else 1.0))
            rated.append(float(source.corpus == "rated_posts"))
        groups += [f"{source.corpus} {group}" for group in groups_of(rows)]
    return Evidence(np.array(amounts), np.array(ratings), np.array(counts), tuple(groups), np.array(rated))


def fit(evidence: Evidence, prior: Array, strength: float, rows: Rows) -> Array:
    """Return the weights near the prior that best explain the ratings of ``rows``. Uses proximal gradient descent with momentum.

    The loss is convex, so the starting point doesn't matter.
    """
    amounts, ratings, counts = evidence.amounts[rows], evidence.ratings[rows], evidence.counts[rows]
    some, much = np.clip(ratings, 0, 1), np.clip(ratings - 1, 0, 1)
    scaled = amounts * prior
    curvature = (counts[:, None] * scaled**2).sum() * (1 / _SOME[1] ** 2 + 1 / _MUCH[1] ** 2) / 4 + 2 * strength
    low, high = _bounds(prior)
    weight = previous = np.ones(len(prior))
    for step in range(STEPS):
        ahead = weight + step / (step + 3) * (weight - previous)
        points = scaled @ ahead
        error = (_sure(points, _SOME) - some) / _SOME[1] + (_sure(points, _MUCH) - much) / _MUCH[1]
        slope = scaled.T @ (counts * error) + 2 * strength * (ahead - 1)
        weight, previous = np.clip(ahead - slope / curvature, low, high), weight
    result: Array = weight * prior
    return result


def _bounds(prior: Array) -> tuple[Array, Array]:
    """Bounds as shares of the prior, so no sign changes."""
    size = np.abs(prior)
    return LEAST / size, MOST / size


def _sure(points: Array, threshold: tuple[float, float]) -> Array:
    at, width = threshold
    result: Array = 1 / (1 + np.exp(-np.clip((points - at) / width, -30, 30)))
    return result


def loss(evidence: Evidence, weights: Array, rows: Rows) -> float:
    """Return the mean negative log-likelihood of the rated posts among ``rows``."""
    rows = rows[evidence.rated[rows] > 0]
    points, ratings, counts = evidence.amounts[rows] @ weights, evidence.ratings[rows], evidence.counts[rows]
    total = 0.0
    for threshold, target in ((_SOME, np.clip(ratings, 0, 1)), (_MUCH, np.clip(ratings - 1, 0, 1))):
        sure = np.clip(_sure(points, threshold), 1e-6, 1 - 1e-6)
        total -= float(np.average(target * np.log(sure) + (1 - target) * np.log(1 - sure), weights=counts))
    return total


def folds(groups: Sequence[str]) -> Rows:
    """Return the fold of each row. Groups stay whole, and the draw is seeded."""
    names = sorted(set(groups))
    drawn = np.random.default_rng(6).permutation(len(names))
    fold = dict(zip(names, (drawn % FOLDS).tolist(), strict=True))
    return np.array([fold[group] for group in groups])


def held_out(evidence: Evidence, prior: Array, strength: float) -> tuple[Array, float]:
    """Return the points of each row from weights that didn't see it, and the mean loss there."""
    fold = folds(evidence.groups)
    points = np.zeros(len(fold))
    losses = []
    for number in range(FOLDS):
        inside, outside = np.flatnonzero(fold == number), np.flatnonzero(fold != number)
        weights = fit(evidence, prior, strength, outside)
        points[inside] = evidence.amounts[inside] @ weights
        losses.append(loss(evidence, weights, inside))
    return points, fmean(losses)


def figures(corpora: Corpora, dimension: Dimension, evidence: Evidence, points: Array) -> str:
    """Return how well points order the rated posts."""
    rated = points[evidence.rated > 0]
    # Below zero points every score is 0.
    values = np.maximum(rated, 0).tolist()
    levels = np.array([row[_LABELS[dimension]] for row in corpora.rows("rated_posts")])
    ones = np.ones(len(values))
    extremes = (levels != 1).astype(np.float64)
    votes = evidence.ratings[evidence.rated > 0].tolist()
    return (
        f"AUC 2 against 0 {auc(values, (levels == 2).tolist())(extremes):.3f}, "
        f"1 or 2 against 0 {auc(values, (levels >= 1).tolist())(ones):.3f}, "
        f"rho with mean vote {spearman(values, votes)(ones):.3f}"
    )


# Writing the weights back


def set_weight(text: str, rule: str, weight: float) -> str:
    """Return the rule file with one rule's weight changed and every other character kept."""
    pattern = re.compile(rf"(^- id: {re.escape(rule)}\n(?:(?!- id:).*\n)*?  weight: )-?[0-9.]+", re.MULTILINE)
    changed, times = pattern.subn(lambda match: f"{match.group(1)}{weight:g}", text)
    if times != 1:
        raise ValueError(f"the weight of {rule} occurs {times} times in its file")
    return changed


def set_points(text: str, entry: ScoredMeasure, points: float) -> str:
    """Return the pack file with the points of one scored measure changed."""
    at = rf"measure: {entry.measure}, low: {entry.low:g}, high: {entry.high:g}, points: "
    changed, times = re.subn(rf"({re.escape(at)})-?[0-9.]+", lambda match: f"{match.group(1)}{points:g}", text)
    if times != 1:
        raise ValueError(f"{entry.measure} from {entry.low:g} to {entry.high:g} occurs {times} times in its pack")
    return changed


def write(parts: Sequence[Feature], weights: Array) -> None:
    """Write rounded weights to the packs."""
    for part, weight in zip(parts, np.rint(weights).tolist(), strict=True):
        if part.rule is not None:
            path = Path(part.rule.place.rpartition(":")[0])
            path.write_text(set_weight(path.read_text("utf-8"), part.rule.id.partition("/")[2], weight), "utf-8")
        elif part.entry is not None:
            for path in RULES.glob("*/pack.yml"):
                text = path.read_text("utf-8")
                if f"measure: {part.entry.measure}, low: {part.entry.low:g}, high: {part.entry.high:g}," in text:
                    path.write_text(set_points(text, part.entry, weight), "utf-8")


def fit_dimension(corpora: Corpora, packs: Sequence[Pack], dimension: Dimension) -> tuple[list[Feature], Array]:
    """Fit one dimension, print the results, and return the features with their new weights."""
    parts = features(packs, dimension)
    evidence = gather(corpora, dimension, parts)
    prior = np.array([part.prior for part in parts])
    now = np.array([part.now for part in parts])
    tried = {strength: held_out(evidence, prior, strength) for strength in STRENGTHS}
    strength = min(tried, key=lambda key: tried[key][1])
    weights = fit(evidence, prior, strength, np.arange(len(evidence.ratings)))
    print(f"\n{dimension}: {len(parts)} weights, {len(evidence.ratings)} texts, penalty {strength:g}")
    for title, points in (
        ("priors alone", evidence.amounts @ prior),
        ("as the packs have it", evidence.amounts @ now),
        ("fitted, held out", tried[strength][0]),
        ("fitted, all data", evidence.amounts @ np.rint(weights)),
    ):
        print(f"  {title:22} {figures(corpora, dimension, evidence, points)}")
    for part, before, after in zip(parts, now, np.rint(weights), strict=True):
        fired = int((evidence.amounts[:, parts.index(part)] > 0).sum())
        if before != after:
            print(f"    {part.name:44} {before:5g} → {after:5g}   on {fired} texts")
    return parts, weights


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser("python -m tests.eval.fit", description="Fits the weights of rules and measures.")
    parser.add_argument("--corpora", type=Path, default=DEFAULT, help="folder of NAME.jsonl.gz files")
    parser.add_argument("--dry-run", action="store_true", help="print the results and change nothing")
    options = parser.parse_args(arguments)
    try:
        corpora = Corpora(options.corpora)
        if "rated_posts" not in corpora:
            raise CorpusError(f"{options.corpora} has no rated_posts.jsonl.gz, which the weights are fitted on.")
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    packs = [load_pack(str(path.parent)) for path in sorted(RULES.glob("*/pack.yml"))]
    for dimension in _SOURCES:
        parts, weights = fit_dimension(corpora, packs, dimension)
        if not options.dry_run:
            write(parts, weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
