"""``softsell serve``: the local server, in the foreground."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from softsell.cli import CLEAN, USUAL_COLLECTION
from softsell.cli.lookup import settings_options
from softsell.cli.terminal import prepare_output, tell, write
from softsell.config.config import Config
from softsell.errors import ServerError

if TYPE_CHECKING:
    from softsell.web.serve import Started


@click.command(short_help="Start the local server for the browser extension.")
@click.option("--host", default="127.0.0.1", show_default=True, help="127.0.0.1, ::1 or localhost; no other.")
@click.option("--port", type=int, help="The port (default: 7355, or as the settings say).")
@click.option("--languagetool", is_flag=True, help="Answer LanguageTool's HTTP API too, at /v2, without a token.")
@click.option("--open", "open_playground", is_flag=True, help="Open the playground in the browser.")
@click.option("--no-browser", is_flag=True, help="Never open a page by itself, not even when somebody asks to pair.")
@settings_options
def serve(
    host: str,
    port: int | None,
    languagetool: bool,
    open_playground: bool,
    no_browser: bool,
    config_file: Path | None,
    isolated: bool,
) -> int:
    """Start the local server that the browser extension, editors and scripts ask. Ctrl-C ends it.

    It listens on this computer only, and answers nobody who wasn't paired. With --languagetool, any program on this computer can have
    text checked at /v2 without a token, because clients of that API can't send one; on Linux, only programs that you run.
    """
    from softsell.cli.answer_as_server import answer
    from softsell.web.serve import serve as run_server

    config = _config(config_file, languagetool=languagetool, isolated=isolated)
    prepare_output(for_programs=False)
    gc.set_threshold(*USUAL_COLLECTION)
    try:
        run_server(
            host,
            config.port if port is None else port,
            config,
            load_config=lambda: _config(config_file, languagetool=languagetool, isolated=isolated),
            config_files=_files(config_file, isolated=isolated),
            open_pages=not no_browser,
            run=answer,
            on_start=lambda started: _greet(started, open_playground=open_playground),
        )
    except KeyboardInterrupt:
        tell("stopped.")
    return CLEAN


def _config(config_file: Path | None, *, languagetool: bool, isolated: bool) -> Config:
    from softsell.cli.lookup import config_here

    config = config_here(config_file, isolated=isolated)
    return replace(config, languagetool=True) if languagetool else config


def _files(config_file: Path | None, *, isolated: bool) -> list[Path]:
    """The files to be read again when they change, those among them that do not exist yet."""
    from softsell.config.locate import FILE_NAME, find_config, user_config_path

    if isolated:
        return []
    found = [config_file] if config_file is not None else [find_config(Path.cwd()), Path.cwd() / FILE_NAME]
    return list(dict.fromkeys(filter(None, [*found, user_config_path()])))


def _greet(started: Started, *, open_playground: bool) -> None:
    write(
        [
            f"softsell is running at http://{started.address}. Ctrl-C ends it.\n",
            f"The playground: {started.link} (this link works once, within ten minutes)\n",
        ]
    )
    if started.notice:
        write([f"{started.notice}\n"])
    if open_playground:
        tell(_opened(started))


def _opened(started: Started) -> str:
    try:
        if started.open_playground():
            return "if your browser can't read the file it is given, as those from a snap or a flatpak, use the link above."
    except ServerError as error:
        return str(error)
    return "no browser could be opened; use the link above."
