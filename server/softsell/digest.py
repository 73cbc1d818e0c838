"""BLAKE2b without hashlib, which loads OpenSSL: that takes longer than all that a check of one post has to digest.

It's the same function, from the module that hashlib takes it from. For names of entries in caches; nothing secret is compared with it.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
