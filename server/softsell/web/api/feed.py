"""The handler that looks at many posts over time."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from softsell.draft import Context, Draft, read_text
from softsell.draft.record import Record
from softsell.engine.engine import Engine
from softsell.errors import SoftsellError, UsageError
from softsell.web.api.feed_models import FeedPost, FeedRequest
from softsell.web.api.models import MAX_REPLY_TO, MAX_TEXT
from softsell.web.api.requests import batch, check_length, json_response, read_body, run_in_worker
from softsell.web.problems import INVALID, Refusal

if TYPE_CHECKING:
    from softsell.feed import Post
    from softsell.web.services import Services

_AT_ONCE = 16
"""How many posts are checked in one job, so that a person who is typing meanwhile doesn't wait for all of them."""


async def feed(services: Services, request: Request) -> Response:
    """Look at posts over time."""
    # Imported here: with it comes numpy, which a server that starts doesn't need yet
    from softsell.feed.post import count_all_rules, find_zone

    asked = await read_body(request, FeedRequest)
    for post in asked.posts:
        check_length(post.text, MAX_TEXT, "posts")
        check_length(post.reply_to or "", MAX_REPLY_TO, "posts")
    try:
        zone = find_zone(asked.time_zone) if asked.time_zone is not None else None
    except UsageError as error:
        raise Refusal(INVALID, str(error)) from None
    drafts = [_read_draft(post, number) for number, post in enumerate(asked.posts, 1)]
    setup, worker = services.setup, services.worker

    def prepare() -> Engine:
        own = setup.engine_with(asked.settings)
        config = count_all_rules(own.config)
        return own if config == own.config else Engine(config, own.packs)

    def work() -> dict[str, object]:
        from softsell.feed import analyse, as_json
        from softsell.language.learned import load_learned

        return as_json.feed_as_dict(analyse(posts, engine.config.feed), learned=load_learned() is not None)

    with batch(request, worker):
        engine = await run_in_worker(request, worker, prepare, patient=True)
        posts: list[Post] = []
        for start in range(0, len(drafts), _AT_ONCE):
            some = drafts[start : start + _AT_ONCE]
            size = sum(len(draft.source) for draft in some)
            posts += await run_in_worker(request, worker, _Check(engine, some, start, zone), size, patient=True)
        size = sum(len(draft.source) for draft in drafts)
        answer = await run_in_worker(request, worker, work, size, patient=True)
    headers = {"softsell-warning": "last-good-packs"} if setup.latest.problems else {}
    return json_response(answer, headers)


class _Check:
    """Checks some drafts and returns their posts. A class, because a closure in a loop sees the loop's last values."""

    def __init__(self, engine: Engine, drafts: list[Draft], start: int, zone: tzinfo | None) -> None:
        self._engine = engine
        self._drafts = drafts
        self._start = start
        self._zone = zone

    def __call__(self) -> list[Post]:
        from softsell.feed import make_post
        from softsell.files.checker import make_checked

        reports = self._engine.check_drafts(self._drafts)
        return [
            make_post(report.draft, make_checked(report, "warning"), f"post {number}", self._zone)
            for number, report in enumerate(reports, self._start + 1)
        ]


def _read_draft(post: FeedPost, number: int) -> Draft:
    """Return the draft of a post.

    Raises:
        Refusal: its date isn't one, or its text isn't text.
    """
    try:
        date, asked = (datetime.fromisoformat(moment) if moment else None for moment in (post.date, post.asked))
    except ValueError:
        raise Refusal(
            INVALID, f"“posts”: the date of post {number} isn't one in ISO 8601, such as 2026-03-02T09:30."
        ) from None
    counts = {str(name): count for name, count in post.counts.items()}
    record = Record(row=number, date=date, campaign=post.campaign, counts=counts, asked=asked)
    context = Context(platform=post.platform, reply_to=post.reply_to)
    try:
        return replace(read_text(post.text, context=context), record=record)
    except SoftsellError as error:
        raise Refusal(INVALID, f"“posts”: post {number}: {error}") from None
