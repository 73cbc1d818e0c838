"""``softsell check``: its options. ``check_steps`` has the steps of a run, and ``quick_request`` reads usual options without click."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from softsell.checks.finding import SEVERITIES
from softsell.cli.check_request import Request
from softsell.cli.check_run import DEFAULT_BASELINE
from softsell.cli.check_steps import run_check
from softsell.cli.quick_request import split_ids
from softsell.errors import UsageError
from softsell.platforms import PLATFORMS, profile
from softsell.report import FORMATS


class PlatformName(click.ParamType[str]):
    """A platform by any of its names."""

    name = "platform"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the placeholder for the help."""
        return "NAME"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the platform's canonical name."""
        try:
            return profile(value).name
        except UsageError as error:
            self.fail(str(error), param, ctx)


_RULES: dict[str, Any] = {
    "metavar": "RULES",
    "multiple": True,
    "callback": lambda _ctx, _param, values: split_ids(values),
}


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

        return watch(request.paths or (".",), partial(run_check, request), request.config_file)
    return run_check(request)
