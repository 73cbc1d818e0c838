"""``softsell extension``: where the built browser extension is, and how to load it."""

from __future__ import annotations

from pathlib import Path

import click

import softsell
from softsell.cli import CLEAN
from softsell.cli.terminal import prepare_output, write
from softsell.errors import UsageError

_BROWSERS = ("chromium", "firefox")


@click.command(short_help="Say where the browser extension is and how to load it.")
@click.argument("browser", type=click.Choice(_BROWSERS), required=False)
def extension(browser: str | None) -> int:
    """Say where the browser extension is and how to load it.

    With BROWSER it prints the folder only, for scripts.
    """
    folder = builds()
    prepare_output(for_programs=False)
    if browser is not None:
        write([f"{folder / browser}\n"])
        return CLEAN
    write([_GUIDE.format(chromium=folder / "chromium", firefox=folder / "firefox")])
    return CLEAN


def builds() -> Path:
    """The folder that holds ``chromium/`` and ``firefox/``: inside the package, or in a checkout where npm put them.

    Raises:
        UsageError: the extension was not built.
    """
    package = Path(softsell.__file__).resolve().parent
    for folder in (package / "extension_builds", package.parent.parent / "extension" / "dist"):
        if all((folder / browser / "manifest.json").is_file() for browser in _BROWSERS):
            return folder
    raise UsageError(
        "This softsell was installed without its browser extension: building it needs Node 20 or later and npm. "
        "Install Node, then build and install softsell again; in a checkout type “make extension”."
    )


_GUIDE = """\
Chrome, Edge, Brave and other Chromium browsers
  1. Open chrome://extensions and switch on “Developer mode”.
  2. Press “Load unpacked” and choose this folder:
     {chromium}

Firefox
  1. Open about:debugging#/runtime/this-firefox.
  2. Press “Load Temporary Add-on…” and choose the file manifest.json in this folder:
     {firefox}
     Firefox forgets it when it closes: its release build keeps signed add-ons only.

Then start “softsell serve” and press “Connect” in the extension's options.
"""
