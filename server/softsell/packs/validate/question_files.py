"""Reads files of questions: what softsell may suggest to a post that asks nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import ValidationError

from softsell.checks.suggestions.questions import (
    ABOUT_LIST,
    ABOUT_NOUN,
    ABOUT_TOLD,
    ABOUT_WRITER,
    Questions,
    Told,
    TopicQuestions,
)
from softsell.language.characters import plain as as_read
from softsell.packs import schema
from softsell.packs.validate import type_mistakes
from softsell.packs.validate.mistake_list import MistakeList
from softsell.packs.validate.value_checks import ValueChecks, iterate_texts
from softsell.wording import shortened
from softsell.yaml_source import Document, Mapping, Node, Scalar, plain, source_index
from softsell.yaml_source import Sequence as YamlSequence

_BRACES = re.compile(r"\{[^{}]{0,40}\}|[{}]")


class QuestionReader:
    """Reads files of questions and checks them."""

    def __init__(self, mistakes: MistakeList, values: ValueChecks) -> None:
        self._mistakes = mistakes
        self._values = values

    def read(self, document: Document) -> Questions:
        """Return the questions of a file that ``holds_questions``; none if they have the wrong types."""
        root = document.root
        assert isinstance(root, Mapping)
        try:
            entry = schema.QuestionsEntry.model_validate(plain(root))
        except ValidationError as error:
            self._mistakes.extend(
                type_mistakes.explain_errors(
                    document, root, error.errors(), schema.QUESTION_KEYS, "This file", self._mistakes.room
                )
            )
            return Questions()
        topics, told, signs = root.get("topics"), root.get("told"), root.get("signs")
        for _, topic in topics.entries if isinstance(topics, Mapping) else ():
            if isinstance(topic, Mapping):
                self._count_nouns(document, topic.get("nouns"))
                self._check_questions(document, topic.get("ask"), (*ABOUT_NOUN, *ABOUT_WRITER))
                self._check_questions(document, topic.get("choice"), ABOUT_LIST)
        for one in told.items if isinstance(told, YamlSequence) else ():
            if isinstance(one, Mapping):
                about = ABOUT_NOUN if one.get("about") is not None else ()
                self._check_questions(document, one.get("ask"), (*ABOUT_WRITER, *ABOUT_TOLD, *about))
                self._values.check_patterns(document, one.get("patterns"))
                self._values.check_patterns(document, one.get("unless"))
                bounds = one.get("when_measures")
                for name, _ in bounds.entries if isinstance(bounds, Mapping) else ():
                    self._values.check_measure(document, name)
                self._check_signs(document, one.get("without"), tuple(entry.signs))
        for _, patterns in signs.entries if isinstance(signs, Mapping) else ():
            self._values.check_patterns(document, patterns)
        self._count_nouns(document, root.get("no_topics"))
        self._values.check_patterns(document, root.get("never"))
        self._values.check_patterns(document, root.get("events_only"))
        self._values.check_patterns(document, root.get("harmless"))
        self._check_questions(document, root.get("long_ago"), ())
        return Questions(
            topics={name: _to_topic(topic) for name, topic in entry.topics.items()},
            no_topics=tuple(map(as_read, entry.no_topics)),
            told=tuple(
                Told(
                    one.ask,
                    tuple(one.patterns),
                    one.when,
                    one.about or "",
                    tuple(one.unless),
                    tuple(one.posts),
                    tuple(one.without),
                    one.at_least,
                    one.when_measures,
                    one.opening,
                    one.names,
                    one.starts,
                )
                for one in entry.told
            ),
            long_ago=tuple(entry.long_ago),
            signs={name: tuple(patterns) for name, patterns in entry.signs.items()},
            never=tuple(entry.never),
            events_only=tuple(entry.events_only),
            harmless=tuple(entry.harmless),
        )

    def _count_nouns(self, document: Document, node: Node | None) -> None:
        """Count the nouns as phrases, because they take as much memory as patterns."""
        for noun in iterate_texts(node):
            self._values.count_phrase(document, noun)

    def _check_signs(self, document: Document, node: Node | None, known: Sequence[str]) -> None:
        """Check that each name is one under ``signs`` in the same file."""
        for name in iterate_texts(node):
            if not name.empty and name.text not in known:
                listed = ", ".join(known)
                hint = f"The signs here are {listed}." if known else "Add the patterns under signs, by this name."
                self._mistakes.add_at(document, name, f"There are no signs named “{shortened(name.text)}”.", hint)

    def _check_questions(self, document: Document, node: Node | None, known: Sequence[str]) -> None:
        """Check that each question ends with a question mark and has only ``known`` names in braces."""
        for question in iterate_texts(node) if isinstance(node, YamlSequence) else [node]:
            if not isinstance(question, Scalar) or question.empty:
                continue
            if not question.text.rstrip().endswith("?"):
                self._mistakes.add_at(document, question, "This isn't a question.", "End it with a question mark.")
            for braces in _BRACES.finditer(question.text):
                if braces.group()[1:-1] not in known:
                    listed = ", ".join(f"{{{name}}}" for name in known)
                    hint = f"This question can use {listed}." if known else "This question can't use placeholders."
                    index = source_index(document, question, braces.start())
                    message = f"“{shortened(braces.group())}” isn't a placeholder."
                    self._mistakes.add_at(document, index, message, hint, len(braces.group()))


def holds_questions(document: Document) -> bool:
    """Return whether this is a file of questions: a mapping with one of their keys. A file of rules is a list."""
    root = document.root
    return isinstance(root, Mapping) and any(root.get(key) is not None for key in schema.QUESTION_KEYS)


def join_questions(files: Sequence[Questions]) -> Questions:
    """Return the questions of all files of a pack. A topic that is in two files gets what both say."""
    topics: dict[str, TopicQuestions] = {}
    for name, topic in ((name, topic) for one in files for name, topic in one.topics.items()):
        first = topics.get(name, TopicQuestions())
        topics[name] = TopicQuestions(
            nouns=(*first.nouns, *topic.nouns),
            ask=(*first.ask, *topic.ask),
            choice=first.choice or topic.choice,
            at_work=first.at_work or topic.at_work,
            weight=topic.weight if first.weight is None else first.weight,
            anywhere=first.anywhere or topic.anywhere,
        )
    return Questions(
        topics,
        no_topics=tuple(noun for one in files for noun in one.no_topics),
        told=tuple(told for one in files for told in one.told),
        long_ago=tuple(question for one in files for question in one.long_ago),
        signs=_join_signs(files),
        never=tuple(pattern for one in files for pattern in one.never),
        events_only=tuple(pattern for one in files for pattern in one.events_only),
        harmless=tuple(pattern for one in files for pattern in one.harmless),
    )


def _join_signs(files: Sequence[Questions]) -> dict[str, tuple[str, ...]]:
    signs: dict[str, tuple[str, ...]] = {}
    for name, patterns in ((name, patterns) for one in files for name, patterns in one.signs.items()):
        signs[name] = (*signs.get(name, ()), *patterns)
    return signs


def _to_topic(entry: schema.TopicEntry) -> TopicQuestions:
    return TopicQuestions(
        nouns=tuple(map(as_read, entry.nouns)),
        ask=tuple(entry.ask),
        choice=entry.choice or "",
        at_work=entry.at_work,
        weight=entry.weight,
        anywhere=entry.anywhere,
    )
