"""Lexicon: what a word may be, from word lists alone. What it is in its place is decided by the stages that see sentences."""

from __future__ import annotations

from functools import lru_cache

CLASSES = frozenset(
    "word number money percent date time url hashtag mention emoji we you they verb noun adjective command brand currency".split()
)
"""Every name a pattern may put in angle brackets."""

KIND_CLASSES: dict[str, tuple[str, ...]] = {
    kind: (kind,) for kind in ("number", "money", "percent", "time", "url", "hashtag", "mention", "emoji")
}

WE = frozenset("i we me us my our ours mine myself ourselves ourself".split())
YOU = frozenset("you your yours yourself yourselves u ur urs ya y'all yall yer youse thou thee thy".split())
THEY = frozenset("he she they him her them his hers their theirs himself herself themselves themself".split())
_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen".split()
)
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue "
    "tues wed thu thur thurs fri sat january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec today tonight tomorrow yesterday tmrw weekend midnight noon christmas easter halloween "
    "thanksgiving".split()
)
_CURRENCIES = frozenset(
    "dollar dollars buck bucks euro euros pound pounds quid cent cents pence usd eur gbp cad aud".split()
)


@lru_cache(maxsize=65536)
def classes(norm: str) -> tuple[str, ...]:
    """The classes a word with this norm may have, sorted. The same tuple for the same norm while it is cached."""
    found = {"word"}
    for name, words in (
        ("we", WE),
        ("you", YOU),
        ("they", THEY),
        ("number", _NUMBERS),
        ("date", _DATES),
        ("currency", _CURRENCIES),
    ):
        if norm in words:
            found.add(name)
    if norm and norm[0].isdigit() and not norm.isalpha():
        found.add("number")
    return tuple(sorted(found))
