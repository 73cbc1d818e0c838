"""Makes text safe to show in a terminal or a build server's log, and measures, cuts and wraps it.

Drafts, packs and file names can come from anyone and may contain escape sequences. All output that contains them goes through
``escape``, or through ``escape_line`` or ``escape_path`` if it may begin a line: build servers read commands from what programs
print. Safe text doesn't move the cursor, change the writing direction, hide anything, or look like a command.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from softsell.compile_later import compile_later
from softsell.draft.span import Span
from softsell.platforms.graphemes import graphemes, is_emoji

# C0, DEL and C1; direction controls; invisible characters: soft hyphen, zero-width space, word joiner, invisible
# operators, line and paragraph separators, BOM, interlinear marks; and lone surrogates, which no stream can write. None is printable.
_UNSAFE = compile_later(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0001]"
)
# Characters of one column that don't combine with their neighbours: nearly everything that is ever shown.
_PLAIN = compile_later("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2015\u2018-\u201f\u2026]*+")
# The same, fewer, between two others: each of them is a cluster of its own, whatever stands before and after.
_INSIDE = compile_later("(?<=[ -~\u2018-\u201f\u2026])[ -~\u2018-\u201f\u2026]+(?=[ -~\u2018-\u201f\u2026])")
# What build servers obey anywhere in a line (GitHub's old form, Azure, TeamCity), and what GitHub obeys at its start.
_COMMAND = compile_later(r"(?<=#)#(?=(?:vso|teamcity)?\[)")
_COMMAND_LINE = compile_later(r"(\s*):(?=:)")
TAB = "    "


def escape(text: str) -> str:
    """Return ``text`` with every unsafe character in a visible form: ``␛`` for escape, ``<U+202E>`` for a direction control.

    Tabs become four spaces. ``##[`` and the like become ``#⌗[``, which no build server obeys.
    """
    text = _escape_commands(text)
    return text if text.isprintable() else _UNSAFE.sub(_visible, text)


def escape_line(text: str) -> str:
    """Like ``escape``, for text that may begin a line: ``::`` there becomes ``∶:``."""
    return _escape_line_start(escape(text))


def escape_lines(text: str) -> str:
    """Return lines of text, each as in ``escape_line``."""
    return "\n".join(map(escape_line, text.split("\n")))


def escape_path(path: str) -> str:
    """Like ``escape`` for a file's name, on one line. Adds ``./`` before a name that a build server would obey."""
    path = escape(path)
    return f"./{path}" if _COMMAND_LINE.match(path) else path


def _escape_commands(text: str) -> str:
    return _COMMAND.sub("⌗", text) if "##" in text else text


def _escape_line_start(text: str) -> str:
    return _COMMAND_LINE.sub("\\1∶", text, count=1) if _COMMAND_LINE.match(text) else text


def one_line(text: str) -> str:
    """Return ``text`` on one line: line breaks become spaces, and the rest is as in ``escape``."""
    return escape(text if text.isprintable() else re.sub(r"[\r\n]+", " ", text))


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character == "\t":
        return TAB
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"<U+{code:04X}>"


