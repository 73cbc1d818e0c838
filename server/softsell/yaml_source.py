"""Reads the YAML of packs and front matter, with the place of every value and with limits on size, depth and number of values.

It uses the parser's events, never its objects, so the special features of YAML aren't available: no tags, anchors, aliases or merge
keys, and ``no`` is the word "no". Every value is a text, a list or a mapping. ``packs.schema`` gives them types.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from softsell.diagnostics import MAX_MISTAKES, Diagnostic, excerpt

MAX_FILE_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_VALUES = 100_000
MAX_PACK_VALUES = 500_000
"""Maximum number of values in all files of a pack."""
MAX_COUNTED = 5_000
"""Number of mistakes after which reading stops."""

_SURROGATE = re.compile("[\ud800-\udfff]")
RECOVERED = "recovered"
"""The style of a text that YAML doesn't read as a text. Its mistake is already reported."""
QUOTE_HINT = "Put quotes around it: "


class Scalar(Struct, frozen=True):
    """A piece of text. ``start`` and ``end`` are code points of the file; ``style`` is ``'``, ``"``, ``|``, ``>``, empty for
    plain, or ``RECOVERED``."""

    text: str
    start: int
    end: int
    style: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written here, not even quotes."""
        return not self.text and not self.style


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int


class Mapping(Struct, frozen=True):
    """Keys and values in the order of the file, each key once. ``by_key`` has them by the key's text."""

    by_key: dict[str, tuple[Scalar, Node]]
    start: int
    end: int

    @property
    def entries(self) -> Iterable[tuple[Scalar, Node]]:
        return self.by_key.values()

    def get(self, key: str) -> Node | None:
        return self.by_key[key][1] if key in self.by_key else None

    def key(self, key: str) -> Scalar | None:
        return self.by_key[key][0] if key in self.by_key else None


Node = Scalar | Sequence | Mapping


class Document(Struct):
    """The content of one YAML file.

    Attributes:
        path: the file as the user would name it.
        text: the whole file, without a byte order mark.
        root: its value, or ``None`` if the file is empty or can't be parsed.
        mistakes: its mistakes as YAML.
        values: the number of values that were read.
        repeated: keys that were repeated, and not used.
    """

    path: str
    text: str
    root: Node | None = None
    mistakes: list[Diagnostic] = field(default_factory=list)
    values: int = 0
    repeated: list[Scalar] = field(default_factory=list)
    _line_starts: list[int] = field(default_factory=list)

    def diagnostic(self, where: Node | int, message: str, hint: str = "", width: int | None = None) -> Diagnostic:
        """Return a mistake at a value, with its first line underlined, or at an offset, with one character or ``width`` underlined."""
        start = where if isinstance(where, int) else where.start
        line, column, written = self.place(start)
        if width is None:
            end = start + 1 if isinstance(where, int) else where.end
            width = min(end - start, len(written.rstrip()) - column + 1)
        return Diagnostic(self.path, line, column, message, hint, excerpt(written, column), max(1, width))

    def offset(self, mistake: Diagnostic) -> int:
        """Return the offset of a mistake in this document, in code points."""
        self.place(0)
        return self._line_starts[max(1, mistake.line) - 1] + max(1, mistake.column) - 1

    def place(self, index: int) -> tuple[int, int, str]:
        """Return the 1-based line and column of an offset in code points, and the text of that line."""
        if not self._line_starts:
            self._line_starts = [0, *(i + 1 for i, character in enumerate(self.text) if character == "\n")]
        index = max(0, min(index, len(self.text)))
        line = bisect_right(self._line_starts, index)
        start = self._line_starts[line - 1]
        end = self.text.find("\n", start)
        return line, index - start + 1, self.text[start : len(self.text) if end < 0 else end].rstrip("\r")


def plain(node: Node | None) -> Any:
    """Return the value as str, list and dict, with ``None`` for empty values."""
    match node:
        case Scalar():
            return None if node.empty else node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case _:
            return None


