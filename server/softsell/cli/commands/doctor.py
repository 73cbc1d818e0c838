"""``softsell doctor``: whether everything is in order, and what to do where it is not. Changes nothing."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

import softsell
from softsell.cli import CLEAN, FINDINGS
from softsell.cli.lookup import config_here, rules_here, settings_options
from softsell.cli.terminal import columns, prepare_output, speaks_unicode, wants_color, write
from softsell.config.config import Config
from softsell.errors import SoftsellError
from softsell.report.display import one_line, wrap
from softsell.report.style import Style


@dataclass(frozen=True, slots=True)
class _Line:
    """What was looked at, whether it is well (``None``: neither well nor ill), what was found, what to do."""

    name: str
    ok: bool | None
    told: str
    remedy: str = ""


@click.command(short_help="Look whether everything is in order.")
@settings_options
def doctor(config_file: Path | None, isolated: bool) -> int:
    """Look whether everything is in order: settings, packs, model, cache, server, pairing, extension.

    Exits with 1 if something needs mending.
    """
    prepare_output(for_programs=False)
    style = Style(wants_color("auto", sys.stdout))
    ill = 0
    for line in _lines(config_file, isolated=isolated):
        write([_shown(line, style)])
        ill += line.ok is False
    write([f"\n{f'{ill} to mend.' if ill else 'All is well.'}\n"])
    return FINDINGS if ill else CLEAN


def _shown(line: _Line, style: Style) -> str:
    signs = {True: ("✓", "good"), False: ("✗", "error"), None: ("·", "dim")}
    plain = {True: "+", False: "!", None: "-"}
    sign, color = signs[line.ok]
    mark = style.paint(sign if speaks_unicode(sys.stdout) else plain[line.ok], color)
    indent = " " * 17
    room = max(30, min(columns(), 110) - len(indent))
    told = "\n".join(wrap(one_line(part), room, indent) for part in line.told.split("\n"))
    remedy = f"\n{indent}{wrap(one_line(line.remedy), room, indent)}" if line.remedy else ""
    return f"{mark} {line.name:<14} {told}{remedy}\n"


def _lines(config_file: Path | None, *, isolated: bool) -> Iterator[_Line]:
    yield _Line(
        "softsell", True, f"{softsell.__version__} on Python {platform.python_version()} ({platform.system()})."
    )
    config = Config()
    try:
        config = config_here(config_file, isolated=isolated)
        yield _settings(config, config_file, isolated=isolated)
    except SoftsellError as error:
        yield _Line("settings", False, str(error), "Mend the file; until then nothing is checked.")
    yield _packs(config)
    yield _model(config)
    yield _cache()
    yield _extension()
    from softsell.web.checkups import check_server

    for check in check_server(config):
        yield _Line(check.name, check.ok, check.message, check.remedy)


def _settings(config: Config, config_file: Path | None, *, isolated: bool) -> _Line:
    from softsell.config.locate import find_config

    path = None if isolated else config_file or find_config(Path.cwd())
    if path is None:
        return _Line(
            "settings",
            None,
            "There is no softsell.toml; the defaults hold.",
            "“softsell init” writes one to start from.",
        )
    brands = f" for {', '.join(config.brands)}" if config.brands else ""
    return _Line("settings", True, f"{path}{brands}.")


def _packs(config: Config) -> _Line:
    from softsell.cli.lookup import packs_here

    try:
        rules = rules_here(config)
        names = ", ".join(pack.name for pack in packs_here(config))
    except SoftsellError as error:
        return _Line("packs", False, str(error), "Mend the pack, or take it out of softsell.toml.")
    used = sum(rule.enabled for rule in rules)
    return _Line("packs", True, f"{used} of {len(rules)} rules are in use, from {names}.")


def _model(config: Config) -> _Line:
    from softsell.language.tagger import load_tagger, tagger_status

    loaded = load_tagger(config.model) is not None
    return _Line("model", True if loaded else None if config.model == "none" else False, tagger_status(config.model))


def _cache() -> _Line:
    from softsell.packs.cache import folder

    place = folder()
    existing = next(parent for parent in (place, *place.parents) if parent.exists())
    if not os.access(existing, os.W_OK):
        remedy = "Make it writable for you, or set SOFTSELL_CACHE_DIR to a folder that is."
        return _Line("cache", False, f"{place} can't be written, so every run starts anew.", remedy)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) if place.exists() else 0
    unused = " Its folder “results” is no longer used." if (place / "results").is_dir() else ""
    return _Line("cache", True, f"{place} holds {size / 1_000_000:.1f} MB; it may be deleted at any time.{unused}")


def _extension() -> _Line:
    from softsell.cli.commands.extension import builds

    try:
        return _Line("extension", True, f"It is in {builds()}.")
    except SoftsellError as error:
        return _Line("extension", None, str(error))
