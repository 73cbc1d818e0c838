"""What all pages that softsell writes share: colours, reading the parts of a page, and the hash by which a content policy knows them."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

_PAGE = Path(__file__).parent / "page"


def read_asset(name: str) -> str:
    """Return a file of ``page/``."""
    return (_PAGE / name).read_text(encoding="utf-8")


def policy_source(text: str) -> str:
    """Return the source expression that allows a script or style of exactly this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
