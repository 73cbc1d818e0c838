"""What people did with posts that sell, ask or give."""

from __future__ import annotations

from collections.abc import Iterator

from softsell.feed.dates import month_name
from softsell.feed.figures import Feed
from softsell.feed.responses import in_words
from softsell.feed.sections.section import Section, Table
from softsell.feed.shares import FEWEST, Median

_MOSTLY = 0.75


def responses_section(feed: Feed) -> Section:
    title = "What people did with your posts"
    if not feed.responses:
        return Section("responses", title, ())
    rows = [("posts that", "counted", "posts", "median", "95 % interval")]
    rows += [
        (
            response.kind,
            response.count,
            f"{response.median.of}",
            in_words(response.median),
            _interval(response.median),
        )
        for response in feed.responses
    ]
    notes = [
        "“Typically” means the median: half of the posts got more, and half got fewer.",
        "Posts that sell are only counted as that. This shows what came together, not why: other things differ between posts too.",
    ]
    notes += _tell_times(feed)
    if any(response.median.low is None for response in feed.responses):
        notes.append(f"With fewer than {FEWEST} posts, chance alone can make such a difference: don't build on it.")
    table = Table("Comments and shares of a post", tuple(rows))
    return Section("responses", title, tuple(_compare(feed)), tuple(notes), (table,))


def _compare(feed: Feed) -> Iterator[str]:
    for name in dict.fromkeys(response.count for response in feed.responses):
        by_kind = {response.kind: response.median for response in feed.responses if response.count == name}
        if "sell" not in by_kind:
            continue
        sell = by_kind["sell"]
        for kind in ("ask", "give"):
            if kind not in by_kind:
                continue
            other = by_kind[kind]
            says = (
                f"Posts that {kind} ({other.of:,}) typically get {in_words(other)} {name}, "
                f"posts that sell ({sell.of:,}) {in_words(sell)}"
            )
            sure = other.above(sell) or sell.above(other)
            yield f"{says}." if sure else f"{says}; that may be chance."


def _tell_times(feed: Feed) -> Iterator[str]:
    """Yield what to mind where most posts of a kind are from before the turn, and most posts that sell from after it."""
    by_kind = {response.kind: response.before_turn for response in reversed(feed.responses)}
    sell = by_kind.pop("sell", None)
    if feed.turn is None or sell is None or sell.value >= 0.5:
        return
    early = [
        f"{share.count} of the {share.of} that {kind}"
        for kind, share in by_kind.items()
        if share is not None and share.value >= _MOSTLY
    ]
    if early:
        yield (
            f"These posts are from different times: {' and '.join(reversed(early))} are from before {month_name(feed.turn.month)}, but "
            f"only {sell.count} of the {sell.of} that sell. So part of the difference may be that between before and since."
        )


def _interval(median: Median) -> str:
    return "too few posts" if median.low is None else f"{median.low:g} to {median.high:g}"
