"""``softsell service``: starting the server at login."""

from __future__ import annotations

import click

from softsell.cli import CLEAN, FINDINGS
from softsell.cli.lookup import config_here
from softsell.cli.terminal import prepare_output, tell, write


@click.group(short_help="Start the server whenever you log in.")
def service() -> None:
    """Start the server whenever you log in, so that the extension always finds it. Needs no administrator.

    On macOS and Windows this is experimental: it hasn't been tried there yet.
    """


@service.command()
@click.option("--port", type=int, help="The port (default: 7355, or as the settings say).")
@click.option("--languagetool", is_flag=True, help="Answer LanguageTool's HTTP API too, at /v2, without a token.")
def install(port: int | None, languagetool: bool) -> int:
    """Start the server now and at every login. Experimental on macOS and Windows."""
    from softsell.web.login_service import install as install_service

    state = install_service(config_here(None, isolated=False).port if port is None else port, languagetool=languagetool)
    tell(f"softsell starts at login from now on, by {state.place}. “softsell service uninstall” undoes this.")
    if state.experimental:
        tell(f"{state.experimental} “softsell service status” shows whether the server is running.")
    return CLEAN


@service.command()
@click.option("--port", type=int, help="The port (default: 7355, or as the settings say).")
def status(port: int | None) -> int:
    """Say whether the server starts at login and whether it runs. Exits with 1 if it does not run."""
    from softsell.web.login_service import status as service_status

    state = service_status(config_here(None, isolated=False).port if port is None else port)
    prepare_output(for_programs=False)
    starts = f"softsell starts at login, by {state.place}." if state.installed else "softsell does not start at login."
    runs = "A server is running." if state.running else "No server is running."
    write([f"{starts} {runs}\n"])
    return CLEAN if state.running else FINDINGS


@service.command()
def uninstall() -> int:
    """Stop the server and no longer start it at login."""
    from softsell.web.login_service import uninstall as uninstall_service

    tell("softsell no longer starts at login." if uninstall_service() else "softsell did not start at login anyway.")
    return CLEAN
