"""Reads a pack from a git repository, by https or ssh.

Nothing is checked out: files are read from git's objects. So no hook, filter (LFS), submodule or link of the repository has any effect.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from softsell.errors import UsageError
from softsell.packs.pack_files import MAX_FILES, MAX_PACK_BYTES

_LONGEST_SECONDS = 120
_MOST_BYTES = 200_000_000
"""The largest file that git may write, which bounds a repository."""
_SUFFIXES = (".yml", ".yaml")
_URL = re.compile(r"(?:https|ssh)://[^\s/]+/\S+|[\w.-]+@[\w.-]+:[^\s/-]\S*", re.ASCII)
_REF = re.compile(r"[\w][\w./+-]{0,200}")
_PASSWORD = re.compile(r"https://[^/@\s]*:[^/@\s]*@")
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "fetch.fsckObjects=true",
    "fetch.recurseSubmodules=false",
    "submodule.recurse=false",
    "maintenance.auto=false",
    "gc.auto=0",
)


def is_address(text: str) -> bool:
    """Return whether a text is meant as an address rather than a path: ``scheme://…`` or ``user@host:path``."""
    return "://" in text or bool(re.match(r"[\w.-]+@[\w.-]+:", text))


def check_address(url: str, ref: str, folder: str) -> None:
    """Check what the user typed or a lock says.

    Raises:
        UsageError: the address isn't https or ssh, has a password in it, or the ref or folder isn't valid.
    """
    if not _URL.fullmatch(url):
        raise UsageError(
            f"“{url[:200]}” isn't an address that softsell uses. It uses git by https and ssh: https://… or ssh://…. "
            "To use a repository on this computer, clone it and name the folder of the clone."
        )
    if _PASSWORD.match(url):
        raise UsageError(
            "This address has a password in it, which would end up in softsell.lock. Let git's credential helper keep it."
        )
    if ref and not _REF.fullmatch(ref):
        raise UsageError(f"“{ref[:100]}” isn't the name of a branch or tag.")
    inside = PurePosixPath(folder)
    if inside.is_absolute() or ".." in inside.parts or "\\" in folder or not folder.isprintable():
        raise UsageError(f"“{folder[:100]}” isn't a folder in a repository.")


def fetch(url: str, ref: str, folder: str) -> tuple[dict[str, bytes], str]:
    """Return the YAML files of a pack in a repository by name, and the commit they are from.

    Args:
        url: the repository.
        ref: a branch or tag; empty for the default branch.
        folder: the pack's folder in the repository; empty for its top.

    Raises:
        UsageError: git isn't installed, the address isn't allowed or can't be reached, or the pack is too large.
    """
    check_address(url, ref, folder)
    with tempfile.TemporaryDirectory(prefix="softsell-") as place:
        git = _Git(Path(place), url)
        git.run("init", "--bare", "--quiet", "--template=", ".")
        git.run("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", url, ref or "HEAD")
        revision = git.run("rev-parse", "--verify", "FETCH_HEAD^{commit}").decode().strip()
        return dict(_read_files(git, revision, folder, url)), revision


def _read_files(git: _Git, revision: str, folder: str, url: str) -> list[tuple[str, bytes]]:
    inside = PurePosixPath(folder).as_posix()
    tree = revision if inside == "." else f"{revision}:{inside}"
    if tree != revision and not git.run("ls-tree", "-z", "-d", "--full-tree", revision, "--", inside):
        raise UsageError(f"{url}: there is no folder “{inside}” in this repository.")
    files: list[tuple[str, bytes]] = []
    total = 0
    for entry in git.run("ls-tree", "-z", "--long", "--full-tree", tree).decode("utf-8", "replace").split("\0"):
        if not entry:
            continue
        about, _, name = entry.partition("\t")
        mode, _, blob, size = about.split()
        if not name.endswith(_SUFFIXES) or name.startswith("."):
            continue
        if mode not in ("100644", "100755"):
            raise UsageError(f"{url}: {name} is a link or a submodule. A pack has plain files only.")
        total += int(size)
        if total > MAX_PACK_BYTES or len(files) >= MAX_FILES:
            raise UsageError(
                f"{url}: this pack is too large. It can have {MAX_FILES} files and {MAX_PACK_BYTES // 1_000_000} MB."
            )
        files.append((name, git.run("cat-file", "blob", blob)))
    return files


class _Git:
    """Runs git in a folder of its own, with a repository that it made there. ``url`` is where that comes from, for messages."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        self._url = url

    def run(self, *arguments: str) -> bytes:
        """Return what git writes.

        Raises:
            UsageError: git isn't installed, took too long, or failed.
        """
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        env = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
        env |= {
            "GIT_ALLOW_PROTOCOL": "https:ssh",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LFS_SKIP_SMUDGE": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "LC_ALL": "C",
        }
        try:
            done = subprocess.run(  # noqa: S603 - the arguments are checked, and no shell reads them
                ["git", *settings, *arguments],  # noqa: S607 - the user's own git
                cwd=self._folder,
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=_LONGEST_SECONDS,
                preexec_fn=_bound_files(),
            )
        except FileNotFoundError:
            raise UsageError(
                "git isn't installed, or isn't on the PATH. softsell needs it to get packs from a repository."
            ) from None
        except subprocess.TimeoutExpired:
            raise UsageError(f"git took more than {_LONGEST_SECONDS} seconds, so softsell stopped it.") from None
        if done.returncode:
            raise UsageError(f"{self._url}: git couldn't read this repository: {_reason(done.stderr)}")
        return done.stdout


def _reason(messages: bytes) -> str:
    """Return why git failed: what it and ssh say up to the first line that is fatal. General advice follows after that."""
    reasons = []
    for line in messages.decode("utf-8", "replace").splitlines():
        reasons += [line.strip()] if line.strip() else []
        if line.startswith("fatal:"):
            break
    return " ".join(reasons)[:500] or "it gave no reason."


_UNWANTED = frozenset(
    (
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
    )
)
"""Variables that git sets for its hooks, and that would lead it to the repository around."""


def _bound_files() -> Callable[[], None] | None:
    """Return what limits the size of git's files in its process, where the system can."""
    if sys.platform == "win32":
        return None
    import resource

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_BYTES, _MOST_BYTES))

    return bound
