"""The content of a pack as types. They validate every pack, and ``rules/pack.schema.json`` is generated from them.

This imports pydantic, so only code that reads YAML imports it; packs from the cache don't need it. ``validate`` checks what types can't
express, such as patterns that don't parse and names used twice.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)

from softsell.checks.finding import Severity
from softsell.checks.rule import EvidenceStrength, Show
from softsell.checks.suggestions.questions import When
from softsell.platforms import PLATFORMS
from softsell.vocabulary import DIMENSIONS, POST_GROUPS, POST_KINDS, SCOPES

MAX_RULES = 1_000
NO_DIMENSION = "none"
MAX_EXAMPLES = 100
MAX_EVIDENCE = 50
MAX_EXAMPLE_LENGTH = 5_000
MAX_PHRASES = 10_000
MAX_TOPICS = 1_000
MAX_NOUNS = 1_000
MAX_QUESTIONS = 50
MAX_REPLACEMENT = 500
"""Maximum length of a fix's text, in characters."""
MAX_REPLACEMENTS = 20
"""Maximum number of texts to choose from for one pattern."""

if TYPE_CHECKING:
    Platform = str
    PlatformOrAll = str
    Scope = str
    PostKind = str
else:
    Platform = Literal[PLATFORMS]
    PlatformOrAll = Literal[("all", *PLATFORMS)]
    Scope = Literal[tuple(SCOPES)]
    PostKind = Literal[(*POST_GROUPS, *POST_KINDS)]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Points = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Bound = Annotated[float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False)]
# A pack's pack.yml can declare further names. ``validate`` checks them.
Dimension = Annotated[str, WithJsonSchema({"anyOf": [{"enum": [*DIMENSIONS, NO_DIMENSION]}, {"type": "string"}]})]
Question = Annotated[str, StringConstraints(min_length=1, max_length=200)]
TopicName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([ -][a-z0-9]+)*$", max_length=60)]
NOUN = r"^[^\W_][\w'.-]*( [^\W_][\w'.-]*){0,2}$"
Noun = Annotated[str, StringConstraints(pattern=NOUN, max_length=60)]
ExampleText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_EXAMPLE_LENGTH)]


class Entry(BaseModel):
    """Any mapping of a pack. Unknown keys are mistakes, and attribute docstrings become the schema's descriptions."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ExampleEntry(Entry):
    """An example with context."""

    text: ExampleText
    """The draft. In a bad one [[ and ]] mark what the rule must find; no marks mean the whole draft."""
    needs: Literal["model"] | None = None
    """Set to model if only the trained language model recognizes this example."""
    platform: Platform | None = None
    """The platform of the draft."""
    brand: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    """The name of the writer's business."""
    reply_to: ExampleText | None = None
    """The message that this draft answers."""


def _example_tag(value: Any) -> str:
    return "ExampleEntry" if isinstance(value, dict | ExampleEntry) else "plain"


AnyExample = Annotated[
    Annotated[ExampleText, Tag("plain")] | Annotated[ExampleEntry, Tag("ExampleEntry")], Discriminator(_example_tag)
]
"""The type depends on what was written, so that a mistake is reported for the type that was meant."""


class ExamplesEntry(Entry):
    """The drafts that prove a rule. They are checked with the pack."""

    bad: Annotated[list[AnyExample], Field(min_length=1, max_length=MAX_EXAMPLES)]
    """Drafts that the rule must flag, with [[ ]] around what it finds."""
    good: Annotated[list[AnyExample], Field(min_length=1, max_length=MAX_EXAMPLES)]
    """Drafts that the rule must not flag. The best ones are near misses."""


class EvidenceEntry(Entry):
    """What is known about the idea behind a rule."""

    found: Line
    """What was found, in a sentence or two."""
    where: Annotated[str, StringConstraints(max_length=300)] = ""
    """The source: authors, year and journal or address. Needed unless nothing is known."""
    sure: EvidenceStrength
    """How sure it is: experiments, field (field data that shows a cause), correlation, survey, or requirement (of a platform or the law).
    Where nothing is known: custom (what the trade does) or taste (what you prefer)."""


