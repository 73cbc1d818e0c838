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

    What concerns the server, the exit code or the choice of files does not count: ``config.load.config_for`` has already put in what holds
    for a file.
    """
    # Which packs are not trusted is said by ``untrusted``.
    relevant = replace(config, port=0, languagetool=False, fail_on="warning", files=(), root=None, trust=())
    text = f"{__version__} {relevant!r}"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]
