"""Reads the YAML of front matter and reports its mistakes. ``front_matter`` describes the keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from softsell.diagnostics import nearest
from softsell.draft.draft import Context, audience
from softsell.draft.front_matter import KEYS, FrontMatter, plain_key
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import MalformedFile, UsageError
from softsell.platforms import profile
from softsell.yaml_source import RECOVERED, Document, Mapping, Node, Scalar, Sequence, read_yaml_text

LONGEST = 10_000
"""Maximum length of front matter, in code points."""

_LONGEST_SHOWN = 40
_RULE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)?")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def read_front_matter(source: Source, span: Span) -> FrontMatter:
    """Return the front matter at ``span``.

    Raises:
        MalformedFile: it isn't valid YAML, or has a value that isn't allowed.
    """
    if span.end - span.start > LONGEST:
        raise source.malformed(
            span.start, f"this front matter is longer than {LONGEST:,} characters. Use only the keys {', '.join(KEYS)}."
        )
    found = FrontMatter(Context(), span)
    document = _parse(source, span)
    reader = _Reader(source, span.start)
    for key in document.repeated:
        if plain_key(key.text) in KEYS:
            raise reader.malformed(key, f"“{plain_key(key.text)}” is here twice. Keep one.")
    for name, value in reader.pairs(document.root, KEYS, strict=False):
        found = _apply(found, name, value, reader)
    return found


def _apply(found: FrontMatter, key: str, value: Node, reader: _Reader) -> FrontMatter:
    if key == "brand":
        return replace(found, context=replace(found.context, brands=reader.texts(value, key)))
    if key == "softsell":
        return _apply_suppression(found, value, reader)
    text = reader.text(value, key)
    if text and key == "platform":
        text = reader.known(value, text, lambda name: profile(name).name)
    elif text and key == "audience":
        text = reader.known(value, text, audience)
    changes: dict[str, str | None] = {key: text or None}
    return replace(found, context=replace(found.context, **changes))  # type: ignore[arg-type]


def _apply_suppression(found: FrontMatter, node: Node, reader: _Reader) -> FrontMatter:
    ignore: tuple[str, ...] | None = None
    reason = ""
    for key, value in reader.pairs(node, ("ignore", "reason"), strict=True):
        if key == "reason":
            reason = reader.text(value, key)
        else:
            ignore = reader.rules(value)
    if ignore is None:
        raise reader.malformed(
            node, "softsell in front matter needs “ignore”, a list of rules such as [pushiness/urgency]."
        )
    return replace(found, ignore=ignore, reason=reason)


def _parse(source: Source, span: Span) -> Document:
    """Return the YAML at ``span``. Other tools can put any YAML there, so it's only an error if it can't be read at all."""
    document = read_yaml_text("front matter", source.text[span.start : span.end])
    if document.root is None and document.mistakes:
        raise source.malformed(
            span.start + document.offset(document.mistakes[0]),
            "this front matter can't be read. Write one “key: value” on each line, and put quotes around a value that has a "
            "colon in it or begins with @, #, [ or *.",
        )
    return document


class _Reader:
    """Reads values from YAML nodes and reports values that aren't allowed."""

    def __init__(self, source: Source, start: int) -> None:
        self._source = source
        self._start = start

    def malformed(self, node: Node, message: str) -> MalformedFile:
        return self._source.malformed(self._start + node.start, message)

    def pairs(self, node: Node | None, known: tuple[str, ...], *, strict: bool) -> Iterator[tuple[str, Node]]:
        """Yield the ``known`` keys with their values. Any other key is a mistake if it's similar to one of them, or if ``strict``."""
        if node is None:
            return
        if not isinstance(node, Mapping):
            raise self.malformed(node, f"this must be lines of “key: value” with the keys {', '.join(known)}.")
        seen = set()
        for key_node, value in node.entries:
            written = self.text(key_node, "a key")
            key = plain_key(written)
            if key in known:
                if key in seen:
                    raise self.malformed(key_node, f"“{key}” is here twice. Keep one.")
                seen.add(key)
                yield key, value
            elif strict or nearest(key, known):
                hint = nearest(key, known) or f"the keys are {', '.join(known)}."
                raise self.malformed(key_node, f"“{written[:_LONGEST_SHOWN]}” isn't a key here; {hint}")

    def text(self, node: Node, key: str) -> str:
        if not isinstance(node, Scalar) or node.style == RECOVERED:
            raise self.malformed(node, f"{key} must be a single text, not a list or a group of keys.")
        text = node.text.strip()
        if _NO_TEXT.search(text):
            raise self.malformed(node, f"{key} has an escape in it that isn't a character.")
        return text

    def known(self, node: Node, text: str, name_of: Callable[[str], str]) -> str:
        """Return ``name_of(text)``. It raises UsageError for an unknown name, which becomes an error at the node."""
        try:
            return name_of(text.casefold())
        except UsageError as error:
            problem = str(error)
            raise self.malformed(node, problem[:1].lower() + problem[1:]) from None

    def texts(self, node: Node, key: str) -> tuple[str, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        return tuple(text for item in items if (text := self.text(item, key)))

    def rules(self, node: Node) -> tuple[str, ...]:
        rules = tuple(rule.casefold() for rule in self.texts(node, "ignore"))
        if rules == ("all",):
            return ()
        if not rules or not all(_RULE.fullmatch(rule) for rule in rules):
            raise self.malformed(node, "ignore must be rule or pack names such as pushiness/urgency, or the word all.")
        return rules
