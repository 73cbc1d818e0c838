"""Reads the YAML or TOML of front matter and reports its mistakes. ``front_matter`` describes the keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Mapping_
from typing import Any

from msgspec.structs import replace

from softsell.diagnostics import nearest
from softsell.draft.draft import Context, audience, post_kind
from softsell.draft.front_matter import KEYS, SHARED_KEYS, FrontMatter, plain_key
from softsell.draft.record import Record
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.draft.tables.names import Field, fields_named
from softsell.draft.tables.values import parse_date, parse_platform, parse_platforms, strictest
from softsell.errors import MalformedFile, UsageError
from softsell.platforms import profile
from softsell.vocabulary import POST_KINDS
from softsell.yaml_source import RECOVERED, Document, Mapping, Node, Scalar, Sequence, read_yaml_text

LONGEST = 10_000
"""Maximum length of front matter, in code points."""

_LONGEST_SHOWN = 40
_NEARLY = 0.75
"""How similar a kind must be to one of ours to be a slip. “section”, which site generators use, and “question” have 0.67."""
_NEARLY_A_KEY = 0.8
"""How similar a key must be to one of ours to be a slip. “branding” has 0.77, and “branch” 0.73."""
_NO_SLIPS = frozenset(("platforms", "replies", "reply_to_id"))
_LONGEST_VALUE = 500
_TOML_KEY = re.compile(r"^[ \t]*\[?[\"']?([\w-]+)", re.MULTILINE)
_RULE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)?")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def read_front_matter(source: Source, span: Span, *, toml: bool = False) -> FrontMatter:
    """Return the front matter at ``span``.

    Raises:
        MalformedFile: it isn't valid YAML or TOML, or has a value that isn't allowed.
    """
    if span.end - span.start > LONGEST:
        raise source.malformed(
            span.start, f"this front matter is longer than {LONGEST:,} characters. Use only the keys {', '.join(KEYS)}."
        )
    found = FrontMatter(Context(), span)
    document = _parse_toml(source, span) if toml else _parse(source, span)
    reader = _Reader(source, span.start)
    for key in document.repeated:
        if plain_key(key.text) in KEYS:
            raise reader.malformed(key, f"“{plain_key(key.text)}” is here twice. Keep one.")
    for name, value in reader.pairs(document.root, KEYS, strict=False):
        found = _apply(found, name, value, reader)
    others = {key.text: value for key, value in document.root.entries} if isinstance(document.root, Mapping) else {}
    if found.context.platform is None and (platform := _platforms(others)):
        found = replace(found, context=replace(found.context, platform=platform))
    return replace(found, record=_record(others), foreign=not any(plain_key(key) in KEYS for key in others))


def read_properties(values: Mapping_[str, str], span: Span) -> FrontMatter:
    """Return what the properties of a page say. They are another tool's, so nothing in them is a mistake."""
    nodes: dict[str, Node] = {key: Scalar(value, 0, 0) for key, value in values.items()}
    named = next((value for key, value in values.items() if "platform" in fields_named(key)), "")
    platform = strictest([name for name in parse_platforms(named) if name])
    return FrontMatter(Context(platform=platform), span, record=_record(nodes))


def _platforms(values: dict[str, Node]) -> str | None:
    """Return the strictest of the platforms that a key ``platforms`` names, for tools that post to several."""
    node = next((value for key, value in values.items() if plain_key(key) == "platforms"), None)
    items = node.items if isinstance(node, Sequence) else (node,)
    named = [name for item in items if isinstance(item, Scalar) for name in parse_platforms(item.text)]
    return strictest([name for name in named if name])


def _record(values: dict[str, Node]) -> Record:
    """Return what keys of other tools say about the post, as far as it can be read."""
    said: dict[Field, str] = {}
    for key, value in values.items():
        if isinstance(value, Scalar) and (text := value.text.strip()) and not _NO_TEXT.search(text):
            for name in fields_named(key):
                said.setdefault(name, text[:_LONGEST_VALUE])
    link = said.get("link")
    return Record(
        id=said.get("id"),
        date=parse_date(said.get("date", "")),
        campaign=said.get("campaign"),
        link=link if link and link.startswith(("http://", "https://", "/")) else None,
        alt_texts=(said["images"],) if "images" in said else (),
    )


def _apply(found: FrontMatter, key: str, value: Node, reader: _Reader) -> FrontMatter:
    if key == "brand":
        return replace(found, context=replace(found.context, brands=reader.texts(value, key)))
    if key == "softsell":
        return _apply_suppression(found, value, reader)
    if key == "kind":
        return replace(found, context=replace(found.context, kind=reader.kind(value)))
    text = reader.text(value, key)
    if text and key == "platform":
        text = reader.known(value, text, lambda name: parse_platform(name) or profile(name).name)
    elif text and key == "audience":
        text = reader.known(value, text, audience)
    changes: dict[str, str | None] = {key: text or None}
    return replace(found, context=replace(found.context, **changes))


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


def _parse_toml(source: Source, span: Span) -> Document:
    """Return the TOML at ``span`` as the same nodes. A value's place is the line of its key at the top level."""
    import tomllib

    text = source.text[span.start : span.end]
    try:
        table = tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        lines = text.splitlines(keepends=True)
        place = sum(map(len, lines[: int(line[1]) - 1])) if line else 0
        raise source.malformed(
            span.start + place,
            "this front matter can't be read as TOML. Write one “key = value” on each line, with texts in quotes.",
        ) from None
    places = {found[1]: found.start() for found in _TOML_KEY.finditer(text)}
    document = Document("front matter", text)
    document.root = Mapping(
        {key: (Scalar(key, at := places.get(key, 0), at + len(key)), _node(value, at)) for key, value in table.items()},
        0,
        len(text),
    )
    return document


def _node(value: Any, at: int) -> Node:
    if isinstance(value, dict):
        return Mapping({key: (Scalar(key, at, at), _node(inner, at)) for key, inner in value.items()}, at, at)
    if isinstance(value, list):
        return Sequence(tuple(_node(item, at) for item in value), at, at)
    return Scalar(str(value), at, at, "'")


def _own(known: Iterable[str]) -> list[str]:
    return [name for name in known if name not in SHARED_KEYS]


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
            elif strict or (key not in _NO_SLIPS and nearest(key, _own(known), cutoff=_NEARLY_A_KEY)):
                hint = nearest(key, known if strict else _own(known)) or f"the keys are {', '.join(known)}."
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

    def kind(self, node: Node) -> str | None:
        """Return the kind of post, or ``None`` for what another tool calls a kind. An error for what is nearly one of ours."""
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
            raise self.malformed(node, "ignore must be rule or pack names such as pushiness/urgency, or the word all.")
        return rules
