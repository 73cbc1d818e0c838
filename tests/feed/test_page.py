"""The page: it stands alone, nothing in a post can run in it, and charts and tables say the same."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.feed.shop import shop_year
from tests.feed.test_figures import post

from softsell.config import Goals
from softsell.feed import Feed, analyse, as_html
from softsell.feed.chart_data import MOST_POSTS, chart_data

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parents[1] / "e2e" / "node_modules" / "axe-core" / "axe.min.js"
SCRIPT = as_html.read_script()
EVIL = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&lt;b&gt; "quoted" \u2028'


def page(feed: Feed, script: str | None = "draw()") -> str:
    return "".join(as_html.render(feed, learned=True, version="0.1.0", script=script))


def test_the_text_of_a_post_is_only_text() -> None:
    feed = analyse([post(day, text=f"{EVIL} number {day}", asks=True) for day in range(12)])
    text = page(feed)
    assert text.count("<script") == 2
    assert "<img" not in text
    assert "&lt;img src=x" in text
    held = re.search(r'<script type="application/json" id="feed-data">(.*?)</script>', text, re.DOTALL)
    assert held is not None
    assert "<" not in held[1]
    assert "\u2028" not in held[1]
    assert json.loads(held[1])["posts"][0]["begins"].startswith("</script><script>")


def test_what_a_reader_cant_see_is_shown() -> None:
    text = page(analyse([post(day, text=f"Post \u202eone\u200b {day}", asks=True) for day in range(3)]))
    assert not {"\u202e", "\u200b"} & set(text.partition("<script")[0])


def test_the_page_may_run_its_own_script_only_and_load_nothing() -> None:
    text = page(analyse([post(0)]))
    digest = base64.b64encode(sha256(b"draw()").digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in text
    assert "script-src 'none'" in page(analyse([post(0)]), None)
    assert not re.search(r"(?:src|href)=", text)


def test_without_the_charts_program_the_tables_are_open_and_the_page_says_why() -> None:
    feed = analyse([post(day, promotion=0.9) for day in range(90)])
    bare, full = page(feed, None), page(feed)
    assert "built without npm" in bare
    assert "data-chart=" not in bare
    assert "The figures as a table" not in bare
    assert "<caption>Posts that sell, by month</caption>" in bare
    assert "<caption>Posts that sell, by month</caption>" in full
    assert full.count("data-chart=") == 6
    assert "built without npm" not in full


def test_each_chart_has_a_table_behind_it() -> None:
    days = range(0, 90, 3)
    feed = analyse([post(day, promotion=0.9 * (day % 2), text="the same words in each of them") for day in days])
    sections = re.findall(r"<section.*?</section>", page(feed), re.DOTALL)
    drawn = [section for section in sections if "data-chart=" in section]
    assert len(drawn) >= 4
    assert all('<details class="figures">' in section and "<table>" in section for section in drawn)


def test_every_reply_that_leaves_a_question_open_is_listed() -> None:
    text = page(analyse(shop_year()))
    table = text.partition("<caption>Replies that leave a question open</caption>")[2].partition("</table>")[0]
    assert table.count("<tr>") == 1 + len(analyse(shop_year()).replies.open) == 6
    assert "Do you ship to France?" in table


def test_each_part_of_a_month_is_explained_by_its_posts() -> None:
    text = page(analyse([post(0, text="What do you bake on Sundays?", asks=True), post(1)]))
    assert "<summary>January 2026</summary>" in text
    assert "<li>posts that ask: 1<ul><li>5 Jan 2026: What do you bake on Sundays?</li></ul></li>" in text


def test_what_the_charts_get_is_bounded() -> None:
    data = chart_data(
        analyse([post(day / 10, text="the same words in every post of it") for day in range(MOST_POSTS + 50)])
    )
    assert len(data["posts"]) == MOST_POSTS
    assert len(data["returning"][0]["dates"]) == 500
    assert data["posts"][0]["date"] == "2026-01-10T09:00:00"


def test_a_feed_without_dates_or_posts_has_a_page_too() -> None:
    from softsell.feed import Post

    assert "No post has a date" in page(analyse([Post("p", "Rain."), Post("p", "Sun.")]))
    assert "0 posts." in page(analyse([]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this computer")
@pytest.mark.skipif(SCRIPT is None, reason="the charts aren't built")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 390])
def test_in_a_browser(browser: Any, tmp_path: Path, scheme: str, width: int) -> None:
    file = tmp_path / "feed.html"
    file.write_text(page(analyse(shop_year(), Goals(promotion=20)), SCRIPT), encoding="utf-8")
    # axe has to get past the page's content policy
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
    opened.goto(file.as_uri())
    opened.locator("[data-chart=timeline] svg").wait_for()
    assert opened.locator("[data-chart] svg[role=img]").count() == 7
    assert opened.locator("[data-chart=promotion] g rect").count() == 12
    # Each month's name is below its bar, and no other
    names = opened.locator("[data-chart=promotion] [text-anchor=middle] text").all_text_contents()
    assert [name for name in names if name.startswith("Dec")] == ["Dec2025"]
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    labels = opened.locator("[data-chart=returning] text").filter(has_text="LAST CHANCE")
    box, chart = labels.bounding_box(), opened.locator("[data-chart=returning]").bounding_box()
    assert chart["x"] <= box["x"]
    assert box["x"] + box["width"] <= chart["x"] + chart["width"]
    opened.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    if AXE.is_file():
        opened.evaluate(AXE.read_text(encoding="utf-8"))
        found = opened.evaluate("axe.run(document).then(({ violations }) => violations)")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert faults == []
    context.close()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this computer")
@pytest.mark.skipif(SCRIPT is None, reason="the charts aren't built")
def test_the_content_policy_lets_the_charts_draw(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "feed.html"
    file.write_text(page(analyse(shop_year()), SCRIPT), encoding="utf-8")
    opened = browser.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(file.as_uri())
    opened.locator("[data-chart=timeline] svg").wait_for()
    assert said == []
    opened.close()
