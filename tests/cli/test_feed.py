"""``softsell feed``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell
from tests.draft.test_archives import tweet
from tests.feed.shop import YEAR, shop_year

from softsell.cli import CLEAN, WRONG_USE
from softsell.feed import analyse

POSTS = """text
"Big sale today! 20% off all loaves. Last chance, order now at https://shop.example"
"How do you keep bread fresh for a week? Tell us below."
"Big sale today! 30% off all cakes. Last chance, order now at https://shop.example"
"""


def test_it_reads_files_and_says_what_they_add_up_to(folder: Path, softsell: Softsell) -> None:
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    (folder / "post.txt").write_text("The rain filled the barrel.", encoding="utf-8")
    result = softsell("feed", "planned.csv", "post.txt")
    assert result.status == CLEAN
    assert result.out.startswith("4 posts. No post has a date")
    assert "2 of 4 posts sell" not in result.out
    assert "2 of all 4 posts sell (50 %)." in result.out
    assert "1 of 4 posts repeats an earlier one, or its template (25 %)." in result.out


def test_json(folder: Path, softsell: Softsell) -> None:
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    result = softsell("feed", "planned.csv", "--format", "json", "--platform", "x")
    document = json.loads(result.out)
    assert [post["platforms"] for post in document["posts"]] == [["x"]] * 3
    assert document["promotion"]["all"] == {"count": 2, "of": 3}


def test_rules_that_are_off_for_checks_still_count(folder: Path, softsell: Softsell) -> None:
    # The tests' settings select their own pack only
    (folder / "post.txt").write_text("Here is how to keep bread fresh: a clean tea towel.", encoding="utf-8")
    document = json.loads(softsell("feed", "post.txt", "--format", "json").out)
    assert document["posts"][0]["gives"] is True


def test_a_sheet_as_people_have_it(softsell: Softsell) -> None:
    result = softsell("feed", str(YEAR), "--format", "json", "--time-zone", "UTC")
    assert result.status == CLEAN
    document = json.loads(result.out)
    by_hand = analyse(shop_year())
    assert len(document["posts"]) == len(by_hand.gathered.posts)
    assert document["turn"]["month"] == "2026-04"
    assert [post["counts"] for post in document["posts"]] == [dict(post.counts) for post in by_hand.gathered.posts]
    assert "column Post" in result.err


def test_an_archive_with_a_thread_and_answers(folder: Path, softsell: Softsell) -> None:
    tweets = [
        tweet("How we fire a kiln, for all who asked.", id_str="1"),
        tweet(
            "First we stack.", id_str="2", in_reply_to_status_id_str="1", created_at="Wed Nov 15 22:13:20 +0000 2023"
        ),
        tweet("@sam We open at nine.", id_str="3", in_reply_to_status_id_str="7", in_reply_to_screen_name="sam"),
        tweet("RT @other: Buy!", id_str="4"),
    ]
    (folder / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps(tweets)}", encoding="utf-8")
    document = json.loads(softsell("feed", "tweets.js", "--format", "json", "--time-zone", "Europe/Berlin").out)
    (post,), (answer,) = document["posts"], document["answers"]
    assert (post["parts"], post["platforms"], post["counts"]) == (2, ["x"], {"likes": 6, "shares": 2})
    assert post["date"] == "2023-11-14T23:13:20+01:00"
    assert answer["begins"] == "@sam We open at nine."


def test_how_soon_replies_come(folder: Path, softsell: Softsell) -> None:
    (folder / "replies.csv").write_text(
        "Received,Message,Reply,Sent\n"
        "2026-03-02 09:00,When do you open on Sunday?,At nine and we close at four.,2026-03-02 12:00\n"
        "2026-03-03 09:00,How much is the large one?,It is $14 with the lid.,2026-03-05 09:00\n"
        "2026-03-04 09:00,Do you ship to Norway?,Yes we do and it takes a week.,2026-03-04 10:00\n",
        encoding="utf-8",
    )
    (folder / "softsell.toml").write_text("[feed]\nanswers-within = 24\n", encoding="utf-8")
    document = json.loads(softsell("feed", "replies.csv", "--format", "json").out)
    assert document["replies"]["hours"]["value"] == 3
    (goal,) = document["goals"]
    assert (goal["met"], round(goal["value"])) == (False, 67)


def test_the_page(folder: Path, softsell: Softsell) -> None:
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    result = softsell("feed", "planned.csv", "--format", "html")
    assert result.out.startswith("<!doctype html>")
    assert "Your feed" in result.out


@pytest.mark.parametrize("format_name", ["text", "json", "html"])
def test_output_is_whole_and_isnt_read_the_next_time(folder: Path, softsell: Softsell, format_name: str) -> None:
    (folder / "all").mkdir()
    (folder / "all" / "planned.csv").write_text(POSTS, encoding="utf-8")
    ending = {"text": ".rst", "json": ".json", "html": ".html"}[format_name]
    arguments = ("feed", "all", "--format", format_name, "--output", f"all/feed{ending}")
    assert softsell(*arguments).status == CLEAN
    first = (folder / "all" / f"feed{ending}").read_text(encoding="utf-8")
    result = softsell(*arguments)
    assert (result.status, result.out) == (CLEAN, "")
    assert (folder / "all" / f"feed{ending}").read_text(encoding="utf-8") == first


def test_output_is_never_one_of_the_files_to_read(folder: Path, softsell: Softsell) -> None:
    (folder / "post.html").write_text("<p>The rain filled the barrel.</p>", encoding="utf-8")
    for named in ("post.html", "."):
        result = softsell("feed", named, "--format", "html", "--output", "post.html")
        assert result.status == WRONG_USE
        assert "nothing was read" in result.err
    assert "barrel" in (folder / "post.html").read_text(encoding="utf-8")


def test_goals_come_from_the_settings(folder: Path, softsell: Softsell) -> None:
    (folder / "softsell.toml").write_text("[feed]\npromotion = 40\n", encoding="utf-8")
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    out = softsell("feed", "planned.csv").out
    assert "Your bound is 40 %." in out
    assert "at most 40 % sell" in out


def test_wrong_goals_are_told_at_their_line(folder: Path, softsell: Softsell) -> None:
    (folder / "softsell.toml").write_text('[feed]\npromotion = 140\nvoice = "you"\n', encoding="utf-8")
    (folder / "planned.csv").write_text(POSTS, encoding="utf-8")
    result = softsell("feed", "planned.csv")
    assert result.status == WRONG_USE
    assert "“promotion” must be between 0 and 100." in result.err
    assert 'Write one of "I", "we".' in result.err


def test_a_file_that_cant_be_read_is_told_and_the_others_count(folder: Path, softsell: Softsell) -> None:
    (folder / "post.txt").write_text("The rain filled the barrel.", encoding="utf-8")
    (folder / "bad.json").write_text("{", encoding="utf-8")
    result = softsell("feed", "bad.json", "post.txt")
    assert result.status == WRONG_USE
    assert "bad.json" in result.err
    assert "Traceback" not in result.err
    assert result.out.startswith("1 post.")


def test_wrong_use(folder: Path, softsell: Softsell) -> None:
    (folder / "post.txt").write_text("Rain.", encoding="utf-8")
    zone = softsell("feed", "post.txt", "--time-zone", "Berlin/../../etc")
    assert (zone.status, "There is no time zone called" in zone.err) == (WRONG_USE, True)
    assert softsell("feed", "nowhere.txt").status == WRONG_USE
    assert softsell("feed").status == WRONG_USE


def test_files_that_cannot_be_read_give_errors_and_no_report(folder: Path, softsell: Softsell) -> None:
    (folder / "empty.json").write_text("{", encoding="utf-8")
    result = softsell("feed", "empty.json")
    assert (result.status, result.out) == (WRONG_USE, "")
    assert "empty.json" in result.err
