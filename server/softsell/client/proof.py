"""How the server proves to a paired client that it is the one it paired with. The protocol is in PROTOCOL.md.

Both sides derive the same key from the token. The server keeps the key and a hash of the token; neither gives the token back.
The answer covers the address the server really listens on, so that nobody can pass a question on to it from another port.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re

_TOKEN = re.compile(r"softsell_([0-9a-f]{16})_[A-Za-z0-9_-]{43}")
_CHALLENGE = re.compile(r"([0-9a-f]{16})\.([A-Za-z0-9_-]{43})")


def token_id_of(token: str) -> str | None:
    """The id inside a token, or ``None`` where it is not one of ours."""
    shape = _TOKEN.fullmatch(token)
    return shape[1] if shape else None


def proof_key(token: str) -> bytes:
    """The 32-byte key that both sides derive from a token."""
    return hmac.digest(token.encode(), b"softsell/proof-key/v1", hashlib.sha256)


def new_nonce() -> str:
    """32 fresh random bytes, base64url."""
    return _base64url(os.urandom(32))


def parse_challenge(challenge: str) -> tuple[str, str] | None:
    """Token id and nonce of a ``Softsell-Challenge`` header, or ``None`` where it is not well formed."""
    shape = _CHALLENGE.fullmatch(challenge)
    return (shape[1], shape[2]) if shape else None


def prove(key: bytes, nonce: str, address: str) -> str:
    """The answer to a nonce, base64url without padding.

    Args:
        key: from ``proof_key``.
        nonce: from the client.
        address: where the server listens, ``127.0.0.1:7355`` or ``[::1]:7355``.
    """
    message = f"softsell/proof/v1\n{nonce}\n{address}".encode()
    return _base64url(hmac.digest(key, message, hashlib.sha256))


def is_proven(token: str, nonce: str, address: str, proof: str) -> bool:
    """Whether ``proof`` shows that its maker knows the pairing that ``token`` came from."""
    return hmac.compare_digest(prove(proof_key(token), nonce, address).encode(), proof.encode("utf-8", "replace"))


def address_of(host: str, port: int) -> str:
    """``host:port`` as URLs write it, the brackets of IPv6 included."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
