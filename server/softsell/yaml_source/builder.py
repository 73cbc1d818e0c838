"""Builds a document from the parser's events, never from its objects, and within limits on size, depth and number of values."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import Any

from softsell.diagnostics import MAX_MISTAKES, Diagnostic
from softsell.wording import shortened
from softsell.yaml_source.document import RECOVERED, Document, Mapping, Node, Scalar, Sequence
from softsell.yaml_source.syntax_mistakes import QUOTE_HINT, explain_syntax

MAX_FILE_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_VALUES = 100_000
_SURROGATE = re.compile("[\ud800-\udfff]")


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
        message, hint, index = explain_syntax(self._document, error, index)
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
