"""Opens one of the server's own pages in the user's browser, without a secret in the list of processes.

Every user of a computer can see a browser's command line. So softsell starts the browser with a file that only this user can read,
and the file leads to the single-use link. Not here: links (``sessions``).
"""

from __future__ import annotations

import contextlib
import html
import threading
import webbrowser
from pathlib import Path

from softsell.web.pairing.sessions import LINK_SECONDS
from softsell.web.private_files import private_folder, write_private

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={link}">
<title>softsell</title>
</head>
<body>
<p><a href="{link}">Go on to softsell</a></p>
</body>
</html>
"""


class Browser:
    """Opens pages of one running server in the user's browser.

    Args:
        folder: the folder for the file, which is the state folder.
        port: the server's port. It is part of the file's name, so two servers don't overwrite each other's.
    """

    def __init__(self, folder: Path, port: int) -> None:
        # A browser that can't read the file shows this name.
        self._file = folder / f"if-this-does-not-open-run-softsell-pair-{port}.html"
        self._lock = threading.Lock()
        self._link = ""
        self._expiry: threading.Timer | None = None

    def open(self, link: str) -> bool:
        """Open a single-use link. Return whether a browser started; it may still be unable to read the file.

        The file is deleted when the link is used or expires, and replaced when another link is opened.

        Raises:
            ServerError: the file can't be written.
        """
        with self._lock:
            private_folder(self._file.parent)
            write_private(self._file, _PAGE.format(link=html.escape(link, quote=True)).encode())
            self._link = link
            self._end_wait()
            self._expiry = threading.Timer(LINK_SECONDS, self.close, (link,))
            self._expiry.daemon = True
            self._expiry.start()
        if webbrowser.open(self._file.as_uri()):
            return True
        self.close(link)
        return False

    def is_waiting(self, link: str) -> bool:
        """Return whether the file still leads to ``link``."""
        with self._lock:
            return self._link == link

    def close(self, link: str | None = None) -> None:
        """Delete the file if it leads to ``link``, or in any case if ``link`` is ``None``."""
        with self._lock:
            if link in (None, self._link):
                self._link = ""
                self._end_wait()
                with contextlib.suppress(OSError):
                    self._file.unlink()

    def _end_wait(self) -> None:
        if self._expiry is not None:
            self._expiry.cancel()
            self._expiry = None
