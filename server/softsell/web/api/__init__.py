"""API v1: each endpoint, and how reports become answers.

Not here: who may ask (``gate``), the shapes (``schema``), the pages (``own_pages``).
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from softsell.client.proof import parse_challenge, prove
from softsell.draft.offsets import Utf16Offsets
from softsell.errors import ConfigError, DraftTooLarge, ServerError, SoftsellError
from softsell.packs.resolve import all_rules
from softsell.web.api import models as schema
from softsell.web.gate import peers
from softsell.web.gate.authorisation import require_owner
from softsell.web.gate.caller import Caller, header, is_extension
from softsell.web.pairing.desk import POLL_SECONDS, PairingDesk, TooManyRequests
from softsell.web.pairing.sessions import LINK_SECONDS, Sessions
from softsell.web.pairing.token_store import TokenStore
from softsell.web.problems import INVALID, NOT_HERE, NOT_YOURS, PAIRING_OVER, SETTINGS, TOO_LARGE, Refusal, busy
from softsell.web.strict_json import parse
from softsell.web.worker import QueueFull, Worker

if TYPE_CHECKING:
    from softsell.checks.finding import Finding
    from softsell.checks.rule import Example, Rule
    from softsell.client.command import Command
    from softsell.diagnostics import Diagnostic
    from softsell.engine.engine import Engine
    from softsell.engine.report import Report
    from softsell.web.pairing.browser import Browser
    from softsell.web.reload import LiveSetup

M = TypeVar("M", bound=schema.Request)
T = TypeVar("T")

log = logging.getLogger("softsell.web")

SHOW_AGAIN_SECONDS = 30
TERMINAL_ONLY = "This system doesn't tell softsell which user of the computer asks to pair, so allow it in a terminal: run “softsell pair”."

# How long a request waits before it looks whether its client is still there: most are answered sooner.
_PATIENCE_SECONDS = 0.05


RunCommand = Callable[["Command", "Engine", str], "tuple[str, int] | None"]


@dataclass(frozen=True, slots=True)
class Services:
    """What the endpoints work with; one of each in a running server.

    Attributes:
        address: where the server listens, ``127.0.0.1:7355``.
        version: softsell's own.
        fingerprint: the version and settings in one word, asked each time; see ``fingerprint``.
        setup, worker, tokens, desk, sessions: see their modules.
        browser: opens pages for the user.
        run: does a check for the command line, with the engine given, whose settings have the fingerprint given; ``None`` where it has to
            do that by itself. In the worker's thread.
        open_pages: whether a request to pair opens a page in the user's browser.
        seen: what each client last said of its version, by the token's id.
    """

    address: str
    version: str
    fingerprint: Callable[[], str]
    setup: LiveSetup
    worker: Worker
    tokens: TokenStore
    desk: PairingDesk
    sessions: Sessions
    browser: Browser
    run: RunCommand | None = None
    open_pages: bool = False
    seen: dict[str, str] = field(default_factory=dict)

    def new_link(self, page: str) -> str:
        """A single-use link to one of the server's own pages."""
        return self.link(self.sessions.new_link_key(page))

    def link(self, key: str) -> str:
        """The link with a key of ``sessions``."""
        return f"http://{self.address}/enter?key={key}"


