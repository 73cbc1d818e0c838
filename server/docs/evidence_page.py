"""The page of what is known about posts: the evidence of all built-in rules, by how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import get_args

from docs.page import Page, code, link, paragraphs, section, terms
from softsell.checks.rule import Evidence, EvidenceStrength, Pack
from softsell.packs import load_builtin
from softsell.report.about_rules import EVIDENCE_WORDS


def evidence_page() -> Page:
    """Return the page."""
    packs = load_builtin(use_cache=False)
    rules: dict[Evidence, list[str]] = {}
    for rule in (rule for pack in packs for rule in pack.rules):
        for evidence in rule.evidence:
            rules.setdefault(evidence, []).append(rule.id)
    body = paragraphs(
        "softsell is for trust and conversation, not for reach. This page lists what its rules rest on: studies, also those that "
        "speak against a rule, what platforms and the law ask, and what is only a custom or a matter of taste.",
        "A correlation doesn't say that a post did better because of what it said. And what held for large brands may not hold for "
        "you. softsell gives no legal advice.",
    )
    for sure in get_args(EvidenceStrength):
        entries = {evidence: ids for evidence, ids in rules.items() if evidence.sure == sure}
        if entries:
            words = EVIDENCE_WORDS[sure]
            body += section(sure, escape(words[0].upper() + words[1:]), _list(entries, packs))
    return Page("evidence", "What is known about posts", body, "What the rules rest on.")


def _list(entries: Mapping[Evidence, list[str]], packs: tuple[Pack, ...]) -> str:
    return terms(
        (escape(one.found), f"{_where(one)}Used by {_name_rules(ids, packs)}.") for one, ids in entries.items()
    )


def _where(evidence: Evidence) -> str:
    return f"{escape(evidence.where)}. " if evidence.where else ""


def _name_rules(ids: list[str], packs: tuple[Pack, ...]) -> str:
    """Return links to the rules; to their pack where it is most of a pack's."""
    named: list[str] = []
    for pack in packs:
        own = [rule.id for rule in pack.rules if rule.id in ids]
        if own and 3 * len(own) >= len(pack.rules):
            named.append(f"{len(own)} rules of {link(f'rules/{pack.name}', code(pack.name))}")
        else:
            named += [link(f"rules/{rule}", code(rule)) for rule in own]
    return ", ".join(named)
