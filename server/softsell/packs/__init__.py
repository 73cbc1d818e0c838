"""Rules as data: read from YAML, checked, kept, and fitted to a user's configuration. Knows rules; runs none."""

from softsell.packs.compiled import dump_packs, parse_packs
from softsell.packs.load import load_builtin, load_pack, load_packs
from softsell.packs.resolve import Effective, resolve

__all__ = ["Effective", "dump_packs", "load_builtin", "load_pack", "load_packs", "parse_packs", "resolve"]
