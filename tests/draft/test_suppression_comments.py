from __future__ import annotations

import pytest
from tests.draft.draft_properties import assert_well_mapped

from softsell.draft import Draft, read_bytes, read_text
from softsell.errors import MalformedFile


def one_draft(text: str, name: str) -> Draft:
    [draft] = read_bytes(text.encode(), name)
    assert_well_mapped(draft)
    return draft


def switched_off(draft: Draft) -> list[tuple[tuple[str, ...], str, str]]:
    """Rules, reason, and the text in scope."""
    return [(found.rules, found.reason, draft.source[slice(*found.scope)].strip()) for found in draft.suppressions]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_rules_are_off_from_disable_to_enable(name: str) -> None:
    draft = one_draft(
        "Before.\n<!-- softsell-disable pushiness/urgency, questions: it ends today -->\nLast day!\n"
        "<!-- softsell-enable -->\nAfter.",
        name,
    )
    assert switched_off(draft) == [(("pushiness/urgency", "questions"), "it ends today", "Last day!")]
    assert "softsell" not in draft.prose
    assert draft.prose.split() == ["Before.", "Last", "day!", "After."]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_disable_without_enable_holds_to_the_end_of_the_post_and_no_further(name: str) -> None:
    text = "One.\n\n<!-- softsell-disable -->\n\nTwo.\n---\nThree."
    first, second = read_bytes(text.encode(), name)
    assert switched_off(first) == [((), "", "Two.")]
    assert second.suppressions == ()


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_disable_next_is_for_the_next_paragraph(name: str) -> None:
    draft = one_draft("One.\n<!-- softsell-disable-next readability: the law -->\n\nTwo.\nStill two.\n\nThree.", name)
    assert switched_off(draft) == [(("readability",), "the law", "Two.\nStill two.")]


def test_disable_next_in_html_is_for_the_next_block() -> None:
    draft = one_draft("<p>One.</p><!-- softsell-disable-next --><p>Two.</p><p>Three.</p>", "a.html")
    assert switched_off(draft) == [((), "", "<p>Two.</p><p>")]


def test_disable_next_inside_a_paragraph_is_for_the_rest_of_it() -> None:
    draft = one_draft("One. <!-- softsell-disable-next --> Two.\n\nThree.", "a.md")
    assert switched_off(draft) == [((), "", "Two.")]


def test_disable_next_takes_a_whole_table() -> None:
    table = "| a | b |\n|---|---|\n| Now | x |\n| y | Now |"
    draft = one_draft(f"<!-- softsell-disable-next -->\n\n{table}\n\nAfter.", "a.md")
    assert switched_off(draft) == [((), "", table)]
    draft = one_draft(f"Before.\n\n<!-- softsell-disable-next -->\n\nOne.\n\n{table}\n\nAfter.", "a.md")
    assert switched_off(draft) == [((), "", "One.\n\n|")]
    html = "<table><tr><td>a<td>b<tr><td>c</table>"
    draft = one_draft(f"<!-- softsell-disable-next -->{html}<p>After.", "a.html")
    assert switched_off(draft) == [((), "", f"{html}<p>")]


@pytest.mark.parametrize(
    ("comments", "whole"),
    [
        ("<!-- softsell-disable -->\nHi.", True),
        ("Hi.\n\n<!-- softsell-disable a -->\n\nYou.", True),
        ("<!-- softsell-disable a -->\nHi.\n<!-- softsell-enable -->", False),
        ("<!-- softsell-disable-next a -->\n\nHi.", False),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_disable_without_enable_is_for_the_whole_post_too(comments: str, whole: bool, name: str) -> None:
    assert [found.whole for found in one_draft(comments, name).suppressions] == [whole]


COMMENT = "<!-- softsell-disable-next -->"


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (f"{COMMENT}\n- One.\n- Two.\n  - Three.\n\nAfter.", "- One.\n- Two.\n  - Three."),
        (f"Before.\n\n{COMMENT}\n\n1. One.\n\n2. Two.\n\nAfter.\n\n- Four.", "1. One.\n\n2. Two."),
        (f"- One.\n- Two.\n\n{COMMENT}\n\n- Three.\n- Four.\n\nAfter.", "- Three.\n- Four."),
        (f"- [ ] One.\n\n{COMMENT}\n\n| a |\n|---|\n| Now |\n\n- Four.", "| a |\n|---|\n| Now |\n\n-"),
        (f"{COMMENT}\r\n* One.\r\n* Two.\r\n\r\nAfter.", "* One.\r\n* Two."),
    ],
)
def test_disable_next_above_a_list_takes_all_of_it(text: str, taken: str) -> None:
    assert switched_off(one_draft(text, "a.md")) == [((), "", taken)]


