"""Many drafts on several cores: the same reports in the same order, and what happens at one that can't be checked."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator, Sequence

import pytest

import softsell
from softsell.draft import Draft

HARD_SELL = "Hurry! Last chance to grab yours. Buy now, buy now, buy now!!!"


def test_many_drafts_come_back_in_order_whatever_the_workers() -> None:
    texts = [f"Hurry, only {number} left." if number % 2 else f"Good morning {number}." for number in range(600)]
    alone = [[f.rule for f in report.findings] for report in softsell.check_many(texts, workers=1)]
    together = [[f.rule for f in report.findings] for report in softsell.check_many(texts, workers=2)]
    assert alone == together


def test_reports_of_check_many_are_those_of_check() -> None:
    assert next(iter(softsell.check_many([HARD_SELL]))) == softsell.check(HARD_SELL)


def test_a_draft_at_fault_is_told_when_it_is_reached() -> None:
    texts = ["Good morning."] * 300 + ["half a pair: \ud800"] + ["Good night."] * 300
    reports = softsell.check_many(texts, workers=2)
    assert len(list(itertools.islice(reports, 300))) == 300
    with pytest.raises(softsell.LoneSurrogate):
        next(reports)


def test_drafts_without_end_are_read_as_they_are_needed() -> None:
    def endless() -> Iterator[str]:
        for number in itertools.count():
            assert number < 5000
            yield f"Good morning {number}."

    reports = softsell.check_many(endless(), workers=2)
    assert [report.draft.source for report in itertools.islice(reports, 3)] == [f"Good morning {n}." for n in range(3)]
    reports.close()  # type: ignore[attr-defined]


def test_a_worker_that_is_killed_is_told_and_ends_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    from softsell.engine.engine import Engine

    check_drafts, parent = Engine.check_drafts, os.getpid()

    def check_or_die(engine: Engine, drafts: Sequence[Draft]) -> list[softsell.Report]:
        if os.getpid() != parent and any("fatal" in draft.source for draft in drafts):
            os.kill(os.getpid(), signal.SIGKILL)
        return check_drafts(engine, drafts)

    monkeypatch.setattr(Engine, "check_drafts", check_or_die)
    reports = softsell.check_many(["Good morning."] * 299 + ["fatal"], workers=2)
    assert len(list(itertools.islice(reports, 299))) == 299
    with pytest.raises(softsell.SoftsellError, match="was killed"):
        next(reports)
