"""Examples are tests: a rule has to find the bad ones where they are marked, leave the good ones alone, and use every pattern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from softsell.checks.finding import Finding
from softsell.checks.rule import Example, Rule
from softsell.engine.proving import ExampleRunner
from softsell.errors import PackError
from softsell.packs import cache, load_pack
from softsell.packs.examples import Run, check_examples, prove
from softsell.packs.marks import MarkError, mark, unmark

WritePack = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "draft", "span"),
    [
        ("[[Last chance]] to buy", "Last chance to buy", (0, 11)),
        ("Dear [[[NAME]]], hello", "Dear [NAME], hello", (5, 11)),
        ("Dear [[[[NAME]]]], hello", "Dear [[NAME]], hello", (5, 13)),
        ("No mark at all [sic]", "No mark at all [sic]", None),
        ("[[👩‍🍳 whole]]", "👩‍🍳 whole", (0, 9)),
    ],
)
def test_marks_come_out_and_leave_their_place(text: str, draft: str, span: tuple[int, int] | None) -> None:
    assert unmark(text) == (draft, span)
    assert mark(Example(draft, span)) == text


@pytest.mark.parametrize(
    ("text", "offset"), [("a [[b", 2), ("a ]] b", 2), ("[[a]] [[b]]", 6), ("x [[ ]]", 2), ("[[a]] b]]", 7)]
)
def test_marks_that_do_not_pair_are_told_with_their_place(text: str, offset: int) -> None:
    with pytest.raises(MarkError) as wrong:
        unmark(text)
    assert wrong.value.offset == offset


def test_examples_that_hold_prove_a_pack(write_pack: WritePack, run_rule: Run) -> None:
    report = check_examples(load_pack(write_pack()), run_rule)
    assert report.mistakes == ()
    assert (report.rules, report.examples, report.patterns, report.skipped) == (1, 4, 2, 0)


HEAD = "- id: one\n  kind: phrase\n  message: m\n  why: w\n"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (
            "  patterns: [hurry]\n  examples:\n    bad: ['[[Hurry]]!', '[[Run]] now.']\n    good: [No rush.]\n",
            "7:25 demo/one: the rule finds nothing in this bad example.",
        ),
        (
            "  patterns: [hurry]\n  examples:\n    bad: ['Please [[hurry now]].']\n    good: [No rush.]\n",
            "7:11 demo/one: the rule finds “hurry”, but “hurry now” is marked. Mark what it finds: Please [[hurry]] now.",
        ),
        (
            "  patterns: [hurry]\n  examples:\n    bad: [Please hurry.]\n    good: [No rush.]\n",
            "7:11 demo/one: the rule finds “hurry”, but it isn't marked. Mark what it finds: Please [[hurry]].",
        ),
        (
            "  patterns: [hurry]\n  examples:\n    bad: ['[[Hurry]], hurry!']\n    good: [No rush.]\n",
            "7:11 demo/one: the rule finds more than one thing here: “Hurry” and “hurry”.",
        ),
        (
            "  patterns: [hurry]\n  examples:\n    bad: ['[[Hurry]]!']\n"
            "    good:\n      - No rush.\n      - text: They hurry home.\n        platform: x\n",
            "10:15 demo/one: the rule finds “hurry” in this good example. Make the patterns narrower",
        ),
        (
            "  patterns: [hurry]\n  instead: Please hurry.\n  examples:\n    bad: ['[[Hurry]]!']\n    good: [No rush.]\n",
            "6:12 demo/one: the rule finds something in the text that it shows as a better one.",
        ),
        (
            "  patterns:\n    - hurry\n    - act now\n  examples:\n    bad: ['[[Hurry]]!']\n    good: [No rush.]\n",
            "7:7 demo/one: this pattern finds nothing in any bad example. Add a bad example for it",
        ),
        (
            "  patterns: [hurry]\n  regex: ['x{3}']\n  examples:\n    bad: ['[[Hurry]]!']\n    good: [No rush.]\n",
            "6:11 demo/one: this pattern finds nothing in any bad example.",
        ),
    ],
)
def test_an_example_that_does_not_hold_is_told_at_its_own_line(
    rest: str, expected: str, write_pack: WritePack, run_rule: Run
) -> None:
    pack = load_pack(write_pack(HEAD + rest))
    told = [f"{m.line}:{m.column} {m.message} {m.hint}" for m in check_examples(pack, run_rule).mistakes]
    assert len(told) == 1, told
    assert told[0].startswith(expected)


def test_a_draft_as_a_whole_needs_no_marks(write_pack: WritePack, run_rule: Run) -> None:
    rules = (
        "- id: one\n  kind: count\n  message: m\n  why: w\n  of: [<hashtag>]\n  at_least: 1\n"
        "  examples: {bad: [No tag here at all.], good: ['A tag: #bread', 'Two: #bread #rye']}\n"
    )
    assert check_examples(load_pack(write_pack(rules)), run_rule).mistakes == ()


def test_swaps_and_both_sides_of_an_order_have_to_be_exercised(write_pack: WritePack, run_rule: Run) -> None:
    rules = (
        "- id: one\n  kind: swap\n  message: m\n  why: w\n  swap:\n    prior to: before\n    utilize: use\n"
        "  examples: {bad: ['Order [[prior to]] noon.'], good: [Order before noon.]}\n"
    )
    (mistake,) = check_examples(load_pack(write_pack(rules)), run_rule).mistakes
    assert (mistake.line, mistake.column) == (7, 5)


def test_examples_that_need_the_model_wait_for_it(write_pack: WritePack, run_rule: Run) -> None:
    rest = (
        "  patterns: [hurry, nonsense]\n  examples:\n    bad:\n      - '[[Hurry]]!'\n"
        "      - {text: '[[xyz]]', needs: model}\n    good: [a]\n"
    )
    pack = load_pack(write_pack(HEAD + rest))
    without = check_examples(pack, run_rule, model=False)
    assert (without.mistakes, without.skipped) == ((), 1)
    assert len(check_examples(pack, run_rule, model=True).mistakes) == 2


def test_a_place_is_told_even_when_the_file_is_gone(write_pack: WritePack, run_rule: Run) -> None:
    folder = write_pack(HEAD + "  patterns: [hurry]\n  examples: {bad: ['[[Run]]!'], good: [a]}\n")
    pack = load_pack(folder)
    (folder / "rules.yml").unlink()
    told = check_examples(pack, run_rule).mistakes
    assert told[0].path == f"{folder}/rules.yml"
    assert told[0].line == 1


def test_patterns_are_tried_each_by_itself_and_all_at_once(write_pack: WritePack) -> None:
    runs: list[int] = []

    class Counting(ExampleRunner):
        def finders(self, rules: Sequence[Rule], example: Example) -> set[str]:
            runs.append(len(rules))
            return super().finders(rules, example)

    words = [f"word{number}" for number in range(20)]
    bad = ", ".join(f"'[[hurry {word}]]'" for word in words)
    patterns = f"[hurry, {', '.join(words)}, nowhere, hurry (word1|word2)]"
    rules = HEAD + f"  patterns: {patterns}\n  examples: {{bad: [{bad}], good: [a]}}\n"
    mistakes = check_examples(load_pack(write_pack(rules)), Counting("none")).mistakes
    unused = [one.message for one in mistakes if "this pattern finds nothing" in one.message]
    assert len(unused) == 1, "the pattern “nowhere”; a pattern that another one covers does find something"
    assert len(runs) == 20, "one run for each example"
    assert runs[0] == 23
    assert runs[-1] < 12, "patterns that found something aren't tried again"


def test_a_pack_is_proved_once_for_each_pipeline(write_pack: WritePack, run_rule: Run) -> None:
    calls: list[str] = []

    class Counting(ExampleRunner):
        def __call__(self, rule: Rule, example: Example) -> list[Finding]:
            calls.append(rule.id)
            return super().__call__(rule, example)

    counting = Counting("none")
    pack = load_pack(write_pack())
    prove(pack, counting, "lexicon-1")
    assert cache.is_proved(pack, "lexicon-1")
    first = len(calls)
    prove(pack, counting, "lexicon-1")
    assert len(calls) == first
    prove(pack, counting, "model-2")
    assert len(calls) == 2 * first


def test_an_example_that_fails_only_under_another_pipeline_is_a_warning(write_pack: WritePack, run_rule: Run) -> None:
    class Deaf(ExampleRunner):
        def __call__(self, rule: Rule, example: Example) -> list[Finding]:
            return [] if "final" in example.text else super().__call__(rule, example)

    deaf = Deaf("none")
    pack = load_pack(write_pack())
    with pytest.raises(PackError, match="finds nothing in this bad example"):
        prove(pack, deaf, "deaf")
    assert prove(pack, run_rule, "lexicon") == ()
    [warning] = prove(pack, deaf, "deaf")
    assert "finds nothing in this bad example" in warning.message
    assert warning.hint.startswith("It passed with another model or version of softsell, so the pack is still used.")
    assert (warning.line, warning.column) == (14, 9)
    assert prove(pack, run_rule, "lexicon") == (), "and what held goes on holding"
    folder = write_pack()
    (folder / "rules.yml").write_text((folder / "rules.yml").read_text().replace("hurries", "presses"))
    with pytest.raises(PackError):
        prove(load_pack(folder), deaf, "deaf")


def test_a_pack_whose_examples_fail_is_refused_every_time(write_pack: WritePack, run_rule: Run) -> None:
    pack = load_pack(write_pack(HEAD + "  patterns: [hurry]\n  examples: {bad: ['[[Run]]!'], good: [a]}\n"))
    for _ in range(2):
        with pytest.raises(PackError, match="the rule finds nothing in this bad example"):
            prove(pack, run_rule, "lexicon-1")
