"""What a pack may hold, as types. They check every pack, and ``rules/pack.schema.json`` is generated from them.

Imports pydantic, so only the path that really reads YAML comes here; a pack out of the cache does not. What types can't say (patterns
that parse, names used twice) is checked in ``validate``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import ModuleType
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, TypeAdapter

from softsell.checks.finding import Severity
from softsell.checks.rule import Dimension, Scope

MAX_RULES = 1_000
MAX_EXAMPLES = 100
MAX_EXAMPLE_LENGTH = 5_000
MAX_PHRASES = 10_000
MAX_REPLACEMENT = 500
"""Characters of what a fix writes."""
MAX_REPLACEMENTS = 20
"""Texts to choose from for one pattern."""

Platform = Literal[
    "x", "linkedin", "facebook", "instagram", "threads", "bluesky", "mastodon", "pinterest", "tumblr", "youtube", "reddit", "tiktok", "blog"
]  # fmt: skip

PLATFORMS: tuple[str, ...] = get_args(Platform)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Points = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Bound = Annotated[float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False)]
ExampleText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_EXAMPLE_LENGTH)]


class Entry(BaseModel):
    """Any mapping of a pack: unknown keys are mistakes, attribute docstrings are the schema's descriptions."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ExampleEntry(Entry):
    """An example that needs some context."""

    text: ExampleText
    """The draft. In a bad one [[ and ]] mark what the rule must find; no marks mean the whole draft."""
    needs: Literal["model"] | None = None
    """Set to model where only the trained language model tells this example apart."""
    platform: Platform | None = None
    """Where the draft is meant to be posted."""
    brand: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    """The name of the business that writes."""
    reply_to: ExampleText | None = None
    """The message that this draft answers."""


def _example_tag(value: Any) -> str:
    return "ExampleEntry" if isinstance(value, dict | ExampleEntry) else "plain"


AnyExample = Annotated[
    Annotated[ExampleText, Tag("plain")] | Annotated[ExampleEntry, Tag("ExampleEntry")], Discriminator(_example_tag)
]
"""Told apart by what was written, so that a mistake is told for the one that was meant."""


class ExamplesEntry(Entry):
    """The drafts that prove a rule: each is checked whenever the pack is."""

    bad: Annotated[list[AnyExample], Field(min_length=1, max_length=MAX_EXAMPLES)]
    """Drafts the rule must find fault with, with [[ ]] around what it finds."""
    good: Annotated[list[AnyExample], Field(min_length=1, max_length=MAX_EXAMPLES)]
    """Drafts the rule must leave alone. The best are near misses."""


class RuleEntry(Entry):
    """What every rule has, whatever its kind."""

    id: Id
    """Its name: small letters, digits and hyphens. Users see it as pack/rule."""
    kind: str
    """What sort of rule it is: phrase, swap, count …"""
    severity: Severity = "warning"
    """suggestion, warning or error."""
    weight: Points = 5.0
    """How many points one hit adds to the score. Below zero for something good."""
    message: Line
    """What to tell the writer, in one sentence. {match} is what was found, {count} and {bound} the numbers of a counting rule."""
    why: Line
    """The idea behind it, in one sentence."""
    source: Annotated[str, StringConstraints(max_length=200)] = ""
    """Where the idea comes from."""
    dimension: Literal[Dimension, "none"] | None = None
    """Which score it feeds, if not the pack's own; none for no score."""
    unless: list[str] = []
    """Patterns of what is fine: a hit inside one of them is dropped."""
    platforms: Annotated[list[Literal["all", Platform]], Field(min_length=1)] = ["all"]
    """Where the rule holds: names of platforms, or all."""
    scope: Scope = "draft"
    """Where in the draft it looks: draft, opening, sentence, closing or hashtags."""
    positive: bool = False
    """true for a rule that praises: it never fails a check."""
    enabled: bool = True
    """false for a rule that is off until a user switches it on."""
    max_hits: Annotated[int, Field(ge=1, le=100)] = 3
    """How many hits count towards the score at most."""
    examples: ExamplesEntry
    """The drafts that prove the rule: at least one bad and one good."""


