"""Two machines with a cable between them, as far as one machine can play both: two network namespaces and a pair of virtual cards.

    unshare --net --mount --map-root-user python -m tests.integrations.machines RAY PYTHON FOLDER TEMPORARY REPORT

This starts a Ray cluster whose head is on the first machine, 10.77.0.1, and whose other node is on the second, 10.77.0.2. The second
can't see ``FOLDER``, where the posts are. Then it runs ``softsell archive`` on the first machine three times, and writes what
happened to ``REPORT``.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FIRST, SECOND = "10.77.0.1", "10.77.0.2"
PORT = 6379
ROWS = 3_000


def _run(*words: str) -> None:
    subprocess.run(words, check=True)


@contextmanager
def _second_machine(*hidden: Path) -> Iterator[int]:
    """A network namespace with a card that is joined to ours, and empty folders of its own. Gives the id of a process in it."""
    folders = " && ".join(f"mount -t tmpfs none {folder}" for folder in hidden)
    script = f"{folders} && ip link set lo up && echo ready && exec sleep infinity"
    holder = subprocess.Popen(["unshare", "--net", "--mount", "sh", "-c", script], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        _run("ip", "link", "set", "lo", "up")
        _run("ip", "link", "add", "first", "type", "veth", "peer", "name", "second", "netns", str(holder.pid))
        _run("ip", "addr", "add", f"{FIRST}/24", "dev", "first")
        _run("ip", "link", "set", "first", "up")
        _run(*_on(holder.pid), "ip", "addr", "add", f"{SECOND}/24", "dev", "second")
        _run(*_on(holder.pid), "ip", "link", "set", "second", "up")
        yield holder.pid
    finally:
        holder.kill()
        holder.wait()


def _on(machine: int) -> tuple[str, ...]:
    return ("nsenter", f"--target={machine}", "--net", "--mount")


@contextmanager
def _node(ray: str, words: Sequence[str], before: Sequence[str] = ()) -> Iterator[None]:
    start = [*before, ray, "start", "--block", "--num-cpus=1", *words]
    process = subprocess.Popen(start, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        assert process.stdout is not None
        said = b""
        for line in process.stdout:
            said += line
            if b"--block" in line:
                break
        else:
            raise RuntimeError(said.decode())
        yield
    finally:
        process.terminate()
        process.wait()


def _network(process: int | str) -> Path:
    """Return the network namespace that a process is in."""
    return Path(f"/proc/{process}/ns/net").readlink()


def _workers(machine: int | None) -> list[int]:
    """Return the processes that check units on a machine; ``None`` is the first."""
    network = _network(machine or "self")
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
            if b"ray::" in command and b"UDFActor" in command and _network(path.parent.name) == network:
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def _everything_on(machine: int) -> list[int]:
    """Return the processes of Ray on the second machine."""
    network = _network(machine)
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if int(path.name) != machine and _network(path.name) == network:
                found.append(int(path.name))
        except OSError:
            continue
    return found


def _wait_for(condition: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    while not condition():
        if process.poll() is not None:
            raise RuntimeError(b"".join(process.communicate()).decode())
        time.sleep(0.01)


def main(ray: str, python: str, folder: Path, temporary: Path, report: Path) -> None:
    """Run the three archives and write what happened."""
    said: dict[str, object] = {}

    def archive(out: str, *words: str) -> subprocess.Popen[bytes]:
        command = [
            python,
            "-m",
            "softsell",
            "archive",
            "--isolated",
            "--ray",
            f"{FIRST}:{PORT}",
            *words,
            "posts.csv",
            out,
        ]
        return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    head = [
        "--head",
        f"--port={PORT}",
        f"--node-ip-address={FIRST}",
        "--include-dashboard=false",
        f"--temp-dir={temporary}",
    ]
    joined = [f"--address={FIRST}:{PORT}", f"--node-ip-address={SECOND}"]
    with _second_machine(folder, temporary) as machine, _node(ray, head), _node(ray, joined, _on(machine)):
        refused = archive("refused.jsonl")
        _, err = refused.communicate(timeout=300)
        said["refused"] = [refused.returncode, err.decode()]

        whole = archive("out.jsonl", "--leaves-this-machine")
        _wait_for(lambda: _workers(None) and _workers(machine), whole)
        out, err = whole.communicate(timeout=900)
        said["whole"] = [whole.returncode, (out + err).decode()]

        dying = archive("again.jsonl", "--leaves-this-machine")
        parts = folder / "again.jsonl.softsell-archive"
        _wait_for(lambda: _workers(machine) and list(parts.glob("*.part")), dying)
        for process in _everything_on(machine):
            os.kill(process, signal.SIGKILL)
        out, err = dying.communicate(timeout=900)
        said["a machine dies"] = [dying.returncode, (out + err).decode()]
    report.write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    _ray, _python, *_paths = sys.argv[1:]
    try:
        main(_ray, _python, *map(Path, _paths))
    finally:
        shutil.rmtree(_paths[1], ignore_errors=True)
