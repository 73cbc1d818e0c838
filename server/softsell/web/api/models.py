"""The models of API v1: what requests and answers hold. The OpenAPI document is generated from them.

The server validates requests with them. ``serialize`` writes the answers, and the tests check them against these models.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, WrapValidator

from softsell.checks.rule import EvidenceStrength, Show
from softsell.draft.draft import MAX_CHARACTERS
from softsell.engine.worth import MAX_WORTH
from softsell.platforms import PLATFORMS
from softsell.vocabulary import POST_KINDS

MAX_TEXT = MAX_CHARACTERS
"""The longest draft, in code points. The same limit holds everywhere in softsell."""
MAX_REPLY_TO = 20_000
MAX_PACK = 50_000
MAX_SETTINGS = 200_000
MAX_BATCH = 1_000
"""The most drafts in one request."""
MAX_BATCH_TEXT = 500_000
"""The most text in one request of many drafts, in code points. On a slow computer it takes some ten seconds."""
MAX_BATCH_SETTINGS = 16
"""How many different settings the drafts of one request may bring. softsell compiles its rules for each."""

Offsets = Literal["utf-16", "code-point"]
Severity = Literal["suggestion", "warning", "error"]


# softsell also understands other spellings, such as "Twitter".
_PLATFORM: dict[str, Any] = {"enum": [*PLATFORMS, None]}
_KIND: dict[str, Any] = {"enum": [*POST_KINDS, None]}


class Request(BaseModel):
    """The base of all request bodies. Unknown keys are mistakes, and no values are converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DraftRequest(Request):
    """A draft and how to check it."""

    text: Annotated[str, Field(description=f"The draft; up to {MAX_TEXT:,} characters.")]
    platform: Annotated[
        str | None,
        Field(
            description="Where the draft will be posted. The default is the server's setting.",
            json_schema_extra=_PLATFORM,
        ),
    ] = None
    markup: Annotated[Literal["plain", "markdown", "html"], Field(description="How the text is written.")] = "plain"
    offsets: Annotated[
        Offsets,
        Field(description="What offsets in the answer count: UTF-16 code units, as JavaScript does, or code points."),
    ] = "utf-16"
    reply_to: Annotated[
        str | None,
        Field(description=f"The message that the draft replies to; up to {MAX_REPLY_TO:,} characters."),
    ] = None
    kind: Annotated[
        str | None,
        Field(
            description="What kind of post it is, if the writer knows. softsell estimates it otherwise.",
            json_schema_extra=_KIND,
        ),
    ] = None
    settings: Annotated[
        dict[str, Any] | None,
        Field(
            description="Keys of softsell.toml, on top of the server's settings. Not allowed: packs, model, trust, files, server."
        ),
    ] = None


class FixRequest(DraftRequest):
    """A draft to fix."""


class CheckRequest(DraftRequest):
    """A draft to check."""

    worth: Annotated[
        bool,
        Field(
            description="Whether the answer says what each fix is worth. softsell checks the draft with each fix for that, "
            f"up to {MAX_WORTH:,} characters in all."
        ),
    ] = False
    explain: Annotated[bool, Field(description="Whether the answer says what made each score.")] = False


class BatchDraft(CheckRequest):
    """One of many drafts to check."""

    id: Annotated[str | None, Field(description="Comes back with the draft's report.", max_length=200)] = None


def _validate_later(draft: object, _validate: object) -> object:
    """Leave a draft as it came. The handler validates each by itself, so that a mistake in one costs only that one."""
    return draft


class CheckManyRequest(Request):
    """Many drafts to check."""

    drafts: Annotated[
        list[Annotated[BatchDraft, WrapValidator(_validate_later)]],
        Field(
            description=f"The drafts, in any order; up to {MAX_BATCH_TEXT:,} characters in all, and up to "
            f"{MAX_BATCH_SETTINGS} different settings.",
            max_length=MAX_BATCH,
        ),
    ]


class CheckBody(RootModel[CheckRequest | CheckManyRequest]):
    """A draft to check, or many."""


class CommandRequest(Request):
    """A ``softsell check`` from the user's own command line."""

    arguments: Annotated[list[Annotated[str, Field(max_length=MAX_REPLY_TO)]], Field(max_length=64)]
    folder: Annotated[str, Field(description="The folder that the command was run in.", min_length=1, max_length=4_096)]
    settings_folder: Annotated[str, Field(description="The folder of the user's own settings.", max_length=4_096)]
    contents: Annotated[
        dict[str, str],
        Field(description="The names of the files, each with its bytes in base64.", min_length=1, max_length=16),
    ]
    color: Annotated[bool, Field(description="Whether the terminal wants colours.")] = False
    width: Annotated[int, Field(description="The width of the terminal, in columns.", ge=1, lt=10_000)] = 80
    unicode: Annotated[bool, Field(description="Whether the terminal shows characters outside ASCII.")] = True


