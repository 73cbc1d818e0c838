"""How the server proves to a client that it is the one the client was paired with. PROTOCOL.md has the protocol.

Both sides derive the same key from the token. The server keeps the key and a hash of the token; neither reveals the token. The answer
includes the address that the server really listens on, so a program on another port can't relay a challenge to it.
"""

from __future__ import annotations

import os
from binascii import b2a_base64

_ID_LENGTH, _SECRET_LENGTH = 16, 43
_ID_CHARACTERS = frozenset("0123456789abcdef")
_SECRET_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def token_id_of(token: str) -> str | None:
    """Return the id inside a token, or ``None`` if it isn't one of softsell's."""
    name, _, rest = token.partition("_")
    token_id, _, secret = rest.partition("_")
    return token_id if name == "softsell" and _is_id(token_id) and _is_secret(secret) else None


def proof_key(token: str) -> bytes:
    """Return the 32-byte key that both sides derive from a token."""
    return _hmac(token.encode(), b"softsell/proof-key/v1")


def new_nonce() -> str:
    """Return 32 new random bytes as base64url."""
    return _base64url(os.urandom(32))


def parse_challenge(challenge: str) -> tuple[str, str] | None:
    """Return token id and nonce of a ``Softsell-Challenge`` header, or ``None`` if it is malformed."""
    token_id, _, nonce = challenge.partition(".")
    return (token_id, nonce) if _is_id(token_id) and _is_secret(nonce) else None


def prove(key: bytes, nonce: str, address: str) -> str:
    """Return the answer to a nonce, as base64url without padding.

    Args:
        key: from ``proof_key``.
        nonce: the client's nonce.
        address: where the server listens, ``127.0.0.1:7355`` or ``[::1]:7355``.
    """
    message = f"softsell/proof/v1\n{nonce}\n{address}".encode()
    return _base64url(_hmac(key, message))


def is_proven(token: str, nonce: str, address: str, proof: str) -> bool:
    """Whether ``proof`` shows that the server knows ``token``'s key."""
    import hmac

    return hmac.compare_digest(prove(proof_key(token), nonce, address).encode(), proof.encode("utf-8", "replace"))


def address_of(host: str, port: int) -> str:
    """Return ``host:port`` as in a URL, with brackets around an IPv6 address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _base64url(data: bytes) -> str:
    return b2a_base64(data, newline=False).rstrip(b"=").decode().replace("+", "-").replace("/", "_")


# Without regular expressions, because every check imports this module and `re` takes half as long to import as Python takes to start.


def _is_id(text: str) -> bool:
    return len(text) == _ID_LENGTH and _ID_CHARACTERS.issuperset(text)


def _is_secret(text: str) -> bool:
    return len(text) == _SECRET_LENGTH and _SECRET_CHARACTERS.issuperset(text)


def _hmac(key: bytes, message: bytes) -> bytes:
    """Return the HMAC with SHA-256. Loads OpenSSL, which a check doesn't need where no server runs."""
    import hashlib
    import hmac

    return hmac.digest(key, message, hashlib.sha256)
