"""Refuses requests that web pages caused."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from softsell.web.gate.caller import LOOPBACK_NAMES, header, is_extension
from softsell.web.problems import ORIGIN, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from softsell.web.pairing.token_store import TokenStore

_PREFLIGHT_HEADERS = "Authorization, Content-Type, Softsell-Challenge, Softsell-Client"

_EXPOSED_HEADERS = "Retry-After, Server-Timing, Softsell-Notice, Softsell-Proof, Softsell-Version, Softsell-Warning"


class AllowedOrigin:
    """Refuses requests that a web page caused, and answers preflights of extensions.

    An extension that isn't paired yet may only call ``open_to_extensions``. If Origin is absent, ``Sec-Fetch-Site`` shows that a page
    sent the request. A request with a token can't come from a page: it would need a preflight first, which softsell doesn't grant.

    Args:
        port: the port that the server listens on.
        tokens: knows the origins of paired extensions.
        open_to_extensions: the raw paths that an extension may call before it is paired.
        own_only: the raw paths that only the server's own pages may call.
        entrance: the raw path that single-use links lead to.
    """

    def __init__(
        self,
        app: ASGIApp,
        port: int,
        tokens: TokenStore,
        *,
        open_to_extensions: Container[bytes],
        own_only: Container[bytes],
        entrance: bytes,
    ) -> None:
        self.app = app
        self._own = {f"http://{name}:{port}" for name in LOOPBACK_NAMES}
        self._tokens = tokens
        self._open_to_extensions = open_to_extensions
        self._own_only = own_only
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        origin = header(scope, b"origin")
        if scope["raw_path"].startswith(b"/v2"):
            _check_tokenless(scope, origin)
        elif scope["method"] == "POST" and scope["raw_path"] in self._own_only and origin not in self._own:
            raise Refusal(ORIGIN, "Only softsell's own pages may do that.")
        elif origin is None:
            self._check_site(scope)
        elif origin in self._own:
            self._check_own(scope, origin)
        elif self._is_allowed_extension(scope, origin):
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
        if scope["raw_path"] == self._entrance and header(scope, b"sec-fetch-dest") == "document":
            # The file that softsell opens in the browser leads here. The link's key protects this path.
            return
        raise _another_page()

    def _check_own(self, scope: Scope, origin: str) -> None:
        # Our own page calls the address that it came from. 127.0.0.1 and localhost are different origins.
        if origin != f"http://{header(scope, b'host')}" or header(scope, b"sec-fetch-site") not in (
            None,
            "same-origin",
        ):
            raise _another_page()

    def _is_allowed_extension(self, scope: Scope, origin: str) -> bool:
        if not is_extension(origin):
            return False
        return scope["raw_path"] in self._open_to_extensions or origin in self._tokens.origins()

    def _add_cors(self, scope: Scope, origin: str) -> None:
        scope["state"]["answer_headers"] += [
            (b"access-control-allow-origin", origin.encode()),
            (b"access-control-expose-headers", _EXPOSED_HEADERS.encode()),
            (b"vary", b"Origin"),
            (b"cross-origin-resource-policy", b"cross-origin"),
        ]


def _another_page() -> Refusal:
    return Refusal(ORIGIN, "Another page sent this request. Type softsell's address into the browser yourself.")


def _check_tokenless(scope: Scope, origin: str | None) -> None:
    """Refuse everything that a page or extension fetches from ``/v2``, because clients send no token there. A person may open it.

    Browsers send ``Sec-Fetch-Site``. Node only sends ``Sec-Fetch-Mode``.
    """
    site, mode = header(scope, b"sec-fetch-site"), header(scope, b"sec-fetch-mode")
    if origin is not None or (site is not None and (site, mode) != ("none", "navigate")):
        raise Refusal(
            ORIGIN, "The LanguageTool API is for programs on this computer, not for web pages and browser extensions."
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
