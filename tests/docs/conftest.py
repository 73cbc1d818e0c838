"""The site, built once, and a server that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.conftest import RunningServer, running_server

from docs.site import build
from softsell.web import static_files


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("site") / "docs"
    build(folder)
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, str]:
    """The HTML of every page, by file name."""
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A running server with the site. Its state is where the command line looks below ``XDG_STATE_HOME``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_files, "DOCS", site)
        with running_server(tmp_path_factory.mktemp("state") / "softsell") as running:
            yield running
