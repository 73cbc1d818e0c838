"""Turns the history on or off in the user's own softsell.toml, with every comment kept."""

from __future__ import annotations

_HEADING = "# Your own settings for softsell.\n"


def set_history(text: str, *, on: bool, with_text: bool) -> str:
    """Return the text of a softsell.toml that keeps a history or doesn't.

    Args:
        text: the file's text, which is TOML; empty for a new file.
        on: whether to keep a history.
        with_text: whether to keep the text of the posts too.
    """
    import tomlkit
    from tomlkit.items import Table

    document = tomlkit.parse(text or _HEADING)
    server = document.get("server")
    if not isinstance(server, Table):
        server = tomlkit.table()
        document["server"] = server
    server["history"] = on
    # Either spelling is read, so the one that stands there changes
    key = "history_text" if "history_text" in server else "history-text"
    if with_text and on:
        server[key] = True
    elif key in server:
        server[key] = False
    return tomlkit.dumps(document)
