"""Attacks on the gate, each refused. The server is real and so are the bytes on the wire."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import h11
import pytest

from softsell.web.addresses import LEADS, PAGES
from softsell.web.gate import body_limits, header_limits, http_protocol

if TYPE_CHECKING:
    from tests.web.conftest import Reply, RunningServer, Start

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
OTHER_EXTENSION = "moz-extension://7d6b1a52-0c3e-4a58-9f7a-2c4f6e1b9d03"


class Wire:
    """A connection on which a test writes its bytes itself."""

    def __init__(self, port: int, timeout: float = 20, receive_buffer: int | None = None) -> None:
        self._socket = socket.socket()
        if receive_buffer is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._socket.settimeout(timeout)
        self._socket.connect(("127.0.0.1", port))

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def drip_for(self, seconds: float) -> None:
        """One byte after the other."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            self.send(b"x")

    def must_be_cut(self) -> None:
        """Waits until the server has cut the connection, and reads nothing meanwhile."""
        poll = select.poll()
        poll.register(self._socket, getattr(select, "POLLRDHUP", 0))
        assert poll.poll(20_000), "the connection is still there"

    def read(self) -> bytes:
        """All there is until the server closes."""
        received = b""
        try:
            while chunk := self._socket.recv(65536):
                received += chunk
        except ConnectionResetError:
            pass
        return received

    def status(self) -> int | None:
        """Status of the next answer; ``None`` where the server closed without one."""
        received = b""
        while b"\r\n" not in received:
            try:
                chunk = self._socket.recv(4096)
            except ConnectionResetError:
                chunk = b""
            if not chunk:
                return None
            received += chunk
        shape = re.match(rb"HTTP/1\.1 (\d{3})", received)
        return int(shape[1]) if shape else None


def head(server: RunningServer, line: str, *headers: str, host: str | None = None) -> bytes:
    """The head of a request, byte for byte."""
    lines = [line, f"Host: {host or f'127.0.0.1:{server.port}'}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def problem(reply: Reply) -> str:
    return str(reply.json["type"]).removeprefix("urn:softsell:problem:")


# Host: no name but ours reaches the server, so a rebinding DNS name gets nothing.


@pytest.mark.parametrize(
    "host",
    [
        "softsell.example",
        "softsell.example:{port}",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:{port}0",
        "127.0.0.2:{port}",
        "0.0.0.0:{port}",
        "localhost.evil.example:{port}",
        "evil.localhost:{port}",
        "LOCALHOST:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "[::]:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "127.0.0.1:{port}.",
        "127.0.0.1:{port}, softsell.example",
        "user@127.0.0.1:{port}",
        "",
    ],
)
def test_a_foreign_host_is_misdirected(server: RunningServer, host: str) -> None:
    reply = server.ask("GET", "/v1/health", headers={"Host": host.format(port=server.port)})
    assert (reply.status, problem(reply)) == (421, "host-not-ours")


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}"])
def test_each_loopback_name_with_our_port_is_ours(server: RunningServer, host: str) -> None:
    assert server.ask("GET", "/v1/health", headers={"Host": host.format(port=server.port)}).status == 200


def test_two_hosts_and_no_host_are_no_request(server: RunningServer) -> None:
    with Wire(server.port) as wire:
        wire.send(head(server, "GET /v1/health HTTP/1.1", "Host: softsell.example"))
        assert wire.status() == 400
    with Wire(server.port) as wire:
        wire.send(b"GET /v1/health HTTP/1.1\r\n\r\n")
        assert wire.status() == 400
    with Wire(server.port) as wire:
        wire.send(b"GET /v1/health HTTP/1.0\r\n\r\n")
        assert wire.status() == 421


def test_an_absolute_target_does_not_get_around_the_host(server: RunningServer) -> None:
    with Wire(server.port) as wire:
        wire.send(head(server, "GET http://softsell.example/v1/health HTTP/1.1"))
        assert wire.status() == 401


