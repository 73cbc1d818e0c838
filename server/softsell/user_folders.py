"""The folders that the system gives softsell for one user, as platformdirs says them.

On Linux they are found without platformdirs and pathlib, which take longer to import than Python takes to start: each check needs one.
Paths are strings for the same reason, and none of the folders may exist yet.
"""

from __future__ import annotations

import os
import sys

_ON_LINUX = sys.platform == "linux" and "ANDROID_DATA" not in os.environ


def state_path() -> str:
    """Return the folder of softsell's state: tokens, running servers, history (``~/.local/state/softsell`` on Linux)."""
    if _ON_LINUX:
        return _find_linux_folder("XDG_STATE_HOME", "~/.local/state")
    import platformdirs

    return platformdirs.user_state_dir("softsell", appauthor=False)


def settings_path() -> str:
    """Return the folder of the user's own softsell.toml (``~/.config/softsell`` on Linux)."""
    if _ON_LINUX:
        return _find_linux_folder("XDG_CONFIG_HOME", "~/.config")
    import platformdirs

    return platformdirs.user_config_dir("softsell", appauthor=False)


def cache_path() -> str:
    """Return the folder of what softsell keeps to start faster (``~/.cache/softsell`` on Linux)."""
    if _ON_LINUX:
        return _find_linux_folder("XDG_CACHE_HOME", "~/.cache")
    import platformdirs

    return platformdirs.user_cache_dir("softsell", appauthor=False)


def _find_linux_folder(variable: str, usual: str) -> str:
    said = os.environ.get(variable, "").strip()
    folder = said if said.startswith("/") else os.path.expanduser(usual)  # noqa: PTH111 - without pathlib
    return os.path.join(folder, "softsell")  # noqa: PTH118
