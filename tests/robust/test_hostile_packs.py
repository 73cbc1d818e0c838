"""Packs that are meant to break softsell are rejected with a message, or load and run in bounded time and memory."""

from __future__ import annotations

import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from tests.fuzz.properties import read_plainly
from tests.robust.conftest import Softsell, must_report
from tests.robust.hostile_packs import HEAD, LOADED, REFUSED, rule, swap_rule, write_pack
from tests.robust.hostile_texts import ordinary
from tests.robust.measuring import Cost, can_measure, cost_of

from softsell.checks.hits import finding
from softsell.checks.regex import Regex, RegexError
from softsell.checks.rule import Rule
from softsell.config.config import Config
from softsell.draft.span import Span
from softsell.engine.engine import Engine
from softsell.errors import PackError
from softsell.packs import load_builtin, load_pack, load_packs
from softsell.patterns import Compiler, PatternError, PatternSet

SECONDS = 15
"""Maximum processor time to read any pack and check its examples. Measured: up to 6."""
MEGABYTES = 300
"""Maximum memory. Measured: up to 110, for nearly the largest pack allowed."""
LONGEST_MESSAGE = 100_000
"""Characters: a hundred mistakes with one line of the file each."""

needs_proc = pytest.mark.skipif(not can_measure(), reason="peaks of memory are told by Linux only")


def must_be_bounded(cost: Cost) -> None:
    assert cost.seconds < SECONDS
    assert cost.megabytes < MEGABYTES


@cache
def plain_engine() -> Engine:
    return Engine(Config(model="none"))


def use(pack: Path) -> Engine:
    """Return an engine with this pack, without caches."""
    load_pack(pack, use_cache=False)
    return Engine(Config(model="none", packs=(str(pack),)))


@needs_proc
@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_pack_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    pack = REFUSED[name](tmp_path)
    plain_engine()

    def refuse() -> None:
        with pytest.raises(PackError) as refused:
            use(pack)
        told = str(refused.value)
        assert str(pack) in told
        assert len(told) < LONGEST_MESSAGE
        assert len(refused.value.diagnostics) <= 101
        assert all(mistake.message.endswith((".", "”")) for mistake in refused.value.diagnostics)

    must_be_bounded(cost_of(refuse))


ONE_OF_EACH_KIND = (
    "a YAML bomb (a billion laughs)", "a YAML bomb in pack.yml", "an anchor that holds itself", "a merge key",
    "a tag that calls a program", "an escaped lone surrogate", "a list 5,000 deep", "a lone surrogate", "NUL", "a tab",
    "an empty file", "duplicate keys", "six million values", "a comment of 10 MB", "a pattern of 900 kB", "a fix of 900 kB",
    "a swap to 10,000 texts", "no pack.yml", "a folder that is a link to itself", "a link to a file without end", "zip slip",
    "a link in a zip", "a zip bomb", "a zip of 20,000 files", "a zip of 11 MB", "a zip of rubbish",
)  # fmt: skip
"""A pack for each sentence that refuses one. Left out are the methods of compression, whose zips take seconds to write."""


def test_the_command_refuses_many_at_once(softsell: Softsell, tmp_path: Path) -> None:
    packs = []
    for number, name in enumerate(ONE_OF_EACH_KIND):
        folder = tmp_path / f"{number:02}"
        folder.mkdir()
        packs.append(str(REFUSED[name](folder).relative_to(tmp_path)))
    ended = softsell("packs", "validate", *packs)
    must_report(ended, *packs)
    assert ended.cost.seconds < SECONDS


