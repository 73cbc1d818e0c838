"""Scores fixes on all corpora: how many warnings carry one, and what ``fix_proof`` finds wrong with them."""

from __future__ import annotations

from collections.abc import Callable

import softsell
from softsell.draft.span import Span
from tests.eval.corpora import Row
from tests.eval.fix_proof import Change, changed_facts, found_again, grammar_problems, places, strays, touched_sentences
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


Find = Callable[[str, Change, str, Judged], list[str]]
"""What is wrong with a change of a rule in a text that was judged."""


def _known(judged: Judged) -> list[tuple[str, Span | None]]:
    return [(rule, None if span is None else Span(*span)) for rule, _, span in judged.marks]


_FINDS: dict[str, Find] = {
    "add a grammar finding": lambda text, change, rule, judged: grammar_problems(text, change),
    "change a fact": lambda text, change, rule, judged: changed_facts(text, change),
    "leave something stray": lambda text, change, rule, judged: strays(text, change),
    "touch another sentence": lambda text, change, rule, judged: touched_sentences(
        text, change, rule, _known(judged), judged.sentences
    ),
}


def _again(text: str, change: Change, rule: str, judged: Judged) -> list[str]:
    return found_again(text, change, rule, _known(judged), lambda fixed: places(softsell.check(fixed).findings))


def _share_of_fixes(find: Find) -> Callable[[list[Row], list[Judged]], Statistic]:
    def statistic(rows: list[Row], judged: list[Judged]) -> Statistic:
        bad = [
            float(sum(bool(find(row["text"], (Span(start, end), text), rule, j)) for rule, start, end, text in j.fixes))
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
        for task, find in _FINDS.items()
    ),
    *(
        Task("fixes", "are found fault with again", part, "share", _share_of_fixes(_again), target=0.0, aim="at most")
        for part in _RATED
    ),
)
