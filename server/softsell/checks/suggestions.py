"""What a rule can offer where something is missing: text made from the draft itself, for a person to look at before it is used.

For a missing question: one that fits what this draft tells or is about (``english.topics``), and that a person would really like to
hear the answer to. Nothing is offered where nothing fits, since a question beside the point is worse than none. The questions
themselves are data of packs (``question_data``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Literal

from softsell import platforms
from softsell.checks.finding import Fix
from softsell.checks.question_data import Questions, TopicQuestions, fill
from softsell.draft.span import Span
from softsell.language.english.topics import NO_TOPIC, Thesaurus, Topic, topics_of
from softsell.language.reading import Reading
from softsell.language.token import Token
from softsell.patterns import Compiler, PatternSet

Subject = Literal["question"]

_LONG_AGO = re.compile(r"1[78][0-9]{2}|19[0-7][0-9]")
_LIFE = re.compile(r"\b(?:1[89]|20)[0-9]{2} ?[-–] ?(?:19|20)[0-9]{2}\b")
_FEW_WORDS = 60
_MOST = 2
_ON_VIDEO = frozenset({"youtube", "tiktok"})
_FIGURES = frozenset({"number", "money", "time", "percent"})
_FEWEST_FIGURES = 4
_WORDS_FOR_A_FIGURE = 5
_YES_OR_NO = frozenset("yes no yep nope yeah sure".split())
_LONGEST_CHOICE = 3
_ENDS = frozenset(".!?…:)")


class Suggester:
    """Chooses among the questions of some packs.

    Args:
        questions: of each pack; what an earlier one says goes before what a later one says.
    """

    def __init__(self, questions: tuple[Questions, ...]) -> None:
        self._told = [told for one in questions for told in one.told]
        self._long_ago = [question for one in questions for question in one.long_ago]
        self._questions = questions
        self._topics: dict[str, list[TopicQuestions]] = {}
        for one in questions:
            for name, topic in one.topics.items():
                self._topics.setdefault(name, []).append(topic)

    def suggest(self, subject: Subject, reading: Reading) -> tuple[Fix, ...]:
        """One or two fixes that put in what is missing, best first.

        None where nothing fits this draft, where it answers someone, lists prices or dates, names the years of a life, or has no
        room left on its platform.
        """
        if subject != "question" or _is_reply(reading) or _lists_figures(reading) or _names_a_life(reading):
            return ()
        fixes = (_insert(question, reading) for question in dict.fromkeys(self._fitting(reading)))
        return tuple(fix for fix in fixes if _has_room(fix, reading))[:_MOST]

    def _fitting(self, reading: Reading) -> Iterator[str]:
        matches = self._patterns.match(reading)
        tells = [told for group, told in enumerate(self._told) if matches.of(group)]
        for when in ("first", "shown"):
            yield from (fill(told.ask, i=_writer(reading)) for told in tells if told.when == when)
        topics = [topic for topic in topics_of(reading, self._thesaurus) if topic.sure]
        yield from self._choice(topics, reading)
        if reading.draft.context.platform == "linkedin":
            topics = [topic for topic in topics if any(one.at_work for one in self._topics[topic.kind])] or topics
        for topic in topics[:1]:
            for question in (question for one in self._topics[topic.kind] for question in one.ask):
                yield fill(question, noun=topic.noun, one=topic.one, many=topic.many)
        yield from (fill(told.ask, i=_writer(reading)) for told in tells if told.when == "last")
        if any(token.kind == "number" and _LONG_AGO.fullmatch(token.norm) for token in reading.tokens[: reading.body]):
            yield from self._long_ago

    def _choice(self, topics: list[Topic], reading: Reading) -> Iterator[str]:
        """A question that offers the draft's own list, "rye, spelt and wheat", as a choice."""
        choices = [one.choice for topic in topics for one in self._topics[topic.kind] if one.choice]
        if choices:
            for sentence in reading.sentences:
                items = _listed(reading.tokens[sentence.first : min(sentence.last, reading.body)])
                if len(items) > 2:
                    yield fill(choices[0], list=f"{', '.join(items[:-1])} or {items[-1]}")
                    return

    @cached_property
    def _patterns(self) -> PatternSet:
        """The patterns of what a draft may tell, a group for each entry, in their order."""
        compiler = Compiler()
        for told in self._told:
            compiler.add(told.patterns)
        return compiler.compile()

    @cached_property
    def _thesaurus(self) -> Thesaurus:
        nouns: list[tuple[str, tuple[str, ...]]] = []
        for one in self._questions:
            nouns.append((NO_TOPIC, one.no_topics))
            nouns += ((name, topic.nouns) for name, topic in one.topics.items())
        weights = {
            name: next((topic.weight for topic in topics if topic.weight is not None), 1.0)
            for name, topics in self._topics.items()
        }
        anywhere = [name for name, topics in self._topics.items() if any(topic.anywhere for topic in topics)]
        return Thesaurus(nouns, weights, anywhere)


