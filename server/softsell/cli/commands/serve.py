"""``softsell serve``: runs the local server in the foreground."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from softsell.cli import CLEAN, USUAL_COLLECTION
from softsell.cli.lookup import settings_options
from softsell.cli.terminal import prepare_output, tell, write
from softsell.config.config import Config
from softsell.errors import ServerError

if TYPE_CHECKING:
    from softsell.web.server import Started


@click.command(short_help="Start the local server for the browser extension.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address: 127.0.0.1, ::1 or localhost.")
@click.option("--port", type=int, help="The port (default: the one in your settings, or 7355).")
@click.option("--languagetool", is_flag=True, help="Also serve LanguageTool's HTTP API at /v2, without a token.")
@click.option("--history", is_flag=True, help="Keep a history of the posts that you send; see “softsell history”.")
@click.option("--open", "open_playground", is_flag=True, help="Open the playground in the browser.")
@click.option("--no-browser", is_flag=True, help="Never open a page in the browser, not even for a request to pair.")
@click.option(
    "--stop-when-idle",
    "idle_minutes",
    type=click.FloatRange(min=0, min_open=True),
    metavar="MINUTES",
    help="Stop when nobody has asked anything for this long.",
)
@settings_options
def serve(
    host: str,
    port: int | None,
    languagetool: bool,
    history: bool,
    open_playground: bool,
    no_browser: bool,
    idle_minutes: float | None,
    config_file: Path | None,
    isolated: bool,
) -> int:
    """Start the local server for the browser extension, editors and scripts. Ctrl-C stops it.

    It listens on this computer only, and only paired clients can use it. With --languagetool, any program on this computer can have
    text checked at /v2 without a token, because clients of that API can't send one. On Linux, only programs that you run can.
    """
    from softsell.cli.answer_as_server import answer
    from softsell.web.server import serve as run_server

    config = _load_config(config_file, languagetool=languagetool, history=history, isolated=isolated)
    prepare_output(for_programs=False)
    gc.set_threshold(*USUAL_COLLECTION)
    try:
        run_server(
            host,
            config.port if port is None else port,
            config,
            load_config=lambda: _load_config(
                config_file, languagetool=languagetool, history=history, isolated=isolated
            ),
            config_files=_find_config_files(config_file, isolated=isolated),
            open_pages=not no_browser,
            run=answer,
            idle_minutes=idle_minutes,
            on_start=lambda started: _greet(started, open_playground=open_playground),
        )
    except KeyboardInterrupt:
        tell("stopped.")
    return CLEAN


def _load_config(config_file: Path | None, *, languagetool: bool, history: bool, isolated: bool) -> Config:
    from softsell.cli.lookup import config_here

    config = config_here(config_file, isolated=isolated)
    return replace(config, languagetool=languagetool or config.languagetool, history=history or config.history)


def _find_config_files(config_file: Path | None, *, isolated: bool) -> list[Path]:
    """Return the settings files to watch, including those that don't exist yet."""
    from softsell.config.locate import FILE_NAME, find_config, user_config_path

    if isolated:
        return []
    found = [config_file] if config_file is not None else [find_config(Path.cwd()), Path.cwd() / FILE_NAME]
    return list(dict.fromkeys(filter(None, [*found, user_config_path()])))


def _greet(started: Started, *, open_playground: bool) -> None:
    write(
        [
            f"softsell is running at http://{started.address}. Press Ctrl-C to stop it.\n",
            f"The playground: {started.link} (this link works once; http://{started.address} always does)\n",
        ]
    )
    if started.notice:
        write([f"{started.notice}\n"])
    if open_playground:
        tell(_open_playground(started))


def _open_playground(started: Started) -> str:
    try:
        if started.open_playground():
            return "if your browser can't open the file it was given (one from a snap or flatpak often can't), use the link above."
    except ServerError as error:
        return str(error)
    return "no browser could be opened. Use the link above."
