"""A hash of softsell's version and settings.

The command line compares it with the server's to see whether both would give the same result.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from softsell import __version__

if TYPE_CHECKING:
    from softsell.config.config import Config


def fingerprint(config: Config) -> str:
    """Returns 32 hexadecimal digits, the same for the same version and settings.

    Settings for the server, the exit code and the choice of files don't count. ``config.load.config_for`` has already applied those for
    a file.
    """
    # ``untrusted`` already says which packs aren't trusted.
    relevant = replace(config, port=0, languagetool=False, fail_on="warning", files=(), root=None, trust=())
    text = f"{__version__} {relevant!r}"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
