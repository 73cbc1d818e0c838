"""The user's own softsell.toml while the settings page is open: reads it, changes it completely or not at all, and undoes changes.

Not here: which part the page may change (``softsell.config.own_settings``).
"""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from softsell.config.locate import user_config_path
from softsell.config.toml_source import MAX_BYTES, decode_text, file_mistake
from softsell.errors import ServerError
from softsell.files.edit_settings import encode_like
from softsell.files.write import Original, create_file, read_original, replace_file

MAX_UNDO = 50


@dataclass(frozen=True, slots=True)
class Content:
    """What the file held when it was read.

    Attributes:
        text: its text, with ``\\n`` at the end of each line; ``None`` if there is no file.
        revision: a word that changes with the file.
    """

    text: str | None
    revision: str


class ChangedMeanwhile(Exception):
    """The file isn't as it was when the page read it."""


class SettingsFile:
    """The user's own settings file. Its byte order mark and line ends stay.

    Remembers earlier contents in memory, so that changes can be undone while the server runs.
    """

    def __init__(self) -> None:
        self._earlier: deque[tuple[bytes | None, str]] = deque(maxlen=MAX_UNDO)

    @property
    def path(self) -> Path:
        """Where the file is, whether or not it exists."""
        return user_config_path()

    @property
    def can_undo(self) -> bool:
        """Whether the last change was the page's, so that it can be undone."""
        return bool(self._earlier) and self._earlier[-1][1] == self.read().revision

    def read(self) -> Content:
        """Read the file.

        Raises:
            ConfigError: it can't be read, is too large or isn't UTF-8.
        """
        return self._describe(self._read_original())

    def _describe(self, original: Original | None) -> Content:
        if original is None:
            return Content(None, "")
        return Content(decode_text(self.path, original.data), _revise(original.data))

    def change(self, text: str, revision: str) -> None:
        """Replace the text, if the file is still at ``revision``.

        Raises:
            ChangedMeanwhile: it isn't.
            UsageError, ServerError: it can't be written. It stays as it was.
        """
        original = self._read_original()
        before = self._describe(original)
        if before.revision != revision:
            raise ChangedMeanwhile
        if text != before.text:
            data = encode_like(text, b"" if original is None else original.data)
            self._write(data, original)
            self._earlier.append((None if original is None else original.data, _revise(data)))

    def undo(self) -> None:
        """Take back the last change.

        Raises:
            ChangedMeanwhile: there is none, or the file was changed since.
            UsageError, ServerError: it can't be written. It stays as it was.
        """
        original = self._read_original()
        if not self._earlier or self._describe(original).revision != self._earlier[-1][1]:
            raise ChangedMeanwhile
        data, _ = self._earlier[-1]
        if data is None:
            self.path.unlink()
        else:
            self._write(data, original)
        self._earlier.pop()

    def _write(self, data: bytes, original: Original | None) -> None:
        if original is not None:
            replace_file(self.path, data, original)
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ServerError(f"softsell can't make {self.path.parent}: {error.strerror}.") from None
        create_file(self.path, data)

    def _read_original(self) -> Original | None:
        try:
            return read_original(self.path, MAX_BYTES + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise file_mistake(self.path, f"This file can't be read: {error.strerror or error}.", "") from None


def _revise(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
