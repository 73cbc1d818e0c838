"""Scores of the reading on the labelled corpora: sentence ends, kinds of sentence, and who is talked about.

Each function takes the folder of the corpora (see its README for labels and licences) and returns one or more rows
``{"task", "metric", "value", "n"}``; ``n`` counts what was scored (boundaries, rows or pronouns). F is F1 of the positive class.
``scores`` runs them all.

Definitions:

* Sentence ends: the end offsets of sentences, the end of the text left out since it is given. A gold end and one of ours are the same
  when no visible character lies between them. ``spans F`` asks for both ends of a sentence, the end of the text included.
* Questions: a row is a question when one of its sentences is, sales questions included.
* Commands: the row is a command when its first sentence that is no fragment is one (the treebanks' root, by approximation).
* Rated posts: a post has a sales question (invites) when one of its sentences is one (does).
* People: counts of pronouns against the gold counts of the sentence; hits are the smaller of the two.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from softsell.draft.draft import Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.reading import Reading, ReadingOptions, Tagger
from softsell.language.reading_builder import read

Row = dict[str, Any]
Score = dict[str, str | float | int]


def rows(corpora: Path, name: str) -> Iterator[Row]:
    """The rows of ``name.jsonl.gz``."""
    with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def reading_of(text: str, tagger: Tagger | None = None) -> Reading:
    """A text read as a draft with nothing configured."""
    draft = Draft(text, text, SourceMap.shifted(len(text)), Span(0, len(text)))
    return read(draft, ReadingOptions(tagger=(lambda: tagger) if tagger is not None else None))


def f1(hits: int, found: int, gold: int) -> float:
    """F1 of ``hits`` among ``found`` and ``gold``; 0 where there is nothing to find."""
    return 2 * hits / (found + gold) if found + gold else 0.0


def score(task: str, metric: str, value: float, n: int) -> Score:
    return {"task": task, "metric": metric, "value": round(value, 4), "n": n}


def binary(task: str, pairs: Iterable[tuple[bool, bool]]) -> list[Score]:
    """F, precision and recall of ``(gold, found)`` pairs."""
    hits = found = gold = n = 0
    for is_gold, is_found in pairs:
        n += 1
        hits += is_gold and is_found
        found += is_found
        gold += is_gold
    return [
        score(task, "F", f1(hits, found, gold), n),
        score(task, "precision", hits / found if found else 0.0, n),
        score(task, "recall", hits / gold if gold else 0.0, n),
    ]


def _visible_before(text: str) -> list[int]:
    """For each offset of ``text``, how many visible characters stand before it."""
    counts = [0]
    for character in text:
        counts.append(counts[-1] + (not character.isspace()))
    return counts


def _boundaries(task: str, documents: Iterable[tuple[str, list[tuple[int, int]]]]) -> list[Score]:
    """Scores of sentence ends over ``(text, gold spans)``."""
    ends = [0, 0, 0]
    spans = [0, 0, 0]
    for text, gold_spans in documents:
        visible = _visible_before(text)
        gold = {(visible[start], visible[end]) for start, end in gold_spans}
        found = {(visible[s.start], visible[s.end]) for s in reading_of(text).sentences}
        last = visible[-1]
        gold_ends = {end for _, end in gold} - {last}
        found_ends = {end for _, end in found} - {last}
        for total, mine, theirs in ((ends, found_ends, gold_ends), (spans, found, gold)):
            total[0] += len(mine & theirs)
            total[1] += len(mine)
            total[2] += len(theirs)
    return [score(task, "F", f1(*ends), ends[2]), score(task, "spans F", f1(*spans), spans[2])]


def sentences_ewt(corpora: Path) -> list[Score]:
    """Sentence ends in the documents of the English Web Treebank's dev split."""
    return _boundaries(
        "sentence ends, EWT dev documents",
        (
            (row["text"], [(start, end) for start, end in row["sents"]])
            for row in rows(corpora, "ud_ewt_segmentation_docs")
            if row["orig_split"] == "dev"
        ),
    )


def _token_spans(text: str, tokens: list[str]) -> list[tuple[int, int]]:
    """Where ``tokens``, in this order, stand in ``text``."""
    spans = []
    position = 0
    for token in tokens:
        start = text.index(token, position)
        position = start + len(token)
        spans.append((start, position))
    return spans


