"""Starting the server at login: a systemd user unit on Linux, a launchd agent on macOS, a scheduled task on Windows.

All three belong to the user alone and need no administrator. Tried: the unit's text and the calls made, on Linux, with no systemd session
to talk to. Untried: everything that launchd and the Windows task scheduler do with theirs; no such machine was at hand.
"""

from __future__ import annotations

import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape

from softsell.client.connection import is_own_server
from softsell.errors import ServerError
from softsell.web.private_files import write_private

NAME = "softsell"
LABEL = "org.softsell.server"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program of the system said.

    Attributes:
        code: its exit code.
        text: its output and errors.
    """

    code: int
    text: str


Call = Callable[[Sequence[str]], Answer]
"""Runs a program of the system; in tests, records what would have been run."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the service is.

    Attributes:
        installed: whether it starts at login.
        running: whether the user's own server answers at the port now, however it was started.
        place: the file or task that starts it.
    """

    installed: bool
    running: bool
    place: str


class Manager(Protocol):
    """What each system can do with a service of the user's."""

    place: str

    def install(self, command: Sequence[str]) -> None: ...

    def uninstall(self) -> bool: ...

    def is_installed(self) -> bool: ...


def install(port: int = 7355, *, languagetool: bool = False) -> Status:
    """Makes the server start at login, and starts it now.

    Raises:
        ServerError: the system has no such service, or refuses.
    """
    command = [sys.executable, "-m", "softsell", "serve", "--port", str(port)]
    if languagetool:
        command.append("--languagetool")
    manager = manager_for(sys.platform)
    manager.install(command)
    return Status(True, is_own_server("127.0.0.1", port), manager.place)


def uninstall() -> bool:
    """Stops the server that was started for the user and no longer starts it at login; whether there was one.

    Raises:
        ServerError: the system has no such service, or refuses.
    """
    return manager_for(sys.platform).uninstall()


def status(port: int = 7355) -> Status:
    """How the service is.

    Raises:
        ServerError: the system has no such service.
    """
    manager = manager_for(sys.platform)
    return Status(manager.is_installed(), is_own_server("127.0.0.1", port), manager.place)


def manager_for(system: str) -> Manager:
    """The manager of a system, as ``sys.platform`` names it.

    Raises:
        ServerError: there is none for it.
    """
    if system.startswith("linux"):
        return SystemdUnit()
    if system == "darwin":
        return LaunchdAgent()
    if system == "win32":
        return WindowsTask()
    raise ServerError(
        f"softsell can't start itself at login on this system ({system}). Start “softsell serve” yourself."
    )


class SystemdUnit:
    """A systemd user unit. Written and its calls checked here; no systemd was there to carry them out."""

    def __init__(self, folder: Path | None = None, call: Call | None = None) -> None:
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        self._file = (folder or config / "systemd" / "user") / f"{NAME}.service"
        self._call = call or run_program
        self.place = str(self._file)

    def install(self, command: Sequence[str]) -> None:
        _write(self._file, unit_text(command).encode())
        for arguments in (["daemon-reload"], ["enable", f"{NAME}.service"], ["restart", f"{NAME}.service"]):
            _must(
                self._call(["systemctl", "--user", *arguments]), f"{self._file} is written, but systemd did not take it"
            )

    def uninstall(self) -> bool:
        if not self._file.exists():
            return False
        _must(
            self._call(["systemctl", "--user", "disable", "--now", f"{NAME}.service"]), "systemd did not let go of it"
        )
        self._file.unlink()
        self._call(["systemctl", "--user", "daemon-reload"])
        return True

    def is_installed(self) -> bool:
        return self._file.exists()


def unit_text(command: Sequence[str]) -> str:
    """The unit that runs ``command``.

    It takes no rights away: the server may open a page in the user's browser, which would then run with those rights and end with
    the unit.
    """
    # systemd reads % and $ in a command as its own.
    line = " ".join(shlex.quote(word).replace("%", "%%").replace("$", "$$") for word in command)
    return f"""[Unit]
Description=softsell, a linter for social posts

[Service]
ExecStart={line}
Restart=on-failure
RestartSec=5
KillMode=process

[Install]
WantedBy=default.target
"""


