"""Menu labels: words that name where to tap, as in "link in bio > shop my outfits". They give directions, and no order."""

from __future__ import annotations

from softsell.language.reading import Reading

_SIGNS = frozenset((">", "›", "→", "▸", "➔", "➜"))
_MENUS = frozenset(
    "account app bio dashboard highlights home homepage inbox menu options page preferences profile settings site stories story tab "
    "website".split()
)
_FAR = 12
"""Tokens before a label among which the signs and the menu stand."""


def is_menu_label(reading: Reading, first: int) -> bool:
    """Return whether a menu or a page and then a sign such as ``>`` stand before the token in its line."""
    tokens = reading.tokens
    signs = False
    for at in range(first - 1, max(-1, first - 1 - _FAR), -1):
        token = tokens[at]
        if token.kind == "newline":
            return False
        if token.text in _SIGNS:
            signs = True
        elif signs and token.norm in _MENUS:
            return True
    return False
