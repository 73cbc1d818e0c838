"""Checks tokens and sessions. Not here: what a known caller may do (``access``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import TYPE_CHECKING

from softsell.web.gate.caller import PUBLIC, Caller, cookies_of, header
from softsell.web.problems import ORIGIN, UNAUTHORISED, Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from softsell.web.pairing.sessions import Sessions
    from softsell.web.pairing.token_store import TokenStore

# A path that everybody reads in the same way: no escapes, no empty segments, none that begins with a dot or an upper-case letter.
_PLAIN_PATH = re.compile(rb"(/[a-z0-9_~-][A-Za-z0-9._~-]*)+|/")

_HOW_TO = "For a script, “softsell pair --token NAME” prints a token; send it as “Authorization: Bearer TOKEN”."


class Authorisation:
    """Lets in callers with a token or a session, and anyone if the path is public.

    Decides by the path as it came over the wire. A path that could be read in two ways is never public and leads nowhere.

    Args:
        tokens, sessions: what callers prove themselves with.
        cookie_name: the name of a session's cookie.
        public: the raw paths that need no token.
        is_static: whether a path is one of the static files, which are public.
        languagetool: whether ``/v2`` is on; called for each request.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        tokens: TokenStore,
        sessions: Sessions,
        cookie_name: str,
        public: Container[bytes],
        is_static: Callable[[str], bool],
        languagetool: Callable[[], bool],
    ) -> None:
        self.app = app
        self._tokens = tokens
        self._sessions = sessions
        self._cookie_name = cookie_name
        self._public = public
        self._is_static = is_static
        self._languagetool = languagetool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            raw_path: bytes = scope["raw_path"]
            plain = _PLAIN_PATH.fullmatch(raw_path) is not None
            scope["state"]["caller"] = PUBLIC if plain and self._is_public(raw_path) else self._identify(scope)
            if not plain:
                # The router would decode the path. This one leads nowhere.
                scope = {**scope, "path": "/ "}
        await self.app(scope, receive, send)

    def _is_public(self, raw_path: bytes) -> bool:
        if raw_path in self._public:
            return True
        if raw_path.startswith(b"/v2/"):
            return self._languagetool()
        return self._is_static(raw_path.decode("ascii"))

    def _identify(self, scope: Scope) -> Caller:
        credentials = header(scope, b"authorization")
        if credentials is not None:
            return self._identify_by_token(credentials, header(scope, b"origin"), scope["method"])
        cookies = cookies_of(scope, self._cookie_name)
        if not cookies:
            raise _unauthorised(f"softsell needs to know who you are for this. {_HOW_TO}")
        page_key = header(scope, b"softsell-page") or ""
        if any(self._sessions.is_valid(cookie, page_key) for cookie in cookies):
            return Caller("page", "page")
        raise _unauthorised("This page's session is over. Reload the page.")

    def _identify_by_token(self, credentials: str, origin: str | None, method: str) -> Caller:
        scheme, _, token = credentials.partition(" ")
        if scheme.lower() != "bearer":
            raise _unauthorised(f"softsell doesn't know this kind of credentials. {_HOW_TO}")
        record = self._tokens.verify(token.strip())
        if record is None:
            raise _unauthorised("softsell doesn't know this token, or the token was revoked. Pair again.")
        # Browsers leave Origin out of an extension's GET, but never out of its POST.
        if origin != record.origin and not (origin is None and method in ("GET", "HEAD")):
            raise Refusal(ORIGIN, "This token belongs to another client. Pair this client too.")
        return Caller(record.id, record.kind)


def _unauthorised(detail: str) -> Refusal:
    return Refusal(UNAUTHORISED, detail, headers={"www-authenticate": 'Bearer realm="softsell"'})
