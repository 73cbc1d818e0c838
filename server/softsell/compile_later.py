"""Regular expressions that are compiled when they are first used.

Compiling one takes as long as checking a sentence, or several times that. A command that checks one post uses half of those that its
modules define.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")


def compile_later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what has the methods and attributes of ``re.compile(pattern, flags)``.

    It isn't a ``re.Pattern``, so functions such as ``re.sub`` don't take it. Use it where the pattern is known to be valid.
    """
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))


class _LatePattern:
    """Calls itself ``__getattr__`` once, for the first method. From then on, it has the methods of the compiled pattern as its own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._arguments)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
