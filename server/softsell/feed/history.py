"""History: posts that the user sent, kept on this computer if the user said yes. A file of SQLite that only the user can read.

It keeps when and where a post went, its scores and measures, and a fingerprint that shows whether another post says the same. It doesn't
keep the text, unless the user said so too. The fingerprint is keyed by a secret beside the file, so without that secret nobody can test
whether a text is in the history. Nothing is created before the first post is kept. The caller asks for the user's yes.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import sqlite3
import struct
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from softsell.errors import SoftsellError
from softsell.feed.likeness import HASHES, TEMPLATE, agreement, signature, words_of
from softsell.feed.post import Post

FILE = "history.sqlite"
SECRET = "history-secret"  # noqa: S105 - the name of its file
MAX_POSTS = 50_000
"""The most posts that are kept. The oldest go first."""
_VERSION = 1
_SECRET_BYTES = 32
_TWICE_SECONDS = 120
"""A post with the same words at the same place within this time is the same post, recorded twice."""
_COMPARED = 500
"""A new post is compared with the last so many."""
_PACK = f">{HASHES}I"
_TABLE = """
CREATE TABLE IF NOT EXISTS posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    platform TEXT,
    site TEXT,
    reply INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sells INTEGER,
    asks INTEGER NOT NULL,
    gives INTEGER NOT NULL,
    scores TEXT NOT NULL,
    measures TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    signature BLOB NOT NULL,
    text TEXT
);
CREATE INDEX IF NOT EXISTS posts_by_time ON posts (time);
"""
_COLUMNS = "id, time, platform, site, reply, kind, sells, asks, gives, scores, measures, text"


@dataclass(frozen=True, slots=True)
class Kept:
    """A post in the history.

    Attributes:
        id: its number.
        time: when it was sent, in seconds since 1970, UTC.
        platform, site: where it went: the platform's name, and the site's host name.
        reply: whether it answers a message.
        kind: what kind of post it is.
        sells: whether readers take it for promotion; ``None`` if that isn't known.
        asks, gives: whether it asks for an answer, and whether it gives something.
        scores, measures: as in a report.
        text: what was sent; ``None`` unless the user wants it kept.
    """

    id: int
    time: int
    platform: str | None
    site: str | None
    reply: bool
    kind: str
    sells: bool | None
    asks: bool
    gives: bool
    scores: Mapping[str, float | None] = field(default_factory=dict)
    measures: Mapping[str, float | None] = field(default_factory=dict)
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A post that was sent, to be kept.

    Attributes:
        post: what the feed knows of it.
        platform, site: see ``Kept``.
        kind, scores, measures: as in a report.
    """

    post: Post
    platform: str | None
    site: str | None
    kind: str
    scores: Mapping[str, float | None]
    measures: Mapping[str, float | None]


class HistoryError(SoftsellError):
    """The history can't be read or written."""


