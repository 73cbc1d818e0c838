"""Feed: what many posts over time add up to. Posts that were checked become figures, and figures become a report.

``post`` says what the feed knows of a post, ``gather`` puts posts in order and joins those that are one, and ``figures`` counts. Each kind
of figure has its own module. The ``as_…`` modules render them. This package reads no files and checks no drafts.
"""

from __future__ import annotations

from softsell.feed.figures import Feed, analyse
from softsell.feed.post import Post, make_post

FORMATS: tuple[str, ...] = ("text", "json", "html")

__all__ = ["FORMATS", "Feed", "Post", "analyse", "make_post"]
