"""What holds for any feed: every post counts once, figures fit together, and every format can show them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import example, given, settings
from hypothesis import strategies as st

from softsell.config import Goals
from softsell.draft.record import COUNTS
from softsell.feed import Post, analyse, as_html, as_json, as_text
from softsell.feed.advice import MOST
from softsell.report import Options
from softsell.web.api.feed_models import FeedAnswer

DATES = st.one_of(
    st.none(),
    st.datetimes(
        min_value=datetime(2, 1, 2),
        max_value=datetime(9998, 12, 30),
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))]),
    ),
    st.integers(0, 400).map(lambda day: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day / 4)),
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["1/3 The kiln is hot.", "2/3 It cools for a day.", "The rain filled the barrel and the cat moved in."]
    ),
    st.lists(st.sampled_from("oak elm ash fir yew box bay".split()), max_size=20).map(" ".join),
)
FLAG = st.booleans()
SMALL = st.integers(0, 9)
POSTS = st.builds(
    Post,
    place=st.just("posts.csv, row 1"),
    text=TEXTS,
    date=DATES,
    platforms=st.sampled_from([(), ("x",), ("linkedin",), ("x", "facebook")]),
    promotion=st.one_of(st.none(), st.floats(0, 1)),
    asks=FLAG,
    gives=FLAG,
    promises=FLAG,
    deadline=FLAG,
    reply=st.sampled_from([False, False, False, True]),
    answers=FLAG,
    hours=st.one_of(st.none(), st.floats(0, 1_000)),
    us=SMALL,
    you=SMALL,
    others=SMALL,
    singular=SMALL,
    plural=SMALL,
    counts=st.dictionaries(st.sampled_from(COUNTS), st.integers(0, 10**9)),
    id=st.one_of(st.none(), st.sampled_from("abc")),
    continues=st.one_of(st.none(), st.sampled_from("abc")),
)
GOALS = st.builds(
    Goals,
    posts_a_week=st.one_of(st.none(), st.floats(0, 20)),
    promotion=st.one_of(st.none(), st.floats(0, 100)),
    asking=st.one_of(st.none(), st.floats(0, 100)),
    answers_within=st.one_of(st.none(), st.floats(0, 100)),
    voice=st.sampled_from([None, "I", "we"]),
)


@settings(max_examples=60, deadline=None)
@example(
    [Post(place="posts.csv, row 1", text=f"Rye {n}.", promotion=1.0) for n in range(12)], Goals(promotion=2e-311), False
)
@given(st.lists(POSTS, max_size=25), GOALS, FLAG)
def test_any_feed(posts: list[Post], goals: Goals, learned: bool) -> None:
    feed = analyse(posts, goals)
    gathered = feed.gathered
    left_out = gathered.undated if gathered.dated else 0
    assert len(gathered.posts) + len(gathered.replies) + gathered.joined + left_out == len(posts)
    dates = [post.date for post in gathered.posts if post.date is not None]
    assert dates == sorted(dates)

    if gathered.dated:
        in_months = [number for month in feed.months for number in month.posts]
        assert in_months == list(range(len(gathered.posts)))
        assert sum(month.sells.count for month in feed.months) == feed.promotion.all.count
        assert sum(month.replies.of for month in feed.months) == feed.replies.answers.of
    grouped = [number for group in gathered.templates for number in group]
    assert len(grouped) == len(set(grouped))
    assert all(0 <= number < len(gathered.posts) for number in grouped)
    if feed.promotion.run is not None:
        first, last = feed.promotion.run
        assert all(post.empty for post in gathered.posts[first : last + 1])
    assert 1 <= len(feed.advice) <= MOST

    document = json.loads("".join(as_json.render(feed, learned=learned)))
    assert FeedAnswer.model_validate(document).model_dump(mode="json") == document
    assert "".join(as_text.render(feed, Options(width=60), learned=learned))
    page = "".join(as_html.render(feed, learned=learned, version="1", script="draw()"))
    assert page.count("<section") == page.count("</section>")
