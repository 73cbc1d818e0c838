"""Paths as other programs want them."""

from __future__ import annotations

from urllib.parse import quote


def portable(path: str) -> str:
    """The path with forward slashes and without a leading ``./``."""
    return path.replace("\\", "/").removeprefix("./") or "."


def uri(path: str) -> str:
    """The path as a relative URI reference, or as a ``file`` URI where it is absolute."""
    slashed = portable(path)
    # A name that is no UTF-8 comes as surrogates; its URI holds the bytes it has on the disk
    name = slashed.encode("utf-8", "surrogateescape")
    escaped = quote(name, safe="/")
    if slashed.startswith("/"):
        return f"file://{escaped}"
    return f"file:///{quote(name, safe='/:')}" if slashed[1:3] == ":/" else escaped
