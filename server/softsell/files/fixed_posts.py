"""Compares the posts of a fixed file of records with what the fixes should make of them.

In YAML, a fix may do more than change words: a comma inside ``[one, two]`` makes two posts of one, and without its first word a post
may begin with what YAML takes for a comment or a list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from softsell.checks.finding import Fix
from softsell.draft import Draft


def find_wrong_posts(posts: Sequence[Draft], fixes: Sequence[Fix], fixed: Sequence[Draft]) -> set[int]:
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


def find_changed_starts(posts: Sequence[Draft], fixes: Sequence[Fix]) -> set[int]:
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
