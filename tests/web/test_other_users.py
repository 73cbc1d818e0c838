"""Other users of the same computer, played by a process of another user: none gets in, however it connects."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from softsell.web.gate import peers

if TYPE_CHECKING:
    from tests.web.conftest import RunningServer, Start

NOBODY = 65534
PYTHON = "/usr/bin/python3"
EXTENSION = {"Origin": "chrome-extension://" + "a" * 32}

two_users = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose a connection is"),
    pytest.mark.skipif(
        not hasattr(os, "getuid") or os.getuid() != 0, reason="only the administrator can act as another user"
    ),
    pytest.mark.skipif(not Path(PYTHON).exists(), reason="there is no Python here that every user may run"),
]

# The tables of two kernels on little-endian machines.
TABLE = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1CBB 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41 1
   1: 0100007F:C350 0100007F:1CBB 01 00000000:00000000 00:00000000 00000000  1001        0 42 1
   2: 0100007F:C351 0100007F:1CBB 05 00000000:00000000 03:00000000 00000000     0        0 0 3
   3: 0100007F:C352 0100007F:1CBB 02 00000000:00000000 03:00000000 00000000  1000        0 43 3
"""

ASK = """\
import socket, sys
family, address, port, host, method, path = sys.argv[1:]
wire = socket.socket(socket.AF_INET6 if family == "6" else socket.AF_INET)
wire.connect((address, int(port)))
body = b'{"name": "x", "code": "x", "verifier": "x"}' if method == "POST" else b""
head = f"{method} {path} HTTP/1.1\\r\\nHost: {host}:{port}\\r\\nContent-Type: application/json\\r\\nContent-Length: {len(body)}\\r\\n"
head += "".join(line + "\\r\\n" for line in sys.stdin.read().splitlines())
wire.sendall(head.encode() + b"Connection: close\\r\\n\\r\\n" + body)
if path.startswith("/enter?close"):
    wire.close()
else:
    print(wire.recv(4096).split()[1].decode())
"""

FORMS = {"IPv4": ("4", "127.0.0.1"), "IPv4 in IPv6": ("6", "::ffff:127.0.0.1")}
PERSONAL = [
    ("GET", "/"),
    ("GET", "/pair"),
    ("GET", "/enter"),
    ("POST", "/v1/pair"),
    ("POST", "/v1/pair/poll"),
    ("GET", "/v1/pair/requests"),
    ("POST", "/v1/pair/approve"),
    ("POST", "/v1/pair/deny"),
    ("POST", "/v1/links"),
    ("POST", "/v1/session"),
    ("POST", "/v1/session/poll"),
    ("GET", "/v2/languages"),
]


def ask(user: int, form: str, port: int, method: str, path: str, *headers: str, host: str = "127.0.0.1") -> int | None:
    """The status of the answer to a process of another user; ``None`` where it did not wait for one."""
    words = [PYTHON, "-I", "-c", ASK, *FORMS.get(form, ("6", "::1")), str(port), host, method, path]
    done = subprocess.run(
        words, user=user, group=user, input="\n".join(headers), capture_output=True, text=True, cwd="/", check=True
    )
    return int(done.stdout) if done.stdout else None


def test_the_system_s_table_tells_whose_a_connection_is() -> None:
    table = TABLE.splitlines()
    assert peers.sockets_between(table, "0100007F:C350", "0100007F:1CBB") == {(1001, 42)}
    assert peers.sockets_between(table, "0100007F:C351", "0100007F:1CBB") == {(0, 0)}
    assert peers.sockets_between(table, "0100007F:C352", "0100007F:1CBB") == set(), "it is not the connection we have"
    assert peers.sockets_between(table, "0100007F:C353", "0100007F:1CBB") == set()


