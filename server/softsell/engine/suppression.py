"""Applies the writer's suppression comments, and adds notes on comments that have no effect or no reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from softsell.checks.finding import Finding
from softsell.diagnostics import nearest
from softsell.draft.draft import Draft, Suppression
from softsell.packs.names import RetiredRule, current_ids, find_retired

UNUSED_SUPPRESSION = "softsell/unused-suppression"
NO_REASON = "softsell/no-reason"
RETIRED_RULE = "softsell/retired-rule"


def suppress(
    findings: Iterable[Finding], draft: Draft, rules: Iterable[str]
) -> tuple[list[Finding], tuple[Finding, ...]]:
    """Return the findings that no comment switches off, and a note on each comment that has no effect or no reason."""
    if not draft.suppressions:
        return list(findings), ()
    retired = _find_retired_names(draft, rules)
    used: set[Suppression] = set()
    kept: list[Finding] = []
    for finding in findings:
        by = [suppression for suppression in draft.suppressions if _covers(suppression, finding, retired)]
        used.update(by)
        if not by:
            kept.append(finding)
    notes = (_write_note(suppression, suppression in used, rules, retired, kept) for suppression in draft.suppressions)
    return kept, tuple(note for note in notes if note is not None)


def _find_retired_names(draft: Draft, rules: Iterable[str]) -> dict[str, tuple[RetiredRule, ...]]:
    """Return the retired names in the draft's comments, each with the rules that it meant."""
    known = _list_known_names(rules)
    unknown = {name for suppression in draft.suppressions for name in suppression.rules if name not in known}
    return {name: retired for name in unknown if (retired := find_retired(name))}


def _list_known_names(rules: Iterable[str]) -> set[str]:
    return {name for rule in rules for name in (rule, rule.partition("/")[0])}


def _write_note(
    suppression: Suppression,
    used: bool,
    rules: Iterable[str],
    retired: Mapping[str, tuple[RetiredRule, ...]],
    kept: Iterable[Finding],
) -> Finding | None:
    for name in suppression.rules:
        if name in retired:
            rule = retired[name][0]
            why = "The old name works for two more versions."
            return Finding(RETIRED_RULE, "suggestion", suppression.span, f"{rule.message} {rule.hint}", why)
    if not used:
        message, why = (
            _explain_no_effect(suppression, rules, [one for one in kept if _names(suppression, one, retired)]),
            "A comment without effect misleads the people who read it.",
        )
        return Finding(UNUSED_SUPPRESSION, "suggestion", suppression.span, message, why)
    if not suppression.reason:
        message = "This switches something off and doesn't say why."
        why = (
            "The next reader wants to know if it's still needed. Write the reason after a colon in a comment, "
            "and after “reason:” in front matter."
        )
        return Finding(NO_REASON, "suggestion", suppression.span, message, why)
    return None


def _explain_no_effect(suppression: Suppression, rules: Iterable[str], missed: Sequence[Finding]) -> str:
    """Return why a comment has no effect, and what would have one. ``missed`` are findings that it names and doesn't cover."""
    known = _list_known_names(rules)
    for name in suppression.rules:
        if name not in known:
            return f"“{name[:60]}” isn't a rule. {nearest(name, known).capitalize()}".rstrip()
    if not suppression.rules or not missed:
        return "This comment switches nothing off here."
    rule = missed[0].rule
    if all(finding.span is None for finding in missed):
        return (
            f"This comment can't switch {rule} off, because it's about the whole post. Write "
            f"“<!-- softsell-disable {rule}: why -->” without a softsell-enable after it."
        )
    if all(finding.span is None or finding.span.start < suppression.span.start for finding in missed):
        return f"This comment is for what comes after it, and {rule} is about something before it. Move it above that."
    return (
        f"This comment switches nothing off here, because {rule} is about something farther down. Move it right above that, or write "
        "softsell-disable to switch it off from here on."
    )


def _covers(suppression: Suppression, finding: Finding, retired: Mapping[str, tuple[RetiredRule, ...]]) -> bool:
    scope = suppression.scope
    if suppression.rules and not _names(suppression, finding, retired):
        return False
    if finding.span is None:
        return suppression.whole
    return scope.start <= finding.span.start < max(scope.end, scope.start + 1)


def _names(suppression: Suppression, finding: Finding, retired: Mapping[str, tuple[RetiredRule, ...]]) -> bool:
    """Return whether a comment names the rule of a finding, or its pack."""
    pack = finding.pack
    if finding.rule in suppression.rules or pack in suppression.rules:
        return True
    return any(
        finding.rule in current_ids(retired[name], (finding.rule,)) for name in suppression.rules if name in retired
    )
