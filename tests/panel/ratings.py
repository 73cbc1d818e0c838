"""Ratings on disk: one JSON object a line, without any text of a post."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from softsell.vocabulary import POST_KINDS

Grade = Annotated[int, Field(ge=0, le=2)]
Place = Annotated[int, Field(ge=0, le=100_000)]


class Rating(BaseModel):
    """What one person says of one post.

    Attributes:
        push: places, in code points, of words that press the reader.
        pushy, self, promo, hard: 0 not at all, 1 somewhat, 2 strongly.
        invites: whether something in it asks the reader for an answer.
        salesq: whether it has a question that is only a hook.
        kind: what kind of post it is.
    """

    model_config = ConfigDict(extra="forbid")

    post: Annotated[str, Field(max_length=100)]
    rater: Annotated[str, Field(max_length=100)] = "me"
    pushy: Grade
    self: Grade
    promo: Grade
    hard: Grade
    invites: Literal[0, 1]
    salesq: Literal[0, 1]
    kind: Literal[tuple(POST_KINDS)]  # type: ignore[valid-type]
    push: Annotated[list[tuple[Place, Place]], Field(max_length=100)] = []


class Ratings:
    """The file of the ratings. A post that is rated again counts with its last rating."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, rating: Rating) -> None:
        """Append a rating."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(rating.model_dump_json() + "\n")

    def read(self) -> dict[tuple[str, str], Rating]:
        """The ratings by rater and post."""
        if not self._path.exists():
            return {}
        lines = self._path.read_text(encoding="utf-8").splitlines()
        ratings = [Rating.model_validate(json.loads(line)) for line in lines if line.strip()]
        return {(rating.rater, rating.post): rating for rating in ratings}
