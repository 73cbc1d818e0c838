"""Finds the place of each key and value in a TOML document, because the standard library's parser doesn't say.

It only works on documents that ``tomllib`` accepts, so it has no errors of its own.
"""

from __future__ import annotations

import tomllib

from msgspec import Struct

KeyPath = tuple[str | int, ...]
"""Keys and positions in arrays, from the outside in, as ``tomllib`` nests them."""


class TomlPlace(Struct, frozen=True):
    """The ranges of a key and its value in the document, in code points. For an item of an array, they're the same."""

    key: tuple[int, int]
    value: tuple[int, int]


def toml_places(text: str) -> dict[KeyPath, TomlPlace]:
    """Return the places of all keys and array items, by path.

    Args:
        text: a document that ``tomllib.loads`` accepts.
    """
    return _Scanner(text).scan()


class _Scanner:
    """Scans the text once. Newlines are ``\\n`` or ``\\r\\n``."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._places: dict[KeyPath, TomlPlace] = {}
        self._tables: dict[KeyPath, int] = {}  # arrays of tables, with the index of their last table

    def scan(self) -> dict[KeyPath, TomlPlace]:
        table: KeyPath = ()
        while True:
            self._skip(" \t\r\n")
            if self._at >= len(self._text):
                return self._places
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> KeyPath:
        array = self._text.startswith("[[", self._at)
        self._at += 2 if array else 1
        path: KeyPath = ()
        names = self._names()
        for index, (name, key) in enumerate(names):
            path = (*path, name)
            self._places.setdefault(path, TomlPlace(key, key))
            if array and index == len(names) - 1:
                self._tables[path] = self._tables.get(path, -1) + 1
            if path in self._tables:
                path = (*path, self._tables[path])
                self._places.setdefault(path, TomlPlace(key, key))
        self._at += 2 if array else 1
        return path

    def _pair(self, path: KeyPath) -> None:
        names = self._names()
        self._at += 1  # the equals sign
        self._skip(" \t")
        paths = []
        for name, key in names:
            path = (*path, name)
            self._places.setdefault(path, TomlPlace(key, key))
            paths.append((path, key))
        value = self._value(path)
        for whole, key in paths:
            self._places[whole] = TomlPlace(key, value)

    def _names(self) -> list[tuple[str, tuple[int, int]]]:
        """Return each name of a dotted key with its range. Stops behind the key."""
        names = []
        while True:
            self._skip(" \t")
            start = self._at
            if self._text[start] in "\"'":
                self._string()
                # Let the parser decode a quoted key, as the value of a small document.
                name = str(tomllib.loads(f"k = {self._text[start : self._at]}")["k"])
            else:
                while self._at < len(self._text) and self._text[self._at] not in " \t.=]":
                    self._at += 1
                name = self._text[start : self._at]
            names.append((name, (start, self._at)))
            self._skip(" \t")
            if self._at >= len(self._text) or self._text[self._at] != ".":
                return names
            self._at += 1

    def _value(self, path: KeyPath) -> tuple[int, int]:
        start = self._at
        opening = self._text[start]
        if opening in "\"'":
            self._string()
        elif opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",]}#\r\n":
                self._at += 1
            return start, start + len(self._text[start : self._at].rstrip(" \t"))
        return start, self._at

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        index = 0
        while True:
            self._skip(" \t\r\n,")
            if self._text[self._at] == "]":
                self._at += 1
                return
            value = self._value((*path, index))
            self._places[(*path, index)] = TomlPlace(value, value)
            index += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while True:
            self._skip(" \t\r\n,")
            if self._text[self._at] == "}":
                self._at += 1
                return
            self._pair(path)

    def _string(self) -> None:
        """Skip a string of any of the four kinds."""
        quote = self._text[self._at]
        long = self._text.startswith(quote * 3, self._at)
        fence = quote * 3 if long else quote
        self._at += len(fence)
        while not self._text.startswith(fence, self._at):
            self._at += 2 if quote == '"' and self._text[self._at] == "\\" else 1
        self._at += len(fence)
        while long and self._text.startswith(quote, self._at):
            self._at += 1  # the text may end with up to two quotes

    def _skip(self, characters: str) -> None:
        """Skip these characters, and comments if newlines are among them."""
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == "#" and "\n" in characters:
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            elif character in characters:
                self._at += 1
            else:
                return
