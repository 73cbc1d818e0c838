"""A page for each built-in rule and each built-in pack, from the packs and from the results of ``make eval``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from docs.page import ROOT, Page, block, code, items, link, paragraphs, section, table
from softsell.checks.rule import Evidence, Example, Pack, Rule
from softsell.packs import load_builtin
from softsell.report.about_rules import (
    EVIDENCE_WORDS,
    OWN_RULES,
    describe_context,
    describe_scope,
    describe_score,
    describe_show,
    list_options,
    message_of,
    snippet,
)
from softsell.report.measure_words import name_in_words

_STATES = {
    "off": "off until you switch it on",
    "praise": "praise: it never fails a check",
    "silent": "not shown: it only counts in the score",
    "suggestion": "suggestion",
    "warning": "warning",
    "error": "error",
}

OWN_PACK = "softsell"
"""Where findings stand that come from softsell itself, not from a pack."""


def rule_pages() -> Iterator[Page]:
    """Yield the list of packs, then each pack with its rules."""
    packs = load_builtin(use_cache=False)
    on_posts = _read_results()
    yield _packs_page(packs)
    for pack in packs:
        yield _pack_page(pack)
        for rule in pack.rules:
            yield _rule_page(rule, on_posts.get(rule.id))
    listed = ((link(f"rules/{rule}", code(rule)), escape(meaning)) for rule, meaning in OWN_RULES.items())
    yield Page(f"rules/{OWN_PACK}", OWN_PACK, table(("finding", "what it means"), listed), "What softsell itself says.")
    for finding, meaning in OWN_RULES.items():
        yield Page(f"rules/{finding}", finding, paragraphs(meaning), meaning)


def _packs_page(packs: tuple[Pack, ...]) -> Page:
    rows = [
        (link(f"rules/{pack.name}", code(pack.name)), escape(pack.description), str(len(pack.rules))) for pack in packs
    ]
    rows.append(
        (link(f"rules/{OWN_PACK}", code(OWN_PACK)), "What softsell itself says about a draft.", str(len(OWN_RULES)))
    )
    body = paragraphs(
        "Each rule has a page that says what it finds and why, with examples, and how to change it or switch it off. "
        "“softsell explain” shows the same in a terminal, with your settings."
    )
    return Page("rules", "Rules", body + table(("pack", "what it finds", "rules"), rows), "Every built-in rule.")


def _pack_page(pack: Pack) -> Page:
    rows = [
        (
            f"{link(f'rules/{rule.id}', escape(rule.name))} {code(rule.id)}",
            escape(message_of(rule)),
            _STATES[rule.state],
        )
        for rule in pack.rules
    ]
    body = paragraphs(pack.description, _describe_dimension(pack)) + table(("rule", "what it says", "severity"), rows)
    if pack.measures:
        measures = (
            (escape(name_in_words(one.measure)), f"{one.low:g}", f"{one.high:g}", f"{one.points:+g}")
            for one in pack.measures
        )
        note = paragraphs(
            "Besides its rules, these measures of a draft add points to the score. Points grow evenly between the two."
        )
        head = ("measure", "no points at", "all points at", "points")
        body += section("measures", "Measures that count", note + table(head, measures))
    off = f'ignore = ["{pack.name}"]'
    body += section("switch-it-off", "Switch the whole pack off", block(off, "toml", "softsell.toml"))
    return Page(f"rules/{pack.name}", pack.name, body, pack.description)


def _describe_dimension(pack: Pack) -> str:
    return f"Its rules feed the score “{pack.dimension}”." if pack.dimension else "Its rules feed no score."


def _rule_page(rule: Rule, on_posts: str | None) -> Page:
    facts = [f"<strong>Severity:</strong> {_STATES[rule.state]}"]
    if show := describe_show(rule):
        facts.append(f"<strong>Shown:</strong> {escape(show)}")
    facts.append(f"<strong>Score:</strong> {escape(describe_score(rule))}")
    facts.append(f"<strong>Where:</strong> {escape(describe_scope(rule))}")
    body = f'<p class="says">{escape(message_of(rule))}</p>\n{items(facts)}\n'
    body += section("why", "Why", paragraphs(rule.why))
    if rule.instead:
        body += section("instead", "Say it like this", paragraphs(rule.instead))
    body += section("evidence", "What is known", _describe_evidence(rule))
    body += section(
        "praises" if rule.positive else "finds", "Praises" if rule.positive else "Finds", _list_examples(rule.bad)
    )
    body += section("is-fine-with", "Is fine with", _list_examples(rule.good))
    body += section("on-posts", "On real posts", paragraphs(on_posts or _NOT_MEASURED))
    body += section("switch-it-off", "Change it, or switch it off", _describe_change(rule))
    if details := "".join(_describe_options(rule)):
        body += section("looks-for", "What exactly it looks for", details)
    return Page(f"rules/{rule.id}", f"{rule.name} ({rule.id})", body, message_of(rule))


_NOT_MEASURED = "It hasn't been measured on real posts. Its examples are tested whenever softsell is."


def _describe_evidence(rule: Rule) -> str:
    """Return what is known about the idea behind a rule, and where it was read."""
    parts = [_render_evidence(one) for one in rule.evidence]
    # The built-in packs number their sources, and a bare number tells a reader nothing.
    if rule.source and not rule.source.isdecimal():
        parts.append(f"Source: {escape(rule.source)}.")
    more = f"<p>{link('evidence', 'What is known about posts')} says where studies stand.</p>"
    return (items(parts) if parts else paragraphs("Nothing is noted. Take it as a custom, or as taste.")) + more


def _render_evidence(evidence: Evidence) -> str:
    """Return one piece of evidence as HTML."""
    where = f" {escape(evidence.where)}." if evidence.where else ""
    return f"{escape(evidence.found)} <strong>How sure:</strong> {escape(EVIDENCE_WORDS[evidence.sure])}.{where}"


def _list_examples(examples: tuple[Example, ...]) -> str:
    return items(_mark(example) for example in examples)


def _mark(example: Example) -> str:
    """Return an example with what the rule finds marked."""
    text, span = example.text, example.span
    context = describe_context(example)
    note = f' <span class="context">({escape(context)})</span>' if context else ""
    if span is None:
        return f'<span class="example">{escape(text)}</span>{note}'
    before, found, after = text[: span[0]], text[span[0] : span[1]], text[span[1] :]
    return f'<span class="example">{escape(before)}<mark>{escape(found)}</mark>{escape(after)}</span>{note}'


def _describe_change(rule: Rule) -> str:
    switch = f'ignore = ["{rule.id}"]' if rule.enabled else f'extend-select = ["{rule.id}"]'
    verb = "off" if rule.enabled else "on"
    comment = f"<!-- softsell-disable-next {rule.id}: your reason -->"
    return (
        f"<p>To switch it {verb} for all posts, write this at the top of <code>softsell.toml</code>:</p>{block(switch, 'toml')}"
        "<p>To change it, take the lines you want and remove their “#”:</p>"
        f"{block(chr(10).join(snippet(rule)), 'toml')}"
        "<p>To hide it in one paragraph, write this above it:</p>"
        f"{block(comment, 'markdown')}"
    )


def _describe_options(rule: Rule) -> Iterator[str]:
    lists = [*list_options(rule), ("leaves alone", list(rule.unless)), ("only near", list(rule.near))]
    for name, value in (*lists, ("silent with", list(rule.silent_with))):
        if isinstance(value, str):
            yield f"<p>{escape(name)}: {code(value)}</p>\n"
        elif value:
            yield f"<details><summary>{escape(name)} ({len(value)})</summary>{items(map(code, value))}</details>\n"


def _read_results() -> Mapping[str, str]:
    """Return what ``make eval`` measured of each rule, in words."""
    text = (ROOT / "tests" / "eval" / "RESULTS.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w-]+/[\w-]+) \| ([\d.]+) % \| ([\d.]*) \| (.*?) *\|$", text, re.MULTILINE)
    return {rule: _describe_result(fires, precision, right) for rule, fires, precision, right in rows}


def _describe_result(fires: str, precision: str, right: str) -> str:
    said = f"It found something in {fires} % of real posts: brand posts, advertisements and captions."
    if precision:
        said += (
            f" Where people had labelled the posts, it was right in {float(precision):.0%} of its findings ({right})."
        )
    return f"{said} Rules may have changed since the last measurement."
