"""Accuracy on posts rated blind, split by source: a part whose posts were read while rules were written, and a part nobody read.

Only the unread part says what happens on the next post. Its sources are named here, so everybody who works on rules leaves them closed:
score them, and never look at their texts. The raters were language models, not people; ``make panel`` shows the same posts to people.

Verdicts on findings (right and useful, petty, wrong) are kept in ``verdicts.jsonl`` as post, rule and span, without text.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.eval.corpora import Row
from tests.eval.judging import Judged
from tests.eval.resampling import Array, Statistic, auc, share, spearman
from tests.eval.tasks import Task, found_f

VERDICTS = Path(__file__).with_name("verdicts.jsonl")

GROUPS = {
    **dict.fromkeys(("offer", "event", "bait", "appeal", "job"), "sells"),
    **dict.fromkeys(("question", "reply"), "talks"),
}
"""The group of a kind of post; every other kind tells."""

PARTS = ("posts_read", "posts_unread")

HELD_OUT = ("posts_unread", "judged_findings")
"""Scored with weights that were fitted without them. The weights that are installed were fitted on all rated posts."""


def group_of(kind: str) -> str:
    """The group of a kind of post: sells, talks or tells."""
    return GROUPS.get(kind, "tells")


def _rated(label: str, value: int) -> Callable[[Row], bool]:
    return lambda row: bool(row[label] == value)


def _extremes(label: str) -> Callable[[Row], bool]:
    return lambda row: bool(row[label] != 1)


def _quotes(row: Row, label: str) -> list[tuple[int, int]]:
    """Where the words stand that any rater quoted."""
    quoted = [text for entry in row[label] or () for text in ([entry] if isinstance(entry, str) else entry)]
    spans = []
    for text in quoted:
        start = row["text"].find(text) if text else -1
        if start >= 0:
            spans.append((start, start + len(text)))
    return spans


def _marks(judged: Judged) -> list[tuple[int, int]]:
    """The words that the pushiness pack marks."""
    return [span for rule, _, span in judged.marks if span is not None and rule.startswith("pushiness/")]


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _quoted_and_marked(rows: list[Row], judged: list[Judged]) -> Statistic:
    """The share of words quoted as pushing that are marked."""
    hits, quoted = [], []
    for row, j in zip(rows, judged, strict=True):
        spans, marks = _quotes(row, "push_quotes"), _marks(j)
        quoted.append(float(len(spans)))
        hits.append(float(sum(_overlaps(span, marks) for span in spans)))
    return share(hits, quoted)


def _marked_and_not_quoted(rows: list[Row], judged: list[Judged]) -> Statistic:
    """The share of marks on words that nobody quoted."""
    misses, marked = [], []
    for row, j in zip(rows, judged, strict=True):
        spans, marks = _quotes(row, "push_quotes"), _marks(j)
        marked.append(float(len(marks)))
        misses.append(float(sum(not _overlaps(mark, spans) for mark in marks)))
    return share(misses, marked)


def _macro_f(rows: list[Row], judged: list[Judged]) -> Statistic:
    """The mean F of the three groups of kinds."""
    gold = [group_of(row["kind"]) for row in rows]
    found = [group_of(j.kind) for j in judged]
    indicators = [
        (_array(g == name for g in gold), _array(f == name for f in found)) for name in ("sells", "tells", "talks")
    ]

    def statistic(weights: Array) -> float:
        scores = []
        for is_gold, is_found in indicators:
            both = float(weights @ (is_gold * is_found))
            whole = float(weights @ is_gold) + float(weights @ is_found)
            scores.append(2 * both / whole if whole else 0.0)
        return sum(scores) / len(scores)

    return statistic


def _array(values: Iterable[bool]) -> Array:
    return np.asarray(list(values), dtype=np.float64)


def _promotion(judged: Judged) -> float:
    """The learned measure, or the pushiness score where the learned files are missing."""
    value = judged.measures.get("promotion")
    return judged.score("pushiness") if value is None else value


def _of_score(dimension: str) -> Callable[[Judged], float]:
    return lambda judged: judged.score(dimension)


def _tasks(part: str) -> tuple[Task, ...]:
    targets = part == "posts_unread"

    def task(check: str, name: str, metric: str, statistic: Any, target: float, **named: Any) -> Task:
        return Task(check, name, part, metric, statistic, target=target if targets else None, **named)

    def ranked(
        check: str, name: str, value: Callable[[Judged], float], label: str, high: float, rho: float
    ) -> tuple[Task, ...]:
        return (
            task(
                check,
                f"{name}: rated 2 or 0",
                "AUC",
                lambda rows, judged: auc([value(j) for j in judged], [row[label] == 2 for row in rows]),
                high,
                keep=_extremes(label),
                positive=_rated(label, 2),
            ),
            task(
                check,
                f"{name} and rating",
                "rho",
                lambda rows, judged: spearman([value(j) for j in judged], [row[label] for row in rows]),
                rho,
            ),
        )

    return (
        *ranked("pushiness", "hard sell", _of_score("pushiness"), "pushy", 0.95, 0.66),
        task(
            "pushiness",
            "any push",
            "AUC",
            lambda rows, judged: auc([j.score("pushiness") for j in judged], [row["pushy"] > 0 for row in rows]),
            0.87,
        ),
        task(
            "pushiness",
            "warned, where no rater sees push",
            "share",
            lambda rows, judged: share([j.warned("pushiness") for j in judged]),
            0.03,
            keep=_rated("pushy", 0),
            aim="at most",
        ),
        task(
            "pushiness",
            "warned, where raters see a hard sell",
            "share",
            lambda rows, judged: share([j.warned("pushiness") for j in judged]),
            0.85,
            keep=_rated("pushy", 2),
        ),
        task("pushiness", "hard sells: quoted words that are marked", "share", _quoted_and_marked, 0.72, keep=_rated("pushy", 2)),
        task("pushiness", "marks on words that nobody quoted", "share", _marked_and_not_quoted, 0.28, aim="at most"),
        *ranked("promotion", "promotion", _promotion, "promo", 0.90, 0.60),
        *ranked("self-focus", "self-focus", _of_score("self-focus"), "self", 0.83, 0.42),
        task("kind of post", "three groups", "macro F", _macro_f, 0.65),
        task(
            "questions",
            "does it invite an answer",
            "F",
            found_f(lambda row: bool(row["invites"]), lambda j: any(s.invites for s in j.sentences)),
            0.65,
            positive=lambda row: bool(row["invites"]),
        ),
        task(
            "questions",
            "is there a sales hook",
            "F",
            found_f(lambda row: bool(row["salesq"]), lambda j: any(s.sales_question for s in j.sentences)),
            0.72,
            positive=lambda row: bool(row["salesq"]),
        ),
        task(
            "readability",
            "score and rating",
            "rho",
            lambda rows, judged: spearman([j.score("readability") for j in judged], [row["hard"] for row in rows]),
            0.52,
        ),
        task(
            "all",
            "findings a post, praise left out",
            "mean",
            lambda rows, judged: share([len(j.findings) for j in judged]),
            2.0,
            aim="at most",
        ),
    )  # fmt: skip


TASKS: tuple[Task, ...] = (*_tasks("posts_read"), *_tasks("posts_unread"))


def read_verdicts(path: Path = VERDICTS) -> list[dict[str, Any]]:
    """Every verdict: ``post``, ``rule``, ``start`` and ``end`` (``None`` for the whole draft), ``verdict`` (R, P or W), ``round``."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def verdict_counts(rows: Sequence[Row], judged: Sequence[Judged], verdicts: Iterable[dict[str, Any]]) -> Counter[str]:
    """Count today's findings by the verdict on them: R, P, W, or ``none`` where nobody has judged that finding.

    Posts of which no finding was ever judged are left out. A verdict is on a finding of the same post and rule whose words overlap.
    """
    known: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for verdict in verdicts:
        known.setdefault((verdict["post"], verdict["rule"]), []).append(verdict)
    counts: Counter[str] = Counter()
    posts = {post for post, _ in known}
    for row, j in zip(rows, judged, strict=True):
        for rule, _, span in j.marks if row["id"] in posts else ():
            fitting = [one["verdict"] for one in known.get((row["id"], rule), ()) if _is_about(one, span)]
            counts[fitting[-1] if fitting else "none"] += 1
    return counts


def _is_about(verdict: dict[str, Any], span: tuple[int, int] | None) -> bool:
    if span is None or verdict["start"] is None:
        return span is None and verdict["start"] is None
    return _overlaps(span, [(verdict["start"], verdict["end"])])
