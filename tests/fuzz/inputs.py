"""The first inputs for the fuzzers: phrases of sellers, markup, rules, and files of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from softsell.draft import ENDINGS
from tests.draft.draft_properties import FRAGMENTS, written_texts

MAX_LENGTH = 4_000
"""Maximum number of bytes in one input."""

SALES_TALK = (
    "Hurry", "Last chance!", "BUY NOW!!!", "🚨", "🔥🔥", "only 3 left", "We are the best", "our", "you", "What do you think?",
    "Tell us below", "Looking for a sofa?", "Click the link in bio", "#sale", "@shop", "https://shop.example", "50% off", "$5",
    "𝗕𝗨𝗬", "sooooo good", "F R E E", "in order to utilize", ".", "!", "?", "\n", "\n\n", " ", ", ", "and", "don’t", "the",
)  # fmt: skip
_PATTERNS = (
    b"last chance",
    b"~buy (one|two) get ..3 free",
    b"<money> off{2,4}",
    b'"!" don\'t',
    b"must-have",
    b"(a|b)? c",
)
_DOCUMENTS = {
    ".rtf": rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 A;}}\uc1\pard\b Post 1\b0\par Rye\u8217?s \'93back\'94.{\*\a b}\par\intbl a\cell\row}",
    ".eml": b"From: a@b.example\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nHi Jo,\n\nPost 1:\nRye is back.\n\nThanks\n\n--c--\n",
}
_TESTS = Path(__file__).parent.parent


def posts() -> st.SearchStrategy[str]:
    """Phrases of sellers in any order, with any Unicode between them."""
    pieces = st.one_of(
        st.sampled_from(SALES_TALK),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
    )
    return st.lists(pieces, max_size=25).map(" ".join)


def any_texts() -> st.SearchStrategy[str]:
    """Posts, and texts made of pieces of markup."""
    return st.one_of(posts(), written_texts())


def any_bytes() -> st.SearchStrategy[bytes]:
    """Two bytes that choose settings, and a text in UTF-8 or any other bytes."""
    written = any_texts().map(lambda text: text.encode("utf-8", "surrogateescape"))
    return st.tuples(st.binary(min_size=2, max_size=2), st.one_of(written, st.binary(max_size=300))).map(b"".join)


def seeds(target: str) -> Iterator[bytes]:
    """Return inputs of the kind that the target reads."""
    if target == "packs":
        yield from (path.read_bytes()[:MAX_LENGTH] for path in sorted(_TESTS.parent.glob("rules/*/*.yml")))
        return
    if target == "patterns":
        yield from _PATTERNS
        return
    for ending, document in _DOCUMENTS.items():
        chosen = bytes([ENDINGS.index(ending)])
        yield from (chosen + document, chosen + b"\0" + document)
    examples = [path.read_bytes() for path in sorted((_TESTS / "examples").iterdir()) if path.is_file()]
    for choice in range(12):
        chosen = bytes([choice, choice * 17 % 256])
        yield from (chosen + example[: MAX_LENGTH - 2] for example in examples)
        yield chosen + "".join(FRAGMENTS[choice::12]).encode()
        yield chosen + " ".join(SALES_TALK[choice % 4 :: 4]).encode()


def dictionary() -> str:
    """Return all these words in libFuzzer's format. It inserts them whole into its inputs."""
    words = dict.fromkeys((*FRAGMENTS, *SALES_TALK))
    return "".join(f'"{_escaped(word.encode())}"\n' for word in words)


def _escaped(word: bytes) -> str:
    return "".join(chr(byte) if chr(byte).isalnum() and byte < 0x80 else f"\\x{byte:02x}" for byte in word)
