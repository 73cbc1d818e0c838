"""Front matter: settings for a post that are written above it, between two lines of dashes, in YAML.

    ---
    platform: instagram
    brand: [Fern & Clay, "@fernandclay"]
    audience: everyone
    reply_to: Do you ship to Ireland?
    softsell:
      ignore: [pushiness/urgency, readability]
      reason: the sale really does end today
    ---

Every value is text, whatever it means in YAML elsewhere (``brand: No`` is the name No). Keys can be written as
``reply_to``, ``reply-to`` or ``Reply to``. Keys of blogging tools (``title``, ``date``) are ignored, but a key that's similar to
one of ours is an error, and so is an unknown platform or audience. ``posts`` decides where posts and front matter begin and end,
``front_matter_yaml`` reads the YAML, and the engine checks the names of rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from softsell.draft.draft import Context, Draft, Suppression
from softsell.draft.span import Span

KEYS = ("platform", "brand", "audience", "reply_to", "softsell")

_ALIASES = {"brands": "brand"}
_LINE = re.compile(r"[^\r\n]+")
_KEY = re.compile(r"[A-Za-z][\w -]{0,40}:(?=[ \t]|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of one post.

    Attributes:
        context: what it says about the post.
        span: its place, without the lines of dashes.
        ignore: rules and packs to switch off. Empty means all, and ``None`` means none.
        reason: the reason in the writer's words.
    """

    context: Context
    span: Span
    ignore: tuple[str, ...] | None = None
    reason: str = ""

    def onto(self, draft: Draft) -> Draft:
        """Return ``draft`` with this front matter applied. It overrides the draft's context, because it's closer to the post."""
        said, before = self.context, draft.context
        context = Context(
            platform=before.platform if said.platform is None else said.platform,
            brands=said.brands or before.brands,
            audience=before.audience if said.audience is None else said.audience,
            reply_to=before.reply_to if said.reply_to is None else said.reply_to,
        )
        ignored = () if self.ignore is None else (Suppression(self.ignore, self.reason, self.span, draft.span),)
        return replace(draft, context=context, suppressions=ignored + draft.suppressions)


def is_front_matter(text: str, *, foreign: bool) -> bool:
    """Return whether ``text`` above a line of dashes is front matter and not a post.

    It's front matter if every line that isn't indented is ``key: value`` and one key is ours. With ``foreign``, keys of other tools
    are enough, if they're in lower case, as such tools write them.
    """
    ours = others = False
    for line in _LINE.finditer(text):
        begins = line[0][0]
        if begins in " \t#-" or line[0].isspace():
            continue
        key = _KEY.match(line[0])
        if key is None:
            return False
        ours = ours or plain_key(key[0][:-1]) in KEYS
        others = others or begins.islower()
    return ours or (foreign and others)


def plain_key(written: str) -> str:
    """Return the name of the key that ``written`` means, whether or not it's one of ours."""
    key = written.strip().casefold().replace("-", "_").replace(" ", "_")
    return _ALIASES.get(key, key)
