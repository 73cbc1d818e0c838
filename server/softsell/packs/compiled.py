"""Validated packs as JSON and back: what the cache holds, and what the wheel carries. Imports neither YAML nor pydantic."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from softsell.checks.question_data import Questions, Told, TopicQuestions
from softsell.checks.rule import Example, Pack, Rule, RuleSettings, ScoredMeasure

FORMAT = 3
"""Raised whenever the dataclasses change shape, so that what an older version wrote is not read."""


class StaleFormatError(ValueError):
    """The text is not what this version of softsell writes."""


def dump_packs(packs: Sequence[Pack]) -> str:
    """The packs as JSON, as ``parse_packs`` reads it."""
    return json.dumps(
        {"format": FORMAT, "packs": [_pack_out(pack) for pack in packs]}, ensure_ascii=False, separators=(",", ":")
    )


def parse_packs(text: str, path: str | None = None) -> tuple[Pack, ...]:
    """The packs that ``dump_packs`` wrote.

    Args:
        path: where the packs lie now, if not where they lay when they were written.

    Raises:
        StaleFormatError: another version wrote it, or it is damaged.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise StaleFormatError
        return tuple(_pack_in(pack, path) for pack in data["packs"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise StaleFormatError from error


def _pack_out(pack: Pack) -> dict[str, Any]:
    return {
        **{key: getattr(pack, key) for key in _PACK_PLAIN},
        "extends": pack.extends,
        "dimensions": pack.dimensions,
        "changes": {rule: asdict(change) for rule, change in pack.changes.items()},
        "measures": [[m.measure, m.low, m.high, m.points] for m in pack.measures],
        "questions": _questions_out(pack.questions),
        "rules": [_rule_out(rule, pack) for rule in pack.rules],
    }


def _questions_out(questions: Questions) -> list[Any]:
    topics = {
        name: [topic.nouns, topic.ask, topic.choice, topic.at_work, topic.weight, topic.anywhere]
        for name, topic in questions.topics.items()
    }
    told = [[one.ask, one.patterns, one.when] for one in questions.told]
    return [topics, questions.no_topics, told, questions.long_ago]


def _rule_out(rule: Rule, pack: Pack) -> list[Any]:
    plain = [getattr(rule, key) for key in _RULE_PLAIN]
    place = rule.place.removeprefix(f"{pack.path}/")
    examples = [[_example_out(example) for example in side] for side in (rule.bad, rule.good)]
    return [*plain, dict(rule.options), list(rule.unless), list(rule.platforms), place, *examples]


def _example_out(example: Example) -> Any:
    context = [example.needs_model, example.platform, example.brand, example.reply_to]
    if not any(context):
        return [example.text, example.span]
    return [example.text, example.span, *context]


_PACK_PLAIN = ("name", "version", "description", "license", "language", "dimension", "path", "builtin", "digest")
_RULE_PLAIN = (
    "id",
    "kind",
    "severity",
    "weight",
    "message",
    "why",
    "source",
    "dimension",
    "scope",
    "positive",
    "enabled",
    "max_hits",
    "quoted",
)


def _pack_in(data: dict[str, Any], path: str | None) -> Pack:
    path = path or str(data["path"])
    return Pack(
        **{key: data[key] for key in _PACK_PLAIN if key != "path"},
        path=path,
        extends=tuple(data["extends"]),
        dimensions=tuple(data["dimensions"]),
        changes={rule: _settings_in(change) for rule, change in data["changes"].items()},
        measures=tuple(ScoredMeasure(*measure) for measure in data["measures"]),
        questions=_questions_in(*data["questions"]),
        rules=tuple(_rule_in(rule, path) for rule in data["rules"]),
    )


def _questions_in(
    topics: dict[str, list[Any]], no_topics: list[str], told: list[list[Any]], long_ago: list[str]
) -> Questions:
    return Questions(
        {name: TopicQuestions(tuple(nouns), tuple(ask), *rest) for name, (nouns, ask, *rest) in topics.items()},
        tuple(no_topics),
        tuple(Told(ask, tuple(patterns), when) for ask, patterns, when in told),
        tuple(long_ago),
    )


def _settings_in(data: dict[str, Any]) -> RuleSettings:
    plain = {key: value for key, value in data.items() if key not in ("add", "remove", "allow")}
    return RuleSettings(**plain, add=tuple(data["add"]), remove=tuple(data["remove"]), allow=tuple(data["allow"]))


def _rule_in(data: list[Any], path: str) -> Rule:
    (
        id_, kind, severity, weight, message, why, source, dimension, scope, positive, enabled, max_hits, quoted,
        options, unless, platforms, place, bad, good,
    ) = data  # fmt: skip
    return Rule(
        id_, kind, options, severity, weight, message, why, source, dimension, tuple(unless), tuple(platforms), scope, positive,
        enabled, max_hits, quoted, tuple(map(_example_in, bad)), tuple(map(_example_in, good)), f"{path}/{place}",
    )  # fmt: skip


def _example_in(data: list[Any]) -> Example:
    text, span, *context = data
    return Example(text, tuple(span) if span else None, *context)