class Api:
    """The endpoints of API v1."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._shown = -1e9

    async def health(self, request: Request) -> Response:
        """Says who answers here; proves it to a paired client that asks for it."""
        headers = {}
        challenge = parse_challenge(header(request.scope, b"softsell-challenge") or "")
        record = self._services.tokens.in_force(challenge[0]) if challenge else None
        if challenge is not None and record is not None:
            key = bytes.fromhex(record.proof_key)
            headers["softsell-proof"] = prove(key, challenge[1], self._services.address)
            headers["softsell-version"] = self._services.version
            if record.kind == "owner":
                headers["softsell-configuration"] = self._services.fingerprint()
                if self._services.setup.latest.config.languagetool:
                    headers["softsell-open"] = "/v2"
        return json_answer({"product": "softsell", "protocol": 1}, headers)

    async def check(self, request: Request) -> Response:
        """Checks a draft."""
        asked = await read(request, schema.CheckRequest)
        _limit(asked.text, schema.MAX_TEXT, "text")
        _limit(asked.reply_to or "", schema.MAX_REPLY_TO, "reply_to")
        setup = self._services.setup

        def work() -> dict[str, Any]:
            engine = setup.engine_with(asked.settings)
            report = engine.check(asked.text, platform=asked.platform, markup=asked.markup, reply_to=asked.reply_to)
            return report_answer(report, asked.text, asked.offsets)

        size = len(asked.text) + len(asked.reply_to or "")
        answer = await in_worker(request, self._services.worker, work, size)
        headers = {"softsell-warning": "last-good-packs"} if setup.latest.problems else {}
        return json_answer(answer, headers)

    async def command(self, request: Request) -> Response:
        """Does a check for the user's own command line."""
        if caller(request).kind != "owner":
            raise Refusal(NOT_YOURS, "Only the softsell command may ask that.")
        command = _command(await read(request, schema.CommandRequest))
        setup, run = self._services.setup, self._services.run

        def work() -> tuple[str, int] | None:
            current = setup.current(at_once=True)
            if run is None or current.problems:
                return None
            return run(command, current.engine, self._services.fingerprint())

        done = await in_worker(request, self._services.worker, work, sum(map(len, command.contents.values())))
        if done is None:
            raise Refusal(
                NOT_HERE, "This check needs other settings than the server's, or has something to complain of."
            )
        return json_answer({"output": done[0], "status": done[1]})

    async def rules(self, request: Request) -> Response:
        """Lists the rules."""
        setup = self._services.setup

        def work() -> dict[str, Any]:
            engine = setup.current().engine
            return {"rules": list(_rules(engine))}

        return json_answer(await in_worker(request, self._services.worker, work))

    async def try_rules(self, request: Request) -> Response:
        """Tries a rule file."""
        from softsell.web.api.rule_trial import try_rules

        asked = await read(request, schema.TryRequest)
        _limit(asked.yaml, schema.MAX_PACK, "yaml")
        _limit(asked.text, schema.MAX_TEXT, "text")
        setup = self._services.setup

        def work() -> dict[str, Any]:
            trial = try_rules(setup.current().engine, asked.yaml, asked.text, asked.platform)
            convert = _converter(asked.text, asked.offsets)
            findings = trial.report.findings if trial.report is not None else ()
            return {
                "problems": [mistake(problem) for problem in trial.problems],
                "findings": [_finding(finding, convert) for finding in findings],
                "rules": [rule_info(rule, enabled=rule.enabled) for rule in trial.rules],
            }

        return json_answer(await in_worker(request, self._services.worker, work, len(asked.yaml) + len(asked.text)))

    async def packs(self, request: Request) -> Response:
        """Lists the packs, and the mistakes that keep newer ones from being used."""
        setup = self._services.setup

        def work() -> dict[str, Any]:
            current = setup.current()
            packs = [
                {
                    "name": pack.name,
                    "version": pack.version,
                    "description": pack.description,
                    "license": pack.license,
                    "rules": len(pack.rules),
                    "builtin": pack.builtin,
                    "path": "" if pack.builtin else pack.path,
                }
                for pack in current.engine.packs
            ]
            return {"packs": packs, "problems": [mistake(problem) for problem in current.problems]}

        return json_answer(await in_worker(request, self._services.worker, work))

    async def pair(self, request: Request) -> Response:
        """Takes a request to pair and shows it to the user."""
        asked = await read(request, schema.PairRequest)
        origin = header(request.scope, b"origin")
        if origin is not None and not is_extension(origin):
            origin = None
        try:
            pairing, verifier = self._services.desk.ask(_printable(asked.name), origin)
        except TooManyRequests as error:
            raise busy(error.retry_after) from None
        self._show_once()
        return json_answer(
            {
                "code": pairing.code,
                "verifier": verifier,
                "expires_in": self._services.desk.seconds_left(pairing),
                "interval": POLL_SECONDS,
            }
        )

    async def poll(self, request: Request) -> Response:
        """Tells the asker what became of a request to pair, and hands out the token once."""
        asked = await read(request, schema.PollRequest)
        outcome = self._services.desk.poll(asked.verifier, header(request.scope, b"origin"))
        if outcome is None:
            raise Refusal(PAIRING_OVER, "This request to pair is used up or too old. Ask again.")
        answer, record, token = outcome
        if record is not None:
            return json_answer({"status": "approved", "id": record.id, "token": token})
        return json_answer({"status": "pending" if answer == "waiting" else answer})

    async def waiting_pairings(self, request: Request) -> Response:
        """Lists who waits for the user's answer."""
        require_owner(caller(request))
        desk = self._services.desk
        return json_answer(
            {
                "requests": [
                    {
                        "code": pairing.code,
                        "name": pairing.name,
                        "origin": pairing.origin,
                        "expires_in": desk.seconds_left(pairing),
                    }
                    for pairing in desk.waiting()
                ]
            }
        )

    async def approve(self, request: Request) -> Response:
        """Says yes to a request to pair."""
        if caller(request).kind == "page" and not peers.CAN_TELL:
            raise Refusal(NOT_YOURS, TERMINAL_ONLY)
        return await self._answer(request, approved=True)

    async def deny(self, request: Request) -> Response:
        """Says no to a request to pair."""
        return await self._answer(request, approved=False)

    async def clients(self, request: Request) -> Response:
        """Lists who is paired."""
        require_owner(caller(request))
        clients = [
            {
                "id": record.id,
                "name": record.name,
                "kind": record.kind,
                "origin": record.origin,
                "created": record.created,
                "version": self._services.seen.get(record.id, ""),
            }
            for record in self._services.tokens.all()
        ]
        return json_answer({"clients": clients})

    async def link(self, request: Request) -> Response:
        """Makes a single-use link for the command line."""
        require_owner(caller(request))
        asked = await read(request, schema.LinkRequest)
        return json_answer({"url": self._services.new_link(asked.page), "expires_in": LINK_SECONDS})

    async def _answer(self, request: Request, *, approved: bool) -> Response:
        require_owner(caller(request))
        asked = await read(request, schema.CodeRequest)
        desk = self._services.desk
        pairing = desk.answer(asked.code, "approved" if approved else "denied")
        if pairing is None:
            raise Refusal(PAIRING_OVER, "Nobody waits with this code. It may be too old; ask again.")
        answer = {
            "code": pairing.code,
            "name": pairing.name,
            "origin": pairing.origin,
            "expires_in": desk.seconds_left(pairing),
        }
        return json_answer(answer)

    def _show_once(self) -> None:
        """Opens the page that asks the user, unless it was opened a moment ago."""
        if not self._services.open_pages or time.monotonic() - self._shown < SHOW_AGAIN_SECONDS:
            return
        self._shown = time.monotonic()
        loop, link = asyncio.get_running_loop(), self._services.new_link("/pair")
        loop.run_in_executor(None, self._open, link)
        # By then most browsers that can read the file have asked for the page.
        loop.call_later(SHOW_AGAIN_SECONDS, self._miss, link)

    def _open(self, link: str) -> None:
        try:
            opened = self._services.browser.open(link)
        except ServerError as error:
            log.warning("%s", error)
            opened = False
        if not opened:
            log.warning(
                "Somebody asks to pair, and no browser could be opened. Run “softsell pair” in a terminal to answer."
            )

    def _miss(self, link: str) -> None:
        if self._services.browser.is_waiting(link):
            log.warning(
                "Somebody asked to pair, and the browser didn't open softsell's page. A browser that was installed as a snap or a "
                "flatpak may not read softsell's folder: run “softsell pair” in a terminal to answer."
            )


