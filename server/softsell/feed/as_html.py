"""Renders the figures of a feed as one page that stands alone: words, charts, and a table behind each chart.

``extension/src/feed`` draws the charts when the page opens, from data in the page. A softsell that was built without npm has no charts;
then the tables are open, and the page says why. Every text is escaped, and a content policy keeps the page from loading anything.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import NamedTuple

from softsell.feed.chart_data import MOST_POSTS, chart_data
from softsell.feed.dates import month_name
from softsell.feed.figures import Feed
from softsell.feed.months import ASPECTS, Month, Part
from softsell.feed.post import Post
from softsell.feed.sections import Section, Table, headline, sections
from softsell.feed.sections.phrases import excerpt, is_number, percent, when
from softsell.feed.shares import verb
from softsell.report.display import one_line
from softsell.report.page_assets import policy_source, read_asset
from softsell.wording import counted

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parents[2] / "extension" / "dist" / "feed"
_SCRIPT = "charts.js"
_MOST_MONTHS = 24
_MOST_EXAMPLES = 3
_SHORT = 16
"""The most characters of a cell that isn't broken."""


class _Chart(NamedTuple):
    """A chart: its name in ``extension/src/feed/main.ts``, and what it shows. ``_caption`` adds what follows from the figures."""

    name: str
    caption: str


_CHARTS = {
    "promotion": (_Chart("promotion", "Posts that sell, by month"),),
    "months": (
        _Chart("known", "Known"),
        _Chart("liked", "Liked"),
        _Chart("trusted", "Trusted: what counts for it, and, below the line, what counts against it"),
    ),
    "responses": (
        _Chart("answers", "Comments and shares of posts that sell, ask or give: medians, with their 95 % intervals"),
    ),
    "sameness": (_Chart("returning", "When they came"),),
    "rhythm": (_Chart("timeline", "Each post in time, by what it does"),),
}
_PARTS = {
    "posts": "posts",
    "platforms": "platforms",
    "impressions": "times seen",
    "asks": "posts that ask",
    "comments": "comments",
    "shares": "shares",
    "replies": "replies",
    "gives": "posts that give",
    "answers": "replies that leave nothing open",
    "open questions": "replies that leave a question open",
    "too big promises": "posts that promise too much",
    "deadlines again": "posts that name a deadline or scarcity again",
}


def render(feed: Feed, *, learned: bool, version: str, script: str | None) -> Iterator[str]:
    """Yield the page.

    Args:
        feed: the figures.
        learned: whether the learned weights are there.
        version: of softsell.
        script: the charts' program, from ``read_script``; ``None`` if it isn't there.
    """
    scripts, source = "", "'none'"
    if script is not None:
        data = _escape_script(json.dumps(chart_data(feed), ensure_ascii=False, allow_nan=False, separators=(",", ":")))
        source = policy_source(script)
        scripts = f'<script type="application/json" id="feed-data">{data}</script>\n<script>{script}</script>'
    page = Template((_HERE / "page.html").read_text("utf-8"))
    yield page.substitute(
        script_source=source,
        style=read_asset("colours.css") + (_HERE / "page.css").read_text("utf-8"),
        headline=_escape(headline(feed)),
        main=render_main(feed, learned=learned, charts=script is not None),
        version=_escape(version),
        scripts=scripts,
    )


def render_main(feed: Feed, *, learned: bool, charts: bool) -> str:
    """Return what the page says below its heading, as HTML. ``charts``: whether there is a program that draws them."""
    return "\n".join([_facts(feed), *_render_sections(feed, learned=learned, charts=charts)])


def read_script() -> str | None:
    """Return the charts' program as it was built; ``None`` if it wasn't."""
    for folder in (_HERE, _CHECKOUT):
        if (folder / _SCRIPT).is_file():
            return (folder / _SCRIPT).read_text("utf-8")
    return None


def _escape(text: str) -> str:
    """Return any text as HTML on one line. What a reader can't see, such as a direction control, becomes a visible sign."""
    return html.escape(one_line(text), quote=True)


