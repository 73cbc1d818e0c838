"""One check on its way: hands out files as they are done, and notes what the exit code will be."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import softsell
from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.cli.checking import Checker, Outcome, Task
from softsell.cli.progress import with_progress
from softsell.cli.request import Request
from softsell.cli.settings import Settings
from softsell.cli.terminal import Terminal, tell
from softsell.draft import STANDARD_INPUT, Context
from softsell.errors import SoftsellError
from softsell.report import CheckedFile, Options, render
from softsell.report.display import shown_lines

if TYPE_CHECKING:
    from softsell.cli.baseline import Baseline

DEFAULT_BASELINE = "softsell-baseline.json"
_WORTH_FORKING = 24
"""Fewer files than this are checked before the first worker has started."""
_BATCH = 8
"""Files checked at once."""
_FEW = 3
"""Up to so many files, a clean one is worth a line of its own."""


class Run:
    """One check.

    Args:
        request: what was typed.
        paths: the files it is about, each once.
        folders: see ``Task``.
        terminal: where the output goes.
        settings: where the configuration of each file is found; as the request says by default.
        contents: the bytes of the files, by name, where they are not to be read here. The run is then a server's: it starts no
            processes, since those would take over what other threads hold, and shows no progress.
        complain: told each thing that can't be checked and each note, once.
    """

    def __init__(
        self,
        request: Request,
        paths: Sequence[str],
        terminal: Terminal,
        *,
        folders: tuple[Path, ...] = (),
        settings: Settings | None = None,
        contents: Mapping[str, bytes] | None = None,
        complain: Callable[[str], None] | None = None,
    ) -> None:
        self._request = request
        self._paths = paths
        self._terminal = terminal
        self._task = Task(
            settings=settings or Settings(request.config_file, request.isolated, request.overrides),
            context=Context(platform=request.platform, reply_to=request.reply_to),
            column=request.column,
            key=request.key,
            mode=request.mode,
            stdin_name=request.stdin_filename or STANDARD_INPUT,
            folders=folders,
            contents=contents,
        )
        self._complain = complain or self._tell_error
        self._note = complain or self._tell_note
        self._baseline = self._open_baseline()
        self._failed = False
        self._told: set[str] = set()
        self._noted: set[str] = set()
        self._mended = 0

    def report(self) -> Iterator[str]:
        """What ``softsell check`` prints, in pieces."""
        if self._request.statistics:
            from softsell.report.statistics import statistics

            return statistics(self.files(), as_json=self._request.format_name == "json")
        return render(self._request.format_name, self.files(), self._options())

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
                yield _for(sys.stdout, outcome.diff)
        if not self._request.quiet:
            tell(f"{_number(changed, 'file')} would change.", color=self._request.color)

    def mended_input(self) -> Iterator[str]:
        """Standard input with its fixes; what is left to say goes to standard error."""
        for outcome in self._outcomes():
            if self._usable(outcome):
                sys.stderr.write("".join(render("concise", [self._sifted(outcome)], Options())))
                yield _for(sys.stdout, outcome.text)

    def write_baseline(self) -> int:
        """Writes the baseline and returns the exit code."""
        from softsell.cli.baseline import write_baseline

        path = self._request.baseline or Path(DEFAULT_BASELINE)
        count = write_baseline(path, [outcome.file() for outcome in self._outcomes() if self._usable(outcome)])
        tell(f"{path} now knows {_number(count, 'finding')}; check with --baseline {path}.", color=self._request.color)
        return WRONG_USE if self._told else CLEAN

    def _options(self) -> Options:
        request, terminal = self._request, self._terminal
        return Options(
            version=softsell.__version__,
            color=terminal.color and not request.for_programs,
            width=terminal.width,
            unicode=terminal.unicode,
            show_clean=len(self._paths) <= _FEW,
            show_score=request.show_score,
            brief=request.quiet,
            fixed=lambda: self._mended,
        )

    def ended(self) -> int:
        """The exit code, once all files were handed out."""
        if self._baseline is not None and (unused := self._baseline.unused()):
            tell(f"{_number(unused, 'finding')} of the baseline no longer there; write it anew with --write-baseline.")
        if self._baseline is not None:
            for note in self._baseline.retired():
                tell(f"The baseline names a retired rule: {note} Write it anew with --write-baseline.", kind="warning")
        if self._told:
            return WRONG_USE
        return FINDINGS if self._failed else CLEAN

    def _outcomes(self) -> Iterator[Outcome]:
        for outcome in with_progress(self._checked(), len(self._paths), enabled=self._shows_progress()):
            self._mended += outcome.mended
            yield outcome

    def _checked(self) -> Iterator[Outcome]:
        if len(self._paths) < _WORTH_FORKING:
            checker = Checker(self._task, self._jobs, watched=self._shows_progress())
            return self._one_by_one(checker)
        checker = Checker(self._task)
        from softsell.files.workers import can_fork, map_forked

        if self._jobs == 1 or not can_fork():
            return self._one_by_one(checker)
        with suppress(SoftsellError):  # what is wrong with the settings is told file by file
            self._task.settings.engine(self._paths[0]).rule_set(self._request.platform)
        return map_forked(checker.check_all, self._paths, self._jobs, _lost)

    def _one_by_one(self, checker: Checker) -> Iterator[Outcome]:
        """In this process; rather batch by batch, since that takes less time."""
        for at in range(0, len(self._paths), _BATCH):
            yield from checker.check_all(self._paths[at : at + _BATCH])

    @property
    def _jobs(self) -> int:
        if self._task.contents is not None:
            return 1
        if self._request.jobs is not None:
            return self._request.jobs
        if hasattr(os, "sched_getaffinity"):
            return max(1, len(os.sched_getaffinity(0)))
        return os.cpu_count() or 1

    def _shows_progress(self) -> bool:
        """A report that scrolls by on the same terminal shows progress enough."""
        if self._task.contents is not None:
            return False
        return not self._request.quiet and not (sys.stdout.isatty() and self._request.format_name == "text")

    def _usable(self, outcome: Outcome) -> bool:
        """Tells an outcome's notes and its error, each only once: wrong settings would be told for every file."""
        for note in outcome.notes:
            if note not in self._noted:
                self._noted.add(note)
                self._note(note)
        if not outcome.error:
            return True
        if outcome.error not in self._told:
            self._told.add(outcome.error)
            self._complain(outcome.error)
        return False

    def _tell_error(self, error: str) -> None:
        sys.stdout.flush()
        tell(error, color=self._request.color, kind="error")

    def _tell_note(self, note: str) -> None:
        sys.stdout.flush()
        tell(note, color=self._request.color, kind="warning")

    def _sifted(self, outcome: Outcome) -> CheckedFile:
        file = outcome.file()
        if outcome.path == STANDARD_INPUT:
            file = replace(file, path=self._task.stdin_name)
        if self._baseline is not None:
            file = self._baseline.without_known(file)
        self._failed = self._failed or any(draft.fails for draft in file.drafts)
        return file

    def _open_baseline(self) -> Baseline | None:
        if self._request.baseline is None or self._request.write_baseline:
            return None
        from softsell.cli.baseline import Baseline

        return Baseline.read(self._request.baseline)


def _for(stream: TextIO, text: str) -> str:
    """Lines of a draft for ``stream``: to the letter for a file or a program, such as ``patch``; on a terminal nothing may steer it."""
    return shown_lines(text) if stream.isatty() else text


def _lost(path: str, how: str) -> Outcome:
    return Outcome(path, error=f"{path}: not checked, because the process that was at it ended: {how}.")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
