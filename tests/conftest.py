"""What holds for all tests."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# No test asserts a time, and an example takes as long as the machine is busy.
settings.register_profile("softsell", deadline=None)
settings.load_profile("softsell")

# A shell that starts a job in the background has it ignore Ctrl-C, and nohup has it ignore a terminal that closes. Every program the
# tests start would inherit that; some of them are ended by just these signals.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

_LONGEST = Path(__file__).parent / "wheel"


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of softsell's caches for this run, which starts empty and which all processes share.

    To read the built-in packs and compile their patterns takes a process seconds, so only the first does it. A test about an empty or a
    broken cache names a folder of its own.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "caches"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTSELL_CACHE_DIR", str(folder))
        yield folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take minutes: no process is left alone with them at the end, and one process builds the wheel, once."""
    items.sort(key=lambda item: not item.path.is_relative_to(_LONGEST))
