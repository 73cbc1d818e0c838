"""No text takes much longer or needs much more memory than ordinary text of its size, and none breaks softsell."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from tests.fuzz.properties import assert_sound
from tests.robust.conftest import Softsell
from tests.robust.hostile_texts import GROUPS, ordinary
from tests.robust.measuring import Cost, can_measure, cost_of, least_cost, run_softsell

from softsell.config.config import Config
from softsell.draft.readers import MARKUPS, Markup
from softsell.engine.engine import Engine
from softsell.errors import DraftError, DraftTooLarge
from softsell.language.tagger import load_tagger

RATIO = 20
"""The allowed multiple of ordinary text's processor time. Measured: up to 12, since a text of single characters has five times as many
tokens. Work that grows with the square of the size takes some hundred times too long."""
MEMORY_RATIO = 20
"""The allowed multiple of memory. Measured: up to 16, for a character that stands for eighteen others; all others stay below 7."""
SLACK = Cost(0.1, 15)
"""Always allowed. Near zero, ratios mean nothing."""
BYTES_OF_A_CHARACTER = 100
"""The minimum peak of an ordinary character. A process that can reuse free memory seems to need none."""
LONG = 100_000
"""Characters in a run of one thing: the maximum of a draft."""
SIZE = 15_013
"""Characters in all other texts: a prime, so that a unit that is repeated is cut at the end, as in a draft that somebody is typing."""
MODELS = ("none", "auto")

NAMED = [(name, markup) for markup, texts in GROUPS.items() for name in texts]
RUNS = [name for name in GROUPS["plain"] if name.startswith("a run of ")]
"""Texts that are checked at their longest, and so at no smaller size."""

needs_proc = pytest.mark.skipif(not can_measure(), reason="peaks of memory are told by Linux only")


@cache
def engine(model: str) -> Engine:
    """An engine that has already checked something."""
    if model == "auto" and load_tagger(model) is None:
        pytest.skip("there is no trained pipeline here; make model trains it")
    made = Engine(Config(model=model))
    for markup in GROUPS:
        made.check("Buy it. The last chance is yours. Tell us all?", markup=markup)
    return made


@cache
def limit(model: str, size: int) -> Cost:
    """Return what a hostile text of this size may cost."""
    text = ordinary(size)
    checker = engine(model)
    costs = [cost_of(lambda: checker.check(text)) for _ in range(3)]
    seconds, megabytes = (min(values) for values in zip(*costs, strict=True))
    usual = max(megabytes, size * BYTES_OF_A_CHARACTER / 1_000_000)
    return Cost(RATIO * seconds + SLACK.seconds, MEMORY_RATIO * usual + SLACK.megabytes)


def must_be_bounded(model: str, text: str, markup: Markup) -> None:
    checker = engine(model)

    def check() -> None:
        with suppress(DraftError):  # A comment to softsell that is cut off at the end is the writer's mistake.
            assert_sound(checker.check(text, markup=markup))

    most = limit(model, len(text))
    cost = least_cost(check, most)
    assert cost.seconds < most.seconds
    assert cost.megabytes < most.megabytes


@needs_proc
@pytest.mark.parametrize(("name", "markup"), [(name, markup) for name, markup in NAMED if name not in RUNS])
def test_a_hostile_text_costs_little_more_than_an_ordinary_one(name: str, markup: Markup) -> None:
    must_be_bounded("auto", GROUPS[markup][name](SIZE), markup)


@needs_proc
@pytest.mark.parametrize(("name", "markup"), NAMED)
def test_without_the_trained_pipeline_too(name: str, markup: Markup) -> None:
    """It needs no more memory than with the pipeline."""
    text = GROUPS[markup][name](SIZE // 3)

    def seconds() -> float:
        began = time.process_time()
        with suppress(DraftError):
            assert_sound(engine("none").check(text, markup=markup))
        return time.process_time() - began

    most = limit("none", len(text)).seconds
    assert any(seconds() < most for _ in range(3))


@needs_proc
@pytest.mark.parametrize("name", RUNS)
def test_a_run_of_100_kilobytes_costs_little_more_than_ordinary_text(name: str) -> None:
    must_be_bounded("auto", GROUPS["plain"][name](LONG), "plain")


@needs_proc
@pytest.mark.parametrize(("name", "markup"), [("one sentence", "plain"), ("one tag", "markdown"), ("one tag", "html")])
def test_a_line_as_long_as_any_draft_costs_little_more_than_ordinary_text(name: str, markup: Markup) -> None:
    must_be_bounded("auto", GROUPS["plain"][name](LONG), markup)


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "a\ud800b", "\udfff", "\udc80" * 9])
@pytest.mark.parametrize("model", MODELS)
def test_what_no_text_holds_is_refused_with_a_sentence(text: str, model: str) -> None:
    with pytest.raises(DraftError) as refused:
        engine(model).check(text)
    assert str(refused.value).strip().endswith(".")


@pytest.mark.parametrize("model", MODELS)
def test_a_wall_of_findings_is_cut(model: str) -> None:
    report = engine(model).check("Last chance! BUY NOW!!! " * 1_500)
    assert 500 < len(report.findings) <= 1_000  # cut to 1,000, and then one for a stretch of words
    assert_sound(report)


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_hundred_thousand_characters_are_the_most(markup: Markup) -> None:
    with pytest.raises(DraftTooLarge, match="up to 100,000"):
        engine("none").check("[a](" * 2_500_000, markup=markup)


def test_the_command_checks_them_all_as_files(softsell: Softsell, tmp_path: Path) -> None:
    endings = {"plain": "txt", "markdown": "md", "html": "html"}
    names = []
    for number, (name, markup) in enumerate(NAMED):
        names.append(f"drafts/{number:03}.{endings[markup]}")
        path = tmp_path / names[-1]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(GROUPS[markup][name](2_000).encode())
    ended = softsell("check", "drafts", "--format", "json", "--no-server", "--jobs", "1")
    errors = ended.err.splitlines()
    told = [line for line in errors if line.startswith("error: ")]
    notes = [line for line in errors if line.startswith("note: ")]
    assert len(told) + len(notes) == len(errors)
    unread = ("the quotes aren't checked", "the crossed-out text isn't checked")  # drafts of nothing else
    assert all(any(what in line for what in unread) for line in notes)
    assert all(
        "this comment to softsell" in line for line in told
    )  # A comment that is cut off is the writer's mistake.
    refused = [name for name in names if any(name in line for line in told)]
    assert len(refused) == len(told) <= 2
    assert [file["path"] for file in json.loads(ended.out)["files"]] == [name for name in names if name not in refused]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Cost:
    """What it costs to check a long ordinary file."""
    folder = tmp_path_factory.mktemp("ordinary")
    (folder / "post.txt").write_text(ordinary(LONG))
    return run_softsell(*check_alone("post.txt"), folder=folder, home=home).cost


def check_alone(file: str) -> list[str]:
    """Return a command that checks a file and uses nothing that it has kept."""
    return ["check", file, "--no-server", "--no-cache", "--color", "never"]


@needs_proc
@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("a run of a", "plain"),
        ("a run of emoji", "plain"),
        ("a run of combining marks", "plain"),
        ("every plane", "plain"),
        ("nested Markdown: quotes", "markdown"),
        ("nested HTML: elements", "html"),
    ],
)
def test_the_command_needs_little_more_for_100_kilobytes(
    name: str, markup: Markup, softsell: Softsell, usual: Cost, tmp_path: Path
) -> None:
    hostile = tmp_path / f"hostile.{'txt' if markup == 'plain' else markup}"
    hostile.write_text(GROUPS[markup][name](LONG), encoding="utf-8")
    ended = softsell(*check_alone(hostile.name))
    assert ended.status in (0, 1)
    assert not ended.err or "the quotes aren't checked" in ended.err
    assert ended.cost.seconds < 10 * usual.seconds
    assert ended.cost.megabytes < 5 * usual.megabytes