class PackEvidenceEntry(EvidenceEntry):
    """Evidence for several rules of a pack."""

    rules: Annotated[list[Id], Field(max_length=MAX_RULES)] = []
    """The rules that it's about, without the pack's name. Empty for all that have no evidence of their own."""


class RuleEntry(Entry):
    """The keys that every rule has, of any kind."""

    id: Id
    """Its name: lower-case letters, digits and hyphens. Users see it as pack/rule."""
    title: Annotated[str, StringConstraints(max_length=40)] = ""
    """What lists of rules call it, in a few words: what it finds. Without a title they use the id, with spaces."""
    kind: str
    """The kind of rule: phrase, swap, count …"""
    severity: Severity = "warning"
    """suggestion, warning or error."""
    weight: Points = 5.0
    """How many points one hit adds to the score. Below 0 for something good."""
    message: Line
    """The message to the writer, in one sentence. {match} is what was found, {count} and {bound} are the numbers of a counting rule."""
    why: Line
    """The idea behind it, in one sentence."""
    instead: Annotated[str, StringConstraints(max_length=160)] = ""
    """A text that says it better. The card shows it where there's no fix, and the rule must find nothing in it."""
    source: Annotated[str, StringConstraints(max_length=200)] = ""
    """Where the idea comes from."""
    evidence: Annotated[list[EvidenceEntry], Field(max_length=MAX_EVIDENCE)] = []
    """What is known about the idea, in place of what pack.yml says."""
    dimension: Dimension | None = None
    """The score that it feeds, if not the pack's; none for no score."""
    unless: list[str] = []
    """Patterns of what is fine. A hit inside one of them is dropped."""
    near: list[str] = []
    """Patterns of which one must be in a finding's sentence, or in the one before or after it."""
    silent_with: list[str] = []
    """Patterns that keep the rule silent: it says nothing about a draft in which one of them is found."""
    platforms: Annotated[list[PlatformOrAll], Field(min_length=1)] = ["all"]
    """The platforms of the rule, or all."""
    scope: Annotated[Scope, Field(description=f"Where in the draft it looks: {', '.join(SCOPES)}.")] = "draft"
    positive: bool = False
    """true for a rule that praises. It never fails a check."""
    enabled: bool = True
    """false for a rule that is off until a user switches it on."""
    show: Show = "always"
    """always; with-fix for a rule that is only worth showing where it offers a fix; never for a rule that only feeds the score."""
    quoted: bool = False
    """true to find words too that the writer doesn't say: quoted words, names, and what nobody needs to do."""
    max_hits: Annotated[int, Field(ge=1, le=100)] = 3
    """The maximum number of hits that count towards the score."""
    posts: list[PostKind] = []
    """The kinds of post that the rule is about, such as offer, or a group: sells, tells, talks. Empty for all."""
    not_posts: list[PostKind] = []
    """The kinds of post, or groups, that the rule leaves alone."""
    once: bool = False
    """true where one remark in a draft is enough, however many hits there are."""
    examples: ExamplesEntry
    """The drafts that prove the rule: at least one bad and one good."""


class MeasureEntry(Entry):
    """How a measure feeds the score: no points at low, all points at high, and linear between them."""

    measure: str
    """The name of a measure, such as words or flesch_kincaid_grade."""
    low: Bound
    """The value at which it begins to count."""
    high: Bound
    """The value at which it counts in full. Can be below low, for measures that are better when larger."""
    points: Points
    """Points at high."""


class ChangeEntry(Entry):
    """What this pack changes in a rule of a pack that it extends."""

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
    """Patterns to remove, written exactly as in the pack."""
    allow: list[str] = []
    """Patterns of what this rule ignores."""


class WhenUnsureEntry(Entry):
    """Holds back a pack's findings where a measure of the whole draft is low."""

    measure: str
    """A measure by name, such as pressure."""
    drop_below: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Below this value the findings are left out."""
    suggest_below: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Below this value warnings become suggestions."""
    suggestions_from: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Below this value the findings of rules that only suggest feed the score and aren't shown."""
    rules: list[str] = []
    """The rules it's about, by their ids without the pack's name. Leave it out for all of them."""


