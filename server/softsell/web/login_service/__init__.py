"""Starts the server at login: by a systemd user unit on Linux, a launchd agent on macOS, a scheduled task on Windows.

All three belong to the user and need no administrator. Tests check the files that are written and the programs that are called, without
a running service manager. The launchd agent and the Windows task are experimental: nobody has run them on a Mac or on Windows yet.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from softsell.client.connection import find_running
from softsell.client.proof import address_of
from softsell.errors import ServerError
from softsell.web.login_service.launchd import LaunchdAgent
from softsell.web.login_service.systemd import SystemdUnit
from softsell.web.login_service.windows import WindowsTask


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


def _find_server(port: int) -> str:
    found = find_running(port)
    return "" if found is None else address_of(*found)
