"""Reads front matter, what its YAML says and where it can't be so. What may stand in it is told in ``front_matter``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from softsell.diagnostics import nearest
from softsell.draft.draft import Context, audience, post_kind
from softsell.draft.front_matter import KEYS, SHARED_KEYS, FrontMatter, plain_key
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import MalformedFile, UsageError
from softsell.platforms import profile
from softsell.vocabulary import POST_KINDS
from softsell.yaml_source import RECOVERED, Document, Mapping, Node, Scalar, Sequence, read_yaml_text

LONGEST = 10_000
"""Longest front matter read, in code points: more is not a few words about a post."""

_LONGEST_SHOWN = 40
_NEARLY = 0.75
"""How similar a kind must be to one of ours to be a slip. “section”, which site generators use, and “question” have 0.67."""
_RULE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)?")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def read_front_matter(source: Source, span: Span) -> FrontMatter:
    """What the front matter at ``span`` says.

    Raises:
        MalformedFile: it is not YAML, or says what can't be.
    """
    if span.end - span.start > LONGEST:
        raise source.malformed(
            span.start, f"this front matter is longer than {LONGEST:,} characters. Keep to {', '.join(KEYS)}."
        )
    found = FrontMatter(Context(), span)
    document = _parse(source, span)
    reader = _Reader(source, span.start)
    for key in document.repeated:
        if plain_key(key.text) in KEYS:
            raise reader.malformed(key, f"“{plain_key(key.text)}” is said twice here. Keep one.")
    for name, value in reader.pairs(document.root, KEYS, strict=False):
        found = _with(found, name, value, reader)
    return found


def _with(found: FrontMatter, key: str, value: Node, reader: _Reader) -> FrontMatter:
    if key == "brand":
        return replace(found, context=replace(found.context, brands=reader.texts(value, key)))
    if key == "softsell":
        return _with_suppression(found, value, reader)
    if key == "kind":
        return replace(found, context=replace(found.context, kind=reader.kind(value)))
    text = reader.text(value, key)
    if text and key == "platform":
        text = reader.known(value, text, lambda name: profile(name).name)
    elif text and key == "audience":
        text = reader.known(value, text, audience)
    changes: dict[str, str | None] = {key: text or None}
    return replace(found, context=replace(found.context, **changes))  # type: ignore[arg-type]


def _with_suppression(found: FrontMatter, node: Node, reader: _Reader) -> FrontMatter:
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
    """Reads the YAML at ``span``. What other tools put there may be any YAML; only what can't be read at all is an error."""
    document = read_yaml_text("front matter", source.text[span.start : span.end])
    if document.root is None and document.mistakes:
        raise source.malformed(
            span.start + document.offset(document.mistakes[0]),
            "this front matter can't be read. Write one “key: value” on a line, and put a value that holds a colon "
            "or begins with @, #, [ or * between quotes.",
        )
    return document


class _Reader:
    """Takes values out of YAML nodes, and says where one can't be what it should."""

    def __init__(self, source: Source, start: int) -> None:
        self._source = source
        self._start = start

    def malformed(self, node: Node, message: str) -> MalformedFile:
        return self._source.malformed(self._start + node.start, message)

    def pairs(self, node: Node | None, known: tuple[str, ...], *, strict: bool) -> Iterator[tuple[str, Node]]:
        """The keys of ``known`` with their values. Others are slips if they are near one, or if ``strict``."""
        if node is None:
            return
        if not isinstance(node, Mapping):
            raise self.malformed(node, f"here “key: value” lines are expected, with the keys {', '.join(known)}.")
        seen = set()
        for key_node, value in node.entries:
            written = self.text(key_node, "a key")
            key = plain_key(written)
            if key in known:
                if key in seen:
                    raise self.malformed(key_node, f"“{key}” is said twice here. Keep one.")
                seen.add(key)
                yield key, value
            elif strict or nearest(key, own := [name for name in known if name not in SHARED_KEYS]):
                hint = nearest(key, known if strict else own) or f"The keys are {', '.join(known)}."
                raise self.malformed(key_node, f"softsell knows no key “{written[:_LONGEST_SHOWN]}” here; {hint}")

    def text(self, node: Node, key: str) -> str:
        if not isinstance(node, Scalar) or node.style == RECOVERED:
            raise self.malformed(node, f"{key} takes one text here, not a list or a group of keys.")
        text = node.text.strip()
        if _NO_TEXT.search(text):
            raise self.malformed(node, f"{key} holds an escape that stands for no character.")
        return text

    def known(self, node: Node, text: str, name_of: Callable[[str], str]) -> str:
        """The name that ``text`` means, as ``name_of`` tells it, which raises UsageError for one that there is not."""
        try:
            return name_of(text.casefold())
        except UsageError as error:
            problem = str(error)
            raise self.malformed(node, problem[:1].lower() + problem[1:]) from None

    def kind(self, node: Node) -> str | None:
        """The kind of post, or ``None`` for what another tool calls a kind. An error for what is nearly one of ours."""
        if not isinstance(node, Scalar) or node.style == RECOVERED:
            return None
        text = node.text.strip().casefold()[:_LONGEST_SHOWN]
        if text not in POST_KINDS and not nearest(text, POST_KINDS, cutoff=_NEARLY):
            return None
        return self.known(node, text, post_kind)

    def texts(self, node: Node, key: str) -> tuple[str, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        return tuple(text for item in items if (text := self.text(item, key)))

    def rules(self, node: Node) -> tuple[str, ...]:
        rules = tuple(rule.casefold() for rule in self.texts(node, "ignore"))
        if rules == ("all",):
            return ()
        if not rules or not all(_RULE.fullmatch(rule) for rule in rules):
            raise self.malformed(node, "ignore takes rule or pack names such as pushiness/urgency, or the word all.")
        return rules