@pytest.mark.parametrize("name", ["a YAML bomb (a billion laughs)", "50,000 unknown keys in pack.yml", "zip slip"])
def test_a_check_with_a_hostile_pack_says_what_is_wrong_with_it(name: str, softsell: Softsell, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    pack = REFUSED[name](tmp_path / "pack").relative_to(tmp_path)
    (tmp_path / "other.toml").write_text(f'packs = ["{pack.as_posix()}"]\n')
    (tmp_path / "post.txt").write_text("We bake bread.\n")
    ended = softsell("check", "post.txt", "--config", "other.toml", "--no-server")
    must_report(ended, str(pack))
    must_be_bounded(ended.cost)


TEXTS_AS_LONG_AS_MAY_BE = "[" + ", ".join(letter * 500 for letter in "bcdefghijklmnopqrstu") + "]"


def replacing(tmp_path: Path, replacement: str, lines: int) -> str:
    """Return a folder with a draft of this many lines, and a pack that replaces a word in each."""
    (tmp_path / "pack").mkdir()
    write_pack(tmp_path / "pack", swap_rule(replacement))
    (tmp_path / "softsell.toml").write_text('packs = ["pack"]\nselect = ["hostile"]\n')
    draft = "We say harm here and there.\n" * lines
    (tmp_path / "post.txt").write_text(draft)
    return draft


@needs_proc
@pytest.mark.parametrize("format_name", ["text", "json", "sarif", "rdjson"])
def test_what_a_rule_writes_is_bounded_over_the_whole_draft(
    format_name: str, softsell: Softsell, tmp_path: Path
) -> None:
    replacing(tmp_path, TEXTS_AS_LONG_AS_MAY_BE, 2_000)
    ended = softsell("check", "post.txt", "--format", format_name, "--no-server")
    assert ended.status == 1
    assert len(ended.out) < 1_500_000
    assert "softsell/fixes-left-out" in ended.out
    must_be_bounded(ended.cost)


@needs_proc
@pytest.mark.parametrize("mode", ["--fix", "--diff"])
@pytest.mark.parametrize("replacement", ["harm. Harm", "a" * 500, "[" + "harm " * 90 + "]"])
def test_fixes_that_make_a_draft_grow_are_reported_and_not_applied(
    mode: str, replacement: str, softsell: Softsell, tmp_path: Path, home: Path
) -> None:
    draft = replacing(tmp_path, replacement, 1_000)
    own_settings = home / "softsell" / "softsell.toml"
    own_settings.parent.mkdir(exist_ok=True)
    own_settings.write_text(f'trust = ["{tmp_path}/pack"]\n')
    try:
        ended = softsell("check", "post.txt", mode, "--no-server", "--quiet")
    finally:
        own_settings.unlink()
    must_report(ended, "post.txt: not fixed, because its fixes would make it more than twice as long.")
    assert (tmp_path / "post.txt").read_text() == draft
    must_be_bounded(ended.cost)


def test_a_message_with_many_holes_is_cut() -> None:
    message = "{match}" * 70
    found = finding(Rule("a/b", "phrase", {}, "warning", 0, message, "why"), Span(0, 60), match="x" * 60)
    assert len(found.message) == 1_000
    assert found.message.endswith("…")


def test_all_packs_together_have_a_size(tmp_path: Path) -> None:
    packs = []
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        one = rule(0, "patterns", ["harm"], ["[[Harm]]."])
        filled = [one.replace("harm-0", f"harm-{n}") + "#" * 900_000 for n in range(9)]
        packs.append(str(write_pack(folder, *filled, head=HEAD.replace("hostile", f"hostile-{number}"))))
    assert len(load_packs(packs[:2])) == len(load_builtin()) + 2
    with pytest.raises(PackError, match="The packs together are larger than 20 MB"):
        load_packs(packs)


def test_a_hundred_mistakes_of_all_packs_are_reported_and_one_of_each_further_pack(tmp_path: Path) -> None:
    packs = []
    for number in range(5):
        (tmp_path / str(number)).mkdir()
        packs.append(str(write_pack(tmp_path / str(number), "- a\n" * 60)))
    with pytest.raises(PackError) as refused:
        load_packs(packs)
    assert Counter(Path(mistake.path).parts[-2] for mistake in refused.value.diagnostics) == {
        "0": 60,
        "1": 41,
        "2": 2,
        "3": 2,
        "4": 2,
    }
    assert refused.value.diagnostics[-1].message == "… and more mistakes. Fix these first."


def test_trying_a_pack_tells_a_hundred_mistakes_and_counts_the_rest(softsell: Softsell, tmp_path: Path) -> None:
    patterns = ["harm", *(f"harm{number}" for number in range(500))]
    pack = write_pack(tmp_path, rule(0, "patterns", patterns, ["[[Harm]] is done."]))
    ended = softsell("packs", "test", str(pack))
    assert ended.status == 1
    assert ended.out.count("this pattern finds nothing in any bad example") == 100
    assert "… and 400 more mistakes." in ended.out


def test_a_path_longer_than_any_is_reported() -> None:
    with pytest.raises(PackError, match="This can't be opened"):
        load_pack("a" * 5_000)


@needs_proc
@pytest.mark.parametrize("name", ["pathological patterns", "a folder that is a link"])
def test_an_odd_pack_is_proved_and_runs(name: str, softsell: Softsell, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    pack = LOADED[name](tmp_path / "pack").relative_to(tmp_path)
    (tmp_path / "softsell.toml").write_text(f'packs = ["{pack.as_posix()}"]\nselect = ["hostile"]\n')
    (tmp_path / "post.txt").write_text("Begin harm.\n")
    ended = softsell("check", "post.txt", "--no-server")
    assert ended.status == 1
    assert "hostile/harm-" in ended.out
    must_be_bounded(ended.cost)
    again = softsell("check", "post.txt", "--no-server", "--no-cache")
    assert again.out == ended.out
    assert again.cost.seconds < 2


@needs_proc
def test_nine_megabytes_of_rules_are_read_in_bounded_time(tmp_path: Path) -> None:
    pack = LOADED["9 MB of rules"](tmp_path)
    must_be_bounded(cost_of(lambda: load_pack(pack, use_cache=False)))


@needs_proc
@pytest.mark.parametrize(("name", "ratio"), [("10,000 phrases", 4), ("10,000 regexes", 60)])
def test_a_large_pack_hardly_slows_a_check(name: str, ratio: float, tmp_path: Path) -> None:
    """Each regex needs its own pass over the text, so ten thousand of them are noticeable."""
    packs = (*load_builtin(), load_pack(LOADED[name](tmp_path)))
    engine = Engine(Config(model="none"), packs=packs)
    text = ordinary(10_000)

    def seconds(checker: Engine) -> float:
        checker.check(text)
        return min(cost_of(lambda: checker.check(text)).seconds for _ in range(2))

    assert seconds(engine) < ratio * seconds(plain_engine())


def test_the_command_reads_ten_thousand_phrases(softsell: Softsell, tmp_path: Path) -> None:
    ended = softsell("packs", "validate", str(LOADED["10,000 phrases"](tmp_path)))
    assert ended.status == 0
    assert ended.out == "hostile 1.0.0: 100 rules, no mistakes.\n"
    must_be_bounded(ended.cost)


def compiled(count: int) -> PatternSet:
    compiler = Compiler()
    for first in range(0, count, 10):
        compiler.add([f"word{number} of number {number % 97}" for number in range(first, first + 10)])
    return compiler.compile()


def test_ten_thousand_phrases_hardly_slow_a_check() -> None:
    reading = read_plainly(ordinary(20_000))
    few, many = compiled(100), compiled(10_000)
    times = []
    for patterns in (few, many):
        patterns.match(reading)
        tries = []
        for _ in range(5):
            began = time.process_time()
            patterns.match(reading)
            tries.append(time.process_time() - began)
        times.append(min(tries))
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
    reading = read_plainly("a" * 30_000 + " x " * 100)
    began = time.process_time()
    try:
        for _ in Regex(regex).find(reading):
            pass
    except RegexError as error:
        assert str(error)
    assert time.process_time() - began < 5
