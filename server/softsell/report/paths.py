"""Formats paths for other programs."""

from __future__ import annotations

from urllib.parse import quote


def portable(path: str) -> str:
    """Return the path with forward slashes and without a leading ``./``."""
    return path.replace("\\", "/").removeprefix("./") or "."


def uri(path: str) -> str:
    """Return the path as a relative URI reference, or as a ``file`` URI if it's absolute."""
    slashed = portable(path)
    # A name that isn't UTF-8 arrives as surrogates. Its URI contains the bytes on the disk.
    name = slashed.encode("utf-8", "surrogateescape")
    escaped = quote(name, safe="/")
    if slashed.startswith("/"):
        return f"file://{escaped}"
    return f"file:///{quote(name, safe='/:')}" if slashed[1:3] == ":/" else escaped
