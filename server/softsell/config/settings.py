"""Every key of softsell.toml: its values, its meaning and who may set it. The reader, the template and the documentation come from it.

Only ``table_reader`` enforces who may set a key. All other code works with a ``Config``.

Keys have hyphens (``reading-level``). Underscores work too, for clients that send JSON.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from softsell.checks.finding import SEVERITIES
from softsell.vocabulary import AUDIENCES

Kind = Literal[
    "platform", "texts", "better-words", "audience", "severity", "number", "flag", "model", "port", "text", "voice"
]
"""The type of a key's value. ``texts`` is a list of texts or a single text, ``better-words`` a list of tables."""
LISTS: tuple[Kind, ...] = ("texts", "better-words")
"""The kinds whose values are lists. A layer's list is added to the one below it, unless the setting replaces it."""
BETTER_WORD = ("word", "instead", "why")
"""The keys of an entry of ``better-words``. The last one may be left out."""

Author = Literal["user", "project", "request"]
"""Who sets something: the user's own softsell.toml, the file of a folder (which may come from anywhere), or a client of the server."""

ANYBODY: tuple[Author, ...] = ("user", "project", "request")
FILES_ONLY: tuple[Author, ...] = ("user", "project")
USER_ONLY: tuple[Author, ...] = ("user",)
"""Only the user decides what runs, what is trusted and what listens on a port."""


Concern = Literal["rules", "reading", "report", "exit-code", "fixing", "server", "files", "feed"]
"""What a setting affects: which rules are used and how, how a draft is read, what is shown, the exit code, what ``--fix`` applies, the
server, where in a file the drafts are, or the report on a feed.
Code that works for one of these ignores the others, for example when it compares two configurations."""


class Setting(Struct, frozen=True):
    """One key.

    Attributes:
        key: the key as written.
        field: the attribute it sets.
        kind: the type of its value.
        meaning: what it does, in one sentence for users.
        example: a value, as TOML.
        default: the default value, as users see it.
        bounds: minimum and maximum of a number.
        also: an alternative name.
        authors: who may set it.
        concern: what it affects.
        reset_by: the field of another setting. A layer that sets that one resets this one.
        replaces: whether a layer's list replaces the one below it instead of adding to it.

    A layer's value replaces the one below it; a list is added to it.
    """

    key: str
    field: str
    kind: Kind
    meaning: str
    example: str
    default: str = "none"
    bounds: tuple[float, float] = (0, 1_000_000)
    also: str = ""
    authors: tuple[Author, ...] = ANYBODY
    concern: Concern = "rules"
    reset_by: str = ""
    replaces: bool = False


_AS_IS = "as the pack says"
_ANY = (-1_000_000.0, 1_000_000.0)

LAYER = (
    Setting("platform", "platform", "platform", "Where your posts go.", '"linkedin"', concern="reading"),
    Setting(
        "brand",
        "brands",
        "texts",
        "The names and handles of your business. Talking about them counts as talking about yourself.",
        '["Joe\'s Bakery", "@joesbakery"]',
        also="brands",
        concern="reading",
    ),
    Setting(
        "audience", "audience", "audience", f"Who reads you: {', '.join(AUDIENCES)}.", '"professionals"', '"everyone"'
    ),
    Setting(
        "reading-level",
        "reading_level",
        "number",
        "The highest school grade (Flesch-Kincaid) that is fine. A post above it gets a finding. Overrides the audience.",
        "9",
        "set by the audience",
        (1, 20),
        reset_by="audience",
    ),
    Setting("allow", "allow", "texts", "Phrases that no rule flags.", '["last call for toast"]'),
    Setting("ban", "ban", "texts", "Phrases that are always flagged.", '["click here", "~utilize"]'),
    Setting(
        "better",
        "better",
        "better-words",
        "Words that are always flagged, each with what you write instead and, if you like, why.",
        '[{ word = "~utilize", instead = "~use", why = "It\'s shorter." }]',
    ),
    Setting(
        "select",
        "select",
        "texts",
        "Use only these rules or packs.",
        '["pushiness", "questions"]',
        "all that are on by default",
        replaces=True,
    ),
    Setting("extend-select", "extend_select", "texts", "Use these rules as well.", '["value/jargon"]'),
    Setting("ignore", "ignore", "texts", "Don't use these rules or packs.", '["pushiness/countdown"]'),
    Setting(
        "severity",
        "severity",
        "severity",
        f"Show nothing milder than this: {', '.join(SEVERITIES)}.",
        '"warning"',
        '"suggestion"',
        concern="report",
    ),
    Setting(
        "fail-on",
        "fail_on",
        "severity",
        "“softsell check” exits with 1 if it finds something as severe as this.",
        '"error"',
        '"warning"',
        concern="exit-code",
    ),
    Setting(
        "column",
        "column",
        "text",
        "The column of a sheet with the posts, or the key of JSON records.",
        '"Final copy"',
        "the one whose content reads like posts",
        authors=FILES_ONLY,
        concern="files",
    ),
)
"""Settings for all drafts, for some files, or for one platform."""

