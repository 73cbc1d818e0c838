"""The OpenAPI 3.1 document of API v1, generated from the types that check requests (``schema``).

Not here: the LanguageTool API, which is LanguageTool's own to describe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from softsell.web.api import models as schema
from softsell.web.problems import (
    BUSY,
    FAILED,
    HEADERS,
    HOST,
    INVALID,
    MALFORMED,
    MEDIA_TYPE,
    NOT_HERE,
    NOT_JSON,
    NOT_YOURS,
    ORIGIN,
    PAIRING_OVER,
    SETTINGS,
    SLOW,
    TOO_LARGE,
    UNAUTHORISED,
    Problem,
)

_ANYWHERE = (HOST, ORIGIN, HEADERS, BUSY, FAILED, SLOW, MALFORMED)
_WITH_TOKEN = (UNAUTHORISED,)
_WITH_BODY = (INVALID, TOO_LARGE, NOT_JSON)


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint, as the document says it.

    Attributes:
        path, method: where it is.
        summary: what it does, in a few words.
        answer: the shape of its 200.
        asked: the shape of its body, where it takes one.
        problems: refusals besides those every endpoint may give.
        public: whether it needs no token.
    """

    path: str
    method: str
    summary: str
    answer: type[BaseModel]
    asked: type[schema.Request] | None = None
    problems: tuple[Problem, ...] = ()
    public: bool = False


OPERATIONS = (
    Operation("/v1/health", "get", "Say who answers", schema.Health, public=True),
    Operation("/v1/check", "post", "Check a draft", schema.CheckAnswer, schema.CheckRequest, (SETTINGS,)),
    Operation(
        "/v1/command",
        "post",
        "Do a check for the command line",
        schema.CommandAnswer,
        schema.CommandRequest,
        (NOT_YOURS, NOT_HERE),
    ),
    Operation("/v1/rules", "get", "List the rules", schema.RulesAnswer),
    Operation("/v1/rules/try", "post", "Try a rule file", schema.TryAnswer, schema.TryRequest),
    Operation("/v1/packs", "get", "List the packs", schema.PacksAnswer),
    Operation("/v1/pair", "post", "Ask to pair", schema.PairAnswer, schema.PairRequest, (NOT_YOURS,), True),
    Operation(
        "/v1/pair/poll",
        "post",
        "Ask what became of it",
        schema.PollAnswer,
        schema.PollRequest,
        (NOT_YOURS, PAIRING_OVER),
        True,
    ),
    Operation("/v1/pair/requests", "get", "List who waits", schema.WaitingPairings, None, (NOT_YOURS,)),
    Operation(
        "/v1/pair/approve", "post", "Say yes", schema.WaitingPairing, schema.CodeRequest, (NOT_YOURS, PAIRING_OVER)
    ),
    Operation("/v1/pair/deny", "post", "Say no", schema.WaitingPairing, schema.CodeRequest, (NOT_YOURS, PAIRING_OVER)),
    Operation("/v1/clients", "get", "List who is paired", schema.ClientsAnswer, None, (NOT_YOURS,)),
    Operation("/v1/links", "post", "Make a single-use link", schema.LinkAnswer, schema.LinkRequest, (NOT_YOURS,)),
)


def document(version: str) -> dict[str, Any]:
    """The whole document."""
    models: dict[type[BaseModel], Any] = {schema.ProblemBody: "validation"}
    for operation in OPERATIONS:
        models[operation.answer] = "validation"
        if operation.asked is not None:
            models[operation.asked] = "validation"
    _, definitions = models_json_schema(list(models.items()), ref_template="#/components/schemas/{model}")
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "softsell",
            "version": version,
            "description": "A linter for social posts, on your own computer. PROTOCOL.md beside the source says how to pair.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "From pairing."}},
        },
        "security": [{"token": []}],
    }


def _operation(operation: Operation) -> dict[str, Any]:
    description: dict[str, Any] = {
        "operationId": operation.path.removeprefix("/v1/").replace("/", "-"),
        "summary": operation.summary,
        "responses": {
            "200": {"description": "Done", **_content("application/json", operation.answer)},
            **_refusals(operation),
        },
    }
    if operation.asked is not None:
        description["requestBody"] = {"required": True, **_content("application/json", operation.asked)}
    if operation.public:
        description["security"] = []
    return description


def _refusals(operation: Operation) -> dict[str, Any]:
    given = [*_ANYWHERE, *operation.problems]
    given += [] if operation.public else _WITH_TOKEN
    given += _WITH_BODY if operation.asked is not None else ()
    by_status: dict[int, list[Problem]] = {}
    for problem in given:
        by_status.setdefault(problem.status, []).append(problem)
    return {
        str(status): {
            "description": "; ".join(f"{problem.title} (`{problem.type}`)" for problem in problems),
            **_content(MEDIA_TYPE, schema.ProblemBody),
        }
        for status, problems in sorted(by_status.items())
    }


def _content(media_type: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"content": {media_type: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}}