def _escape_script(text: str) -> str:
    """Return JSON that can't end the script element that it stands in."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _facts(feed: Feed) -> str:
    """Return the few numbers at the top."""
    facts = [(f"{len(feed.gathered.posts):,}", "posts")]
    if feed.promotion.last_30.of:
        close = feed.promotion.close
        with_close = f" ({percent(close.last_30)} with close calls)" if close is not None else ""
        facts.append((percent(feed.promotion.last_30), f"of your last {feed.promotion.last_30.of} sell{with_close}"))
    if feed.talk.asks_last_30.of:
        facts.append(
            (percent(feed.talk.asks_last_30), f"of your last {feed.talk.asks_last_30.of} ask readers something")
        )
    answers = feed.replies.answers
    if answers.of:
        leave = f"of your {counted(answers.of, 'reply', 'replies')} {verb(answers, 'leave')} no question open"
        facts.append((percent(answers), leave))
    items = "".join(f"<li><b>{_escape(number)}</b> <span>{_escape(words)}</span></li>" for number, words in facts)
    return f'<ul class="facts">{items}</ul>'


def _render_sections(feed: Feed, *, learned: bool, charts: bool) -> Iterator[str]:
    if not charts:
        yield (
            '<p class="note">This softsell was built without npm, so the page has no charts. The tables have the same '
            "figures. To get charts, install Node 20 or later and build softsell again.</p>"
        )
    for section in sections(feed, learned=learned):
        if section.key == "next":
            items = "".join(f"<li>{_escape(sentence)}</li>" for sentence in section.sentences)
            yield f'<section class="next"><h2>{_escape(section.title)}</h2><ol>{items}</ol></section>'
        else:
            yield _render_section(feed, section, charts=charts)


def _render_section(feed: Feed, section: Section, *, charts: bool) -> str:
    own_charts = _CHARTS.get(section.key, ()) if charts and (feed.gathered.dated or section.key == "responses") else ()
    parts = [f"<h2>{_escape(section.title)}</h2>"]
    parts += [f"<p>{_escape(sentence)}</p>" for sentence in section.sentences]
    parts += [
        f'<figure><figcaption>{_escape(_caption(feed, chart))}</figcaption><div data-chart="{chart.name}"></div></figure>'
        for chart in own_charts
    ]
    tables = "".join(_render_table(table) for table in section.tables)
    if tables and own_charts:
        tables = f'<details class="figures"><summary>The figures as a table</summary>{tables}</details>'
    parts.append(tables)
    if section.key == "months":
        parts += _explain_months(feed)
    if section.key == "rhythm" and len(feed.gathered.posts) > MOST_POSTS:
        parts.append(f'<p class="note">The chart shows the last {MOST_POSTS:,} posts.</p>')
    parts += [f'<p class="note">{_escape(note)}</p>' for note in section.notes]
    long = ' class="long"' if section.key == "months" else ""
    return f"<section{long}>{''.join(parts)}</section>"


def _caption(feed: Feed, chart: _Chart) -> str:
    """Return what stands above a chart."""
    seen = any(month.impressions is not None for month in feed.months)
    comments = any(month.comments is not None for month in feed.months)
    match chart.name:
        case "promotion":
            whose = "your own bound" if feed.promotion.own_bound else "the rule of thumb"
            return f"Posts that sell, by month. The dashed line is {whose}, {feed.promotion.bound:g} %"
        case "known":
            return "Known: how often a post is typically seen (medians)" if seen else "Known: posts"
        case "liked":
            return "Liked: how many comments a post typically gets (medians)" if comments else "Liked: posts that ask"
        case _:
            return chart.caption


def _render_table(table: Table) -> str:
    head, *rows = table.rows
    columns = range(len(head))
    numbers = [bool(rows) and all(is_number(row[column]) for row in rows) for column in columns]
    # Dates and names of months stay on one line
    short = [all(len(row[column]) <= _SHORT for row in rows) for column in columns]

    def cells(row: tuple[str, ...], *, top: bool) -> str:
        made = []
        for at, cell in enumerate(row):
            tag = "th" if top else "td"
            scope = ' scope="col"' if top else ""
            kind = ' class="number"' if numbers[at] else ' class="short"' if short[at] and not top else ""
            made.append(f"<{tag}{scope}{kind}>{_escape(cell)}</{tag}>")
        return f"<tr>{''.join(made)}</tr>"

    body = "".join(cells(row, top=False) for row in rows)
    title = _escape(table.title)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}"><table><caption>{title}</caption>'
        f"<thead>{cells(head, top=True)}</thead><tbody>{body}</tbody></table></div>"
    )


def _explain_months(feed: Feed) -> Iterator[str]:
    """Yield for each of the last months what made it known, liked and trusted, with its posts."""
    yield "<details><summary>Month by month, with examples</summary>"
    for month in reversed([month for month in feed.months if month.posts][-_MOST_MONTHS:]):
        lists = "".join(_explain_aspect(feed, month, aspect) for aspect in ASPECTS)
        yield f"<details><summary>{_escape(month_name(month.name))}</summary>{lists}</details>"
    yield "</details>"


def _explain_aspect(feed: Feed, month: Month, aspect: str) -> str:
    parts = [part for part in month.parts if part.aspect == aspect and part.amount]
    if not parts:
        return f"<h3>{aspect.title()}</h3><p>Nothing that month.</p>"
    items = "".join(_explain_part(feed, part) for part in parts)
    return f'<h3>{aspect.title()}</h3><ul class="posts">{items}</ul>'


def _explain_part(feed: Feed, part: Part) -> str:
    against = ", which counts against it" if part.against else ""
    words = f"{_PARTS[part.name]}: {part.amount:,}{against}"
    posts = [feed.gathered.posts[number] for number in part.posts[:_MOST_EXAMPLES]]
    if part.name == "posts" or not posts:
        return f"<li>{_escape(words)}</li>"
    shown = "".join(
        f"<li>{_escape(when(post))}: {_escape(excerpt(post))}{_escape(_how_often(post, part))}</li>" for post in posts
    )
    more = len(part.posts) - len(posts)
    rest = f"<li>and {counted(more, 'more post')}</li>" if more else ""
    return f"<li>{_escape(words)}<ul>{shown}{rest}</ul></li>"


def _how_often(post: Post, part: Part) -> str:
    """Return how often people did what a part counts, so that its examples explain themselves."""
    amount = post.counts.get(part.name)
    if amount is None:
        return ""
    return f" (seen {amount:,} times)" if part.name == "impressions" else f" ({counted(amount, part.name[:-1])})"