def width(text: str) -> int:
    """Return the number of terminal columns that ``text`` (already escaped) takes."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return _clusters(text)[1]


def _clusters(text: str) -> tuple[list[str], int]:
    """Return the grapheme clusters of ``text``, and how many columns they take. Only characters near unusual ones are looked at."""
    clusters: list[str] = []
    columns = at = 0
    for plain in _INSIDE.finditer(text):
        near = [*graphemes(text[at : plain.start()])]
        clusters += near
        clusters += plain.group()
        columns += sum(map(_cluster_width, near)) + len(plain.group())
        at = plain.end()
    near = [*graphemes(text[at:])]
    return clusters + near, columns + sum(map(_cluster_width, near))


def _cluster_width(cluster: str) -> int:
    if len(cluster) == 1 and cluster.isascii():
        return 1
    if is_emoji(cluster):
        return 2
    return max(map(_character_width, cluster))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Excerpt(NamedTuple):
    """A safe line, cut to fit, and the columns of its marked stretch.

    Attributes:
        text: safe to print.
        indent: columns before the stretch.
        marked: columns of the stretch, at least 1.
    """

    text: str
    indent: int
    marked: int


def excerpt(text: str, line: Span, marked: Span, room: int, ellipsis: str = "…") -> Excerpt:
    """Return the part of a line around its marked stretch that fits in ``room`` columns.

    The start of the stretch stays visible. ``ellipsis`` replaces what was cut. The cost doesn't depend on the length of the
    line: this reads no more of it than a terminal shows.

    Args:
        text: the text that the spans refer to.
        line: the line, without its line ending.
        marked: the stretch. What lies outside the line isn't shown.
        room: available columns.
        ellipsis: the sign for a cut.
    """
    start, end = marked.start, max(marked.start, min(marked.end, line.end))
    parts = (
        text[max(line.start, start - _LOOK) : start],
        text[start : min(end, start + _LOOK)],
        text[end : min(line.end, end + _LOOK)],
    )
    # A command may begin in one part and end in the next. Its replacement has the same length.
    whole = _escape_commands("".join(parts))
    inside_from, after_from = len(parts[0]), len(parts[0]) + len(parts[1])
    before = _cells(whole[:inside_from], cut=line.start < start - _LOOK)
    inside = _cells(whole[inside_from:after_from], cut=start + _LOOK < end)
    after = _cells(whole[after_from:], cut=end + _LOOK < line.end)
    before, inside, after = _fit(before, inside, after, room, width(ellipsis))
    head = [ellipsis] if before.cut else []
    tail = [ellipsis] if after.cut or inside.cut else []
    shown_text = "".join([*head, *before.cells, *inside.cells, *after.cells, *tail])
    indent = width("".join([*head, *before.cells]))
    return Excerpt(shown_text, indent, max(1, inside.columns))


class _Part(NamedTuple):
    cells: Sequence[str]
    columns: int
    cut: bool

    @property
    def is_plain(self) -> bool:
        """Whether each cell has one column. A plain text is its own list of cells."""
        return isinstance(self.cells, str)


_LOOK = 300
"""How many characters before and after the stretch an excerpt considers: more than a terminal has columns."""


def _cells(text: str, *, cut: bool) -> _Part:
    text = escape(text)
    if _PLAIN.fullmatch(text):
        return _Part(text, len(text), cut)
    return _Part(*_clusters(text), cut)


def _fit(before: _Part, inside: _Part, after: _Part, room: int, mark: int) -> tuple[_Part, _Part, _Part]:
    """Cut what doesn't fit: first after the stretch, then before it, and last the stretch itself."""
    if before.columns + inside.columns + after.columns + mark * (before.cut + (inside.cut or after.cut)) <= room:
        return before, inside, after
    lead = max(room // 4, room - inside.columns - 2 * mark - min(after.columns, room // 4))
    before = _take_last(before, lead) if lead < before.columns else before
    left = room - before.columns - mark * before.cut
    if inside.columns > left - mark:
        return before, _take_first(inside, max(1, left - mark)), _Part([], 0, cut=True)
    left -= inside.columns
    if after.columns + mark * after.cut > left:
        after = _take_first(after, max(0, left - mark))
    return before, inside, after


def _take_first(part: _Part, columns: int) -> _Part:
    if part.is_plain:
        begun = part.cells[: max(0, columns)]
        return _Part(begun, len(begun), part.cut or len(begun) < len(part.cells))
    kept: list[str] = []
    used = 0
    for cell in part.cells:
        used += _cluster_width(cell)
        if used > columns:
            break
        kept.append(cell)
    return _Part(kept, width("".join(kept)), part.cut or len(kept) < len(part.cells))


def _take_last(part: _Part, columns: int) -> _Part:
    turned = _take_first(_Part(part.cells[::-1], part.columns, part.cut), columns)
    return _Part(turned.cells[::-1], turned.columns, turned.cut)


def wrap(text: str, room: int, indent: str = "") -> str:
    """Break ``text`` (already escaped) at spaces into lines of ``room`` columns, with ``indent`` before all but the first.

    ``room`` doesn't include the indent. A word longer than a line stays whole. No line begins with a build server's command.
    """
    if width(text) <= room:
        return _escape_line_start(text)
    if _PLAIN.fullmatch(text) and not text.startswith(" ") and "  " not in text:
        return f"\n{indent}".join(map(_escape_line_start, _break_lines(text, room)))
    lines: list[str] = []
    line = ""
    used = 0
    for word in text.split(" "):
        columns = width(word)
        if line and used + 1 + columns > room:
            lines.append(line)
            line, used = word, columns
        else:
            used += columns + bool(line)
            line = f"{line} {word}" if line else word
    lines.append(line)
    return f"\n{indent}".join(map(_escape_line_start, lines))


def _break_lines(text: str, room: int) -> Iterator[str]:
    """Yield the lines of a plain text with single spaces."""
    start = 0
    while len(text) - start > room:
        end = text.rfind(" ", start, start + room + 1)
        if end < 0:
            end = text.find(" ", start)
        if end < 0:
            break
        yield text[start:end]
        start = end + 1
    yield text[start:]
