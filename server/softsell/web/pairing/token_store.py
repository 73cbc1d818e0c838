"""Creates, stores, verifies and revokes tokens. Clients send a token with their requests.

Each token has 256 random bits and a file of its own, ``tokens/ID.json`` in the state folder, so adding and revoking tokens needs no lock.
The file holds a hash of the token and the key for ``proof``, but never the token. Deleting the file revokes the token; a running
server notices at the next request.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import re
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from softsell.client.proof import proof_key, token_id_of
from softsell.client.running import OWNER_TOKEN, read_owner_token, read_small, state_folder
from softsell.errors import ServerError
from softsell.web.pairing.hashing import hash_secret
from softsell.web.private_files import private_folder, write_private

TokenKind = Literal["owner", "extension", "script"]
"""Who a token is for: the user's own command line, a paired extension, or a script or editor."""

_ID = re.compile(r"[0-9a-f]{16}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LAST_SECOND = 2**37  # in the year 6325, which calendars can still show
_OWNER_TRIES = 5

# A folder that changed less than this ago may change again without a new time stamp.
_STAMP_GRAIN_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """What the server stores about a token.

    Attributes:
        id: 16 hexadecimal digits; not a secret.
        name: the client's name, as the user sees it.
        kind: see ``TokenKind``.
        origin: the only origin that it works from; ``None`` for clients without one.
        created: seconds since 1970, UTC.
        digest: the SHA-256 hash of the token, hexadecimal.
        proof_key: the key for ``proof``, hexadecimal.
    """

    id: str
    name: str
    kind: TokenKind
    origin: str | None
    created: int
    digest: str
    proof_key: str


class TokenStore:
    """The tokens of one state folder. Only reads a file again if it changed."""

    def __init__(self, folder: Path | None = None) -> None:
        self._state = folder if folder is not None else state_folder()
        self._folder = self._state / "tokens"
        self._records: dict[str, tuple[tuple[int, int, int], TokenRecord]] = {}
        self._origins: frozenset[str] = frozenset()
        self._origins_stamp = -1

    def create(self, name: str, kind: TokenKind, origin: str | None = None) -> tuple[TokenRecord, str]:
        """Create a token. Return its record and the token itself, which isn't stored and can't be shown again.

        Raises:
            ServerError: the state folder can't be written.
        """
        # A name from a command line may have bytes that aren't text.
        name = name.encode("utf-8", "replace").decode()
        token_id = secrets.token_hex(8)
        token = f"softsell_{token_id}_{secrets.token_urlsafe(32)}"
        record = TokenRecord(
            token_id, name, kind, origin, int(time.time()), hash_secret(token).hex(), proof_key(token).hex()
        )
        private_folder(self._state)
        private_folder(self._folder)
        write_private(self._path(token_id), json.dumps(asdict(record)).encode())
        return record, token

    def verify(self, token: str) -> TokenRecord | None:
        """Return the record of ``token``, or ``None``. For a wrong token, the time doesn't show how much of it is right."""
        token_id = token_id_of(token)
        record = self.in_force(token_id) if token_id else None
        if record is None or not hmac.compare_digest(record.digest, hash_secret(token).hex()):
            return None
        return record

    def in_force(self, token_id: str) -> TokenRecord | None:
        """Return the record with this id, or ``None`` if there is none, or if it's an owner's token that another has replaced."""
        record = self.find(token_id)
        return None if record is None or self._is_replaced(record) else record

    def find(self, token_id: str) -> TokenRecord | None:
        """Return the record with this id, or ``None`` if there is none."""
        if not _ID.fullmatch(token_id):
            return None
        try:
            status = self._path(token_id).stat()
        except OSError:
            self._records.pop(token_id, None)
            return None
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        known = self._records.get(token_id)
        if known is not None and known[0] == stamp:
            return known[1]
        record = self._read(token_id)
        if record is not None:
            self._records[token_id] = (stamp, record)
        return record

    def all(self) -> list[TokenRecord]:
        """Return the records of all tokens, oldest first."""
        try:
            ids = [path.stem for path in self._folder.iterdir() if path.suffix == ".json"]
        except OSError:
            return []
        records = [record for token_id in ids if (record := self.find(token_id)) is not None]
        return sorted(records, key=lambda record: (record.created, record.id))

    def origins(self) -> frozenset[str]:
        """Return the origins of all paired extensions."""
        try:
            stamp = self._folder.stat().st_mtime_ns
        except OSError:
            return frozenset()
        if stamp != self._origins_stamp:
            self._origins = frozenset(record.origin for record in self.all() if record.origin is not None)
            settled = time.time_ns() - stamp > _STAMP_GRAIN_NS
            self._origins_stamp = stamp if settled else -1
        return self._origins

    def revoke(self, token_id: str) -> bool:
        """Revoke a token. Return whether there was one with this id."""
        if not _ID.fullmatch(token_id):
            return False
        try:
            self._path(token_id).unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise ServerError(f"softsell can't delete {self._path(token_id)}: {error.strerror}.") from None
        return True

    def all_but_owner(self) -> list[TokenRecord]:
        """Return the records of all tokens except the command line's own, oldest first."""
        return [record for record in self.all() if record.kind != "owner" or self._is_replaced(record)]

    def owner_token(self) -> str:
        """Return the token of the user's own command line. Create it on first use, and revoke the tokens that it replaces.

        Only the user can read its file.

        Raises:
            ServerError: the state folder can't be written.
        """
        for _ in range(_OWNER_TRIES):
            token = self._owner_token() or self._new_owner_token()
            for record in self.all():
                if self._is_replaced(record):
                    self.revoke(record.id)
            # Another server that starts at the same time may have replaced it.
            if self._owner_token() == token:
                return token
        raise ServerError(f"softsell can't keep its own token: something keeps changing {self._state / OWNER_TOKEN}.")

    def _owner_token(self) -> str | None:
        token = read_owner_token(self._state)
        record = self.verify(token) if token is not None else None
        return token if record is not None and record.kind == "owner" else None

    def _new_owner_token(self) -> str:
        record, token = self.create("softsell on the command line", "owner")
        try:
            write_private(self._state / OWNER_TOKEN, token.encode())
        except ServerError:
            self.revoke(record.id)
            raise
        return token

    def _is_replaced(self, record: TokenRecord) -> bool:
        return record.kind == "owner" and token_id_of(read_owner_token(self._state) or "") != record.id

    def open_files(self) -> list[Path]:
        """Return the files and folders of tokens that other users can read. Always empty on systems without file modes."""
        if not hasattr(os, "getuid"):
            return []
        suspects = [self._state / OWNER_TOKEN, self._folder]
        with contextlib.suppress(OSError):
            suspects += self._folder.iterdir()
        return [path for path in suspects if path.exists() and path.stat().st_mode & 0o077]

    def _path(self, token_id: str) -> Path:
        return self._folder / f"{token_id}.json"

    def _read(self, token_id: str) -> TokenRecord | None:
        try:
            fields = json.loads(read_small(self._path(token_id)) or b"")
        except (ValueError, RecursionError):
            return None
        return TokenRecord(**fields) if _is_record(fields) and fields["id"] == token_id else None


def create_token(name: str) -> str:
    """Create and return a token for a script or editor that sends no Origin (``softsell pair --token NAME``).

    It can't be shown again.

    Raises:
        ServerError: the state folder can't be written.
    """
    return TokenStore().create(name, "script")[1]


def list_tokens() -> list[TokenRecord]:
    """Return the records of all paired clients, oldest first, without the command line's own token."""
    return TokenStore().all_but_owner()


def revoke(token_id: str) -> bool:
    """Revoke a token; a running server refuses it from the next request on. Return whether there was one with this id."""
    return TokenStore().revoke(token_id)


def _is_record(fields: Any) -> bool:
    """Return whether the content of a file is a record, with the right type in each field. The file may be damaged, or edited by hand."""
    if not isinstance(fields, dict) or set(fields) != set(TokenRecord.__slots__):
        return False
    origin, created = fields["origin"], fields["created"]
    return (
        _is_text(fields["id"])
        and _is_text(fields["name"])
        and fields["kind"] in get_args(TokenKind)
        and (origin is None or _is_text(origin))
        and type(created) is int
        and 0 <= created < _LAST_SECOND
        and all(_is_text(fields[key]) and _DIGEST.fullmatch(fields[key]) for key in ("digest", "proof_key"))
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)
