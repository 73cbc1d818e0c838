"""Lets a running server do ``softsell check`` for a few small files, before anything slow is imported.

A short command spends most of its time importing Python modules, which the server has already done. If there's any doubt that the
server can do the check, the command does it itself. The server's side is in ``answer_as_server``.
"""

from __future__ import annotations

import io
import os
import stat
import sys

from softsell.cli.terminal import prepare_output, this_terminal, write
from softsell.client.command import MAX_BYTES, Command
from softsell.client.connection import connect_to_running
from softsell.client.running import read_addresses
from softsell.user_folders import settings_path, state_path

_FLAGS = frozenset({"--statistics", "--show-score", "--isolated", "--no-cache", "--exit-zero", "-q", "--quiet"})
_WITH_VALUE = frozenset(
    {
        *("--platform", "--reply-to", "--format", "--select", "--extend-select", "--ignore", "--severity", "--fail-on"),
        *("--column", "--key", "--stdin-filename", "--color"),
    }
)
_FOR_PEOPLE = ("text", "concise")
_STANDARD_INPUT = "-"
_MOST_FILES = 16


def check_on_server(arguments: list[str]) -> int | None:
    """Print the server's answer and return the exit code. Return ``None`` if the server can't do this check, or none is running.

    Raises:
        ReaderGone, UsageError: as ``terminal.write``.
    """
    parsed = _parse(arguments)
    if parsed is None or not read_addresses(state_path()):
        return None
    paths, options = parsed
    if not _are_small(paths):
        return None
    connection = connect_to_running()
    if connection is None:
        return None
    with connection:
        command = _make_command(arguments, paths, options.get("--color", "auto"))
        done = connection.run(command) if command is not None else None
    if done is None:
        return None
    prepare_output(for_programs=options.get("--format", "text") not in _FOR_PEOPLE)
    write([done[0]])
    return done[1]


def _parse(arguments: list[str]) -> tuple[list[str], dict[str, str]] | None:
    """Return paths and options, or ``None`` if an option is abbreviated or isn't one that the server can handle."""
    paths: list[str] = []
    options: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == _STANDARD_INPUT or not word.startswith("-"):
            paths.append(word)
        elif word in _FLAGS:
            options[word] = ""
        elif name in _WITH_VALUE:
            options[name] = value if equals else next(words, "")
        else:
            return None
    return (paths, options) if paths else None


def _are_small(paths: list[str]) -> bool:
    """Whether all paths are plain files, or standard input, and small enough for the server."""
    size = 0
    for path in paths:
        if path == _STANDARD_INPUT:
            if len(paths) > 1 or sys.stdin is None or sys.stdin.isatty():
                return False
            continue
        try:
            status = os.stat(path)  # noqa: PTH116 - pathlib takes as long to import as Python takes to start
        except (OSError, ValueError):
            return False
        size += status.st_size
        if not stat.S_ISREG(status.st_mode):
            return False
    return size <= MAX_BYTES and len(set(map(os.path.abspath, paths))) == len(paths) <= _MOST_FILES


def _make_command(arguments: list[str], paths: list[str], color: str) -> Command | None:
    try:
        contents = _read_input() if paths == [_STANDARD_INPUT] else {path: _read(path) for path in paths}
        folder = os.getcwd()  # noqa: PTH109
    except OSError:
        return None
    if sum(map(len, contents.values())) > MAX_BYTES:
        return None
    terminal = this_terminal(color)
    return Command(
        tuple(arguments),
        folder,
        settings_path(),
        contents,
        color=terminal.color,
        width=terminal.width,
        unicode=terminal.unicode,
    )


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read(MAX_BYTES + 1)


def _read_input() -> dict[str, bytes]:
    """Read standard input, and put it back for the command itself, because the server may decline."""
    source = sys.stdin.buffer
    start = source.read(MAX_BYTES + 1)
    if len(start) > MAX_BYTES:
        from softsell.draft import MAX_BYTES as MOST

        start += source.read(MOST + 1 - len(start))
    sys.stdin = io.TextIOWrapper(io.BytesIO(start), encoding="utf-8")
    return {_STANDARD_INPUT: start}
