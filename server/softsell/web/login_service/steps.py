"""What all service managers need: running programs of the system, and writing a file completely or not at all."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from softsell.errors import ServerError
from softsell.web.private_files import write_private

NAME = "softsell"


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of running a program of the system.

    Attributes:
        code: the exit code.
        text: the output and errors.
    """

    code: int
    text: str


Call = Callable[[Sequence[str]], Answer]
"""Runs a program of the system. Tests pass one that records the calls."""


def run_program(arguments: Sequence[str]) -> Answer:
    """Run a program of the system and wait for it."""
    try:
        done = subprocess.run(  # noqa: S603 — fixed programs, arguments as a list
            list(arguments), capture_output=True, text=True, timeout=60, check=False
        )
    except FileNotFoundError:
        return Answer(127, f"this computer has no {arguments[0]}")
    except subprocess.TimeoutExpired:
        return Answer(124, f"{arguments[0]} didn't answer")
    return Answer(done.returncode, (done.stdout + done.stderr).strip())


def check_success(answer: Answer, otherwise: str) -> None:
    """Raise ServerError if a program failed. ``otherwise`` says what that means, without a full stop."""
    if answer.code:
        raise ServerError(f"{otherwise}: {answer.text or f'exit code {answer.code}'}.")


@contextlib.contextmanager
def undone_on_failure(path: Path) -> Iterator[None]:
    """Put a file back as it was if the block raises, so that nothing half set up stays behind."""
    before = path.read_bytes() if path.exists() else None
    created = [folder for folder in path.parents if not folder.exists()]
    try:
        yield
    except ServerError:
        if before is not None:
            write(path, before)
        else:
            path.unlink(missing_ok=True)
            for folder in created:
                with contextlib.suppress(OSError):
                    folder.rmdir()
        raise


def write(path: Path, content: bytes) -> None:
    """Write a file and the folders above it.

    Raises:
        ServerError: it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerError(f"softsell can't write {path}: {error.strerror}.") from None
    write_private(path, content)  # in one step: half a unit would start something else
