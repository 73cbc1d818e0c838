"""Scores fixes on all corpora: how many warnings carry one, and what ``fix_proof`` finds wrong with them."""

from __future__ import annotations

from collections.abc import Callable

from softsell.draft.span import Span
from tests.eval.corpora import Row
from tests.eval.fix_proof import Change, changed_facts, grammar_problems
from tests.eval.judging import Judged
from tests.eval.resampling import Statistic, share
from tests.eval.tasks import Task

CORPORA = (
    "posts_read",
    "posts_unread",
    "rated_posts",
    "judged_findings",
    "corporate_messaging",
    "ec_darkpattern",
    "facebook_ads_persuasion_handlabelled",
    "facebook_ads",
    "instagram_intent",
    "youtube_spam",
    "sms_spam",
    "bragging_tweets",
    "tweet_acts_tac",
    "ud_ewt_segmentation_docs",
    "onestopenglish",
    "clear_readability",
    "tweebank_v2",
)
"""The corpora of whole texts."""
_RATED = ("posts_read", "posts_unread")


def _share_of_fixes(find: Callable[[str, Change], list[str]]) -> Callable[[list[Row], list[Judged]], Statistic]:
    def statistic(rows: list[Row], judged: list[Judged]) -> Statistic:
        bad = [
            float(sum(bool(find(row["text"], (Span(start, end), text))) for _, start, end, text in j.fixes))
            for row, j in zip(rows, judged, strict=True)
        ]
        return share(bad, [float(len(j.fixes)) for j in judged])

    return statistic


def _warnings_with_fix(rows: list[Row], judged: list[Judged]) -> Statistic:
    return share(
        [float(j.mendable) for j in judged], [float(sum(s != "suggestion" for _, s in j.findings)) for j in judged]
    )


TASKS: tuple[Task, ...] = (
    *(Task("fixes", "warnings that carry one", part, "share", _warnings_with_fix, target=0.2) for part in _RATED),
    *(
        Task("fixes", task, corpus, "share", _share_of_fixes(find), target=0.0, aim="at most")
        for corpus in CORPORA
        for find, task in ((grammar_problems, "add a grammar finding"), (changed_facts, "change a fact"))
    ),
)
