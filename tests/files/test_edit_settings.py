"""Settings are changed in place: byte order mark and line ends stay, and no change of another program is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from softsell.errors import ConfigError, UsageError
from softsell.files.edit_settings import edit_settings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a = 1\n", b"a = 2\n"),
        (b"\xef\xbb\xbfa = 1\r\nb = 1\r\n", b"\xef\xbb\xbfa = 2\r\nb = 2\r\n"),
        (b"c = 3\r\nd = 4\n", b"c = 3\r\nd = 4\n"),
        (b"c = 3\r\nd = 4\na = 1\ne = 5\n", b"c = 3\r\nd = 4\na = 2\ne = 5\n"),
        (b"c = 3\na = 1\r\nd = 4\r\ne = 5\n", b"c = 3\na = 2\nd = 4\r\ne = 5\n"),
        (b"c = 3\r\na = 1\n\r\nd = 4", b"c = 3\r\na = 2\r\n\r\nd = 4"),
    ],
)
def test_the_rest_stays_as_it_was(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = tmp_path / "softsell.toml"
    path.write_bytes(before)
    edit_settings(path, lambda text: text.replace("= 1\n", "= 2\n"))
    assert path.read_bytes() == after


def test_a_change_by_another_program_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "softsell.toml"
    path.write_text("a = 1\n")

    def edit(text: str) -> str:
        path.write_text("written = 'meanwhile'\n")
        return text + "b = 2\n"

    with pytest.raises(UsageError, match="another program changed"):
        edit_settings(path, edit)
    assert path.read_text() == "written = 'meanwhile'\n"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"softsell\.toml: This file can't be read"):
        edit_settings(tmp_path / "softsell.toml", str)
    (tmp_path / "softsell.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="isn't UTF-8"):
        edit_settings(tmp_path / "softsell.toml", str)
