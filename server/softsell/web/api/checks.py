"""Handlers that check drafts."""

from __future__ import annotations

import base64
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from softsell.client.command import EXIT_STATUS, MAX_BYTES, Command
from softsell.engine.texts import Text
from softsell.errors import DraftError
from softsell.web.api.batches import check_many
from softsell.web.api.models import MAX_REPLY_TO, MAX_TEXT, CheckRequest, CommandRequest, FixRequest
from softsell.web.api.requests import check_length, json_response, read_body, run_in_worker, validate
from softsell.web.api.serialize import serialize_report
from softsell.web.problems import INVALID, NOT_HERE, TOO_LARGE, Refusal
from softsell.web.strict_json import check_texts, parse_loosely

if TYPE_CHECKING:
    from softsell.engine.report import Report
    from softsell.web.services import Services


async def check(services: Services, request: Request) -> Response:
    """Check a draft, or many."""
    body = parse_loosely(await request.body())
    if isinstance(body, dict) and "drafts" in body:
        return await check_many(services, request, body)
    check_texts(body)
    asked = validate(body, CheckRequest)
    check_length(asked.text, MAX_TEXT, "text")
    check_length(asked.reply_to or "", MAX_REPLY_TO, "reply_to")
    setup = services.setup

    def work() -> dict[str, Any]:
        engine = setup.engine_with(asked.settings)
        text = Text(asked.text, asked.platform, asked.markup, asked.reply_to, asked.kind, asked.worth, asked.explain)
        return serialize_report(engine.check_text(text), asked.text, asked.offsets, explain=asked.explain)

    size = len(asked.text) + len(asked.reply_to or "")
    # What fixes are worth takes many checks, and front matter may name an audience whose rules aren't compiled.
    is_short = asked.markup == "plain" and not (asked.worth or asked.explain)
    at_once = partial(setup.is_ready, asked.settings, asked.platform) if is_short else None
    answer = await run_in_worker(request, services.worker, work, size, at_once=at_once)
    headers = {"softsell-warning": "last-good-packs"} if setup.latest.problems else {}
    return json_response(answer, headers)


async def fix(services: Services, request: Request) -> Response:
    """Apply the safe fixes to a draft, until there are none left."""
    from softsell.files.apply_fixes import fix_text

    asked = await read_body(request, FixRequest)
    check_length(asked.text, MAX_TEXT, "text")
    check_length(asked.reply_to or "", MAX_REPLY_TO, "reply_to")
    setup = services.setup

    def work() -> dict[str, Any]:
        engine = setup.engine_with(asked.settings)

        def check_text(text: str) -> Report:
            return engine.check(
                text, platform=asked.platform, markup=asked.markup, reply_to=asked.reply_to, kind=asked.kind
            )

        try:
            text, _, applied = fix_text(
                asked.text, asked.markup, check_text(asked.text), check_text, lambda report: report.findings
            )
        except DraftError:  # the fixes would make it too long
            text, applied = asked.text, 0
        return {"text": text, "applied": applied}

    answer = await run_in_worker(request, services.worker, work, len(asked.text) + len(asked.reply_to or ""))
    return json_response(answer, {"softsell-warning": "last-good-packs"} if setup.latest.problems else {})


async def run_command(services: Services, request: Request) -> Response:
    """Run a check for the user's own command line."""
    command = _read_command(await read_body(request, CommandRequest))
    setup, run = services.setup, services.run

    def work() -> tuple[str, int] | None:
        current = setup.current(at_once=True)
        if run is None or current.problems:
            return None
        return run(command, current.engine, services.fingerprint())

    done = await run_in_worker(request, services.worker, work, sum(map(len, command.contents.values())))
    if done is None:
        raise Refusal(
            NOT_HERE,
            "This check needs settings other than the server's, or it has warnings that the command line shows.",
        )
    output, status = done
    if request.headers.get("accept") == "text/plain":
        # File names can have lone surrogates.
        return PlainTextResponse(output.encode("utf-8", "surrogatepass"), headers={EXIT_STATUS: str(status)})
    return json_response({"output": output, "status": status})


def _read_command(asked: CommandRequest) -> Command:
    try:
        contents = {name: base64.b64decode(data, validate=True) for name, data in asked.contents.items()}
    except ValueError:
        raise Refusal(INVALID, "“contents”: one of the files isn't in base64.") from None
    if sum(map(len, contents.values())) > MAX_BYTES:
        raise Refusal(TOO_LARGE, f"“contents” has more than {MAX_BYTES:,} bytes.")
    return Command(
        tuple(asked.arguments),
        asked.folder,
        asked.settings_folder,
        contents,
        color=asked.color,
        width=asked.width,
        unicode=asked.unicode,
    )
