"""``softsell setup``: everything for the browser in one command, and back to the last file."""

from __future__ import annotations

import http.client
import json
import os
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell, serving
from tests.cli.test_server_commands import in_terminal

from softsell.cli import CLEAN
from softsell.client.running import read_addresses, state_folder
from softsell.feed.history import History

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="where browsers keep their files is Linux's here")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with Chrome and Firefox, and without systemd."""
    home = tmp_path / "home"
    programs = tmp_path / "bin"
    for folder in (home, programs):
        folder.mkdir()
    for name in ("google-chrome", "firefox"):
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "SOFTSELL_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", str(programs))
    return home


def files(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def test_setup_and_its_removal(softsell: Softsell, home: Path) -> None:
    result = softsell("setup")
    assert result.status == CLEAN
    assert [line for line in result.out.splitlines() if line[:1].isdigit()] == [
        "1. Starting softsell",
        "2. Your browsers",
        "3. The extension",
        "4. Connect",
    ]
    # There is no systemd here, so the browser starts softsell.
    assert "has no systemctl" in result.out
    assert "Your browser starts softsell" in result.out
    manifest = home / ".config/google-chrome/NativeMessagingHosts/org.softsell.host.json"
    assert os.access(json.loads(manifest.read_text())["path"], os.X_OK)
    assert (home / ".mozilla/native-messaging-hosts/org.softsell.host.json").is_file()
    assert "softsell setup --remove" in result.out
    assert softsell("setup").status == CLEAN
    assert "Chrome, Firefox can start softsell." in " ".join(softsell("doctor").out.split())

    (home / ".cache/softsell").mkdir(parents=True, exist_ok=True)
    removed = softsell("setup", "--remove")
    assert removed.status == CLEAN
    assert "can't start softsell yet" in " ".join(softsell("doctor").out.split())
    softsell("setup", "--remove")
    assert files(home) == []
    assert not (home / ".local/state/softsell").exists()
    assert not (home / ".config/google-chrome/NativeMessagingHosts").exists()
    assert softsell("setup", "--remove").status == CLEAN


def test_what_the_user_made_stays(softsell: Softsell, home: Path) -> None:
    own = home / ".config/softsell/softsell.toml"
    own.parent.mkdir(parents=True)
    own.write_text('ban = ["cheap"]\n')
    other = home / ".config/google-chrome/NativeMessagingHosts/org.other.json"
    other.parent.mkdir(parents=True)
    other.write_text("{}")
    softsell("setup", "--no-login")
    removed = softsell("setup", "--remove")
    assert "your own settings stay" in removed.err
    assert files(home) == sorted(str(path.relative_to(home)) for path in (own, other))


def test_the_history_of_posts_is_not_deleted_unasked(softsell: Softsell, home: Path) -> None:
    softsell("setup", "--no-login")
    state = state_folder()
    (state / "history.sqlite").touch()
    (state / "history-secret").write_bytes(b"x" * 32)
    before = {path.name for path in state.iterdir()}
    removed = softsell("setup", "--remove")
    assert "softsell history delete --all" in removed.err
    left = {path.name for path in state.iterdir()}
    assert History(state).exists
    assert left < before
    assert all(name.startswith("history") for name in left)
    assert softsell("history", "delete", "--all", "--yes").status == CLEAN
    softsell("setup", "--remove")
    assert files(home) == []


def test_without_a_browser_it_says_which_it_knows(
    softsell: Softsell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    assert "Chrome, Chromium, Edge, Brave or Firefox" in " ".join(softsell("setup", "--no-login").out.split())


def connect_like_an_extension(port: int) -> None:
    """Asks to pair, waits for the user's answer, and sends what an extension sends first."""
    origin = {"Origin": "chrome-extension://" + "a" * 32, "Content-Type": "application/json"}
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(method: str, path: str, body: object = None, **headers: str) -> dict[str, str]:
        client.request(method, path, None if body is None else json.dumps(body), {**origin, **headers})
        answer: dict[str, str] = json.loads(client.getresponse().read())
        return answer

    verifier = ask("POST", "/v1/pair", {"name": "softsell in Chrome"})["verifier"]
    deadline = time.monotonic() + 60
    while (answer := ask("POST", "/v1/pair/poll", {"verifier": verifier}))["status"] == "pending":
        assert time.monotonic() < deadline
    ask("GET", "/v1/about", Authorization=f"Bearer {answer['token']}", **{"Softsell-Client": "extension/0.1.0"})
    client.close()


def test_in_a_terminal_it_waits_until_the_extension_is_connected(home: Path) -> None:
    with serving():
        ((_, port),) = read_addresses(state_folder())
        asker = threading.Thread(target=connect_like_an_extension, args=(port,))
        asker.start()
        seen = in_terminal([sys.executable, "-m", "softsell", "setup", "--no-login"], b"y\n", b"[y/N]").decode()
        asker.join()
    assert "Connected: softsell in Chrome." in " ".join(seen.split())
    assert "softsell setup --remove" in seen
