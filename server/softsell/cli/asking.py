"""Asking a running server instead of loading the rules here, which takes a tenth of the time.

The file is read here and its prose is sent, as plain text; what comes back is put in its place in the file. Where the
answer could differ from what this process would say (other settings, comments that switch rules off, a business named
in front matter) nobody is asked.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from softsell.checks.finding import Finding, Fix
from softsell.config.config import Config
from softsell.draft import Draft, Span
from softsell.report import CheckedDraft

if TYPE_CHECKING:
    from softsell.web.client import Connection

_MAX_TEXT = 100_000
"""What the server takes at once; see ``web.schema``."""


class Server:
    """The user's own server, if one runs. Connects when it is first needed and then stays connected."""

    def __init__(self) -> None:
        self._connections: dict[int, Connection | None] = {}

    def check(self, draft: Draft, config: Config) -> CheckedDraft | None:
        """The checked draft; ``None`` where no server can say it. Every finding is in it, however mild."""
        context = draft.context
        if draft.suppressions or context.brands or context.audience or len(draft.prose) > _MAX_TEXT:
            return None
        connection = self._connection(config.port)
        if connection is None:
            return None
        from softsell.web.client import check_over

        answer = check_over(
            connection, draft.prose, platform=context.platform, reply_to=context.reply_to, config=config
        )
        return None if answer is None else _checked(answer, draft)

    def _connection(self, port: int) -> Connection | None:
        if port not in self._connections:
            self._connections[port] = _connect(port)
        return self._connections[port]


def _connect(port: int) -> Connection | None:
    from softsell.web.state import state_folder

    if not Path(state_folder() / "owner-token").exists():
        return None  # no server has ever run here, so the client need not even be imported
    from softsell.web.client import connect

    return connect(port)


def _checked(answer: dict[str, Any], draft: Draft) -> CheckedDraft | None:
    try:
        findings = tuple(_finding(entry, draft) for entry in answer["findings"])
        return CheckedDraft(draft.span, findings, answer["scores"], answer["measures"])
    except (KeyError, TypeError):
        return None


def _finding(entry: dict[str, Any], draft: Draft) -> Finding:
    """As the engine does, a fix that would eat markup is dropped."""
    span = None if entry["start"] is None else draft.map.to_source(Span(entry["start"], entry["end"]))
    fixes = tuple(
        Fix(fix["label"], draft.map.to_source(Span(fix["start"], fix["end"])), fix["text"], fix["safe"])
        for fix in entry["fixes"]
        if draft.map.is_contiguous(Span(fix["start"], fix["end"]))
    )
    return Finding(
        entry["rule"], entry["severity"], span, entry["message"], entry["why"], fixes, bool(entry["positive"])
    )