# Origin: nothing a page sends gets in.


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://shop.example",
        "http://localhost",
        "http://127.0.0.1:{other}",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:{port}/",
        "http://evil.example@127.0.0.1:{port}",
        "chrome-extension://",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop/",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop, http://127.0.0.1:{port}",
        OTHER_EXTENSION,
        "file://",
        "",
    ],
)
def test_a_foreign_origin_is_refused_even_with_a_token(server: RunningServer, origin: str) -> None:
    server.pair_extension(EXTENSION)
    spelled = origin.format(port=server.port, other=server.port + 1)
    reply = server.ask("POST", "/v1/check", {"text": "Hello"}, token=server.owner, headers={"Origin": spelled})
    assert (reply.status, problem(reply)) == (403, "origin-not-allowed")
    assert not any(name.startswith("access-control") for name in reply.headers)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/", "/v1/health", "/v1/rules", "/static/x.js", "/enter?key=x", "/pair"])
def test_a_page_s_quiet_get_is_refused(server: RunningServer, site: str, path: str) -> None:
    reply = server.ask("GET", path, headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", **server.enter()})
    assert reply.status == 403


def test_no_web_origin_ever_gets_a_cors_header(server: RunningServer) -> None:
    for method in ("OPTIONS", "GET", "POST"):
        reply = server.ask(
            method,
            "/v1/check",
            headers={
                "Origin": "https://shop.example",
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
                "Access-Control-Request-Private-Network": "true",
            },
        )
        assert reply.status == 403
        assert not any(name.startswith("access-control") for name in reply.headers)


def test_a_paired_extension_gets_its_preflight_and_its_own_origin_back(server: RunningServer) -> None:
    token = server.pair_extension(EXTENSION)
    preflight = server.ask(
        "OPTIONS",
        "/v1/check",
        headers={
            "Origin": EXTENSION,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type",
        },
    )
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-origin"] == EXTENSION
    assert "Authorization" in preflight.headers["access-control-allow-headers"]
    reply = server.ask("POST", "/v1/check", {"text": "Hello"}, token=token, headers={"Origin": EXTENSION})
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == EXTENSION
    assert reply.headers["vary"] == "Origin"


def test_our_own_origin_is_the_address_that_was_asked(server: RunningServer) -> None:
    session = server.enter()
    own = {"Origin": f"http://127.0.0.1:{server.port}", "Sec-Fetch-Site": "same-origin", **session}
    assert server.ask("POST", "/v1/check", {"text": "Hello"}, headers=own).status == 200
    other_name = {**own, "Origin": f"http://localhost:{server.port}"}
    assert server.ask("POST", "/v1/check", {"text": "Hello"}, headers=other_name).status == 403
    assert (
        server.ask("POST", "/v1/check", {"text": "Hello"}, headers={**own, "Sec-Fetch-Site": "same-site"}).status == 403
    )


# Tokens


@pytest.mark.parametrize(
    "credentials",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer softsell_0123456789abcdef_" + "A" * 43,
        "Bearer softsell_../../../../etc_" + "A" * 43,
        "Basic {token}",
        "{token}",
        "Bearer {token}x",
        "Bearer {token}, Bearer {token}",
        "Bearer {half}",
    ],
)
@pytest.mark.parametrize(
    "path", ["/v1/check", "/v1/rules", "/v1/packs", "/v1/fix", "/v1/links", "/v1/nothing", "/v2/check"]
)
def test_without_a_token_there_is_nothing(server: RunningServer, credentials: str | None, path: str) -> None:
    headers = {}
    if credentials is not None:
        headers["Authorization"] = credentials.format(token=server.owner, half=server.owner[:-1])
    reply = server.ask("POST", path, {"text": "Hello"}, headers=headers)
    assert reply.status == 401
    assert reply.headers["www-authenticate"].startswith("Bearer")


def test_a_foreign_cookie_of_the_same_name_does_no_harm(server: RunningServer) -> None:
    # Programs at other ports of the computer may set one, and browsers send all.
    session = server.enter()
    name = session["Cookie"].partition("=")[0]
    for cookies in (
        f"{name}=foreign; {session['Cookie']}",
        f"{session['Cookie']}; {name}=foreign",
        f"{name}; {session['Cookie']}",
    ):
        assert server.ask("GET", "/v1/rules", headers={**session, "Cookie": cookies}).status == 200
        assert server.ask("GET", "/pair", headers={"Cookie": cookies}).status == 200
    assert server.ask("GET", "/v1/rules", headers={**session, "Cookie": f"{name}=foreign; {name}=other"}).status == 401


