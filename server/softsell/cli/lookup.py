"""The settings and rules that hold in the current folder, for commands that talk about rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from softsell.checks.rule import Pack, Rule
from softsell.cli.terminal import tell
from softsell.config.config import Config
from softsell.files.settings import Overrides, Settings

if TYPE_CHECKING:
    from softsell.engine.engine import Engine

F = TypeVar("F", bound=Callable[..., Any])


def settings_options(command: F) -> F:
    """Adds ``--config`` and ``--isolated``."""
    command = click.option("--isolated", is_flag=True, help="Read no file of settings.")(command)
    return click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this file of settings.")(
        command
    )


def settings_for(config_file: Path | None, *, isolated: bool, overrides: Overrides | None = None) -> Settings:
    """The settings of each file. Warnings of the packs go to standard error once, when an engine is first made."""
    return Settings(config_file, isolated, overrides or Overrides(), engine_for=_engine_with_warnings)


def _engine_with_warnings(config: Config) -> Engine:
    from softsell.engine.engine import Engine

    engine = Engine(config)
    for warning in engine.warnings:
        tell(str(warning), kind="warning")
    return engine


def config_here(config_file: Path | None, *, isolated: bool) -> Config:
    """The settings that hold in the current folder. What a project's file may not set is told.

    Raises:
        ConfigError: with every mistake in the file.
    """
    config = Settings(config_file, isolated).config(None)
    for note in config.notes:
        tell(str(note), kind="warning")
    return config


def packs_here(config: Config) -> tuple[Pack, ...]:
    """The built-in packs and those of the settings.

    Raises:
        PackError: one of them can't be loaded.
    """
    from softsell.packs import load_packs

    return load_packs(config.packs)


def rules_here(config: Config) -> tuple[Rule, ...]:
    """Every rule with the settings' changes; ``enabled`` says which are on.

    Raises:
        PackError, ConfigError: packs or settings have mistakes.
    """
    from softsell.packs.resolve import all_rules

    packs = packs_here(config)
    rules = all_rules(packs, config)
    tell_retired(packs, config)
    return rules


def tell_retired(packs: Sequence[Pack], config: Config) -> None:
    """Says what became of retired rules that the packs or the settings still name."""
    from softsell.packs.resolve import retired_notes

    for note in retired_notes(packs, config):
        tell(str(note), kind="warning")


def present_ids(name: str, rules: Sequence[Rule]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What ``name`` means today: itself, or the rules that took the place of the retired ones it means.

    Returns:
        The ids, and what became of each retired rule; no id where nothing took its place.
    """
    from softsell.packs.names import covers, current_ids, find_retired

    if any(covers(name, rule.id) for rule in rules):
        return (name,), ()
    retired = find_retired(name)
    if not retired:
        return (name,), ()
    return current_ids(retired, {rule.id for rule in rules}), tuple(rule.message for rule in retired)
