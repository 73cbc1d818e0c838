"""Changes the user's own softsell.toml for the settings page: the part that the page may change, with every comment kept.

The page may change what the user may set for drafts: for all, for one rule and for one platform, and the goals of a feed. It never changes
packs, the model, trust or the server. It also leaves ``[files]`` alone: its patterns are relative to the folder of their file, and
nobody keeps posts in the folder of the user's own one. Not here: what the settings mean (``table_reader``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from softsell.config.settings import ANYBODY, FEED, LAYER, NOT_FOR_A_PLATFORM, RULE, TABLE_AUTHORS, Setting
from softsell.config.toml_source import parse_toml

if TYPE_CHECKING:
    from tomlkit.items import Array

EDITABLE = tuple(setting for setting in LAYER if "user" in setting.authors)
"""The settings for all drafts that the page may change."""
EDITABLE_OF_PLATFORM = tuple(setting for setting in EDITABLE if setting.field not in NOT_FOR_A_PLATFORM)
"""Those that can differ by platform."""
EDITABLE_OF_RULE = tuple(setting for setting in RULE if "user" in setting.authors)
"""The settings of one rule that the page may change."""
EDITABLE_OF_FEED = tuple(setting for setting in FEED if "user" in setting.authors)
"""The goals of a feed that the page may change."""
EDITABLE_TABLES = tuple(name for name, authors in TABLE_AUTHORS.items() if authors == ANYBODY)
"""The tables that the page may change: feed, rules and platforms."""

_HEADING = "# Your own settings for softsell. Its settings page changes this file and keeps your comments.\n"


def read_editable(text: str, path: str = "") -> dict[str, Any]:
    """Return the part of a softsell.toml that the page may change, as plain values under the settings' usual keys.

    Args:
        text: the file's text.
        path: its path, for messages.

    Raises:
        ConfigError: it isn't TOML.
    """
    return pick_editable(parse_toml(text, path))


def pick_editable(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a table of settings that the page may change, and leave out the rest. Doesn't check values."""
    picked = _pick(table, EDITABLE)
    feed, rules, platforms = table.get("feed"), table.get("rules"), table.get("platforms")
    if isinstance(feed, Mapping):
        picked["feed"] = _pick(feed, EDITABLE_OF_FEED)
    if isinstance(rules, Mapping):
        picked["rules"] = _pick_rules(rules)
    if isinstance(platforms, Mapping):
        picked["platforms"] = {
            str(name): _pick(layer, EDITABLE_OF_PLATFORM)
            | ({"rules": _pick_rules(layer["rules"])} if isinstance(layer.get("rules"), Mapping) else {})
            for name, layer in platforms.items()
            if isinstance(layer, Mapping)
        }
    return picked


def _pick(table: Mapping[str, Any], settings: Iterable[Setting]) -> dict[str, Any]:
    spelled = {_usual(str(key)): value for key, value in table.items()}
    picked = {}
    for setting in settings:
        for key in (setting.key, setting.also):
            if key and key in spelled:
                value = spelled[key]
                # A single text stands for a list of one.
                picked[setting.key] = [value] if setting.kind == "texts" and isinstance(value, str) else value
    return picked


def _pick_rules(rules: Mapping[str, Any]) -> dict[str, Any]:
    return {str(rule): _pick(table, EDITABLE_OF_RULE) for rule, table in rules.items() if isinstance(table, Mapping)}


def _usual(key: str) -> str:
    return key.replace("_", "-")


def rewrite(text: str, wanted: Mapping[str, Any]) -> str:
    """Return the text of a softsell.toml in which the part that the page may change is ``wanted``. The rest stays as it is.

    Args:
        text: the file's text, which is TOML; empty for a new file.
        wanted: as ``pick_editable`` returns it.
    """
    import tomlkit

    document = tomlkit.parse(text or _HEADING)
    _write_layer(document, wanted, EDITABLE)
    _write_feed(document, wanted.get("feed", {}))
    _write_tables(document, "platforms", wanted.get("platforms", {}), _write_platform)
    return tomlkit.dumps(document)


def _write_feed(document: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    import tomlkit

    given = document.get("feed")
    if isinstance(given, MutableMapping):
        _write_values(given, wanted, EDITABLE_OF_FEED)
        if not given:
            del document["feed"]
    elif wanted:
        document["feed"] = tomlkit.table()
        _write_values(document["feed"], wanted, EDITABLE_OF_FEED)


def _write_platform(table: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    _write_layer(table, wanted, EDITABLE_OF_PLATFORM)


def _write_layer(table: MutableMapping[str, Any], wanted: Mapping[str, Any], settings: Iterable[Setting]) -> None:
    _write_values(table, wanted, settings)
    _write_tables(table, "rules", wanted.get("rules", {}), _write_rule)


def _write_rule(table: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    _write_values(table, wanted, EDITABLE_OF_RULE)


def _write_values(table: MutableMapping[str, Any], wanted: Mapping[str, Any], settings: Iterable[Setting]) -> None:
    for setting in settings:
        names = [key for key in table if _usual(str(key)) in (setting.key, setting.also)]
        if setting.key not in wanted:
            for name in names:
                del table[name]
            continue
        name, value = names[0] if names else setting.key, wanted[setting.key]
        old = table.get(name)
        if old == value or (isinstance(old, str) and [old] == value):
            continue
        if setting.kind == "texts" and isinstance(old, list) and isinstance(value, list):
            _change_list(old, value)
        else:
            table[name] = _to_toml(value)


def _change_list(array: Any, wanted: list[Any]) -> None:
    """Drop and add items in place, because comments stand beside them."""
    for index in reversed(range(len(array))):
        if array[index] not in wanted:
            del array[index]
    for value in wanted:
        if value not in array:
            array.append(value)


def _to_toml(value: Any) -> Any:
    import tomlkit

    if isinstance(value, list) and value and all(isinstance(entry, Mapping) for entry in value):
        array: Array = tomlkit.array()
        for entry in value:
            table = tomlkit.inline_table()
            table.update(entry)
            array.append(table)
        return array.multiline(True)
    return value


def _write_tables(parent: MutableMapping[str, Any], name: str, wanted: Mapping[str, Any], write: Any) -> None:
    """Write a table of tables, such as ``[rules."pack/rule"]``. A table that has nothing left goes, with its own comments."""
    import tomlkit

    given = parent.get(name)
    known = given if isinstance(given, MutableMapping) else None
    if known is not None:
        for key in [str(key) for key in known if isinstance(known[key], Mapping) and key not in wanted]:
            write(known[key], {})
            if not known[key]:
                del known[key]
    for key, values in wanted.items():
        if not values and (known is None or key not in known):
            continue
        if known is None:
            parent[name] = tomlkit.table(is_super_table=True)
            known = parent[name]
        if key not in known:
            known[key] = tomlkit.table()
        write(known[key], values)
        if not known[key]:
            del known[key]
    if known is not None and not known:
        del parent[name]


def make_shareable(text: str) -> str:
    """Return the text of a softsell.toml with only what the page may change: nothing of this computer. Comments beside that stay."""
    import tomlkit

    document = tomlkit.parse(text)
    keys = {name for setting in EDITABLE for name in (setting.key, setting.also) if name}
    for key in [str(key) for key in document]:
        if _usual(key) not in keys and key not in EDITABLE_TABLES:
            del document[key]
    return tomlkit.dumps(document)
