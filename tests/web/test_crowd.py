"""A thousand clients at once: the good ones get their answers, whatever the others do."""

from __future__ import annotations

import asyncio
import base64
import json
import resource
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from softsell.config.locate import user_config_path

if TYPE_CHECKING:
    from tests.web.conftest import Reply, Start

    from softsell.web.worker import Worker

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CROWD = 1_000
SILENT = 1_600
"""More than the server takes connections."""
LARGE_FILE = 400_000
MEGABYTES = 300
"""What the silent may add to the server's memory. Measured: 170; it was 600 when every answer was kept until it was read."""


@dataclass(frozen=True)
class Process:
    """A server in a process of its own, so that its clients don't take turns with it."""

    port: int
    token: str
    pid: int

    def peak(self) -> float:
        """The most memory it ever had, in megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def check(self, text: str) -> bytes:
        body = json.dumps({"text": text}).encode()
        head = (
            f"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + body


@pytest.fixture(scope="module", autouse=True)
def many_files() -> None:
    """As many open connections as the crowd has clients."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = SILENT + 400
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"this system allows {hard} open files, and the crowd needs more")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, caches: Path) -> Iterator[Process]:
    home = tmp_path_factory.mktemp("home")
    front_end = tmp_path_factory.mktemp("front-end")
    (front_end / "playground.js").write_bytes(b"x" * LARGE_FILE)
    script = (
        "from pathlib import Path; from softsell.web import static_files\n"
        "from softsell.web.server import serve; from softsell.web.pairing.token_store import TokenStore\n"
        f"static_files.BUILT = Path({str(front_end)!r})\n"
        "serve(port=0, open_pages=False, on_start=lambda s: print(s.address, TokenStore().owner_token(), flush=True))"
    )
    environment = {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "SOFTSELL_CACHE_DIR": str(caches),
        "PATH": "",
        "PYTHONPATH": ":".join(sys.path),
    }
    server = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, text=True)
    assert server.stdout is not None
    address, token = server.stdout.readline().split()
    yield Process(int(address.rpartition(":")[2]), token, server.pid)
    server.terminate()
    server.communicate(timeout=30)


async def answered(process: Process, request: bytes) -> tuple[int, bytes]:
    """Status and body of the answer; status 0 where there is none."""
    writer = None
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", process.port)
        writer.write(request)
        await writer.drain()
        answer = await reader.read()
    except OSError:
        return 0, b""
    finally:
        if writer is not None:
            writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head[9:12] or 0), body


async def patient(process: Process, text: str) -> tuple[int, bytes]:
    """As a good client does: told that softsell is busy, it tries again."""
    for _ in range(20):
        status, body = await answered(process, process.check(text))
        if status != 503:
            break
        await asyncio.sleep(1)
    return status, body


def test_a_thousand_good_clients_all_get_their_own_answer(process: Process) -> None:
    async def crowd() -> list[tuple[int, bytes]]:
        texts = [f"Stall {number} opens at nine." + " Hurry!" * (number % 3) for number in range(CROWD)]
        return await asyncio.gather(*(patient(process, text) for text in texts))

    answers = asyncio.run(crowd())
    assert Counter(status for status, _ in answers) == {200: CROWD}
    for number, (_, body) in enumerate(answers):
        assert json.loads(body)["measures"]["sentences"] == 1 + number % 3


def hold(process: Process) -> bytes:
    return f"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1:{process.port}\r\n".encode()


def hostile(process: Process, number: int) -> bytes:
    """One of the many ways to be a nuisance."""
    host = f"Host: 127.0.0.1:{process.port}\r\n"
    kinds = (
        hold(process),
        b"\x00" * 5_000,
        f"GET /v1/rules HTTP/1.1\r\n{host}\r\n".encode(),
        f"POST /v1/check HTTP/1.1\r\n{host}Content-Length: 1000000\r\n\r\n".encode() + b"x" * 20_000,
        f"GET /v1/health HTTP/1.1\r\n{host}" .encode() + b"A: b\r\n" * 1_000 + b"\r\n",
        f"POST /v1/pair HTTP/1.1\r\n{host}Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{{".encode(),
        b"GET /v1/health HTTP/1.1\r\nHost: evil.example\r\n\r\n" * 20,
    )  # fmt: skip
    return kinds[number % len(kinds)]


