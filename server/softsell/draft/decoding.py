"""Decodes the bytes of a file to text, and encodes text back to the same bytes. ``readers`` decides which format the text is in.

Accepts UTF-8, with or without a byte order mark, and UTF-16 with one. A sheet may also be in Windows-1252, because Excel saves CSV files
in it in much of the world; it must look like a Western language in that encoding. A page of HTML that isn't UTF-8 is read in the encoding
that it declares, as Word's “web page” declares Windows-1252. The mark stays in the text as its first character
(U+FEFF), so offsets count it and ``encode`` restores the file byte for byte. Lines and columns don't count it (see
``offsets``). Line endings stay as they are.
"""

from __future__ import annotations

import codecs
import re

from softsell.compile_later import compile_later
from softsell.errors import BinaryFile, UndecodableFile

Encoding = str
"""A name that Python knows: ``utf-8``, ``utf-16-le``, ``utf-16-be``, ``cp1252``, or another one that a page of HTML declares."""

_MARKS: tuple[tuple[bytes, Encoding], ...] = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OTHER_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a rich text file",
}
_LOOKED_AT = 4_000
_MISREAD = compile_later("[a-z][A-ZÀ-ÖØ-ÞŠŽŸŒ]*[À-ÖØ-ÞŠŽŸŒ]|\\w[¡-¬®-¶¸-¿†‡ˆ˜‰ƒ]\\w|[¡-ÿŠŽŸŒšžœ]{3}|[\x80-\x9f]")
"""What Western text in Windows-1252 doesn't have, but text in another encoding does when it's read so."""


_DECLARED = compile_later(r"<meta\b[^<>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_IN_ONE_BYTE = compile_later(
    r"(?:windows-?|cp)(125[0-8])|iso-?8859-?(\d{1,2})|(latin-?1|us-ascii|ascii)|(x-mac-roman|macintosh)|(koi8-[ru])"
)
"""Encodings in which every byte is a character, so a file can be written back unchanged."""


def encoding_of(data: bytes) -> Encoding:
    """Return the encoding that a file's first bytes announce, or UTF-8 if they announce none."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")


def declared_encoding(data: bytes) -> Encoding | None:
    """Return the encoding that a page of HTML declares, if every byte is a character in it. ISO 8859-1 is Windows-1252 in browsers."""
    declared = _DECLARED.search(data[:_LOOKED_AT].decode("latin-1"))
    known = _IN_ONE_BYTE.fullmatch(declared[1].lower()) if declared else None
    if known is None:
        return None
    windows, iso, ascii_, mac, koi = known.groups()
    if ascii_ or iso == "1":
        return "cp1252"
    return f"cp{windows}" if windows else f"iso8859-{iso}" if iso else "mac-roman" if mac else str(koi)


def encoding_read(data: bytes, *, page: bool = False) -> Encoding:
    """Return the encoding in which ``decode`` has read a whole file, which may be a ``page`` of HTML."""
    encoding = encoding_of(data)
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return (declared_encoding(data) if page else None) or "cp1252"
    return encoding


def decode(data: bytes, name: str, *, sheet: bool = False, page: bool = False) -> str:
    """Decode ``data`` to text, keeping the byte order mark.

    A ``sheet`` may be in Windows-1252 too, and a ``page`` of HTML in the encoding that it declares.

    Raises:
        BinaryFile: the data isn't text.
        UndecodableFile: the text is in an encoding that softsell doesn't read.
    """
    require_text(data[:_LOOKED_AT], name)
    encoding = encoding_of(data)
    if encoding == "utf-8":
        _check_no_nul(data, name)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if sheet and encoding == "utf-8" and (text := _read_windows_1252(data)) is not None:
            return text
        if page and encoding == "utf-8" and (text := _read_as_declared(data)) is not None:
            return text
        raise UndecodableFile(f"{name}: {_describe_decode_error(data, error, encoding)} {_SAVE_AS_UTF8}") from None


def require_text(head: bytes, name: str) -> None:
    """Make sure that a file's first bytes are those of a text in an encoding that softsell reads.

    Raises:
        BinaryFile, UndecodableFile: see ``decode``.
    """
    for mark, format_name in _OTHER_FORMATS.items():
        if head.startswith(mark):
            raise BinaryFile(f"{name}: this is {format_name}, not text. Save the text as a .txt file and check that.")
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UndecodableFile(f"{name}: this is UTF-32, which softsell doesn't read. {_SAVE_AS_UTF8}")
    if encoding_of(head) == "utf-8" and b"\0" in head and _is_unmarked_utf16(head):
        raise UndecodableFile(f"{name}: this looks like UTF-16 without a byte order mark. {_SAVE_AS_UTF8}")


def encode(text: str, encoding: Encoding, *, lossy: bool = False) -> bytes:
    """Encode ``text`` in the encoding it was read in. The reverse of ``decode``.

    Args:
        text: the text.
        encoding: see ``encoding_read``.
        lossy: whether a question mark may take the place of a character that the encoding lacks.

    Raises:
        UndecodableFile: the encoding is Windows-1252 and lacks a character.
    """
    try:
        return text.encode(encoding, "replace" if lossy else "strict")
    except UnicodeEncodeError as error:
        raise UndecodableFile(
            f"this file is in an older encoding, which has no “{error.object[error.start]}”. {_SAVE_AS_UTF8}"
        ) from None


_SAVE_AS_UTF8 = (
    "Save it as UTF-8: in Notepad choose File > Save as > Encoding: UTF-8, in Excel the file type “CSV UTF-8”, "
    "in TextEdit Format > Make Plain Text and then UTF-8."
)


def _check_no_nul(data: bytes, name: str) -> None:
    nul = data.find(b"\0")
    if nul < 0:
        return
    raise BinaryFile(
        f"{name}: byte {nul + 1:,} is NUL, so this isn't a text file. "
        "Copy the words out of it into a .txt file and check that."
    )


def _is_unmarked_utf16(data: bytes) -> bool:
    """Return whether nearly every other byte is NUL and the rest never are, as in Western text."""
    low, high = sorted((data[::2].count(0), data[1::2].count(0)))
    return low == 0 and high * 4 >= len(data) > len("ab")


def _describe_decode_error(data: bytes, error: UnicodeDecodeError, encoding: Encoding) -> str:
    if encoding != "utf-8":
        return f"this isn't valid UTF-16: byte {error.start + 1:,} isn't part of any character."
    line = data.count(b"\n", 0, error.start) + 1
    place = f"line {line}, byte {error.start + 1:,} of the file, isn't valid UTF-8."
    return f"{place} The file seems to be in an older Windows encoding." if _is_windows_1252(data) else place


def _read_windows_1252(data: bytes) -> str | None:
    """Return the text of a file in Windows-1252, or ``None`` if it's hardly in that encoding."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _MISREAD.search(text) else text


def _read_as_declared(data: bytes) -> str | None:
    """Return the text of a page in the encoding that it declares, or ``None`` if it isn't in that one."""
    declared = declared_encoding(data)
    try:
        return data.decode(declared) if declared else None
    except (UnicodeDecodeError, LookupError):
        return None


def _is_windows_1252(data: bytes) -> bool:
    try:
        text = data[:_LOOKED_AT].decode("cp1252")
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character.isspace() for character in text)
