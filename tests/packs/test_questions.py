"""Questions as data of packs: what a file of them may say, what is told of its mistakes, and how a pack of one's own adds to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from softsell.config import Config
from softsell.engine.engine import Engine
from softsell.engine.proving import ExampleRunner
from softsell.packs import dump_packs, load_builtin, load_pack, parse_packs
from softsell.packs.examples import check_examples

from .conftest import PACK, Mistakes, WritePack

LOOM = "The loom is warped again and the loom sings to the whole street this morning."
RYE = "The rye went in at four this morning. By six the whole street smelled of it."
QUESTIONS = """
topics:
  weaving:
    nouns: [loom, Table Loom, warp]
    ask:
      - "What would you weave on a {one}, on many {many}?"
  bread:
    nouns: [pumpernickel]
    ask:
      - Who taught you to bake {noun}?
told:
  - ask: What should {i} dye next?
    when: last
    patterns:
      - (we|i) dyed (the)? linen
long_ago:
  - Which year would you go back to?
"""


def offered(pack: Path, text: str) -> list[str]:
    # The other packs take a second to compile.
    report = Engine(Config(model="none", packs=(str(pack),), select=("questions",))).check(text)
    return [
        fix.text.strip()
        for finding in report.findings
        if finding.rule == "questions/no-question"
        for fix in finding.fixes
    ]


@pytest.fixture
def pack(write_pack: WritePack) -> Path:
    return write_pack(questions=QUESTIONS)


def test_a_pack_adds_topics_nouns_and_questions(pack: Path) -> None:
    assert offered(pack, LOOM) == ["What would you weave on a loom, on many looms?"]
    assert offered(pack, RYE) == ["Who taught you to bake rye?"]
    pumpernickel = RYE.replace("rye", "pumpernickel")
    assert offered(pack, pumpernickel)[0] == "Who taught you to bake pumpernickel?"


def test_a_pack_adds_what_a_post_may_tell(pack: Path) -> None:
    assert offered(pack, "This week we dyed the linen in walnut shells and onion skins, all of it.")[-1:] == [
        "What should we dye next?"
    ]
    text = "The sign above the door says 1774, and so does the stone below the window, in smaller letters."
    assert offered(pack, text)[0] == "Which year would you go back to?"


def test_without_the_pack_nothing_of_it_is_offered() -> None:
    report = Engine(Config(model="none")).check(LOOM)
    assert not [finding for finding in report.findings if finding.rule == "questions/no-question"]


def test_a_pack_of_questions_alone_is_a_pack(write_pack: WritePack) -> None:
    folder = write_pack(questions=QUESTIONS)
    (folder / "rules.yml").unlink()
    assert load_pack(folder).rules == ()
    assert offered(folder, LOOM)


def test_questions_of_two_files_are_joined(write_pack: WritePack) -> None:
    more = "topics: {weaving: {ask: [Who weaves?], weight: 2}}\nno_topics: [loom bar]\n"
    questions = load_pack(write_pack(questions=QUESTIONS, more=more)).questions
    assert questions.topics["weaving"].ask == ("Who weaves?", "What would you weave on a {one}, on many {many}?")
    assert questions.topics["weaving"].nouns == ("loom", "table loom", "warp")
    assert questions.topics["weaving"].weight == 2
    assert questions.no_topics == ("loom bar",)


def test_a_rule_of_the_pack_may_suggest_them_and_prove_it(write_pack: WritePack) -> None:
    rules = f"""
    - id: ask
      kind: missing
      measures: [questions]
      suggest: question
      message: "Ask: {{replacement}}"
      why: It is an exchange.
      examples:
        bad: ["{LOOM}"]
        good: ["Who weaves?"]
    """
    loaded = load_pack(write_pack(rules, questions=QUESTIONS))
    assert not check_examples(loaded, ExampleRunner("none", (*load_builtin(), loaded)), model=False).mistakes
    assert check_examples(loaded, ExampleRunner("none"), model=False).mistakes


def test_they_survive_the_cache(pack: Path) -> None:
    packs = (*load_builtin(), load_pack(pack))
    text = dump_packs(packs)
    assert dump_packs(parse_packs(text)) == text
    assert [pack.questions for pack in parse_packs(text)] == [pack.questions for pack in packs]
    assert any(pack.questions.told for pack in load_builtin())


def test_the_nouns_of_all_files_are_bounded_together(write_pack: WritePack, mistakes: Mistakes) -> None:
    files = {
        f"part{part}": "".join(
            [f"topics: {{t{part}: {{nouns: [", ", ".join(f"noun{part}x{number}" for number in range(1_000)), "]}}\n"]
        )
        for part in range(11)
    }
    found = mistakes(write_pack(**files))
    assert len(found) == 1
    assert "A pack can have at most 10,000 phrases. | Split it into two packs." in found[0]


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        ("topics: {a: {ask: [Tell us.]}}", "1:20 This isn't a question. | End it with a question mark."),
        (
            "topics: {a: {ask: ['Why {nuon}?']}}",
            "1:25 “{nuon}” isn't a placeholder. | This question can use {noun}, {one}, {many}, {thing}, {things}, {i}.",
        ),
        (
            "topics: {a: {ask: ['Why {noun.__class__}?']}}",
            "1:25 “{noun.__class__}” isn't a placeholder. | This question can use {noun}, {one}, {many}, {thing}, {things}, {i}.",
        ),
        ("topics: {a: {choice: 'Which {one}?'}}", "1:29 “{one}” isn't a placeholder. | This question can use {list}."),
        ("long_ago: ['Why {i}?']", "1:17 “{i}” isn't a placeholder. | This question can't use placeholders."),
        ("long_ago: ['Why {?']", "1:17 “{” isn't a placeholder. | This question can't use placeholders."),
        ("topics: {a: {nuons: [b]}}", "1:14 “nuons” isn't a key here. | Did you mean “nouns”?"),
        ("told: [{ask: Why?}]", "1:8 This item has no “patterns”. | Add a line “patterns: …”."),
        ("told: [{ask: Why?, patterns: [(a]}]", "1:31 This group is never closed. |"),
        ("told: [{ask: Why?, patterns: [a], when: later}]", "1:41 “later” isn't allowed here. |"),
        (
            "told: [{ask: Why?, patterns: [a], without: [shut]}]",
            "1:45 There are no signs named “shut”. | Add the patterns under signs, by this name.",
        ),
        ("signs: {shut: [(a]}", "1:16 This group is never closed. |"),
        ("never: [(a]", "1:9 This group is never closed. |"),
        ("harmless: [(a]", "1:12 This group is never closed. |"),
        ("topics: {a: {nouns: [one two three four]}}", "1:22 “one two three four” can't be a noun"),
        ("topics: {a: {weight: -1}}", "1:22 This number is too small. The minimum is 0. |"),
        ("topics:", "1:1 “topics” has no value. |"),
        ("topics: [a]", "1:9 This must be lines of “name: value”"),
        ("topic: {a: {nouns: [b]}}", "1:1 A file of rules must be a list. | Did you mean “topics”?"),
    ],
)
def test_a_mistake_is_told_at_its_place(write_pack: WritePack, mistakes: Mistakes, questions: str, told: str) -> None:
    found = mistakes(write_pack(pack=PACK, questions=questions + "\n"))
    assert any(line.startswith(f"questions.yml:{told}") for line in found), found


SIGNS = """
signs:
  closed: [the loom is broken]
