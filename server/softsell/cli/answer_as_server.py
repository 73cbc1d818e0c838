"""The server's side of ``softsell check``: the same options, the same run, but on bytes that were sent and with rules loaded before.

What this can't do just as the command line would (other settings, a mistake in the options, a file of many drafts) it leaves to
the command line, which knows how to tell it. Not here: the command line's side (``quick``).
"""

from __future__ import annotations

from pathlib import Path

from click import ClickException
from click.exceptions import Exit

from softsell.cli.check_request import Request
from softsell.cli.check_run import Run
from softsell.cli.commands.check import check
from softsell.cli.terminal import Terminal
from softsell.client.command import Command
from softsell.client.fingerprint import fingerprint
from softsell.config.config import Config
from softsell.config.locate import user_config_path
from softsell.engine.engine import Engine
from softsell.errors import SoftsellError
from softsell.files.settings import Settings

_COLOR = {"always": True, "never": False}


class _NotHere(Exception):
    """The command line has to do this by itself."""


def answer(command: Command, engine: Engine, settings: str) -> tuple[str, int] | None:
    """What ``softsell check`` would print and its exit code; ``None`` where the command line has to say it.

    Args:
        command: what was typed, and where.
        engine: the server's.
        settings: the ``fingerprint`` of the engine's settings.
    """
    folder = Path(command.folder)
    if not folder.is_absolute() or command.settings_folder != str(user_config_path().parent):
        return None

    def engine_for(config: Config) -> Engine:
        if fingerprint(config) != settings or engine.warnings:
            raise _NotHere
        return engine

    try:
        request = _request(command)
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


def _request(command: Command) -> Request:
    # Without --help, which would be printed where the server runs.
    with check.make_context("check", list(command.arguments), help_option_names=[]) as context:
        request = Request(**context.params)
    request.validate()
    named = dict.fromkeys(request.paths)
    elsewhere = request.watch or request.write_baseline or request.mode != "check" or request.no_server
    # These may be pipes, or the command line's own standard input.
    names_files = request.config_file is not None or request.baseline is not None
    are_sent = named.keys() == command.contents.keys() and len(named) == len(request.paths)
    if elsewhere or names_files or not are_sent:
        raise _NotHere
    return request


def _refuse(_error: str) -> None:
    raise _NotHere
