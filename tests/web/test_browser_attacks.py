"""Attacks from a real page in a real browser, each refused; and our own pages, which work."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import RunningServer

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this computer")

REBOUND = "rebound.example"
EXTENSION = {"Origin": "chrome-extension://" + "a" * 32}


class Trap(BaseHTTPRequestHandler):
    """The attacker's own web server: an empty page at every path, and a note of what browsers send to it."""

    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(self.headers.get("Cookie", ""))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Win a prize</title><body>")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def trap() -> Iterator[ThreadingHTTPServer]:
    handler = type("Handler", (Trap,), {"seen": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield httpd
        httpd.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1", "--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def visitor(browser: Any, server: RunningServer) -> Iterator[Any]:
    """A browser in which softsell's own page was opened: its cookie is there to be abused."""
    context = browser.new_context()
    page = open_pairing_page(context, server)
    page.close()
    yield context
    context.close()


def open_pairing_page(context: Any, server: RunningServer) -> Any:
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/enter?key={server.services.sessions.new_link_key('/pair')}")
    page.wait_for_url("**/pair")
    return page


@pytest.fixture(scope="module")
def waiting(server: RunningServer) -> str:
    """The verifier of a request to pair that waits for an answer all the while."""
    return str(server.ask("POST", "/v1/pair", {"name": "a"}, headers=EXTENSION).json["verifier"])


# Each is run in the attacker's page with softsell's address as `at`.
ATTACKS = {
    "form, plain text": """at => { const f = document.createElement('form'); f.method = 'POST'; f.enctype = 'text/plain';
        f.action = at + '/v1/check'; const i = document.createElement('input'); i.name = '{"text":"a","x":"'; i.value = '"}';
        f.append(i); document.body.append(f); f.target = 'sink'; sink(); f.submit() }""",
    "form, url-encoded, to approve": """at => { const f = document.createElement('form'); f.method = 'POST';
        f.action = at + '/v1/pair/approve'; f.target = 'sink'; sink(); document.body.append(f); f.submit() }""",
    "form, multipart, to pair": """at => { const f = document.createElement('form'); f.method = 'POST';
        f.enctype = 'multipart/form-data'; f.action = at + '/v1/pair'; f.target = 'sink'; sink(); document.body.append(f); f.submit() }""",
    "top navigation by a form": """at => { const f = document.createElement('form'); f.method = 'POST';
        f.action = at + '/v1/check'; document.body.append(f); f.submit() }""",
    "fetch without cors": """at => { fetch(at + '/v1/check', {method: 'POST', mode: 'no-cors', credentials: 'include',
        body: '{"text":"a"}'}).catch(() => {}) }""",
    "fetch of health without cors": "at => { fetch(at + '/v1/health', {mode: 'no-cors'}).catch(() => {}) }",
    "fetch with cors": """at => { fetch(at + '/v1/check', {method: 'POST', headers: {'Content-Type': 'application/json',
        'Authorization': 'Bearer x'}, body: '{"text":"a"}'}).catch(() => {}) }""",
    "fetch of the rules with the cookie": "at => { fetch(at + '/v1/rules', {credentials: 'include'}).catch(() => {}) }",
    "beacon": "at => { navigator.sendBeacon(at + '/v1/pair', '{\"name\":\"a\"}') }",
    "script": "at => { add('script', at + '/v1/health') }",
    "image": "at => { add('img', at + '/v1/packs') }",
    "stylesheet": "at => { const l = add('link', ''); l.rel = 'stylesheet'; l.href = at + '/pages/softsell.css' }",
    "frame of the pairing page": "at => { add('iframe', at + '/pair') }",
    "frame of the playground": "at => { add('iframe', at + '/') }",
    "link into the pairing page": "at => { location.href = at + '/pair' }",
    "guess of a link": "at => { location.href = at + '/enter?key=guess' }",
    "worker": """at => { new Worker(URL.createObjectURL(new Blob([`fetch('${at}/v1/pair', {method: 'POST', mode: 'no-cors',
        body: '{"name":"a"}'})`]))) }""",
    "websocket": "at => { new WebSocket(at.replace('http', 'ws') + '/v1/check') }",
    "null origin": """at => { const i = document.createElement('iframe'); i.sandbox = 'allow-scripts';
        i.srcdoc = `<script>fetch('${at}/v1/pair', {method: 'POST', mode: 'no-cors', body: '{}'})</` + 'script>';
        document.body.append(i) }""",
}
HELPERS = """() => {
    window.sink = () => { const i = document.createElement('iframe'); i.name = 'sink'; document.body.append(i) };
    window.add = (tag, src) => { const e = document.createElement(tag); if (src) e.src = src; document.body.append(e); return e } }"""


@pytest.mark.parametrize("site", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_gets_nothing_done(
    visitor: Any, server: RunningServer, trap: Any, waiting: str, attack: str, site: str
) -> None:
    page = visitor.new_page()
    page.goto(f"http://{site}:{trap.server_port}/")
    page.evaluate(HELPERS)
    server.answers.clear()
    page.evaluate(ATTACKS[attack], f"http://127.0.0.1:{server.port}")
    for _ in range(100):
        if server.answers:
            break
        page.wait_for_timeout(50)
    page.close()
    assert server.answers, "the attack did not reach the server, so it shows nothing"
    # What may follow is the refusing page's own stylesheet.
    assert server.answers[0][2] in (401, 403), server.answers
    assert len(server.services.desk.waiting()) == 1
    polled = server.ask("POST", "/v1/pair/poll", {"verifier": waiting}, headers=EXTENSION)
    assert polled.json["status"] == "pending"


def test_a_page_can_read_no_answer(visitor: Any, server: RunningServer, trap: Any) -> None:
    page = visitor.new_page()
    page.goto(f"http://127.0.0.1:{trap.server_port}/")
    outcome = page.evaluate(
        """at => fetch(at + '/v1/health').then(answer => answer.text(), () => 'nothing')""",
        f"http://127.0.0.1:{server.port}",
    )
    assert outcome == "nothing"


def test_a_rebound_name_gets_nothing(browser: Any, server: RunningServer) -> None:
    page = browser.new_context().new_page()
    for path in ("/", "/v1/health", "/pages/pair.js"):
        assert page.goto(f"http://{REBOUND}:{server.port}{path}").status == 421


def test_a_cookie_that_leaks_to_another_port_is_worth_nothing(visitor: Any, server: RunningServer, trap: Any) -> None:
    page = visitor.new_page()
    page.goto(f"http://127.0.0.1:{trap.server_port}/")
    leaked = [cookie for cookie in trap.RequestHandlerClass.seen if f"softsell-{server.port}" in cookie]
    assert leaked, "browsers keep cookies apart by port now: the page key may go"
    assert server.ask("GET", "/v1/rules", headers={"Cookie": leaked[-1]}).status == 401
    assert server.ask("POST", "/v1/pair/approve", {"code": "x"}, headers={"Cookie": leaked[-1]}).status == 401
    assert page.evaluate("sessionStorage.getItem('softsell-page')") is None
    assert page.evaluate("document.cookie") == ""


def test_the_user_pairs_an_extension_on_our_own_page(browser: Any, fresh_server: RunningServer) -> None:
    page = open_pairing_page(browser.new_context(), fresh_server)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.locator("#nobody").wait_for()
    asked = fresh_server.ask("POST", "/v1/pair", {"name": "softsell in Chrome"}, headers=EXTENSION).json
    page.get_by_text(asked["code"]).wait_for(timeout=10_000)
    assert page.get_by_text(EXTENSION["Origin"]).is_visible()
    page.get_by_role("button", name="Allow", exact=True).click()
    page.get_by_text("softsell in Chrome is paired.").wait_for()
    polled = fresh_server.ask("POST", "/v1/pair/poll", {"verifier": asked["verifier"]}, headers=EXTENSION).json
    assert polled["status"] == "approved"
    assert errors == []


def test_a_real_browser_gets_in_by_the_file_and_the_file_goes(
    browser: Any, fresh_server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def note(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", note)
    assert fresh_server.services.browser.open(fresh_server.services.new_link("/pair"))
    file = Path(url2pathname(urlsplit(opened[0]).path))
    assert "key=" not in opened[0]
    assert file.exists()
    page = browser.new_context().new_page()
    page.goto(opened[0], wait_until="commit")
    page.wait_for_url("**/pair")
    page.locator("#nobody").wait_for()
    assert page.evaluate("softsellDoor.fetch('/v1/pair/requests').then(answer => answer.status)") == 200
    assert not file.exists()


def test_our_own_page_may_ask_the_server(browser: Any, server: RunningServer) -> None:
    answer = open_pairing_page(browser.new_context(), server).evaluate(
        """() => fetch('/v1/check', {method: 'POST', body: JSON.stringify({text: 'Which loaf do you like?'}),
            headers: {'Content-Type': 'application/json', 'Softsell-Page': sessionStorage.getItem('softsell-page')}})
            .then(answer => answer.json())"""
    )
    assert answer["measures"]["sentences"] == 1
