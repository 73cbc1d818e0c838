"""Chooses the column that holds the posts, by what stands in it, with its name as a hint.

A column reads like posts if its cells have many words, and differ from row to row. Dates, numbers, addresses, yes and no, and words that
repeat don't. A name such as “Caption” counts for a column, and one such as “Notes” against it. If two columns are equally good, names
decide in this order, and after that softsell doesn't guess: the user says which.

1. A column in HTML that says the same as a plain one is that one once more, and so is one with the beginning of each text.
2. A name that only posts have, such as “Post copy”, “Caption” or “LinkedIn text”, is surer than one that much else has too, such as
   “Content”, “Description”, “Task content” or “Brief” (``names.is_surely_of_a_post``, ``names.may_be_of_anything``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from msgspec import Struct

from softsell.draft.tables import names
from softsell.draft.tables.twins import find_beginnings, find_twins
from softsell.draft.tables.values import LONGEST, is_date, parse_count, parse_flag, parse_platforms

ROWS_LOOKED_AT = 300
_LETTERS_LOOKED_AT = 600
_ENOUGH_WORDS = 16
"""A cell of this many words reads like a post as much as any."""
_HARDLY_A_WORD = 0.1
"""What a cell of signs counts, such as an emoji or a hashtag."""
_LEAST = 0.005
_MORE_THAN_A_WORD = 0.06
"""Between the likeness of cells of one word, 0.03, and of two, 0.1."""
_READS_LIKE_POSTS = 0.35
"""A column whose cells have about five words on average reads like posts as well as any."""
_EQUAL = 0.75
"""A column that is this close to the best is as good."""
_MUCH_LONGER = 3.0
"""A column with this many times the words of another one is better, if its name isn't worse."""

