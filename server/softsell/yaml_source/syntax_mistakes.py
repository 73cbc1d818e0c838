"""Says in plain words what the YAML parser objects to, and how to mend it."""

from __future__ import annotations

from typing import Any

from softsell.yaml_source.document import Document

QUOTE_HINT = "Put quotes around it: "


def explain_syntax(document: Document, error: Any, index: int) -> tuple[str, str, int]:
    """Return a message, a hint and the offset to show for a YAML syntax error."""
    problem = str(error.problem or "")
    _, column, written = document.place(index)
    line_start = index - column + 1
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent:
        return (
            "This line is indented with a tab.",
            "Use two spaces for each level.",
            line_start + indent.index("\t"),
        )
    character = document.text[index : index + 1]
    if "cannot start any token" in problem and character in {"@", "`", "%", "\t"}:
        if character == "\t":
            return "There is a tab here.", "Use spaces.", index
        return f"A text can't begin with {character} unless it's in quotes.", f'{QUOTE_HINT}"{character}…".', index
    if "mapping values are not allowed" in problem:
        return (
            "A colon and a space begin a new value, which isn't possible here.",
            "If the colon is part of the text, put quotes around the text. Otherwise, indent the line like its neighbours.",
            index,
        )
    if "unexpected end of stream" in problem and error.context and "quoted scalar" in error.context:
        return "This quote has no closing quote.", "Add the closing quote.", error.context_mark.index
    if "unknown escape character" in problem:
        index -= character != "\\"  # the two readers give different ends of it
        return (
            "A backslash in double quotes must be written twice.",
            "Write \\\\, or use single quotes.",
            index,
        )
    if "expected ',' or ']'" in problem or "expected ',' or '}'" in problem:
        opened = error.context_mark.index if error.context_mark else index
        kind = "list" if "]" in problem else "mapping"
        return (
            f"The {kind} that opens here with “{document.text[opened : opened + 1]}” isn't valid or isn't closed.",
            "Separate its values with commas and close the bracket. Put texts with commas, colons or brackets in quotes.",
            opened,
        )
    if "could not find expected ':'" in problem:
        return "A colon is missing in this line or the one above.", "Write a value as “name: value”.", index
    if "block sequence entries are not allowed" in problem:
        return (
            "A list item (“- ”) can't begin here.",
            "Begin each item on its own line, indented like the others.",
            index,
        )
    if (
        "did not find expected key" in problem
        or "did not find expected '-' indicator" in problem
        or "expected <block end>" in problem
    ):
        return (
            "This line doesn't fit the lines above it.",
            "Indent it exactly like its neighbours. If a text has quotes in it, put quotes around all of it.",
            index,
        )
    return (
        "This isn't valid YAML.",
        f"The YAML parser says: {problem or 'unknown problem'}. Quotes around the text often fix this.",
        index,
    )
