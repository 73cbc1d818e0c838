"""The LanguageTool HTTP API below ``/v2``, so that clients made for it can use softsell. Off unless the user turns it on.

Its clients can't send a token, so all that stands between them and the server is the gate's look at Host, Origin and Sec-Fetch-Site, and
on Linux at the user who asks.
Its errors are plain text, its offsets UTF-16 code units, its forms are parsed whatever Content-Type says. What a client may
ask for that softsell has no notion of (mother tongue, dictionaries, accounts) is taken and ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from softsell.draft.draft import Draft
from softsell.draft.offsets import Utf16Offsets
from softsell.draft.source_map import Piece, SourceMap
from softsell.draft.span import Span
from softsell.packs.names import former_ids
from softsell.packs.resolve import all_rules
from softsell.web.api import in_worker, json_answer
from softsell.web.api.models import MAX_TEXT
from softsell.web.gate import peers
from softsell.web.problems import INVALID, NOT_FOUND, TOO_LARGE, Refusal
from softsell.web.strict_json import parse

if TYPE_CHECKING:
    from softsell.checks.finding import Finding
    from softsell.engine.engine import Engine
    from softsell.engine.report import Report
    from softsell.web.api import Services

MAX_FIELDS = 100
MAX_ANNOTATIONS = 20_000
CONTEXT_CHARACTERS = 40

_LANGUAGES = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}
_RENAMED = {
    "enabled": "enabledRules",
    "disabled": "disabledRules",
    "preferredvariants": "preferredVariants",
    "autodetect": "language=auto",
}
_MODES = ("all", "textLevelOnly", "allButTextLevelOnly", "batch")


class Language(NamedTuple):
    """A language as LanguageTool names it: ``English (US)``, ``en-US``."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Question:
    """A checked request to ``/v2/check``.

    Attributes:
        draft: the text, and what of it is markup.
        language: what it is said to be in, or the default where the client leaves it to us.
        detected: whether the client left it to us.
        enabled, disabled: rule ids; enabled ones are on even where they are off by default.
        enabled_categories, disabled_categories: pack names, lower case.
        only_enabled: whether nothing else is wanted.
        picky: whether suggestions on the draft as a whole are wanted too.
        mode: ``textLevelOnly`` for findings on the draft as a whole, ``allButTextLevelOnly`` for the others, else all.
    """

    draft: Draft
    language: Language
    detected: bool
    enabled: frozenset[str]
    disabled: frozenset[str]
    enabled_categories: frozenset[str]
    disabled_categories: frozenset[str]
    only_enabled: bool
    picky: bool
    mode: str


def open_notice() -> str:
    """What the user should know while this API is on."""
    who = "Any program you run" if peers.CAN_TELL else "Any program on this computer, of other users too,"
    return f"LanguageTool's API is on: {who} can have text checked at /v2 without a token."


def routes(services: Services) -> list[Route]:
    """The endpoints; they answer 404 while the API is off."""
    api = LanguageToolApi(services)
    endpoints: dict[str, Callable[[Request], Any]] = {
        "check": api.check,
        "languages": api.languages,
        "healthcheck": api.healthcheck,
        "maxtextlength": api.max_text_length,
        "configinfo": api.config_info,
        "info": api.info,
    }
    return [
        *(Route(f"/v2/{name}", endpoint, methods=["GET", "POST"]) for name, endpoint in endpoints.items()),
        Route("/v2/{path:path}", api.unknown, methods=["GET", "POST"]),
    ]


