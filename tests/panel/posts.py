"""The posts to rate: those of the unread sources, since only they say what happens on the next post."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.eval.corpora import Corpora, CorpusError, Row


@dataclass(frozen=True, slots=True)
class Post:
    """A post, and what the language models rated."""

    id: str
    text: str
    platform: str
    models: Row


def read_posts(corpora: Path, *, unread_only: bool) -> dict[str, Post]:
    """The posts by id.

    Raises:
        CorpusError: the folder doesn't contain rated posts.
    """
    files = Corpora(corpora)
    rows = files.rows("posts_unread") + ([] if unread_only else files.rows("posts_read"))
    if not rows:
        raise CorpusError(f"{corpora} doesn't contain rated posts. Name their folder with --corpora.")
    return {row["id"]: Post(row["id"], row["text"], row.get("platform") or "", row) for row in rows}


def order_for(rater: str, ids: Iterable[str]) -> list[str]:
    """The ids in an order that belongs to a rater, so that two people begin with different posts."""
    order = sorted(ids)
    random.Random(rater).shuffle(order)
    return order
