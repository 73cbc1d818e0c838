"""Opens the zip files that Excel, LibreOffice and Word write, without trusting them.

A reader gets a clean copy: every member is unpacked here within fixed bounds and packed again, so a member can't unpack to more than
it says. Pictures are left out. XML that defines entities is refused, and so is a sheet that a reader would blow up in memory.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from softsell.errors import BinaryFile, DraftTooLarge

MOST_MEMBERS = 5_000
MOST_BYTES = 150_000_000
"""The largest size of all members together, unpacked."""
MOST_CELLS = 3_000_000
"""The largest number of cells in the smallest rectangle around all that a sheet holds."""
MOST_ELEMENTS = 10_000_000
"""The largest number of elements in the XML of a sheet."""

_CHUNK = 1 << 20
_XML = (".xml", ".rels")
_KEPT = ("mimetype",)
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_LETTERS = 26
_LONGEST_NUMBER = 7


def clean_copy(data: bytes, name: str, *, sheets: bool) -> bytes:
    """Return a zip file with the same members, which is safe to give to a reader.

    Args:
        data: the file.
        name: what messages call it.
        sheets: whether it's for a reader of sheets.

    Raises:
        BinaryFile: this isn't a file of Excel, LibreOffice or Word, or is damaged or encrypted.
        DraftTooLarge: it unpacks to too much.
    """
    members = _unpack(data, name)
    for path, content in members.items():
        if any(mark in content for mark in _DOCTYPES):
            raise BinaryFile(f"{name}: this file has XML that defines its own entities, which softsell doesn't read.")
        if sheets and path.lower().endswith(_XML):
            _Extent(name).check(
                content
            )  # for either program, because a reader goes by what is in a file, not by its ending
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy:
        for path, content in members.items():
            copy.writestr(path, content)
    return packed.getvalue()


def _unpack(data: bytes, name: str) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_BYTES:
                raise _too_large(name)
            members: dict[str, bytes] = {}
            for info in infos:
                is_text = info.filename.lower().endswith(_XML) or info.filename in _KEPT
                members[info.filename] = _read(package, info) if is_text else b""
            return members
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError, UnicodeDecodeError):
        raise _damaged(name) from None


def _read(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with package.open(info) as member:
        parts = []
        while part := member.read(_CHUNK):  # never more than the member says: the module stops there
            parts.append(part)
        return b"".join(parts)


def _damaged(name: str) -> BinaryFile:
    return BinaryFile(
        f"{name}: this file is damaged, protected by a password, or not what its ending says. Open it in its own program, save it "
        "again, and check that."
    )


def _too_large(name: str) -> DraftTooLarge:
    return DraftTooLarge(
        f"{name}: this file unpacks to more than softsell reads. Save the sheet with the posts in a file of its own."
    )


class _Extent:
    """Measures the rectangle of cells that a reader keeps for a sheet of Excel or LibreOffice."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._row = self._column = -1
        self._rows = self._columns = self._elements = 0
        self._repeated = 1

    def check(self, content: bytes) -> None:
        """Raise DraftTooLarge for XML of too many cells or elements, and BinaryFile if it can't be parsed."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError):  # the last two: an encoding that expat can't read
            raise _damaged(self._name) from None

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise _too_large(self._name)
        match tag.rpartition(":")[2]:
            case "row":  # of Excel
                self._row = self._number(attributes.get("r", ""), self._row + 2) - 1
                self._column = -1
            case "c":
                self._cell_of_excel(attributes.get("r"))
            case "table":  # of LibreOffice
                self._row, self._rows, self._columns, self._repeated = -1, 0, 0, 1
            case "table-row":
                self._row += self._repeated
                self._repeated = self._number(attributes.get("table:number-rows-repeated", ""), 1)
                self._column = 0
            case "table-cell" | "covered-table-cell":
                self._column += self._number(attributes.get("table:number-columns-repeated", ""), 1)
                if any(key.endswith(("value-type", "formula")) for key in attributes):
                    self._keep(max(self._row, 0) + self._repeated, self._column)
            case "p":
                self._keep(max(self._row, 0) + self._repeated, self._column)

    def _cell_of_excel(self, reference: str | None) -> None:
        found = _REFERENCE.fullmatch(reference or "")
        if found:
            self._row, self._column = int(found[2]) - 1, _column_of(found[1])
        elif reference is None:
            self._column += 1
        else:
            raise _damaged(self._name)
        self._keep(self._row + 1, self._column + 1)

    def _number(self, written: str, default: int) -> int:
        if not written.isascii() or not written.isdigit():
            return default
        if len(written) > _LONGEST_NUMBER:
            raise _too_large(self._name)
        return int(written)

    def _keep(self, rows: int, columns: int) -> None:
        self._rows, self._columns = max(self._rows, rows), max(self._columns, columns)
        if self._rows * self._columns > MOST_CELLS:
            raise _too_large(self._name)


def _column_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1
