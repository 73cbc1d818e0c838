"""Says in plain words what the YAML parser objects to, and how to mend it."""

from __future__ import annotations

from typing import Any

from softsell.yaml_source.document import Document

QUOTE_HINT = "Put quotes around it: "

_MISFIT = (
    "This line doesn't fit the lines above it.",
    "Indent it exactly like its neighbours. If a text has quotes in it, put quotes around all of it.",
)
_PLAINLY = {
    "mapping values are not allowed": (
        "A colon and a space begin a new value, which isn't possible here.",
        "If the colon is part of the text, put quotes around the text. Otherwise, indent the line like its neighbours.",
    ),
    "could not find expected ':'": (
        "A colon is missing in this line or the one above.",
        "Write a value as “name: value”.",
    ),
    "block sequence entries are not allowed": (
        "A list item (“- ”) can't begin here.",
        "Begin each item on its own line, indented like the others.",
    ),
    "did not find expected key": _MISFIT,
    "did not find expected '-' indicator": _MISFIT,
    "expected <block end>": _MISFIT,
}
"""A message and a hint for what the parser says of the place where it stops."""


def explain_syntax(document: Document, error: Any, index: int) -> tuple[str, str, int]:
    """Return a message, a hint and the offset to show for a YAML syntax error.

    Args:
        document: the file.
        error: what the parser raised.
        index: where it stopped.
    """
    problem = str(error.problem or "")
    explained = _explain_sign(document, problem, index) or _explain_opening(document, error, problem, index)
    if explained is not None:
        return explained
    for said, (message, hint) in _PLAINLY.items():
        if said in problem:
            return message, hint, index
    hint = f"The YAML parser says: {problem or 'unknown problem'}. Quotes around the text often fix this."
    return "This isn't valid YAML.", hint, index


def _explain_sign(document: Document, problem: str, index: int) -> tuple[str, str, int] | None:
    """Explain a sign that can't stand where it does: a tab, ``@`` or a backslash."""
    _, column, line = document.place(index)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        at = index - column + 1 + indent.index("\t")
        return "This line is indented with a tab.", "Use two spaces for each level.", at
    sign = document.text[index : index + 1]
    if "unknown escape character" in problem:
        at = index - (sign != "\\")  # the two readers give different ends of it
        return "A backslash in double quotes must be written twice.", "Write \\\\, or use single quotes.", at
    if "cannot start any token" in problem and sign == "\t":
        return "There is a tab here.", "Use spaces.", index
    if "cannot start any token" in problem and sign in {"@", "`", "%"}:
        return f"A text can't begin with {sign} unless it's in quotes.", f'{QUOTE_HINT}"{sign}…".', index
    return None


def _explain_opening(document: Document, error: Any, problem: str, index: int) -> tuple[str, str, int] | None:
    """Explain a quote or bracket without its other half, at the place where it opens."""
    opened = error.context_mark.index if error.context_mark else index
    if "unexpected end of stream" in problem and "quoted scalar" in (error.context or ""):
        return "This quote has no closing quote.", "Add the closing quote.", opened
    if "expected ',' or ']'" in problem or "expected ',' or '}'" in problem:
        kind = "list" if "]" in problem else "mapping"
        bracket = document.text[opened : opened + 1]
        return (
            f"The {kind} that opens here with “{bracket}” isn't valid or isn't closed.",
            "Separate its values with commas and close the bracket. Put texts with commas, colons or brackets in quotes.",
            opened,
        )
    return None
