"""Report: renders the results of a check for people and programs. Each format has its own module.

Every format module has a function ``render(files, options)`` that takes checked files one by one and yields text. A long run
can show its first findings at once, and readers can stop when they have seen enough. This package doesn't check drafts, read
files or write anywhere; the command line does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from softsell.report.options import Options
from softsell.report.result import CheckedDraft, CheckedFile

FORMATS: tuple[str, ...] = (
    *("text", "concise", "agent", "html", "markdown", "csv"),
    *("json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"),
)
"""For people, then for programs."""

__all__ = ["FORMATS", "CheckedDraft", "CheckedFile", "Options", "is_report", "render"]


_BEGINNINGS = (b'{"version": 1, "files": [', b"# softsell report", b"file,line,sheet,row,id,date,platform,")
_GENERATOR = b'<meta name="generator" content="softsell">'


def is_report(head: bytes) -> bool:
    """Return whether a file that begins with ``head`` is one of our reports, in a format whose files softsell would read as drafts."""
    return head.startswith(_BEGINNINGS) or _GENERATOR in head[:200]


def render(format_name: str, files: Iterable[CheckedFile], options: Options) -> Iterator[str]:
    """Render the files in one of ``FORMATS``, as pieces of text to write one after the other."""
    pieces: Iterator[str] = import_module(f"softsell.report.as_{format_name}").render(files, options)
    return pieces
