"""Reads the posts that the learned weights are fitted on, with the engine as it is now: our own texts and rated posts."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from softsell.config.config import Config
from softsell.draft import read_text
from softsell.engine.draft_reading import read_drafts
from softsell.engine.engine import engine_for
from softsell.engine.likelihoods import hit_of
from softsell.language.learned_features import Features, Values, extract, value_names

TEXTS = Path(__file__).parent / "texts"
RATED = ("rated_posts_2", "rated_posts_3", "rated_posts")
UNREAD = frozenset(
    "sdstartupweek data_visualization Early-Signal-Detection-in-the-Luxury-Handbag-Market capstone_trend_pilot BeUnconventionalHQ "
    "mini_scraper_LinkedIn_post Understanding-Pig-Butchering-Scams-on-Dating-Apps-A-Multi-Source-Analysis 2024-P14-IPL "
    "InstaInsightAnalyzer cutsandedges-website".split()
)
"""Sources of rated posts that nobody read while rules were written. ``--leave-unread`` keeps them for scoring."""

_RATINGS = ("promo", "pushy", "self", "hard", "invites", "salesq")
_OWN_NAMES = {"promo": "promo", "pushy": "push", "self": "self"}
_OWN_LETTERS = {"invites": "I", "salesq": "H"}
_LEAST_OVERLAP = 6
"""Characters that a label or quote must share with a sentence to count for it, or all of its own."""


@dataclass(slots=True)
class RatedText:
    """A post with its labels.

    Attributes:
        source: where it's from; ours begin with ``own:``.
        own: whether it's ours.
        quoted: whether raters marked words in it.
        kind: what kind of post; empty if nobody said.
        ratings: 0 to 2 each: promo, pushy, self, hard, invites, salesq; those that there are.
        hard_sells_only: whether it only teaches which posts are hard sells, and which of their sentences press.
        features, values: see ``softsell.language.learned_features``.
        letters: our labels of each sentence.
        push, self: the share of raters who quoted each sentence.
        long_enough: whether each sentence has two words or more.
    """

    source: str
    own: bool
    quoted: bool
    kind: str
    ratings: dict[str, float]
    features: Features
    values: list[float]
    hard_sells_only: bool = False
    letters: list[str] = field(default_factory=list)
    push: list[float] = field(default_factory=list)
    self: list[float] = field(default_factory=list)
    long_enough: list[bool] = field(default_factory=list)


def read_texts(corpora: Path | None, *, leave_unread: bool, every: int = 1) -> list[RatedText]:
    """All posts, those in English: ours, and the rated ones of a folder of corpora. ``every`` reads one in so many of ours.

    Raises:
        SystemExit: the folder doesn't contain rated posts.
    """
    found = list(_read(_own_rows()[::every], own=True))
    if corpora is not None:
        paths = [corpora / f"{name}.jsonl.gz" for name in RATED]
        missing = [path.name for path in paths if not path.is_file()]
        if missing:
            raise SystemExit(f"{corpora} doesn't contain {' and '.join(missing)}. Name the folder of the rated posts.")
        for path in paths:
            rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
            found += _read([row for row in rows if not (leave_unread and row.get("group") in UNREAD)], own=False)
    return found


def own_posts() -> Iterator[str]:
    """The texts of our own posts."""
    return (row["text"] for row in _own_rows())


def _own_rows() -> list[dict[str, Any]]:
    rows = []
    for path in sorted(TEXTS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            rows += [_joined(json.loads(line))] if line.strip() else []
    return rows


def _joined(row: dict[str, Any]) -> dict[str, Any]:
    """An own post with its sentences in one text: on lines of their own in half of all posts, which the id decides."""
    between = "\n" if zlib.crc32(row["id"].encode()) % 2 else " "
    text, spans = "", []
    for said, letters in row["lines"]:
        text += between if text else ""
        spans.append((len(text), len(text) + len(said), letters))
        text += said
    return {**row, "text": text, "spans": spans}


def _read(rows: Sequence[dict[str, Any]], *, own: bool) -> Iterator[RatedText]:
    engine = engine_for(Config())
    rules = engine.rule_set(None)
    values = Values(value_names())
    for row in rows:
        reading = read_drafts([(read_text(row["text"]), engine.config)])[0]
        if not reading.english or not reading.sentences:
            continue
        post = RatedText(
            source="own:" + row["id"][0] if own else row.get("group") or "first:" + row["corpus"],
            own=own,
            quoted="push_quotes" in row,
            kind=row.get("kind") or "",
            ratings=_own_ratings(row) if own else {key: row[key] for key in _RATINGS if row.get(key) is not None},
            features=extract(reading, [hit_of(finding) for finding in rules.find(reading)]),
            values=values.all(reading.measures, reading.tokens),
            hard_sells_only=row.get("teaches") == "hard sell",
        )
        for sentence in reading.sentences:
            start, end = sentence.start, sentence.end
            said = sum(
                t.kind in ("word", "number", "money", "percent") for t in reading.tokens[sentence.first : sentence.last]
            )
            post.long_enough.append(said >= 2)
            post.letters.append("".join(letters for a, b, letters in row.get("spans", ()) if _share(start, end, a, b)))
            for key, into in (("push_quotes", post.push), ("self_quotes", post.self)):
                raters = row.get(key) or []
                raters = raters if raters and isinstance(raters[0], list) else [raters]
                into.append(sum(_quotes(row["text"], start, end, quotes) for quotes in raters) / len(raters))
        yield post


def _own_ratings(row: dict[str, Any]) -> dict[str, float]:
    """Return the ratings that one of our posts has. One that teaches only what a hard sell is has no other than that."""
    ratings = {key: float(row[name]) for key, name in _OWN_NAMES.items() if name in row}
    if "teaches" in row:
        return ratings
    return ratings | {
        key: float(any(letter in letters for _, _, letters in row["spans"])) for key, letter in _OWN_LETTERS.items()
    }


def _quotes(text: str, start: int, end: int, quotes: list[str]) -> bool:
    for quote in quotes:
        at = text.find(quote) if quote else -1
        while at >= 0:
            if _share(start, end, at, at + len(quote)):
                return True
            at = text.find(quote, at + 1)
    return False


def _share(start: int, end: int, other: int, other_end: int) -> bool:
    return min(end, other_end) - max(start, other) >= min(_LEAST_OVERLAP, other_end - other)
