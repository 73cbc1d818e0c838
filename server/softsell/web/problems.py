"""All refusals, as problem details (RFC 9457). Not here: when to refuse (``gate`` and ``api``).

A problem's ``type`` never changes once it is released, because clients tell problems apart by it. A ``detail`` is a sentence for the
user. It never contains the text of a draft.
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
        name: the last part of its ``type``.
        status: the HTTP status.
        title: a sentence, the same for each occurrence.
    """

    name: str
    status: int
    title: str

    @property
    def type(self) -> str:
        return PREFIX + self.name


MALFORMED = Problem("malformed-request", 400, "The request isn't well formed")
INVALID = Problem("invalid-request", 400, "The request has a mistake")
SETTINGS = Problem("invalid-settings", 400, "The settings have mistakes")
UNAUTHORISED = Problem("unauthorised", 401, "A token is needed")
ORIGIN = Problem("origin-not-allowed", 403, "This origin may not talk to softsell")
NOT_YOURS = Problem("not-allowed", 403, "This token may not do that")
NOT_FOUND = Problem("not-found", 404, "There is nothing at this address")
METHOD = Problem("method-not-allowed", 405, "This address doesn't take this method")
SLOW = Problem("too-slow", 408, "The request took too long to arrive")
NOT_HERE = Problem("not-here", 409, "The command line has to do this itself")
CHANGED = Problem("settings-changed", 409, "The settings were changed meanwhile")
HISTORY_OFF = Problem("history-off", 409, "The user hasn't turned the history on")
FEED_OVER = Problem("feed-over", 410, "These files were read too long ago")
PAIRING_OVER = Problem("pairing-over", 410, "This request to pair is over")
TOO_LARGE = Problem("too-large", 413, "The request is too large")
NOT_JSON = Problem("not-json", 415, "The request isn't JSON")
HOST = Problem("host-not-ours", 421, "This address doesn't belong to softsell")
HEADERS = Problem("headers-too-large", 431, "The request has too many headers")
FAILED = Problem("failed", 500, "Something went wrong in softsell")
BUSY = Problem("too-busy", 503, "softsell is busy")


class Refusal(Exception):
    """An answer that is a problem. Raise it anywhere inside the gate, which turns it into a response.

    Attributes:
        problem: the kind of refusal.
        detail: a sentence for the user.
        headers: more response headers, with lower-case names.
        members: more members of the problem object.
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
        """Answer as an ASGI application."""
        body, media_type = self.content(scope)
        headers = {"content-type": media_type, "content-length": str(len(body)), **self.headers}
        raw_headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": self.problem.status, "headers": raw_headers})
        await send({"type": "http.response.body", "body": body})

    def content(self, scope: Scope) -> tuple[bytes, str]:
        """Return the body and its media type: JSON, or below ``/v2`` the plain text that clients of LanguageTool expect."""
        if scope["path"].startswith("/v2/"):
            return f"Error: {self.detail}".encode(), "text/plain; charset=utf-8"
        return self.body(), MEDIA_TYPE

    def body(self) -> bytes:
        """Return the problem object as JSON in UTF-8."""
        return json.dumps(self.as_dict(), ensure_ascii=False).encode()

    def as_dict(self) -> dict[str, Any]:
        """Return the problem object."""
        return {
            "type": self.problem.type,
            "title": self.problem.title,
            "status": self.problem.status,
            "detail": self.detail,
            **self.members,
        }


def busy(seconds: int = 1) -> Refusal:
    """Return the refusal for too much work at once. The client should try again after this many seconds."""
    return Refusal(
        BUSY, "softsell has too much to do right now. Try again in a moment.", headers={"retry-after": str(seconds)}
    )
