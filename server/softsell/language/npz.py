"""Reads the arrays of an ``.npz`` file without numpy, which takes longer to import than a draft takes to check."""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from math import prod
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

_TYPES = {"|i1": "b", "|u1": "B", "<f4": "f", "<f8": "d"}
_HEADER = re.compile(rb"\{'descr': '([^']+)', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n")
_PREFIX = b"\x93NUMPY\x01\x00"
_PREFIX_SIZE = 10
"""Bytes of the prefix and the two of the header's length."""


class Damaged(ValueError):
    """The file isn't an ``.npz`` file, or has arrays of a type that isn't read here."""


class Numbers(NamedTuple):
    """An array: its shape, and its numbers in order, the last axis first."""

    shape: tuple[int, ...]
    flat: array[Any]

    def rows(self) -> list[list[float]]:
        """The rows of a table."""
        width = self.shape[-1]
        return [self.flat[at : at + width].tolist() for at in range(0, len(self.flat), width)]


def read_arrays(path: Path) -> dict[str, Numbers]:
    """Return the arrays of a file by name: integers of 8 bits, and floats of 32 and 64.

    Raises:
        Damaged: see there.
        OSError: the file can't be read.
    """
    try:
        with path.open("rb") as opened, ZipFile(opened) as file:
            return {name.removesuffix(".npy"): _read_array(file.read(name)) for name in file.namelist()}
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise Damaged(str(error)) from error


def _read_array(data: bytes) -> Numbers:
    header = _HEADER.match(data, _PREFIX_SIZE)
    if not data.startswith(_PREFIX) or header is None or header[1].decode() not in _TYPES:
        raise Damaged("an array has another format")
    shape = tuple(int(size) for size in header[2].replace(b" ", b"").split(b",") if size)
    flat = array(_TYPES[header[1].decode()])
    body = memoryview(data)[header.end() :]
    if len(body) != prod(shape) * flat.itemsize:
        raise Damaged("an array isn't whole")
    flat.frombytes(body)
    if sys.byteorder == "big":
        flat.byteswap()
    return Numbers(shape, flat)
