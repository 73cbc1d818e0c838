"""Reads the requests of LanguageTool's clients: their forms, languages and annotated texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from softsell.draft.draft import Draft
from softsell.draft.source_map import Piece, SourceMap
from softsell.draft.span import Span
from softsell.packs.names import former_ids
from softsell.web.api.models import MAX_TEXT
from softsell.web.problems import INVALID, TOO_LARGE, Refusal
from softsell.web.strict_json import parse

MAX_FIELDS = 100
MAX_ANNOTATIONS = 20_000

LANGUAGES = {
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
        enabled, disabled: rule ids. Enabled rules run even if they are off by default.
        enabled_categories, disabled_categories: pack names, in lower case.
        only_enabled: whether to leave out everything that isn't enabled by name.
        picky: whether to include suggestions about the draft as a whole.
        mode: ``textLevelOnly`` for findings about the draft as a whole, ``allButTextLevelOnly`` for the others, otherwise all.
    """

    draft: Draft
    language: Language
    enabled: frozenset[str]
    disabled: frozenset[str]
    enabled_categories: frozenset[str]
    disabled_categories: frozenset[str]
    only_enabled: bool
    picky: bool
    mode: str


def read_form(query: str, body: bytes) -> dict[str, str]:
    """Read the fields of a request from its body and its query string. The query string wins.

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
    """Read a request to ``/v2/check``.

    Raises:
        Refusal: 400 under the same conditions as LanguageTool, 413 for a text that is too long.
    """
    for old, new in _RENAMED.items():
        if old in fields:
            raise _invalid(f"'{old}' is no longer supported, use '{new}' instead.")
    draft = _read_draft(fields)
    language = read_language(fields)
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
        raise _invalid("Set 'text' or 'data', one of the two.")
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
    """Build a draft from a list of annotations. Its source is all text and markup; its prose is the text and what markup is read as.

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
    """Return what one annotation adds to the source and to the prose. Ignore other keys, because one client sends ``offset``."""
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


def read_language(fields: Mapping[str, str]) -> Language:
    code = fields.get("language", "")
    if not code:
        raise _invalid("Missing 'language' parameter, for example 'language=en-US' or 'language=auto'.")
    if code.lower() == "auto":
        variants = [known for item in _read_list(fields, "preferredVariants") if (known := _find_language(item))]
        return variants[0] if variants else Language(LANGUAGES["en-US"], "en-US")
    if fields.get("preferredVariants"):
        raise _invalid("You specified 'preferredVariants' but you didn't specify 'language=auto'.")
    language = _find_language(code)
    if language is None:
        raise _invalid(f"softsell only knows English: use one of {', '.join(LANGUAGES)}, or auto, as 'language'.")
    return language


def _find_language(code: str) -> Language | None:
    for known, name in LANGUAGES.items():
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


def is_named(rule_id: str, ids: frozenset[str]) -> bool:
    """Return whether ``ids`` name a rule, by its current id or a retired one."""
    return bool(ids) and not ids.isdisjoint((rule_id, *former_ids(rule_id)))
