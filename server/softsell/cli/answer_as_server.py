"""The server's side of ``softsell check``: same options and same run, but on the bytes that the client sent and with rules already loaded.

The server declines whatever the command line could do differently: other settings, wrong options, a file of many drafts, a sheet or an
archive, whose choice of columns goes to standard error. The command line then does the check itself. Its side is in ``ask_server``.
"""

from __future__ import annotations

from pathlib import Path

from click import ClickException
from click.exceptions import Exit

from softsell.cli.check_request import Request
from softsell.cli.check_run import Run
from softsell.cli.commands.check import check
from softsell.cli.quick_request import quick_request
from softsell.cli.terminal import Terminal
from softsell.client.command import Command
from softsell.client.fingerprint import fingerprint
from softsell.config.config import Config
from softsell.config.locate import user_config_path
from softsell.engine.engine import Engine
from softsell.errors import SoftsellError
from softsell.files.folder_settings import Settings

_COLOR = {"always": True, "never": False}


class _NotHere(Exception):
    """The command line has to do this check itself."""


def answer(command: Command, engine: Engine, settings: str) -> tuple[str, int] | None:
    """Return what ``softsell check`` would print and its exit code, or ``None`` if the command line has to do the check.

    Args:
        command: what the user typed, and where.
        engine: the server's engine.
        settings: the ``fingerprint`` of the engine's settings.
    """
    folder = Path(command.folder)
    if not folder.is_absolute() or Path(command.settings_folder) != user_config_path().parent:
        return None

    def engine_for(config: Config) -> Engine:
        if fingerprint(config) != settings or engine.warnings:
            raise _NotHere
        return engine

    try:
        request = _parse_request(command)
        run = Run(
            request,
            request.paths,
            Terminal(_COLOR.get(request.color, command.color), command.width, command.unicode),
            settings=Settings(None, request.isolated, request.overrides, folder, engine_for),
            contents=command.contents,
            complain=_refuse,
        )
        output = "".join(run.report())
        return output, run.exit_code()
    except (_NotHere, SoftsellError, ClickException, Exit, OSError):
        return None


def _parse_request(command: Command) -> Request:
    request = quick_request(command.arguments)
    if request is None:
        # Without --help, because click would print the help on the server's terminal.
        with check.make_context("check", list(command.arguments), help_option_names=[]) as context:
            request = Request(**context.params)
    request.validate()
    named = dict.fromkeys(request.paths)
    elsewhere = request.watch or request.write_baseline or request.mode != "check" or request.no_server
    # These may be pipes, or the standard input of the command line.
    named_files = (request.config_file, request.baseline, request.output, request.annotate, request.diff_base)
    names_files = any(name is not None for name in named_files)
    are_sent = named.keys() == command.contents.keys() and len(named) == len(request.paths)
    if elsewhere or names_files or not are_sent:
        raise _NotHere
    return request


def _refuse(_error: str) -> None:
    raise _NotHere
