"""``/v1/feed``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from softsell.web.api.feed_models import MAX_POSTS, FeedAnswer

if TYPE_CHECKING:
    from tests.web.conftest import Reply, RunningServer

SALE = "Big sale today! {} off all loaves. Last chance, order now at https://shop.example"
POSTS = [
    {
        "text": SALE.format("20 %"),
        "date": "2026-03-02T23:30:00Z",
        "platform": "x",
        "counts": {"comments": 2, "likes": 0},
    },
    {"text": SALE.format("30 %"), "date": "2026-03-09T09:00:00Z", "platform": "x"},
    {
        "text": "How do you keep bread fresh for a week? Tell us below.",
        "date": "2026-02-02T09:00",
        "platform": "linkedin",
    },
    {
        "text": "Thanks for writing!",
        "reply_to": "When do you open on Sunday?",
        "date": "2026-03-03T09:00:00Z",
        "asked": "2026-03-02T21:00:00Z",
    },
]


def ask(server: RunningServer, posts: Any, **more: Any) -> Reply:
    return server.ask("POST", "/v1/feed", {"posts": posts, **more}, token=server.owner)


def test_posts_become_figures(server: RunningServer) -> None:
    reply = ask(server, POSTS, time_zone="Europe/Berlin")
    assert reply.status == 200
    answer = FeedAnswer.model_validate(reply.json)
    assert reply.json == answer.model_dump(mode="json")
    assert [post.place for post in answer.posts] == ["post 3", "post 1", "post 2"]
    assert answer.posts[1].date == "2026-03-03T00:30:00+01:00"
    assert answer.posts[1].counts == {"comments": 2, "likes": 0}
    assert (answer.promotion.all.count, answer.promotion.all.of) == (2, 3)
    assert answer.sameness.groups == [[1, 2]]
    assert answer.answers[0].answers is False
    assert answer.replies.hours is not None
    assert answer.replies.hours.value == 12
    assert [month.name for month in answer.months] == ["2026-02", "2026-03"]


def test_goals_come_with_the_request(server: RunningServer) -> None:
    answer = ask(server, POSTS, settings={"feed": {"promotion": 50, "voice": "we"}, "ignore": ["pushiness"]}).json
    assert [goal["name"] for goal in answer["goals"]] == ["promotion", "voice"]
    assert answer["promotion"]["bound"] == 50
    assert answer["sameness"]["deadlines"] == 1  # although the rules are off for checks


def test_no_posts(server: RunningServer) -> None:
    answer = ask(server, []).json
    FeedAnswer.model_validate(answer)
    assert answer["posts"] == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"posts": [{"text": "Rain.", "date": "yesterday"}]}, "the date of post 1 isn't one"),
        ({"posts": [{"text": "a\ud800b"}]}, "surrogate"),
        ({"posts": [{"text": "Rain."}], "time_zone": "Berlin"}, "There is no time zone called “Berlin”"),
        ({"posts": [{"text": "Rain."}], "time_zone": "../../etc/passwd"}, "There is no time zone called"),
        ({"posts": [{"text": "Rain.", "counts": {"likes": -1}}]}, "posts"),
        ({"posts": [{"text": "Rain."}] * (MAX_POSTS + 1)}, "posts"),
        ({"posts": [{"text": "Rain.", "platform": "myspace"}]}, "myspace"),
        ({"posts": [{"text": "Rain."}], "settings": {"feed": {"promotion": "much"}}}, "promotion"),
        ({}, "posts"),
    ],
)
def test_what_is_wrong_is_told(server: RunningServer, body: dict[str, Any], says: str) -> None:
    reply = server.ask("POST", "/v1/feed", body, token=server.owner)
    assert reply.status == 400
    assert says in reply.json["detail"]
    assert "Rain" not in reply.json["detail"]


def test_a_post_that_is_too_long_is_refused_before_it_is_read(server: RunningServer) -> None:
    assert ask(server, [{"text": "a" * 100_001}]).status == 413


def test_it_needs_a_token(server: RunningServer) -> None:
    assert server.ask("POST", "/v1/feed", {"posts": POSTS}).status == 401
