"""Reads a sheet: chooses the column with the posts, below the row that names the columns, and makes a draft of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace

from softsell.draft.archives.tables import TableShape, shape_of, title_without_posts
from softsell.draft.draft import Context, Draft
from softsell.draft.layers import LAYERS, are_html
from softsell.draft.source import Source
from softsell.draft.tables import names
from softsell.draft.tables.asking import (
    COMMENTS_DONT_WORK,
    describe_missing,
    has_comment,
    holds_no_posts,
    lies_on_its_side,
    none_reads_like_posts,
    several_read_like_posts,
)
from softsell.draft.tables.cells import Cell, Row, draft_of, value_of
from softsell.draft.tables.choice import ROWS_LOOKED_AT, Choice, Column, choose
from softsell.draft.tables.fields import Fields, find_fields
from softsell.draft.tables.header import (
    HEADER_WITHIN,
    find_header,
    groups_above,
    names_stand_in_first_column,
    values_of,
)
from softsell.draft.tables.languages import find_english
from softsell.draft.tables.split_posts import SplitPosts, find_kinds
from softsell.draft.tables.values import parse_platform
from softsell.wording import counted

MOST_COLUMNS = 1_000
ROWS_FOR_LAYOUT = HEADER_WITHIN + ROWS_LOOKED_AT
"""As many rows decide how a sheet is read, however long it is."""
_MOST_SHOWN = 5
_MOST_NAMES = 40
"""A sheet with more rows doesn't have its names in the first column."""
_RULE = re.compile(r":?(?:-{2,}|={2,}):?")
_TOTAL = re.compile(
    r"\s*(?:grand )?(?:totals?|sum|average|mean|median|gesamt|summe|durchschnitt|moyenne|totale|somme|promedio|media)\s*:?\s*",
    re.IGNORECASE,
)
"""What stands in the row below a column's figures."""
_COUNT = re.compile(r"\s*\d[\d.,]*(?: \w+){0,2}\s*")
_ERROR = re.compile(r"\s*(?:#(?:NAME|REF|VALUE|DIV/0|NULL|NUM|ERROR)[?!]|#N/A|Err:\d{3})\s*")
"""What a spreadsheet shows instead of a text that it took for a formula."""


def read_sheet(
    source: Source,
    rows: Sequence[Row],
    context: Context,
    asked: str | None,
    notes: list[str],
    sheet: str | None = None,
) -> Iterator[Draft]:
    """Return the drafts of a sheet. What was chosen, and what was passed over, is added to ``notes`` at the end.

    Args:
        source: the text with the sheet.
        rows: the rows that aren't blank.
        context: what applies to all drafts.
        asked: the name or number of the column with the posts, if the user said so.
        notes: gets one note about the columns, and one about platforms that softsell doesn't know.
        sheet: the name of the sheet, in a file of several.

    Raises:
        MalformedFile: there is no such column, or none that reads like posts.
        UnclearColumn: there are several.
    """
    layout = find_layout(source, rows, asked)
    if layout is None:
        return
    if sheet is not None and not layout.fields.say_platform:
        layout.fields.platform = parse_platform(sheet)
    tally = Tally()
    seen: set[int] = set()
    for row in rows[layout.first :]:
        text = row.cells[layout.fields.text : layout.fields.text + 1]
        if text and text[0].start in seen:
            continue  # a merged cell goes over several rows
        seen.update(cell.start for cell in text)
        if layout.in_parts and (platform := layout.platform_below(source, row)):
            layout.fields.platform = platform
            continue
        draft = layout.read(source, row, context, tally)
        if draft is not None:
            yield draft if sheet is None else replace(draft, record=replace(draft.record, sheet=sheet))
    notes += map(source.name_message, tally.describe(layout.describe(sheet)))
    if unknown := layout.fields.describe_unknown():
        notes.append(source.name_message(unknown))


