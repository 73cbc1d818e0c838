"""The remark on a whole post that presses from end to end: what it names, and that all of it is there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from msgspec.structs import replace

import softsell
from softsell.checks.rule import RuleSettings
from softsell.config.config import Config
from softsell.engine.engine import Engine
from softsell.packs import load_builtin

RULE = "pushiness/hard-sell-post"
GARDEN = (
    "Your garden deserves this! Say goodbye to weeds! "
    "Upgrade your lawn and fall in love with your weekends! Get yours, link in bio!"
)
MATTRESS = (
    "Ready to love your sleep? Say hello to the mattress of your dreams! "
    "Upgrade your nights and treat yourself! Link in bio!"
)
SOFA = "Well, now is your chance! Get 50% OFF EVERY SOFA and SAY GOODBYE to old cushions! Sink in, link in bio!!"


def told(text: str, **settings: Any) -> str | None:
    """What the remark says, if there's one."""
    config = Config(rules={RULE: RuleSettings(**settings)}) if settings else None
    found = [one for one in softsell.check(text, config=config).findings if one.rule == RULE]
    assert len(found) <= 1
    assert all(one.span is not None and one.severity == "warning" for one in found)
    return found[0].message if found else None


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (GARDEN, ["“Get yours, link in bio”", "3 orders (“Say goodbye to weeds”)", "4 exclamation marks"]),
        (
            MATTRESS,
            ["“Upgrade your nights and treat yourself”", "2 orders", "a question that only leads to the offer"],
        ),
        (SOFA, ["“Well, now is your chance”", "“OFF EVERY SOFA” in capitals", "4 exclamation marks"]),
    ],
)
def test_the_message_names_what_presses(text: str, things: list[str]) -> None:
    message = told(text)
    assert message is not None
    assert all(thing in message for thing in things)


@pytest.mark.parametrize("text", [GARDEN, MATTRESS, SOFA])
def test_what_it_quotes_is_in_the_post(text: str) -> None:
    quoted = re.findall("“(.*?)”", told(text) or "")
    assert quoted
    assert all(words.strip("…") in text for words in quoted)
    assert len(set(quoted)) == len(quoted)


def test_the_advice_to_keep_one_call_is_for_posts_with_several() -> None:
    assert "Keep one call" in (told(GARDEN) or "")
    assert "Keep one call" not in (told(SOFA) or "")


@pytest.mark.parametrize(
    "text",
    [
        "The new rugs are in. The blue one is wool and costs 90 pounds. Come and feel it.",
        "Stir the sourdough starter. Fold the dough twice. Bake it dark, and let it cool before you cut it.",
        "Join us on Friday! Bring a friend, bring a chair! The band plays from eight, and it's free.",
        "“Your garden deserves this! Say goodbye to weeds! Upgrade your lawn!” is how the leaflet talks, and I don't.",
        GARDEN + " One of you wins a year of seeds in our giveaway!",
        GARDEN + " Donate the weeds!",
    ],
)
def test_other_posts_are_left_alone(text: str) -> None:
    assert told(text) is None


ROOF = (
    "Your neighbours fixed their roofs in June and every one of them has told you so. One night of rain and your ceiling is in "
    "your bed. I have Thursday and I am not keeping Thursday warm for you. Message me before the forecast does."
)
READING = (
    "Other mums already have their kids reading at four. Yours will ask one day why you waited. The reading box is 39 pounds, and "
    "on Monday I am putting it up to 59 because I can. Pay tonight and thank me in September."
)


@pytest.mark.parametrize("text", [ROOF, READING])
def test_a_hard_sell_in_words_that_no_rule_knows_is_told_by_its_lines(text: str) -> None:
    findings = softsell.check(text).findings
    assert not [one for one in findings if one.pack == "pushiness" and one.rule != RULE]
    quoted = re.findall("“(.*?)”", told(text) or "")
    assert len(quoted) >= 2
    assert all(words.strip("…") in text for words in quoted)


