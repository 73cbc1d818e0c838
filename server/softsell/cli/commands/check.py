"""``softsell check``: its options and the steps of a run. It finds the files, checks or fixes them, and shows the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from softsell.checks.finding import SEVERITIES
from softsell.cli.check_request import Request
from softsell.cli.check_run import DEFAULT_BASELINE, Run
from softsell.cli.lookup import settings_for
from softsell.cli.terminal import Terminal, prepare_output, tell, this_terminal, write
from softsell.draft import ENDINGS, STANDARD_INPUT
from softsell.errors import ConfigError, UsageError
from softsell.files.find import Found, find, is_same_file, leads_elsewhere
from softsell.files.folder_settings import Settings
from softsell.platforms import PLATFORMS, profile
from softsell.report import FORMATS, is_report
from softsell.report.display import escape_path

_FILE_WIDTH = 100
"""The columns of a text report in a file."""
_REPORT_HEAD = 200
"""The bytes that show whether a file is a report."""
_MOST_LINKS = 5
"""The most links named in a message."""


class PlatformName(click.ParamType[str]):
    """A platform by any of its names."""

    name = "platform"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Returns the placeholder for the help."""
        return "NAME"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Returns the platform's canonical name."""
        try:
            return profile(value).name
        except UsageError as error:
            self.fail(str(error), param, ctx)


def _split_ids(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Splits names of rules and packs at commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


_RULES: dict[str, Any] = {"metavar": "RULES", "multiple": True, "callback": _split_ids}


@click.command(short_help="Check drafts: files, folders or standard input.")
@click.argument("paths", nargs=-1, metavar="[PATH … | -]")
@click.option("--platform", type=PlatformName(), help=f"Where the drafts will be posted: {', '.join(PLATFORMS)}.")
@click.option("--reply-to", metavar="TEXT", help="The message that the draft answers.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="The format of the report.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the report to this file, whole or not at all.",
)
@click.option(
    "--annotate",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also write a copy of the sheet with columns for scores and findings (.csv, .tsv or .xlsx).",
)
@click.option("--select", **_RULES, help="Use only these rules or packs.")
@click.option("--extend-select", **_RULES, help="Use these rules or packs too.")
@click.option("--ignore", **_RULES, help="Leave out these rules or packs.")
@click.option(
    "--severity", type=click.Choice(SEVERITIES), help="Hide findings below this severity; praise is always shown."
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Exit with 1 if a finding has at least this severity (default: warning).",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--diff-base", metavar="REV", help="Check only the posts that changed since this commit or branch of git."
)
@click.option("--fix", is_flag=True, help="Apply all safe fixes to the files.")
@click.option(
    "--diff",
    "diff",
    is_flag=True,
    help="Show fixes as a patch, including those of packs you don't trust, and change nothing.",
)
@click.option(
    "--statistics",
    is_flag=True,
    help="Show only how many findings each rule, platform and file has; praise isn't counted.",
)
@click.option("--show-score", is_flag=True, help="Show where each point of a score comes from.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option(
    "--column",
    "--key",
    "column",
    metavar="NAME",
    help="The column of a sheet that holds the posts, or the key of JSON records, with dots for keys in keys.",
)
@click.option("--stdin-filename", metavar="NAME", help="Treat standard input as a file of this name.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this settings file.")
@click.option("--isolated", is_flag=True, help="Ignore all settings files.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Hide the findings listed in this file.")
@click.option(
    "--write-baseline", is_flag=True, help=f"Write all findings to the baseline file (default: {DEFAULT_BASELINE})."
)
@click.option("--no-cache", is_flag=True, expose_value=False, help="Does nothing, because results aren't cached.")
@click.option("--no-server", is_flag=True, help="Don't use a running server.")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="How many processes to use (default: one for each core)."
)
@click.option("-q", "--quiet", is_flag=True, help="Show findings only, without scores and summary.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colors.",
)
def check(**options: Any) -> int:
    """Check drafts for pushiness, self-focus, missing questions and hard reading.

    PATH is a file, a folder, or “-” for standard input; without one, the current folder is checked.

    The exit code is 0 if no finding is as severe as --fail-on, 1 if one is, and 2 for wrong use, wrong settings or a file that can't
    be read.
    """
    request = Request(**options)
    request.validate()
    if request.watch:
        from softsell.cli.watching import watch

        return watch(request.paths or (".",), partial(_run, request), request.config_file)
    return _run(request)


