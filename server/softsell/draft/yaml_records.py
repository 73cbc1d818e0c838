"""Finds the posts in YAML: a calendar or a list of posts, read as JSON of the same shape would be.

The parser's events are read, never its objects, so tags do nothing. An alias is passed over: what it repeats is checked where it's
written. Several documents in one file are one list.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

from softsell.draft.draft import Context, Draft
from softsell.draft.json_records import read_records
from softsell.draft.json_text import JsonArray, JsonObject, JsonOther, JsonText, JsonValue
from softsell.draft.source import Source
from softsell.errors import DraftTooLarge
from softsell.wording import listed

if TYPE_CHECKING:
    from softsell.errors import MalformedFile

_MOST_CHARACTERS = 5_000_000
_DEEPEST = 50
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_LONGEST_NAME = 40
_MOST_LINES = 5
_COMMENT = re.compile(r"[ \t]+#")
_HASHTAG = re.compile(r"[ \t]+#\w")


def read_yaml(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    """Return the drafts of a YAML file. Takes and raises the same as ``json_records.read_json``."""
    if len(source.text) > _MOST_CHARACTERS:
        raise DraftTooLarge(
            source.name_message(
                f"this YAML has {len(source.text):,} characters; softsell reads up to {_MOST_CHARACTERS:,}. "
                "Split it into smaller files."
            )
        )
    reader = _Reader(source)
    documents = list(reader.documents())
    if not documents:
        return iter(())
    top = documents[0] if len(documents) == 1 else JsonArray(source.start, documents)
    drafts = read_records(source, top, context, column, notes)
    return _tell_comments(source, drafts, reader, notes) if reader.cut or reader.emptied else drafts


def _tell_comments(source: Source, drafts: Iterator[Draft], reader: _Reader, notes: list[str]) -> Iterator[Draft]:
    """Yield the drafts. Note which of them YAML cut off at `` #``, and which texts under the same keys are nothing but a hashtag."""
    places: set[int] = set()
    keys: set[str | None] = set()
    for draft in drafts:
        if draft.span.start in reader.keys:
            keys.add(reader.keys[draft.span.start])
        places |= reader.cut & {draft.span.end, *(piece.source_end for piece in draft.map.pieces)}
        yield draft
    places |= {place for place, key in reader.emptied.items() if key in keys}
    if places:
        lines = [str(source.position(place).line) for place in sorted(places)[:_MOST_LINES]]
        if len(places) > _MOST_LINES:
            lines.append(f"{len(places) - _MOST_LINES:,} more")
        where, posts = ("line", "the post") if len(places) == 1 else ("lines", "each post")
        notes.append(
            source.name_message(
                f"{where} {listed(lines)}: YAML takes what follows # for a comment; put {posts} in quotes."
            )
        )


class _Reader:
    """Builds values from the parser's events.

    Attributes:
        keys: the key of each text by where the text begins; ``None`` if it has none.
        cut: where plain texts end that a comment follows on the same line.
        emptied: where texts would be that YAML takes for comments because they begin with a hashtag, each with its key.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.keys: dict[int, str | None] = {}
        self.cut: set[int] = set()
        self.emptied: dict[int, str | None] = {}

    def documents(self) -> Iterator[JsonValue]:
        import yaml

        events = self._events()
        try:
            for event in events:
                if isinstance(event, yaml.events.NodeEvent):
                    yield self._value(event, events, 1)
        except yaml.MarkedYAMLError as error:
            raise self._syntax_error(error) from None
        except yaml.reader.ReaderError as error:
            code = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
            at = self._source.text.find(chr(code)) if 0 <= code <= 0x10FFFF else -1
            raise self._source.malformed(
                max(0, at), "this YAML has a control character in it. Delete it, or type the line again."
            ) from None
        finally:
            events.close()

    def _events(self) -> Generator[Any, None, None]:
        import yaml

        loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        yield from yaml.parse(self._source.text[self._source.start :], Loader=loader)

    def _value(self, event: Any, events: Iterator[Any], depth: int, name: str | None = None) -> JsonValue:
        import yaml

        start = self._source.start + event.start_mark.index
        if depth > _DEEPEST:
            raise self._source.malformed(start, "this YAML is nested too deeply. A list of posts is enough: - text: …")
        if isinstance(event, yaml.AliasEvent):
            return JsonOther(start, "null")
        if isinstance(event, yaml.ScalarEvent):
            if not event.style and event.value in _NULLS:
                if not event.value and _HASHTAG.match(self._source.text, start):
                    self.emptied[start] = name
                return JsonOther(start, "null")
            text = self._text(event, start)
            self.keys[text.start] = name
            if not event.style and _COMMENT.match(self._source.text, text.end):
                self.cut.add(text.end)
            return text
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._value(event, events, depth + 1))
            return JsonArray(start, items)
        members: dict[str, JsonValue] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._value(event, events, depth + 1)
            at = self._source.start + event.start_mark.index
            if not isinstance(key, JsonText):
                raise self._source.malformed(at, "a key must be a word here. Text with { or [ in it needs quotes.")
            if key.value in members:
                raise self._source.malformed(
                    at,
                    f"the key “{key.value[:_LONGEST_NAME]}” is here twice. Give each post an item of its own (- text: …).",
                )
            members[key.value] = self._value(next(events), events, depth + 1, key.value)
        return JsonObject(start, members)

    def _text(self, event: Any, start: int) -> JsonText:
        end = self._source.start + event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            written = self._source.text[start:end]
            while written[:1] in ("&", "!"):  # they stand before the text, and belong to the event
                rest = written.split(None, 1)[1:]
                start, written = (end - len(rest[0]), rest[0]) if rest else (end, "")
        return JsonText(event.value, start, end, event.style or "plain")

    def _syntax_error(self, error: Any) -> MalformedFile:
        from softsell.yaml_source.document import Document
        from softsell.yaml_source.syntax_mistakes import explain_syntax

        mark = error.problem_mark or error.context_mark
        document = Document(self._source.name, self._source.text[self._source.start :])
        message, hint, at = explain_syntax(document, error, mark.index if mark else 0)
        return self._source.malformed(
            min(self._source.start + at, len(self._source.text)), f"this isn't valid YAML: {message} {hint}"
        )
