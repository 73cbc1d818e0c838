"""Handlers of the page ``/feed``: they read files of posts, check them a few at a time, and return the report of ``softsell feed``."""

from __future__ import annotations

import asyncio
import base64
import binascii
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from softsell.draft import Context, Draft, read_bytes
from softsell.engine.engine import Engine
from softsell.errors import SoftsellError
from softsell.web.api.feed_jobs import KEPT_SECONDS, FeedJob
from softsell.web.api.feed_models import FeedFile, FilesRequest, NextRequest
from softsell.web.api.requests import json_response, read_body, run_in_worker
from softsell.web.problems import FEED_OVER, INVALID, TOO_LARGE, Refusal, busy

if TYPE_CHECKING:
    from softsell.feed import Post
    from softsell.web.services import Services

MAX_BYTES = 20_000_000
"""Of all files of a request together."""
MOST_POSTS = 10_000
"""The most posts that are looked at: the latest."""
_AT_ONCE = 16
_CHARACTERS_AT_ONCE = 30_000
"""A request checks so many posts, or fewer long ones, so that a person who is typing meanwhile doesn't wait for all of them."""
_NOTHING = "There are no posts in {name}."
_TOO_LARGE = "These files have {size:,} bytes; this page takes up to {limit:,}. In a terminal, “{command} feed FILES …” reads more."


class _Read(NamedTuple):
    """What stands in the files: posts with their places, how they were read, and why some couldn't be."""

    posts: list[tuple[str, Draft]]
    notes: list[str]
    problems: list[str]


async def read_files(services: Services, request: Request) -> Response:
    """Read files of posts, and keep their posts in memory until they are checked."""
    asked = await read_body(request, FilesRequest)
    size = sum(len(file.content) for file in asked.files) * 3 // 4
    if size > MAX_BYTES:
        raise Refusal(TOO_LARGE, _TOO_LARGE.format(size=size, limit=MAX_BYTES, command=services.command))
    setup = services.setup

    def work() -> tuple[_Read, Engine]:
        # Imported here: with it comes numpy, which a server that starts doesn't need yet
        from softsell.feed.post import count_all_rules

        own = setup.current().engine
        config = count_all_rules(own.config)
        engine = own if config == own.config else Engine(config, own.packs)
        context = Context(platform=asked.platform or config.platform)
        return _read(asked.files, context, asked.column or config.column), engine

    read, engine = await run_in_worker(request, services.worker, work, size)
    name = services.feeds.add(FeedJob(engine, read.posts)) if read.posts else None
    if name is not None:
        # Nothing stays in memory for a tab that was closed
        asyncio.get_running_loop().call_later(KEPT_SECONDS + 1, services.feeds.drop_old)
    return json_response({"id": name, "posts": len(read.posts), "notes": read.notes, "problems": read.problems})


async def check_next(services: Services, request: Request) -> Response:
    """Check some more posts. Return the report once all are checked."""
    asked = await read_body(request, NextRequest)
    job = services.feeds.find(asked.id)
    if job is None:
        raise Refusal(FEED_OVER, "softsell has forgotten these files meanwhile. Choose them again.")
    if job.busy:
        raise busy()
    job.busy = True
    try:
        some, size = _next_drafts(job)
        job.posts += await run_in_worker(request, services.worker, lambda: _check(job.engine, some), size)
        page = None
        if len(job.posts) == len(job.drafts):
            page = await run_in_worker(request, services.worker, lambda: _render(job))
            services.feeds.drop(asked.id)
    finally:
        job.busy = False
    return json_response({"done": len(job.posts), "of": len(job.drafts), "page": page})


def _next_drafts(job: FeedJob) -> tuple[list[tuple[str, Draft]], int]:
    """Return the drafts to check in one request, at least one of those that are left, and how many characters they have."""
    some: list[tuple[str, Draft]] = []
    size = 0
    for place, draft in job.drafts[len(job.posts) : len(job.posts) + _AT_ONCE]:
        some.append((place, draft))
        size += len(draft.prose)
        if size >= _CHARACTERS_AT_ONCE:
            break
    return some, size


def _read(files: list[FeedFile], context: Context, column: str | None) -> _Read:
    from softsell.feed.post import place_of

    found = _Read([], [], [])
    for file in files:
        name = file.name
        try:
            data = base64.b64decode(file.content, validate=True)
        except (binascii.Error, ValueError):
            raise Refusal(INVALID, "“files”: the content of a file isn't base64.") from None
        try:
            drafts = read_bytes(data, name, column=column, context=context, notes=found.notes)
        except SoftsellError as error:
            message = str(error)
            found.problems.append(message if name in message else f"{name}: {message}")
            continue
        if not drafts:
            found.problems.append(_NOTHING.format(name=name))
        found.posts.extend((place_of(name, number, draft.record), draft) for number, draft in enumerate(drafts, 1))
    if len(found.posts) > MOST_POSTS:
        found.notes.append(
            f"The files hold {len(found.posts):,} posts. This page looks at the latest {MOST_POSTS:,}; “softsell feed” in a terminal "
            "looks at all of them."
        )
        latest = sorted(range(len(found.posts)), key=lambda at: _moment(found.posts[at][1]))[-MOST_POSTS:]
        return found._replace(posts=[found.posts[at] for at in sorted(latest)])
    return found


def _moment(draft: Draft) -> float:
    """Return when a post was posted, in seconds; a post without a date is the oldest."""
    date = draft.record.date
    if date is None:
        return float("-inf")
    return (date if date.tzinfo is not None else date.replace(tzinfo=UTC)).astimezone(UTC).timestamp()


def _check(engine: Engine, some: list[tuple[str, Draft]]) -> list[Post]:
    from softsell.feed import make_post
    from softsell.files.checker import make_checked

    reports = engine.check_drafts([draft for _, draft in some])
    return [
        make_post(report.draft, make_checked(report, "warning"), place, None)
        for (place, _), report in zip(some, reports, strict=True)
    ]


def _render(job: FeedJob) -> dict[str, Any]:
    from softsell.feed import analyse, as_html
    from softsell.feed.chart_data import chart_data
    from softsell.feed.sections import headline
    from softsell.language.learned import load_learned

    figures = analyse(job.posts, job.engine.config.feed)
    main = as_html.render_main(figures, learned=load_learned() is not None, charts=True)
    return {"headline": headline(figures), "main": main, "data": chart_data(figures)}
