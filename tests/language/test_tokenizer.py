"""Tokens: what is one, what it stands for, and what holds for any text at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.language import tokenizer
from softsell.language.characters import INVISIBLE, plain, unstretched
from softsell.language.token import Token
from softsell.language.tokenizer import tokenize

_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f"
_POSTISH = st.lists(
    st.sampled_from(
        [*"aAbIi.,!?'’\"“”()#@:/-_*$5%0 \n\t…🎉👍🏽🇩🇪𝗕Ⓑ🅱\u0301", *_HIDDEN, "U.S. ", "don't ", "www.", "https://"]
    )
).map("".join)


def texts_of(prose: str) -> list[str]:
    return [token.text for token in tokenize(prose)]


def norms_of(prose: str) -> list[str]:
    return [token.norm for token in tokenize(prose)]


def the_token(prose: str) -> Token:
    tokens = tokenize(prose)
    assert len(tokens) == 1, tokens
    return tokens[0]


@pytest.mark.parametrize(
    ("prose", "texts", "norms"),
    [
        ("don't", ["do", "n't"], ["do", "not"]),
        ("DON’T", ["DO", "N’T"], ["do", "not"]),
        ("dont", ["do", "nt"], ["do", "not"]),
        ("can't", ["ca", "n't"], ["can", "not"]),
        ("won't", ["wo", "n't"], ["will", "not"]),
        ("cannot", ["can", "not"], ["can", "not"]),
        ("I’M", ["I", "’M"], ["i", "am"]),
        ("im", ["i", "m"], ["i", "am"]),
        ("we're", ["we", "'re"], ["we", "are"]),
        ("let's", ["let", "'s"], ["let", "us"]),
        ("Lets go", ["Let", "s", "go"], ["let", "us", "go"]),
        ("it lets you", ["it", "lets", "you"], ["it", "lets", "you"]),
        ("Anna's", ["Anna", "'s"], ["anna", "'s"]),
        ("wanna", ["wan", "na"], ["want", "to"]),
        ("gonna", ["gon", "na"], ["going", "to"]),
        ("y'all", ["y'all"], ["y'all"]),
        ("its were well id", ["its", "were", "well", "id"], ["its", "were", "well", "id"]),
    ],
)
def test_contractions_come_apart_as_in_the_treebank(prose: str, texts: list[str], norms: list[str]) -> None:
    assert texts_of(prose) == texts
    assert norms_of(prose) == norms


def test_a_clitic_hangs_on_the_word_before() -> None:
    assert [(token.norm, token.clitic) for token in tokenize("we're gonna")] == [
        ("we", False),
        ("are", True),
        ("going", False),
        ("to", True),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("#SmallBusiness", "hashtag"),
        ("#été2024", "hashtag"),
        ("@softsell", "mention"),
        ("@anna@social.example", "mention"),
        ("https://softsell.example/a_(b)?c=1#d", "url"),
        ("www.softsell.example", "url"),
        ("softsell.example/menu", "url"),
        ("bakery.shop", "url"),
        ("bit.ly/bread", "url"),
        ("hello@softsell.example", "url"),
        ("HTTPS://SOFTSELL.EXAMPLE/A", "url"),
        ("Www.softsell.example", "url"),
        ("JOES.COM", "url"),
        ("Joes.Co.Uk/Menu", "url"),
        ("JOE@JOES.COM", "url"),
        ("$5", "money"),
        ("US$5", "money"),
        ("£1.2k", "money"),
        ("9.99€", "money"),
        ("€ 10", "money"),
        ("50%", "percent"),
        ("12.5 %", "percent"),
        ("9am", "time"),
        ("9 a.m.", "time"),
        ("10:30", "time"),
        ("11:15pm", "time"),
        ("5k", "number"),
        ("1,000", "number"),
        ("2nd", "number"),
        ("24/7", "number"),
        ("must-have", "word"),
        ("e-mail", "word"),
        ("AT&T", "word"),
        ("👩‍👩‍👧‍👦", "emoji"),
        ("👍🏽", "emoji"),
        ("🇩🇪", "emoji"),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "emoji"),
        ("1️⃣", "emoji"),
        ("❤️", "emoji"),
        ("™️", "emoji"),
        (":)", "emoji"),
        ("<3", "emoji"),
        ("!!!!", "punctuation"),
        ("\n\n \n", "newline"),
        ("\ufffc", "other"),
        ("menu.pdf", "other"),
    ],
)
def test_what_fits_posts_is_one_token(text: str, kind: str) -> None:
    assert the_token(text).kind == kind


def test_a_link_ends_before_the_marks_around_it() -> None:
    assert texts_of("(see https://softsell.example/a).") == ["(", "see", "https://softsell.example/a", ")", "."]


def test_what_only_looks_like_a_link_is_none() -> None:
    assert texts_of("I love it.Is it good?") == ["I", "love", "it", ".", "Is", "it", "good", "?"]


@pytest.mark.parametrize(
    "domain", ["juno.repair", "fix.bike", "hillside.cafe", "st-mary.church", "eel.london", "a.co.uk"]
)
def test_a_domain_of_any_ending_is_a_link(domain: str) -> None:
    assert the_token(domain).kind == "url"
    assert texts_of(f"See {domain}, then come.") == ["See", domain, ",", "then", "come", "."]


@pytest.mark.parametrize("text", ["great.how are you", "Sale ends.Today only", "so good.now what"])
def test_a_missing_space_makes_no_link(text: str) -> None:
    assert not [token for token in tokenize(text) if token.kind == "url"]


@pytest.mark.parametrize("name", ["clip.mov", "photos.zip"])
def test_a_file_is_no_link_although_its_ending_is_a_domain(name: str) -> None:
    assert the_token(name).kind == "other"


def test_glued_amounts_come_apart() -> None:
    assert texts_of("50%OFF") == ["50%", "OFF"]


def test_abbreviations_keep_their_dot() -> None:
    assert texts_of("Dr. Ames of the U.S. has No. 5, e.g. J. Doe etc.") == [
        *("Dr.", "Ames", "of", "the", "U.S.", "has", "No.", "5", ",", "e.g.", "J.", "Doe", "etc."),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "BUY",
        "𝗕𝗨𝗬",
        "𝓫𝓾𝔂",
        "Ｂｕｙ",
        "Ⓑⓤⓨ",
        "🅱🆄🆈",
        "🄱🅄🅈",
        "ʙᴜʏ",
        "B\u200bU\u2060Y",
        "b\u0336u\u0336y\u0336",
        "B U Y",
        "B.U.Y",
        "🇧🇺🇾",
        "b-u-y",
        "buу",
    ],
)
def test_dress_does_not_hide_a_word(written: str) -> None:
    token = the_token(written)
    assert (token.norm, token.kind) == ("buy", "word")


def test_letters_that_stand_alone_are_words_where_they_spell_nothing() -> None:
    assert texts_of("I a fan") == ["I", "a", "fan"]
    assert texts_of("Plan B is on") == ["Plan", "B", "is", "on"]


def test_accents_stay() -> None:
    assert norms_of("Café crème") == ["café", "crème"]


@pytest.mark.parametrize(
    ("word", "variants"),
    [("sooo", ("soo", "so")), ("soon", ()), ("yesss", ("yess", "yes")), ("aaabbb", ("aabb", "aab", "abb", "ab"))],
)
def test_drawn_out_words_have_shorter_spellings(word: str, variants: tuple[str, ...]) -> None:
    assert the_token(word).stretched == variants


_WRITTEN = st.lists(
    st.sampled_from(
        "XD|xD's|don't|Don’t|can't|let's|lets|rock'n'roll|Mr|etc|Inc|Jan|pp|no|U.S|a|I|OK|naïve|so|am|Sun|it's|y'all|cats'|5|3.5|x.com|file.pdf|#a|@b"
        "|12|7|9pm|5 €|8%|1️⃣|№|q. 5 g|W/o|R&D|a-b-c|ice-cream|two-in-one|xD-foo|me@x.io|w_x|#ad_2|#2024|T-shirt|B|c d e f|A B C"
        "|-|–|—|…|“|”|‘|’|'|\"|(|&|;|*|_|@|#|/|<3|:-|=|€|%|pm|a.m.|\u0301|\ufe0f|🍞"
        "|.|,|!|?|..|...|!!|:|)| | |\n|\r\n|\t|\u00a0|\u200b".split("|")
    )
).map("".join)


@given(_WRITTEN | _POSTISH)
def test_the_quick_scanner_finds_what_the_thorough_one_finds(prose: str) -> None:
    quick = [repr(token) for token in tokenize(prose)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tokenizer, "_QUICK_SCANNER", re.compile(rf"[ \t]*+{tokenizer._PLAIN}"))
        patched.setattr(tokenizer, "_cached_parts", lambda _: None)
        assert [repr(token) for token in tokenize(prose)] == quick


@pytest.mark.parametrize(
    "prose",
    [
        "We made 12 loaves, and 7 well-known people (all from town) came: “lovely”, they said – twice!!\n\n#bread #SmallShop",
        "Open at 9; don't wait. It’s a 30-minute walk...",
    ],
)
def test_plain_prose_needs_only_the_quick_scanner(prose: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = texts_of(prose.removesuffix("30-minute walk..."))

    def refuse(_: str) -> None:
        raise AssertionError

    monkeypatch.setattr(tokenizer, "_choose_scanner", refuse)
    assert texts_of(prose.removesuffix("30-minute walk...")) == expected


@given(st.text() | _POSTISH)
def test_tokens_cover_the_prose_in_order(prose: str) -> None:
    position = 0
    for token in tokenize(prose):
        assert token.start >= position
        between = prose[position : token.start]
        assert not plain(between).strip(), between
        assert prose[token.start : token.end] == token.text
        assert token.end > token.start
        assert token.norm
        position = token.end
    assert not plain(prose[position:]).strip()


@given(st.text(st.characters(categories=("L", "M", "N", "Cf"))))
def test_a_plain_word_is_lower_case_and_visible(text: str) -> None:
    folded = plain(text)
    assert folded == folded.lower() or not folded.isascii()
    assert not set(folded) & set("\u200b\u200d\ufeff\u00ad")


@given(st.text(st.sampled_from("abc"), max_size=60))
def test_shorter_spellings_hold_no_long_run(word: str) -> None:
    for variant in unstretched(word):
        assert len(variant) < len(word)
        assert not any(letter * 3 in variant for letter in "abc")


@pytest.mark.parametrize(
    ("unit", "most"),
    [
        ("!", 1),
        ("?", 1),
        ("…", 1),
        ("—", 1),
        ("_", 1),
        ("\u0301", 1),
        ("a", 1),
        ("a\u0301", 1),
        ("'", 1),
        (" ", 0),
        ("\u200b", 0),
        ("\n", 1),
    ],
)
def test_an_endless_run_is_one_token(unit: str, most: int) -> None:
    assert len(tokenize(unit * 50_000)) <= most


@pytest.mark.parametrize(
    "unit", ["🔥", "?!", "#a", "@a", "$1", ":(", "a@b.", "http://", "<3", "1.", "(a", "👩\u200d", "\U0001f1fa"]
)
def test_hostile_runs_do_not_grow_out_of_hand(unit: str) -> None:
    assert len(tokenize(unit * 20_000)) <= 20_000 * len(unit)


def test_the_class_of_invisible_characters_is_a_class() -> None:
    assert all(not plain(character) for character in "\u200b\u2060\ufeff\ufe0f\u00ad")
    assert "\\" not in INVISIBLE
