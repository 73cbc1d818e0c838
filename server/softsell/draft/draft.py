"""Draft: one post as it will be read. Readers make it; everything above works on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from softsell.diagnostics import nearest
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.errors import UsageError
from softsell.vocabulary import AUDIENCES as _AUDIENCES

Audience = str
"""Who a draft is for, one of ``AUDIENCES``."""
AUDIENCES: tuple[Audience, ...] = tuple(_AUDIENCES)

MAX_CHARACTERS = 100_000
"""Longest draft anywhere: command line, library and server. In code points, as written, so markup counts too.

A blog article is the longest thing people check, and only it has no limit of its own: this is 17,000 words, more than an
hour's reading. The longest post of any other platform is Facebook's, with 63,206 characters. The slowest text of this size
takes a second or two.
"""


@dataclass(frozen=True, slots=True)
class Context:
    """What the writer says about a draft, in front matter or by the caller. ``None`` where nothing was said.

    Attributes:
        platform: where it will be posted, a name of ``softsell.platforms``.
        brands: names the writer's own business goes by.
        audience: who it is for, one of ``AUDIENCES``.
        reply_to: the message that this draft answers.
    """

    platform: str | None = None
    brands: tuple[str, ...] = ()
    audience: str | None = None
    reply_to: str | None = None


def audience(name: str) -> Audience:
    """The audience of that name. Raises UsageError where there is none."""
    if name in AUDIENCES:
        return name
    way_out = nearest(name, AUDIENCES) or f"known are {', '.join(AUDIENCES)}."
    raise UsageError(f"There is no audience called “{name[:40]}”; {way_out}")


@dataclass(frozen=True, slots=True)
class Draft:
    """One post.

    Attributes:
        source: the whole text it came from, as written; findings point into this.
        prose: what a reader of the post reads: no markup, no code, blocks parted by newlines.
        map: from ``prose`` to ``source``.
        span: the stretch of ``source`` that is this draft (a file may hold several).
        context: what the writer said about it.
        suppressions: comments that switch rules off, as found by the reader.
    """

    source: str
    prose: str
    map: SourceMap
    span: Span
    context: Context = field(default_factory=Context)
    suppressions: tuple[Suppression, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment by which the writer switches rules off.

    Attributes:
        rules: rule or pack ids; empty for all.
        reason: why, in the writer's words; empty where none was given.
        span: the comment itself, in the source.
        scope: the stretch of source in which the rules are off.
    """

    rules: tuple[str, ...]
    reason: str
    span: Span
    scope: Span
