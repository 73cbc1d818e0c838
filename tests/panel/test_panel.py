"""The page for people who rate posts, with the real application and two posts of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.panel.agreement import compare
from tests.panel.posts import Post, order_for
from tests.panel.ratings import Rating, Ratings
from tests.panel.web import build_app

MODELS: dict[str, object] = {"pushy": 2, "self": 0, "promo": 2, "hard": 0, "invites": 0, "salesq": 0, "kind": "offer"}
POSTS = {
    "one": Post("one", "<b>Last chance!</b> Buy the lamp now.", "x", MODELS),
    "two": Post("two", "The kettle is on. Which tea do you like?", "", {**MODELS, "pushy": 0}),
}
RATING = {"post": "one", "pushy": 2, "self": 0, "promo": 1, "hard": 0, "invites": 0, "salesq": 0, "kind": "offer"}


@pytest.fixture
def ratings(tmp_path: Path) -> Ratings:
    return Ratings(tmp_path / "ratings" / "panel.jsonl")


@pytest.fixture
def client(ratings: Ratings) -> TestClient:
    return TestClient(build_app(POSTS, ratings, "ana", "key"), base_url="http://127.0.0.1")


def test_a_post_is_shown_blind_and_its_rating_kept_without_text(client: TestClient, ratings: Ratings) -> None:
    first = client.get("/key/next").json()
    assert set(first) == {"done", "left", "post", "text", "platform"}
    assert client.post("/key/ratings", json={**RATING, "post": first["post"], "push": [[0, 4]]}).status_code == 204
    [rating] = ratings.read().values()
    assert (rating.rater, rating.post, rating.push) == ("ana", first["post"], [(0, 4)])
    assert client.get("/key/next").json()["post"] != first["post"]


def test_when_all_are_rated_none_is_left(client: TestClient) -> None:
    for post in POSTS:
        client.post("/key/ratings", json={**RATING, "post": post})
    assert client.get("/key/next").json() == {"done": 2, "left": 0}


@pytest.mark.parametrize("change", [{"pushy": 3}, {"kind": "poem"}, {"text": "secret"}, {"push": [[0, -1]]}])
def test_what_is_no_rating_is_refused(client: TestClient, ratings: Ratings, change: dict[str, object]) -> None:
    assert client.post("/key/ratings", json={**RATING, **change}).status_code == 422
    assert not ratings.read()


def test_only_this_machine_and_whoever_has_the_link(client: TestClient) -> None:
    assert client.get("/next").status_code == 404
    assert client.get("/key/next", headers={"Host": "evil.example"}).status_code == 400
    policy = client.get("/key/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")


def test_the_order_belongs_to_a_rater() -> None:
    ids = [str(number) for number in range(40)]
    assert order_for("ana", ids) == order_for("ana", reversed(ids)) != order_for("ben", ids)


def test_agreement_is_told_once_there_are_enough_ratings() -> None:
    assert "2 ratings" in compare(
        POSTS, {("ana", post): Rating.model_validate({**RATING, "post": post}) for post in POSTS}
    )
    many = {f"p{number}": POSTS["one" if number % 2 else "two"] for number in range(12)}
    rated = {
        ("ana", name): Rating.model_validate({**RATING, "post": name, "pushy": int(post.id == "one") * 2})
        for name, post in many.items()
    }
    table = compare(many, rated)
    assert "12 ratings" in table
    assert "pushy               1.00" in table
