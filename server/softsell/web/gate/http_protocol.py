"""uvicorn's HTTP/1.1 connection, with the limits that a server needs if it runs all day.

Not here: requests that have arrived completely (the middlewares).

- The head of a request must arrive in time (408). So must the rest of a body that was refused. A client must also read its
  answer in time, or softsell cuts the connection.
- The number of connections is limited. At the limit, softsell cuts the connection whose client has kept it waiting longest: one
  that sends no request or half a request, or doesn't read its answer. So nobody can keep others out by holding connections.
- The memory of connections is limited. A pipelined request only starts when the answer before it is sent, few bytes of
  pipelined requests may wait, and there is one limit for all unsent answers together.
- A request that can't be parsed gets a problem, like any other refusal.

There is no limit for each peer: every client has the same address, and asking the system which user a connection belongs to
costs more than most answers.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys
from collections.abc import Iterator
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from softsell.web.problems import MALFORMED, MEDIA_TYPE, SLOW, Refusal

HEAD_SECONDS = 10.0
WRITE_SECONDS = 10.0
"""How long an answer may stay partly unsent. On one computer, sending takes milliseconds."""
MAX_HEAD_BYTES = 16 * 1024
MAX_PIPELINED_BYTES = 16 * 1024
"""Limit for requests that wait behind another one on the same connection. Browsers and softsell's own clients don't pipeline."""
MAX_CONNECTIONS = 1_500
"""There may be twice as many for ``ROOM_SECONDS``."""
ROOM_SECONDS = 0.1
MAX_UNSENT_BYTES = 32 * 1024 * 1024
"""Limit for all answers together that their clients haven't read."""

_DROP = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""The value of SO_LINGER that drops unsent data when the socket closes."""


class OneWrite(h11.Connection):
    """Keeps the head of an answer until its body comes, so that both are written at once. A second write costs more than a parser."""

    _head: tuple[bytes, ...] = ()

    def send_with_data_passthrough(self, event: h11.Event) -> list[bytes] | None:
        """As in h11, but returns the head together with the next bytes."""
        pieces = super().send_with_data_passthrough(event)
        if pieces is None:
            return None
        if isinstance(event, h11.Response):
            self._head = tuple(pieces)
            return []
        pieces, self._head = [*self._head, *pieces], ()
        return pieces


class GuardedProtocol(H11Protocol):
    """One connection of a client."""

    head_seconds = HEAD_SECONDS
    write_seconds = WRITE_SECONDS
    max_connections = MAX_CONNECTIONS
    max_unsent = MAX_UNSENT_BYTES
    _patience: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None
    _waiting_since: float | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn = OneWrite(h11.SERVER, MAX_HEAD_BYTES)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # Writing counts as paused while anything at all is unsent.
        transport.set_write_buffer_limits(high=0)
        self._watch()
        if len(self.connections) > 2 * self.max_connections:
            self._make_room()
        elif len(self.connections) > self.max_connections:
            # Many connections may have been accepted at once, with their requests still unread. Two turns of the loop later, it
            # is known which of them sent one.
            self.loop.call_later(ROOM_SECONDS, self.loop.call_soon, self.loop.call_soon, self._make_room)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.flow.read_paused and len(self.conn.trailing_data[0]) > MAX_PIPELINED_BYTES:
            self._cut()
        else:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._stop_stalling()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        if self.flow.write_paused and self.conn.their_state is h11.IDLE:
            # The next request waits until the answer before it is sent. Otherwise its answer would wait in memory too.
            self.flow.pause_reading()
        else:
            super().handle_events()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._note_waiting()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled = self.loop.call_later(self.write_seconds, self._cut)
        self._note_waiting()
        self._bound_unsent()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_stalling()
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.flow.resume_reading()
            self.handle_events()
        self._watch()

    def send_400_response(self, msg: str) -> None:
        refusal = Refusal(MALFORMED, "softsell can't read this request.")
        self._refuse_unread(refusal)

    def _watch(self) -> None:
        """Start the clock if the client has something to finish, and stop it if not. Bytes that drip in don't reset it."""
        self._note_waiting()
        unfinished = (self.conn.their_state is h11.IDLE and self._stalled is None) or (
            self.conn.their_state is h11.SEND_BODY and self.conn.our_state is h11.DONE
        )
        if not unfinished:
            self._stop_waiting()
        elif self._patience is None:
            self._patience = self.loop.call_later(self.head_seconds, self._give_up)

    def _note_waiting(self) -> None:
        """Record since when the client has kept us waiting, or that it's the client who waits."""
        if self._stalled is None and self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._waiting_since = None
        elif self._waiting_since is None:
            self._waiting_since = self.loop.time()

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _stop_stalling(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _give_up(self) -> None:
        self._patience = None
        begun = bool(self.conn.trailing_data[0])
        if begun and self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE:
            self._refuse_unread(Refusal(SLOW, "The request took too long to arrive."))
        else:
            self._cut()

    def _refuse_unread(self, refusal: Refusal) -> None:
        """Answer a request whose head wasn't read, and close the connection."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self._cut()
            return
        body = refusal.body()
        head = (
            f"HTTP/1.1 {refusal.problem.status} {refusal.problem.title}\r\ncontent-type: {MEDIA_TYPE}\r\n"
            f"content-length: {len(body)}\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.transport.close()

    def _cut(self) -> None:
        """Close the connection at once and drop unsent data."""
        # uvicorn would count this connection until the loop has closed it, and we would cut another one too.
        self.connections.discard(self)
        connection = self.transport.get_extra_info("socket")
        if self._stalled is not None and connection is not None:
            # Otherwise the system would keep its part of the answer until the client reads it, which it may never do.
            with contextlib.suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP)
        self.transport.abort()

    def _make_room(self) -> None:
        """Cut the connection whose client has kept us waiting longest, or this one if all others are being answered."""
        if len(self.connections) <= self.max_connections:
            return
        waiting = (other for other in self._guarded() if other._waiting_since is not None and other is not self)
        min(waiting, key=_waiting_since, default=self)._cut()

    def _bound_unsent(self) -> None:
        """Cut stalled connections, the longest stalled first, until all unsent answers fit the limit."""
        stalled = sorted((other for other in self._guarded() if other._stalled is not None), key=_waiting_since)
        unsent = sum(other.transport.get_write_buffer_size() for other in stalled)
        for other in stalled[:-1]:
            if unsent <= self.max_unsent:
                break
            unsent -= other.transport.get_write_buffer_size()
            other._cut()

    def _guarded(self) -> Iterator[GuardedProtocol]:
        return (other for other in self.connections if isinstance(other, GuardedProtocol))


def _waiting_since(connection: GuardedProtocol) -> float:
    return float("inf") if connection._waiting_since is None else connection._waiting_since
