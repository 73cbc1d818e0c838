"""``softsell service``: starts the server at login."""

from __future__ import annotations

import click

from softsell.cli import CLEAN, FINDINGS
from softsell.cli.lookup import config_here
from softsell.cli.terminal import prepare_output, tell, write


@click.group(short_help="Start the server whenever you log in.")
def service() -> None:
    """Start the server whenever you log in, so the extension always finds it. This doesn't need administrator rights.

    On macOS and Windows, this is experimental.
    """


@service.command()
@click.option("--port", type=int, help="The port (default: the one in your settings, or 7355).")
@click.option("--languagetool", is_flag=True, help="Also serve LanguageTool's HTTP API at /v2, without a token.")
def install(port: int | None, languagetool: bool) -> int:
    """Start the server now and at every login. Experimental on macOS and Windows."""
    from softsell.web.login_service import install as install_service

    state = install_service(config_here(None, isolated=False).port if port is None else port, languagetool=languagetool)
    tell(f"softsell now starts at login, set up in {state.place}. To undo this, type: softsell service uninstall")
    if state.experimental:
        tell(f"{state.experimental} “softsell service status” shows whether the server is running.")
    return CLEAN


@service.command()
@click.option("--port", type=int, help="The port (default: the one in your settings, or 7355).")
def status(port: int | None) -> int:
    """Show whether the server starts at login and is running.

    Exits with 1 if it isn't running.
    """
    from softsell.web.login_service import status as service_status

    state = service_status(config_here(None, isolated=False).port if port is None else port)
    prepare_output(for_programs=False)
    starts = (
        f"softsell starts at login, set up in {state.place}." if state.installed else "softsell doesn't start at login."
    )
    runs = f"A server is running at http://{state.running}." if state.running else "No server is running."
    write([f"{starts} {runs}\n"])
    return CLEAN if state.running else FINDINGS


@service.command()
def uninstall() -> int:
    """Stop the server and don't start it at login any more."""
    from softsell.web.login_service import uninstall as uninstall_service

    tell("softsell no longer starts at login." if uninstall_service() else "softsell wasn't set up to start at login.")
    return CLEAN
