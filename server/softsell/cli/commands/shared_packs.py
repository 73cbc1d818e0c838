"""The commands of ``softsell packs`` by which packs travel: into a project, to newer versions, and out again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from softsell.checks.rule import Pack
from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.cli.lookup import config_here, settings_options
from softsell.cli.terminal import prepare_output, tell, write
from softsell.config.config import Config
from softsell.report.display import escape_lines, escape_path, one_line
from softsell.report.safe_json import dumps
from softsell.wording import counted

if TYPE_CHECKING:
    from softsell.sharing.sources import Fetched


@click.command()
@click.argument("source")
@click.option("--ref", default="", metavar="NAME", help="The branch or tag of a git repository.")
@click.option("--folder", default="", metavar="PATH", help="The pack's folder in a git repository.")
def add(source: str, ref: str, folder: str) -> int:
    """Add a pack from elsewhere to this project, and lock it.

    SOURCE is a folder, a zip, a git address (https or ssh), or a Python package that is installed beside softsell. The pack is copied into
    softsell-packs, named in the settings, and its version and SHA-256 are written to softsell.lock. From then on a copy that differs isn't
    used. Only git addresses need the network.
    """
    from softsell.config.locate import user_config_path
    from softsell.sharing.project import project_here
    from softsell.sharing.sources import source_from
    from softsell.sharing.travel import add as add_pack

    project = project_here(Path.cwd())
    entry = add_pack(project, source_from(source, ref, folder), _prove)
    prepare_output(for_programs=False)
    place = dumps(str((project.root / entry.path).resolve()))
    write(
        [
            f"Added {entry.name} {entry.version}: {entry.path}, {project.settings.name} and softsell.lock.\n"
            f"--fix leaves out its fixes until you trust it: add  trust = [{place}]  to {user_config_path()}\n"
        ]
    )
    return CLEAN


@click.command(short_help="Get the newest versions of packs.")
@click.argument("names", nargs=-1, metavar="[NAME …]")
@click.option("--on", "posts", multiple=True, metavar="PATH", help="Show what would change for these posts.")
@click.option("--yes", is_flag=True, help="Take the updates and use all addresses without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
def update(names: tuple[str, ...], posts: tuple[str, ...], yes: bool, dry_run: bool) -> int:
    """Get the newest versions of the packs in softsell.lock, by default all, from where they came.

    It shows what changes and asks. It also asks before it uses an address that you haven't used on this computer.
    """
    from softsell.sharing.project import project_here
    from softsell.sharing.travel import find_locked, find_update, take

    project = project_here(Path.cwd())
    locked = project.locked()
    wanted = [find_locked(locked, name) for name in names] or list(locked.values())
    prepare_output(for_programs=False)
    ask = _Asker(yes=yes)
    for entry in wanted:
        found = find_update(project, entry, ask)
        if found is None:
            write([f"{entry.name}: left as it is.\n"])
            continue
        if not found.differs and _is_whole(project.place_of(entry), entry.sha256):
            write([f"{entry.name} {entry.version}: nothing new.\n"])
            continue
        write([f"{entry.name} {entry.version} → {found.fetched.pack.version}\n"])
        old = _load_copy(project.place_of(entry))
        if old is not None:
            _write_comparison(old, found.fetched.pack, posts)
        if dry_run or not ask(f"Take this version of {entry.name}?"):
            continue
        taken = take(project, found, _prove)
        write([f"Updated {taken.name} to {taken.version}.\n"])
    return ask.status


@click.command(short_help="Remove a pack from this project.")
@click.argument("name")
def remove(name: str) -> int:
    """Remove the pack NAME from this project: from the settings, softsell.lock and softsell-packs."""
    from softsell.sharing.project import project_here
    from softsell.sharing.travel import remove as remove_pack

    note = remove_pack(project_here(Path.cwd()), name)
    prepare_output(for_programs=False)
    write([f"Removed {name}.\n", f"{note}\n" if note else ""])
    return CLEAN


@click.command(short_help="Lock the packs of this project as they are now.")
def lock() -> int:
    """Lock the packs of this project as they are now, in softsell.lock."""
    from softsell.sharing.project import project_here
    from softsell.sharing.travel import lock as lock_packs

    entries = lock_packs(project_here(Path.cwd()))
    prepare_output(for_programs=False)
    write([f"{entry.name} {entry.version}  {entry.sha256}\n" for entry in entries] or ["The settings name no packs.\n"])
    return CLEAN


@click.command()
def verify() -> int:
    """Check that the packs of this project are those in softsell.lock. Exits with 1 if one isn't."""
    from softsell.sharing.project import project_here
    from softsell.sharing.travel import verify as verify_packs

    project = project_here(Path.cwd())
    found = verify_packs(project)
    prepare_output(for_programs=False)
    write(
        [f"{escape_lines(problem)}\n" for problem in found]
        or [f"{counted(len(project.locked()), 'pack')}: as locked.\n"]
    )
    return FINDINGS if found else CLEAN


