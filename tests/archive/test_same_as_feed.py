"""An archive and ``softsell feed`` read the same posts from the same file, and say the same of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.archive.conftest import POSTS, Archive, rows_of
from tests.archive.test_same_as_check import FILES

from softsell.cli import run

Feed = Callable[..., dict[str, Any]]

YEAR = Path(__file__).parents[1] / "feed" / "fern_and_kiln.csv"
ESCAPED = (
    'date,text\n2026-03-01,"She said \\"ahoy\\", twice. Who else does?"\n2026-03-02,"We bake, \\"as ever\\", at six."\n'
)
OF_EACH = (
    "plain.csv",
    "semicolons.csv",
    "tabs.tsv",
    "utf16.csv",
    "nameless.csv",
    "Shares.csv",
    "outbox.jsonl",
    "records.jsonl",
)


@pytest.fixture
def feed(capfd: pytest.CaptureFixture[str]) -> Feed:
    """Runs ``softsell feed --format json`` in this process."""

    def call(*arguments: object) -> dict[str, Any]:
        capfd.readouterr()
        assert run(["feed", "--format", "json", "--time-zone", "UTC", *map(str, arguments)]) == 0
        document: dict[str, Any] = json.loads(capfd.readouterr().out)
        return document

    return call


@pytest.mark.parametrize("name", [*OF_EACH, "escaped.csv"])
def test_each_post_is_the_same(name: str, archive: Archive, feed: Feed) -> None:
    Path(name).write_bytes({**FILES, "escaped.csv": ESCAPED.encode()}[name])
    assert archive("--isolated", name, "out.jsonl").status == 0
    rows, document = rows_of("out.jsonl"), feed("--isolated", name)
    posts = document["posts"] + document["answers"]
    assert len(posts) == len(rows) > 1
    assert document["joined"] == 0
    assert sorted(map(of_feed, posts)) == sorted(map(of_archive, rows))


def of_feed(post: dict[str, Any]) -> str:
    return json.dumps(
        [(post["date"] or "")[:10], post["platforms"], post["campaign"], post["counts"], round(post["promotion"], 9)]
    )


def of_archive(row: dict[str, Any]) -> str:
    platforms = [row["platform"]] if row["platform"] else []
    promotion = round(row["measures"]["promotion"], 9)
    return json.dumps([(row["date"] or "")[:10], platforms, row["campaign"], row["counts"], promotion])


def test_a_year_has_as_many_posts_and_comments_in_both(archive: Archive, feed: Feed) -> None:
    assert archive("--isolated", YEAR, "out.jsonl").status == 0
    rows, document = rows_of("out.jsonl"), feed("--isolated", YEAR)
    assert len(rows) == len(document["posts"]) + len(document["answers"]) + document["joined"]
    for count in ("comments", "impressions"):
        counted = sum(post["counts"].get(count, 0) for post in document["posts"] + document["answers"])
        assert counted == sum(row["counts"].get(count, 0) for row in rows) > 0


def test_what_only_the_feed_can_read_the_archive_refuses(archive: Archive, feed: Feed) -> None:
    Path("parts.csv").write_text(
        f'Date,Copy\nINSTAGRAM,\n2026-03-01,"{POSTS[1]}"\nLINKEDIN,\n2026-03-02,"{POSTS[4]}"\n'
    )
    assert [post["platforms"] for post in feed("--isolated", "parts.csv")["posts"]] == [["instagram"], ["linkedin"]]
    done = archive("--isolated", "parts.csv", "out.jsonl")
    assert done.status == 2
    assert "Write the platform into a column of its own" in done.err


def test_the_archive_reads_a_chat_only_if_the_user_says_so(archive: Archive) -> None:
    Path("chat.csv").write_text(f'Date,User,Message\n2026-03-01,Mill,"{POSTS[1]}"\n2026-03-02,Mill,"{POSTS[4]}"\n')
    done = archive("--isolated", "chat.csv", "out.jsonl")
    assert done.status == 2
    assert "this may be a conversation" in done.err
    assert archive("--isolated", "--column", "Message", "chat.csv", "out.jsonl").status == 0
