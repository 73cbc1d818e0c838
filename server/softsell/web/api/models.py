"""The shapes of API v1: what requests may hold and what answers hold. The OpenAPI document is generated from these types.

Requests are validated by them; answers are written by ``api`` and held to them by the tests.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from softsell.draft.draft import MAX_CHARACTERS
from softsell.platforms import PLATFORMS

MAX_TEXT = MAX_CHARACTERS
"""Longest draft, in code points: the same as everywhere."""
MAX_REPLY_TO = 20_000
MAX_PACK = 50_000

Offsets = Literal["utf-16", "code-point"]
Severity = Literal["suggestion", "warning", "error"]


# Other spellings, such as "Twitter", are understood too, but these are the names.
_PLATFORM: dict[str, Any] = {"enum": [*PLATFORMS, None]}


class Request(BaseModel):
    """Base of all request bodies: unknown keys are mistakes, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CheckRequest(Request):
    """A draft to check."""

    text: Annotated[str, Field(description=f"The draft, as written; up to {MAX_TEXT:,} characters.")]
    platform: Annotated[
        str | None,
        Field(
            description="Where it will be posted. Without it, the server's setting holds.", json_schema_extra=_PLATFORM
        ),
    ] = None
    markup: Annotated[Literal["plain", "markdown", "html"], Field(description="How the text is written.")] = "plain"
    offsets: Annotated[
        Offsets,
        Field(description="What offsets in the answer count: UTF-16 code units, as JavaScript does, or code points."),
    ] = "utf-16"
    reply_to: Annotated[
        str | None,
        Field(description=f"The message that the draft answers; up to {MAX_REPLY_TO:,} characters."),
    ] = None
    settings: Annotated[
        dict[str, Any] | None,
        Field(description="Keys of softsell.toml, on top of the server's; not packs, model, trust, files and server."),
    ] = None


class CommandRequest(Request):
    """A ``softsell check``, from the user's own command line."""

    arguments: Annotated[list[Annotated[str, Field(max_length=MAX_REPLY_TO)]], Field(max_length=64)]
    folder: Annotated[str, Field(description="Where it was typed.", min_length=1, max_length=4_096)]
    settings_folder: Annotated[
        str, Field(description="Where the user's own settings are looked for.", max_length=4_096)
    ]
    contents: Annotated[
        dict[str, str], Field(description="Each file that is named and its bytes, base64.", min_length=1, max_length=16)
    ]
    color: Annotated[bool, Field(description="Whether the terminal wants colours.")] = False
    width: Annotated[int, Field(description="Columns of the terminal.", ge=1, lt=10_000)] = 80
    unicode: Annotated[bool, Field(description="Whether the terminal shows more than ASCII.")] = True


class TryRequest(Request):
    """A rule file to try, and a draft to try it on."""

    yaml: Annotated[str, Field(description=f"A file of rules; up to {MAX_PACK:,} characters.")]
    text: Annotated[str, Field(description="The draft.")] = ""
    platform: Annotated[
        str | None, Field(description="Where the draft will be posted.", json_schema_extra=_PLATFORM)
    ] = None
    offsets: Annotated[Offsets, Field(description="What offsets count.")] = "utf-16"


class PairRequest(Request):
    """Someone asks to pair."""

    name: Annotated[
        str,
        Field(
            description="Who asks, as the user will read it; without what does not print.", min_length=1, max_length=60
        ),
    ]


class PollRequest(Request):
    """Someone asks what became of a request to pair."""

    verifier: Annotated[str, Field(description="From the answer to the request to pair.", min_length=1, max_length=100)]


class CodeRequest(Request):
    """The user's answer to a request to pair."""

    code: Annotated[str, Field(description="The code that both sides show.", min_length=1, max_length=20)]


class LinkRequest(Request):
    """A single-use link is wanted."""

    page: Annotated[Literal["/", "/pair"], Field(description="Where it leads.")] = "/"


class Health(BaseModel):
    """Who answers at this port."""

    product: Literal["softsell"]
    protocol: Literal[1]


class Fix(BaseModel):
    """One change that mends a finding."""

    label: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0, description="Equal to start to insert.")]
    text: str
    safe: Annotated[bool, Field(description="Whether it may be applied without a person's look.")]


