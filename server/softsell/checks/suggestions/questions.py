"""The questions that a pack offers where one is missing. Packs hold them as data; ``suggester`` chooses among them.

Every one is a question that the writer would like to hear the answer to, and that any reader can answer from their own life in one line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from softsell.language.english.inflect import article_for

When = Literal["first", "shown", "last"]
"""What is told goes before the draft's topic, is done before the reader's eyes, or comes after the topic."""

ABOUT_NOUN = ("noun", "one", "many", "thing", "things")
"""What a topic's question may hold in braces: its noun as the draft has it, in the singular and in the plural; and the noun with the
words that say which kind, "walnut rye", in the singular and in the plural."""
ABOUT_LIST = ("list",)
"""The same, of a question that offers a choice: things that the draft names in a row."""
ABOUT_WRITER = ("i",)
"""The same, of any question: who writes, "I" or "we"."""
ABOUT_TOLD = (
    "them", "person", "number", "count", "event", "day", "task", "doing", "mistake", "tip", "behind", "name", "group",
)  # fmt: skip
"""The same, of a question about what a draft tells: whom it is about, "him", "her", "it" or "them"; the one person it is about, "him"
or "her"; the number that the pattern found; how many points the draft lists, a line for each; the event to come, "the plant
sale", and its day, "on Saturday"; what the draft says how to do, "keep basil alive" or "writing alt text", or not to do,
"watering their cactus"; the kind of tip it gives, "paint"; what stands behind what the pattern found, "sea swimming", or the name
there, "Ann"; whom its first words speak to, "Knitters"."""


class TopicQuestions(Struct, frozen=True, omit_defaults=True):
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


class Told(Struct, frozen=True, omit_defaults=True):
    """What a draft may tell: any of these patterns, and the question that fits.

    Attributes:
        ask: the question. It's only asked if the draft has what stands in its braces.
        patterns: any of these calls for it.
        when: before or after the questions of the draft's topic.
        about: the topic that the draft must have too; empty for any or none. The question may hold that topic's noun.
        unless: any of these speaks against it.
        posts: the kinds of post, or groups of kinds, for which it's asked; empty for all.
        at_least: how likely the kind must be, 0 to 1.
        when_measures: measures that must be at least so large.
        opening: whether a pattern must be found in the opening, since what comes later may only be mentioned.
        starts: whether the draft has to begin with what a pattern finds.
        names: how many things the draft must name at least, in a row or a line for each.
        without: names of the pack's ``signs`` that speak against it too.
    """

    ask: str
    patterns: tuple[str, ...]
    when: When = "first"
    about: str = ""
    unless: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    at_least: float = 0.0
    when_measures: Mapping[str, float] = field(default_factory=dict)
    opening: bool = False
    names: int = 0
    starts: bool = False

    def __hash__(self) -> int:
        return hash((self.ask, self.patterns, self.when, self.about, self.unless, self.posts, self.without))


class Questions(Struct, frozen=True):
    """The questions of one pack.

    Attributes:
        topics: by name.
        no_topics: nouns that aren't a topic although a word in them would be.
        told: in order; the first that fits is asked first.
        long_ago: what to ask, after all else, where a year long past is named.
        signs: patterns that speak against several questions, by a name that these give under ``without``.
        never: patterns of posts under which nobody should be asked anything.
        events_only: patterns of posts under which nobody should be asked anything but whether they come to an event.
        harmless: patterns of phrases in which what ``never`` finds means something else.
    """

    topics: Mapping[str, TopicQuestions] = field(default_factory=dict)
    no_topics: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    long_ago: tuple[str, ...] = ()
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    never: tuple[str, ...] = ()
    events_only: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(
            (
                tuple(self.topics),
                self.no_topics,
                self.told,
                self.long_ago,
                tuple(self.signs),
                self.never,
                self.events_only,
                self.harmless,
            )
        )

    def __bool__(self) -> bool:
        return bool(
            self.topics
            or self.no_topics
            or self.told
            or self.long_ago
            or self.signs
            or self.never
            or self.events_only
            or self.harmless
        )


def fill(question: str, **values: str) -> str:
    """Return the question with what stands in braces put in; "" if the draft lacks one of them. "a" becomes "an" where it must."""
    for name, value in values.items():
        braces = f"{{{name}}}"
        if braces in question:
            if not value:
                return ""
            question = re.sub(rf"\ba (?=\{{{name}\}})", f"{article_for(value)} ", question).replace(braces, value)
    return question
