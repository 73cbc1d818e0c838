"""A hash of softsell's version and settings.

The command line compares it with the server's to see whether both would give the same result.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from softsell import __version__

if TYPE_CHECKING:
    from softsell.config.config import Config


def fingerprint(config: Config) -> str:
    """Return 32 hexadecimal digits, the same for the same version and settings.

    Settings of the server, of the exit code and for some files only don't count: ``config.file_layers`` has already applied those for
    a file. ``Config.untrusted`` says which packs are not trusted.
    """
    relevant = replace(config.keep("rules", "reading", "report"), files=(), root=None)
    text = f"{__version__} {relevant!r}"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
