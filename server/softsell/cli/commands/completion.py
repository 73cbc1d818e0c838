"""``softsell completion``: prints the script that lets a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from softsell.cli import CLEAN
from softsell.cli.terminal import prepare_output, write

_WHERE = {
    "bash": "softsell completion bash >> ~/.bashrc",
    "zsh": "softsell completion zsh >> ~/.zshrc",
    "fish": "softsell completion fish > ~/.config/fish/completions/softsell.fish",
}


@click.command(short_help="Print the completion script for your shell.")
@click.argument("shell", type=click.Choice(list(_WHERE)))
def completion(shell: str) -> int:
    """Print the script that completes softsell's commands and options in SHELL.

    To install it, type: softsell completion bash >> ~/.bashrc. For zsh the file is ~/.zshrc; for fish,
    ~/.config/fish/completions/softsell.fish.
    """
    from softsell.cli.root import app

    script = get_completion_class(shell)
    assert script is not None
    prepare_output(for_programs=True)
    write([f"# To install this, type: {_WHERE[shell]}\n", script(app, {}, "softsell", "_SOFTSELL_COMPLETE").source()])
    return CLEAN
