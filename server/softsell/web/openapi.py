"""The OpenAPI 3.1 document of API v1, generated from the table of endpoints and the models that validate requests.

Not here: the LanguageTool API, which LanguageTool documents.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from softsell.web.api.models import ProblemBody
from softsell.web.endpoint import Endpoint
from softsell.web.problems import (
    BUSY,
    FAILED,
    HEADERS,
    HOST,
    INVALID,
    MALFORMED,
    MEDIA_TYPE,
    NOT_JSON,
    NOT_YOURS,
    ORIGIN,
    SLOW,
    TOO_LARGE,
    UNAUTHORISED,
    Problem,
)

_ANYWHERE = (HOST, ORIGIN, HEADERS, BUSY, FAILED, SLOW, MALFORMED)


@cache
def document(endpoints: tuple[Endpoint, ...], version: str) -> dict[str, Any]:
    """Return the whole document. Don't change it: it is made once."""
    described = [(endpoint, endpoint.answer) for endpoint in endpoints if endpoint.answer is not None]
    models: dict[type[BaseModel], Any] = {ProblemBody: "validation"}
    paths: dict[str, Any] = {}
    for endpoint, answer in described:
        models[answer] = "validation"
        if endpoint.asked is not None:
            models[endpoint.asked] = "validation"
        for method in endpoint.methods:
            paths.setdefault(endpoint.path, {})[method.lower()] = _describe(endpoint, answer)
    _, definitions = models_json_schema(list(models.items()), ref_template="#/components/schemas/{model}")
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


def _describe(endpoint: Endpoint, answer: type[BaseModel]) -> dict[str, Any]:
    description: dict[str, Any] = {
        "operationId": endpoint.path.removeprefix("/v1/").replace("/", "-")
        + ("-put" if "PUT" in endpoint.methods else ""),
        "summary": endpoint.summary,
        "responses": {
            "200": {"description": "Done", **_content("application/json", answer)},
            **_describe_refusals(endpoint),
        },
    }
    if endpoint.asked is not None:
        description["requestBody"] = {"required": True, **_content("application/json", endpoint.asked)}
    if endpoint.access in ("anyone", "own page"):
        description["security"] = []
    return description


def _describe_refusals(endpoint: Endpoint) -> dict[str, Any]:
    given = list(_ANYWHERE)
    if endpoint.own_user or endpoint.access in ("user", "command line"):
        given.append(NOT_YOURS)
    given += endpoint.problems
    if endpoint.access not in ("anyone", "own page"):
        given.append(UNAUTHORISED)
    if endpoint.asked is not None:
        given += (INVALID, TOO_LARGE, NOT_JSON)
    by_status: dict[int, list[Problem]] = {}
    for problem in given:
        by_status.setdefault(problem.status, []).append(problem)
    return {
        str(status): {
            "description": "; ".join(f"{problem.title} (`{problem.type}`)" for problem in problems),
            **_content(MEDIA_TYPE, ProblemBody),
        }
        for status, problems in sorted(by_status.items())
    }


def _content(media_type: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"content": {media_type: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}}