@pytest.mark.parametrize("name", ["ul", "ol"])
def test_disable_next_above_a_list_of_html_takes_all_of_it(name: str) -> None:
    written = f"<{name}><li>One.<li>Two.<ul><li>Three.</ul></{name}>"
    assert switched_off(one_draft(f"{COMMENT}{written}<p>After.", "a.html")) == [((), "", f"{written}<p>")]
    inside = f"<{name}><li>One.</li>{COMMENT}<li>Two.</li><li>Three.</li></{name}>"
    assert switched_off(one_draft(inside, "a.html")) == [((), "", "<li>Two.</li><li>")]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (f"- One.\n{COMMENT}\n- Two.\n- Three.", "- Two.\n-"),
        (f"- One.\n  {COMMENT}\n- Two.\n- Three.", "- Two.\n-"),
        (f"- {COMMENT} One.\n- Two.", "One.\n-"),
        (f"- One.\n\n  {COMMENT}\n  - Two.\n  - Three.\n- Four.", "- Two.\n  - Three.\n-"),
    ],
)
def test_disable_next_between_items_takes_the_next_item(text: str, taken: str) -> None:
    assert switched_off(one_draft(text, "a.md")) == [((), "", taken)]


def test_disable_next_takes_one_list_item() -> None:
    draft = one_draft("- One.\n\n  <!-- softsell-disable-next -->\n- Two.\n- Three.", "a.md")
    assert switched_off(draft) == [((), "", "- Two.\n-")]


def test_rules_may_be_switched_on_again_one_by_one() -> None:
    draft = one_draft(
        "<!-- softsell-disable a b -->\nOne.\n<!-- softsell-enable a -->\nTwo.\n<!-- softsell-enable b -->\nThree.",
        "a.txt",
    )
    assert [(rules, scope.count("softsell")) for rules, _, scope in switched_off(draft)] == [(("a",), 0), (("b",), 1)]


def test_other_comments_are_let_be() -> None:
    assert one_draft("Hi <!-- softselling, to do --> you", "a.md").suppressions == ()
    assert one_draft("<!-- to do -->\nHi", "a.txt").prose == "<!-- to do -->\nHi"


def test_comments_in_code_and_in_a_plain_text_box_are_text() -> None:
    assert (
        one_draft("Write `<!-- softsell-disable -->` so.\n\n    <!-- softsell-nonsense -->\n", "a.md").suppressions
        == ()
    )
    assert read_text("<!-- softsell-disable -->\nHi").prose == "<!-- softsell-disable -->\nHi"


def test_blank_lines_of_plain_text_stay_as_they_are() -> None:
    draft = one_draft("One.\n\nTwo.\n<!-- softsell-disable-next -->\nThree.\n \nFour.", "a.txt")
    assert draft.prose == "One.\n\nTwo.\nThree.\n \nFour."
    assert switched_off(draft) == [((), "", "Three.")]


@pytest.mark.parametrize(
    ("comment", "hint"),
    [
        ("<!-- softsell-disabel questions -->", "Use softsell-disable,"),
        ("<!-- softsell off -->", "softsell-disable-next or softsell-enable"),
        ("<!-- softsell-disable the “rule”! -->", "colon before the reason"),
        ("<!-- softsell-enable -->", "switched off"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_an_invalid_comment_is_reported_with_its_position(comment: str, hint: str, name: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        one_draft(f"Hi.\n{comment}\nYou.", name)
    assert str(caught.value).startswith(f"{name}:2:1: ")
    assert hint in str(caught.value)


def test_enable_names_what_was_disabled() -> None:
    with pytest.raises(MalformedFile, match="Name the same rules"):
        one_draft("<!-- softsell-disable -->\nHi.\n<!-- softsell-enable questions -->", "a.md")


def test_a_comment_in_plain_text_must_be_alone_on_its_line() -> None:
    with pytest.raises(MalformedFile, match="alone on its line"):
        one_draft("<!-- softsell-disable --> Hi.", "a.txt")


@pytest.mark.parametrize("name", ["a.mdx", "a.md"])
def test_a_comment_of_mdx_works_like_one_of_html(name: str) -> None:
    draft = one_draft("One.\n\n{/* softsell-disable-next pushiness: the law */}\n\nTwo.\n\nThree. {/* else */}", name)
    assert switched_off(draft) == [(("pushiness",), "the law", "Two.")]
    assert draft.prose.split() == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    "comment",
    [
        "%% softsell-disable %%",
        "[//]: # (softsell-disable)",
        "{/*softsell-disable*/}",
        "{{/* softsell-disable */}}",
        "{# softsell-disable #}",
    ],
)
def test_a_comment_of_another_kind_says_what_would_work(comment: str) -> None:
    with pytest.raises(MalformedFile, match=r"a.md:3:1: .* Write it as <!-- softsell-disable -->"):
        read_bytes(f"One.\n\n{comment}\n\nTwo.".encode(), "a.md")
    assert read_bytes(f"One.\n\n```\n{comment}\n```\n".encode(), "a.md")[0].prose == "One."


@pytest.mark.parametrize("slip", ["softsel-disable", "softselll-disable-next", "sofstell-enable"])
def test_a_slip_in_our_name_is_told(slip: str) -> None:
    with pytest.raises(MalformedFile, match="did you mean “softsell”"):
        read_bytes(f"<!-- {slip} -->\nOne.".encode(), "a.md")


@pytest.mark.parametrize(
    "other", ["markdownlint-disable", "textlint-disable", "eslint-disable-next-line", "prettier-ignore", "soft-wrap"]
)
def test_comments_of_other_tools_are_no_slips(other: str) -> None:
    assert one_draft(f"<!-- {other} MD013 -->\nOne.", "a.md").prose.strip() == "One."
