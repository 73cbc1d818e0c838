"""The gate: who gets an answer from the server, as small ASGI middlewares. Not here: the answers.

From the outside in, each a class with one reason to refuse:

    Finishing        every answer gets its security headers and Server-Timing; what goes wrong becomes a problem, never a traceback
    HeaderLimits     431
    OwnHost          421 unless Host is a loopback name with our port, so that no rebinding DNS name reaches us
    AllowedOrigin    403 unless Origin is absent, ours or a paired extension's; no CORS header for any web origin
    OwnUser          403 for other users of this computer, and for whoever may be one, where softsell relies on its client being the user
    Authorisation    401, 403; decides on the raw path as it came over the wire
    JsonBodies       415
    BodyLimits       413, 408, also for bodies in chunks and in drips
    Concurrency      503
    TimeLimit        503

Heads that drip in are ``protocol``'s business: no application sees them.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from softsell.web.gate import peers
from softsell.web.problems import (
    FAILED,
    HEADERS,
    HOST,
    NOT_JSON,
    NOT_YOURS,
    ORIGIN,
    SLOW,
    TOO_LARGE,
    UNAUTHORISED,
    Refusal,
    busy,
)

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from softsell.web.pairing.sessions import Sessions
    from softsell.web.pairing.token_store import TokenStore

log = logging.getLogger("softsell.web")

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
MAX_HEADERS = 64
MAX_HEADER_BYTES = 12 * 1024
MAX_BODY = 1024 * 1024
MAX_PUBLIC_BODY = 4 * 1024
MAX_BUFFERED = 32 * 1024 * 1024
"""Of bodies of those who are known, and as much again of all others, who can't use up what is there for the known."""
PIECE = 16 * 1024
"""Of an answer, in bytes: so much is sent before the client must have taken it."""
BODY_SECONDS = 10.0
REQUEST_SECONDS = 30.0
MAX_REQUESTS = 2_000

HEALTH = b"/v1/health"
PAIRING = frozenset({b"/v1/pair", b"/v1/pair/poll"})
APPROVAL = frozenset({b"/v1/pair/requests", b"/v1/pair/approve", b"/v1/pair/deny", b"/v1/links"})
PAGES = frozenset({b"/", b"/pair"})
ENTRY = b"/enter"
_PERSONAL = PAIRING | APPROVAL | PAGES | {ENTRY}

# Nothing that a server and a proxy could read in two ways: no escape, no empty, dotted or upper-case segment.
_PLAIN_PATH = re.compile(rb"(/[a-z0-9_~-][A-Za-z0-9._~-]*)+|/")
_EXTENSION_ORIGIN = re.compile(r"(chrome-extension|moz-extension|safari-web-extension)://[A-Za-z0-9-]{1,64}")

_SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_NO_CONTENT_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_PREFLIGHT_HEADERS = "Authorization, Content-Type, Softsell-Challenge, Softsell-Client"
_EXPOSED_HEADERS = "Retry-After, Server-Timing, Softsell-Notice, Softsell-Proof, Softsell-Version, Softsell-Warning"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who an authorised request comes from.

    Attributes:
        id: the token's id, ``page`` for the server's own pages, ``public`` for anyone.
        kind: what it may do: an owner and a page may approve pairings, the others may not.
    """

    id: str
    kind: Literal["public", "extension", "script", "owner", "page"]


PUBLIC = Caller("public", "public")


def header(scope: Scope, name: bytes) -> str | None:
    """The value of a request header (lower-case name); ``None`` where it is absent. Given twice, both are joined, and so fit nothing."""
    values = [value for key, value in scope["headers"] if key == name]
    return b", ".join(values).decode("latin-1") if values else None


def is_extension(origin: str) -> bool:
    """Whether an origin is a browser extension's."""
    return _EXTENSION_ORIGIN.fullmatch(origin) is not None


