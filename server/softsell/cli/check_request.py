"""The options of ``softsell check`` as plain values, and which of them can't be combined."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from softsell.checks.finding import Severity
from softsell.draft import STANDARD_INPUT
from softsell.errors import UsageError
from softsell.files.folder_settings import Overrides
from softsell.files.task import Mode


class Request(Struct, frozen=True):
    """What the user typed. The attributes are the options of the command."""

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
    stdin_filename: str | None
    config_file: Path | None
    isolated: bool
    baseline: Path | None
    write_baseline: bool
    no_server: bool
    jobs: int | None
    quiet: bool
    color: str
    output: Path | None = None
    annotate: Path | None = None
    diff_base: str | None = None
    exit_zero: bool = False

    @property
    def mode(self) -> Mode:
        """What to do with fixes."""
        return "diff" if self.diff else "fix" if self.fix else "check"

    @property
    def overrides(self) -> Overrides:
        """The options that override settings."""
        return Overrides(self.select, self.extend_select, self.ignore, self.severity, self.fail_on)

    @property
    def for_programs(self) -> bool:
        """Whether the output is meant for programs rather than people."""
        return self.diff or self.format_name not in ("text", "concise")

    @property
    def on_input(self) -> bool:
        """Whether standard input is checked."""
        return STANDARD_INPUT in self.paths

    def validate(self) -> None:
        """Raise UsageError for options that can't be used together."""
        exclusive = (
            ("--fix", self.fix, "--diff", self.diff),
            ("--config", self.config_file is not None, "--isolated", self.isolated),
            ("--watch", self.watch, "--fix", self.fix),
            ("--watch", self.watch, "-", self.on_input),
            ("--watch", self.watch, "--write-baseline", self.write_baseline),
            ("--write-baseline", self.write_baseline, "--fix", self.fix),
            ("--write-baseline", self.write_baseline, "--diff", self.diff),
            ("--statistics", self.statistics, "--diff", self.diff),
            ("--statistics", self.statistics, "--show-score", self.show_score),
            ("--statistics", self.statistics, "--write-baseline", self.write_baseline),
            ("--output", self.output is not None, "--watch", self.watch),
            ("--output", self.output is not None, "--write-baseline", self.write_baseline),
            ("--annotate", self.annotate is not None, "--watch", self.watch),
            ("--annotate", self.annotate is not None, "--write-baseline", self.write_baseline),
            ("--annotate", self.annotate is not None, "--fix", self.fix),
            ("--annotate", self.annotate is not None, "--diff", self.diff),
            ("--annotate", self.annotate is not None, "--diff-base", self.diff_base is not None),
            ("--annotate", self.annotate is not None, "-", self.on_input),
            ("--diff-base", self.diff_base is not None, "-", self.on_input),
            ("--diff-base", self.diff_base is not None, "--write-baseline", self.write_baseline),
        )
        for one, one_given, other, other_given in exclusive:
            if one_given and other_given:
                raise UsageError(f"{one} and {other} can't be used together. Leave one of them out.")
        if self.statistics and self.format_name not in ("text", "json"):
            raise UsageError("--statistics works with text and json only. Leave --format out, or choose json.")
        if self.on_input and len(set(self.paths)) > 1:
            raise UsageError(
                "“-” (standard input) can't be checked together with files. Check them one after the other."
            )
        if not self.paths and _is_piped(sys.stdin):
            raise UsageError("Name what to check: a file, a folder such as “.”, or “-” for standard input.")


def _is_piped(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False
