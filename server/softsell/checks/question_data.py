"""The questions that a pack offers where one is missing. Packs hold them as data; ``suggestions`` chooses among them.

Every one is a question that the writer would like to hear the answer to, and that any reader can answer from their own life in one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

When = Literal["first", "shown", "last"]
"""What is told goes before the draft's topic, is done before the reader's eyes, or comes after the topic."""

ABOUT_NOUN = ("noun", "one", "many")
"""What a topic's question may hold in braces: its noun as the draft has it, in the singular and in the plural."""
ABOUT_LIST = ("list",)
"""The same, of a question that offers a choice: things that the draft names in a row."""
ABOUT_WRITER = ("i",)
"""The same, of a question about what a draft tells: who writes, "I" or "we"."""


@dataclass(frozen=True, slots=True)
class TopicQuestions:
    """What a draft may be about.

    Attributes:
        nouns: in the singular, of up to three words; a draft with one of them is about this.
        ask: questions, best first.
        choice: the question where the draft names several in a row; empty for none.
        at_work: whether it is asked first on LinkedIn.
        weight: how much a mention counts; ``None`` leaves it to other packs, and 1 if none says.
        anywhere: whether the noun is the topic behind a preposition too: "three chords on the ukulele".
    """

    nouns: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    choice: str = ""
    at_work: bool = False
    weight: float | None = None
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a draft may tell: any of these patterns, and the question that fits."""

    ask: str
    patterns: tuple[str, ...]
    when: When = "first"


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one pack.

    Attributes:
        topics: by name.
        no_topics: nouns that aren't a topic although a word in them would be.
        told: in order; the first that fits is asked first.
        long_ago: what to ask, after all else, where a year long past is named.
    """

    topics: Mapping[str, TopicQuestions] = field(default_factory=dict)
    no_topics: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    long_ago: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((tuple(self.topics), self.no_topics, self.told, self.long_ago))

    def __bool__(self) -> bool:
        return bool(self.topics or self.no_topics or self.told or self.long_ago)


def fill(question: str, **values: str) -> str:
    """The question with what stands in braces put in. Nothing else in braces means anything."""
    for name, value in values.items():
        question = question.replace(f"{{{name}}}", value)
    return question
