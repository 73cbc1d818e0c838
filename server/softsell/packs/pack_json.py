"""Converts validated packs to JSON and back, for the cache and the wheel. Doesn't import YAML or pydantic."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from msgspec.structs import asdict

from softsell.checks.question_data import Questions, Told, TopicQuestions
from softsell.checks.rule import Evidence, Example, Pack, Rule, RuleSettings, ScoredMeasure, WhenUnsure

FORMAT = 9
"""Increase this when the classes change, so that files from an older version aren't read."""


class StaleFormatError(ValueError):
    """This version of softsell didn't write the text."""


def dump_packs(packs: Sequence[Pack]) -> str:
    """Return the packs as JSON that ``parse_packs`` reads."""
    return json.dumps(
        {"format": FORMAT, "packs": [_dump_pack(pack) for pack in packs]}, ensure_ascii=False, separators=(",", ":")
    )


def parse_packs(text: str, path: str | None = None) -> tuple[Pack, ...]:
    """Return the packs that ``dump_packs`` wrote.

    Args:
        path: the current path of the packs, if they have moved since.

    Raises:
        StaleFormatError: another version wrote it, or it's damaged.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise StaleFormatError
        return tuple(_parse_pack(pack, path) for pack in data["packs"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise StaleFormatError from error


def _dump_pack(pack: Pack) -> dict[str, Any]:
    return {
        **{key: getattr(pack, key) for key in _PACK_PLAIN},
        "extends": pack.extends,
        "dimensions": pack.dimensions,
        "changes": {rule: asdict(change) for rule, change in pack.changes.items()},
        "measures": [[m.measure, m.low, m.high, m.points] for m in pack.measures],
        "questions": _dump_questions(pack.questions),
        "when_unsure": None if pack.when_unsure is None else asdict(pack.when_unsure),
        "rules": [_dump_rule(rule, pack) for rule in pack.rules],
    }


def _dump_questions(questions: Questions) -> list[Any]:
    topics = {
        name: [topic.nouns, topic.ask, topic.choice, topic.at_work, topic.weight, topic.anywhere]
        for name, topic in questions.topics.items()
    }
    told = [[one.ask, one.patterns, one.unless, one.when, one.about] for one in questions.told]
    return [topics, questions.no_topics, told, questions.long_ago]


def _dump_rule(rule: Rule, pack: Pack) -> list[Any]:
    plain = [getattr(rule, key) for key in _RULE_PLAIN]
    place = rule.place.removeprefix(f"{pack.path}/")
    examples = [[_dump_example(example) for example in side] for side in (rule.bad, rule.good)]
    lists = [getattr(rule, name) for name in _RULE_LISTS]
    evidence = [[one.found, one.where, one.sure] for one in rule.evidence]
    return [*plain, dict(rule.options), *lists, place, evidence, *examples]


def _dump_example(example: Example) -> Any:
    context = [example.needs_model, example.platform, example.brand, example.reply_to]
    if not any(context):
        return [example.text, example.span]
    return [example.text, example.span, *context]


_PACK_PLAIN = ("name", "version", "description", "license", "language", "dimension", "path", "builtin", "digest")
_RULE_LISTS = ("unless", "near", "silent_with", "platforms", "posts", "not_posts")
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
    "once",
    "show",
    "quoted",
)


def _parse_pack(data: dict[str, Any], path: str | None) -> Pack:
    path = path or str(data["path"])
    return Pack(
        **{key: data[key] for key in _PACK_PLAIN if key != "path"},
        path=path,
        extends=tuple(data["extends"]),
        dimensions=tuple(data["dimensions"]),
        changes={rule: _parse_settings(change) for rule, change in data["changes"].items()},
        measures=tuple(ScoredMeasure(*measure) for measure in data["measures"]),
        questions=_parse_questions(*data["questions"]),
        when_unsure=None
        if data["when_unsure"] is None
        else WhenUnsure(**{**data["when_unsure"], "rules": tuple(data["when_unsure"]["rules"])}),
        rules=tuple(_parse_rule(rule, path) for rule in data["rules"]),
    )


def _parse_questions(
    topics: dict[str, list[Any]], no_topics: list[str], told: list[list[Any]], long_ago: list[str]
) -> Questions:
    return Questions(
        {name: TopicQuestions(tuple(nouns), tuple(ask), *rest) for name, (nouns, ask, *rest) in topics.items()},
        tuple(no_topics),
        tuple(Told(ask, tuple(patterns), when, about, tuple(unless)) for ask, patterns, unless, when, about in told),
        tuple(long_ago),
    )


def _parse_settings(data: dict[str, Any]) -> RuleSettings:
    plain = {key: value for key, value in data.items() if key not in ("add", "remove", "allow")}
    return RuleSettings(**plain, add=tuple(data["add"]), remove=tuple(data["remove"]), allow=tuple(data["allow"]))


def _parse_rule(data: list[Any], path: str) -> Rule:
    (
        id_, kind, severity, weight, message, why, source, dimension, scope, positive, enabled, max_hits, once, show, quoted,
        options, *lists, place, evidence, bad, good,
    ) = data  # fmt: skip
    return Rule(
        id_, kind, options, severity, weight, message, why, source, dimension, scope=scope, positive=positive, enabled=enabled,
        max_hits=max_hits, once=once, show=show, quoted=quoted,
        evidence=tuple(Evidence(*one) for one in evidence), bad=tuple(map(_parse_example, bad)), good=tuple(map(_parse_example, good)),
        place=f"{path}/{place}", **{name: tuple(value) for name, value in zip(_RULE_LISTS, lists, strict=True)},
    )  # fmt: skip


def _parse_example(data: list[Any]) -> Example:
    text, span, *context = data
    return Example(text, tuple(span) if span else None, *context)