class Finishing:
    """Gives every answer its security headers and timing, turns refusals into problems and faults into a plain 500."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        state = scope.setdefault("state", {})
        state["timings"] = {}
        state["answer_headers"] = []
        started = False

        async def finish(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = _finished_headers(message["headers"], state, time.perf_counter() - began)
            for piece in _pieces(message):
                await send(piece)

        try:
            await self.app(scope, receive, finish)
        except Refusal as refusal:
            if not started:
                await refusal(scope, receive, finish)
        except Exception as error:
            # Not the message: it may quote the draft.
            log.error("A request failed: %s at %s", type(error).__name__, _place(error))
            if not started:
                await failed()(scope, receive, finish)


def _pieces(message: Message) -> Iterator[Message]:
    """A message whose body is sent at once, or in pieces: each waits for the client to take the one before it.

    Else every connection would hold a copy of what is left of its answer, and what large copies leave behind is
    scattered over the process's memory and never given back.
    """
    body = memoryview(message.get("body", b""))
    for start in range(0, len(body) - PIECE, PIECE):
        yield {**message, "body": body[start : start + PIECE], "more_body": True}
    yield {**message, "body": body[-(len(body) % PIECE or PIECE) :]} if len(body) > PIECE else message


def failed() -> Refusal:
    """Something went wrong that nobody foresaw."""
    return Refusal(FAILED, "softsell failed at this request. Its log says where, without your text.")


def _finished_headers(
    headers: list[tuple[bytes, bytes]], state: dict[str, object], seconds: float
) -> list[tuple[bytes, bytes]]:
    given = {name for name, _ in headers}
    timings = {"app": seconds, **state["timings"]}  # type: ignore[dict-item]
    timing = ", ".join(f"{name};dur={duration * 1000:.2f}" for name, duration in timings.items())
    defaults = [*_SECURITY_HEADERS, _NO_CONTENT_POLICY, (b"server-timing", timing.encode())]
    finished = [*headers, *(item for item in defaults if item[0] not in given)]
    finished += state["answer_headers"]  # type: ignore[arg-type]
    return finished


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "an unknown place" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"


class HeaderLimits:
    """Refuses floods of headers. ``protocol`` has already refused what no parser should hold."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = scope["headers"]
            if len(headers) > MAX_HEADERS or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES:
                raise Refusal(
                    HEADERS,
                    "softsell takes no more headers than a browser sends. In a browser, delete the cookies of 127.0.0.1: "
                    "another program on this computer has set too many.",
                )
        await self.app(scope, receive, send)


class OwnHost:
    """Refuses every Host but a loopback name with our port.

    Args:
        port: what the server listens on. 80 is the only port that may be left out.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self._hosts = {f"{name}:{port}" for name in LOOPBACK_NAMES}
        if port == 80:
            self._hosts.update(LOOPBACK_NAMES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and header(scope, b"host") not in self._hosts:
            raise Refusal(
                HOST, "softsell answers at its own address on this computer only, such as http://127.0.0.1:7355."
            )
        await self.app(scope, receive, send)


class AllowedOrigin:
    """Refuses requests that a web page caused, and answers preflights of extensions.

    An extension that is not paired yet may do one thing: ask to pair. Without Origin, a browser's ``Sec-Fetch-Site`` tells a
    page's request; one with a token is none, since no page can send a token without a preflight, which it does not get.
    """

    def __init__(self, app: ASGIApp, port: int, tokens: TokenStore) -> None:
        self.app = app
        self._own = {f"http://{name}:{port}" for name in LOOPBACK_NAMES}
        self._tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        origin = header(scope, b"origin")
        if scope["raw_path"].startswith(b"/v2"):
            _check_tokenless(scope, origin)
        elif origin is None:
            self._check_site(scope)
        elif origin in self._own:
            self._check_own(scope, origin)
        elif self._is_welcome(scope, origin):
            self._add_cors(scope, origin)
            if scope["method"] == "OPTIONS" and header(scope, b"access-control-request-method"):
                await _answer_preflight(scope, send)
                return
        else:
            raise Refusal(
                ORIGIN, "This page or extension may not talk to softsell. An extension has to be paired first."
            )
        await self.app(scope, receive, send)

    def _check_site(self, scope: Scope) -> None:
        if header(scope, b"sec-fetch-site") in (None, "none", "same-origin"):
            return
        if header(scope, b"authorization") is not None:
            return
        if scope["raw_path"] == ENTRY and header(scope, b"sec-fetch-dest") == "document":
            # The file that softsell opens in the browser leads here; the link's key is what counts.
            return
        raise Refusal(
            ORIGIN, "Another page sent this request. Open softsell's page with the link that softsell gives you."
        )

    def _check_own(self, scope: Scope, origin: str) -> None:
        # Our own page talks to the address it came from; 127.0.0.1 and localhost are different origins.
        if origin != f"http://{header(scope, b'host')}" or header(scope, b"sec-fetch-site") not in (
            None,
            "same-origin",
        ):
            raise Refusal(
                ORIGIN, "Another page sent this request. Open softsell's page with the link that softsell gives you."
            )

    def _is_welcome(self, scope: Scope, origin: str) -> bool:
        if not is_extension(origin):
            return False
        return scope["raw_path"] in PAIRING or scope["raw_path"] == HEALTH or origin in self._tokens.origins()

    def _add_cors(self, scope: Scope, origin: str) -> None:
        scope["state"]["answer_headers"] += [
            (b"access-control-allow-origin", origin.encode()),
            (b"access-control-expose-headers", _EXPOSED_HEADERS.encode()),
            (b"vary", b"Origin"),
            (b"cross-origin-resource-policy", b"cross-origin"),
        ]


def _check_tokenless(scope: Scope, origin: str | None) -> None:
    """Nobody shows a token at ``/v2``, so nothing that a page or extension fetches may pass; a person may go there.

    Browsers send ``Sec-Fetch-Site``. Node sends ``Sec-Fetch-Mode`` alone.
    """
    site, mode = header(scope, b"sec-fetch-site"), header(scope, b"sec-fetch-mode")
    if origin is not None or (site is not None and (site, mode) != ("none", "navigate")):
        raise Refusal(
            ORIGIN, "The LanguageTool API is for programs on this computer, not for pages and extensions of a browser."
        )


async def _answer_preflight(scope: Scope, send: Send) -> None:
    headers = [
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", _PREFLIGHT_HEADERS.encode()),
        (b"access-control-max-age", b"600"),
    ]
    if header(scope, b"access-control-request-private-network") == "true":
        headers.append((b"access-control-allow-private-network", b"true"))
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class OwnUser:
    """Refuses other users of this computer where softsell relies on its client being the user: pairing, approving, links, pages, ``/v2``.

    A client that can't be told from another user is refused too, on systems that can tell.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and peers.CAN_TELL and _is_personal(scope["raw_path"]):
            peer = peers.peer_of(scope["client"], scope["server"])
            if peer == "other":
                raise Refusal(
                    NOT_YOURS, "This softsell belongs to another user of this computer. Start your own at another port."
                )
            if peer == "unknown":
                raise Refusal(
                    NOT_YOURS,
                    "softsell can't tell which user of this computer asks. Keep the connection open until the answer is there, "
                    "and don't go through another program. For a script, “softsell pair --token NAME” makes a token.",
                )
        await self.app(scope, receive, send)


