"""Adds packs to a project, updates and removes them, and keeps their lock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from softsell.config.load import read_config
from softsell.config.locate import real_path
from softsell.diagnostics import nearest, sentence
from softsell.errors import PackError, SoftsellError, UsageError
from softsell.packs.load import load_builtin
from softsell.packs.lock import LOCK, LockedPack
from softsell.packs.pack_files import read_files
from softsell.sharing.known_sources import known_sources, remember_source
from softsell.sharing.project import Project
from softsell.sharing.sources import Fetched, Source, fetch, validate

Prove = Callable[[Fetched], None]
"""Runs the examples of a pack, and raises ``PackError`` if they fail."""
Ask = Callable[[str], bool]
"""Asks the user a question, and returns whether the answer is yes."""


@dataclass(frozen=True, slots=True)
class Update:
    """A newer state of a locked pack.

    Attributes:
        locked: what the project has.
        fetched: what its source has now.
    """

    locked: LockedPack
    fetched: Fetched

    @property
    def differs(self) -> bool:
        """Whether there is anything to take."""
        return self.fetched.files.digest != self.locked.sha256


def add(project: Project, source: Source, prove: Prove) -> LockedPack:
    """Copy a pack into a project, add it to the settings, and lock it. A folder of the project itself isn't copied.

    Raises:
        UsageError: it can't be read or written, or the project has a pack of this name.
        PackError: it has mistakes, or its examples fail.
    """
    locked = project.locked()
    if source.is_path:
        source = Source(_relative(Path(source.address).expanduser().absolute(), project.root.absolute()))
    fetched = fetch(source, project.root)
    name = fetched.pack.name
    if name in locked:
        raise UsageError(
            f"The project has a pack “{name}” already. “softsell packs update {name}” gets its newest version. To take another tag, or "
            f"to get it from elsewhere, write “softsell packs remove {name}” first."
        )
    if any(pack.name == name for pack in load_builtin()):
        raise UsageError(f"“{name}” is the name of a built-in pack. The pack needs another name in its pack.yml.")
    prove(fetched)
    inside = _path_inside(source, project)
    if inside is None:
        path = project.store(fetched.files, name)
        entry = _entry(fetched, path, source)
    else:
        entry = _entry(fetched, inside, Source(""))
    try:
        project.use(entry.path)
    except SoftsellError:
        if inside is None:
            shutil.rmtree(project.root / entry.path, ignore_errors=True)
        raise
    project.write_lock([*locked.values(), entry])
    if inside is None:
        remember_source(_identify(source, project))
    return entry


def find_update(project: Project, locked: LockedPack, ask: Ask) -> Update | None:
    """Get a locked pack from its source; ``None`` if it has none, or the user doesn't want its address to be used.

    Raises:
        UsageError: the source can't be read.
        PackError: the pack there has mistakes.
    """
    if not locked.source:
        return None
    source = Source(locked.source, locked.ref, locked.folder)
    place = _identify(source, project)
    if place not in known_sources():
        if not ask(
            f"The pack “{locked.name}” comes from {place}, which you haven't used on this computer. Get it from there?"
        ):
            return None
        remember_source(place)
    fetched = fetch(source, project.root)
    if fetched.pack.name != locked.name:
        raise UsageError(
            f"{source} has the pack “{fetched.pack.name}” now, not “{locked.name}”. Remove the one and add the other."
        )
    return Update(locked, fetched)


def take(project: Project, update: Update, prove: Prove) -> LockedPack:
    """Put the newer state of a pack into the project and the lock.

    Raises:
        UsageError: it can't be written.
        PackError: its examples fail.
    """
    prove(update.fetched)
    project.place_of(update.locked)
    path = project.store(update.fetched.files, update.locked.name)
    old = update.locked
    entry = _entry(update.fetched, path, Source(old.source, old.ref, old.folder))
    project.write_lock((project.locked() | {entry.name: entry}).values())
    if path != old.path:
        project.stop_using(old.path)
        project.use(path)
    return entry


def remove(project: Project, name: str) -> str:
    """Remove a pack from the settings, the lock and the project's folder. A copy that was changed stays.

    Returns:
        A note if a copy stays, otherwise an empty text.

    Raises:
        UsageError: the project has no such pack, or it can't be removed.
    """
    locked = project.locked()
    entry = find_locked(locked, name)
    place = project.place_of(entry)
    project.stop_using(entry.path)
    project.write_lock(pack for pack in locked.values() if pack.name != name)
    if not entry.source or not place.is_dir():
        return f"{entry.path} stays where it is." if place.exists() else ""
    try:
        if read_files(place, entry.path).digest != entry.sha256:
            return f"{entry.path} stays, because it was changed. Delete it yourself if you don't need it."
        shutil.rmtree(place)
        with suppress(OSError):
            place.parent.rmdir()
    except (OSError, PackError) as error:
        return f"{entry.path} couldn't be deleted: {error}"
    return ""


def find_locked(locked: dict[str, LockedPack], name: str) -> LockedPack:
    """Return the pack of this name.

    Raises:
        UsageError: the lock has none.
    """
    if name not in locked:
        hint = sentence(nearest(name, locked)) or f"{LOCK} has {', '.join(sorted(locked)) or 'none'}."
        raise UsageError(f"There is no pack “{name}” in {LOCK}. {hint}")
    return locked[name]


def lock(project: Project) -> list[LockedPack]:
    """Lock every pack that the project's settings name and that lies in the project, as it is now. Keep what is known of its source.

    Raises:
        ConfigError: the settings have mistakes.
        PackError: a pack has mistakes.
        UsageError: the lock can't be written.
    """
    known = {pack.path: pack for pack in project.locked().values()}
    entries = []
    for path in _packs_inside(project):
        files = read_files(project.root / path, path)
        pack = validate(files)
        before = known.get(path)
        entry = LockedPack(pack.name, pack.version, path, files.digest)
        if before is not None and before.name == pack.name:
            same = before.sha256 == files.digest
            entry = replace(
                entry,
                source=before.source,
                ref=before.ref,
                folder=before.folder,
                revision=before.revision if same else "",
            )
        entries.append(entry)
    project.write_lock(entries)
    return entries


def verify(project: Project) -> list[str]:
    """Compare the project's packs with the lock.

    Returns:
        A sentence for each pack that differs, is missing, or isn't in the lock.

    Raises:
        ConfigError, PackError: the settings or the lock can't be read.
    """
    found = []
    locked = project.locked()
    for entry in locked.values():
        try:
            files = read_files(project.place_of(entry), entry.path)
        except (PackError, UsageError) as error:
            found.append(f"{entry.name}: {error}")
            continue
        if files.digest != entry.sha256:
            found.append(f"{entry.name}: {entry.path} isn't what {LOCK} says ({entry.version}).")
    paths = {entry.path for entry in locked.values()}
    found += [f"{path} isn't in {LOCK}." for path in _packs_inside(project) if path not in paths]
    return found


def _packs_inside(project: Project) -> Sequence[str]:
    """Return the packs of the project's settings that lie in its folder, relative to it."""
    root = project.root.absolute()
    paths = [Path(pack) for pack in read_config(project.settings).packs]
    return [path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)]


def _entry(fetched: Fetched, path: str, source: Source) -> LockedPack:
    pack = fetched.pack
    return LockedPack(
        pack.name, pack.version, path, fetched.files.digest, source.address, source.ref, source.folder, fetched.revision
    )


def _relative(path: Path, root: Path) -> str:
    """Return a path relative to the project, so that the lock means the same for others; absolute if it's on another drive."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:
        return str(path)


def _identify(source: Source, project: Project) -> str:
    """Return what tells a source from all others on this computer: its address, or its real path."""
    return str(real_path(project.root / Path(source.address).expanduser())) if source.is_path else source.address


def _path_inside(source: Source, project: Project) -> str | None:
    """Return the path of a pack that lies in the project already, relative to it. Such a pack isn't copied."""
    inside = Path(source.address)
    found = (
        source.is_path and not inside.is_absolute() and ".." not in inside.parts and (project.root / inside).is_dir()
    )
    return inside.as_posix() if found else None
