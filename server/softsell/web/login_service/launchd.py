"""Starts the server at login on macOS, by a launchd agent."""

from __future__ import annotations

import os
import plistlib
from collections.abc import Sequence
from pathlib import Path

from softsell.web.login_service.steps import Call, check_success, run_program, undone_on_failure, write

LABEL = "org.softsell.server"


class LaunchdAgent:
    """A launchd agent, written from Apple's documentation."""

    experimental = "Starting at login is experimental on macOS: it hasn't been tried on a Mac yet."

    def __init__(self, folder: Path | None = None, call: Call | None = None, user: int | None = None) -> None:
        self._file = (folder or Path.home() / "Library" / "LaunchAgents") / f"{LABEL}.plist"
        self._call = call or run_program
        self._domain = f"gui/{user if user is not None else _user_id()}"
        self.place = str(self._file)

    def install(self, command: Sequence[str]) -> None:
        with undone_on_failure(self._file):
            write(self._file, agent_plist(command))
            # It is an error to bootstrap a label twice, but harmless to boot out an unknown one.
            self._call(["launchctl", "bootout", f"{self._domain}/{LABEL}"])
            check_success(
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


def _user_id() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
