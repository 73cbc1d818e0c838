"""``softsell feed``: what many posts over time add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

import click
from msgspec import Struct, field
from msgspec.structs import replace

import softsell
from softsell.cli import CLEAN, WRONG_USE
from softsell.cli.check_steps import describe_links
from softsell.cli.commands.check import PlatformName
from softsell.cli.lookup import settings_options
from softsell.cli.progress import with_progress
from softsell.cli.terminal import Terminal, prepare_output, tell, this_terminal, write
from softsell.config.config import Config
from softsell.draft import ENDINGS, STANDARD_INPUT, Context
from softsell.engine.engine import Engine
from softsell.errors import NoPosts, SoftsellError, UsageError
from softsell.feed import FORMATS, Feed, Post, analyse, as_html, as_json, as_text, make_post
from softsell.feed.post import count_all_rules, find_zone, place_of
from softsell.files.check_files import count_cores
from softsell.files.checker import Checker, describe_passed_over
from softsell.files.find import Found, find, is_same_file
from softsell.files.folder_settings import Settings
from softsell.files.task import Task
from softsell.files.write import open_output
from softsell.language.learned import load_learned
from softsell.report import Options, is_report
from softsell.report.display import escape_path

_HELP_FORMAT = "The format of the report."
_FILE_WIDTH = 100
_AT_ONCE = 10_000
"""How many posts of a file are checked at once. A result is ten times as large as what the feed keeps of it."""
_REPORT_HEAD = 200


@click.command(short_help="Look at many posts over time: what they sell, ask, give and repeat.")
@click.argument("paths", nargs=-1, required=True, metavar="FILES … | -")
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), default="text", show_default=True, help=_HELP_FORMAT
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the report to this file, whole or not at all.",
)
@click.option("--time-zone", metavar="NAME", help="Your time zone, such as Europe/Berlin (default: this computer's).")
@click.option("--platform", type=PlatformName(), help="Where the posts were posted, if their file doesn't say.")
@click.option(
    "--column",
    "--key",
    "column",
    metavar="NAME",
    help="The column of a sheet that holds the posts, or the key of JSON records, with dots for keys in keys.",
)
@settings_options
def feed(
    paths: tuple[str, ...],
    format_name: str,
    output: Path | None,
    time_zone: str | None,
    platform: str | None,
    column: str | None,
    config_file: Path | None,
    isolated: bool,
) -> int:
    """Look at many posts over time, from sheets, archives and drafts.

    softsell puts the posts in the order of time and says how many sell, ask and give, who is talked about, what is said again, and what
    each month did for being known, liked and trusted. A thread, or one text on several platforms, counts once.

    The exit code is 0, or 2 for wrong use, wrong settings or a file that can't be read.
    """
    zone = find_zone(time_zone) if time_zone is not None else None
    found = _leave_out_report(find(paths), paths, output)
    if found.links_out:
        tell(describe_links(found.links_out))
    for folder in found.empty_folders:
        tell(f"There are no drafts in {escape_path(folder)}. softsell reads {', '.join(ENDINGS)}.")
    settings = Settings(config_file, isolated, engine_for=_engine_with_all_rules)
    task = Task(
        settings=settings,
        context=Context(platform=platform),
        column=column,
        folders=found.real_folders,
        named=frozenset(paths),
    )
    reader = _Reader(settings, task, Checker(task, count_cores(), progress=with_progress), zone)
    goals = settings.config(None).feed  # those of the current folder, because the files may come from many
    figures = analyse(reader.posts(found.files), goals)
    if reader.failed and not figures.gathered.posts:
        return WRONG_USE  # the user has seen the errors, and there is nothing to report on
    if output is None:
        prepare_output(for_programs=format_name != "text")
        write(_render(format_name, figures, this_terminal("auto")))
    else:
        with open_output(output) as file:
            file.writelines(_render(format_name, figures, Terminal(False, _FILE_WIDTH, unicode=True)))
        tell(f"Wrote {escape_path(str(output))}.")
    return WRONG_USE if reader.failed else CLEAN


def _leave_out_report(found: Found, named: Sequence[str], output: Path | None) -> Found:
    """Return the files to read: not an older report of the name that --output has, if a folder holds it.

    Raises:
        UsageError: --output is a file to read.
    """
    if output is None:
        return found
    same = [name for name in found.files if name != STANDARD_INPUT and is_same_file(output, Path(name))]
    for name in same:
        with Path(name).open("rb") as file:
            ours = is_report(head := file.read(_REPORT_HEAD)) or head.startswith(as_json.BEGINNING)
        if name in named or not ours:
            raise UsageError(
                f"--output {output}: nothing was read, because this is one of the files to read. Choose another name."
            )
    return replace(found, files=tuple(name for name in found.files if name not in same))


def _render(format_name: str, figures: Feed, terminal: Terminal) -> Iterator[str]:
    learned = load_learned() is not None
    if format_name == "json":
        return as_json.render(figures, learned=learned)
    if format_name == "html":
        return as_html.render(figures, learned=learned, version=softsell.__version__, script=as_html.read_script())
    options = Options(color=terminal.color, width=terminal.width, unicode=terminal.unicode)
    return as_text.render(figures, options, learned=learned)


def _engine_with_all_rules(config: Config) -> Engine:
    engine = Engine(count_all_rules(config))
    for warning in engine.warnings:
        tell(str(warning), kind="warning")
    return engine


class _Reader(Struct):
    """Reads posts from files, and remembers whether one couldn't be read."""

    settings: Settings
    task: Task
    checker: Checker
    zone: tzinfo | None
    failed: bool = False
    warnings: set[str] = field(default_factory=set)

    def posts(self, paths: tuple[str, ...]) -> Iterator[Post]:
        """Yield the posts of files. Report files that can't be read, and leave them out."""
        passed_over: list[str] = []
        for path in paths:
            try:
                yield from self._posts_of(path)
            except SoftsellError as error:
                if isinstance(error, NoPosts) and self.task.passes_over(path):
                    passed_over.append(path)
                    continue
                self.failed = True
                message = str(error)
                tell(message if path in message else f"{escape_path(path)}: {message}", kind="error")
        if passed_over:
            tell(describe_passed_over(passed_over))

    def _posts_of(self, path: str) -> Iterator[Post]:
        name = self.task.name_of(path)
        reading: list[str] = []
        drafts = self.checker.read_drafts(name, self.task.read(path), reading)
        for note in reading:
            tell(note)
        for warning in map(str, self.settings.config(name).notes):
            if warning not in self.warnings:
                self.warnings.add(warning)
                tell(warning, kind="warning")
        for start in range(0, len(drafts), _AT_ONCE):
            some = drafts[start : start + _AT_ONCE]
            checked = self.checker.check_drafts(name, some)
            for number, (draft, result) in enumerate(zip(some, checked, strict=True), start + 1):
                yield make_post(draft, result, place_of(path, number, draft.record), self.zone)
