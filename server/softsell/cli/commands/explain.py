"""``softsell explain``: shows one rule in full, and the lines to paste into softsell.toml to change it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from softsell.checks.rule import Example, Rule, Show
from softsell.cli import CLEAN
from softsell.cli.lookup import config_here, present_ids, rules_here, settings_options
from softsell.cli.terminal import columns, prepare_output, wants_color, write
from softsell.report.about_rules import OWN_RULES, evidence_line, find_rule, marked_text, message_of, snippet
from softsell.report.display import escape, one_line, wrap
from softsell.report.measure_words import name_in_words
from softsell.report.style import Style
from softsell.vocabulary import SCOPES

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
    listed = rules_here(config_here(config_file, isolated=isolated))
    ids, notes = present_ids(rule.strip().casefold(), listed)
    write([f"{note}\n\n" for note in notes])
    if notes and not ids:
        return CLEAN
    found = find_rule(ids[0], listed)
    write(_Explanation(found, Style(wants_color("auto", sys.stdout)), min(columns(), 100)).lines())
    return CLEAN


_SHOWN: dict[Show, str] = {
    "with-fix": "only where it offers a fix; otherwise it only counts in the score.",
    "never": "no, it only counts in the score.",
}


class _Explanation:
    def __init__(self, rule: Rule, style: Style, width: int) -> None:
        self._rule = rule
        self._style = style
        self._width = width

    def lines(self) -> Iterator[str]:
        rule = self._rule
        yield f"{self._style.paint(rule.id, 'bold')}  {self._style.paint(rule.state, rule.state)}\n\n"
        yield self._render_entry("Says", message_of(rule))
        yield self._render_entry("Why", rule.why)
        # The built-in packs number their sources, and a bare number tells a user nothing.
        if rule.source and not rule.source.isdecimal():
            yield self._render_entry("Source", rule.source)
        for number, evidence in enumerate(rule.evidence):
            yield self._render_entry("Evidence" if not number else "", evidence_line(evidence))
        yield self._render_entry("Score", self._describe_score())
        if rule.show != "always":
            yield self._render_entry("Shown", f"{_SHOWN[rule.show]} To see all that it finds, set its severity.")
        yield self._render_entry("Where", self._describe_scope())
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
        return f"{self._style.paint(f'{name:<10}', 'dim')}{wrap(one_line(text), room, _INDENT)}\n"

    def _describe_score(self) -> str:
        rule = self._rule
        if rule.dimension is None or not rule.weight:
            return "none"
        hits = f", for at most {rule.max_hits} hits" if rule.max_hits > 1 else ""
        return f"{rule.weight:+g} points of {rule.dimension} for each hit{hits}"

    def _describe_scope(self) -> str:
        rule = self._rule
        places = "everywhere" if "all" in rule.platforms else f"on {', '.join(rule.platforms)}"
        return ", ".join(filter(None, [places, SCOPES[rule.scope]]))

    def _render_options(self) -> Iterator[str]:
        for name, value in self._rule.options.items():
            if value is None or value in ("", [], (), {}, False):
                continue
            title = name.replace("_", "-")
            if isinstance(value, Mapping):
                yield from self._render_list(
                    title, [f"{escape(str(key))} → {_to_text(entry)}" for key, entry in value.items()]
                )
            elif isinstance(value, list | tuple):
                # In full, because “remove” in softsell.toml needs the pattern exactly as it is here.
                yield from self._render_list(title, map(_to_text, value), most=len(value))
            else:
                words = f" ({name_in_words(value)})" if name == "measure" else ""
                yield self._render_entry(title, _to_text(value) + words)

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
        text = marked_text(example)
        where = [f"on {example.platform}"] if example.platform else []
        where += ["with the trained model"] if example.needs_model else []
        where += [f"as an answer to “{one_line(example.reply_to)}”"] if example.reply_to else []
        return f"{one_line(text)} ({', '.join(where)})" if where else one_line(text)

    def _render_change(self) -> str:
        lines = "\n".join(f"  {line}" for line in snippet(self._rule))
        comment = f"<!-- softsell-disable {self._rule.id}: your reason -->"
        heading = self._style.paint("To change it", "dim")
        once = self._style.paint("In one draft", "dim")
        return (
            f"\n{heading}  paste this into softsell.toml and remove the # from the lines you want\n\n{lines}\n"
            f"\n{once}  write this above the paragraph\n\n  {comment}\n"
        )


def _to_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " or ".join(map(_to_text, value))
    return f"{value:g}" if isinstance(value, float) else escape(str(value))
