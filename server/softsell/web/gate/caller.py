"""Who sent a request, and how to read its headers. Not here: who gets an answer (the middlewares)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from starlette.types import Scope


LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")

_EXTENSION_ORIGIN = re.compile(r"(chrome-extension|moz-extension|safari-web-extension)://[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request.

    Attributes:
        id: the token's id, ``page`` for the server's own pages, ``public`` for a request that needs no token.
        kind: decides what the caller may do, see ``Access``.
    """

    id: str
    kind: Literal["public", "extension", "script", "owner", "page"]


PUBLIC = Caller("public", "public")


def header(scope: Scope, name: bytes) -> str | None:
    """Return the value of a request header (lower-case name), or ``None`` if it's absent.

    A header that is sent twice becomes one joined value, which no check accepts."""
    values = [value for key, value in scope["headers"] if key == name]
    return b", ".join(values).decode("latin-1") if values else None


def cookies_of(scope: Scope, name: str) -> list[str]:
    """Return the values of all cookies with this name.

    Programs at other ports of this computer can set a cookie of the same name, and theirs may come first."""
    pairs = (header(scope, b"cookie") or "").replace(", ", ";").split(";")
    named = (pair.strip().partition("=") for pair in pairs)
    return [value for key, _, value in named if key == name]


def is_extension(origin: str) -> bool:
    """Return whether an origin is a browser extension's."""
    return _EXTENSION_ORIGIN.fullmatch(origin) is not None
