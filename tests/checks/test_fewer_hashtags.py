"""The fix that keeps the closing hashtags that fit the post best."""

from __future__ import annotations

import pytest

import softsell

RULE = "readability/many-hashtags"


def fixed(text: str, platform: str | None = None) -> str | None:
    """Return the text with the rule's fix applied; ``None`` if it offers none."""
    for finding in softsell.check(text, platform=platform).findings:
        if finding.rule == RULE:
            for fix in finding.fixes:
                assert not fix.safe  # which of them matter is the writer's to say
                return text[: fix.span.start] + fix.text + text[fix.span.end :]
    return None


def test_keeps_those_about_the_post_in_their_order() -> None:
    text = (
        "A teal felt cushion with brass studs. #love #cushions #instagood #follow #sofa #teal #f4f #viral #brass #home"
    )
    assert fixed(text) == "A teal felt cushion with brass studs. #cushions #teal #brass"


def test_none_asks_strangers_to_look() -> None:
    text = "Maple chairs, done at last. #instagood #followmaple #maple #viral #chairs #joinery #f4f #photooftheday #explore"
    assert fixed(text) == "Maple chairs, done at last. #maple #chairs"


@pytest.mark.parametrize(
    "text",
    [
        "Done at last. #instagood #followme #oak #viral #chairs #joinery #f4f #photooftheday #explore",
        "Thank you, Rosa. #plums #plumjam #jars #harbour #wednesday #yellow #home #inst #kitchen #rosagrows",
    ],
)
def test_no_fix_where_too_few_are_about_the_post(text: str) -> None:
    assert fixed(text) is None


def test_no_fix_where_the_text_itself_has_too_many() -> None:
    text = "The #harbour #is #calm and the boats are in the bay. #boats #bay #sea #quay #rope #mast #sail #keel"
    assert fixed(text) is None


def test_of_hashtags_that_say_the_same_one_is_kept() -> None:
    text = "Plums in jars, all day long. #plums #plumseason #plumsofbath #jars #home #kitchen #wasps #ladder #knees"
    assert fixed(text) == "Plums in jars, all day long. #plums #jars"


def test_an_emoji_that_touches_a_hashtag_goes_with_it() -> None:
    text = "Glazed pots and a warm kiln. #pots #kiln #home🏠 #clay🏺 #mud #wheel #bowl #jug #cup"
    assert fixed(text) == "Glazed pots and a warm kiln. #pots #kiln"


@pytest.mark.parametrize(
    ("behind", "left"),
    [
        ("\U0001f525", ""),
        ("\U0001f525 Come by.", " Come by."),
        ("\U0001f449https://pots.example", " \U0001f449https://pots.example"),
        (" \U0001f449 https://pots.example", " \U0001f449 https://pots.example"),
    ],
)
def test_what_stands_behind_the_last_hashtag_is_not_glued_to_another(behind: str, left: str) -> None:
    text = f"Glazed pots and a warm kiln. #pots #kiln #home #clay #mud #wheel #bowl #jug #cup{behind}"
    mended = fixed(text)
    assert mended is None or mended == f"Glazed pots and a warm kiln. #pots #kiln{left}"
    assert mended or "Come" in behind, "words behind hashtags make them a part of the text"


@pytest.mark.parametrize("mark", ["·", "|", "•", "/"])
def test_signs_between_hashtags_go_with_them(mark: str) -> None:
    tags = f" {mark} ".join("#pots #kiln #home #clay #mud #wheel #bowl #jug #cup".split())
    assert fixed(f"Glazed pots and a warm kiln. {tags}") == "Glazed pots and a warm kiln. #pots #kiln"


def test_of_thousands_of_hashtags_three_stay() -> None:
    tags = " ".join(f"#lamp{number:05}" for number in range(8_000))
    mended = fixed(f"A lamp for the hall. {tags}")
    assert mended is not None
    assert mended.count("#") == 3


def test_keeps_handles_links_and_emoji_among_the_hashtags() -> None:
    text = "Glazed pots and a warm kiln. #pots #home @ines 🏺 #kiln #clay #mud #wheel #bowl #jug #cup #mug\nhttps://pots.example #dish"
    assert fixed(text) == "Glazed pots and a warm kiln. #pots @ines 🏺 #kiln\nhttps://pots.example"


@pytest.mark.parametrize(("platform", "kept"), [("x", 2), ("instagram", 3), ("mastodon", 4), (None, 3)])
def test_keeps_as_many_as_the_platform_advises(platform: str | None, kept: int) -> None:
    tags = " ".join(f"#plum{letter}" for letter in "abcdefghijklm")
    text = fixed(f"Plums are in. {tags}", platform)
    assert text is not None
    assert text.count("#") == kept


def test_counts_hashtags_inside_the_text_among_those_kept() -> None:
    text = "The #harbour is calm tonight, boats and all the ropes. #boats #sea #quay #rope #calm #sail #keel #deck #hull #tide"
    assert fixed(text) == "The #harbour is calm tonight, boats and all the ropes. #boats #rope"


def test_the_same_hashtag_twice_is_kept_once() -> None:
    text = "Plums and jars. #plums #plums #jam #jars #sugar #stones #wasps #ladder #basket #knees"
    assert fixed(text) == "Plums and jars. #plums #jars"


def test_no_fix_where_the_hashtags_stand_in_the_text() -> None:
    text = (
        "#One #two #three #four #five #six #seven #eight #nine #ten are the words I had, and then the rain came down."
    )
    assert fixed(text) is None


def test_few_hashtags_are_fine() -> None:
    assert fixed("Plums are in. #plums #jam #jars #sugar") is None


def test_numbers_meant_as_hashtags_belong_to_them_and_go() -> None:
    text = "A calm day at the lake. #lake #2018 #boat #wood #oar #rope #911 #dock #water #summer #fish #sun #wind #calm"
    assert fixed(text) == "A calm day at the lake. #lake #calm"


def test_commas_between_hashtags_go_with_them() -> None:
    text = "The lake is calm. #lake, #boat, #wood, #oar, #rope, #dock, #water, #fish, #sun, #wind, #calm, #reed"
    assert fixed(text) == "The lake is calm. #lake #calm"