class PackEntry(Entry):
    """pack.yml: what a pack says about itself."""

    name: Id
    """The pack's name: lower-case letters, digits and hyphens. It is the first part of its rules' ids."""
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,3}([-+.][0-9A-Za-z.-]+)?$", max_length=40)]
    """The version, such as 1.0.0. Increase it when the pack changes."""
    description: Line
    """What the pack is for, in one sentence."""
    license: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """The license for others who use it, such as MIT or CC0-1.0."""
    language: Literal["en"] = "en"
    """The language of the drafts. Only en for now."""
    dimension: Dimension | None = None
    """The score that its rules feed: pushiness, self-focus, questions, readability or one of “dimensions”; none for no score."""
    dimensions: Annotated[list[Id], Field(max_length=10)] = []
    """Its own scores, besides the four. Each is reported for every draft."""
    extends: Annotated[list[Id], Field(max_length=20)] = []
    """The packs that it builds on."""
    rules: dict[str, ChangeEntry] = {}
    """What it changes in their rules, by full id (pack/rule)."""
    measures: Annotated[list[MeasureEntry], Field(max_length=50)] = []
    """How measures feed the score, besides rules."""
    evidence: Annotated[list[PackEvidenceEntry], Field(max_length=MAX_EVIDENCE)] = []
    """What is known about the ideas behind its rules."""
    when_unsure: WhenUnsureEntry | None = None
    """What becomes of its findings in a draft that as a whole doesn't read as its rules say."""


class TopicEntry(Entry):
    """Something that a post can be about, and what to ask about it."""

    nouns: Annotated[list[Noun], Field(max_length=MAX_NOUNS)] = []
    """Its nouns, in the singular. A noun can have up to three words. A noun under two topics belongs to the first."""
    ask: Annotated[list[Question], Field(max_length=MAX_QUESTIONS)] = []
    """Questions, the best one first. {noun} is the post's own noun, {one} and {many} its singular and plural, {thing} and {things} the
    same with the words that say which kind, as in “walnut rye”."""
    choice: Question | None = None
    """The question for a post that names several in a row. {list} is that row."""
    at_work: bool = False
    """true for what to ask first on LinkedIn."""
    weight: Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)] | None = None
    """How much a mention counts. The default is 1; use less for what is more often the setting than the topic."""
    anywhere: bool = False
    """true if the noun is the topic after a preposition, too."""


class ToldEntry(Entry):
    """What a post can say, and the question that fits."""

    ask: Question
    """The question. {i} is the writer, “I” or “we”; {them} whom the post is about, “her” or “it”; {person} the same if it's one person,
    “him” or “her”; {number} the first number in what the pattern found; {count} how many points the post lists;
    {event} the event it invites to and {day} its day; {task} and {doing} what it gives advice on, {mistake} what it advises against,
    {tip} the kind of tip, {behind} what stands behind what the pattern found and {name} the name there; {group} whom it speaks to. It's
    asked only if the post has them."""
    patterns: Annotated[list[str], Field(min_length=1)]
    """The patterns that call for the question. One of them is enough."""
    about: TopicName | None = None
    """The topic that the post has to be about as well. Then the question can use {noun}, {one}, {many}, {thing} and {things}."""
    unless: list[str] = []
    """Patterns that speak against the question. One of them is enough."""
    posts: list[PostKind] = []
    """The kinds of post, or groups of kinds, for which it's asked. The default is all."""
    at_least: Annotated[float, Field(ge=0, le=1)] = 0.0
    """How likely the kind of post must be, as softsell reads it."""
    when_measures: dict[str, float] = {}
    """Only where each of these measures is at least so large, such as lines: 5."""
    opening: bool = False
    """true if a pattern has to match in the post's opening: what comes later may only be mentioned."""
    starts: bool = False
    """true if the post has to begin with what a pattern finds."""
    names: Annotated[int, Field(ge=0, le=12)] = 0
    """How many things the post has to name at least, in a row or a line for each."""
    without: list[TopicName] = []
    """Names under signs, whose patterns speak against the question as well."""
    when: When = "first"
    """first to ask before the post's topic, shown for what the post shows, last to ask after the topic."""


