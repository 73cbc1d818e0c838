"""Reads the posts of a plan in Markdown that is a checklist, in which each item is a post.

    # Posts for July

    - [x] The oven is warm, and the rye is back. Come in!
    - [ ] Who has a bicycle to lend us on Saturday?

A file is read so if its title is that of a plan, if it holds nothing but headings and such items, and if these read like posts. Items that
say what to do for the posts, such as “Ask Ann for the photo of the oven.”, don't.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft
from softsell.draft.parts import WORDS_OF_A_PLAN
from softsell.draft.source import Source
from softsell.draft.span import Span

_TITLE = compile_later(r"\s*#{1,3}[ \t]+(?P<title>[^\r\n]{1,80}?)[ \t#]*\r?(?:\n|\Z)")
_ITEM = compile_later(r"(?m)^[-*+] \[[ xX]\][ \t]+(?P<text>[^\r\n]+(?:\r?\n(?:[ \t]*\r?\n)*(?: {2,}|\t)[^\r\n]+)*)")
_HEADINGS = compile_later(r"(?m)^#{1,6}[ \t][^\r\n]*$")
_WRITTEN = compile_later(r"[.!?…][\"'”’)]*\s*\Z|#\w+\s*\Z|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*\Z")
_WORK = compile_later(
    r"(?i)[*_]*(?:answer|approve|ask|book|brief|buy|call|check|collect|confirm|contact|create|decide|design|draft|edit|email|e-mail|film"
    r"|find|finali[sz]e|finish|order|plan|prepare|print|proofread|publish|record|remind|reply|research|review|schedule|send|shoot|take"
    r"|update|upload|write)\b"
)
_FEWEST_ITEMS = 2
_FEWEST_WORDS = 6
_MOST_LIKE_POSTS = 0.8
_MOST_WORK = 1 / 3
"""From this share on, the items that begin with work show that all are to be done. A post may begin so too: “Find us at the mill.”"""
_LONGEST = 200_000


def read_tasks(source: Source, context: Context, notes: list[str]) -> list[Draft] | None:
    """Return the posts of a checklist, or ``None`` if the text is anything else."""
    items = list(_find_items(source))
    if not items:
        return None
    from softsell.draft.markdown import read_markdown

    drafts = []
    for item in items:
        span = Span(*item.span("text"))
        source.check_post_length(span.start, span.end - span.start)
        drafts.append(read_markdown(source, span, context))
    notes.append(source.name_message("each item of the checklist is a post"))
    return drafts


def _find_items(source: Source) -> Iterator[re.Match[str]]:
    text = source.text
    if len(text) > _LONGEST or "[ ]" not in text or "softsell-" in text:
        return iter(())
    title = _TITLE.match(text, source.start)
    if title is None or not _names_a_plan(title["title"]):
        return iter(())
    items = list(_ITEM.finditer(text, title.end()))
    alike = sum(_reads_like_a_post(item["text"]) for item in items)
    work = sum(_WORK.match(item["text"]) is not None for item in items)
    if len(items) < _FEWEST_ITEMS or alike < _MOST_LIKE_POSTS * len(items) or work >= _MOST_WORK * len(items):
        return iter(())
    return iter(() if _HEADINGS.sub("", _ITEM.sub("", text[title.end() :])).strip() else items)


def _names_a_plan(title: str) -> bool:
    from softsell.draft.labels import is_of_a_week

    return WORDS_OF_A_PLAN.search(title) is not None or is_of_a_week(title)


def _reads_like_a_post(text: str) -> bool:
    return len(text.split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS and _WRITTEN.search(text) is not None
