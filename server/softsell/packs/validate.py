"""From YAML documents to a Pack: types first (``schema``), then what types can't say. Finds all mistakes of all files at once.

Not here: whether the examples hold; see ``examples``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from softsell.checks.question_data import ABOUT_LIST, ABOUT_NOUN, ABOUT_WRITER, Questions, Told, TopicQuestions
from softsell.checks.regex import Regex, RegexError
from softsell.checks.rule import Dimension, Example, Pack, Rule, RuleSettings, ScoredMeasure
from softsell.diagnostics import MAX_MISTAKES, Diagnostic, nearest, sentence
from softsell.errors import PackError
from softsell.language.characters import plain as as_read
from softsell.packs import explain, schema
from softsell.packs.kinds import pattern_options
from softsell.packs.marks import MarkError, unmark
from softsell.packs.measures import known_measures, may_be_negative
from softsell.packs.yaml_source import (
    MAX_COUNTED,
    MAX_PACK_VALUES,
    RECOVERED,
    Document,
    Mapping,
    Node,
    Scalar,
    plain,
    shortened,
    source_index,
)
from softsell.packs.yaml_source import Sequence as YamlSequence
from softsell.patterns import PatternError, parse
from softsell.platforms import PLATFORMS
from softsell.vocabulary import DIMENSIONS

PLACEHOLDERS = ("match", "count", "bound", "value", "replacement")
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]{1,40})\}")
_BRACES = re.compile(r"\{[^{}]{0,40}\}|[{}]")


def pack_from(head: Document, files: Iterable[Document], *, path: str, digest: str = "", builtin: bool = False) -> Pack:
    """The pack that these documents state.

    Args:
        head: ``pack.yml``.
        files: the files of rules and of questions, in order. Each is asked for when those before it are done with, and none once there
            are so many mistakes that nobody needs more.
        path: where the pack lies, for ``Pack.path``.
        digest, builtin: as in ``Pack``.

    Raises:
        PackError: with every mistake found, file by file.
    """
    reader = _PackReader(head, files, path)
    try:
        pack = reader.read(digest, builtin)
    except _TooManyMistakesError:
        pack = None
    if pack is None or reader.mistakes:
        raise PackError(_sorted(reader.mistakes, reader.paths))
    return pack


def _sorted(mistakes: Iterable[Diagnostic], paths: Sequence[str]) -> list[Diagnostic]:
    """In the order of the files, then of the lines; no more than a person can use."""
    order = {path: index for index, path in enumerate(paths)}
    ordered = sorted(mistakes, key=lambda d: (order.get(d.path, len(order)), d.line, d.column))
    if len(ordered) > MAX_MISTAKES:
        rest = len(ordered) - MAX_MISTAKES
        at_least = "at least " if len(ordered) >= MAX_COUNTED else ""
        ordered = [*ordered[:MAX_MISTAKES], Diagnostic(ordered[0].path, 0, 0, f"… and {at_least}{rest} mistakes more.")]
    return ordered


class _TooManyMistakesError(Exception):
    """So many mistakes were found that the rest of the pack is not worth reading."""


class _PackReader:
    """Reads one pack; ``mistakes``, and the ``paths`` of its files, grow on the way."""

    def __init__(self, head: Document, files: Iterable[Document], path: str) -> None:
        self._head = head
        self._files = files
        self._path = path
        self._places: dict[str, str] = {}
        self._phrases = 0
        self._dimensions: tuple[str, ...] = ()  # unknown while pack.yml is
        self._values = head.values
        self.paths = [head.path]
        self.mistakes = list(head.mistakes)

    def read(self, digest: str, builtin: bool) -> Pack | None:
        entry = self._entry()
        name = entry.name if entry else "pack"
        dimension = _dimension(entry.dimension) if entry else None
        questions: list[Questions] = []
        rules: list[Rule] = []
        for document in self._read():
            if _holds_questions(document):
                questions.append(self._questions(document))
            else:
                rules += self._rules(document, name, dimension)
        if entry is None:
            return None
        if not rules and not questions and not entry.extends and not self.mistakes:
            hint = "Add a file such as rules.yml beside it, with a list of rules."
            self.mistakes.append(Diagnostic(self._head.path, 1, 1, "The pack has no rules.", hint))
        return Pack(
            name=entry.name,
            version=entry.version,
            description=entry.description,
            license=entry.license,
            language=entry.language,
            dimension=dimension,
            rules=tuple(rules),
            measures=tuple(ScoredMeasure(m.measure, m.low, m.high, m.points) for m in entry.measures),
            path=self._path,
            builtin=builtin,
            extends=tuple(entry.extends),
            dimensions=tuple(entry.dimensions),
            changes={rule: _settings(change) for rule, change in entry.rules.items()},
            questions=_joined(questions),
            digest=digest,
        )

    def _read(self) -> Iterator[Document]:
        """The files of rules, one after the other; none is kept."""
        for document in self._files:
            self.paths.append(document.path)
            self._add(document.mistakes)
            self._values += document.values
            if self._values > MAX_PACK_VALUES:
                hint = "Make two packs of it."
                self._add([Diagnostic(self._path, 0, 0, f"The pack holds more than {MAX_PACK_VALUES:,} values.", hint)])
                return
            yield document

    def _nearest(self, name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
        """As ``nearest``, for mistakes that may be shown; to look for what was meant costs more than all the rest."""
        return nearest(name, known, cutoff=cutoff) if len(self.mistakes) < MAX_MISTAKES else ""

    # pack.yml

    def _entry(self) -> schema.PackEntry | None:
        document, root = self._head, self._head.root
        if root is None or (isinstance(root, Scalar) and root.empty):
            if not document.mistakes:
                hint = "It needs at least name, version, description and license."
                self.mistakes.append(Diagnostic(document.path, 1, 1, "The file is empty.", hint))
            return None
        if not isinstance(root, Mapping):
            self._mistake(
                document,
                root.start,
                "pack.yml says what the pack is: lines such as “name: …”.",
                "Rules go into files beside it.",
            )
            return None
        try:
            entry = schema.PackEntry.model_validate(plain(root))
        except ValidationError as error:
            self._add(
                explain.mistakes(
                    document, root, error.errors(), schema.PackEntry.model_fields, "pack.yml", self._room()
                )
            )
            return None
        self._dimensions = (*DIMENSIONS, *entry.dimensions, schema.NO_DIMENSION)
        self._check_declared(document, root)
        self._check_dimension(document, root)
        self._check_changes(document, root, entry)
        self._check_scored_measures(document, root, entry)
        return entry

    def _check_changes(self, document: Document, root: Mapping, entry: schema.PackEntry) -> None:
        changes = root.get("rules")
        if not isinstance(changes, Mapping):
            return
        for key, change in changes.entries:
            pack = key.text.partition("/")[0]
            if pack not in entry.extends:
                hint = (
                    f"Add {pack} to “extends”, or take this out."
                    if "/" in key.text
                    else "Write the rule's full id: pack/rule."
                )
                self._mistake(
                    document, key, f"“{shortened(key.text)}” is no rule of a pack that this one extends.", hint
                )
            if isinstance(change, Mapping):
                for option in ("add", "allow"):
                    self._check_patterns(document, change.get(option))

    def _check_declared(self, document: Document, root: Mapping) -> None:
        taken = [*DIMENSIONS, schema.NO_DIMENSION]
        for node in _texts(root.get("dimensions")):
            if node.text in taken:
                self._mistake(
                    document, node, f"“{node.text}” is there already.", "Take it out, or choose another name."
                )
            taken.append(node.text)

    def _check_dimension(self, document: Document, node: Mapping) -> None:
        """Whether the score that a pack or rule feeds is one that there is."""
        name = node.get("dimension")
        if self._dimensions and isinstance(name, Scalar) and not name.empty and name.text not in self._dimensions:
            hint = sentence(nearest(name.text, self._dimensions)) or (
                f"What may stand here: {', '.join(self._dimensions)}. A pack declares a new one under “dimensions” in pack.yml."
            )
            self._mistake(document, name, f"“{shortened(name.text)}” is not known here.", hint)

    def _check_scored_measures(self, document: Document, root: Mapping, entry: schema.PackEntry) -> None:
        nodes = root.get("measures")
        if not isinstance(nodes, YamlSequence):
            return
        for node, measure in zip(nodes.items, entry.measures, strict=True):
            if isinstance(node, Mapping):
                self._check_measure(document, node.get("measure"))
            if measure.low == measure.high:
                self._mistake(
                    document, node.start, "“low” and “high” are the same.", "Points grow from one to the other."
                )
        if nodes.items and _dimension(entry.dimension) is None:
            self._mistake(
                document,
                nodes.start,
                "These measures feed no score.",
                "Add a “dimension” to the pack, or take them out.",
            )

    # files of rules

    def _rules(self, document: Document, pack: str, dimension: Dimension | None) -> Iterator[Rule]:
        root = document.root
        if root is None or (isinstance(root, Scalar) and root.empty):
            if not document.mistakes:
                self.mistakes.append(
                    Diagnostic(document.path, 1, 1, "The file is empty.", "Write a rule, or delete the file.")
                )
            return
        if not isinstance(root, YamlSequence):
            first = next(iter(root.entries), None) if isinstance(root, Mapping) else None
            near = nearest(first[0].text, schema.QUESTION_KEYS) if first else ""
            hint = sentence(near) or "Begin each rule with “- id: …”."
            self._mistake(document, root.start, "A file of rules is a list.", hint)
            return
        for node in root.items:
            if len(self._places) >= schema.MAX_RULES:
                self._mistake(
                    document, node.start, f"A pack may hold {schema.MAX_RULES:,} rules.", "Make two packs of it."
                )
                return
            rule = self._rule(document, node, pack, dimension)
            if rule is not None:
                yield rule

    def _rule(self, document: Document, node: Node, pack: str, dimension: Dimension | None) -> Rule | None:
        if not isinstance(node, Mapping):
            self._mistake(
                document,
                node,
                "A rule is expected here.",
                "A rule begins with “- id: …”, and its other lines are indented below.",
            )
            return None
        self._check_id(document, node)
        self._check_dimension(document, node)
        entry, options = self._entry_of_rule(document, node), self._options(document, node)
        self._check_inside(document, node)
        bad, good = self._examples(document, node, "bad"), self._examples(document, node, "good")
        if entry is None or options is None:
            return None
        self._check_together(document, node, entry)
        return Rule(
            id=f"{pack}/{entry.id}",
            kind=entry.kind,
            options=options,
            severity="suggestion" if entry.positive else entry.severity,
            weight=entry.weight,
            message=entry.message,
            why=entry.why,
            source=entry.source,
            dimension=dimension if entry.dimension is None else _dimension(entry.dimension),
            unless=tuple(entry.unless),
            platforms=tuple(entry.platforms),
            scope=entry.scope,
            positive=entry.positive,
            enabled=entry.enabled,
            max_hits=entry.max_hits,
            quoted=entry.quoted,
            bad=bad,
            good=good,
            place=f"{document.path}:{document.place(node.start)[0]}",
        )

    def _check_id(self, document: Document, node: Mapping) -> None:
        name = node.get("id")
        line = document.place(node.start)[0]
        if not isinstance(name, Scalar) or name.empty:
            return
        first = self._places.setdefault(name.text, f"{document.path}, line {line}")
        if first != f"{document.path}, line {line}":
            self._mistake(
                document,
                name,
                f"A rule “{shortened(name.text)}” is there already ({first}).",
                "Give this one another id.",
            )

    def _entry_of_rule(self, document: Document, node: Mapping) -> schema.RuleEntry | None:
        values = {key: value for key, value in plain(node).items() if key in schema.RULE_KEYS}
        try:
            return schema.RuleEntry.model_validate(values)
        except ValidationError as error:
            self._add(explain.mistakes(document, node, error.errors(), schema.RULE_KEYS, "This rule", self._room()))
            return None

    def _options(self, document: Document, node: Mapping) -> dict[str, Any] | None:
        """What only this kind has, as plain values; ``None`` where something is wrong with them."""
        kind = node.get("kind")
        if not isinstance(kind, Scalar) or kind.text not in schema.kinds():
            self._unknown_kind(document, node, kind)
            return None
        values = {key: value for key, value in plain(node).items() if key not in schema.RULE_KEYS}
        adapter = schema.options_adapter(kind.text)
        try:
            options = adapter.validate_python(values)
        except ValidationError as error:
            known = [*schema.option_names(kind.text), *schema.RULE_KEYS]
            self._add(
                explain.mistakes(document, node, error.errors(), known, f"This rule (kind: {kind.text})", self._room())
            )
            return None
        valid: dict[str, Any] = adapter.dump_python(options, mode="json")
        return {key: valid[key] for key in values}

    def _unknown_kind(self, document: Document, node: Mapping, kind: Node | None) -> None:
        kinds = schema.kinds()
        if isinstance(kind, Scalar) and not kind.empty:
            hint = (
                sentence(self._nearest(kind.text, kinds, cutoff=0.75)) or f"The kinds are {', '.join(sorted(kinds))}."
            )
            self._mistake(document, kind, f"There is no kind of rule called “{shortened(kind.text)}”.", hint)
        known = {*schema.RULE_KEYS, *(name for name in kinds for name in schema.option_names(name))}
        for key, _ in node.entries:
            if key.text not in known:
                hint = sentence(self._nearest(key.text, known))
                self._mistake(document, key, f"There is nothing called “{shortened(key.text)}” here.", hint)

    # files of questions

    def _questions(self, document: Document) -> Questions:
        root = document.root
        assert isinstance(root, Mapping)
        try:
            entry = schema.QuestionsEntry.model_validate(plain(root))
        except ValidationError as error:
            self._add(explain.mistakes(document, root, error.errors(), schema.QUESTION_KEYS, "This file", self._room()))
            return Questions()
        topics, told = root.get("topics"), root.get("told")
        for _, topic in topics.entries if isinstance(topics, Mapping) else ():
            if isinstance(topic, Mapping):
                self._count_nouns(document, topic.get("nouns"))
                self._check_questions(document, topic.get("ask"), ABOUT_NOUN)
                self._check_questions(document, topic.get("choice"), ABOUT_LIST)
        for one in told.items if isinstance(told, YamlSequence) else ():
            if isinstance(one, Mapping):
                self._check_questions(document, one.get("ask"), ABOUT_WRITER)
                self._check_patterns(document, one.get("patterns"))
        self._count_nouns(document, root.get("no_topics"))
        self._check_questions(document, root.get("long_ago"), ())
        return Questions(
            topics={name: _topic(topic) for name, topic in entry.topics.items()},
            no_topics=tuple(map(as_read, entry.no_topics)),
            told=tuple(Told(one.ask, tuple(one.patterns), one.when) for one in entry.told),
            long_ago=tuple(entry.long_ago),
        )

    def _count_nouns(self, document: Document, node: Node | None) -> None:
        """Nouns take room as patterns do."""
        for noun in _texts(node):
            self._counts_as_phrase(document, noun)

    def _check_questions(self, document: Document, node: Node | None, known: Sequence[str]) -> None:
        """Each must end as a question does, and hold in braces only what is ``known``."""
        for question in _texts(node) if isinstance(node, YamlSequence) else [node]:
            if not isinstance(question, Scalar) or question.empty:
                continue
            if not question.text.rstrip().endswith("?"):
                self._mistake(document, question, "A question is expected here.", "End it with a question mark.")
            for braces in _BRACES.finditer(question.text):
                if braces.group()[1:-1] not in known:
                    listed = ", ".join(f"{{{name}}}" for name in known)
                    hint = f"This question may hold {listed}." if known else "This question holds none."
                    index = source_index(document, question, braces.start())
                    message = f"“{shortened(braces.group())}” stands for nothing."
                    self._mistake(document, index, message, hint, len(braces.group()))

    # what types can't say

    def _check_inside(self, document: Document, node: Mapping) -> None:
        kind = node.get("kind")
        kind_name = kind.text if isinstance(kind, Scalar) else ""
        for option in ("unless", *pattern_options(kind_name)):
            self._check_patterns(document, node.get(option))
        if kind_name == "phrase":
            self._check_regexes(document, node.get("regex"))
        self._check_replacements(document, node.get("fix"))
        swap = node.get("swap")
        if isinstance(swap, Mapping):
            for _, replacement in swap.entries:
                self._check_replacements(document, replacement)
        self._check_measures(document, node)
        message = node.get("message")
        if isinstance(message, Scalar):
            self._check_placeholders(document, message)

    def _check_patterns(self, document: Document, node: Node | None) -> None:
        for scalar in _texts(node):
            if self._counts_as_phrase(document, scalar):
                try:
                    parse(scalar.text)
                except PatternError as error:
                    index = source_index(document, scalar, min(error.offset, len(scalar.text)))
                    self._mistake(document, index, sentence(error.message), sentence(error.hint), error.width)

    def _check_regexes(self, document: Document, node: Node | None) -> None:
        for scalar in _texts(node):
            if self._counts_as_phrase(document, scalar):
                try:
                    Regex(scalar.text)
                except RegexError as error:
                    self._mistake(
                        document,
                        scalar,
                        f"This is no valid RE2 expression: {error}.",
                        "Patterns are easier, and often enough.",
                    )

    def _check_replacements(self, document: Document, node: Node | None) -> None:
        """What a rule writes into drafts is written at every hit, so it has to be short."""
        texts = node.items if isinstance(node, YamlSequence) else [node]
        if len(texts) > schema.MAX_REPLACEMENTS:
            message = f"This list is longer than {schema.MAX_REPLACEMENTS}."
            self._mistake(document, texts[schema.MAX_REPLACEMENTS] or 0, message, "Keep the best.")
        for text in texts[: schema.MAX_REPLACEMENTS]:
            if isinstance(text, Scalar) and len(text.text) > schema.MAX_REPLACEMENT:
                message = f"This text is longer than {schema.MAX_REPLACEMENT} characters."
                self._mistake(document, text, message, "A fix writes a few words; shorten it.")

    def _counts_as_phrase(self, document: Document, scalar: Scalar) -> bool:
        """Whether this phrase is within what a pack may hold; one that is empty is a mistake."""
        if scalar.empty or scalar.style == RECOVERED:
            return False  # told already
        if not scalar.text.strip():
            hint = (
                "Take the line out. If the text begins with #, put quotes around it."
                if scalar.empty
                else "Take the line out."
            )
            self._mistake(document, scalar.start, "A pattern is expected here, and nothing is written.", hint)
            return False
        self._phrases += 1
        if self._phrases == schema.MAX_PHRASES + 1:
            self._mistake(document, scalar, f"A pack may hold {schema.MAX_PHRASES:,} phrases.", "Make two packs of it.")
        return self._phrases <= schema.MAX_PHRASES

    def _check_measures(self, document: Document, node: Mapping) -> None:
        for name in _texts(node.get("measures")):
            self._check_measure(document, name)
        self._check_measure(document, node.get("measure"))
        for bounds in (node.get("when"), node.get("enough")):
            if isinstance(bounds, Mapping):
                for key, _ in bounds.entries:
                    self._check_measure(document, key)
        on = node.get("on")
        if isinstance(on, Mapping):
            for key, _ in on.entries:
                if key.text not in PLATFORMS:
                    hint = sentence(self._nearest(key.text, PLATFORMS)) or f"The platforms are {', '.join(PLATFORMS)}."
                    self._mistake(document, key, f"There is no platform called “{shortened(key.text)}”.", hint)

    def _check_measure(self, document: Document, node: Node | None) -> None:
        known = known_measures()
        if isinstance(node, Scalar) and not node.empty and node.text not in known:
            hint = sentence(self._nearest(node.text, known)) or f"The measures are {', '.join(sorted(known))}."
            self._mistake(document, node, f"There is no measure called “{shortened(node.text)}”.", hint)

    def _check_placeholders(self, document: Document, message: Scalar) -> None:
        for hole in _PLACEHOLDER.finditer(message.text):
            if hole[1] not in PLACEHOLDERS:
                known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
                index = source_index(document, message, hole.start())
                hint = sentence(self._nearest(hole[1], PLACEHOLDERS)) or f"A message may hold {known}."
                self._mistake(document, index, f"“{hole[0]}” stands for nothing.", hint, len(hole[0]))

    def _check_together(self, document: Document, node: Mapping, entry: schema.RuleEntry) -> None:
        """What must fit together within one rule."""
        severity, weight = node.get("severity"), node.get("weight")
        if entry.positive and severity is not None and entry.severity != "suggestion":
            self._mistake(document, severity, "A rule that praises is a suggestion.", "Write “severity: suggestion”.")
        if entry.positive and entry.weight > 0:
            self._mistake(
                document,
                weight or node.start,
                "A rule that praises lowers the score: its weight can't be above 0.",
                "Write a weight such as -5, or 0.",
            )
        if "all" in entry.platforms and len(entry.platforms) > 1:
            where = node.get("platforms") or node
            self._mistake(document, where, "“all” already means every platform.", "Keep either all or the names.")
        if entry.kind in ("phrase", "missing") and not any(
            plain(node.get(key)) for key in ("patterns", "regex", "measures", "enough")
        ):
            self._mistake(
                document, node.start, "This rule has nothing to look for.", "Add “patterns:” and a list below it."
            )
        self._check_bounds(document, node, entry.kind)

    def _check_bounds(self, document: Document, node: Mapping, kind: str) -> None:
        measure = node.get("measure")
        if not may_be_negative(measure.text if isinstance(measure, Scalar) else None):
            on = node.get("on")
            bounds = [node.get("at_most"), node.get("at_least")]
            bounds += [bound for _, bound in on.entries] if isinstance(on, Mapping) else []
            for bound in bounds:
                if isinstance(bound, Scalar) and bound.text.startswith("-"):
                    self._mistake(
                        document, bound, "A bound below 0 can't be met: this rule counts.", "Write 0 or more."
                    )
        if kind in ("count", "ratio", "metric") and node.get("at_most") is None and node.get("at_least") is None:
            self._mistake(document, node.start, "This rule has no bound.", "Add “at_most: …” or “at_least: …”.")

    # examples

    def _examples(self, document: Document, node: Mapping, side: str) -> tuple[Example, ...]:
        examples = node.get("examples")
        listed = examples.get(side) if isinstance(examples, Mapping) else None
        if not isinstance(listed, YamlSequence):
            return ()
        found = (self._example(document, item, side) for item in listed.items)
        return tuple(example for example in found if example is not None)

    def _example(self, document: Document, node: Node, side: str) -> Example | None:
        text = node.get("text") if isinstance(node, Mapping) else node
        if not isinstance(text, Scalar) or text.empty:
            return None
        if not text.text.strip():
            self._mistake(document, text, "This example holds no text.", "Write a draft between the quotes.")
            return None
        try:
            draft, span = unmark(text.text) if side == "bad" else (text.text, None)
        except MarkError as error:
            index = source_index(document, text, error.offset)
            self._mistake(
                document,
                index,
                sentence(str(error)),
                "Mark what the rule finds like this: “[[Last chance]] to buy!”",
                2,
            )
            return None
        values = plain(node) if isinstance(node, Mapping) else {}
        return Example(
            text=draft,
            span=span,
            needs_model=values.get("needs") == "model",
            platform=values.get("platform"),
            brand=values.get("brand"),
            reply_to=values.get("reply_to"),
        )

    def _mistake(
        self, document: Document, where: Node | int, message: str, hint: str = "", width: int | None = None
    ) -> None:
        self._add([document.diagnostic(where, message, hint, width)])

    def _room(self) -> int:
        """How many more mistakes may be shown."""
        return max(0, MAX_MISTAKES - len(self.mistakes))

    def _add(self, mistakes: Iterable[Diagnostic]) -> None:
        self.mistakes += mistakes
        if len(self.mistakes) >= MAX_COUNTED:
            raise _TooManyMistakesError


def _texts(node: Node | None) -> Iterator[Scalar]:
    """The texts of a list, or the keys of a mapping."""
    if isinstance(node, YamlSequence):
        yield from (item for item in node.items if isinstance(item, Scalar))
    elif isinstance(node, Mapping):
        yield from (key for key, _ in node.entries)


def _holds_questions(document: Document) -> bool:
    """Whether this is a file of questions: names with values, one of them its own. A file of rules is a list."""
    root = document.root
    return isinstance(root, Mapping) and any(root.get(key) is not None for key in schema.QUESTION_KEYS)


def _topic(entry: schema.TopicEntry) -> TopicQuestions:
    return TopicQuestions(
        nouns=tuple(map(as_read, entry.nouns)),
        ask=tuple(entry.ask),
        choice=entry.choice or "",
        at_work=entry.at_work,
        weight=entry.weight,
        anywhere=entry.anywhere,
    )


def _joined(files: Sequence[Questions]) -> Questions:
    """The questions of all files of a pack. A topic that stands in two of them has what both say."""
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
    )


def _dimension(name: str | None) -> Dimension | None:
    return None if name == schema.NO_DIMENSION else name


def _settings(change: schema.ChangeEntry) -> RuleSettings:
    return RuleSettings(
        enabled=change.enabled,
        severity=change.severity,
        weight=change.weight,
        at_most=change.at_most,
        at_least=change.at_least,
        add=tuple(change.add),
        remove=tuple(change.remove),
        allow=tuple(change.allow),
    )
