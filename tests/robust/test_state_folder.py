"""With unexpected files in the state folder, no command hangs or ends in a traceback."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.robust.measuring import Ended, run_softsell

from softsell.web.pairing.token_store import TokenStore

ID = "0123456789abcdef"


def fifo(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)


def endless_link(path: Path) -> None:
    path.symlink_to(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def nested(path: Path) -> None:
    path.write_text("[" * 60_000)


def no_text(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


def wrong_types(path: Path) -> None:
    record = {"id": ID, "name": 5, "kind": [], "origin": {}, "created": "x", "digest": None, "proof_key": 1.5}
    path.write_text(json.dumps(record))


HOSTILE = [fifo, folder, huge, endless_link, device, nested, no_text, wrong_types]
PLACES = [f"tokens/{ID}.json", "owner-token", "running/7355"]
COMMANDS = [["pair", "list"], ["doctor"], ["check", "post.txt", "--isolated"]]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="such files are POSIX's")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("put", HOSTILE)
def test_what_does_not_belong_there_does_no_harm(put: Callable[[Path], None], place: str, tmp_path: Path) -> None:
    state = tmp_path / "softsell"
    store = TokenStore(state)
    store.owner_token()
    store.create("nightly", "script")
    (state / "running").mkdir()
    (state / place).unlink(missing_ok=True)
    put(state / place)
    (tmp_path / "post.txt").write_text("Which loaf do you like?\n")
    ends = {words[0]: run(words, tmp_path) for words in COMMANDS}
    assert "nightly" in ends["pair"].out
    assert ends["check"].status in (0, 1)
    for ended in ends.values():
        assert ended.status in (0, 1), ended.err
        assert "Traceback" not in ended.err
        assert "inside softsell" not in ended.err
        assert not ended.cost.megabytes > 400


def run(words: list[str], home: Path) -> Ended:
    return run_softsell(*words, folder=home, home=home)
