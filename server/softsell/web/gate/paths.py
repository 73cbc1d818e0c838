"""PATHS (temporary)"""

from __future__ import annotations

HEALTH = b"/v1/health"

PAIRING = frozenset({b"/v1/pair", b"/v1/pair/poll"})

APPROVAL = frozenset({b"/v1/pair/requests", b"/v1/pair/approve", b"/v1/pair/deny", b"/v1/links"})

PAGES = frozenset({b"/", b"/pair"})

ENTRY = b"/enter"

PERSONAL = PAIRING | APPROVAL | PAGES | {ENTRY}
