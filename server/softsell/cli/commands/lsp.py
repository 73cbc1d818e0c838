"""``softsell lsp``: serves editors over standard input and output."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from softsell.cli import CLEAN, USUAL_COLLECTION
from softsell.cli.extras import missing_extra
from softsell.cli.lookup import settings_options


@click.command(short_help="Check posts in your editor (language server).")
@click.option("--stdio", is_flag=True, help="Does nothing: standard input and output are always used.")
@settings_options
def lsp(stdio: bool, config_file: Path | None, isolated: bool) -> int:
    """Serve the Language Server Protocol on standard input and output.

    An editor starts this command itself; its settings say how. Each document is checked by the settings of its folder.
    """
    try:
        from softsell.lsp.server import run
    except ModuleNotFoundError as error:
        raise missing_extra("lsp", error) from None
    from softsell.files.live_settings import LiveSettings

    gc.set_threshold(*USUAL_COLLECTION)
    run(LiveSettings(config_file, isolated=isolated))
    return CLEAN
