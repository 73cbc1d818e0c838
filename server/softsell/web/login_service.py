"""Starts the server at login: by a systemd user unit on Linux, a launchd agent on macOS, a scheduled task on Windows.

All three belong to the user and need no administrator. Tests check the files that are written and the programs that are called, without
a running service manager. The launchd agent and the Windows task are experimental: nobody has run them on a Mac or on Windows yet.
"""

from __future__ import annotations

import contextlib
import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape

from softsell.client.connection import find_running
from softsell.client.proof import address_of
from softsell.errors import ServerError
from softsell.web.private_files import write_private

NAME = "softsell"
LABEL = "org.softsell.server"


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of running a program of the system.

    Attributes:
        code: the exit code.
        text: the output and errors.
    """

    code: int
    text: str


Call = Callable[[Sequence[str]], Answer]
"""Runs a program of the system. Tests pass one that records the calls."""


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the service.

    Attributes:
        installed: whether the server starts at login.
        running: where the user's own server answers now, ``127.0.0.1:7355``, however it was started; empty if none does.
        place: the file or task that starts it.
        experimental: a sentence for the user if starting at login is experimental on this system; empty if it isn't.
    """

    installed: bool
    running: str
    place: str
    experimental: str = ""


class Manager(Protocol):
    """A service manager of a system.

    Attributes:
        place: the file or task that starts the server.
        experimental: see ``Status``.
    """

    place: str
    experimental: str

    def install(self, command: Sequence[str]) -> None: ...

    def uninstall(self) -> bool: ...

    def is_installed(self) -> bool: ...


def install(port: int, *, languagetool: bool = False) -> Status:
    """Start the server now and at every login.

    Raises:
        ServerError: softsell doesn't support this system, or the system refused.
    """
    command = [sys.executable, "-m", "softsell", "serve", "--port", str(port)]
    if languagetool:
        command.append("--languagetool")
    manager = manager_for(sys.platform)
    manager.install(command)
    return Status(True, _find_server(port), manager.place, manager.experimental)


def uninstall() -> bool:
    """Stop the server and no longer start it at login. Return whether it was installed.

    Raises:
        ServerError: softsell doesn't support this system, or the system refused.
    """
    return manager_for(sys.platform).uninstall()


def status(port: int) -> Status:
    """Return the state of the service.

    Raises:
        ServerError: softsell doesn't support this system.
    """
    manager = manager_for(sys.platform)
    return Status(manager.is_installed(), _find_server(port), manager.place, manager.experimental)


