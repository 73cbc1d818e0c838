"""Runs that end badly: kill -9, a full disk, a read-only folder, two runs at once, a worker that dies.

All tests use the real command, or a fork of this process if another user must run it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.robust.conftest import Softsell, must_report
from tests.robust.hostile_packs import HEAD

RULES = """\
- id: hurry
  kind: swap
  message: "“{match}” hurries."
  why: Calm sells.
  swap:
    hurry in: drop by
  examples:
    bad: ["[[Hurry in]] today."]
    good: ["They were in a hurry."]
"""
BEFORE = "Hurry in. " + "Soup is on and the bread is warm. " * 40
AFTER = BEFORE.replace("Hurry in", "Drop by")
NOBODY = 65534


@pytest.fixture
def shop(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a pack whose fixes are known and trusted. Nothing of the real user is read or written."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "pack.yml").write_text(HEAD.replace("hostile", "house"))
    (tmp_path / "house" / "rules.yml").write_text(RULES)
    (tmp_path / "softsell.toml").write_text('packs = ["house"]\nselect = ["house"]\n')
    (tmp_path / "posts").mkdir()
    own = home / "softsell" / "softsell.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(f"trust = ['{tmp_path / 'house'}']\n")
    yield tmp_path
    own.unlink()


def posts(shop: Path, count: int, text: str = BEFORE) -> list[Path]:
    made = [shop / "posts" / f"{number:03}.txt" for number in range(count)]
    for path in made:
        path.write_text(text)
    return made


@contextmanager
def running(shop: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    words = [sys.executable, "-m", "softsell", *arguments, "--no-server"]
    with subprocess.Popen(words, cwd=shop, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield process


def wait_until(holds: object, process: subprocess.Popen[bytes]) -> None:
    """Wait until ``holds()`` or the process has ended."""
    assert callable(holds)
    end = time.monotonic() + 60
    while not holds() and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_fix_that_is_killed_leaves_each_file_old_or_new(shop: Path, softsell: Softsell) -> None:
    softsell("check", "--no-server")  # this puts the packs in the cache
    for wanted in (1, 7, 30):
        files = posts(shop, 60)
        with running(shop, "check", "posts", "--fix", "--jobs", "1") as process:
            wait_until(lambda: sum(path.read_text() == AFTER for path in files[:wanted]) >= wanted, process)  # noqa: B023
            process.kill()
        contents = [path.read_text() for path in files]
        assert set(contents) <= {BEFORE, AFTER}
        assert AFTER in contents
    assert softsell("check", "posts", "--fix", "--no-server").status == 0
    assert {path.read_text() for path in files} == {AFTER}


def _children(process: subprocess.Popen[bytes]) -> list[int]:
    try:
        told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    except OSError:
        return []
    return [int(pid) for pid in told.split()]


def test_a_check_that_is_killed_spoils_nothing(shop: Path, softsell: Softsell) -> None:
    posts(shop, 60)
    whole = softsell("check", "posts", "--format", "json", "--no-server")
    with running(shop, "check", "posts", "--format", "concise") as process:
        wait_until(lambda: _children(process), process)
        process.kill()
    assert softsell("check", "posts", "--format", "json", "--no-server").out == whole.out


def test_two_runs_at_once_share_baseline_and_files(shop: Path, softsell: Softsell) -> None:
    files = posts(shop, 40)
    softsell("check", "--no-server")
    with (
        running(shop, "check", "posts", "--write-baseline") as one,
        running(shop, "check", "posts", "--write-baseline") as other,
    ):
        assert (one.wait(60), other.wait(60)) == (0, 0)
    known = json.loads((shop / "softsell-baseline.json").read_text())
    assert sum(sum(counts.values()) for counts in known["files"].values()) == 40
    assert softsell("check", "posts", "--baseline", "softsell-baseline.json", "--no-server").status == 0
    with running(shop, "check", "posts") as one, running(shop, "check", "posts") as other:
        assert one.communicate()[0] == other.communicate()[0]
    with running(shop, "check", "posts", "--fix") as one, running(shop, "check", "posts", "--fix") as other:
        assert b"Traceback" not in one.communicate()[1] + other.communicate()[1]
    assert {path.read_text() for path in files} == {AFTER}
    assert sorted(path.name for path in (shop / "posts").iterdir()) == [path.name for path in files]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children")
@pytest.mark.parametrize("kills", [1, 6])
def test_workers_that_are_killed_are_reported_and_the_rest_is_checked(
    kills: int, shop: Path, softsell: Softsell
) -> None:
    """A worker's files are tried again one by one, so a dead worker costs none of them, and a file that kills only costs itself."""
    files = posts(shop, 80, BEFORE * 3)
    softsell("check", "--no-server")
    with running(shop, "check", "posts", "--format", "json", "--jobs", "2", "--no-cache") as process:
        killed: set[int] = set()
        for _ in range(kills):
            wait_until(lambda: set(_children(process)) - killed, process)
            for child in set(_children(process)) - killed:
                os.kill(child, signal.SIGKILL)
                killed.add(child)
        out, err = process.communicate(timeout=120)
    told = err.decode().splitlines()
    lost = [line for line in told if "not checked, because its worker process ended: it was killed" in line]
    checked = [file["path"] for file in json.loads(out)["files"]]
    assert killed
    assert lost == told
    assert process.returncode == (2 if lost else 1)
    assert len(checked) + len(lost) == len(files)
    assert not [path for path in checked if any(path in line for line in lost)]
    assert len(lost) <= len(killed)