def _is_personal(raw_path: bytes) -> bool:
    return raw_path in _PERSONAL or raw_path.startswith(b"/v2")


class Authorisation:
    """Lets in who shows a token or a session, and anyone where the path is public.

    Decides on the path as it came over the wire; one that could be read in two ways is never public and leads nowhere.

    Args:
        static: whether a plain path is one of the public static files.
        languagetool: whether ``/v2`` is on, asked each time.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        tokens: TokenStore,
        sessions: Sessions,
        cookie_name: str,
        static: Callable[[str], bool],
        languagetool: Callable[[], bool],
    ) -> None:
        self.app = app
        self._tokens = tokens
        self._sessions = sessions
        self._cookie_name = cookie_name
        self._static = static
        self._languagetool = languagetool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            raw_path: bytes = scope["raw_path"]
            plain = _PLAIN_PATH.fullmatch(raw_path) is not None
            scope["state"]["caller"] = PUBLIC if plain and self._is_public(raw_path) else self._caller(scope)
            if not plain:
                # The router would read it decoded; to it, this leads nowhere.
                scope = {**scope, "path": "/ "}
        await self.app(scope, receive, send)

    def _is_public(self, raw_path: bytes) -> bool:
        if raw_path in (HEALTH, ENTRY) or raw_path in PAIRING:
            return True
        if raw_path.startswith(b"/v2/"):
            return self._languagetool()
        return self._static(raw_path.decode("ascii"))

    def _caller(self, scope: Scope) -> Caller:
        credentials = header(scope, b"authorization")
        if credentials is not None:
            return self._by_token(credentials, header(scope, b"origin"), scope["method"])
        cookies = cookies_of(scope, self._cookie_name)
        if not cookies:
            raise _unauthorised("softsell needs to know you for this. Pair first, or open its page with its own link.")
        if scope["raw_path"] in PAGES:
            if any(map(self._sessions.has_cookie, cookies)):
                return Caller("page", "page")
        else:
            page_key = header(scope, b"softsell-page") or ""
            if any(self._sessions.is_valid(cookie, page_key) for cookie in cookies):
                return Caller("page", "page")
        raise _unauthorised(
            "This page's session is over. Open softsell's page again with the link that softsell gives you."
        )

    def _by_token(self, credentials: str, origin: str | None, method: str) -> Caller:
        scheme, _, token = credentials.partition(" ")
        record = self._tokens.verify(token.strip()) if scheme.lower() == "bearer" else None
        if record is None:
            raise _unauthorised("softsell doesn't know this token, or it was taken back. Pair again.")
        # Browsers leave Origin out of an extension's GET, never out of its POST.
        if origin != record.origin and not (origin is None and method in ("GET", "HEAD")):
            raise Refusal(ORIGIN, "This token belongs to another client. Pair this one by itself.")
        return Caller(record.id, record.kind)


def cookies_of(scope: Scope, name: str) -> list[str]:
    """The values of all cookies with this name: programs at other ports of this computer can set one too, and theirs may come first."""
    pairs = (header(scope, b"cookie") or "").replace(", ", ";").split(";")
    named = (pair.strip().partition("=") for pair in pairs)
    return [value for key, _, value in named if key == name]


def require_owner(caller: Caller) -> None:
    """Refuses whoever is not the user in person: only the command line and the server's own pages may go on.

    Raises:
        Refusal: 403.
    """
    if caller.kind not in ("owner", "page"):
        raise Refusal(NOT_YOURS, "Only you can do that, on softsell's own page or with the softsell command.")


def _unauthorised(detail: str) -> Refusal:
    return Refusal(UNAUTHORISED, detail, headers={"www-authenticate": 'Bearer realm="softsell"'})


class JsonBodies:
    """Refuses bodies that do not say they are JSON, so that no form of a page can ever be one.

    Args:
        paths: the raw paths that take such bodies. ``/v2`` takes forms; all other paths take none.
    """

    def __init__(self, app: ASGIApp, *, paths: Container[bytes]) -> None:
        self.app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and scope["raw_path"] in self._paths:
            kind, _, parameters = (header(scope, b"content-type") or "").partition(";")
            charset = parameters.strip().lower().removeprefix("charset=").strip('"')
            if kind.strip().lower() != "application/json" or charset not in ("", "utf-8", "utf8"):
                raise Refusal(NOT_JSON, "Send the request as JSON, with the header Content-Type: application/json.")
        await self.app(scope, receive, send)


class BodyLimits:
    """Reads the whole body before anything works on it: within a size, a time, and what all bodies together may take."""

    def __init__(self, app: ASGIApp, *, seconds: float = BODY_SECONDS) -> None:
        self.app = app
        self._seconds = seconds
        self._buffered = {True: 0, False: 0}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        known = scope["state"]["caller"] is not PUBLIC
        limit = MAX_BODY if known or scope["raw_path"].startswith(b"/v2/") else MAX_PUBLIC_BODY
        stated = header(scope, b"content-length") or "0"
        if not stated.isdecimal() or len(stated) > 18 or int(stated) > limit:
            raise _too_large(limit)
        body = bytearray()
        try:
            try:
                async with asyncio.timeout(self._seconds):
                    complete = await self._read(receive, body, limit, known=known)
            except TimeoutError:
                raise Refusal(SLOW, "The request took too long to arrive.", headers={"connection": "close"}) from None
            if complete:
                await self.app(scope, _replay(bytes(body), receive), send)
        finally:
            self._buffered[known] -= len(body)

    async def _read(self, receive: Receive, body: bytearray, limit: int, *, known: bool) -> bool:
        """Fills ``body``; whether it is complete, which it is not where the client has gone."""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return False
            chunk = message.get("body", b"")
            body += chunk
            self._buffered[known] += len(chunk)
            if len(body) > limit:
                raise _too_large(limit)
            if self._buffered[known] > MAX_BUFFERED:
                raise busy()
            if not message.get("more_body", False):
                return True


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _too_large(limit: int) -> Refusal:
    return Refusal(TOO_LARGE, f"softsell takes requests of up to {limit // 1024} KB. Send a shorter text.")


class Concurrency:
    """Refuses more requests at once than a bound, so that memory has one too."""

    def __init__(self, app: ASGIApp, *, limit: int = MAX_REQUESTS) -> None:
        self.app = app
        self._limit = limit
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._running >= self._limit:
            raise busy()
        self._running += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._running -= 1


class TimeLimit:
    """Gives up on an answer that takes too long."""

    def __init__(self, app: ASGIApp, *, seconds: float = REQUEST_SECONDS) -> None:
        self.app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._seconds):
                await self.app(scope, receive, send)
        except TimeoutError:
            raise busy(5) from None
