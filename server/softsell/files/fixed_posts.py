"""Leaves out fixes that would change more in a file than the words of its posts.

In YAML, a comma inside ``[one, two]`` makes two posts of one, and without its first word a post may begin with what YAML takes for a
comment or a list. In a text file, posts below labels may become too short to count as posts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, groupby

from softsell.checks.finding import Fix
from softsell.draft import Draft
from softsell.errors import DraftError
from softsell.files.formats import holds_records

Read = Callable[[str], Sequence[Draft]]
"""Reads all posts of a file's text. Raises DraftError if it can't."""

_READS_BY_POST = 5
"""How many times the file is read to find the first post that its fixes would break."""
_READS_BY_HALF = 7
"""How many more times it's read to find which of the other posts can be fixed. What isn't known by then is left out."""


def keep_harmless(name: str, text: str, fixes: Sequence[Fix], posts: Sequence[Draft], read: Read) -> list[Fix]:
    """Return the fixes after which a file holds as many posts as before, and if it holds records, each with just its own fixes.

    If a fix does more, all fixes of its post are left out.

    Args:
        name: the name of the file.
        text: its text.
        fixes: in the order of the text. They don't overlap.
        posts: all posts of the text.
        read: reads the posts of the fixed text.
    """
    kept = list(fixes)
    if holds_records(name):
        for _ in range(_READS_BY_POST):
            if not kept:
                return []
            try:
                wrong = _find_wrong_posts(posts, kept, read(splice(text, kept)))
            except DraftError:
                wrong = _find_changed_starts(posts, kept)
            else:
                if not wrong:
                    return kept
            left = list(_outside(kept, [posts[number] for number in wrong]))
            if len(left) == len(kept):
                break  # it isn't clear whose fix does it
            kept = left

        def is_harmless(chosen: Sequence[Fix]) -> bool:
            return not _find_wrong_posts(posts, chosen, read(splice(text, chosen)))
    else:
        if len(posts) < 2:
            return kept

        def is_harmless(chosen: Sequence[Fix]) -> bool:
            return len(read(splice(text, chosen))) == len(posts)

    return _keep_by_half(kept, posts, is_harmless)


def _keep_by_half(
    fixes: Sequence[Fix], posts: Sequence[Draft], is_harmless: Callable[[Sequence[Fix]], bool]
) -> list[Fix]:
    """Return fixes that are harmless together. The largest stretches of posts are tried first, because they may save the most reads."""
    starts = sorted(post.span.start for post in posts)
    by_post = [list(group) for _, group in groupby(fixes, lambda fix: bisect_right(starts, fix.span.start))]
    kept: list[Fix] = []
    stretches = deque([by_post] if by_post else [])
    for _ in range(_READS_BY_HALF):
        if not stretches:
            break
        stretch = stretches.popleft()
        tried = sorted([*kept, *chain.from_iterable(stretch)], key=lambda fix: fix.span)
        try:
            harmless = is_harmless(tried)
        except DraftError:
            harmless = False
        if harmless:
            kept = tried
        elif len(stretch) > 1:
            middle = len(stretch) // 2
            stretches += [stretch[:middle], stretch[middle:]]
    return kept


def splice(text: str, fixes: Sequence[Fix]) -> str:
    """Return the text with fixes, which are in its order and don't overlap."""
    pieces: list[str] = []
    position = 0
    for fix in fixes:
        pieces += [text[position : fix.span.start], fix.text]
        position = fix.span.end
    return "".join([*pieces, text[position:]])


def _outside(fixes: Sequence[Fix], posts: Sequence[Draft]) -> Iterator[Fix]:
    """Yield the fixes that aren't for one of ``posts``."""
    spans = sorted(post.span for post in posts)
    starts = [span.start for span in spans]
    ends = list(accumulate((span.end for span in spans), max))
    for fix in fixes:
        before = bisect_right(starts, fix.span.start)
        if not before or fix.span.start > ends[before - 1]:
            yield fix


def _find_wrong_posts(posts: Sequence[Draft], fixes: Sequence[Fix], fixed: Sequence[Draft]) -> set[int]:
    """Return the indices of posts that aren't what their fixes should give. Only the first of them if the number of posts differs.

    White space isn't compared, because formats fold it.

    Args:
        posts: all posts of the file before the fixes.
        fixes: in the order of the file. They don't overlap.
        fixed: all posts of the file after them.
    """
    starts = [fix.span.start for fix in fixes]
    wrong: set[int] = set()
    for number, post in enumerate(posts):
        own = fixes[bisect_left(starts, post.span.start) : bisect_right(starts, post.span.end)]
        if number >= len(fixed) or _apply(post, own).split() != fixed[number].prose.split():
            wrong.add(number)
            if len(posts) != len(fixed):
                break
    return wrong or ({len(posts) - 1} if len(posts) != len(fixed) else wrong)


def _find_changed_starts(posts: Sequence[Draft], fixes: Sequence[Fix]) -> set[int]:
    """Return the indices of posts whose first word is fixed. If a file can't be read any more, their new beginning is most likely why."""
    starts = {fix.span.start for fix in fixes}
    return {number for number, post in enumerate(posts) if post.span.start in starts}


def _apply(post: Draft, fixes: Sequence[Fix]) -> str:
    """Return the prose as it should be after the fixes."""
    pieces: list[str] = []
    position = 0
    for fix in fixes:
        place = post.map.to_prose(fix.span)
        if place.start < position or (place.start == place.end and fix.span.start < fix.span.end):
            continue  # it's for another post that the file has between the parts of this one
        pieces += [post.prose[position : place.start], fix.text]
        position = place.end
    return "".join([*pieces, post.prose[position:]])
