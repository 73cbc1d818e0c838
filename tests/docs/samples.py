"""The samples of the pages: blocks of code in Markdown, and transcripts of a terminal that can be run again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from docs.written_pages import split_info

PROMPT = "$ "
ANYTHING = "…"
"""A line of a transcript that stands for any lines."""


@dataclass(frozen=True)
class Sample:
    """A block of code: its language, the file that it stands for if it is one, its text, its line, and a note on how it's tested."""

    language: str
    file: str
    text: str
    line: int
    note: str = ""


def samples_of(path: Path) -> Iterator[Sample]:
    """Yields the blocks of code of a page, in order."""
    for token in MarkdownIt().parse(path.read_text("utf-8")):
        if token.type == "fence":
            language, file, note = split_info(token.info)
            yield Sample(language, file, token.content, token.map[0] + 1 if token.map else 0, note)


def steps(transcript: str) -> Iterator[tuple[str, str]]:
    """Yields each command of a transcript with the output below it."""
    for part in re.split(rf"^{re.escape(PROMPT)}", transcript, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def fits(expected: str, output: str) -> bool:
    """Returns whether a command printed what the page says. Blank lines at the end don't count."""
    lines = [
        r"(?:.*\n)*" if line == ANYTHING else re.escape(line) + r"\n"
        for line in expected.rstrip().split("\n")
        if expected.strip()
    ]
    return re.fullmatch("".join(lines), output.rstrip() + "\n" if output.strip() else "") is not None
