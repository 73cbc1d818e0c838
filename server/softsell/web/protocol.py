"""uvicorn's HTTP/1.1 connection, with what a server left running all day needs besides.

Not here: anything about requests that arrived whole.

- The head of a request must arrive in time (408), and so must the rest of a body that was already refused.
- There is a bound on connections; when it is reached the one that has waited longest for a request gives way, so that
  somebody holding connections open keeps nobody else out.
- What can't be parsed gets a problem like any other refusal.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from softsell.web.problems import MALFORMED, MEDIA_TYPE, SLOW, Refusal

HEAD_SECONDS = 10.0
MAX_HEAD_BYTES = 16 * 1024
MAX_CONNECTIONS = 1_500


class GuardedProtocol(H11Protocol):
    """One connection."""

    head_seconds = HEAD_SECONDS
    max_connections = MAX_CONNECTIONS
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()
        if len(self.connections) > self.max_connections:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        refusal = Refusal(MALFORMED, "This is not a request that softsell can read.")
        self._refuse_unread(refusal)

    def _watch(self) -> None:
        """Starts the clock where the client has something to finish, stops it where it has not. Bytes in drips don't reset it."""
        unfinished = self.conn.their_state is h11.IDLE or (
            self.conn.their_state is h11.SEND_BODY and self.conn.our_state is h11.DONE
        )
        if not unfinished:
            self._stop_waiting()
        elif self._patience is None:
            self._patience = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        self._patience = None
        begun = bool(self.conn.trailing_data[0])
        if begun and self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE:
            self._refuse_unread(Refusal(SLOW, "The request took too long to arrive."))
        else:
            self.transport.abort()

    def _refuse_unread(self, refusal: Refusal) -> None:
        """Answers a request of which no head was read, and ends the connection."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.abort()
            return
        body = refusal.body()
        head = (
            f"HTTP/1.1 {refusal.problem.status} {refusal.problem.title}\r\ncontent-type: {MEDIA_TYPE}\r\n"
            f"content-length: {len(body)}\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.transport.close()

    def _make_room(self) -> None:
        waiting = [
            connection
            for connection in self.connections
            if isinstance(connection, GuardedProtocol) and connection._patience is not None and connection is not self
        ]
        oldest = min(waiting, key=lambda connection: connection._since(), default=self)
        oldest.transport.abort()

    def _since(self) -> float:
        return self._patience.when() if self._patience is not None else float("inf")
