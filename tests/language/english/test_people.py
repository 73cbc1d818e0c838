"""Who is talked about."""

from __future__ import annotations

import pytest

from softsell.draft.draft import Context, Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.reading import Reading, ReadingOptions
from softsell.language.reading_builder import read


def read_for(prose: str, *brands: str, context: tuple[str, ...] = ()) -> Reading:
    draft = Draft(prose, prose, SourceMap.shifted(len(prose)), Span(0, len(prose)), Context(brands=context))
    return read(draft, ReadingOptions(brands=brands))


def words_at(reading: Reading, indices: tuple[int, ...]) -> list[str]:
    return [reading.tokens[i].text for i in indices]


@pytest.mark.parametrize(
    ("prose", "first"),
    [
        ("I think we love our oven, don't you?", ["I", "we", "our"]),
        ("Join us today", ["us"]),
        ("JOIN US TODAY", ["US"]),
        ("The US market and US troops", []),
        ("World War I and Part I", []),
        ("A gold mine of ideas", []),
        ("The old tin mine is open again", []),
        ("Is the blue bicycle mine?", ["mine"]),
        ("Elizabeth I was queen and I was late", ["I"]),
        ("Our Father, My Little Pony and Your Majesty", []),
        ("Our father and my little pony", ["Our", "my"]),
        ("The idea was mine", ["mine"]),
        ("I. Introduction", []),
        ("Im sure ive seen it", ["I", "i"]),
        ("𝗪𝗲 bake", ["𝗪𝗲"]),
    ],
)
def test_first_person(prose: str, first: list[str]) -> None:
    reading = read_for(prose)
    assert words_at(reading, reading.first_person) == first
    assert all("we" in reading.tokens[i].classes for i in reading.first_person)
    assert [i for i, token in enumerate(reading.tokens) if "we" in token.classes] == list(reading.first_person)


def test_second_person() -> None:
    reading = read_for("You and your friends: treat yourself, u deserve it, y'all")
    assert words_at(reading, reading.second_person) == ["You", "your", "yourself", "u", "y'all"]


@pytest.mark.parametrize(
    ("prose", "mentions"),
    [
        ("Acme Bakes is open. We love ACME BAKES.", ["Acme", "ACME"]),
        ("Acme Bakes' oven and acme bakes’s door", ["Acme", "acme"]),
        ("Thanks @AcmeBakes! #acmebakes", ["@AcmeBakes", "#acmebakes"]),
        ("Acme is not Bakes", []),
    ],
)
def test_configured_brand(prose: str, mentions: list[str]) -> None:
    reading = read_for(prose, "Acme Bakes")
    assert words_at(reading, reading.brand_mentions) == mentions
    assert all("brand" in reading.tokens[i].classes for i in reading.brand_mentions)


def test_a_brand_in_the_front_matter_counts_too() -> None:
    reading = read_for("Loafers bakes at night.", context=("Loafers",))
    assert words_at(reading, reading.brand_mentions) == ["Loafers"]


def test_a_brand_that_looks_like_a_pronoun_is_no_person() -> None:
    reading = read_for("Us by night, a walk with You Co", "Us", "You Co")
    assert reading.first_person == ()
    assert reading.second_person == ()


@pytest.mark.parametrize(
    ("prose", "name"),
    [
        ("Loafhouse is thrilled to announce two new shops in town.", ("loafhouse",)),
        ("This spring, Loafhouse proudly planted forty trees.", ("loafhouse",)),
        ("It is baked at night. At Loafhouse, we never hurry.", ("loafhouse",)),
        ("A new day for our Loafhouse. See the menu at https://loafhouse.example/menu", ("loafhouse",)),
        ("It is late and cold, and we are up. Loaf House Bakery launches a night shift.", ("loaf", "house", "bakery")),
    ],
)
def test_the_post_names_its_own_subject(prose: str, name: tuple[str, ...]) -> None:
    reading = read_for(prose)
    assert reading.brands == (name,)
    assert reading.brand_mentions


@pytest.mark.parametrize(
    "prose",
    [
        "Anna announces her retirement. Anna will be missed.",
        "I met Tom in Paris on Monday.",
        "The Best Bread In Town Is Back",
        "Spring is here. Bring a friend.",
        "we had a lovely walk with emma",
        "Loafhouse announces two new shops in town, says the paper.",
        "Our talk is at Whitby Library on Friday. Whitby Library is by the harbour. #WhitbyLibrary",
        "We walked through Whitby. In Whitby we had chips, and Whitby opens its lighthouse in May.",
        "Our guests at Harbour Mall have spoken. See https://harbour.example",
        "HR offers advice. Our HR is small, and HR introduces a new form.",
        "Read it again: Night Watch is a film about Rembrandt. https://films.example/night-watch",
    ],
)
def test_where_the_subject_is_not_plain_there_is_none(prose: str) -> None:
    assert read_for(prose).brands == ()


def test_second_person_in_names() -> None:
    for prose in ("YOU magazine is out", "Your Majesty, the tea", "You're the Top (song) was on"):
        assert read_for(prose).second_person == ()
    for prose in ("The choir opens with You Raise Me Up", "We sang You Are My Sunshine on the bus"):
        assert read_for(prose).second_person == ()
    assert len(read_for("YOU are late and you're the top").second_person) == 2
