"""Checks what the server needs, for ``softsell doctor``: state folder, tokens, port, running server, playground, service.

Changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from softsell import __version__
from softsell.client.connection import Connection, connect, find_running
from softsell.client.fingerprint import fingerprint
from softsell.client.proof import address_of
from softsell.client.running import state_folder
from softsell.config.config import Config
from softsell.errors import ServerError, SoftsellError
from softsell.web.open_notice import open_notice
from softsell.web.pairing.token_store import TokenStore
from softsell.web.port import open_port
from softsell.web.static_files import StaticFiles


@dataclass(frozen=True, slots=True)
class Checkup:
    """One thing that was checked.

    Attributes:
        name: what was checked, in two or three words.
        ok: whether it is as it should be; ``None`` if it is only worth knowing.
        message: the result, in one sentence.
        remedy: what to do about it; empty if there is nothing to do.
    """

    name: str
    ok: bool | None
    message: str
    remedy: str = ""


def check_server(config: Config) -> list[Checkup]:
    """Check everything that the server needs.

    Args:
        config: the settings that apply here. They give the port and the fingerprint.
    """
    return [
        _check_state(),
        _check_tokens(),
        *_check_port(config),
        _check_playground(),
        _check_service(config.port),
        _check_browsers(),
        _check_history(config),
    ]


def _check_state() -> Checkup:
    folder = state_folder()
    if not folder.exists():
        return Checkup("state folder", None, f"{folder} doesn't exist yet. The server creates it when it first starts.")
    open_files = TokenStore(folder).open_files()
    if open_files:
        names = ", ".join(str(path) for path in open_files[:3])
        return Checkup(
            "state folder", False, f"Other users of this computer can read {names}.", f"Run: chmod -R go= {folder}"
        )
    return Checkup("state folder", True, f"{folder} can only be read by you.")


def _check_tokens() -> Checkup:
    paired = [record for record in TokenStore().all() if record.kind != "owner"]
    if not paired:
        return Checkup(
            "paired", None, "No client is paired yet.", "Run “softsell setup”, or press “Connect” in the extension."
        )
    names = ", ".join(f"{record.name} ({record.id})" for record in paired[:5])
    return Checkup("paired", True, f"{len(paired)} paired: {names}.")


def _check_port(config: Config) -> list[Checkup]:
    found = find_running(config.port)
    if found is None:
        return [_check_free_port(config.port)]
    host, port = found
    place = address_of(host, port)
    connection = connect(port, host)
    if connection is None:
        return [
            Checkup(
                "server",
                False,
                f"Your softsell answers at {place}, but it is another version.",
                f"Stop it and start “softsell serve” again (this is {__version__}).",
            )
        ]
    with connection:
        checks = [_describe_server(place, port, config.port), *_check_running(connection, config)]
        if connection.open_without_token:
            checks.append(_describe_open_api())
        return checks


def _describe_server(place: str, port: int, expected: int) -> Checkup:
    if port == expected:
        return Checkup("server", True, f"softsell {__version__} answers at {place}.")
    return Checkup(
        "server",
        True,
        f"softsell {__version__} answers at {place}, not at port {expected}, where clients look first.",
        f"The extension finds it if it has paired before. To move it for good, set port = {port} under [server] in your own settings.",
    )


def _describe_open_api() -> Checkup:
    remedy = (
        "To switch it off, start the server without --languagetool and without “languagetool = true” in the settings."
    )
    return Checkup("open API", None, open_notice(), remedy)


def _check_free_port(port: int) -> Checkup:
    try:
        open_port("127.0.0.1", port).close()
    except SoftsellError as error:
        return Checkup("server", False, str(error), "Stop that program, or set another port under [server].")
    return Checkup("server", None, f"No server is running at port {port}.", "Start one with “softsell serve”.")


def _check_running(connection: Connection, config: Config) -> list[Checkup]:
    same = connection.configuration == fingerprint(config)
    settings = (
        Checkup("settings", True, "The server uses the settings that apply here.")
        if same
        else Checkup(
            "settings",
            None,
            "The server's settings differ from those that apply here, so the command line does its checks itself.",
            "Start “softsell serve” in this folder to get the same findings everywhere.",
        )
    )
    try:
        status, packs = connection.ask("GET", "/v1/packs")
    except (OSError, ValueError):
        return [settings, Checkup("packs", False, "The server didn't say which packs it uses.", "Start it again.")]
    if status == 200 and packs["problems"]:
        first = packs["problems"][0]
        message = f"The server still uses the last good packs. {first['path']}:{first['line']}: {first['message']}"
        return [settings, Checkup("packs", False, message, first["hint"])]
    return [settings, Checkup("packs", True, f"{len(packs['packs'])} packs are in use."), *_check_versions(connection)]


def _check_versions(connection: Connection) -> list[Checkup]:
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
            f"{client['name']} ({client['version']}) has another version than softsell ({__version__}).",
            "Update the older one.",
        )
        for client in clients
        if client["version"] and not is_same_release(client["version"], __version__)
    ]


def _check_playground() -> Checkup:
    if StaticFiles().playground() is None:
        return Checkup(
            "playground",
            None,
            "This installation doesn't include the playground.",
            "Install Node 20 or newer, then install softsell again.",
        )
    return Checkup("playground", True, "The playground is installed.")


def _check_service(port: int) -> Checkup:
    from softsell.web.login_service import status

    try:
        service = status(port)
    except ServerError as error:
        return Checkup("service", None, str(error))
    if not service.installed:
        return Checkup("service", None, "softsell doesn't start at login.", "To change that, run “softsell setup”.")
    if not service.running:
        return Checkup(
            "service",
            False,
            f"{service.place} should run softsell, but nothing answers.",
            "Run “softsell service install” to start it again.",
        )
    return Checkup("service", True, f"softsell starts at login, by {service.place}. {service.experimental}".rstrip())


def _check_history(config: Config) -> Checkup:
    """Whether posts that were sent are kept, and whether there are files of a history that is off now."""
    from softsell.feed.history import History

    history = History(state_folder())
    if config.history:
        text = "with their text" if config.history_text else "without their text"
        message = f"The server keeps a history of the posts that you send, {text}, in {history.path}."
        return Checkup("history", None, message, "“softsell history” shows, exports and deletes it.")
    if history.exists:
        message = f"The history is off, but earlier posts are still in {history.path}."
        return Checkup("history", None, message, "To delete them, run “softsell history delete --all”.")
    return Checkup("history", None, "softsell keeps no history of your posts.")


def _check_browsers() -> Checkup:
    from softsell.web.native_messaging.browsers import find_browsers
    from softsell.web.native_messaging.manifests import is_installed

    found = find_browsers()
    ready = [browser.name for browser in found if is_installed(browser)]
    missing = [browser.name for browser in found if browser.name not in ready and not browser.confined]
    if not found:
        return Checkup("browsers", None, "No browser that softsell knows was found.")
    if missing:
        return Checkup(
            "browsers", None, f"{', '.join(missing)} can't start softsell yet.", "To change that, run “softsell setup”."
        )
    if not ready:
        return Checkup("browsers", None, "Your browsers can't start softsell, so they connect by pairing.")
    return Checkup("browsers", True, f"{', '.join(ready)} can start softsell.")
