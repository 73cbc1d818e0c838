"""Files as people really have them, each with what must be read from it. ``cases/`` holds the files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Draft, read_bytes
from softsell.errors import UnclearColumn

CASES = Path(__file__).parent / "cases"
BUY = "Hurry, this is your last chance to buy!"
ACT = "Act now before it is too late."


def read(name: str, column: str | None = None) -> list[Draft]:
    return read_bytes((CASES / name).read_bytes(), name, column=column)


@pytest.mark.parametrize(
    ("name", "posts", "platforms"),
    [
        ("A01-x-archive-tweets.js", ["Hurry, this is your last chance to buy! & more https://t.co/abc"], ["x"]),
        ("A03-fb-your_posts_1.json", ["Hurry, this is your last chance! Café opens 🎉", ACT], ["facebook"] * 2),
        (
            "A05-linkedin-Shares.csv",
            [f"Hurry, this is your last chance.\n\n{ACT}", "We mended eleven bicycles this week."],
            ["linkedin"] * 2,
        ),
        ("A06-mastodon-outbox.json", [f"{BUY}\nTom & Ann"], ["mastodon"]),
        ("A07-bsky-posts.json", [BUY], ["bluesky"]),
        ("A08-bsky-feed.json", [BUY], ["bluesky"]),
        ("A09-threads.json", [BUY], ["threads"]),
        ("A10-hootsuite.csv", [BUY, "Which loaf do you like best, the rye or the wheat?"], [None] * 2),
        ("A11-buffer.csv", [BUY], [None]),
        ("A12-calendar-status-copy.csv", [BUY, ACT], ["linkedin", "instagram"]),
        ("A13-calendar-draft-bool.csv", [BUY], ["linkedin"]),
        ("A14-calendar-post-number.csv", [BUY, ACT], ["instagram"] * 2),
        ("A15-calendar-content-type.csv", [BUY, ACT], [None] * 2),
        ("A19-preamble.csv", [BUY], [None]),
        (
            "A20-platform-col.csv",
            [" ".join(["The men dig from eight to five and the dog waits by the fence."] * 6)],
            ["x"],
        ),
        ("A21-quoted-space.csv", [BUY], [None]),
        ("A22-reddit.csv", [BUY], ["reddit"]),
        ("A24-x-analytics.csv", [BUY], ["x"]),
        ("A25-meta-export.csv", [BUY], ["facebook"]),
        ("A26-youtube-takeout.csv", [BUY], ["youtube"]),
        ("A27-sprout.csv", [BUY], ["x"]),
        ("A28-metricool.csv", [BUY], ["linkedin"]),
        ("A29-notion.csv", [BUY], ["instagram"]),
        ("A31-caption-max-status.csv", [BUY], [None]),
        ("A32-post-number.csv", [BUY], [None]),
    ],
)
def test_the_posts_of_a_sheet_or_an_archive_are_found(name: str, posts: list[str], platforms: list[str | None]) -> None:
    drafts = read(name)
    assert prose_of(drafts) == posts
    assert [draft.context.platform for draft in drafts] == platforms


def test_two_columns_that_fit_are_not_guessed_between() -> None:
    name = "A18-two-copy-columns.csv"
    with pytest.raises(UnclearColumn) as caught:
        read(name)
    said = str(caught.value)
    assert "LinkedIn copy (“Hurry, this is your last …”)" in said
    assert "Instagram copy (“Act now before it is …”)" in said
    assert "Content Theme" not in said
    assert '--column "LinkedIn copy"' in said
    assert f'[files."{name}"] and column = "LinkedIn copy"' in said
    [draft] = read(name, column="Instagram copy")
    assert (draft.prose, draft.context.platform) == (ACT, "instagram")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("A05-linkedin-Shares.csv", [2, 3]),
        ("A10-hootsuite.csv", [1, 2]),
        ("A12-calendar-status-copy.csv", [2, 3]),
        ("A19-preamble.csv", [4]),
    ],
)
def test_rows_are_those_of_the_sheet(name: str, rows: list[int]) -> None:
    assert [draft.record.row for draft in read(name)] == rows


def test_dates_and_counts_are_kept() -> None:
    assert read("A06-mastodon-outbox.json")[0].record.date == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert [draft.record.date for draft in read("A10-hootsuite.csv")] == [
        datetime(2026, 7, 6, 9),
        datetime(2026, 7, 7, 9),
    ]
    assert read("A24-x-analytics.csv")[0].record.date == datetime(2026, 6, 6)
    assert read("A24-x-analytics.csv")[0].record.counts == {"impressions": 10, "likes": 1}
    assert read("A08-bsky-feed.json")[0].record.counts == {"likes": 1}
    assert read("A27-sprout.csv")[0].record.counts == {"comments": 2, "impressions": 10}


def test_mended_letters_keep_their_places() -> None:
    draft = read("A03-fb-your_posts_1.json")[0]
    assert source_of(draft, "é") == r"\u00c3\u00a9"
    assert source_of(draft, "🎉") == r"\u00f0\u009f\u008e\u0089"
    assert source_of(draft, "last chance") == "last chance"


def test_html_in_json_keeps_its_places() -> None:
    [draft] = read("A06-mastodon-outbox.json")
    assert source_of(draft, "last chance") == "last chance"
    assert source_of(draft, "&") == "&amp;"
