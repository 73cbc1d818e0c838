"""Which files a check is about: those named, and those in the folders named.

In folders, hidden files and folders, ``node_modules``, what ``.gitignore`` leaves out, links to folders and files
whose ending softsell does not read are passed over. A file that is named is always read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from softsell.draft import ENDINGS, STANDARD_INPUT
from softsell.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SKIPPED = frozenset({"node_modules", "__pycache__"})
_LONGEST_TOLD = 500
_GITIGNORE = ".gitignore"


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to check.

    Attributes:
        files: each once, as the user would name it; ``-`` is standard input.
        empty_folders: folders that hold nothing softsell reads.
    """

    files: tuple[str, ...]
    empty_folders: tuple[str, ...] = ()


def find(paths: Iterable[str]) -> Found:
    """The files behind ``paths``, in the order given, those of a folder sorted.

    Raises:
        UsageError: a path that is not there.
    """
    files: dict[str, None] = {}
    empty: list[str] = []
    for path in paths:
        if path == STANDARD_INPUT:
            files[path] = None
            continue
        named = _existing(path)
        if not named.is_dir():
            files[path] = None
            continue
        inside = list(_walk(named))
        if not inside:
            empty.append(path)
        files.update(dict.fromkeys(inside))
    return Found(tuple(files), tuple(empty))


def _existing(path: str) -> Path:
    named = Path(path)
    try:
        if named.exists():
            return named
        hint = "The link leads nowhere." if named.is_symlink() else "Look at how it is spelled."
    except OSError as error:  # a link that leads back to itself, a name longer than any
        hint = f"The system says: {error.strerror or 'unknown reason'}."
    if any(mark in path for mark in "*?"):
        hint = "No file's name is like that."
    raise UsageError(f"There is no file or folder “{_shortened(path)}”. {hint}")


def _shortened(path: str) -> str:
    from softsell.report.display import shown

    path = shown(path)
    return path if len(path) <= _LONGEST_TOLD else f"{path[:_LONGEST_TOLD]}…"


def _walk(root: Path) -> Iterator[str]:
    """The readable files below a folder, sorted, without what is to be passed over."""
    ignored = _Ignored(root)
    stack = [root]
    while stack:
        folder = stack.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            raise UsageError(f"{folder}: the folder can't be opened: {error.strerror or 'unknown reason'}.") from None
        if any(entry.name == _GITIGNORE for entry in entries):
            ignored.add(folder)
        deeper: list[Path] = []
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            if entry.is_dir(follow_symlinks=False):
                if not ignored.covers(Path(entry.path), is_folder=True):
                    deeper.append(Path(entry.path))
            elif _is_readable(entry) and not ignored.covers(Path(entry.path), is_folder=False):
                yield str(Path(entry.path))
        stack.extend(reversed(deeper))


def _is_readable(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.name.lower().endswith(ENDINGS) and entry.is_file()
    except OSError:  # a link that leads back to itself
        return False


class _Ignored:
    """The ``.gitignore`` files that bear on a folder: those in it, and those above it up to the root of the
    repository.
    """

    def __init__(self, root: Path) -> None:
        self._specs: list[tuple[Path, GitIgnoreSpec]] = []
        absolute = root.absolute()
        for folder in (absolute, *absolute.parents):
            if (folder / ".git").exists():
                above = [parent for parent in absolute.parents if parent == folder or folder in parent.parents]
                self._add_file(folder, folder / ".git" / "info" / "exclude")
                for parent in reversed(above):
                    self.add(parent)
                break

    def add(self, folder: Path) -> None:
        """Heeds the ``.gitignore`` of a folder, if it has one."""
        self._add_file(folder.absolute(), folder / _GITIGNORE)

    def _add_file(self, folder: Path, file: Path) -> None:
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        from pathspec import GitIgnoreSpec

        self._specs.append((folder, GitIgnoreSpec.from_lines(lines)))

    def covers(self, path: Path, *, is_folder: bool) -> bool:
        """Whether the path is to be passed over; as in git, the innermost file that says something decides."""
        absolute = path.absolute()
        for folder, spec in reversed(self._specs):
            if folder not in absolute.parents:
                continue
            name = absolute.relative_to(folder).as_posix() + ("/" if is_folder else "")
            verdict = spec.check_file(name).include
            if verdict is not None:
                return verdict
        return False
