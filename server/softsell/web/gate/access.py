"""Who may call an endpoint. Not here: which endpoint allows whom (``softsell.web.endpoints``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from softsell.web.problems import NOT_FOUND, NOT_YOURS, Refusal

if TYPE_CHECKING:
    from softsell.web.gate.caller import Caller

Access = Literal["anyone", "own page", "client", "user", "command line", "languagetool"]
"""Who may call an endpoint:

- ``anyone``: no token needed.
- ``own page``: one of the server's own pages, which ``AllowedOrigin`` makes sure of. No token needed.
- ``client``: any paired client, or one of the server's own pages.
- ``user``: the user in person, which is the owner's token or one of the server's own pages.
- ``command line``: the owner's token only.
- ``languagetool``: anyone, while the LanguageTool API is on.
"""


def require_access(access: Access, caller: Caller, *, languagetool: bool) -> None:
    """Refuse a caller that may not call an endpoint. ``Authorisation`` has already refused unknown callers.

    Args:
        access: who may call the endpoint.
        caller: who calls it.
        languagetool: whether the LanguageTool API is on.

    Raises:
        Refusal: 403, or 404 if the LanguageTool API is off.
    """
    if access == "languagetool" and not languagetool:
        raise Refusal(NOT_FOUND, "The LanguageTool API is off. Start softsell with “softsell serve --languagetool”.")
    if access == "command line" and caller.kind != "owner":
        raise Refusal(NOT_YOURS, "Only the softsell command may do that.")
    if access == "user" and caller.kind not in ("owner", "page"):
        raise Refusal(NOT_YOURS, "Only you can do that, on softsell's own page or with the softsell command.")
