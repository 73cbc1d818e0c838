"""Loads packs from folders and zips, and the built-in packs. Uses the cache."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from softsell.checks.rule import Pack
from softsell.diagnostics import MAX_MISTAKES, Diagnostic, first_of, nearest, sentence
from softsell.errors import PackError
from softsell.packs import cache
from softsell.packs.folders import builtin_folder, builtin_folders
from softsell.packs.lock import refuse_changed
from softsell.packs.names import retired_rules
from softsell.packs.pack_files import HEAD, SUFFIXES, PackFiles, read_files
from softsell.packs.pack_json import StaleFormatError, parse_packs

PREBUILT = "compiled.json"
"""The file of built-in packs that ``dump_packs`` writes when the wheel is built. A checkout doesn't have it."""
MAX_BYTES_TOGETHER = 20_000_000
"""Maximum size of all the user's own packs together, in bytes."""
BUILTIN_PATH = "rules"
"""The path of the built-in packs in messages, wherever they are."""


def load_pack(path: str | Path, *, use_cache: bool = True) -> Pack:
    """Return the pack at ``path``: a folder with a ``pack.yml``, or a zip of one. Doesn't run its examples; see ``examples``.

    Raises:
        PackError: the pack has mistakes. Lists the mistakes of all its files, each at its place.
    """
    return _load(read_files(Path(path).expanduser(), str(path)), builtin=False, use_cache=use_cache)


def load_builtin(*, use_cache: bool = True) -> tuple[Pack, ...]:
    """Return the built-in packs, sorted by name. Reads the wheel's prebuilt file, otherwise the cache, otherwise the YAML.

    Raises:
        PackError: the packs of a checkout have mistakes.
    """
    root = builtin_folder()
    if use_cache:
        prebuilt = _read_prebuilt(root)
        if prebuilt is not None:
            return prebuilt
    folders = builtin_folders(root)
    key = cache.key_of(["builtin", *(cache.stamp_of(folder, *SUFFIXES) for folder in folders)])
    packs = cache.load(key) if use_cache else None
    if packs is None:
        files = [read_files(folder, f"{BUILTIN_PATH}/{folder.name}") for folder in folders]
        packs = _check_together([_read(file, builtin=True) for file in files])
        cache.store(key, packs)
    return packs


def load_packs(paths: Iterable[str | Path]) -> tuple[Pack, ...]:
    """Return the built-in packs and those at ``paths``.

    Raises:
        PackError: packs have mistakes, two packs have the same name, or a pack extends one that isn't loaded.
    """
    own, mistakes = load_each(paths)
    if mistakes:
        raise PackError(mistakes)
    return _check_together([*load_builtin(), *own])


def load_each(paths: Iterable[str | Path]) -> tuple[list[Pack], list[Diagnostic]]:
    """Return the packs at ``paths`` that can be loaded, and the mistakes of the others: a hundred, then the first of each further pack.

    Stops when the packs together are too large, or after too many mistakes.
    """
    packs: list[Pack] = []
    mistakes: list[Diagnostic] = []
    size = 0
    for path in paths:
        try:
            files = read_files(Path(path).expanduser(), str(path))
            size += files.size
            if size > MAX_BYTES_TOGETHER:
                hint = "Use fewer packs, or smaller ones."
                most = f"The packs together are larger than {MAX_BYTES_TOGETHER // 1_000_000} MB."
                mistakes.append(Diagnostic(str(path), 0, 0, most, hint))
                break
            packs.append(_load(files, builtin=False, use_cache=True))
        except PackError as error:
            mistakes += first_of(error.diagnostics, max(1, MAX_MISTAKES - len(mistakes)))
        if len(mistakes) > 3 * MAX_MISTAKES:
            break
    return packs, mistakes


def _read_prebuilt(root: Path) -> tuple[Pack, ...] | None:
    try:
        return parse_packs((root / PREBUILT).read_bytes())
    except (OSError, ValueError, StaleFormatError):
        return None


def _load(files: PackFiles, *, builtin: bool, use_cache: bool) -> Pack:
    if not builtin:
        refuse_changed(Path(files.path).expanduser(), files.path, files.digest)
    key = cache.key_of([files.digest])
    kept = cache.load(key, files.path) if use_cache else None
    if kept is not None and len(kept) == 1:
        return kept[0]
    pack = _read(files, builtin=builtin)
    cache.store(key, [pack])
    return pack


def _read(files: PackFiles, *, builtin: bool) -> Pack:
    """Return the pack in these files. Only this imports YAML and pydantic."""
    from softsell.packs.validate import pack_from
    from softsell.yaml_source import read_yaml

    head = read_yaml(f"{files.path}/{HEAD}", files.head)
    documents = (read_yaml(f"{files.path}/{name}", data) for name, data in files.rules)
    return pack_from(head, documents, path=files.path, digest=files.digest, builtin=builtin)


def _check_together(packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """Return the packs if they can be used together.

    Raises:
        PackError: they can't.
    """
    known: dict[str, Pack] = {}
    mistakes = []
    for pack in packs:
        first = known.setdefault(pack.name, pack)
        if first is not pack:
            where = "is built in" if first.builtin else f"was loaded from {first.path}"
            hint = "Give this pack another name." + (
                " To change the built-in pack, extend it." if first.builtin else ""
            )
            mistakes.append(
                Diagnostic(f"{pack.path}/{HEAD}", 0, 0, f"A pack called “{pack.name}” {where} already.", hint)
            )
    found = first_of(chain(mistakes, *(_check_extends(pack, known) for pack in packs)))
    if found:
        raise PackError(found)
    return tuple(packs)


def _check_extends(pack: Pack, known: dict[str, Pack]) -> Iterable[Diagnostic]:
    from softsell.packs.places import Places

    places = Places(pack)
    for index, name in enumerate(pack.extends):
        if name not in known or name == pack.name:
            hint = sentence(nearest(name, known)) or f"The packs are {', '.join(sorted(known))}."
            message = f"This pack extends “{name}”, which isn't loaded."
            yield places.in_head(("extends", index), message, hint)
    yield from unknown_changes(pack, known)


def unknown_changes(pack: Pack, known: Mapping[str, Pack]) -> Iterable[Diagnostic]:
    """Yield a mistake for each change to a rule that the extended packs don't have. Skips packs that aren't ``known``."""
    from softsell.packs.places import Places

    places = Places(pack)
    rules = {rule.id for name in pack.extends if name in known for rule in known[name].rules}
    for rule_id in pack.changes:
        if rule_id not in rules and rule_id.partition("/")[0] in known and rule_id not in retired_rules():
            hint = sentence(nearest(rule_id, rules))
            message = f"“{rule_id}” isn't a rule that can be changed."
            yield places.in_head(("rules", rule_id), message, hint, key=True)
