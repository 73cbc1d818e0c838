"""Reads the arrays of an ``.npz`` file without numpy, which takes longer to import than a draft takes to check."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from array import array
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

_TYPES = {"|i1": "b", "|u1": "B", "<f4": "f", "<f8": "d"}
_HEADER = re.compile(rb"\{'descr': '([^']+)', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n")
_PREFIX = b"\x93NUMPY\x01\x00"
_PREFIX_SIZE = 10
"""Bytes of the prefix and the two of the header's length."""


_STORED, _DEFLATED = 0, 8
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6xH4x3L3H8xL")
_BEFORE_CONTENT = struct.Struct("<4s22x2H")


class Damaged(ValueError):
    """The file isn't an ``.npz`` file, or has arrays of a type that isn't read here."""


class Raw(NamedTuple):
    """An array as it's stored: its type in numpy's words (``<f4``), its shape, and its bytes."""

    type: str
    shape: tuple[int, ...]
    content: memoryview


class Numbers(NamedTuple):
    """An array: its shape, and its numbers in order, the last axis first."""

    shape: tuple[int, ...]
    flat: array[Any]

    def rows(self) -> list[list[float]]:
        """Return the rows of a table."""
        width = self.shape[-1]
        return [self.flat[at : at + width].tolist() for at in range(0, len(self.flat), width)]


def read_arrays(path: Path) -> dict[str, Numbers]:
    """Return the arrays of a file by name: integers of 8 bits, and floats of 32 and 64.

    Raises:
        Damaged: see there.
        OSError: the file can't be read.
    """
    return {name: read_numbers(raw) for name, raw in read_raw(path).items()}


def read_raw(path: Path, *, verify: bool = True) -> dict[str, Raw]:
    """Return the arrays of a file by name, as bytes.

    Args:
        verify: whether to compare checksums, which takes long for many megabytes.

    Raises:
        Damaged: the file isn't an ``.npz`` file.
        OSError: the file can't be read.
    """
    data = path.read_bytes()
    try:
        return {name.removesuffix(".npy"): _read_raw(content) for name, content in _read_zip(data, verify=verify)}
    except (struct.error, UnicodeDecodeError, zlib.error) as error:
        raise Damaged(str(error)) from error


def _read_zip(data: bytes, *, verify: bool) -> Iterator[tuple[str, memoryview]]:
    """Yield names and contents of a zip without comments, as numpy writes it. Importing ``zipfile`` takes as long as reading the arrays."""
    signature, _, _, _, entries, _, at, _ = _END.unpack_from(data, max(0, len(data) - _END.size))
    if signature != b"PK\5\6":
        raise Damaged("the end is missing")
    view = memoryview(data)
    for _ in range(entries):
        (signature, method, checksum, packed, size, name_size, extra_size, comment_size, start) = _ENTRY.unpack_from(
            data, at
        )
        name = data[at + _ENTRY.size : at + _ENTRY.size + name_size].decode("ascii")
        at += _ENTRY.size + name_size + extra_size + comment_size
        # The entry is repeated before its content, with another extra field.
        before, name_size, extra_size = _BEFORE_CONTENT.unpack_from(data, start)
        start += _BEFORE_CONTENT.size + name_size + extra_size
        content = view[start : start + packed]
        if method == _DEFLATED:
            content = memoryview(zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, size))
        known = signature == b"PK\1\2" and before == b"PK\3\4" and method in (_STORED, _DEFLATED)
        if not known or len(content) != size or (verify and zlib.crc32(content) != checksum):
            raise Damaged(f"“{name}” isn't whole")
        yield name, content


def _read_raw(data: memoryview) -> Raw:
    header = _HEADER.match(data, _PREFIX_SIZE)
    if data[: len(_PREFIX)] != _PREFIX or header is None:
        raise Damaged("an array has another format")
    shape = tuple(int(size) for size in header[2].replace(b" ", b"").split(b",") if size)
    return Raw(header[1].decode(), shape, data[header.end() :])


def read_numbers(raw: Raw) -> Numbers:
    """Return the numbers of an array of one of the types that ``read_arrays`` reads.

    Raises:
        Damaged: it has another type, or isn't whole.
    """
    if raw.type not in _TYPES:
        raise Damaged("an array has another type")
    flat = array(_TYPES[raw.type])
    if len(raw.content) != prod(raw.shape) * flat.itemsize:
        raise Damaged("an array isn't whole")
    flat.frombytes(raw.content)
    if sys.byteorder == "big":
        flat.byteswap()
    return Numbers(raw.shape, flat)
