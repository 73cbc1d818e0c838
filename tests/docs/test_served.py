"""The server shows the documentation to anyone, under its strict policy, and says what to do where it wasn't built."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.conftest import RunningServer, running_server

from softsell.web import static_files
from softsell.web.own_pages import CONTENT_POLICY


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/docs", "text/html; charset=utf-8"),
        ("/docs/rules/pushiness/hurry", "text/html; charset=utf-8"),
        ("/docs/assets/docs.css", "text/css; charset=utf-8"),
        ("/docs/assets/search.js", "text/javascript; charset=utf-8"),
        ("/docs/assets/search.json", "application/json"),
    ],
)
def test_it_needs_no_token_and_keeps_the_policy(server: RunningServer, path: str, media_type: str) -> None:
    reply = server.ask("GET", path)
    assert (reply.status, reply.headers["content-type"]) == (200, media_type)
    assert reply.headers["content-security-policy"] == CONTENT_POLICY
    assert "unsafe" not in CONTENT_POLICY


@pytest.mark.parametrize(
    "path", ["/docs/rules/our-rules/tired-words", "/docs/index", "/docs/rules/pushiness/hurry.html"]
)
def test_a_page_that_isnt_there_leads_back(server: RunningServer, path: str) -> None:
    reply = server.ask("GET", path)
    assert reply.status == 404
    assert b'href="/docs"' in reply.body


@pytest.mark.parametrize("path", ["/docs/../v1/rules", "/docs/%2e%2e/pages/page.html", "/docs//", "/docs/.git"])
def test_no_path_leads_out_of_it(server: RunningServer, path: str) -> None:
    assert server.ask("GET", path).status in (401, 404)


def test_a_link_on_another_page_leads_to_a_door_first(server: RunningServer) -> None:
    """So a page can't load the documentation by itself, for example to find out whether softsell runs."""
    from_elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    reply = server.ask("GET", "/docs/rules/pushiness/hurry", headers=from_elsewhere)
    assert reply.status == 403
    assert b'href="/docs/rules/pushiness/hurry"' in reply.body


def test_without_the_site_the_server_says_how_to_build_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "DOCS", tmp_path / "nothing")
    with running_server(tmp_path / "state") as server:
        for path in ("/docs", "/docs/rules/pushiness/hurry"):
            reply = server.ask("GET", path)
            assert reply.status == 503
            assert "“make docs” builds it" in reply.body.decode()
        assert server.check("Hurry in!").json["findings"][0]["docs"] is None


def test_a_site_that_is_built_while_the_server_runs_is_shown(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "docs"
    monkeypatch.setattr(static_files, "DOCS", folder)
    with running_server(tmp_path / "state") as server:
        assert server.ask("GET", "/docs").status == 503
        folder.symlink_to(site)
        assert server.ask("GET", "/docs").status == 200


def test_each_finding_leads_to_the_page_of_its_rule(server: RunningServer) -> None:
    findings = server.check("Hurry in! Last chance to grab yours, we utilise rye.").json["findings"]
    assert findings
    for finding in findings:
        assert finding["docs"] == f"/docs/rules/{finding['rule']}"
        page = server.ask("GET", finding["docs"])
        assert page.status == 200
        assert f"({finding['rule']})</h1>" in page.body.decode()