class TryRequest(Request):
    """A rule file to try, and a draft to try it on."""

    yaml: Annotated[str, Field(description=f"A file of rules; up to {MAX_PACK:,} characters.")]
    text: Annotated[str, Field(description="The draft.")] = ""
    platform: Annotated[
        str | None, Field(description="Where the draft will be posted.", json_schema_extra=_PLATFORM)
    ] = None
    offsets: Annotated[Offsets, Field(description="What offsets count.")] = "utf-16"


class PairRequest(Request):
    """A request to pair."""

    name: Annotated[
        str,
        Field(
            description="The client's name, as the user sees it. The server removes unprintable characters.",
            min_length=1,
            max_length=60,
        ),
    ]


class PollRequest(Request):
    """Asks what became of a request to pair."""

    verifier: Annotated[
        str, Field(description="The verifier from the answer to the request to pair.", min_length=1, max_length=100)
    ]


class CodeRequest(Request):
    """The user's answer to a request to pair."""

    code: Annotated[str, Field(description="The code that both sides show.", min_length=1, max_length=20)]


class SessionRequest(Request):
    """Asks to let a tab with one of the server's own pages in."""

    ask: Annotated[
        bool,
        Field(description="Whether to ask the user in the terminal, if softsell can't tell by itself whose tab it is."),
    ] = False


class StopRequest(Request):
    """Asks the server to stop."""


class SettingsRequest(Request):
    """The user's settings as they should be: the keys of softsell.toml that the settings page may change."""

    revision: Annotated[str, Field(description="The revision that the page read.", max_length=64)]
    settings: dict[str, Any]


class UndoRequest(Request):
    """Asks to take back the last change of the settings."""


class ImportSettingsRequest(Request):
    """A softsell.toml that somebody shared."""

    text: Annotated[str, Field(description=f"The file's text; up to {MAX_SETTINGS:,} characters.")]


class TrySettingsRequest(Request):
    """A text to check with the settings as they are, and as they would be."""

    settings: dict[str, Any]
    text: str
    platform: Annotated[
        str | None, Field(description="Where the draft will be posted.", json_schema_extra=_PLATFORM)
    ] = None


class LinkRequest(Request):
    """Asks for a single-use link."""

    page: Annotated[Literal["/", "/pair"], Field(description="The page that the link leads to.")] = "/"


class Health(BaseModel):
    """Says who answers at this port."""

    product: Literal["softsell"]
    protocol: Literal[1]


class About(BaseModel):
    """How this softsell runs."""

    version: str
    command: Annotated[str, Field(description="What the user types for softsell in a terminal.")]
    address: str


class StopAnswer(BaseModel):
    """Says that the server stops."""

    stopping: Literal[True]


class Mistake(BaseModel):
    """A mistake in one of the user's files. line and column count from 1; 0 means that there is none."""

    path: str
    line: int
    column: int
    message: str
    hint: str


class ProblemBody(BaseModel):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[Mistake] | None = None


class Fix(BaseModel):
    """One change that fixes a finding."""

    label: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0, description="Equal to start if the fix inserts text.")]
    text: str
    safe: Annotated[bool, Field(description="Whether it may be applied without a person looking at it.")]
    worth: Annotated[
        dict[str, Annotated[int, Field(ge=-100, le=100)]] | None,
        Field(
            description="By how many points the fix changes each score that it changes, the largest improvement first. Negative is "
            "better. Missing unless “worth” was asked for, and for the last fixes of a long draft."
        ),
    ] = None


RulePage = Annotated[
    str | None,
    Field(description="The path of the rule's page on this server; null if it has none, as in packs of your own."),
]


class Finding(BaseModel):
    """One thing a rule found."""

    rule: str
    severity: Severity
    start: Annotated[int | None, Field(description="null if the finding is about the whole draft.")]
    end: int | None
    message: str
    why: str
    fixes: list[Fix]
    dimension: Annotated[str | None, Field(description="The score that its rule counts towards; null if none.")]
    positive: Annotated[bool, Field(description="Whether it is about something done well. Don't show it as a mistake.")]
    docs: RulePage


