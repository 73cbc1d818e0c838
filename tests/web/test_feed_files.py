"""The page ``/feed``: files of posts become the report of ``softsell feed``, a few posts at a time, and nothing is kept."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from softsell.web.api import feed_files
from softsell.web.api.feed_jobs import KEPT_SECONDS, MOST_AT_ONCE, FeedFiles, FeedJob
from softsell.web.api.feed_models import FilesAnswer, NextAnswer
from softsell.web.gate import body_limits

if TYPE_CHECKING:
    from tests.web.conftest import Clock, Reply, RunningServer

SHEET = "Date,Platform,Text\n" + "".join(
    f'2026-0{month}-{day:02d} 09:00,LinkedIn,"Walk {month} of {day}: rain on the roof, and the cat stayed in. Where do you go?"\n'
    for month in (1, 2)
    for day in range(1, 25)
)


def encode(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def send(server: RunningServer, *files: tuple[str, str | bytes], **more: Any) -> Reply:
    named = [{"name": name, "content": encode(content)} for name, content in files]
    return server.ask("POST", "/v1/feed/files", {"files": named, **more}, headers=server.enter())


def check_all(server: RunningServer, name: str) -> list[dict[str, Any]]:
    """Every answer until the report."""
    answers: list[dict[str, Any]] = []
    while not answers or answers[-1]["page"] is None:
        reply = server.ask("POST", "/v1/feed/next", {"id": name}, headers=server.enter())
        assert reply.status == 200, reply.json
        NextAnswer.model_validate(reply.json)
        answers.append(reply.json)
    return answers


def test_files_become_the_report_in_steps(server: RunningServer) -> None:
    before = {path for path in server.state.rglob("*") if path.is_file()}
    found = send(server, ("posts.csv", SHEET)).json
    FilesAnswer.model_validate(found)
    assert found["posts"] == 48
    assert found["problems"] == []
    assert "column Text" in found["notes"][0]
    answers = check_all(server, found["id"])
    assert [answer["done"] for answer in answers] == [16, 32, 48]
    page = answers[-1]["page"]
    assert page["headline"].startswith("48 posts, from 1 January 2026 to 24 February 2026.")
    assert "<h2>What to do next</h2>" in page["main"]
    assert 'data-chart="timeline"' in page["main"]
    assert [month["month"] for month in page["data"]["months"]] == ["2026-01", "2026-02"]
    assert server.ask("POST", "/v1/feed/next", {"id": found["id"]}, headers=server.enter()).status == 410
    assert {path for path in server.state.rglob("*") if path.is_file()} == before


def test_a_post_is_only_text_in_the_report(server: RunningServer) -> None:
    evil = "<img src=x onerror=alert(1)> </script><script>alert(2)</script> What do you think of it?"
    found = send(server, ("a.jsonl", "".join(f'{{"text": "{evil}", "date": "2026-01-0{day}"}}\n' for day in (1, 2, 3))))
    main = check_all(server, found.json["id"])[-1]["page"]["main"]
    assert "<img" not in main
    assert "<script" not in main
    assert "&lt;img src=x" in main


def test_what_cant_be_read_is_told_and_the_rest_is_read(server: RunningServer) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", SHEET)
    found = send(
        server,
        ("posts.csv", SHEET),
        ("letter.pages", "x"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("archive.zip", packed.getvalue()),
        ("empty.txt", ""),
    ).json
    assert found["posts"] == 48
    assert [problem.partition(":")[0] for problem in found["problems"][:3]] == [
        "letter.pages",
        "photo.csv",
        "archive.zip",
    ]
    assert found["problems"][3] == "There are no posts in empty.txt."
    nothing = send(server, ("letter.pages", "x")).json
    assert (nothing["id"], nothing["posts"]) == (None, 0)


def test_long_posts_are_checked_one_by_one(server: RunningServer) -> None:
    post = "The rain filled the barrel, and the cat stayed in. " * 700
    found = send(server, ("long.txt", "\n---\n".join([post] * 3))).json
    assert [answer["done"] for answer in check_all(server, found["id"])] == [1, 2, 3]


def test_a_column_can_be_named(server: RunningServer) -> None:
    sheet = "A,B\n" + "".join(
        f"The rain of day {day} filled the barrel,The cat of day {day} stayed in\n" for day in range(9)
    )
    assert send(server, ("two.csv", sheet)).json["problems"] != []
    assert send(server, ("two.csv", sheet), column="B").json["posts"] == 9


def test_too_much_is_refused_in_words(server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_files, "MAX_BYTES", 1_000)
    reply = send(server, ("posts.csv", SHEET))
    assert reply.status == 413
    assert "this page takes up to 1,000" in reply.json["detail"]
    assert "feed FILES" in reply.json["detail"]


def test_of_very_many_posts_the_latest_are_looked_at(server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_files, "MOST_POSTS", 24)
    found = send(server, ("posts.csv", SHEET)).json
    assert found["posts"] == 24
    assert "The files hold 48 posts" in found["notes"][-1]
    assert check_all(server, found["id"])[-1]["page"]["headline"].startswith("24 posts, from 1 February 2026")


def test_only_ones_own_pages_may_send_much(server: RunningServer) -> None:
    large = b" " * (body_limits.MAX_BODY + 1)
    _, script = server.services.tokens.create("a script", "script")
    assert server.ask("POST", "/v1/feed/files", large, token=script).status == 413
    assert server.ask("POST", "/v1/feed/files", large, headers=server.enter()).status == 400
    assert server.ask("POST", "/v1/feed", large, headers=server.enter()).status == 413
    assert server.ask("POST", "/v1/feed/files", {"files": []}, token=script).status in (400, 403)


def test_wrong_requests(server: RunningServer) -> None:
    def ask(path: str, body: Any) -> int:
        return server.ask("POST", path, body, headers=server.enter()).status

    assert ask("/v1/feed/files", {"files": []}) == 400
    assert ask("/v1/feed/files", {"files": [{"name": "a.csv", "content": "no base64!"}]}) == 400
    assert ask("/v1/feed/next", {"id": "made up"}) == 410


def job() -> FeedJob:
    return FeedJob(None, [])  # type: ignore[arg-type]  # no post is checked here


def test_what_nobody_asks_for_goes() -> None:
    from tests.web.conftest import Clock as RealClock

    clock: Clock = RealClock()
    feeds = FeedFiles(clock)
    names = [feeds.add(job()) for _ in range(MOST_AT_ONCE + 1)]
    assert feeds.find(names[0]) is None
    clock.skip(KEPT_SECONDS - 1)
    assert feeds.find(names[1]) is not None
    clock.skip(2)
    assert [feeds.find(name) is not None for name in names] == [False, True, False, False]
    feeds.drop(names[1])
    assert feeds.find(names[1]) is None


def test_the_page_has_the_policy_of_all_pages(
    server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "feed.html").write_text("<body><main></main>")
    monkeypatch.setattr(server.services.files, "_built", tmp_path)
    reply = server.ask("GET", "/feed", headers=server.enter())
    assert reply.status == 200
    assert "script-src 'self'; style-src 'self'" in reply.headers["content-security-policy"]
    assert b"data-command=" in reply.body
