"""A thousand clients at once: the good ones get their answers, whatever the others do."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CROWD = 1_000


@dataclass(frozen=True)
class Process:
    """A server in a process of its own, so that its clients don't take turns with it."""

    port: int
    token: str

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
    if hard != resource.RLIM_INFINITY and hard < 2 * CROWD:
        pytest.skip(f"this system allows {hard} open files, and the crowd needs more")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * CROWD), hard))


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Iterator[Process]:
    home = tmp_path_factory.mktemp("home")
    script = (
        "from softsell.web.serve import serve; from softsell.web.tokens import TokenStore\n"
        "serve(port=0, open_pages=False, on_start=lambda s: print(s.address, TokenStore().owner_token(), flush=True))"
    )
    environment = {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "XDG_CACHE_HOME": str(cache_folder),
        "PATH": "",
        "PYTHONPATH": ":".join(sys.path),
    }
    server = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, text=True)
    assert server.stdout is not None
    address, token = server.stdout.readline().split()
    yield Process(int(address.rpartition(":")[2]), token)
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
