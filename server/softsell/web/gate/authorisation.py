"""Tokens and sessions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from softsell.web.gate.caller import PUBLIC, Caller, cookies_of, header
from softsell.web.gate.paths import ENTRY, HEALTH, PAGES, PAIRING
from softsell.web.problems import NOT_YOURS, ORIGIN, UNAUTHORISED, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from softsell.web.pairing.sessions import Sessions
    from softsell.web.pairing.token_store import TokenStore

# Nothing that a server and a proxy could read in two ways: no escape, no empty, dotted or upper-case segment.
_PLAIN_PATH = re.compile(rb"(/[a-z0-9_~-][A-Za-z0-9._~-]*)+|/")


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


def require_owner(caller: Caller) -> None:
    """Refuses whoever is not the user in person: only the command line and the server's own pages may go on.

    Raises:
        Refusal: 403.
    """
    if caller.kind not in ("owner", "page"):
        raise Refusal(NOT_YOURS, "Only you can do that, on softsell's own page or with the softsell command.")


def _unauthorised(detail: str) -> Refusal:
    return Refusal(UNAUTHORISED, detail, headers={"www-authenticate": 'Bearer realm="softsell"'})
