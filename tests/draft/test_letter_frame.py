from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import read_bytes

LETTER = "<p>The woad is as tall as Meg now.</p><p>Would you like to see the blue come up?</p>"
PROSE = "The woad is as tall as Meg now.\nWould you like to see the blue come up?"
VIEW = '<tr><td><a href="https://a.example">{}</a></td></tr>'
STOP = '<tr><td><p>{} <a href="https://a.example">{}</a></p><p>The Dye Garden, 4 Weld Lane</p></td></tr>'


def letter(above: str, below: str, body: str = LETTER) -> str:
    page = f"<html><body><table>{above}<tr><td>{body}</td></tr>{below}</table></body></html>"
    drafts = read_bytes(page.encode(), "letter.html")
    [prose] = prose_of(drafts)
    assert source_of(drafts[0], "Meg") == "Meg"
    return prose


@pytest.mark.parametrize(
    "view", ["View this email in your browser", "View in browser", "Web version", "Im Browser ansehen"]
)
@pytest.mark.parametrize(
    "below",
    [
        STOP.format("You get this letter because you signed up.", "Unsubscribe"),
        STOP.format("Not for you?", "Update your preferences"),
        STOP.format("Want to receive these letters less often? You can", "unsubscribe"),
        STOP.format("", "Unsubscribe</a> | <a href='/p'>Update your preferences</a> | <a href='/v'>Privacy policy"),
        "<tr><td>You are receiving this email because you signed up.</td></tr>" + STOP.format("", "Abmelden"),
    ],
)
def test_the_lines_of_a_mailing_tool_are_no_part_of_the_letter(view: str, below: str) -> None:
    logo = '<tr><td><img src="logo.png"></td></tr>'
    assert letter(VIEW.format(view) + logo, below) == PROSE
    assert letter("", below) == PROSE
    assert letter(VIEW.format(view), "") == PROSE


def test_a_letter_may_speak_of_browsers_and_of_unsubscribing() -> None:
    body = f"<p>You can pay in your browser now. <a href='/pay'>Try it</a></p>{LETTER}<p>Unsubscribe if this is too much.</p>"
    assert letter("", "", body).startswith("You can pay in your browser now.")
    assert letter("", "", body).endswith("Unsubscribe if this is too much.")
    early = f'<p><a href="/u">Unsubscribe</a> with one click, we said.</p>{LETTER}' + "<p>The woad grows.</p>" * 50
    assert letter("", "", early).startswith("Unsubscribe with one click")


@pytest.mark.parametrize(
    "line",
    [
        "It's easy to opt out: <a>see how</a>.",
        "So I clicked <a>unsubscribe</a> and felt free.",
        "Then I found <a>the word unsubscribe</a>.",
        "<a>The web version</a> of our dye chart is out now!",
        "You can read <a>the chart</a> in your browser from Monday on.",
    ],
)
def test_a_line_that_says_more_is_the_letters(line: str) -> None:
    said = line.replace("<a>", "").replace("</a>", "")
    body = line.replace("<a>", '<a href="/a">')
    assert letter("", "", f"<p>{body}</p>{LETTER}") == f"{said}\n{PROSE}"
    assert letter("", "", f"{LETTER}<p>{body}</p>") == f"{PROSE}\n{said}"


def test_what_stands_below_the_line_must_look_like_a_footer() -> None:
    stop = '<p><a href="/u">Unsubscribe</a></p>'
    assert letter("", f"{stop}<p>© 2026 The Dye Garden. Made with care by us.</p>") == PROSE
    assert letter("", f"{stop}<p>You are receiving this email because you signed up.</p><p>Privacy policy</p>") == PROSE
    after = "<p>PS: Meg is looking for a red scarf. Have you seen it?</p>"
    assert letter("", "", f"{LETTER}{stop}{after}").endswith("Have you seen it?")


def test_a_page_of_nothing_else_stays() -> None:
    page = b'<p><a href="/u">Unsubscribe</a></p>'
    assert prose_of(read_bytes(page, "a.html")) == ["Unsubscribe"]
    assert prose_of(read_bytes(b'<p><a href="/v">View in browser</a></p>', "a.html")) == ["View in browser"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="max-height:0;overflow:hidden">no</div>',
        '<div style="max-height: 0px !important">no</div>',
        "<span style='font-size:0'>no</span>",
        '<div style="visibility: hidden">no</div>',
        '<div style="mso-hide:all">no</div>',
        '<span aria-hidden="true">no</span>',
        '<nav><a href="/">Home</a></nav>',
        "<footer><p>All rights reserved.</p></footer>",
        '<div role="navigation">Home <div>Shop</div></div>',
    ],
)
def test_what_isnt_shown_or_is_the_pages_own_isnt_read(hidden: str) -> None:
    assert letter(hidden, hidden) == PROSE


@pytest.mark.parametrize("style", ["max-height:0.5em", "font-size:09px", "opacity:0.9", "max-height:100%"])
def test_a_small_text_is_shown(style: str) -> None:
    assert letter("", "", f'<p style="{style}">Hello.</p>{LETTER}') == f"Hello.\n{PROSE}"