def read_yaml(path: str, data: bytes) -> Document:
    """Return the content of a file. Doesn't raise errors for it: the document lists its mistakes and has what could be read."""
    if len(data) > MAX_FILE_BYTES:
        mistake = Diagnostic(
            path,
            0,
            0,
            f"The file is too large ({len(data):,} bytes).",
            f"Split it. The maximum is {MAX_FILE_BYTES:,} bytes.",
        )
        return Document(path, "", mistakes=[mistake])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8 (in most editors: Save as, Encoding)."
        return Document(path, "", mistakes=[Diagnostic(path, line, 1, "The file isn't UTF-8 text.", hint)])
    return read_yaml_text(path, text)


def read_yaml_text(path: str, text: str) -> Document:
    """Return the content of YAML text. Like ``read_yaml``, it doesn't raise errors."""
    document = Document(path, text)
    _Builder(document).build()
    return document


class _StopReadingError(Exception):
    """The rest of the file can't be read. The mistake is already reported."""


class _Builder:
    """Builds the tree of one document from the parser's events."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def build(self) -> None:
        import yaml

        events = self._events()
        try:
            self._build(events)
        except _StopReadingError:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax_error(error)
        except yaml.reader.ReaderError as error:
            self._mistake(
                _index_of_character(self._document.text, error),
                "This file has a control character in it.",
                "Delete it, or type the line again.",
            )
        finally:
            events.close()

    def _events(self) -> Generator[Any, None, None]:
        import yaml

        loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        yield from yaml.parse(self._document.text, Loader=loader)

    def _build(self, events: Iterator[Any]) -> None:
        import yaml

        documents = 0
        event: Any
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._mistake(
                        _start(event),
                        "A second document begins here.",
                        "A file can have only one. Remove the “---”.",
                        3,
                    )
                    return
                if event.version or event.tags:
                    self._mistake(_start(event), "Packs can't have lines that begin with %.", "Delete this line.")
            elif isinstance(event, yaml.events.NodeEvent):
                self._document.root = self._node(event, events, 1)

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        import yaml

        start = _start(event)
        self._document.values += 1
        if depth > MAX_DEPTH:
            self._mistake(
                start,
                f"Lists and mappings are nested more than {MAX_DEPTH} levels deep here.",
                "A pack needs four or five levels.",
            )
            raise _StopReadingError
        if self._document.values > MAX_VALUES:
            self._mistake(start, f"The file has more than {MAX_VALUES:,} values.", "Split it into several files.")
            raise _StopReadingError
        if isinstance(event, yaml.AliasEvent):
            self._mistake(
                start,
                "A * at the beginning has a special meaning in YAML that packs don't support.",
                f'{QUOTE_HINT}"*{event.anchor}".',
                _end(event) - start,
            )
            return Scalar("", start, _end(event))
        self._refuse_anchor_and_tag(event)
        if isinstance(event, yaml.ScalarEvent):
            if _SURROGATE.search(event.value):
                self._mistake(
                    start, "This text has half a character in it (a lone surrogate).", "Write the whole character."
                )
            return Scalar(event.value, self._content_start(event), _end(event), event.style or "")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(start, events, depth)
        return self._mapping(start, events, depth)

    def _content_start(self, event: Any) -> int:
        """Return the start of the text. An anchor or tag before it is part of the event but not of the text."""
        start = _start(event)
        if event.anchor is None and event.tag is None:
            return start
        raw = self._document.text[start : _end(event)]
        return start + len(raw) - len(raw.split(maxsplit=1)[-1]) if raw.strip() else start

    def _sequence(self, start: int, events: Iterator[Any], depth: int) -> Sequence:
        import yaml

        items: list[Node] = []
        try:
            for event in events:
                if isinstance(event, yaml.SequenceEndEvent):
                    break
                items.append(self._node(event, events, depth + 1))
        except (_StopReadingError, yaml.YAMLError):
            if depth == 1:  # so that the rules before the broken one are still checked
                self._document.root = Sequence(tuple(items), start, items[-1].end if items else start + 1)
            raise
        return Sequence(tuple(items), start, self._end(start, event, items[-1].end if items else start + 1))

    def _mapping(self, start: int, events: Iterator[Any], depth: int) -> Mapping | Scalar:
        import yaml

        entries: dict[str, tuple[Scalar, Node]] = {}
        end, broken = start + 1, False
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            end = value.end
            if not isinstance(key, Scalar):
                broken = True
            elif key.text == "<<" and not key.style:
                self._mistake(
                    key.start, "“<<” merges mappings in YAML, which packs don't support.", "Write all keys here.", 2
                )
            elif key.text in entries:
                self._document.repeated.append(key)
                line = self._document.place(entries[key.text][0].start)[0]
                self._mistake(
                    key.start,
                    f"“{shortened(key.text)}” is here twice (first in line {line}).",
                    "Keep one of them.",
                    key.end - key.start,
                )
            else:
                entries[key.text] = (key, value)
        end = self._end(start, event, end)
        if broken:
            # A placeholder such as {{name}} was meant as text. As text, it doesn't cause a second mistake.
            raw = self._document.text[start:end]
            self._mistake(
                start, "The { or [ begins a YAML mapping or list here.", f"{QUOTE_HINT}'{shortened(raw)}'.", end - start
            )
            return Scalar(raw, start, end, RECOVERED)
        return Mapping(entries, start, end)

    def _end(self, start: int, event: Any, last: int) -> int:
        """Return the end of a collection: its bracket, or the end of its last value. A block's own event ends at the next token."""
        bracket = self._document.text[start : start + 1] in ("[", "{")
        return max(_end(event), last) if bracket else last

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        start = _start(event)
        if event.anchor is not None:
            self._mistake(
                start,
                "An & at the beginning has a special meaning in YAML that packs don't support.",
                f'{QUOTE_HINT}"&{event.anchor}…".',
            )
        if event.tag is not None:
            self._mistake(
                start,
                "A ! at the beginning has a special meaning in YAML that packs don't support.",
                f'{QUOTE_HINT}"!…".',
            )

    def _mistake(self, index: int, message: str, hint: str = "", width: int | None = None) -> None:
        self._document.mistakes.append(self._document.diagnostic(index, message, hint, width))
        if len(self._document.mistakes) >= MAX_MISTAKES:
            raise _StopReadingError

    def _syntax_error(self, error: Any) -> None:
        mark = error.problem_mark or error.context_mark
        index = mark.index if mark else 0
        message, hint, index = _explain_syntax(self._document, error, index)
        self._mistake(index, message, hint)


