"""The steps of ``softsell archive``: open the inputs, check their units in parallel, and write the output when all parts are there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import softsell
from softsell.archive.inputs import Input, open_input
from softsell.archive.outputs import ENDINGS, Writer, writer_for
from softsell.archive.row_checks import InputRow, InputRules, RowChecker, RowResult
from softsell.archive.units import UNIT_ROWS, Totals, cut_units, pack, unpack
from softsell.archive.work_folder import WorkFolder, open_work_folder
from softsell.errors import DraftError, UsageError
from softsell.files.check_files import count_cores
from softsell.files.find import is_same_file
from softsell.files.folder_settings import Settings
from softsell.files.workers import can_fork, map_forked
from softsell.files.write import open_binary_output
from softsell.wording import counted

_FORMAT = 1
"""Changes when parts of an older version can't be used."""
_BLOCK = 1 << 20
NumberedUnit = tuple[int, list[InputRow]]
Check = Callable[[RowChecker, Iterable[NumberedUnit]], Iterator[tuple[int, bytes]]]
"""Checks units in parallel and yields their parts with the units' numbers, in any order."""
Progress = Callable[[Iterator[int]], Iterator[int]]


@dataclass(frozen=True, slots=True)
class Task:
    """What to check.

    Attributes:
        paths: the inputs, each once.
        output: the file to write.
        settings: the configuration of each input.
        column: the column or key with the posts; overrides the settings.
        platform: where the posts will be posted, whatever their rows say.
    """

    paths: tuple[str, ...]
    output: Path
    settings: Settings
    column: str | None = None
    platform: str | None = None


def run(
    task: Task, check: Check, tell: Callable[[str], None], warn: Callable[[str], None], progress: Progress = iter
) -> Totals:
    """Check the inputs and write the output, whole or not at all. A run that was stopped goes on where it was.

    Args:
        task: what to check.
        check: how to check units; ``on_this_machine`` makes one.
        tell, warn: get what the user should know.
        progress: shows how many rows have been checked. Takes and yields their number so far.

    Returns:
        What the results add up to.

    Raises:
        UsageError: the output can't be written.
        DraftError: an input can't be read, or changed meanwhile.
        ConfigError, PackError: the settings or the packs have mistakes.
    """
    _require_names(task)
    write = writer_for(task.output)
    stamps = [_stamp(path) for path in task.paths]
    inputs, rules = _open(task, tell, warn)
    key = _key(task, rules)
    with open_work_folder(task.output, key) as folder:
        if folder.had_other_parts:
            tell(
                "Starting from the beginning, because the inputs, the settings or softsell changed since the run that was stopped."
            )
        elif folder.done:
            tell(
                f"Going on with the run that was stopped: {counted(folder.done, 'unit')} {'is' if folder.done == 1 else 'are'} done."
            )
        try:
            units = _Units(inputs)
            for _ in progress(_check_units(folder, units, RowChecker(rules, task.platform), check)):
                pass
            if [_stamp(path) for path in task.paths] != stamps:
                raise DraftError("An input changed while it was read. Run the same command again.")
            return _write(task.output, folder, units.count, write)
        except KeyboardInterrupt:
            tell("Stopped. What was checked is kept; run the same command again to go on.")
            raise
        except UsageError as error:
            raise UsageError(f"{error} What was checked is kept; run the same command again to go on.") from None


def on_this_machine(jobs: int | None = None) -> Check:
    """Return a function that checks units in processes of this machine; ``jobs`` is their number, ``None`` for one per core."""

    def check(checker: RowChecker, units: Iterable[NumberedUnit]) -> Iterator[tuple[int, bytes]]:
        if not can_fork():
            for number, unit in units:
                yield number, pack(checker.check(unit))
            return
        checker.warm_up()

        def check_units(some: Sequence[NumberedUnit]) -> list[tuple[int, bytes | list[InputRow]]]:
            return [(number, pack(checker.check(unit))) for number, unit in some]

        for number, part in map_forked(check_units, units, jobs or count_cores(), _give_back, 1):
            if isinstance(part, bytes):
                yield number, part
                continue
            # Its worker ended. Most of them end by accident, so the unit is tried as a whole first
            (_, again), *_ = map_forked(check_units, [(number, part)], 1, _give_back, 1)
            yield number, again if isinstance(again, bytes) else pack(_check_singly(checker, again))

    return check


