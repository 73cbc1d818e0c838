"""Reads pack.yml: what a pack says about itself."""

from __future__ import annotations

from pydantic import ValidationError

from softsell.checks.rule import Dimension, RuleSettings
from softsell.diagnostics import Diagnostic
from softsell.packs import schema
from softsell.packs.validate import type_mistakes
from softsell.packs.validate.mistake_list import MistakeList
from softsell.packs.validate.value_checks import ValueChecks, iterate_texts
from softsell.vocabulary import DIMENSIONS
from softsell.wording import shortened
from softsell.yaml_source import Document, Mapping, Scalar, plain
from softsell.yaml_source import Sequence as YamlSequence


class PackYmlReader:
    """Reads pack.yml and checks it."""

    def __init__(self, mistakes: MistakeList, values: ValueChecks) -> None:
        self._mistakes = mistakes
        self._values = values

    def read(self, document: Document) -> schema.PackEntry | None:
        """Return what pack.yml says, or ``None`` if its values have the wrong types."""
        root = document.root
        if root is None or (isinstance(root, Scalar) and root.empty):
            if not document.mistakes:
                hint = "It needs at least name, version, description and license."
                self._mistakes.append(Diagnostic(document.path, 1, 1, "The file is empty.", hint))
            return None
        if not isinstance(root, Mapping):
            self._mistakes.add_at(
                document,
                root.start,
                "pack.yml needs lines such as “name: …” that describe the pack.",
                "Put rules into other files of the same folder.",
            )
            return None
        try:
            entry = schema.PackEntry.model_validate(plain(root))
        except ValidationError as error:
            self._mistakes.extend(
                type_mistakes.explain_errors(
                    document, root, error.errors(), schema.PackEntry.model_fields, "pack.yml", self._mistakes.room
                )
            )
            return None
        self._check_declared(document, root)
        self._values.check_dimension(document, root, known_dimensions(entry))
        self._check_changes(document, root, entry)
        self._check_scored_measures(document, root, entry)
        self._values.check_evidence(document, root.get("evidence"))
        return entry

    def _check_changes(self, document: Document, root: Mapping, entry: schema.PackEntry) -> None:
        changes = root.get("rules")
        if not isinstance(changes, Mapping):
            return
        for key, change in changes.entries:
            pack = key.text.partition("/")[0]
            if pack not in entry.extends:
                hint = (
                    f"Add {pack} to “extends”, or remove this."
                    if "/" in key.text
                    else "Write the rule's full id: pack/rule."
                )
                self._mistakes.add_at(
                    document, key, f"“{shortened(key.text)}” isn't a rule of a pack that this pack extends.", hint
                )
            if isinstance(change, Mapping):
                for option in ("add", "allow"):
                    self._values.check_patterns(document, change.get(option))

    def _check_declared(self, document: Document, root: Mapping) -> None:
        taken = [*DIMENSIONS, schema.NO_DIMENSION]
        for node in iterate_texts(root.get("dimensions")):
            if node.text in taken:
                self._mistakes.add_at(
                    document, node, f"“{node.text}” is already a score.", "Remove it, or choose another name."
                )
            taken.append(node.text)

    def _check_scored_measures(self, document: Document, root: Mapping, entry: schema.PackEntry) -> None:
        nodes = root.get("measures")
        if not isinstance(nodes, YamlSequence):
            return
        for node, measure in zip(nodes.items, entry.measures, strict=True):
            if isinstance(node, Mapping):
                self._values.check_measure(document, node.get("measure"))
            if measure.low == measure.high:
                self._mistakes.add_at(
                    document,
                    node.start,
                    "“low” and “high” are the same.",
                    "Use two different numbers. The points grow from one to the other.",
                )
        if nodes.items and as_dimension(entry.dimension) is None:
            self._mistakes.add_at(
                document,
                nodes.start,
                "These measures don't feed a score.",
                "Add a “dimension” to the pack, or remove them.",
            )


def known_dimensions(entry: schema.PackEntry | None) -> tuple[str, ...]:
    """Return the scores that the pack's rules may feed, or nothing if pack.yml couldn't be read."""
    return () if entry is None else (*DIMENSIONS, *entry.dimensions, schema.NO_DIMENSION)


def as_dimension(name: str | None) -> Dimension | None:
    """Return the dimension that a pack calls ``name``, or ``None`` for “none”."""
    return None if name == schema.NO_DIMENSION else name


def to_settings(change: schema.ChangeEntry) -> RuleSettings:
    """Return a change to another pack's rule as settings."""
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