def test_without_a_token_even_the_wrong_content_type_and_a_huge_body_get_401(server: RunningServer) -> None:
    assert server.ask("POST", "/v1/check", b"text=hello", headers={"Content-Type": "text/plain"}).status == 401
    with Wire(server.port) as wire:
        wire.send(head(server, "POST /v1/check HTTP/1.1", "Content-Length: 99999999999"))
        assert wire.status() == 401


def test_a_token_works_from_its_own_origin_only(server: RunningServer) -> None:
    token = server.pair_extension(EXTENSION)
    other = server.pair_extension(OTHER_EXTENSION)
    body = {"text": "Hello"}
    assert server.ask("POST", "/v1/check", body, token=token, headers={"Origin": EXTENSION}).status == 200
    assert server.ask("POST", "/v1/check", body, token=other, headers={"Origin": EXTENSION}).status == 403
    assert server.ask("POST", "/v1/check", body, token=token, headers={"Origin": OTHER_EXTENSION}).status == 403
    assert server.ask("POST", "/v1/check", body, token=token).status == 403
    assert server.ask("POST", "/v1/check", body, token=server.owner, headers={"Origin": EXTENSION}).status == 403
    # Browsers send no Origin with an extension's GET.
    assert server.ask("GET", "/v1/rules", token=token, headers={"Sec-Fetch-Site": "cross-site"}).status == 200


def test_a_revoked_token_is_refused_at_once(server: RunningServer) -> None:
    record, token = server.services.tokens.create("a script", "script")
    assert server.check(token=token).status == 200
    assert server.services.tokens.revoke(record.id)
    assert server.check(token=token).status == 401


@pytest.mark.parametrize("path", ["/v1/pair/approve", "/v1/pair/deny", "/v1/links"])
def test_a_client_may_not_act_for_the_user(server: RunningServer, path: str) -> None:
    _, token = server.services.tokens.create("a script", "script")
    reply = server.ask("POST", path, {"code": "AAA-AAA"} if "pair" in path else {}, token=token)
    assert (reply.status, problem(reply)) == (403, "not-allowed")
    assert server.ask("GET", "/v1/pair/requests", token=token).status == 403


# Paths: authorised as they came over the wire.


@pytest.mark.parametrize(
    "path",
    [
        "//v1/check",
        "/v1//check",
        "/v1/./check",
        "/v1/health/../check",
        "/static/../v1/check",
        "/static/%2e%2e/v1/check",
        "/static/..%2fv1/check",
        "/static/..\\v1\\check",
        "/v1%2fcheck",
        "/%76%31/check",
        "/V1/check",
        "/v1/CHECK",
        "/v1/check/",
        "/v1/check;x=/v1/health",
        "/v1/check%00",
        "/v1/check%20",
        "/v1/health%2f..%2fcheck",
        "/v1/pair/poll/../../check",
        "/static/x.js/../../v1/rules",
        "/pages/../own_pages.py",
        "/static/%2e%2e/serve.py",
        "*",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_spelling_of_a_path_gets_around_the_token(server: RunningServer, path: str, method: str) -> None:
    with Wire(server.port) as wire:
        wire.send(head(server, f"{method} {path} HTTP/1.1", "Content-Type: application/json", "Content-Length: 0"))
        assert wire.status() == 401
    with Wire(server.port) as wire:
        authorised = f"Authorization: Bearer {server.owner}"
        wire.send(
            head(server, f"{method} {path} HTTP/1.1", "Content-Type: application/json", "Content-Length: 0", authorised)
        )
        assert wire.status() == 404


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/docs/", "/docs"),
        ("/docs/rules/", "/docs/rules"),
        ("/feed/", "/feed"),
        ("/pair/", "/pair"),
    ],
)
def test_a_slash_too_many_leads_to_the_page(server: RunningServer, path: str, page: str) -> None:
    reply = server.ask("GET", path)
    assert (reply.status, reply.headers["location"]) == (307, page)


@pytest.mark.parametrize(("path", "page"), LEADS.items())
def test_a_guessed_address_leads_to_the_page(server: RunningServer, path: str, page: str) -> None:
    for asked in (path, f"{path}?from=bar"):
        reply = server.ask("GET", asked)
        assert (reply.status, reply.headers["location"]) == (307, page)
    assert server.ask("GET", page.partition("#")[0]).status in (200, 503)
    assert server.ask("GET", f"{path}/").headers["location"] == path


