"""The English word lists, all our own but ``frequency.txt.gz``. ``word_lists`` says what the files look like."""

from __future__ import annotations

from pathlib import Path

from softsell.language.word_lists import WordLists

_LISTS = WordLists(Path(__file__).parent)

lines = _LISTS.lines
words = _LISTS.words
sets = _LISTS.sets
tables = _LISTS.tables
