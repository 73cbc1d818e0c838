"""``softsell explain``: shows one rule in full, and the lines to paste into softsell.toml to change it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from softsell.checks import LEARNED_KINDS
from softsell.checks.rule import Example, Rule
from softsell.cli import CLEAN
from softsell.cli.lookup import config_here, present_ids, rules_here, settings_options
from softsell.cli.terminal import columns, prepare_output, wants_color, write
from softsell.config.config import Config
from softsell.packs.marks import mark
from softsell.report.about_rules import (
    OWN_RULES,
    describe_context,
    describe_scope,
    describe_score,
    describe_show,
    evidence_line,
    find_rule,
    list_options,
    message_of,
    snippet,
)
from softsell.report.display import escape, one_line, wrap
from softsell.report.style import Style
from softsell.web.static_files import rule_address, rule_page

_MANY = 12
"""The most entries shown of a list."""
_INDENT = "          "


@click.command(short_help="Explain what a rule finds, why, and how to change it.")
@click.argument("rule")
@settings_options
def explain(rule: str, config_file: Path | None, isolated: bool) -> int:
    """Explain what RULE finds, why, and how to change it or switch it off.

    RULE is an id such as pushiness/last-chance; “softsell rules” lists them all.
    """
    prepare_output(for_programs=False)
    if rule in OWN_RULES:
        write([f"{rule}\n\n  {wrap(OWN_RULES[rule], columns() - 4, '  ')}\n"])
        return CLEAN
    config = config_here(config_file, isolated=isolated)
    listed = rules_here(config)
    ids, notes = present_ids(rule.strip().casefold(), listed)
    write([f"{note}\n\n" for note in notes])
    if notes and not ids:
        return CLEAN
    found = find_rule(ids[0], listed)
    style = Style(wants_color("auto", sys.stdout))
    write(_Explanation(found, style, min(columns(), 100), _docs_address(found, config)).lines())
    return CLEAN


def _docs_address(rule: Rule, config: Config) -> str:
    path = rule_page(rule.id)
    if running := rule_address(rule.id):
        return running
    return f"http://127.0.0.1:{config.port}{path} while “softsell serve” runs" if path else ""


class _Explanation:
    def __init__(self, rule: Rule, style: Style, width: int, docs: str) -> None:
        self._rule = rule
        self._style = style
        self._width = width
        self._docs = docs

    def lines(self) -> Iterator[str]:
        rule = self._rule
        yield f"{self._style.paint(rule.id, 'bold')}  {self._style.paint(rule.state, rule.state)}\n\n"
        if rule.title:
            yield self._render_entry("Title", rule.title)
        yield self._render_entry("Says", message_of(rule))
        yield self._render_entry("Why", rule.why)
        if rule.instead:
            yield self._render_entry("Instead", escape(rule.instead))
        # The built-in packs number their sources, and a bare number tells a user nothing.
        if rule.source and not rule.source.isdecimal():
            yield self._render_entry("Source", rule.source)
        for number, evidence in enumerate(rule.evidence):
            yield self._render_entry("Evidence" if not number else "", evidence_line(evidence))
        if self._docs:
            yield self._render_entry("Docs", self._docs)
        yield self._render_entry("Score", describe_score(rule))
        if rule.show != "always":
            yield self._render_entry("Shown", describe_show(rule))
        yield self._render_entry("Where", describe_scope(rule))
        yield from self._render_options()
        yield from self._render_list("Leaves alone", [f"“{escape(phrase)}”" for phrase in rule.unless])
        yield from self._render_list("Only near", [f"“{escape(phrase)}”" for phrase in rule.near])
        yield from self._render_list("Silent with", [f"“{escape(phrase)}”" for phrase in rule.silent_with])
        finds = "Praises" if rule.positive else "Finds"
        yield from self._render_list(finds, [self._render_example(example) for example in rule.bad])
        yield from self._render_list("Is fine with", [self._render_example(example) for example in rule.good])
        yield self._render_change()

    def _render_entry(self, name: str, text: str) -> str:
        room = self._width - len(_INDENT)
        return f"{self._style.paint(f'{name:<9} ', 'dim')}{wrap(one_line(text), room, _INDENT)}\n"

    def _describe_learned(self) -> str:
        """Return what the learned weights are, for a rule that uses them."""
        from softsell.language.learned import load_learned

        learned = load_learned()
        if learned is None:
            return "The learned weights are missing, so this rule finds nothing. Install softsell again."
        fitted = learned.header["fitted on"]
        return (
            f"from {fitted['rated posts']:,} posts that language models rated and {fitted['own posts']:,} of our own. A likelihood is a "
            "sum over words, pairs of words, shape, and other rules' findings. “softsell check --show-score” names what carried it."
        )

    def _render_options(self) -> Iterator[str]:
        if self._rule.kind in LEARNED_KINDS:
            yield self._render_entry("Learned", self._describe_learned())
        for name, value in list_options(self._rule):
            if isinstance(value, str):
                yield self._render_entry(name, escape(value))
            else:
                # In full, because “remove” in softsell.toml needs the pattern exactly as it is here.
                yield from self._render_list(name, map(escape, value), most=len(value))

    def _render_list(self, name: str, entries: Iterable[str], most: int = _MANY) -> Iterator[str]:
        listed = list(entries)
        if not listed:
            return
        yield f"\n{self._style.paint(name, 'dim')}\n"
        for entry in listed[:most]:
            yield f"  - {wrap(one_line(entry), self._width - 4, '    ')}\n"
        if len(listed) > most:
            yield f"    and {len(listed) - most:,} more\n"

    def _render_example(self, example: Example) -> str:
        text = mark(example)
        where = one_line(describe_context(example))
        return f"{one_line(text)} ({where})" if where else one_line(text)

    def _render_change(self) -> str:
        lines = "\n".join(f"  {line}" for line in snippet(self._rule))
        comment = f"<!-- softsell-disable {self._rule.id}: your reason -->"
        heading = self._style.paint("To change it", "dim")
        once = self._style.paint("In one draft", "dim")
        return (
            f"\n{heading}  paste this into softsell.toml and remove the # from the lines you want\n\n{lines}\n"
            f"\n{once}  write this above the paragraph\n\n  {comment}\n"
        )
