"""Changes a settings file for its user. Its byte order mark and line ends stay, and a change by another program isn't lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from softsell.config.toml_source import MAX_BYTES, decode_text, file_mistake
from softsell.files.write import read_original, replace_file

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def edit_settings(path: Path, edit: Callable[[str], str]) -> None:
    """Replace the text of a settings file by what ``edit`` makes of it. Lines end with ``\\n`` there.

    Raises:
        ConfigError: the file can't be read.
        UsageError: it can't be written, or another program changed it meanwhile. It stays as it was.
    """
    try:
        original = read_original(path, MAX_BYTES + 1)
    except OSError as error:
        raise file_mistake(path, f"This file can't be read: {error.strerror or error}.", "") from None
    text = decode_text(path, original.data)
    changed = edit(text)
    if changed != text:
        replace_file(path, encode_like(changed, original.data), original)


def encode_like(text: str, data: bytes) -> bytes:
    """Return the bytes of a changed text, with the byte order mark and the line ends of ``data``, which it was read from."""
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    newline = "\r\n" if b"\r\n" in data else "\n"
    return mark + text.replace("\n", newline).encode()
