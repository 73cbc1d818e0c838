"""Finds posts that stand in fenced code, ready to be copied, with a few words to a colleague around them.

    Hi Jo, here is the text for Friday.

    ```
    The oven is warm. Come and bake with us.
    ```

They are posts if no fence names a language, every fence holds prose, and there are fewer words around them than in them. Otherwise fenced
code is code, which nobody reads as prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from softsell.compile_later import compile_later
from softsell.draft.parts import Part, may_be_split
from softsell.draft.source import Source
from softsell.draft.span import Span

if TYPE_CHECKING:
    from softsell.draft.front_matter import FrontMatter
    from softsell.draft.labels import Label

_OPENING = compile_later(r" {0,3}(?:`{3,}+|~{3,}+)(?P<info>[^\r\n]*+)\r?\n")
_CLOSING = compile_later(r"\n[ \t]*(?:`{3,}|~{3,})[ \t]*\Z")
_NO_LANGUAGE = frozenset(("", "text", "txt", "plain", "plaintext", "none", "caption", "post", "copy"))
_WORD = compile_later(r"(?<!\S)[\"'“‘(]*[^\W\d_]++(?:['’-][^\W\d_]++)*+[.,;:!?…\"'”’)]*(?!\S)")
_CODE = compile_later(
    r"[{};=\\$<>|]|\w\(|::|(?m:^[ \t]*(?://|--|npm |pip |git |import |from \w+ import|def |select |Error\b|Traceback))"
)
_MOST_SIGNS_OF_CODE = 0.02
"""For each word."""
_MOST_PLAIN = 0.7
"""How many of the words must be plain ones; the others are hashtags, numbers, addresses and emoji."""
_FEWEST_WORDS = 5
_MOST_FENCES = 500
_LONGEST = 1_000_000
_WORTH_A_NOTE = 1 / 3


class _Fences(NamedTuple):
    """What the fences of a text hold.

    Attributes:
        spans: the texts in the fences.
        openings: where each fence begins.
        are_posts: whether the texts are the posts. Otherwise somebody should say so.
    """

    spans: list[Span]
    openings: list[int]
    are_posts: bool


def find_fenced_parts(
    source: Source, span: Span, above: FrontMatter | None, platform: str | None, notes: list[str]
) -> list[Part]:
    """Return the posts that stand in fenced code, each with the label above its fence."""
    found = _find_fences(source.text, span)
    if found is None or not may_be_split(source.text, span, above, platform, frozenset()):
        return []
    if not found.are_posts:
        notes.append(
            source.name_message(
                "the text in fenced code isn't checked. If it's your post, delete the lines of ``` around it."
            )
        )
        return []
    notes.append(source.name_message("the posts are the texts in fenced code; the text around them isn't checked"))
    parts = []
    for inside, opening in zip(found.spans, found.openings, strict=True):
        label = _label_above(source.text, span.start, opening)
        if label and label.platform and above and above.context.platform:
            label = None
        parts.append(Part(inside, above, label, fenced=True))
    return parts


def _label_above(text: str, start: int, end: int) -> Label | None:
    """Return what the last line above a fence says, if it's a label."""
    from softsell.draft.labels import LONGEST, parse_label

    line = text[max(start, end - 2 * LONGEST) : end].rstrip().rpartition("\n")[2]
    return parse_label(line, marked=True)


def _find_fences(text: str, span: Span) -> _Fences | None:
    """Return the fences of ``span`` if all of them hold prose, and enough of it."""
    if span.end - span.start > _LONGEST or not (
        "```" in text[span.start : span.end] or "~~~" in text[span.start : span.end]
    ):
        return None
    from softsell.draft.markdown_dialects import fenced

    spans: list[Span] = []
    openings: list[int] = []
    inside = 0
    for start, end in fenced(text[span.start : span.end]):
        found = _span_within(text, start + span.start, end + span.start)
        if found is None or len(spans) == _MOST_FENCES or not _is_prose(text[found.start : found.end]):
            return None
        spans.append(found)
        openings.append(start + span.start)
        inside += len(text[found.start : found.end].split())
    around = len(text[span.start : span.end].split()) - inside - 2 * len(spans)
    if not spans or inside < _WORTH_A_NOTE * around:
        return None
    return _Fences(spans, openings, around <= inside)


def _span_within(text: str, start: int, end: int) -> Span | None:
    """Return the text in a fence, or ``None`` if it names a language or isn't closed."""
    written = text[start:end]
    opening = _OPENING.match(written)
    closing = _CLOSING.search(written, max(0, len(written) - 200))
    if opening is None or closing is None or opening["info"].strip().casefold() not in _NO_LANGUAGE:
        return None
    inner = written[opening.end() : closing.start()]
    first = len(inner) - len(inner.lstrip())
    return Span(start + opening.end() + first, start + opening.end() + max(first, len(inner.rstrip())))


def _is_prose(text: str) -> bool:
    """Return whether a text is made of words, as sentences are and code isn't."""
    words = text.split()
    signs = sum(1 for _ in _CODE.finditer(text))
    return (
        len(words) >= _FEWEST_WORDS
        and signs <= _MOST_SIGNS_OF_CODE * len(words)
        and sum(1 for _ in _WORD.finditer(text)) >= _MOST_PLAIN * len(words)
        and any(word.rstrip("\"'”’)")[-1:] in tuple(".!?…") for word in words)
    )
