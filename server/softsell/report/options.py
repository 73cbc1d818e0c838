"""How a report is to look, decided by the face that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Attributes:
    version: of softsell, for formats that name the tool.
    color: whether to use ANSI colours.
    width: columns of the terminal.
    unicode: whether the output can show more than ASCII.
    show_clean: whether drafts with nothing to mend are shown too (text only).
    show_score: whether to say where each point of a score comes from (text only).
    brief: whether to show findings only, no scores and no summary (text only).
    mended: asked at the end how many findings were mended, for the closing sentence.
    """

    version: str = ""
    color: bool = False
    width: int = 80
    unicode: bool = True
    show_clean: bool = True
    show_score: bool = False
    brief: bool = False
    mended: Callable[[], int] = int
