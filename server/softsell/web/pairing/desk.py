"""The requests to pair of a running server, in memory only.

A request has a short code, which both sides show, and a verifier, which only the client has. The user approves the code on the server's
own page or on the command line. The client redeems the verifier once. The server forgets the request after five minutes.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from softsell.web.pairing.hashing import hash_secret
from softsell.web.pairing.token_store import TokenRecord, TokenStore

REQUEST_SECONDS = 300
POLL_SECONDS = 2
WINDOW_SECONDS = 600
# For one origin, so that no extension takes up the places of another.
MAX_WAITING = 8
MAX_PER_WINDOW = 20
# For all origins together: unlike an extension, a program can claim any origin.
MAX_WAITING_OF_ALL = 32
MAX_PER_WINDOW_OF_ALL = 160

# A person compares codes. There are no vowels, so no code spells a word, and no two letters look alike.
_CODE_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"

Answer = Literal["waiting", "approved", "denied"]
Purpose = Literal["client", "page"]
"""What a request is for: a token for a client, or a session for a tab with one of the server's own pages."""


class TooManyRequests(Exception):
    """More requests to pair than a person would make.

    Attributes:
        retry_after: seconds until the desk takes another request.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


@dataclass(slots=True)
class PairingRequest:
    """A request to pair.

    Attributes:
        code: the code that both sides show, ``7KM-4RX``.
        name: the client's name, as the client gives it.
        origin: the origin of an extension; ``None`` for a program.
        expires: when it expires, by the desk's clock.
        purpose: what it is for.
        answer: the user's answer so far.
    """

    code: str
    name: str
    origin: str | None
    expires: float
    purpose: Purpose = "client"
    answer: Answer = "waiting"


class PairingDesk:
    """The requests to pair of one running server.

    Args:
        store: creates the token when a request is redeemed.
        clock: returns seconds that never decrease.
    """

    def __init__(self, store: TokenStore, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock
        self._requests: dict[bytes, PairingRequest] = {}
        self._recent: deque[tuple[float, str | None]] = deque()

    def ask(self, name: str, origin: str | None, purpose: Purpose = "client") -> tuple[PairingRequest, str]:
        """Take a request to pair. Return it and its verifier, which isn't stored.

        An extension has one request at a time. A new one replaces the one that still waits, so old codes don't pile up.

        Raises:
            TooManyRequests: too many requests wait for an answer or came in the last ten minutes, from this origin or from all.
        """
        now = self._clock()
        while self._recent and self._recent[0][0] <= now - WINDOW_SECONDS:
            self._recent.popleft()
        # An extension's own waiting request makes room for the new one.
        kept = [request for request in self.waiting() if origin is None or request.origin != origin]
        ends = [(request.expires, request.origin) for request in kept]
        begins = [(asked + WINDOW_SECONDS, asker) for asked, asker in self._recent]
        for times, most, most_of_all in (
            (ends, MAX_WAITING, MAX_WAITING_OF_ALL),
            (begins, MAX_PER_WINDOW, MAX_PER_WINDOW_OF_ALL),
        ):
            own = [until for until, asker in times if asker == origin]
            if len(own) >= most:
                raise TooManyRequests(_round_up(min(own) - now))
            if len(times) >= most_of_all:
                raise TooManyRequests(_round_up(min(until for until, _ in times) - now))
        self._recent.append((now, origin))
        if origin is not None:
            self._requests = {
                key: request
                for key, request in self._requests.items()
                if request.origin != origin or request.answer != "waiting"
            }
        verifier = secrets.token_urlsafe(32)
        request = PairingRequest(self._new_code(), name, origin, now + REQUEST_SECONDS, purpose)
        self._requests[hash_secret(verifier)] = request
        return request, verifier

    def waiting(self) -> list[PairingRequest]:
        """Return the requests that wait for the user's answer, oldest first."""
        self._drop_expired()
        return [request for request in self._requests.values() if request.answer == "waiting"]

    def answer(self, code: str, answer: Literal["approved", "denied"]) -> PairingRequest | None:
        """Record the user's answer to the request with this code and return the request; ``None`` if no such request waits."""
        for request in self.waiting():
            if secrets.compare_digest(request.code.encode(), code.strip().upper().encode("utf-8", "replace")):
                request.answer = answer
                return request
        return None

    def seconds_left(self, request: PairingRequest) -> int:
        """Return the whole seconds until a request expires."""
        return max(0, int(request.expires - self._clock()))

    def poll(
        self, verifier: str, origin: str | None, purpose: Purpose = "client"
    ) -> tuple[Answer, TokenRecord | None, str | None] | None:
        """Return the answer to the request with this verifier. If a client's was approved, also create and return the token.

        Returns ``None`` if there is no such request, or if it has expired, was redeemed or replaced, is for something else, or belongs
        to another origin. An answer other than ``waiting`` is returned once.

        Raises:
            ServerError: the token can't be written. The request stays approved.
        """
        self._drop_expired()
        key = hash_secret(verifier)
        request = self._requests.get(key)
        if request is None or request.origin != origin or request.purpose != purpose:
            return None
        if request.answer == "waiting":
            return "waiting", None, None
        if request.answer == "denied":
            del self._requests[key]
            return "denied", None, None
        if purpose == "page":
            del self._requests[key]
            return "approved", None, None
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


def _round_up(duration: float) -> int:
    return max(1, int(duration) + 1)
