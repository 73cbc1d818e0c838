"""Commands around the server: serve, pair, service, extension, completion, doctor; and check asking a running server."""

from __future__ import annotations

import http.client
import json
import os
import re
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell, own_settings, serving

from softsell.cli import CLEAN, FINDINGS, WRONG_USE

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


_SLOW_TO_IMPORT = {
    "typing",
    "re",
    "enum",
    "pathlib",
    "json",
    "socket",
    "contextlib",
    "collections",
    "functools",
    "click",
}
"""Modules of which each takes a tenth of Python's start, or several times that, before a server is asked."""


def imported_by_check() -> tuple[str, set[str]]:
    """What a check prints, and the modules that it imports, apart from those that Python's start imported."""
    code = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from softsell.cli import run\n"
        "run(['check', 'a.txt', '--no-cache', '--format', 'json'])\n"
        "sys.stderr.write(' '.join(set(sys.modules) - before))\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    return result.stdout.decode(), set(result.stderr.decode().split())


def test_check_asks_a_running_server_and_hears_the_same(state: Path, port: int) -> None:
    Path("a.txt").write_text("🥖 Thank you! Hurry in. What a bargain. Get rich quick.\n")
    alone, modules = imported_by_check()
    assert "softsell.engine" in modules
    with serving() as greeting:
        assert f"softsell is running at http://127.0.0.1:{port}" in greeting
        assert re.search(r"The playground: http://127\.0\.0\.1:\d+/\S+ ", greeting)
        asked, modules = imported_by_check()
        assert asked == alone
        assert not modules & {"softsell.engine", *_SLOW_TO_IMPORT}


_POST = "🥖 Thank you! Hurry in. What a bargain. Get rich quick.\n"
_ANY = [
    ["a.txt"],
    ["a.txt", "a.md", "posts.csv"],
    ["sub/../a.txt", "--show-score"],
    ["a.md", "--format=json", "--platform", "x"],
    ["a.txt", "--reply-to", "Do you open on Sundays?", "--color", "always"],
    ["a.txt", "--statistics"],
    ["a.txt", "--severity", "error"],
    ["a.txt", "-q", "--format", "concise", "--fail-on", "error"],
    ["posts.csv", "--column", "text", "--format", "sarif"],
    ["suppressed.md", "--fail-on", "error"],
    ['caf\u00e9 "5".txt', "\udcff.txt"],
    ["-"],
    ["-", "--stdin-filename", "a.md", "--format", "jsonl"],
    # What the server leaves to the command line: other settings, and mistakes.
    ["a.txt", "--ignore", "pushiness"],
    ["elsewhere/a.txt"],
    ["many.csv", "--format", "concise"],
    ["a.txt", "--config", "elsewhere/softsell.toml"],
    ["a.txt", "--select", "nonsense"],
    ["a.txt", "--platform", "nonsense"],
    ["missing.txt"],
    ["picture.png"],
    ["a.txt", "a.txt"],
    ["./a.txt", "a.txt"],
    ["."],
    [],
]


