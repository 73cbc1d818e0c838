"""Every refusal the server knows, as problem details (RFC 9457). Not here: when one is given; that is the gate's and the API's business.

A problem's ``type`` never changes once released: clients tell problems apart by it. A ``detail`` is a sentence for the user and never
carries the text of a draft.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

PREFIX = "urn:softsell:problem:"
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of refusal.

    Attributes:
        name: last part of its ``type``.
        status: the HTTP status.
        title: the same for each occurrence.
    """

    name: str
    status: int
    title: str

    @property
    def type(self) -> str:
        return PREFIX + self.name


MALFORMED = Problem("malformed-request", 400, "The request is not well formed")
INVALID = Problem("invalid-request", 400, "The request asks for something that can't be")
SETTINGS = Problem("invalid-settings", 400, "The settings have mistakes")
UNAUTHORISED = Problem("unauthorised", 401, "A token is needed")
ORIGIN = Problem("origin-not-allowed", 403, "This origin may not talk to softsell")
NOT_YOURS = Problem("not-allowed", 403, "This token may not do that")
NOT_FOUND = Problem("not-found", 404, "There is nothing at this address")
METHOD = Problem("method-not-allowed", 405, "This address takes other methods")
SLOW = Problem("too-slow", 408, "The request took too long to arrive")
NOT_HERE = Problem("not-here", 409, "The command line has to do this by itself")
PAIRING_OVER = Problem("pairing-over", 410, "This request to pair is over")
TOO_LARGE = Problem("too-large", 413, "The request is too large")
NOT_JSON = Problem("not-json", 415, "The request is not JSON")
HOST = Problem("host-not-ours", 421, "This address does not belong to softsell")
HEADERS = Problem("headers-too-large", 431, "The request has too many headers")
FAILED = Problem("failed", 500, "Something went wrong in softsell")
BUSY = Problem("too-busy", 503, "softsell is busy")

ALL = (
    MALFORMED,
    INVALID,
    SETTINGS,
    UNAUTHORISED,
    ORIGIN,
    NOT_YOURS,
    NOT_FOUND,
    METHOD,
    SLOW,
    NOT_HERE,
    PAIRING_OVER,
    TOO_LARGE,
    NOT_JSON,
    HOST,
    HEADERS,
    FAILED,
    BUSY,
)


class Refusal(Exception):
    """An answer that is a problem. Raised anywhere below the gate, turned into a response by it.

    Attributes:
        problem: the kind.
        detail: a sentence for the user.
        headers: further response headers, lower-case names.
        members: further members of the problem object.
    """

    def __init__(
        self,
        problem: Problem,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(problem.name)
        self.problem = problem
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = dict(members or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as an ASGI application."""
        body, media_type = self.content(scope)
        headers = {"content-type": media_type, "content-length": str(len(body)), **self.headers}
        raw_headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": self.problem.status, "headers": raw_headers})
        await send({"type": "http.response.body", "body": body})

    def content(self, scope: Scope) -> tuple[bytes, str]:
        """Body and media type: JSON, or the plain text that clients of the LanguageTool API expect below ``/v2``."""
        if scope["path"].startswith("/v2/"):
            return f"Error: {self.detail}".encode(), "text/plain; charset=utf-8"
        return self.body(), MEDIA_TYPE

    def body(self) -> bytes:
        """The problem object, as JSON in UTF-8."""
        problem = {
            "type": self.problem.type,
            "title": self.problem.title,
            "status": self.problem.status,
            "detail": self.detail,
            **self.members,
        }
        return json.dumps(problem, ensure_ascii=False).encode()


def busy(seconds: int = 1) -> Refusal:
    """softsell has more to do than it may take on; try again in so many seconds."""
    return Refusal(
        BUSY, "softsell has too much to do right now. Try again in a moment.", headers={"retry-after": str(seconds)}
    )
