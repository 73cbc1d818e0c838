"""Runs a command in a network namespace that has only loopback, and notes every name that it asks for.

    unshare --net --map-root-user python -m tests.integrations.offline OUT.json COMMAND …

The addresses of the name servers are given to the loopback device, and this program answers there, so a program that wants to report to
its makers is noticed when it looks for them. ``OUT.json`` gets ``{"asked": [names], "status": the exit code}``.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

RESOLVERS = Path("/etc/resolv.conf")


def main() -> None:
    """Sets the namespace up, runs the command and writes what it asked for."""
    out, *command = sys.argv[1:]
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    found = re.findall(r"^\s*nameserver\s+([\d.]+)", RESOLVERS.read_text(encoding="utf-8"), re.MULTILINE)
    asked: list[str] = []
    for server in dict.fromkeys(found or ["127.0.0.1"]):
        if not server.startswith("127."):
            subprocess.run(["ip", "addr", "add", f"{server}/32", "dev", "lo"], check=True)
        port = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        port.bind((server, 53))
        threading.Thread(target=_answer, args=(port, asked), daemon=True).start()
    status = subprocess.run(command, check=False).returncode
    Path(out).write_text(json.dumps({"asked": asked, "status": status}), encoding="utf-8")


def _answer(port: socket.socket, asked: list[str]) -> None:
    """Notes each name that is asked for, and says that there is no such name."""
    while True:
        question, sender = port.recvfrom(4096)
        asked.append(_name(question[12:]))
        port.sendto(question[:2] + b"\x81\x83" + question[4:], sender)


def _name(question: bytes) -> str:
    labels = []
    while question and question[0]:
        labels.append(question[1 : 1 + question[0]].decode("ascii", "replace"))
        question = question[1 + question[0] :]
    return ".".join(labels)


if __name__ == "__main__":
    main()