def _command(asked: schema.CommandRequest) -> Command:
    from softsell.client.command import MAX_BYTES, Command

    try:
        contents = {name: base64.b64decode(data, validate=True) for name, data in asked.contents.items()}
    except ValueError:
        raise Refusal(INVALID, "“contents”: one of them is not base64.") from None
    if sum(map(len, contents.values())) > MAX_BYTES:
        raise Refusal(TOO_LARGE, f"“contents” has more than {MAX_BYTES:,} bytes.")
    return Command(
        tuple(asked.arguments),
        asked.folder,
        asked.settings_folder,
        contents,
        asked.color,
        asked.width,
        asked.unicode,
    )


def _printable(name: str) -> str:
    """A name without marks that turn or hide the text beside it."""
    return "".join(character for character in name if character.isprintable()).strip() or "(no name)"


def caller(request: Request) -> Caller:
    """Who the gate found the request to come from."""
    found: Caller = request.scope["state"]["caller"]
    return found


async def read(request: Request, model: type[M]) -> M:
    """The request's body as a ``model``.

    Raises:
        Refusal: 400, with the first mistake and its key, never with a value.
    """
    body = parse(await request.body())
    try:
        return model.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        # Only the outermost key: those inside `settings` are the user's own words.
        key = str(first["loc"][0])[:40] if first["loc"] else "body"
        raise Refusal(INVALID, f"“{key}”: {first['msg']}.") from None


