"""Text files that hold records: lines such as ``Date: 2026-07-06``, and a blank line between two records.

TikTok's archive has them, and people write plans so. Which key holds the posts is chosen as in a sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft
from softsell.draft.plain import read_verbatim
from softsell.draft.source import Source
from softsell.draft.span import Span

if TYPE_CHECKING:
    from softsell.draft.tables.choice import Column

_LINE = compile_later(r"^(?P<key>[A-Z][\w()/' -]{0,40}):[ \t]*+(?P<value>[^\r\n]*+)", re.MULTILINE)
_TIKTOK = compile_later(
    r"\s*Date: \d{4}-\d\d-\d\d [^\n]*\n(?:Link: https?://(?:www\.)?tiktok|Comment: |[^\n]*\n[^\n]*tiktokv?\.com)"
)
_TIKTOK_TEXTS = ("Title", "Comment", "Description", "Caption")
_NOTHING = ("N/A", "None")
_FEWEST = 2
"""With only one record, a file is a post itself, unless it's TikTok's."""

_Record = dict[str, Span]
"""Where the values of a record are, by their keys."""


def read_text_records(source: Source, context: Context, notes: list[str]) -> list[Draft] | None:
    """Return the posts of a file of records, or ``None`` if the text is anything else. ``notes`` gets what was chosen."""
    records = _find_records(source)
    if not records:
        return None
    tiktok = _TIKTOK.match(source.text, source.start) is not None
    if len(records) < _FEWEST and not tiktok:
        return None
    # Only now, because nearly every text file is a post, and these imports take a tenth of its check.
    from softsell.draft.tables.choice import ROWS_LOOKED_AT
    from softsell.draft.tables.fields import find_fields

    keys = list(dict.fromkeys(key for record in records[:ROWS_LOOKED_AT] for key in record))
    text = _text_key(records, keys, tiktok=tiktok)
    if text is None:
        return None
    columns = [_column(source, key, records) for key in keys]
    fields = find_fields(columns, keys.index(text))
    if tiktok:
        fields.platform = "tiktok"
        context = replace(context, reply_to="") if text == "Comment" and context.reply_to is None else context
    drafts = []
    for record in records:
        if not _value(source, record, text):
            continue
        values = [_value(source, record, key) for key in keys]
        if (said := fields.read(values.__getitem__, context)) is None:
            continue
        source.check_post_length(record[text].start, record[text].end - record[text].start)
        drafts.append(replace(read_verbatim(source, record[text], said[0]), record=said[1]))
    if drafts:
        title = "TikTok archive: " if tiktok else ""
        notes.append(source.name_message(title + fields.describe(columns, "line")))
        if unknown := fields.describe_unknown():
            notes.append(source.name_message(unknown))
    return drafts


def _find_records(source: Source) -> list[_Record]:
    lines = list(_LINE.finditer(source.text, source.start))
    if not lines or source.text[source.start : lines[0].start()].strip():
        return []
    first = lines[0]["key"]
    often = Counter(line["key"] for line in lines)
    known = {key for key, times in often.items() if times * 2 > often[first]}  # the others are words of a post
    lines = [line for line in lines if line["key"] in known]
    ends = [*(line.start() for line in lines[1:]), len(source.text)]
    records: list[_Record] = []
    for line, end in zip(lines, ends, strict=True):
        if line["key"] == first:
            records.append({})
        value = source.text[line.start("value") : end].rstrip()
        records[-1].setdefault(line["key"], Span(line.start("value"), line.start("value") + len(value)))
    return records


def _text_key(records: Sequence[_Record], keys: Sequence[str], *, tiktok: bool) -> str | None:
    """Return the key with the posts. A file with only one record, or without a key such as “Copy”, is a post itself."""
    if tiktok:
        return next((key for key in _TIKTOK_TEXTS if key in keys), None)
    if len(keys) < 2:
        return None
    from softsell.draft.tables.names import STRONG, text_weight

    texts = [key for key in keys if text_weight(key) >= STRONG and all(key in record for record in records)]
    return texts[0] if len(texts) == 1 else None


def _column(source: Source, key: str, records: Sequence[_Record]) -> Column:
    from softsell.draft.tables.choice import ROWS_LOOKED_AT, Column

    looked_at = records[:ROWS_LOOKED_AT]
    values: Iterator[str] = (_value(source, record, key) for record in looked_at)
    return Column(key, [value for value in values if value], len(looked_at))


def _value(source: Source, record: _Record, key: str) -> str:
    if key not in record:
        return ""
    value = source.text[record[key].start : record[key].end].strip()
    return "" if value in _NOTHING else value
