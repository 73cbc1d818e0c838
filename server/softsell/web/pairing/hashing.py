"""What the server keeps of a secret: its hash, never the secret itself."""

from __future__ import annotations

import hashlib


def hash_secret(secret: str) -> bytes:
    """Return the SHA-256 of a token, key, cookie or verifier. They are long and random, so they need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