def _start(event: Any) -> int:
    index: int = event.start_mark.index
    return index


def _end(event: Any) -> int:
    index: int = event.end_mark.index
    return index


def _index_of_character(text: str, error: Any) -> int:
    """Return the offset of a character that the reader refused. Searches for it, because the C reader gives an offset in bytes."""
    code = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
    index = text.find(chr(code)) if 0 <= code <= 0x10FFFF else -1
    return max(0, index)


def _explain_syntax(document: Document, error: Any, index: int) -> tuple[str, str, int]:
    """Return a message, a hint and the offset to show for a YAML syntax error."""
    problem = str(error.problem or "")
    _, column, written = document.place(index)
    line_start = index - column + 1
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent:
        return (
            "This line is indented with a tab.",
            "Use two spaces for each level.",
            line_start + indent.index("\t"),
        )
    character = document.text[index : index + 1]
    if "cannot start any token" in problem and character in {"@", "`", "%", "\t"}:
        if character == "\t":
            return "There is a tab here.", "Use spaces.", index
        return f"A text can't begin with {character} unless it's in quotes.", f'{QUOTE_HINT}"{character}…".', index
    if "mapping values are not allowed" in problem:
        return (
            "A colon and a space begin a new value, which isn't possible here.",
            "If the colon is part of the text, put quotes around the text. Otherwise, indent the line like its neighbours.",
            index,
        )
    if "unexpected end of stream" in problem and error.context and "quoted scalar" in error.context:
        return "This quote has no closing quote.", "Add the closing quote.", error.context_mark.index
    if "unknown escape character" in problem:
        index -= character != "\\"  # the two readers give different ends of it
        return (
            "A backslash in double quotes must be written twice.",
            "Write \\\\, or use single quotes.",
            index,
        )
    if "expected ',' or ']'" in problem or "expected ',' or '}'" in problem:
        opened = error.context_mark.index if error.context_mark else index
        kind = "list" if "]" in problem else "mapping"
        return (
            f"The {kind} that opens here with “{document.text[opened : opened + 1]}” isn't valid or isn't closed.",
            "Separate its values with commas and close the bracket. Put texts with commas, colons or brackets in quotes.",
            opened,
        )
    if "could not find expected ':'" in problem:
        return "A colon is missing in this line or the one above.", "Write a value as “name: value”.", index
    if "block sequence entries are not allowed" in problem:
        return (
            "A list item (“- ”) can't begin here.",
            "Begin each item on its own line, indented like the others.",
            index,
        )
    if (
        "did not find expected key" in problem
        or "did not find expected '-' indicator" in problem
        or "expected <block end>" in problem
    ):
        return (
            "This line doesn't fit the lines above it.",
            "Indent it exactly like its neighbours. If a text has quotes in it, put quotes around all of it.",
            index,
        )
    return (
        "This isn't valid YAML.",
        f"The YAML parser says: {problem or 'unknown problem'}. Quotes around the text often fix this.",
        index,
    )


