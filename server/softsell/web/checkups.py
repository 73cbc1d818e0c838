"""What ``softsell doctor`` looks at on the server's side: state folder, tokens, port, running server, front end, service.

Changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from softsell import __version__
from softsell.client.connection import Connection, connect, is_own_server
from softsell.client.fingerprint import fingerprint
from softsell.client.running import state_folder
from softsell.config.config import Config
from softsell.errors import ServerError, SoftsellError
from softsell.web.pairing.token_store import TokenStore
from softsell.web.static_files import StaticFiles


@dataclass(frozen=True, slots=True)
class Checkup:
    """One thing that was looked at.

    Attributes:
        name: what, in two or three words.
        ok: whether it is well; ``None`` for what is worth knowing and neither well nor ill.
        told: what was found, in one sentence.
        remedy: what to do about it; empty where there is nothing to do.
    """

    name: str
    ok: bool | None
    told: str
    remedy: str = ""


def doctor_checks(config: Config | None = None) -> list[Checkup]:
    """Looks at everything that the server needs.

    Args:
        config: the settings that hold here; port and fingerprint come from them.
    """
    config = config or Config()
    return [_state(), _tokens(), *_server(config), _playground(), _service(config.port)]


def _state() -> Checkup:
    folder = state_folder()
    if not folder.exists():
        return Checkup("state folder", None, f"{folder} is not there yet; it is made when the server first starts.")
    open_files = TokenStore(folder).open_files()
    if open_files:
        names = ", ".join(str(path) for path in open_files[:3])
        return Checkup(
            "state folder", False, f"Other users of this computer may read {names}.", f"Run: chmod -R go= {folder}"
        )
    return Checkup("state folder", True, f"{folder} is readable by you alone.")


def _tokens() -> Checkup:
    paired = [record for record in TokenStore().all() if record.kind != "owner"]
    if not paired:
        return Checkup("paired", None, "Nobody is paired yet.", "Press “Connect” in the extension's options.")
    names = ", ".join(f"{record.name} ({record.id})" for record in paired[:5])
    return Checkup("paired", True, f"{len(paired)} paired: {names}.")


def _server(config: Config) -> list[Checkup]:
    place = f"127.0.0.1:{config.port}"
    connection = connect(config.port)
    if connection is None and not is_own_server("127.0.0.1", config.port):
        return [_no_server(config.port)]
    if connection is None:
        return [
            Checkup(
                "server",
                False,
                f"Your softsell answers at {place}, but it is of another version.",
                f"Stop it and start “softsell serve” again (this is {__version__}).",
            )
        ]
    with connection:
        checks = [Checkup("server", True, f"softsell {__version__} answers at {place}."), *_inside(connection, config)]
        if connection.open_without_token:
            checks.append(_open_api())
        return checks


def _open_api() -> Checkup:
    from softsell.web.languagetool import open_notice

    remedy = (
        "To switch it off, start the server without --languagetool and without “languagetool = true” in the settings."
    )
    return Checkup("open API", None, open_notice(), remedy)


def _no_server(port: int) -> Checkup:
    from softsell.web.serve import open_port

    try:
        open_port("127.0.0.1", port).close()
    except SoftsellError as error:
        return Checkup("server", False, str(error), "Stop that program, or set another port under [server].")
    return Checkup("server", None, f"No server runs at port {port}.", "Start it with “softsell serve”.")


def _inside(connection: Connection, config: Config) -> list[Checkup]:
    same = connection.configuration == fingerprint(config)
    settings = (
        Checkup("settings", True, "The server uses the settings that hold here.")
        if same
        else Checkup(
            "settings",
            None,
            "The server uses other settings than those that hold here, so the command line checks by itself.",
            "Start “softsell serve” in this folder to have one answer everywhere.",
        )
    )
    try:
        status, packs = connection.ask("GET", "/v1/packs")
    except (OSError, ValueError):
        return [settings, Checkup("packs", False, "The server did not say which packs it uses.", "Start it again.")]
    if status == 200 and packs["problems"]:
        first = packs["problems"][0]
        told = f"The server still uses the last good packs. {first['path']}:{first['line']}: {first['message']}"
        return [settings, Checkup("packs", False, told, first["hint"])]
    return [settings, Checkup("packs", True, f"{len(packs['packs'])} packs are in use."), *_versions(connection)]


def _versions(connection: Connection) -> list[Checkup]:
    from softsell.web.gate.client_versions import is_same_release

    try:
        status, answer = connection.ask("GET", "/v1/clients")
    except (OSError, ValueError):
        return []
    clients = answer["clients"] if status == 200 else []
    return [
        Checkup(
            "versions",
            False,
            f"{client['name']} ({client['version']}) is of another version than softsell ({__version__}).",
            "Update the older one.",
        )
        for client in clients
        if client["version"] and not is_same_release(client["version"], __version__)
    ]


def _playground() -> Checkup:
    if StaticFiles().playground() is None:
        return Checkup(
            "playground",
            None,
            "The playground was not built into this installation.",
            "Install Node 20 or newer, then install softsell again.",
        )
    return Checkup("playground", True, "The playground is there.")


def _service(port: int) -> Checkup:
    from softsell.web.login_service import status

    try:
        service = status(port)
    except ServerError as error:
        return Checkup("service", None, str(error))
    if not service.installed:
        return Checkup("service", None, "softsell does not start at login.", "“softsell service install” makes it.")
    if not service.running:
        return Checkup(
            "service", False, f"{service.place} should run softsell, but nothing answers.", "Start it again."
        )
    return Checkup("service", True, f"softsell starts at login, by {service.place}.")
