"""Scores syllables, readability and language detection on the labelled corpora.

    python tests/eval/readability.py CORPORA [calibrate]

Each function takes the folder of the corpora, whose README describes them, and returns rows ``{"task", "metric",
"value", "n"}``. Nothing here is fitted to a label. ``calibrate`` prints the means and deviations on the English Web
Treebank that ``reading_difficulty`` uses; it reads no labels either.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import mul
from pathlib import Path
from statistics import correlation, fmean, pstdev
from typing import Any

import softsell
from softsell.language.english.detection import detect
from softsell.language.english.readability import MIN_WORDS, count_words, difficulty_parts
from softsell.language.english.syllables import syllables
from softsell.language.sentence import Sentence
from softsell.language.sentences import body_end, boundaries
from softsell.language.token import Token
from softsell.language.tokenizer import tokenize

Score = dict[str, str | float | int]

BANDS = (5, 8, 11, 14, 17, 20, 24, 29, 40, 10_000)
"""Edges of the bands of words within which rank correlations are taken, so that length alone earns nothing."""
SMALLEST_BAND = 30

MEASURES = (
    "score",
    "reading_difficulty",
    "flesch_kincaid_grade",
    "word_rarity",
    "letters_per_word",
    "words_per_sentence",
)


def rows(corpora: Path, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(text: str) -> tuple[list[Token], list[Sentence], int]:
    tokens = tokenize(text)
    sentences = [
        Sentence(tokens[first].start, tokens[last - 1].end, "statement", first=first, last=last)
        for first, last in boundaries(tokens)
    ]
    return tokens, sentences, body_end(tokens)


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0, ties sharing their mean."""
    order = sorted(range(len(values)), key=values.__getitem__)
    result = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for i in order[start:end]:
            result[i] = (start + end - 1) / 2
        start = end
    return result


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    return correlation(ranks(a), ranks(b)) if len(set(a)) > 1 and len(set(b)) > 1 else 0.0


def syllable_scores(corpora: Path) -> list[Score]:
    """Share of word types with exactly the syllables of the first pronunciation; and of any listed one."""
    counted = [(syllables(row["text"]), row) for row in rows(corpora, "cmudict_syllables")]
    first = [count == int(row["label"]) for count, row in counted]
    listed = [ok or count in _listed(row) for ok, (count, row) in zip(first, counted, strict=True)]
    return [
        {"task": "cmudict_syllables", "metric": "exact", "value": fmean(first), "n": len(first)},
        {"task": "cmudict_syllables", "metric": "exact, any pronunciation", "value": fmean(listed), "n": len(listed)},
    ]


def _listed(row: dict[str, Any]) -> list[int]:
    alternatives = row.get("alt") or []
    return [int(count) for count in (alternatives if isinstance(alternatives, list) else [alternatives])]


def measures_of(text: str) -> dict[str, float] | None:
    """The readability score (``score``) and every measure, as a check gives them; ``None`` where there are too few words."""
    report = softsell.check(text)
    score = report.scores["readability"]
    return None if score is None else {"score": score, **report.measures}


def measured(
    corpora: Path, name: str, label: Callable[[dict[str, Any]], float]
) -> list[tuple[dict[str, float], float]]:
    """Measures and label of each row that has enough words."""
    found = ((measures_of(row["text"]), label(row)) for row in rows(corpora, name))
    return [(measures, value) for measures, value in found if measures is not None]


def level_scores(corpora: Path) -> list[Score]:
    """Spearman's rho with the CEFR level, in each band of words, their mean weighted by rows, and over all."""
    scores: list[Score] = []
    for name in ("readmepp_en", "cefr_sp"):
        found = measured(corpora, name, lambda row: float(row["label"]))
        for measure in MEASURES:
            scores += _banded(name, measure, found)
    return scores


def _banded(name: str, measure: str, found: list[tuple[dict[str, float], float]]) -> list[Score]:
    scores: list[Score] = []
    for low, high in pairwise(BANDS):
        band = [(measures[measure], label) for measures, label in found if low <= measures["words"] < high]
        if len(band) >= SMALLEST_BAND:
            value = spearman([m for m, _ in band], [label for _, label in band])
            scores.append(
                {"task": name, "metric": f"{measure} rho {low}-{high - 1} words", "value": value, "n": len(band)}
            )
    total = sum(int(score["n"]) for score in scores)
    mean = sum(float(score["value"]) * int(score["n"]) for score in scores) / total
    pooled = spearman([m[measure] for m, _ in found], [label for _, label in found])
    return [
        *scores,
        {"task": name, "metric": f"{measure} rho within bands", "value": mean, "n": total},
        {"task": name, "metric": f"{measure} rho", "value": pooled, "n": len(found)},
    ]


