"""``softsell setup``: sets up everything between an installed softsell and the first underline, and removes it again.

The steps are elsewhere: starting at login in ``web.login_service``, browsers and the host in ``web.native_messaging``, pairing in ``pair``.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from softsell.cli import CLEAN
from softsell.cli.lookup import config_here
from softsell.cli.terminal import prepare_output, tell, write
from softsell.errors import ServerError, SoftsellError

if TYPE_CHECKING:
    from softsell.client.connection import Connection
    from softsell.web.native_messaging.browsers import Browser

_PACE = 0.5
_STOP_SECONDS = 10.0


@click.command(short_help="Set everything up for your browser, or remove it again.")
@click.option("--remove", is_flag=True, help="Undo everything that setup did, and delete softsell's own files.")
@click.option(
    "--no-login", is_flag=True, help="Don't start softsell at login. Your browser then starts it when you write."
)
@click.option("--no-wait", is_flag=True, help="Don't wait until the extension connects.")
def setup(remove: bool, no_login: bool, no_wait: bool) -> int:
    """Set everything up for your browser: starting at login, and the way from the extension to softsell.

    It writes only into your own folders, needs no administrator, and tells each step. --remove undoes it.
    """
    prepare_output(for_programs=False)
    if remove:
        return _remove()
    from softsell.web.native_messaging.browsers import find_browsers

    port = config_here(None, isolated=False).port
    browsers = find_browsers()
    _step(1, "Starting softsell")
    starts_at_login = not no_login and _start_at_login(port)
    if not starts_at_login:
        _line("Your browser starts softsell when you write a post, and softsell stops an hour after that.")
    _step(2, "Your browsers")
    connected = _connect_browsers(browsers)
    _step(3, "The extension")
    _show_extension(browsers)
    _step(4, "Connect")
    if no_wait or not sys.stdin.isatty():
        _line(_how_to_connect(connected))
    else:
        _wait_for_extension(port, connected)
    write(["\nTo undo all of this: softsell setup --remove\n"])
    return CLEAN


def _step(number: int, title: str) -> None:
    write([f"\n{number}. {title}\n"])


def _line(text: str) -> None:
    from softsell.cli.terminal import columns
    from softsell.report.display import one_line, wrap

    write([f"   {wrap(one_line(text), max(40, min(columns(), 100) - 3), '   ')}\n"])


def _start_at_login(port: int) -> bool:
    from softsell.web.login_service import install

    try:
        state = install(port)
    except ServerError as error:
        _line(str(error))
        return False
    _line(f"softsell runs now and starts at every login ({state.place}).")
    if state.experimental:
        _line(state.experimental)
    return True


def _connect_browsers(browsers: Sequence[Browser]) -> bool:
    """Write what the browsers need, and return whether any can start the host."""
    from softsell.web.native_messaging.manifests import install

    able = [browser for browser in browsers if not browser.confined]
    written = install(able)
    for browser in able:
        _line(f"{browser.name}: can use softsell without pairing.")
    for browser in browsers:
        if browser.confined:
            _line(f"{browser.name}: {browser.confined} It connects by pairing instead.")
    if not browsers:
        _line(
            "No browser that softsell knows was found: Chrome, Chromium, Edge, Brave or Firefox. Install one, then run this again."
        )
    for path in written:
        write([f"     {path}\n"])
    return bool(able)


def _show_extension(browsers: Sequence[Browser]) -> None:
    from softsell.cli.commands.extension import builds, steps
    from softsell.web.native_messaging.extensions import EXTENSIONS

    families = list(dict.fromkeys(browser.family for browser in browsers)) or ["chromium", "firefox"]
    for family in families:
        names = ", ".join(browser.name for browser in browsers if browser.family == family) or family.capitalize()
        store = EXTENSIONS[family].store
        if store:
            _line(f"{names}: install it from {store}")
            continue
        try:
            folder = builds()
        except SoftsellError as error:
            _line(str(error))
            return
        write([f"   {names}\n", *(f"     {line}\n" for line in steps(family, folder / family))])


def _how_to_connect(connected: bool) -> str:
    if connected:
        return "The extension connects by itself when it's installed. If a browser was open, restart it once."
    return "Press the softsell button in the browser's toolbar, then Connect, and run “softsell pair” here."


def _wait_for_extension(port: int, connected: bool) -> None:
    """Wait until an extension has asked something, and answer requests to pair meanwhile."""
    from softsell.client.connection import connect_to_running

    _line(_how_to_connect(connected))
    _line("Waiting for it. Press Ctrl-C if you want to do it later.")
    answered: set[str] = set()
    try:
        while True:
            connection = connect_to_running(port)
            if connection is not None:
                with connection:
                    if name := _find_connected(connection):
                        _line(f"Connected: {name}. Write a post, and softsell underlines where it pushes.")
                        return
                    _answer_requests(connection, answered)
            time.sleep(_PACE)
    except KeyboardInterrupt:
        _line("Not connected yet. The extension connects whenever you install it.")


def _answer_requests(connection: Connection, answered: set[str]) -> None:
    """Let the user decide about requests to pair. ``answered`` has the codes of earlier ones, and gets those of these."""
    from softsell.cli.commands.pair import decide, fetch_requests

    for request in fetch_requests(connection):
        if request["code"] not in answered:
            answered.add(request["code"])
            decide(connection, request)


def _find_connected(connection: Connection) -> str:
    """Return the name of a client that sent a version as an extension does; empty if there is none."""
    try:
        status, answer = connection.ask("GET", "/v1/clients")
    except (OSError, ValueError):
        return ""
    clients: list[dict[str, Any]] = answer["clients"] if status == 200 else []
    return next((str(one["name"]) for one in clients if str(one["version"]).startswith("extension/")), "")


def _remove() -> int:
    """Undo everything, to the last file. Keep what the user made."""
    from softsell.client.running import state_folder
    from softsell.config.locate import user_config_path
    from softsell.feed.history import FILE as HISTORY_FILE
    from softsell.feed.history import SECRET as HISTORY_SECRET
    from softsell.feed.history import History
    from softsell.packs.cache import folder as cache_folder
    from softsell.web.login_service import uninstall as uninstall_service
    from softsell.web.native_messaging.manifests import uninstall as uninstall_host

    with contextlib.suppress(ServerError):
        if uninstall_service():
            tell("softsell no longer starts at login.")
    _stop_servers()
    for path in uninstall_host():
        tell(f"removed {path}.")
    if History(state_folder()).exists and not _wants_history_deleted():
        tell(
            f"the history of your posts stays in {state_folder()}. To delete it: softsell history delete --all, then this again."
        )
        kept = frozenset({HISTORY_FILE, HISTORY_SECRET})
    else:
        kept = frozenset()
    _delete(state_folder(), kept)
    _delete(cache_folder())
    own = user_config_path()
    if own.is_file():
        tell(f"your own settings stay in {own}. Delete the file if you don't want them.")
    else:
        _remove_empty(own.parent)
    tell(
        "remove the extension in your browser's list of extensions. To remove softsell itself: pipx uninstall softsell"
    )
    return CLEAN


def _wants_history_deleted() -> bool:
    """Ask, because nothing brings the history back. Without a terminal to ask in, the answer is no."""
    return sys.stdin.isatty() and click.confirm("Delete the history of your posts, too?", default=False)


def _delete(folder: Path, kept: frozenset[str] = frozenset()) -> None:
    """Delete a folder, or all in it but the files named ``kept`` and what begins with their names."""
    if not folder.is_dir():
        return
    try:
        for path in [folder] if not kept else sorted(folder.iterdir()):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif not path.name.startswith(tuple(kept)):
                path.unlink()
    except OSError as error:
        raise ServerError(f"softsell can't delete {error.filename}: {error.strerror}. Delete it yourself.") from None
    if not kept:
        tell(f"removed {folder}.")


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _stop_servers() -> None:
    """Stop this user's servers, and wait until they are gone."""
    from softsell.client.connection import connect_to_running

    deadline = time.monotonic() + _STOP_SECONDS
    while time.monotonic() < deadline:
        connection = connect_to_running()
        if connection is None:
            return
        with connection, contextlib.suppress(OSError, ValueError):
            connection.ask("POST", "/v1/stop", {})
        time.sleep(_PACE / 5)