class LaunchdAgent:
    """A launchd agent. Untried: written after Apple's documentation, checked only for the text and the calls."""

    def __init__(self, folder: Path | None = None, call: Call | None = None, user: int | None = None) -> None:
        self._file = (folder or Path.home() / "Library" / "LaunchAgents") / f"{LABEL}.plist"
        self._call = call or run_program
        self._domain = f"gui/{user if user is not None else _user_id()}"
        self.place = str(self._file)

    def install(self, command: Sequence[str]) -> None:
        _write(self._file, agent_plist(command))
        # A second bootstrap of a known label is an error; letting go of an unknown one is harmless.
        self._call(["launchctl", "bootout", f"{self._domain}/{LABEL}"])
        _must(
            self._call(["launchctl", "bootstrap", self._domain, str(self._file)]),
            f"{self._file} is written, but launchd did not take it",
        )

    def uninstall(self) -> bool:
        if not self._file.exists():
            return False
        self._call(["launchctl", "bootout", f"{self._domain}/{LABEL}"])
        self._file.unlink()
        return True

    def is_installed(self) -> bool:
        return self._file.exists()


def agent_plist(command: Sequence[str]) -> bytes:
    """The property list of an agent that runs ``command`` at login and again when it fails."""
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ProcessType": "Background",
            "ThrottleInterval": 5,
        }
    )


class WindowsTask:
    """A scheduled task of the user's own. Untried: written after Microsoft's documentation, checked only for the text and the calls."""

    def __init__(self, folder: Path | None = None, call: Call | None = None) -> None:
        local = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        self._file = (folder or local / "softsell") / "task.xml"
        self._call = call or run_program
        self.place = f"the scheduled task “{NAME}”"

    def install(self, command: Sequence[str]) -> None:
        # The scheduler reads UTF-16 with its mark.
        _write(self._file, task_xml(command).encode("utf-16"))
        _must(
            self._call(["schtasks", "/Create", "/TN", NAME, "/XML", str(self._file), "/F"]),
            "Windows did not take the scheduled task",
        )
        _must(self._call(["schtasks", "/Run", "/TN", NAME]), "Windows did not start the scheduled task")

    def uninstall(self) -> bool:
        if not self.is_installed():
            return False
        self._call(["schtasks", "/End", "/TN", NAME])
        _must(self._call(["schtasks", "/Delete", "/TN", NAME, "/F"]), "Windows did not delete the scheduled task")
        self._file.unlink(missing_ok=True)
        return True

    def is_installed(self) -> bool:
        return self._call(["schtasks", "/Query", "/TN", NAME]).code == 0


def task_xml(command: Sequence[str]) -> str:
    """The task that runs ``command`` at logon, without a console window and without an end."""
    # pythonw is Python without a window.
    program = command[0].replace("python.exe", "pythonw.exe")
    arguments = subprocess.list2cmdline(command[1:])
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>3</Count></RestartOnFailure>
  </Settings>
  <Actions><Exec><Command>{escape(program)}</Command><Arguments>{escape(arguments)}</Arguments></Exec></Actions>
</Task>
"""


def run_program(arguments: Sequence[str]) -> Answer:
    """Runs a program of the system to its end."""
    try:
        done = subprocess.run(  # noqa: S603 — fixed programs, arguments as a list
            list(arguments), capture_output=True, text=True, timeout=60, check=False
        )
    except FileNotFoundError:
        return Answer(127, f"there is no {arguments[0]} on this computer")
    except subprocess.TimeoutExpired:
        return Answer(124, f"{arguments[0]} did not answer")
    return Answer(done.returncode, (done.stdout + done.stderr).strip())


def _must(answer: Answer, otherwise: str) -> None:
    if answer.code:
        raise ServerError(f"{otherwise}: {answer.text or f'exit code {answer.code}'}.")


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerError(f"softsell can't write {path}: {error.strerror}.") from None
    write_private(path, content)  # whole or not at all: half a unit would start something else


def _user_id() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
