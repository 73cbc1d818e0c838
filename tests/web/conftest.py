"""A real server on a port of its own for each test module, and a client that says exactly what a test wants said."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest

from softsell.cli.answer_as_server import answer
from softsell.config.config import Config
from softsell.web.gate.time_limit import TimeLimit
from softsell.web.port import open_port
from softsell.web.reload import LiveSetup
from softsell.web.server import build_server

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
OTHER_EXTENSION = "moz-extension://7d6b1a52-0c3e-4a58-9f7a-2c4f6e1b9d03"
PATIENCE_SECONDS = 120
"""How long to wait for an answer: a busy machine takes its time."""
DRAFT = "We saved you a seat at Thursday's tasting. What would you like to try first?"


@dataclass(frozen=True)
class Reply:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Clock:
    """A clock that tests move on."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._skipped

    def skip(self, seconds: float) -> None:
        self._skipped += seconds


class Record:
    """An application, with a note of what each request got."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.answers: list[tuple[str, str, int]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def noted(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.answers.append((scope["method"], scope["path"], message["status"]))
            await send(message)

        await self._app(scope, receive, noted)


class RunningServer:
    """A server that runs in a thread, and ways to talk to it."""

    def __init__(self, services: Any, port: int, clock: Clock, state: Path, record: Record) -> None:
        self.services = services
        self.answers = record.answers
        self.port = port
        self.clock = clock
        self.state = state
        self.owner = services.tokens.owner_token()

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request with exactly these headers besides Host and Content-Length; a body that is no bytes goes as JSON."""
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        if content is not None and not any(name.lower() == "content-type" for name in sent):
            sent["Content-Type"] = "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, content, sent)
            response = connection.getresponse()
            return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def check(self, text: str = DRAFT, *, token: str | None = None, **more: Any) -> Reply:
        """A check by the owner, or by whoever holds ``token``."""
        return self.ask("POST", "/v1/check", {"text": text, **more}, token=token or self.owner)

    def pair_extension(self, origin: str = EXTENSION, name: str = "softsell in Chrome") -> str:
        """The token of a newly paired extension."""
        asked = self.ask("POST", "/v1/pair", {"name": name}, headers={"Origin": origin}).json
        self.ask("POST", "/v1/pair/approve", {"code": asked["code"]}, token=self.owner)
        polled = self.ask("POST", "/v1/pair/poll", {"verifier": asked["verifier"]}, headers={"Origin": origin})
        return str(polled.json["token"])

    def enter(self, page: str = "/") -> dict[str, str]:
        """The headers of our own page after it was opened by a link."""
        key = self.services.sessions.new_link_key(page)
        reply = self.ask("GET", f"/enter?key={key}")
        page_key = reply.body.decode().split('data-page-key="')[1].split('"')[0]
        return {"Cookie": reply.headers["set-cookie"].split(";")[0], "Softsell-Page": page_key}


@lru_cache(maxsize=4)
def shared_setup(languagetool: bool) -> LiveSetup:
    """Packs compiled once for all servers that change nothing about them."""
    return LiveSetup(Config(languagetool=languagetool), clock=time.monotonic)


@contextmanager
def running_server(
    state: Path, setup: LiveSetup | None = None, *, languagetool: bool = False, host: str = "127.0.0.1"
) -> Iterator[RunningServer]:
    """A server in a thread, until the end of the block."""
    clock = Clock()
    listener = open_port(host, 0)
    port = listener.getsockname()[1]
    server, services = build_server(listener, setup or shared_setup(languagetool), run=answer, state=state, clock=clock)
    record = server.config.app = Record(server.config.app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield RunningServer(services, port, clock, state, record)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with nothing of softsell's yet but compiled packs, which take their time."""
    for name, folder in {"HOME": "", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config"}.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    return tmp_path


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with LanguageTool's API, which needs no token."""
    with running_server(tmp_path_factory.mktemp("state"), languagetool=True) as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("state")) as running:
        yield running


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[RunningServer]:
    """A server of the test's own, for tests that use up its limits or move its clock."""
    with running_server(tmp_path / "state") as running:
        yield running


@pytest.fixture(scope="module")
def unhurried() -> Iterator[None]:
    """Servers that are started now give up on an answer only after a long time, as a busy machine needs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("softsell.web.app.TimeLimit", partial(TimeLimit, seconds=PATIENCE_SECONDS))
        yield


Start = Callable[..., AbstractContextManager[RunningServer]]


@pytest.fixture(scope="session")
def start() -> Start:
    """``running_server``, for tests that need it otherwise."""
    return running_server