class Finding(BaseModel):
    """One thing a rule found."""

    rule: str
    severity: Severity
    start: Annotated[int | None, Field(description="null for the whole draft.")]
    end: int | None
    message: str
    why: str
    fixes: list[Fix]
    dimension: Annotated[str | None, Field(description="The score that its rule feeds; null for none of them.")]
    positive: Annotated[bool, Field(description="Something done well; never to be shown as a mistake.")]


class Sentence(BaseModel):
    """One sentence of the draft."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    kind: Literal["statement", "question", "command", "fragment"]
    invites: bool
    sales_question: bool


Score = Annotated[float | None, Field(ge=0, le=100)]


class Scores(BaseModel):
    """0 is fine, 100 is worst; readability is null for fewer than five words. A pack may declare further scores."""

    __pydantic_extra__: dict[str, Annotated[float, Field(ge=0, le=100)]] = Field(init=False)
    model_config = ConfigDict(extra="allow")

    pushiness: Annotated[float, Field(ge=0, le=100)]
    self_focus: Annotated[float, Field(ge=0, le=100, alias="self-focus")]
    questions: Annotated[float, Field(ge=0, le=100)]
    readability: Score


class CheckAnswer(BaseModel):
    """What softsell has to say about a draft."""

    findings: list[Finding]
    scores: Scores
    measures: dict[str, float]
    sentences: list[Sentence]


class CommandAnswer(BaseModel):
    """What the command prints, and its exit code."""

    output: str
    status: Annotated[int, Field(ge=0, le=1)]


class Example(BaseModel):
    """A text that proves a rule; start and end (UTF-16) mark what it must find, null for the whole draft."""

    text: str
    start: int | None
    end: int | None


class RuleInfo(BaseModel):
    """One rule."""

    id: str
    pack: str
    kind: str
    severity: Severity
    enabled: bool
    message: str
    why: str
    source: str
    dimension: str | None
    platforms: list[str]
    positive: bool
    bad: list[Example]
    good: list[Example]


class RulesAnswer(BaseModel):
    """Every rule of the packs in use, as the server's settings leave it."""

    rules: list[RuleInfo]


class PackInfo(BaseModel):
    """One pack."""

    name: str
    version: str
    description: str
    license: str
    rules: int
    builtin: bool
    path: str


class Mistake(BaseModel):
    """A mistake in a file of the user's; line and column count from 1, 0 where there is none."""

    path: str
    line: int
    column: int
    message: str
    hint: str


class PacksAnswer(BaseModel):
    """The packs in use; where newer files have mistakes, the last good ones."""

    packs: list[PackInfo]
    problems: list[Mistake]


class TryAnswer(BaseModel):
    """What a tried rule file finds, or what is wrong with it."""

    problems: list[Mistake]
    findings: list[Finding]
    rules: list[RuleInfo]


class PairAnswer(BaseModel):
    """A request to pair was taken."""

    code: str
    verifier: str
    expires_in: Annotated[int, Field(description="Seconds.")]
    interval: Annotated[int, Field(description="Seconds between two polls.")]


class PollAnswer(BaseModel):
    """What became of a request to pair; id and token come once, when it is approved."""

    status: Literal["pending", "denied", "approved"]
    id: str | None = None
    token: str | None = None


class WaitingPairing(BaseModel):
    """A request to pair that waits for the user."""

    code: str
    name: str
    origin: str | None
    expires_in: int


class WaitingPairings(BaseModel):
    """All requests to pair that wait for the user."""

    requests: list[WaitingPairing]


class Client(BaseModel):
    """Someone who is paired."""

    id: str
    name: str
    kind: Literal["owner", "extension", "script"]
    origin: str | None
    created: Annotated[int, Field(description="Seconds since 1970, UTC.")]
    version: Annotated[str, Field(description="What it last said of itself since the server started; may be empty.")]


class ClientsAnswer(BaseModel):
    """Everyone who is paired."""

    clients: list[Client]


class LinkAnswer(BaseModel):
    """A link that opens one of softsell's own pages, once."""

    url: str
    expires_in: int


class ProblemBody(BaseModel):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[Mistake] | None = None
