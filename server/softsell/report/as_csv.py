"""Renders a spreadsheet: a row for each post, with what its sheet says about it, its text, scores, findings and suggestions.

Comma-separated, RFC 4180 but for line ends, which are ``\\n``. No cell can be run as a formula. ``--annotate`` adds the results to
the user's own sheet instead.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from softsell.draft.record import COUNTS
from softsell.report.options import Options
from softsell.report.record_words import date_in_words
from softsell.report.result import CheckedFile, PlacedDraft
from softsell.report.spreadsheet import COLUMNS, result_cells, safe_cell

HEADER = (
    "file",
    "line",
    "sheet",
    "row",
    "id",
    "date",
    "platform",
    "campaign",
    "link",
    *COUNTS,
    "kind",
    "post",
    *COLUMNS,
)


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    yield _row(HEADER)
    for file in files:
        for placed in file.placed():
            yield _row(_cells(file, placed))


def _cells(file: CheckedFile, placed: PlacedDraft) -> list[str]:
    draft, record = placed.draft, placed.draft.record
    values = (
        file.path,
        placed.line,
        record.sheet,
        record.row,
        record.id,
        date_in_words(record.date) if record.date else None,
        draft.platform,
        record.campaign,
        record.link,
        *(record.counts.get(count) for count in COUNTS),
        draft.kind.name,
        file.read(draft)[0].strip(),
    )
    return [*("" if value is None else safe_cell(str(value)) for value in values), *result_cells(file, draft)]


def _row(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
