"""Splits the posts of a text file once more, where their writer marked them without lines of dashes.

The marks are labels (``labelled_parts``), the numbers of a thread (``thread_parts``) and, in Markdown, fenced code (``fenced_posts``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from softsell.compile_later import compile_later
from softsell.draft.source import Source
from softsell.draft.span import Span

if TYPE_CHECKING:
    from softsell.draft.front_matter import FrontMatter
    from softsell.draft.labels import Label

WORDS_OF_A_PLAN = compile_later(
    r"\b(?:posts?|captions?|plans?|planner|calendar|schedule|content|social|drafts?|copy|week|campaign|january|february|march|april|may|june"
    r"|july|august|september|october|november|december|beiträge|kalender|redaktionsplan)\b",
    re.IGNORECASE,
)
OFFERS = compile_later(
    r"\s*(?:[^\r\n.!?:]{1,30}[.!,] )?(?:here (?:are|is)|here[’']s|below (?:are|is)) (?!(?:\w+ of )?(?:our|my)\b)[^\r\n]{0,80}"
    r"\b(?:posts?|captions?|options|versions|drafts?|tweets?|variations)\b[^\r\n]{0,80}[.:!][*_ \t]*\s*",
    re.IGNORECASE,
)
"""How an assistant begins: “Sure! Here are three posts for you:”."""
_INTRODUCES = compile_later(r"\s*(?:[^\r\n]{1,200}\r?\n){0,2}[^\r\n]{1,200}:[*_ \t]*")
"""A few lines that end with a colon."""
_OFFERS_BELOW = compile_later(
    r"\s*(?:[^\r\n.!?:]{1,30}[.!,] )?(?:here (?:are|is)|here[’']s|below (?:are|is)) "
    r"(?:(?!(?:our|my)\b)\w+ ){1,3}?(?:social media |linkedin |facebook |instagram |short |new )*"
    r"(?:posts?|captions?|options|versions|drafts?|tweets?|variations)\b[^\r\n.!?]{0,60}:[*_ \t]*\s*",
    re.IGNORECASE,
)
CLOSES = compile_later(
    r"\s*[*_(]*(?:would you like|let me know|want me to|do you want me|shall i|should i|feel free|if you(?:[’']d)? (?:like|want))\b"
    r"(?=[^\r\n]*\b(?:tone|chang(?:e[sd]?|ing)|versions?|variations?|tweak\w*|adjust\w*|edit(?:s|ed)?|revis\w+|rewrit\w+|shorter|longer"
    r"|(?:more|other|another|any|which|these) (?:posts?|options?|captions?|drafts?|tweets?))\b)"
    r"[^\r\n.!?]{0,300}[.!?]*[^\w\r\n]*"
    r"(?:(?:I can|I could|I[’']ll|I[’']m happy to|just let me know)\b[^\r\n.!?]{0,200}[.!?]*[^\w\r\n]*)?\s*",
    re.IGNORECASE,
)
"""How an assistant ends: “Would you like a change of tone? I can make them shorter.”"""
_NAMES_AN_ARTICLE = compile_later(r"(?mi)^(?:title|layout|slug|permalink|categor(?:y|ies)) *[:=] *(.*)$")


_WORD = compile_later(r"\w")
_BLANK_LINE = compile_later(r"\r?\n[ \t]*+\r?\n")
_WORDS_ABOVE = "the words above the first post aren't checked"
_WORDS_AROUND = "the words above the first post and below the last aren't checked"
_WORDS_BESIDE = "the words below names such as “Caption” or “Copy” are checked; what stands below other names isn't"
_WORDS_BELOW = "the words below the last post aren't checked"


class Part(NamedTuple):
    """A post, with its front matter and what its label says. In fenced code, it's read to the letter."""

    span: Span
    above: FrontMatter | None = None
    label: Label | None = None
    fenced: bool = False


