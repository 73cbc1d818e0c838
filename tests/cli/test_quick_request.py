"""The usual options of ``softsell check`` mean the same with and without click."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click import ClickException
from click.exceptions import Exit
from hypothesis import given
from hypothesis import strategies as st

from softsell.cli.check_request import Request
from softsell.cli.commands.check import check
from softsell.cli.quick_request import quick_request

_WORDS = st.sampled_from(
    [
        *("a.txt", "posts", "-", "", "--", "a=b", "x", "0", "2", "text", "json", "error", "never", "linkedin", "LinkedIn"),
        "pushiness,questions",
        *("--fix", "--diff", "--statistics", "--show-score", "--isolated", "--no-server", "--exit-zero", "--quiet", "-q", "--no-cache"),
        *("--format", "--severity", "--fail-on", "--color", "--select", "--extend-select", "--ignore", "--reply-to", "--column", "--key"),
        *("--stdin-filename", "--config", "--output", "--baseline", "--jobs", "-j", "-j2", "-qj2", "--platform", "--watch", "--form"),
        *("--format=json", "--format=", "--select=a, b", "--jobs=3", "-j=3", "--quiet=yes", "--platform=x", "--output=-", "--help", "-h"),
    ]
)  # fmt: skip


def by_click(arguments: list[str]) -> Request | None:
    try:
        with check.make_context("check", list(arguments), help_option_names=[]) as context:
            return Request(**context.params)
    except (ClickException, Exit):
        return None


@pytest.mark.skipif(
    sys.platform == "win32", reason="click expands patterns of file names there, so it reads every command"
)
@given(st.lists(_WORDS, max_size=8))
def test_what_is_read_without_click_is_what_click_reads(arguments: list[str]) -> None:
    quick = quick_request(arguments)
    assert quick is None or quick == by_click(arguments)


@pytest.mark.skipif(sys.platform == "win32", reason="click reads every command there")
@pytest.mark.parametrize(
    "arguments",
    [
        ["a.txt"],
        ["a.txt", "--format", "json", "--select", "pushiness,questions", "--select=readability", "--jobs", "2", "-q"],
        ["-", "--platform", "LinkedIn", "--reply-to", "Where is my parcel?", "--stdin-filename=a.md", "--exit-zero"],
        ["posts", "--config", "other.toml", "--baseline=old.json", "--output", "report.txt", "--fail-on", "error"],
    ],
)
def test_usual_options_need_no_click(arguments: list[str]) -> None:
    quick = quick_request(arguments)
    assert quick is not None
    assert quick == by_click(arguments)


@pytest.mark.skipif(sys.platform == "win32", reason="click reads every command there")
def test_a_usual_check_does_not_import_click(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The library is closed on Monday. Books can be returned through the slot.\n")
    code = "import sys; from softsell.cli import run; run(['check', 'a.txt', '--no-server']); sys.exit('click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "a.txt" in done.stdout