def sentences_tweebank(corpora: Path) -> list[Score]:
    """Ends of utterances in tweets."""

    def documents() -> Iterator[tuple[str, list[tuple[int, int]]]]:
        for row in rows(corpora, "tweebank_v2"):
            spans = _token_spans(row["text"], row["tokens"].split())
            yield row["text"], [(spans[first][0], spans[last - 1][1]) for first, last in row["root_segments"]]

    return _boundaries("sentence ends, Tweebank", documents())


def _asks(text: str) -> bool:
    return any(s.kind == "question" for s in reading_of(text).sentences)


def questions_chat(corpora: Path) -> list[Score]:
    """Is a chat line a question, with or without a question mark."""
    return binary("question, NPS chat", ((row["is_question"], _asks(row["text"])) for row in rows(corpora, "nps_chat")))


def questions_gum(corpora: Path) -> list[Score]:
    """Is a sentence of clean text a question."""
    return binary(
        "question, GUM",
        (
            (row["label"] in ("q", "wh"), _asks(row["text"]))
            for row in rows(corpora, "ud_gum_sentence_types")
            if row["label"] != "multiple"
        ),
    )


def questions_tweets(corpora: Path) -> list[Score]:
    """Is a tweet a question; noisy labels, to be reported and not chased."""
    return binary(
        "question, tweet acts",
        (
            (row["label"] == "question", _asks(row["text"]))
            for row in rows(corpora, "tweet_acts_tac")
            if not row["is_rt"] and not row["truncated"]
        ),
    )


def sales_questions(corpora: Path) -> list[Score]:
    """Does a post hold a question that is only a hook."""
    return binary(
        "sales question, rated posts",
        (
            (bool(row["salesq"]), any(s.sales_question for s in reading_of(row["text"]).sentences))
            for row in rows(corpora, "rated_posts")
        ),
    )


def invitations(corpora: Path) -> list[Score]:
    """Does a post really ask its reader to answer."""
    return binary(
        "invitation, rated posts",
        (
            (bool(row["invites"]), any(s.invites for s in reading_of(row["text"]).sentences))
            for row in rows(corpora, "rated_posts")
        ),
    )


def _commands(text: str, tagger: Tagger | None) -> bool:
    kinds = [s.kind for s in reading_of(text, tagger).sentences if s.kind != "fragment"]
    return bool(kinds) and kinds[0] == "command"


def commands_ewt(corpora: Path, tagger: Tagger | None = None) -> list[Score]:
    """Is a sentence of the English Web Treebank's dev split an order."""
    return binary(
        "command, EWT dev",
        (
            (row["root_imp"], _commands(row["text"], tagger))
            for row in rows(corpora, "ud_ewt_sentences")
            if row["orig_split"] == "dev"
        ),
    )


def commands_gum(corpora: Path, tagger: Tagger | None = None) -> list[Score]:
    """Is a sentence of clean text an order."""
    return binary(
        "command, GUM",
        (
            (row["label"] == "imp", _commands(row["text"], tagger))
            for row in rows(corpora, "ud_gum_sentence_types")
            if row["label"] != "multiple"
        ),
    )


def people_ewt(corpora: Path) -> list[Score]:
    """First and second person pronouns against the gold counts of the English Web Treebank's dev split."""
    totals = {"first": [0, 0, 0], "second": [0, 0, 0]}
    n = 0
    for row in rows(corpora, "ud_ewt_sentences"):
        if row["orig_split"] != "dev":
            continue
        n += 1
        reading = reading_of(row["text"])
        for person, found, gold in (
            ("first", len(reading.first_person), row["p1sg"] + row["p1pl"]),
            ("second", len(reading.second_person), row["p2"]),
        ):
            total = totals[person]
            total[0] += min(found, gold)
            total[1] += found
            total[2] += gold
    scores = []
    for person, (hits, found, gold) in totals.items():
        task = f"{person} person, EWT dev"
        scores.append(score(task, "precision", hits / found, n))
        scores.append(score(task, "recall", hits / gold, n))
    return scores


TASKS: tuple[Callable[[Path], list[Score]], ...] = (
    sentences_ewt,
    sentences_tweebank,
    questions_chat,
    questions_gum,
    questions_tweets,
    sales_questions,
    invitations,
    commands_ewt,
    commands_gum,
    people_ewt,
)


def scores(corpora: Path) -> list[Score]:
    """Every score of this module."""
    return [score for task in TASKS for score in task(corpora)]