class Layout(Struct):
    """How to read the rows of a sheet. ``find_layout`` makes it from the first rows.

    Attributes:
        first: the index of the first row below the names, among the rows that aren't blank.
        columns: the columns.
        fields: which of them say what.
        width: how many of a row's cells count.
        joins: whether cells beyond the names belong to the post.
        shape: the platform's table that this is, if it's a known one.
        layers: how the posts are written in their cells, see ``draft.layers``.
        names: the values of the row with the names, if there is one.
        split: how to put posts together that commas without quotes split.
        in_parts: whether rows such as “INSTAGRAM” say where the posts below them go.
    """

    first: int
    columns: list[Column]
    fields: Fields
    width: int
    joins: bool
    shape: TableShape | None
    layers: Sequence[str] = ()
    names: Sequence[str] = ()
    split: SplitPosts | None = None
    in_parts: bool = False

    def platform_below(self, source: Source, row: Row) -> str | None:
        """Return where the posts below a row go if the row says only that, as the heading of a part."""
        return _named_alone(source, row)

    def read(self, source: Source, row: Row, context: Context, tally: Tally) -> Draft | None:
        """Return the draft of a row, or ``None`` if it has no post or a repost. ``tally`` counts either.

        Raises:
            DraftTooLarge: the post is too long.
        """
        if self.joins:
            row = _joined(row, self.width)
        if self.names and _says(source, row, self.names):
            return None  # the names again, as in a sheet with a part for each month
        if _is_filled(source, row.cells[self.width :]):
            together = self.split.put_together(source.text, row) if self.split else None
            (tally.ragged if together is None else tally.mended).append(row.number)
            row = together or row
        text = row.cells[self.fields.text : self.fields.text + 1]
        if not _is_filled(source, text) or _is_total(source, row, text[0]):
            tally.blank += _is_filled(source, row.cells)
            return None
        if _ERROR.fullmatch(source.text, text[0].start, text[0].end):
            tally.lost.append(row.number)
            return None
        said = self.fields.read(lambda number: _value_at(source, row, number), context, row.number)
        if said is None:
            tally.reposts += 1
            return None
        source.check_post_length(text[0].start, text[0].end - text[0].start)
        tally.found += 1
        tally.commented = tally.commented or has_comment(source.text[text[0].start : text[0].end])
        return replace(_draft(source, text[0], said[0], self.shape, self.layers), record=said[1])

    def describe(self, sheet: str | None = None) -> str:
        """Return which columns are read, for a note."""
        title = f"{self.shape.title}: " if self.shape else ""
        title += f"sheet {sheet}: " if sheet else ""
        return title + self.fields.describe(self.columns, "column")


def find_layout(source: Source, rows: Sequence[Row], asked: str | None) -> Layout | None:
    """Return how to read a sheet, or ``None`` if it has no posts.

    Args:
        source: the text with the rows.
        rows: the rows that aren't blank. The first ``ROWS_FOR_LAYOUT`` of them decide.
        asked: the name or number of the column with the posts, if the user said so.

    Raises:
        MalformedFile, UnclearColumn: see ``read_sheet``.
    """
    if not rows:
        return None
    _check_width(source, rows)
    top = values_of(source.text, rows)
    if asked is None and len(rows) <= _MOST_NAMES and names_stand_in_first_column(top):
        raise lies_on_its_side(source, rows[0].cells[0].start)
    header = find_header(top, asked)
    first = 0 if header is None else header + 1
    if header is not None and first < len(rows) and _is_rule(source, rows[first]):
        first += 1
    posts = rows[first : first + ROWS_LOOKED_AT]
    width = len(top[header]) if header is not None else MOST_COLUMNS
    joins = header is not None and names.text_weight(top[header][-1]) >= names.STRONG
    if joins:
        posts = [_joined(row, width) for row in posts]
    whole = [row for row in posts if not _is_filled(source, row.cells[width:])]
    columns = _columns(source, top[header] if header is not None else [], whole or posts)
    for column, group in zip(columns, groups_above(top[header - 1], top[header]) if header else (), strict=False):
        column.group = group
    shape = _shape(source, rows[header], columns, rows[first:], asked) if header is not None else None
    fields = _fields(source, rows[header or 0].cells[0].start, columns, posts, asked, shape, named=header is not None)
    if fields is None:
        return None
    layers = shape.layers if shape else ()
    if not layers and are_html(columns[fields.text].sample):
        layers = ("html",)
    in_parts = not fields.say_platform and len(columns) > 1 and any(_named_alone(source, row) for row in posts)
    if header is not None and not fields.say_platform:
        above = (_named_alone(source, row) for row in rows[:header])  # “Instagram, May 2026” above the names
        fields.platform = next(filter(None, above), None)
    named = top[header] if header is not None else ()
    split = SplitPosts(width, fields.text, find_kinds(columns if whole else ())) if named and not joins else None
    return Layout(first, columns, fields, width, joins, shape, layers, named, split, in_parts)