async def in_worker(request: Request, worker: Worker, work: Callable[[], T], size: int = 0) -> T:
    """What ``work`` returns, done in the worker's thread; its errors as problems. Dropped where the client goes away.

    Raises:
        Refusal: what ``work`` raised, or 503 where too much waits.
    """
    began = time.perf_counter()
    busy_seconds = 0.0

    def timed() -> T:
        nonlocal busy_seconds
        start = time.perf_counter()
        try:
            return work()
        finally:
            busy_seconds = time.perf_counter() - start

    try:
        future = worker.submit(caller(request).id, timed, size)
    except QueueFull:
        raise busy() from None
    try:
        done, _ = await asyncio.wait((future,), timeout=_PATIENCE_SECONDS)
        if not done:
            await _until_done_or_gone(request, future)
        result = await future
    except DraftTooLarge as error:
        raise Refusal(TOO_LARGE, str(error)) from None
    except ConfigError as error:
        problems = [mistake(problem) for problem in error.diagnostics]
        raise Refusal(
            SETTINGS, problems[0]["message"] if problems else str(error), members={"problems": problems}
        ) from None
    except SoftsellError as error:
        raise Refusal(INVALID, str(error)) from None
    finally:
        future.cancel()
    timings = request.scope["state"]["timings"]
    timings["check"] = busy_seconds
    timings["queue"] = max(0.0, time.perf_counter() - began - busy_seconds)
    return result


async def _until_done_or_gone(request: Request, future: asyncio.Future[Any]) -> None:
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((future, gone), return_when=asyncio.FIRST_COMPLETED)
        if not future.done():
            # Nobody will read this answer.
            raise busy()
    finally:
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def json_answer(content: object, headers: dict[str, str] | None = None) -> Response:
    """An answer in JSON, UTF-8."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return Response(body, media_type="application/json", headers=headers)


def report_answer(report: Report, text: str, offsets: schema.Offsets) -> dict[str, Any]:
    """A report as ``CheckAnswer`` says it."""
    convert = _converter(text, offsets)
    return {
        "findings": [_finding(finding, convert) for finding in report.findings],
        "scores": report.scores,
        "measures": report.measures,
        "sentences": [
            {
                "start": convert(sentence.start),
                "end": convert(sentence.end),
                "kind": sentence.kind,
                "invites": sentence.invites,
                "sales_question": sentence.sales_question,
            }
            for sentence in report.sentences
        ],
    }


def mistake(problem: Diagnostic) -> dict[str, Any]:
    """A diagnostic as ``Mistake`` says it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def _converter(text: str, offsets: schema.Offsets) -> Callable[[int], int]:
    if offsets == "code-point" or text.isascii():
        return int
    return Utf16Offsets(text).to_utf16


def _finding(finding: Finding, convert: Callable[[int], int]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "start": None if finding.span is None else convert(finding.span.start),
        "end": None if finding.span is None else convert(finding.span.end),
        "message": finding.message,
        "why": finding.why,
        "fixes": [
            {
                "label": fix.label,
                "start": convert(fix.span.start),
                "end": convert(fix.span.end),
                "text": fix.text,
                "safe": fix.safe,
            }
            for fix in finding.fixes
        ],
        "dimension": finding.dimension,
        "positive": finding.positive,
    }


def _rules(engine: Engine) -> list[dict[str, Any]]:
    return [rule_info(rule, enabled=rule.enabled) for rule in all_rules(engine.packs, engine.config)]


def rule_info(rule: Rule, *, enabled: bool) -> dict[str, Any]:
    """A rule as ``RuleInfo`` says it."""
    return {
        "id": rule.id,
        "pack": rule.id.partition("/")[0],
        "kind": rule.kind,
        "severity": rule.severity,
        "enabled": enabled,
        "message": rule.message,
        "why": rule.why,
        "source": rule.source,
        "dimension": rule.dimension,
        "platforms": list(rule.platforms),
        "positive": rule.positive,
        "bad": [_example(example) for example in rule.bad],
        "good": [_example(example) for example in rule.good],
    }


def _example(example: Example) -> dict[str, Any]:
    convert = _converter(example.text, "utf-16")
    start, end = example.span if example.span is not None else (None, None)
    return {
        "text": example.text,
        "start": None if start is None else convert(start),
        "end": None if end is None else convert(end),
    }


def _limit(text: str, limit: int, key: str) -> None:
    if len(text) > limit:
        raise Refusal(TOO_LARGE, f"“{key}” has {len(text):,} characters; softsell takes up to {limit:,}.")
