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
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, TypeAdapter, WithJsonSchema

from softsell.checks.finding import Severity
from softsell.checks.question_data import When
from softsell.platforms import PLATFORMS
from softsell.vocabulary import DIMENSIONS, SCOPES

MAX_RULES = 1_000
NO_DIMENSION = "none"
MAX_EXAMPLES = 100
MAX_EXAMPLE_LENGTH = 5_000
MAX_PHRASES = 10_000
MAX_TOPICS = 1_000
MAX_NOUNS = 1_000
MAX_QUESTIONS = 50
MAX_REPLACEMENT = 500
"""Characters of what a fix writes."""
MAX_REPLACEMENTS = 20
"""Texts to choose from for one pattern."""

if TYPE_CHECKING:
    Platform = str
    PlatformOrAll = str
    Scope = str
else:
    Platform = Literal[PLATFORMS]
    PlatformOrAll = Literal[("all", *PLATFORMS)]
    Scope = Literal[tuple(SCOPES)]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Points = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Bound = Annotated[float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False)]
# Which names a pack may use besides the four is known only when its pack.yml is read; see ``validate``.
Dimension = Annotated[str, WithJsonSchema({"anyOf": [{"enum": [*DIMENSIONS, NO_DIMENSION]}, {"type": "string"}]})]
Question = Annotated[str, StringConstraints(min_length=1, max_length=200)]
TopicName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([ -][a-z0-9]+)*$", max_length=60)]
NOUN = r"^[^\W_][\w'.-]*( [^\W_][\w'.-]*){0,2}$"
Noun = Annotated[str, StringConstraints(pattern=NOUN, max_length=60)]
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
    dimension: Dimension | None = None
    """Which score it feeds, if not the pack's own; none for no score."""
    unless: list[str] = []
    """Patterns of what is fine: a hit inside one of them is dropped."""
    platforms: Annotated[list[PlatformOrAll], Field(min_length=1)] = ["all"]
    """Where the rule holds: names of platforms, or all."""
    scope: Annotated[Scope, Field(description=f"Where in the draft it looks: {', '.join(SCOPES)}.")] = "draft"
    positive: bool = False
    """true for a rule that praises: it never fails a check."""
    enabled: bool = True
    """false for a rule that is off until a user switches it on."""
    quoted: bool = False
    """true to find words too that the writer doesn't say: quoted words, names, and what nobody needs to do."""
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
    dimension: Dimension | None = None
    """Which score its rules feed: pushiness, self-focus, questions, readability or one of “dimensions”; none for no score."""
    dimensions: Annotated[list[Id], Field(max_length=10)] = []
    """Scores of its own, besides the four: each is reported for every draft."""
    extends: Annotated[list[Id], Field(max_length=20)] = []
    """Packs it builds upon."""
    rules: dict[str, ChangeEntry] = {}
    """What it changes of their rules, by full id (pack/rule)."""
    measures: Annotated[list[MeasureEntry], Field(max_length=50)] = []
    """How measures feed the score, besides rules."""


class TopicEntry(Entry):
    """Something that a post may be about, and what to ask about it."""

    nouns: Annotated[list[Noun], Field(max_length=MAX_NOUNS)] = []
    """Its nouns, in the singular. Two or three words may be one noun. A noun under two topics belongs to the first."""
    ask: Annotated[list[Question], Field(max_length=MAX_QUESTIONS)] = []
    """Questions, the best one first. {noun} is the post's own noun, {one} and {many} its singular and plural."""
    choice: Question | None = None
    """The question for a post that names several in a row. {list} is that row."""
    at_work: bool = False
    """true for what is asked first on LinkedIn."""
    weight: Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)] | None = None
    """How much a mention counts: 1 if not said, less for what is more often a setting than the topic."""
    anywhere: bool = False
    """true where the noun is the topic behind a preposition too."""


class ToldEntry(Entry):
    """What a post may tell, and the question that fits."""

    ask: Question
    """The question. {i} is who writes, “I” or “we”."""
    patterns: Annotated[list[str], Field(min_length=1)]
    """What calls for the question, any of them."""
    when: When = "first"
    """first for what goes before the post's topic, shown for what is done before the reader's eyes, last for what comes after the topic."""


class QuestionsEntry(Entry):
    """A file of questions: what softsell may suggest to a post that asks nothing."""

    topics: Annotated[dict[TopicName, TopicEntry], Field(max_length=MAX_TOPICS)] = {}
    """What a post may be about, by name, and what to ask then."""
    no_topics: Annotated[list[Noun], Field(max_length=MAX_NOUNS)] = []
    """Words that are no topic, although one of them would be."""
    told: Annotated[list[ToldEntry], Field(max_length=MAX_TOPICS)] = []
    """What a post may tell, and the question that fits."""
    long_ago: Annotated[list[Question], Field(max_length=MAX_QUESTIONS)] = []
    """What to ask, after all else, of a post that names a year long past."""


RULE_KEYS = tuple(RuleEntry.model_fields)
QUESTION_KEYS = tuple(QuestionsEntry.model_fields)


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
    """The JSON Schema (draft 2020-12) of all sorts of pack files: a list is a file of rules, a mapping pack.yml or a file of questions."""
    definitions: dict[str, Any] = {}
    pack = _schema(TypeAdapter(PackEntry), definitions)
    rule = _schema(TypeAdapter(RuleEntry), definitions)
    questions = _schema(TypeAdapter(QuestionsEntry), definitions)
    kind_names = sorted(kinds())
    rule["properties"]["kind"] = {"enum": kind_names, "description": rule["properties"]["kind"]["description"]}
    rule.pop("additionalProperties")
    rule["allOf"] = [_schema_of_kind(name, rule["properties"], definitions) for name in kind_names]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "softsell rule pack",
        "description": "pack.yml, a file of questions (mappings both) or a file of rules (a list).",
        "if": {"type": "array"},
        "then": {"type": "array", "items": {"$ref": "#/$defs/RuleEntry"}, "maxItems": MAX_RULES},
        "else": {
            "if": {"anyOf": [{"required": [key]} for key in QUESTION_KEYS]},
            "then": {"$ref": "#/$defs/QuestionsEntry"},
            "else": {"$ref": "#/$defs/PackEntry"},
        },
        "$defs": dict(
            sorted((definitions | {"PackEntry": pack, "QuestionsEntry": questions, "RuleEntry": rule}).items())
        ),
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