class Tally(Struct):
    """What became of the rows of a sheet: posts that were found, reposts, rows without a post, and the numbers of rows with too many cells.

    ``mended`` are those whose post was put together again, ``ragged`` the others. ``lost`` are rows whose post the spreadsheet lost.
    """

    found: int = 0
    reposts: int = 0
    blank: int = 0
    ragged: list[int] = field(default_factory=list)
    mended: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    commented: bool = False

    def describe(self, chosen: str) -> Iterator[str]:
        """Yield notes for the user. ``chosen`` says which columns were chosen."""
        if self.lost:
            yield (
                f"{_rows(self.lost)} an error such as #NAME? instead of a post, because the spreadsheet took the text for a formula. "
                "Type it again, with an apostrophe before it."
            )
        if self.found or self.reposts:
            if self.reposts:
                chosen += f"; {counted(self.reposts, 'repost')} passed over"
            if self.blank:
                chosen += f"; {counted(self.blank, 'row')} {'has' if self.blank == 1 else 'have'} no post"
            yield chosen
        if self.mended:
            yield (
                f"{_rows(self.mended)} more cells than there are names, because its post isn't in quotes. The post was put together again."
            )
        if self.ragged:
            yield f"{_rows(self.ragged)} more cells than there are names. If a post has commas in it, put it in quotes."
        if self.commented:
            yield COMMENTS_DONT_WORK


def _rows(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_SHOWN])) + (", …" if len(numbers) > _MOST_SHOWN else "")
    return f"{counted(len(numbers), 'row')} ({shown}) {'has' if len(numbers) == 1 else 'have'}"


def _check_width(source: Source, rows: Sequence[Row]) -> None:
    widest = max(rows[:HEADER_WITHIN], key=lambda row: len(row.cells))
    if len(widest.cells) > MOST_COLUMNS:
        raise source.malformed(
            widest.cells[0].start,
            f"this row has more than {MOST_COLUMNS:,} columns. Is this a CSV file? "
            "If it is, save the column with the posts in its own file.",
        )


def _named_alone(source: Source, row: Row) -> str | None:
    """Return the platform that a row names if nothing else stands in it."""
    filled = [value for cell in row.cells if (value := value_of(source.text, cell).strip())]
    return parse_platform(filled[0].strip(" :-–—•*#")) if len(filled) == 1 else None


def _says(source: Source, row: Row, values: Sequence[str]) -> bool:
    return len(row.cells) == len(values) and all(
        value_of(source.text, cell).casefold() == value.casefold()
        for cell, value in zip(row.cells, values, strict=True)
    )


def _is_rule(source: Source, row: Row) -> bool:
    """Return whether a row is the line below the names, as databases and Markdown draw it: “-----” in each cell."""
    values = [value for cell in row.cells if (value := value_of(source.text, cell).strip())]
    return bool(values) and all(map(_RULE.fullmatch, values))


def _is_filled(source: Source, cells: Sequence[Cell]) -> bool:
    return any(source.text[cell.start : cell.end].strip() for cell in cells)


def _is_total(source: Source, row: Row, text: Cell) -> bool:
    """Return whether a row sums up the rows above: “Total” stands where the posts are, or before “2 posts”."""
    if _TOTAL.fullmatch(source.text, text.start, text.end):
        return True
    if not _COUNT.fullmatch(source.text, text.start, text.end):
        return False
    first = next(cell for cell in row.cells if _is_filled(source, [cell]))
    return _TOTAL.fullmatch(source.text, first.start, first.end) is not None


def _draft(source: Source, cell: Cell, context: Context, shape: TableShape | None, layers: Sequence[str]) -> Draft:
    if shape and shape.answers and context.reply_to is None:
        context = replace(context, reply_to="")
    draft = draft_of(source, cell, context, line_quotes=shape is not None and shape.line_quotes)
    for layer in layers:
        draft = LAYERS[layer](draft)
    return draft


def _joined(row: Row, width: int) -> Row:
    """Return a row without cells beyond the names. Where the post is last and nobody quoted it, they are what follows its commas."""
    if len(row.cells) <= width or any(cell.quoted for cell in row.cells[width - 1 :]):
        return row
    return Row(row.number, [*row.cells[: width - 1], Cell(row.cells[width - 1].start, row.cells[-1].end, False)])


