"""``softsell rules``: lists every rule, one a line, starting with its id."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from softsell.checks.rule import Rule
from softsell.cli import CLEAN
from softsell.cli.lookup import config_here, present_ids, rules_here, settings_options
from softsell.cli.terminal import columns, prepare_output, tell, wants_color, write
from softsell.diagnostics import nearest, sentence
from softsell.errors import UsageError
from softsell.report.about_rules import message_of
from softsell.report.display import one_line, width
from softsell.report.safe_json import dumps
from softsell.report.style import Style


@click.command(short_help="List the rules.")
@click.argument("names", nargs=-1, metavar="[PACK …]")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@settings_options
def rules(names: tuple[str, ...], format_name: str, config_file: Path | None, isolated: bool) -> int:
    """List all rules as the settings have them: on or off, and how severe.

    PACK is a pack or a rule; it limits the list.
    """
    every = rules_here(config_here(config_file, isolated=isolated))
    present = [present_ids(name, every) for name in names]
    for note in dict.fromkeys(note for _, notes in present for note in notes):
        tell(note)
    wanted = [rule_id for ids, _ in present for rule_id in ids]
    listed = _narrow(every, wanted) if wanted or not names else []
    prepare_output(for_programs=format_name == "json")
    write([_render_json(listed)] if format_name == "json" else _render(listed))
    if format_name == "text" and sys.stdout.isatty():
        tell("“softsell explain RULE” says more about a rule.")
    return CLEAN


def _narrow(listed: Sequence[Rule], names: Sequence[str]) -> list[Rule]:
    from softsell.packs.names import covers

    for name in names:
        if not any(covers(name, rule.id) for rule in listed):
            packs = sorted({rule.id.partition("/")[0] for rule in listed})
            hint = sentence(nearest(name, [*packs, *(rule.id for rule in listed)]))
            listed_packs = f"The packs are {', '.join(packs)}."
            raise UsageError(f"There is no pack or rule “{name}”. {hint or listed_packs}")
    return [rule for rule in listed if not names or any(covers(name, rule.id) for name in names)]


def _render(listed: Sequence[Rule]) -> list[str]:
    style = Style(wants_color("auto", sys.stdout))
    longest = max((len(rule.id) for rule in listed), default=0)
    watched = sys.stdout.isatty()
    lines = []
    for rule in listed:
        room = max(20, columns() - longest - 16)
        message = _shorten(one_line(message_of(rule)), room) if watched else one_line(message_of(rule))
        lines.append(f"{rule.id:<{longest}}  {style.paint(f'{rule.state:<10}', rule.state)}  {message}\n")
    return lines


def _shorten(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    while text and width(text) >= room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _render_json(listed: Sequence[Rule]) -> str:
    entries = [
        {
            "id": rule.id,
            "kind": rule.kind,
            "severity": rule.severity,
            "enabled": rule.enabled,
            "show": rule.show,
            "positive": rule.positive,
            "dimension": rule.dimension,
            "weight": rule.weight,
            "platforms": list(rule.platforms),
            "title": rule.name,
            "message": rule.message,
            "why": rule.why,
        }
        for rule in listed
    ]
    return dumps({"version": 1, "rules": entries}, indent=2) + "\n"
