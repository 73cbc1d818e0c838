"""``softsell mcp``: serves assistants over standard input and output."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from softsell.cli import CLEAN, USUAL_COLLECTION
from softsell.cli.extras import missing_extra
from softsell.cli.lookup import settings_options


@click.command(short_help="Let an assistant check the drafts that it writes (MCP).")
@settings_options
def mcp(config_file: Path | None, isolated: bool) -> int:
    """Serve the Model Context Protocol on standard input and output.

    An assistant starts this command itself; its settings say how. It can check and fix drafts, and list and explain rules, by the
    settings of the folder in which it runs.
    """
    try:
        from softsell.mcp_server.server import run
    except ModuleNotFoundError as error:
        raise missing_extra("mcp", error) from None
    from softsell.files.live_settings import LiveSettings

    gc.set_threshold(*USUAL_COLLECTION)
    run(LiveSettings(config_file, isolated=isolated))
    return CLEAN
