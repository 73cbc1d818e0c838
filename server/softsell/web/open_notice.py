"""What the user should know while LanguageTool's API is on. Not here: that API (``languagetool``)."""

from __future__ import annotations

from softsell.web.gate import peers


def open_notice() -> str:
    """Return the notice, in one sentence."""
    who = "Any program you run" if peers.CAN_TELL else "Any program on this computer, including other users' programs,"
    return f"LanguageTool's API is on: {who} can have text checked at /v2 without a token."
