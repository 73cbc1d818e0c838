"""Describes a failure of softsell itself: enough to fix it, without a word of a draft."""

from __future__ import annotations

from pathlib import Path


def describe(error: BaseException) -> str:
    """Return a sentence with the error's type and place. It leaves out the error's message, which could quote a draft."""
    if isinstance(error, MemoryError):
        return "there wasn't enough memory. Check fewer or smaller files at once."
    if isinstance(error, RecursionError):
        return "this is nested too deeply for softsell."
    return (
        f"something went wrong inside softsell ({type(error).__name__}{_place(error)}). This is a bug in softsell. "
        "Please report it with this line and what you typed; the text of your draft isn't needed."
    )


def _place(error: BaseException) -> str:
    """Return the innermost line of softsell that the error passed through."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "softsell" in path.parts:
            place = f" in {'/'.join(path.parts[-2:])}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
