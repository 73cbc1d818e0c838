"""Reads a pack from where it is: a folder, a zip, a git repository or an installed Python package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path

from softsell.checks.rule import Pack
from softsell.errors import UsageError
from softsell.packs.pack_files import HEAD, PackFiles, bundle, read_files
from softsell.sharing import git

PACKAGE = "package:"
GROUP = "softsell.packs"
"""The group of entry points by which a Python package says where its packs are: ``name = "module"``, or ``name = "module.folder"``."""
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_PACKAGE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a pack comes from.

    Attributes:
        address: a git URL, a path, or ``package:NAME``.
        ref, folder: for git, see ``git.fetch``.
    """

    address: str
    ref: str = ""
    folder: str = ""

    @property
    def is_git(self) -> bool:
        """Whether it's a git repository."""
        return git.is_address(self.address)

    @property
    def is_path(self) -> bool:
        """Whether it's a folder or a zip."""
        return not self.is_git and not self.address.startswith(PACKAGE)

    def __str__(self) -> str:
        return " ".join(filter(None, [self.address, self.ref and f"({self.ref})", self.folder and f"in {self.folder}"]))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A pack that was read from its source.

    Attributes:
        pack: the pack, validated.
        files: its files.
        revision: the commit, for git.
    """

    pack: Pack
    files: PackFiles
    revision: str = ""


def source_from(text: str, ref: str = "", folder: str = "") -> Source:
    """Return the source that the user typed: an address, a path, or the name of an installed package that has packs.

    Raises:
        UsageError: it isn't any of these.
    """
    if git.is_address(text):
        git.check_address(text, ref, folder)
        return Source(text, ref, folder)
    if ref or folder:
        raise UsageError("--ref and --folder are for git repositories.")
    if text.startswith(PACKAGE) or (not Path(text).exists() and _PACKAGE_NAME.fullmatch(text) and _points(text)):
        return Source(f"{PACKAGE}{text.removeprefix(PACKAGE)}")
    return Source(text)


def fetch(source: Source, root: Path) -> Fetched:
    """Read a pack and validate it. Its examples aren't run.

    Args:
        source: where it is.
        root: what a relative path is relative to.

    Raises:
        UsageError: there is no such source, or it can't be read.
        PackError: the pack has mistakes.
    """
    revision = ""
    if source.is_git:
        found, revision = git.fetch(source.address, source.ref, source.folder)
        files = bundle(found, str(source))
    elif source.address.startswith(PACKAGE):
        files = read_files(_package_folder(source.address.removeprefix(PACKAGE)), source.address)
    else:
        _refuse_bare(root / Path(source.address).expanduser(), source.address)
        files = read_files(root / Path(source.address).expanduser(), source.address)
    return Fetched(validate(files), files, revision)


def _refuse_bare(path: Path, name: str) -> None:
    """Refuse a git repository without files of its own, in which nobody would look for a missing pack.yml.

    Raises:
        UsageError: the path leads to one.
    """
    if not (path / HEAD).exists() and (path / "objects").is_dir() and (path / "refs").is_dir():
        raise UsageError(
            f"{name} is a git repository without files to read. Name its address (https://… or ssh://…), or clone it and name the "
            "folder of the clone."
        )


def validate(files: PackFiles) -> Pack:
    """Return the pack in these files.

    Raises:
        PackError: it has mistakes.
    """
    from softsell.packs.validate import pack_from
    from softsell.yaml_source import read_yaml

    head = read_yaml(f"{files.path}/{HEAD}", files.head)
    documents = (read_yaml(f"{files.path}/{name}", data) for name, data in files.rules)
    return pack_from(head, documents, path=files.path, digest=files.digest, builtin=False)


def _points(name: str) -> list[metadata.EntryPoint]:
    try:
        return [point for point in metadata.distribution(name).entry_points if point.group == GROUP]
    except metadata.PackageNotFoundError:
        return []


def _package_folder(name: str) -> Path:
    """Return the folder of the pack in an installed package, which is found by its metadata and never imported.

    Raises:
        UsageError: there is no such package, or it has no pack, or several.
    """
    if not _PACKAGE_NAME.fullmatch(name):
        raise UsageError(f"“{name[:100]}” isn't the name of a Python package.")
    points = _points(name)
    if len(points) != 1:
        what = (
            "has several packs, and softsell can only add packages with one"
            if points
            else f"has no pack (no entry point “{GROUP}”)"
        )
        raise UsageError(f"The Python package “{name}” isn't installed beside softsell, or {what}.")
    if not _MODULE.fullmatch(points[0].value):
        raise UsageError(f"The entry point of “{name}” must name a module, such as our_style.rules.")
    top, *inside = points[0].value.split(".")
    spec = PathFinder.find_spec(top)  # for a name without a dot, this imports nothing
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place).joinpath(*inside)
        if (folder / HEAD).is_file():
            return folder
    raise UsageError(f"The Python package “{name}” has no {HEAD} where its entry point says ({points[0].value}).")