def test_a_link_of_another_page_leads_to_none_of_ours_by_itself(server: RunningServer) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    reply = server.ask("GET", "/settings", headers=headers)
    assert (reply.status, reply.headers.get("location")) == (403, None)
    assert "/settings" in reply.body.decode()


def test_the_pages_are_those_of_the_menu() -> None:
    menu = (Path(__file__).parents[2] / "extension/src/playground/page.html").read_text()
    links = {path.removeprefix("."): name for path, name in re.findall(r'<a href="([^"]+)">([^<]+)</a>', menu)}
    assert {path: name for path, name in PAGES.items() if path != "/pair"} == links


@pytest.mark.parametrize("path", ["/shop", "/Docs", "/v1/check/", "//evil.example/", "/favicon.ico", "/enter/"])
def test_who_mistypes_an_address_gets_a_page(server: RunningServer, path: str) -> None:
    reply = server.ask("GET", path, headers={"Sec-Fetch-Dest": "document"})
    assert reply.status == 404
    assert "location" not in reply.headers
    assert "There's no such page" in reply.body.decode()
    assert all(f'<a href="{page}">{name}</a>' in reply.body.decode() for page, name in PAGES.items())
    # Browsers before 2023 send no Sec-Fetch headers.
    assert server.ask("GET", path, headers={"Accept": "text/html,*/*;q=0.8"}).body == reply.body
    program = server.ask("GET", path, headers={"Accept": "*/*"})
    assert (program.status, problem(program)) == (401, "unauthorised")


# Content type


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
     "application/json; charset=utf-16", "application/json, text/plain", "application/jsonx"],
)  # fmt: skip
def test_what_is_not_json_is_refused(server: RunningServer, kind: str) -> None:
    reply = server.ask("POST", "/v1/check", b'{"text": "Hello"}', token=server.owner, headers={"Content-Type": kind})
    assert (reply.status, problem(reply)) == (415, "not-json")
    assert server.ask("POST", "/v1/pair", b'{"name": "x"}', headers={"Content-Type": kind}).status == 415


@pytest.mark.parametrize(
    "kind", ["application/json", "Application/JSON; charset=UTF-8", 'application/json; charset="utf-8"']
)
def test_json_may_say_its_charset(server: RunningServer, kind: str) -> None:
    reply = server.ask("POST", "/v1/check", b'{"text": "Hello"}', token=server.owner, headers={"Content-Type": kind})
    assert reply.status == 200


# Sizes


def test_a_body_that_says_it_is_huge_is_refused_unread(server: RunningServer) -> None:
    with Wire(server.port) as wire:
        wire.send(
            head(server, "POST /v1/check HTTP/1.1", f"Authorization: Bearer {server.owner}",
                 "Content-Type: application/json", "Content-Length: 10000000000")
        )  # fmt: skip
        assert wire.status() == 413


def test_a_body_that_turns_out_huge_in_chunks_is_refused(server: RunningServer) -> None:
    with Wire(server.port) as wire:
        wire.send(
            head(server, "POST /v1/check HTTP/1.1", f"Authorization: Bearer {server.owner}",
                 "Content-Type: application/json", "Transfer-Encoding: chunked")
        )  # fmt: skip
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        for _ in range(17):
            wire.send(chunk)
        assert wire.status() == 413


def test_a_large_body_sent_whole_still_reads_its_413(server: RunningServer) -> None:
    assert server.ask("POST", "/v1/check", b" " * (body_limits.MAX_BODY + 1), token=server.owner).status == 413
    assert server.ask("POST", "/v1/pair", b" " * (body_limits.MAX_PUBLIC_BODY + 1)).status == 413


@pytest.mark.parametrize(
    "flood",
    [
        [f"X-{number}: a" for number in range(100)],
        ["X-Long: " + "a" * (header_limits.MAX_HEADER_BYTES + 1)],
        ["Cookie: " + "a=b; " * 2_500],
    ],
)
def test_a_flood_of_headers_is_refused(server: RunningServer, flood: list[str]) -> None:
    with Wire(server.port) as wire:
        wire.send(head(server, "GET /v1/health HTTP/1.1", *flood))
        assert wire.status() == 431