def _as_nobody(shop: Path, arguments: list[str], pipe: object) -> None:
    from softsell.cli import run
    from softsell.files import write  # imported while it may be
    from softsell.packs import load_pack

    assert write
    os.chdir(shop)
    load_pack("house", use_cache=False)
    run(["--diff" if word == "--fix" else word for word in arguments])  # import now, while it's still allowed
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    with (Path("/tmp") / f"nobody-{os.getpid()}").open("w+") as told:
        os.dup2(told.fileno(), 2)
        sys.stderr = os.fdopen(2, "w", closefd=False)
        status = run(arguments)
        sys.stderr.flush()
        told.seek(0)
        pipe.send((status, told.read()))  # type: ignore[attr-defined]
        Path(told.name).unlink()


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else; others see tests/cli"
)
@pytest.mark.parametrize("read_only", ["file", "folder"])
def test_a_read_only_file_is_reported_and_unchanged(read_only: str, shop: Path) -> None:
    (path,) = posts(shop, 1)
    own = Path(os.environ["XDG_CONFIG_HOME"]) / "softsell"
    for parent in (shop, *shop.parents, own, own.parent):
        if parent.stat().st_uid == os.getuid() and parent != Path("/") and parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o055)
    path.chmod(0o444 if read_only == "file" else 0o666)
    (shop / "posts").chmod(0o777 if read_only == "file" else 0o555)
    ours, theirs = multiprocessing.Pipe()
    arguments = ["check", "posts/000.txt", "--fix", "--no-server", "--no-cache", "--quiet"]
    child = multiprocessing.get_context("fork").Process(target=_as_nobody, args=(shop, arguments, theirs))
    child.start()
    assert ours.poll(60)
    status, told = ours.recv()
    child.join()
    assert status == 2
    assert "posts/000.txt: the file wasn't changed, because you don't have permission to write it or its folder" in told
    assert path.read_text() == BEFORE
    assert [entry.name for entry in (shop / "posts").iterdir()] == ["000.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_full_disk_under_the_report_is_reported(shop: Path) -> None:
    posts(shop, 1)
    with Path("/dev/full").open("wb") as full:
        words = [sys.executable, "-m", "softsell", "check", "posts", "--format", "json", "--no-server"]
        done = subprocess.run(words, cwd=shop, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode not in (0, 1)
    assert b"Traceback" not in done.stderr
    assert done.stderr.strip()


def test_a_full_disk_under_cache_and_baseline(
    shop: Path, softsell: Softsell, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A limit on the size of files replaces a full disk: the system refuses to write the rest."""
    posts(shop, 40, BEFORE * 3)
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
        "from softsell.cli import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    environment = {**os.environ, "SOFTSELL_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))}

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-c", limited, "check", "posts", "--no-server", *arguments]
        return subprocess.run(words, cwd=shop, env=environment, capture_output=True, check=False, timeout=120)

    checked = run("--format", "concise")
    assert (checked.returncode, checked.stderr) == (1, b"")
    assert checked.stdout.count(b"house/hurry") == 40 * 3
    baseline = run("--write-baseline")
    assert baseline.returncode == 2
    assert b"softsell-baseline.json: the file wasn't written, because" in baseline.stderr
    assert not (shop / "softsell-baseline.json").exists()
    must_report(softsell("check", "posts", "--baseline", "softsell-baseline.json", "--no-server"), "baseline")
