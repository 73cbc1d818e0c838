"""Renders the figures of a feed for people in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from softsell.feed.figures import Feed
from softsell.feed.sections import Section, Table, headline, sections
from softsell.feed.sections.phrases import is_number
from softsell.report.display import escape, one_line, width, wrap
from softsell.report.options import Options
from softsell.report.style import Style

_WIDEST = 110
_LEAST_CELL = 12
_INDENT = "  "


def render(feed: Feed, options: Options, *, learned: bool) -> Iterator[str]:
    """Yield the report. ``learned``: whether the learned weights are there."""
    style = Style(options.color)
    room = max(40, min(options.width, _WIDEST))
    yield wrap(headline(feed), room) + "\n"
    for section in sections(feed, learned=learned):
        yield "\n" + _render(section, style, room)


def _render(section: Section, style: Style, room: int) -> str:
    lines = [style.paint(section.title, "bold")]
    numbered = section.key == "next" and len(section.sentences) > 1
    for number, sentence in enumerate(section.sentences, 1):
        mark = f"{number}. " if numbered else ""
        hang = _INDENT + " " * len(mark)
        lines.append(_INDENT + mark + wrap(escape(sentence), room - len(hang), hang))
    for table in section.tables:
        lines += _table(table, style, room)
    for note in section.notes:
        wrapped = wrap(escape(note), room - len(_INDENT), _INDENT)
        lines += [style.paint(_INDENT + line.strip(), "dim") for line in wrapped.split("\n")]
    return "\n".join(lines) + "\n"


def _table(table: Table, style: Style, room: int) -> Iterator[str]:
    """Yield the lines of a table. Columns of numbers are right-aligned, and the last one is cut to fit."""
    rows = [[one_line(cell) for cell in row] for row in table.rows]
    columns = len(rows[0])
    widths = [max(width(row[column]) for row in rows) for column in range(columns)]
    right = [all(is_number(row[column]) for row in rows[1:]) for column in range(columns)]
    before = sum(widths[:-1]) + 2 * (columns - 1) + len(_INDENT)
    last = max(_LEAST_CELL, room - before)
    for number, row in enumerate(rows):
        cells = [_pad(cell, widths[at], right=right[at]) for at, cell in enumerate(row[:-1])]
        cells.append(_pad(_cut(row[-1], last), widths[-1], right=True) if right[-1] else _cut(row[-1], last))
        line = (_INDENT + "  ".join(cells)).rstrip()
        yield style.paint(line, "dim") if number == 0 else line


def _pad(cell: str, columns: int, *, right: bool) -> str:
    gap = " " * (columns - width(cell))
    return gap + cell if right else cell + gap


def _cut(cell: str, room: int) -> str:
    if width(cell) <= room:
        return cell
    kept = cell[:room]
    while kept and width(kept) >= room:
        kept = kept[:-1]
    return kept + "…"
