"""What a rule can offer where something is missing: text made from the draft itself, for a person to look at before it is used.

For a missing question: one that fits what this draft tells or is about (``english.topics``), and that a person would really like to
hear the answer to. Nothing is offered where nothing fits, since a question beside the point is worse than none. The questions
themselves are data of packs (``questions``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from softsell import platforms
from softsell.checks.finding import Fix
from softsell.checks.hits import without
from softsell.checks.suggestions.advice import (
    doing_in,
    mistake_in,
    name_behind,
    named_behind,
    task_in,
    tip_in,
)
from softsell.checks.suggestions.days import day_in
from softsell.checks.suggestions.events import event_in
from softsell.checks.suggestions.own_words import (
    counted,
    group_in,
    lists_another_number,
    number_in,
    person,
    rows,
    them,
    thing,
    things_named,
)
from softsell.checks.suggestions.questions import Questions, Told, TopicQuestions, fill
from softsell.compile_later import compile_later
from softsell.draft.span import Span
from softsell.language.english.topics import LONGEST_NOUN, NO_TOPIC, Thesaurus, Topic, end_of_opening, topics_of
from softsell.language.reading import Reading
from softsell.language.token import Token
from softsell.patterns import Compiler, Match, Matches, PatternCache, PatternSet
from softsell.vocabulary import POST_KINDS

Subject = Literal["question"]

_LONG_AGO = compile_later(r"1[78][0-9]{2}|19[0-7][0-9]")
_LIFE = compile_later(r"\b(?:1[89]|20)[0-9]{2} ?[-–] ?(?:19|20)[0-9]{2}\b")
_FEW_WORDS = 60
_ON_VIDEO = frozenset({"youtube", "tiktok"})
_FIGURES = frozenset({"number", "money", "time", "percent"})
_FEWEST_FIGURES = 4
_WORDS_FOR_A_FIGURE = 4
_YES_OR_NO = frozenset("yes no yep nope yeah sure".split())
_MOST_PRESSURE = 0.45
_MOST_PRESSURE_OF_EVENT = 0.7
_FEWEST_KNOWN = 2
_PROMINENT = 2.0
"""A topic of this weight stands in the opening, and isn't only the setting."""
_NOT_ABOUT_A_THING = frozenset(("tips", "event", "notice", "job", "appeal"))
"""Kinds of post whose point is what to do or where to come, whatever thing they name."""
_BEFORE_ALL = frozenset("please psa reminder tip tips pro quick friendly gentle note hint and ps".split())
_REPOST = "RT @"
_ENDS = frozenset(".!?…:)")


class _Found(NamedTuple):
    """What a draft tells, the words that show it, and the topic that it's about, if it has to be about one."""

    told: Told
    match: Match
    topic: Topic | None


