"""What a suggested question takes up of an event to come: its name, "the quiz night", and its day, "on Thursday".

Each function returns "" unless the draft says it plainly, and of a day that is still to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from softsell.compile_later import compile_later
from softsell.language.english.data import sets
from softsell.language.reading import Reading, Sentence
from softsell.language.token import Token

_SETS = sets("coming.txt")
_EVENTS = _SETS["events"]
_EVENTS_OF_TWO_WORDS = _SETS["events of two words"]
_EVENTS_OF_A_KIND = _SETS["events of a kind"]
_NO_KIND = _SETS["no kind"]
_NO_EVENTS = _SETS["no events"]
_PAST = _SETS["past"]
_NOT_PAST = _SETS["not past"]
_WITH_CAPITAL = _SETS["with a capital"]
_WEEKDAYS = {
    name[:length]: name.capitalize()
    for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for length in (3, 4, 5, len(name))
    if length != 4 or name.startswith(("tue", "thu"))
    if length != 5 or name.startswith("thu")
}
_MONTHS = frozenset(
    (
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    ).split()
)
_WEEKEND_DAYS = frozenset(("on Saturday", "on Sunday", "this Saturday", "this Sunday"))
_ALONE = frozenset(("tonight", "tomorrow", "today"))
_ON = frozenset("on back at in here this".split())
_BEGINNING = frozenset((*_ALONE, "weekend", "the", *_WEEKDAYS, *(f"{name}s" for name in _WEEKDAYS), *_MONTHS))
"""Words that may begin a day. Figures do too."""
_PARTS = frozenset(("morning", "afternoon", "evening", "night"))
_POINTING = frozenset(("this", "next"))
_NOT_ON = frozenset(
    (
        "from begin opens closes first second third fourth starting starts start begins beginning but by until till before since after "
        "last every each"
    ).split()
)
_TO = frozenset("and & to - – — / or + through".split())
_NOT_AN_EVENT_AFTER = frozenset(
    "after before during since until like than without no not every last of from by with".split()
)
_NEVER_IN_NAME = frozenset("a an the our your my this that these and or of to at on in for with by from is are".split())
_IS = frozenset(("is", "are"))
_OURS = frozenset(("our", "the", "this"))
_EARLY_SENTENCES = 2
_LATEST_VERB = 7
_SHORTEST_ANNOUNCED = 2
_EARLY = compile_later(r"[2-5](?:[.:][0-5]\d)? ?a\.?m\.?")
_NEVER_DEEDS = frozenset("night evening morning afternoon day session swap club breakfast party market".split())
_MOST_KINDS = 3
_OPENING = 40
"""Tokens. What is named later is only a part of the event: the disco of a museum's late night."""
_NO_EVENT_KINDS = frozenset(
    "international world national awareness independence labour memorial remembrance sales".split()
)
"""Of a day that is only marked, and of a night on which only the staff meet."""
_MOST_CAPITALS = 6
"""Words of a name in capitals."""
_LAST_DAY = 31
_SHORT = 3
_SHORT_WORDS = frozenset("gig run dog fun art tea pub sea dry wet big bbq day".split())


def day_in(reading: Reading) -> str:
    """The one day to come that the draft names, as it stands in a question: "on Saturday", "on 14 March", "tonight".

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
    """The date that stands behind a weekday, "on 7 December", since "on Sunday" would be this one. The day itself if none does."""
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
    return any(token.norm in _EVENTS or token.norm in _EVENTS_OF_A_KIND for token in said)


def _days(reading: Reading, end: int | None = None) -> Iterator[str]:
    """Each day that the draft names, up to a token; "" for one that isn't a single day to come."""
    tokens = reading.tokens[: reading.body if end is None else min(end, reading.body)]
    is_past: dict[int, bool] = {}  # by the first token of a sentence, which may be long and full of days
    at = 0
    while at < len(tokens):
        norm = tokens[at].norm
        may_begin = norm in _BEGINNING or norm[:1].isdecimal()  # nearly no word does
        length, day = _day_at(tokens, at) if may_begin else (0, "")
        if not length:
            at += 1
            continue
        sentence = reading.sentence_at(at)
        if sentence is not None and sentence.first not in is_past:
            is_past[sentence.first] = _tells_past(reading.tokens, sentence)
        yield "" if sentence is not None and is_past[sentence.first] else day
        at += length


