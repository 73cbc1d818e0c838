"""How far people agree with the language models that rated the same posts, and with softsell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

import softsell
from tests.eval.resampling import spearman
from tests.panel.posts import Post
from tests.panel.ratings import Rating

_FEWEST = 10
_SCORES = {"pushy": "pushiness", "self": "self-focus", "hard": "readability"}


def compare(posts: Mapping[str, Post], ratings: Mapping[tuple[str, str], Rating]) -> str:
    """A table in plain text: for each thing that is rated, agreement with the models and with softsell's scores."""
    rated = [(posts[post], rating) for (_, post), rating in sorted(ratings.items()) if post in posts]
    if len(rated) < _FEWEST:
        return f"There are {len(rated)} ratings. {_FEWEST} say a little, and 100 say something: run make panel."
    reports = [softsell.check(post.text) for post, _ in rated]
    lines = [f"{len(rated)} ratings", "", f"{'':12}{'with models':>12}{'with softsell':>15}"]
    for name in ("pushy", "self", "promo", "hard"):
        people = [float(getattr(rating, name)) for _, rating in rated]
        models = [float(post.models[name]) for post, _ in rated]
        if name == "promo":
            ours = [report.measures["promotion"] or 0.0 for report in reports]
        else:
            ours = [report.scores[_SCORES[name]] or 0.0 for report in reports]
        lines.append(f"{name:12}{_rank(people, models):>12}{_rank(people, ours):>15}")
    for name in ("invites", "salesq"):
        said = [bool(getattr(rating, name)) for _, rating in rated]
        models_said = [bool(post.models[name]) for post, _ in rated]
        found = [any(_is(sentence, name) for sentence in report.sentences) for report in reports]
        lines.append(f"{name:12}{_same(said, models_said):>12}{_same(said, found):>15}")
    kinds = [rating.kind for _, rating in rated]
    lines.append(
        f"{'kind':12}{_same(kinds, [post.models['kind'] for post, _ in rated]):>12}"
        f"{_same(kinds, [report.kind for report in reports]):>15}"
    )
    return "\n".join([*lines, "", "Rank correlation (rho) for grades; share of equal answers for the rest."])


def _is(sentence: softsell.Sentence, name: str) -> bool:
    return sentence.invites if name == "invites" else sentence.sales_question


def _rank(first: Sequence[float], second: Sequence[float]) -> str:
    if len(set(first)) < 2 or len(set(second)) < 2:
        return "all the same"
    return f"{spearman(first, second)(np.ones(len(first))):.2f}"


def _same(first: Sequence[object], second: Sequence[object]) -> str:
    return f"{sum(a == b for a, b in zip(first, second, strict=True)) / len(first):.0%}"
