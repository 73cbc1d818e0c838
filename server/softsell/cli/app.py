"""The command ``softsell`` and the names of its commands; each is imported only when it is called or described."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click

import softsell
from softsell.diagnostics import nearest

# Name: where it is defined, and its line in the help (so that --help imports none of them).
_COMMANDS: Mapping[str, tuple[str, str]] = {
    "check": ("check:check", "Check drafts: files, folders or standard input."),
    "explain": ("explain:explain", "Say what a rule does, why, and how to change it."),
    "rules": ("rules:rules", "List the rules in use."),
    "packs": ("packs:packs", "Make, test and list rule packs."),
    "init": ("init:init", "Write a softsell.toml to start from."),
    "doctor": ("doctor:doctor", "Look whether everything is in order."),
    "serve": ("serve:serve", "Start the local server for the browser extension."),
    "pair": ("pair:pair", "Let a browser extension or a script use the server."),
    "service": ("service:service", "Start the server whenever you log in."),
    "extension": ("extension:extension", "Say where the browser extension is and how to load it."),
    "completion": ("completion:completion", "Print the completion script for your shell."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed, and that answers a typo with the nearest name."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every command, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; imports its module."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"softsell.cli.commands.{module}"), attribute)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with a way out for a name that is none."""
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            ctx.fail(_describe_unknown(name))
        return super().resolve_command(ctx, args)


def _describe_unknown(name: str) -> str:
    if Path(name).exists():
        return f"“{name}” is no command. To check it, type: softsell check {name}"
    hint = nearest(name, _COMMANDS)
    return f"There is no command “{name}”; {hint or 'softsell --help lists them.'}"


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(softsell.__version__, prog_name="softsell", message="%(prog)s %(version)s")
def app() -> None:
    """A linter for social posts: the opposite of the hard sell.

    Reads a draft and says where it pushes, where it talks only about the writer, where it leaves the reader nothing to
    answer, and where it is hard to read. Nothing leaves this machine.
    """
