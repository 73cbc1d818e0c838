"""Posts are put in the order of time, and those that are one count once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import repeat

import pytest

from softsell.errors import UsageError
from softsell.feed import Post, analyse
from softsell.feed.gather import MAX_POSTS
from softsell.feed.gather import gather as gathered
from softsell.feed.sections import headline

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
RAIN = (
    "The rain filled the barrel, the cat moved in, and the neighbours brought cake for the people who built the wall."
)
BREAD = "Why does bread sing when it cools? The crust shrinks faster than the crumb, and you can hear it crack."


def post(text: str, hours: float = 0, platform: str = "x", **more: object) -> Post:
    return Post("p", text, START + timedelta(hours=hours), (platform,), **more)  # type: ignore[arg-type]


def test_the_order_is_that_of_time() -> None:
    found = gathered([post(RAIN, 5), post(BREAD, 1)])
    assert [one.text for one in found.posts] == [BREAD, RAIN]


def test_replies_are_apart() -> None:
    found = gathered([post(RAIN), post("Yes, until six.", reply=True)])
    assert (len(found.posts), len(found.replies)) == (1, 1)


def test_posts_without_a_date_are_left_out_if_others_have_one() -> None:
    found = gathered([post(RAIN), Post("p", BREAD)])
    assert ([one.text for one in found.posts], found.undated, found.dated) == ([RAIN], 1, True)


def test_without_any_date_the_order_is_that_of_the_files() -> None:
    found = gathered([Post("p", RAIN), Post("p", BREAD)])
    assert ([one.text for one in found.posts], found.dated) == ([RAIN, BREAD], False)


def test_one_text_on_three_places_counts_once_with_all_its_counts() -> None:
    found = gathered(
        [
            post(RAIN, 0, "x", counts={"likes": 3, "comments": 0}),
            post(RAIN + " #rain", 1, "linkedin", counts={"likes": 4}),
            post(RAIN.upper(), 2, "facebook"),
        ]
    )
    assert len(found.posts) == 1
    assert found.posts[0].platforms == ("x", "linkedin", "facebook")
    assert found.posts[0].counts == {"likes": 7, "comments": 0}
    assert found.joined == 2
    assert found.templates == ()


def test_the_report_says_how_many_posts_were_joined() -> None:
    places = [post(RAIN, hours, platform) for hours, platform in enumerate(("x", "linkedin", "facebook"))]
    assert "1 further post is part of a thread, or the same text on another platform, and isn't counted" in headline(
        analyse(places[:2])
    )
    assert "2 further posts are parts of threads, or the same text on another platform, and aren't counted" in headline(
        analyse(places)
    )


def test_the_same_text_later_or_on_the_same_platform_is_a_repeat() -> None:
    found = gathered([post(RAIN), post(RAIN, 24 * 30, "linkedin"), post(BREAD, 1), post(BREAD, 2)])
    assert len(found.posts) == 4
    assert found.templates == ((0, 3), (1, 2))


def test_a_thread_is_one_post() -> None:
    found = gathered(
        [
            post("1/3 How we fire a kiln.", 0),
            post("2/3 First we stack.", 0.05, asks=True),
            post("A mug is out of the kiln.", 0.06, "facebook"),
            post("3/3 Then we wait.", 0.1, promotion=0.9),
        ]
    )
    assert [one.parts for one in found.posts] == [3, 1]
    thread = found.posts[0]
    assert thread.text == "1/3 How we fire a kiln.\n2/3 First we stack.\n3/3 Then we wait."
    assert thread.asks
    assert thread.sells


def test_a_thread_that_the_archive_names_is_one_post_however_long_it_takes() -> None:
    found = gathered(
        [
            post("How we fire a kiln.", 0, id="1"),
            post(RAIN, 1, id="9"),
            post("First we stack.", 2, id="2", continues="1"),
            post("Then we wait.", 30, id="3", continues="2"),
            post("Somebody else began this.", 31, id="4", continues="77"),
            post("Another place.", 32, "linkedin", id="5", continues="1"),
        ]
    )
    assert [one.parts for one in found.posts] == [3, 1, 1, 1]
    assert found.posts[0].text == "How we fire a kiln.\nFirst we stack.\nThen we wait."


@pytest.mark.parametrize(
    ("first", "second", "hours"),
    [
        ("1/2 price on all jugs today.", "2/2 is a whole jug.", 48),  # days later
        ("We are here 24/7 for you.", "25/7 would be better.", 0.1),
        ("Rain on the 1/4.", "Sun on the 3/4.", 0.1),
    ],
)
def test_numbers_with_a_slash_are_no_thread_by_themselves(first: str, second: str, hours: float) -> None:
    assert len(gathered([post(first), post(second, hours)]).posts) == 2


def test_more_posts_than_softsell_takes_are_refused() -> None:
    with pytest.raises(UsageError, match="more than 200,000 posts"):
        gathered(repeat(post(RAIN), MAX_POSTS + 1))


def test_no_posts() -> None:
    found = gathered([])
    assert (found.posts, found.replies, found.dated) == ((), (), False)
