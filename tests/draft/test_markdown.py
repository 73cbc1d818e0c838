from __future__ import annotations

import pytest
from tests.draft.draft_properties import assert_well_mapped, source_of

from softsell.draft import Draft, Span, read_text


def markdown(text: str) -> Draft:
    draft = read_text(text, markup="markdown")
    assert_well_mapped(draft)
    return draft


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("# Fresh *bread*\n\nEvery **day**.", "Fresh bread\nEvery day."),
        ("Fresh\n=====\nEvery day.", "Fresh\nEvery day."),
        ("One line\nand another.", "One line\nand another."),
        ("One line  \nand another\\\nand a third.", "One line\nand another\nand a third."),
        ("- Rye\n- Spelt\n  - with seeds\n\n1. First", "Rye\nSpelt\nwith seeds\nFirst"),
        ("- [ ] Bake\n- [x] Eat", "Bake\nEat"),
        ("| Loaf | Price |\n|---|---|\n| Rye | $5 |", "Loaf\nPrice\nRye\n$5"),
        ("Type `bake --now` to bake.", "Type \ufffc to bake."),
        ("So:\n\n```\nbake\n```\n\n    bake\n\nDone.", "So:\nDone."),
        ("She said:\n\n> Buy now!\n> > Now!\n\nWe didn't.", "She said:\nWe didn't."),
        ("See [our shop](https://a.example 'Shop') now.", "See our shop now."),
        ("See [our shop][1] now.\n\n[1]: https://a.example", "See our shop now."),
        ("See <https://a.example> or https://b.example.", "See https://a.example or https://b.example."),
        ("Look: ![a *fresh* loaf](l.jpg) nice?", "Look: \ufffc nice?"),
        ("Bread &amp; butter &#x1F35E; 5 \\* 4", "Bread & butter 🍞 5 * 4"),
        ("~~$9~~ $5 for #rye @our_little_shop", "$9 $5 for #rye @our_little_shop"),
        ("A claim.[^1]\n\n[^1]: Our own count.", "A claim.\nOur own count."),
        ("A <b>bold</b> claim<br>here", "A bold claim\nhere"),
        ("<div class='x'>\nA &lt;bold&gt;\n  claim\n</div>\n\nNext.", "A <bold> claim\nNext."),
        ("A <code>x</code> and <span hidden>no</span> more.", "A \ufffc and  more."),
        ("<blockquote>\n\nTheir words.\n\n</blockquote>\n\nOurs.", "Ours."),
        ("One.\n\n***\n\nTwo.", "One.\nTwo."),
        ("#bread is no heading", "#bread is no heading"),
        ("", ""),
    ],
)
def test_what_is_read_is_what_the_reader_of_the_post_reads(written: str, read: str) -> None:
    assert markdown(written).prose == read


def test_every_character_knows_where_it_was_written() -> None:
    draft = markdown(
        "\ufeffCafé 🍞 is *open* &amp; **warm**, see [our `menu` page](https://a.example).\r\n\r\n- Rye\r\n"
    )
    assert source_of(draft, "Café 🍞 is") == "Café 🍞 is"
    assert source_of(draft, "open") == "open"
    assert source_of(draft, "&") == "&amp;"
    assert source_of(draft, "\ufffc") == "`menu`"
    assert source_of(draft, "is open & warm") == "is *open* &amp; **warm"
    assert source_of(draft, "Rye") == "Rye"


def test_what_holds_markup_may_not_be_replaced() -> None:
    draft = markdown("Buy *it* now")
    assert draft.map.is_contiguous(Span(0, 3))
    assert not draft.map.is_contiguous(Span(0, 6))


def test_line_ends_stay_as_they_were_written() -> None:
    assert markdown("One\r\ntwo\rthree").prose == "One\r\ntwo\rthree"
