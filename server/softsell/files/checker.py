"""Checks files, from their bytes to what a report shows. ``fixer`` fixes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from softsell.draft import Context, Draft, read_bytes
from softsell.errors import DiagnosedError, DraftError, NoPosts, SoftsellError
from softsell.files.task import USUAL_SIZE, Outcome, Task
from softsell.report import CheckedDraft
from softsell.report.display import escape_path
from softsell.report.join_points import join_points
from softsell.report.result import PostKind, Prose, ScorePoints
from softsell.unexpected import describe

if TYPE_CHECKING:
    from softsell.checks.finding import Severity
    from softsell.engine.engine import Engine
    from softsell.engine.report import Report

P = ParamSpec("P")
T = TypeVar("T")
Progress = Callable[[Iterable[T], int], Iterable[T]]
"""Shows progress. Takes results and their number, and yields the results."""

_MANY = 256
"""A file with at least this many drafts is checked by several processes."""
_PART = 32
"""How many drafts of such a file a process takes at once."""
_MOST_TOGETHER, _MOST_CHARACTERS = 64, 64 * 1024
"""How many drafts, and code points of theirs, are checked together. More would only take more memory."""
_MOST_SHOWN = 5


class _OpenFile(Struct, frozen=True, eq=False):
    """A file that has been read but not checked."""

    path: str
    name: str
    drafts: list[Draft]
    reading: tuple[str, ...]


class Checker:
    """Checks files.

    Args:
        task: how to check them.
        jobs: how many processes may share a file of many drafts.
        progress: shows the progress of a file of many drafts.
    """

    def __init__(self, task: Task, jobs: int = 1, *, progress: Progress[Any] | None = None) -> None:
        self._task = task
        self._jobs = jobs
        self._progress = progress

    def check(self, path: str) -> Outcome:
        """Check one file. A file that can't be checked gives an outcome with an error."""
        return self.check_all([path])[0]

    def check_all(self, paths: Sequence[str]) -> list[Outcome]:
        """Check files together, which is faster than one by one."""
        opened = [self._guard(path, self._open, path) for path in paths]
        small = [file for file in opened if isinstance(file, _OpenFile) and len(file.drafts) < _MANY]
        try:
            checked = dict(zip(map(id, small), self._check_together(small), strict=True))
        except Exception:  # the files are checked one by one below, which finds the one at fault
            checked = {}
        outcomes = [
            file if isinstance(file, Outcome) else self._guard(file.path, self._finish, file, checked.get(id(file)))
            for file in opened
        ]
        return [self._with_notes(outcome) for outcome in outcomes]

    def read_drafts(self, name: str, data: bytes, notes: list[str] | None = None) -> list[Draft]:
        """Read the drafts of a file that are to be checked. What the command line says about them overrides their front matter.

        ``notes`` gets how the file was read, see ``Outcome.reading``.

        Raises:
            DraftError: the file isn't one that softsell reads, or holds too many drafts for a server.
            ConfigError: the settings have mistakes.
        """
        return self.keep_changed(name, self.read_all(name, data, notes))

    def read_all(self, name: str, data: bytes, notes: list[str] | None = None) -> list[Draft]:
        """Like ``read_drafts``, but read all drafts, also those that haven't changed since the commit to compare with."""
        drafts = self._read(name, data, notes)
        if self._task.contents is not None and len(drafts) >= _MANY:
            raise DraftError(f"{name}: {len(drafts):,} drafts are too many for the server.")
        return drafts

    def keep_changed(self, name: str, drafts: list[Draft]) -> list[Draft]:
        """Return the drafts of a file that are to be checked, of all that it has."""
        base, context = self._task.base, self._task.context
        kept = drafts if base is None else base.keep_changed(name, drafts, lambda old: self._read(name, old))
        return [_override(draft, context) for draft in kept]

    def _read(self, name: str, data: bytes, notes: list[str] | None = None) -> list[Draft]:
        config = self._task.settings.config(name)
        context = replace(self._task.context, platform=self._task.context.platform or config.platform)
        return read_bytes(data, name, column=self._task.column or config.column, context=context, notes=notes)

    def check_drafts(self, name: str, drafts: Sequence[Draft]) -> tuple[CheckedDraft, ...]:
        """Check the drafts of a file. Use several processes for many drafts if allowed."""

        def check(some: Sequence[Draft]) -> list[CheckedDraft]:
            reports = self._task.settings.engine(name).check_drafts(some, explain=self._task.explain)
            return [self._to_checked(name, report) for report in reports]

        def check_numbered(numbers: Sequence[int]) -> list[CheckedDraft]:
            return check([drafts[number] for number in numbers])

        def lose(_number: int, how: str) -> CheckedDraft:
            raise DraftError(f"{name}: not checked, because a worker process ended: {how}.")

        if len(drafts) >= _MANY and self._jobs > 1:
            from softsell.files.workers import can_fork, map_forked

            if can_fork():
                self._task.settings.engine(name).rule_set(self._task.context.platform)
                # Workers are forked, so they have the drafts and only need their numbers
                parts = map_forked(check_numbered, range(len(drafts)), self._jobs, lose, _PART)
                return tuple(self._show_progress(parts, len(drafts)))
        batches = (check(drafts[at : at + _PART]) for at in range(0, len(drafts), _PART))
        return tuple(self._show_progress(chain.from_iterable(batches), len(drafts)))

    def _guard(self, path: str, step: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T | Outcome:
        """Run one step of checking a file, and turn an error into an outcome."""
        try:
            return step(*arguments, **named)
        except DiagnosedError as error:
            return Outcome(path, error=str(error))
        except SoftsellError as error:
            if isinstance(error, NoPosts) and self._task.passes_over(path):
                return Outcome(path, passed_over=True)
            message = str(error)
            # On one line: a name with a line break in it must not look like a message of its own
            message = message.replace(path, escape_path(path)) if path in message else f"{escape_path(path)}: {message}"
            return Outcome(path, error=message)
        except Exception as error:  # one file must not stop the others, and a traceback could show its text
            return Outcome(path, error=f"{escape_path(path)}: {describe(error)}")

    def _open(self, path: str) -> _OpenFile | Outcome:
        """Read a file. A large file, or one to be fixed, is also checked here so it needn't be kept in memory."""
        name = self._task.name_of(path)
        if self._task.mode != "check":
            from softsell.files.fixer import fix_file

            return fix_file(self, self._task, path)
        data = self._task.read(path)
        notes: list[str] = []
        drafts = self.read_drafts(name, data, notes)
        file = _OpenFile(path, name, drafts, tuple(notes))
        return file if len(data) <= USUAL_SIZE else self._finish(file, None)

    def _check_together(self, files: Sequence[_OpenFile]) -> list[list[CheckedDraft]]:
        """Check the drafts of all files with the same settings in one go."""
        together: dict[Engine, list[Draft]] = {}
        engines = [self._task.settings.engine(file.name) for file in files]
        for engine, file in zip(engines, files, strict=True):
            together.setdefault(engine, []).extend(file.drafts)
        reports = {engine: self._check_in_parts(engine, drafts) for engine, drafts in together.items()}
        return [
            [self._to_checked(file.name, report) for report in islice(reports[engine], len(file.drafts))]
            for engine, file in zip(engines, files, strict=True)
        ]

    def _check_in_parts(self, engine: Engine, drafts: Sequence[Draft]) -> Iterator[Report]:
        for part in _parts(drafts):
            yield from engine.check_drafts(part, explain=self._task.explain)

    def _finish(self, file: _OpenFile, checked: list[CheckedDraft] | None) -> Outcome:
        """Make a file's outcome. ``checked`` holds its drafts if they were checked together with other files."""
        drafts = self.check_drafts(file.name, file.drafts) if checked is None else tuple(checked)
        return Outcome(file.path, file.drafts[0].source if file.drafts else "", drafts, reading=file.reading)

    def _to_checked(self, name: str, report: Report) -> CheckedDraft:
        config = self._task.settings.config(name)
        return make_checked(report, config.on_platform(report.draft.context.platform or config.platform).fail_on)

    def _with_notes(self, outcome: Outcome) -> Outcome:
        """Add notes on settings that the file's settings may not set. If they can't be read, the outcome already has an error."""
        name = self._task.name_of(outcome.path)
        try:
            notes = self._task.settings.config(name).notes
        except SoftsellError:
            return outcome
        return outcome._replace(notes=(*map(str, notes), *outcome.notes)) if notes else outcome

    def _show_progress(self, drafts: Iterable[CheckedDraft], count: int) -> Iterable[CheckedDraft]:
        return drafts if self._progress is None or count < _MANY else self._progress(drafts, count)


def _parts(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield the drafts in parts that are checked together."""
    part: list[Draft] = []
    characters = 0
    for draft in drafts:
        if part and (len(part) == _MOST_TOGETHER or characters + len(draft.prose) > _MOST_CHARACTERS):
            yield part
            part, characters = [], 0
        part.append(draft)
        characters += len(draft.prose)
    if part:
        yield part


def _override(draft: Draft, context: Context) -> Draft:
    """Return the draft with the values of ``context`` in place of those in its front matter."""
    given = {name: value for name in ("platform", "reply_to") if (value := getattr(context, name)) is not None}
    return replace(draft, context=replace(draft.context, **given)) if given else draft


def describe_passed_over(paths: Sequence[str]) -> str:
    """Return the note on files in folders in which nothing reads like posts."""
    shown = ", ".join(escape_path(path) for path in paths[:_MOST_SHOWN])
    more = f" and {len(paths) - _MOST_SHOWN:,} more" if len(paths) > _MOST_SHOWN else ""
    return f"Passed over, because nothing there reads like posts: {shown}{more}. To read such a file, name it and its --column."


def make_checked(report: Report, fail_on: Severity) -> CheckedDraft:
    """Return a report as a file's result has it."""
    points = tuple(
        ScorePoints(part.dimension, part.source, part.points, part.count, part.reasons)
        for part in join_points(report.points)
    )
    kind = PostKind(report.kind, report.group, report.kind_likelihood, report.group_likelihood)
    draft = report.draft
    return CheckedDraft(
        draft.span,
        report.findings,
        report.scores,
        report.measures,
        points,
        fail_on,
        kind,
        draft.context.platform,
        draft.context.reply_to is not None,
        draft.record,
        _find_prose(draft),
    )


def _find_prose(draft: Draft) -> Prose | None:
    """Return what readers read of a draft; ``None`` if that is its part of the source as written."""
    start, end = draft.span
    pieces = draft.map.pieces
    if len(pieces) == 1 and pieces[0] == (0, end - start, start, end):
        return None
    return Prose(draft.prose, pieces)
