"""The site is whole: each rule, command, setting and endpoint is on it, every link leads somewhere, and it loads nothing from elsewhere."""

from __future__ import annotations

import html
import json
import re
import tomllib
from pathlib import Path

import click
import pytest

from docs import site as site_builder
from docs.page import Page, PageContent
from docs.site import BrokenSite, find_broken_links
from docs.written_pages import sources
from softsell.cli.root import app
from softsell.config.settings import FEED, LAYER, RULE, SERVER, TOP
from softsell.packs import load_builtin
from softsell.report.about_rules import OWN_RULES
from softsell.web.endpoints import ENDPOINTS


def test_every_finding_has_a_page(pages: dict[str, str]) -> None:
    rules = [rule.id for pack in load_builtin() for rule in pack.rules]
    assert {f"rules/{rule}.html" for rule in (*rules, *OWN_RULES)} <= set(pages)


def test_a_rules_page_has_reason_examples_and_how_to_switch_it_off(pages: dict[str, str]) -> None:
    for rule in (rule for pack in load_builtin() for rule in pack.rules):
        page = pages[f"rules/{rule.id}.html"]
        assert {"why", "evidence", "is-fine-with", "on-posts", "switch-it-off"} <= set(PageContent(page).ids)
        assert all(html.escape(one.found) in page and html.escape(one.where) in page for one in rule.evidence)
        assert page.count('<span class="example">') == len(rule.bad) + len(rule.good)


def test_all_evidence_is_on_one_page_with_the_rules_that_use_it(pages: dict[str, str]) -> None:
    page = pages["evidence.html"]
    for rule in (rule for pack in load_builtin() for rule in pack.rules):
        for evidence in rule.evidence:
            assert html.escape(evidence.found) in page
            pack = rule.id.partition("/")[0]
            assert f'href="/docs/rules/{rule.id}"' in page or f'href="/docs/rules/{pack}"' in page


def test_a_page_says_when_a_rule_only_counts(pages: dict[str, str]) -> None:
    silent = [rule.id for pack in load_builtin() for rule in pack.rules if rule.state == "silent"]
    assert silent
    assert all("it only counts in the score" in pages[f"rules/{rule}.html"] for rule in silent)


def test_every_command_and_option_is_on_the_site(pages: dict[str, str]) -> None:
    context = click.Context(app, info_name="softsell")
    for name in app.list_commands(context):
        text = pages[f"reference/commands/{name}.html"]
        command = app.get_command(context, name)
        assert command is not None
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        assert all(option in text for option in options), name


def test_every_setting_is_on_the_site(pages: dict[str, str]) -> None:
    ids = set(PageContent(pages["reference/settings.html"]).ids)
    groups = {"everywhere": LAYER, "top": TOP, "rules": RULE, "feed": FEED, "server": SERVER}
    assert {f"{group}-{one.key}" for group, settings in groups.items() for one in settings} <= ids


def test_every_endpoint_of_the_api_is_on_the_site(pages: dict[str, str]) -> None:
    page = pages["reference/http.html"]
    for endpoint in ENDPOINTS:
        if endpoint.answer is not None:
            assert all(f"<code>{method} {endpoint.path}</code>" in page for method in endpoint.methods)


def test_every_key_of_a_pack_is_on_the_site(pages: dict[str, str]) -> None:
    schema = json.loads((Path(__file__).parents[2] / "rules" / "pack.schema.json").read_text("utf-8"))
    page = pages["reference/pack-schema.html"]
    for entry in schema["$defs"].values():
        assert all(f"<code>{key}</code>" in page for key in entry["properties"])


def test_the_menu_leads_to_every_page_that_stands_alone(pages: dict[str, str]) -> None:
    """Pages below another one, such as a rule's, are in the list on that page."""
    reached = set(PageContent(pages["index.html"]).addresses)
    for name, page in pages.items():
        above = f"{name.rpartition('/')[0]}.html"
        url = f"/docs/{name.removesuffix('.html')}"
        assert name == "index.html" or url in reached or url in PageContent(pages[above]).addresses, (name, page[:200])


def test_no_link_is_broken_and_one_would_be_found(site: Path) -> None:
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert [*find_broken_links(files)] == []
    broken = {
        "index.html": b'<a href="/docs/gone"></a><a href="#nowhere"></a><img src="/docs/assets/x.png"><p id="a"><p id="a">'
    }
    assert [*find_broken_links(broken)] == [
        "/docs: an id stands there twice",
        "/docs: /docs/gone",
        "/docs: #nowhere",
        "/docs: /docs/assets/x.png",
    ]


def test_a_site_with_broken_links_isnt_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("as before")
    monkeypatch.setattr(
        site_builder, "setting_page", lambda: Page("reference/settings", "x", '<a href="/docs/gone">x</a>')
    )
    with pytest.raises(BrokenSite, match="/docs/gone"):
        site_builder.build(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "as before"


def test_nothing_is_loaded_from_another_host_or_written_inline(site: Path, pages: dict[str, str]) -> None:
    for name, page in pages.items():
        loaded = re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=\"([^\"]*)\"", page)
        assert all(address.startswith(("/docs/assets/", "data:,")) for address in loaded), name
        assert re.findall(r"<script(?![^>]* src=)|<style|<iframe|<form", page) == [], name
        assert re.findall(r"<[^>]*\s(?:style|on\w+)=", re.sub(r"<code.*?</code>", "", page, flags=re.DOTALL)) == [], (
            name
        )
    for path in site.rglob("*.css"):
        assert re.findall(r"@import|url\(", path.read_text()) == []
    for path in site.rglob("*.js"):
        assert re.findall(r"https?:|eval\(|innerHTML", path.read_text()) == []


def test_the_source_distribution_holds_every_file_that_becomes_a_page() -> None:
    """Otherwise a wheel couldn't be built from it."""
    root = Path(__file__).parents[2]
    included = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "sdist"
    ]["include"]
    for path in sources():
        assert any(path.is_relative_to(root / entry.strip("/")) for entry in included), path


def test_the_search_index_leads_to_what_is_there(site: Path, pages: dict[str, str]) -> None:
    index = json.loads((site / "assets" / "search.json").read_text("utf-8"))
    ids = {f"/docs/{name.removesuffix('.html')}": PageContent(page).ids for name, page in pages.items()}
    ids["/docs"] = ids["/docs/index"]
    for address, title, _, _ in index:
        path, _, fragment = address.partition("#")
        assert title
        assert not fragment or fragment in ids[path]
    assert {address.partition("#")[0] for address, *_ in index} == set(ids) - {"/docs/index"}
