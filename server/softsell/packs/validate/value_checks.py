"""Checks of single values that types can't express: patterns, regular expressions, measures, placeholders, names of scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from softsell.checks.regex import Regex, RegexError
from softsell.diagnostics import nearest, sentence
from softsell.packs import schema
from softsell.packs.known_measures import known_measures
from softsell.packs.validate.mistake_list import MistakeList
from softsell.patterns import PatternError, parse
from softsell.yaml_source import RECOVERED, Document, Mapping, Node, Scalar, shortened, source_index
from softsell.yaml_source import Sequence as YamlSequence

PLACEHOLDERS = ("match", "count", "bound", "value", "replacement")
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]{1,40})\}")


class ValueChecks:
    """Checks the values of one pack, and counts its phrases."""

    def __init__(self, mistakes: MistakeList) -> None:
        self._mistakes = mistakes
        self._phrases = 0

    def check_patterns(self, document: Document, node: Node | None) -> None:
        for scalar in iterate_texts(node):
            if self.count_phrase(document, scalar):
                try:
                    parse(scalar.text)
                except PatternError as error:
                    index = source_index(document, scalar, min(error.offset, len(scalar.text)))
                    self._mistakes.add_at(document, index, sentence(error.message), sentence(error.hint), error.width)

    def check_regexes(self, document: Document, node: Node | None) -> None:
        for scalar in iterate_texts(node):
            if self.count_phrase(document, scalar):
                try:
                    Regex(scalar.text)
                except RegexError as error:
                    self._mistakes.add_at(
                        document,
                        scalar,
                        f"This is no valid RE2 expression: {error}.",
                        "Patterns are easier, and often enough.",
                    )

    def check_replacements(self, document: Document, node: Node | None) -> None:
        """What a rule writes into drafts is written at every hit, so it has to be short."""
        texts = node.items if isinstance(node, YamlSequence) else [node]
        if len(texts) > schema.MAX_REPLACEMENTS:
            message = f"This list is longer than {schema.MAX_REPLACEMENTS}."
            self._mistakes.add_at(document, texts[schema.MAX_REPLACEMENTS] or 0, message, "Keep the best.")
        for text in texts[: schema.MAX_REPLACEMENTS]:
            if isinstance(text, Scalar) and len(text.text) > schema.MAX_REPLACEMENT:
                message = f"This text is longer than {schema.MAX_REPLACEMENT} characters."
                self._mistakes.add_at(document, text, message, "A fix writes a few words; shorten it.")

    def count_phrase(self, document: Document, scalar: Scalar) -> bool:
        """Whether this phrase is within what a pack may hold; one that is empty is a mistake."""
        if scalar.empty or scalar.style == RECOVERED:
            return False  # told already
        if not scalar.text.strip():
            hint = (
                "Take the line out. If the text begins with #, put quotes around it."
                if scalar.empty
                else "Take the line out."
            )
            self._mistakes.add_at(document, scalar.start, "A pattern is expected here, and nothing is written.", hint)
            return False
        self._phrases += 1
        if self._phrases == schema.MAX_PHRASES + 1:
            self._mistakes.add_at(
                document, scalar, f"A pack may hold {schema.MAX_PHRASES:,} phrases.", "Make two packs of it."
            )
        return self._phrases <= schema.MAX_PHRASES

    def check_measure(self, document: Document, node: Node | None) -> None:
        known = known_measures()
        if isinstance(node, Scalar) and not node.empty and node.text not in known:
            hint = sentence(self._mistakes.suggest(node.text, known)) or f"The measures are {', '.join(sorted(known))}."
            self._mistakes.add_at(document, node, f"There is no measure called “{shortened(node.text)}”.", hint)

    def check_placeholders(self, document: Document, message: Scalar) -> None:
        for hole in _PLACEHOLDER.finditer(message.text):
            if hole[1] not in PLACEHOLDERS:
                known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
                index = source_index(document, message, hole.start())
                hint = sentence(self._mistakes.suggest(hole[1], PLACEHOLDERS)) or f"A message may hold {known}."
                self._mistakes.add_at(document, index, f"“{hole[0]}” stands for nothing.", hint, len(hole[0]))

    def check_dimension(self, document: Document, node: Mapping, dimensions: Sequence[str]) -> None:
        """Whether the score that a pack or rule feeds is one that there is."""
        name = node.get("dimension")
        if dimensions and isinstance(name, Scalar) and not name.empty and name.text not in dimensions:
            hint = sentence(nearest(name.text, dimensions)) or (
                f"What may stand here: {', '.join(dimensions)}. A pack declares a new one under “dimensions” in pack.yml."
            )
            self._mistakes.add_at(document, name, f"“{shortened(name.text)}” is not known here.", hint)


def iterate_texts(node: Node | None) -> Iterator[Scalar]:
    """The texts of a list, or the keys of a mapping."""
    if isinstance(node, YamlSequence):
        yield from (item for item in node.items if isinstance(item, Scalar))
    elif isinstance(node, Mapping):
        yield from (key for key, _ in node.entries)