def _run(request: Request) -> int:
    """Runs one whole check and returns the exit code."""
    found = find(request.paths or (".",))
    if request.fix:
        _refuse_links(request.paths)
    if found.links_out:
        tell(describe_links(found.links_out), color=request.color)
    for folder in found.empty_folders:
        tell(f"There are no drafts in {escape_path(folder)}. softsell reads {', '.join(ENDINGS)}.", color=request.color)
    settings = settings_for(request.config_file, isolated=request.isolated, overrides=request.overrides)
    for note in _find_unmatched(settings, found):
        tell(note, color=request.color)
    found = _leave_out_report(request, found)
    _refuse_inputs(request, found)
    if request.annotate is not None:
        from softsell.files.annotate import check_names

        check_names(found.files, request.annotate)
    files, base = found.files, None
    if request.diff_base is not None:
        from softsell.files.changed import Base

        base = Base(request.diff_base, files)
        files = base.changed
        if not files:
            tell(f"No post changed since {escape_path(request.diff_base)}.", color=request.color)
    run = Run(
        request,
        files,
        _terminal(request),
        settings=settings,
        folders=found.real_folders,
        named=frozenset(request.paths),
        base=base,
    )
    if request.write_baseline:
        return run.write_baseline()
    if request.diff:
        pieces = run.diffs()
    elif request.mode == "fix" and request.on_input:
        pieces = run.fixed_input()
    else:
        pieces = run.report()
    _deliver(pieces, request)
    if request.annotate is not None:
        run.annotate(request.annotate)
    return run.exit_code()


def _terminal(request: Request) -> Terminal:
    """Returns what the report is written for. A file has no colours unless they are asked for."""
    if request.output is None:
        return this_terminal(request.color)
    return Terminal(request.color == "always", _FILE_WIDTH, unicode=True)


def _deliver(pieces: Iterable[str], request: Request) -> None:
    """Writes the report to standard output, or to the file that was asked for."""
    if request.output is None:
        prepare_output(for_programs=request.for_programs)
        write(pieces)
        return
    from softsell.files.write import open_output

    with open_output(request.output) as file:
        file.writelines(pieces)
    if not request.quiet:
        tell(f"Wrote {escape_path(str(request.output))}.", color=request.color)


def _leave_out_report(request: Request, found: Found) -> Found:
    """Returns the files without an earlier report of the name that --output has, if a folder holds it and the user didn't name it."""
    path = request.output
    if path is None or not path.is_file() or str(path) in request.paths:
        return found
    with path.open("rb") as file:
        if not is_report(file.read(_REPORT_HEAD)):
            return found
    return replace(found, files=tuple(name for name in found.files if not is_same_file(path, Path(name))))


def _refuse_inputs(request: Request, found: Found) -> None:
    """Raises UsageError if the report or the annotated sheet would be written over a file that the check reads."""
    inputs = [*map(Path, found.files), request.config_file, request.baseline]
    outputs = {"--output": request.output, "--annotate": request.annotate}
    for option, path in outputs.items():
        if path is None:
            continue
        for other in (*inputs, *(outputs[name] for name in outputs if name != option)):
            if other is not None and is_same_file(path, other):
                raise UsageError(
                    f"{option} {path}: nothing was checked, because this check reads or writes {other} too. Choose another name."
                )


def _find_unmatched(settings: Settings, found: Found) -> list[str]:
    """Returns notes on ``[files]`` settings that match no file in the folders the user named."""
    try:
        notes = [note for folder in found.folders for note in settings.unmatched(folder, found.files)]
    except ConfigError:  # shown when the first file is checked
        return []
    return list(dict.fromkeys(notes))


def _refuse_links(paths: Iterable[str]) -> None:
    """Raises UsageError for a folder that is a link or lies behind one, because the files to be changed are elsewhere."""
    for path in paths:
        target = leads_elsewhere(path) if path != STANDARD_INPUT and Path(path).is_dir() else None
        if target is not None:
            raise UsageError(
                f"{path}: nothing was fixed, because this is a link or lies behind one. To fix its files, name {target} itself."
            )


def describe_links(links: Sequence[str]) -> str:
    """Returns a note on links that were skipped because they lead out of the named folders."""
    shown = ", ".join(links[:_MOST_LINKS]) + (", …" if len(links) > _MOST_LINKS else "")
    link, which = ("1 link that leads", "it") if len(links) == 1 else (f"{len(links):,} links that lead", "one")
    return f"skipped {link} out of the folders you named: {shown}. To check {which}, name it."
