"""Static files: the built front end in ``static/``, the documentation in ``docs/``, and what the server's own pages need in ``pages/``.

They are public and hold no data. softsell only serves files that it found by walking these folders. It looks up a request's path and
never joins it to a folder.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from softsell.client.proof import address_of
from softsell.client.running import read_addresses, state_folder

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parents[2] / "extension" / "dist" / "playground"
BUILT = _HERE / "static" if (_HERE / "static").is_dir() else _CHECKOUT
"""The folder of the front end's build: in the package if it was installed, beside it in a checkout."""
DOCS = _HERE / "docs" if (_HERE / "docs").is_dir() else _HERE.parents[2] / "build" / "docs"
"""The folder of the documentation, in the same way."""
OWN = _HERE / "pages"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_PUBLIC_OWN = (".css", ".js")


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file and its media type."""

    path: Path
    media_type: str


class StaticFiles:
    """The files that are there now. Walks the folders again when the build changes.

    Args:
        built: the folder of the front end's build; ``BUILT`` if it isn't named.
        docs: the folder of the documentation's build; ``DOCS`` if it isn't named.
    """

    def __init__(self, built: Path | None = None, docs: Path | None = None) -> None:
        self._built = built or BUILT
        self._docs = docs or DOCS
        self._stamps: tuple[int, int] | None = None
        self._files: dict[str, StaticFile] = {}
        self._contents: dict[StaticFile, tuple[tuple[int, int], bytes]] = {}

    def find(self, path: str) -> StaticFile | None:
        """Return the file at a URL path, ``/static/…``, ``/pages/…`` or ``/docs…``; ``None`` if there is none."""
        if not path.startswith(("/static/", "/pages/", "/docs")):
            return None
        self._refresh()
        return self._files.get(path)

    def has(self, path: str) -> bool:
        """Return whether there is a file at a URL path."""
        return self.find(path) is not None

    def read(self, file: StaticFile) -> bytes:
        """Return a file's content. It is the same object until the file changes, so many clients share one copy in memory.

        Raises:
            OSError: it can't be read.
        """
        status = file.path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        known = self._contents.get(file)
        if known is None or known[0] != stamp:
            known = self._contents[file] = (stamp, file.path.read_bytes())
        return known[1]

    def playground(self) -> bytes | None:
        """Return the playground's page, or ``None`` if the front end wasn't built."""
        return self._page("index.html")

    def feed(self) -> bytes | None:
        """Return the page that looks at many posts, or ``None`` if the front end wasn't built."""
        return self._page("feed.html")

    def _page(self, name: str) -> bytes | None:
        try:
            return (self._built / name).read_bytes()
        except OSError:
            return None

    def _refresh(self) -> None:
        stamps = _stamp(self._built), _stamp(self._docs)
        if stamps != self._stamps:
            self._stamps = stamps
            self._contents.clear()
            self._files = {**_walk(self._built, "/static/"), **_own(), **_pages(self._docs)}


def _stamp(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return -1


def _walk(folder: Path, prefix: str) -> dict[str, StaticFile]:
    return {
        prefix + path.relative_to(folder).as_posix(): StaticFile(path, _media_type(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _own() -> dict[str, StaticFile]:
    return {url: file for url, file in _walk(OWN, "/pages/").items() if file.path.suffix in _PUBLIC_OWN}


def _pages(docs: Path) -> dict[str, StaticFile]:
    """Return the documentation, whose pages have addresses without an ending; the first one is ``/docs``."""
    files = _walk(docs, "/docs/")
    pages = {"/docs": files.pop("/docs/index.html")} if "/docs/index.html" in files else {}
    return pages | {url.removesuffix(".html"): file for url, file in files.items()}


def rule_page(rule: str) -> str | None:
    """Return the path of a rule's page in the documentation; ``None`` if there is none, as for rules of the user's own packs."""
    return f"/docs/rules/{rule}" if (DOCS / "rules" / f"{rule}.html").is_file() else None


def rule_address(rule: str) -> str | None:
    """Return the address of a rule's page on a server of the user's that runs now; ``None`` if there is none.

    It believes the file that the server left, and connects to nothing. After a crash the address may lead nowhere.
    """
    path, running = rule_page(rule), read_addresses(state_folder())
    return f"http://{address_of(*running[0])}{path}" if path and running else None


def _media_type(path: Path) -> str:
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
