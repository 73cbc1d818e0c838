"""Where sentences end."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.language.sentences import body_end, boundaries
from softsell.language.token import Token
from softsell.language.tokenizer import tokenize


def split(prose: str) -> list[str]:
    tokens = tokenize(prose)
    return [prose[tokens[first].start : tokens[last - 1].end] for first, last in boundaries(tokens)]


@pytest.mark.parametrize(
    "prose",
    [
        "We open at 9 a.m. on Monday.",
        "Dr. Ames joins us from the U.S. office.",
        "Bread, buns, etc. are ready.",
        "Ask for J. K. Rowe at No. 5.",
        "The loaf costs 3.50 now.",
        "Well... that went fast.",
        "Visit softsell.example for more.",
        "“Is it fresh?” she asked.",
        "Wow! said the whole queue.",
        "1. Mix the dough",
        "Fresh bread every day #bakery #bread",
        "So glad 😍 you came",
        "Well.. maybe",
        "We had three weeks by the sea with all of our good friends from 🇫🇷 France",
        "We choose option 1) in the spring",
        "Would you rather (a) swim in the river or (b) walk up the hill?",
        "Which one is it: a) the rye loaf b) the wheat loaf c) neither?",
        "We can (a) wait for the rain to stop, (b) walk home in it, or (c) call Tom.",
        "Rule 3(a) holds on the river and rule 3(b) on the weir.",
        "See nos. 5 and 6, pp. 12 and 13, vol. 3 and fig. 2, e.g. the kiln, i.e. the old one.",
        "My favourite tool is ____ because it is light.",
    ],
)
def test_one_sentence(prose: str) -> None:
    assert split(prose) == [prose]


@pytest.mark.parametrize(
    ("prose", "sentences"),
    [
        ("We bake. You eat!", ["We bake.", "You eat!"]),
        ("Tea is back。 Which do you like？ See you！", ["Tea is back。", "Which do you like？", "See you！"]),
        ("1) saw it 2) sand it 3) oil it", ["1) saw it", "2) sand it", "3) oil it"]),
        ("a) saw it b) sand it c) oil it", ["a) saw it", "b) sand it", "c) oil it"]),
        ("(i) gloves (ii) a bag (iii) tea", ["(i) gloves", "(ii) a bag", "(iii) tea"]),
        ("To wax: (a) wash the hull (b) dry the hull", ["To wax:", "(a) wash the hull", "(b) dry the hull"]),
        ("To wax: (1) wash the hull (2) dry the hull", ["To wax:", "(1) wash the hull", "(2) dry the hull"]),
        ("To wax: A) wash the hull B) dry the hull", ["To wax:", "A) wash the hull", "B) dry the hull"]),
        ("(I) wash the hull (II) dry the hull", ["(I) wash the hull", "(II) dry the hull"]),
        ("To wax: ① wash the hull ② dry the hull", ["To wax:", "① wash the hull", "② dry the hull"]),
        ("We wax it (a) by hand (b) in the shed", ["We wax it (a) by hand", "(b) in the shed"]),
        ("For the stock: 1) roast the bones 2) add water", ["For the stock:", "1) roast the bones", "2) add water"]),
        ("It came out grey.. my sister says keep it..", ["It came out grey..", "my sister says keep it.."]),
        (
            "Happy that I met somebody who sees my work as something to love 💖 Lessons learned this year",
            ["Happy that I met somebody who sees my work as something to love 💖", "Lessons learned this year"],
        ),
        ("Turn to p. We wait.", ["Turn to p.", "We wait."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ('He said "no." We left.', ['He said "no."', "We left."]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("Milk\n- bread\n- eggs", ["Milk", "- bread", "- eggs"]),
        ("We bake in the U.S. They eat.", ["We bake in the U.S.", "They eat."]),
        ("Doors open at 9 a.m. Come early.", ["Doors open at 9 a.m.", "Come early."]),
        ("Fresh bread all day 🥖 Come and get it", ["Fresh bread all day 🥖", "Come and get it"]),
        ("So good! 😍 Come by.", ["So good!", "😍 Come by."]),
        ("✅ Free parking ✅ Fresh coffee", ["✅ Free parking", "✅ Fresh coffee"]),
        ("We bake: • rye for the week • wheat", ["We bake:", "• rye for the week", "• wheat"]),
        ("1️⃣ Mix the flour 2️⃣ Add the water", ["1️⃣ Mix the flour", "2️⃣ Add the water"]),
        ("So it goes: → you write → we read → it mends", ["So it goes: → you write", "→ we read", "→ it mends"]),
        ("Rain → mud → boots", ["Rain → mud → boots"]),
        ("I love it ❤️ and I love you ❤️ and the dog", ["I love it ❤️ and I love you ❤️ and the dog"]),
        (
            "In the end we all had cake and a lot of tea by the river The dog came too",
            ["In the end we all had cake and a lot of tea by the river", "The dog came too"],
        ),
        (
            "Last night at the old mill we listened to a band from Leeds called The night owls",
            ["Last night at the old mill we listened to a band from Leeds called The night owls"],
        ),
        ("What a day. #bakery #bread", ["What a day.", "#bakery #bread"]),
        ("read more https://softsell.example We bake daily", ["read more https://softsell.example", "We bake daily"]),
        ("so good.Come by", ["so good.", "Come by"]),
    ],
)
def test_sentences(prose: str, sentences: list[str]) -> None:
    assert split(prose) == sentences


@pytest.mark.parametrize(
    ("prose", "body"),
    [
        ("Fresh bread. #bakery #bread", "Fresh bread."),
        ("Fresh bread daily #bakery #bread https://softsell.example", "Fresh bread daily"),
        ("See you at #BakeFest", "See you at #BakeFest"),
        ("We love #bread and butter", "We love #bread and butter"),
        ("Fresh bread!\n\n.\n.\n#bread", "Fresh bread!\n\n.\n."),
        ("#bread #butter", ""),
    ],
)
def test_the_body_ends_where_the_closing_hashtags_begin(prose: str, body: str) -> None:
    tokens = tokenize(prose)
    end = body_end(tokens)
    assert prose[: tokens[end - 1].end if end else 0].rstrip() == body


_POSTISH = st.lists(st.sampled_from([*'aAI.!?…"”) \n🎉#', "#tag ", "U.S. ", "9 a.m. ", "https://a.example "])).map(
    "".join
)


@given(st.text() | _POSTISH)
def test_every_token_but_a_newline_is_in_one_sentence(prose: str) -> None:
    tokens = tokenize(prose)
    covered = [i for first, last in boundaries(tokens) for i in range(first, last)]
    assert covered == [i for i, token in enumerate(tokens) if token.kind != "newline"]
    assert 0 <= body_end(tokens) <= len(tokens)


class _CountedTokens(list[Token]):
    looks = 0

    def __getitem__(self, index: Any) -> Any:
        self.looks += 1
        return super().__getitem__(index)


@pytest.mark.parametrize("prose", ["a) rye " * 2_000, "we sell a) rye, b) oats, " * 1_000, "(a) rye " * 1_000 + "?"])
def test_each_token_is_looked_at_a_few_times(prose: str) -> None:
    tokens = _CountedTokens(tokenize(prose))
    boundaries(tokens)
    assert tokens.looks < 40 * len(tokens)
