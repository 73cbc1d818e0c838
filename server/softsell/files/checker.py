"""Checking one file: from its bytes to what a report shows and, if asked, with its fixes applied."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, ParamSpec, TypeVar

from softsell.checks.finding import Severity
from softsell.cli.apology import describe
from softsell.cli.progress import with_progress
from softsell.draft import MAX_BYTES, STANDARD_INPUT, Context, Draft, read_bytes
from softsell.errors import DiagnosedError, DraftError, SoftsellError
from softsell.files.settings import Settings
from softsell.report import CheckedDraft, CheckedFile
from softsell.report.display import shown_path
from softsell.report.result import ScorePoints, draft_from_plain, draft_to_plain

if TYPE_CHECKING:
    from softsell.engine.engine import Engine
    from softsell.engine.report import Report
    from softsell.files.write import Original

P = ParamSpec("P")
T = TypeVar("T")

Mode = Literal["check", "fix", "diff"]

_MANY = 256
"""From so many drafts on, a file is worth several processes."""
_PART = 32
"""Drafts that a process takes from such a file at once."""
_MOST_GROWTH = 2
_MOST_ADDED = 10_000
"""A file may grow by fixes to so many times its length, and so many characters."""
_USUAL_SIZE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """How files are to be checked.

    Attributes:
        settings: the configuration for each file.
        context: what the command line says of every draft; it beats front matter.
        column, key: where posts stand in CSV and JSON files.
        mode: ``fix`` writes mended files, ``diff`` only says what would change.
        stdin_name: what standard input is called, for its format and settings.
        folders: the real folders that the user named; in these ``fix`` follows links.
        contents: the bytes of the files by name, where they are not to be read; files of many drafts are then refused.
    """

    settings: Settings
    context: Context = field(default_factory=Context)
    column: str | None = None
    key: str | None = None
    mode: Mode = "check"
    stdin_name: str = STANDARD_INPUT
    folders: tuple[Path, ...] = ()
    contents: Mapping[str, bytes] | None = None

    def read(self, path: str) -> bytes:
        """The bytes of a file, or of standard input.

        Raises:
            DraftError: it can't be read.
        """
        if self.contents is not None:
            return self.contents[path]
        return _read_input() if path == STANDARD_INPUT else _read(path)

    def read_to_mend(self, path: str) -> tuple[bytes, Original | None]:
        """The bytes as ``read`` has them, and the file they came from where it may be written later.

        Raises:
            DraftError: it can't be read.
        """
        if self.mode != "fix" or path == STANDARD_INPUT:
            return self.read(path), None
        from softsell.files.write import read_original

        try:
            original = read_original(Path(path), MAX_BYTES + 1)
        except OSError as error:
            raise _unopened(path, error) from None
        return original.data, original


class Outcome(NamedTuple):
    """What became of one file. Plain values only, so that a worker process can send it.

    Attributes:
        path: as it was named.
        text: the file as it is now, after fixes.
        drafts: plain drafts, see ``report.result``.
        error: a sentence where the file could not be checked; the rest is then empty.
        mended: how many fixes were made.
        diff: what ``--diff`` shows.
        notes: what the user should know of the settings and packs; the same ones for many files.
    """

    path: str
    text: str = ""
    drafts: list[Any] = []  # noqa: RUF012 - never changed in place; a named tuple's default
    error: str = ""
    mended: int = 0
    diff: str = ""
    notes: tuple[str, ...] = ()

    def file(self) -> CheckedFile:
        """The file for a report."""
        return CheckedFile(self.path, self.text, tuple(map(draft_from_plain, self.drafts)))


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """A file whose drafts are still to be checked."""

    path: str
    name: str
    drafts: list[Draft]


class Checker:
    """Checks files.

    Args:
        task: how.
        jobs: how many processes may share a file of many drafts.
        watched: whether a long file may show how far it has come.
    """

    def __init__(
        self,
        task: Task,
        jobs: int = 1,
        *,
        watched: bool = False,
    ) -> None:
        self._task = task
        self._jobs = jobs
        self._watched = watched

    def check(self, path: str) -> Outcome:
        """Checks a file; a file that can't be checked is an outcome too."""
        return self.check_all([path])[0]

    def check_all(self, paths: Sequence[str]) -> list[Outcome]:
        """Checks some files at once, which takes less time than one by one."""
        opened = [self._fenced(path, self._opened, path) for path in paths]
        small = [file for file in opened if isinstance(file, _Opened) and len(file.drafts) < _MANY]
        try:
            checked = dict(zip(map(id, small), self._checked_files(small), strict=True))
        except Exception:  # whichever it was says so when each is checked by itself
            checked = {}
        outcomes = [
            file if isinstance(file, Outcome) else self._fenced(file.path, self._finished, file, checked.get(id(file)))
            for file in opened
        ]
        return [self._noted(outcome) for outcome in outcomes]

    def _noted(self, outcome: Outcome) -> Outcome:
        """The outcome with what its settings may not set. Settings that can't be read are its error already."""
        name = self._task.stdin_name if outcome.path == STANDARD_INPUT else outcome.path
        try:
            notes = self._task.settings.config(name).notes
        except SoftsellError:
            return outcome
        return outcome._replace(notes=(*map(str, notes), *outcome.notes)) if notes else outcome

    def _fenced(self, path: str, step: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T | Outcome:
        """What a step of checking a file gives, or the outcome that tells why it failed."""
        try:
            return step(*arguments, **named)
        except DiagnosedError as error:
            return Outcome(path, error=str(error))
        except SoftsellError as error:
            told = str(error)
            # On one line: a name with a line break in it must not look like a message of its own.
            told = told.replace(path, shown_path(path)) if path in told else f"{shown_path(path)}: {told}"
            return Outcome(path, error=told)
        except Exception as error:  # one file must not end the check of all others, nor its text reach a traceback
            return Outcome(path, error=f"{shown_path(path)}: {describe(error)}")

    def _opened(self, path: str) -> _Opened | Outcome:
        """The file as its reader leaves it; its outcome, if the file is too large to be kept waiting."""
        name = self._task.stdin_name if path == STANDARD_INPUT else path
        if self._task.mode != "check":
            return self._mended(path, name)
        data = self._task.read(path)
        file = _Opened(path, name, self._drafts(name, data))
        return file if len(data) <= _USUAL_SIZE else self._finished(file, None)

    def _finished(self, file: _Opened, checked: list[CheckedDraft] | None) -> Outcome:
        """A file's outcome; ``checked`` are its drafts where they were checked with those of others."""
        drafts = (
            self._examined(file.name, file.drafts) if checked is None else [draft_to_plain(draft) for draft in checked]
        )
        text = file.drafts[0].source if file.drafts else ""
        return Outcome(file.path, text, drafts)

    def _drafts(self, name: str, data: bytes) -> list[Draft]:
        task = self._task
        drafts = read_bytes(data, name, column=task.column, key=task.key, context=task.context)
        if task.contents is not None and len(drafts) >= _MANY:
            raise DraftError(f"{name}: {len(drafts):,} drafts are too many to be checked here.")
        return [_with(task.context, draft) for draft in drafts]

    def _examined(self, name: str, drafts: Sequence[Draft]) -> list[Any]:
        """The checked drafts of a file, plain; by several processes if there are many and that is allowed."""

        def examine(some: Sequence[Draft]) -> list[Any]:
            return [draft_to_plain(draft) for draft in self._checked(name, some)]

        def examine_numbers(numbers: Sequence[int]) -> list[Any]:
            return examine([drafts[number] for number in numbers])

        def lose(_number: int, how: str) -> Any:
            raise DraftError(f"{name}: not checked, because a process that was at it ended: {how}.")

        if len(drafts) >= _MANY and self._jobs > 1:
            from softsell.files.workers import can_fork, map_forked

            if can_fork():
                self._task.settings.engine(name).rule_set(self._task.context.platform)
                parts = map_forked(examine_numbers, range(len(drafts)), self._jobs, lose, _PART)
                return list(self._told(parts, len(drafts)))
        parts = (examine(drafts[at : at + _PART]) for at in range(0, len(drafts), _PART))
        return list(self._told(chain.from_iterable(parts), len(drafts)))

    def _told(self, drafts: Iterable[Any], count: int) -> Iterator[Any]:
        return with_progress(drafts, count, enabled=self._watched and count >= _MANY)

    def _checked(self, name: str, drafts: Sequence[Draft]) -> list[CheckedDraft]:
        """The drafts of one file, checked."""
        reports = self._task.settings.engine(name).check_drafts(drafts)
        return [self._with_bound(name, report) for report in reports]

    def _checked_files(self, files: Sequence[_Opened]) -> list[list[CheckedDraft]]:
        """The drafts of each file, checked; those of files with the same settings together."""
        together: dict[Engine, list[Draft]] = {}
        engines = [self._task.settings.engine(file.name) for file in files]
        for engine, file in zip(engines, files, strict=True):
            together.setdefault(engine, []).extend(file.drafts)
        reports = {engine: iter(engine.check_drafts(drafts)) for engine, drafts in together.items()}
        return [
            [self._with_bound(file.name, report) for report in islice(reports[engine], len(file.drafts))]
            for engine, file in zip(engines, files, strict=True)
        ]

    def _with_bound(self, name: str, report: Report) -> CheckedDraft:
        config = self._task.settings.config(name)
        return _shown(report, config.on_platform(report.draft.context.platform or config.platform).fail_on)

    def _mended(self, path: str, name: str) -> Outcome:
        from softsell.draft.decoding import encode, encoding_of

        if self._task.mode == "fix" and path != STANDARD_INPUT:
            _refuse_links(path, self._task.folders)
        data, original = self._task.read_to_mend(path)
        drafts = self._drafts(name, data)
        before, found = drafts[0].source if drafts else "", self._examined(name, drafts)
        notes = self._untrusted(name, found)
        text, left, mended = self._mend(name, before, found, lambda text: encode(text, encoding_of(data)))
        if not mended:
            return Outcome(path, before, found, notes=notes)
        if self._task.mode == "diff":
            from softsell.files.fix import diff

            changes = "".join(diff(before, text, _from_here(path)))
            return Outcome(path, text, left, mended=mended, diff=changes, notes=notes)
        if original is not None:
            from softsell.files.write import replace_file

            replace_file(Path(path), encode(text, encoding_of(data)), original)
        return Outcome(path, text, left, mended=mended, notes=notes)

    def _untrusted(self, name: str, drafts: Iterable[Any]) -> tuple[str, ...]:
        """For each pack whose fixes ``--fix`` leaves out although they would do here: why, and what to do."""
        findings = chain.from_iterable(draft_from_plain(draft).findings for draft in drafts)
        packs = {
            finding.rule.partition("/")[0]
            for finding in findings
            if not finding.positive and any(fix.untrusted for fix in finding.fixes)
        }
        if not packs:
            return ()
        from softsell.config.load import real_path, user_config_path

        paths = {pack.name: str(real_path(pack.path)) for pack in self._task.settings.engine(name).packs}
        return tuple(
            f"The pack “{pack}” comes with the folder, so --fix leaves its fixes out; --diff shows them. If you trust the pack, "
            f"write into your own settings ({user_config_path()}): trust = [{json.dumps(paths[pack], ensure_ascii=False)}]"
            for pack in sorted(packs)
        )

    def _mend(
        self, name: str, text: str, drafts: list[Any], encode: Callable[[str], bytes]
    ) -> tuple[str, list[Any], int]:
        """The text with its fixes, as it is then found, and how many there were. Checked and mended until nothing is
        left to do.
        """
        from softsell.files.fix import MAX_ROUNDS, mend

        mended = 0
        original = text
        seen = {text}
        for _ in range(MAX_ROUNDS):
            findings = [finding for draft in drafts for finding in draft_from_plain(draft).findings]
            mending, count = mend(text, findings, name, untrusted=self._task.mode == "diff")
            if not count:
                break
            if len(mending) > _MOST_GROWTH * len(original) + _MOST_ADDED:
                raise DraftError(
                    f"{name}: not mended, because its fixes would make it more than twice as long. A rule of a pack writes "
                    "too much, or the very words that it looks for; “softsell check” shows which rules have fixes."
                )
            if mending in seen:
                return text, drafts, 0  # two rules undo each other; to take either side would go on for ever
            seen.add(mending)
            try:
                drafts = self._examined(name, self._drafts(name, encode(mending)))
            except DraftError:
                break  # a fix that breaks the file's format is not made
            text = mending
            mended += count
        return text, drafts, mended


def _refuse_links(path: str, folders: Sequence[Path]) -> None:
    """Raises DraftError for a path that leads to another place than it seems to."""
    from softsell.files.find import leads_elsewhere

    target = leads_elsewhere(path, folders)
    if target is not None:
        raise DraftError(f"{path}: not mended, because it is a link, or lies behind one. The file itself is {target}.")


def _with(context: Context, draft: Draft) -> Draft:
    """The draft with what the command line says of it in the place of its front matter's word."""
    said = {name: value for name in ("platform", "reply_to") if (value := getattr(context, name)) is not None}
    return replace(draft, context=replace(draft.context, **said)) if said else draft


def _shown(report: Report, fail_on: Severity) -> CheckedDraft:
    points = tuple(ScorePoints(part.dimension, part.source, part.points, part.count) for part in report.points)
    return CheckedDraft(report.draft.span, report.findings, report.scores, report.measures, points, fail_on)


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(_USUAL_SIZE)
            # To ask for the most at once would have room made for it, for every little file
            return data if len(data) < _USUAL_SIZE else data + file.read(MAX_BYTES + 1 - len(data))
    except OSError as error:
        raise _unopened(path, error) from None


def _unopened(path: str, error: OSError) -> DraftError:
    return DraftError(f"{path}: the file can't be opened: {error.strerror or 'unknown reason'}.")


def _read_input() -> bytes:
    if sys.stdin is None:
        raise DraftError("There is no standard input to read. Name a file instead of “-”.")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _from_here(path: str) -> str:
    """The path as seen from the folder softsell was called in, where it lies below it."""
    try:
        return str(Path(path).absolute().relative_to(Path.cwd()))
    except ValueError:
        return path
