"""Measures the accuracy of softsell on labelled posts.

    python -m tests.eval [--corpora FOLDER] [--json FILE] [--model auto|none] [--words-only] [--compare] [--out FOLDER]

Scores every task whose file is in the folder, prints the table, and writes RESULTS.md and results.html.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from softsell.language import learned
from softsell.packs import load_builtin
from tests.eval import fixes, unseen
from tests.eval.corpora import DEFAULT, Corpora, CorpusError
from tests.eval.held_out import fit_without_unread
from tests.eval.judging import Judged, judge_all
from tests.eval.page import Outcome, html, markdown, verdict_line
from tests.eval.rule_table import calibration, rule_lines
from tests.eval.tasks import TASKS, Result, run

HERE = Path(__file__).parent


def evaluate(corpora: Corpora, mode: str, command: str = "make eval", workers: int | None = None) -> Outcome:
    """Score all tasks in one mode."""
    judged: dict[str, list[Judged]] = {}

    def judge(name: str) -> list[Judged]:
        if name not in judged:
            print(f"reading {name} ({len(corpora.rows(name)):,} texts)", file=sys.stderr)
            weights = fit_without_unread(corpora.folder) if name in unseen.HELD_OUT else learned.FOLDER
            judged[name] = judge_all([row["text"] for row in corpora.rows(name)], mode, workers, weights)
        return judged[name]

    results = list(run(corpora, judge, (*TASKS, *unseen.TASKS, *fixes.TASKS)))
    rules = [rule.id for pack in load_builtin() for rule in pack.rules if not rule.positive]
    rated = {"pushiness": "pushy", "self-focus": "self", "readability": "hard"} if "rated_posts" in corpora else {}
    return Outcome(
        results,
        rule_lines(corpora, judge, rules),
        {dimension: calibration(corpora, judge, dimension, label) for dimension, label in rated.items()},
        mode,
        command,
        corpora.missing,
        {},
        _verdicts(corpora, judge),
    )


def _verdicts(corpora: Corpora, judge: Callable[[str], list[Judged]]) -> dict[str, Counter[str]]:
    """Today's findings by the verdicts on them, for each part."""
    verdicts = unseen.read_verdicts()
    return {
        part: unseen.verdict_counts(corpora.rows(part), judge(part), verdicts)
        for part in ("judged_findings", *unseen.PARTS)
        if part in corpora and verdicts
    }


def _line(result: Result) -> str:
    mark = {True: "met", False: "MISSED", None: ""}[result.met]
    target = "" if result.target is None else f"{'≥' if result.aim == 'at least' else '≤'} {result.target:.2f}"
    base = "" if result.baseline is None else f"{result.baseline:.2f}"
    name = f"{result.check}: {result.task}, {result.corpus}"
    return (
        f"{name:92.92} {result.metric:9} {result.value:6.3f}  [{result.low:.3f} {result.high:.3f}]"
        f"  {base:>5}  {target:>6} {mark}"
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser("python -m tests.eval", description="Accuracy of softsell on labelled posts.")
    parser.add_argument("--corpora", type=Path, default=DEFAULT, help="folder of NAME.jsonl.gz files")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON too")
    parser.add_argument("--model", default="auto", help="auto, none, or an installed spaCy pipeline")
    parser.add_argument("--words-only", action="store_true", help="score word lists alone")
    parser.add_argument("--compare", action="store_true", help="score without the model and with word lists alone too")
    parser.add_argument("--out", type=Path, default=HERE, metavar="FOLDER", help="where RESULTS.md and results.html go")
    options = parser.parse_args(arguments)
    try:
        corpora = Corpora(options.corpora)
        mode = "words" if options.words_only else options.model
        outcome = evaluate(corpora, mode, command="make eval")
        if options.compare:
            for other in ("none", "words"):
                outcome.elsewhere[other] = evaluate(corpora, other).results
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    for name in corpora.missing:
        print(f"{name}.jsonl.gz isn't in {options.corpora}, so its tasks are left out.", file=sys.stderr)
    print(*map(_line, outcome.results), sep="\n")
    print(*(f"{part}: {verdict_line(counts)}" for part, counts in outcome.verdicts.items()), sep="\n")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "RESULTS.md").write_text(markdown(outcome), encoding="utf-8")
    (options.out / "results.html").write_text(html(outcome), encoding="utf-8")
    if options.json:
        figures = [{**asdict(result), "met": result.met} for result in outcome.results]
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
