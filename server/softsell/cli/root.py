"""The ``softsell`` command and the table of its subcommands. A subcommand is imported when it is called or its help is shown."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click

import softsell
from softsell.diagnostics import nearest, sentence

# For each name: where the command is defined, and its line in the help. With the line here, --help doesn't import the commands.
_COMMANDS: Mapping[str, tuple[str, str]] = {
    "check": ("check:check", "Check drafts: files, folders or standard input."),
    "feed": ("feed:feed", "Look at many posts over time: what they sell, ask, give and repeat."),
    "archive": ("archive:archive", "Check millions of posts, and write a row for each."),
    "explain": ("explain:explain", "Explain what a rule finds, why, and how to change it."),
    "rules": ("rules:rules", "List the rules."),
    "packs": ("packs:packs", "Make, test, list and share rule packs."),
    "init": ("init:init", "Write a softsell.toml to start from."),
    "doctor": ("doctor:doctor", "Check that everything is set up."),
    "setup": ("setup:setup", "Set everything up for your browser, or remove it again."),
    "serve": ("serve:serve", "Start the local server for the browser extension."),
    "pair": ("pair:pair", "Let a browser extension or a script use the server."),
    "lsp": ("lsp:lsp", "Check posts in your editor (language server)."),
    "skill": ("skill:skill", "Teach an assistant to check the posts that it writes."),
    "mcp": ("mcp:mcp", "Let an assistant check the drafts that it writes (MCP)."),
    "history": ("history:history", "Show, export or delete the history of posts that you sent."),
    "service": ("service:service", "Start the server whenever you log in."),
    "extension": ("extension:extension", "Show where the browser extension is and how to load it."),
    "completion": ("completion:completion", "Print the completion script for your shell."),
}


class LazyGroup(click.Group):
    """A group that imports its commands on demand and answers a typo with the nearest name."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the name of every command, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command called ``cmd_name``."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"softsell.cli.commands.{module}"), attribute)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands into the help, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Do what click does, with a helpful message for an unknown name."""
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            ctx.fail(_describe_unknown(name))
        return super().resolve_command(ctx, args)


def _describe_unknown(name: str) -> str:
    if Path(name).exists():
        return f"“{name}” isn't a command. To check that file, type: softsell check {name}"
    hint = sentence(nearest(name, _COMMANDS)) or "“softsell --help” lists the commands."
    return f"“{name}” isn't a command. {hint}"


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(softsell.__version__, prog_name="softsell", message="%(prog)s %(version)s")
def app() -> None:
    """A linter for social posts: the opposite of the hard sell.

    softsell reads a draft and shows where it pushes, where it talks only about you, where it leaves the reader nothing
    to answer, and where it's hard to read. Nothing leaves this machine.
    """