def _check_singly(checker: RowChecker, unit: Sequence[InputRow]) -> list[RowResult]:
    """Return the results of a unit whose worker process ended. A row that ends its process again costs only that row."""

    def lose(row: InputRow, how: str) -> RowResult:
        return checker.fail(row, f"This row wasn't checked, because its worker process ended: {how}.")

    return list(map_forked(checker.check, unit, 1, lose, 1))


def _give_back(unit: NumberedUnit, _how: str) -> tuple[int, bytes | list[InputRow]]:
    return unit


def _require_names(task: Task) -> None:
    """Raise UsageError, before anything is checked, if the output can't be what the user wants."""
    output = task.output
    if output.suffix.lower() not in ENDINGS:
        raise UsageError(
            f"{output}: the last name is the output, a {' or '.join(ENDINGS)} file. Its ending decides the format."
        )
    if output.is_symlink() or (output.exists() and not output.is_file()):
        raise UsageError(f"{output}: there is a folder, a link or a device of this name; choose another name.")
    for path in task.paths:
        if is_same_file(Path(path), output):
            raise UsageError(
                f"{output} is one of the inputs. Choose another name for the output, which is the last name."
            )
        if Path(path).is_dir():
            raise UsageError(f"{path} is a folder. Name its files, such as {Path(path) / '*.csv'}.")
        if Path(path).exists() and not Path(path).is_file():
            raise UsageError(
                f"{path} isn't a plain file. softsell archive reads its inputs more than once; save it as a file first."
            )


def _open(task: Task, tell: Callable[[str], None], warn: Callable[[str], None]) -> tuple[list[Input], list[InputRules]]:
    inputs, rules = [], []
    shown = set()
    for path in task.paths:
        config = task.settings.config(path)
        for note in map(str, config.notes):
            if note not in shown:
                shown.add(note)
                warn(note)
        found = open_input(path, task.column or config.column)
        engine = task.settings.engine(path)
        if found.reader is None:
            tell(f"{path}: there are no posts in this file.")
        else:
            tell(f"{path}: {found.note}")
        inputs.append(found)
        rules.append(InputRules(path, found.reader, engine.config, tuple(engine.packs)))
    return inputs, rules


def _stamp(path: str) -> tuple[int, int, int]:
    try:
        status = Path(path).stat()
    except OSError as error:
        raise DraftError(f"{path}: the file can't be opened: {error.strerror or 'unknown reason'}.") from None
    return status.st_size, status.st_mtime_ns, status.st_ino


def _key(task: Task, rules: Sequence[InputRules]) -> str:
    """Return a digest of everything that decides the results."""
    said = [
        (one.path, _digest(one.path), repr(one.config), [(pack.name, pack.digest) for pack in one.packs])
        for one in rules
    ]
    key = repr((_FORMAT, softsell.__version__, task.column, task.platform, said))
    return hashlib.blake2b(key.encode(errors="surrogateescape"), digest_size=32).hexdigest()


def _digest(path: str) -> str:
    digest = hashlib.blake2b(digest_size=32)
    try:
        with Path(path).open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise DraftError(f"{path}: the file can't be read: {error.strerror or 'unknown reason'}.") from None
    return digest.hexdigest()


def _check_units(folder: WorkFolder, units: _Units, checker: RowChecker, check: Check) -> Iterator[int]:
    """Check the units that have no part yet, and yield how many rows have been checked, at most."""
    done = folder.done
    for number, part in check(checker, units.without_part(folder)):
        folder.add(number, part)
        done += 1
        yield done * UNIT_ROWS


class _Units:
    """The units of all inputs; ``count`` is how many there are, when they have been read."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self._inputs = inputs
        self.count = 0

    def without_part(self, folder: WorkFolder) -> Iterator[NumberedUnit]:
        """Yield the units that have no part yet, with their numbers."""
        rows = (InputRow(number, row) for number, one in enumerate(self._inputs) for row in one.rows())
        for number, unit in enumerate(cut_units(rows)):
            self.count = number + 1
            if not folder.has(number):
                yield number, unit


def _write(output: Path, folder: WorkFolder, count: int, write: Writer) -> Totals:
    totals = Totals()
    for number in range(count):
        totals.add(_read(folder, number)[0])
    parts = (_read(folder, number)[1] for number in range(count))
    with open_binary_output(output) as file:
        write(file, parts, totals)
    return totals


def _read(folder: WorkFolder, number: int) -> tuple[Totals, list[str]]:
    try:
        return unpack(folder.read(number))
    except DraftError as error:
        raise DraftError(f"{folder.path}: {error}. Delete this folder, and run the same command again.") from None
