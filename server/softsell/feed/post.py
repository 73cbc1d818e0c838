"""Post: what the feed knows of one post. Made from a checked draft, so the text needn't be read again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from softsell.checks.rule import RuleSettings
from softsell.config.config import Config
from softsell.draft.draft import Draft
from softsell.draft.record import Record
from softsell.errors import UsageError
from softsell.report.result import CheckedDraft

PROMOTIONAL = 0.55
"""A post sells if its measure ``promotion`` is at least this.

With this bound, the share of posts that sell is the share that readers call promotional. On 442 rated posts of sources that the weights
weren't fitted on: 22 % against 21 %. Single posts are less sure: of those counted, readers called 60 % clearly promotional and 95 % at
least somewhat, and 63 % of the clearly promotional ones are found.
"""
PRESSING = "pushiness/"
"""The pack of rules about pressure. A post presses if one of them warns."""
GIVES = "value/something-given"
UNANSWERED = "authenticity/unanswered-question"
PROMISES = frozenset(("pushiness/get-rich", "pushiness/instant-results", "pushiness/too-good"))
"""Rules about promises that nobody can keep."""
DEADLINES = frozenset(
    f"pushiness/{name}"
    for name in (
        "last-chance",
        "limited-time",
        "countdown",
        "last-days",
        "today-only",
        "few-left",
        "selling-fast",
        "nearly-gone",
    )
)
"""Rules about deadlines and scarcity."""
_SURE = 0.5
_MESSAGE = 300
_I = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|we're|we've|we'd|we'll|us|our|ours|ourselves)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Post:
    """One post, or several that count as one: a thread, or one text on several platforms.

    Attributes:
        place: its file, and where in it, as the report shows it.
        text: what readers read.
        date: when it was or will be posted, in the user's time zone.
        platforms: where it was posted; empty if that isn't known.
        promotion: the measure ``promotion``, 0 to 1; ``None`` if it isn't known.
        asks: whether it sincerely asks the reader to answer.
        gives: whether it gives the reader something to use.
        presses: whether a rule about pressure warns.
        promises: whether it promises what nobody can keep.
        deadline: whether it names a deadline or scarcity.
        reply: whether it answers a message.
        message: how the message that it answers begins, where that is known.
        answers: for a reply, whether it leaves no question of the message open.
        hours: for a reply, how many hours after the message it was written; ``None`` if that isn't known.
        us, you, others: words about the writer (with the brand's names), the reader and other people.
        singular, plural: words such as “I” and words such as “we”.
        counts: how often people did one of ``softsell.draft.record.COUNTS``.
        campaign: the campaign that it belongs to.
        id, continues: its name in its archive, and the name of the user's own post that it continues.
        parts: how many posts were joined.
    """

    place: str
    text: str
    date: datetime | None = None
    platforms: tuple[str, ...] = ()
    promotion: float | None = None
    asks: bool = False
    gives: bool = False
    presses: bool = False
    promises: bool = False
    deadline: bool = False
    reply: bool = False
    message: str = ""
    answers: bool = True
    hours: float | None = None
    us: int = 0
    you: int = 0
    others: int = 0
    singular: int = 0
    plural: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    campaign: str | None = None
    id: str | None = None
    continues: str | None = None
    parts: int = 1

    @property
    def sells(self) -> bool:
        """Whether readers take it for promotion. ``False`` if that isn't known."""
        return self.promotion is not None and self.promotion >= PROMOTIONAL

    @property
    def empty(self) -> bool:
        """Whether it sells, and neither gives nor asks anything."""
        return self.sells and not self.gives and not self.asks


def make_post(draft: Draft, checked: CheckedDraft, place: str, zone: tzinfo | None) -> Post:
    """Return the post of a draft.

    Args:
        draft: the draft.
        checked: the result of checking it.
        place: where it stands, for the report.
        zone: the user's time zone; ``None`` for this computer's.
    """
    measures = checked.measures
    # Some rules only feed a score, so what they found stands in its points
    matched = {finding.rule for finding in checked.findings} | {points.source for points in checked.points}
    kind = checked.kind
    promotion = measures.get("promotion")
    text = draft.prose
    date, asked = (local_time(moment, zone) for moment in (checked.record.date, checked.record.asked))
    straight = text.replace("’", "'")
    return Post(
        place=place,
        text=text,
        date=date,
        platforms=(checked.platform,) if checked.platform else (),
        promotion=promotion,
        asks=bool(measures.get("invitations")) or (kind.name == "question" and kind.likelihood >= _SURE),
        gives=GIVES in matched or kind.name == "tips",
        presses=any(
            finding.rule.startswith(PRESSING) and finding.severity != "suggestion" for finding in checked.problems
        ),
        promises=not PROMISES.isdisjoint(matched),
        deadline=not DEADLINES.isdisjoint(matched),
        reply=checked.answers or kind == ("reply", kind.group, 1.0, kind.group_likelihood),
        message=(draft.context.reply_to or "")[:_MESSAGE],
        hours=_hours_between(asked, date),
        answers=UNANSWERED not in matched,
        us=_whole(measures, "first_person") + _whole(measures, "brand_mentions"),
        you=_whole(measures, "second_person"),
        others=_whole(measures, "third_person"),
        singular=len(_I.findall(straight)),
        plural=len(_WE.findall(straight)),
        counts=checked.record.counts,
        campaign=checked.record.campaign,
        id=checked.record.id,
        continues=checked.record.continues,
    )


def count_all_rules(config: Config) -> Config:
    """Return settings with which the figures don't depend on what the user wants to see in a check."""
    shown = RuleSettings(enabled=True, severity="suggestion")
    return replace(config, select=(), ignore=(), severity="suggestion", rules={**config.rules, GIVES: shown})


def place_of(file: str, number: int, record: Record) -> str:
    """Return where a post stands in its file, as the report shows it. ``number`` counts the posts of the file from 1."""
    sheet = f", sheet {record.sheet}" if record.sheet else ""
    return f"{file}{sheet}, post {number}" if record.row is None else f"{file}{sheet}, row {record.row}"


def find_zone(name: str) -> tzinfo:
    """Return the time zone with that name.

    Raises:
        UsageError: there is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"There is no time zone called “{name[:60]}”. Write its place, such as Europe/Berlin or America/New_York."
        ) from None


def local_time(date: datetime | None, zone: tzinfo | None) -> datetime | None:
    """Return a date in the user's time zone. A date without one is in it already."""
    if date is None:
        return None
    try:
        return date.replace(tzinfo=zone) if date.tzinfo is None and zone is not None else date.astimezone(zone)
    except (OverflowError, ValueError, OSError):  # the first and last days that a computer can name
        return None


def _hours_between(asked: datetime | None, answered: datetime | None) -> float | None:
    """Return the hours from a message to its reply. A reply before its message has a wrong date: ``None``."""
    if asked is None or answered is None or answered < asked:
        return None
    return (answered - asked).total_seconds() / 3_600


def _whole(measures: Mapping[str, float | None], name: str) -> int:
    return int(measures.get(name) or 0)
