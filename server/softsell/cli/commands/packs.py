"""``softsell packs``: makes, tests and lists rule packs. ``shared_packs`` has the commands that share them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from softsell.checks.rule import Pack
from softsell.cli import CLEAN, FINDINGS
from softsell.cli.commands import shared_packs
from softsell.cli.lookup import config_here, packs_here, settings_options, tell_retired
from softsell.cli.terminal import prepare_output, tell, write
from softsell.config.config import Config
from softsell.report.display import escape_lines, one_line
from softsell.report.safe_json import dumps
from softsell.wording import counted


@click.group(short_help="Make, test, list and share rule packs.")
def packs() -> None:
    """Make, test, list and share packs, which are folders of rules in plain text."""


for command in (
    shared_packs.add,
    shared_packs.update,
    shared_packs.remove,
    shared_packs.lock,
    shared_packs.verify,
    shared_packs.build,
    shared_packs.diff,
):
    packs.add_command(command)


@packs.command()
@click.argument("name")
@click.option(
    "--in",
    "parent",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The folder to put it in (default: this one).",
)
def new(name: str, parent: Path) -> int:
    """Make a small working pack called NAME to start from."""
    from softsell.config.locate import user_config_path
    from softsell.packs.scaffold import new_pack

    folder = new_pack(name, parent)
    prepare_output(for_programs=False)
    write(
        [
            f"Made {folder}. Open {folder / 'rules.yml'} in an editor: comments explain each line.\n\n"
            f"To try it:  softsell packs test {folder}\n"
            f'To use it:  add  packs = ["{folder.as_posix()}"]  to softsell.toml, above its first [section]\n'
            f"To let --fix apply its fixes:  add  trust = [{dumps(str(folder.resolve()))}]  to {user_config_path()}\n"
        ]
    )
    return CLEAN


@packs.command()
@click.argument("paths", nargs=-1, metavar="[PACK …]")
@settings_options
def test(paths: tuple[str, ...], config_file: Path | None, isolated: bool) -> int:
    """Test packs by their examples.

    PACK is a folder or a zip; without one, the packs in use are tested. A rule has to find each bad example exactly where it's
    marked, and leave the good ones alone. Every pattern needs an example that it matches.
    """
    from softsell.engine.proving import ExampleRunner
    from softsell.language.tagger import load_tagger
    from softsell.packs import load_builtin
    from softsell.packs.examples import check_examples

    config = config_here(config_file, isolated=isolated)
    prepare_output(for_programs=False)
    has_model = load_tagger(config.model) is not None
    wanted = _load_wanted(paths, config_file, isolated=isolated)
    runner = ExampleRunner(config.model, tuple({pack.name: pack for pack in (*load_builtin(), *wanted)}.values()))
    failed = False
    for pack in wanted:
        report = check_examples(pack, runner, model=has_model)
        skipped = f", {report.skipped} skipped that need the trained model" if report.skipped else ""
        verdict = counted(report.found, "mistake") if report.mistakes else "all pass"
        write(
            [
                *(f"{escape_lines(str(mistake))}\n\n" for mistake in report.mistakes),
                f"{pack.name} {pack.version}: {counted(report.rules, 'rule')}, {counted(report.examples, 'example')}, "
                f"{counted(report.patterns, 'pattern')}{skipped}: {verdict}.\n",
            ]
        )
        failed = failed or bool(report.mistakes)
    return FINDINGS if failed else CLEAN


@packs.command()
@click.argument("paths", nargs=-1, metavar="[PACK …]")
@settings_options
def validate(paths: tuple[str, ...], config_file: Path | None, isolated: bool) -> int:
    """Read packs and show every mistake, without running examples."""
    prepare_output(for_programs=False)
    for pack in _load_wanted(paths, config_file, isolated=isolated):
        write([f"{pack.name} {pack.version}: {counted(len(pack.rules), 'rule')}, no mistakes.\n"])
    return CLEAN


@packs.command(name="list")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@settings_options
def list_packs(format_name: str, config_file: Path | None, isolated: bool) -> int:
    """List the packs in use."""
    listed = packs_here(config_here(config_file, isolated=isolated))
    prepare_output(for_programs=format_name == "json")
    if format_name == "json":
        entries = [_to_json(pack) for pack in listed]
        write([dumps({"version": 1, "packs": entries}, indent=2) + "\n"])
        return CLEAN
    longest = max((len(pack.name) for pack in listed), default=0)
    for pack in listed:
        origin = "built in" if pack.builtin else pack.path
        write(
            [
                f"{pack.name:<{longest}}  {pack.version:<8} {len(pack.rules):>3} rules  "
                f"{one_line(pack.description)} ({one_line(origin)})\n"
            ]
        )
    return CLEAN


@packs.command()
def schema() -> int:
    """Print the JSON Schema of packs, for completion in an editor."""
    from softsell.packs.schema import schema_text

    prepare_output(for_programs=True)
    write([schema_text()])
    return CLEAN


def _load_wanted(paths: Sequence[str], config_file: Path | None, *, isolated: bool) -> Sequence[Pack]:
    """Load the packs at ``paths``; without paths, return those in use.

    Raises:
        PackError: packs have mistakes; the error holds all of them.
    """
    from softsell.diagnostics import first_of
    from softsell.errors import PackError
    from softsell.packs import load_builtin
    from softsell.packs.load import load_each, unknown_changes

    if not paths:
        config = config_here(config_file, isolated=isolated)
        in_use = packs_here(config)
        tell_retired(in_use, config)
        return in_use
    loaded, mistakes = load_each(paths)
    known = {pack.name: pack for pack in (*load_builtin(), *loaded)}
    for pack in list(loaded):
        found = first_of(unknown_changes(pack, known))
        if found:
            loaded.remove(pack)
            mistakes += found
    if mistakes:
        if loaded:
            tell(f"these have no mistakes: {', '.join(pack.name for pack in loaded)}.")
        raise PackError(mistakes)
    tell_retired(tuple(known.values()), Config())
    return loaded


def _to_json(pack: Pack) -> dict[str, object]:
    return {
        "name": pack.name,
        "version": pack.version,
        "description": pack.description,
        "license": pack.license,
        "dimension": pack.dimension,
        "rules": len(pack.rules),
        "builtin": pack.builtin,
        "path": pack.path,
    }