def _day_at(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """How many tokens from here on name a day, and that day; ``(0, "")`` if they don't."""
    norm = tokens[at].norm
    before = tokens[at - 1].norm if at else ""
    if norm in _ALONE:
        night = at + 1 < len(tokens) and tokens[at + 1].norm in _PARTS
        return (2, f"{norm} {tokens[at + 1].norm}") if night else (1, norm)
    if norm == "weekend":
        return 1, f"{before} weekend" if before in _POINTING else "at the weekend" if before == "the" else ""
    is_weekday = norm in _WEEKDAYS and (tokens[at].text[:1].isupper() or len(norm) > _MOST_KINDS)
    length = 1 if is_weekday else 0
    if is_weekday and at + 1 < len(tokens) and tokens[at + 1].text in (",", "."):
        length += 1
    dated = _date_length(tokens, at + length)
    if norm.endswith("days") and norm[:-1] in _WEEKDAYS:
        return 1, ""  # every week
    if not is_weekday and not dated:
        return 0, ""
    end = at + (length + dated if dated else 1)
    if before in _NOT_ON or (end < len(tokens) and (tokens[end].clitic or _is_range(tokens, end))):
        return end - at, ""
    if before in _TO and at > 1 and _ends_date(tokens[at - 2]):
        return end - at, ""
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


def _is_day_number(norm: str) -> bool:
    figures = norm.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return figures.isdecimal() and len(figures) <= 2 and 1 <= int(figures) <= _LAST_DAY


def _is_range(tokens: Sequence[Token], end: int) -> bool:
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    return tokens[end].norm in _TO and following is not None and _ends_date(following)


def _ends_date(token: Token) -> bool:
    return token.norm in _WEEKDAYS or token.norm in _MONTHS or _is_day_number(token.norm)


def event_in(reading: Reading, first_found: int, last_found: int) -> str:
    """The event to come that the draft names first, as it stands behind "the": "spring plant sale", "Big Village Litter Pick".

    If the tokens found are themselves about an event, "swap", it's that one or none.
    """
    tokens = reading.tokens[: reading.body]
    found = range(first_found, min(last_found, len(tokens)))
    named = [at for at in found if tokens[at].norm in _EVENTS or tokens[at].norm == "swap"]
    for at in named or range(min(_OPENING, len(tokens))):
        token = tokens[at]
        in_two = at > 0 and f"{tokens[at - 1].norm}-{token.norm}" in _EVENTS_OF_TWO_WORDS
        is_event = in_two or token.norm in _EVENTS or token.norm in _EVENTS_OF_A_KIND
        if not is_event or token.clitic or _goes_on(tokens[at + 1 : at + 3]):
            continue
        first = _first_of_name(reading, at - in_two)
        if not in_two and tokens[at].text.islower() and _is_deed(tokens, at):
            continue
        if first == at and not in_two and token.norm in _EVENTS_OF_A_KIND:
            continue
        if not _NO_EVENT_KINDS.isdisjoint(token.norm for token in tokens[first:at]):
            continue
        if _before(tokens, first) in _NOT_AN_EVENT_AFTER or _is_past(reading, at):
            continue
        start = _start_of_capitals(tokens, first)
        if start < first:
            words = tokens[start : at + 1]
            return " ".join(token.text.capitalize() for token in words) if len(words) <= _MOST_CAPITALS else ""
        return _as_inside(tokens[first : at + 1], opens=reading.opens_sentence(first))
    return "" if named else _announced(reading)


def _announced(reading: Reading) -> str:
    """What an early sentence says is on some day, whatever it's called: "spring paddle" of "Our spring paddle is on the 3rd"."""
    tokens = reading.tokens
    for sentence in reading.sentences[:_EARLY_SENTENCES]:
        words = tokens[sentence.first : min(sentence.last, reading.body)]
        verb = next((at for at, token in enumerate(words[:_LATEST_VERB]) if token.norm in _IS), -1)
        if verb < _SHORTEST_ANNOUNCED or words[0].norm not in _OURS or _tells_past(tokens, sentence):
            continue
        if verb + 1 >= len(words):
            continue
        at = sentence.first + verb + 1 + (words[verb + 1].norm in ("on", "back", "this", "next"))
        named = words[1:verb]
        while named and named[0].norm in _NO_KIND:
            named = named[1:]
        is_name = all(token.kind == "word" and not token.clitic and token.norm not in _NEVER_IN_NAME for token in named)
        if not named or not is_name or named[-1].norm in _NO_EVENTS or "noun" not in named[-1].classes:
            continue
        if any(_day_at(tokens, place)[1] for place in (at, at - 1) if place < len(tokens)):
            return _as_inside(named, opens=False)
    return ""


def _goes_on(after: Sequence[Token]) -> bool:
    """Whether the noun before these is only the first half of a longer one: "quiz master", "fair price". "The market's on" isn't."""
    if not after:
        return False
    following = after[0]
    if following.clitic and after[-1].norm in _ON:
        return False
    if following.norm in _EVENTS_OF_A_KIND or following.norm in _EVENTS:
        return True
    if following.clitic or following.kind != "word" or "noun" not in following.classes:
        return following.clitic
    return not {"verb", "date", "number", "adjective"} & {*following.classes}


def _is_deed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a verb is one: "how roots talk", "till the lollies run out"."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1].norm if at + 1 < len(tokens) else ""
    if "verb" not in tokens[at].classes or before is None or tokens[at].norm in _NEVER_DEEDS:
        return False
    plural = before.norm.endswith("s") and not before.norm.endswith(("ss", "ics")) and before.text.islower()
    return plural or after in ("out", "up", "to", "it", "them", "you")


def _before(tokens: Sequence[Token], first: int) -> str:
    """The word before an event's name, past its article."""
    at = first - 1
    while at >= 0 and (tokens[at].norm in ("the", "our", "a", "an", "this") or tokens[at].norm in _NO_KIND):
        at -= 1
    return tokens[at].norm if at >= 0 else ""


def _first_of_name(reading: Reading, head: int) -> int:
    """Where the name of an event begins whose last word is at ``head``."""
    first = head
    sentence = reading.sentence_at(head)
    start = sentence.first if sentence is not None else head
    while first > start and head - first < _MOST_KINDS:
        if not _says_which(reading.tokens[first - 1], opens=first - 1 == start):
            break
        first -= 1
    return first


def _start_of_capitals(tokens: Sequence[Token], first: int) -> int:
    """Where a heading in capitals begins that the name ends: in "LOWER MILL FUN DOG SHOW" nobody can tell the place from the words."""
    while (
        first and tokens[first].text.isupper() and tokens[first - 1].kind == "word" and tokens[first - 1].text.isupper()
    ):
        first -= 1
    return first


def _says_which(token: Token, *, opens: bool) -> bool:
    if token.kind != "word" or token.clitic or token.norm in _NEVER_IN_NAME:
        return False
    if {"date", "number", "we", "you", "they"} & {*token.classes} and token.norm not in _WITH_CAPITAL:
        return False
    if token.norm == "open" or (token.text[:1].isupper() and not opens):
        return True
    if token.norm in _NO_KIND or ("command" in token.classes and "noun" not in token.classes):
        return False
    return bool({"noun", "adjective"} & {*token.classes}) or token.norm.endswith("ing") or token.text[:1].isupper()


def _as_inside(tokens: Sequence[Token], *, opens: bool) -> str:
    """A name as it stands inside a sentence: a capital that only began one is taken off, one of a name stays."""
    capitals = sum(token.text[:1].isupper() for token in tokens)
    if all(token.text.isupper() and len(token.text) > 1 for token in tokens):
        is_known = all(len(token.norm) > _SHORT or token.norm in _SHORT_WORDS for token in tokens)  # "KL" would be "kl"
        return " ".join(token.norm for token in tokens) if is_known else ""
    words = [token.text for token in tokens]
    if opens and capitals == 1 and tokens[0].classes != ("word",) and tokens[0].norm not in _WITH_CAPITAL:
        words[0] = tokens[0].norm
    return " ".join(words)


def early_in(tokens: Sequence[Token]) -> str:
    """The first time among these tokens if it's one at which most people sleep, "4am"; "" otherwise."""
    told = next((token for token in tokens if token.kind == "time"), None)
    return told.text if told is not None and _EARLY.fullmatch(told.norm) else ""


def _is_past(reading: Reading, index: int) -> bool:
    """Whether the sentence around a token tells what has been."""
    sentence = reading.sentence_at(index)
    return sentence is not None and _tells_past(reading.tokens, sentence)


def _tells_past(tokens: Sequence[Token], sentence: Sentence) -> bool:
    for token in tokens[sentence.first : sentence.last]:
        if token.norm in _PAST and not (token.norm in _WEEKDAYS and token.text[:1].isupper()):
            return True
        if token.norm.endswith("ed") and "verb" in token.classes and token.norm not in _NOT_PAST:
            return True
    return False
