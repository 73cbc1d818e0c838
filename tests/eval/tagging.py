"""Scores the trained tagger on treebanks: parts of speech, imperative words, and sentences that are commands.

This runs the tagger alone on every sentence. ``language`` measures what it adds to the word lists. EWT is scored on the official dev
part, with the treebank's tokens, since the model was trained on the train part; GUM is scored with our own tokens. Each row is
``{"task", "metric", "value", "n"}``; ``n`` counts words or sentences.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from softsell.language.reading import Tagger
from softsell.language.token import Token, TokenKind
from softsell.language.tokenizer import tokenize
from tests.eval.language import Score, binary, score

_BATCH = 200


@dataclass(frozen=True, slots=True)
class GoldWord:
    """One word of a treebank: its text, whether white space follows, its part of speech, and whether it is an imperative."""

    text: str
    spaced: bool
    pos: str
    imperative: bool


def scores(corpora: Path, tagger: Tagger) -> list[Score]:
    """All rows of this module."""
    return [*ewt_scores(corpora, tagger), *gum_scores(corpora, tagger)]


def ewt_scores(corpora: Path, tagger: Tagger) -> list[Score]:
    """Official dev part: accuracy of parts of speech, F of imperative words, F of sentences that are commands (imperative root)."""
    path = corpora / "ud_ewt" / "en_ewt-ud-dev.conllu.gz"
    sentences, commands = [], []
    for words, is_command in _treebank(path):
        sentences.append(words)
        commands.append(is_command)
    answers = _answers(tagger, [_tokens(words) for words in sentences])
    pairs = [
        (gold, found)
        for words, answer in zip(sentences, answers, strict=True)
        for gold, found in zip(words, answer, strict=True)
    ]
    right = sum(gold.pos == pos for gold, (pos, _) in pairs)
    return [
        score("EWT dev parts of speech", "accuracy", right / len(pairs), len(pairs)),
        *binary("EWT dev imperative words", ((gold.imperative, imperative) for gold, (_, imperative) in pairs)),
        *binary("EWT dev commands", zip(commands, map(_has_imperative, answers), strict=True)),
    ]


def gum_scores(corpora: Path, tagger: Tagger) -> list[Score]:
    """GUM: F of sentences of type ``imp``, all parts, since nothing was trained on it."""
    with gzip.open(corpora / "ud_gum_sentence_types.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    answers = _answers(tagger, [tokenize(row["text"]) for row in rows])
    gold = (row["label"] == "imp" for row in rows)
    return binary("GUM commands", zip(gold, map(_has_imperative, answers), strict=True))


def _has_imperative(answer: list[tuple[str, bool]]) -> bool:
    return any(imperative for _, imperative in answer)


def _answers(tagger: Tagger, sentences: list[list[Token]]) -> list[list[tuple[str, bool]]]:
    return [
        answer for first in range(0, len(sentences), _BATCH) for answer in tagger(sentences[first : first + _BATCH])
    ]


def _tokens(words: list[GoldWord]) -> list[Token]:
    tokens: list[Token] = []
    start = 0
    for word in words:
        tokens.append(Token(word.text, start, start + len(word.text), _kind(word.text), word.text.lower()))
        start += len(word.text) + word.spaced
    return tokens


def _kind(text: str) -> TokenKind:
    first = tokenize(text)[:1]
    return first[0].kind if first else "other"


def _treebank(path: Path) -> Iterator[tuple[list[GoldWord], bool]]:
    """Each sentence's words, and whether its root is an imperative."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        words: list[GoldWord] = []
        is_command = False
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 10 and fields[0].isdigit():
                imperative = "Mood=Imp" in fields[5]
                words.append(GoldWord(fields[1], "SpaceAfter=No" not in fields[9], fields[3], imperative))
                is_command |= imperative and fields[7] == "root"
            elif not line.strip() and words:
                yield words, is_command
                words, is_command = [], False