def split_into_parts(
    source: Source,
    posts: Iterable[tuple[Span, FrontMatter | None]],
    notes: list[str],
    *,
    markdown: bool,
    platform: str | None = None,
) -> Iterator[Part]:
    """Yield the posts again, split at labels or fences, each with its label if it has one.

    Args:
        source: the text.
        posts: the spans of its posts, with their front matter.
        notes: gets what the user should know about fences.
        markdown: whether it's Markdown, in which a label may be a heading, and code is left alone.
        platform: where its posts go, if they don't say so themselves.
    """
    from softsell.draft.fenced_posts import find_fenced_parts
    from softsell.draft.labelled_parts import find_labelled_parts

    def labelled(post: tuple[Span, FrontMatter | None]) -> list[Part]:
        return find_labelled_parts(source.text, *post, platform, markdown=markdown)

    posts = iter(posts)
    first = list(islice(posts, 3))
    introduced = markdown and _is_introduced(source.text, first, labelled)
    offered = len(first) > 1 and _OFFERS_BELOW.fullmatch(source.text, first[0][0].start, first[0][0].end)
    closed = False
    if introduced or offered:
        first = [*first[1:], *posts]
        closed = len(first) > 1 and CLOSES.fullmatch(source.text, first[-1][0].start, first[-1][0].end) is not None
        if closed:
            first.pop()  # “Shall I change the tone?”
        notes.append(source.name_message(_WORDS_AROUND if closed else _WORDS_ABOVE))
    found = [labelled(post) for post in first[:2]]
    said = {part.label[1:] for parts in found for part in parts if part.label}
    split = bool(first) and (introduced or all(found)) and len(said) > 1
    for span, above in chain(first, posts):
        parts = find_fenced_parts(source, span, above, platform, notes) if markdown else []
        if split and not parts:
            parts = _without_close(source.text, span, labelled((span, above)))
            if parts and not closed and _WORD.search(source.text, parts[-1].span.end, span.end):
                notes.append(source.name_message(_WORDS_BELOW))
                closed = True
        parts = (
            _read_fields(source, parts, notes)
            if parts
            else [_read_section(source, Part(span, above), platform, notes, markdown=markdown)]
        )
        for part in parts:
            yield from _split_thread(source, part, platform, notes)


def _without_close(text: str, span: Span, parts: list[Part]) -> list[Part]:
    """Return the parts of an assistant's answer without its last paragraph: “Let me know if I should make them shorter!”"""
    if len(parts) < 2 or not OFFERS.match(text, span.start, parts[0].span.start):
        return parts
    last = parts[-1].span
    close = max((blank.start() for blank in _BLANK_LINE.finditer(text, *last)), default=last.end)
    if close == last.end or not CLOSES.fullmatch(text, close, last.end):
        return parts
    return [*parts[:-1], parts[-1]._replace(span=Span(last.start, last.start + len(text[last.start : close].rstrip())))]


def _read_fields(source: Source, parts: list[Part], notes: list[str]) -> list[Part]:
    """Return the parts with only their posts, if each says more of its post below names such as “Caption:” and “Visual:”."""
    from softsell.draft.post_fields import find_fields

    if not all(part.label and not part.fenced for part in parts):
        return parts
    posts = find_fields(source.text, [part.span for part in parts])
    if not posts:
        return parts
    notes.append(source.name_message(_WORDS_BESIDE))
    return [part._replace(span=span) for part, span in zip(parts, posts, strict=True)]


def _read_section(source: Source, page: Part, platform: str | None, notes: list[str], *, markdown: bool) -> Part:
    """Return the post of a page with headings such as “Copy” and “Visual”, or the page as it is."""
    from softsell.draft.post_fields import find_section

    section = find_section(source.text, page.span) if markdown else None
    if section is None or not may_be_split(source.text, page.span, page.above, platform, frozenset()):
        return page
    notes.append(source.name_message(_WORDS_BESIDE))
    return page._replace(span=section)


def _split_thread(source: Source, part: Part, platform: str | None, notes: list[str]) -> Iterator[Part]:
    """Yield the posts of a numbered thread, or the part as it is."""
    from softsell.draft.thread_parts import find_thread_parts

    posts = find_thread_parts(source.text, part.span)
    if not posts or not may_be_split(source.text, part.span, part.above, platform, frozenset()):
        yield part
        return
    notes.append(source.name_message(f"this is a thread of {len(posts)} posts; each number begins or ends one"))
    if _WORD.search(source.text, part.span.start, posts[0].start):
        notes.append(source.name_message(_WORDS_ABOVE))
    yield from (part._replace(span=post) for post in posts)


def _is_introduced(
    text: str,
    first: list[tuple[Span, FrontMatter | None]],
    labelled: Callable[[tuple[Span, FrontMatter | None]], list[Part]],
) -> bool:
    """Return whether words to the reader stand above posts with labels, as an assistant answers: “Here are three posts:”."""
    if len(first) < 2 or not _INTRODUCES.fullmatch(text, first[0][0].start, first[0][0].end):
        return False
    found = [labelled(post) for post in first[1:]]
    return len(found[0]) > 1 or (len(found) > 1 and all(found))


def may_be_split(text: str, span: Span, above: FrontMatter | None, platform: str | None, kinds: frozenset[str]) -> bool:
    """Return whether front matter and the caller leave it open where the posts go, and don't say that this is an article."""
    said = above.context.platform if above else None
    if said and ("platform" in kinds or said == "blog"):
        return False
    if above is not None and above.foreign and (found := _NAMES_AN_ARTICLE.search(text, *above.span)):
        return WORDS_OF_A_PLAN.search(found[1]) is not None
    return "platform" in kinds or platform != "blog"
