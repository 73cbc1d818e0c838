"""What a suggested question takes up of when something is to be: its day, "on Thursday".

Each function returns "" unless the draft says it plainly, and of a day that is still to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from softsell.language.english.data import sets
from softsell.language.reading import Reading
from softsell.language.sentence import Sentence
from softsell.language.token import Token

_SETS = sets("coming.txt")
_EVENTS = _SETS["events"] | _SETS["events of a kind"]
_PAST = _SETS["past"]
_NOT_PAST = _SETS["not past"]
_WEEKDAYS = {
    "mon": "Monday",
    "monday": "Monday",
    "tue": "Tuesday",
    "tues": "Tuesday",
    "tuesday": "Tuesday",
    "wed": "Wednesday",
    "weds": "Wednesday",
    "wednesday": "Wednesday",
    "thu": "Thursday",
    "thur": "Thursday",
    "thurs": "Thursday",
    "thursday": "Thursday",
    "fri": "Friday",
    "friday": "Friday",
    "sat": "Saturday",
    "saturday": "Saturday",
    "sun": "Sunday",
    "sunday": "Sunday",
}
_LONGEST_WORD_TOO = 3
"""Letters of a weekday that may be another word in lower case: "sun", "sat", "wed"."""
_MONTHS = _SETS["months"]
_ALONE = _SETS["days alone"]
_PARTS = _SETS["parts of a day"]
_POINTING = _SETS["pointing"]
_NOT_ON = _SETS["not on the day after"]
_TO = _SETS["between two days"]
_WEEKEND_DAYS = frozenset(("on Saturday", "on Sunday", "this Saturday", "this Sunday"))
_BEGINNING = frozenset((*_ALONE, "weekend", "the", *_WEEKDAYS, *(f"{name}s" for name in _WEEKDAYS), *_MONTHS))
"""Words that may begin a day. Figures do too."""
DAYS_OF_A_FEAST = frozenset(("Easter", "Shrove", "Palm"))
_LAST_DAY = 31


def day_in(reading: Reading) -> str:
    """Return the one day to come that the draft names, as it stands in a question: "on Saturday", "on 14 March", "tonight".

    "" if it names none, several, or a day that is past.
    """
    found = list(dict.fromkeys(_days(reading)))
    opening = reading.sentences[0] if reading.sentences else None
    if len(found) > 1 and opening is not None:
        first = list(dict.fromkeys(_days(reading, opening.last)))
        found = first if len(first) == 1 and first[0] and _names_event(reading, opening) else found
    weekend = [day for day in found if day.endswith("weekend")]
    if weekend and all(day in ("", *weekend, *_WEEKEND_DAYS) for day in found):
        return weekend[0]
    return _with_date(reading.tokens[: reading.body], found[0]) if len(found) == 1 else ""


def _with_date(tokens: Sequence[Token], day: str) -> str:
    """Return the date that stands behind a weekday, "on 7 December", since "on Sunday" would be this one. The day itself if none does."""
    for at, token in enumerate(tokens):
        if day != f"on {_WEEKDAYS.get(token.norm)}":
            continue
        first = at + 2 if at + 1 < len(tokens) and tokens[at + 1].text in (",", ".") else at + 1
        date = tokens[first : first + _date_length(tokens, first)]
        if any(part.norm in _MONTHS for part in date):
            return f"on {' '.join(part.text.rstrip('.') for part in date)}"
    return day


def _names_event(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence names an event, so the days that others name are something else: "If it rains we'll do it on Sunday"."""
    said = reading.tokens[sentence.first : sentence.last]
    return any(token.norm in _EVENTS for token in said)


def _days(reading: Reading, end: int | None = None) -> Iterator[str]:
    """Each day that the draft names, up to a token; "" for one that isn't a single day to come."""
    tokens = reading.tokens[: reading.body if end is None else min(end, reading.body)]
    is_past: dict[int, bool] = {}  # by the first token of a sentence, which may be long and full of days
    at = 0
    while at < len(tokens):
        norm = tokens[at].norm
        may_begin = norm in _BEGINNING or norm[:1].isdecimal()  # nearly no word does
        length, day = day_at(tokens, at) if may_begin else (0, "")
        if not length:
            at += 1
            continue
        sentence = reading.sentence_at(at)
        if sentence is not None and sentence.first not in is_past:
            is_past[sentence.first] = tells_past(reading.tokens, sentence)
        yield "" if sentence is not None and is_past[sentence.first] else day
        at += length + (_says_again(tokens, at + length) if norm in _ALONE else 0)