def test_good_clients_are_answered_among_nine_hundred_bad_ones(process: Process) -> None:
    async def nuisance(number: int, over: asyncio.Event) -> None:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", process.port)
            writer.write(hostile(process, number))
            await over.wait()
            writer.close()
        except OSError:
            pass

    async def crowd() -> list[tuple[int, bytes]]:
        over = asyncio.Event()
        bad = [asyncio.ensure_future(nuisance(number, over)) for number in range(CROWD * 9 // 10)]
        await asyncio.sleep(0)
        good = await asyncio.gather(*(patient(process, f"Stall {n} opens at nine.") for n in range(CROWD // 10)))
        over.set()
        await asyncio.gather(*bad)
        return good

    answers = asyncio.run(crowd())
    assert Counter(status for status, _ in answers) == {200: CROWD // 10}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory of another process")
def test_clients_that_never_read_keep_nobody_out_and_cost_little_memory(process: Process) -> None:
    """Each pipelines requests for a large public file; all of them together would have the server hold a gigabyte."""
    wanted = f"GET /static/playground.js HTTP/1.1\r\nHost: 127.0.0.1:{process.port}\r\n\r\n".encode() * 40
    asyncio.run(answered(process, process.check("So that everything is loaded.")))
    before = process.peak()

    async def silent(wire: socket.socket) -> None:
        wire.setblocking(False)
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        with suppress(OSError):
            await asyncio.get_running_loop().sock_connect(wire, ("127.0.0.1", process.port))
            await asyncio.get_running_loop().sock_sendall(wire, wanted)

    async def crowd() -> list[tuple[int, bytes]]:
        with ExitStack() as held:
            wires = [held.enter_context(socket.socket()) for _ in range(SILENT)]
            arriving = asyncio.gather(*map(silent, wires))
            during = [await answered(process, process.check(f"Stall {number} opens at nine.")) for number in range(20)]
            await arriving
            after = [await answered(process, process.check(f"Stall {number} opens at ten.")) for number in range(20)]
            return during + after

    answers = asyncio.run(crowd())
    assert Counter(status for status, _ in answers) == {200: 40}
    assert process.peak() - before < MEGABYTES


@pytest.mark.usefixtures("unhurried")
def test_one_who_types_does_not_wait_behind_long_drafts(start: Start, tmp_path: Path) -> None:
    """Thirty long drafts wait, of one client with the one who types, and by both ways in."""
    long = "We bake bread at six, and you may come by. " * 500
    done: list[str] = []

    with start(tmp_path / "state", languagetool=True) as server, ThreadPoolExecutor(40) as clients:

        def long_draft(number: int) -> Reply:
            if number % 2:
                return server.check(long)
            return server.ask(
                "POST", "/v2/check", urlencode({"text": long, "language": "en-US"}).encode(), headers=FORM
            )

        def typed(way: str) -> Reply:
            if way == "check":
                return server.check("Bread at six?")
            if way == "command":
                return server.ask("POST", "/v1/command", command(tmp_path), token=server.owner)
            return server.ask("POST", "/v2/check", b"text=Bread+at+six%3F&language=en-US", headers=FORM)

        def noted(name: str, ask: Callable[[], Reply]) -> None:
            assert ask().status == 200
            done.append(name)

        with held(server.services.worker):
            asked = [clients.submit(noted, "long", partial(long_draft, number)) for number in range(30)]
            wait_until(lambda: server.services.worker.waiting == 30)
            asked += [clients.submit(noted, "typed", partial(typed, way)) for way in ("check", "v2", "command")]
            wait_until(lambda: server.services.worker.waiting == 33)
        for future in asked:
            future.result()
    assert done.count("typed") == 3
    assert "typed" not in done[-20:]


@contextmanager
def held(worker: Worker) -> Iterator[None]:
    """Keeps the worker's thread busy until the end of the block, so that what is asked meanwhile waits."""
    begun, release = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        release.wait()

    async def submit() -> None:
        await worker.submit("holder", hold)

    holder = threading.Thread(target=lambda: asyncio.run(submit()))
    holder.start()
    begun.wait()
    try:
        yield
    finally:
        release.set()
        holder.join()


def command(folder: Path) -> dict[str, object]:
    """A ``softsell check post.txt`` as the command line would leave it to the server."""
    content = base64.b64encode(b"Bread at six?").decode()
    return {
        "arguments": ["post.txt", "--isolated"],
        "folder": str(folder),
        "settings_folder": str(user_config_path().parent),
        "contents": {"post.txt": content},
    }


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.002)
