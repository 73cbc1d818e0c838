"""Starts the server at login on Linux, by a systemd user unit."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from softsell.errors import ServerError
from softsell.web.login_service.steps import NAME, Call, check_success, run_program, undone_on_failure, write


class SystemdUnit:
    """A systemd user unit."""

    experimental = ""

    def __init__(self, folder: Path | None = None, call: Call | None = None) -> None:
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        self._file = (folder or config / "systemd" / "user") / f"{NAME}.service"
        self._call = call or run_program
        self.place = str(self._file)

    def install(self, command: Sequence[str]) -> None:
        check_success(
            self._call(["systemctl", "--user", "daemon-reload"]),
            "softsell can't start at login here, because systemd doesn't manage your programs. Nothing was changed",
        )
        with undone_on_failure(self._file):
            write(self._file, unit_text(command).encode())
            try:
                for arguments in (["daemon-reload"], ["enable", f"{NAME}.service"], ["restart", f"{NAME}.service"]):
                    check_success(
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