def _says_again(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from here on say which weekday the day before them is: "tomorrow (Saturday)"."""
    is_set_off = at < len(tokens) and tokens[at].text in ("(", ",")
    length = is_set_off + 1
    named = tokens[at + length - 1 : at + length]
    return length if is_set_off and named and named[0].norm in _WEEKDAYS else 0


def day_at(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """How many tokens from here on name a day, and that day; ``(0, "")`` if they don't."""
    norm = tokens[at].norm
    before = tokens[at - 1].norm if at else ""
    if norm in _ALONE:
        night = at + 1 < len(tokens) and tokens[at + 1].norm in _PARTS
        return (2, f"{norm} {tokens[at + 1].norm}") if night else (1, norm)
    if norm == "weekend":
        return 1, f"{before} weekend" if before in _POINTING else "at the weekend" if before == "the" else ""
    is_weekday = norm in _WEEKDAYS and (tokens[at].text[:1].isupper() or len(norm) > _LONGEST_WORD_TOO)
    length = 1 if is_weekday else 0
    if is_weekday and at + 1 < len(tokens) and tokens[at + 1].text in (",", "."):
        length += 1
    dated = _date_length(tokens, at + length)
    if norm.endswith("days") and norm[:-1] in _WEEKDAYS:
        return 1, ""  # every week
    if not is_weekday and not dated:
        return 0, ""
    end = at + (length + dated if dated else 1)
    owned = end < len(tokens) and tokens[end].clitic
    if before in _NOT_ON or (owned and not _owns_event(tokens, end)) or (end < len(tokens) and _is_range(tokens, end)):
        return end - at, ""
    if before in _TO and at > 1 and _ends_date(tokens[at - 2]):
        return end - at, ""
    if is_weekday and tokens[at - 1].text in DAYS_OF_A_FEAST and at:
        return end - at, f"on {tokens[at - 1].text} {_WEEKDAYS[norm]}"
    if is_weekday:
        return end - at, f"{before if before in _POINTING else 'on'} {_WEEKDAYS[norm]}"
    return end - at, f"on {' '.join(token.text for token in tokens[at:end] if token.kind != 'punctuation')}"


def _date_length(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from here on are a date: "14 March", "March 14th", "the 18th"."""
    near = [token.norm for token in tokens[at : at + 3]] + ["", "", ""]
    if near[0] in _MONTHS and _is_day_number(near[1]):
        return 2
    if near[0] == "the" and _is_day_number(near[1]) and not near[1].isdecimal():
        is_of_month = near[2] == "of" and at + 3 < len(tokens) and tokens[at + 3].norm in _MONTHS
        if is_of_month:
            return 4
        following = tokens[at + 2] if at + 2 < len(tokens) else None
        ends = following is None or following.kind != "word" or "noun" not in following.classes
        return 2 if ends or near[2] in _MONTHS else 0
    if _is_day_number(near[0]):
        if near[1] in _MONTHS:
            return 2
        if near[1] == "of" and near[2] in _MONTHS:
            return 3
        if not near[0].isdecimal() and at and tokens[at - 1].norm in _WEEKDAYS:
            return 1
    return 0


def _owns_event(tokens: Sequence[Token], clitic: int) -> bool:
    """Whether an event follows a day: "Saturday's gig", "this Thursday's talk"."""
    return any(token.norm in _EVENTS for token in tokens[clitic + 1 : clitic + 3])


def _is_day_number(norm: str) -> bool:
    figures = norm.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return figures.isdecimal() and len(figures) <= 2 and 1 <= int(figures) <= _LAST_DAY


def _is_range(tokens: Sequence[Token], end: int) -> bool:
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    return tokens[end].norm in _TO and following is not None and _ends_date(following)


def _ends_date(token: Token) -> bool:
    return token.norm in _WEEKDAYS or token.norm in _MONTHS or _is_day_number(token.norm)


def tells_past(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Return whether a sentence tells what has been."""
    for at, token in enumerate(tokens[sentence.first : sentence.last], sentence.first):
        if (
            token.norm in _PAST
            and not _compares(tokens, at)
            and not (token.norm in _WEEKDAYS and token.text[:1].isupper())
        ):
            return True
        if token.norm.endswith("ed") and "verb" in token.classes and token.norm not in _NOT_PAST:
            return True
    return False


def _compares(tokens: Sequence[Token], at: int) -> bool:
    """Whether "last" only compares what is to come with an earlier time: "about 200 of us last year"."""
    return tokens[at].norm == "last" and at + 1 < len(tokens) and tokens[at + 1].norm in ("year", "time")
