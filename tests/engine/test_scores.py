"""The formula that turns points into scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.checks.finding import Finding
from softsell.checks.rule import Rule, ScoredMeasure
from softsell.engine.scores import Points, add_up, measured, scores


@pytest.mark.parametrize(("points", "score"), [(0, 0), (-5, 0), (20, 50), (40, 75), (60, 87.5)])
def test_twenty_points_halve_what_is_left(points: float, score: float) -> None:
    assert scores([Points("pushiness", "a/b", points, 1)], 10)["pushiness"] == score


def test_good_things_take_points_away() -> None:
    parts = [Points("pushiness", "a/b", 30, 1), Points("pushiness", "a/thanks", -10, 1)]
    assert scores(parts, 10)["pushiness"] == 50


def test_a_rule_counts_up_to_its_most_hits() -> None:
    rule = Rule("a/b", "phrase", {}, "warning", 5, "m", "w", dimension="pushiness", max_hits=2)
    findings = [Finding("a/b", "warning", None, "m", "w")] * 7
    assert add_up(findings, {"a/b": rule}, {}, {}) == (Points("pushiness", "a/b", 10, 2),)


@pytest.mark.parametrize(("value", "points"), [(0, 0), (5, 0), (10, 6), (15, 12), (99, 12)])
def test_a_measure_counts_in_proportion_between_its_bounds(value: float, points: float) -> None:
    assert measured(ScoredMeasure("words", 5, 15, 12), value) == points


def test_a_measure_that_is_better_when_larger_counts_downwards() -> None:
    assert measured(ScoredMeasure("questions", 1, 0, 10), 0) == 10
    assert measured(ScoredMeasure("questions", 1, 0, 10), 1) == 0


@given(st.lists(st.floats(-100, 100), max_size=20))
def test_no_score_leaves_its_range(points: list[float]) -> None:
    for score in scores([Points("self-focus", "x", value, 1) for value in points], 10).values():
        assert score is not None
        assert 0 <= score <= 100
