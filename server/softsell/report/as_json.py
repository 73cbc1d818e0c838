"""Renders one JSON document: ``{"version": 1, "files": [{"path", "drafts"}]}``. ``engine.as_dict`` has the keys of a draft.

Offsets (``start``, ``end``) are code points of the file. Lines and columns count from 1, and columns count code points. A
finding about the whole draft has null offsets, the draft's first line and column 1. Drafts are written one by one to keep
memory use flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from softsell.engine import as_dict
from softsell.report.options import Options
from softsell.report.result import CheckedFile, PlacedDraft
from softsell.report.safe_json import dumps

VERSION = 1


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    yield f'{{"version": {VERSION}, "files": ['
    separator = "\n"
    for file in files:
        yield f'{separator}{{"path": {dumps(file.path)}, "drafts": ['
        separator = "\n"
        for placed in file.placed():
            yield separator + dumps(draft_as_dict(placed), indent=2)
            separator = ",\n"
        yield "]}"
        separator = ",\n"
    yield "\n]}\n"


def draft_as_dict(placed: PlacedDraft) -> dict[str, Any]:
    """Return a draft as a dict for JSON."""
    draft = placed.draft
    return as_dict.draft_as_dict(
        line=placed.line,
        findings=[(entry.finding, entry.start) for entry in placed.findings],
        scores=draft.scores,
        measures=draft.measures,
        kind=draft.kind._asdict(),
        platform=draft.platform,
        record=draft.record,
    )
