from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draft.draft_properties import assert_well_mapped, source_of

from softsell.draft import Draft, read_bytes, read_text
from softsell.draft.prose import ListBlocks, ProseBuilder


def page(text: str) -> Draft:
    draft = read_text(text, markup="html")
    assert_well_mapped(draft)
    return draft


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>Fresh  bread,\n  every <b>day</b>.</p><p>Really.</p>", "Fresh bread, every day.\nReally."),
        ("<h1>Fresh</h1>Bread<div>Every day</div>", "Fresh\nBread\nEvery day"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>Rye<li>Spelt</ul>", "Rye\nSpelt"),
        ("<table><tr><td>Rye</td><td>$5</td></tr></table>", "Rye\n$5"),
        ("Bread &amp; butter&nbsp;&#127838; &copy 5&notit;", "Bread & butter\xa0🍞 © 5¬it;"),
        ("<head><title>T</title><style>b > i {}</style></head><body>Hi<script>if (a < b) '</p>'</script>!", "Hi!"),
        (
            "We <del>hate</del> love <s>wheat</s> <span style='text-decoration: line-through'>oats</span> rye",
            "We love rye",
        ),
        ("Hi <span hidden>no <span>nor</span> this</span>you", "Hi you"),
        ("<p>Hi<p style='color: red; display: none'>no<p>you", "Hi\nyou"),
        ("<template><p>no</p></template><noscript>no</noscript>Hi", "Hi"),
        ("<textarea>no <b></textarea>Hi<select><option>no</select>", "Hi"),
        ("Type <code>bake <i>now</i></code>.", "Type \ufffc."),
        ("<pre>code</pre>So<blockquote>quoted</blockquote>said", "So\nsaid"),
        ("See <img src=x alt='a loaf'> here", "See \ufffc here"),
        ("<a href='https://a.example' title=\"a > b\">Our shop</a>", "Our shop"),
        ("5 < 6 and 7 <3 you <- so", "5 < 6 and 7 <3 you <- so"),
        ("<!doctype html><?php no ?>Hi<!-- no <p> -->!", "Hi!"),
        ("<!-->Hi<!--->!", "Hi!"),
        ("Hi <b", "Hi"),
        ("<A HREF=x>Hi</A><SCRIPT>no</SCRIPT >!", "Hi!"),
        ("&", "&"),
        ("&#; &#x; &bogus;", "&#; &#x; &bogus;"),
        ("&#xD800; &#999999999999;", "\ufffd \ufffd"),
        ("", ""),
    ],
)
def test_what_is_read_is_what_a_browser_shows(written: str, read: str) -> None:
    assert page(written).prose == read


def test_every_character_knows_where_it_was_written() -> None:
    draft = page("\ufeff<p>Café 🍞 is\r\n <b>open</b> &amp; warm</p>")
    assert source_of(draft, "Café 🍞") == "Café 🍞"
    assert source_of(draft, "is open") == "is\r\n <b>open"
    assert source_of(draft, "&") == "&amp;"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
@settings(deadline=None)
def test_escaped_text_comes_back(text: str) -> None:
    assert page(html.escape(text)).prose.split() == text.split()


REFERENCE_PARTS = ("&", "#", "x", "amp", "lt", "notit", "1", "F", ";", "copy", "a", " ")


@given(st.lists(st.sampled_from(REFERENCE_PARTS), max_size=12).map("".join))
@settings(deadline=None)
def test_references_are_read_as_the_standard_library_reads_them(text: str) -> None:
    assert page(f"<p>{text}</p>").prose.split() == html.unescape(text).split()


def test_the_lists_above_a_table_are_not_gone_through_for_it() -> None:
    class Lists(dict[int, list[ListBlocks]]):
        steps = 0

        def __iter__(self) -> Iterator[int]:
            for key in super().__iter__():
                self.steps += 1
                yield key

        def pop(self, *arguments: Any) -> Any:
            self.steps += 1
            return super().pop(*arguments)

    builder = ProseBuilder("rye")
    builder.lists = lists = Lists()
    for _ in range(100):
        for _ in range(2):
            builder.end_block()
            before = len(builder.block_starts)
            builder.verbatim(0, 3)
            builder.as_list(before, 0)
        builder.as_one_block(before)
    assert sorted(lists) == list(range(0, 200, 2))
    assert len(builder.block_starts) == 200
    assert lists.steps <= 400


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>We open<s>at ten at nine.</p><p>The oven is warm by then.</p>", True),
        ("<DEL>Rye is <s>over</s> for good.</DEL> No!", True),
        ("<p>We open at <s>ten</s> <strong>nine</strong>.</p><p>The <span>oven</span> is warm by then.</p>", False),
    ],
)
def test_a_page_that_is_mostly_crossed_out_is_told(text: str, told: bool) -> None:
    notes: list[str] = []
    read_bytes(text.encode(), "a.html", notes=notes)
    assert any("the crossed-out text isn't checked" in note for note in notes) is told
