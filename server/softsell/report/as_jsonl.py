"""Renders one line of JSON for each draft: the drafts of ``as_json``, each with its ``path``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from softsell.report.as_json import draft_as_dict
from softsell.report.options import Options
from softsell.report.result import CheckedFile
from softsell.report.safe_json import dumps


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    for file in files:
        for placed in file.placed():
            yield dumps({"path": file.path, **draft_as_dict(placed)}) + "\n"