class LanguageToolApi:
    """The endpoints of one running server."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def check(self, request: Request) -> Response:
        """``/v2/check``."""
        self._must_be_on()
        question = read_question(form_fields(request.url.query, await request.body()))
        setup = self._services.setup

        def work() -> dict[str, Any]:
            engine = setup.engine_with(_settings(question, setup.current().engine))
            report = engine.check_draft(question.draft)
            return check_answer(question, report, engine, self._software())

        size = max(len(question.draft.source), len(question.draft.prose))
        return json_answer(await in_worker(request, self._services.worker, work, size))

    async def languages(self, _request: Request) -> Response:
        """``/v2/languages``."""
        self._must_be_on()
        return json_answer(
            [{"name": name, "code": code.partition("-")[0], "longCode": code} for code, name in _LANGUAGES.items()]
        )

    async def healthcheck(self, _request: Request) -> Response:
        """``/v2/healthcheck``."""
        self._must_be_on()
        return PlainTextResponse("OK")

    async def max_text_length(self, _request: Request) -> Response:
        """``/v2/maxtextlength``."""
        self._must_be_on()
        return PlainTextResponse(str(MAX_TEXT))

    async def config_info(self, request: Request) -> Response:
        """``/v2/configinfo``."""
        self._must_be_on()
        fields = form_fields(request.url.query, await request.body())
        _language(fields)
        setup = self._services.setup

        def work() -> list[dict[str, Any]]:
            return list(_rule_list(setup.current().engine))

        rules = await in_worker(request, self._services.worker, work)
        return json_answer({"software": self._software(), "parameter": {"maxTextLength": MAX_TEXT}, "rules": rules})

    async def info(self, _request: Request) -> Response:
        """``/v2/info``."""
        self._must_be_on()
        return json_answer({"software": self._software()})

    async def unknown(self, _request: Request) -> Response:
        """Any other path."""
        self._must_be_on()
        raise Refusal(
            NOT_FOUND, "Unsupported action. Use /v2/check, /v2/languages, /v2/healthcheck or /v2/maxtextlength."
        )

    def _must_be_on(self) -> None:
        if not self._services.setup.latest.config.languagetool:
            raise Refusal(
                NOT_FOUND, "The LanguageTool API is off. Start softsell with “softsell serve --languagetool”."
            )

    def _software(self) -> dict[str, Any]:
        return {
            "name": "softsell",
            "version": self._services.version,
            "buildDate": "",
            "apiVersion": 1,
            "premium": False,
            "premiumHint": "",
            "status": "",
        }


def form_fields(query: str, body: bytes) -> dict[str, str]:
    """The fields of a request: those of the body, and over them those of the query.

    Raises:
        Refusal: 400 for a form that is none.
    """
    fields: dict[str, str] = {}
    try:
        for form in (body.decode("utf-8"), query):
            fields.update(parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS))
    except UnicodeDecodeError:
        raise _wrong("The request is not a form in UTF-8.") from None
    except ValueError:
        raise _wrong(f"A request may have up to {MAX_FIELDS} fields.") from None
    return fields


def read_question(fields: Mapping[str, str]) -> Question:
    """What a request asks for.

    Raises:
        Refusal: 400 with LanguageTool's conditions, 413 for a text that is too long.
    """
    for old, new in _RENAMED.items():
        if old in fields:
            raise _wrong(f"'{old}' is no longer supported, use '{new}' instead.")
    draft = _draft(fields)
    language, detected = _language(fields)
    enabled, disabled = _list(fields, "enabledRules"), _list(fields, "disabledRules")
    enabled_categories = frozenset(map(str.lower, _list(fields, "enabledCategories")))
    disabled_categories = frozenset(map(str.lower, _list(fields, "disabledCategories")))
    only_enabled = fields.get("enabledOnly", "").lower() in ("true", "yes")
    if only_enabled and (disabled or disabled_categories):
        raise _wrong("You cannot specify disabled rules or categories using enabledOnly=true.")
    if only_enabled and not enabled and not enabled_categories:
        raise _wrong("You must specify enabled rules or categories when using enabledOnly=true.")
    level = fields.get("level", "default")
    if level not in ("default", "picky"):
        raise _wrong("If 'level' is set, it must be 'default' or 'picky'.")
    mode = fields.get("mode", "all")
    if mode not in _MODES:
        raise _wrong(f"If 'mode' is set, it must be one of: {', '.join(_MODES)}.")
    return Question(
        draft,
        language,
        detected,
        enabled,
        disabled,
        enabled_categories,
        disabled_categories,
        only_enabled,
        level == "picky",
        mode,
    )


def _draft(fields: Mapping[str, str]) -> Draft:
    if ("text" in fields) == ("data" in fields):
        raise _wrong("Set either 'text' or 'data', not both and not neither.")
    if "text" in fields:
        return _plain(fields["text"])
    data = parse(fields["data"].encode())
    if not isinstance(data, dict) or ("text" in data) == ("annotation" in data):
        raise _wrong("'data' must be a JSON object with either 'text' or 'annotation'.")
    if "text" in data:
        if not isinstance(data["text"], str):
            raise _wrong("'text' in 'data' must be a string.")
        return _plain(data["text"])
    if not isinstance(data["annotation"], list):
        raise _wrong("'annotation' in 'data' must be a list.")
    return annotated(data["annotation"])


def _plain(text: str) -> Draft:
    _must_fit(len(text))
    return Draft(text, text, SourceMap.shifted(len(text)), Span(0, len(text)))


def annotated(annotation: list[Any]) -> Draft:
    """The draft that a list of annotations spells: the source is text and markup, the prose is text and what markup is read as.

    Raises:
        Refusal: 400 for an annotation that is neither, 413 for a text that is too long.
    """
    if len(annotation) > MAX_ANNOTATIONS:
        raise Refusal(TOO_LARGE, f"'data' has more than {MAX_ANNOTATIONS} annotations.")
    source: list[str] = []
    prose: list[str] = []
    pieces: list[Piece] = []
    source_at = prose_at = 0
    for part in annotation:
        written, read_as = _part(part)
        if read_as:
            pieces.append(Piece(prose_at, prose_at + len(read_as), source_at, source_at + len(written)))
        source.append(written)
        prose.append(read_as)
        source_at += len(written)
        prose_at += len(read_as)
        _must_fit(max(source_at, prose_at))
    return Draft("".join(source), "".join(prose), SourceMap(pieces), Span(0, source_at))


def _part(part: Any) -> tuple[str, str]:
    """What one annotation puts into the source, and into the prose. Further keys are let pass: one client sends ``offset``."""
    if isinstance(part, dict):
        match part:
            case {"text": str(text)} if not part.get("markup"):
                return text, text
            case {"markup": str(markup)} if not part.get("text"):
                read_as = part.get("interpretAs") or ""
                if isinstance(read_as, str):
                    return markup, read_as
    raise _wrong(
        "Each annotation in 'data' must have either 'text' or 'markup', and 'interpretAs' only beside 'markup'."
    )


def _language(fields: Mapping[str, str]) -> tuple[Language, bool]:
    code = fields.get("language", "")
    if not code:
        raise _wrong("Missing 'language' parameter, for example 'language=en-US' or 'language=auto'.")
    if code.lower() == "auto":
        variants = [known for item in _list(fields, "preferredVariants") if (known := _known(item))]
        return (variants[0] if variants else Language(_LANGUAGES["en-US"], "en-US")), True
    if fields.get("preferredVariants"):
        raise _wrong("You specified 'preferredVariants' but you didn't specify 'language=auto'.")
    language = _known(code)
    if language is None:
        raise _wrong(f"softsell knows English only: use one of {', '.join(_LANGUAGES)}, or auto, as 'language'.")
    return language, False


def _known(code: str) -> Language | None:
    for known, name in _LANGUAGES.items():
        if known.lower() == code.strip().lower():
            return Language(name, known)
    return None


def _list(fields: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(item.strip() for item in fields.get(name, "").split(",") if item.strip())


def _must_fit(length: int) -> None:
    if length > MAX_TEXT:
        raise Refusal(
            TOO_LARGE, f"Your text exceeds the limit of {MAX_TEXT} characters (it's {length} characters or more)."
        )


def _wrong(reason: str) -> Refusal:
    return Refusal(INVALID, reason)


def _settings(question: Question, engine: Engine) -> dict[str, Any] | None:
    """What must be set to have rules that are off by default; ``None`` where none is asked for."""
    wanted = [
        rule.id
        for pack in engine.packs
        for rule in pack.rules
        if not rule.enabled and (_names(rule.id, question.enabled) or pack.name.lower() in question.enabled_categories)
    ]
    return {"extend_select": sorted(wanted)} if wanted else None


def check_answer(question: Question, report: Report, engine: Engine, software: dict[str, Any]) -> dict[str, Any]:
    """A report as ``/v2/check`` says it."""
    text = question.draft.source
    offsets = Utf16Offsets(text)
    name, code = question.language
    detected = {"name": name, "code": code, "confidence": 1.0, "source": "default"}
    sentences = [(sentence.start, sentence.end) for sentence in report.sentences]
    return {
        "software": software,
        "warnings": {"incompleteResults": False},
        "language": {"name": name, "code": code, "detectedLanguage": detected},
        "matches": [
            _match(finding, text, offsets, sentences, _description(engine, finding))
            for finding in _wanted(question, report.findings)
        ],
        "sentenceRanges": [[offsets.to_utf16(start), offsets.to_utf16(end)] for start, end in sentences],
    }


def _wanted(question: Question, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        category = finding.rule.partition("/")[0].lower()
        whole = finding.span is None
        if finding.positive or (whole and finding.severity == "suggestion" and not question.picky):
            continue
        if (question.mode == "textLevelOnly" and not whole) or (question.mode == "allButTextLevelOnly" and whole):
            continue
        asked_for = _names(finding.rule, question.enabled) or category in question.enabled_categories
        refused = _names(finding.rule, question.disabled) or category in question.disabled_categories
        if asked_for or not (refused or question.only_enabled):
            yield finding


def _names(rule_id: str, ids: frozenset[str]) -> bool:
    """Whether ``ids`` name a rule, by its present id or a retired one."""
    return bool(ids) and not ids.isdisjoint((rule_id, *former_ids(rule_id)))


def _match(
    finding: Finding, text: str, offsets: Utf16Offsets, sentences: list[tuple[int, int]], description: str
) -> dict[str, Any]:
    # The API knows no finding without a place: one on the draft as a whole is shown at its first sentence.
    start, end = finding.span if finding.span is not None else next(iter(sentences), (0, len(text)))
    around = next((sentence for sentence in sentences if sentence[0] <= start < sentence[1]), (start, end))
    category = finding.rule.partition("/")[0]
    return {
        "message": finding.message,
        "shortMessage": "",
        "offset": offsets.to_utf16(start),
        "length": offsets.to_utf16(end) - offsets.to_utf16(start),
        "sentence": text[around[0] : around[1]],
        "type": {"typeName": "Other"},
        "replacements": _replacements(finding, text, start, end),
        "context": _context(text, start, end),
        "rule": {
            "id": finding.rule,
            "description": description,
            "issueType": "style",
            "category": {"id": category.upper(), "name": category.replace("-", " ").capitalize()},
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _replacements(finding: Finding, text: str, start: int, end: int) -> list[dict[str, str]]:
    """Each fix as what the whole match becomes; one that reaches beyond the match can't be said so and is left out."""
    if finding.span is None:
        return []
    return [
        {"value": text[start : fix.span.start] + fix.text + text[fix.span.end : end], "shortDescription": fix.label}
        for fix in finding.fixes
        if start <= fix.span.start and fix.span.end <= end
    ]


def _context(text: str, start: int, end: int) -> dict[str, Any]:
    left, right = max(0, start - CONTEXT_CHARACTERS), min(len(text), end + CONTEXT_CHARACTERS)
    prefix, suffix = "..." if left else "", "..." if right < len(text) else ""
    shown = (prefix + text[left:right] + suffix).replace("\n", " ").replace("\r", " ")
    offsets = Utf16Offsets(shown)
    first = len(prefix) + start - left
    offset = offsets.to_utf16(first)
    return {"text": shown, "offset": offset, "length": offsets.to_utf16(first + end - start) - offset}


def _description(engine: Engine, finding: Finding) -> str:
    rule = engine.rule_set(engine.config.platform).rules.get(finding.rule)
    return rule.why if rule is not None else finding.why


def _rule_list(engine: Engine) -> Iterator[dict[str, Any]]:
    for rule in all_rules(engine.packs, engine.config):
        category = rule.id.partition("/")[0]
        yield {
            "ruleId": rule.id,
            "description": rule.why,
            "categoryId": category.upper(),
            "categoryName": category.replace("-", " ").capitalize(),
            "issueType": "style",
            "isActiveByDefault": rule.enabled,
        }
