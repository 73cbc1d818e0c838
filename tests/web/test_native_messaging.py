"""Native messaging: the program that browsers start, and the files that let them."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from softsell.client.connection import connect_to_running
from softsell.client.running import RUNNING, read_browser_token, state_folder
from softsell.web.native_messaging import browsers, host, manifests
from softsell.web.native_messaging.browsers import Browser
from softsell.web.native_messaging.extensions import EXTENSIONS, HOST_NAME
from softsell.web.pairing.token_store import TokenStore

if TYPE_CHECKING:
    from tests.web.conftest import RunningServer, Start

CHROME = "extension/0.1.0"


@pytest.fixture
def own(home: Path, start: Start) -> Iterator[RunningServer]:
    """This user's own server, which tells where it is as `serve` does."""
    with start(state_folder()) as running:
        (state_folder() / RUNNING).mkdir()
        (state_folder() / RUNNING / str(running.port)).write_text(f"127.0.0.1 {running.port}\n")
        yield running


class Browsing:
    """The browser's end of a host."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._to, self._from = process.stdin, process.stdout
        self.heard = 0

    def send(self, message: Any) -> None:
        content = json.dumps(message).encode()
        self._to.write(struct.pack("=I", len(content)) + content)
        self._to.flush()

    def hear(self) -> dict[str, Any]:
        (length,) = struct.unpack("=I", self._from.read(4))
        assert length < 1024 * 1024, "browsers take no longer message"
        self.heard += 1
        message: dict[str, Any] = json.loads(self._from.read(length))
        return message

    def ask(self, path: str, body: Any = None, number: int = 1) -> tuple[Any, Any]:
        """The status, or why there is none, and the content."""
        content = None if body is None else json.dumps(body)
        self.send({"id": number, "path": path, "body": content, "client": CHROME})
        text = ""
        while True:
            heard = self.hear()
            assert heard["id"] == number
            if "failed" in heard:
                return heard["failed"], None
            text += heard["piece"]
            if heard["last"]:
                return heard["status"], json.loads(text)


@contextmanager
def started() -> Iterator[Browsing]:
    """The host, started by the script that a manifest names."""
    script = json.loads(next(iter(manifests.install([chromium()]))).read_text())["path"]
    pipe = subprocess.PIPE
    with subprocess.Popen([script, "chrome-extension://x/"], stdin=pipe, stdout=pipe) as process:
        yield Browsing(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def chromium() -> Browser:
    return Browser("Chromium", "chromium", (Path(os.environ["HOME"]) / "chromium" / "NativeMessagingHosts",))


posix = pytest.mark.skipif(os.name != "posix", reason="the script is a shell's")


@posix
def test_requests_reach_the_running_server(own: RunningServer) -> None:
    with started() as browser:
        status, report = browser.ask("/v1/check", {"text": "Last chance! Buy now."})
        assert status == 200
        assert report["findings"]
        # An answer that is longer than one message comes in pieces.
        status, report = browser.ask("/v1/check", {"text": "Buy now, friends! 🥖 " * 2_000}, number=2)
        assert status == 200
        assert len(json.dumps(report)) > host.PIECE
        assert browser.heard > 2
        assert CHROME in own.services.seen.values()


@posix
def test_the_host_may_do_what_a_paired_client_may_and_no_more(own: RunningServer) -> None:
    with started() as browser:
        for path in ("/v1/pair/requests", "/v1/clients"):
            assert browser.ask(path)[0] == 403
        for path in ("/v1/links", "/v1/pair/approve", "/v1/command", "/v1/stop"):
            assert browser.ask(path, {})[0] in (400, 403)
        for path in ("/", "/enter", "/v1/../v1/rules", "/v1/rules?x", "//x/v1/rules"):
            assert browser.ask(path)[0] == "offline"
        # What isn't a request gets no answer, and the next one does.
        nonsense: Any
        for nonsense in ({}, [], 7, {"id": "x"}, {"id": 1, "path": 2, "body": None, "client": CHROME}):
            browser.send(nonsense)
        assert browser.ask("/v1/packs", number=3)[0] == 200


@posix
def test_a_revoked_host_is_forgotten(own: RunningServer) -> None:
    with started() as browser:
        assert browser.ask("/v1/packs")[0] == 200
        token = read_browser_token(state_folder())
        assert token is not None
        assert TokenStore().revoke(token.split("_")[1])
        assert browser.ask("/v1/packs", number=2)[0] == "forgotten"


@posix
def test_the_host_starts_a_server_that_outlives_it(home: Path) -> None:
    try:
        with started() as browser:
            assert browser.ask("/v1/check", {"text": "Last chance!"})[0] == 200
        running = connect_to_running()
        assert running is not None
        running.close()
    finally:
        from softsell.cli.commands.setup import _stop_servers

        _stop_servers()
    assert connect_to_running() is None


def test_a_server_that_nobody_asks_stops(home: Path) -> None:
    words = [sys.executable, "-m", "softsell", "serve", "--port", "0", "--stop-when-idle", "0.0001"]
    done = subprocess.run(words, cwd=home, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0
    assert list((state_folder() / RUNNING).iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\x01", struct.pack("=I", 5) + b"{}"])
def test_a_closed_input_is_the_end(content: bytes) -> None:
    assert host.read_message(io.BytesIO(content)) is None


@pytest.mark.parametrize("content", [struct.pack("=I", 2**31), struct.pack("=I", 2) + b"{x"])
def test_what_is_no_message_ends_the_host(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        host.read_message(io.BytesIO(content))


def test_manifests_let_our_extension_in_and_no_other(home: Path) -> None:
    firefox = Browser("Firefox", "firefox", (home / "mozilla",))
    written = manifests.install([chromium(), firefox])
    chrome, fox = (json.loads(path.read_text()) for path in written)
    assert chrome["name"] == fox["name"] == HOST_NAME == written[0].stem
    assert chrome["allowed_origins"] == [f"chrome-extension://{EXTENSIONS['chromium'].ids[0]}/"]
    assert fox["allowed_extensions"] == ["softsell@softsell.dev"]
    assert stat.S_IMODE(Path(chrome["path"]).stat().st_mode) == 0o700
    assert stat.S_IMODE((state_folder() / "browser-token").stat().st_mode) == 0o600
    before = read_browser_token(state_folder())
    manifests.install([firefox])
    assert read_browser_token(state_folder()) == before


def test_the_fixed_id_of_chromium_follows_from_its_key() -> None:
    import base64
    import hashlib

    content = json.loads(Path(browsers.__file__).with_name("extensions.json").read_text())
    digest = hashlib.sha256(base64.b64decode(content["chromium"]["key"])).hexdigest()[:32]
    assert content["chromium"]["ids"][0] == "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


@pytest.mark.skipif(sys.platform != "linux", reason="where browsers are is Linux's here")
def test_browsers_are_found_by_their_programs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs, snaps = home / "bin", home / "snap" / "bin"
    for folder, names in {programs: ("google-chrome", "firefox-esr"), snaps: ("chromium",)}.items():
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).write_text("#!/bin/sh\n")
            (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{snaps}")
    found = {browser.name: browser for browser in browsers.find_browsers()}
    assert list(found) == ["Chrome", "Chromium", "Firefox"]
    assert found["Chrome"].folders == (home / "config" / "google-chrome" / "NativeMessagingHosts",)
    assert "snap" in found["Chromium"].confined
    assert found["Firefox"].folders == (home / ".mozilla" / "native-messaging-hosts",)
    # A Firefox that keeps its profile in the newer place would go back to the old one if softsell made it.
    (home / "config" / "mozilla").mkdir(parents=True)
    newer = next(browser for browser in browsers.find_browsers() if browser.name == "Firefox")
    assert newer.folders == (home / "config" / "mozilla" / "native-messaging-hosts",)
