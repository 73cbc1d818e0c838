"""The steps of ``softsell archive``: open the inputs, check their units in parallel, and write the output when all parts are there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
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

_FORMAT = 1
"""Changes when parts of an older version can't be used."""
_BLOCK = 1 << 20
_Unit = list[InputRow]
Check = Callable[[RowChecker, Iterable[_Unit]], Iterator[bytes]]
"""Checks units in parallel and yields their parts in order."""
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
        if folder.anew:
            tell("Starting anew, because the inputs, the settings or softsell changed since the run that was stopped.")
        elif folder.done:
            tell(f"Going on after {folder.done:,} units that are done.")
        try:
            for _ in progress(_check_units(folder, inputs, RowChecker(rules, task.platform), check)):
                pass
            if [_stamp(path) for path in task.paths] != stamps:
                raise DraftError("An input changed while it was read. Run the same command again.")
            return _write(task.output, folder, write)
        except UsageError as error:
            raise UsageError(f"{error} What was checked is kept; run the same command again to go on.") from None


def on_this_machine(jobs: int | None = None) -> Check:
    """Return a function that checks units in processes of this machine; ``jobs`` is their number, ``None`` for one per core."""

    def check(checker: RowChecker, units: Iterable[_Unit]) -> Iterator[bytes]:
        if not can_fork():
            for unit in units:
                yield pack(checker.check(unit))
            return
        checker.warm_up()

        def check_units(some: Sequence[_Unit]) -> list[bytes | _Unit]:
            return [pack(checker.check(unit)) for unit in some]

        for part in map_forked(check_units, units, jobs or count_cores(), _give_back, 1):
            yield part if isinstance(part, bytes) else pack(check_singly(checker, part))

    return check


def check_singly(checker: RowChecker, unit: _Unit) -> list[RowResult]:
    """Return the results of a unit whose worker process ended. Each row gets a process of its own if it needs it."""

    def lose(row: InputRow, how: str) -> RowResult:
        return checker.fail(row, f"This row wasn't checked, because its worker process ended: {how}.")

    return list(map_forked(checker.check, unit, 1, lose, 1))


def _give_back(unit: _Unit, _how: str) -> bytes | _Unit:
    return unit


def _require_names(task: Task) -> None:
    """Raises UsageError, before anything is checked, if the output can't be what the user wants."""
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
    told = set()
    for path in task.paths:
        config = task.settings.config(path)
        for note in map(str, config.notes):
            if note not in told:
                told.add(note)
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


def _check_units(folder: WorkFolder, inputs: Sequence[Input], checker: RowChecker, check: Check) -> Iterator[int]:
    """Check the units that have no part yet, and yield how many rows have been checked, at most."""
    units = cut_units(InputRow(number, row) for number, one in enumerate(inputs) for row in one.rows())
    left = islice(units, folder.done, None)
    for number, part in enumerate(check(checker, left), folder.done):
        folder.add(number, part)
        folder.done = number + 1
        yield folder.done * UNIT_ROWS


def _write(output: Path, folder: WorkFolder, write: Writer) -> Totals:
    totals = Totals()
    for number in range(folder.done):
        totals.add(_read(folder, number)[0])
    parts = (_read(folder, number)[1] for number in range(folder.done))
    with open_binary_output(output) as file:
        write(file, parts, totals)
    return totals


def _read(folder: WorkFolder, number: int) -> tuple[Totals, list[str]]:
    try:
        return unpack(folder.read(number))
    except DraftError as error:
        raise DraftError(f"{folder.path}: {error}. Delete this folder, and run the same command again.") from None
