"""Reads the usual options of ``softsell check`` without click, which takes as long to import as a post takes to check.

Anything unusual is left to click, and so is anything wrong: click then says what.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from softsell.checks.finding import SEVERITIES
from softsell.cli.check_request import Request
from softsell.errors import UsageError
from softsell.platforms import profile
from softsell.report import FORMATS

_FLAGS: Mapping[str, str | None] = {
    "--fix": "fix",
    "--diff": "diff",
    "--statistics": "statistics",
    "--show-score": "show_score",
    "--isolated": "isolated",
    "--no-server": "no_server",
    "--exit-zero": "exit_zero",
    "--quiet": "quiet",
    "-q": "quiet",
    "--no-cache": None,
}
_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "--format": ("format_name", FORMATS),
    "--severity": ("severity", SEVERITIES),
    "--fail-on": ("fail_on", SEVERITIES),
    "--color": ("color", ("auto", "always", "never")),
}
_LISTS = {"--select": "select", "--extend-select": "extend_select", "--ignore": "ignore"}
_TEXTS = {"--reply-to": "reply_to", "--column": "column", "--key": "column", "--stdin-filename": "stdin_filename"}
_PATHS = {"--config": "config_file", "--output": "output", "--baseline": "baseline"}
_JOBS = ("--jobs", "-j")


def quick_request(arguments: Sequence[str]) -> Request | None:
    """Return what the user typed after ``softsell check``, or ``None`` if click has to read it."""
    if os.name == "nt":
        return None  # click expands patterns of file names there
    options: dict[str, Any] = {
        **dict.fromkeys(name for name in _FLAGS.values() if name is not None),
        **dict.fromkeys(_LISTS.values(), ()),
        **dict.fromkeys((*_TEXTS.values(), *_PATHS.values(), "platform", "severity", "fail_on", "jobs")),
    }
    options.update(format_name="text", color="auto", watch=False, write_baseline=False)
    options.update({name: False for name in _FLAGS.values() if name is not None})
    paths: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "-" or not word.startswith("-"):
            paths.append(word)
        elif word in _FLAGS:
            if (flag := _FLAGS[word]) is not None:
                options[flag] = True
        else:
            value = value if equals else next(words, "")
            if (not name.startswith("--") and equals) or not value or value.startswith("-"):
                return None
            read = _read_value(name, value)
            if read is None:
                return None
            field, found = read
            options[field] = (*options[field], *found) if name in _LISTS else found
    return Request(paths=tuple(paths), **options)


def _read_value(name: str, value: str) -> tuple[str, Any] | None:
    """Return the field of ``Request`` for an option, and its value there; ``None`` for an unusual option or a wrong value."""
    if name in _CHOICES:
        field, choices = _CHOICES[name]
        return (field, value) if value in choices else None
    if name in _LISTS:
        return _LISTS[name], split_ids([value])
    if name in _TEXTS:
        return _TEXTS[name], value
    if name in _PATHS:
        return _PATHS[name], Path(value)
    if name in _JOBS and value.isascii() and value.isdecimal() and int(value) >= 1:
        return "jobs", int(value)
    if name == "--platform":
        try:
            return "platform", profile(value).name
        except UsageError:
            return None
    return None


def split_ids(values: Sequence[str]) -> tuple[str, ...]:
    """Split names of rules and packs at commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
