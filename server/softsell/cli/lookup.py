"""The settings and rules of the current folder, for commands about rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from softsell.checks.rule import Pack, Rule
from softsell.cli.terminal import tell
from softsell.config.config import Config
from softsell.files.folder_settings import Overrides, Settings

if TYPE_CHECKING:
    from softsell.engine.engine import Engine

F = TypeVar("F", bound=Callable[..., Any])


def settings_options(command: F) -> F:
    """Add ``--config`` and ``--isolated``."""
    import click  # the usual check gets by without it

    command = click.option("--isolated", is_flag=True, help="Ignore all settings files.")(command)
    return click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this settings file.")(
        command
    )


def settings_for(config_file: Path | None, *, isolated: bool, overrides: Overrides | None = None) -> Settings:
    """Return an object that finds the settings of each file. Warnings about packs are printed once, when an engine is made."""
    return Settings(config_file, isolated, overrides or Overrides(), engine_for=_engine_with_warnings)


def _engine_with_warnings(config: Config) -> Engine:
    from softsell.engine.engine import Engine

    engine = Engine(config)
    for warning in engine.warnings:
        tell(str(warning), kind="warning")
    return engine


def config_here(config_file: Path | None, *, isolated: bool) -> Config:
    """Return the settings of the current folder, and print a warning for each that a project may not set.

    Raises:
        ConfigError: the file has mistakes; the error holds all of them.
    """
    config = Settings(config_file, isolated).config(None)
    for note in config.notes:
        tell(str(note), kind="warning")
    return config


def packs_here(config: Config) -> tuple[Pack, ...]:
    """Return the built-in packs and those named in the settings.

    Raises:
        PackError: a pack can't be loaded.
    """
    from softsell.packs import load_packs

    return load_packs(config.packs)


def rules_here(config: Config) -> tuple[Rule, ...]:
    """Return every rule as the settings change it; ``enabled`` says whether it is on.

    Raises:
        PackError, ConfigError: a pack or the settings have mistakes.
    """
    from softsell.packs.resolve import all_rules

    packs = packs_here(config)
    rules = all_rules(packs, config)
    tell_retired(packs, config)
    return rules


def tell_retired(packs: Sequence[Pack], config: Config) -> None:
    """Print what became of retired rules that packs or settings still name."""
    from softsell.packs.resolve import retired_notes

    for note in retired_notes(packs, config):
        tell(str(note), kind="warning")


def present_ids(name: str, rules: Sequence[Rule]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the current ids for ``name``: itself, or those of the rules that replaced a retired one.

    Returns:
        The ids, and a sentence about each retired rule. There are no ids if nothing replaced it.
    """
    from softsell.packs.names import covers, current_ids, find_retired

    if any(covers(name, rule.id) for rule in rules):
        return (name,), ()
    retired = find_retired(name)
    if not retired:
        return (name,), ()
    return current_ids(retired, {rule.id for rule in rules}), tuple(rule.message for rule in retired)
