"""Finds the files to check: those the user named, and those in the folders the user named.

A search of a folder skips hidden files and folders, ``node_modules``, what ``.gitignore`` excludes, links to folders, links that lead
out of the named folders, and files of types that softsell doesn't read. A file that is named is always read. ``--fix`` doesn't write
through links, even named ones, because a folder from somebody else may hold a link to anything.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from softsell.config.locate import is_within, real_path
from softsell.draft import STANDARD_INPUT, is_found_in_folders
from softsell.errors import UsageError
from softsell.wording import shortened

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SKIPPED = frozenset({"node_modules", "__pycache__"})
_LONGEST_SHOWN = 500
_GITIGNORE = ".gitignore"
_MAX_GITIGNORE_BYTES = 1_000_000


class Found(Struct, frozen=True):
    """The files and folders to check.

    Attributes:
        files: each file once, as the user first named it; ``-`` is standard input.
        folders: the named folders.
        empty_folders: named folders without a file that softsell reads.
        real_folders: the named folders with all links resolved.
        links_out: links that were skipped because they lead out of the named folders.
    """

    files: tuple[str, ...]
    folders: tuple[str, ...] = ()
    empty_folders: tuple[str, ...] = ()
    real_folders: tuple[Path, ...] = ()
    links_out: tuple[str, ...] = ()


def find(paths: Iterable[str]) -> Found:
    """Return the files behind ``paths`` in that order; those of a folder are sorted.

    Raises:
        UsageError: a path doesn't exist.
    """
    paths = tuple(paths)
    folders = {path: real_path(path) for path in paths if path != STANDARD_INPUT and _require_path(path).is_dir()}
    files: dict[str, str] = {}
    empty: list[str] = []
    links: dict[str, None] = {}
    for path in paths:
        if path == STANDARD_INPUT:
            files.setdefault(path, path)
            continue
        if path not in folders:
            files.setdefault(os.path.abspath(path), path)  # noqa: PTH100 - faster, and done for every file
            continue
        walk = _Walk(Path(path), folders.values())
        inside = list(walk.files())
        if not inside:
            empty.append(path)
        for file in inside:
            files.setdefault(os.path.abspath(file), file)  # noqa: PTH100
        links.update(dict.fromkeys(walk.links_out))
    return Found(tuple(files.values()), tuple(folders), tuple(empty), tuple(folders.values()), tuple(links))


def leads_elsewhere(path: str, folders: Collection[Path] = ()) -> Path | None:
    """Return where a path really leads if ``--fix`` must not write there because of a link; otherwise ``None``.

    Links above the current folder, or above the last part of a path outside it, are fine. Any other link isn't, unless it leads into one of
    ``folders``, the real folders that the user named.
    """
    real = real_path(path)
    if any(is_within(real, folder) for folder in folders):
        return None
    here = Path(os.path.normpath(path)).absolute()
    below = here.relative_to(Path.cwd()).parts if here.is_relative_to(Path.cwd()) else here.parts[-1:]
    expected = real_path(Path(*here.parts[: len(here.parts) - len(below)])).joinpath(*below)
    return None if real == expected else real


def is_same_file(one: Path, other: Path) -> bool:
    """Return whether two paths name the same file, whether or not it exists yet."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return real_path(one) == real_path(other)


def _require_path(path: str) -> Path:
    named = Path(path)
    try:
        if named.exists():
            return named
        hint = "The link is broken." if named.is_symlink() else "Check the spelling."
    except PermissionError as error:
        raise UsageError(f"“{_shorten(path)}” can't be opened: {error.strerror}.") from None
    except OSError as error:  # a link that leads back to itself, or a name that is too long
        hint = f"The system's error: {error.strerror or 'unknown reason'}."
    if any(mark in path for mark in "*?"):
        hint = "No file matches this pattern."
    raise UsageError(f"There is no file or folder “{_shorten(path)}”. {hint}")


def _shorten(path: str) -> str:
    from softsell.report.display import escape

    return shortened(escape(path), _LONGEST_SHOWN)


class _Walk:
    """A walk through a folder.

    Args:
        root: the folder.
        named: the real folders that links may lead into.

    Attributes:
        links_out: links that were skipped because they lead elsewhere.
    """

    def __init__(self, root: Path, named: Collection[Path]) -> None:
        self._root = root
        self._named = named
        self.links_out: list[str] = []

    def files(self) -> Iterator[str]:
        """Yield the readable files below the folder, sorted, without those to skip."""
        ignored = _Ignored(self._root)
        stack = [self._root]
        while stack:
            folder = stack.pop()
            entries = _entries(folder)
            if any(entry.name == _GITIGNORE for entry in entries):
                ignored.add(folder)
            deeper: list[Path] = []
            for entry in entries:
                if entry.name.startswith(".") or entry.name in _SKIPPED:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not ignored.covers(Path(entry.path), is_folder=True):
                        deeper.append(Path(entry.path))
                elif not _is_readable(entry) or ignored.covers(Path(entry.path), is_folder=False):
                    continue
                elif self._stays_inside(entry):
                    yield str(Path(entry.path))
                else:
                    self.links_out.append(str(Path(entry.path)))
            stack.extend(reversed(deeper))

    def _stays_inside(self, entry: os.DirEntry[str]) -> bool:
        if not entry.is_symlink():
            return True
        real = real_path(entry.path)
        return any(is_within(real, folder) for folder in self._named)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"{folder}: the folder can't be opened: {error.strerror or 'unknown reason'}.") from None


def _is_readable(entry: os.DirEntry[str]) -> bool:
    try:
        return is_found_in_folders(entry.name) and entry.is_file()
    except OSError:  # a link that leads back to itself
        return False


class _Ignored:
    """The ``.gitignore`` files for a folder: those in it, and those above it up to the root of the repository."""

    def __init__(self, root: Path) -> None:
        self._specs: list[tuple[Path, GitIgnoreSpec]] = []
        absolute = root.absolute()
        for folder in (absolute, *absolute.parents):
            if os.path.exists(folder / ".git"):  # noqa: PTH110 - never raises, so a closed folder is explained where it's read
                above = [parent for parent in absolute.parents if parent == folder or folder in parent.parents]
                self._add_file(folder, folder / ".git" / "info" / "exclude")
                for parent in reversed(above):
                    self.add(parent)
                break

    def add(self, folder: Path) -> None:
        """Add the ``.gitignore`` of a folder, if it has one."""
        self._add_file(folder.absolute(), folder / _GITIGNORE)

    def _add_file(self, folder: Path, file: Path) -> None:
        try:
            status = file.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_GITIGNORE_BYTES:
                return  # reading a device or a pipe might never end
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        from pathspec import GitIgnoreSpec

        self._specs.append((folder, GitIgnoreSpec.from_lines(lines)))

    def covers(self, path: Path, *, is_folder: bool) -> bool:
        """Whether to skip the path. As in git, the innermost ``.gitignore`` that matches it decides."""
        absolute = path.absolute()
        for folder, spec in reversed(self._specs):
            if folder not in absolute.parents:
                continue
            name = absolute.relative_to(folder).as_posix() + ("/" if is_folder else "")
            verdict = spec.check_file(name).include
            if verdict is not None:
                return verdict
        return False
