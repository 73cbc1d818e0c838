"""Changes a settings file for its user. Its byte order mark and line ends stay, and a change by another program isn't lost."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
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
    """Return the bytes of a changed text, with the byte order mark and the line ends of ``data``, which it was read from.

    The lines before the first change and after the last keep the line ends that they have. Those between get the commonest.
    """
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    *before, _ = data.removeprefix(mark).decode().split("\n")
    *lines, rest = text.split("\n")
    usual = "\r\n" if 2 * sum(line.endswith("\r") for line in before) > len(before) else "\n"
    first = _count_alike(before, lines)
    last = _count_alike(before[first:][::-1], lines[first:][::-1])
    kept = len(lines) - last
    written = [
        *(f"{line}\n" for line in before[:first]),
        *(line + usual for line in lines[first:kept]),
        *(f"{line}\n" for line in before[len(before) - last :]),
        rest,
    ]
    return mark + "".join(written).encode()


def _count_alike(before: list[str], after: list[str]) -> int:
    """Return how many lines from the start are the same but for a ``\\r`` at the end of those before."""
    pairs = takewhile(lambda pair: pair[0].removesuffix("\r") == pair[1], zip(before, after, strict=False))
    return sum(1 for _ in pairs)
