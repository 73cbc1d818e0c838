"""The LanguageTool HTTP API: its contract, and three clients that we did not write, unchanged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from tests.web.conftest import Reply, RunningServer

GRAMMA = Path(__file__).parent.parent / "node_modules" / ".bin" / "gramma"
POST = "Our market stall opens at nine. Last chance to grab a seat! Which day suits you?"


def ask(
    open_server: RunningServer,
    fields: dict[str, str],
    *,
    method: str = "POST",
    path: str = "/v2/check",
    kind: str = "application/x-www-form-urlencoded",
) -> Reply:
    form = urlencode(fields)
    if method == "GET":
        return open_server.ask("GET", f"{path}?{form}")
    return open_server.ask("POST", path, form.encode(), headers={"Content-Type": kind})


def matches(open_server: RunningServer, fields: dict[str, str]) -> Any:
    reply = ask(open_server, {"language": "en-US", **fields})
    assert reply.status == 200, reply.body
    return reply.json["matches"]


# The contract


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_has_all_that_clients_read(open_server: RunningServer, method: str) -> None:
    answer = ask(open_server, {"text": POST, "language": "en-US"}, method=method).json
    assert answer["software"]["apiVersion"] == 1
    assert set(answer["software"]) >= {"name", "version", "buildDate", "premium", "status"}
    assert answer["warnings"] == {"incompleteResults": False}
    assert answer["language"]["code"] == "en-US"
    assert set(answer["language"]["detectedLanguage"]) == {"name", "code", "confidence", "source"}
    assert answer["sentenceRanges"][0] == [0, 31]
    match = next(match for match in answer["matches"] if match["rule"]["id"].startswith("pushiness/"))
    covered = POST[match["offset"] : match["offset"] + match["length"]]
    assert "chance" in covered.lower()
    context = match["context"]
    assert context["text"][context["offset"] : context["offset"] + context["length"]] == covered
    assert match["rule"]["category"] == {"id": "PUSHINESS", "name": "Pushiness"}
    assert set(match) >= {"message", "sentence", "type", "replacements", "ignoreForIncompleteSentence"}
    assert match["sentence"].strip() == "Last chance to grab a seat!"


def test_offsets_are_utf16(open_server: RunningServer) -> None:
    plain, party = (
        matches(open_server, {"text": text})[0] for text in ("Last chance to book!", "🎉🎉 Last chance to book!")
    )
    assert party["offset"] == plain["offset"] + 5
    assert party["length"] == plain["length"]


def test_annotations_count_text_and_markup(open_server: RunningServer) -> None:
    data = {
        "annotation": [
            {"text": "Come by. ", "offset": {"start": 0}},
            {"markup": "<b>", "interpretAs": ""},
            {"text": "Last "},
            {"markup": "&nbsp;", "interpretAs": " "},
            {"text": "chance"},
            {"markup": "</b>"},
            {"markup": ""},
            {"text": " to book!"},
        ]
    }
    source = "Come by. <b>Last &nbsp;chance</b> to book!"
    found = matches(open_server, {"data": json.dumps(data)})
    match = next(match for match in found if match["rule"]["id"] == "pushiness/last-chance")
    assert source[match["offset"] : match["offset"] + match["length"]].startswith("Last &nbsp;chance")


def test_data_may_be_text(open_server: RunningServer) -> None:
    assert matches(open_server, {"data": json.dumps({"text": "Last chance to book!"})})


def test_query_beats_body_and_the_content_type_does_not_matter(open_server: RunningServer) -> None:
    form = urlencode({"text": "Hello there.", "language": "en-US"}).encode()
    for kind in ("text/plain", "application/json", "multipart/form-data"):
        query = urlencode({"text": "Last chance to book!"})
        reply = open_server.ask("POST", f"/v2/check?{query}", form, headers={"Content-Type": kind})
        assert reply.json["matches"]


def test_rules_and_categories_can_be_chosen(open_server: RunningServer) -> None:
    ids = {match["rule"]["id"] for match in matches(open_server, {"text": POST})}
    first = min(id_ for id_ in ids if id_.startswith("pushiness/"))
    assert first not in {match["rule"]["id"] for match in matches(open_server, {"text": POST, "disabledRules": first})}
    quiet = matches(open_server, {"text": POST, "disabledCategories": "PUSHINESS"})
    assert not any(match["rule"]["id"].startswith("pushiness/") for match in quiet)
    only = matches(open_server, {"text": POST, "enabledRules": first, "enabledOnly": "true"})
    assert {match["rule"]["id"] for match in only} == {first}


def test_picky_says_more(open_server: RunningServer) -> None:
    text = "We are so proud of our new oven. It is ours, and we built it ourselves. We love it."
    assert len(matches(open_server, {"text": text, "level": "picky"})) >= len(matches(open_server, {"text": text}))


def test_unknown_parameters_and_languages_of_the_reader_are_ignored(open_server: RunningServer) -> None:
    fields = {
        "text": POST,
        "language": "auto",
        "preferredVariants": "en-GB,de-DE",
        "motherTongue": "de",
        "colour": "green",
    }
    assert ask(open_server, fields).json["language"]["code"] == "en-GB"


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({"language": "en-US"}, "text"),
        ({"language": "en-US", "text": "a", "data": "{}"}, "text"),
        ({"text": "a"}, "language"),
        ({"text": "a", "language": "xx"}, "English"),
        ({"text": "a", "language": "de-DE"}, "English"),
        ({"text": "a", "language": "en-US", "preferredVariants": "en-GB"}, "auto"),
        ({"text": "a", "language": "en-US", "enabledOnly": "yes"}, "enabled"),
        ({"text": "a", "language": "en-US", "enabledOnly": "true", "disabledRules": "x"}, "disabled"),
        ({"text": "a", "language": "en-US", "level": "severe"}, "picky"),
        ({"text": "a", "language": "en-US", "mode": "none"}, "mode"),
        ({"text": "a", "language": "en-US", "enabled": "x"}, "enabledRules"),
        ({"text": "a", "language": "en-US", "disabled": "x"}, "disabledRules"),
        ({"text": "a", "autodetect": "1"}, "language=auto"),
        ({"text": "a", "language": "auto", "preferredvariants": "en-GB"}, "preferredVariants"),
        ({"data": "{", "language": "en-US"}, "JSON"),
        ({"data": "[]", "language": "en-US"}, "object"),
        ({"data": '{"annotation": 5}', "language": "en-US"}, "list"),
        ({"data": '{"annotation": [{"text": "a", "markup": "b"}]}', "language": "en-US"}, "either"),
        ({"data": '{"annotation": [{"text": 5}]}', "language": "en-US"}, "either"),
        ({"data": '{"text": "half \\ud83d"}', "language": "en-US"}, "surrogate"),
    ],
)
def test_mistakes_are_plain_text_with_a_hint(open_server: RunningServer, fields: dict[str, str], hint: str) -> None:
    reply = ask(open_server, fields)
    assert reply.status == 400
    assert reply.headers["content-type"].startswith("text/plain")
    assert reply.body.decode().startswith("Error: ")
    assert hint in reply.body.decode()


def test_sizes_and_paths(open_server: RunningServer) -> None:
    assert ask(open_server, {"text": "a" * 100_001, "language": "en-US"}).status == 413
    assert ask(open_server, {"text": "a" * 2_000_000, "language": "en-US"}).status == 413
    reply = open_server.ask("GET", "/v2/words")
    assert reply.status == 404
    assert reply.body.startswith(b"Error: ")
    assert open_server.ask("POST", "/v2/check", b"text=%ff&language=en").status == 400
    assert open_server.ask("POST", "/v2/check", b"&".join(b"a%d=1" % n for n in range(200))).status == 400


def test_the_small_endpoints(open_server: RunningServer) -> None:
    assert open_server.ask("GET", "/v2/healthcheck").body == b"OK"
    assert open_server.ask("GET", "/v2/maxtextlength").body == b"100000"
    assert {"name": "English (US)", "code": "en", "longCode": "en-US"} in open_server.ask("GET", "/v2/languages").json
    assert open_server.ask("GET", "/v2/info").json["software"]["name"] == "softsell"
    info = open_server.ask("GET", "/v2/configinfo?language=en").json
    assert info["parameter"] == {"maxTextLength": 100_000}
    assert any(rule["ruleId"].startswith("pushiness/") for rule in info["rules"])


# The gate


def test_it_is_off_until_it_is_turned_on(server: RunningServer) -> None:
    assert ask(server, {"text": "a", "language": "en-US"}).status == 401
    reply = server.ask("GET", "/v2/languages", token=server.owner)
    assert reply.status == 404
    assert b"--languagetool" in reply.body


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://shop.example"},
        {"Origin": "null"},
        {"Origin": "chrome-extension://abcdefghijklmnopabcdefghijklmnop"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
        # An extension's fetch in Chromium.
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "cors"},
    ],
)
@pytest.mark.parametrize("path", ["/v2/check?text=a&language=en", "/v2/languages", "/v2/healthcheck"])
def test_no_page_may_use_it(open_server: RunningServer, headers: dict[str, str], path: str) -> None:
    assert open_server.ask("GET", path, headers=headers).status == 403
    assert open_server.ask("POST", path, b"", headers={**headers, "Content-Type": "text/plain"}).status == 403


def test_no_other_name_reaches_it(open_server: RunningServer) -> None:
    assert open_server.ask("GET", "/v2/languages", headers={"Host": f"lt.example:{open_server.port}"}).status == 421


def test_turning_it_on_opens_nothing_else(open_server: RunningServer) -> None:
    assert open_server.ask("POST", "/v1/check", {"text": "Hello"}).status == 401
    for path in ("/v2/../v1/rules", "/v2/%2e%2e/v1/rules", "/v2/..%2fv1/rules"):
        assert open_server.ask("GET", path).status == 401


# Clients


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between the clients and this computer."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_language_tool_python(open_server: RunningServer, direct: None) -> None:
    language_tool_python = pytest.importorskip("language_tool_python")
    text = "🎉 Fresh rye today. Last chance to grab a seat!"
    with language_tool_python.LanguageTool("en-US", remote_server=f"http://127.0.0.1:{open_server.port}") as client:
        found = client.check(text)
        assert found
        match = next(match for match in found if match.rule_id.startswith("pushiness/"))
        assert "chance" in text[match.offset : match.offset + match.error_length].lower()
        client.disabled_categories = {"PUSHINESS"}
        assert not any(match.rule_id.startswith("pushiness/") for match in client.check(text))


def test_pylanguagetool(open_server: RunningServer, direct: None) -> None:
    api = pytest.importorskip("pylanguagetool").api
    url = f"http://127.0.0.1:{open_server.port}/v2/"
    assert any(language["longCode"] == "en-US" for language in api.get_languages(url))
    answer = api.check(POST, api_url=url, lang="en-US", picky=True)
    assert any(match["rule"]["id"].startswith("pushiness/") for match in answer["matches"])
    command = shutil.which("pylanguagetool", path=str(Path(sys.executable).parent))
    assert command is not None
    done = subprocess.run(
        [command, "--api-url", url, "--lang", "en-US", "--no-color"],
        input=POST, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Last chance" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not GRAMMA.exists(), reason="gramma is not installed: run “npm ci” in tests/")
def test_gramma(open_server: RunningServer, direct: None, tmp_path: Path) -> None:
    (tmp_path / ".gramma.json").write_text(
        json.dumps(
            {
                "api_url": f"http://127.0.0.1:{open_server.port}/v2/check",
                "language": "en-US",
                "dictionary": [],
                "rules": {},
            }
        )
    )
    (tmp_path / "post.md").write_text("# Saturday\n\nThe oven is hot. **Last chance** to grab a seat!\n")
    done = subprocess.run(
        [GRAMMA, "check", "--print", "--no-colors", "--markdown", "post.md"],
        cwd=tmp_path, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "pushiness" in (done.stdout + done.stderr).lower() or "Last chance" in done.stdout, done
