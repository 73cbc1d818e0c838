"""Many drafts in one request: the same reports as one by one, each draft's own mistakes in its place, and nobody who types waits."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import Reply, RunningServer, Start
from tests.web.test_crowd import held, wait_until

import softsell
from softsell.web import worker as worker_module
from softsell.web.api import batches
from softsell.web.api.models import CheckManyAnswer

PUSHY = "🚨 Last chance to grab yours! We utilize rye."
CALM = "We baked rye. Which loaf do you toast?"


def ask(server: RunningServer, *drafts: object, token: str | None = None) -> Reply:
    return server.ask("POST", "/v1/check", {"drafts": drafts}, token=token or server.owner)


def test_each_draft_gets_the_report_that_it_would_get_alone(server: RunningServer) -> None:
    drafts: list[dict[str, Any]] = [
        {"text": PUSHY, "id": "one"},
        {"text": PUSHY, "platform": "x", "offsets": "code-point"},
        {"text": "**Last chance** to grab yours!", "markup": "markdown", "kind": "event"},
        {"text": "We bake rye.", "reply_to": "When do you open on Sunday?"},
        {"text": PUSHY, "settings": {"ignore": ["pushiness"]}, "worth": True},
        {"text": ""},
        {"text": CALM, "settings": {"ignore": ["pushiness"]}},
    ]
    reply = ask(server, *drafts)
    assert reply.status == 200
    CheckManyAnswer.model_validate(reply.json)
    reports = reply.json["reports"]
    assert [report.pop("id") for report in reports] == ["one", *[None] * 6]
    for draft, report in zip(drafts, reports, strict=True):
        assert report == server.check(**{key: value for key, value in draft.items() if key != "id"}).json


def test_python_checks_the_same_drafts_in_the_same_way(server: RunningServer) -> None:
    drafts: list[dict[str, Any]] = [
        {"text": PUSHY, "worth": True},
        {"text": CALM, "platform": "LinkedIn"},
        {"text": "Yes.", "reply_to": "When do you open?", "kind": "reply"},
        {"text": "half a pair: \ud83d"},
        {"text": "Hello", "platform": "myspace"},
        {"text": "Hello", "kind": "evnt"},
        {"text": "a" * 100_001},
    ]
    over_http = ask(server, *[draft | {"offsets": "code-point"} for draft in drafts]).json["reports"]
    in_python = list(softsell.check_many(drafts, errors="yield"))
    assert len(over_http) == len(in_python) == 7
    for answer, result in zip(over_http[:3], in_python, strict=False):
        assert isinstance(result, softsell.Report)
        report = result.to_dict()
        assert answer["scores"] == report["scores"]
        fields = ("rule", "severity", "start", "end", "message", "fixes")
        found, expected = answer["findings"], report["findings"]
        assert [{key: one[key] for key in fields} for one in found] == [
            {key: one[key] for key in fields} for one in expected
        ]
    for answer, result in zip(over_http[3:], in_python[3:], strict=True):
        assert "problem" in answer
        assert isinstance(result, softsell.SoftsellError)


@pytest.mark.parametrize(
    ("bad", "kind", "said"),
    [
        ("Hello", "invalid-request", "an object with its text"),
        (None, "invalid-request", "an object with its text"),
        ([], "invalid-request", "an object with its text"),
        ({}, "invalid-request", "“text”"),
        ({"text": 5}, "invalid-request", "“text”"),
        ({"text": "Hello", "colour": "green"}, "invalid-request", "“colour”"),
        ({"text": "Hello", "drafts": []}, "invalid-request", "“drafts”"),
        ({"text": "Hello", "platform": "instagrm"}, "invalid-request", "did you mean “instagram”"),
        ({"text": "Hello", "kind": "evnt"}, "invalid-request", "did you mean “event”"),
        ({"text": "a" * 100_001}, "too-large", "100,001"),
        ({"text": "Hello", "reply_to": "a" * 20_001}, "too-large", "“reply_to”"),
        ({"text": "nul \0"}, "invalid-request", "NUL"),
        ({"text": "half \ud83d"}, "malformed-request", "surrogate"),
        ({"text": "Hello", "\udc00": 1}, "malformed-request", "surrogate"),
        ({"text": "Hello", "settings": {"select": ["pushines"]}}, "invalid-settings", "“pushines”"),
        ({"text": "Hello", "settings": {"packs": ["/etc"]}}, "invalid-settings", "packs"),
    ],
)
def test_a_bad_draft_costs_only_itself(server: RunningServer, bad: object, kind: str, said: str) -> None:
    reply = ask(server, {"text": PUSHY}, bad, {"text": CALM})
    assert reply.status == 200
    CheckManyAnswer.model_validate(reply.json)
    before, problem, after = reply.json["reports"]
    assert before["findings"]
    assert after["findings"] is not None
    assert problem["problem"]["type"] == f"urn:softsell:problem:{kind}"
    assert said in problem["problem"]["detail"]


def test_a_bad_draft_keeps_its_id_if_the_id_can_be_sent_back(server: RunningServer) -> None:
    bad = [{"id": "a", "text": 5}, {"id": 7, "text": 5}, {"id": "\ud83d", "text": "x"}, {"id": "a" * 201, "text": "x"}]
    assert [one["id"] for one in ask(server, *bad).json["reports"]] == ["a", None, None, None]
    assert all("problem" in one for one in ask(server, *bad).json["reports"])


def test_no_problem_quotes_a_draft(server: RunningServer) -> None:
    secret = "lavenderhoneycomb"
    bad = [{"text": secret, "platform": 5}, {"text": {secret: secret}}, secret, {"text": f"{secret}\0"}]
    assert secret not in ask(server, *bad).body.decode()


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"drafts": []}, 200, "[]"),
        ({"drafts": {}}, 400, "“drafts”"),
        ({"drafts": None}, 400, "“drafts”"),
        ({"drafts": [], "text": "Hello"}, 400, "“text”"),
        ({"drafts": [], "\ud83d": 1}, 400, "surrogate"),
        ({"drafts": [{"text": "a"}] * 1_001}, 400, "1,000"),
        ({"drafts": [{"text": "a" * 99_000}] * 6}, 413, "500,000"),
        ({"drafts": [{"text": "a", "settings": {"allow": [str(n)]}} for n in range(17)]}, 400, "16"),
        ({"drafts": [{"text": "a" * 100_000}] * 11}, 413, "1024 KB"),
        ({"drafts": [[[]]] * 80_000}, 400, "1,000"),
    ],
)
def test_the_request_as_a_whole_is_bounded(
    server: RunningServer, body: Mapping[str, object], status: int, said: str
) -> None:
    reply = server.ask("POST", "/v1/check", body, token=server.owner)
    assert (reply.status, said in reply.body.decode()) == (status, True)


def test_a_full_request_is_answered_in_order(server: RunningServer) -> None:
    drafts = [{"text": f"Hurry, only {number} left!", "id": str(number)} for number in range(1_000)]
    reports = ask(server, *drafts).json["reports"]
    assert [report["id"] for report in reports] == [draft["id"] for draft in drafts]
    assert all("findings" in report for report in reports)


def test_what_fixes_are_worth_is_found_out_for_a_limited_amount_of_text(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MAX_BATCH_TEXT", 100)
    reports = ask(server, *[{"text": "We utilize rye, and utilize it.", "worth": True}] * 3).json["reports"]
    fixes = [fix for report in reports for finding in report["findings"] for fix in finding["fixes"]]
    known = ["worth" in fix for fix in fixes]
    assert known == sorted(known, reverse=True)
    assert {True, False} == set(known)


def test_one_who_types_does_not_wait_behind_many_drafts(start: Start, tmp_path: Path) -> None:
    """Not even as the same client, and although each piece of the batch is short."""
    done: list[str] = []
    with start(tmp_path / "state") as server, ThreadPoolExecutor(2) as clients:

        def many() -> None:
            assert ask(server, *[{"text": "Bread at six?"}] * 400).status == 200
            done.append("many")

        def typed() -> None:
            assert server.check("Bread at six?").status == 200
            done.append("typed")

        with held(server.services.worker):
            asked = [clients.submit(many)]
            wait_until(lambda: server.services.worker.waiting == 1)
            asked.append(clients.submit(typed))
            wait_until(lambda: server.services.worker.waiting == 2)
        for future in asked:
            future.result()
    assert done == ["typed", "many"]


def test_few_such_requests_run_at_once(fresh_server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Because each holds its results in memory until it's done."""
    monkeypatch.setattr(worker_module, "MAX_BATCHES", 3)
    monkeypatch.setattr(worker_module, "MAX_BATCHES_PER_CLIENT", 2)
    _, other = fresh_server.services.tokens.create("another script", "script")
    worker = fresh_server.services.worker
    with ThreadPoolExecutor(3) as clients:
        with held(worker):
            running = [clients.submit(ask, fresh_server, {"text": CALM}) for _ in range(2)]
            wait_until(lambda: worker.waiting == 2)
            refused = ask(fresh_server, {"text": CALM})
            assert (refused.status, refused.headers["retry-after"]) == (503, "1")
            running.append(clients.submit(ask, fresh_server, {"text": CALM}, token=other))
            wait_until(lambda: worker.waiting == 3)
            assert ask(fresh_server, {"text": CALM}, token=other).status == 503
            assert fresh_server.ask("POST", "/v1/feed", {"posts": []}, token=other).status == 503
        assert [future.result().status for future in running] == [200] * 3
    assert ask(fresh_server, {"text": CALM}).status == 200


def test_nothing_goes_on_for_a_client_that_has_gone(start: Start, tmp_path: Path) -> None:
    with start(tmp_path / "state") as server:
        worker = server.services.worker
        with held(worker):
            connection = http.client.HTTPConnection("127.0.0.1", server.port)
            body = json.dumps({"drafts": [{"text": CALM}] * 1_000})
            headers = {"Authorization": f"Bearer {server.owner}", "Content-Type": "application/json"}
            connection.request("POST", "/v1/check", body, headers)
            wait_until(lambda: worker.waiting == 1)
            connection.close()
            wait_until(lambda: not worker._batches)
        assert server.check().status == 200
        assert ("POST", "/v1/check", 200) not in server.answers[:-1]
