"""When the last request came, and how to stop the server. Not here: the decision to (``server``)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Activity:
    """The activity of one running server.

    Attributes:
        latest: when the last request came, by ``time.monotonic``.
        stop: stops the server gracefully.
    """

    def __init__(self) -> None:
        self.latest = time.monotonic()
        self.stop: Callable[[], None] = lambda: None

    def noted(self, app: ASGIApp) -> ASGIApp:
        """Return the application with a note of each request."""

        async def note(scope: Scope, receive: Receive, send: Send) -> None:
            self.latest = time.monotonic()
            await app(scope, receive, send)

        return note
