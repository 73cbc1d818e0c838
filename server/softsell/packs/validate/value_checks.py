"""Checks single values for what types can't express: patterns, regular expressions, measures, placeholders and scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from softsell.checks.regex import Regex, RegexError
from softsell.diagnostics import nearest, sentence
from softsell.packs import schema
from softsell.packs.known_measures import known_measures
from softsell.packs.validate.mistake_list import MistakeList
from softsell.patterns import PatternError, parse
from softsell.wording import shortened
from softsell.yaml_source import RECOVERED, Document, Mapping, Node, Scalar, source_index
from softsell.yaml_source import Sequence as YamlSequence

PLACEHOLDERS = ("match", "count", "bound", "value", "replacement")
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]{1,40})\}")


class ValueChecks:
    """Checks the values of one pack and counts its phrases."""

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
                    Regex(scalar.text).check()
                except RegexError as error:
                    self._mistakes.add_at(
                        document,
                        scalar,
                        f"This isn't a valid RE2 expression: {error}.",
                        "A pattern is easier to write and is often enough.",
                    )

    def check_replacements(self, document: Document, node: Node | None) -> None:
        """Check that replacements are short, because a rule writes them at every hit."""
        texts = node.items if isinstance(node, YamlSequence) else [node]
        if len(texts) > schema.MAX_REPLACEMENTS:
            message = f"This list has more than {schema.MAX_REPLACEMENTS} entries."
            self._mistakes.add_at(document, texts[schema.MAX_REPLACEMENTS] or 0, message, "Keep the best ones.")
        for text in texts[: schema.MAX_REPLACEMENTS]:
            if isinstance(text, Scalar) and len(text.text) > schema.MAX_REPLACEMENT:
                message = f"This text is longer than {schema.MAX_REPLACEMENT} characters."
                self._mistakes.add_at(document, text, message, "Shorten it. A fix should write only a few words.")

    def count_phrase(self, document: Document, scalar: Scalar) -> bool:
        """Count a phrase. Return whether to check it: not if it's empty or the pack has too many."""
        if scalar.empty or scalar.style == RECOVERED:
            return False  # already reported
        if not scalar.text.strip():
            self._mistakes.add_at(document, scalar.start, "This pattern is empty.", "Delete the line.")
            return False
        self._phrases += 1
        if self._phrases == schema.MAX_PHRASES + 1:
            self._mistakes.add_at(
                document, scalar, f"A pack can have at most {schema.MAX_PHRASES:,} phrases.", "Split it into two packs."
            )
        return self._phrases <= schema.MAX_PHRASES

    def check_evidence(self, document: Document, node: Node | None) -> None:
        """Check that what is more than custom or taste names its source."""
        for item in node.items if isinstance(node, YamlSequence) else ():
            sure = item.get("sure") if isinstance(item, Mapping) else None
            if isinstance(item, Mapping) and isinstance(sure, Scalar) and sure.text not in ("custom", "taste"):
                where = item.get("where")
                if not isinstance(where, Scalar) or not where.text.strip():
                    hint = "Add “where:” with its source. If there is none, write “sure: custom” or “sure: taste”."
                    self._mistakes.add_at(document, sure, "This evidence doesn't say where it was found.", hint)

    def check_measure(self, document: Document, node: Node | None) -> None:
        known = known_measures()
        if isinstance(node, Scalar) and not node.empty and node.text not in known:
            hint = sentence(self._mistakes.suggest(node.text, known)) or f"The measures are {', '.join(sorted(known))}."
            self._mistakes.add_at(document, node, f"“{shortened(node.text)}” isn't a measure.", hint)

    def check_placeholders(self, document: Document, message: Scalar) -> None:
        for hole in _PLACEHOLDER.finditer(message.text):
            if hole[1] not in PLACEHOLDERS:
                known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
                index = source_index(document, message, hole.start())
                hint = sentence(self._mistakes.suggest(hole[1], PLACEHOLDERS)) or f"A message can use {known}."
                self._mistakes.add_at(document, index, f"“{hole[0]}” isn't a placeholder.", hint, len(hole[0]))

    def check_dimension(self, document: Document, node: Mapping, dimensions: Sequence[str]) -> None:
        """Check that the score of a pack or rule exists."""
        name = node.get("dimension")
        if dimensions and isinstance(name, Scalar) and not name.empty and name.text not in dimensions:
            hint = sentence(nearest(name.text, dimensions)) or (
                f"The scores are {', '.join(dimensions)}. A pack can add its own under “dimensions” in pack.yml."
            )
            self._mistakes.add_at(document, name, f"“{shortened(name.text)}” isn't a score.", hint)


def iterate_texts(node: Node | None) -> Iterator[Scalar]:
    """Yield the texts of a list, or the keys of a mapping."""
    if isinstance(node, YamlSequence):
        yield from (item for item in node.items if isinstance(item, Scalar))
    elif isinstance(node, Mapping):
        yield from (key for key, _ in node.entries)