NOT_FOR_A_PLATFORM = ("platform", "column")
"""The fields of those that can't differ between platforms."""

TOP = (
    Setting(
        "packs",
        "packs",
        "texts",
        "Folders or zips of your own rule packs, relative to this file. A project's packs must be in its folder.",
        '["my-pack"]',
        authors=FILES_ONLY,
    ),
    Setting(
        "model",
        "model",
        "model",
        "The language model: auto (the one that comes with softsell), none, an installed spaCy pipeline, or a path to one.",
        '"none"',
        '"auto"',
        authors=USER_ONLY,
        concern="reading",
    ),
    Setting(
        "trust",
        "trust",
        "texts",
        "Paths of packs whose fixes “--fix” may apply although a project's settings name them.",
        '["~/shop/house-pack"]',
        authors=USER_ONLY,
        concern="fixing",
    ),
)
"""Settings that can't differ between files or platforms."""

SERVER = (
    Setting(
        "port",
        "port",
        "port",
        "The port of the local server.",
        "7355",
        "7355",
        (1, 65535),
        authors=USER_ONLY,
        concern="server",
    ),
    Setting(
        "languagetool",
        "languagetool",
        "flag",
        "Whether the server answers LanguageTool's HTTP API too.",
        "true",
        "false",
        authors=USER_ONLY,
        concern="server",
    ),
    Setting(
        "history",
        "history",
        "flag",
        "Whether the server keeps a history of the posts that you send: time, site, scores and measures, without the text.",
        "true",
        "false",
        authors=USER_ONLY,
        concern="server",
    ),
    Setting(
        "history-text",
        "history_text",
        "flag",
        "Whether the history keeps the text of the posts too.",
        "true",
        "false",
        authors=USER_ONLY,
        concern="server",
    ),
)
"""The keys of [server]."""

VOICES = ("I", "we")
"""Who may speak in posts: one person, or the business."""

FEED = (
    Setting(
        "posts-a-week",
        "posts_a_week",
        "number",
        "Post at least so many times a week.",
        "3",
        bounds=(0, 1_000),
        concern="feed",
    ),
    Setting(
        "promotion",
        "promotion",
        "number",
        "At most so many percent of the posts sell.",
        "20",
        "20, without being a goal",
        (0, 100),
        concern="feed",
    ),
    Setting(
        "asking",
        "asking",
        "number",
        "At least so many percent of the posts invite an answer.",
        "30",
        bounds=(0, 100),
        concern="feed",
    ),
    Setting(
        "answers-within",
        "answers_within",
        "number",
        "Answer messages within so many hours.",
        "24",
        bounds=(0, 10_000),
        concern="feed",
    ),
    Setting("voice", "voice", "voice", 'Who speaks in the posts: "I" or "we".', '"we"', concern="feed"),
)
"""The keys of [feed]: the user's goals for ``softsell feed``."""

