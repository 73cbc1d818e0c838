"""Draft: one post, ready to be checked. Readers create drafts; everything else works on them."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from softsell.diagnostics import nearest
from softsell.draft.record import NO_RECORD, Record
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.errors import UsageError
from softsell.vocabulary import AUDIENCES as _AUDIENCES
from softsell.vocabulary import POST_KINDS

Audience = str
"""Who a draft is for: one of ``AUDIENCES``."""
AUDIENCES: tuple[Audience, ...] = tuple(_AUDIENCES)

MAX_CHARACTERS = 100_000
"""Maximum length of a draft on the command line, in the library and on the server. In code points of the source, so markup counts.

A blog article is the longest thing people check, and it's the only kind of post without a limit of its own. This is 17,000
words, more than an hour's reading. Of the other platforms, Facebook allows the longest post: 63,206 characters. The slowest
text of this size takes a second or two.
"""


class Context(Struct, frozen=True):
    """What the writer says about a draft, in front matter or through the caller. ``None`` means that nothing was said.

    Attributes:
        platform: where it will be posted, a name from ``softsell.platforms``.
        brands: names of the writer's own business.
        audience: who it's for, one of ``AUDIENCES``.
        reply_to: the message that this draft answers.
        kind: what kind of post it is, one of ``POST_KINDS``.
    """

    platform: str | None = None
    brands: tuple[str, ...] = ()
    audience: str | None = None
    reply_to: str | None = None
    kind: str | None = None


def audience(name: str) -> Audience:
    """Return the audience with that name. Raises UsageError if there is none."""
    if name in AUDIENCES:
        return name
    way_out = nearest(name, AUDIENCES) or f"the audiences are {', '.join(AUDIENCES)}."
    raise UsageError(f"There is no audience called “{name[:40]}”; {way_out}")


def post_kind(name: str) -> str:
    """Return the kind of post with that name. Raises UsageError if there is none."""
    kind = name.strip().casefold()
    if kind in POST_KINDS:
        return kind
    way_out = nearest(kind, POST_KINDS) or f"the kinds are {', '.join(POST_KINDS)}."
    raise UsageError(f"There is no kind of post called “{name[:40]}”; {way_out}")


def with_kind(context: Context, written: str) -> Context:
    """Return ``context`` with the kind of post that a column ``kind`` says. Columns of other tools say other things: they're ignored."""
    kind = written.strip().casefold()
    return replace(context, kind=kind) if kind in POST_KINDS else context


class Draft(Struct, frozen=True):
    """One post.

    Attributes:
        source: the whole text it came from, as written. Findings point into this.
        prose: what readers of the post read: no markup, no code, one block per line.
        map: maps ``prose`` to ``source``.
        span: the part of ``source`` that is this draft. A file may hold several drafts.
        context: what the writer said about it.
        suppressions: comments that switch rules off, as the reader found them.
        record: what its sheet or archive says about it beside the text.
    """

    source: str
    prose: str
    map: SourceMap
    span: Span
    context: Context = field(default_factory=Context)
    suppressions: tuple[Suppression, ...] = ()
    record: Record = NO_RECORD


class Suppression(Struct, frozen=True):
    """A comment that switches rules off.

    Attributes:
        rules: rule or pack ids; empty for all.
        reason: the reason in the writer's words; may be empty.
        span: the comment itself, in the source.
        scope: the part of the source in which the rules are off.
        whole: whether it also holds for what rules say of the whole draft.
    """

    rules: tuple[str, ...]
    reason: str
    span: Span
    scope: Span
    whole: bool = False
