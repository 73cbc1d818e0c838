"""The extensions that may use the host, from ``extensions.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Family = Literal["chromium", "firefox"]
"""Browsers that take the same extension."""


@dataclass(frozen=True, slots=True)
class Extension:
    """The extension for one family of browsers.

    Attributes:
        ids: the ids that it may have: the fixed one of its builds, and those that stores assigned.
        store: the address of its page in the store; empty if there is none yet.
    """

    ids: tuple[str, ...]
    store: str


def _read() -> tuple[str, dict[Family, Extension]]:
    content = json.loads(Path(__file__).with_name("extensions.json").read_text("utf-8"))
    families: tuple[Family, ...] = ("chromium", "firefox")
    return content["host"], {name: Extension(tuple(content[name]["ids"]), content[name]["store"]) for name in families}


HOST_NAME, EXTENSIONS = _read()
"""The name of the host, as browsers know it, and the extension for each family of browsers."""