@click.command()
@click.argument("pack", type=click.Path(path_type=Path))
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The folder to write it to."
)
def build(pack: Path, output: Path) -> int:
    """Write the folder PACK as a zip to share, once its examples pass."""
    from softsell.packs.pack_files import read_files
    from softsell.sharing.pack_zip import build as build_zip
    from softsell.sharing.sources import Fetched, validate

    files = read_files(pack.expanduser(), str(pack))
    fetched = Fetched(validate(files), files)
    _prove(fetched)
    path = build_zip(fetched.pack, files, pack.expanduser(), output)
    prepare_output(for_programs=False)
    write([f"Wrote {path}. To use it in a project:  softsell packs add {path}\n"])
    return CLEAN


@click.command(short_help="Show how two versions of a pack differ.")
@click.argument("old")
@click.argument("new")
@click.option("--on", "posts", multiple=True, metavar="PATH", help="Posts: files or folders. Repeat it for more.")
@settings_options
def diff(old: str, new: str, posts: tuple[str, ...], config_file: Path | None, isolated: bool) -> int:
    """Show how two versions of a pack differ: their rules, and with --on what they find in your posts.

    OLD and NEW are folders or zips. Exits with 1 if they differ.
    """
    from softsell.packs.load import load_pack

    prepare_output(for_programs=False)
    before, after = load_pack(old), load_pack(new)
    config = config_here(config_file, isolated=isolated)
    differs = _write_comparison(before, after, posts, config)
    if not differs and not posts:
        write(["The rules are the same.\n"])
    return FINDINGS if differs else CLEAN


def _write_comparison(old: Pack, new: Pack, posts: Sequence[str], config: Config | None = None) -> bool:
    """Write how two versions of a pack differ. Return whether they do."""
    from softsell.files.find import find
    from softsell.sharing.compare import FindingChange, compare_findings, compare_rules

    rules = compare_rules(old, new)
    write([f"  + {name}\n" for name in rules.added])
    write([f"  - {name}\n" for name in rules.removed])
    write([f"  ~ {name}: {', '.join(map(one_line, what))}\n" for name, what in rules.changed])
    if not posts:
        return rules.any
    files = find(posts).files
    count = 0
    for change in compare_findings(old, new, config or config_here(None, isolated=False), files):
        if not isinstance(change, FindingChange):
            tell(str(change), kind="warning")
            continue
        count += 1
        place = f"{escape_path(change.path)}:{change.line}:{change.column}"
        found = change.finding
        sign = "+" if change.appears else "-"
        write([f"  {sign} {place} {found.severity} {found.rule} {one_line(found.message)}\n"])
    write([f"{counted(len(files), 'file')}: {counted(count, 'finding')} would appear or go.\n"])
    return rules.any or count > 0


def _prove(fetched: Fetched) -> None:
    """Run the examples of a pack.

    Raises:
        PackError: they fail.
    """
    from softsell.engine.proving import ExampleRunner
    from softsell.errors import PackError
    from softsell.packs import load_builtin
    from softsell.packs.examples import check_examples

    runner = ExampleRunner("auto", (*load_builtin(), fetched.pack))
    mistakes = check_examples(fetched.pack, runner, model=True).mistakes
    if mistakes:
        raise PackError(mistakes)


class _Asker:
    """Asks the user. Without a terminal and without ``--yes`` the answer is no, and ``status`` tells a script that nobody agreed."""

    def __init__(self, *, yes: bool) -> None:
        self._yes = yes
        self.status = CLEAN

    def __call__(self, question: str) -> bool:
        if self._yes:
            return True
        if not sys.stdin or not sys.stdin.isatty():
            tell(f"{question} There is nobody to ask; write --yes to agree.")
            self.status = WRONG_USE
            return False
        return click.confirm(one_line(question))


def _is_whole(place: Path, digest: str) -> bool:
    from softsell.errors import PackError
    from softsell.packs.pack_files import read_files

    try:
        return read_files(place).digest == digest
    except PackError:
        return False


def _load_copy(place: Path) -> Pack | None:
    from softsell.errors import PackError
    from softsell.packs.pack_files import read_files
    from softsell.sharing.sources import validate

    try:
        return validate(read_files(place))
    except PackError:
        return None
