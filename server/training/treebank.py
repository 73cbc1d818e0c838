"""Reads the sentences of a Universal Dependencies treebank from CoNLL-U, with the classes that the command component learns.

``augment`` changes the sentences; this module doesn't.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

KEPT_FEATURES = ("Degree", "Mood", "Number", "PronType", "Tense", "VerbForm", "Voice")
OTHER, ROOT, INNER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a sentence.

    Attributes:
        text: as written.
        space: whether white space follows.
        pos: universal part of speech.
        features: only ``KEPT_FEATURES``, as in CoNLL-U.
        relation: to its head.
        head: index of the head in the sentence; the root has its own index.
        command: index into ``layers.COMMAND_CLASSES``.
    """

    text: str
    space: bool
    pos: str
    features: str
    relation: str
    head: int
    command: int = OTHER


Sentence = tuple[Word, ...]


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Return the sentences of a ``.conllu`` or ``.conllu.gz`` file, in order."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        rows: list[list[str]] = []
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                yield with_command_classes(_sentence(rows))
                rows = []
    if rows:
        yield with_command_classes(_sentence(rows))


def _sentence(rows: list[list[str]]) -> Sentence:
    words: list[Word] = []
    joined_until, joined_space = 0, True
    for number, form, _lemma, pos, _xpos, features, head, relation, _deps, misc in rows:
        space = "SpaceAfter=No" not in misc
        if "-" in number:
            joined_until, joined_space = int(number.split("-")[1]), space
        if not number.isdigit():
            continue
        index = int(number)
        if index <= joined_until:
            space = index == joined_until and joined_space
        kept = "|".join(part for part in features.split("|") if part.split("=")[0] in KEPT_FEATURES)
        words.append(Word(form, space, pos, kept, relation, int(head) - 1 if head != "0" else index - 1))
    return tuple(words)


def with_command_classes(sentence: Sentence) -> Sentence:
    """Mark the imperatives: ``ROOT`` for the root, or an auxiliary or copula that makes the root one ("don't go", "be quick")."""
    return tuple(replace(word, command=_command_class(word, sentence)) for word in sentence)


def _command_class(word: Word, sentence: Sentence) -> int:
    if "Mood=Imp" not in word.features:
        return OTHER
    if word.relation == "root":
        return ROOT
    stands_for_root = word.relation in ("aux", "cop", "aux:pass") and sentence[word.head].relation == "root"
    return ROOT if stands_for_root else INNER
