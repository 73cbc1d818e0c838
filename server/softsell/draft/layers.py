"""Reads a text that lies in another one, such as HTML in a JSON string. Each layer keeps the place of every character in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from softsell.draft.draft import Draft
from softsell.draft.json_text import JsonText, draft_of
from softsell.draft.prose import ProseBuilder
from softsell.draft.source import Source
from softsell.draft.source_map import Piece, SourceMap
from softsell.draft.span import Span

_MOJIBAKE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HTML = re.compile(r"</(?:p|div|h[1-6]|ul|ol|li|a|b|i|em|strong|span|blockquote)>|<br ?/?>", re.IGNORECASE)
_LITTLE_TEXT = re.compile(
    r"\\(?P<escaped>[|{}@\[\]()<>#*_~\\])|@\[(?P<name>(?:[^\[\]\\\n]|\\.){1,200})\]\(urn:li:[\w:-]{1,100}\)"
    r"|\{hashtag\|\\?[#＃]\|(?P<tag>[^|{}\n]{1,200})\}"
)
_ESCAPED = re.compile(r"\\([|{}@\[\]()<>#*_~\\])")
_SEGMENT = re.compile(r'"text"\s?:\s?"((?:[^"\\]|\\.)*+)"')
_SLACK_MARK = re.compile(
    r"<(?:(?P<address>(?:https?|mailto|tel):[^<>|\s]+)(?:\|(?P<label>[^<>|]+))?|(?P<sign>[@#!])(?P<id>[\w^]+)[^<>|]*(?:\|(?P<name>[^<>|]+))?)>"
)
_ENTITY = re.compile(r"&(amp|lt|gt|quot|#39|apos);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'", "apos": "'"}

Layer = Callable[[Draft], Draft]
"""Takes a draft whose prose isn't what readers see yet, and returns the one that is."""


def read_through(draft: Draft, read: Callable[[Source, Span], Draft]) -> Draft:
    """Return ``draft`` with its prose read by ``read``, as if it were a text of its own."""
    inner = read(Source(draft.prose), Span(0, len(draft.prose)))
    pieces = list(_compose(inner.map, draft.map)) or [Piece(0, 0, draft.span.start, draft.span.start)]
    return replace(draft, prose=inner.prose, map=SourceMap(pieces))


def part_of(draft: Draft, start: int, end: int) -> Draft:
    """Return ``draft`` with only ``prose[start:end]``."""
    pieces = list(_compose(SourceMap.shifted(end - start, start), draft.map))
    return replace(
        draft, prose=draft.prose[start:end], map=SourceMap(pieces or [Piece(0, 0, draft.span.start, draft.span.start)])
    )


def _compose(inner: SourceMap, outer: SourceMap) -> Iterator[Piece]:
    """Yield the pieces that map the inner prose to the outer source."""
    at = 0
    for piece in inner.pieces:
        parts = (
            _split(piece, outer) if piece.verbatim else [(piece.prose_start, piece.prose_end, *_place(piece, outer))]
        )
        for prose_start, prose_end, start, end in parts:
            start, end = max(start, at), max(start, end, at)
            if prose_start < prose_end:
                yield Piece(prose_start, prose_end, start, end)
                at = end


def _place(piece: Piece, outer: SourceMap) -> Span:
    place = outer.to_source(Span(piece.source_start, piece.source_end))
    # A piece as long as its source would count as verbatim
    return Span(place.start, place.start) if place.end - place.start == piece.prose_end - piece.prose_start else place


def _split(piece: Piece, outer: SourceMap) -> Iterator[tuple[int, int, int, int]]:
    """Yield the parts of a verbatim piece, one for each outer piece under it."""
    shift = piece.prose_start - piece.source_start
    for under in outer.pieces_within(Span(piece.source_start, piece.source_end)):
        start, end = max(under.prose_start, piece.source_start), min(under.prose_end, piece.source_end)
        place = outer.to_source(Span(start, end)) if under.verbatim else Span(under.source_start, under.source_end)
        yield start + shift, end + shift, *place


def are_html(values: Sequence[str]) -> bool:
    """Return whether texts are written in HTML: most of them have tags that end something, or break a line."""
    return bool(values) and 2 * sum(_HTML.search(value) is not None for value in values) > len(values)


def html(draft: Draft) -> Draft:
    """Read the prose as HTML. Comments to softsell aren't looked for, because the text is from an archive."""
    from softsell.draft.html_text import read_html_without_comments

    return read_through(draft, lambda source, span: read_html_without_comments(source, span, draft.context))


def mojibake(draft: Draft) -> Draft:
    """Mend letters that were written as UTF-8 and read as Latin-1: ``CafÃ©`` is Café. Meta's archives write all text so."""
    return _replace(draft, _MOJIBAKE, _mend)


def entities(draft: Draft) -> Draft:
    """Read ``&amp;`` and the other four that X writes."""
    return _replace(draft, _ENTITY, lambda found: _ENTITIES[found[1]])


def little_text(draft: Draft) -> Draft:
    r"""Read the marks of LinkedIn's interface: ``\(`` is a bracket, ``@[Ann](urn:li:person:7)`` Ann, ``{hashtag|\#|rye}`` #rye."""

    def meant(found: re.Match[str]) -> str:
        if found["escaped"]:
            return found["escaped"]
        name = f"#{found['tag']}" if found["tag"] else found["name"]
        return _ESCAPED.sub(r"\1", name)

    return _replace(draft, _LITTLE_TEXT, meant)


def slack_marks(draft: Draft) -> Draft:
    """Read the marks of Slack: ``<https://a.example|our shop>`` is our shop, ``<@U7|ann>`` @ann and ``<!here>`` @here."""

    def meant(found: re.Match[str]) -> str:
        if found["address"]:
            return found["label"] or found["address"]
        sign = "#" if found["sign"] == "#" else "@"
        return sign + (found["name"] or found["id"]).lstrip("@#")

    return _replace(draft, _SLACK_MARK, meant)


def segments(draft: Draft) -> Draft:
    """Read the texts of ``{"text":"Nice"},{"mention":…}``, as YouTube's archive writes a comment. Any other text stays as it is."""
    if not draft.prose.startswith('{"'):
        return draft

    def read(source: Source, _span: Span) -> Draft:
        pieces = [JsonText("", *found.span(1)) for found in _SEGMENT.finditer(source.text)]
        return draft_of(source, pieces or [JsonText("", 0, 0)], draft.context)

    return read_through(draft, read)


def _mend(found: re.Match[str]) -> str:
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _replace(draft: Draft, what: re.Pattern[str], meant: Callable[[re.Match[str]], str]) -> Draft:
    if not what.search(draft.prose):
        return draft

    def read(source: Source, span: Span) -> Draft:
        builder = ProseBuilder(source.text)
        at = span.start
        for found in what.finditer(source.text):
            builder.verbatim(at, found.start())
            builder.stand_in(meant(found), *found.span())
            at = found.end()
        builder.verbatim(at, span.end)
        return builder.draft(span, draft.context)

    return read_through(draft, read)


LAYERS: dict[str, Layer] = {
    "html": html,
    "mojibake": mojibake,
    "entities": entities,
    "segments": segments,
    "little text": little_text,
    "slack marks": slack_marks,
}
"""The layers by name."""
