"""Many drafts on several cores: the same reports in the same order, and what happens at one that can't be checked."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

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

    def check_or_die(engine: Engine, drafts: Sequence[Draft], *, explain: bool = False) -> list[softsell.Report]:
        if os.getpid() != parent and any("fatal" in draft.source for draft in drafts):
            os.kill(os.getpid(), signal.SIGKILL)
        return check_drafts(engine, drafts, explain=explain)

    monkeypatch.setattr(Engine, "check_drafts", check_or_die)
    reports = softsell.check_many(["Good morning."] * 299 + ["fatal"], workers=2)
    assert len(list(itertools.islice(reports, 299))) == 299
    with pytest.raises(softsell.SoftsellError, match="was killed"):
        next(reports)


def test_a_draft_can_have_options_of_its_own(tmp_path: Path) -> None:
    settings = tmp_path / "softsell.toml"
    settings.write_text('ignore = ["pushiness"]\n')
    drafts: list[str | dict[str, Any]] = [
        HARD_SELL,
        {"text": HARD_SELL, "platform": "x", "kind": "offer", "worth": True},
        {"text": "# Rye\n", "markup": "markdown"},
        {"text": "We bake rye.", "reply_to": "When do you open?"},
        {"text": HARD_SELL, "config": settings},
        {"text": HARD_SELL, "config": softsell.Config(ignore=("pushiness",))},
        {"text": HARD_SELL, "config": None},
    ]
    expected = [softsell.check(**(one if isinstance(one, dict) else {"text": one})) for one in drafts]
    assert list(softsell.check_many(drafts)) == expected
    assert list(softsell.check_many(drafts * 40, workers=2)) == expected * 40
    assert next(softsell.check_many([{"text": HARD_SELL, "platform": "x"}], platform="linkedin")) == softsell.check(
        HARD_SELL, platform="x"
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_a_draft_at_fault_can_cost_only_itself(workers: int) -> None:
    bad: list[Any] = [
        "half a pair: \ud800",
        {"text": "Hello", "platform": "myspace"},
        {"text": "Hello", "kind": "evnt"},
        {"text": "Hello", "markup": "rtf"},
        {"text": "Hello", "colour": "green"},
        {"text": "Hello", "platform": 5},
        {"text": "Hello", "config": "missing.toml"},
        {"text": None},
        {},
        None,
        5,
    ]
    reports = list(
        softsell.check_many([*["Good morning."] * 300, *bad, "Good night."], workers=workers, errors="yield")
    )
    assert len(reports) == 301 + len(bad)
    assert all(isinstance(report, softsell.Report) for report in [*reports[:300], reports[-1]])
    assert all(isinstance(report, softsell.SoftsellError) for report in reports[300:-1])
    assert "there are text, platform" in str(reports[304])


def test_what_all_drafts_have_in_common_is_told_at_once() -> None:
    with pytest.raises(softsell.ConfigError):
        softsell.check_many([HARD_SELL], config="missing.toml")
    with pytest.raises(softsell.UsageError, match="raise"):
        softsell.check_many([HARD_SELL], errors="skip")  # type: ignore[call-overload]
    with pytest.raises(softsell.UsageError, match="myspace"):
        next(softsell.check_many([HARD_SELL] * 300, platform="myspace", workers=2))
