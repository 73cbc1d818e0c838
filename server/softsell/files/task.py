"""What to do with files, and the outcome for each, which a worker process can send back."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct, field

from softsell.draft import MAX_BYTES, STANDARD_INPUT, Context
from softsell.errors import DraftError
from softsell.files.folder_settings import Settings
from softsell.report import CheckedDraft, CheckedFile

if TYPE_CHECKING:
    from softsell.files.changed import Base
    from softsell.files.write import Original

Mode = Literal["check", "fix", "diff"]

USUAL_SIZE = 64 * 1024
"""Nearly every file of posts has fewer bytes than this."""


class Task(Struct, frozen=True):
    """How to check files.

    Attributes:
        settings: the configuration for each file.
        context: what the command line says about every draft; this overrides front matter.
        column: the column of a sheet, or the key of JSON records, with the posts; overrides the settings.
        mode: ``fix`` writes fixed files, ``diff`` only shows what would change.
        stdin_name: the name of standard input, which decides its format and settings.
        folders: the real folders that the user named; ``fix`` follows links into these.
        explain: whether the points of learned measures say which words carried them.
        contents: the bytes of the files by name, for a server, which doesn't read them from disk and refuses files of many drafts.
        named: the files that the user named; of the others, found in folders, those without posts are passed over. ``None``: all.
        base: the commit to compare with; drafts that are in it are left out.
    """

    settings: Settings
    context: Context = field(default_factory=Context)
    column: str | None = None
    mode: Mode = "check"
    stdin_name: str = STANDARD_INPUT
    folders: tuple[Path, ...] = ()
    explain: bool = False
    contents: Mapping[str, bytes] | None = None
    named: frozenset[str] | None = None
    base: Base | None = None

    def name_of(self, path: str) -> str:
        """Return the name that decides the format and the settings of a file."""
        return self.stdin_name if path == STANDARD_INPUT else path

    def passes_over(self, path: str) -> bool:
        """Return whether a file in which nothing reads like posts is no mistake, because the user named only its folder."""
        return self.named is not None and path not in self.named

    def read(self, path: str) -> bytes:
        """Return the bytes of a file, or of standard input.

        Raises:
            DraftError: the file can't be read.
        """
        if self.contents is not None:
            return self.contents[path]
        return _read_input() if path == STANDARD_INPUT else _read_file(path)

    def read_to_fix(self, path: str) -> tuple[bytes, Original | None]:
        """Return the bytes as ``read`` does, and the original file if it may be written later.

        Raises:
            DraftError: the file can't be read.
        """
        if self.mode != "fix" or path == STANDARD_INPUT:
            return self.read(path), None
        from softsell.files.write import read_original

        try:
            original = read_original(Path(path), MAX_BYTES + 1)
        except OSError as error:
            raise _cannot_open(path, error) from None
        return original.data, original


class Outcome(NamedTuple):
    """The outcome for one file.

    Attributes:
        path: as the user named it.
        text: the file as it is now, after fixes.
        drafts: its posts.
        error: a sentence if the file couldn't be checked; the rest is then empty.
        fixed: how many fixes were applied.
        diff: what ``--diff`` shows.
        notes: what the user should know about settings and packs; many files have the same notes.
        reading: how the file was read: which columns were chosen, and what was passed over.
        passed_over: whether the file was found in a folder and has no posts.
    """

    path: str
    text: str = ""
    drafts: tuple[CheckedDraft, ...] = ()
    error: str = ""
    fixed: int = 0
    diff: str = ""
    notes: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    passed_over: bool = False

    def file(self) -> CheckedFile:
        """Return the file for a report."""
        return CheckedFile(self.path, self.text, self.drafts)


def _read_file(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - making a Path takes as long as reading a small file
            data = file.read(USUAL_SIZE)
            # Asking for the largest size at once would allocate that much memory for every small file
            return data if len(data) < USUAL_SIZE else data + file.read(MAX_BYTES + 1 - len(data))
    except OSError as error:
        raise _cannot_open(path, error) from None


def _read_input() -> bytes:
    if sys.stdin is None:
        raise DraftError("There is no standard input to read. Name a file instead of “-”.")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _cannot_open(path: str, error: OSError) -> DraftError:
    return DraftError(f"{path}: the file can't be opened: {error.strerror or 'unknown reason'}.")
