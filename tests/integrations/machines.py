"""Runs a Ray cluster of several machines: network namespaces with addresses of their own, each with its own Ray node.

    unshare --net --map-root-user python -m tests.integrations.machines RAY FOLDER COUNT

The first machine is the namespace that the program is started in, 10.77.0.1. Number N of the others is 10.77.N.2, and a pair of virtual
devices joins it to the first, which passes on what they say to each other. When all nodes run, the program prints a line of JSON: for each
machine its ``address`` and a ``process`` in it, which ``nsenter`` takes. It ends the nodes when its input ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PORT = 6379


def main() -> None:
    """Makes the machines, starts their nodes and waits."""
    ray, folder, count = sys.argv[1:]
    first = {"address": "10.77.0.1", "process": 0}
    machines = [first]
    started: list[subprocess.Popen[str]] = []
    try:
        _run("ip", "link", "set", "lo", "up")
        _run("ip", "addr", "add", f"{first['address']}/32", "dev", "lo")
        Path("/proc/sys/net/ipv4/ip_forward").write_text("1", encoding="ascii")
        started.append(_node([ray], "--head", f"--port={PORT}", "--include-dashboard=false", f"--temp-dir={folder}"))
        first["process"] = started[0].pid
        for number in range(1, int(count)):
            started.append(holder := _machine(number))
            address = f"10.77.{number}.2"
            inside = ["nsenter", "-t", str(holder.pid), "-n", ray]
            started.append(_node(inside, f"--address={first['address']}:{PORT}", f"--node-ip-address={address}"))
            machines.append({"address": address, "process": holder.pid})
        print(json.dumps(machines), flush=True)
        sys.stdin.read()
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait()


def _machine(number: int) -> subprocess.Popen[str]:
    """Makes a namespace that is joined to this one, and returns the process that keeps it."""
    words = ["unshare", "--net", "sh", "-c", "echo made; read end"]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "made\n"
    inside = ("nsenter", "-t", str(holder.pid), "-n", "ip")
    here, there = f"10.77.{number}.1", f"10.77.{number}.2"
    _run("ip", "link", "add", f"to{number}", "type", "veth", "peer", "name", "eth0", "netns", str(holder.pid))
    _run("ip", "addr", "add", f"{here}/24", "dev", f"to{number}")
    _run("ip", "link", "set", f"to{number}", "up")
    _run(*inside, "link", "set", "lo", "up")
    _run(*inside, "addr", "add", f"{there}/24", "dev", "eth0")
    _run(*inside, "link", "set", "eth0", "up")
    _run(*inside, "route", "add", "default", "via", here)
    return holder


def _node(ray: list[str], *words: str) -> subprocess.Popen[str]:
    """Starts a Ray node with one processor and waits until it runs. The processes of a node end with it."""
    head = () if "--head" not in words else ("--node-ip-address=10.77.0.1",)
    command = [*ray, "start", "--block", "--num-cpus=1", *words, *head]
    node = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert node.stdout is not None
    said = []
    for line in node.stdout:
        said.append(line)
        if "--block" in line:
            return node
    raise SystemExit("Ray didn't start: " + "".join(said))


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
