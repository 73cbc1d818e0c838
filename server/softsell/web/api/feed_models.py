"""The models of ``/v1/feed`` and ``/v1/history``: what requests and answers hold. ``models`` has the others."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from softsell.platforms import PLATFORMS
from softsell.web.api.models import MAX_REPLY_TO, MAX_TEXT, Request

MAX_POSTS = 1_000
MAX_CAMPAIGN = 200
MAX_FILES = 200
MOST = 1_000_000_000_000
"""The highest count. No post has more likes than that."""

_Count = Literal["likes", "comments", "shares", "impressions"]
_PLATFORM: dict[str, Any] = {"enum": [*PLATFORMS, None]}
_Unit = Annotated[float, Field(ge=0, le=1)]


class FeedPost(Request):
    """A post of a feed, or a reply."""

    text: Annotated[str, Field(description=f"The post; up to {MAX_TEXT:,} characters.")]
    platform: Annotated[str | None, Field(description="Where it was posted.", json_schema_extra=_PLATFORM)] = None
    date: Annotated[
        str | None,
        Field(
            description="When it was posted, in ISO 8601. Without an offset, in the time zone of the request.",
            max_length=40,
        ),
    ] = None
    reply_to: Annotated[
        str | None, Field(description=f"The message that it answers; up to {MAX_REPLY_TO:,} characters.")
    ] = None
    asked: Annotated[str | None, Field(description="When that message was written, in ISO 8601.", max_length=40)] = None
    campaign: Annotated[str | None, Field(max_length=MAX_CAMPAIGN)] = None
    counts: Annotated[
        dict[_Count, Annotated[int, Field(ge=0, le=MOST)]], Field(description="How often people did something with it.")
    ] = {}  # noqa: RUF012 - pydantic copies it


class FeedRequest(Request):
    """Posts over time, in any order."""

    posts: Annotated[list[FeedPost], Field(max_length=MAX_POSTS)]
    time_zone: Annotated[
        str | None,
        Field(
            description="The user's time zone, such as Europe/Berlin. The default is this computer's.", max_length=100
        ),
    ] = None
    settings: Annotated[
        dict[str, Any] | None,
        Field(description="Keys of softsell.toml, such as feed, on top of the server's settings."),
    ] = None


class ShareAnswer(BaseModel):
    """How many of how many."""

    count: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=0)]


class FeedFile(Request):
    """A file of posts."""

    name: Annotated[str, Field(description="Its name, whose ending says how to read it.", max_length=255)]
    content: Annotated[str, Field(description="Its bytes, in base64.")]


class FilesRequest(Request):
    """Files of posts, as platforms and schedulers export them."""

    files: Annotated[list[FeedFile], Field(min_length=1, max_length=MAX_FILES)]
    platform: Annotated[
        str | None,
        Field(description="Where the posts were posted, if a file doesn't say.", json_schema_extra=_PLATFORM),
    ] = None
    column: Annotated[
        str | None,
        Field(description="The column or key that holds the posts, if softsell would guess wrong.", max_length=200),
    ] = None


class FilesAnswer(BaseModel):
    """What stands in the files."""

    id: Annotated[str | None, Field(description="For `/v1/feed/next`; null if there is no post.")]
    posts: Annotated[int, Field(ge=0, description="How many posts will be checked.")]
    notes: Annotated[list[str], Field(description="How the files were read.")]
    problems: Annotated[list[str], Field(description="Why files can't be read, a sentence each.")]


class NextRequest(Request):
    """Asks for the next posts to be checked."""

    id: Annotated[str, Field(max_length=100)]


class FeedPage(BaseModel):
    """The report, for softsell's own page."""

    headline: str
    main: Annotated[str, Field(description="As HTML. Every text of a post in it is escaped.")]
    data: Annotated[dict[str, Any], Field(description="What the charts are drawn from.")]


