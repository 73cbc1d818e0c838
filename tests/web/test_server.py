"""Running the server: starting it, what can be in the way, the thin client, reloading, the log, the service, the doctor."""

from __future__ import annotations

import http.client
import json
import os
import plistlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import platformdirs
import pytest
from click.testing import CliRunner

from softsell import __version__
from softsell.cli.answer_as_server import answer
from softsell.cli.commands.service import service as service_command
from softsell.client import connection as client
from softsell.client.command import Command
from softsell.client.fingerprint import fingerprint
from softsell.client.own_command import own_command
from softsell.client.proof import parse_challenge, token_id_of
from softsell.client.running import RUNNING, read_addresses, state_folder
from softsell.config.config import Config
from softsell.config.load import read_config
from softsell.config.locate import user_config_path
from softsell.diagnostics import Diagnostic
from softsell.engine.engine import Engine
from softsell.errors import ServerError, UsageError
from softsell.platforms import PLATFORMS
from softsell.user_folders import cache_path, settings_path
from softsell.web import checkups, login_service
from softsell.web.login_service.launchd import LaunchdAgent
from softsell.web.login_service.steps import Answer, Call
from softsell.web.login_service.systemd import SystemdUnit
from softsell.web.login_service.windows import WindowsTask
from softsell.web.pairing.token_store import TokenStore
from softsell.web.port import open_port
from softsell.web.reload import LiveSetup

if TYPE_CHECKING:
    from tests.web.conftest import RunningServer, Start

POST = "Last chance! Buy now before it's gone."
PACK = "name: mine\nversion: 1.0.0\ndescription: Words we avoid.\nlicense: MIT\nlanguage: en\n"
RULE = (
    "- id: avoid\n  kind: phrase\n  message: We don't say “{match}”.\n  why: It is not our voice.\n"
    "  patterns: [%s]\n  examples:\n    bad: ['It is [[%s]] here']\n    good: ['It is open here']\n"
)


def command(*arguments: str, **changes: Any) -> Command:
    """A check of POST, typed in a folder that has nothing to do with it."""
    contents = {"post.txt": POST.encode()}
    typed: dict[str, Any] = {"folder": str(Path.cwd()), "settings_folder": settings_path(), "contents": contents}
    terminal = {"color": False, "width": 80, "unicode": True}
    return Command(arguments, **{**typed, **terminal, **changes})


def command_body(*arguments: str) -> dict[str, Any]:
    """What the command line sends for ``command``."""
    body: dict[str, Any] = json.loads(command(*arguments).to_json())
    return body


@pytest.fixture
def own(home: Path, start: Start) -> Iterator[RunningServer]:
    """This user's own server."""
    with start(home / "state" / "softsell") as running:
        yield running


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.5", "softsell.example", "127.0.0.2"])
def test_only_this_computer_is_listened_on(host: str) -> None:
    with pytest.raises(UsageError, match="only listens on this computer"):
        open_port(host, 0)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_is_a_port(port: int) -> None:
    with pytest.raises(UsageError, match="1 to 65535"):
        open_port("127.0.0.1", port)


