"""Finds the longest paragraph, and breaks it in two between sentences that don't lean on each other. No word changes."""

from __future__ import annotations

from itertools import pairwise

from softsell.checks.cutting import leans
from softsell.checks.finding import Fix
from softsell.compile_later import compile_later
from softsell.draft.span import Span
from softsell.language.english.clauses import BE
from softsell.language.english.lexicon import AUXILIARIES
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import WORD_KINDS

_SHORTEST = 20
"""Words in the shorter of the two new paragraphs."""
_FIRST_EMOJI = 0x2190
_LAST = 8
"""Characters at the end of a sentence that may be emoji or bullets."""
_BRACKETS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
_OPENING_MARKS = '([{"“„«'
_CLOSING_QUOTES = '"”»'
"""Who said it, or the next one of a row, often follows them."""
_PARTED = "\n\n"
_POINT = compile_later(
    r"(?<!\S)(?:\(?(?P<number>\d{1,2})[.)]|(?<=[.!?:] )(?P<dash>[-–*•▪])|(?P<arrow>[→➔➜➡►▶👉✅✔☑]\ufe0f?)) "
)
"""What stands before a point of a list: a number, a dash behind a sentence, or an arrow or a tick anywhere."""
_ENDS_WITH_NUMBER = compile_later(r"(?<!\S)\(?(?:(?:\d{1,2}|[IVX]{1,4})[.)]|[A-Za-z]\))\s*\Z")
_LONGEST_NUMBER = 6
_REFERRING = frozenset(
    "both former latter these those ones one others another other such same first second third either neither also too still yet"
    " however instead secondly thirdly".split()
)
"""Words that point back to what was just said, when a sentence begins with them or soon after: "one of the goals", "like those"."""
_PAIRS = {("of", "those"), ("of", "these"), ("of", "them"), ("like", "those"), ("one", "is"), ("one", "was")} | {
    ("the", noun) for noun in ("issue", "problem", "result", "reason", "answer", "difference", "point", "contrary")
}
_EARLY = 4
_SHORT = 5
"""Words in a sentence such as "Everyone loves it", which says little by itself."""
_PRONOUNS = frozenset("it its they them their theirs he him his she her hers this that those these such".split())
_LEANING_WORTH = 0.5
"""How much a place before a sentence with a pronoun is worth, beside a place in the same distance from the middle."""
_OBJECTS = frozenset("it them him her that this".split())
_SOON = 10
"""Tokens at the beginning of a sentence in which those words, and pairs of words, are looked for."""
_POINTING = frozenset(("those", "these"))
_SUBJECTS = frozenset("i we you he she they it this that there who".split())


def break_longest(reading: Reading) -> Fix | None:
    """Return a fix that puts an empty line near the middle of the longest paragraph, or ``None`` if no sentence begins anew there."""
    paragraph = _longest(_paragraphs(reading), reading)
    counts = [_words(reading, [sentence]) for sentence in paragraph]
    total = sum(counts)
    listed = _list_begins(reading, paragraph)
    best: tuple[float, Span] | None = None
    before = opened = 0
    for (left, right), words in zip(pairwise(paragraph), counts, strict=False):
        before += words
        opened += _left_open(reading.draft.prose[left.start : left.end], opened)
        shorter = min(before, total - before)
        in_list = listed is not None and right.end > listed
        if opened or in_list or shorter < _SHORTEST or (best is not None and shorter <= best[0]):
            continue
        worth = shorter * (1 if _starts_fresh(reading, right) else _LEANING_WORTH)
        if (best is None or worth > best[0]) and _may_part(reading, left, right):
            best = worth, Span(left.end, right.start)
    return None if best is None else Fix("Begin a new paragraph", best[1], _PARTED)


def longest_paragraph(reading: Reading) -> Span | None:
    """Return where the longest paragraph is; ``None`` if the draft has no other."""
    paragraphs = _paragraphs(reading)
    longest = _longest(paragraphs, reading)
    return Span(longest[0].start, longest[-1].end) if len(paragraphs) > 1 else None


def _longest(paragraphs: list[list[Sentence]], reading: Reading) -> list[Sentence]:
    return max(paragraphs, key=lambda one: _words(reading, one), default=[]) if len(paragraphs) != 1 else paragraphs[0]


def _paragraphs(reading: Reading) -> list[list[Sentence]]:
    """Return the sentences of each line, without the closing hashtags."""
    prose = reading.draft.prose
    found: list[list[Sentence]] = []
    for sentence in reading.sentences:
        if sentence.first >= reading.body:
            break
        if found and "\n" not in prose[found[-1][-1].end : sentence.start]:
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return found


def _list_begins(reading: Reading, paragraph: list[Sentence]) -> int | None:
    """Return where the second point of a list within the paragraph begins: "1. what it costs 2. who pays", "🥐 Rolls. 🥐 Buns.".

    Nobody can tell where its last point ends, and the points belong together, so the rest of the paragraph isn't parted.
    """
    if not paragraph:
        return None
    begins = [_second_of_row(reading, paragraph), _second_point(reading, paragraph)]
    return min((begin for begin in begins if begin is not None), default=None)


