"""The references of the pack format and of the HTTP API, from their schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from docs.field_lists import Schema, list_fields, type_of
from docs.page import ROOT, Page, code, described, items, link, section
from softsell import __version__
from softsell.web.endpoints import ENDPOINTS
from softsell.web.openapi import document

_PACK_ORDER = ("PackEntry", "RuleEntry", "QuestionsEntry")
"""The files of a pack; what they are made of follows."""


def pack_schema_page() -> Page:
    """Return the page of all keys of a pack, from ``rules/pack.schema.json``."""
    schema = json.loads((ROOT / "rules" / "pack.schema.json").read_text("utf-8"))
    entries: Mapping[str, Schema] = schema["$defs"]
    body = (
        f"<p>{escape(schema['description'])} {link('reference/packs', 'The pack format')} explains them with examples. "
        "“softsell packs schema” prints the schema for an editor.</p>"
    )
    for name in (*_PACK_ORDER, *(name for name in entries if name not in _PACK_ORDER)):
        entry = entries[name]
        body += section(f"type-{name}", name, _describe_type(entry))
        if name == "RuleEntry":
            body += "".join(_describe_kind(part) for part in entry["allOf"])
    return Page("reference/pack-schema", "Every key of a pack", body, "The keys of pack.yml, rules and questions.")


def _describe_kind(part: Schema) -> str:
    """Return the keys that only rules of one kind have."""
    kind = part["if"]["properties"]["kind"]["const"]
    own = {name: value for name, value in part["then"]["properties"].items() if value is not True}
    fields = list_fields({"properties": own, "required": part["then"]["required"]})
    return section(f"kind-{kind}", f"Rules of kind {code(kind)}", fields, level=3)


def http_page() -> Page:
    """Return the page of all addresses, from the OpenAPI document."""
    api = document(ENDPOINTS, __version__)
    body = (
        "<p>The server listens on this computer only: <code>http://127.0.0.1:7355</code>, or the port in your settings. "
        "Requests and answers are JSON in UTF-8. Most need a token: "
        f"<code>softsell pair --token NAME</code> prints one for a script. {link('reference/protocol', 'The protocol')} "
        f"explains pairing and proofs, {link('programs', 'softsell from programs')} has examples, and "
        "<code>/openapi.json</code> has all of this page for programs.</p>"
    )
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            title = f"{escape(operation['summary'])} {code(f'{method.upper()} {path}')}"
            body += section(f"{method}-{operation['operationId']}", title, _describe_operation(operation))
    types = api["components"]["schemas"]
    shown = (section(f"type-{name}", name, _describe_type(types[name]), level=3) for name in sorted(types))
    body += section("types", "What requests and answers are made of", "".join(shown))
    return Page("reference/http", "HTTP", body, "Every address of the local server.")


def _describe_operation(operation: Mapping[str, Any]) -> str:
    parts = []
    if operation.get("security") == []:
        parts.append("It needs no token.")
    if "requestBody" in operation:
        parts.append(f"It takes {_content_type(operation['requestBody'])}.")
    parts.append(f"It answers with {_content_type(operation['responses']['200'])}.")
    refusals = {status: answer for status, answer in operation["responses"].items() if status != "200"}
    listed = items(f"{code(status)} {described(answer['description'])}" for status, answer in refusals.items())
    return f"<p>{' '.join(parts)}</p>\n<details><summary>Refusals</summary>{listed}</details>"


def _content_type(body: Mapping[str, Any]) -> str:
    (content,) = body["content"].values()
    return type_of(content["schema"])


def _describe_type(schema: Schema) -> str:
    said = f"<p>{described(schema['description'])}</p>\n" if "description" in schema else ""
    return said + (list_fields(schema) if schema.get("type") == "object" else f"<p>{type_of(schema)}</p>")
