"""The report on a year tells what happened in it (``shop.py`` says what did)."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from tests.feed.shop import shop_year

from softsell.config import Goals
from softsell.feed import Feed, analyse, as_json, as_text
from softsell.language.learned import load_learned
from softsell.report import Options

pytestmark = pytest.mark.skipif(load_learned() is None, reason="the learned weights aren't there")

GOALS = Goals(posts_a_week=3, promotion=20, asking=25, answers_within=24, voice="we")


@cache
def year() -> Feed:
    return analyse(shop_year(), GOALS)


def told() -> str:
    return " ".join("".join(as_text.render(year(), Options(width=110), learned=True)).split())


def test_it_began_to_sell_in_april() -> None:
    feed = year()
    assert feed.turn is not None
    assert feed.turn.month == "2026-04"
    assert feed.turn.before.value < 0.2
    assert feed.turn.after.value > 0.6
    assert feed.promotion.last_30.value > 0.6
    shares = {month.name: month.sells.value for month in feed.months}
    assert max(shares[name] for name in ("2025-12", "2026-01", "2026-02", "2026-03")) <= 0.2
    assert min(value for name, value in shares.items() if name >= "2026-04") > 0.6


def test_comments_fell_with_it() -> None:
    turn = year().turn
    assert turn is not None
    assert turn.comments_before is not None
    assert turn.comments_after is not None
    assert turn.comments_before.above(turn.comments_after)
    comments = {response.kind: response.median for response in year().responses if response.count == "comments"}
    assert comments["ask"].above(comments["sell"])
    assert comments["give"].above(comments["sell"])


def test_a_post_was_seen_half_as_often_since() -> None:
    turn = year().turn
    assert turn is not None
    assert turn.seen_before is not None
    assert turn.seen_after is not None
    assert turn.seen_before.above(turn.seen_after)
    assert turn.seen_after.value < 0.6 * turn.seen_before.value


def test_the_templates_stand_in_one_section_only() -> None:
    assert year().openings == ()


def test_five_templates_come_back_with_deadlines_that_arent() -> None:
    same = year().sameness
    assert [len(group) > 20 for group in same.groups[:5]] == [True] * 5
    assert all(len(group) < 5 for group in same.groups[5:])
    assert same.deadlines > 50
    assert same.repeats.value > 0.5


def test_one_text_on_two_platforms_counts_once_and_so_does_the_thread() -> None:
    gathered = year().gathered
    both = [post for post in gathered.posts if set(post.platforms) == {"instagram", "facebook"}]
    assert len(both) > 50
    thread = [post for post in gathered.posts if post.platforms == ("x",)]
    assert [post.parts for post in thread] == [3]
    assert len(gathered.posts) + gathered.joined + len(gathered.replies) == len(shop_year())


def test_questions_are_left_open_since_summer() -> None:
    by_name = {month.name: month for month in year().months}
    early = [by_name[name].replies for name in ("2025-12", "2026-01", "2026-02", "2026-03")]
    assert all(share.count == share.of > 0 for share in early)
    late = [month.replies for name, month in by_name.items() if name >= "2026-05"]
    assert sum(share.of - share.count for share in late) >= 4


def test_the_silence_of_august_and_the_day_after_it() -> None:
    rhythm = year().rhythm
    assert 20 < rhythm.gaps[0].days < 25
    before, after = (year().gathered.posts[number].date for number in rhythm.gaps[0][:2])
    assert before is not None
    assert after is not None
    assert (before.month, after.month) == (8, 8)
    assert rhythm.bursts[0].day.isoformat() == "2026-08-28"


def test_goals_say_how_far_and_since_when() -> None:
    goals = {goal.name: goal for goal in year().goals}
    assert (goals["promotion"].met, goals["promotion"].since) == (False, "2026-04")
    assert (goals["asking"].met, goals["asking"].value) == (False, 0)
    assert goals["posts_a_week"].met is True
    assert (goals["voice"].met, goals["voice"].since) == (True, "2026-04")
    assert goals["answers_within"].met is None  # no file says when messages came


def test_what_to_do_next_comes_by_the_size_of_the_matter() -> None:
    advice = year().advice
    share = year().promotion.last_30
    assert advice[0].startswith(
        f"Sell less often: {share.count} of your last 30 posts sell, and your goal is 6 at most"
    )
    typically = re.search(
        r"The (\d+) posts that gave typically got ([\d.]+) comments for every 1,000 views, the (\d+) that sold ([\d.]+)\.",
        advice[0],
    )
    assert typically is not None
    gave, for_giving, sold, for_selling = map(float, typically.groups())
    assert gave < sold
    assert for_giving > 1.5 * for_selling
    assert (
        "in April 2026. Since then a post is typically seen 430 times, before that 938; there may be other" in advice[0]
    )
    assert advice[1].startswith("Retire your templates: 128 of 208 posts repeat an earlier one")
    assert advice[2].startswith("Ask more: none of your last 30 posts ask")
    assert advice[3] == "Read the question before you thank: 5 of 26 replies don't answer what was asked."
    assert len(advice) == 4


def test_the_text_tells_the_story() -> None:
    text = told()
    for part in (
        "It turned in April 2026",
        "One post in five is a rule of thumb, not evidence",
        "Your bound is 20 %.",
        "A post was typically seen 938 times before, and 430 since then. It typically got 9 comments before",
        "78 of these name a deadline again",
        "readers may stop believing",
        "1–20 Nov 2026",
        "The longest run of posts that only sell, and neither give nor ask: 25 posts, from 17 October to 20 November 2026.",
        "Do you ship to France?",
        "days without a post, after 5 August 2026.",
        "no file says when messages came",
    ):
        assert part in text
    early = re.search(r"(\d+) of the (\d+) that ask and (\d+) of the (\d+) that give are from before April 2026", text)
    assert early is not None
    asked, of_asked, gave, of_given = map(int, early.groups())
    assert asked > 0.8 * of_asked
    assert gave > 0.8 * of_given


def test_the_text_says_how_much_was_sold_before_and_since() -> None:
    sold = re.search(r"before, (\d+) of 52 posts sold \(\d+ %\); since then, (\d+) of 156 \(\d+ %\)", told())
    assert sold is not None
    before, since = map(int, sold.groups())
    assert before < 0.2 * 52
    assert since > 0.8 * 156


def test_the_json_is_whole() -> None:
    document = json.loads("".join(as_json.render(year(), learned=True)))
    assert document["version"] == 1
    assert len(document["posts"]) == len(year().gathered.posts)
    assert len(document["months"]) == 12
    assert document["promotion"]["last_30"] == {
        "count": year().promotion.last_30.count,
        "of": 30,
    }
    assert document["rhythm"]["first"] == "2025-12-01T09:35:00+00:00"
    assert document["advice"] == list(year().advice)
    numbers = {number for month in document["months"] for number in month["posts"]}
    assert numbers == set(range(len(document["posts"])))
