"""Writes JSON that is safe to show in a terminal or a build server's log: UTF-8 stays, what could control them is escaped."""

from __future__ import annotations

import json
import re
from typing import Any

# The last part matches what build servers would treat as a command, as in ``display``.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    r"|(?<=#)#(?=(?:vso|teamcity)?\[)"
)


def dumps(value: Any, *, indent: int | None = None) -> str:
    """Return ``value`` as JSON text. NaN and infinity raise an error, because JSON doesn't have them."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
