"""Handlers of the settings page: the user's own settings, what can be set, and trying a change before keeping it.

Only the user in person may call them, on the server's own page or with the command line: they write a file. Not here: the file
(``softsell.web.settings_file``), and which part of it the page may change (``softsell.config.own_settings``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from softsell.checks import pattern_options
from softsell.checks.finding import SEVERITIES
from softsell.config.config import Config
from softsell.config.load import parse_own_settings
from softsell.config.own_settings import (
    EDITABLE,
    EDITABLE_OF_FEED,
    EDITABLE_OF_PLATFORM,
    EDITABLE_OF_RULE,
    make_shareable,
    pick_editable,
    read_editable,
    rewrite,
)
from softsell.config.settings import TABLE_AUTHORS, TOP, VOICES, Setting
from softsell.config.toml_source import parse_toml
from softsell.diagnostics import Diagnostic
from softsell.errors import ConfigError
from softsell.files.stamps import Stamp, files_of_packs, read_stamps
from softsell.packs import load_packs
from softsell.packs.cache import PATTERNS
from softsell.packs.own_words import CUSTOM
from softsell.packs.resolve import all_rules
from softsell.platforms import PLATFORMS
from softsell.vocabulary import AUDIENCES
from softsell.web.api.models import (
    MAX_SETTINGS,
    MAX_TEXT,
    ImportSettingsRequest,
    SettingsRequest,
    TrySettingsRequest,
    UndoRequest,
)
from softsell.web.api.requests import check_length, json_response, read_body, run_in_worker
from softsell.web.api.serialize import example_json, serialize_report
from softsell.web.problems import CHANGED, Refusal
from softsell.web.settings_file import ChangedMeanwhile

if TYPE_CHECKING:
    from softsell.checks.rule import Pack, Rule
    from softsell.engine.engine import Engine
    from softsell.web.services import Services

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "audience": tuple(AUDIENCES),
    "severity": SEVERITIES,
    "platform": tuple(PLATFORMS),
    "voice": VOICES,
}
_IMPORTED = "the imported file"
_NAMES_RULES = ("select", "extend-select", "ignore")


async def read_settings(services: Services, request: Request) -> Response:
    """Say what the user's settings are, and what can be set."""
    return json_response(await run_in_worker(request, services.worker, lambda: _describe(services)))


async def write_settings(services: Services, request: Request) -> Response:
    """Change the user's settings, if they have no mistakes."""
    asked = await read_body(request, SettingsRequest)

    def work() -> dict[str, Any]:
        with _Explained():
            text = services.settings.read().text or ""
            changed = rewrite(text, pick_editable(asked.settings))
            _prove(changed)
            services.settings.change(changed, asked.revision)
        services.setup.current(at_once=True)
        return _describe(services)

    return json_response(await run_in_worker(request, services.worker, work))


async def undo_settings(services: Services, request: Request) -> Response:
    """Take back the last change."""
    await read_body(request, UndoRequest)

    def work() -> dict[str, Any]:
        with _Explained():
            services.settings.undo()
        services.setup.current(at_once=True)
        return _describe(services)

    return json_response(await run_in_worker(request, services.worker, work))


async def import_settings(services: Services, request: Request) -> Response:
    """Read settings that somebody shared, and keep nothing yet. Leave out what they may not set."""
    asked = await read_body(request, ImportSettingsRequest)
    check_length(asked.text, MAX_SETTINGS, "text")

    def work() -> dict[str, Any]:
        shared = make_shareable_checked(asked.text)
        left_out = sorted(set(parse_keys(asked.text)) - set(parse_keys(shared)))
        _prove(shared)
        return {"settings": read_editable(shared), "left_out": left_out}

    return json_response(await run_in_worker(request, services.worker, work))


async def try_settings(services: Services, request: Request) -> Response:
    """Check a text with the settings as they are, and as they would be."""
    asked = await read_body(request, TrySettingsRequest)
    check_length(asked.text, MAX_TEXT, "text")

    def work() -> dict[str, Any]:
        text = services.settings.read().text or ""
        engines = [_engine(kept) for kept in (text, rewrite(text, pick_editable(asked.settings)))]
        now, after = (
            serialize_report(engine.check(asked.text, platform=asked.platform), asked.text, "utf-16")
            for engine in engines
        )
        return {"now": now, "after": after}

    return json_response(await run_in_worker(request, services.worker, work, 2 * len(asked.text)))


def make_shareable_checked(text: str) -> str:
    """Return the part of a softsell.toml that can be shared.

    Raises:
        ConfigError: it isn't a file of settings.
    """
    try:
        parse_toml(text, _IMPORTED)
    except ConfigError as error:
        message = (
            "This isn't a file of softsell's settings. Choose the .toml file that somebody exported for you. "
            f"(Line {error.diagnostics[0].line} can't be read.)"
        )
        raise ConfigError([Diagnostic(_IMPORTED, 0, 0, message)]) from None
    read_editable(text, _IMPORTED)
    return make_shareable(text)


def parse_keys(text: str) -> tuple[str, ...]:
    """Return the top-level keys of a softsell.toml."""
    return tuple(map(str, parse_toml(text, _IMPORTED)))


