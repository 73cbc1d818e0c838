"""Whatever is done to a pack, loading it gives a pack or a PackError, soon."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.checks.rule import Pack
from softsell.errors import PackError
from softsell.packs import load_pack
from softsell.packs.folders import builtin_folder

PACK = b"name: demo\nversion: 1.0.0\ndescription: d\nlicense: MIT\ndimension: pushiness\nextends: [other]\nrules:\n  other/a: {add: [x]}\n"
RULES = b"""\
- id: one
  kind: phrase
  severity: warning
  weight: 12
  message: "\xe2\x80\x9c{match}\xe2\x80\x9d hurries."
  why: 'It''s rude.'
  patterns:
    - (your|the) (last|final) chance
    - only <number> <word>? left ... ~buy
    - >
      folded one
      two
  regex: ['a{3}']
  unless: [the last chance saloon]
  platforms: [x, linkedin]
  scope: opening
  examples:
    bad:
      - "This is [[your final chance]]."
      - {text: "[[Only 3 spots left]]", platform: x, needs: model}
    good: [We met at the Saloon.]
- id: two
  kind: count
  of: [<hashtag>]
  at_most: 3
  per: 100-words
  message: "{count} of {bound}"
  why: w
  examples: {bad: [a], good: [b]}
- id: three
  kind: metric
  measure: words
  at_most: 3
  on: {x: 4}
  when: {words: 2}
  message: m
  why: w
  examples: {bad: [a], good: [b]}
- id: four
  kind: swap
  swap: {prior to: before, utilize: [use, apply]}
  message: m
  why: w
  examples: {bad: ['[[a]]'], good: [b]}
"""
TOKENS = [
    *(bytes([byte]) for byte in b"\n\t[]{}'\"|>#()<~?\x00\xff"),
    *(b"- ", b": ", b"  ", b"&a ", b"*a", b"!!x ", b"<<: ", b"---\n", b"...", b"[[", b"]]", b"null", b"1e999", b"-1"),
    *(b"\xed\xa0\x80", b"\xf0\x9f\x98\x80"),
]


def mutated(data: bytes, chance: random.Random, times: int) -> bytes:
    """``data`` with a few stretches taken out, doubled, replaced or mixed up."""
    mutant = bytearray(data)
    for _ in range(times):
        start = chance.randrange(len(mutant) + 1)
        end = min(len(mutant), start + chance.choice([0, 1, 1, 2, 5, 30]))
        match chance.randrange(4):
            case 0:
                mutant[start:end] = b""
            case 1:
                mutant[start:start] = chance.choice(TOKENS)
            case 2:
                mutant[start:end] = mutant[start:end] * 3
            case _:
                mutant[start:end] = chance.choice(TOKENS)
    return bytes(mutant)


def load(head: bytes, rules: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pack.yml").write_bytes(head)
        Path(folder, "rules.yml").write_bytes(rules)
        try:
            assert isinstance(load_pack(folder, use_cache=False), Pack)
        except PackError as error:
            assert error.diagnostics
            for mistake in error.diagnostics:
                assert mistake.message
                assert str(mistake)
                assert not mistake.excerpt or 1 <= mistake.column <= len(mistake.excerpt) + 1


def test_the_pack_that_is_mutated_is_right_but_for_what_it_extends() -> None:
    load(PACK, RULES)


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_mutated_rules_never_crash_the_loader(seed: int, times: int) -> None:
    load(PACK, mutated(RULES, random.Random(seed), times))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_a_mutated_pack_yml_never_crashes_the_loader(seed: int, times: int) -> None:
    load(mutated(PACK, random.Random(seed), times), RULES)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(sorted(builtin_folder().glob("*/*.yml"))))
def test_mutations_of_the_real_packs_never_crash_the_loader(seed: int, file: Path) -> None:
    chance = random.Random(seed)
    data = file.read_bytes()
    start = chance.randrange(max(1, len(data) - 4_000))
    load(PACK, mutated(data[start : start + 4_000], chance, 3))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KEYS = ["id", "kind", "severity", "weight", "message", "why", "patterns", "unless", "platforms", "scope", "examples", "swap", "of",
        "at_most", "per", "when", "on", "measure", "early", "late", "regex",
    "dimension", "positive", "enabled", "once", "max_hits"]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(KEYS), values, max_size=8).flatmap(
            lambda rule: st.sampled_from(
                ["phrase", "swap", "count", "metric", "missing", "order", "repeat", "shout"]
            ).map(lambda kind: {"kind": kind, **rule})
        ),
        max_size=2,
    )
)
def test_rules_of_the_wrong_shape_never_crash_the_loader(rules: list[object]) -> None:
    import yaml

    load(PACK, yaml.safe_dump(rules, allow_unicode=True).encode("utf-8", "surrogatepass"))
