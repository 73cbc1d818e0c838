"""Converts validated packs to JSON and back, for the cache and the wheel. Doesn't import YAML or pydantic."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from softsell.checks.rule import Pack

FORMAT = 11
"""Increase this when ``Pack`` or a class in it changes, so that files from an older version aren't read."""


class StaleFormatError(ValueError):
    """This version of softsell didn't write the text."""


class _Kept(Struct, frozen=True):
    format: int
    packs: tuple[Pack, ...]


def dump_packs(packs: Sequence[Pack]) -> str:
    """Return the packs as JSON that ``parse_packs`` reads."""
    return msgspec.json.encode(_Kept(FORMAT, tuple(packs))).decode()


def parse_packs(content: bytes | str, path: str | None = None) -> tuple[Pack, ...]:
    """Return the packs that ``dump_packs`` wrote.

    Args:
        path: the current path of the packs, if they have moved since.

    Raises:
        StaleFormatError: another version wrote it, or it's damaged.
    """
    try:
        kept = msgspec.json.decode(content, type=_Kept)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise StaleFormatError from error
    if kept.format != FORMAT:
        raise StaleFormatError
    return kept.packs if path is None else tuple(_move(pack, path) for pack in kept.packs)


def _move(pack: Pack, path: str) -> Pack:
    """Return the pack as it is at ``path``, with the places of its rules."""
    if pack.path == path:
        return pack
    rules = (replace(rule, place=path + rule.place.removeprefix(pack.path)) for rule in pack.rules)
    return replace(pack, path=path, rules=tuple(rules))