class History:
    """The history in a folder. Opens its file for each operation, so several programs can use it.

    Args:
        folder: where its files are; it must exist to keep a post, and should be private to the user.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / FILE

    @property
    def exists(self) -> bool:
        """Whether anything was ever kept, and not deleted."""
        return self.path.exists()

    def keep(self, sent: Sent, *, with_text: bool, now: float | None = None) -> int | None:
        """Keep a post. Returns its number, or ``None`` if it was kept a moment ago already.

        Raises:
            HistoryError: it can't be written.
        """
        moment = int(time.time() if now is None else now)
        secret = self._secret(create=True)
        post = sent.post
        fingerprint = _fingerprint(post.text, secret)
        with self._open(create=True) as database:
            twice = database.execute(
                "SELECT 1 FROM posts WHERE fingerprint = ? AND platform IS ? AND site IS ? AND time > ?",
                (fingerprint, sent.platform, sent.site, moment - _TWICE_SECONDS),
            ).fetchone()
            if twice is not None:
                return None
            row = database.execute(
                "INSERT INTO posts (time, platform, site, reply, kind, sells, asks, gives, scores, measures, fingerprint,"
                " signature, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    moment,
                    sent.platform,
                    sent.site,
                    post.reply,
                    sent.kind,
                    None if post.promotion is None else post.sells,
                    post.asks,
                    post.gives,
                    json.dumps(dict(sent.scores)),
                    json.dumps(dict(sent.measures)),
                    fingerprint,
                    _pack(signature(post.text, secret)),
                    post.text if with_text else None,
                ),
            )
            number = row.lastrowid
            database.execute(
                "DELETE FROM posts WHERE id <= (SELECT id FROM posts ORDER BY id DESC LIMIT 1 OFFSET ?)", (MAX_POSTS,)
            )
        return number

    def last(self, count: int, *, platform: str | None = None, replies: bool = True) -> list[Kept]:
        """Return the last posts, newest first; none if there is no history.

        Raises:
            HistoryError: it can't be read.
        """
        if not self.exists:
            return []
        conditions, values = ["1"], []
        if platform is not None:
            conditions.append("platform = ?")
            values.append(platform)
        if not replies:
            conditions.append("reply = 0")
        with self._open() as database:
            rows = database.execute(
                f"SELECT {_COLUMNS} FROM posts WHERE {' AND '.join(conditions)} ORDER BY time DESC, id DESC LIMIT ?",  # noqa: S608 - fixed words
                (*values, count),
            ).fetchall()
        return [_kept(row) for row in rows]

    def count(self) -> int:
        """Return how many posts are kept.

        Raises:
            HistoryError: the history can't be read.
        """
        if not self.exists:
            return 0
        with self._open() as database:
            return int(database.execute("SELECT COUNT(*) FROM posts").fetchone()[0])

    def all(self) -> Iterator[Kept]:
        """Yield every post, oldest first.

        Raises:
            HistoryError: it can't be read.
        """
        if not self.exists:
            return
        with self._open() as database:
            for row in database.execute(f"SELECT {_COLUMNS} FROM posts ORDER BY time, id"):  # noqa: S608 - fixed words
                yield _kept(row)

    def like(self, text: str) -> Kept | None:
        """Return the last post that says nearly the same as ``text``, or ``None``.

        Raises:
            HistoryError: it can't be read.
        """
        secret = self._secret(create=False) if self.exists else b""
        if not secret or not words_of(text):
            return None
        fingerprint, own = _fingerprint(text, secret), signature(text, secret)
        with self._open() as database:
            rows = database.execute(
                f"SELECT fingerprint, signature, {_COLUMNS} FROM posts ORDER BY time DESC, id DESC LIMIT ?",  # noqa: S608 - fixed words
                (_COMPARED,),
            ).fetchall()
        for theirs, packed, *row in rows:
            if hmac.compare_digest(theirs, fingerprint) or agreement(own, _unpack(packed)) >= TEMPLATE:
                return _kept(row)
        return None

    def delete(self, *, before: int | None = None, number: int | None = None) -> int:
        """Delete posts before a time (seconds since 1970), or one post. Returns how many.

        Raises:
            HistoryError: it can't be written.
        """
        if not self.exists:
            return 0
        with self._open() as database:
            if number is not None:
                return database.execute("DELETE FROM posts WHERE id = ?", (number,)).rowcount
            return database.execute("DELETE FROM posts WHERE time < ?", (before,)).rowcount

    def delete_all(self) -> bool:
        """Delete the history and its secret. Returns whether there was one. Works for a damaged file too.

        Raises:
            HistoryError: the files can't be deleted.
        """
        existed = self.exists
        try:
            for name in (FILE, f"{FILE}-journal", SECRET):
                (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise HistoryError(f"The history in {self._folder} can't be deleted: {error.strerror}.") from None
        return existed

    @contextmanager
    def _open(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction."""
        try:
            if create:
                # SQLite gives its journal the rights of the file, so the file is private before SQLite sees it
                with suppress(FileExistsError):
                    os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            database = sqlite3.connect(self.path, timeout=5)
            try:
                with database:
                    database.execute("PRAGMA secure_delete = ON")
                    self._prepare(database)
                    yield database
            finally:
                database.close()
        except (sqlite3.Error, OSError) as error:
            raise HistoryError(
                f"The history {self.path} can't be used: {error}. “softsell history delete --all” starts a new one."
            ) from None

    def _prepare(self, database: sqlite3.Connection) -> None:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise HistoryError(f"A newer softsell wrote {self.path}. Update this one, or delete that file.")
        if version == 0:
            database.executescript(_TABLE)
            database.execute(f"PRAGMA user_version = {_VERSION}")

    def _secret(self, *, create: bool) -> bytes:
        """Return the secret; empty if there is none and ``create`` is false."""
        path = self._folder / SECRET
        try:
            if create:
                with suppress(FileExistsError):
                    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
                    with os.fdopen(descriptor, "wb") as file:
                        file.write(secrets.token_bytes(_SECRET_BYTES))
            with path.open("rb") as file:
                return file.read(_SECRET_BYTES)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise HistoryError(f"The history's secret {path} can't be used: {error.strerror}.") from None


def as_dict(kept: Kept) -> dict[str, Any]:
    """Return a kept post as plain values, without the text if none was kept."""
    values = {name: getattr(kept, name) for name in kept.__dataclass_fields__}
    if kept.text is None:
        del values["text"]
    return values


def _fingerprint(text: str, secret: bytes) -> bytes:
    return hmac.digest(secret, " ".join(words_of(text)).encode(), sha256)


def _pack(numbers: list[int]) -> bytes:
    return struct.pack(_PACK, *numbers) if numbers else b""


def _unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(_PACK, packed) if len(packed) == struct.calcsize(_PACK) else ()


def _kept(row: Any) -> Kept:
    number, moment, platform, site, reply, kind, sells, asks, gives, scores, measures, text = row
    return Kept(
        number,
        moment,
        platform,
        site,
        bool(reply),
        kind,
        None if sells is None else bool(sells),
        bool(asks),
        bool(gives),
        json.loads(scores),
        json.loads(measures),
        text,
    )
