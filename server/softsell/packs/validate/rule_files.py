"""Reads files of rules and checks that the parts of each rule fit together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from softsell.checks import pattern_options
from softsell.checks.rule import Evidence, Rule
from softsell.diagnostics import Diagnostic, nearest, sentence
from softsell.packs import schema
from softsell.packs.known_measures import may_be_negative
from softsell.packs.validate import type_mistakes
from softsell.packs.validate.mistake_list import MistakeList
from softsell.packs.validate.pack_yml import as_dimension, known_dimensions
from softsell.packs.validate.rule_examples import ExampleReader
from softsell.packs.validate.value_checks import ValueChecks, iterate_texts
from softsell.platforms import PLATFORMS
from softsell.wording import shortened
from softsell.yaml_source import Document, Mapping, Node, Scalar, plain
from softsell.yaml_source import Sequence as YamlSequence


class RuleReader:
    """Reads the rules of one pack. Ids are unique within it."""

    def __init__(self, entry: schema.PackEntry | None, mistakes: MistakeList, values: ValueChecks) -> None:
        self._pack = entry.name if entry else "pack"
        self._dimension = as_dimension(entry.dimension) if entry else None
        self._dimensions = known_dimensions(entry)
        self._mistakes = mistakes
        self._values = values
        self._examples = ExampleReader(mistakes)
        self._places: dict[str, str] = {}

    def read(self, document: Document) -> Iterator[Rule]:
        """Yield the rules of a file that can be read."""
        root = document.root
        if root is None or (isinstance(root, Scalar) and root.empty):
            if not document.mistakes:
                self._mistakes.append(
                    Diagnostic(document.path, 1, 1, "The file is empty.", "Add a rule, or delete the file.")
                )
            return
        if not isinstance(root, YamlSequence):
            first = next(iter(root.entries), None) if isinstance(root, Mapping) else None
            near = nearest(first[0].text, schema.QUESTION_KEYS) if first else ""
            hint = sentence(near) or "Begin each rule with “- id: …”."
            self._mistakes.add_at(document, root.start, "A file of rules must be a list.", hint)
            return
        for node in root.items:
            if len(self._places) >= schema.MAX_RULES:
                self._mistakes.add_at(
                    document,
                    node.start,
                    f"A pack can have at most {schema.MAX_RULES:,} rules.",
                    "Split it into two packs.",
                )
                return
            rule = self._read_rule(document, node)
            if rule is not None:
                yield rule

    def _read_rule(self, document: Document, node: Node) -> Rule | None:
        if not isinstance(node, Mapping):
            self._mistakes.add_at(
                document,
                node,
                "This isn't a rule.",
                "Begin a rule with “- id: …” and indent its other lines below.",
            )
            return None
        self._check_id(document, node)
        self._values.check_dimension(document, node, self._dimensions)
        entry, options = self._read_entry(document, node), self._read_options(document, node)
        self._check_inside(document, node)
        bad, good = self._examples.read(document, node, "bad"), self._examples.read(document, node, "good")
        if entry is None or options is None:
            return None
        self._check_together(document, node, entry)
        return Rule(
            id=f"{self._pack}/{entry.id}",
            kind=entry.kind,
            options=options,
            severity="suggestion" if entry.positive else entry.severity,
            weight=entry.weight,
            message=entry.message,
            why=entry.why,
            title=entry.title,
            instead=entry.instead,
            source=entry.source,
            evidence=tuple(Evidence(one.found, one.where, one.sure) for one in entry.evidence),
            dimension=self._dimension if entry.dimension is None else as_dimension(entry.dimension),
            unless=tuple(entry.unless),
            near=tuple(entry.near),
            silent_with=tuple(entry.silent_with),
            platforms=tuple(entry.platforms),
            scope=entry.scope,
            positive=entry.positive,
            enabled=entry.enabled,
            max_hits=entry.max_hits,
            show=entry.show,
            quoted=entry.quoted,
            posts=tuple(entry.posts),
            not_posts=tuple(entry.not_posts),
            once=entry.once,
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
            self._mistakes.add_at(
                document,
                name,
                f"A rule called “{shortened(name.text)}” already exists ({first}).",
                "Give this one another id.",
            )

    def _read_entry(self, document: Document, node: Mapping) -> schema.RuleEntry | None:
        values = {key: value for key, value in plain(node).items() if key in schema.RULE_KEYS}
        try:
            return schema.RuleEntry.model_validate(values)
        except ValidationError as error:
            self._mistakes.extend(
                type_mistakes.explain_errors(
                    document, node, error.errors(), schema.RULE_KEYS, "This rule", self._mistakes.room
                )
            )
            return None

    def _read_options(self, document: Document, node: Mapping) -> dict[str, Any] | None:
        """Return the options of the rule's kind as plain values, or ``None`` if they have mistakes."""
        kind = node.get("kind")
        if not isinstance(kind, Scalar) or kind.text not in schema.kinds():
            self._refuse_kind(document, node, kind)
            return None
        values = {key: value for key, value in plain(node).items() if key not in schema.RULE_KEYS}
        adapter = schema.options_adapter(kind.text)
        try:
            options = adapter.validate_python(values)
        except ValidationError as error:
            known = [*schema.option_names(kind.text), *schema.RULE_KEYS]
            self._mistakes.extend(
                type_mistakes.explain_errors(
                    document, node, error.errors(), known, f"This rule (kind: {kind.text})", self._mistakes.room
                )
            )
            return None
        valid: dict[str, Any] = adapter.dump_python(options, mode="json")
        return {key: valid[key] for key in values}

    def _refuse_kind(self, document: Document, node: Mapping, kind: Node | None) -> None:
        kinds = schema.kinds()
        if isinstance(kind, Scalar) and not kind.empty:
            hint = (
                sentence(self._mistakes.suggest(kind.text, kinds, cutoff=0.75))
                or f"The kinds are {', '.join(sorted(kinds))}."
            )
            self._mistakes.add_at(document, kind, f"“{shortened(kind.text)}” isn't a kind of rule.", hint)
        known = {*schema.RULE_KEYS, *(name for name in kinds for name in schema.option_names(name))}
        for key, _ in node.entries:
            if key.text not in known:
                hint = sentence(self._mistakes.suggest(key.text, known))
                self._mistakes.add_at(document, key, f"“{shortened(key.text)}” isn't a key here.", hint)

    def _check_inside(self, document: Document, node: Mapping) -> None:
        kind = node.get("kind")
        kind_name = kind.text if isinstance(kind, Scalar) else ""
        for option in ("unless", "near", "silent_with", *pattern_options(kind_name)):
            self._values.check_patterns(document, node.get(option))
        if kind_name == "phrase":
            self._values.check_regexes(document, node.get("regex"))
        self._values.check_replacements(document, node.get("fix"))
        for option in pattern_options(kind_name) if kind_name == "swap" else ():
            swaps = node.get(option)
            if isinstance(swaps, Mapping):
                for _, replacement in swaps.entries:
                    self._values.check_replacements(document, replacement)
        self._check_measures(document, node)
        self._values.check_evidence(document, node.get("evidence"))
        message = node.get("message")
        if isinstance(message, Scalar):
            self._values.check_placeholders(document, message)

    def _check_measures(self, document: Document, node: Mapping) -> None:
        for name in iterate_texts(node.get("measures")):
            self._values.check_measure(document, name)
        self._values.check_measure(document, node.get("measure"))
        for bounds in (node.get("when"), node.get("enough")):
            if isinstance(bounds, Mapping):
                for key, _ in bounds.entries:
                    self._values.check_measure(document, key)
        on = node.get("on")
        if isinstance(on, Mapping):
            for key, _ in on.entries:
                if key.text not in PLATFORMS:
                    hint = (
                        sentence(self._mistakes.suggest(key.text, PLATFORMS))
                        or f"The platforms are {', '.join(PLATFORMS)}."
                    )
                    self._mistakes.add_at(document, key, f"“{shortened(key.text)}” isn't a platform.", hint)

    def _check_together(self, document: Document, node: Mapping, entry: schema.RuleEntry) -> None:
        """Check that the parts of a rule fit together."""
        severity, weight = node.get("severity"), node.get("weight")
        if entry.positive and severity is not None and entry.severity != "suggestion":
            self._mistakes.add_at(
                document,
                severity,
                "The severity of a rule that praises must be suggestion.",
                "Write “severity: suggestion”.",
            )
        if entry.positive and entry.weight > 0:
            self._mistakes.add_at(
                document,
                weight or node.start,
                "The weight of a rule that praises can't be above 0, because praise lowers the score.",
                "Use a weight such as -5, or 0.",
            )
        if "all" in entry.platforms and len(entry.platforms) > 1:
            where = node.get("platforms") or node
            self._mistakes.add_at(
                document, where, "“all” already means every platform.", "Keep either “all” or the names."
            )
        if entry.kind in ("phrase", "missing") and not any(
            plain(node.get(key)) for key in ("patterns", "regex", "measures", "enough")
        ):
            self._mistakes.add_at(
                document, node.start, "This rule has nothing to look for.", "Add “patterns:” with a list below it."
            )
        if entry.kind == "swap" and not any(plain(node.get(option)) for option in pattern_options("swap")):
            self._mistakes.add_at(
                document,
                node.start,
                "This rule has nothing to look for.",
                "Add “swap:” with patterns and what to write instead.",
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
                    self._mistakes.add_at(
                        document,
                        bound,
                        "This rule counts something, so its bound can't be below 0.",
                        "Write 0 or more.",
                    )
        if kind in ("count", "ratio", "metric") and node.get("at_most") is None and node.get("at_least") is None:
            self._mistakes.add_at(document, node.start, "This rule has no bound.", "Add “at_most: …” or “at_least: …”.")