def test_a_head_without_end_is_cut_off(server: RunningServer) -> None:
    with Wire(server.port) as wire:
        wire.send(b"GET /v1/health HTTP/1.1\r\n" + b"X: " + b"a" * (http_protocol.MAX_HEAD_BYTES + 10))
        assert wire.status() == 400


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"hello\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        b"POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_as_a_problem(server: RunningServer, garbage: bytes) -> None:
    with Wire(server.port) as wire:
        wire.send(garbage)
        answer = wire.read()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in answer
    assert server.ask("GET", "/v1/health").status == 200


@pytest.mark.parametrize("line", [b"GET /v1/health HTTP/9.9", b"PRI * HTTP/2.0"])
def test_another_http_without_a_host_is_misdirected(server: RunningServer, line: bytes) -> None:
    with Wire(server.port) as wire:
        wire.send(line + b"\r\n\r\n")
        assert wire.status() == 421


def test_templates_are_no_files_to_fetch(server: RunningServer) -> None:
    assert server.ask("GET", "/pages/pair.js").status == 200
    assert server.ask("GET", "/pages/pair.html").status == 401


def test_a_broken_chunk_ends_the_request_without_an_answer_to_it(server: RunningServer) -> None:
    with Wire(server.port) as wire:
        wire.send(
            head(server, "POST /v1/check HTTP/1.1", f"Authorization: Bearer {server.owner}",
                 "Content-Type: application/json", "Transfer-Encoding: chunked") + b"zz\r\n"
        )  # fmt: skip
        assert wire.status() == 400


def test_a_body_cannot_smuggle_a_second_request(server: RunningServer) -> None:
    smuggled = head(server, "GET /v1/rules HTTP/1.1")
    with Wire(server.port) as wire:
        wire.send(
            head(server, "POST /v1/pair HTTP/1.1", "Content-Type: application/json", "Content-Length: 4",
                 "Transfer-Encoding: chunked", "Connection: close") + b"0\r\n\r\n" + smuggled
        )  # fmt: skip
        answer = wire.read()
    assert b'"rules"' not in answer


# Time


@pytest.fixture
def hasty(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningServer]:
    """A server that waits for nobody."""
    monkeypatch.setattr(http_protocol.GuardedProtocol, "head_seconds", 0.3)
    monkeypatch.setattr(http_protocol.GuardedProtocol, "write_seconds", 0.3)
    monkeypatch.setattr(body_limits.BodyLimits.__init__, "__kwdefaults__", {"seconds": 0.3})
    with start(tmp_path / "state") as running:
        yield running


def test_a_head_in_drips_is_cut_off(hasty: RunningServer) -> None:
    with Wire(hasty.port) as wire:
        for byte in b"GET /v1":
            wire.send(bytes([byte]))
        assert wire.status() == 408


def test_a_connection_that_says_nothing_is_closed(hasty: RunningServer) -> None:
    with Wire(hasty.port) as wire:
        assert wire.status() is None


def test_a_body_in_drips_is_cut_off(hasty: RunningServer) -> None:
    for headers in (["Content-Length: 100"], ["Transfer-Encoding: chunked"]):
        with Wire(hasty.port) as wire:
            wire.send(
                head(hasty, "POST /v1/check HTTP/1.1", f"Authorization: Bearer {hasty.owner}",
                     "Content-Type: application/json", *headers)
            )  # fmt: skip
            assert wire.status() == 408


def test_a_refused_body_may_not_go_on_for_ever(hasty: RunningServer) -> None:
    with Wire(hasty.port) as wire:
        wire.send(head(hasty, "POST /v1/check HTTP/1.1", "Content-Length: 1000000"))
        assert wire.status() == 401
        with pytest.raises(OSError):  # noqa: PT011 — reset or broken pipe, as the system likes
            wire.drip_for(10)
    assert hasty.ask("GET", "/v1/health").status == 200


def test_an_answer_must_be_taken_in_time(hasty: RunningServer) -> None:
    with Wire(hasty.port, receive_buffer=4_096) as wire:
        wire.send(rules_request(hasty) * 3)
        wire.must_be_cut()
    assert hasty.check().status == 200


