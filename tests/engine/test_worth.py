"""What a fix is worth is what checking the text with it says."""

from __future__ import annotations

from math import floor

import pytest

import softsell
from softsell.draft import Markup
from softsell.engine.worth import MAX_WORTH, add_worth, change_of

POST = "🚨 Last chance to grab yours! We utilize rye in order to bake, so purchase your loaf now!!!"


def test_each_fix_says_by_how_much_it_changes_each_score() -> None:
    options = {"platform": "instagram", "reply_to": "Do you bake rye?", "kind": "offer"}
    report = softsell.check(POST, worth=True, **options)  # type: ignore[arg-type]
    fixes = [fix for finding in report.findings for fix in finding.fixes]
    assert any(fix.worth for fix in fixes)
    for fix in fixes:
        fixed = softsell.check(POST[: fix.span.start] + fix.text + POST[fix.span.end :], **options)  # type: ignore[arg-type]
        changes = {name: (fixed.scores[name] or 0) - (before or 0) for name, before in report.scores.items()}
        expected = {name: floor(change + 0.5) for name, change in changes.items()}
        assert fix.worth == {name: change for name, change in expected.items() if change}
        assert list((fix.worth or {}).values()) == sorted((fix.worth or {}).values())


def test_it_changes_nothing_else_and_costs_nothing_unless_asked_for() -> None:
    plain, asked = softsell.check(POST), softsell.check(POST, worth=True)
    assert all(fix.worth is None for finding in plain.findings for fix in finding.fixes)
    assert "worth" not in str(plain.to_dict())
    shown = asked.to_dict()
    for finding in shown["findings"]:
        for fix in finding["fixes"]:
            assert isinstance(fix.pop("worth"), dict)
    assert shown == plain.to_dict()


@pytest.mark.parametrize("markup", ["plain", "markdown", "html"])
def test_it_is_known_in_any_markup(markup: Markup) -> None:
    report = softsell.check("**We** utilize rye, in order to bake it.", markup=markup, worth=True)
    fixes = [fix for finding in report.findings for fix in finding.fixes]
    assert fixes
    assert all(fix.worth is not None for fix in fixes)


def test_in_a_long_text_it_is_known_for_the_first_fixes() -> None:
    text = "We utilize rye. " * (MAX_WORTH // 16 // 4)
    fixes = [fix for finding in softsell.check(text, worth=True).findings for fix in finding.fixes]
    known = [fix.worth is not None for fix in fixes]
    assert sum(known) in (3, 4, 5)
    assert known == sorted(known, reverse=True)


def test_a_fix_whose_text_cant_be_checked_has_none() -> None:
    report = softsell.check("We utilize rye, and utilize it.")
    first, second = (
        fix
        for finding in add_worth(report, lambda texts: [None, *[softsell.check(text) for text in texts[1:]]]).findings
        for fix in finding.fixes
    )
    assert first.worth is None
    assert second.worth is not None


@pytest.mark.parametrize(
    ("before", "after", "worth"),
    [
        ({"pushiness": 57.8}, {"pushiness": 45.3}, {"pushiness": -12}),  # -12.5, rounded as JavaScript does
        ({"pushiness": 10.0}, {"pushiness": 12.5}, {"pushiness": 3}),
        ({"pushiness": 10.0, "questions": 80.0}, {"pushiness": 10.4, "questions": 2.0}, {"questions": -78}),
        ({"readability": None}, {"readability": 30.0}, {"readability": 30}),
        ({"readability": 30.0}, {"readability": None}, {"readability": -30}),
        ({"a": 1.0, "b": 9.0, "c": 5.0}, {"a": 9.0, "b": 1.0, "c": 4.0}, {"b": -8, "c": -1, "a": 8}),
    ],
)
def test_changes_are_whole_points_the_best_first(
    before: dict[str, float | None], after: dict[str, float | None], worth: dict[str, int]
) -> None:
    assert list(change_of(before, after).items()) == list(worth.items())