class TestTwoUsers:
    """With a second user of this computer."""

    pytestmark = two_users

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize(("method", "path"), PERSONAL)
    def test_another_user_is_refused(self, server: RunningServer, form: str, method: str, path: str) -> None:
        session = server.enter()
        secrets = [f"Authorization: Bearer {server.owner}"]
        secrets += [f"Cookie: {session['Cookie']}", f"Softsell-Page: {session['Softsell-Page']}"]
        if path.startswith("/v1/session"):
            secrets.append(f"Origin: http://127.0.0.1:{server.port}")
        assert ask(NOBODY, form, server.port, method, path) == 403
        assert ask(NOBODY, form, server.port, method, path, *secrets) == 403
        assert ask(0, form, server.port, method, path, *secrets) != 403

    @pytest.mark.parametrize("form", FORMS)
    def test_what_is_no_secret_answers_anyone(self, server: RunningServer, form: str) -> None:
        assert ask(NOBODY, form, server.port, "GET", "/v1/health") == 200
        assert ask(NOBODY, form, server.port, "GET", "/pages/softsell.css") == 200

    def test_another_user_is_refused_over_ipv6(self, start: Start, tmp_path: Path, has_ipv6: None) -> None:
        with start(tmp_path, host="::1") as running:
            for method, path in PERSONAL:
                assert ask(NOBODY, "IPv6", running.port, method, path, host="[::1]") == 403
            assert ask(NOBODY, "IPv6", running.port, "GET", "/v1/health", host="[::1]") == 200
            assert ask(0, "IPv6", running.port, "POST", "/v1/pair", host="[::1]") != 403

    @pytest.mark.parametrize("form", FORMS)
    def test_a_stolen_link_that_is_sent_and_closed_is_not_used_up(self, server: RunningServer, form: str) -> None:
        key = server.services.sessions.new_link_key("/")
        server.answers.clear()
        ask(NOBODY, form, server.port, "GET", f"/enter?close=1&key={key}")
        deadline = time.monotonic() + 20
        while not server.answers:
            assert time.monotonic() < deadline
        assert server.answers[0] == ("GET", "/enter", 403)
        assert server.ask("GET", f"/enter?key={key}").status == 200

    @pytest.mark.parametrize("form", FORMS)
    def test_who_has_closed_is_nobody(self, form: str) -> None:
        with listening() as listener, connected(form, listener, user=NOBODY) as (client, server, process):
            assert peers.peer_of(client, server) == "other"
            process.communicate("close\n")
            assert peers.peer_of(client, server) == "unknown"


@contextmanager
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@contextmanager
def connected(
    form: str, listener: socket.socket, user: int
) -> Iterator[tuple[tuple[str, int], tuple[str, int], subprocess.Popen[str]]]:
    """Both ends of a connection that a process of a user has made, and the process, which ends when told something."""
    family, address = FORMS[form]
    script = (
        "import socket, sys; s = socket.socket(int(sys.argv[1])); s.connect((sys.argv[2], int(sys.argv[3]))); input()"
    )
    number = socket.AF_INET6 if family == "6" else socket.AF_INET
    words = [PYTHON, "-I", "-c", script, str(int(number)), address, str(listener.getsockname()[1])]
    with subprocess.Popen(words, user=user, group=user, stdin=subprocess.PIPE, text=True, cwd="/") as process:
        wire, client = listener.accept()
        with wire:
            yield client, wire.getsockname(), process
            process.communicate("end\n") if process.poll() is None else None


@pytest.fixture
def has_ipv6() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this computer has no IPv6 loopback")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose a connection is")
@pytest.mark.parametrize("form", FORMS)
def test_one_s_own_connection_is_one_s_own(form: str) -> None:
    family, address = FORMS[form]
    with listening() as listener, socket.socket(socket.AF_INET6 if family == "6" else socket.AF_INET) as client:
        client.connect((address, listener.getsockname()[1]))
        wire, end = listener.accept()
        with wire:
            assert peers.peer_of(end, wire.getsockname()) == "own"
            client.shutdown(socket.SHUT_WR)
            assert peers.peer_of(end, wire.getsockname()) == "own"
            client.close()
            assert peers.peer_of(end, wire.getsockname()) == "unknown"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose a connection is")
def test_who_can_not_be_looked_up_is_refused(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert server.ask("GET", "/enter").status == 401
    monkeypatch.setattr(peers, "_TABLES", {socket.AF_INET: tmp_path / "missing", socket.AF_INET6: tmp_path})
    for method, path in PERSONAL:
        reply = server.ask(method, path, {} if method == "POST" else None, token=server.owner)
        assert reply.status == 403
    assert "softsell pair --token" in server.ask("POST", "/v1/pair", {"name": "x"}).json["detail"]
    assert server.check().status == 200, "a token is enough for a check"


def test_where_the_system_does_not_tell_the_terminal_approves(
    fresh_server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "CAN_TELL", False)
    asked = fresh_server.ask("POST", "/v1/pair", {"name": "softsell in Chrome"}, headers=EXTENSION).json
    session = fresh_server.enter("/pair")
    page = fresh_server.ask("GET", "/pair", headers=session).body.decode()
    assert "softsell pair" in page
    assert 'data-answer="approve"' not in page
    refused = fresh_server.ask("POST", "/v1/pair/approve", {"code": asked["code"]}, headers=session)
    assert refused.status == 403
    assert "softsell pair" in refused.json["detail"]
    approved = fresh_server.ask("POST", "/v1/pair/approve", {"code": asked["code"]}, token=fresh_server.owner)
    assert approved.status == 200
