"""Paths as other programs want them."""

from __future__ import annotations

from urllib.parse import quote


def portable(path: str) -> str:
    """The path with forward slashes and without a leading ``./``."""
    return path.replace("\\", "/").removeprefix("./") or "."


def uri(path: str) -> str:
    """The path as a relative URI reference, or as a ``file`` URI where it is absolute."""
    slashed = portable(path)
    escaped = quote(slashed, safe="/")
    if slashed.startswith("/"):
        return f"file://{escaped}"
    return f"file:///{quote(slashed, safe='/:')}" if slashed[1:3] == ":/" else escaped
