"""What people are told about a rule, wherever they ask: its message in general terms, its examples, and how to change it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from softsell.checks.rule import Evidence, EvidenceStrength, Example, Rule, Show
from softsell.config.toml_edit import quote
from softsell.diagnostics import sentence
from softsell.errors import UsageError
from softsell.packs.names import nearest_rule
from softsell.report.measure_words import name_in_words
from softsell.vocabulary import SCOPES

_PLACEHOLDERS = {
    "match": "…",
    "count": "n",
    "value": "n",
    "bound": "n",
    "replacement": "…",
}

_SHOWN: Mapping[Show, str] = {
    "with-fix": "only where it offers a fix; otherwise it only counts in the score.",
    "never": "no, it only counts in the score.",
}

OWN_RULES: Mapping[str, str] = {
    "softsell/not-english": "The draft doesn't look like English. The rules only work for English, so the draft wasn't checked.",
    "softsell/partly-english": (
        "Some sentences of the draft look like another language. The rules only work for English, so findings, scores and measures "
        "are about the rest of the draft. Only its length counts all of it."
    ),
    "softsell/fixes-left-out": (
        "The fixes for one draft may have 100,000 characters in total. All findings are shown, but some have no fix. "
        "Apply the fixes and check again, or check the draft in parts."
    ),
    "softsell/no-reason": (
        "A comment or front matter switches a rule off without saying why. Write the reason after a colon "
        "(<!-- softsell-disable pushiness/hurry: the last bus really leaves -->), or as “reason:” in front matter."
    ),
    "softsell/unused-suppression": "A comment switches off a rule that finds nothing there. Remove the comment.",
    "softsell/retired-rule": (
        "A comment or front matter names a rule that was renamed or removed. The old name works for two versions; "
        "the message says what to write instead."
    ),
}
"""What each finding means that comes from softsell itself, not from a pack."""


def find_rule(name: str, rules: Sequence[Rule]) -> Rule:
    """Return the rule called ``name``. The part after the slash is enough if only one rule has it.

    Raises:
        UsageError: there is no such rule, or more than one.
    """
    wanted = name.strip().casefold()
    exact = [rule for rule in rules if rule.id == wanted]
    short = [rule for rule in rules if rule.id.partition("/")[2] == wanted]
    if exact or len(short) == 1:
        return (exact or short)[0]
    ids = [rule.id for rule in rules]
    if len(short) > 1:
        raise UsageError(
            f"Several rules are called “{name}”: {', '.join(rule.id for rule in short)}. Choose one of these."
        )
    inside = [rule for rule in ids if rule.startswith(f"{wanted}/")]
    if inside:
        raise UsageError(f"“{name}” is a pack. Its rules are {', '.join(inside)}.")
    hint = sentence(nearest_rule(wanted, ids, OWN_RULES))
    raise UsageError(f"There is no rule “{name}”. {hint or '“softsell rules” lists them all.'}")


def message_of(rule: Rule) -> str:
    """Return the rule's message with its placeholders filled in."""
    return re.sub(r"\{(\w+)\}", lambda blank: _PLACEHOLDERS.get(blank.group(1), "…"), rule.message)


EVIDENCE_WORDS: Mapping[EvidenceStrength, str] = {
    "experiments": "experiments",
    "field": "field study",
    "correlation": "a correlation, which may have other causes",
    "survey": "a survey",
    "requirement": "a requirement",
    "custom": "a custom of the trade, not a finding",
    "taste": "the author's taste, not a finding",
}
"""How sure each kind of evidence is, in words."""


def evidence_line(evidence: Evidence) -> str:
    """Return what was found, how sure it is and where."""
    source = f"; {evidence.where}" if evidence.where else ""
    return f"{evidence.found} ({EVIDENCE_WORDS[evidence.sure]}{source})"


def describe_context(example: Example) -> str:
    """Return what an example says besides its text, such as ``on x``; empty if it's nothing."""
    where = [f"on {example.platform}"] if example.platform else []
    where += ["with the trained model"] if example.needs_model else []
    where += [f"as an answer to “{example.reply_to}”"] if example.reply_to else []
    return ", ".join(where)


def describe_score(rule: Rule) -> str:
    """Return what a hit adds to which score."""
    if rule.dimension is None or not rule.weight:
        return "none"
    hits = f", for at most {rule.max_hits} hits" if rule.max_hits > 1 else ""
    return f"{rule.weight:+g} points of {rule.dimension} for each hit{hits}"


def describe_show(rule: Rule) -> str:
    """Return when a rule's findings are shown; empty if they always are."""
    return "" if rule.show == "always" else f"{_SHOWN[rule.show]} To see all that it finds, set its severity."


def describe_scope(rule: Rule) -> str:
    """Return on which platforms and where in a draft a rule looks."""
    places = "everywhere" if "all" in rule.platforms else f"on {', '.join(rule.platforms)}"
    return ", ".join(filter(None, [places, SCOPES[rule.scope]]))


def list_options(rule: Rule) -> Iterator[tuple[str, str | list[str]]]:
    """Yield the options of a rule that say something, as names and texts; a list has a text for each entry."""
    for option, value in rule.options.items():
        if value is None or value in ("", [], (), {}, False):
            continue
        name = option.replace("_", "-")
        if isinstance(value, Mapping):
            yield name, [f"{key} → {_to_text(entry)}" for key, entry in value.items()]
        elif isinstance(value, list | tuple):
            yield name, [_to_text(entry) for entry in value]
        else:
            words = f" ({name_in_words(value)})" if option == "measure" else ""
            yield name, _to_text(value) + words


def _to_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " or ".join(map(_to_text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def snippet(rule: Rule) -> list[str]:
    """Return lines for softsell.toml that change a rule. All but the heading are commented out, and each works as it is."""
    lines = [f'[rules."{rule.id}"]', f"# enabled = {str(not rule.enabled).lower()}"]
    if not rule.positive:
        milder = {"error": "warning", "warning": "suggestion", "suggestion": "warning"}[rule.severity]
        lines.append(f'# severity = "{milder}"')
    for bound in ("at_most", "at_least"):
        value = rule.options.get(bound)
        if isinstance(value, int | float) and not isinstance(value, bool):
            lines.append(f"# {bound.replace('_', '-')} = {value:g}")
    patterns = rule.options.get("patterns")
    if isinstance(patterns, list | tuple) and patterns:
        lines.append('# add = ["another phrase"]')
        if len(patterns) > 1:  # without its only pattern a rule has nothing to look for, which is a mistake
            lines.append(f"# remove = [{quote(str(patterns[0]))}]")
    lines.append('# allow = ["a phrase it should leave alone"]')
    return lines