class MeasureEntry(Entry):
    """How a measure feeds the score: no points at low, all of them at high, straight between."""

    measure: str
    """A measure by name, such as words or flesch_kincaid_grade."""
    low: Bound
    """Where it begins to count."""
    high: Bound
    """Where it counts in full. May be below low, for measures that are better when larger."""
    points: Points
    """Points at high."""


class ChangeEntry(Entry):
    """What this pack changes of a rule of a pack that it extends."""

    enabled: bool | None = None
    """false switches the rule off, true switches it on."""
    severity: Severity | None = None
    """A new severity."""
    weight: Points | None = None
    """A new weight."""
    at_most: Bound | None = None
    """A new upper bound."""
    at_least: Bound | None = None
    """A new lower bound."""
    add: list[str] = []
    """Further patterns."""
    remove: list[str] = []
    """Patterns to drop, written exactly as in the pack."""
    allow: list[str] = []
    """Patterns this rule leaves alone."""


class PackEntry(Entry):
    """pack.yml: what a pack says of itself."""

    name: Id
    """The pack's name: small letters, digits and hyphens. It is the first part of its rules' ids."""
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,3}([-+.][0-9A-Za-z.-]+)?$", max_length=40)]
    """Such as 1.0.0. Raise it when the pack changes."""
    description: Line
    """What the pack is for, in one sentence."""
    license: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """Under what terms others may use it, such as MIT or CC0-1.0."""
    language: Literal["en"] = "en"
    """The language of the drafts it reads. Only en for now."""
    dimension: Literal[Dimension, "none"] | None = None
    """Which of the four scores its rules feed: pushiness, self-focus, questions or readability; none for no score."""
    extends: Annotated[list[Id], Field(max_length=20)] = []
    """Packs it builds upon."""
    rules: dict[str, ChangeEntry] = {}
    """What it changes of their rules, by full id (pack/rule)."""
    measures: Annotated[list[MeasureEntry], Field(max_length=50)] = []
    """How measures feed the score, besides rules."""


RULE_KEYS = tuple(RuleEntry.model_fields)


def kinds() -> Mapping[str, ModuleType]:
    """Every kind's module, by the kind's name."""
    from softsell.checks import KINDS

    return KINDS


@cache
def options_adapter(kind: str) -> TypeAdapter[Any]:
    """What checks the keys that only this kind has."""
    return TypeAdapter(kinds()[kind].Options)


def option_names(kind: str) -> list[str]:
    """The keys that only this kind has."""
    return [field.name for field in fields(kinds()[kind].Options)]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of both sorts of pack files: a mapping is pack.yml, a list is a file of rules."""
    definitions: dict[str, Any] = {}
    pack = _schema(TypeAdapter(PackEntry), definitions)
    rule = _schema(TypeAdapter(RuleEntry), definitions)
    kind_names = sorted(kinds())
    rule["properties"]["kind"] = {"enum": kind_names, "description": rule["properties"]["kind"]["description"]}
    rule.pop("additionalProperties")
    rule["allOf"] = [_schema_of_kind(name, rule["properties"], definitions) for name in kind_names]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "softsell rule pack",
        "description": "pack.yml (a mapping) or a file of rules (a list).",
        "if": {"type": "array"},
        "then": {"type": "array", "items": {"$ref": "#/$defs/RuleEntry"}, "maxItems": MAX_RULES},
        "else": {"$ref": "#/$defs/PackEntry"},
        "$defs": dict(sorted((definitions | {"PackEntry": pack, "RuleEntry": rule}).items())),
    }


def _schema(adapter: TypeAdapter[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    schema = adapter.json_schema(ref_template="#/$defs/{model}")
    definitions.update(schema.pop("$defs", {}))
    return schema


def _schema_of_kind(name: str, shared: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """If a rule is of this kind, it has these keys and no others. The shared keys are listed again: a schema can't add up keys."""
    options = _schema(options_adapter(name), definitions)
    then = {
        "properties": {**dict.fromkeys(shared, True), **options.get("properties", {})},
        "required": options.get("required", []),
        "additionalProperties": False,
    }
    return {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": then}


def schema_text() -> str:
    """``rules/pack.schema.json`` as it should be."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
