"""The pattern language: what is said, what is refused, and how the refusal reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.patterns import PatternError, parse
from softsell.patterns.grammar import Choice, Literal, Repeat, Sequence


def test_a_word_is_itself() -> None:
    assert parse("chance") == Literal(frozenset({"chance"}))


def test_a_contraction_is_what_it_stands_for() -> None:
    assert parse("don't") == parse("do not")


def test_a_hyphen_may_be_a_space() -> None:
    assert parse("must-have") == Choice((Literal(frozenset({"must-have"})), parse("must have")))


def test_a_tilde_bends_the_word() -> None:
    node = parse("~buy")
    assert isinstance(node, Literal)
    assert node.keys >= {"buy", "buys", "buying", "bought"}


def test_an_option_and_a_repeat() -> None:
    assert parse("hurry up?") == Sequence((Literal(frozenset({"hurry"})), Repeat(Literal(frozenset({"up"})), 0, 1)))
    assert parse("ha{2,4}") == Repeat(Literal(frozenset({"ha"})), 2, 4)


@pytest.mark.parametrize(
    ("pattern", "offset", "message", "hint"),
    [
        ("", 0, "the pattern ends where a word should follow", "write a word or a <class>"),
        ("(your|the chance", 0, "this group is never closed", "add a “)” where it ends"),
        ("your) chance", 4, "“)” closes a group that was never opened", "add a “(” before it"),
        ("only <nubmer> left", 5, "there is no class <nubmer>", "did you mean “number”?"),
        ("buy.*now", 4, "“*” means nothing in a pattern", "patterns are words, not regular expressions"),
        ("chance ?? now?", 0, "every part of this pattern is optional", "make at least one word required"),
        ("really? now?", 0, "every part of this pattern is optional", "make at least one word required"),
        ("buy (|sell)", 5, "this is empty", "write a word"),
        ("buy {2", 4, "softsell can't read “{” here", "write a repeat as {2}"),
        ("buy{0}", 3, "“{0}” must go up", "write {2,4}"),
        ("buy{3,900}", 3, "“{3,900}” must go up", "write {2,4}"),
        ("~ buy", 0, "“~” needs a word right after it", "such as ~buy"),
        ("buy ..99 now", 4, "a gap can be 1 to 8 words long", "write “...” for up to three"),
        ("a" * 1200, 0, "this pattern has 1200 characters", "split it"),
        ("((((((((((((((((((((((a))))))))))))))))))))))", 21, "groups are nested too deeply", "several patterns"),
        ("((a{20}){20}){20}", 0, "this pattern stands for too many different phrases", "several shorter patterns"),
    ],
)
def test_a_mistake_is_reported_with_its_position_and_a_hint(pattern: str, offset: int, message: str, hint: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse(pattern)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.offset == offset


@given(st.text(max_size=60))
def test_any_text_parses_or_is_refused_inside_itself(pattern: str) -> None:
    try:
        parse(pattern)
    except PatternError as error:
        assert 0 <= error.offset <= max(0, len(pattern))
        assert error.message


@given(st.text(alphabet="ab()|?~{}<>.,2 \"'", max_size=40))
def test_marks_in_any_order_never_crash_the_parser(pattern: str) -> None:
    try:
        parse(pattern)
    except PatternError as error:
        assert 0 <= error.offset <= max(0, len(pattern))
