"""Rules as data: reads them from YAML, validates and caches them, and applies a user's configuration. Doesn't run rules.

Names are imported on first use, because code that only needs the cache's folder doesn't need patterns. ``resolve`` is a module
here, so import the function from it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from softsell.packs.load import load_builtin, load_pack, load_packs
    from softsell.packs.pack_json import dump_packs, parse_packs

_HOMES = {
    "dump_packs": "softsell.packs.pack_json",
    "parse_packs": "softsell.packs.pack_json",
    "load_builtin": "softsell.packs.load",
    "load_pack": "softsell.packs.load",
    "load_packs": "softsell.packs.load",
}

__all__ = ["dump_packs", "load_builtin", "load_pack", "load_packs", "parse_packs"]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'softsell.packs' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value