class Sentence(BaseModel):
    """One sentence of the draft."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    kind: Literal["statement", "question", "command", "fragment"]
    invites: bool
    sales_question: bool


Score = Annotated[float | None, Field(ge=0, le=100)]


class Scores(BaseModel):
    """0 is best, 100 is worst. Readability is null for fewer than five words. A pack may declare more scores."""

    __pydantic_extra__: dict[str, Annotated[float, Field(ge=0, le=100)]] = Field(init=False)
    model_config = ConfigDict(extra="allow")

    pushiness: Annotated[float, Field(ge=0, le=100)]
    self_focus: Annotated[float, Field(ge=0, le=100, alias="self-focus")]
    questions: Annotated[float, Field(ge=0, le=100)]
    readability: Score


class Reason(BaseModel):
    """One thing that made a score."""

    dimension: str
    points: Annotated[
        float, Field(description="What it adds. 20 points alone are a score of 50. Negative for something good.")
    ]
    says: Annotated[
        str, Field(description="What it is, in a sentence for people, with the words of the draft that carried it.")
    ]


Likelihood = Annotated[float, Field(ge=0, le=1)]


class PostKind(BaseModel):
    """What kind of post the draft is. Groups (sells, talks, tells) are told apart much better than kinds."""

    name: Annotated[str, Field(json_schema_extra={"enum": [*POST_KINDS]})]
    group: Literal["sells", "talks", "tells"]
    likelihood: Annotated[Likelihood, Field(description="1 if the writer said so, 0 if nothing is known.")]
    group_likelihood: Likelihood


class FixAnswer(BaseModel):
    """The draft after its safe fixes."""

    text: Annotated[str, Field(description="The draft with the fixes applied, or as it was.")]
    applied: Annotated[int, Field(description="How many fixes were applied.")]


class CheckAnswer(BaseModel):
    """The result of checking a draft."""

    findings: list[Finding]
    scores: Scores
    measures: Annotated[
        dict[str, float | None], Field(description="null for a learned measure that isn't known for this draft.")
    ]
    sentences: list[Sentence]
    kind: PostKind
    reasons: Annotated[
        list[Reason] | None,
        Field(
            description="What made the scores, the strongest first, up to 20 for each. Missing unless “explain” was asked for."
        ),
    ] = None


class BatchReport(CheckAnswer):
    """The result of checking one of many drafts."""

    id: Annotated[str | None, Field(description="The draft's id; null if it had none.")]


class BatchProblem(BaseModel):
    """Says why one of many drafts couldn't be checked."""

    id: Annotated[str | None, Field(description="The draft's id; null if it had none that can be used.")]
    problem: ProblemBody


class CheckManyAnswer(BaseModel):
    """The result of checking many drafts."""

    reports: Annotated[
        list[BatchReport | BatchProblem],
        Field(
            description="One for each draft, in the same order. An entry with a “problem” is a draft that couldn't be checked."
        ),
    ]


class CheckBodyAnswer(RootModel[CheckAnswer | CheckManyAnswer]):
    """The result of checking a draft, or many."""


class CommandAnswer(BaseModel):
    """What the command prints, and its exit code."""

    output: str
    status: Annotated[int, Field(ge=0, le=1)]


class Example(BaseModel):
    """A text that proves a rule. start and end (UTF-16) mark what the rule must find; null means the whole draft."""

    text: str
    start: int | None
    end: int | None


class Evidence(BaseModel):
    """What is known about the idea behind a rule."""

    found: str
    where: Annotated[str, Field(description="The source; empty for custom and taste.")]
    sure: Annotated[EvidenceStrength, Field(description="How sure it is; custom and taste mean that nothing is known.")]


class RuleInfo(BaseModel):
    """One rule."""

    id: str
    title: Annotated[str, Field(description="What it finds, in a few words.")]
    pack: str
    kind: str
    severity: Severity
    enabled: bool
    show: Annotated[Show, Field(description="When its findings are shown. The score counts them all.")]
    message: str
    why: str
    instead: Annotated[str, Field(description="A text that says it better; empty if the rule has none.")]
    source: str
    evidence: list[Evidence]
    dimension: str | None
    platforms: list[str]
    positive: bool
    docs: RulePage
    bad: list[Example]
    good: list[Example]


class RulesAnswer(BaseModel):
    """All rules of the packs in use, with the server's settings applied."""

    rules: list[RuleInfo]