class NextAnswer(BaseModel):
    """How far the check is."""

    done: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=0)]
    page: Annotated[FeedPage | None, Field(description="The report, once all posts are checked.")]


class SwitchRequest(Request):
    """Whether to keep a history from now on."""

    on: bool
    text: Annotated[bool, Field(description="Whether to keep the text of the posts too.")] = False


class DeleteRequest(Request):
    """To delete the whole history."""


class SwitchAnswer(BaseModel):
    """Whether a history is kept."""

    on: bool
    text: bool
    posts: Annotated[int, Field(ge=0, description="How many posts it holds.")]
    path: Annotated[str, Field(description="The file of the settings that say so.")]


class SentRequest(Request):
    """A post that the user has just sent."""

    text: Annotated[
        str, Field(description=f"The post; up to {MAX_TEXT:,} characters. Not kept, unless the user's settings say so.")
    ]
    platform: Annotated[str | None, Field(description="Where it was posted.", json_schema_extra=_PLATFORM)] = None
    site: Annotated[str | None, Field(description="The host name of the site.", max_length=100)] = None
    reply_to: Annotated[
        str | None, Field(description=f"The message that it answers; up to {MAX_REPLY_TO:,} characters. Never kept.")
    ] = None


class RecentRequest(Request):
    """Asks about the posts that the user sent before."""

    platform: Annotated[str | None, Field(description="Only posts on this platform.", json_schema_extra=_PLATFORM)] = (
        None
    )
    text: Annotated[
        str | None,
        Field(description="A draft, to find out whether a post before it says the same. Not kept."),
    ] = None


class EarlierAnswer(BaseModel):
    """A post that says nearly the same."""

    time: Annotated[int, Field(description="When it was sent, in seconds since 1970, UTC.")]
    days: Annotated[int, Field(ge=0, description="Whole days since then.")]
    platform: str | None
    line: Annotated[str, Field(description="That as a sentence for the user.")]


class RecentAnswer(BaseModel):
    """The last posts in the history, without replies."""

    on: Annotated[bool, Field(description="Whether a history is kept. If not, the rest is empty.")]
    sells: Annotated[ShareAnswer, Field(description="How many of the last five posts sell.")]
    asks: Annotated[ShareAnswer, Field(description="How many of them ask for an answer.")]
    line: Annotated[str | None, Field(description="That as a sentence for the user; null for fewer than three posts.")]
    earlier: Annotated[EarlierAnswer | None, Field(description="The last post that says nearly the same as the draft.")]


class SentAnswer(BaseModel):
    """Says that a post is in the history."""

    kept: Annotated[bool, Field(description="false if the same post was kept a moment ago.")]
    recent: RecentAnswer


class MedianAnswer(BaseModel):
    """A median and its 95 % interval, which is null for too few values."""

    value: float
    of: Annotated[int, Field(ge=1)]
    low: float | None
    high: float | None


class PostAnswer(BaseModel):
    """One post as the figures count it."""

    place: Annotated[str, Field(description="Its place in the request, from 1.")]
    date: str | None
    platforms: list[str]
    campaign: str | None
    begins: str
    promotion: _Unit | None
    sells: bool | None
    asks: bool
    gives: bool
    counts: dict[_Count, int]
    parts: Annotated[int, Field(ge=1, description="How many posts it was joined from.")]


class ReplyAnswer(PostAnswer):
    """One reply."""

    answers: Annotated[bool, Field(description="Whether it leaves no question of the message open.")]
    message: Annotated[str, Field(description="How the message that it answers begins; empty if that isn't known.")]


class CloseCallsAnswer(BaseModel):
    """Templates that come back, and whose posts just don't count as selling. Shares and the run are those with them."""

    groups: list[list[int]]
    all: ShareAnswer
    last_30: ShareAnswer
    run: tuple[int, int] | None


