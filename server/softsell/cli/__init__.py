"""The command line. This module starts it and ends it well; each command is a module of its own, imported when it is
called.

Exit codes: 0 nothing to complain of; 1 findings; 2 wrong use, wrong configuration, or a file that can't be read; 70 a
mistake in softsell itself (``EX_SOFTWARE`` of sysexits.h); 130 stopped by Ctrl-C; 141 the reader of the output went
away, as shells call it.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from click import ClickException

CLEAN, FINDINGS, WRONG_USE, OUR_MISTAKE, STOPPED, CUT_SHORT = 0, 1, 2, 70, 130, 141


USUAL_COLLECTION = gc.get_threshold()
"""How often Python collects garbage by itself; for commands that run all day."""


class ReaderGone(Exception):
    """Whoever read the output has closed it, as ``head`` does. Not an OSError: click would end the program on one."""


def main() -> NoReturn:
    """The entry point of ``softsell``: runs the command named in ``sys.argv`` and exits."""
    # A command makes next to nothing that the collector would find, and its modules and results are much to look through.
    gc.set_threshold(100_000, 50, 100)
    status = run(sys.argv[1:])
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Runs a command and returns the exit code; whatever goes wrong has been told on standard error."""
    try:
        status = _try_server(arguments)
    except (BrokenPipeError, ReaderGone):
        return _discard_output()
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # the last fence, as below
        return _handle_failure(error)
    return status if status is not None else _run(arguments)


def _try_server(arguments: list[str]) -> int | None:
    """The exit code of a check that the running server did; ``None`` where there is none to do it."""
    if arguments[:1] != ["check"] or "--no-server" in arguments:
        return None
    from softsell.cli.ask_server import check_on_server

    return check_on_server(arguments[1:])


def _run(arguments: list[str]) -> int:
    from click import ClickException
    from click.exceptions import Abort, Exit

    try:
        from softsell.cli.app import app

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
    except Exception as error:  # the last fence: a traceback would show the user's draft
        return _handle_failure(error)
    return result if isinstance(result, int) else CLEAN


def _handle_failure(error: Exception) -> int:
    from softsell.errors import SoftsellError

    return _report_error(str(error)) if isinstance(error, SoftsellError) else _apologise(error)


def _report_error(sentence: str) -> int:
    from softsell.report.display import shown_lines

    with suppress(OSError, ValueError):
        sys.stderr.write(f"softsell: {shown_lines(sentence)}\n")
    return WRONG_USE


def _report_misuse(error: ClickException) -> int:
    """What click has to say: it quotes what was typed, and a shell types the names of files for ``*``."""
    from softsell.report.display import shown_lines

    told = StringIO()
    error.show(told)
    with suppress(OSError, ValueError):
        sys.stderr.write(shown_lines(told.getvalue()))
    return WRONG_USE


def _discard_output() -> int:
    # Python flushes standard output once more when it exits, and would complain then.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CUT_SHORT


def _apologise(error: Exception) -> int:
    from softsell.unexpected import describe

    with suppress(OSError, ValueError):
        sys.stderr.write(f"softsell: {describe(error)}\n")
    return OUR_MISTAKE
