"""What stands first in a report."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.report.posts import BEST, SHEET, scores

from softsell.checks.finding import Finding
from softsell.draft.record import Record
from softsell.draft.span import Span
from softsell.report import CheckedDraft
from softsell.report.result import NOT_ENGLISH
from softsell.report.spool import Spool
from softsell.report.summary import OTHERS, Summary
from softsell.vocabulary import level_of


def summed(*drafts: CheckedDraft) -> Summary:
    summary = Summary()
    for draft in drafts:
        summary.add(draft)
    return summary


def test_posts_and_the_share_with_nothing_to_mend() -> None:
    whole = summed(*SHEET.drafts).whole
    assert (whole.posts, whole.clean) == (3, 1)
    assert whole.clean_share == 1 / 3


def test_means_and_worst_by_platform_campaign_and_month() -> None:
    summary = summed(*SHEET.drafts)
    assert summary.whole.mean("pushiness") == 30
    assert summary.whole.worst["pushiness"] == (80, 1)
    assert summary.whole.mean("readability") == 10  # two posts have none
    platforms = dict(summary.known("platform"))
    assert list(platforms) == ["linkedin", "x"]  # the most posts first
    assert platforms["linkedin"].mean("self-focus") == 45
    assert platforms["linkedin"].worst["self-focus"] == (90, 3)
    assert list(dict(summary.known("campaign"))) == ["Spring", "Rye"]
    assert list(dict(summary.known("month"))) == ["2026-03", "2026-04"]


def test_a_facet_that_no_post_says_is_left_out() -> None:
    summary = summed(CheckedDraft(Span(0, 1), (), scores(1, 1)))
    assert [dict(summary.known(facet)) for facet in summary.groups] == [{}, {}, {}]


def test_posts_that_do_not_say_are_a_group_of_their_own_and_last() -> None:
    summary = summed(CheckedDraft(Span(0, 1), (), scores(1, 1)), *SHEET.drafts)
    assert list(dict(summary.known("platform")))[-1] is None


def test_scores_of_another_language_do_not_count() -> None:
    note = Finding(NOT_ENGLISH, "suggestion", None, "This isn't English.", "")
    summary = summed(*SHEET.drafts, CheckedDraft(Span(0, 1), (note,), scores(100, 100, 100)))
    assert summary.whole.mean("pushiness") == 30


def test_a_sheet_of_a_thousand_campaigns_keeps_memory_flat() -> None:
    drafts = [CheckedDraft(Span(0, 1), (BEST,), scores(1, 1), record=Record(campaign=f"c{n}")) for n in range(1_000)]
    groups = dict(summed(*drafts).known("campaign"))
    assert len(groups) <= 201
    assert sum(group.posts for group in groups.values()) == 1_000
    assert groups[OTHERS].posts > 700


def test_the_worst_severity_of_a_post_counts() -> None:
    sale, _, praise = SHEET.drafts
    summary = summed(sale, replace(praise, findings=(*sale.findings, *praise.findings)))
    assert summary.severities == {"warning": 1, "error": 1}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_a_spool_gives_back_what_was_written(pieces: list[str]) -> None:
    with Spool() as spool:
        for piece in pieces:
            spool.write(piece)
        assert "".join(spool.read()) == "".join(pieces)


def test_each_score_has_levels_of_its_own() -> None:
    assert [level_of("pushiness", score) for score in (39, 40, 55, 75)] == [0, 1, 2, 3]
    assert [level_of("self-focus", score) for score in (39, 40, 60, 72)] == [0, 1, 2, 3]
    assert [level_of("warmth", score) for score in (19, 20, 45, 70)] == [0, 1, 2, 3]  # a pack's own