class _Explained:
    """Turns a change by somebody else into a refusal."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, ChangedMeanwhile):
            raise Refusal(
                CHANGED, "Your settings file was changed by another program or page. Reload this page, then try again."
            ) from None


def _engine(text: str) -> Engine:
    """Return an engine for a text of the user's own settings.

    Raises:
        ConfigError, PackError: the settings have mistakes.
    """
    stamps = read_stamps(files_of_packs(parse_own_settings(text).packs))
    return _engine_at(text, frozenset(stamps.items()))


@lru_cache(maxsize=4)
def _engine_at(text: str, _stamps: frozenset[tuple[Path, Stamp]]) -> Engine:
    """Return an engine for settings, while the files of their packs have these time stamps."""
    from softsell.engine.engine import Engine

    config = parse_own_settings(text)
    return Engine(config, load_packs(config.packs))


def _prove(text: str) -> None:
    """Make sure that settings have no mistakes, on any platform.

    Raises:
        ConfigError, PackError: they have.
    """
    config = parse_own_settings(text)
    packs = load_packs(config.packs)
    for platform in (None, *config.platforms):
        all_rules(packs, config.on_platform(platform))


def _describe(services: Services) -> dict[str, Any]:
    content = services.settings.read()
    text = content.text or ""
    settings = read_editable(text, str(services.settings.path))
    config = parse_own_settings(text)
    packs = load_packs(config.packs)
    root = services.setup.latest.config.root
    return {
        "path": _show(str(services.settings.path)),
        "revision": content.revision,
        "can_undo": services.settings.can_undo,
        "in_use": root in (None, str(services.settings.path.parent)),
        "used_instead": _show(root) if root not in (None, str(services.settings.path.parent)) else None,
        "settings": settings,
        "shareable": make_shareable(text) if text else "",
        "definitions": [_define(setting) for setting in EDITABLE],
        "rule_definitions": [_define(setting) for setting in EDITABLE_OF_RULE],
        "feed_definitions": [_define(setting) for setting in EDITABLE_OF_FEED],
        "elsewhere": [one.key for one in TOP if one not in EDITABLE]
        + [name for name in TABLE_AUTHORS if name in ("server", "files")],
        "packs": list(_describe_packs(packs)),
    }


def _show(path: str | None) -> str | None:
    """Return a path as people write it, with ``~`` for their home."""
    home = Path.home()
    if path is None or not Path(path).is_relative_to(home):
        return path
    return str(Path("~") / Path(path).relative_to(home))


def _define(setting: Setting) -> dict[str, Any]:
    low, high = setting.bounds
    return {
        "key": setting.key,
        "kind": "rules" if setting.key in _NAMES_RULES else setting.kind,
        "meaning": setting.meaning,
        "default": setting.default.strip('"'),
        "choices": list(_CHOICES.get(setting.kind, ())),
        "at_least": low if setting.kind == "number" else None,
        "at_most": high if setting.kind == "number" else None,
        "by_platform": setting in EDITABLE_OF_PLATFORM,
    }


_described: dict[tuple[tuple[str, str, str], ...], tuple[dict[str, Any], ...]] = {}
"""The last description of packs, by their names, versions and digests: running all examples takes about a second."""


def _describe_packs(packs: tuple[Pack, ...]) -> tuple[dict[str, Any], ...]:
    """Describe packs and their rules as they are without any settings, in words for people."""
    key = tuple((pack.name, pack.version, pack.digest) for pack in packs)
    if key not in _described:
        described = tuple(_describe_pack_rules(packs))
        _described.clear()
        _described[key] = described
    return _described[key]


def _describe_pack_rules(packs: tuple[Pack, ...]) -> Iterator[dict[str, Any]]:
    from softsell.engine.proving import ExampleRunner

    every = all_rules(packs, Config())
    said = ExampleRunner(packs=packs, cache=PATTERNS).first_messages(every)
    rules: dict[str, list[Rule]] = {}
    for rule in every:
        rules.setdefault(rule.id.partition("/")[0], []).append(rule)
    described = {pack.name: pack.description for pack in packs}
    for name, members in rules.items():
        if name != CUSTOM:
            yield {
                "name": name,
                "title": _title(name),
                "description": described.get(name, ""),
                "rules": [_describe_rule(rule, said) for rule in members],
            }


def _describe_rule(rule: Rule, said: Mapping[str, str]) -> dict[str, Any]:
    patterns = [str(pattern) for name in pattern_options(rule.kind) for pattern in rule.options.get(name) or ()]
    can_add = bool(pattern_options(rule.kind)) and rule.kind != "swap"
    bounds = {
        key.replace("_", "-"): value
        for key in ("at_most", "at_least")
        if isinstance(value := rule.options.get(key), int | float) and not isinstance(value, bool)
    }
    fits = ["enabled", "weight", "allow", *(() if rule.positive else ("severity",)), *bounds]
    fits += [*(("add",) if can_add else ()), *(("remove",) if patterns else ())]
    return {
        "id": rule.id,
        "title": rule.name,
        "says": said.get(rule.id, rule.why),  # an example's message, so that no gap is left to fill
        "why": rule.why,
        "praise": rule.positive,
        "enabled": rule.enabled,
        "severity": rule.severity,
        "weight": rule.weight,
        "bounds": bounds,
        "phrases": patterns,
        "fits": fits,
        "bad": _first(rule.bad),
        "good": _first(rule.good),
    }


def _first(examples: Iterable[Any]) -> dict[str, Any] | None:
    return next((example_json(example) for example in examples), None)


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
