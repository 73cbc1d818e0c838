"""``softsell pair``: answers requests to pair, makes tokens for scripts, and revokes both."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from softsell.cli import CLEAN
from softsell.cli.lookup import config_here
from softsell.cli.terminal import prepare_output, tell, write
from softsell.diagnostics import nearest, sentence
from softsell.errors import ServerError, UsageError
from softsell.report.display import one_line

if TYPE_CHECKING:
    from softsell.client.connection import Connection

_PACE = 1.0
_PATIENCE = 300.0
_CONFIG_HELP = "Use this settings file."


@click.group(short_help="Let a browser extension or a script use the server.", invoke_without_command=True)
@click.option("--token", "token_name", metavar="NAME", help="Print a new token for a script called NAME.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help=_CONFIG_HELP)
@click.pass_context
def pair(context: click.Context, token_name: str | None, config_file: Path | None) -> int:
    """Let a browser extension or a script use the server.

    Press “Connect” in the extension, then run this without a command: compare the codes and answer.
    """
    if context.invoked_subcommand is not None:
        return CLEAN
    prepare_output(for_programs=False)
    if token_name is not None:
        return _print_token(token_name)
    return _answer(config_here(config_file, isolated=False).port)


@pair.command(name="list")
def list_clients() -> int:
    """List who may use the server."""
    from softsell.web.pairing.token_store import list_tokens

    prepare_output(for_programs=False)
    records = list_tokens()
    for record in records:
        since = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%Y-%m-%d")
        origin = f"  {one_line(record.origin)}" if record.origin else ""
        write([f"{record.id}  {record.kind:<9}  since {since}  {one_line(record.name)}{origin}\n"])
    if not records:
        tell("nobody is paired yet.")
    return CLEAN


@pair.command(short_help="Revoke the access of a client.")
@click.argument("token_id", metavar="ID")
def revoke(token_id: str) -> int:
    """Revoke the access of ID, an id or name that “softsell pair list” shows."""
    from softsell.web.pairing.token_store import list_tokens
    from softsell.web.pairing.token_store import revoke as take_back

    known = {record.id: record.name for record in list_tokens()}
    named = [known_id for known_id, name in known.items() if name == token_id]
    wanted = named[0] if token_id not in known and len(named) == 1 else token_id
    if wanted not in known or not take_back(wanted):
        hint = sentence(nearest(token_id, [*known, *known.values()])) or "“softsell pair list” shows who is paired."
        raise UsageError(f"Nobody is paired as “{token_id}”. {hint}")
    tell(f"{known[wanted]} can no longer use the server.")
    return CLEAN


def _print_token(name: str) -> int:
    from softsell.web.pairing.token_store import create_token

    if not name.strip() or len(name) > 60:
        raise UsageError("A token's name must have 1 to 60 characters. Example: --token backup-script.")
    token = create_token(name.strip())
    write([f"{token}\n"])
    tell("this token can't be shown again. Send it as “Authorization: Bearer TOKEN”; “softsell pair list” lists it.")
    return CLEAN


def _answer(port: int) -> int:
    """Wait for a request to pair, show it and ask the user to allow or deny it."""
    from softsell.client.connection import connect_to_running

    if not sys.stdin.isatty():
        raise UsageError("“softsell pair” asks you a question, so run it in a terminal. A script needs --token NAME.")
    connection = connect_to_running(port)
    if connection is None:
        raise ServerError("None of your servers is running. Start one with “softsell serve”.")
    with connection:
        waiting = fetch_requests(connection)
        if not waiting:
            tell("press “Connect” in the extension now. Press Ctrl-C to stop waiting.")
            waiting = _wait_for_request(connection)
        if not waiting:
            raise ServerError("Nobody asked to pair. Press “Connect” in the extension, then try again.")
        for request in waiting:
            decide(connection, request)
    return CLEAN


def _wait_for_request(connection: Connection) -> list[dict[str, Any]]:
    deadline = time.monotonic() + _PATIENCE
    waiting: list[dict[str, Any]] = []
    while not waiting and time.monotonic() < deadline:
        time.sleep(_PACE)
        waiting = fetch_requests(connection)
    return waiting


def fetch_requests(connection: Connection) -> list[dict[str, Any]]:
    """Return the requests to pair that wait at a server.

    Raises:
        ServerError: it doesn't say.
    """
    status, answer = _ask(connection, "GET", "/v1/pair/requests", None)
    if status != 200:
        raise ServerError("The server didn't say who asks to pair. Restart it, then try again.")
    waiting: list[dict[str, Any]] = answer["requests"]
    return waiting


def decide(connection: Connection, request: dict[str, Any]) -> None:
    """Show a request to pair, ask the user to allow or deny it, and tell the server.

    Raises:
        ServerError: the request is over.
    """
    name, origin = one_line(str(request["name"])), one_line(str(request["origin"] or "a program on this computer"))
    write([f"“{name}” ({origin}) wants to use softsell.\n\n    {request['code']}\n\n"])
    approved = click.confirm("Does it show the same code, and do you allow it", default=False)
    path = "/v1/pair/approve" if approved else "/v1/pair/deny"
    status, answer = _ask(connection, "POST", path, {"code": request["code"]})
    if status != 200:
        raise ServerError(str(answer.get("detail", "The request has expired. Press “Connect” again in the extension.")))
    tell(f"{name} can use softsell now." if approved else f"{name} was denied.")


def _ask(connection: Connection, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, Any]:
    try:
        return connection.ask(method, path, body)
    except (OSError, ValueError):
        raise ServerError("The server stopped. Start it again with “softsell serve”.") from None
