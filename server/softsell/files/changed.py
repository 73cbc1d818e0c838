"""Finds the posts that changed since a commit, for ``--diff-base``.

git only looks up a commit and its files. It compares nothing itself: its settings, which a folder from somebody else may bring, name
programs that ``git diff`` would run (external diffs, text conversion, filters, a file monitor). softsell reads the old file as it
reads the new one, and a post has changed if the old file doesn't contain it. So moving a post isn't a change, and sheets and archives
work like text.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import NamedTuple

from softsell.config.locate import real_path
from softsell.draft import MAX_BYTES, Draft
from softsell.errors import DraftError, UsageError

_QUIET = (
    *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "protocol.allow=never"),
    *("--no-pager", "--no-optional-locks", "--no-replace-objects"),
)
_TIMEOUT = 60


class _Blob(NamedTuple):
    """A file of a commit."""

    root: Path
    id: str
    size: int


class Base:
    """The files of a commit.

    Args:
        revision: a commit or branch, as git names it. If the current branch has left it, the commit where they parted counts.
        paths: the files to check.

    Attributes:
        changed: those of ``paths`` whose bytes differ from the commit's, or that it doesn't have.

    Raises:
        UsageError: git isn't installed, a file isn't in a git repository, or there is no such commit.
    """

    def __init__(self, revision: str, paths: Sequence[str]) -> None:
        self._blobs: dict[str, _Blob] = {}
        by_root: dict[Path, dict[str, str]] = {}
        for path in paths:
            real = real_path(path)
            root = _find_root(real, path)
            by_root.setdefault(root, {})[real.relative_to(root).as_posix()] = path
        for root, names in by_root.items():
            self._blobs.update(_list_files(root, _find_commit(root, revision), names))
        self.changed = tuple(path for path in paths if not self._is_same(path))

    def keep_changed(self, path: str, drafts: list[Draft], read: Callable[[bytes], list[Draft]]) -> list[Draft]:
        """Return the drafts of a file that the commit doesn't have.

        Args:
            path: the file.
            drafts: all of its drafts.
            read: reads the drafts of the old file.

        Raises:
            UsageError: git can't read the old file.
        """
        blob = self._blobs.get(path)
        if blob is None or blob.size > MAX_BYTES:
            return drafts
        try:
            old = read(_git(blob.root, "cat-file", "blob", blob.id))
        except DraftError:  # what can't be read has no posts
            return drafts
        left = Counter(map(_identity, old))
        changed = []
        for draft in drafts:
            identity = _identity(draft)
            if left[identity]:
                left[identity] -= 1
            else:
                changed.append(draft)
        return changed

    def _is_same(self, path: str) -> bool:
        blob = self._blobs.get(path)
        try:
            if blob is None or Path(path).stat().st_size != blob.size:
                return False
            data = Path(path).read_bytes() if blob.size <= MAX_BYTES else b""
        except OSError:  # the check tells why
            return False
        digest = hashlib.sha1 if len(blob.id) == 40 else hashlib.sha256
        return digest(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == blob.id


def _identity(draft: Draft) -> Hashable:
    """Return what makes a post the same: its words as written, and what is said about it. Git may change line ends."""
    written = draft.source[draft.span.start : draft.span.end].replace("\r\n", "\n").strip()
    return written, draft.prose, draft.context, tuple((mark.rules, mark.reason) for mark in draft.suppressions)


def _find_root(real: Path, path: str) -> Path:
    for folder in real.parents:
        if (folder / ".git").exists():
            return folder
    raise UsageError(f"--diff-base: {path} isn't in a git repository. Leave --diff-base out to check all of it.")


def _find_commit(root: Path, revision: str) -> str:
    found = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        said = (
            found.stderr.decode(errors="replace").strip().partition("\n")[0]
        )  # it says nothing about a name it doesn't know
        reason = (
            f"git can't read it: {said[:300]}" if said else "check the spelling, or fetch it first with “git fetch”."
        )
        raise UsageError(f"--diff-base: there is no commit or branch “{revision[:100]}” in {root}; {reason}")
    commit = found.stdout.decode().strip()
    # Without a common commit, or before the first one, there is nothing else to compare with.
    common = _run(root, "merge-base", commit, "HEAD")
    return commit if common.returncode else common.stdout.decode().split()[0]


def _list_files(root: Path, commit: str, names: dict[str, str]) -> dict[str, _Blob]:
    """Return the blobs of the commit by the path that the user named. ``names`` has that path by the name inside the repository."""
    blobs = {}
    listed = _git(root, "ls-tree", "-r", "-z", "--long", "--full-tree", commit)
    for entry in listed.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        path = names.get(os.fsdecode(name))
        if path is None or not about:
            continue
        mode, kind, identity, size = about.split()
        if kind == b"blob" and mode != b"120000":  # a link's blob is where it leads
            blobs[path] = _Blob(root, identity.decode(), int(size))
    return blobs


def _git(root: Path, *arguments: str) -> bytes:
    done = _run(root, *arguments)
    if done.returncode:
        raise UsageError(f"--diff-base: git can't read {root}. Run “git fsck” there to see why.")
    return done.stdout


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # Variables of git may name programs to run, or another repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ["git", "-C", str(root), *_QUIET, *arguments]
    try:
        return subprocess.run(  # noqa: S603 - no shell, and the revision can't be an option
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_TIMEOUT
        )
    except FileNotFoundError:
        raise UsageError("--diff-base needs git, which isn't installed here.") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"--diff-base: git took more than {_TIMEOUT} seconds in {root}.") from None
