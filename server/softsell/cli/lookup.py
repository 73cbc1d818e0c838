"""The settings and rules that hold in the current folder, for commands that talk about rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from softsell.checks.rule import Pack, Rule
from softsell.cli.settings import Settings
from softsell.cli.terminal import tell
from softsell.config.config import Config

F = TypeVar("F", bound=Callable[..., Any])


def settings_options(command: F) -> F:
    """Adds ``--config`` and ``--isolated``."""
    command = click.option("--isolated", is_flag=True, help="Read no file of settings.")(command)
    return click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this file of settings.")(
        command
    )


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

    return all_rules(packs_here(config), config)