def _second_of_row(reading: Reading, paragraph: list[Sentence]) -> int | None:
    """Return where the second sentence begins that has the same emoji before it as an earlier one."""
    seen: set[str] = set()
    for sentence in paragraph:
        first = reading.tokens[sentence.first]
        if first.kind == "emoji":
            if first.text in seen:
                return sentence.start
            seen.add(first.text)
    return None


def _second_point(reading: Reading, paragraph: list[Sentence]) -> int | None:
    """Return where the second point behind a number, a dash or an arrow begins."""
    points = _POINT.finditer(reading.draft.prose, paragraph[0].start, paragraph[-1].end)
    numbers: set[int] = set()
    dashes = 0
    for point in points:
        number, dash = point["number"], point["dash"] or point["arrow"]
        if number is not None and int(number) - 1 in numbers:
            return point.start()
        numbers.update({int(number)} if number is not None else ())
        dashes += dash is not None
        if dashes > 1:
            return point.start()
    return None


def _words(reading: Reading, sentences: list[Sentence]) -> int:
    return sum(
        token.kind in WORD_KINDS and not token.clitic
        for sentence in sentences
        for token in reading.tokens[sentence.first : min(sentence.last, reading.body)]
    )


def _left_open(sentence: str, opened: int) -> int:
    """Return how many brackets and quotes a sentence opens and doesn't close, after one that left ``opened`` open."""
    change = sum(sentence.count(opening) - sentence.count(closing) for opening, closing in _BRACKETS)
    if sentence.count('"') % 2:
        change += -1 if opened else 1
    return max(change, -opened)


def _may_part(reading: Reading, left: Sentence, right: Sentence) -> bool:
    prose = reading.draft.prose
    gap = prose[left.end : right.start]
    if (
        not gap
        or gap.strip(" \t")
        or prose[left.end - 1].isalnum()
        or prose[left.end - 1] in ":,;-–—…?"
        or prose[right.start] in _OPENING_MARKS
        or prose[left.end - 1] in _CLOSING_QUOTES
        or prose[: left.end].endswith("..")
        or _ends_with_bullet(prose[left.start : left.end])
    ):
        return False
    if leans(reading, right) or _points_back(reading, right) or not _begins_anew(prose[right.start : right.end]):
        return False
    if not (_tells(reading, left) or _tells(reading, right)) or _begin_alike(reading, left, right):
        return False  # they are said in one breath: "Tired eyes. Cold hands. Wet feet."
    end = prose[max(left.start, left.end - _LONGEST_NUMBER) : left.end]
    return not _ENDS_WITH_NUMBER.search(end) and not _is_initial(prose[max(0, left.end - 3) : left.end])


def _points_back(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence says of what, or of whom, only together with the one before."""
    tokens = reading.tokens[sentence.first : min(sentence.last, sentence.first + _SOON)]
    if any(token.norm in _REFERRING for token in tokens[:_EARLY]):
        return True
    short = sum(token.kind == "word" for token in tokens) <= _SHORT
    if short and any(token.norm in _OBJECTS for token in tokens):
        return True
    return any(
        (token.norm in _POINTING and following.kind != "word") or (token.norm, following.norm) in _PAIRS
        for token, following in pairwise(tokens)
    )


def _starts_fresh(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a whole sentence begins, and no pronoun soon in it, and no "the" that begins it, needs what came before."""
    said = [token.norm for token in reading.tokens[sentence.first : min(sentence.last, sentence.first + _SOON)]]
    whole = _tells(reading, sentence) or not said[0].endswith("ing")
    return whole and said[0] != "the" and _PRONOUNS.isdisjoint(said)


def _tells(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence surely has a subject and a verb: it has a pronoun that is one, or a helping verb."""
    return any(
        token.norm in _SUBJECTS or token.norm in BE or token.norm in AUXILIARIES
        for token in reading.tokens[sentence.first : sentence.last]
    )


def _begin_alike(reading: Reading, left: Sentence, right: Sentence) -> bool:
    """Return whether two sentences begin with the same two words, as a row does: "It was cold. It was late."."""
    begins = [[token.norm for token in reading.tokens[one.first : one.last][:2]] for one in (left, right)]
    return begins[0] == begins[1]


def _ends_with_bullet(sentence: str) -> bool:
    """Return whether a symbol at the end belongs to what follows, as in "why we walk: ▪️ every day …"."""
    bare = sentence.rstrip("\ufe0f\u200d ")
    said = bare.rstrip(
        "".join({character for character in bare[-_LAST:] if ord(character) > _FIRST_EMOJI}) + "\ufe0f\u200d "
    )
    return said != bare and not said.endswith((".", "!", "?", "…", ")", '"', "”"))


def _is_initial(end: str) -> bool:
    """Return whether a sentence seems to end only because of an initial, such as "K."."""
    return len(end) == 3 and end[2] == "." and end[1].isupper() and not end[0].isalnum()


def _begins_anew(sentence: str) -> bool:
    """Return whether a sentence begins with a capital or an emoji, unlike the next point of a list: "3) what it costs"."""
    first = next((character for character in sentence if character.isalnum() or ord(character) > _FIRST_EMOJI), "")
    return first.isupper() or (bool(first) and not first.isalnum())
