"""Pairing: how a stranger becomes a client, by a person's yes. Also what ``softsell pair`` calls.

A request to pair lives in the running server's memory: a short code that both sides show, and a verifier that only the asker has. It is
approved on the server's own page or by the command line, redeemed once by its verifier, and forgotten after five minutes.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from softsell.web.pairing.token_store import TokenRecord, TokenStore

REQUEST_SECONDS = 300
POLL_SECONDS = 2
WINDOW_SECONDS = 600
# Of one origin, so that no extension takes the places of another.
MAX_WAITING = 8
MAX_PER_WINDOW = 20
# Of all origins: a program, unlike an extension, may say that it is any.
MAX_WAITING_OF_ALL = 32
MAX_PER_WINDOW_OF_ALL = 160
MAX_NAME = 60

# No vowels, so that no code spells a word, and nothing that looks like another: a person compares them.
_CODE_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"

Answer = Literal["waiting", "approved", "denied"]


class TooManyRequests(Exception):
    """More requests to pair than a person can mean.

    Attributes:
        retry_after: seconds until one more is taken.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


@dataclass(slots=True)
class PairingRequest:
    """Someone asks to pair.

    Attributes:
        code: what both sides show, ``7KM-4RX``.
        name: who asks, in the asker's own words.
        origin: of the extension that asks; ``None`` for a program.
        expires: on the desk's clock.
        answer: what the user said so far.
    """

    code: str
    name: str
    origin: str | None
    expires: float
    answer: Answer = "waiting"


class PairingDesk:
    """The requests of one running server.

    Args:
        store: where a token goes when a request is redeemed.
        clock: seconds that only go up.
    """

    def __init__(self, store: TokenStore, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock
        self._requests: dict[bytes, PairingRequest] = {}
        self._recent: deque[tuple[float, str | None]] = deque()

    def ask(self, name: str, origin: str | None) -> tuple[PairingRequest, str]:
        """Takes a request; it and the verifier, which is kept nowhere else.

        Raises:
            TooManyRequests: too many of this origin, or of all, wait for an answer or came in the last ten minutes.
        """
        now = self._clock()
        while self._recent and self._recent[0][0] <= now - WINDOW_SECONDS:
            self._recent.popleft()
        ends = [(request.expires, request.origin) for request in self.waiting()]
        begins = [(asked + WINDOW_SECONDS, asker) for asked, asker in self._recent]
        for times, most, most_of_all in (
            (ends, MAX_WAITING, MAX_WAITING_OF_ALL),
            (begins, MAX_PER_WINDOW, MAX_PER_WINDOW_OF_ALL),
        ):
            own = [until for until, asker in times if asker == origin]
            if len(own) >= most:
                raise TooManyRequests(_seconds(min(own) - now))
            if len(times) >= most_of_all:
                raise TooManyRequests(_seconds(min(until for until, _ in times) - now))
        self._recent.append((now, origin))
        verifier = secrets.token_urlsafe(32)
        request = PairingRequest(self._new_code(), name, origin, now + REQUEST_SECONDS)
        self._requests[_digest(verifier)] = request
        return request, verifier

    def waiting(self) -> list[PairingRequest]:
        """The requests that wait for the user's answer, oldest first."""
        self._drop_expired()
        return [request for request in self._requests.values() if request.answer == "waiting"]

    def answer(self, code: str, answer: Literal["approved", "denied"]) -> PairingRequest | None:
        """Gives the user's answer to the request with this code; ``None`` where none with it waits."""
        for request in self.waiting():
            if secrets.compare_digest(request.code.encode(), code.strip().upper().encode("utf-8", "replace")):
                request.answer = answer
                return request
        return None

    def seconds_left(self, request: PairingRequest) -> int:
        """Whole seconds until a request is forgotten."""
        return max(0, int(request.expires - self._clock()))

    def poll(self, verifier: str, origin: str | None) -> tuple[Answer, TokenRecord | None, str | None] | None:
        """What became of the request that ``verifier`` belongs to, with the new token once it is approved.

        ``None`` where it is expired, redeemed, another origin's, or never was. An answer other than waiting is given once.

        Raises:
            ServerError: the token can't be written; the request stays approved.
        """
        self._drop_expired()
        key = _digest(verifier)
        request = self._requests.get(key)
        if request is None or request.origin != origin:
            return None
        if request.answer == "waiting":
            return "waiting", None, None
        if request.answer == "denied":
            del self._requests[key]
            return "denied", None, None
        record, token = self._store.create(request.name, "extension" if origin else "script", origin)
        del self._requests[key]
        return "approved", record, token

    def _drop_expired(self) -> None:
        now = self._clock()
        self._requests = {key: request for key, request in self._requests.items() if request.expires > now}

    def _new_code(self) -> str:
        taken = {request.code for request in self._requests.values()}
        while True:
            letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))
            code = f"{letters[:3]}-{letters[3:]}"
            if code not in taken:
                return code


def create_token(name: str) -> str:
    """A new token for a script or editor that sends no Origin (``softsell pair --token NAME``). It can't be shown again.

    Raises:
        ServerError: the state folder can't be written.
    """
    return TokenStore().create(name, "script")[1]


def list_tokens() -> list[TokenRecord]:
    """Everyone who is paired, oldest first, the command line's own token left out."""
    return TokenStore().listed()


def revoke(token_id: str) -> bool:
    """Takes a token back; a running server refuses it from its next request on. Whether there was one with this id."""
    return TokenStore().revoke(token_id)


def _seconds(duration: float) -> int:
    return max(1, int(duration) + 1)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