_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_NO_PROSE = re.compile(r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.\w[\w.]*|[@#][\w.-]+", re.IGNORECASE)
_CODE = re.compile(r"(?<!\S)(?=\S*[^\W\d_])(?=\S*\d)[\w-]{6,}(?!\S)")
"""A word with digits in it, such as the id of a video."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_LABEL = re.compile(r"\s*[^\W\d_]+(?:-[^\W\d_]+)?\s*")
_LABELS = re.compile(r"\s*[\w-]+(?: [\w-]+){0,2}\s*")
_WRITTEN = re.compile(
    r"""(?:[!?…。！？]|(?<!\b[^\W\d_])\.)["'”’)\]]*(?:\s|\Z|[^\x00-\u2fff])|\n|(?<!\S)\#\w|[\u2600-\u27bf\U0001f300-\U0001faff]"""
)
_MANY_WORDS = 11
_SOME_WRITTEN, _MOST_WRITTEN = 0.2, 0.5
"""How many cells must look written if the column's name says nothing, or something else."""
_NUMBER = re.compile(r"[\s#(/-]*\d+[\s).:]*")
_SIZES = re.compile(r"\b(?:short|long|shorter|longer|medium|full|brief|condensed|extended)\b")
_LIST = re.compile(r"[,;|]\s*")
_ENDS_SENTENCE = re.compile(r"""(?:[!?…]|(?<!\b[^\W\d_])\.)["'”’)\]]*\s*(?:\Z|\s)""")
"""The stop after an initial, as in “A. Reed”, ends nothing."""
_JSON = re.compile(r'\s*+(?:\{\s*+"|\[\s*+[\[{"])')
"""How a cell begins that holds data or the text of another column once more, with its marks."""
_PATH = re.compile(r"[!-~]*[A-Za-z0-9][./_]+[A-Za-z0-9][!-~]*")
"""The name of a file, a host or a key."""


class Column(Struct):
    """A column, or the values of a key.

    Attributes:
        name: its name, empty if it has none.
        sample: values of its first rows, without the blank ones.
        rows: how many rows were looked at.
        answers: whether it holds answers.
        words: how many words its cells have on average.
        likeness: how much its cells read like posts, 0 to 1.
        group: what stands above its name, if that says which column of that name it is.
        why: why it was chosen, if that needs saying.
    """

    name: str
    sample: list[str]
    rows: int
    answers: bool = False
    words: float = 0.0
    likeness: float = 0.0
    group: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        counts = [_count_words(value) for value in self.sample]
        self.words = sum(counts) / len(counts) if counts else 0.0
        self.likeness = self._measure(counts)
        self.answers = self.likeness >= _READS_LIKE_POSTS / 2 and names.is_answer(self.name)

    def _measure(self, counts: Sequence[float]) -> float:
        if not counts:
            return 0.0
        likeness = sum(map(_grade, counts, self.sample)) / len(counts)
        likeness *= (sum(count > 0 for count in counts) / len(counts)) ** 2  # posts aren't numbers now and then
        if len(counts) > 1:
            variety = len({value.strip() for value in self.sample}) / len(counts)
            likeness *= 0.25 + 0.75 * variety
        return likeness

    @property
    def full_name(self) -> str:
        """Its name, with that of its group before it."""
        return f"{self.group} {self.name}" if self.group else self.name

    @property
    def filled(self) -> float:
        """The share of rows that have a value."""
        return len(self.sample) / self.rows if self.rows else 0.0

    @property
    def strength(self) -> float:
        """How good this column is as the one with the posts."""
        return math.pow(min(1.0, self.likeness / _READS_LIKE_POSTS), 1.5) * (0.4 + 0.6 * self.filled) * self.weight

    @property
    def may_hold_posts(self) -> bool:
        """Whether this column can be chosen. If its name doesn't say that it holds texts, what stands in it must look like sentences."""
        if self.weight >= names.SOME:
            return True
        least = _SOME_WRITTEN if self.weight >= names.NONE else _MOST_WRITTEN
        return self.likeness >= _MORE_THAN_A_WORD and (not self.name or self.written >= least)

    @property
    def may_hold_posts_alone(self) -> bool:
        """Whether this column holds posts if there's no other: it isn't a list of words, and its name doesn't say something else."""
        least = 0 if self.weight >= names.NONE else _MOST_WRITTEN
        return self.weight >= names.SOME or (self.written >= least and not all(map(_LABELS.fullmatch, self.sample)))

    @property
    def written(self) -> float:
        """The share of cells that end like sentences, have several lines, a hashtag or an emoji, or are long. Those of positions don't."""
        written = sum(_WRITTEN.search(value) is not None or value.count(" ") >= _MANY_WORDS for value in self.sample)
        return written / len(self.sample) if self.sample else 0.0

    @property
    def holds_labels(self) -> bool:
        """Whether this column holds words such as “Reel” where its name may mean them: a plan whose posts aren't written yet."""
        return not names.is_surely_text(self.name) and all(_LABEL.fullmatch(value) for value in self.sample)

    @property
    def weight(self) -> float:
        """How much the name speaks for this column."""
        if self.answers:
            return 2 * names.STRONG
        weight = names.text_weight(self.name)
        # “LinkedIn” or “IG version” over a text is the post for that place
        return names.STRONG if weight == names.NONE and names.platform_in(self.name) else weight


def _count_words(value: str) -> float:
    """Return how many words of prose a cell has: 0 for a date, a number or an address, and a little for other signs."""
    text = value.strip()[:_LETTERS_LOOKED_AT]
    if len(text) <= LONGEST and (is_date(text) or parse_count(text) is not None or parse_flag(text) is not None):
        return 0
    if _PATH.fullmatch(text) or (_JSON.match(text) and value.rstrip()[-1] in "}]"):
        return 0
    prose = _CODE.sub(" ", _NO_PROSE.sub(" ", text))
    words = sum(1 for _ in islice(_WORD.finditer(prose), 100))
    return max(words, len(_NO_SPACES.findall(prose)) / 2, _HARDLY_A_WORD if _ADDRESS.sub(" ", text).strip() else 0)


def _grade(words: float, value: str) -> float:
    if words == 0:
        return 0.0
    grade = min(1.0, max(_LEAST, (words - 0.5) / (_ENOUGH_WORDS - 0.5)))
    text = value.strip()[:_LETTERS_LOOKED_AT]
    ended = _ENDS_SENTENCE.search(text) is not None
    if ended or "\n" in text:
        return min(1.0, grade + 0.1)
    if len(_LIST.findall(text)) * 2.5 >= words > 1:
        return grade * 0.4  # tags, or names
    if len(text) <= LONGEST and None not in parse_platforms(text):
        return grade * 0.2
    return grade


class Choice(Struct, frozen=True):
    """The column that holds the posts, by its number, or the candidates between which only the user can choose."""

    column: int | None = None
    candidates: tuple[int, ...] = ()


def choose(columns: Sequence[Column]) -> Choice:
    """Return the column that holds the posts. No column and no candidates: none of them reads like posts."""
    twins = find_twins([column.sample for column in columns])
    begun = {
        short: whole
        for short, whole in find_beginnings([column.sample for column in columns]).items()
        if not _are_one_row(columns[short], columns[whole])
    }
    twins = {**begun, **twins}
    own = [n for n, column in enumerate(columns) if n not in twins or columns[twins[n]].weight < column.weight / 2]
    choice = _choose([columns[number] for number in own])
    return Choice(
        None if choice.column is None else own[choice.column], tuple(own[number] for number in choice.candidates)
    )


def _choose(columns: Sequence[Column]) -> Choice:
    answers = [number for number, column in enumerate(columns) if column.answers]
    if len(answers) == 1 and any(
        names.may_be_answered(column.name) and column.likeness >= _MORE_THAN_A_WORD
        for number, column in enumerate(columns)
        if number != answers[0]
    ):
        return _answer_or_post(columns, answers[0])
    strengths = [column.strength if column.may_hold_posts else 0.0 for column in columns]
    best = max(range(len(columns)), key=strengths.__getitem__, default=None)
    if best is None or strengths[best] == 0:
        return Choice(_named_but_empty(columns))
    rivals = [
        number
        for number, column in enumerate(columns)
        if number != best
        and (
            strengths[number] >= _EQUAL * strengths[best]
            or (strengths[number] > 0 and _are_one_row(column, columns[best]))
            or _is_short_but_named(column, columns[best])
        )
        and not _is_copy(column, columns[best])
    ]
    surer = [number for number in (best, *rivals) if names.is_surely_of_a_post(columns[number].full_name)]
    if len(surer) == 1 and all(_is_surer(columns[surer[0]], columns[other]) for other in {best, *rivals} - {surer[0]}):
        return Choice(surer[0])
    for number in (best, *rivals):
        others = [columns[other] for other in (best, *rivals) if other != number]
        if others and all(_is_clearly_better(columns[number], other) for other in others):
            return Choice(number)
    if rivals:
        return Choice(candidates=tuple(sorted((best, *rivals))))
    return Choice() if len(columns) > 1 and columns[best].holds_labels else Choice(best)


def _answer_or_post(columns: Sequence[Column], answer: int) -> Choice:
    """Return the column with the answers. Beside questions it may be that of a quiz, whose posts have a column of their own."""
    asked = [names.words_of(column.name) for column in columns if names.may_be_answered(column.name)]
    posts = [
        number
        for number, column in enumerate(columns)
        if names.is_of_posts(column.name) and column.written >= _MOST_WRITTEN and number != answer
    ]
    if len(posts) == 1 and ("question",) in asked:
        return Choice(candidates=tuple(sorted((answer, posts[0]))))
    return Choice(answer)


def _is_short_but_named(one: Column, best: Column) -> bool:
    """Return whether a column has a better name than the best one, and posts that are merely short: a caption beside a script."""
    return (
        (best.weight < names.STRONG <= one.weight or _is_surer(one, best))
        and one.written >= _MOST_WRITTEN
        and len(set(one.sample)) == len(one.sample)
    )


def _is_surer(one: Column, other: Column) -> bool:
    """Return whether only posts have the name of a column, and much else has that of the other one. A plan may have few posts yet."""
    return (
        names.is_surely_of_a_post(one.full_name)
        and names.may_be_of_anything(other.full_name)
        and 2 * one.filled >= other.filled
        and one.written >= _MOST_WRITTEN
    )


def _is_clearly_better(one: Column, other: Column) -> bool:
    return one.weight >= other.weight and one.words >= _MUCH_LONGER * other.words and not _are_one_row(one, other)


def _named_but_empty(columns: Iterable[Column]) -> int | None:
    """Return a column whose name says that it holds the posts, and which has none, or only some such as “Yes”."""
    numbered = list(enumerate(columns))
    empty = (n for n, column in numbered if not column.sample and names.text_weight(column.name) >= names.STRONG)
    return next(empty, next((n for n, column in numbered if names.is_surely_text(column.name)), None))


def _are_one_row(one: Column, other: Column) -> bool:
    """Return whether two columns are of one row of texts, such as “Tweet 1” and “Tweet 2”, or “LinkedIn copy” and “X copy”."""
    names_ = [_NUMBER.sub("", column.name.casefold()).strip() for column in (one, other)]
    if names_[0] == names_[1] or _SIZES.sub("", names_[0]).split() == _SIZES.sub("", names_[1]).split() != []:
        return one.weight == other.weight >= (names.STRONG if one.name == other.name else names.SOME)
    return min(one.weight, other.weight) >= names.STRONG and None not in map(
        names.platform_in, (one.full_name, other.full_name)
    )


def _is_copy(one: Column, other: Column) -> bool:
    """Return whether two columns say the same, as exports of some tools do. The stronger of them, or the first, is as good as the other."""
    return one.sample == other.sample
