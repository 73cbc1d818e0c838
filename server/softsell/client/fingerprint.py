"""One word for softsell's version and settings.

By it the command line sees whether a running server would say what it would say itself.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from softsell import __version__

if TYPE_CHECKING:
    from softsell.config.config import Config


def fingerprint(config: Config) -> str:
    """32 hexadecimal digits, equal for equal versions and settings.

    Settings of the server, of the exit code and for some files only don't count: ``config.layers.config_for`` has already applied those for
    a file. ``Config.untrusted`` says which packs are not trusted.
    """
    relevant = replace(config.keep("rules", "reading", "report"), files=(), root=None)
    text = f"{__version__} {relevant!r}"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
