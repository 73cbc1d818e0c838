"""Reads the examples of a rule. ``packs.examples`` checks that the rule finds them."""

from __future__ import annotations

from softsell.checks.rule import Example
from softsell.diagnostics import sentence
from softsell.packs.marks import MarkError, unmark
from softsell.packs.validate.mistake_list import MistakeList
from softsell.yaml_source import Document, Mapping, Node, Scalar, plain, source_index
from softsell.yaml_source import Sequence as YamlSequence


class ExampleReader:
    """Reads examples and checks their text and marks."""

    def __init__(self, mistakes: MistakeList) -> None:
        self._mistakes = mistakes

    def read(self, document: Document, node: Mapping, side: str) -> tuple[Example, ...]:
        """Return the examples of one side, ``bad`` or ``good``, that can be read."""
        examples = node.get("examples")
        listed = examples.get(side) if isinstance(examples, Mapping) else None
        if not isinstance(listed, YamlSequence):
            return ()
        found = (self._read_example(document, item, side) for item in listed.items)
        return tuple(example for example in found if example is not None)

    def _read_example(self, document: Document, node: Node, side: str) -> Example | None:
        text = node.get("text") if isinstance(node, Mapping) else node
        if not isinstance(text, Scalar) or text.empty:
            return None
        if not text.text.strip():
            self._mistakes.add_at(document, text, "This example has no text.", "Write a draft between the quotes.")
            return None
        try:
            draft, span = unmark(text.text) if side == "bad" else (text.text, None)
        except MarkError as error:
            index = source_index(document, text, error.offset)
            self._mistakes.add_at(
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
