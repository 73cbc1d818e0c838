"""JSON as a terminal or a build server's log may show it: UTF-8 left as it is, but what could steer them is escaped."""

from __future__ import annotations

import json
import re
from typing import Any

# The last is what build servers would take for a command, as in ``display``.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    r"|(?<=#)#(?=(?:vso|teamcity)?\[)"
)


def dumps(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON text. NaN and infinity are refused: JSON has none."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
