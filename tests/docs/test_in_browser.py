"""The site in a real browser: on a phone and on a wide screen, light and dark, by keyboard, and without anything from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import RunningServer

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parents[1] / "e2e" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this computer"),
    pytest.mark.skipif(not AXE.is_file(), reason="axe isn't installed: run npm ci in tests/e2e"),
]

PAGES = (
    *("", "tutorials/writer", "tutorials/pack-author", "integrations", "programs", "rules", "rules/pushiness"),
    *("rules/pushiness/hurry", "rules/disclosure/late-label", "reference/commands", "reference/commands/check"),
    *(
        "reference/settings",
        "reference/packs",
        "reference/pack-schema",
        "reference/http",
        "accuracy/results",
        "evidence",
    ),
)
SCREENS = {"phone, dark": (390, 844, "dark"), "wide, light": (1280, 900, "light")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(params=SCREENS)
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A tab, with a record of what its pages complain about and ask for."""
    width, height, scheme = SCREENS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    tab = context.new_page()
    tab.complaints = []
    tab.asked = []
    tab.on("console", lambda message: tab.complaints.append(message.text))
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.on("request", lambda asked: tab.asked.append(asked.url))
    yield tab
    context.close()


def address(server: RunningServer, place: str = "") -> str:
    return f"http://127.0.0.1:{server.port}/docs{f'/{place}' if place else ''}"


def test_pages_are_accessible_fit_the_screen_and_break_no_policy(page: Any, server: RunningServer) -> None:
    for place in PAGES:
        page.goto(address(server, place))
        # Through the protocol, because the page's policy doesn't apply there.
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate(
            "axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))"
        )
        assert found == [], place
        assert page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") <= 0, (
            place
        )
    assert page.complaints == []
    assert all(url.startswith((f"http://127.0.0.1:{server.port}/docs", "data:")) for url in page.asked)


def test_the_search_finds_a_rule_by_keyboard(page: Any, server: RunningServer) -> None:
    page.goto(address(server))
    page.get_by_role("searchbox", name="Search").focus()
    page.keyboard.type("hurry")
    page.get_by_role("status").filter(has_text="place").wait_for()
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate("axe.run(document).then(({ violations }) => violations.map(({ id }) => id))") == []
    first = page.locator("#results a").first
    assert first.inner_text() == "Hurry (pushiness/hurry)"
    page.keyboard.press("Tab")
    if not first.evaluate("link => link === document.activeElement"):
        first.focus()  # on a phone the link to the menu comes between
    page.keyboard.press("Enter")
    page.wait_for_url("**/docs/rules/pushiness/hurry")
    assert page.complaints == []


def test_the_search_finds_settings_and_commands_and_says_when_it_finds_nothing(
    page: Any, server: RunningServer
) -> None:
    page.goto(address(server))
    box = page.get_by_role("searchbox", name="Search")
    for words, target in (
        ("write-baseline", "/docs/reference/commands/check"),
        ("reading level", "/docs/reference/settings"),
    ):
        box.fill(words)
        page.locator(f"#results a[href^='{target}']").first.wait_for()
    box.fill("xyzzy")
    page.get_by_text("Nothing found.").wait_for()
    page.keyboard.press("Escape")
    page.locator("#results").wait_for(state="hidden")


def test_without_scripts_the_menu_is_enough(browser: Any, server: RunningServer) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    tab = context.new_page()
    tab.goto(address(server, "rules/pushiness/hurry"))
    assert tab.get_by_role("searchbox").count() == 0
    tab.get_by_role("link", name="Menu").click()
    tab.get_by_role("navigation", name="Documentation").get_by_role("link", name="Settings").click()
    tab.wait_for_url("**/docs/reference/settings")
    context.close()
