"""``softsell feed``: what many posts over time add up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

import click

import softsell
from softsell.cli import CLEAN, WRONG_USE
from softsell.cli.commands.check import PlatformName
from softsell.cli.lookup import settings_options
from softsell.cli.progress import with_progress
from softsell.cli.terminal import prepare_output, tell, this_terminal, write
from softsell.config.config import Config
from softsell.draft import ENDINGS, Context
from softsell.engine.engine import Engine
from softsell.errors import SoftsellError
from softsell.feed import FORMATS, Feed, Post, analyse, as_html, as_json, as_text, make_post
from softsell.feed.post import count_all_rules, find_zone
from softsell.files.check_files import count_cores
from softsell.files.checker import Checker
from softsell.files.find import find
from softsell.files.folder_settings import Settings
from softsell.files.task import Task
from softsell.language.learned import load_learned
from softsell.report import Options
from softsell.report.display import escape_path
from softsell.report.result import draft_from_plain

_HELP_FORMAT = "The format of the report."


@click.command(short_help="Look at many posts over time: what they sell, ask, give and repeat.")
@click.argument("paths", nargs=-1, required=True, metavar="FILES … | -")
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), default="text", show_default=True, help=_HELP_FORMAT
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
    found = find(paths)
    for folder in found.empty_folders:
        tell(f"There are no drafts in {escape_path(folder)}. softsell reads {', '.join(ENDINGS)}.")
    settings = Settings(config_file, isolated, engine_for=_engine_with_all_rules)
    task = Task(settings=settings, context=Context(platform=platform), column=column, folders=found.real_folders)
    reader = _Reader(settings, task, Checker(task, count_cores(), progress=with_progress), zone)
    goals = settings.config(None).feed  # those of the current folder, because the files may come from many
    figures = analyse(reader.posts(found.files), goals)
    prepare_output(for_programs=format_name != "text")
    write(_render(format_name, figures))
    return WRONG_USE if reader.failed else CLEAN


def _render(format_name: str, figures: Feed) -> Iterator[str]:
    learned = load_learned() is not None
    if format_name == "json":
        return as_json.render(figures, learned=learned)
    if format_name == "html":
        return as_html.render(figures, learned=learned, version=softsell.__version__, script=as_html.read_script())
    terminal = this_terminal("auto")
    options = Options(color=terminal.color, width=terminal.width, unicode=terminal.unicode)
    return as_text.render(figures, options, learned=learned)


def _engine_with_all_rules(config: Config) -> Engine:
    return Engine(count_all_rules(config))


@dataclass(slots=True)
class _Reader:
    """Reads posts from files, and remembers whether one couldn't be read."""

    settings: Settings
    task: Task
    checker: Checker
    zone: tzinfo | None
    failed: bool = False

    def posts(self, paths: tuple[str, ...]) -> Iterator[Post]:
        """Yields the posts of files. A file that can't be read is told, and left out."""
        for path in paths:
            try:
                yield from self._posts_of(path)
            except SoftsellError as error:
                self.failed = True
                message = str(error)
                tell(message if path in message else f"{escape_path(path)}: {message}", kind="error")

    def _posts_of(self, path: str) -> list[Post]:
        name = self.task.name_of(path)
        drafts = self.checker.read_drafts(name, self.task.read(path))
        for note in self.settings.config(name).notes:
            tell(str(note), kind="warning")
        checked = self.checker.check_drafts(name, drafts)
        return [
            make_post(draft, draft_from_plain(plain), _place(path, number, draft.record.row), self.zone)
            for number, (draft, plain) in enumerate(zip(drafts, checked, strict=True), 1)
        ]


def _place(path: str, number: int, row: int | None) -> str:
    return f"{path}, post {number}" if row is None else f"{path}, row {row}"