def test_localhost_is_the_address_that_clients_use() -> None:
    with open_port("localhost", 0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_ipv6_works_too(start: Start, tmp_path: Path) -> None:
    try:
        open_port("::1", 0).close()
    except ServerError:
        pytest.skip("this computer has no IPv6 loopback")
    with start(tmp_path, host="::1") as running, socket.create_connection(("::1", running.port)) as wire:
        wire.sendall(f"GET /v1/health HTTP/1.1\r\nHost: [::1]:{running.port}\r\nConnection: close\r\n\r\n".encode())
        assert wire.recv(100).startswith(b"HTTP/1.1 200")
        assert running.services.address == f"[::1]:{running.port}"


def test_a_second_server_is_told_apart_from_another_program(own: RunningServer) -> None:
    with pytest.raises(ServerError, match="already running"):
        open_port("127.0.0.1", own.port)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(ServerError, match="Another program"):
            open_port("127.0.0.1", silent.getsockname()[1])


def test_the_command_line_asks_the_server(own: RunningServer) -> None:
    connection = client.connect(own.port)
    assert connection is not None
    with connection:
        done = connection.run(command("post.txt", "--isolated", "--platform", "x", "--format", "concise"))
        assert done is not None
        output, status = done
        assert status == 1
        assert "post.txt:1:" in output
        assert "pushiness/" in output


@pytest.mark.parametrize(
    "arguments",
    [
        ("post.txt", "--isolated", "--ignore", "questions"),  # other settings
        ("post.txt", "--isolated", "--select", "nonsense"),
        ("post.txt", "--isolated", "--format", "nonsense"),
        ("post.txt", "--isolated", "--fix"),
        ("post.txt", "--isolated", "--watch"),
        ("post.txt", "--isolated", "--baseline", "known.json"),
        ("post.txt", "--config", "/dev/stdin"),  # which is another one there
        ("post.txt", "other.txt", "--isolated"),  # whose content was not sent
        ("other.txt", "--isolated"),
        ("--isolated",),
        ("--help",),
    ],
)
def test_what_the_server_can_not_do_is_left_to_the_command_line(own: RunningServer, arguments: tuple[str, ...]) -> None:
    connection = client.connect(own.port)
    assert connection is not None
    with connection:
        assert connection.run(command(*arguments)) is None
        assert connection.run(command("post.txt", "--isolated")) is not None, "the connection goes on"


def test_help_is_not_shown_where_the_server_runs(own: RunningServer, capfd: pytest.CaptureFixture[str]) -> None:
    connection = client.connect(own.port)
    assert connection is not None
    with connection:
        assert connection.run(command("post.txt", "--help")) is None
    assert capfd.readouterr().out == ""


def test_a_server_starts_no_processes_for_a_command(own: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    # A fork would take over what the server's other threads hold, and the port.
    monkeypatch.setattr("os.fork", lambda: pytest.fail("a server forked"))
    many = "\n---\n".join(["Hurry in."] * 300)
    few = "\n---\n".join(["Hurry in."] * 30)
    connection = client.connect(own.port)
    assert connection is not None
    with connection:
        assert connection.run(command("p.txt", "-j", "4", "--isolated", contents={"p.txt": few.encode()})) is not None
        assert connection.run(command("p.txt", "-j", "4", "--isolated", contents={"p.txt": many.encode()})) is None


def test_a_busy_server_is_not_waited_for(own: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()
    monkeypatch.setattr("softsell.cli.answer_as_server.Run", lambda *_, **__: free.wait(20))
    monkeypatch.setattr(client, "COMMAND_SECONDS", 0.1)
    connection = client.connect(own.port)
    assert connection is not None
    with connection:
        assert connection.run(command("post.txt", "--isolated")) is None
    assert not free.is_set()
    free.set()


def test_the_user_s_own_settings_are_those_of_who_types(own: RunningServer, tmp_path: Path) -> None:
    assert settings_path() == str(user_config_path().parent)
    connection = client.connect(own.port)
    assert connection is not None
    with connection:
        assert connection.run(command("post.txt", settings_folder=str(tmp_path))) is None


def test_doubts_about_a_pack_are_told_by_the_command_line() -> None:
    engine = Engine()
    settings = fingerprint(engine.config)
    asked = command("post.txt", "--isolated")
    assert answer(asked, engine, settings) is not None
    engine.warnings = (Diagnostic("pack.yml", 1, 1, "An example fails with this model."),)
    assert answer(asked, engine, settings) is None


def test_only_the_owner_runs_commands(own: RunningServer) -> None:
    body = command_body("post.txt", "--isolated")
    assert own.ask("POST", "/v1/command", body, token=own.owner).status == 200
    assert own.ask("POST", "/v1/command", body).status == 401
    extension = {"Origin": "chrome-extension://abcdefghijklmnopabcdefghijklmnop"}
    assert own.ask("POST", "/v1/command", body, token=own.pair_extension(), headers=extension).status == 403
    assert own.ask("POST", "/v1/command", body, headers=own.enter()).status == 403


def test_a_command_is_answered_as_json_or_as_text(own: RunningServer) -> None:
    body = command_body("post.txt", "--isolated")
    as_json = own.ask("POST", "/v1/command", body, token=own.owner)
    as_text = own.ask("POST", "/v1/command", body, token=own.owner, headers={"Accept": "text/plain"})
    assert as_text.headers["content-type"] == "text/plain; charset=utf-8"
    assert as_text.headers["softsell-exit-status"] == str(as_json.json["status"]) == "1"
    assert as_text.body.decode() == as_json.json["output"]


@pytest.mark.parametrize(
    "name", ["plain.txt", 'say "hi".txt', "back\\slash", "tab\t", "caf\u00e9", "\udcff.txt", "\x7f", ""]
)
def test_any_name_is_sent_as_it_is(name: str) -> None:
    sent = json.loads(command(name, folder=name, contents={name: b"\0\xff"}).to_json())
    assert sent["arguments"] == [name]
    assert sent["folder"] == name
    assert sent["contents"] == {name: "AP8="}


def test_commands_are_bounded(own: RunningServer) -> None:
    def status(**changes: object) -> int:
        return own.ask("POST", "/v1/command", {**command_body("post.txt"), **changes}, token=own.owner).status

    assert status(contents={"post.txt": "A" * 60_000}) == 413
    assert status(contents={"post.txt": "not base64!"}) == 400
    assert status(arguments=["post.txt"] * 65) == 400
    assert status(folder="not/absolute") == 409


_ID, _SECRET = "0123456789abcdef", "A" * 40 + "z_-"


@pytest.mark.parametrize(
    ("token", "token_id"),
    [
        (f"softsell_{_ID}_{_SECRET}", _ID),
        (f"softsell_{_ID.upper()}_{_SECRET}", None),
        (f"softsell_{_ID}0_{_SECRET}", None),
        (f"softsell_{_ID}_{_SECRET}\n", None),
        (f"softsell_{_ID}_{_SECRET[1:]}", None),
        (f"softsell_{_ID}_{_SECRET[1:]}\u00e9", None),
        (f"_{_ID}_{_SECRET}", None),
        (f"softsell_{_ID}", None),
        ("", None),
    ],
)
def test_what_is_not_a_token_has_no_id(token: str, token_id: str | None) -> None:
    assert token_id_of(token) == token_id
    challenge = token.removeprefix("softsell_").replace("_", ".", 1)
    assert parse_challenge(challenge) == ((_ID, _SECRET) if token_id else None)


def test_no_server_means_no_answer(home: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert client.connect(unused.getsockname()[1]) is None
    assert client.connect_to_running() is None


def test_a_program_on_our_port_learns_nothing(home: Path, start: Start) -> None:
    # Another user's server on the port: it does not know this user's pairing, so it sees neither token nor draft.
    TokenStore().owner_token()
    with start(home / "another user") as squatter:
        assert client.connect(squatter.port) is None
        assert {answer[1] for answer in squatter.answers} == {"/v1/health"}


def test_a_silent_program_on_our_port_does_not_hang_a_client(home: Path) -> None:
    TokenStore().owner_token()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert client.connect(silent.getsockname()[1]) is None


@pytest.mark.parametrize(
    "head",
    [
        "HTTP/1.1 200 OK\r\nContent-Length: " + "9" * 5_000,  # more digits than Python reads
        "HTTP/1.1 200 OK\r\nContent-Length: 999999999",
        "HTTP/1.1 200 OK",
        "HTTP/1.1",
        "SSH-2.0-OpenSSH_9.6",
    ],
)
def test_what_another_program_answers_does_no_harm(home: Path, head: str) -> None:
    TokenStore().owner_token()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        def reply() -> None:
            for _ in range(2):
                caller, _ = other.accept()
                with caller:
                    caller.recv(4096)
                    caller.sendall(f"{head}\r\n\r\n".encode())

        thread = threading.Thread(target=reply, daemon=True)
        thread.start()
        assert client.connect(port) is None
        assert not client.says_softsell("127.0.0.1", port)
        thread.join(timeout=10)


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("127.0.0.1 7355", ("127.0.0.1", 7355)),
        ("::1 7355", ("::1", 7355)),
        ("example.org 7355", None),
        ("0.0.0.0 7355", None),
        ("127.0.0.1 99999", None),
        ("127.0.0.1 " + "9" * 5_000, None),
        ("", None),
    ],
)
def test_the_command_line_calls_this_computer_only(tmp_path: Path, line: str, address: tuple[str, int] | None) -> None:
    (tmp_path / "running").mkdir()
    (tmp_path / "running" / "7355").write_text(f"{line}\n")
    assert read_addresses(tmp_path) == ([] if address is None else [address])


class Impostor(BaseHTTPRequestHandler):
    """Says that it is softsell, and can't prove it."""

    def do_GET(self) -> None:
        body = b'{"product":"softsell","protocol":1}'
        self.send_response(200)
        self.send_header("Softsell-Version", __version__)
        self.send_header("Softsell-Proof", "A" * 43)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def impostor(home: Path) -> Iterator[int]:
    """The port of a program that says it is softsell."""
    TokenStore().owner_token()
    with ThreadingHTTPServer(("127.0.0.1", 0), Impostor) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield httpd.server_port
        httpd.shutdown()


def test_an_impostor_is_not_taken_for_the_running_server(impostor: int) -> None:
    with pytest.raises(ServerError, match=r"Another program is using .* calls itself softsell, but isn't yours"):
        open_port("127.0.0.1", impostor)
    assert client.says_softsell("127.0.0.1", impostor)
    assert not client.is_own_server("127.0.0.1", impostor)
    assert not login_service.status(impostor).running
    checks = told(checkups.check_server(Config(port=impostor)))
    assert checks["server"].ok is False
    assert "Another program" in checks["server"].message


def test_a_server_of_another_version_is_still_the_user_s_own(
    own: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "__version__", "0.0.1")
    assert client.connect(own.port) is None
    assert client.is_own_server("127.0.0.1", own.port)
    with pytest.raises(ServerError, match="already running"):
        open_port("127.0.0.1", own.port)
    assert "another version" in told(checkups.check_server(Config(port=own.port)))["server"].message


@pytest.mark.parametrize("said", [None, "", " ", "/srv/mine", "/srv/mine/", "relative"])
def test_folders_are_where_the_platform_wants_them(said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        if said is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, said)
    assert state_folder() == Path(platformdirs.user_state_dir("softsell", appauthor=False))
    assert Path(settings_path()) == Path(platformdirs.user_config_dir("softsell", appauthor=False))
    assert Path(cache_path()) == Path(platformdirs.user_cache_dir("softsell", appauthor=False))


def test_the_client_imports_nothing_heavy() -> None:
    script = (
        "import sys, softsell.client.connection\n"
        "heavy = 'pydantic starlette uvicorn spacy textstat asyncio re2 click http.client dataclasses'.split()\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_second_start_says_where_the_first_one_is(own: RunningServer) -> None:
    with pytest.raises(ServerError, match="already running") as refused:
        open_port("127.0.0.1", own.port)
    link = str(refused.value).rpartition(" ")[2]
    assert own.ask("GET", link.partition(str(own.port))[2]).status == 200


def test_the_fingerprint_is_about_what_is_said_of_a_draft() -> None:
    assert fingerprint(Config(port=1, languagetool=True)) == fingerprint(Config())
    assert fingerprint(Config(ignore=("pushiness",))) != fingerprint(Config())


# Reloading


@pytest.fixture
def edited(home: Path, start: Start) -> Iterator[tuple[RunningServer, Path]]:
    """A server whose settings are in a file that tests edit, and that looks at it before each check."""
    file = home / "softsell.toml"
    file.write_text('ignore = ["questions"]\n')
    tick = iter(range(10**9))
    setup = LiveSetup(
        read_config(file), load_config=lambda: read_config(file), config_files=[file], clock=lambda: float(next(tick))
    )
    with start(home / "state" / "softsell", setup) as running:
        yield running, file


def rules_found(server: RunningServer) -> set[str]:
    return {finding["rule"].partition("/")[0] for finding in server.check(POST).json["findings"]}


def test_an_edit_is_in_use_at_the_next_check(edited: tuple[RunningServer, Path]) -> None:
    server, file = edited
    assert "pushiness" in rules_found(server)
    file.write_text('ignore = ["questions", "pushiness"]\n')
    assert "pushiness" not in rules_found(server)


def test_an_edit_is_in_use_at_the_next_check_of_a_server_that_is_prepared(edited: tuple[RunningServer, Path]) -> None:
    server, file = edited
    setup = server.services.setup
    assert not setup.is_ready(None, None)
    while setup.prepare_one():
        pass
    assert setup.is_ready(None, None)
    assert "pushiness" in rules_found(server)
    file.write_text('ignore = ["questions", "pushiness"]\n')
    assert not setup.is_ready(None, None)
    assert "pushiness" not in rules_found(server)
    assert not setup.is_ready(None, None)


def test_a_broken_edit_keeps_the_last_good_settings_and_says_so(edited: tuple[RunningServer, Path]) -> None:
    server, file = edited
    file.write_text('ignore = ["questions"\n')
    reply = server.check(POST)
    assert reply.status == 200
    assert any(finding["rule"].startswith("pushiness/") for finding in reply.json["findings"])
    server.check(POST)
    assert server.check(POST).headers["softsell-warning"] == "last-good-packs"
    problems = server.ask("GET", "/v1/packs", token=server.owner).json["problems"]
    assert problems[0]["path"].endswith("softsell.toml")
    assert problems[0]["line"] >= 1
    file.write_text("ignore = []\n")
    server.check(POST)
    assert "softsell-warning" not in server.check(POST).headers


def test_a_pack_of_the_user_s_is_reloaded(home: Path, start: Start) -> None:
    pack = home / "mine"
    pack.mkdir()
    (pack / "pack.yml").write_text(PACK)
    (pack / "words.yml").write_text(RULE % ("synergy", "synergy"))
    tick = iter(range(10**9))
    setup = LiveSetup(Config(packs=(str(pack),)), clock=lambda: float(next(tick)))
    with start(home / "state" / "softsell", setup) as server:

        def finds(text: str) -> bool:
            return any(finding["rule"] == "mine/avoid" for finding in server.check(text).json["findings"])

        assert finds("Feel the synergy at our market stall.")
        (pack / "words.yml").write_text(RULE % ("leverage", "leverage"))
        assert finds("We leverage our oven for bread.")
        (pack / "words.yml").write_text("- id: [")
        assert finds("We leverage our oven for bread.")
        assert server.ask("GET", "/v1/packs", token=server.owner).json["problems"]


def test_packs_are_looked_at_by_the_worker(home: Path) -> None:
    pack = home / "mine"
    pack.mkdir()
    (pack / "pack.yml").write_text(PACK)
    (pack / "words.yml").write_text(RULE % ("synergy", "synergy"))
    now = 0.0
    setup = LiveSetup(Config(packs=(str(pack),)), clock=lambda: now)
    while setup.prepare_one():
        pass
    assert setup.is_ready(None, None)
    now = 10.0
    assert not setup.is_ready(None, None)
    setup.current()
    assert setup.is_ready(None, None)


def test_a_prepared_server_runs_a_short_check_in_its_event_loop(
    home: Path, start: Start, server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = LiveSetup(Config(), clock=time.monotonic)
    while setup.prepare_one():
        pass
    threads: list[str] = []
    engine_with = setup.engine_with

    def noted(settings: Any) -> Any:
        threads.append(threading.current_thread().name)
        return engine_with(settings)

    monkeypatch.setattr(setup, "engine_with", noted)
    with start(home / "state" / "softsell", setup) as prepared:

        def thread_of(text: str, **more: Any) -> str:
            assert prepared.check(text, **more).json == server.check(text, **more).json
            return threads[-1]

        def wait_for_rest() -> None:
            while thread_of(POST) == "softsell-checks":
                pass

        for more in ({"markup": "markdown"}, {"worth": True}, {"explain": True}):
            wait_for_rest()
            assert thread_of(POST, **more) == "softsell-checks"
        wait_for_rest()
        assert thread_of("We bake our bread at five. " * 60) == "softsell-checks"
        # The first check with settings and for a platform compiles the rules.
        for platform in (None, "linkedin"):
            asked: dict[str, Any] = {"settings": {"audience": "experts"}, "platform": platform}
            wait_for_rest()
            assert thread_of(POST, **asked) == "softsell-checks"
            wait_for_rest()
            assert thread_of(POST, **asked) == threads[-2] != "softsell-checks"


def test_a_command_sees_an_edit_however_soon_it_follows(home: Path) -> None:
    file = home / "softsell.toml"
    file.write_text("")
    setup = LiveSetup(Config(), load_config=lambda: read_config(file), config_files=[file], clock=lambda: 0.0)
    file.write_text('ignore = ["questions"]\n')
    assert setup.current().config.ignore == ()
    assert setup.current(at_once=True).config.ignore == ("questions",)


def test_all_platforms_are_prepared_in_idle_time() -> None:
    setup = LiveSetup(Config(select=("self-focus",)), clock=time.monotonic)
    steps = 1
    while setup.prepare_one():
        steps += 1
    assert steps == 1 + len(PLATFORMS)
    assert not setup.prepare_one()


# The whole process


def start_process(home: Path, *arguments: str) -> tuple[subprocess.Popen[str], int]:
    script = (
        "from softsell.web.server import serve; import sys; "
        f"serve(port=0, {', '.join(arguments)} on_start=lambda s: print(s.address, s.link, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    shape = re.match(r"127\.0\.0\.1:(\d+) http://127\.0\.0\.1:\1/enter\?key=", first)
    assert shape, first + (process.stderr.read() if process.stderr else "")
    return process, int(shape[1])


def test_the_log_holds_no_draft_and_the_server_stops_gracefully(home: Path) -> None:
    process, port = start_process(home)
    secret = "butterscotchlullaby"
    try:
        deadline = time.monotonic() + 20
        while not client.is_own_server("127.0.0.1", port) and time.monotonic() < deadline:
            pass
        connection = client.connect(port)
        assert connection is not None
        with connection:
            for body in (
                {"text": f"{secret} sale ends tonight!!!", "reply_to": secret},
                {"text": secret, "platform": secret},
                {"text": secret, secret: secret},
                {"text": secret, "settings": {secret: secret, "ban": [f"{secret} (((", secret]}},
                {"text": secret, "settings": {"rules": {secret: {"add": ["("]}}}},
                {"text": f"{secret} \ud83d"},
                {"yaml": f"- id: {secret}\n  kind: [", "text": secret},
            ):
                path = "/v1/rules/try" if "yaml" in body else "/v1/check"
                status, _ = connection.ask("POST", path, body)
                assert status in (200, 400), status
        with socket.create_connection(("127.0.0.1", port)) as wire:
            wire.sendall(f"GET /v2/check?text={secret} HTTP/1.1\r\nHost: {secret}\r\n\r\n{secret}\r\n\r\n".encode())
            wire.recv(1000)
    finally:
        process.send_signal(signal.SIGTERM)
        out, log = process.communicate(timeout=20)
    assert secret not in out + log
    assert "Traceback" not in log
    assert process.returncode in (0, -signal.SIGTERM)


def stop(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> int:
    process.send_signal(number)
    process.communicate(timeout=20)
    return process.returncode


@pytest.mark.skipif(os.name != "posix", reason="these signals are POSIX's")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_a_server_that_is_told_to_stop_leaves_no_address(home: Path, number: str) -> None:
    process, port = start_process(home)
    assert read_addresses(state_folder()) == [("127.0.0.1", port)]
    assert stop(process, getattr(signal, number)) == 0
    assert read_addresses(state_folder()) == []
    assert list((state_folder() / "running").iterdir()) == []


def test_two_servers_do_not_take_each_other_s_address(home: Path) -> None:
    first, first_port = start_process(home)
    second, second_port = start_process(home)
    try:
        assert read_addresses(state_folder()) == [("127.0.0.1", second_port), ("127.0.0.1", first_port)]
    finally:
        stop(second)
    try:
        assert read_addresses(state_folder()) == [("127.0.0.1", first_port)]
        connection = client.connect_to_running()
        assert connection is not None
        connection.close()
    finally:
        stop(first)
    assert read_addresses(state_folder()) == []


def test_what_a_killed_server_left_is_passed_over_and_cleared_by_the_next(home: Path) -> None:
    killed, _ = start_process(home)
    living, port = start_process(home)
    try:
        killed.kill()
        killed.communicate(timeout=20)
        os.utime(next(path for path in (state_folder() / "running").iterdir() if path.name != str(port)))
        connection = client.connect_to_running()
        assert connection is not None
        connection.close()
        next_one, next_port = start_process(home)
        assert {found for _, found in read_addresses(state_folder())} == {port, next_port}
        stop(next_one)
    finally:
        stop(living)


# Opening the browser

BROWSER = """\
import json, os, pathlib, sys, urllib.parse
said, word = sys.argv[1:]
page = pathlib.Path(urllib.parse.unquote(word.removeprefix("file://")))
found = {"word": word, "page": page.read_text(), "mode": os.stat(page).st_mode & 0o777}
pathlib.Path(said + ".new").write_text(json.dumps(found))
os.replace(said + ".new", said)
"""


@pytest.fixture
def opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a browser notes what it was started with."""
    (home / "browser.py").write_text(BROWSER)
    monkeypatch.setenv("BROWSER", f"{sys.executable} {home / 'browser.py'} {home / 'opened.json'} %s")
    return home / "opened.json"


def wait_for(path: Path, *, gone: bool = False) -> None:
    deadline = time.monotonic() + 60
    while path.exists() is gone:
        assert time.monotonic() < deadline, f"{path} {'stays' if gone else 'does not come'}"


def fetch(link: str) -> int:
    connection = http.client.HTTPConnection(link.split("/")[2], timeout=20)
    # As a browser says it that comes from a file.
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    try:
        connection.request("GET", "/" + link.split("/", 3)[3], headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.skipif(os.name != "posix", reason="other systems start browsers otherwise")
@pytest.mark.parametrize("reason", ["--open", "pairing"])
def test_the_browser_is_started_without_a_secret(home: Path, opened: Path, reason: str) -> None:
    words = [sys.executable, "-m", "softsell", "serve", "--port", "0", *(["--open"] if reason == "--open" else [])]
    with subprocess.Popen(words, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().split("http://")[1].split(". ")[0]
            if reason == "pairing":
                asker = http.client.HTTPConnection(address, timeout=20)
                asker.request("POST", "/v1/pair", '{"name": "x"}', {"Content-Type": "application/json"})
                assert asker.getresponse().status == 200
                asker.close()
            wait_for(opened)
            found = json.loads(opened.read_text())
            assert found["word"].startswith("file://")
            assert "key=" not in found["word"]
            assert found["mode"] == 0o600
            file = Path(found["word"].removeprefix("file://"))
            assert file.parent == state_folder()
            link = found["page"].split('href="')[1].split('"')[0]
            assert fetch(link) == 200
            assert fetch(link) == 401
            wait_for(file, gone=True)
        finally:
            process.send_signal(signal.SIGTERM)
    assert process.returncode == 0


def test_a_page_that_does_not_open_is_told_in_the_log(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As a browser does that may not read the file: it starts, and never comes.
    monkeypatch.setenv("BROWSER", f"{sys.executable} -c pass %s")
    script = (
        "from softsell.web.server import serve\nfrom softsell.web.pairing import prompt\n"
        "prompt.SHOW_AGAIN_SECONDS = 0.1\n"
        "serve(port=0, on_start=lambda started: print(started.address, flush=True))"
    )
    words = [sys.executable, "-c", script]
    with subprocess.Popen(words, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            asker = http.client.HTTPConnection(process.stdout.readline().strip(), timeout=20)
            asker.request("POST", "/v1/pair", '{"name": "x"}', {"Content-Type": "application/json"})
            assert asker.getresponse().status == 200
            asker.close()
            said = process.stderr.readline()
        finally:
            process.send_signal(signal.SIGTERM)
    assert "run “softsell pair” in a terminal" in said
    assert "key=" not in said


def test_the_file_goes_with_the_server_if_nobody_used_it(home: Path, opened: Path) -> None:
    words = [sys.executable, "-m", "softsell", "serve", "--port", "0", "--open"]
    with subprocess.Popen(words, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(opened)
            file = Path(json.loads(opened.read_text())["word"].removeprefix("file://"))
            assert file.exists()
        finally:
            process.send_signal(signal.SIGTERM)
    assert not file.exists()


# An API without a token is no secret


def test_while_anyone_may_ask_without_a_token_the_user_is_told(
    home: Path, start: Start, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    notice = "can have text checked at /v2 without a token"
    with start(home / "state" / "softsell", languagetool=True) as running:
        assert notice in running.ask("GET", "/pair", headers=running.enter("/pair")).body.decode()
        page = running.ask("GET", "/", headers=running.enter())
        assert page.status == 503 or notice in page.body.decode()
        assert notice in told(checkups.check_server(Config(port=running.port)))["open API"].message
        stranger = running.ask("GET", "/v1/health")
        assert not any("open" in name for name in stranger.headers if name.startswith("softsell"))
    with start(home / "state" / "softsell") as running:
        assert notice not in running.ask("GET", "/pair", headers=running.enter("/pair")).body.decode()
        assert "open API" not in told(checkups.check_server(Config(port=running.port)))
    words = [sys.executable, "-m", "softsell", "serve", "--port", "0", "--no-browser", "--languagetool"]
    with subprocess.Popen(words, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        greeting = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
    assert notice in greeting[2]
    shown = subprocess.run(
        [sys.executable, "-m", "softsell", "serve", "--help"], capture_output=True, text=True, check=True
    )
    assert "at /v2 without a token" in " ".join(shown.stdout.split())


def test_switching_it_on_later_is_told_in_the_log(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    configs = iter([Config(languagetool=True), Config(languagetool=True)])
    file = home / "softsell.toml"
    file.write_text("")
    setup = LiveSetup(Config(), load_config=lambda: next(configs), config_files=[file], clock=lambda: 0.0)
    file.write_text("# 1")
    with caplog.at_level("WARNING", "softsell.web"):
        setup.current(at_once=True)
    assert "without a token" in caplog.text


def test_people_are_told_the_command_that_they_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "my tools" / "softsell"
    program.parent.mkdir()
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program.parent / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert own_command() == f"'{program}'"
    # As pipx does.
    (tmp_path / "softsell").symlink_to(program)
    assert own_command() == "softsell"
    # Another softsell has the name.
    monkeypatch.setattr(sys, "executable", str(tmp_path / "other" / "python"))
    assert own_command() == f"{tmp_path / 'other' / 'python'} -m softsell"


# The service


def recorder(calls: list[list[str]], code: int = 0) -> Call:
    def call(arguments: Sequence[str]) -> Answer:
        calls.append(list(arguments))
        return Answer(code, "" if code == 0 else "Failed to connect to bus")

    return call


COMMAND = ["/opt/100% mine/python", "-m", "softsell", "serve", "--port", "7355"]


def test_the_systemd_unit(tmp_path: Path) -> None:
    calls: list[list[str]] = []
    unit = SystemdUnit(tmp_path, recorder(calls))
    assert not unit.is_installed()
    unit.install(COMMAND)
    text = (tmp_path / "softsell.service").read_text()
    assert "ExecStart='/opt/100%% mine/python' -m softsell serve --port 7355\n" in text
    assert [call[2] for call in calls] == ["daemon-reload", "daemon-reload", "enable", "restart"]
    assert unit.is_installed()
    assert unit.uninstall()
    assert not unit.is_installed()
    assert not unit.uninstall()


def refusing(calls: list[list[str]], word: str) -> Call:
    """A system that refuses the call with this word in it."""

    def call(arguments: Sequence[str]) -> Answer:
        calls.append(list(arguments))
        return Answer(1, "Failed to connect to bus") if word in arguments else Answer(0, "")

    return call


@pytest.mark.parametrize("word", ["daemon-reload", "enable", "restart"])
def test_a_system_that_refuses_is_told_in_a_sentence_and_left_as_it_was(tmp_path: Path, word: str) -> None:
    calls: list[list[str]] = []
    unit = SystemdUnit(tmp_path / "systemd" / "user", refusing(calls, word))
    with pytest.raises(ServerError, match="Failed to connect to bus"):
        unit.install(COMMAND)
    assert list(tmp_path.iterdir()) == []
    assert word == "daemon-reload" or "disable" in calls[-1]


@pytest.mark.parametrize(("manager", "word"), [(LaunchdAgent, "bootstrap"), (WindowsTask, "/Create")])
def test_a_refused_file_is_put_back_as_it_was(
    tmp_path: Path, manager: type[LaunchdAgent | WindowsTask], word: str
) -> None:
    manager(tmp_path, recorder([])).install(["softsell-one"])
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ServerError):
        manager(tmp_path, refusing([], word)).install(["softsell-two"])
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
def test_without_systemd_the_service_says_so_and_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    result = CliRunner().invoke(service_command, ["install", "--port", "1"])
    assert "has no systemctl" in str(result.exception)
    assert not (home / "config").exists()
    assert not login_service.uninstall()


def test_a_server_at_another_port_is_found(own: RunningServer, home: Path) -> None:
    with open_port("127.0.0.1", 0) as listener:
        free = listener.getsockname()[1]
    # `serve` writes this file; the server of this test runs without it.
    running = home / "state" / "softsell" / RUNNING
    running.mkdir()
    (running / str(own.port)).write_text(f"127.0.0.1 {own.port}\n")
    checks = told(checkups.check_server(Config(port=free)))
    assert checks["server"].ok
    assert f"127.0.0.1:{own.port}, not at port {free}" in checks["server"].message
    shown = CliRunner().invoke(service_command, ["status", "--port", str(free)], standalone_mode=False)
    assert f"A server is running at http://127.0.0.1:{own.port}." in shown.stdout
    found = client.connect_to_running(free)
    assert found is not None
    found.close()


def test_the_launchd_agent(tmp_path: Path) -> None:
    calls: list[list[str]] = []
    agent = LaunchdAgent(tmp_path, recorder(calls), user=501)
    agent.install(COMMAND)
    plist = plistlib.loads(next(tmp_path.glob("*.plist")).read_bytes())
    assert plist["ProgramArguments"] == COMMAND
    assert plist["RunAtLoad"] is True
    assert calls[-1][:3] == ["launchctl", "bootstrap", "gui/501"]
    assert agent.uninstall()
    assert not agent.is_installed()


def test_the_windows_task(tmp_path: Path) -> None:
    calls: list[list[str]] = []
    task = WindowsTask(tmp_path, recorder(calls))
    task.install(["C:\\Python\\python.exe", "-m", "softsell", "serve", "a & b"])
    root = ElementTree.fromstring((tmp_path / "task.xml").read_bytes().decode("utf-16").partition("?>")[2])
    text = {element.tag.partition("}")[2]: element.text for element in root.iter()}
    assert text["Command"] == "C:\\Python\\pythonw.exe"
    assert text["Arguments"] == '-m softsell serve "a & b"'
    assert calls[0][:2] == ["schtasks", "/Create"]
    assert task.uninstall()


def test_systems_where_nobody_has_tried_it_are_experimental() -> None:
    assert login_service.manager_for("linux").experimental == ""
    for system, name in (("darwin", "macOS"), ("win32", "Windows")):
        assert f"experimental on {name}" in login_service.manager_for(system).experimental


@pytest.mark.parametrize(("manager", "name"), [(LaunchdAgent, "macOS"), (WindowsTask, "Windows")])
def test_the_user_is_told_that_it_is_experimental(
    manager: type[LaunchdAgent | WindowsTask],
    name: str,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = manager(tmp_path, recorder([]))
    monkeypatch.setattr(login_service, "manager_for", lambda _: tried)
    installed = CliRunner().invoke(service_command, ["install", "--port", "1"], standalone_mode=False)
    assert f"experimental on {name}" in installed.stderr
    shown = CliRunner().invoke(service_command, ["install", "--help"])
    assert "Experimental on macOS and Windows" in " ".join(shown.stdout.split())


def test_an_unknown_system_is_told_so() -> None:
    with pytest.raises(ServerError, match="yourself"):
        login_service.manager_for("plan9")


# The doctor


def told(checks: list[checkups.Checkup]) -> dict[str, checkups.Checkup]:
    return {check.name: check for check in checks}


def test_the_doctor_without_a_server(home: Path) -> None:
    with open_port("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    checks = told(checkups.check_server(Config(port=port)))
    assert checks["server"].ok is None
    assert "softsell serve" in checks["server"].remedy
    assert checks["paired"].ok is None
    assert checks["service"].ok is None


def test_the_doctor_with_a_server(own: RunningServer) -> None:
    checks = told(checkups.check_server(Config(port=own.port)))
    assert checks["server"].ok
    assert checks["settings"].ok
    assert checks["packs"].ok
    assert checks["state folder"].ok
    assert told(checkups.check_server(Config(port=own.port, ban=("x",))))["settings"].ok is None


def test_the_doctor_says_whether_posts_are_kept(home: Path, own: RunningServer) -> None:
    checks = told(checkups.check_server(Config(port=own.port)))
    assert checks["history"].message == "softsell keeps no history of your posts."
    on = told(checkups.check_server(Config(port=own.port, history=True)))
    assert "without their text" in on["history"].message
    assert on["settings"].ok  # a history changes nothing about checks
    (home / "state" / "softsell" / "history.sqlite").touch()
    left = told(checkups.check_server(Config(port=own.port)))["history"]
    assert "earlier posts are still in" in left.message
    assert "history delete --all" in left.remedy


def test_the_doctor_sees_an_extension_of_another_version(own: RunningServer) -> None:
    token = own.pair_extension()
    own.ask("GET", "/v1/rules", token=token, headers={"Softsell-Client": "extension/9.1.0"})
    checks = told(checkups.check_server(Config(port=own.port)))
    assert checks["versions"].ok is False
    assert "softsell in Chrome (extension/9.1.0)" in checks["versions"].message


def test_the_doctor_sees_open_files_and_a_stranger_on_the_port(home: Path) -> None:
    store = TokenStore()
    store.owner_token()
    (home / "state" / "softsell" / "owner-token").chmod(0o644)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        checks = told(checkups.check_server(Config(port=silent.getsockname()[1])))
    assert checks["state folder"].ok is False
    assert "chmod" in checks["state folder"].remedy
    assert checks["server"].ok is False
