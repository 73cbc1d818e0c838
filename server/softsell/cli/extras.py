"""Optional parts of softsell: what to install when a command needs one that's missing."""

from __future__ import annotations

from collections.abc import Mapping

from softsell.errors import UsageError

_PACKAGES: Mapping[str, tuple[str, ...]] = {"mcp": ("mcp", "mcp_types"), "lsp": ("pygls", "lsprotocol")}
"""The modules that each extra brings."""


def missing_extra(extra: str, error: ModuleNotFoundError) -> Exception:
    """Return the error to raise when importing a part of softsell failed: what is missing, and how to install it.

    An import that failed for another reason is returned as it is.
    """
    if (error.name or "").partition(".")[0] not in _PACKAGES[extra]:
        return error
    return UsageError(
        f"“softsell {extra}” needs an optional part that isn't installed. Install softsell with it: "
        f"pip install 'softsell[{extra}]', or the same name with “pipx install --force” or “uv tool install --force”."
    )
