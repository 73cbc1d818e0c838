"""The addresses that people type: where the pages for people are, and what else leads to them. Not here: how pages look (``own_pages``)."""

from __future__ import annotations

PAGES = {
    "/#write": "Write",
    "/#settings": "Settings",
    "/#rules": "Rules",
    "/#try": "Try a rule",
    "/feed": "Your feed",
    "/#browser": "In your browser",
    "/docs": "Documentation",
    "/pair": "Pair with softsell",
}
"""The pages that a person may want to open, with their names. Those with a # are parts of the playground."""

LEADS = {
    "/write": "/#write",
    "/settings": "/#settings",
    "/rules": "/#rules",
    "/packs": "/#rules",
    "/try": "/#try",
    "/browser": "/#browser",
    "/extension": "/#browser",
    "/playground": "/",
    "/index.html": "/",
    "/history": "/feed",
    "/documentation": "/docs",
    "/help": "/docs",
}
"""Addresses that somebody types who guesses where a page is, and the page."""
