"""Settings and state of the tests' own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps your own settings and state out of the tests, and the tests out of them."""
    home = tmp_path_factory.getbasetemp() / "softsell"
    for variable, name in (("SOFTSELL_CACHE_DIR", "cache"), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")):
        monkeypatch.setenv(variable, str(home / name))