def test_few_bytes_of_requests_may_wait_behind_another_one(server: RunningServer) -> None:
    with Wire(server.port, receive_buffer=4_096) as wire:
        wire.send(rules_request(server))
        with suppress(OSError):
            wire.send(b"GET /v1/health HTTP/1.1\r\n" * 3_000)
        wire.must_be_cut()
    assert server.check().status == 200


def test_head_and_body_of_an_answer_are_written_at_once() -> None:
    connection = http_protocol.OneWrite(h11.SERVER)
    for body in (b"bread", b""):
        connection.receive_data(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert isinstance(connection.next_event(), h11.Request)
        assert isinstance(connection.next_event(), h11.EndOfMessage)
        interim = connection.send(h11.InformationalResponse(status_code=103, headers=[], reason="Early Hints"))
        assert interim == b"HTTP/1.1 103 Early Hints\r\n\r\n"
        head = h11.Response(status_code=200, headers=[("content-length", str(len(body)))], reason="OK")
        assert connection.send(head) == b""
        assert connection.send(h11.Data(body)) == b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)
        assert connection.send(h11.EndOfMessage()) == b""
        connection.start_next_cycle()


def test_a_few_pipelined_requests_are_answered_in_order(server: RunningServer) -> None:
    """The large answers don't fit the system's buffers, so each waits for the one before it."""
    with Wire(server.port, receive_buffer=4_096) as wire:
        wire.send(rules_request(server) * 5 + head(server, "GET /v1/health HTTP/1.1", "Connection: close"))
        answers = wire.read()
    assert answers.count(b"HTTP/1.1 200") == 6
    assert answers.count(b'{"rules":') == 5
    assert answers.endswith(b'{"product":"softsell","protocol":1}')


def test_answers_that_nobody_reads_have_one_bound_together(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_protocol.GuardedProtocol, "max_unsent", 1)
    monkeypatch.setattr(http_protocol.GuardedProtocol, "write_seconds", 1_000)
    with start(tmp_path / "state") as server, ExitStack() as held:
        wires = [held.enter_context(Wire(server.port, receive_buffer=4_096)) for _ in range(8)]
        for wire in wires:
            wire.send(rules_request(server))
            assert wire.status() == 200
        for wire in wires[:-1]:
            wire.must_be_cut()
        assert server.check().status == 200


def half_a_head(server: RunningServer) -> bytes:
    return b"GET /v1/he"


def half_a_body(server: RunningServer) -> bytes:
    return head(server, "GET /v1/health HTTP/1.1", "Content-Length: 100") + b"x"


def a_whole_request(server: RunningServer) -> bytes:
    return head(server, "GET /v1/health HTTP/1.1")


def rules_request(server: RunningServer) -> bytes:
    """A request for an answer that is larger than what the system holds of it."""
    return head(server, "GET /v1/rules HTTP/1.1", f"Authorization: Bearer {server.owner}")


@pytest.mark.parametrize("said", [half_a_head, half_a_body, a_whole_request, rules_request])
def test_holding_connections_keeps_nobody_out(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[[RunningServer], bytes]
) -> None:
    monkeypatch.setattr(http_protocol.GuardedProtocol, "max_connections", 20)
    with start(tmp_path / "state") as server, ExitStack() as held:
        for _ in range(40):
            wire = held.enter_context(Wire(server.port, receive_buffer=4_096))
            wire.send(said(server))
            if said in (a_whole_request, rules_request):
                assert wire.status() == 200
        assert [server.check().status for _ in range(5)] == [200] * 5


def test_without_a_token_a_body_is_small(server: RunningServer) -> None:
    assert server.ask("GET", "/v1/health", b" " * (body_limits.MAX_PUBLIC_BODY + 1)).status == 413
    assert server.ask("GET", "/v1/rules", b" " * (body_limits.MAX_PUBLIC_BODY + 1), token=server.owner).status == 200


# What every answer carries


@pytest.mark.parametrize("path", ["/", "/v1/health", "/v1/check", "/pair", "/pages/pair.js", "/nothing"])
def test_no_answer_may_be_framed_sniffed_or_kept(server: RunningServer, path: str) -> None:
    headers = server.ask("GET", path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] in ("no-store", "no-cache")
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers
