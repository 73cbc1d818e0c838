"""``softsell check``: its options, and the order of a run: find, check or mend, sift, show, say how it ended."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

import softsell
from softsell.checks.finding import SEVERITIES, Severity
from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.cli.asking import Server
from softsell.cli.cache import ResultCache, package_stamp
from softsell.cli.checking import Checker, Mode, Outcome, Task
from softsell.cli.files import find
from softsell.cli.progress import with_progress
from softsell.cli.settings import Overrides, Settings
from softsell.cli.terminal import columns, prepare_output, speaks_unicode, tell, wants_color, write
from softsell.draft import ENDINGS, STANDARD_INPUT, Context
from softsell.errors import SoftsellError, UsageError
from softsell.platforms import PLATFORMS, profile
from softsell.report import FORMATS, CheckedFile, Options, render

if TYPE_CHECKING:
    from softsell.cli.baseline import Baseline

_DEFAULT_BASELINE = "softsell-baseline.json"
_WORTH_FORKING = 24
"""Fewer files than this are checked before the first worker has started."""
_FEW = 3
"""Up to so many files, a clean one is worth a line of its own."""


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


def _ids(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Rules and packs, written apart or with commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


_RULES: dict[str, Any] = {"metavar": "RULES", "multiple": True, "callback": _ids}


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
@click.option("--diff", "diff", is_flag=True, help="Show what --fix would change, as a patch.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option("--show-score", is_flag=True, help="Show where each point of a score comes from.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--column", metavar="NAME", help="The column of a CSV file that holds the posts.")
@click.option("--key", metavar="NAME", help="The key of a JSON file that holds the posts.")
@click.option("--stdin-filename", metavar="NAME", help="Treat standard input as this file would be.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this file of settings.")
@click.option("--isolated", is_flag=True, help="Read no file of settings.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Pass over the findings that this file knows.")
@click.option(
    "--write-baseline", is_flag=True, help=f"Write all findings to the baseline (default: {_DEFAULT_BASELINE})."
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep results.")
@click.option("--no-server", is_flag=True, help="Do not ask a running server.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="How many files to check at once (default: all cores).")
@click.option("-q", "--quiet", is_flag=True, help="Show findings only: no scores, no summary.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def check(**options: Any) -> int:
    """Check drafts for pushiness, self-focus, missing questions and hard reading.

    PATH is a file, a folder or “-” for standard input. Exits with 0 if nothing is wrong, 1 on findings, 2 on wrong use.
    """
    request = Request(**options)
    request.validate()
    if request.watch:
        from softsell.cli.watching import watch

        return watch(request.paths or (".",), partial(_run, request), request.config_file)
    return _run(request)


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed. Attributes as the options of the command."""

    paths: tuple[str, ...]
    platform: str | None
    reply_to: str | None
    format_name: str
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: Severity | None
    fail_on: Severity | None
    fix: bool
    diff: bool
    statistics: bool
    show_score: bool
    watch: bool
    column: str | None
    key: str | None
    stdin_filename: str | None
    config_file: Path | None
    isolated: bool
    baseline: Path | None
    write_baseline: bool
    no_cache: bool
    no_server: bool
    jobs: int | None
    quiet: bool
    color: str

    @property
    def mode(self) -> Mode:
        """What to do with fixes."""
        return "diff" if self.diff else "fix" if self.fix else "check"

    @property
    def on_input(self) -> bool:
        """Whether standard input is what is checked."""
        return STANDARD_INPUT in self.paths

    def validate(self) -> None:
        """Raises UsageError for options that do not go together."""
        exclusive = (
            ("--fix", self.fix, "--diff", self.diff),
            ("--config", self.config_file is not None, "--isolated", self.isolated),
            ("--watch", self.watch, "--fix", self.fix),
            ("--watch", self.watch, "-", self.on_input),
            ("--watch", self.watch, "--write-baseline", self.write_baseline),
            ("--write-baseline", self.write_baseline, "--fix", self.fix),
            ("--write-baseline", self.write_baseline, "--diff", self.diff),
            ("--statistics", self.statistics, "--diff", self.diff),
        )
        for one, one_given, other, other_given in exclusive:
            if one_given and other_given:
                raise UsageError(f"{one} and {other} can't be used together. Leave one of them out.")
        if self.statistics and self.format_name not in ("text", "json"):
            raise UsageError("--statistics can be shown as text or json only. Leave --format out, or choose json.")
        if self.on_input and len(set(self.paths)) > 1:
            raise UsageError("“-” (standard input) can't be checked together with files. Check one after the other.")
        if not self.paths and _is_piped(sys.stdin):
            raise UsageError(
                "Say what to check: a file, a folder such as “.”, or “-” for what comes by standard input."
            )


def _is_piped(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _run(request: Request) -> int:
    """One whole check. Returns the exit code."""
    found = find(request.paths or (".",))
    for folder in found.empty_folders:
        tell(f"{folder} holds no drafts. softsell reads {', '.join(ENDINGS)}.", color=request.color)
    run = _Run(request, found.files)
    if request.write_baseline:
        return run.write_baseline()
    prepare_output(for_programs=request.format_name not in ("text", "concise") or request.diff)
    if request.diff:
        write(run.diffs())
    elif request.mode == "fix" and request.on_input:
        write(run.mended_input())
    elif request.statistics:
        from softsell.report.statistics import statistics

        write(statistics(run.files(), as_json=request.format_name == "json"))
    else:
        write(render(request.format_name, run.files(), run.options()))
    return run.ended()


class _Run:
    """One check on its way: hands out files as they are done, and notes what the exit code will be."""

    def __init__(self, request: Request, paths: Sequence[str]) -> None:
        self._request = request
        self._paths = paths
        overrides = Overrides(request.select, request.extend_select, request.ignore, request.severity, request.fail_on)
        self._task = Task(
            settings=Settings(request.config_file, request.isolated, overrides),
            context=Context(platform=request.platform, reply_to=request.reply_to),
            column=request.column,
            key=request.key,
            mode=request.mode,
            stdin_name=request.stdin_filename or STANDARD_INPUT,
        )
        self._cache = self._open_cache()
        self._baseline = self._open_baseline()
        self._failed = False
        self._told: set[str] = set()
        self._mended = 0

    def files(self) -> Iterator[CheckedFile]:
        """The checked files without what the baseline knows; what can't be checked is told as it comes."""
        for outcome in self._outcomes():
            if self._usable(outcome):
                yield self._sifted(outcome)

    def diffs(self) -> Iterator[str]:
        """What ``--fix`` would change, file by file. Something to change fails the check."""
        changed = 0
        for outcome in self._outcomes():
            if self._usable(outcome) and outcome.diff:
                changed += 1
                self._failed = True
                yield outcome.diff
        if not self._request.quiet:
            tell(f"{_number(changed, 'file')} would change.", color=self._request.color)

    def mended_input(self) -> Iterator[str]:
        """Standard input with its fixes; what is left to say goes to standard error."""
        for outcome in self._outcomes():
            if self._usable(outcome):
                sys.stderr.write("".join(render("concise", [self._sifted(outcome)], Options())))
                yield outcome.text

    def write_baseline(self) -> int:
        """Writes the baseline and returns the exit code."""
        from softsell.cli.baseline import write_baseline

        path = self._request.baseline or Path(_DEFAULT_BASELINE)
        count = write_baseline(path, [outcome.file() for outcome in self._outcomes() if self._usable(outcome)])
        tell(f"{path} now knows {_number(count, 'finding')}; check with --baseline {path}.", color=self._request.color)
        return WRONG_USE if self._told else CLEAN

    def options(self) -> Options:
        """How the report is to look."""
        request = self._request
        return Options(
            version=softsell.__version__,
            color=wants_color(request.color, sys.stdout) and request.format_name in ("text", "concise"),
            width=columns(),
            unicode=speaks_unicode(sys.stdout),
            show_clean=len(self._paths) <= _FEW,
            show_score=request.show_score,
            brief=request.quiet,
            mended=lambda: self._mended,
        )

    def ended(self) -> int:
        """The exit code, once all files were handed out."""
        if self._baseline is not None and (unused := self._baseline.unused()):
            tell(f"{_number(unused, 'finding')} of the baseline no longer there; write it anew with --write-baseline.")
        if self._told:
            return WRONG_USE
        return FINDINGS if self._failed else CLEAN

    def _outcomes(self) -> Iterator[Outcome]:
        sealed: dict[str, bytes] = {}
        try:
            for outcome in with_progress(self._checked(), len(self._paths), enabled=self._shows_progress()):
                if outcome.key:
                    sealed[outcome.key] = outcome.sealed
                self._mended += outcome.mended
                yield outcome
        finally:
            if self._cache is not None and sealed:
                self._cache.save(sealed)

    def _checked(self) -> Iterator[Outcome]:
        request = self._request
        if len(self._paths) < _WORTH_FORKING:
            # Points are not in the server's answer; and fixes are made by this very softsell.
            asks = not (request.no_server or request.show_score or request.mode != "check")
            server = Server() if asks else None
            checker = Checker(self._task, self._cache, server, self._jobs, watched=self._shows_progress())
            return map(checker.check, self._paths)
        checker = Checker(self._task, self._cache)
        from softsell.cli.workers import can_fork, map_forked

        if self._jobs == 1 or not can_fork():
            return map(checker.check, self._paths)
        with suppress(SoftsellError):  # what is wrong with the settings is told file by file
            self._task.settings.engine(self._paths[0]).rule_set(request.platform)
        return map_forked(checker.check, self._paths, self._jobs, _lost)

    @property
    def _jobs(self) -> int:
        if self._request.jobs is not None:
            return self._request.jobs
        if hasattr(os, "sched_getaffinity"):
            return max(1, len(os.sched_getaffinity(0)))
        return os.cpu_count() or 1

    def _shows_progress(self) -> bool:
        """A report that scrolls by on the same terminal shows progress enough."""
        return not self._request.quiet and not (sys.stdout.isatty() and self._request.format_name == "text")

    def _usable(self, outcome: Outcome) -> bool:
        """Tells an outcome's error, each only once: wrong settings would be told for every file."""
        if not outcome.error:
            return True
        if outcome.error not in self._told:
            self._told.add(outcome.error)
            sys.stdout.flush()
            tell(outcome.error, color=self._request.color, kind="error")
        return False

    def _sifted(self, outcome: Outcome) -> CheckedFile:
        file = outcome.file()
        if outcome.path == STANDARD_INPUT:
            file = replace(file, path=self._task.stdin_name)
        if self._baseline is not None:
            file = self._baseline.without_known(file)
        self._failed = self._failed or any(draft.fails for draft in file.drafts)
        return file

    def _open_cache(self) -> ResultCache | None:
        if self._request.no_cache or self._request.mode != "check":
            return None
        from softsell.packs.cache import folder

        try:
            return ResultCache(folder() / "results", package_stamp())
        except (OSError, RuntimeError):
            return None

    def _open_baseline(self) -> Baseline | None:
        if self._request.baseline is None or self._request.write_baseline:
            return None
        from softsell.cli.baseline import Baseline

        return Baseline.read(self._request.baseline)


def _lost(path: str, how: str) -> Outcome:
    return Outcome(path, error=f"{path}: not checked, because the process that was at it ended: {how}.")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
