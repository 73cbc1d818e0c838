"""Opens the pairing page in the user's browser when a client asks to pair, and logs a warning if that fails."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from softsell.errors import ServerError

if TYPE_CHECKING:
    from softsell.web.pairing.browser import Browser

log = logging.getLogger("softsell.web")

SHOW_AGAIN_SECONDS = 30
_START_SECONDS = 3.0

Page = Literal["none", "opening", "open"]
"""Whether the pairing page shows: no browser could be started, one was started, or the page was requested."""


class PairingPrompt:
    """Opens the pairing page, at most once every ``SHOW_AGAIN_SECONDS``.

    Args:
        browser: opens the page.
        enabled: whether to open pages at all.
    """

    def __init__(self, browser: Browser, *, enabled: bool) -> None:
        self._browser = browser
        self._enabled = enabled
        self._shown = float("-inf")
        self._started = False
        self._link = ""

    @property
    def page(self) -> Page:
        """Whether the page shows, as far as softsell knows."""
        if not self._started:
            return "none"
        return "opening" if self._browser.is_waiting(self._link) else "open"

    async def show(self, new_link: Callable[[str], str]) -> Page:
        """Open the pairing page, unless it was opened a moment ago, and return whether it shows.

        Args:
            new_link: makes a single-use link to a page; called only if the page is opened.
        """
        if not self._enabled or time.monotonic() - self._shown < SHOW_AGAIN_SECONDS:
            return self.page
        self._shown = time.monotonic()
        loop, self._link = asyncio.get_running_loop(), new_link("/pair")
        opening = loop.run_in_executor(None, self._open, self._link)
        # A browser that can read the file has requested the page by then.
        loop.call_later(SHOW_AGAIN_SECONDS, self._warn_if_unused, self._link)
        await asyncio.wait([opening], timeout=_START_SECONDS)
        return self.page

    def _open(self, link: str) -> None:
        self._started = True
        try:
            self._started = self._browser.open(link)
        except ServerError as error:
            log.warning("%s", error)
            self._started = False
        if not self._started:
            log.warning(
                "A client asks to pair, but softsell couldn't open a browser. Run “softsell pair” in a terminal to answer."
            )

    def _warn_if_unused(self, link: str) -> None:
        if self._browser.is_waiting(link):
            self._started = False
            log.warning(
                "A client asked to pair, but the browser didn't open softsell's page. A browser that was installed as a snap or a "
                "flatpak may not be able to read softsell's folder: run “softsell pair” in a terminal to answer."
            )
