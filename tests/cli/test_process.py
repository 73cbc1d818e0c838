"""The real command in a process of its own: how it starts, how it ends, and what cuts it short."""

from __future__ import annotations

import gc
import itertools
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from softsell.cli import CUT_SHORT, FINDINGS, STOPPED, USUAL_COLLECTION, WRONG_USE
from softsell.cli.watching import watch
from softsell.language.blas import find_product

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]

HEAVY = (
    "spacy",
    "pydantic",
    "starlette",
    "uvicorn",
    "textstat",
    "nltk",
    "numpy",
    "regex",
    "multiprocessing",
    "http.client",
)


SLOW_TO_IMPORT = (
    *(
        "inspect",
        "typing_extensions",
        "dataclasses",
        "difflib",
        "tomllib",
        "platformdirs",
        "threading",
        "gzip",
        "zipfile",
    ),
    *("hashlib", "platform", "textwrap", "urllib.parse"),
    *("tempfile", "shutil", "string", "socket", "email", "urllib.request", "click", "softsell.draft.tables.choice"),
)
"""What a check of one post did import, or might, and doesn't need. ``tests/bench/README.md`` says what that cost."""


def modules_after(*arguments: str) -> set[str]:
    """Which modules a command has imported."""
    code = (
        "import json, sys\n"
        "from softsell.cli import run\n"
        "run(sys.argv[1:])\n"
        "sys.stderr.write('\\n' + json.dumps(list(sys.modules)))\n"
    )
    words = [sys.executable, "-c", code, *arguments]
    result = subprocess.run(words, capture_output=True, check=True, timeout=60)
    return set(json.loads(result.stderr.decode().splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_help_and_version_import_no_engine(arguments: list[str]) -> None:
    assert not modules_after(*arguments) & {*HEAVY, "re2", "yaml", "softsell.engine", "softsell.packs.validate"}


def test_a_plain_check_imports_nothing_heavy() -> None:
    Path("a.txt").write_text("Soup is on.\n")
    modules_after("check", "a.txt", "--no-cache", "--isolated")  # packs are in the cache from here on
    assert not modules_after("check", "a.txt", "--no-cache", "--isolated") & {
        *HEAVY,
        *SLOW_TO_IMPORT,
        "yaml",
        "platforms.yml",
    }


def test_a_check_that_asks_the_tagger_imports_no_numpy() -> None:
    if find_product() is None:
        pytest.skip("this numpy doesn't bring OpenBLAS as its wheels do")
    Path("a.txt").write_text("The room is warm. Grab a chair, plug in your laptop and watch the rain.\n")
    modules_after("check", "a.txt", "--no-cache", "--isolated")
    modules = modules_after("check", "a.txt", "--no-cache", "--isolated")
    assert "softsell.language.few_sentences" in modules
    assert not modules & {*HEAVY, *SLOW_TO_IMPORT}


def test_the_module_is_the_command(command: Command) -> None:
    result = command("--version")
    assert result.stdout.startswith(b"softsell ")
    assert result.returncode == 0


def test_a_typo_in_a_command_is_answered(command: Command) -> None:
    result = command("chekc")
    assert result.returncode == WRONG_USE
    assert "Did you mean “check”?" in result.stderr.decode()


def test_a_file_in_the_place_of_a_command_is_answered(command: Command) -> None:
    Path("a.txt").write_text("Soup.\n")
    assert "To check that file, type: softsell check a.txt" in command("a.txt").stderr.decode()


def test_piped_input_without_a_path_is_asked_about(command: Command) -> None:
    result = command("check", input=b"Hurry in.")
    assert result.returncode == WRONG_USE
    assert "“-” for standard input" in result.stderr.decode()


def test_output_that_is_cut_short_ends_quietly(folder: Path) -> None:
    for number in range(300):
        (folder / "posts" / f"{number:03}.txt").write_text("Hurry in. " * 40)
    with subprocess.Popen(
        [sys.executable, "-m", "softsell", "check", "posts", "--format", "json", "--no-cache"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == CUT_SHORT


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /bin/sh")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing_but_what_is_seen(folder: Path, closed: str) -> None:
    Path("a.txt").write_text("Hurry in.\n")
    for arguments, expected in (("a.txt", FINDINGS), ("missing.txt", WRONG_USE), ("--nonsense", WRONG_USE)):
        words = f'"$0" -m softsell check --no-server {arguments} {closed}'
        result = subprocess.run(["/bin/sh", "-c", words, sys.executable], capture_output=True, check=False, timeout=60)
        assert result.returncode == expected, (arguments, result)
        assert b"bug in softsell" not in result.stderr


def test_what_is_to_be_done_at_the_end_is_done() -> None:
    Path("a.txt").write_text("Soup is on.\n")
    code = (
        "import atexit, sys; atexit.register(print, 'at the end'); sys.argv[1:] = ['check', 'a.txt', '--no-server'];"
        "from softsell.cli import main; main()"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert result.stdout.decode().splitlines()[-1] == "at the end"


def test_output_is_whole_when_piped(command: Command, folder: Path) -> None:
    for number in range(60):
        (folder / "posts" / f"{number:03}.txt").write_text("Hurry in. " * 20)
    result = command("check", "posts", "--format", "json", "--no-cache")
    assert len(json.loads(result.stdout)["files"]) == 60
    assert result.stderr == b""
    assert result.returncode == FINDINGS


def test_a_terminal_without_unicode_gets_ascii(command: Command) -> None:
    Path("a.txt").write_text("Hurry in for “soup”.\n")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = command("check", "a.txt", env=environment)
    assert result.returncode == FINDINGS
    assert b"  1 | Hurry in for ?soup?." in result.stdout


def test_standard_input_that_is_closed(folder: Path) -> None:
    words = 'exec "$0" -m softsell check - --no-cache <&-'
    result = subprocess.run(["/bin/sh", "-c", words, sys.executable], capture_output=True, check=False, timeout=60)
    assert result.returncode == WRONG_USE
    assert b"There is no standard input to read." in result.stderr


def test_names_that_are_no_text(command: Command, folder: Path) -> None:
    name = os.fsencode(folder / "posts") + b"/caf\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(b"Hurry in.\n")
    for format_name in ("text", "json", "sarif", "junit"):
        result = command("check", "posts", "--format", format_name)
        assert result.returncode == FINDINGS, result.stderr
        assert result.stderr == b""


def test_what_runs_all_day_collects_its_garbage() -> None:
    seen = []

    def check() -> int:
        seen.append(gc.get_threshold())
        raise KeyboardInterrupt

    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        assert watch(["a.txt"], check) == STOPPED
    finally:
        gc.set_threshold(*before)
    assert seen == [USUAL_COLLECTION]


@pytest.mark.parametrize("settings", ["posts/softsell.toml", "pyproject.toml", "posts/pyproject.toml"])
def test_watching_sees_every_file_of_settings(settings: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "posts").mkdir(exist_ok=True)
    (folder / "posts" / "a.txt").write_text("Which loaf do you toast?\n")
    checks: list[int] = []
    looks = iter(range(3))

    def check() -> int:
        checks.append(len(checks))
        if len(checks) == 1:
            Path(settings).write_text('[tool.softsell]\nplatform = "x"\n')
        return 0

    def look_again(_seconds: float) -> None:
        if next(looks, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr("softsell.cli.watching.time.sleep", look_again)
    assert watch(["posts"], check) == STOPPED
    assert len(checks) == 2


@pytest.mark.parametrize(("took", "rest"), [(0.001, 0.4), (2.0, 20.0)])
def test_watching_rests_longer_after_a_long_look(took: float, rest: float, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = itertools.count()
    rests: list[float] = []

    def note(seconds: float) -> None:
        rests.append(seconds)
        raise KeyboardInterrupt

    monkeypatch.setattr("softsell.cli.watching.time.perf_counter", lambda: next(ticks) * took)
    monkeypatch.setattr("softsell.cli.watching.time.sleep", note)
    assert watch(["a.txt"], lambda: 0) == STOPPED
    assert rests == [rest]


@contextmanager
def watching(*paths: str) -> Iterator[Callable[[bytes], None]]:
    """A running ``check --watch``; the function waits for words in its output."""
    words = [sys.executable, "-m", "softsell", "check", *paths, "--watch", "--format", "concise"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout
        out = process.stdout

        def read_to(wanted: bytes) -> None:
            content = b""
            deadline = time.monotonic() + 60
            while wanted not in content:
                assert select.select([out], [], [], max(0, deadline - time.monotonic()))[0], content
                piece = os.read(out.fileno(), 4096)
                assert piece, content
                content += piece

        try:
            yield read_to
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 130


def test_watching_checks_again_after_a_change() -> None:
    draft = Path("a.txt")
    draft.write_text("Hurry in.\n")
    with watching("a.txt") as read_to:
        read_to(b"house/hurry")
        draft.write_text("Get rich quick, friends.\n")
        read_to(b"house/scam")
        Path("softsell.toml").write_text("plattform = 1\n")
        read_to("Did you mean “platform”?".encode())
        Path("softsell.toml").write_text('packs = ["house"]\nselect = ["house"]\n')
        read_to(b"house/scam")
        rules = Path("house/rules.yml")
        rules.write_text(rules.read_text().replace("promises too much", "is too good to be true"))
        read_to(b"is too good to be true")
        draft.unlink()
        read_to(b"There is no file")


def test_watching_a_folder_passes_over_links_out_and_tells_what_it_may_not_set(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("Get rich quick.\n")
    Path("posts/notes.txt").symlink_to(outside)
    Path("posts/a.txt").write_text("Hurry in.\n")
    Path("softsell.toml").write_text('packs = ["house"]\nselect = ["house"]\nmodel = "none"\n')
    with watching("posts") as read_to:
        read_to(b"skipped 1 link")
        read_to("Only you can set “model”".encode())