def run(words: list[str]) -> tuple[int, bytes, bytes]:
    command = [sys.executable, "-m", "softsell", "check", *words, "--no-cache"]
    done = subprocess.run(command, input=_POST.encode(), capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


def test_the_server_prints_what_the_command_line_would(state: Path, port: int) -> None:
    for name in ("a.txt", 'caf\u00e9 "5".txt', "\udcff.txt"):
        Path(name).write_text(_POST)
    Path("a.md").write_text("---\nbrand: Hearth\n---\n# Soup\n\n> Hurry in\n\n**Hurry in** and *act now*, `act now`.\n")
    Path("suppressed.md").write_text("<!-- softsell-disable-next pushiness: a quotation -->\nHurry in.\n")
    Path("posts.csv").write_text("id,text\n1,Hurry in.\n2,What do you bake?\n")
    Path("many.csv").write_text("text\n" + "Hurry in.\n" * 300)
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    Path("sub").mkdir()
    Path("elsewhere").mkdir()
    Path("elsewhere/softsell.toml").write_text('ban = ["oven"]\n')
    Path("elsewhere/a.txt").write_text("Straight from the oven.\n")
    alone = [run(words) for words in _ANY]
    assert {code for code, _, _ in alone} == {CLEAN, FINDINGS, WRONG_USE}
    with serving():
        for words, expected in zip(_ANY, alone, strict=True):
            assert run(words) == expected, words


def test_the_folders_of_who_types_hold(
    state: Path, port: int, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    draft = elsewhere / "a.txt"
    draft.write_text("Straight from the oven.\n")
    own = elsewhere / "mine/softsell/softsell.toml"
    own.parent.mkdir(parents=True)
    own.write_text('ban = ["oven"]\n')
    gone = elsewhere / "gone"
    gone.mkdir()
    monkeypatch.chdir(elsewhere)
    with serving("--port", str(port)):
        assert run(["a.txt"])[0] == CLEAN
        monkeypatch.setenv("XDG_CONFIG_HOME", str(elsewhere / "mine"))
        assert b"custom/banned" in run(["a.txt"])[1], "settings that only the command line sees"
        monkeypatch.chdir(gone)
        gone.rmdir()
        assert run([str(draft)])[::2] == (FINDINGS, b""), "a folder that is no longer there"


def answer_of(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_folder_does_not_say_where_the_server_listens_and_what_it_answers(
    state: Path, port: int, folder: Path
) -> None:
    settings = folder / "softsell.toml"
    settings.write_text(f"{settings.read_text()}[server]\nlanguagetool = true\nport = 1\n")
    Path("a.txt").write_text(_POST)
    alone = run(["a.txt"])
    assert b"Only you can set" in alone[2]
    with serving() as greeting:
        assert f"http://127.0.0.1:{port}" in greeting
        assert answer_of(port, "/v2/languages") == 401, "as for any path that needs a token"
        assert run(["a.txt"]) == alone
    own_settings().write_text(f"{own_settings().read_text()}languagetool = true\n")
    with serving():
        assert answer_of(port, "/v2/languages") == 200


def test_a_server_that_was_killed_is_not_waited_for(state: Path, port: int) -> None:
    Path("a.txt").write_text(_POST)
    alone = run(["a.txt"])
    (state / "running").mkdir(parents=True)
    (state / "owner-token").write_text(f"softsell_{'0' * 16}_{'A' * 43}")
    for left_behind in (f"127.0.0.1 {port}", "127.0.0.1 99999", "nonsense", "\0", ""):
        (state / "running" / "7355").write_text(left_behind)
        assert run(["a.txt"]) == alone


def test_serve_refuses_any_other_host(softsell: Softsell, state: Path) -> None:
    result = softsell("serve", "--host", "0.0.0.0")
    assert result.status == WRONG_USE
    assert "only listens on this computer" in result.err


def test_a_port_in_use_is_told(softsell: Softsell, state: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        result = softsell("serve")
    assert result.status == WRONG_USE
    assert f"--port {port + 1}" in result.err


def test_tokens_for_scripts(softsell: Softsell, state: Path) -> None:
    token = softsell("pair", "--token", "nightly")
    assert re.fullmatch(r"softsell_[0-9a-f]{16}_\S{43}\n", token.out)
    assert "can't be shown again" in token.err
    listed = softsell("pair", "list").out
    token_id = listed.split()[0]
    assert "nightly" in listed
    assert token.out.strip() not in listed
    assert "Did you mean “nightly”?" in softsell("pair", "revoke", "nightli").err
    assert softsell("pair", "revoke", token_id).status == CLEAN
    assert softsell("pair", "list").out == ""
    assert softsell("pair", "revoke", token_id).status == WRONG_USE
    assert softsell("pair", "--token", "").status == WRONG_USE


def test_pair_is_for_terminals(softsell: Softsell, state: Path) -> None:
    assert "run it in a terminal" in softsell("pair").err


def in_terminal(words: list[str], answer: bytes, prompt: bytes) -> bytes:
    """Runs a command in a terminal of its own, answers its question, and gives all it wrote."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.execv(words[0], words)
    content = b""
    answered = False
    deadline = time.monotonic() + 60
    while select.select([terminal], [], [], max(0, deadline - time.monotonic()))[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        content += piece
        if prompt in content and not answered:
            os.write(terminal, answer)
            answered = True
    os.waitpid(child, 0)
    os.close(terminal)
    return content


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of one's own there")
@pytest.mark.parametrize(("answer", "status"), [(b"y\n", "approved"), (b"n\n", "denied")])
def test_pairing_in_a_terminal(state: Path, port: int, answer: bytes, status: str) -> None:
    with serving():
        asker = http.client.HTTPConnection("127.0.0.1", port)
        headers = {"Content-Type": "application/json"}
        asker.request("POST", "/v1/pair", json.dumps({"name": "my \x1b[31meditor"}), headers)
        asked = json.loads(asker.getresponse().read())
        seen = in_terminal([sys.executable, "-m", "softsell", "pair"], answer, b"[y/N]")
        assert asked["code"].encode() in seen
        assert b"\x1b[31m" not in seen
        asker.request("POST", "/v1/pair/poll", json.dumps({"verifier": asked["verifier"]}), headers)
        assert json.loads(asker.getresponse().read())["status"] == status
        asker.close()


def test_service_status_without_a_service(softsell: Softsell, state: Path, port: int) -> None:
    result = softsell("service", "status")
    assert result.status == FINDINGS
    assert result.out == "softsell doesn't start at login. No server is running.\n"


def test_completion_scripts_complete(command: Command) -> None:
    for shell in ("bash", "zsh", "fish"):
        result = command("completion", shell)
        assert result.returncode == CLEAN
        assert b"_SOFTSELL_COMPLETE" in result.stdout
    environment = {**os.environ, "_SOFTSELL_COMPLETE": "bash_complete", "COMP_WORDS": "softsell ex", "COMP_CWORD": "1"}
    assert b"plain,explain" in command(env=environment).stdout
    environment |= {"COMP_WORDS": "softsell check --form", "COMP_CWORD": "2"}
    assert b"plain,--format" in command(env=environment).stdout


def test_extension_says_where_it_is_or_why_not(softsell: Softsell) -> None:
    result = softsell("extension")
    if result.status == CLEAN:
        folders = [Path(line.strip()) for line in result.out.splitlines() if line.strip().startswith(("/", "C:"))]
        assert all((folder / "manifest.json").is_file() for folder in folders)
        assert softsell("extension", "firefox").out.strip() == str(folders[1])
    else:
        assert "make extension" in result.err


def test_doctor_tells_of_the_results_that_an_earlier_version_kept(
    softsell: Softsell, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTSELL_CACHE_DIR", str(tmp_path))
    assert "no longer used" not in softsell("doctor").out
    (tmp_path / "results").mkdir()
    assert "Its folder “results” is no longer used." in " ".join(softsell("doctor").out.split())


def test_doctor_finds_what_is_wrong(softsell: Softsell, state: Path, port: int, folder: Path) -> None:
    well = softsell("doctor")
    assert "of " in well.out
    assert "house" in well.out
    (folder / "house" / "pack.yml").unlink()
    ill = softsell("doctor")
    assert ill.status == FINDINGS
    assert "Fix the pack" in ill.out
    (folder / "softsell.toml").write_text("plattform = 1\n")
    assert "Fix the file" in softsell("doctor").out
