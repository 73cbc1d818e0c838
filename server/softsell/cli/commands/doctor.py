"""``softsell doctor``: checks that everything is set up, and says what to do if it isn't. Changes nothing."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from msgspec import Struct

import softsell
from softsell.cli import CLEAN, FINDINGS
from softsell.cli.lookup import config_here, rules_here, settings_options
from softsell.cli.terminal import columns, prepare_output, speaks_unicode, wants_color, write
from softsell.config.config import Config
from softsell.errors import SoftsellError
from softsell.report.display import one_line, wrap
from softsell.report.style import Style
from softsell.wording import counted


class _Check(Struct, frozen=True):
    """One thing that was checked.

    Attributes:
        name: what was checked.
        ok: whether it works; ``None`` if it isn't set up but doesn't have to be.
        result: what was found.
        remedy: what to do about it.
    """

    name: str
    ok: bool | None
    result: str
    remedy: str = ""


@click.command(short_help="Check that everything is set up.")
@settings_options
def doctor(config_file: Path | None, isolated: bool) -> int:
    """Check that everything is set up: settings, packs, model, cache, server, pairing, extension.

    Exits with 1 if there is a problem.
    """
    prepare_output(for_programs=False)
    style = Style(wants_color("auto", sys.stdout))
    problems = 0
    for line in _check_all(config_file, isolated=isolated):
        write([_render(line, style)])
        problems += line.ok is False
    write([f"\n{counted(problems, 'problem')} to fix.\n" if problems else "\nNo problems found.\n"])
    return FINDINGS if problems else CLEAN


def _render(line: _Check, style: Style) -> str:
    signs = {True: ("✓", "good"), False: ("✗", "error"), None: ("·", "dim")}
    plain = {True: "+", False: "!", None: "-"}
    sign, color = signs[line.ok]
    mark = style.paint(sign if speaks_unicode(sys.stdout) else plain[line.ok], color)
    indent = " " * 17
    room = max(30, min(columns(), 110) - len(indent))
    result = "\n".join(wrap(one_line(part), room, indent) for part in line.result.split("\n"))
    remedy = f"\n{indent}{wrap(one_line(line.remedy), room, indent)}" if line.remedy else ""
    return f"{mark} {line.name:<14} {result}{remedy}\n"


def _check_all(config_file: Path | None, *, isolated: bool) -> Iterator[_Check]:
    yield _Check(
        "softsell", True, f"{softsell.__version__} on Python {platform.python_version()} ({platform.system()})."
    )
    config = Config()
    try:
        config = config_here(config_file, isolated=isolated)
        yield _check_settings(config, config_file, isolated=isolated)
    except SoftsellError as error:
        yield _Check("settings", False, str(error), "Fix the file. Until then, nothing is checked.")
    yield _check_packs(config)
    yield _check_model(config)
    yield _check_learned()
    yield _check_cache()
    yield _check_extension()
    from softsell.web.checkups import check_server

    for check in check_server(config):
        yield _Check(check.name, check.ok, check.message, check.remedy)


def _check_settings(config: Config, config_file: Path | None, *, isolated: bool) -> _Check:
    from softsell.config.locate import find_config

    path = None if isolated else config_file or find_config(Path.cwd())
    if path is None:
        return _Check(
            "settings",
            None,
            "There is no softsell.toml, so the defaults are used.",
            "“softsell init” writes one for you to edit.",
        )
    brands = f" for {', '.join(config.brands)}" if config.brands else ""
    return _Check("settings", True, f"{path}{brands}.")


def _check_packs(config: Config) -> _Check:
    from softsell.cli.lookup import packs_here

    try:
        rules = rules_here(config)
        names = ", ".join(pack.name for pack in packs_here(config))
    except SoftsellError as error:
        return _Check("packs", False, str(error), "Fix the pack, or remove it from softsell.toml.")
    used = sum(rule.enabled for rule in rules)
    return _Check("packs", True, f"{used} of {len(rules)} rules are in use, from {names}.")


def _check_model(config: Config) -> _Check:
    from softsell.language.tagger import load_tagger, tagger_status

    loaded = load_tagger(config.model) is not None
    return _Check("model", True if loaded else None if config.model == "none" else False, tagger_status(config.model))


def _check_learned() -> _Check:
    from softsell.language.learned import learned_status, load_learned

    return _Check("learned", load_learned() is not None, learned_status())


def _check_cache() -> _Check:
    from softsell.packs.cache import folder

    place = folder()
    existing = next(parent for parent in (place, *place.parents) if parent.exists())
    if not os.access(existing, os.W_OK):
        remedy = "Make it writable, or set SOFTSELL_CACHE_DIR to a folder that is."
        return _Check("cache", False, f"{place} can't be written, so every run has to load the packs again.", remedy)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) if place.exists() else 0
    unused = " Its folder “results” is no longer used." if (place / "results").is_dir() else ""
    return _Check("cache", True, f"{place} holds {size / 1_000_000:.1f} MB. You can delete it at any time.{unused}")


def _check_extension() -> _Check:
    from softsell.cli.commands.extension import builds

    try:
        return _Check("extension", True, f"It is in {builds()}.")
    except SoftsellError as error:
        return _Check("extension", None, str(error))