class SettingInfo(BaseModel):
    """A setting that the page may change."""

    key: str
    kind: Annotated[
        str,
        Field(
            description="texts, better-words, rules (a list of rules and packs), audience, severity, platform, voice, text, number or flag."
        ),
    ]
    meaning: str
    default: str
    choices: list[str]
    at_least: float | None
    at_most: float | None
    by_platform: Annotated[bool, Field(description="Whether it can differ by platform.")]


class SettableRule(BaseModel):
    """A rule as its pack says, in words for people."""

    id: str
    title: str
    says: Annotated[str, Field(description="What it says about its first example.")]
    why: str
    praise: bool
    enabled: bool
    severity: Severity
    weight: float
    bounds: dict[str, float]
    phrases: list[str]
    fits: Annotated[list[str], Field(description="The settings of a rule that this one can take.")]
    bad: Example | None
    good: Example | None


class SettablePack(BaseModel):
    """A pack and its rules, in words for people."""

    name: str
    title: str
    description: str
    rules: list[SettableRule]


class SettingsAnswer(BaseModel):
    """The user's own settings, and what can be set."""

    path: str
    revision: str
    can_undo: bool
    in_use: Annotated[bool, Field(description="Whether this server uses the user's own settings.")]
    used_instead: Annotated[str | None, Field(description="The folder whose settings it uses instead.")]
    settings: dict[str, Any]
    shareable: Annotated[str, Field(description="A softsell.toml with nothing of this computer.")]
    definitions: list[SettingInfo]
    rule_definitions: list[SettingInfo]
    feed_definitions: list[SettingInfo]
    elsewhere: Annotated[list[str], Field(description="Keys that only an editor changes.")]
    packs: list[SettablePack]


class ImportSettingsAnswer(BaseModel):
    """What can be used of a shared softsell.toml."""

    settings: dict[str, Any]
    left_out: list[str]


class TrySettingsAnswer(BaseModel):
    """The result of checking a text with the settings as they are, and as they would be."""

    now: CheckAnswer
    after: CheckAnswer


class PackInfo(BaseModel):
    """One pack."""

    name: str
    version: str
    description: str
    license: str
    rules: int
    builtin: bool
    path: str


class PacksAnswer(BaseModel):
    """The packs in use. If newer files have mistakes, these are the last good packs."""

    packs: list[PackInfo]
    problems: list[Mistake]


class TryAnswer(BaseModel):
    """What a rule file finds, or what is wrong with it."""

    problems: list[Mistake]
    findings: list[Finding]
    rules: list[RuleInfo]


_PAGE = (
    "Whether the server's page for this shows: no browser could be started, one was started, or the page was requested."
)


class PairAnswer(BaseModel):
    """Says that the server has taken a request to pair."""

    code: str
    verifier: str
    expires_in: Annotated[int, Field(description="Seconds.")]
    interval: Annotated[int, Field(description="Seconds between two polls.")]
    page: Annotated[Literal["none", "opening", "open"], Field(description=_PAGE)]


class PollAnswer(BaseModel):
    """What became of a request to pair. id and token are sent once, after it is approved."""

    status: Literal["pending", "denied", "approved"]
    page: Annotated[Literal["none", "opening", "open"] | None, Field(description=_PAGE)] = None
    id: str | None = None
    token: str | None = None


class SessionAnswer(BaseModel):
    """Says whether a tab was let in. If so, page_key is sent once, and a cookie is set."""

    status: Literal["open", "ask", "pending", "denied"]
    page_key: str | None = None
    code: str | None = None
    verifier: str | None = None
    expires_in: Annotated[int | None, Field(description="Seconds.")] = None
    interval: Annotated[int | None, Field(description="Seconds between two polls.")] = None


class WaitingPairing(BaseModel):
    """A request to pair that is waiting for the user."""

    code: str
    name: str
    origin: str | None
    expires_in: int


class WaitingPairings(BaseModel):
    """All requests to pair that are waiting for the user."""

    requests: list[WaitingPairing]


class Client(BaseModel):
    """A paired client."""

    id: str
    name: str
    kind: Literal["owner", "extension", "script"]
    origin: str | None
    created: Annotated[int, Field(description="Seconds since 1970, UTC.")]
    version: Annotated[str, Field(description="The version that it last sent since the server started; may be empty.")]


class ClientsAnswer(BaseModel):
    """All paired clients."""

    clients: list[Client]


class LinkAnswer(BaseModel):
    """A link that opens one of softsell's own pages once."""

    url: str
    expires_in: int
