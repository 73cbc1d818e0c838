"""Findings lead to the page of their rule on the server that runs, if one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from softsell.files.live_settings import LiveSettings
from softsell.lsp.analysis import Analysis, Analyst
from softsell.lsp.documents import Document
from softsell.lsp.messages import diagnostics, hover
from softsell.lsp.positions import Lines
from softsell.web import static_files

POST = "Last chance to grab yours!\n"
PAGE = "http://127.0.0.1:7401/docs/rules/pushiness/last-chance"


@pytest.fixture
def analysis(folder: Path) -> Analysis:
    document = Document("file:///a.txt", str(folder / "a.txt"), 1, Lines(POST, "utf-16"), "utf-16")
    return Analyst(LiveSettings(isolated=True)).analyse(document, lambda: True)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own, and documentation with one page."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    page = tmp_path / "docs" / "rules" / "pushiness" / "last-chance.html"
    page.parent.mkdir(parents=True)
    page.touch()
    monkeypatch.setattr(static_files, "DOCS", tmp_path / "docs")
    return tmp_path / "state" / "softsell"


def test_while_a_server_runs_the_name_of_the_rule_is_a_link(analysis: Analysis, state: Path) -> None:
    (state / "running").mkdir(parents=True)
    (state / "running" / "server").write_text("127.0.0.1 7401\n")
    links = {one.code: one.code_description for one in diagnostics(analysis)}
    assert links["pushiness/last-chance"] == types.CodeDescription(PAGE)
    assert {name: link for name, link in links.items() if name != "pushiness/last-chance" and link} == {}
    told = hover(analysis, 0, 1)
    assert told
    assert isinstance(told.contents, types.MarkupContent)
    assert f"[`pushiness/last-chance`]({PAGE})" in told.contents.value


@pytest.mark.parametrize("content", [None, "", "example.org 7355", "127.0.0.1 99999", "127.0.0.1 x"])
def test_without_one_there_is_no_link(analysis: Analysis, state: Path, content: str | None) -> None:
    if content is not None:
        (state / "running").mkdir(parents=True)
        (state / "running" / "server").write_text(content)
    found = diagnostics(analysis)
    assert found
    assert all(one.code_description is None for one in found)
