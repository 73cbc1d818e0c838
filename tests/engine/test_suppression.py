"""Comments that switch rules off: what they cover, and what is said of one that can't work."""

from __future__ import annotations

import pytest

import softsell

LOUD = "We baked! We roasted! We brewed! We stirred! #a1 #b2 #c3 #d4 #e5 #f6 #g7 #h8 #i9"
MANY = "readability/many-hashtags"
HURRY = "pushiness/hurry"


def rules(text: str) -> list[str]:
    return [finding.rule for finding in softsell.check(text, markup="markdown").findings]


def note(text: str) -> str:
    [message] = [
        finding.message
        for finding in softsell.check(text, markup="markdown").findings
        if finding.rule == "softsell/unused-suppression"
    ]
    return message


def test_rules_about_the_whole_post_can_be_switched_off() -> None:
    assert MANY in rules(LOUD)
    assert MANY not in rules(f"<!-- softsell-disable {MANY}: our tags -->\n{LOUD}")
    assert MANY not in rules(f"<!-- softsell-disable readability: our tags -->\n{LOUD}")
    assert MANY not in rules(f"{LOUD}\n\n<!-- softsell-disable {MANY}: our tags -->")
    assert rules(f"<!-- softsell-disable -->\n{LOUD}") == ["softsell/no-reason"]


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- softsell-disable-next {MANY}: x -->\n\n{LOUD}",
        f"<!-- softsell-disable {MANY}: x -->\n{LOUD}\n<!-- softsell-enable -->",
    ],
)
def test_a_comment_for_a_part_is_told_what_would_work_for_the_whole(text: str) -> None:
    assert MANY in rules(text)
    assert note(text) == (
        f"This comment can't switch {MANY} off, because it's about the whole post. Write “<!-- softsell-disable {MANY}: why -->” "
        "without a softsell-enable after it."
    )


def test_a_comment_in_the_wrong_place_is_told_where_to_put_it() -> None:
    assert note(f"Act now, friends.\n\n<!-- softsell-disable {HURRY}: x -->\n\nWe bake.") == (
        f"This comment is for what comes after it, and {HURRY} is about something before it. Move it above that."
    )
    assert "is about something farther down" in note(
        f"<!-- softsell-disable-next {HURRY}: x -->\n\nWe bake.\n\nAct now, friends."
    )
    assert note(f"<!-- softsell-disable {HURRY}: x -->\n\nWe bake.") == "This comment switches nothing off here."


def test_a_comment_before_a_table_is_for_its_rows() -> None:
    table = "| a | b |\n|---|---|\n| Act now | x |"
    assert HURRY in rules(table)
    assert HURRY not in rules(f"<!-- softsell-disable-next pushiness: a quote -->\n\n{table}")
