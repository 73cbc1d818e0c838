"""Which browsers are on this computer, and where each looks for the manifests of hosts. Not here: writing them (``manifests``)."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from softsell.web.native_messaging.extensions import Family


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser on this computer.

    Attributes:
        name: its name, for people.
        family: which extension it takes.
        folders: where its host manifests go.
        registry: the key below ``HKEY_CURRENT_USER`` that names them on Windows; empty elsewhere.
        confined: why it can't start programs of the user's; empty if it can.
    """

    name: str
    family: Family
    folders: tuple[Path, ...]
    registry: str = ""
    confined: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    family: Family
    programs: tuple[str, ...]
    linux: str
    mac: str
    mac_app: str
    windows: str
    flatpak: str


_KNOWN = (
    _Known(
        "Chrome",
        "chromium",
        ("google-chrome", "google-chrome-stable"),
        "google-chrome",
        "Google/Chrome",
        "Google Chrome.app",
        "Google\\Chrome",
        "com.google.Chrome",
    ),
    _Known(
        "Chromium",
        "chromium",
        ("chromium", "chromium-browser"),
        "chromium",
        "Chromium",
        "Chromium.app",
        "Chromium",
        "org.chromium.Chromium",
    ),
    _Known(
        "Edge",
        "chromium",
        ("microsoft-edge", "microsoft-edge-stable"),
        "microsoft-edge",
        "Microsoft Edge",
        "Microsoft Edge.app",
        "Microsoft\\Edge",
        "com.microsoft.Edge",
    ),
    _Known(
        "Brave",
        "chromium",
        ("brave-browser", "brave"),
        "BraveSoftware/Brave-Browser",
        "BraveSoftware/Brave-Browser",
        "Brave Browser.app",
        "BraveSoftware\\Brave-Browser",
        "com.brave.Browser",
    ),
    _Known(
        "Firefox",
        "firefox",
        ("firefox", "firefox-esr"),
        "mozilla",
        "Mozilla",
        "Firefox.app",
        "Mozilla",
        "org.mozilla.firefox",
    ),
)


def find_browsers() -> list[Browser]:
    """Return the browsers on this computer that softsell knows, in a fixed order."""
    find = {"darwin": _find_on_mac, "win32": _find_on_windows}.get(sys.platform, _find_on_linux)
    found = (find(known) for known in _KNOWN)
    return [browser for browser in found if browser is not None]


def all_places() -> list[Browser]:
    """Return every browser that may have a manifest of ours, whether or not it is still there."""
    if sys.platform == "win32":
        return [_on_windows(known) for known in _KNOWN]
    if sys.platform == "darwin":
        return [_on_mac(known) for known in _KNOWN]
    return [Browser(known.name, known.family, _linux_folders(known)) for known in _KNOWN]


def _find_on_linux(known: _Known) -> Browser | None:
    programs = [found for name in known.programs if (found := shutil.which(name))]
    if any("/snap/" not in os.path.realpath(program) for program in programs):
        return Browser(known.name, known.family, _used_folders(known))
    if programs:
        return Browser(known.name, known.family, (), confined="It's a snap, which can't start softsell.")
    flatpaks = (Path.home() / ".local/share/flatpak/app", Path("/var/lib/flatpak/app"))
    if any((folder / known.flatpak).is_dir() for folder in flatpaks):
        return Browser(known.name, known.family, (), confined="It's a flatpak, which can't start softsell.")
    return None


def _linux_folders(known: _Known) -> tuple[Path, ...]:
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    if known.family == "firefox":
        return (
            Path.home() / ".mozilla" / "native-messaging-hosts",
            config / "mozilla" / "native-messaging-hosts",
        )
    return (config / known.linux / "NativeMessagingHosts",)


def _used_folders(known: _Known) -> tuple[Path, ...]:
    """Return the folders that exist. A Firefox that finds an old ``~/.mozilla`` would stop using its new folder, so softsell makes
    that one only if there is neither."""
    folders = _linux_folders(known)
    return tuple(folder for folder in folders if folder.parent.is_dir()) or folders[:1]


def _find_on_mac(known: _Known) -> Browser | None:
    places = (Path("/Applications"), Path.home() / "Applications")
    return _on_mac(known) if any((place / known.mac_app).exists() for place in places) else None


def _on_mac(known: _Known) -> Browser:
    folder = Path.home() / "Library/Application Support" / known.mac / "NativeMessagingHosts"
    return Browser(known.name, known.family, (folder,))


def _find_on_windows(known: _Known) -> Browser | None:
    names = {"Chrome": "chrome.exe", "Edge": "msedge.exe", "Brave": "brave.exe", "Firefox": "firefox.exe"}
    if sys.platform != "win32" or known.name not in names:
        return None
    import winreg

    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        key = f"Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\{names[known.name]}"
        try:
            winreg.CloseKey(winreg.OpenKey(root, key))
        except OSError:
            continue
        return _on_windows(known)
    return None


def _on_windows(known: _Known) -> Browser:
    return Browser(known.name, known.family, (), registry=f"Software\\{known.windows}\\NativeMessagingHosts")
