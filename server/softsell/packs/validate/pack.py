"""Reads the documents of a pack one by one and builds the pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from softsell.checks.rule import Evidence, Pack, Rule, ScoredMeasure, WhenUnsure
from softsell.checks.suggestions.questions import Questions
from softsell.diagnostics import Diagnostic, sentence
from softsell.errors import PackError
from softsell.packs import schema
from softsell.packs.validate.mistake_list import MistakeList, TooManyMistakesError
from softsell.packs.validate.pack_yml import PackYmlReader, as_dimension, to_settings
from softsell.packs.validate.question_files import QuestionReader, holds_questions, join_questions
from softsell.packs.validate.rule_files import RuleReader
from softsell.packs.validate.value_checks import ValueChecks, iterate_texts
from softsell.wording import shortened
from softsell.yaml_source import Document, Mapping
from softsell.yaml_source import Sequence as YamlSequence

_MAX_VALUES = 500_000
"""Maximum number of values in all files of a pack."""


def pack_from(head: Document, files: Iterable[Document], *, path: str, digest: str = "", builtin: bool = False) -> Pack:
    """Return the pack that these documents describe.

    Args:
        head: ``pack.yml``.
        files: the files of rules and of questions, in order. They're read one at a time, and reading stops after too many
            mistakes.
        path: the pack's path, for ``Pack.path``.
        digest: see ``Pack``.
        builtin: see ``Pack``.

    Raises:
        PackError: the pack has mistakes. Lists them file by file.
    """
    reader = _PackReader(head, files, path)
    try:
        pack = reader.read(digest, builtin)
    except TooManyMistakesError:
        pack = None
    if pack is None or reader.mistakes:
        raise PackError(reader.mistakes.sort(reader.paths))
    return pack


class _PackReader:
    """Reads one pack. ``mistakes`` and ``paths`` (of its files) grow while it reads."""

    def __init__(self, head: Document, files: Iterable[Document], path: str) -> None:
        self._head = head
        self._files = files
        self._path = path
        self.paths = [head.path]
        self.mistakes = MistakeList(head.mistakes)

    def read(self, digest: str, builtin: bool) -> Pack | None:
        values = ValueChecks(self.mistakes)
        entry = PackYmlReader(self.mistakes, values).read(self._head)
        rule_reader, question_reader = RuleReader(entry, self.mistakes, values), QuestionReader(self.mistakes, values)
        questions: list[Questions] = []
        rules: list[Rule] = []
        for document in self._iterate_files():
            if holds_questions(document):
                questions.append(question_reader.read(document))
            else:
                rules += rule_reader.read(document)
        if entry is None:
            return None
        self._check_rule_names(rules)
        if not rules and not questions and not entry.extends and not self.mistakes:
            hint = "Add a file with a list of rules, such as rules.yml, next to pack.yml."
            self.mistakes.append(Diagnostic(self._head.path, 1, 1, "The pack has no rules.", hint))
        return Pack(
            name=entry.name,
            version=entry.version,
            description=entry.description,
            license=entry.license,
            language=entry.language,
            dimension=as_dimension(entry.dimension),
            rules=tuple(_add_evidence(rules, entry)),
            measures=tuple(ScoredMeasure(m.measure, m.low, m.high, m.points) for m in entry.measures),
            path=self._path,
            builtin=builtin,
            extends=tuple(entry.extends),
            dimensions=tuple(entry.dimensions),
            changes={rule: to_settings(change) for rule, change in entry.rules.items()},
            questions=join_questions(questions),
            when_unsure=_when_unsure(entry.when_unsure),
            digest=digest,
        )

    def _check_rule_names(self, rules: list[Rule]) -> None:
        """Check that what pack.yml says about some rules, as evidence or when unsure, names rules of the pack."""
        names = {rule.id.partition("/")[2] for rule in rules}
        root = self._head.root
        if self.mistakes or not isinstance(root, Mapping):
            return
        listed = root.get("evidence")
        for item in (*(listed.items if isinstance(listed, YamlSequence) else ()), root.get("when_unsure")):
            for name in iterate_texts(item.get("rules") if isinstance(item, Mapping) else None):
                if name.text not in names:
                    hint = sentence(self.mistakes.suggest(name.text, names)) or "Write its id without the pack's name."
                    self.mistakes.add_at(self._head, name, f"“{shortened(name.text)}” isn't a rule of this pack.", hint)

    def _iterate_files(self) -> Iterator[Document]:
        """Yield the files of rules and questions one by one, without keeping them."""
        values = self._head.values
        for document in self._files:
            self.paths.append(document.path)
            self.mistakes.extend(document.mistakes)
            values += document.values
            if values > _MAX_VALUES:
                hint = "Split it into two packs."
                self.mistakes.extend(
                    [Diagnostic(self._path, 0, 0, f"The pack has more than {_MAX_VALUES:,} values.", hint)]
                )
                return
            yield document


def _add_evidence(rules: Iterable[Rule], entry: schema.PackEntry) -> Iterator[Rule]:
    """Yield the rules, each with the evidence of pack.yml unless it has its own: what names it, otherwise what is about all rules."""
    for rule in rules:
        name = rule.id.partition("/")[2]
        about = [one for one in entry.evidence if name in one.rules] or [one for one in entry.evidence if not one.rules]
        if rule.evidence or not about:
            yield rule
        else:
            yield replace(rule, evidence=tuple(Evidence(one.found, one.where, one.sure) for one in about))


def _when_unsure(entry: schema.WhenUnsureEntry | None) -> WhenUnsure | None:
    if entry is None:
        return None
    return WhenUnsure(entry.measure, entry.drop_below, entry.suggest_below, entry.suggestions_from, tuple(entry.rules))
