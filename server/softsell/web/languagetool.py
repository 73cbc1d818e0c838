"""The LanguageTool HTTP API below ``/v2``, so that clients made for it can use softsell. Off unless the user turns it on.

Its clients can't send a token. The gate checks their Host, Origin and Sec-Fetch-Site instead and, on Linux, which user is asking.
Errors are plain text, offsets are UTF-16 code units, and forms are parsed whatever Content-Type says. Options that softsell doesn't
have (mother tongue, dictionaries, accounts) are accepted and ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from softsell.draft.draft import Draft
from softsell.draft.offsets import Utf16Offsets
from softsell.draft.source_map import Piece, SourceMap
from softsell.draft.span import Span
from softsell.packs.names import former_ids
from softsell.packs.resolve import all_rules
from softsell.web.api.models import MAX_TEXT
from softsell.web.api.requests import json_response, run_in_worker
from softsell.web.problems import INVALID, NOT_FOUND, TOO_LARGE, Refusal
from softsell.web.strict_json import parse

if TYPE_CHECKING:
    from softsell.checks.finding import Finding
    from softsell.engine.engine import Engine
    from softsell.engine.report import Report
    from softsell.web.services import Services

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
    """A language, as LanguageTool names it: ``English (US)``, ``en-US``."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Query:
    """A validated request to ``/v2/check``.

    Attributes:
        draft: the text and its markup.
        language: the language that the client names, or the default if it asks softsell to detect it.
        detected: whether the client asks softsell to detect the language.
        enabled, disabled: rule ids. Enabled rules run even if they are off by default.
        enabled_categories, disabled_categories: pack names, in lower case.
        only_enabled: whether to leave out everything that isn't enabled by name.
        picky: whether to include suggestions about the draft as a whole.
        mode: ``textLevelOnly`` for findings about the draft as a whole, ``allButTextLevelOnly`` for the others, otherwise all.
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


async def check(services: Services, request: Request) -> Response:
    """Serves ``/v2/check``."""
    query = read_query(read_form(request.url.query, await request.body()))
    setup = services.setup

    def work() -> dict[str, Any]:
        engine = setup.engine_with(_choose_settings(query, setup.current().engine))
        report = engine.check_draft(query.draft)
        return serialize_check(query, report, engine, _describe_software(services))

    size = max(len(query.draft.source), len(query.draft.prose))
    return json_response(await run_in_worker(request, services.worker, work, size))


async def languages(_services: Services, _request: Request) -> Response:
    """Serves ``/v2/languages``."""
    return json_response(
        [{"name": name, "code": code.partition("-")[0], "longCode": code} for code, name in _LANGUAGES.items()]
    )


async def healthcheck(_services: Services, _request: Request) -> Response:
    """Serves ``/v2/healthcheck``."""
    return PlainTextResponse("OK")


async def max_text_length(_services: Services, _request: Request) -> Response:
    """Serves ``/v2/maxtextlength``."""
    return PlainTextResponse(str(MAX_TEXT))


async def config_info(services: Services, request: Request) -> Response:
    """Serves ``/v2/configinfo``."""
    _read_language(read_form(request.url.query, await request.body()))

    def work() -> list[dict[str, Any]]:
        return list(_serialize_rules(services.setup.current().engine))

    rules = await run_in_worker(request, services.worker, work)
    software = _describe_software(services)
    return json_response({"software": software, "parameter": {"maxTextLength": MAX_TEXT}, "rules": rules})


async def info(services: Services, _request: Request) -> Response:
    """Serves ``/v2/info``."""
    return json_response({"software": _describe_software(services)})


async def unknown(_services: Services, _request: Request) -> Response:
    """Refuses any other path."""
    raise Refusal(NOT_FOUND, "Unsupported action. Use /v2/check, /v2/languages, /v2/healthcheck or /v2/maxtextlength.")


def _describe_software(services: Services) -> dict[str, Any]:
    return {
        "name": "softsell",
        "version": services.version,
        "buildDate": "",
        "apiVersion": 1,
        "premium": False,
        "premiumHint": "",
        "status": "",
    }


def read_form(query: str, body: bytes) -> dict[str, str]:
    """Reads the fields of a request from its body and its query string. The query string wins.

    Raises:
        Refusal: 400 if it isn't a form.
    """
    fields: dict[str, str] = {}
    try:
        for form in (body.decode("utf-8"), query):
            fields.update(parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS))
    except UnicodeDecodeError:
        raise _invalid("The request isn't a form in UTF-8.") from None
    except ValueError:
        raise _invalid(f"A request may have up to {MAX_FIELDS} fields.") from None
    return fields


def read_query(fields: Mapping[str, str]) -> Query:
    """Reads a request to ``/v2/check``.

    Raises:
        Refusal: 400 under the same conditions as LanguageTool, 413 for a text that is too long.
    """
    for old, new in _RENAMED.items():
        if old in fields:
            raise _invalid(f"'{old}' is no longer supported, use '{new}' instead.")
    draft = _read_draft(fields)
    language, detected = _read_language(fields)
    enabled, disabled = _read_list(fields, "enabledRules"), _read_list(fields, "disabledRules")
    enabled_categories = frozenset(map(str.lower, _read_list(fields, "enabledCategories")))
    disabled_categories = frozenset(map(str.lower, _read_list(fields, "disabledCategories")))
    only_enabled = fields.get("enabledOnly", "").lower() in ("true", "yes")
    if only_enabled and (disabled or disabled_categories):
        raise _invalid("You cannot specify disabled rules or categories using enabledOnly=true.")
    if only_enabled and not enabled and not enabled_categories:
        raise _invalid("You must specify enabled rules or categories when using enabledOnly=true.")
    level = fields.get("level", "default")
    if level not in ("default", "picky"):
        raise _invalid("If 'level' is set, it must be 'default' or 'picky'.")
    mode = fields.get("mode", "all")
    if mode not in _MODES:
        raise _invalid(f"If 'mode' is set, it must be one of: {', '.join(_MODES)}.")
    return Query(
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


def _read_draft(fields: Mapping[str, str]) -> Draft:
    if ("text" in fields) == ("data" in fields):
        raise _invalid("Set either 'text' or 'data', not both and not neither.")
    if "text" in fields:
        return _plain_draft(fields["text"])
    data = parse(fields["data"].encode())
    if not isinstance(data, dict) or ("text" in data) == ("annotation" in data):
        raise _invalid("'data' must be a JSON object with either 'text' or 'annotation'.")
    if "text" in data:
        if not isinstance(data["text"], str):
            raise _invalid("'text' in 'data' must be a string.")
        return _plain_draft(data["text"])
    if not isinstance(data["annotation"], list):
        raise _invalid("'annotation' in 'data' must be a list.")
    return read_annotation(data["annotation"])


def _plain_draft(text: str) -> Draft:
    _check_fits(len(text))
    return Draft(text, text, SourceMap.shifted(len(text)), Span(0, len(text)))


def read_annotation(annotation: list[Any]) -> Draft:
    """Builds a draft from a list of annotations. Its source is all text and markup; its prose is the text and what markup is read as.

    Raises:
        Refusal: 400 for an annotation that is neither text nor markup, 413 for a text that is too long.
    """
    if len(annotation) > MAX_ANNOTATIONS:
        raise Refusal(TOO_LARGE, f"'data' has more than {MAX_ANNOTATIONS} annotations.")
    source: list[str] = []
    prose: list[str] = []
    pieces: list[Piece] = []
    source_at = prose_at = 0
    for part in annotation:
        written, read_as = _read_part(part)
        if read_as:
            pieces.append(Piece(prose_at, prose_at + len(read_as), source_at, source_at + len(written)))
        source.append(written)
        prose.append(read_as)
        source_at += len(written)
        prose_at += len(read_as)
        _check_fits(max(source_at, prose_at))
    return Draft("".join(source), "".join(prose), SourceMap(pieces), Span(0, source_at))


def _read_part(part: Any) -> tuple[str, str]:
    """Returns what one annotation adds to the source and to the prose. Ignores other keys, because one client sends ``offset``."""
    if isinstance(part, dict):
        match part:
            case {"text": str(text)} if not part.get("markup"):
                return text, text
            case {"markup": str(markup)} if not part.get("text"):
                read_as = part.get("interpretAs") or ""
                if isinstance(read_as, str):
                    return markup, read_as
    raise _invalid(
        "Each annotation in 'data' must have either 'text' or 'markup', and 'interpretAs' only beside 'markup'."
    )


def _read_language(fields: Mapping[str, str]) -> tuple[Language, bool]:
    code = fields.get("language", "")
    if not code:
        raise _invalid("Missing 'language' parameter, for example 'language=en-US' or 'language=auto'.")
    if code.lower() == "auto":
        variants = [known for item in _read_list(fields, "preferredVariants") if (known := _find_language(item))]
        return (variants[0] if variants else Language(_LANGUAGES["en-US"], "en-US")), True
    if fields.get("preferredVariants"):
        raise _invalid("You specified 'preferredVariants' but you didn't specify 'language=auto'.")
    language = _find_language(code)
    if language is None:
        raise _invalid(f"softsell only knows English: use one of {', '.join(_LANGUAGES)}, or auto, as 'language'.")
    return language, False


def _find_language(code: str) -> Language | None:
    for known, name in _LANGUAGES.items():
        if known.lower() == code.strip().lower():
            return Language(name, known)
    return None


def _read_list(fields: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(item.strip() for item in fields.get(name, "").split(",") if item.strip())


def _check_fits(length: int) -> None:
    if length > MAX_TEXT:
        raise Refusal(
            TOO_LARGE, f"Your text exceeds the limit of {MAX_TEXT} characters (it's {length} characters or more)."
        )


def _invalid(reason: str) -> Refusal:
    return Refusal(INVALID, reason)


def _choose_settings(query: Query, engine: Engine) -> dict[str, Any] | None:
    """Returns the settings that turn on the rules that the client asks for and that are off by default; ``None`` if there are none."""
    wanted = [
        rule.id
        for pack in engine.packs
        for rule in pack.rules
        if not rule.enabled and (_is_named(rule.id, query.enabled) or pack.name.lower() in query.enabled_categories)
    ]
    return {"extend_select": sorted(wanted)} if wanted else None


def serialize_check(query: Query, report: Report, engine: Engine, software: dict[str, Any]) -> dict[str, Any]:
    """Returns a report in the shape of ``/v2/check``."""
    text = query.draft.source
    offsets = Utf16Offsets(text)
    name, code = query.language
    detected = {"name": name, "code": code, "confidence": 1.0, "source": "default"}
    sentences = [(sentence.start, sentence.end) for sentence in report.sentences]
    return {
        "software": software,
        "warnings": {"incompleteResults": False},
        "language": {"name": name, "code": code, "detectedLanguage": detected},
        "matches": [
            _serialize_match(finding, text, offsets, sentences, _find_description(engine, finding))
            for finding in _select_findings(query, report.findings)
        ],
        "sentenceRanges": [[offsets.to_utf16(start), offsets.to_utf16(end)] for start, end in sentences],
    }


def _select_findings(query: Query, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        category = finding.pack.lower()
        whole = finding.span is None
        if finding.positive or (whole and finding.severity == "suggestion" and not query.picky):
            continue
        if (query.mode == "textLevelOnly" and not whole) or (query.mode == "allButTextLevelOnly" and whole):
            continue
        asked_for = _is_named(finding.rule, query.enabled) or category in query.enabled_categories
        refused = _is_named(finding.rule, query.disabled) or category in query.disabled_categories
        if asked_for or not (refused or query.only_enabled):
            yield finding


def _is_named(rule_id: str, ids: frozenset[str]) -> bool:
    """Returns whether ``ids`` name a rule, by its current id or a retired one."""
    return bool(ids) and not ids.isdisjoint((rule_id, *former_ids(rule_id)))


def _serialize_match(
    finding: Finding, text: str, offsets: Utf16Offsets, sentences: list[tuple[int, int]], description: str
) -> dict[str, Any]:
    # The API has no findings without a place, so one about the whole draft is shown at the first sentence.
    start, end = finding.span if finding.span is not None else next(iter(sentences), (0, len(text)))
    around = next((sentence for sentence in sentences if sentence[0] <= start < sentence[1]), (start, end))
    category = finding.pack
    return {
        "message": finding.message,
        "shortMessage": "",
        "offset": offsets.to_utf16(start),
        "length": offsets.to_utf16(end) - offsets.to_utf16(start),
        "sentence": text[around[0] : around[1]],
        "type": {"typeName": "Other"},
        "replacements": _serialize_replacements(finding, text, start, end),
        "context": _serialize_context(text, start, end),
        "rule": {
            "id": finding.rule,
            "description": description,
            "issueType": "style",
            "category": {"id": category.upper(), "name": category.replace("-", " ").capitalize()},
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _serialize_replacements(finding: Finding, text: str, start: int, end: int) -> list[dict[str, str]]:
    """Returns each fix as a replacement of the whole match. Leaves out fixes that reach beyond the match."""
    if finding.span is None:
        return []
    return [
        {"value": text[start : fix.span.start] + fix.text + text[fix.span.end : end], "shortDescription": fix.label}
        for fix in finding.fixes
        if start <= fix.span.start and fix.span.end <= end
    ]


def _serialize_context(text: str, start: int, end: int) -> dict[str, Any]:
    left, right = max(0, start - CONTEXT_CHARACTERS), min(len(text), end + CONTEXT_CHARACTERS)
    prefix, suffix = "..." if left else "", "..." if right < len(text) else ""
    shown = (prefix + text[left:right] + suffix).replace("\n", " ").replace("\r", " ")
    offsets = Utf16Offsets(shown)
    first = len(prefix) + start - left
    offset = offsets.to_utf16(first)
    return {"text": shown, "offset": offset, "length": offsets.to_utf16(first + end - start) - offset}


def _find_description(engine: Engine, finding: Finding) -> str:
    rule = engine.rule_set(engine.config.platform).rules.get(finding.rule)
    return rule.why if rule is not None else finding.why


def _serialize_rules(engine: Engine) -> Iterator[dict[str, Any]]:
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