@lru_cache(maxsize=8)
def suggester(questions: tuple[Questions, ...]) -> Suggester:
    """The suggester for these packs' questions, shared by the rules of all platforms."""
    return Suggester(questions)


def _writer(reading: Reading) -> str:
    said = [reading.tokens[index].norm for index in reading.first_person]
    alone = sum(norm in ("i", "my", "me", "mine") for norm in said)
    return "I" if alone * 2 > len(said) else "we"


def _listed(tokens: list[Token]) -> list[str]:
    """The items of the sentence's list, "a, b and c", if each is a few nouns and adjectives; else none."""
    items: list[list[Token]] = [[]]
    closed = False
    for token in tokens:
        if token.norm in (",", "and", "&") and not closed:
            items.append([])
        elif token.norm == ":" and len(items) == 1:
            items = [[]]
        elif token.kind == "word" and not closed and not token.clitic and {"noun", "adjective"} & set(token.classes):
            items[-1].append(token)
        elif len(items) > 2 and items[-1]:
            closed = True
        elif token.norm not in ("a", "an", "the", "our", "some"):
            return []
    filled = [item for item in items if item]
    if not all(len(item) <= _LONGEST_CHOICE and "noun" in item[-1].classes for item in filled):
        return []
    return [" ".join(_inside(token) for token in item) for item in filled]


def _inside(token: Token) -> str:
    """The word as it stands inside a sentence: a capital that only began one is taken off."""
    return token.norm if token.text[:1].isupper() and token.text[1:].islower() else token.text


def _is_reply(reading: Reading) -> bool:
    """Whether it answers someone: it says whom or what, or opens with a handle, or with a yes or a no."""
    if reading.draft.context.reply_to is not None:
        return True
    opening = reading.tokens[:2]
    if not opening:
        return False
    return opening[0].kind == "mention" or (opening[0].norm in _YES_OR_NO and opening[-1].kind == "punctuation")


def _lists_figures(reading: Reading) -> bool:
    """Whether it is a price list, a timetable or a row of dates."""
    body = reading.tokens[: reading.body]
    figures = sum(token.kind in _FIGURES for token in body)
    words = sum(token.kind == "word" and not token.clitic for token in body)
    return figures >= _FEWEST_FIGURES and words < figures * _WORDS_FOR_A_FIGURE


def _names_a_life(reading: Reading) -> bool:
    """Whether it is a few words beside the years of a life, "1940 - 2023": nobody wants to be asked something below these."""
    return reading.measures["words"] <= _FEW_WORDS and _LIFE.search(reading.draft.prose) is not None


def _insert(question: str, reading: Reading) -> Fix:
    """Behind the last thing said, before the closing hashtags, parted from it as the draft parts its own paragraphs."""
    said = [token for token in reading.tokens[: reading.body] if token.kind != "newline"]
    end = said[-1].end if said else 0
    body = reading.draft.prose[:end]
    open_end = not said or not (said[-1].kind == "emoji" or body[-1] in _ENDS)
    parted = "\n\n" if "\n\n" in body else "\n" if "\n" in body or open_end else " "
    if reading.draft.context.platform in _ON_VIDEO:
        question = f"{question} Tell {'me' if _writer(reading) == 'I' else 'us'} in the comments."
    if not any(character.isupper() for character in body):
        question = question.lower()
    return Fix(f"Ask: {question}", Span(end, end), f"{parted}{question}", safe=False)


def _has_room(fix: Fix, reading: Reading) -> bool:
    """Whether the draft still fits its platform with this put in, or never did."""
    platform = reading.draft.context.platform
    if platform not in platforms.PLATFORMS:
        return True
    profile = platforms.profile(platform)
    prose = reading.draft.prose
    longer = prose[: fix.span.start] + fix.text + prose[fix.span.end :]
    fits = profile.limit is None or platforms.count(longer, profile) <= profile.limit
    return fits or platforms.count(prose, profile) > (profile.limit or 0)