told:
  - ask: "What would you weave on it?"
    without: [closed]
    patterns: [new loom]
"""


def test_signs_speak_against_the_questions_that_name_them(write_pack: WritePack) -> None:
    pack = write_pack(questions=SIGNS)
    new = "There's a new loom in the back room now, as wide as a bed and twice as loud."
    assert offered(pack, new) == ["What would you weave on it?"]
    assert offered(pack, f"{new} Today the loom is broken.") == []


NEVER = """
told:
  - ask: "What would you weave on it?"
    patterns: [new loom]
never: [moth, moths]
harmless: [moth orchid]
"""


def test_a_pack_says_what_is_never_asked_about_and_what_only_sounds_like_it(write_pack: WritePack) -> None:
    pack = write_pack(questions=NEVER)
    new = "There's a new loom in the back room now, as wide as a bed and twice as loud."
    assert offered(pack, f"{new} Moths ate the first cloth.") == []
    assert offered(pack, f"{new} A moth orchid stands beside it.") == ["What would you weave on it?"]


def test_a_pack_says_what_is_asked_about_only_where_an_event_is_named(write_pack: WritePack) -> None:
    told = 'told:\n  - ask: "What would you weave on it?"\n    patterns: [new loom]\nevents_only: [guild business]\n'
    pack = write_pack(questions=told)
    new = "There's a new loom in the back room now, as wide as a bed and twice as loud."
    assert offered(pack, f"{new} That's guild business.") == []
    event = "The loom picnic is on Saturday at noon, and the new loom comes along in the cart, as wide as a bed."
    assert offered(pack, f"{event} That's guild business.") != []


def test_a_post_may_have_to_begin_with_what_is_told(write_pack: WritePack) -> None:
    told = 'told:\n  - ask: "What would you weave on it?"\n    starts: true\n    patterns: [new loom]\n'
    pack = write_pack(questions=told)
    assert offered(pack, "New loom in the back room now, as wide as a bed and twice as loud.") != []
    assert offered(pack, "We put a new loom into the back room, as wide as a bed and twice as loud.") == []
