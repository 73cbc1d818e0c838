"""Sessions of the server's own pages. Not here: tokens of other clients.

A session begins with a single-use link and has two secrets: a cookie and a page key. A browser sends a cookie to every port
of an address, so whatever else listens on this computer may see it; the page key lives in ``sessionStorage``, which is the
port's own. Neither is worth anything without the other. Both are kept as hashes, in memory only.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

LINK_SECONDS = 600
SESSION_SECONDS = 7 * 24 * 3600
MAX_LINKS = 32
MAX_SESSIONS = 32


@dataclass(slots=True)
class _Session:
    page_key: bytes
    expires: float


class Sessions:
    """All links and sessions of one running server.

    Args:
        clock: seconds that only go up.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._links: dict[bytes, tuple[float, str]] = {}
        self._sessions: dict[bytes, _Session] = {}

    def new_link_key(self, page: str = "/") -> str:
        """The key of a link that opens ``page`` once, within ten minutes. The oldest link gives way when there are too many."""
        self._drop_expired()
        if len(self._links) >= MAX_LINKS:
            del self._links[next(iter(self._links))]
        key = secrets.token_urlsafe(32)
        self._links[_digest(key)] = (self._clock() + LINK_SECONDS, page)
        return key

    def redeem(self, key: str) -> tuple[str, str, str] | None:
        """Uses a link up: cookie, page key and the page to go on to; ``None`` where it is used, expired or made up."""
        self._drop_expired()
        link = self._links.pop(_digest(key), None)
        if link is None:
            return None
        if len(self._sessions) >= MAX_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        cookie, page_key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._sessions[_digest(cookie)] = _Session(_digest(page_key), self._clock() + SESSION_SECONDS)
        return cookie, page_key, link[1]

    def has_cookie(self, cookie: str) -> bool:
        """Whether the cookie is of a session: enough to be shown a page without data."""
        return self._find(cookie) is not None

    def is_valid(self, cookie: str, page_key: str) -> bool:
        """Whether cookie and page key belong to one session: what a call of the API needs. Using a session prolongs it."""
        session = self._find(cookie)
        if session is None or not secrets.compare_digest(session.page_key, _digest(page_key)):
            return False
        session.expires = self._clock() + SESSION_SECONDS
        return True

    def _find(self, cookie: str) -> _Session | None:
        # Looked up by its hash, so how long it takes tells nothing of the cookie.
        session = self._sessions.get(_digest(cookie))
        return session if session is not None and session.expires > self._clock() else None

    def _drop_expired(self) -> None:
        now = self._clock()
        self._links = {key: link for key, link in self._links.items() if link[0] > now}
        self._sessions = {key: session for key, session in self._sessions.items() if session.expires > now}


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
