"""What holds for every draft that any reader makes, and the texts to try it with."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from softsell.draft import Draft, Span

FRAGMENTS = (
    "Fresh bread", "🍞", "👩🏽‍🍳", "é", "e\u0301", "𝗕𝗨𝗬", "\u200b", "\ufeff", "\u2028", "\x85", "\xa0", " ",
    "  ", "\t", "\n", "\r\n", "\r", "\n\n", "*", "**", "_", "~~", "`", "```\n", "~~~\n", "    ", "> ", "- ",
    "1. ", "- [ ] ", "# ", "\n===\n", "\n---\n", "-----", "***", "| a | b |\n|---|---|\n", "|", "\\", "\\*",
    "\\|", "&", "&amp;", "&nbsp;", "&#128578;", "&#x1F35E;", "&notit;", "&bogus;", "<", ">", "<b>", "</b>",
    "<br>", "<p>", "</p>", "<p hidden>", "<div>\n", "</div>", "<code>", "</code>", "<script>", "</script>",
    "<blockquote>", "</blockquote>", "<img alt='x'>", "<a href=\"", "<!--", "-->", "<!-- note -->",
    "<!-- softsell-disable-next questions: why -->", "<!-- softsell-disable -->", "[link](http://a.example)",
    "![picture](p.png)", "[", "](", ")", "[^1]", "[^1]: note\n", "https://a.example/x?y=1",
    "<https://a.example>", "#bread", "@shop", "$5", '"', '""', ",", ";", "'", "platform: x",
    "---\nplatform: x\n---\n", "{{<", ">}}", "{{%", "{%", "%}", "{/*", "*/}", "%%", "$$", "$", "[[", "]]", "![[", "==",
    "\ufdd0", "\ufdd1",
    "import a from 'b'\n",
    "export const a = {\n", "<Tip a={", "!!! note\n", ":::", "+++\ntitle = 1\n+++\n", "...\n", "sep=;\n",
    "!", "?", "{", "}", ":",
)  # fmt: skip


def written_texts() -> st.SearchStrategy[str]:
    """Texts made of what markup is made of, with any Unicode between."""
    anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
    return st.lists(st.one_of(st.sampled_from(FRAGMENTS), anything), max_size=25).map("".join)


def assert_well_mapped(draft: Draft) -> None:
    """The pieces cover the prose in order with no gap, never step back, and are verbatim only where they are equal."""
    prose_at, source_at = 0, draft.span.start
    for piece in draft.map.pieces:
        assert piece.prose_start == prose_at
        assert source_at <= piece.source_start <= piece.source_end <= draft.span.end
        prose_at, source_at = piece.prose_end, piece.source_end
        if piece.verbatim:
            written = draft.source[piece.source_start : piece.source_end]
            assert draft.prose[piece.prose_start : piece.prose_end] == written
    assert prose_at == len(draft.prose)
    assert_spans_inside(draft)


def assert_spans_inside(draft: Draft) -> None:
    """Every span of the prose maps inside the draft, and those that claim to be contiguous hold the very characters."""
    ends = sorted({0, len(draft.prose), *(piece.prose_start for piece in draft.map.pieces)})
    for start, end in [(0, len(draft.prose)), *pairwise(ends), *pairwise(ends[::2])]:
        span = Span(start, end)
        source = draft.map.to_source(span)
        assert draft.span.start <= source.start <= source.end <= draft.span.end
        if draft.map.is_contiguous(span):
            assert draft.source[source.start : source.end] == draft.prose[start:end]


def prose_of(drafts: list[Draft]) -> list[str]:
    """What each draft says; each is checked on the way."""
    for draft in drafts:
        assert_well_mapped(draft)
    return [draft.prose for draft in drafts]


def source_of(draft: Draft, said: str) -> str:
    """What stands in the source where the draft says ``said`` for the first time."""
    start = draft.prose.index(said)
    span = draft.map.to_source(Span(start, start + len(said)))
    return draft.source[span.start : span.end]
