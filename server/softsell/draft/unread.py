"""Says what of a file isn't read although its writer may have wanted it: quotes in Markdown, crossed-out text, and letters in a wrong
encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from softsell.compile_later import compile_later
from softsell.draft.draft import Draft
from softsell.draft.posts import LINE_START
from softsell.draft.source import Source

_QUOTED = compile_later(LINE_START + r" {0,3}>[^\r\n]*")
_STRUCK_TAG = compile_later(r"<(?P<closing>/?)(?P<name>del|s|strike)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TAG = compile_later(r"<[^<>]*>")
_MISREAD = compile_later(r"[^\s]{0,20}(?:â€[™œ˜¦“”\x9d]|Ã[¡-º¼-¿]|ðŸ|Â[£°©®])[^\s]{0,20}")
"""UTF-8 that was read in Windows-1252 and saved so: ``cafÃ©``."""
_MARKS_OF_MISREAD = ("â€", "Ã", "ðŸ", "Â")
_LOOKED_AT = 1_000_000


def describe_quotes(source: Source, drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield a note if a post in Markdown has more words in quotes than of its own."""
    if any(_has_more_quoted(source.text, draft) for draft in drafts):
        yield source.name_message(
            "the quotes aren't checked, because quotes are somebody else's words. If they're your post, delete the > before their lines."
        )


def _has_more_quoted(text: str, draft: Draft) -> bool:
    if ">" not in text[draft.span.start : draft.span.end]:
        return False
    quoted = sum(len(line[0].split()) - 1 for line in _QUOTED.finditer(text, *draft.span))
    return quoted > len(draft.prose.split())


def describe_struck(source: Source, drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield a note if a post in Markdown has more words that are crossed out than others."""
    if any(is_mostly_struck(source.text, draft) for draft in drafts):
        yield source.name_message(
            "the crossed-out text isn't checked, because its writer dropped it. If it's your post, delete the ~~ around it."
        )


def is_mostly_struck(text: str, draft: Draft) -> bool:
    """Return whether a post in Markdown has more words that are crossed out than others."""
    if "~~" not in text[draft.span.start : draft.span.end]:
        return False
    from softsell.draft.markdown_dialects import STRUCK

    struck = sum(len(found[0].split()) for found in STRUCK.finditer(text, *draft.span))
    return struck > len(draft.prose.split())


def describe_struck_in_html(source: Source, drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield a note if a page has more words that are crossed out than others, maybe because a tag was never closed."""
    struck, begun, name = 0, -1, ""
    for found in _STRUCK_TAG.finditer(source.text):
        if begun < 0 and not found["closing"]:
            begun, name = found.end(), found["name"].lower()
        elif begun >= 0 and found["closing"] and found["name"].lower() == name:
            struck += _count_words(source.text[begun : found.start()])
            begun = -1
    if begun >= 0:
        struck += _count_words(source.text[begun:])
    if struck > sum(len(draft.prose.split()) for draft in drafts):
        yield source.name_message(
            "the crossed-out text isn't checked, because its writer dropped it. If it's your post, delete the <del> or <s> around it."
        )


def _count_words(html: str) -> int:
    return len(_TAG.sub(" ", html).split())


def describe_misread(source: Source) -> Iterator[str]:
    """Yield a note if letters of a file look as if they had been read in a wrong encoding."""
    head = source.text[:_LOOKED_AT]
    if not any(mark in head for mark in _MARKS_OF_MISREAD):
        return
    if found := _MISREAD.search(head):
        meant = _mend(found[0])
        example = f"“{found[0]}” for “{meant}”" if meant else f"“{found[0]}”"
        yield source.name_message(
            f"letters look wrong, such as {example}. Export the file once more, as UTF-8, or it will be posted so."
        )


def _mend(word: str) -> str:
    try:
        return word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
