"""Writes and removes what lets browsers start the host: its token, the script that starts it, and a manifest for each browser."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from softsell.client.proof import token_id_of
from softsell.client.running import BROWSER_TOKEN, read_browser_token, state_folder
from softsell.errors import ServerError
from softsell.web.native_messaging.browsers import Browser, all_places
from softsell.web.native_messaging.extensions import EXTENSIONS, HOST_NAME, Family
from softsell.web.pairing.token_store import TokenStore
from softsell.web.private_files import private_folder, write_private

TOKEN_NAME = "softsell in your browsers (softsell setup)"  # noqa: S105 - a name for people
_FOLDERS = ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "SOFTSELL_CACHE_DIR")
"""A browser that was started from the desktop may not have these variables of the terminal."""


def install(browsers: Iterable[Browser]) -> list[Path]:
    """Let these browsers start the host, and return the manifests that were written.

    Raises:
        ServerError: a file can't be written.
    """
    state = private_folder(state_folder())
    _make_token(state)
    launcher = _write_launcher(state)
    written = []
    for browser in browsers:
        content = json.dumps(manifest(browser.family, launcher), indent=2).encode() + b"\n"
        folders = (state,) if browser.registry else browser.folders
        for folder in folders:
            name = f"{HOST_NAME}.{browser.family}.json" if browser.registry else f"{HOST_NAME}.json"
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ServerError(f"softsell can't make {folder}: {error.strerror}.") from None
            write_private(folder / name, content)
            written.append(folder / name)
            if browser.registry:
                _register(browser.registry, folder / name)
    return written


def uninstall() -> list[Path]:
    """Remove every manifest of ours, the script and the token. Return the manifests that were there."""
    removed = []
    for browser in all_places():
        if browser.registry:
            _unregister(browser.registry)
        for folder in browser.folders:
            path = folder / f"{HOST_NAME}.json"
            with contextlib.suppress(OSError):
                path.unlink()
                removed.append(path)
            # Only goes if nothing else is in it.
            with contextlib.suppress(OSError):
                folder.rmdir()
    state = state_folder()
    token = read_browser_token(state)
    if token is not None and (token_id := token_id_of(token)) is not None:
        TokenStore(state).revoke(token_id)
    leftover = [state / BROWSER_TOKEN, _launcher_path(state)]
    leftover += [state / f"{HOST_NAME}.{family}.json" for family in EXTENSIONS]
    for path in leftover:
        with contextlib.suppress(OSError):
            path.unlink()
    return removed


def is_installed(browser: Browser) -> bool:
    """Return whether a browser has a manifest of ours, and the program that it names is there."""
    state = state_folder()
    names = [state / f"{HOST_NAME}.{browser.family}.json"] if browser.registry else []
    for path in [*names, *(folder / f"{HOST_NAME}.json" for folder in browser.folders)]:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            if os.access(json.loads(path.read_text("utf-8"))["path"], os.X_OK):
                return True
    return False


def manifest(family: Family, launcher: Path) -> dict[str, object]:
    """Return the manifest that lets our extension, and no other, start the host."""
    ids = EXTENSIONS[family].ids
    allowed = (
        {"allowed_origins": [f"chrome-extension://{each}/" for each in ids]}
        if family == "chromium"
        else {"allowed_extensions": list(ids)}
    )
    return {
        "name": HOST_NAME,
        "description": "Lets the softsell extension use the softsell on this computer.",
        "path": str(launcher),
        "type": "stdio",
        **allowed,
    }


def _make_token(state: Path) -> None:
    store = TokenStore(state)
    known = read_browser_token(state)
    if known is not None and store.verify(known) is not None:
        return
    _, token = store.create(TOKEN_NAME, "script")
    write_private(state / BROWSER_TOKEN, token.encode())


def _launcher_path(state: Path) -> Path:
    return state / ("browser-host.bat" if sys.platform == "win32" else "browser-host")


def _write_launcher(state: Path) -> Path:
    """Write the script that browsers start. A manifest can only name a program, without arguments."""
    path = _launcher_path(state)
    words = [sys.executable, "-m", "softsell.web.native_messaging.host"]
    if sys.platform == "win32":
        content = f"@echo off\r\n{subprocess.list2cmdline(words)}\r\n"
    else:
        folders = [f"{name}={shlex.quote(os.environ[name])}" for name in _FOLDERS if os.environ.get(name)]
        content = f"#!/bin/sh\n{' '.join(['exec env', *folders, shlex.join(words)])}\n"
    write_private(path, content.encode())
    path.chmod(0o700)
    return path


def _register(key: str, path: Path) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, f"{key}\\{HOST_NAME}") as made:
            winreg.SetValueEx(made, "", 0, winreg.REG_SZ, str(path))


def _unregister(key: str) -> None:
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, f"{key}\\{HOST_NAME}")
