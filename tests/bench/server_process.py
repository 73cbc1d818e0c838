"""Runs a server in its own process with its own home folder, for the benchmarks of the server."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_SCRIPT = """
from softsell.web.server import serve
from softsell.web.pairing.token_store import TokenStore
serve(port=0, open_pages=False, on_start=lambda started: print(started.address, TokenStore().owner_token(), flush=True))
"""


@dataclass
class Server:
    """A running server.

    Attributes:
        pid: its process.
        port, token: how to reach it.
    """

    pid: int
    port: int
    token: str
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def check(self, text: str, **more: Any) -> tuple[Any, dict[str, float]]:
        """Return the answer to a draft and the milliseconds of its Server-Timing, over a kept connection."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        self._connection.request("POST", "/v1/check", json.dumps({"text": text, **more}), headers)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"the server answered {response.status}")
        timing = re.findall(r"(\w+);dur=([\d.]+)", response.getheader("Server-Timing", ""))
        return json.loads(body), {name: float(duration) for name, duration in timing}

    def resident_megabytes(self) -> float:
        """Return how much memory the process uses now."""
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(self.pid)], capture_output=True, text=True, check=True)
        return int(shown.stdout) / 1024


@contextmanager
def server_process() -> Iterator[Server]:
    """Run a server until the end of the block."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"HOME": home, "XDG_STATE_HOME": home, "XDG_CACHE_HOME": home, "PYTHONPATH": ":".join(sys.path)}
        process = subprocess.Popen([sys.executable, "-c", _SCRIPT], stdout=subprocess.PIPE, env=environment, text=True)
        assert process.stdout is not None
        try:
            address, token = process.stdout.readline().split()
            yield Server(process.pid, int(address.rpartition(":")[2]), token)
        finally:
            process.terminate()
            process.communicate()
