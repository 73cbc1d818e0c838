"""Packs meant to bring softsell down: refused with a sentence, or loaded and run in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.fuzz.properties import read_plainly
from tests.robust.hostile_texts import ordinary

from softsell.config.config import Config
from softsell.engine import Engine
from softsell.errors import PackError
from softsell.packs import load_pack
from softsell.patterns import Compiler, PatternError

HEAD = (
    "name: hostile\nversion: 1.0.0\ndescription: Made to do harm.\nlicense: MIT\nlanguage: en\ndimension: pushiness\n"
)
RULE = """\
- id: harm-{number}
  kind: phrase
  message: "“{{match}}” was found."
  why: It was made to do harm.
  {what}: [{items}]
  examples:
    bad: [{bad}]
    good: ["Nothing stands here."]
"""


def write(folder: Path, rules: str, head: str = HEAD) -> Path:
    (folder / "pack.yml").write_text(head, encoding="utf-8")
    (folder / "rules.yml").write_text(rules, encoding="utf-8")
    return folder


def seconds(engine: Engine, text: str) -> float:
    engine.check(text)
    began = time.process_time()
    engine.check(text)
    return time.process_time() - began


def test_ten_thousand_phrases_hardly_slow_a_check(tmp_path: Path) -> None:
    from softsell.patterns import PatternSet

    def compiled(count: int) -> PatternSet:
        compiler = Compiler()
        for first in range(0, count, 10):
            compiler.add([f"word{number} of number {number % 97}" for number in range(first, first + 10)])
        return compiler.compile()

    reading = read_plainly(ordinary(20_000))
    few, many = compiled(100), compiled(10_000)
    times = []
    for patterns in (few, many):
        patterns.match(reading)
        began = time.process_time()
        for _ in range(5):
            patterns.match(reading)
        times.append(time.process_time() - began)
    assert times[1] < 5 * times[0]


@pytest.mark.parametrize(
    "pattern",
    [
        " ".join(["(a|a)?"] * 200) + " b",
        " ".join(["..8"] * 60) + " b",
        "((((a?){20}){20}){20}){20} b",
        "(" * 30 + "a" + ")" * 30,
        "a{20}" * 60,
        "<any>{20} " * 20 + "b",
        " ".join(["(a|b|c|d)"] * 200),
        "|" * 900,
        "~" * 900,
        "<" * 900,
        '"' * 900,
        "a" * 10_000,
    ],
)
@pytest.mark.parametrize("text", ["a " * 3_000, "a b " * 1_500, "b " * 3_000])
def test_a_pathological_pattern_is_refused_or_quick(pattern: str, text: str) -> None:
    reading = read_plainly(text)
    plain = Compiler()
    plain.add(["a b", "b c d"])
    began = time.process_time()
    plain.compile().match(reading)
    usual = time.process_time() - began
    compiler = Compiler()
    began = time.process_time()
    try:
        compiler.add([pattern])
    except PatternError as error:
        assert str(error)
        return
    compiler.compile().match(reading)
    assert time.process_time() - began < 100 * usual + 1


@pytest.mark.parametrize(
    "regex",
    ["(a+)+$", "(a|aa)+b", "(a*)*b", "(.*)(.*)(.*)(.*)x", "a{1,900}", "(x+x+)+y", "(?:a{30}){30}", r"(\\w+\\s?)+!"],
)
def test_a_pathological_regex_is_refused_or_quick(regex: str) -> None:
    from softsell.checks.regex import Regex, RegexError

    reading = read_plainly("a" * 30_000 + " x " * 100)
    began = time.process_time()
    try:
        for _ in Regex(regex).find(reading):
            pass
    except RegexError as error:
        assert str(error)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "rules",
    [
        "- &a [" + "*a, " * 1_000 + "]",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
        "- id: a\n  id: b\n",
        "- <<: {id: a}\n",
        "- !!python/object/apply:os.system [echo]\n",
        "[" * 5_000,
        "- " * 5_000,
        "{" * 5_000,
        "? " * 5_000,
        "- id: " + "a" * 500_000,
        "\x00",
        "- id: \ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        "\t- id: a",
        "%YAML 9.9\n---\n- a\n---\n- b\n",
        "- id: a\n" * 50_000,
    ],
)
def test_a_yaml_bomb_is_refused_with_its_place(rules: str, tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        load_pack(write(tmp_path, rules), use_cache=False)
    assert "rules.yml" in str(refused.value)
    assert len(str(refused.value)) < 200_000


def test_a_pack_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        load_pack(write(tmp_path, "# " + "a" * 10_000_000), use_cache=False)
    assert str(refused.value).count(".") >= 1


def test_many_phrases_in_a_pack_are_checked_and_run(tmp_path: Path) -> None:
    rules = []
    for rule in range(20):
        phrases = [f"harmful word{number} here" for number in range(50 * rule, 50 * rule + 50)]
        proofs = ", ".join(f'"They say [[{phrase}]]."' for phrase in phrases)
        rules.append(RULE.format(number=rule, what="patterns", items=", ".join(phrases), bad=proofs))
    pack = write(tmp_path, "".join(rules))
    without = Engine(Config(model="none"))
    engine = Engine(Config(model="none", packs=(str(pack),)))
    report = engine.check("They say harmful word999 here.")
    assert "hostile/harm-19" in [finding.rule for finding in report.findings]
    text = ordinary(30_000)
    assert seconds(engine, text) < 4 * seconds(without, text)
