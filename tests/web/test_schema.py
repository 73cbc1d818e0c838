"""The OpenAPI document is the truth: whatever schemathesis thinks up gets a documented answer, and never a server error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from softsell import __version__
from softsell.web import problems
from softsell.web.endpoints import ENDPOINTS
from softsell.web.openapi import document
from softsell.web.pairing import desk
from softsell.web.problems import Problem

if TYPE_CHECKING:
    from tests.web.conftest import RunningServer, Start

schemathesis = pytest.importorskip("schemathesis")

from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance  # noqa: E402

PATIENCE_SECONDS = 120
"""How long to wait for an answer. A busy machine takes its time, and no test asserts it."""

schema = schemathesis.openapi.from_dict(document(ENDPOINTS, __version__))


@pytest.fixture(scope="module")
def lenient(start: Start, unhurried: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that lets anyone ask to pair as often as they like: being told to wait is not what is looked for here."""
    patch = pytest.MonkeyPatch()
    patch.setattr(desk, "MAX_WAITING", 10**9)
    patch.setattr(desk, "MAX_PER_WINDOW", 10**9)
    # It writes settings.
    patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    with start(tmp_path_factory.mktemp("state")) as running:
        # Asked to stop, it would not answer the rest.
        patch.setattr(running.services.activity, "stop", lambda: None)
        yield running
    patch.undo()


@schema.parametrize()  # type: ignore[untyped-decorator] # schemathesis' own
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_documented(case: Any, lenient: RunningServer) -> None:
    case.call_and_validate(
        base_url=f"http://127.0.0.1:{lenient.port}",
        headers={"Authorization": f"Bearer {lenient.owner}"},
        # Settings that name no rule and codes that nobody shows fit the schema and are refused all the same. Among many drafts, one
        # that breaks the schema gets its refusal inside an answer with status 200.
        excluded_checks=[
            *([positive_data_acceptance] if case.method == "POST" else []),
            *([negative_data_rejection] if case.path == "/v1/check" else []),
        ],
        timeout=PATIENCE_SECONDS,
    )


def test_the_document_is_served_to_those_it_knows(server: RunningServer) -> None:
    reply = server.ask("GET", "/openapi.json", token=server.owner)
    assert reply.json == document(ENDPOINTS, __version__)
    assert reply.json["openapi"].startswith("3.1")
    assert server.ask("GET", "/openapi.json").json == reply.json  # it says nothing about the user


def test_every_kind_of_problem_stands_in_the_document() -> None:
    text = json.dumps(document(ENDPOINTS, __version__))
    # Where there is nothing, nothing can be documented.
    nowhere = {"not-found", "method-not-allowed"}
    every = [problem for problem in vars(problems).values() if isinstance(problem, Problem)]
    assert {problem.name for problem in every if problem.type not in text} == nowhere


def test_every_documented_path_is_there(server: RunningServer) -> None:
    for endpoint in ENDPOINTS:
        for method in endpoint.methods if endpoint.answer is not None else ():
            reply = server.ask(method, endpoint.path, b"", token=server.owner)
            assert reply.status not in (404, 405), endpoint.path
