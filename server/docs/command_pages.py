"""A page for each command, from the command line itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from html import escape

import click

from docs.page import Page, block, code, link, section, table, terms
from softsell.cli.root import app

_PLACE = "reference/commands"


def command_pages() -> Iterator[Page]:
    """Yield the list of commands, and a page for each."""
    context = click.Context(app, info_name="softsell", help_option_names=["-h", "--help"])
    commands = {name: command for name in app.list_commands(context) if (command := app.get_command(context, name))}
    rows = [
        (link(f"{_PLACE}/{name}", code(name)), escape(one.get_short_help_str(200))) for name, one in commands.items()
    ]
    yield Page(_PLACE, "Commands", f"{_help(app)}\n{table(('command', 'what it does'), rows)}", "What softsell can do.")
    for name, command in commands.items():
        body = _describe(command, click.Context(command, context, name))
        yield Page(f"{_PLACE}/{name}", f"softsell {name}", body, command.get_short_help_str(200))


def _describe(command: click.Command, context: click.Context) -> str:
    """Return usage, help and options of a command, and of those below it."""
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    body = block(usage, "text") + _help(command) + _options(command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                path = f"{context.command_path} {name}"
                content = _describe(below, click.Context(below, context, name))
                body += section("-".join(path.split()[1:]), escape(path), content)
    return body


def _help(command: click.Command) -> str:
    """Return the help as paragraphs. One that begins with a backspace keeps its lines, as it does in a terminal."""
    written = inspect.cleandoc(command.help or "").partition("\f")[0]
    parts = (part.strip("\n") for part in written.split("\n\n"))
    return "".join(
        block(part.removeprefix("\b\n"), "text")
        if part.startswith("\b")
        else f"<p>{escape(' '.join(part.split()))}</p>\n"
        for part in parts
        if part.strip()
    )


def _options(command: click.Command, context: click.Context) -> str:
    records = filter(None, (parameter.get_help_record(context) for parameter in command.get_params(context)))
    return terms((code(names), escape(text)) for names, text in records if text)
