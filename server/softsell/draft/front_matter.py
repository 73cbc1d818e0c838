"""Front matter: settings for a post that are written above it, between two lines of dashes, in YAML.

    ---
    platform: instagram
    brand: [Fern & Clay, "@fernandclay"]
    audience: everyone
    reply_to: Do you ship to Ireland?
    kind: event
    softsell:
      ignore: [pushiness/urgency, readability]
      reason: the sale really does end today
    ---

Every value is text, whatever it means in YAML elsewhere (``brand: No`` is the name No). Keys can be written as
``reply_to``, ``reply-to`` or ``Reply to``. Keys of other tools are no mistake: ``date``, ``campaign`` and ``link`` go into the record,
``platforms`` may name several, and the rest are ignored. But a key that's nearly one of ours is an error, and so is an unknown platform or
audience. ``posts`` decides where posts and front matter begin and end,
``front_matter_reader`` reads the YAML or TOML, and the engine checks the names of rules. Other tools use
``kind`` too, so only a value that is similar to one of ours is an error there.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft, Suppression
from softsell.draft.record import NO_RECORD, Record
from softsell.draft.span import Span
from softsell.vocabulary import POST_KINDS

KEYS = ("platform", "brand", "audience", "reply_to", "kind", "softsell")
SHARED_KEYS = frozenset(("kind",))
"""Keys that other tools use too, with values of their own."""

_ALIASES = {"brands": "brand"}
_OTHERS = frozenset(
    "title date tags author authors description slug draft layout categories category created modified updated aliases status "
    "summary permalink type publish published image cover lang keywords".split()
)
_LINE = compile_later(r"[^\r\n]+")
_KEY = compile_later(r"[A-Za-z][\w -]{0,40}:(?=[ \t]|$)", re.ASCII)


class FrontMatter(Struct, frozen=True):
    """The front matter of one post.

    Attributes:
        context: what it says about the post.
        span: its place, without the lines of dashes.
        ignore: rules and packs to switch off. Empty means all, and ``None`` means none.
        reason: the reason in the writer's words.
        record: what it says about the post beside its text.
        foreign: whether it has only keys of other tools.
    """

    context: Context
    span: Span
    ignore: tuple[str, ...] | None = None
    reason: str = ""
    record: Record = NO_RECORD
    foreign: bool = False

    def over(self, before: Context) -> Context:
        """Return the context of the post. Front matter overrides ``before``, because it's closer to the post."""
        said = self.context
        return Context(
            platform=before.platform if said.platform is None else said.platform,
            brands=said.brands or before.brands,
            audience=before.audience if said.audience is None else said.audience,
            reply_to=before.reply_to if said.reply_to is None else said.reply_to,
            kind=before.kind if said.kind is None else said.kind,
        )

    def onto(self, draft: Draft) -> Draft:
        """Return ``draft`` with this front matter applied."""
        ignored = (
            () if self.ignore is None else (Suppression(self.ignore, self.reason, self.span, draft.span, whole=True),)
        )
        return replace(
            draft,
            context=self.over(draft.context),
            suppressions=ignored + draft.suppressions,
            record=draft.record if self.record == NO_RECORD else self.record,
        )


def is_front_matter(text: str, *, foreign: bool) -> bool:
    """Return whether ``text`` above a line of dashes is front matter and not a post.

    It's front matter if every line that isn't indented is ``key: value`` and one key is ours. With ``foreign``, keys of other tools
    are enough, if they're in lower case or well known, as such tools write them. A list in brackets may end on a line of its own.
    """
    ours = others = False
    for line in _LINE.finditer(text):
        begins = line[0][0]
        if begins in " \t#-" or line[0].isspace() or (foreign and others and begins in "]}"):
            continue
        key = _KEY.match(line[0])
        if key is None:
            return False
        name = plain_key(key[0][:-1])
        value = line[0][key.end() :].strip().casefold()
        ours = ours or (name in KEYS and (name not in SHARED_KEYS or value in POST_KINDS))
        others = others or begins.islower() or name in _OTHERS
    return ours or (foreign and others)


def plain_key(written: str) -> str:
    """Return the name of the key that ``written`` means, whether or not it's one of ours."""
    key = written.strip().casefold().replace("-", "_").replace(" ", "_")
    return _ALIASES.get(key, key)
