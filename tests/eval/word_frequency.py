"""Creates ``language/english/data/frequency.txt.gz`` from the training part of the English Web Treebank.

    python tests/eval/word_frequency.py CORPORA

Run it by hand when the treebank changes, and commit the result. ``softsell.language.english.frequency`` explains the file.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from softsell.language.english import frequency

_PLAIN_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*\.?")


def document_counts(lines: Iterable[str]) -> tuple[Counter[str], int]:
    """In how many documents each lower-case word stands, and how many documents there are. Names are left out."""
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    seen: set[str] = set()
    documents = 0
    for line in lines:
        if line.startswith("# newdoc"):
            counts.update(seen)
            seen = set()
            documents += 1
        fields = line.rstrip("\n").split("\t")
        if len(fields) != 10 or not fields[0].isdigit():
            continue
        word = fields[1].lower()
        if _PLAIN_WORD.fullmatch(word):
            seen.add(word)
            named[word] += 1 if fields[3] == "PROPN" else -1
    counts.update(seen)
    return Counter({word: n for word, n in counts.items() if named[word] < 0}), documents


def as_text(counts: Counter[str], documents: int) -> str:
    """The file's text: the number of documents, then a line for each count, commonest first: ``count word …``."""
    by_count: dict[int, list[str]] = {}
    for word, n in counts.items():
        by_count.setdefault(n, []).append(word)
    lines = [f"{n} {' '.join(sorted(by_count[n]))}" for n in sorted(by_count, reverse=True)]
    return "\n".join([str(documents), *lines, ""])


def main(corpora: str) -> None:
    source = Path(corpora) / "ud_ewt" / "en_ewt-ud-train.conllu.gz"
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        text = as_text(*document_counts(lines))
    target = frequency.FILE
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{target}: {target.stat().st_size} bytes, {len(text.split())} words")


if __name__ == "__main__":
    main(sys.argv[1])
