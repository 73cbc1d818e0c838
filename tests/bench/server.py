"""Runs a server for the benchmark and measures how long its answers take."""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measure import seconds, table
from tests.bench.posts import Posts

_START = (
    "from softsell.cli.answer_as_server import answer; from softsell.web.server import serve\n"
    "from softsell.web.pairing.token_store import TokenStore\n"
    "serve(port=0, open_pages=False, run=answer,"
    " on_start=lambda s: print(s.address, TokenStore().owner_token(), flush=True))"
)
_ANSWERS = 300
_WARM_UP = 30


@contextmanager
def running(home: Path) -> Iterator[dict[str, str]]:
    """Run a server without user settings during the block. Yields the environment in which ``softsell`` finds it."""
    home.mkdir(exist_ok=True)
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
    environment = {"HOME": str(home), **folders}
    process = subprocess.Popen(
        [sys.executable, "-c", _START],
        stdout=subprocess.PIPE,
        env={**os.environ, **environment},
        text=True,
    )
    assert process.stdout is not None
    address, token = process.stdout.readline().split()
    try:
        yield {
            **environment,
            "BENCH_PORT": address.rpartition(":")[2],
            "BENCH_TOKEN": token,
            "BENCH_PID": str(process.pid),
        }
    finally:
        process.terminate()
        process.communicate(timeout=60)


def latencies(environment: dict[str, str]) -> str:
    """Return a table of answers for drafts of 280 and 3,000 characters. Every draft is different."""
    connection = http.client.HTTPConnection("127.0.0.1", int(environment["BENCH_PORT"]))
    rows = []
    for characters in (280, 3_000):
        posts = Posts(characters)
        times = [
            _answer(connection, environment["BENCH_TOKEN"], posts.text(characters)) for _ in range(_WARM_UP + _ANSWERS)
        ]
        times = sorted(times[_WARM_UP:])
        p95 = times[int(len(times) * 0.95)]
        rows.append([f"{characters:,} characters", seconds(statistics.median(times)), seconds(p95), seconds(times[-1])])
    memory = _resident(int(environment["BENCH_PID"]))
    return (
        f"`POST /v1/check` over one connection, {_ANSWERS} different drafts of each length.\n\n"
        + table(("", "median", "95th percentile", "slowest"), rows)
        + f"\nMemory of the server afterwards: {memory:.0f} MB.\n"
    )


def asked(environment: dict[str, str], arguments: Sequence[str]) -> bool:
    """Whether the server does this check for the command line."""
    script = "import sys; from softsell.cli.ask_server import check_on_server; raise SystemExit(check_on_server(sys.argv[1:]) is None)"
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def _answer(connection: http.client.HTTPConnection, token: str, text: str) -> float:
    body = json.dumps({"text": text})
    began = time.perf_counter()
    connection.request(
        "POST", "/v1/check", body, {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    )
    response = connection.getresponse()
    answer = response.read()
    taken = time.perf_counter() - began
    if response.status != 200 or b'"findings"' not in answer:
        raise RuntimeError(f"the server answered {response.status}: {answer[:200]!r}")
    return taken


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
