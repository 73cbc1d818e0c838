"""``softsell archive``: checks sheets and records of any length, and writes a row for each post."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from softsell.cli import CLEAN, WRONG_USE
from softsell.cli.commands.check import PlatformName
from softsell.cli.lookup import settings_for, settings_options
from softsell.cli.progress import count_up
from softsell.cli.terminal import tell
from softsell.errors import UsageError
from softsell.report.display import escape_path

if TYPE_CHECKING:
    from softsell.archive.run import Check


@click.command(short_help="Check millions of posts, and write a row for each.")
@click.argument("paths", nargs=-1, required=True, metavar="IN … OUT")
@click.option("--platform", type=PlatformName(), help="Where the posts were posted, whatever their rows say.")
@click.option(
    "--column",
    "--key",
    "column",
    metavar="NAME",
    help="The column that holds the posts, or the key of JSON records, with dots for keys in keys.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="How many processes to use (default: one for each core)."
)
@click.option(
    "--ray", metavar="ADDRESS", help="Use this Ray cluster: HOST:PORT or ray://HOST:PORT. Needs softsell[cluster]."
)
@click.option(
    "--leaves-this-machine",
    is_flag=True,
    help="With --ray: other machines may get the rows with all their columns, your settings and your rule packs.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
@settings_options
def archive(
    paths: tuple[str, ...],
    platform: str | None,
    column: str | None,
    jobs: int | None,
    ray: str | None,
    leaves_this_machine: bool,
    quiet: bool,
    config_file: Path | None,
    isolated: bool,
) -> int:
    """Check files of posts that are too large for memory, and write a row for each post.

    IN is a .csv, .tsv, .jsonl, .ndjson or .parquet file with a post in each row; its columns are chosen as “softsell check” does. OUT
    is a .jsonl, .csv or .parquet file, written whole or not at all. Parquet needs softsell[archive].

    OUT has the file, the row and its own fields (id, platform, date, campaign, link, counts), the kind of post, scores, measures and
    findings. A row that can't be read has an error there, and the run goes on. start and end of a finding count characters of the post
    as people read it.

    A run that was stopped goes on where it was: run the same command again. Until it is done, its work is in the folder
    OUT.softsell-archive.

    With --ray, the processes of a Ray cluster check the posts. Nothing is sent to other machines without --leaves-this-machine.

    The exit code is 0, or 2 for wrong use, wrong settings, a file that can't be read, or if no row could be read.
    """
    from softsell.archive.run import Task, run

    *inputs, output = paths
    if not inputs:
        raise UsageError(
            "Name the files to check, and last the file to write: softsell archive posts.csv results.jsonl"
        )
    settings = settings_for(config_file, isolated=isolated)
    task = Task(tuple(dict.fromkeys(inputs)), Path(output), settings, column, platform)

    def note(message: str) -> None:
        if not quiet:
            tell(message)

    def warn(message: str) -> None:
        tell(message, kind="warning")

    totals = run(task, _where(ray, jobs, leaves_this_machine), note, warn, count_up)
    for line in totals.describe():
        note(line)
    if totals.failed:
        warn(f"{totals.failed:,} of {totals.rows:,} rows couldn't be read or checked. Their column “error” says why.")
    note(f"Wrote {escape_path(output)}.")
    return WRONG_USE if totals.failed == totals.rows > 0 else CLEAN


def _where(ray: str | None, jobs: int | None, leaves_this_machine: bool) -> Check:
    """Return where the posts are checked."""
    if ray is None:
        if leaves_this_machine:
            raise UsageError("--leaves-this-machine is for --ray. Without a cluster, nothing leaves this machine.")
        from softsell.archive.run import on_this_machine

        return on_this_machine(jobs)
    if jobs is not None:
        raise UsageError("--jobs is for this machine. A Ray cluster decides for itself how many processes it uses.")
    from softsell.archive.cluster import on_ray

    return on_ray(ray, may_leave=leaves_this_machine)