def _value_at(source: Source, row: Row, number: int) -> str:
    return value_of(source.text, row.cells[number]) if number < len(row.cells) else ""


def _columns(source: Source, header: Sequence[str], posts: Sequence[Row]) -> list[Column]:
    looked_at = posts[:ROWS_LOOKED_AT]
    width = len(header) or min(max((len(row.cells) for row in looked_at), default=0), MOST_COLUMNS)
    samples: list[list[str]] = [[] for _ in range(width)]
    for row in looked_at:
        for sample, cell in zip(samples, islice(row.cells, width), strict=False):
            if (value := value_of(source.text, cell)).strip():
                sample.append(value)
    named = [name.strip() for name in header] + [""] * (width - len(header))
    return [Column(name, sample, len(looked_at)) for name, sample in zip(named, samples, strict=False)]


def _fields(
    source: Source,
    offset: int,
    columns: Sequence[Column],
    posts: Sequence[Row],
    asked: str | None,
    shape: TableShape | None,
    *,
    named: bool,
) -> Fields | None:
    if asked is not None:
        text = _find_requested(source, offset, columns, asked)
    elif not posts:
        return None
    else:
        shaped = _find_shaped(columns, shape) if shape else None
        text = _choose(source, offset, columns) if shaped is None else shaped
    fields = find_fields(columns, text, with_names=named)
    if shape and shape.platform and not fields.columns.get("platform"):
        fields.platform = shape.platform
        fields.columns.pop("account", None)
    return fields


def _shape(
    source: Source, header: Row, columns: Sequence[Column], rows: Sequence[Row], asked: str | None
) -> TableShape | None:
    named = [column.name for column in columns]
    if asked is None and (title := title_without_posts(named)):
        raise holds_no_posts(source, header.cells[0].start, title)
    shape = shape_of(named)
    if asked is None and shape and shape.writer and _have_several_writers(source, rows, columns, shape):
        raise holds_no_posts(source, header.cells[0].start, f"a conversation: {shape.title}")
    links = [value for column in columns if column.name.casefold() == "link" for value in column.sample]
    return None if shape and shape.alone and not all(f"{shape.platform}.com/" in link for link in links) else shape


def _have_several_writers(source: Source, rows: Sequence[Row], columns: Sequence[Column], shape: TableShape) -> bool:
    """Return whether several people wrote the messages of a chat. Who wrote one beside an empty cell may be anybody."""
    writer, text = _number_of(columns, shape.writer), _number_of(columns, shape.texts[0])
    named = {
        _value_at(source, row, writer).strip() for row in rows if _is_filled(source, row.cells[writer : writer + 1])
    }
    unnamed = any(
        _is_filled(source, row.cells[text : text + 1]) and not _value_at(source, row, writer).strip() for row in rows
    )
    return len(named) + unnamed > 1


def _number_of(columns: Sequence[Column], name: str) -> int:
    return next(number for number, column in enumerate(columns) if " ".join(column.name.casefold().split()) == name)


def _find_shaped(columns: Sequence[Column], shape: TableShape) -> int | None:
    folded = [" ".join(column.name.casefold().split()) for column in columns]
    numbers = [folded.index(name) for name in shape.texts if name in folded]
    return next((number for number in numbers if columns[number].sample), next(iter(numbers), None))


def _find_requested(source: Source, offset: int, columns: Sequence[Column], asked: str) -> int:
    own, named = [column.name for column in columns], [column.full_name for column in columns]
    for known in (named, own):
        for written, wanted in ((known, asked), ([name.casefold() for name in known], asked.strip().casefold())):
            if wanted in written:
                return written.index(wanted)
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= len(columns):
        return int(asked[:9]) - 1
    raise source.malformed(offset, describe_missing("column", asked, named))


def _choose(source: Source, offset: int, columns: Sequence[Column]) -> int:
    if len(columns) == 1 and columns[0].may_hold_posts_alone:
        return 0
    choice = choose(columns) if len(columns) > 1 else Choice()
    if choice.column is not None:
        return choice.column
    if choice.candidates:
        if (english := find_english(columns, choice.candidates)) is not None:
            return english
        raise several_read_like_posts(source, offset, "column", columns, choice.candidates)
    raise none_reads_like_posts(source, offset, "column", columns)