def manager_for(system: str) -> Manager:
    """Return the service manager of a system, as ``sys.platform`` names it.

    Raises:
        ServerError: softsell doesn't support this system.
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
    """A systemd user unit."""

    experimental = ""

    def __init__(self, folder: Path | None = None, call: Call | None = None) -> None:
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        self._file = (folder or config / "systemd" / "user") / f"{NAME}.service"
        self._call = call or run_program
        self.place = str(self._file)

    def install(self, command: Sequence[str]) -> None:
        _check_success(
            self._call(["systemctl", "--user", "daemon-reload"]),
            "softsell can't start at login here, because systemd doesn't manage your programs. Nothing was changed",
        )
        with _undone_on_failure(self._file):
            _write(self._file, unit_text(command).encode())
            try:
                for arguments in (["daemon-reload"], ["enable", f"{NAME}.service"], ["restart", f"{NAME}.service"]):
                    _check_success(
                        self._call(["systemctl", "--user", *arguments]), "systemd refused to start softsell at login"
                    )
            except ServerError:
                self._call(["systemctl", "--user", "disable", "--now", f"{NAME}.service"])
                raise

    def uninstall(self) -> bool:
        if not self._file.exists():
            return False
        # Without systemd, nothing runs the unit, and its file is all there is to remove.
        self._call(["systemctl", "--user", "disable", "--now", f"{NAME}.service"])
        self._file.unlink()
        # What `enable` made, which a systemd that isn't running can't remove.
        (self._file.parent / "default.target.wants" / self._file.name).unlink(missing_ok=True)
        self._call(["systemctl", "--user", "daemon-reload"])
        return True

    def is_installed(self) -> bool:
        return self._file.exists()


def unit_text(command: Sequence[str]) -> str:
    """Return the unit file that runs ``command``.

    It doesn't restrict the process: the server may start the user's browser, which would inherit the restrictions and end with the unit.
    """
    # % and $ have a meaning of their own in systemd's commands.
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
    """A launchd agent, written from Apple's documentation."""

    experimental = "Starting at login is experimental on macOS: it hasn't been tried on a Mac yet."

    def __init__(self, folder: Path | None = None, call: Call | None = None, user: int | None = None) -> None:
        self._file = (folder or Path.home() / "Library" / "LaunchAgents") / f"{LABEL}.plist"
        self._call = call or run_program
        self._domain = f"gui/{user if user is not None else _user_id()}"
        self.place = str(self._file)

    def install(self, command: Sequence[str]) -> None:
        with _undone_on_failure(self._file):
            _write(self._file, agent_plist(command))
            # It is an error to bootstrap a label twice, but harmless to boot out an unknown one.
            self._call(["launchctl", "bootout", f"{self._domain}/{LABEL}"])
            _check_success(
                self._call(["launchctl", "bootstrap", self._domain, str(self._file)]),
                "launchd refused to start softsell at login",
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
    """Return the property list of an agent that runs ``command`` at login, and again if it fails."""
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
    """A scheduled task of the user, written from Microsoft's documentation."""

    experimental = "Starting at login is experimental on Windows: it hasn't been tried there yet."

    def __init__(self, folder: Path | None = None, call: Call | None = None) -> None:
        local = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        self._file = (folder or local / "softsell") / "task.xml"
        self._call = call or run_program
        self.place = f"the scheduled task “{NAME}”"

    def install(self, command: Sequence[str]) -> None:
        # The scheduler reads UTF-16 with a byte order mark.
        with _undone_on_failure(self._file):
            _write(self._file, task_xml(command).encode("utf-16"))
            _check_success(
                self._call(["schtasks", "/Create", "/TN", NAME, "/XML", str(self._file), "/F"]),
                "Windows refused the scheduled task",
            )
        _check_success(self._call(["schtasks", "/Run", "/TN", NAME]), "Windows couldn't start the scheduled task")

    def uninstall(self) -> bool:
        if not self.is_installed():
            return False
        self._call(["schtasks", "/End", "/TN", NAME])
        _check_success(
            self._call(["schtasks", "/Delete", "/TN", NAME, "/F"]), "Windows couldn't delete the scheduled task"
        )
        self._file.unlink(missing_ok=True)
        return True

    def is_installed(self) -> bool:
        return self._call(["schtasks", "/Query", "/TN", NAME]).code == 0


def task_xml(command: Sequence[str]) -> str:
    """Return the task that runs ``command`` at logon, without a console window and without a time limit."""
    # pythonw is Python without a console window.
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
    """Run a program of the system and wait for it."""
    try:
        done = subprocess.run(  # noqa: S603 — fixed programs, arguments as a list
            list(arguments), capture_output=True, text=True, timeout=60, check=False
        )
    except FileNotFoundError:
        return Answer(127, f"this computer has no {arguments[0]}")
    except subprocess.TimeoutExpired:
        return Answer(124, f"{arguments[0]} didn't answer")
    return Answer(done.returncode, (done.stdout + done.stderr).strip())


def _find_server(port: int) -> str:
    found = find_running(port)
    return "" if found is None else address_of(*found)


def _check_success(answer: Answer, otherwise: str) -> None:
    if answer.code:
        raise ServerError(f"{otherwise}: {answer.text or f'exit code {answer.code}'}.")


@contextlib.contextmanager
def _undone_on_failure(path: Path) -> Iterator[None]:
    """Put a file back as it was if the block raises, so that nothing half set up stays behind."""
    before = path.read_bytes() if path.exists() else None
    created = [folder for folder in path.parents if not folder.exists()]
    try:
        yield
    except ServerError:
        if before is not None:
            _write(path, before)
        else:
            path.unlink(missing_ok=True)
            for folder in created:
                with contextlib.suppress(OSError):
                    folder.rmdir()
        raise


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerError(f"softsell can't write {path}: {error.strerror}.") from None
    write_private(path, content)  # in one step: half a unit would start something else


def _user_id() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
