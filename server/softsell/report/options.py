"""How a report should look. The caller decides."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct


class Options(Struct, frozen=True):
    """Attributes:
    version: of softsell, for formats that name the tool.
    color: whether to use ANSI colours.
    width: columns of the terminal.
    unicode: whether the output can show more than ASCII.
    show_clean: whether to show drafts without findings too (text only).
    show_score: whether to explain each point of a score (text only).
    brief: whether to show only findings, without scores and summary (text only).
    fixed: returns how many findings were fixed. Called at the end, for the summary.
    """

    version: str = ""
    color: bool = False
    width: int = 80
    unicode: bool = True
    show_clean: bool = True
    show_score: bool = False
    brief: bool = False
    fixed: Callable[[], int] = int
