"""``softsell init``: writes a softsell.toml with every setting explained."""

from __future__ import annotations

from pathlib import Path

import click

from softsell.cli import CLEAN
from softsell.cli.commands.check import PlatformName
from softsell.cli.terminal import prepare_output, write
from softsell.config.config import AUDIENCES
from softsell.config.toml_edit import quote
from softsell.errors import UsageError
from softsell.files.write import create_file

_NAME = "softsell.toml"


@click.command(short_help="Write a softsell.toml to start from.")
@click.option("--platform", type=PlatformName(), help="Where your posts go.")
@click.option(
    "--brand", multiple=True, metavar="NAME", help="A name or handle of your business. You can repeat this option."
)
@click.option("--audience", type=click.Choice(AUDIENCES), help="Who reads you.")
@click.option(
    "--user", is_flag=True, help="Write your own settings, which are used where there is no other softsell.toml."
)
def init(platform: str | None, brand: tuple[str, ...], audience: str | None, user: bool) -> int:
    """Write a softsell.toml into this folder, with every setting explained. An existing file is never overwritten."""
    from softsell.config.locate import user_config_path
    from softsell.config.settings import template

    path = user_config_path() if user else Path(_NAME)
    if path.exists():
        raise UsageError(f"{path} already exists; nothing was written. Open it in an editor.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path.parent} can't be made: {error.strerror or 'the system refused'}.") from None
    values = {
        "platform": quote(platform) if platform else "",
        "brand": f"[{', '.join(map(quote, brand))}]" if brand else "",
        "audience": quote(audience) if audience else "",
    }
    create_file(path, _fill(template("user" if user else "project"), values).encode())
    prepare_output(for_programs=False)
    write([f"Wrote {path}. Open it in an editor; “softsell check FILE” uses it from now on.\n"])
    return CLEAN


def _fill(text: str, values: dict[str, str]) -> str:
    """Fill values into the template in place of its examples."""
    lines = []
    for line in text.split("\n"):
        key = line.removeprefix("# ").partition(" = ")[0]
        value = values.pop(key, "") if line.startswith("# ") and " = " in line else ""
        lines.append(f"{key} = {value}" if value else line)
    return "\n".join(lines)