class Suggester:
    """Chooses among the questions of some packs.

    Args:
        questions: of each pack; what an earlier one says goes before what a later one says.
        cache: keeps the patterns of what a draft may tell.
    """

    def __init__(self, questions: tuple[Questions, ...], cache: PatternCache | None = None) -> None:
        self._cache = cache
        self._told = [told for one in questions for told in one.told]
        first = 2 * len(self._told)
        self._never, self._events_only, self._harmless, first_sign = range(first, first + 4)
        signs = [(number, name) for number, one in enumerate(questions) for name in one.signs]
        self._signs = {sign: group for group, sign in enumerate(signs, first_sign)}
        self._without = [
            [self._signs[number, name] for name in told.without]
            for number, one in enumerate(questions)
            for told in one.told
        ]
        self._long_ago = [question for one in questions for question in one.long_ago]
        self._questions = questions
        self._topics: dict[str, list[TopicQuestions]] = {}
        for one in questions:
            for name, topic in one.topics.items():
                self._topics.setdefault(name, []).append(topic)

    def suggest(self, subject: Subject, reading: Reading) -> tuple[Fix, ...]:
        """Return a fix that puts in what is missing: the question that takes up most of the draft, since a second one fits less.

        None where nothing fits this draft, where a pack says that nobody should be asked anything, where it answers someone, presses
        to buy, asks something, if only as a title, lists prices or dates, names the years of a life, or has no room left on its platform.
        """
        if subject != "question" or _is_reply(reading) or _presses(reading) or _asks(reading):
            return ()
        if (_lists_figures(reading) and not _is_event(reading)) or _names_a_life(reading):
            return ()
        matches = self._patterns.match(reading)
        if without(matches.all_of(self._never), matches.all_of(self._harmless)):
            return ()
        if without(matches.all_of(self._events_only), matches.all_of(self._harmless)):
            questions = self._about_event(reading, matches)
        else:
            questions = self._fitting(reading, matches)
        fixes = (_insert(question, reading) for question in questions if question)
        fix = next((fix for fix in fixes if _has_room(fix, reading)), None)
        return () if fix is None else (fix,)

    def _fitting(self, reading: Reading, matches: Matches) -> Iterator[str]:
        found = topics_of(reading, self._thesaurus)
        tells = list(self._tells(reading, matches, found))
        topics = [] if reading.kind in _NOT_ABOUT_A_THING else self._sure(found)
        for when in ("first", "shown"):
            yield from (_fill_told(one, reading) for one in tells if one.told.when == when)
        yield from self._choice(topics, reading)
        if reading.draft.context.platform == "linkedin":
            topics = [topic for topic in topics if any(one.at_work for one in self._topics[topic.kind])] or topics
        for topic in topics[:1]:
            for one in self._topics[topic.kind]:
                yield from (fill(question, **_named(topic, reading)) for question in one.ask)
        yield from (_fill_told(one, reading) for one in tells if one.told.when == "last")
        if any(token.kind == "number" and _LONG_AGO.fullmatch(token.norm) for token in reading.tokens[: reading.body]):
            yield from self._long_ago

    def _about_event(self, reading: Reading, matches: Matches) -> Iterator[str]:
        """Return the questions that name the event that the draft invites to, and no others."""
        tells = self._tells(reading, matches, [])
        yield from (_fill_told(one, reading) for one in tells if "{event}" in one.told.ask)

    def _sure(self, topics: list[Topic]) -> list[Topic]:
        """Return what the draft is surely about, best first. The leeks aren't if it names the soup that they're in."""
        strong = [topic for topic in topics if self._thesaurus.weights.get(topic.kind, 1.0) >= 1]
        return [topic for topic in strong or topics if topic.sure]

    def _tells(self, reading: Reading, matches: Matches, topics: list[Topic]) -> Iterator[_Found]:
        """Return what the draft tells. If that's about a topic, it needn't be sure, since what is told bears it out."""
        kinds = {reading.kind, POST_KINDS.get(reading.kind, "")}
        by_kind = {topic.kind: topic for topic in topics if topic.sure or topic.weight >= _PROMINENT}
        opening, start = end_of_opening(reading), _start(reading)
        for group in sorted(group for group in matches.groups if group < self._never and not group % 2):
            told = self._told[group // 2]
            if told.posts and (kinds.isdisjoint(told.posts) or reading.kind_likelihood < told.at_least):
                continue
            if any((reading.measures.get(name) or 0) < least for name, least in told.when_measures.items()):
                continue
            if told.opening and matches.of(group)[0].first >= opening:
                continue
            if told.starts and matches.of(group)[0].first > start:
                continue
            if told.names and things_named(reading) < told.names:
                continue
            against = (group + 1, *self._without[group // 2])
            if any(matches.of(other) for other in against) or (told.about and told.about not in by_kind):
                continue
            yield _Found(told, matches.of(group)[0], by_kind.get(told.about))

    def _choice(self, topics: list[Topic], reading: Reading) -> Iterator[str]:
        """Return a question that offers the draft's own row, "rye, spelt and wheat", as a choice: where two of these are what a topic with
        such a question is about, or the row stands in a draft about that topic."""
        offering = self._choices
        if not offering:
            return
        for _, items in rows(reading):
            known = [self._kind_of(item) for item in items]
            kinds = [kind for kind in known if kind in offering]
            if len(kinds) < _FEWEST_KNOWN:
                kinds = [topic.kind for topic in topics if topic.kind in offering]
            if kinds:
                yield fill(offering[kinds[0]], list=f"{', '.join(items[:-1])} or {items[-1]}")
                return

    def _kind_of(self, item: str) -> str:
        """Return the topic that an item of a row is about: that of its last words."""
        words = tuple(item.lower().split())
        found = (self._thesaurus.find(words[start:]) for start in range(max(0, len(words) - LONGEST_NOUN), len(words)))
        return next((one[0] for one in found if one is not None), "")

    @cached_property
    def _choices(self) -> dict[str, str]:
        """By topic, the question that offers a row as a choice, for topics that have one."""
        first = {name: next((one.choice for one in some if one.choice), "") for name, some in self._topics.items()}
        return {name: choice for name, choice in first.items() if choice}

    @cached_property
    def _patterns(self) -> PatternSet:
        """The patterns of what a draft may tell: for each entry a group for what it tells and one for what speaks against it. Then one
        for what speaks against any question, one for what does unless there's an event, one for where neither counts, and one for each
        of the packs' signs."""
        compiler = Compiler(self._cache)
        for told in self._told:
            compiler.add(told.patterns)
            compiler.add(told.unless)
        compiler.add([pattern for one in self._questions for pattern in one.never])
        compiler.add([pattern for one in self._questions for pattern in one.events_only])
        compiler.add([pattern for one in self._questions for pattern in one.harmless])
        for number, name in self._signs:
            compiler.add(self._questions[number].signs[name])
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
def suggester(questions: tuple[Questions, ...], cache: PatternCache | None = None) -> Suggester:
    """Return the suggester for these packs' questions, shared by the rules of all platforms."""
    return Suggester(questions, cache)


def _writer(reading: Reading) -> str:
    said = [reading.tokens[index].norm for index in reading.first_person]
    alone = sum(norm in ("i", "my", "me", "mine") for norm in said)
    return "I" if alone * 2 > len(said) else "we"


def _named(topic: Topic, reading: Reading) -> dict[str, str]:
    """Return what a question about a topic may take up of it."""
    one, many = thing(reading.tokens, topic)
    return {
        "noun": topic.noun, "one": topic.one, "many": topic.many, "thing": one, "things": many, "i": _writer(reading),
    }  # fmt: skip


def _fill_told(found: _Found, reading: Reading) -> str:
    """Return the question about what a draft tells; "" if the draft has nothing for its braces."""
    values = _told_values(reading, found.match, found.told.ask)
    if found.topic is not None:
        values |= _named(found.topic, reading)
    return fill(found.told.ask, **values)


def _told_values(reading: Reading, match: Match, ask: str) -> dict[str, str]:
    """Return what a question about something told may take up of it; each only where the question does, since finding them takes time."""
    found = reading.tokens[match.first : match.last]
    values: dict[str, Callable[[], str]] = {
        "i": lambda: _writer(reading),
        "them": lambda: them(reading),
        "person": lambda: person(reading),
        "number": lambda: "" if lists_another_number(reading) else number_in(found),
        "count": lambda: counted(reading),
        "event": lambda: event_in(reading, match.first, match.last),
        "day": lambda: day_in(reading),
        "task": lambda: task_in(reading, match.first, match.last),
        "doing": lambda: doing_in(reading),
        "mistake": lambda: mistake_in(reading, match.first, match.last),
        "tip": lambda: tip_in(reading, match.first),
        "name": lambda: name_behind(reading, match.last),
        "behind": lambda: named_behind(reading, match.last),
        "group": lambda: group_in(reading),
    }
    return {name: value() for name, value in values.items() if f"{{{name}}}" in ask}


def _start(reading: Reading) -> int:
    """Return the first token that says something: behind emoji, "please", "reminder:"."""
    said = (at for at, token in enumerate(reading.tokens) if token.kind == "word" and token.norm not in _BEFORE_ALL)
    return next(said, 0)


def _is_reply(reading: Reading) -> bool:
    """Whether it answers or repeats someone: it says whom or what, or opens with a handle, or with a yes or a no."""
    if reading.draft.context.reply_to is not None or reading.draft.prose.startswith(_REPOST):
        return True
    opening = reading.tokens[:2]
    if not opening:
        return False
    return opening[0].kind == "mention" or (opening[0].norm in _YES_OR_NO and opening[-1].kind == "punctuation")


def _asks(reading: Reading) -> bool:
    """Whether there is any question mark outside links: also a title, a quiz or a rhetorical question leaves no room for one more."""
    return any(token.kind == "punctuation" and "?" in token.text for token in reading.tokens)


def _presses(reading: Reading) -> bool:
    """Whether it presses readers so much, by the learned weights, that a question would only be a hook. Events say "now" anyway."""
    pressure = reading.measures.get("pressure", 0.0)
    if pressure < _MOST_PRESSURE:
        return False
    return pressure >= (_MOST_PRESSURE_OF_EVENT if _is_event(reading) else _MOST_PRESSURE)


def _is_event(reading: Reading) -> bool:
    return reading.kind == "event" or bool(day_in(reading) and event_in(reading, 0, 0))


def _lists_figures(reading: Reading) -> bool:
    """Whether it is a price list, a timetable or a row of dates."""
    body = reading.tokens[: reading.body]
    figures = sum(token.kind in _FIGURES and not _numbers_a_line(body, at) for at, token in enumerate(body))
    if figures < _FEWEST_FIGURES:
        return False  # nearly every post
    return sum(token.kind == "word" and not token.clitic for token in body) < figures * _WORDS_FOR_A_FIGURE


def _numbers_a_line(tokens: Sequence[Token], at: int) -> bool:
    """Whether a figure only counts the points of a list: "1." or "2)" at the start of a line."""
    opens = at == 0 or tokens[at - 1].kind == "newline"
    return opens and at + 1 < len(tokens) and tokens[at + 1].text in (".", ")", ":")


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
