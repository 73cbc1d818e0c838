"""What the handlers of one running server work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from softsell.web.activity import Activity
from softsell.web.api.feed_jobs import FeedFiles
from softsell.web.settings_file import SettingsFile
from softsell.web.static_files import StaticFiles

if TYPE_CHECKING:
    from softsell.client.command import Command
    from softsell.engine.engine import Engine
    from softsell.web.pairing.browser import Browser
    from softsell.web.pairing.desk import PairingDesk
    from softsell.web.pairing.prompt import PairingPrompt
    from softsell.web.pairing.sessions import Sessions
    from softsell.web.pairing.token_store import TokenStore
    from softsell.web.reload import LiveSetup
    from softsell.web.worker import Worker

RunCommand = Callable[["Command", "Engine", str], "tuple[str, int] | None"]


@dataclass(frozen=True, slots=True)
class Services:
    """One object of each kind in a running server.

    Attributes:
        address: where the server listens, ``127.0.0.1:7355``.
        port: the port in ``address``.
        version: softsell's own version.
        command: what the user types for softsell in a terminal.
        fingerprint: returns the version and settings as one word; called for each request that needs it. See ``fingerprint``.
        setup, worker, tokens, desk, sessions: see their modules.
        browser: opens pages for the user.
        prompt: opens the pairing page when a client asks to pair.
        state: the state folder, for the history.
        run: runs a check for the command line, with an engine and the fingerprint of its settings; returns ``None`` if the command
            line has to do the check itself. Called in the worker's thread.
        files: the static files.
        settings: the user's own settings file.
        feeds: files of posts that one of our pages is having checked.
        activity: when the last request came, and how to stop the server.
        seen: the version that each client last sent, by token id.
    """

    address: str
    port: int
    version: str
    command: str
    fingerprint: Callable[[], str]
    setup: LiveSetup
    worker: Worker
    tokens: TokenStore
    desk: PairingDesk
    sessions: Sessions
    browser: Browser
    prompt: PairingPrompt
    state: Path
    run: RunCommand | None = None
    files: StaticFiles = field(default_factory=StaticFiles)
    settings: SettingsFile = field(default_factory=SettingsFile)
    feeds: FeedFiles = field(default_factory=FeedFiles)
    activity: Activity = field(default_factory=Activity)
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def cookie_name(self) -> str:
        """The name of the session cookie. It holds the port, because browsers send a cookie to every port of an address."""
        return f"softsell-{self.port}"

    def new_link(self, page: str) -> str:
        """Make a single-use link to one of the server's own pages."""
        return self.link(self.sessions.new_link_key(page))

    def link(self, key: str) -> str:
        """Return the link that holds a key of ``sessions``."""
        return f"http://{self.address}/enter?key={key}"
