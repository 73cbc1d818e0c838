"""The user's own settings file: what another program writes at the worst moment isn't lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from softsell.config.locate import user_config_path
from softsell.errors import UsageError
from softsell.files.write import Original, read_original
from softsell.web import settings_file
from softsell.web.settings_file import ChangedMeanwhile, SettingsFile


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = user_config_path()
    path.parent.mkdir(parents=True)
    path.write_text("ban = ['a']\n")
    return path


def test_undo_keeps_what_is_written_right_after_it_read_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = SettingsFile()
    file.change("ban = ['b']\n", file.read().revision)

    def read_before_a_change(path: Path, most: int) -> Original:
        original = read_original(path, most)
        path.write_text("ban = ['by hand']\n")
        return original

    monkeypatch.setattr(settings_file, "read_original", read_before_a_change)
    with pytest.raises(UsageError, match="another program changed"):
        file.undo()
    assert path.read_text() == "ban = ['by hand']\n"
    with pytest.raises(ChangedMeanwhile):
        file.undo()
    assert path.read_text() == "ban = ['by hand']\n"


def test_undo_when_the_file_is_gone(path: Path) -> None:
    file = SettingsFile()
    file.change("ban = ['b']\n", file.read().revision)
    path.unlink()
    with pytest.raises(ChangedMeanwhile):
        file.undo()
    assert not path.exists()