class PromotionAnswer(BaseModel):
    """Which posts sell."""

    bound: Annotated[float, Field(ge=0, le=100, description="The highest share that is fine, in percent.")]
    own_bound: Annotated[
        bool, Field(description="Whether the bound is the user's own. No study supports the usual one.")
    ]
    known: int
    all: ShareAnswer
    last_10: ShareAnswer
    last_30: ShareAnswer
    run: Annotated[
        tuple[int, int] | None,
        Field(description="The first and the last post of the longest run of posts that sell and give or ask nothing."),
    ]
    close: Annotated[CloseCallsAnswer | None, Field(description="Close calls; null if no template is one.")]


class TurnAnswer(BaseModel):
    """The month in which the share of posts that sell changed most."""

    month: str
    before: ShareAnswer
    after: ShareAnswer
    comments_before: MedianAnswer | None
    comments_after: MedianAnswer | None
    seen_before: MedianAnswer | None
    seen_after: MedianAnswer | None


class TalkAnswer(BaseModel):
    """Who is asked, and who is talked about, in words."""

    asks: ShareAnswer
    asks_last_30: ShareAnswer
    us: int
    you: int
    others: int
    about_us: ShareAnswer


class SamenessAnswer(BaseModel):
    """Posts that say the same. Numbers are places in ``posts``, from 0."""

    repeats: ShareAnswer
    groups: list[list[int]]
    deadlines: int


class GapAnswer(BaseModel):
    """A long time without a post."""

    before: int
    after: int
    days: float


class BurstAnswer(BaseModel):
    """A day with many posts."""

    day: str
    posts: int


class RhythmAnswer(BaseModel):
    """When posts come."""

    first: str | None
    last: str | None
    per_week: float | None
    usual_days: float | None
    gaps: list[GapAnswer]
    bursts: list[BurstAnswer]


class OpeningAnswer(BaseModel):
    """First words that many posts share."""

    words: str
    posts: list[int]


class RepliesAnswer(BaseModel):
    """How far replies answer. Numbers are places in ``answers``, from 0."""

    answers: ShareAnswer
    open: list[int]
    hours: MedianAnswer | None


class ResponseAnswer(BaseModel):
    """What people did with posts of one kind."""

    kind: Literal["sell", "ask", "give"]
    count: Literal["comments", "comments per 1,000 views", "shares"]
    median: MedianAnswer
    before_turn: Annotated[ShareAnswer | None, Field(description="How many of these posts are from before the turn.")]


class PartAnswer(BaseModel):
    """One thing that a month did."""

    aspect: Literal["known", "liked", "trusted"]
    name: str
    amount: int
    against: Annotated[bool, Field(description="Whether it counts against the aspect.")]
    posts: list[int]


class MonthAnswer(BaseModel):
    """One month."""

    name: str
    posts: list[int]
    sells: ShareAnswer
    asks: ShareAnswer
    gives: ShareAnswer
    comments: MedianAnswer | None
    impressions: MedianAnswer | None
    replies: ShareAnswer
    parts: list[PartAnswer]


class GoalAnswer(BaseModel):
    """How far a goal is met."""

    name: Literal["posts_a_week", "promotion", "asking", "answers_within", "voice"]
    wanted: float | str
    value: float | None
    met: bool | None
    since: str | None


class FeedAnswer(BaseModel):
    """What the posts add up to."""

    version: Literal[1]
    learned: Annotated[bool, Field(description="Whether the learned weights are there. Without them, no post sells.")]
    posts: Annotated[list[PostAnswer], Field(description="In the order of time.")]
    answers: Annotated[list[ReplyAnswer], Field(description="The replies, in the order of time.")]
    undated: int
    joined: int
    promotion: PromotionAnswer
    turn: TurnAnswer | None
    talk: TalkAnswer
    sameness: SamenessAnswer
    rhythm: RhythmAnswer
    openings: list[OpeningAnswer]
    replies: RepliesAnswer
    responses: list[ResponseAnswer]
    months: list[MonthAnswer]
    goals: list[GoalAnswer]
    advice: list[str]
