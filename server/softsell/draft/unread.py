"""Says what of a file isn't read although its writer may have wanted it: quotes and crossed-out text in Markdown, and letters in a wrong
encoding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from softsell.compile_later import compile_later
from softsell.draft.draft import Draft
from softsell.draft.posts import LINE_START
from softsell.draft.source import Source

_QUOTED = compile_later(LINE_START + r" {0,3}>[^\r\n]*")
_STRUCK = compile_later(r"(?<!~)~~(?=[^\s~])[^~]{1,2000}~~(?!~)")
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
    struck = sum(len(found[0].split()) for found in _STRUCK.finditer(text, *draft.span))
    return struck > len(draft.prose.split())


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
