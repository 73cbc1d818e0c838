"""Report: what a check found, as people and programs like to read it. One module for each format.

Every format module has one function, ``render(files, options)``, that takes checked files one by one and yields text,
so that a long run shows its first findings at once and a reader who has seen enough may stop. Nothing here checks,
reads files or writes anywhere; the faces do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from softsell.report.options import Options
from softsell.report.result import CheckedDraft, CheckedFile

FORMATS: tuple[str, ...] = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson")

__all__ = ["FORMATS", "CheckedDraft", "CheckedFile", "Options", "render"]


def render(format_name: str, files: Iterable[CheckedFile], options: Options) -> Iterator[str]:
    """The files in one of ``FORMATS``, as pieces of text to be written one after the other."""
    pieces: Iterator[str] = import_module(f"softsell.report.as_{format_name}").render(files, options)
    return pieces