@pytest.mark.parametrize(
    "text",
    [
        "The gutters get cleared on Thursday in Mill Lane. It costs 60 pounds a house, and the ladder is ours. Message me if you want "
        "yours done the same day.",
        "Rain all night and the ceiling in the back room came down. Nobody was hurt. We open again on Monday, with a bucket.",
        "Forms for the reading club close on Friday because we order the boxes that evening. A box is 39 pounds. Late forms go on the "
        "list for January.",
        "I waited two years to fix my roof and it cost me a ceiling. Don't be me. Look up once a year, that's all it takes.",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert told(text) is None


def told_with(text: str, **options: Any) -> str | None:
    """What the remark says if the rule's options are these."""
    packs = [
        replace(
            pack,
            digest="",
            rules=tuple(
                replace(rule, options={**rule.options, **options}) if rule.id == RULE else rule for rule in pack.rules
            ),
        )
        for pack in load_builtin()
    ]
    found = [one.message for one in Engine(Config(), packs).check(text).findings if one.rule == RULE]
    return found[0] if found else None


ALWAYS = {"at_least": 0.0, "at_least_unshouted": 0.0, "hard_sell": 0.0, "hard_sell_in_own_words": 1.0}
RUG = "The rug your living room was waiting for. Feel the softness and transform your home. Shop the look at the link in bio."


def test_too_little_to_name_is_silence() -> None:
    assert told_with(GARDEN, **ALWAYS) is not None
    assert told_with(GARDEN, **ALWAYS, fewest=6) is None
    assert told_with("The kettle is back on Tuesday and the shop opens at nine.", **ALWAYS) is None


def test_a_post_that_does_not_shout_is_told_only_where_it_is_surer() -> None:
    bounds = {**ALWAYS, "at_least_unshouted": 0.9}
    assert told_with(RUG, **ALWAYS) is not None
    assert told_with(RUG, **bounds) is None
    assert told_with(RUG.replace(".", "!"), **bounds) is not None


def test_both_weights_have_to_hear_a_hard_sell() -> None:
    assert told_with(GARDEN, hard_sell=0.99, hard_sell_in_own_words=1.0) is None


def test_a_bound_that_is_raised_holds_in_any_words() -> None:
    assert told_with(ROOF) is not None
    assert told_with(ROOF, at_least=0.99) is None
    assert told_with(ROOF, hard_sell_in_own_words=1.0) is None


def test_a_post_without_a_line_that_presses_is_left_alone() -> None:
    always = {**ALWAYS, "hard_sell_in_own_words": 0.0, "fewest": 0}
    assert told_with("The kettle is back on Tuesday and the shop opens at nine.", **always) is None


def test_no_line_is_named_twice() -> None:
    line = "Yours will ask one day why you waited."
    message = told_with(READING.replace(line, f"{line} {line}"), hard_sell=0.1, hard_sell_in_own_words=0.2, fewest=1)
    assert message is not None
    assert message.count("why you waited") <= 1


def test_two_words_in_capitals_may_be_a_name() -> None:
    post = "Unlock your best skin for £9. Glow with our GREEN BOX, and treat yourself. Link in bio."
    assert told(post, at_least=0.0) is None
    assert told(post.replace("our GREEN BOX", "THE GREEN BOX"), at_least=0.0) is not None


def test_capitals_that_are_quoted_already_are_not_named_twice() -> None:
    message = told("TREAT YOURSELF TO A SOFA! Sink in! Upgrade your evenings! Link in bio!", at_least=0.0)
    assert message is not None
    assert message.count("TREAT YOURSELF") == 1


def test_links_are_not_quoted() -> None:
    message = told(GARDEN.replace("Get yours, link", "Get yours at https://garden.example/yours, link"), at_least=0.0)
    assert message is not None
    assert "https" not in message


def test_a_bound_can_be_raised() -> None:
    assert told(GARDEN, at_least=1.0) is None


def test_every_rule_it_quotes_exists_and_speaks() -> None:
    [pack] = [pack for pack in load_builtin() if pack.name == "pushiness"]
    rules = {rule.id.partition("/")[2]: rule for rule in pack.rules}
    options = rules["hard-sell-post"].options
    for name in (*options["quote"], options["capitals"]):
        assert rules[name].enabled, name