def post_scores(corpora: Path) -> list[Score]:
    """Spearman's rho with the mean of the raters' votes on how hard a post is."""
    return _correlated(corpora, "rated_posts", lambda row: fmean(row["hard_votes"]))


def teacher_scores(corpora: Path) -> list[Score]:
    """Return the correlation with the teachers' ease score, reversed so that harder is higher."""
    return _correlated(corpora, "clear_readability", lambda row: -float(row["label"]))


def article_scores(corpora: Path) -> list[Score]:
    """Share of pairs of levels (elementary, intermediate, advanced) of one article put in the right order."""
    order = ("elementary", "intermediate", "advanced")
    articles: dict[str, dict[str, dict[str, float]]] = {}
    for row in rows(corpora, "onestopenglish"):
        articles.setdefault(row["group"], {})[row["label"]] = measures_of(row["text"]) or {}
    scores: list[Score] = []
    for measure in MEASURES:
        right = [
            versions[easier][measure] < versions[harder][measure]
            for versions in articles.values()
            for easier, harder in (*pairwise(order), (order[0], order[2]))
            if easier in versions and harder in versions
        ]
        scores.append({"task": "onestopenglish", "metric": f"{measure} pairs", "value": fmean(right), "n": len(right)})
    return scores


def _correlated(corpora: Path, name: str, label: Callable[[dict[str, Any]], float]) -> list[Score]:
    found = measured(corpora, name, label)
    labels = [value for _, value in found]
    scores: list[Score] = []
    for measure in MEASURES:
        values = [measures[measure] for measures, _ in found]
        scores += [
            {"task": name, "metric": f"{measure} rho", "value": spearman(values, labels), "n": len(found)},
            {"task": name, "metric": f"{measure} r", "value": correlation(values, labels), "n": len(found)},
        ]
    return scores


def english_scores(corpora: Path) -> list[Score]:
    """Return the share of English rows that are detected as another language. Lower is better."""
    scores: list[Score] = []
    for name in ("corporate_messaging", "facebook_ads", "bragging_tweets", "ud_ewt_sentences"):
        flagged = [
            not detect(tokens, boundaries(tokens)).english
            for tokens in (tokenize(row["text"]) for row in rows(corpora, name))
        ]
        scores.append({"task": name, "metric": "taken for not English", "value": fmean(flagged), "n": len(flagged)})
    return scores


TASKS = (syllable_scores, level_scores, post_scores, teacher_scores, article_scores, english_scores)


def scores(corpora: Path) -> list[Score]:
    return [score for task in TASKS for score in task(corpora)]


POST = 280
"""Characters of the stretches that ``calibrate`` cuts the treebank into, so that they are as long as posts."""


def stretches(corpora: Path) -> Iterator[str]:
    """Runs of sentences of one training document each, as long as a post."""
    text, document = "", ""
    for row in rows(corpora, "ud_ewt_sentences"):
        if row["orig_split"] != "train":
            continue
        if row["group"] != document or len(text) + len(row["text"]) >= POST:
            yield text
            text, document = "", row["group"]
        text = f"{text}\n{row['text']}" if text else row["text"]
    yield text


WEIGHTS = {"sentence length": 1.0, "word length": 1.0, "word rarity": 1.0, "linking words": 0.5}


def calibrate(corpora: Path) -> None:
    """Prints the coefficients of ``reading_difficulty``: weighted deviations, their sum as 50 + 10 deviations."""
    counted = [count_words(*read(text)) for text in stretches(corpora)]
    parts = [difficulty_parts(counts) for counts in counted if len(counts.letters) >= MIN_WORDS]
    factors = [
        weight / pstdev(values) for weight, values in zip(WEIGHTS.values(), zip(*parts, strict=True), strict=True)
    ]
    sums = [sum(map(mul, factors, part)) for part in parts]
    unit = 10 / pstdev(sums)
    print(f"{len(parts)} stretches")
    print(f"base {50 - unit * fmean(sums):.3f}")
    for name, factor in zip(WEIGHTS, factors, strict=True):
        print(f"{name} {unit * factor:.3f}")


def main(corpora: str, task: str = "") -> None:
    if task == "calibrate":
        calibrate(Path(corpora))
        return
    for score in scores(Path(corpora)):
        print(f"{score['task']:20} {score['metric']:50} {score['value']:.3f} {score['n']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