class QuestionsEntry(Entry):
    """A file of questions that softsell can suggest for a post that doesn't ask any."""

    topics: Annotated[dict[TopicName, TopicEntry], Field(max_length=MAX_TOPICS)] = {}
    """What a post can be about, by name, and what to ask."""
    no_topics: Annotated[list[Noun], Field(max_length=MAX_NOUNS)] = []
    """Phrases that aren't a topic although a word in them is."""
    told: Annotated[list[ToldEntry], Field(max_length=MAX_TOPICS)] = []
    """What a post can say, and the question that fits."""
    long_ago: Annotated[list[Question], Field(max_length=MAX_QUESTIONS)] = []
    """What to ask last about a post that names a year long ago."""
    signs: Annotated[dict[TopicName, list[str]], Field(max_length=MAX_TOPICS)] = {}
    """Patterns that speak against several of the questions under told, by a name that these give under without."""
    never: list[str] = []
    """Patterns of posts that are offered no question."""
    events_only: list[str] = []
    """Patterns of posts that are offered no question unless they invite to an event that they name."""
    harmless: list[str] = []
    """Phrases in which what never finds means something else, so it doesn't count."""


RULE_KEYS = tuple(RuleEntry.model_fields)
QUESTION_KEYS = tuple(QuestionsEntry.model_fields)


def kinds() -> Mapping[str, ModuleType]:
    """Return every kind's module by the kind's name."""
    from softsell.checks import KINDS

    return KINDS


@cache
def options_adapter(kind: str) -> TypeAdapter[Any]:
    """Return the adapter that validates the keys that only this kind has."""
    return TypeAdapter(_model_of(kinds()[kind].Options))


def option_names(kind: str) -> list[str]:
    """Return the keys that only this kind has."""
    return list(kinds()[kind].Options.__struct_fields__)


def _model_of(options: type[Struct]) -> type[BaseModel]:
    """Return the options of a kind as a model that validates them. The checks use the struct, because it needs no pydantic."""
    texts = _docstrings_in(options)
    content: dict[str, Any] = {}
    for field in fields(options):
        about: dict[str, Any] = {"description": texts[field.name]}
        if field.default_factory is not NODEFAULT:
            about["default_factory"] = field.default_factory
        elif field.default is not NODEFAULT:
            about["default"] = field.default
        content[field.name] = (field.type, Field(**about))
    return create_model(options.__name__, __base__=Entry, **content)


def _docstrings_in(options: type[Struct]) -> dict[str, str]:
    """Return the text below each field."""
    definition = ast.parse(inspect.getsource(options)).body[0]
    assert isinstance(definition, ast.ClassDef)
    texts = {}
    for statements in pairwise(definition.body):
        match statements:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                texts[name] = inspect.cleandoc(text)
    return texts


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of all pack files. A list is a file of rules; a mapping is pack.yml or a file of questions."""
    definitions: dict[str, Any] = {}
    pack = _build_schema(TypeAdapter(PackEntry), definitions)
    rule = _build_schema(TypeAdapter(RuleEntry), definitions)
    questions = _build_schema(TypeAdapter(QuestionsEntry), definitions)
    kind_names = sorted(kinds())
    rule["properties"]["kind"] = {"enum": kind_names, "description": rule["properties"]["kind"]["description"]}
    rule.pop("additionalProperties")
    rule["allOf"] = [_build_kind_schema(name, rule["properties"], definitions) for name in kind_names]
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


def _build_schema(adapter: TypeAdapter[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    schema = adapter.json_schema(ref_template="#/$defs/{model}")
    definitions.update(schema.pop("$defs", {}))
    return schema


def _build_kind_schema(name: str, shared: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema for rules of this kind. It repeats the shared keys, because a schema can't combine lists of keys."""
    options = _build_schema(options_adapter(name), definitions)
    then = {
        "properties": {**dict.fromkeys(shared, True), **options.get("properties", {})},
        "required": options.get("required", []),
        "additionalProperties": False,
    }
    return {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": then}


def schema_text() -> str:
    """Return the text that ``rules/pack.schema.json`` must have."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
