"""The page of all settings, from their definitions in ``config/settings.py``."""

from __future__ import annotations

from html import escape

from docs.page import Page, block, paragraphs, section
from softsell.config.settings import ANYBODY, FEED, FILES_ONLY, LAYER, RULE, SERVER, TOP, USER_ONLY, Setting

_WHO = {
    ANYBODY: "your own settings, a project's and a request to the server",
    FILES_ONLY: "your own settings and a project's",
    USER_ONLY: "your own settings only",
}

_GROUPS = (
    ("everywhere", "For all posts, one platform or some files", LAYER, "", "Write these at the top of the file, below "
     '[platforms.NAME], such as [platforms.x], or below [files."PATTERN"], such as [files."replies/*"].'),
    ("top", "For all posts only", TOP, "", "Write these at the top of the file, above the first line in brackets."),
    ("rules", "For one rule", RULE, '[rules."pushiness/hurry"]', "Write these below the rule's name."),
    ("feed", "Goals for the feed", FEED, "[feed]", "“softsell feed” says how far they are met."),
    ("server", "The local server", SERVER, "[server]", ""),
)  # fmt: skip


def setting_page() -> Page:
    """Return the page."""
    body = paragraphs(
        "Settings are in a file called softsell.toml, or below [tool.softsell] in pyproject.toml. softsell looks for it "
        "in the folder of the file that it checks, then in the folders above. Where there is none, it uses your own settings. "
        "“softsell init” writes a softsell.toml with every setting explained; “softsell init --user” writes your own."
    )
    for identifier, title, settings, heading, note in _GROUPS:
        content = paragraphs(note) + "".join(_describe(identifier, heading, setting) for setting in settings)
        body += section(identifier, title, content)
    return Page("reference/settings", "Settings", body, "Every key of softsell.toml.")


def _describe(group: str, heading: str, setting: Setting) -> str:
    example = f"{setting.key} = {setting.example}"
    lines = [f"<p>{escape(setting.meaning)}</p>", block("\n".join(filter(None, (heading, example))), "toml")]
    lines.append(f"<p>Default: {escape(setting.default)}. Who may set it: {_WHO[setting.authors]}.</p>")
    return section(f"{group}-{setting.key}", f"<code>{escape(setting.key)}</code>", "\n".join(lines), level=3)
