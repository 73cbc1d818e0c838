"""``softsell extension``: shows where the browser extension is and how to load it."""

from __future__ import annotations

from pathlib import Path

import click

import softsell
from softsell.cli import CLEAN
from softsell.cli.terminal import prepare_output, write
from softsell.errors import UsageError

_BROWSERS = ("chromium", "firefox")


@click.command(short_help="Show where the browser extension is and how to load it.")
@click.argument("browser", type=click.Choice(_BROWSERS), required=False)
def extension(browser: str | None) -> int:
    """Show where the browser extension is and how to load it.

    With the name of a browser it prints only the folder, for scripts.
    """
    folder = builds()
    prepare_output(for_programs=False)
    if browser is not None:
        write([f"{folder / browser}\n"])
        return CLEAN
    for family in _BROWSERS:
        title = "Chrome, Edge, Brave and other Chromium browsers" if family == "chromium" else "Firefox"
        write([f"{title}\n", *(f"  {line}\n" for line in steps(family, folder / family)), "\n"])
    write(
        [
            "Then run “softsell setup”, which connects them. Or start “softsell serve” and press “Connect” in the extension.\n"
        ]
    )
    return CLEAN


def steps(family: str, folder: Path) -> tuple[str, ...]:
    """Return how to load the extension from its folder, one step a line.

    Args:
        family: ``chromium`` or ``firefox``.
        folder: where it is.
    """
    if family == "chromium":
        return (
            "1. Open chrome://extensions and switch on “Developer mode”.",
            "2. Press “Load unpacked” and choose this folder:",
            f"   {folder}",
        )
    return (
        "1. Open about:debugging#/runtime/this-firefox.",
        "2. Press “Load Temporary Add-on…” and choose the file manifest.json in this folder:",
        f"   {folder}",
        "   Firefox removes it when it closes, because it only keeps signed add-ons.",
    )


def builds() -> Path:
    """Return the folder with ``chromium/`` and ``firefox/``: in the package or, in a checkout, where npm builds them.

    Raises:
        UsageError: the extension hasn't been built.
    """
    package = Path(softsell.__file__).resolve().parent
    for folder in (package / "extension_builds", package.parent.parent / "extension" / "dist"):
        if all((folder / browser / "manifest.json").is_file() for browser in _BROWSERS):
            return folder
    raise UsageError(
        "softsell was installed without its browser extension, which needs Node 20 or later and npm to build. "
        "Install Node, then build and install softsell again. In a checkout, type “make extension”."
    )
