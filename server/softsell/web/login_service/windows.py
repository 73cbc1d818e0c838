"""Starts the server at login on Windows, by a scheduled task."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from softsell.web.login_service.steps import NAME, Call, check_success, run_program, undone_on_failure, write


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
        with undone_on_failure(self._file):
            write(self._file, task_xml(command).encode("utf-16"))
            check_success(
                self._call(["schtasks", "/Create", "/TN", NAME, "/XML", str(self._file), "/F"]),
                "Windows refused the scheduled task",
            )
        check_success(self._call(["schtasks", "/Run", "/TN", NAME]), "Windows couldn't start the scheduled task")

    def uninstall(self) -> bool:
        if not self.is_installed():
            return False
        self._call(["schtasks", "/End", "/TN", NAME])
        check_success(
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
