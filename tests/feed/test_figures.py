"""The figures of small feeds, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from softsell.config import Goals
from softsell.draft import read_text
from softsell.draft.record import Record
from softsell.draft.span import Span
from softsell.feed import Post, analyse, as_json, as_text, make_post
from softsell.feed.post import local_time
from softsell.report import CheckedDraft, Options

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NOUNS = "kiln glaze wheel apron river window teapot shelf candle ladder barrel garden".split()


def post(day: float, *, promotion: float | None = 0.1, text: str = "", **more: object) -> Post:
    words = " ".join(NOUNS[int(day * step + step) % 12] for step in (1, 5, 7, 11))
    return Post("p", text or words, START + timedelta(days=day), promotion=promotion, **more)  # type: ignore[arg-type]


def told(posts: list[Post], goals: Goals | None = None, *, learned: bool = True) -> str:
    return " ".join("".join(as_text.render(analyse(posts, goals), Options(width=110), learned=learned)).split())


def test_a_date_without_a_time_zone_is_the_users_own() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    naive = datetime(2026, 1, 31, 23, 30)
    assert str(local_time(naive, berlin)) == "2026-01-31 23:30:00+01:00"
    assert str(local_time(naive.replace(tzinfo=UTC), berlin)) == "2026-02-01 00:30:00+01:00"
    assert local_time(datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), berlin) is None
    assert local_time(None, berlin) is None
    here = local_time(naive, None)
    assert here is not None
    assert (here.tzinfo is not None, here.hour, here.day) == (True, 23, 31)


def test_the_month_of_a_post_is_that_of_the_users_zone() -> None:
    draft = read_text("Rain.")
    record = Record(date=datetime(2026, 1, 31, 23, 30, tzinfo=UTC))
    made = make_post(draft, CheckedDraft(Span(0, 5), record=record), "p", ZoneInfo("Europe/Berlin"))
    assert [month.name for month in analyse([made]).months] == ["2026-02"]


def test_the_share_of_the_last_ten_and_thirty() -> None:
    feed = analyse([post(day, promotion=0.9 if day >= 30 else 0.1) for day in range(40)])
    assert (feed.promotion.last_10.count, feed.promotion.last_30.count, feed.promotion.all.of) == (10, 10, 40)
    assert not feed.promotion.own_bound
    assert feed.promotion.bound == 20


def test_the_longest_run_is_broken_by_a_post_that_asks_or_gives() -> None:
    sells = [post(day, promotion=0.9) for day in range(9)]
    sells[2] = post(2, promotion=0.9, asks=True)
    sells[6] = post(6, promotion=0.9, gives=True)
    assert analyse(sells).promotion.run == (3, 5)


def test_a_post_of_which_it_isnt_known_isnt_counted() -> None:
    feed = analyse([post(0, promotion=None), post(1, promotion=0.9)])
    assert (feed.promotion.known, feed.promotion.all.count, feed.promotion.all.of) == (1, 1, 1)
    assert "1 post isn’t counted here" in told([post(0, promotion=None), post(1, promotion=0.9)])


def test_without_the_learned_files_the_report_says_so_and_counts_nothing_as_selling() -> None:
    posts = [post(day, promotion=None) for day in range(12)]
    text = told(posts, learned=False)
    assert "It isn't known which posts sell, because this softsell has no learned files." in text
    assert "% sell" not in text
    assert "Sell less often" not in text
    assert "for English posts only" in told(posts, learned=True)


def test_without_counts_nothing_is_said_about_what_people_did() -> None:
    assert "What people did" not in told([post(day) for day in range(12)])


def test_small_numbers_are_said_to_be_small() -> None:
    posts = [post(day, promotion=0.9, counts={"comments": 1}) for day in range(3)]
    posts += [post(day, asks=True, counts={"comments": 50}) for day in range(3, 6)]
    text = told(posts)
    assert "Posts that ask (3) typically get 50 comments, posts that sell (3) 1; that may be chance." in text
    assert "too few posts" in text
    assert "don't build on it" in text


def test_gaps_and_bursts() -> None:
    days = [0, 1, 2, 3, 20, 20.1, 20.2, 20.3, 21, 22]
    rhythm = analyse([post(day) for day in days]).rhythm
    assert [(gap.before, round(gap.days)) for gap in rhythm.gaps] == [(3, 17)]
    assert [(str(burst.day), burst.posts) for burst in rhythm.bursts] == [("2026-01-25", 4)]


def test_months_without_posts_are_there_too() -> None:
    assert [month.name for month in analyse([post(0), post(70)]).months] == ["2026-01", "2026-02", "2026-03"]


def test_a_wrong_date_doesnt_make_thousands_of_months() -> None:
    old = Post("p", "An old post.", datetime(2, 1, 1, tzinfo=UTC))
    assert len(analyse([old, post(0)]).months) == 2


def test_each_part_of_a_month_names_its_posts() -> None:
    posts = [post(0, asks=True), post(1, gives=True), post(2, promises=True), post(3, counts={"comments": 4})]
    parts = {part.name: part for part in analyse(posts).months[0].parts}
    assert [parts[name].posts for name in ("asks", "gives", "too big promises", "comments")] == [(0,), (1,), (2,), (3,)]
    assert parts["too big promises"].against
    assert parts["comments"].amount == 4


def test_a_goal_is_met_since_the_first_month_of_an_unbroken_line() -> None:
    # January sells, February and March don't
    posts = [post(day, promotion=0.9 if day < 27 else 0.1) for day in range(0, 84, 3)]
    (goal,) = analyse(posts, Goals(promotion=20)).goals
    assert analyse(posts, Goals(promotion=20)).promotion.own_bound
    assert (goal.met, goal.value, goal.since) == (True, 0, "2026-02")


def test_answers_within_a_day_are_told_where_a_file_says_when_messages_came() -> None:
    replies = [post(day, text=f"Yes {day}.", reply=True, hours=hours) for day, hours in enumerate((1, 5, 30, 2, 3))]
    (goal,) = analyse([post(9), *replies], Goals(answers_within=24)).goals
    assert (goal.value, goal.met) == (80, True)
    assert "A reply comes after 3 hours (median of 5)." in told([post(9), *replies])


def test_who_speaks() -> None:
    posts = [post(day, singular=2) for day in range(3)] + [post(3, plural=1), post(4)]
    (goal,) = analyse(posts, Goals(voice="I")).goals
    assert (goal.value, goal.met) == (75, False)


def test_a_few_posts_are_too_few_for_advice() -> None:
    assert analyse([post(0)]).advice == ("With 1 post there isn't enough to advise on. Ten are a start.",)


@pytest.mark.parametrize(
    ("bound", "says"),
    [
        (20, "Of every five posts, one may sell. Let the others give something"),
        (50, "Of every two posts, one may sell. Let the other one give something"),
        (0, "Try a week without an offer."),
        (1, "Of every 100 posts, one may sell."),
        (90, "Of every ten posts, nine may sell. Let the other one give something"),
    ],
)
def test_what_to_write_beside_an_offer_follows_from_the_bound(bound: float, says: str) -> None:
    posts = [post(day, promotion=0.9, asks=True, you=3) for day in range(12)]
    assert says in " ".join(analyse(posts, Goals(promotion=bound)).advice)


def test_a_question_that_still_waits_comes_first_and_an_old_one_is_only_a_lesson() -> None:
    posts = [post(day, promotion=0.9, asks=True, you=3) for day in range(0, 90, 3)]
    replies = [post(day, text=f"Thanks {day}.", reply=True) for day in range(1, 90, 7)]
    waits = [post(day, text=f"Thanks, {day}.", reply=True, answers=False) for day in (8, 80, 81)]
    assert analyse([*posts, *replies, *waits]).advice[0] == (
        "Read the question before you thank: 3 of 16 replies don't answer what was asked. 2 of them are from the last 14 days, so answer "
        "those again."
    )
    old = [post(day, text=f"Thanks, {day}.", reply=True, answers=False) for day in (8, 9)]
    advice = analyse([*posts, *replies, *old]).advice
    assert advice[0].startswith("Sell less often")
    assert "Read the question before you thank: 2 of 15 replies don't answer what was asked." in advice[1:]


def test_late_replies_are_told_as_late() -> None:
    posts = [post(day, asks=day % 2 == 0, you=3) for day in range(12)]
    late = [post(day, text=f"Yes, {day}.", reply=True, hours=80) for day in range(8)]
    assert (
        "Answer sooner: of 8 replies, half came more than 3 days after the message." in analyse([*posts, *late]).advice
    )
    soon = [replace(reply, hours=20) for reply in late]
    assert "sooner" not in " ".join(analyse([*posts, *soon]).advice)
    assert "sooner" not in " ".join(analyse([*posts, *late[:5]]).advice)


def test_a_template_just_below_the_line_is_told_where_the_share_stands() -> None:
    template = "Our {} are back and you can have them for ten pounds in the shop by the river today"
    close = [post(day, text=template.format(NOUNS[day % 12]), promotion=0.5) for day in range(0, 36, 3)]
    sells = [post(day, promotion=0.9) for day in range(1, 37, 3)]
    rest = [post(day, promotion=0.1) for day in range(40, 60)]
    feed = analyse([*close, *sells, *rest])
    assert (feed.promotion.all.count, feed.promotion.run_length) == (12, 1)
    assert feed.promotion.close is not None
    assert (feed.promotion.close.all.count, feed.promotion.close.run) == (24, (0, 23))
    text = told([*close, *sells, *rest])
    assert (
        "(12 times) is a close call: it's just below the line, so it isn't counted. With it, 24 of all 44 posts sell (55 %)"
        in text
    )
    assert (
        told([*close, *sells]).count(
            "With the close calls, the longest run of posts that only sell is 24 posts, from 5 January to 8 February 2026."
        )
        == 1
    )
    assert "12 of your last 24 posts sell (24 with close calls, which stand below)" in " ".join(
        analyse([*close, *sells]).advice
    )


@pytest.mark.parametrize("promotion", [0.44, 0.56])
def test_a_template_far_from_the_line_and_single_posts_are_no_close_calls(promotion: float) -> None:
    template = "Our {} are back and you can have them for ten pounds in the shop by the river today"
    posts = [post(day, text=template.format(NOUNS[day]), promotion=promotion) for day in range(12)]
    single = [post(day, promotion=0.5) for day in range(12, 20)]
    assert analyse([*posts, *single]).promotion.close is None


def test_a_deadline_that_comes_once_isnt_against_trust() -> None:
    template = "Last chance to have our {} for ten pounds in the shop by the river before it closes"
    once = post(0, text="The market closes on Sunday for the winter.", deadline=True)
    again = [post(day, text=template.format(NOUNS[day % 12]), deadline=True) for day in (1, 2, 40)]
    months = analyse([once, *again]).months
    parts = [{part.name: part for part in month.parts}["deadlines again"] for month in months]
    assert [(part.amount, part.against, part.posts) for part in parts] == [(1, True, (2,)), (1, True, (3,))]


def test_comments_are_compared_per_view_where_views_are_counted() -> None:
    def seen(day: int, comments: int, views: int, **more: bool | float) -> Post:
        return post(day, text=f"Post {day}", counts={"comments": comments, "impressions": views}, **more)

    gave = [seen(day, 9, 900, gives=True) for day in range(8)]
    sold = [seen(day, 3, 300, promotion=0.9) for day in range(8, 30)]
    feed = analyse([*gave, *sold])
    rates = {each.kind: each.median.value for each in feed.responses if each.count == "comments per 1,000 views"}
    assert rates == {"sell": 10, "give": 10}
    assert "comment" not in feed.advice[0]  # they were only seen more often
    assert (
        "Posts that give (8) typically get 10 comments per 1,000 views, posts that sell (22) 10; that may be chance."
        in told([*gave, *sold])
    )
    better = [seen(day, 18, 900, gives=True) for day in range(8)]
    assert "The 8 posts that gave typically got 20 comments for every 1,000 views, the 22 that sold 10." in " ".join(
        analyse([*better, *sold]).advice
    )


def test_posts_of_a_template_are_judged_alike_if_they_differ_by_little() -> None:
    text = "Our {} are back and you can have them for ten pounds in the shop by the river today"
    close = [post(day, text=text.format(NOUNS[day]), promotion=0.5 + 0.02 * day) for day in range(6)]
    assert {each.promotion for each in analyse(close).gathered.posts} == {0.54}
    far = [post(day, text=text.format(NOUNS[day]), promotion=0.1 + 0.1 * day) for day in range(6)]
    assert [each.promotion for each in analyse(far).gathered.posts] == [each.promotion for each in far]


def test_first_words_are_told_where_no_template_repeats_them() -> None:
    template = "Today only you can have one of our {} for ten pounds in the shop by the river"
    posts = [post(day, text=template.format(NOUNS[day % 12])) for day in range(8)]
    posts += [post(day, text=f"Did you know {' '.join(NOUNS[day % 5 :: day % 4 + 2])}") for day in range(8, 13)]
    assert [opening.words for opening in analyse(posts).openings] == ["Did you know"]


def test_a_comparison_of_two_times_says_so() -> None:
    early = [
        post(day, text=f"Question {day}", asks=True, counts={"comments": 9, "impressions": 900})
        for day in range(0, 60, 4)
    ]
    late = [
        post(day, text=f"Offer {day}", promotion=0.9, counts={"comments": 2, "impressions": 300})
        for day in range(60, 130, 4)
    ]
    text = told([*early, *late])
    assert "It turned in March 2026" in text
    assert "A post was typically seen 900 times before, and 300 since then." in text
    assert "14 of the 15 that ask are from before March 2026, but only 0 of the 18 that sell." in text
    assert "These posts are from different times" not in told(
        [*early, *(post(day, promotion=0.1) for day in range(61, 80))]
    )


def test_one_post_is_not_all_posts() -> None:
    assert "0 of 1 post sells" in told([post(0, promotion=0.1)])


def test_the_shares_that_sell_stand_in_one_sentence() -> None:
    text = told([post(day, promotion=0.9 if day >= 30 else 0.1) for day in range(40)])
    assert "10 of your last 10 posts sell (100 %), 10 of your last 30 posts (33 %), 10 of all 40 posts (25 %)." in text


def test_a_month_that_may_not_be_over_says_how_far_it_goes() -> None:
    assert "February 2026 may not be over: its last post is from the 13th." in told([post(0), post(39)])
    assert "may not be over" not in told([post(0), post(54)])
    assert "1–9 Feb 2026" in told([post(0), post(35)])
    assert "1–28 Feb" not in told([post(0), post(54)])


def test_a_good_feed_is_told_that_nothing_stands_out() -> None:
    posts = [post(day, asks=day % 2 == 0, you=3, us=1) for day in range(12)]
    assert analyse(posts).advice == ("Nothing stands out. Go on as you do, and look again in a month.",)


def test_nothing_at_all() -> None:
    assert told([]) == "0 posts. What to do next With 0 posts there isn't enough to advise on. Ten are a start."
    assert as_json.feed_as_dict(analyse([]), learned=True)["posts"] == []


@pytest.mark.parametrize("evil", ["\x1b[31mred", "::error::x", "a\u202eb"])
def test_a_terminal_is_safe_from_the_posts(evil: str) -> None:
    posts = [post(day, text=f"{evil} and the rest of it stands in every post of this feed") for day in range(12)]
    text = "".join(as_text.render(analyse(posts), Options(width=80), learned=True))
    assert not {"\x1b", "\u202e"} & set(text)
    assert not any(line.startswith("::") for line in text.split("\n"))
