"""Files of posts whose check is under way. They are in memory only, a few at a time, and go when nobody asks for them any more."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from softsell.draft import Draft
    from softsell.engine.engine import Engine
    from softsell.feed import Post

MOST_AT_ONCE = 3
KEPT_SECONDS = 300.0


@dataclass(slots=True)
class FeedJob:
    """The posts of some files.

    Attributes:
        engine: checks them.
        drafts: each with the place where it stands, as the report shows it.
        posts: those that are checked.
        busy: whether a request is checking some now.
    """

    engine: Engine
    drafts: list[tuple[str, Draft]]
    posts: list[Post] = field(default_factory=list)
    busy: bool = False
    asked: float = 0.0


class FeedFiles:
    """The jobs of one server. Only used in the event loop.

    Args:
        clock: returns seconds that never decrease.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._jobs: OrderedDict[str, FeedJob] = OrderedDict()

    def add(self, job: FeedJob) -> str:
        """Keep a job, in place of the oldest if there are many. Return its id."""
        self.drop_old()
        while len(self._jobs) >= MOST_AT_ONCE:
            self._jobs.popitem(last=False)
        name = secrets.token_urlsafe(16)
        job.asked = self._clock()
        self._jobs[name] = job
        return name

    def find(self, name: str) -> FeedJob | None:
        """Return a job; ``None`` if there is none of that id, or none any more."""
        self.drop_old()
        job = self._jobs.get(name)
        if job is not None:
            job.asked = self._clock()
        return job

    def drop(self, name: str) -> None:
        """Forget a job."""
        self._jobs.pop(name, None)

    def drop_old(self) -> None:
        """Forget jobs that nobody has asked for in a while, such as those of a closed tab."""
        oldest = self._clock() - KEPT_SECONDS
        for name in [name for name, job in self._jobs.items() if job.asked < oldest]:
            del self._jobs[name]
