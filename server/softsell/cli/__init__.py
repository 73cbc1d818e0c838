"""The command line. This module runs a command and turns every error into a message and an exit code. Each command is a
module in ``commands``, imported when it is called.

Exit codes: 0 no findings; 1 findings; 2 wrong use, wrong settings, or a file that can't be read; 70 a bug in softsell
(``EX_SOFTWARE`` in sysexits.h); 130 stopped by Ctrl-C; 141 the program that read the output closed it (128 + SIGPIPE).
"""

from __future__ import annotations

import gc
import os
import sys

# Like typing.TYPE_CHECKING. A check by a running server ends before typing, contextlib or anything that imports them would be loaded.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from click import ClickException

CLEAN, FINDINGS, WRONG_USE, OUR_MISTAKE, STOPPED, CUT_SHORT = 0, 1, 2, 70, 130, 141


USUAL_COLLECTION = gc.get_threshold()
"""Python's own garbage collection thresholds, for commands that run all day."""


class ReaderGone(Exception):
    """The program that reads the output has closed it, as ``head`` does. Not an OSError, because click exits on one."""


def main() -> NoReturn:
    """Run the command in ``sys.argv`` and exit. This is the entry point of ``softsell``."""
    # A command makes little garbage, and scanning its modules and results for it takes long.
    gc.set_threshold(100_000, 50, 100)
    _open_closed_streams()
    status = run(sys.argv[1:])
    _complain("", flush=True)
    _end_at_once(status)
    # Python would look through everything for garbage before it ends, which takes long after a server has run.
    gc.freeze()
    sys.exit(status)


def _open_closed_streams() -> None:
    """Python has no stream where a program was started with a closed one (``>&-``). Nobody reads what is written there."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - without pathlib, until the process ends


def _end_at_once(status: int) -> None:
    """End the process without taking all modules apart, unless threads, atexit or a profiler have work to do then."""
    if "threading" in sys.modules or "atexit" in sys.modules or sys.getprofile() or sys.gettrace():
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        return  # Python says so when it ends.
    os._exit(status)


def run(arguments: list[str]) -> int:
    """Run a command and return the exit code. Errors are printed to standard error."""
    try:
        status = _try_server(arguments)
    except (BrokenPipeError, ReaderGone):
        return _discard_output()
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # the last resort, as below
        return _handle_failure(error)
    return status if status is not None else _run(arguments)


def _try_server(arguments: list[str]) -> int | None:
    """Let a running server do a check, and return the exit code. Return ``None`` if no server did it."""
    if arguments[:1] != ["check"] or "--no-server" in arguments:
        return None
    from softsell.cli.ask_server import check_on_server

    return check_on_server(arguments[1:])


def _run(arguments: list[str]) -> int:
    try:
        status = _check_quickly(arguments)
        if status is not None:
            sys.stdout.flush()
            return status
    except (BrokenPipeError, ReaderGone):
        return _discard_output()
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # the last resort: a traceback would show the user's draft
        return _handle_failure(error)
    return _run_with_click(arguments)


def _check_quickly(arguments: list[str]) -> int | None:
    """Run a check with the usual options, and return the exit code. Return ``None`` for anything else."""
    if arguments[:1] != ["check"]:
        return None
    _import_lightly()
    from softsell.cli.quick_request import quick_request

    request = quick_request(arguments[1:])
    if request is None:
        return None
    from softsell.cli.check_steps import run_check

    request.validate()
    return run_check(request)


def _import_lightly() -> None:
    """Import msgspec and pathlib with stand-ins for modules that they import, that take long, and of which a check needs next to nothing.

    - typing_extensions: msgspec takes from it what typing has too.
    - platform: uuid, which msgspec imports, asks it for the name of the system.
    - datetime: msgspec needs its classes, which are written in C. Before Python 3.12, the module defines them in Python as well.
    - textwrap: msgspec needs it for schemas.
    - urllib.parse: pathlib needs one function of it for ``Path.as_uri``, before Python 3.13.

    Whoever imports one of them later gets the real module.
    """
    stand_ins: dict[str, object] = {"typing_extensions": None}  # Python then says that it isn't installed.
    stand_ins["textwrap"] = _Later("textwrap")
    if hasattr(os, "uname"):
        stand_ins["platform"] = _Platform
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        import _datetime  # type: ignore[import-not-found]

        stand_ins["datetime"] = _datetime
    if sys.version_info < (3, 13):
        stand_ins["urllib"] = stand_ins["urllib.parse"] = _UrllibParse
    absent = [name for name in stand_ins if name not in sys.modules]
    sys.modules.update({name: stand_ins[name] for name in absent})  # type: ignore[misc]
    try:
        import pathlib  # noqa: F401

        import msgspec  # noqa: F401
    finally:
        for name in absent:
            del sys.modules[name]


class _Later:
    """A module that is imported when something of it is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)  # The import system asks for some.
        from importlib import import_module

        return getattr(import_module(self._name), name)


class _Platform:
    """What uuid takes from the module platform."""

    @staticmethod
    def system() -> str:
        return os.uname().sysname


class _UrllibParse:
    """What pathlib takes from urllib.parse."""

    @staticmethod
    def quote_from_bytes(path: bytes) -> str:
        from urllib.parse import quote_from_bytes

        return quote_from_bytes(path)


def _run_with_click(arguments: list[str]) -> int:
    from click import ClickException
    from click.exceptions import Abort, Exit

    try:
        from softsell.cli.root import app

        result = app.main(arguments, prog_name="softsell", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, ReaderGone):
        return _discard_output()
    except ClickException as error:
        return _report_misuse(error)
    except Exit as request:
        return request.exit_code
    except (KeyboardInterrupt, Abort):
        return STOPPED
    except Exception as error:  # the last resort: a traceback would show the user's draft
        return _handle_failure(error)
    return result if isinstance(result, int) else CLEAN


def _handle_failure(error: Exception) -> int:
    from softsell.errors import SoftsellError

    if isinstance(error, PermissionError) and isinstance(error.filename, str):
        # Looking whether a file is there may be refused anywhere. That is no bug, and the message quotes no draft.
        return _report_error(f"{error.filename}: this can't be opened: {error.strerror}.")
    return _report_error(str(error)) if isinstance(error, SoftsellError) else _apologise(error)


def _report_error(sentence: str) -> int:
    from softsell.cli.terminal import tell

    tell(sentence, kind="error")
    return WRONG_USE


def _report_misuse(error: ClickException) -> int:
    """Print click's error, escaped: it quotes the arguments, and these may be hostile file names that a shell put in for ``*``."""
    from io import StringIO

    from softsell.report.display import escape_lines

    message = StringIO()
    error.show(message)
    _complain(escape_lines(message.getvalue()))
    return WRONG_USE


def _discard_output() -> int:
    from contextlib import suppress

    # Python flushes standard output again when it exits, which would print an error.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CUT_SHORT


def _apologise(error: Exception) -> int:
    from softsell.unexpected import describe

    _complain(f"error: {describe(error)}\n")
    return OUR_MISTAKE


def _complain(message: str, *, flush: bool = False) -> None:
    """Write to standard error, which may be closed."""
    try:
        sys.stderr.write(message)
        if flush:
            sys.stderr.flush()
    except (OSError, ValueError):
        return
