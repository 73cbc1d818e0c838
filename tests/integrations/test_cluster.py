"""``softsell archive --ray`` with Daft on real Ray clusters: one of two workers, and one of three machines with addresses of their own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.integrations.programs import PROGRAMS, ROOT

PYTHON = PROGRAMS / "python"
CLUSTER = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_USAGE_STATS_REPORT_URL": "http://127.0.0.1:9/"}
"""With the first alone, a cluster still reports that it doesn't report."""
POSTS = (
    "Hurry! Our HUGE sale ends tonight, so buy now.",
    "What do you read before breakfast? I like the paper, and a bit of poetry.",
    "We are the best bakery in town 🎉, and our bread is the best bread. Order today!",
)
REMOTE = ("--ray", "10.77.0.1:6379", "--leaves-this-machine")


def _missing() -> str:
    done = subprocess.run(
        [PYTHON, "-c", "import daft, ray, numpy, spacy"],
        env={**os.environ, "DO_NOT_TRACK": "true"},
        check=False,
        capture_output=True,
    )
    return (
        "" if done.returncode == 0 else f"{PYTHON} has no Daft or Ray; “make lock” and “make integrations” install them"
    )


pytestmark = [
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="the processes of the cluster are found in /proc"),
    pytest.mark.skipif(bool(why := _missing()), reason=why),
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Variables for softsell and for the cluster, which imports softsell too."""
    home = tmp_path_factory.mktemp("home")
    own = {name: str(home / name) for name in ("SOFTSELL_CACHE_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy")
    left = {name: value for name, value in os.environ.items() if name not in names}
    return {**left, **own, **CLUSTER, "PYTHONPATH": str(ROOT / "server")}


def _has_namespaces() -> bool:
    if not all(map(shutil.which, ("unshare", "ip"))):
        return False
    words = ["unshare", "--net", "--map-root-user", "ip", "link", "set", "lo", "up"]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


NETWORKS = pytest.mark.skipif(not _has_namespaces(), reason="this system doesn't let programs make network namespaces")


@contextmanager
def cluster(environment: Mapping[str, str]) -> Iterator[str]:
    """A cluster with two processors. Gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with short_folder() as folder:
        words = [
            "--head",
            "--block",
            f"--port={port}",
            "--num-cpus=2",
            "--include-dashboard=false",
            f"--temp-dir={folder}",
        ]
        ray = subprocess.Popen(
            [PROGRAMS / "ray", "start", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        try:
            assert ray.stdout is not None
            for line in ray.stdout:
                if b"--block" in line:
                    break
            else:
                pytest.fail("Ray didn't start")
            yield f"127.0.0.1:{port}"
        finally:
            ray.terminate()
            ray.wait()


@contextmanager
def short_folder() -> Iterator[Path]:
    """A folder for a cluster. Its name is shorter than that of ``tmp_path``, because the cluster's sockets are in it."""
    name = tempfile.mkdtemp(prefix="ray-")
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name, ignore_errors=True)


@pytest.fixture(scope="module")
def address(environment: Mapping[str, str]) -> Iterator[str]:
    """A cluster for some tests."""
    with cluster(environment) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sheet of 3,000 posts, with a bad row in it."""
    rows = [f'{number},"{number}. {POSTS[number % 3]}"\n' for number in range(3_000)]
    rows[1_234] = '1234,"junk" after a quote\n'
    (tmp_path / "posts.csv").write_text("Id,Caption\n" + "".join(rows), encoding="utf-8")
    return tmp_path


def archive(
    folder: Path, environment: Mapping[str, str], *words: str, machine: Machine | None = None
) -> subprocess.Popen[bytes]:
    """Starts ``softsell archive`` there, on another machine if one is given."""
    command = [*(machine.inside if machine else ()), str(PYTHON), "-m", "softsell", "archive", "--isolated", *words]
    return subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@dataclass(frozen=True)
class Machine:
    """A machine of a cluster: its address, and a process in its network."""

    address: str
    process: int

    @property
    def inside(self) -> tuple[str, ...]:
        """The words before a command that runs there."""
        return ("nsenter", "-t", str(self.process), "-U", "-n", "--preserve-credentials")

    @property
    def network(self) -> Path:
        """What all its processes have in common."""
        return Path(f"/proc/{self.process}/ns/net").readlink()


def finish(process: subprocess.Popen[bytes]) -> str:
    """Waits for the end, and returns what was said."""
    out, err = process.communicate(timeout=900)
    assert process.returncode == 0, (out + err).decode()
    return (out + err).decode()


def wait_for(condition: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Waits until a condition holds while a process runs."""
    while not condition():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def parts(folder: Path) -> int:
    """Returns how many units are done."""
    return len(list((folder / "out.jsonl.softsell-archive").glob("*.part")))


def workers(network: Path | None = None) -> list[int]:
    """Returns the processes of the cluster that check units: all, or those in one network."""
    found = []
    for process in processes(network):
        with suppress(OSError):
            command = Path(f"/proc/{process}/cmdline").read_bytes()
            if b"ray::" in command and b"UDFActor" in command:
                found.append(process)
    return found


def processes(network: Path | None = None) -> list[int]:
    """Returns all processes, or those in one network."""
    found = []
    for path in Path("/proc").glob("[0-9]*/ns/net"):
        with suppress(OSError):
            if network is None or path.readlink() == network:
                found.append(int(path.parts[2]))
    return found


def test_a_cluster_writes_the_same_bytes(folder: Path, address: str, environment: Mapping[str, str]) -> None:
    finish(archive(folder, environment, "posts.csv", "expected.jsonl"))
    said = finish(archive(folder, environment, "--ray", address, "posts.csv", "out.jsonl"))
    assert "1 of 3,000 rows couldn't be read" in said
    assert (folder / "out.jsonl").read_bytes() == (folder / "expected.jsonl").read_bytes()
    assert not (folder / "out.jsonl.softsell-archive").exists()


def test_dead_workers_and_a_dead_driver_lose_nothing(
    folder: Path, address: str, environment: Mapping[str, str]
) -> None:
    finish(archive(folder, environment, "posts.csv", "expected.jsonl"))
    process = archive(folder, environment, "--ray", address, "posts.csv", "out.jsonl")
    wait_for(lambda: parts(folder) >= 1 and workers(), process)
    os.kill(workers()[0], signal.SIGKILL)
    wait_for(lambda: parts(folder) >= 4, process)
    process.kill()
    process.communicate()
    said = finish(archive(folder, environment, "--ray", address, "posts.csv", "out.jsonl"))
    assert "Going on with the run that was stopped" in said
    assert (folder / "out.jsonl").read_bytes() == (folder / "expected.jsonl").read_bytes()


def test_nothing_answers(folder: Path, environment: Mapping[str, str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        process = archive(folder, environment, "--ray", f"127.0.0.1:{probe.getsockname()[1]}", "posts.csv", "out.jsonl")
        _, err = process.communicate(timeout=300)
    assert process.returncode == 2
    assert b"no Ray cluster answers there" in err
    assert b"Traceback" not in err


@contextmanager
def machines(environment: Mapping[str, str]) -> Iterator[list[Machine]]:
    """A cluster of three machines with a processor each; see ``machines.py``. softsell runs on the first."""
    with short_folder() as folder:
        words = ["unshare", "--net", "--map-root-user", sys.executable, "-m", "tests.integrations.machines"]
        command = [*words, str(PROGRAMS / "ray"), str(folder), "3"]
        with subprocess.Popen(
            command, cwd=ROOT, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            yield [Machine(**one) for one in json.loads(process.stdout.readline())]
            process.communicate()


@pytest.fixture(scope="module")
def three(environment: Mapping[str, str]) -> Iterator[list[Machine]]:
    """A cluster of three machines for tests that leave it whole."""
    with machines(environment) as found:
        yield found


@NETWORKS
@pytest.mark.parametrize("address", ["10.77.0.1:6379", "127.0.0.1:6379"], ids=["its address", "loopback"])
def test_nothing_is_sent_to_other_machines_without_a_yes(
    address: str, folder: Path, three: list[Machine], environment: Mapping[str, str]
) -> None:
    process = archive(folder, environment, "--ray", address, "posts.csv", "out.jsonl", machine=three[0])
    _, err = process.communicate(timeout=300)
    assert process.returncode == 2
    assert b"nothing was sent, because that cluster has other machines than this one" in err
    assert b"--leaves-this-machine" in err
    assert [path.name for path in folder.iterdir()] == ["posts.csv"]


@NETWORKS
def test_machines_share_the_work_and_write_the_same_bytes(
    folder: Path, three: list[Machine], environment: Mapping[str, str]
) -> None:
    finish(archive(folder, environment, "posts.csv", "expected.jsonl"))
    process = archive(folder, environment, *REMOTE, "posts.csv", "out.jsonl", machine=three[0])
    wait_for(lambda: all(workers(machine.network) for machine in three), process)
    assert "1 of 3,000 rows couldn't be read" in finish(process)
    assert (folder / "out.jsonl").read_bytes() == (folder / "expected.jsonl").read_bytes()


@NETWORKS
def test_a_machine_that_dies_loses_nothing(folder: Path, environment: Mapping[str, str]) -> None:
    finish(archive(folder, environment, "posts.csv", "expected.jsonl"))
    with machines(environment) as found:
        process = archive(folder, environment, *REMOTE, "posts.csv", "out.jsonl", machine=found[0])
        wait_for(lambda: parts(folder) >= 1 and workers(found[2].network), process)
        for one in processes(found[2].network):
            os.kill(one, signal.SIGKILL)
        assert "1 of 3,000 rows couldn't be read" in finish(process)
        assert (folder / "out.jsonl").read_bytes() == (folder / "expected.jsonl").read_bytes()


@NETWORKS
def test_a_run_whose_cluster_is_gone_goes_on_without_it(folder: Path, environment: Mapping[str, str]) -> None:
    finish(archive(folder, environment, "posts.csv", "expected.jsonl"))
    with machines(environment) as found:
        process = archive(folder, environment, *REMOTE, "posts.csv", "out.jsonl", machine=found[0])
        wait_for(lambda: parts(folder) >= 1, process)
        for one in processes(found[0].network):
            if b"gcs_server" in Path(f"/proc/{one}/cmdline").read_bytes():
                os.kill(one, signal.SIGKILL)
        process.communicate(timeout=900)
    finish(archive(folder, environment, "posts.csv", "out.jsonl"))
    assert (folder / "out.jsonl").read_bytes() == (folder / "expected.jsonl").read_bytes()


SCRIPT = """
import contextlib, socket, subprocess, sys
ray, python, folder, temporary = sys.argv[1:]
start = [ray, "start", "--head", "--block", "--port=6379", "--num-cpus=2", "--include-dashboard=false", f"--temp-dir={temporary}"]
cluster = subprocess.Popen(start, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
for line in cluster.stdout:
    if b"--block" in line:
        break
with contextlib.suppress(OSError):
    socket.gethostbyname("begin.test")
done = subprocess.run([python, "-m", "softsell", "archive", "--isolated", "--ray", "127.0.0.1:6379", "posts.csv", "out.jsonl"], cwd=folder)
cluster.terminate()
cluster.wait()
sys.exit(done.returncode)
"""

CONTROL = """
import threading, urllib.request, daft
for thread in threading.enumerate():
    if thread is not threading.current_thread():
        thread.join(30)
daft.from_pydict({"a": [1]}).collect()
for thread in threading.enumerate():
    if thread is not threading.current_thread():
        thread.join(30)
"""


def offline(folder: Path, environment: Mapping[str, str], *command: object) -> dict[str, object]:
    """Runs a command where there is only loopback, and returns which names it asked for, and its exit code."""
    words = [
        "unshare",
        "--net",
        "--map-root-user",
        sys.executable,
        "-m",
        "tests.integrations.offline",
        str(folder / "asked.json"),
    ]
    done = subprocess.run(
        [*words, *map(str, command)],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert (folder / "asked.json").exists(), done.stdout + done.stderr
    found: dict[str, object] = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    return {**found, "said": done.stdout + done.stderr}


@NETWORKS
def test_nothing_is_reported_to_anybody(folder: Path, environment: Mapping[str, str]) -> None:
    """With only loopback, the run works and asks for no name, and without our variables Daft asks for one."""
    with short_folder() as temporary:
        found = offline(folder, environment, PYTHON, "-c", SCRIPT, PROGRAMS / "ray", PYTHON, folder, temporary)
    assert found["status"] == 0, found["said"]
    assert len((folder / "out.jsonl").read_bytes().splitlines()) == 3_000
    asked = found["asked"]
    assert isinstance(asked, list)
    assert "begin.test" in asked
    after = asked[len(asked) - asked[::-1].index("begin.test") :]
    assert after == []  # before, Ray looks whether it runs in a cloud, when its user starts it
    quiet = ("DO_NOT_TRACK", "SCARF_NO_ANALYTICS", "DAFT_ANALYTICS_ENABLED")
    loud = {name: value for name, value in environment.items() if name not in quiet}
    assert offline(folder, loud, PYTHON, "-c", CONTROL)["asked"]
