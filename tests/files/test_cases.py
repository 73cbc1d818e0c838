"""Files as people really have them, each with what must be read from it. ``cases/`` holds the files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.config.config import Config
from softsell.draft import Draft, read_bytes
from softsell.engine.engine import engine_for
from softsell.errors import MalformedFile, UnclearColumn
from softsell.files.apply_fixes import apply_fixes
from softsell.platforms import count

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


HARD = "The oven that we bought in spring from a baker in the next town"


@pytest.mark.parametrize(
    ("name", "prose"),
    [
        ("B01-hugo-shortcode.md", "The rye is back in the oven.\nWhich loaf do you like best?"),
        ("B03-toml-frontmatter.md", "The rye is back. Which loaf do you like best?"),
        ("B04-mdx-body.md", "The rye is back\nWhich loaf do you like best?\nOrder"),
        ("B05-frontmatter-rich.md", "The rye is back. Which loaf do you like best?"),
        (
            "B06-notion-export.md",
            "Rye launch\nThe rye is back. Which loaf do you like best?\n💡 Act now, says the sign.",
        ),
        ("B07-obsidian.md", "The rye is back, see the recipe and Oven.\nWhich loaf do you like best? #bread/rye"),
        ("B09-setext.md", "The rye is back\nWe mended the oven on Monday. Which loaf do you like best?"),
        ("B11-nested-fix.md", "We utilize the oven and purchase rye. In order to bake."),
        (
            "B12-hardwrap-question.md",
            "The rye is back in the oven and the cat has found the warm place under the shelf again. What would you put into a rye "
            "loaf if you had one hour and a jar of honey from the hives by the mill?",
        ),
        (
            "B15-hardwrap-phrase.md",
            "This Saturday is the market. It is your last chance to try the rye, so do not miss this one. Which loaf do you like?",
        ),
        ("B17-entities.md", "Tom & Ann — act\xa0now 🥖 last\xa0chance. Which loaf?"),
        ("B20-linkref.md", "The rye is back. Which loaf do you like best?"),
        ("B21-blockquote-post.md", "We laughed. Which sign would you hang up?"),
        ("B23-admonition.md", "Hurry up.\nThe rye is back. Which loaf do you like?"),
        ("B25-qmd.qmd", "The rye."),
        ("B29-hugo-comment.md", "The rye is back.\nWhich loaf do you like?"),
        ("B30-math.md", "The price is $5 and the rye is \ufffc of it. Which loaf do you like?"),
    ],
)
def test_markdown_is_read_as_blogs_have_it(name: str, prose: str) -> None:
    assert prose_of(read(name)) == [prose]


def test_the_properties_of_a_page_of_notion_count() -> None:
    [draft] = read("B06-notion-export.md")
    assert (draft.context.platform, draft.record.date) == ("linkedin", datetime(2026, 7, 6))


def test_plain_text_keeps_its_lines() -> None:
    [draft] = read("B14-hardwrap.txt")
    assert draft.prose.splitlines()[0] == HARD


@pytest.mark.parametrize(
    ("name", "place", "hint"),
    [
        ("B26-fm-unknown-platform.md", "3:11", "there is no platform called “hugo”"),
        ("B27-fm-audience-list.md", "3:11", "audience must be a single text"),
    ],
)
def test_mistakes_in_front_matter_are_told_at_their_place(name: str, place: str, hint: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        read(name)
    assert str(caught.value).startswith(f"{name}:{place}: ")
    assert hint in str(caught.value)


def findings(name: str) -> set[str]:
    return {finding.rule for draft in read(name) for finding in engine_for(Config()).check_draft(draft).findings}


@pytest.mark.parametrize(
    ("name", "found", "not_found"),
    [
        ("B01-hugo-shortcode.md", "", "pushiness"),
        ("B11-nested-fix.md", "readability", ""),
        ("B15-hardwrap-phrase.md", "pushiness/last-chance", ""),
        ("B17-entities.md", "pushiness/last-chance", ""),
        ("B20-linkref.md", "", "pushiness"),
        ("B23-admonition.md", "", "pushiness/shouting"),
        ("B29-hugo-comment.md", "", "pushiness"),
        ("B30-math.md", "", "pushiness"),
        ("I02-disable-next-table.md", "", "pushiness"),
        ("I10-disable-whole-draft-rule.md", "", "questions"),
        ("J01-disable-all.md", "", "questions"),
        ("J04-disable-whole-draft-rules.md", "", "readability"),
        ("R07-opening-times.txt", "", "readability/long-sentence"),
        ("R15-numbered-inline.txt", "", "readability/long-sentence"),
        ("R16-address.txt", "", "readability/long-sentence"),
    ],
)
def test_findings_are_about_prose_and_comments_work(name: str, found: str, not_found: str) -> None:
    rules = findings(name)
    assert not found or any(rule.startswith(found) for rule in rules)
    assert not not_found or not any(rule.startswith(not_found) for rule in rules)


@pytest.mark.parametrize(("name", "length"), [("G38-balanced-paren.txt", 34), ("G41-bare-gtld.txt", 62)])
def test_links_count_as_x_counts_them(name: str, length: int) -> None:
    [draft] = read(name)
    assert count(draft.prose, "x") == length


def test_fixes_stay_inside_plain_stretches() -> None:
    [draft] = read("B11-nested-fix.md")
    found = engine_for(Config()).check_draft(draft).findings
    mended, fixes = apply_fixes(draft.source, found, "a.md")
    assert fixes
    assert "](https://a.example/purchase)" in mended


def test_a_row_s_platform_sets_the_limit() -> None:
    [draft] = read("A20-platform-col.csv")
    found = engine_for(Config()).check_draft(draft).findings
    assert any(finding.rule == "readability/too-long" or "280" in finding.message for finding in found)


def test_the_english_half_of_a_post_in_two_languages_is_checked() -> None:
    assert "pushiness/hurry" in findings("F19-bilingual.txt")
