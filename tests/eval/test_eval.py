"""The evaluation runs on any folder in the right format, its statistics are right, and accuracy doesn't fall."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from softsell.checks.rule import ScoredMeasure
from tests.eval.__main__ import main
from tests.eval.corpora import DEFAULT, Corpora, CorpusError
from tests.eval.fit import set_points, set_weight
from tests.eval.judging import Judged, judge_all
from tests.eval.page import Outcome, markdown
from tests.eval.resampling import auc, estimate, f1, share, spearman, spearman_in_bands
from tests.eval.tasks import PUSHINESS, SELF_FOCUS, Result, run

POSTS = (
    ("LAST CHANCE! Buy now, everything must go, 50% off until midnight!!!", 2, 0),
    ("Hurry, only 3 left. Order yours today and don't miss out.", 2, 0),
    ("Our shop sells lamps. Shop our new range now at https://lamps.example", 1, 2),
    ("We are proud to announce that we won the best bakery award.", 0, 2),
    ("Which bread would you take to an island?", 0, 0),
    ("The heron is back at the mill. Did you see him this morning?", 0, 0),
)


def write_corpus(folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpora = tmp_path / "corpora"
    corpora.mkdir()
    write_corpus(
        corpora,
        "rated_posts",
        [
            {"id": str(number), "text": text, "pushy": pushy, "pushy_votes": [pushy] * 3, "self": own}
            | {"self_votes": [own] * 3, "hard": 0, "hard_votes": [0, 0, 1], "salesq": 0, "invites": int("you" in text)}
            for number, (text, pushy, own) in enumerate(POSTS)
        ],
    )
    write_corpus(
        corpora,
        "youtube_spam",
        [
            {"id": "a", "text": "Check out my channel and subscribe", "label": "spam", "group": "1"},
            {"id": "b", "text": "The drums in this one are lovely.", "label": "ham", "group": "2"},
        ],
    )
    return corpora


def test_the_whole_evaluation_on_a_small_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "figures.json"
    arguments = ["--corpora", str(folder), "--json", str(figures), "--model", "none", "--out", str(tmp_path / "page")]
    assert main(arguments) == 0

    results = {(row["task"], row["corpus"], row["metric"]): row for row in json.loads(figures.read_text("utf-8"))}
    hard = results["hard sell (2) against none (0)", "rated_posts", "AUC"]
    assert hard["value"] == 1
    assert hard["met"] is True
    assert hard["n"] == 5
    assert results["begging and hard sell in the wild", "youtube_spam", "F"]["value"] == 1
    assert "cmudict_syllables.jsonl.gz isn't in" in capsys.readouterr().err

    page = (tmp_path / "page" / "RESULTS.md").read_text("utf-8")
    assert "| hard sell (2) against none (0) | rated_posts |" in page
    assert "| pushiness/last-chance |" in page
    assert not any(text in page for text, _, _ in POSTS), "a page of results quotes no post"
    assert "<svg" in (tmp_path / "page" / "results.html").read_text("utf-8")


def test_word_lists_alone_can_be_scored(folder: Path, tmp_path: Path) -> None:
    assert main(["--corpora", str(folder), "--words-only", "--out", str(tmp_path)]) == 0
    assert "with word lists alone" in (tmp_path / "RESULTS.md").read_text("utf-8")


def test_what_each_part_is_worth_tells_tasks_of_one_name_apart() -> None:
    def figures(pushiness: float, readability: float) -> list[Result]:
        return [
            Result(check, "score and mean vote", "rated_posts", "rho", value, value, value, 9)
            for check, value in (("pushiness", pushiness), ("readability", readability))
        ]

    outcome = Outcome(figures(0.8, 0.4), [], {}, "auto", "make eval", (), {"none": figures(0.7, 0.3)})
    page = markdown(outcome).partition("What each part is worth")[2]
    assert "| pushiness | score and mean vote | rated_posts | rho | 0.800 | 0.700 |" in page
    assert "| readability | score and mean vote | rated_posts | rho | 0.400 | 0.300 |" in page


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--corpora", str(tmp_path / "nowhere")]) == 2
    assert "nowhere. Name their folder" in capsys.readouterr().err


def test_a_folder_without_any_of_the_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="contains none of the scored files"):
        Corpora(tmp_path)


def test_a_damaged_file_is_named(folder: Path) -> None:
    (folder / "sms_spam.jsonl.gz").write_bytes(b"no gzip")
    with pytest.raises(CorpusError, match=r"sms_spam\.jsonl\.gz isn't a gzip of JSON lines"):
        Corpora(folder).rows("sms_spam")


# Statistics


def test_auc_counts_pairs_and_halves_ties() -> None:
    statistic = auc([3, 2, 2, 1], [True, True, False, False])
    assert statistic(np.ones(4)) == pytest.approx(3.5 / 4)
    assert statistic(np.array([1.0, 0.0, 1.0, 1.0])) == 1


def test_f1_share_and_rank_correlation() -> None:
    ones = np.ones(4)
    assert f1([1, 0, 0, 1], [1, 1, 0, 1], [1, 0, 1, 1])(ones) == pytest.approx(2 * 2 / (3 + 3))
    assert share([1, 0, 1, 0])(ones) == 0.5
    assert spearman([1, 2, 3, 4], [10, 20, 30, 400])(ones) == pytest.approx(1)
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1])(ones) == pytest.approx(-1)


def test_correlation_within_bands_earns_nothing_from_size_alone() -> None:
    """In each band the value is noise, though over both bands it grows with the label."""
    value = [0.0, 1.0] * 40 + [10.0, 11.0] * 40
    label = [0.0, 0.0, 1.0, 1.0] * 20 + [10.0, 10.0, 11.0, 11.0] * 20
    size = [5.0] * 80 + [20.0] * 80
    assert spearman(value, label)(np.ones(160)) > 0.7
    assert abs(spearman_in_bands(value, label, size, (1, 10, 30))(np.ones(160))) < 1e-9


def test_intervals_hold_the_figure_and_come_out_the_same_again() -> None:
    hits = [True] * 30 + [False] * 10
    groups = [str(number) for number in range(40)]
    first = estimate(share(hits), groups, draws=200)
    assert first == estimate(share(hits), groups, draws=200)
    assert first.low < first.value == 0.75 < first.high


def test_rows_of_one_group_are_drawn_together() -> None:
    """Forty copies of one text are one text: the interval says that nothing is known."""
    hits = [True] * 40 + [False] * 40
    wide = estimate(share(hits), ["a"] * 40 + ["b"] * 40, draws=200)
    assert (wide.low, wide.high) == (0, 1)


# The fit writes only numbers


def test_a_new_weight_leaves_comments_and_other_rules_alone() -> None:
    text = "# Hurry.\n- id: hurry\n  kind: phrase\n  weight: 12  # a lot\n  patterns: [hurry]\n\n- id: hurry-up\n  weight: 3\n"
    assert set_weight(text, "hurry", 9.0) == text.replace("weight: 12", "weight: 9")
    assert set_weight(text, "hurry-up", 5.0) == text.replace("weight: 3\n", "weight: 5\n")
    with pytest.raises(ValueError, match="the weight of slow occurs 0 times"):
        set_weight(text, "slow", 1.0)


def test_new_points_of_a_measure() -> None:
    text = "measures:\n  - { measure: orders, low: 0, high: 3, points: 6 }\n  - { measure: orders, low: 3, high: 9, points: 2 }\n"
    entry = ScoredMeasure("orders", 0, 3, 6)
    assert set_points(text, entry, 4.0) == text.replace("points: 6", "points: 4")


# What was reached

FLOORS = {
    ("hard sell (2) against none (0)", "AUC"): 0.96,
    ("any push (1, 2) against none (0)", "AUC"): 0.89,
    ("score and mean vote", "rho"): 0.74,
    ("urgency and scarcity found", "recall"): 0.74,
    ("begging and hard sell in the wild", "F"): 0.62,
    ("only about itself (2) against not (0)", "AUC"): 0.81,
}
CEILINGS = {
    ("warned of Information or Dialogue", "share"): 0.025,
    ("warned of not_dark_pattern", "share"): 0.045,
}


@pytest.fixture(scope="module")
def reached() -> dict[tuple[str, str], Result]:
    if not DEFAULT.is_dir():
        pytest.skip("the labelled corpora are not beside this checkout, in ../shared/corpora")
    corpora = Corpora(DEFAULT)
    judged: dict[str, list[Judged]] = {}

    def judge(name: str) -> list[Judged]:
        if name not in judged:
            judged[name] = judge_all([row["text"] for row in corpora.rows(name)], "none", workers=1)
        return judged[name]

    chosen = [
        task
        for task in (*PUSHINESS, SELF_FOCUS[0])
        if (task.task, task.metric) in FLOORS or (task.task, task.metric) in CEILINGS
    ]
    return {(result.task, result.metric): result for result in run(corpora, judge, chosen, draws=1)}


@pytest.mark.parametrize(("key", "floor"), FLOORS.items())
def test_the_figures_reached_do_not_fall(
    reached: dict[tuple[str, str], Result], key: tuple[str, str], floor: float
) -> None:
    assert reached[key].value >= floor


@pytest.mark.parametrize(("key", "ceiling"), CEILINGS.items())
def test_false_alarms_do_not_rise(reached: dict[tuple[str, str], Result], key: tuple[str, str], ceiling: float) -> None:
    assert reached[key].value <= ceiling
