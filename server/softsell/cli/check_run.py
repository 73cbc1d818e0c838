"""Runs one check: yields each file's report when it is ready, and works out the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

import softsell
from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.cli.check_request import Request
from softsell.cli.lookup import settings_for
from softsell.cli.progress import with_progress
from softsell.cli.terminal import Terminal, tell
from softsell.draft import STANDARD_INPUT, Context
from softsell.files.check_files import check_files
from softsell.files.checker import describe_passed_over
from softsell.files.folder_settings import Settings
from softsell.files.task import Outcome, Task
from softsell.report import CheckedFile, Options, render
from softsell.report.display import escape_lines, escape_path
from softsell.wording import counted

if TYPE_CHECKING:
    from softsell.files.baseline import Baseline
    from softsell.files.changed import Base

DEFAULT_BASELINE = "softsell-baseline.json"
_FEW = 3
"""Up to this many files, a clean file gets a line too."""


class Run:
    """One check.

    Args:
        request: what the user typed.
        paths: the files to check, each once.
        terminal: where the output goes.
        folders: see ``Task``.
        settings: finds the configuration of each file; made from the request if not given.
        contents: the bytes of the files by name, for a server, which doesn't read them from disk and shows no
            progress.
        complain: called once with each error and each note.
        named: see ``Task``.
        base: the commit to compare with, to check only posts that changed since.
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
        named: frozenset[str] | None = None,
        base: Base | None = None,
    ) -> None:
        self._request = request
        self._paths = paths
        self._terminal = terminal
        self._task = Task(
            settings=settings
            or settings_for(request.config_file, isolated=request.isolated, overrides=request.overrides),
            context=Context(platform=request.platform, reply_to=request.reply_to),
            column=request.column,
            mode=request.mode,
            stdin_name=request.stdin_filename or STANDARD_INPUT,
            folders=folders,
            explain=request.show_score,
            contents=contents,
            named=named,
            base=base,
        )
        self._complain = complain or self._tell_error
        self._note = complain or self._tell_note
        self._tell_reading = complain or partial(tell, color=request.color)
        self._baseline = self._open_baseline()
        self._failed = False
        self._errors: set[str] = set()
        self._notes: set[str] = set()
        self._fixed = 0
        self._last: CheckedFile | None = None

    def report(self) -> Iterator[str]:
        """Yield what ``softsell check`` prints, in pieces."""
        if self._request.statistics:
            from softsell.report.statistics import statistics

            return statistics(self.files(), as_json=self._request.format_name == "json")
        return render(self._request.format_name, self.files(), self._options())

    def files(self) -> Iterator[CheckedFile]:
        """Yield the checked files without the findings in the baseline. Print errors as they come."""
        for outcome in self._check():
            if self._report_problems(outcome) and (outcome.drafts or self._task.base is None):
                self._last = self._apply_baseline(outcome)
                yield self._last

    def annotate(self, path: Path) -> None:
        """Write the sheet that was checked to ``path``, with the results as added columns. Call it after ``report``.

        Raises:
            UsageError: see ``files.annotate.annotate``.
        """
        if self._last is None:  # the error was shown
            return
        from softsell.files.annotate import annotate

        sheet = self._paths[0]
        column = self._task.column or self._task.settings.config(sheet).column
        for note in annotate(Path(sheet), self._last, path, column):
            self._note(note)
        if not self._request.quiet:
            tell(f"Wrote {escape_path(str(path))}.", color=self._request.color)

    def diffs(self) -> Iterator[str]:
        """Yield what ``--fix`` would change, file by file. Any change fails the check."""
        changed = 0
        for outcome in self._check():
            if self._report_problems(outcome) and outcome.diff:
                changed += 1
                self._failed = True
                yield self._escape(outcome.diff)
        if not self._request.quiet:
            tell(f"{counted(changed, 'file')} would change.", color=self._request.color)

    def fixed_input(self) -> Iterator[str]:
        """Yield standard input with its fixes. The remaining findings go to standard error."""
        for outcome in self._check():
            if self._report_problems(outcome):
                sys.stderr.write("".join(render("concise", [self._apply_baseline(outcome)], Options())))
                yield self._escape(outcome.text)

    def write_baseline(self) -> int:
        """Write the baseline and return the exit code."""
        from softsell.files.baseline import write_baseline

        path = self._request.baseline or Path(DEFAULT_BASELINE)
        count = write_baseline(path, [outcome.file() for outcome in self._check() if self._report_problems(outcome)])
        tell(
            f"Wrote {counted(count, 'finding')} to {path}. To hide them, check with --baseline {path}.",
            color=self._request.color,
        )
        return WRONG_USE if self._errors else CLEAN

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
            fixed=lambda: self._fixed,
        )

    def exit_code(self) -> int:
        """Return the exit code. Call it after the report has been read to its end."""
        if self._baseline is not None:
            if unused := self._baseline.unused():
                occur = "occurs" if unused == 1 else "occur"
                tell(
                    f"{counted(unused, 'finding')} in the baseline no longer {occur}. Use --write-baseline to update it."
                )
            for note in self._baseline.retired():
                tell(f"The baseline names a retired rule: {note} Use --write-baseline to update it.", kind="warning")
        if self._errors:
            return WRONG_USE
        return FINDINGS if self._failed and not self._request.exit_zero else CLEAN

    def _check(self) -> Iterator[Outcome]:
        passed_over: list[str] = []
        progress = with_progress if self._should_show_progress() else None
        outcomes = check_files(self._paths, self._task, jobs=self._request.jobs, progress=progress)
        for outcome in with_progress(outcomes, len(self._paths)) if progress else outcomes:
            self._fixed += outcome.fixed
            if outcome.passed_over:
                if not self._is_baseline(outcome.path):  # nobody takes it for posts
                    passed_over.append(outcome.path)
            else:
                yield outcome
        if passed_over and not self._request.quiet:
            self._tell_reading(describe_passed_over(passed_over))

    def _is_baseline(self, path: str) -> bool:
        given = self._request.baseline
        return Path(path).name == DEFAULT_BASELINE or (given is not None and given.resolve() == Path(path).resolve())

    def _should_show_progress(self) -> bool:
        """Whether to show progress. A text report on a terminal is progress enough."""
        if self._task.contents is not None:
            return False
        shows_text = self._request.format_name == "text" and self._request.output is None and sys.stdout.isatty()
        return not self._request.quiet and not shows_text

    def _report_problems(self, outcome: Outcome) -> bool:
        """Print a file's notes and error, each only once since many files share the same settings. Return whether it was checked."""
        for note in outcome.notes:
            if note not in self._notes:
                self._notes.add(note)
                self._note(note)
        if not self._request.quiet:
            for note in outcome.reading:
                self._tell_reading(note)
        if not outcome.error:
            return True
        if outcome.error not in self._errors:
            self._errors.add(outcome.error)
            self._complain(outcome.error)
        return False

    def _tell_error(self, error: str) -> None:
        sys.stdout.flush()
        tell(error, color=self._request.color, kind="error")

    def _tell_note(self, note: str) -> None:
        sys.stdout.flush()
        tell(note, color=self._request.color, kind="warning")

    def _apply_baseline(self, outcome: Outcome) -> CheckedFile:
        file = outcome.file()
        if outcome.path == STANDARD_INPUT:
            file = replace(file, path=self._task.stdin_name)
        if self._baseline is not None:
            file = self._baseline.without_known(file)
        self._failed = self._failed or any(draft.fails for draft in file.drafts)
        return file

    def _escape(self, text: str) -> str:
        """Escape lines of a draft for a terminal. A file or a program such as ``patch`` gets them unchanged."""
        return escape_lines(text) if self._request.output is None and sys.stdout.isatty() else text

    def _open_baseline(self) -> Baseline | None:
        if self._request.baseline is None or self._request.write_baseline:
            return None
        from softsell.files.baseline import Baseline

        return Baseline.read(self._request.baseline)