def shortened(text: str, limit: int = 40) -> str:
    """Return ``text`` for use in a message, cut to ``limit`` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def source_index(document: Document, scalar: Scalar, offset: int) -> int:
    """Return the offset in the file of the character at ``offset`` of a scalar's text, or the scalar's start if it can't be found.

    Compares the raw text with the value. They differ only in escapes, doubled quotes and white space.
    """
    raw, value = document.text[: scalar.end], scalar.text
    position = _find_body(document, scalar)
    for index, character in enumerate(value):
        if character.isspace() and scalar.style != '"':
            here = position
            while position < len(raw) and raw[position].isspace():
                position += 1
            if index == offset:
                return here
            if index + 1 < len(value) and value[index + 1].isspace() and position > here + 1:
                position = here + 1
            continue
        unit, length = _decode_at(raw, position, scalar.style)
        while unit != character and position < len(raw) and (raw[position].isspace() or unit == ""):
            position += max(1, length)
            unit, length = _decode_at(raw, position, scalar.style)
        if unit != character:
            return scalar.start
        if index == offset:
            return position
        position += length
    return min(position, len(raw)) if offset >= len(value) else scalar.start


def _find_body(document: Document, scalar: Scalar) -> int:
    if scalar.style in ("'", '"'):
        return scalar.start + 1
    if scalar.style in ("|", ">"):
        return document.text.find("\n", scalar.start) + 1
    return scalar.start


_HEX_ESCAPES = {"x": 2, "u": 4, "U": 8}
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def _decode_at(raw: str, position: int, style: str) -> tuple[str, int]:
    """Return the character that the raw text at ``position`` means, and the number of raw characters for it."""
    character = raw[position : position + 1]
    if style == "'" and raw.startswith("''", position):
        return "'", 2
    if style != '"' or character != "\\":
        return character, 1
    escaped = raw[position + 1 : position + 2]
    if escaped in _HEX_ESCAPES:
        digits = raw[position + 2 : position + 2 + _HEX_ESCAPES[escaped]]
        return chr(int(digits, 16)), 2 + len(digits)
    if escaped in ("\n", "\r"):
        return "", 2
    return _ESCAPES.get(escaped, escaped), 2
