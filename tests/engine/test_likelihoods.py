"""Kind of post and learned measures of a report, with the weights and without."""

from __future__ import annotations

from pathlib import Path

import pytest

import softsell
from softsell.config.config import Config
from softsell.draft import read_bytes, read_text
from softsell.engine.engine import Engine
from softsell.language import learned
from softsell.vocabulary import POST_KINDS

SALE = "Last chance! Our sofas are 50% off today only. Grab yours before they're gone: https://sofa.example"
ASKS = "Which of the two trails would you take with small children? We have never been up there."
MEASURES = ("promotion", "pressure", "self_focus", "hard_reading")


def test_a_report_says_what_kind_of_post_it_is() -> None:
    sale, asks = softsell.check(SALE), softsell.check(ASKS)
    assert (sale.group, asks.group) == ("sells", "talks")
    for report in (sale, asks):
        assert report.kind in POST_KINDS
        assert 0 < report.kind_likelihood <= report.group_likelihood <= 1
        assert all(0 <= report.measures[name] <= 1 for name in MEASURES)
    assert sale.measures["promotion"] > 0.5 > asks.measures["promotion"]


def test_the_kind_that_the_writer_says_is_taken() -> None:
    report = softsell.check(SALE, kind="Tips")
    assert (report.kind, report.kind_likelihood, report.group, report.group_likelihood) == ("tips", 1, "tells", 1)


def test_a_draft_that_answers_is_a_reply() -> None:
    report = softsell.check("Sorry about that, we'll look into it.", reply_to="My order never came.")
    assert (report.kind, report.kind_likelihood) == ("reply", 1)


def test_on_reddit_a_sale_is_less_likely() -> None:
    anywhere, there = softsell.check(SALE), softsell.check(SALE, platform="reddit")
    assert there.group != "sells" or there.group_likelihood < anywhere.group_likelihood


def test_a_kind_that_there_is_not_is_an_error() -> None:
    with pytest.raises(softsell.UsageError, match="did you mean “event”"):
        softsell.check(SALE, kind="evnt")
    with pytest.raises(softsell.UsageError, match="the kinds are offer, "):
        softsell.check(SALE, kind="zebra")


def test_columns_and_keys_say_the_kind() -> None:
    engine = Engine(Config())
    table = f'text,Kind\n"{SALE}",tips\n"{SALE}",Deployment\n"{SALE}"\n'
    kinds = [draft.context.kind for draft in read_bytes(table.encode(), "posts.csv")]
    assert kinds == ["tips", None, None]
    lines = '{"text": "Soup today.", "kind": "notice"}\n{"text": "Soup today.", "kind": 3}\n'
    drafts = read_bytes(lines.encode(), "posts.jsonl")
    assert [draft.context.kind for draft in drafts] == ["notice", None]
    assert engine.check_draft(drafts[0]).kind == "notice"


def test_other_languages_and_empty_drafts_have_no_likelihoods() -> None:
    for text in ("", "Heute ist die Bibliothek leider geschlossen, wir sehen uns am Montag wieder.", "\n\n"):
        report = softsell.check(text)
        assert [report.measures[name] for name in MEASURES] == [None] * 4
        assert (report.kind, report.kind_likelihood) == ("other", 0)


def test_points_say_which_words_carried_them_when_asked() -> None:
    engine = Engine(Config())
    [points] = [part for part in engine.check_draft(read_text(SALE), explain=True).points if part.source == "pressure"]
    assert points.dimension == "pushiness"
    assert points.points > 20
    assert points.reasons
    assert all(not part.reasons for part in engine.check(SALE).points)


def test_without_the_files_rules_decide_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_weights = softsell.check(SALE)
    monkeypatch.setattr(learned, "FOLDER", tmp_path)
    report = softsell.check(SALE)
    assert [report.measures[name] for name in MEASURES] == [None] * 4
    assert (report.kind, report.kind_likelihood, report.group_likelihood) == ("other", 0, 0)
    assert [finding.rule for finding in report.findings] == [finding.rule for finding in with_weights.findings]
    assert report.scores["pushiness"]
    assert not [part for part in report.points if part.source in MEASURES]
    assert softsell.check(SALE, kind="event").kind == "event"
    assert "missing" in learned.learned_status()
