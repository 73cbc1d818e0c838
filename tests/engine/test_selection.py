"""Which findings are shown, and which only count in a score."""

from __future__ import annotations

from itertools import pairwise

import pytest

import softsell
from softsell.checks.rule import RuleSettings
from softsell.config.config import Config
from softsell.engine.report import Report

JARGON = "Next week our stakeholders find synergies across the allotment, and the beans get their own bed by the gate."
STORY = (
    "The heron came back this morning!!! It stood on the shed roof for an hour, looked at the pond, and left without a fish. "
    "My daughter drew it for school, and now the drawing hangs beside the kettle where everybody can see it."
)


def shown(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def counted(report: Report) -> set[str]:
    return {part.source for part in report.points}


def test_a_rule_that_isnt_shown_counts_in_the_score() -> None:
    report = softsell.check(JARGON)
    assert "value/jargon" not in shown(report)
    assert "value/jargon" in counted(report)


def test_a_severity_of_the_users_own_shows_a_rule() -> None:
    config = Config(rules={"value/jargon": RuleSettings(severity="suggestion")})
    assert "value/jargon" in shown(softsell.check(JARGON, config=config))


def test_a_missing_question_is_told_only_where_one_can_be_offered() -> None:
    for text in (
        STORY,
        "Bread proves faster in summer. We put the dough in the cellar and bake an hour later, when it is cool.",
    ):
        told = [finding for finding in softsell.check(text).findings if finding.rule == "questions/no-question"]
        assert all(finding.fixes for finding in told)


def test_suggestions_of_a_pack_need_a_post_that_presses() -> None:
    event = "Our jumble sale is this Saturday in the church hall!!! The cakes come from the rowing club, and entry is one pound."
    report = softsell.check(event)
    assert report.measures["pressure"] < 0.5
    assert "pushiness/exclamation-run" not in shown(report)
    assert "pushiness/exclamation-run" in counted(report)
    assert "pushiness/many-exclamations" in shown(softsell.check("Come and see the barn!!! It is open!!!"))


BURGERS = "Get ready for the juiciest burgers in town! Bring your friends, bring your appetite! "


WARNING = Config(
    rules={
        "pushiness/hard-sell": RuleSettings(severity="warning", at_most=3),
        "pushiness/hard-sell-post": RuleSettings(enabled=False),
    }
)


def hard_sell(text: str) -> list[str]:
    """The words that the remark on a hard sell marks, as a warning."""
    spans = [
        finding.span
        for finding in softsell.check(text, config=WARNING).findings
        if finding.rule == "pushiness/hard-sell"
    ]
    return [text[span.start : span.end] for span in spans if span is not None]


def test_a_hard_sell_is_told_at_places_that_no_other_rule_marks() -> None:
    text = BURGERS + "Book now!"
    assert hard_sell(text) == [
        "Get ready for the juiciest burgers in town!",
        "Bring your friends, bring your appetite!",
    ]
    report = softsell.check(text, config=WARNING)
    spans = [one.span for one in report.findings if one.dimension == "pushiness" and one.span is not None]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "pushiness/right-now" in shown(report)


def test_a_hard_sell_is_told_at_fewer_places_the_more_other_rules_mark() -> None:
    assert len(hard_sell(BURGERS + "Book now!")) == 2
    assert len(hard_sell(BURGERS + "Last chance! Book now!")) == 1
    assert not hard_sell(BURGERS + "Last chance, only two left, don't miss out! Book now!")


def test_a_warning_about_a_hard_sell_goes_before_a_suggestion_about_the_same_words() -> None:
    report = softsell.check(BURGERS + "Book now!", config=WARNING)
    assert "pushiness/slogan" not in shown(report)
    assert "pushiness/slogan" in counted(report)
    assert "pushiness/hard-sell" not in counted(report)


GARDEN = (
    "Your garden deserves this! Say goodbye to weeds! "
    "Upgrade your lawn and fall in love with your weekends! Get yours, link in bio!"
)


def test_a_hard_sell_without_another_warning_is_told_about_the_whole_post() -> None:
    rules = shown(softsell.check(GARDEN))
    assert "pushiness/hard-sell-post" in rules
    assert "pushiness/hard-sell" not in rules, "its exclamations are counted already"
    assert "pushiness/many-exclamations" not in rules


def test_where_two_warnings_stand_nothing_is_said_about_the_whole_post() -> None:
    assert "pushiness/hard-sell-post" in shown(softsell.check(GARDEN + " Last chance!"))
    rules = shown(softsell.check(GARDEN + " Last chance! Hurry!"))
    assert {"pushiness/last-chance", "pushiness/hurry"} <= rules
    assert "pushiness/hard-sell-post" not in rules


def test_suggestions_do_not_say_again_what_the_remark_on_the_post_says() -> None:
    text = (
        "Our winter lamps are going out fast! The sale is over soon! Looks like we will be out of stock before the weekend. "
        "Get yours and say goodbye to dark evenings!"
    )
    report = softsell.check(text)
    assert {"pushiness/hard-sell-post", "pushiness/selling-fast"} <= shown(report)
    assert "pushiness/buy-command" not in shown(report)
    assert "pushiness/buy-command" in {point.source for point in report.points}, "it still counts"


def test_a_warning_of_another_pack_leaves_the_remark_on_the_whole_post() -> None:
    report = softsell.check(GARDEN + " We are the leading provider of gardens.")
    assert any(one.severity == "warning" and one.dimension != "pushiness" for one in report.findings)
    assert "pushiness/hard-sell-post" in shown(report)


@pytest.mark.parametrize(
    ("text", "hook"),
    [
        (
            "Your new kitchen is only a click away. Sound familiar? Order online today and save 20%, this week only.",
            True,
        ),
        (
            "I walked to the shop and forgot why. Sound familiar? The dog was no help, he wanted to see the ducks.",
            False,
        ),
    ],
)
def test_what_a_question_is_depends_on_what_the_post_is_for(text: str, hook: bool) -> None:
    report = softsell.check(text)
    [question] = [sentence for sentence in report.sentences if sentence.kind == "question"]
    assert question.sales_question is hook
    assert report.measures["sales_questions"] == hook
    assert not (question.sales_question and question.invites)


def test_a_story_of_a_club_is_not_told_that_it_is_about_us() -> None:
    """The count of “we” alone doesn't show it, and a phrase of the same pack still does."""
    story = (
        "Last year we knew we were going to lose the bridge, so we wrote our names under it and we swam home. "
        "Then we sat in the reeds until dark, and we sang."
    )
    assert "self-focus/us-not-you" not in shown(softsell.check(story))
    firm = "We lead the market. We opened our third office, and we have the best team in the business. Our tools are award-winning."
    assert "self-focus/us-not-you" in shown(softsell.check(firm))
    assert "self-focus/milestone" in shown(softsell.check("We have just reached 5,000 followers. What a day."))
