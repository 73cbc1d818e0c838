"""``softsell check``: its options, and the order of a run: find, check or mend, sift, show, say how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from softsell.checks.finding import SEVERITIES
from softsell.cli.check_request import Request
from softsell.cli.check_run import DEFAULT_BASELINE, Run
from softsell.cli.lookup import settings_for
from softsell.cli.terminal import prepare_output, tell, this_terminal, write
from softsell.draft import ENDINGS, STANDARD_INPUT
from softsell.errors import ConfigError, UsageError
from softsell.files.find import Found, find, leads_elsewhere
from softsell.files.settings import Settings
from softsell.platforms import PLATFORMS, profile
from softsell.report import FORMATS
from softsell.report.display import shown_path

_MOST_LINKS = 5
"""Links shown before the rest is only counted."""


class PlatformName(click.ParamType[str]):
    """A platform by any of its names."""

    name = "platform"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help writes it."""
        return "NAME"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The platform's own name."""
        try:
            return profile(value).name
        except UsageError as error:
            self.fail(str(error), param, ctx)


def _split_ids(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Rules and packs, written apart or with commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


_RULES: dict[str, Any] = {"metavar": "RULES", "multiple": True, "callback": _split_ids}


@click.command(short_help="Check drafts: files, folders or standard input.")
@click.argument("paths", nargs=-1, metavar="[PATH … | -]")
@click.option("--platform", type=PlatformName(), help=f"Where the drafts will be posted: {', '.join(PLATFORMS)}.")
@click.option("--reply-to", metavar="TEXT", help="The message that the draft answers.")
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--select", **_RULES, help="Use these rules or packs only.")
@click.option("--extend-select", **_RULES, help="Use these rules as well.")
@click.option("--ignore", **_RULES, help="Do not use these rules or packs.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Show nothing milder than this.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 from this severity on (default: warning).")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, in the files themselves.")
@click.option(
    "--diff", "diff", is_flag=True, help="Show what --fix would change, and fixes of packs not trusted, as a patch."
)
@click.option(
    "--statistics", is_flag=True, help="Count the findings of each rule instead of showing them; praise isn't counted."
)
@click.option("--show-score", is_flag=True, help="Show where each point of a score comes from.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--column", metavar="NAME", help="The column of a CSV file that holds the posts.")
@click.option("--key", metavar="NAME", help="The key of a JSON file that holds the posts.")
@click.option("--stdin-filename", metavar="NAME", help="Treat standard input as this file would be.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this file of settings.")
@click.option("--isolated", is_flag=True, help="Read no file of settings.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Pass over the findings that this file knows.")
@click.option(
    "--write-baseline", is_flag=True, help=f"Write all findings to the baseline (default: {DEFAULT_BASELINE})."
)
@click.option("--no-cache", is_flag=True, expose_value=False, help="Does nothing: results are never kept.")
@click.option("--no-server", is_flag=True, help="Do not ask a running server.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="How many files to check at once (default: all cores).")
@click.option("-q", "--quiet", is_flag=True, help="Show findings only: no scores, no summary.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def check(**options: Any) -> int:
    """Check drafts for pushiness, self-focus, missing questions and hard reading.

    PATH is a file, a folder or “-” for standard input. Exits with 0 if nothing is found from --fail-on up, 1 on findings, 2 on wrong
    use, wrong settings or a file that can't be read.
    """
    request = Request(**options)
    request.validate()
    if request.watch:
        from softsell.cli.watching import watch

        return watch(request.paths or (".",), partial(_run, request), request.config_file)
    return _run(request)


def _run(request: Request) -> int:
    """One whole check. Returns the exit code."""
    found = find(request.paths or (".",))
    if request.fix:
        _refuse_links(request.paths)
    if found.links_out:
        tell(_describe_links(found.links_out), color=request.color)
    for folder in found.empty_folders:
        tell(f"{shown_path(folder)} holds no drafts. softsell reads {', '.join(ENDINGS)}.", color=request.color)
    settings = settings_for(request.config_file, isolated=request.isolated, overrides=request.overrides)
    for note in _find_unmatched(settings, found):
        tell(note, color=request.color)
    run = Run(request, found.files, this_terminal(request.color), settings=settings, folders=found.real_folders)
    if request.write_baseline:
        return run.write_baseline()
    prepare_output(for_programs=request.for_programs)
    if request.diff:
        write(run.diffs())
    elif request.mode == "fix" and request.on_input:
        write(run.fixed_input())
    else:
        write(run.report())
    return run.exit_code()


def _find_unmatched(settings: Settings, found: Found) -> list[str]:
    """Notes on settings for files of which there is none, for the folders that were searched as a whole."""
    try:
        notes = [note for folder in found.folders for note in settings.unmatched(folder, found.files)]
    except ConfigError:  # told when the first file is checked
        return []
    return list(dict.fromkeys(notes))


def _refuse_links(paths: Iterable[str]) -> None:
    """Raises UsageError for a folder that is a link or lies behind one: what is in it would be changed elsewhere."""
    for path in paths:
        target = leads_elsewhere(path) if path != STANDARD_INPUT and Path(path).is_dir() else None
        if target is not None:
            raise UsageError(
                f"{path}: nothing was mended, because it is a link, or lies behind one. Name {target} itself."
            )


def _describe_links(links: Sequence[str]) -> str:
    shown = ", ".join(links[:_MOST_LINKS]) + (", …" if len(links) > _MOST_LINKS else "")
    link, leads = ("1 link that leads", "it") if len(links) == 1 else (f"{len(links):,} links that lead", "one")
    return f"passed over {link} out of what you named: {shown}. Name {leads} to check it."
