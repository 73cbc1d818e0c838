"""Single-use links, and the sessions of the server's own pages. Not here: the tokens of other clients (``token_store``).

A session belongs to a browser. It has a cookie, and a page key for each tab. A browser sends a cookie to every port of an address, so
another program on this computer may see it. The page key is in ``sessionStorage``, which belongs to one port and one tab. Neither works
without the other. The server only keeps their hashes, in memory.

A tab gets its page key by a single-use link, or after its user was proven (``softsell.web.api.sessions``). The cookie alone never suffices.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from softsell.web.pairing.hashing import hash_secret

LINK_SECONDS = 600
SESSION_SECONDS = 7 * 24 * 3600
MAX_LINKS = 32
MAX_SESSIONS = 32
MAX_TABS = 64


@dataclass(slots=True)
class _Session:
    page_keys: list[bytes]
    expires: float


class Sessions:
    """The links and sessions of one running server.

    Args:
        clock: returns seconds that never decrease.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._links: dict[bytes, tuple[float, str]] = {}
        self._sessions: dict[bytes, _Session] = {}

    def new_link_key(self, page: str) -> str:
        """Return the key of a new link that opens ``page`` once, within ten minutes. If there are too many links, drop the oldest."""
        self._drop_expired()
        if len(self._links) >= MAX_LINKS:
            del self._links[next(iter(self._links))]
        key = secrets.token_urlsafe(32)
        self._links[hash_secret(key)] = (self._clock() + LINK_SECONDS, page)
        return key

    def redeem(self, key: str, cookies: Iterable[str]) -> tuple[str, str, str] | None:
        """Use up a link. Return the cookie, the page key and the page to go to; ``None`` if the link is used up, expired or made up.

        Args:
            key: the link's.
            cookies: see ``open``.
        """
        self._drop_expired()
        link = self._links.pop(hash_secret(key), None)
        return None if link is None else (*self.open(cookies), link[1])

    def open(self, cookies: Iterable[str]) -> tuple[str, str]:
        """Let a tab in, and return its cookie and page key. Only call it when the tab's user is proven.

        Args:
            cookies: those that the browser sent. If one belongs to a session, the tab joins it, so the browser's other tabs stay in.
        """
        self._drop_expired()
        page_key = secrets.token_urlsafe(32)
        for cookie in cookies:
            session = self._find(cookie)
            if session is not None:
                session.page_keys = [*session.page_keys[1 - MAX_TABS :], hash_secret(page_key)]
                return cookie, page_key
        if len(self._sessions) >= MAX_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        cookie = secrets.token_urlsafe(32)
        self._sessions[hash_secret(cookie)] = _Session([hash_secret(page_key)], self._clock() + SESSION_SECONDS)
        return cookie, page_key

    def is_valid(self, cookie: str, page_key: str) -> bool:
        """Return whether cookie and page key belong to one session, as calls of the API need. Prolong the session."""
        session = self._find(cookie)
        given = hash_secret(page_key)
        if session is None or not any(secrets.compare_digest(known, given) for known in session.page_keys):
            return False
        session.expires = self._clock() + SESSION_SECONDS
        return True

    def _find(self, cookie: str) -> _Session | None:
        # The look-up uses the hash, so its duration reveals nothing about the cookie.
        session = self._sessions.get(hash_secret(cookie))
        return session if session is not None and session.expires > self._clock() else None

    def _drop_expired(self) -> None:
        now = self._clock()
        self._links = {key: link for key, link in self._links.items() if link[0] > now}
        self._sessions = {key: session for key, session in self._sessions.items() if session.expires > now}
