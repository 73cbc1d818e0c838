"""Handlers of the history: keeping a post that was sent, and what the last ones were. Nothing is kept unless the user's settings say so."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from softsell.errors import UsageError
from softsell.platforms import PLATFORMS, profile
from softsell.web.api.feed_models import DeleteRequest, RecentRequest, SentRequest, SwitchRequest
from softsell.web.api.models import MAX_REPLY_TO, MAX_TEXT
from softsell.web.api.requests import check_length, json_response, read_body, run_in_worker
from softsell.web.private_files import private_folder
from softsell.web.problems import CHANGED, HISTORY_OFF, INVALID, Refusal
from softsell.web.settings_file import ChangedMeanwhile

if TYPE_CHECKING:
    from softsell.feed.history import History, Kept
    from softsell.web.services import Services

_LAST = 5
_FEWEST = 3
_DAY = 24 * 60 * 60


async def keep(services: Services, request: Request) -> Response:
    """Keep a post that was sent."""
    asked = await read_body(request, SentRequest)
    check_length(asked.text, MAX_TEXT, "text")
    check_length(asked.reply_to or "", MAX_REPLY_TO, "reply_to")
    platform = _find_platform(asked.platform)
    setup, state = services.setup, services.state

    def work() -> dict[str, Any]:
        from softsell.engine.engine import Engine
        from softsell.feed import make_post
        from softsell.feed.history import History, Sent
        from softsell.feed.post import count_all_rules
        from softsell.files.checker import make_checked

        # The settings are read in the same step, so a post isn't kept after the user has said no
        current = setup.current(at_once=True)
        if not current.config.history:
            raise Refusal(
                HISTORY_OFF,
                "softsell keeps no history. To keep one, write “history = true” below [server] in your own softsell.toml.",
            )
        config = count_all_rules(current.config)
        engine = current.engine if config == current.config else Engine(config, current.engine.packs)
        report = engine.check(asked.text, platform=platform, reply_to=asked.reply_to)
        post = make_post(report.draft, make_checked(report, "warning"), "", None)
        history = History(private_folder(state))
        sent = Sent(post, platform, asked.site, report.kind, report.scores, report.measures)
        number = history.keep(sent, with_text=current.config.history_text)
        return {"kept": number is not None, "recent": _describe(history, platform, None)}

    return json_response(await run_in_worker(request, services.worker, work, len(asked.text)))


async def recent(services: Services, request: Request) -> Response:
    """Say what the last posts were, and whether one says the same as a draft."""
    asked = await read_body(request, RecentRequest)
    check_length(asked.text or "", MAX_TEXT, "text")
    platform = _find_platform(asked.platform)
    setup, state = services.setup, services.state

    def work() -> dict[str, Any]:
        from softsell.feed.history import History

        if not setup.current(at_once=True).config.history:
            nothing = {"count": 0, "of": 0}
            return {"on": False, "sells": nothing, "asks": nothing, "line": None, "earlier": None}
        return _describe(History(state), platform, asked.text)

    return json_response(await run_in_worker(request, services.worker, work, len(asked.text or "")))


async def read_switch(services: Services, request: Request) -> Response:
    """Say whether a history is kept, and how many posts it holds."""
    return json_response(await run_in_worker(request, services.worker, lambda: _switch(services)))


async def set_switch(services: Services, request: Request) -> Response:
    """Turn the history on or off in the user's own settings. What is in it stays."""
    asked = await read_body(request, SwitchRequest)

    def work() -> dict[str, Any]:
        from softsell.config.load import parse_own_settings
        from softsell.config.own_history import set_history

        content = services.settings.read()
        parse_own_settings(content.text or "")
        changed = set_history(content.text or "", on=asked.on, with_text=asked.text)
        try:
            services.settings.change(changed, content.revision)
        except ChangedMeanwhile:
            raise Refusal(CHANGED, "Your settings file was changed by another program just now. Try again.") from None
        return _switch(services)

    return json_response(await run_in_worker(request, services.worker, work))


async def delete(services: Services, request: Request) -> Response:
    """Delete the whole history and its secret. Whether one is kept stays as it is."""
    await read_body(request, DeleteRequest)

    def work() -> dict[str, Any]:
        from softsell.feed.history import History

        History(services.state).delete_all()
        return _switch(services)

    return json_response(await run_in_worker(request, services.worker, work))


def _switch(services: Services) -> dict[str, Any]:
    from softsell.feed.history import History

    config = services.setup.current(at_once=True).config
    return {
        "on": config.history,
        "text": config.history_text,
        "posts": History(services.state).count(),
        "path": str(services.settings.path),
    }


def _describe(history: History, platform: str | None, text: str | None) -> dict[str, Any]:
    """Return the last posts as ``RecentAnswer``."""
    from softsell.feed.shares import Share, verb

    last = history.last(_LAST, platform=platform, replies=False)
    known = [post for post in last if post.sells is not None]
    sells = Share(sum(bool(post.sells) for post in known), len(known))
    where = f" on {profile(platform).title}" if platform is not None else ""
    line = (
        f"{sells.count or 'None'} of your last {sells.of} posts{where} {verb(sells, 'sell')}"
        if sells.of >= _FEWEST
        else None
    )
    earlier = history.like(text) if text is not None else None
    return {
        "on": True,
        "sells": {"count": sells.count, "of": sells.of},
        "asks": {"count": sum(post.asks for post in last), "of": len(last)},
        "line": line,
        "earlier": None
        if earlier is None
        else {
            "time": earlier.time,
            "days": max(0, int(time.time()) - earlier.time) // _DAY,
            "platform": earlier.platform,
            "line": _say_earlier(earlier, platform, date.today()),
        },
    }


def _say_earlier(earlier: Kept, platform: str | None, today: date) -> str:
    """Return a sentence for the user: which post a draft is nearly the same as."""
    from softsell.feed.dates import day

    sent = datetime.fromtimestamp(earlier.time, UTC).astimezone().date()
    what = "reply" if earlier.reply else "post"
    days = (today - sent).days
    near = "from yesterday" if days == 1 else "from today"
    when = near if days <= 1 else f"of {day(sent)}".removesuffix(f" {today.year}")
    elsewhere = earlier.platform in PLATFORMS and earlier.platform != platform
    where = f" on {profile(earlier.platform).title}" if earlier.platform and elsewhere else ""
    return f"Nearly the same as your {what} {when}{where}"


def _find_platform(name: str | None) -> str | None:
    """Return the platform's own name.

    Raises:
        Refusal: there is none of that name.
    """
    try:
        return None if name is None else profile(name).name
    except UsageError as error:
        raise Refusal(INVALID, str(error)) from None
