"""JSON Schemas as lists of fields, for the references of packs and of HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from docs.page import code, described, terms

Schema = Mapping[str, Any]

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "mapping",
    "null": "null",
}


def list_fields(schema: Schema) -> str:
    """Return the fields of an object, those that are needed first."""
    required = set(schema.get("required", ()))
    fields = sorted(schema.get("properties", {}).items(), key=lambda entry: entry[0] not in required)
    listed = [(f"{code(name)} {type_of(value)}", _remarks(name in required, value)) for name, value in fields]
    return terms(listed) if listed else "<p>It has no fields.</p>"


def type_of(schema: Schema) -> str:
    """Return what values a schema allows, as HTML. A named schema is a link to its heading, ``#type-NAME``."""
    if "$ref" in schema:
        name = escape(str(schema["$ref"]).rpartition("/")[2])
        return f'<a href="#type-{name}">{name}</a>'
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(map(type_of, schema[key])))
    if "enum" in schema:
        return ", ".join(code(_written(value)) for value in schema["enum"])
    if "const" in schema:
        return code(_written(schema["const"]))
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"mapping of {type_of(schema['additionalProperties'])}"
    return _TYPES.get(str(schema.get("type")), "anything")


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _remarks(required: bool, schema: Schema) -> str:
    parts = [described(str(schema.get("description", "")))]
    if required:
        parts.append("<strong>Needed.</strong>")
    elif "default" in schema and schema["default"] not in (None, "", [], {}):
        parts.append(f"Default: {code(_written(schema['default']))}.")
    parts += _limits(schema)
    return " ".join(filter(None, parts))


def _limits(schema: Schema) -> Iterator[str]:
    for part in (schema, *schema.get("anyOf", ())):
        bounds = [
            f"{word} {part[key]:,g}" for key, word in (("minimum", "at least"), ("maximum", "at most")) if key in part
        ]
        lengths = (("maxLength", "characters"), ("maxItems", "entries"))
        bounds += [f"at most {part[key]:,} {unit}" for key, unit in lengths if key in part]
        if bounds:
            yield f"{', '.join(bounds).capitalize()}."