RULE = (
    Setting("enabled", "enabled", "flag", "false switches the rule off, true switches it on.", "false", _AS_IS),
    Setting("severity", "severity", "severity", "How severe it is.", '"error"', _AS_IS),
    Setting("weight", "weight", "number", "Points that one hit adds to the score.", "5", _AS_IS, (-100, 100)),
    Setting("at-most", "at_most", "number", "The maximum that is fine, for rules that count.", "5", _AS_IS, _ANY),
    Setting("at-least", "at_least", "number", "The minimum that is fine, for rules that count.", "3", _AS_IS, _ANY),
    Setting("add", "add", "texts", "Further patterns to look for.", '["while stocks last"]'),
    Setting(
        "remove",
        "remove",
        "texts",
        "Patterns of the pack to drop, exactly as “softsell explain” shows them.",
        '["time is running out"]',
    ),
    Setting("allow", "allow", "texts", "Phrases that this rule ignores.", '["hurry home"]'),
)
"""The keys of [rules."pack/rule"]."""

TABLES = {"server": SERVER, "feed": FEED, "rules": RULE, "platforms": LAYER, "files": LAYER}
"""The top-level tables."""

TABLE_AUTHORS: dict[str, tuple[Author, ...]] = {
    "server": USER_ONLY,
    "feed": ANYBODY,
    "rules": ANYBODY,
    "platforms": ANYBODY,
    "files": FILES_ONLY,
}
"""Who may set each of them."""


_RULE_EXAMPLES = (
    ("pushiness/hurry", ("enabled", "severity", "weight", "add", "remove", "allow")),
    ("pushiness/many-exclamations", ("at-most",)),
    ("pushiness/capitals", ("at-least",)),
)
"""Built-in rules as examples for these keys, for the template."""


def template(author: Author = "project") -> str:
    """Return the text of a new softsell.toml: every key that this author may set, with its meaning, commented out."""
    lines = [
        "# Settings for softsell. To use a line, delete the “# ” in front of it.",
        "# A phrase is a pattern: (a|b) is a or b, (word)? is optional, ~buy is buy, buys, buying, bought, <number> is a number.",
        "",
    ]
    for setting in (*LAYER, *TOP):
        if author in setting.authors:
            lines += _template_lines(setting)
    lines += ["# Settings for one rule. “softsell rules” lists the rules, “softsell explain RULE” shows one.", ""]
    by_key = {setting.key: setting for setting in RULE}
    for rule, keys in _RULE_EXAMPLES:
        settings = [by_key[key] for key in keys]
        lines += [f'# [rules."{rule}"]', *(f"# {one.key} = {one.example}  # {one.meaning}" for one in settings), ""]
    lines += [
        "# Settings for one platform. Most keys from above work here.",
        "",
        "# [platforms.x]",
        '# ignore = ["readability"]',
        "",
    ]
    lines += [
        "# Settings for some files. The pattern is relative to this file.",
        "",
        '# [files."replies/*"]',
        '# ignore = ["questions"]',
        "",
    ]
    lines += [
        "# Your goals for the feed as a whole. “softsell feed” says how far they are met.",
        "",
        "# [feed]",
        *(f"# {setting.key} = {setting.example}  # {setting.meaning}" for setting in FEED),
        "",
    ]
    if author in TABLE_AUTHORS["server"]:
        lines += [
            "# The local server.",
            "",
            "# [server]",
            *(f"# {setting.key} = {setting.example}  # {setting.meaning}" for setting in SERVER),
        ]
    return "\n".join(lines) + "\n"


def _template_lines(setting: Setting) -> list[str]:
    default = "" if setting.default == "none" else f" Default: {setting.default}."
    return [f"# {setting.meaning}{default}", f"# {setting.key} = {setting.example}", ""]
