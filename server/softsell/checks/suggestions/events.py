"""What a suggested question takes up of an event to come: its name, "the quiz night".

Each function returns "" unless the draft says it plainly.
"""

from __future__ import annotations

from collections.abc import Sequence

from softsell.checks.suggestions.days import DAYS_OF_A_FEAST, day_at, tells_past
from softsell.compile_later import compile_later
from softsell.language.english.acronyms import is_acronym
from softsell.language.english.data import sets
from softsell.language.english.frequency import is_known
from softsell.language.reading import Reading
from softsell.language.token import Token

_SETS = sets("coming.txt")
_EVENTS = _SETS["events"]
_EVENTS_OF_TWO_WORDS = _SETS["events of two words"]
_EVENTS_OF_A_KIND = _SETS["events of a kind"]
_NO_KIND = _SETS["no kind"]
_NO_EVENTS = _SETS["no events"]
_WITH_CAPITAL = _SETS["with a capital"]
_ON = _SETS["on"]
_NOT_AN_EVENT_AFTER = _SETS["no event after"]
_NEVER_IN_NAME = _SETS["never in a name"]
_IS = _SETS["is"]
_OURS = _SETS["ours"]
_NEVER_DEEDS = _SETS["never deeds"]
_NO_EVENT_KINDS = _SETS["kinds of no event"]
_SHORT_WORDS = _SETS["short words"]
_HOLIDAYS = _SETS["holidays in the genitive"]
_ACTIVITIES = _SETS["activities"]
_NO_ACTIVITIES = _SETS["no activities"]
_PLACES = frozenset(("cafe", "café"))
"""Events of a kind that are more often where the event is."""
_AT = frozenset(("in", "at", "outside", "behind", "above", "opposite"))
_JOINING = frozenset(("&", "and"))
_AFTER_AN_ACTIVITY = frozenset("on in at is with for this next from along by".split())
_INSIDE_TITLES = frozenset("& and in the on at of for with a n".split())
_FEWEST_IN_TITLE = 3
_NUMBER_OF_SERIES = compile_later(r"#\d{1,3}")
_REGULAR_EVENTS = frozenset(("club", "class", "group", "choir", "circle", "practice"))
"""What needs no article before it where it's said to be on: "Knit club is tomorrow"."""
_ARTICLES = frozenset(("the", "our", "a", "an", "this", "my"))
_EARLY_SENTENCES = 2
_LATEST_VERB = 7
_SHORTEST_ANNOUNCED = 2
_MOST_KINDS = 3
_OPENING = 14
"""Tokens. What is named later is only a part of the event: the disco of a museum's late night."""
_MOST_CAPITALS = 6
"""Words of a name in capitals."""
_SHORT = 3
"""Letters of a word in capitals that may be an abbreviation."""


def event_in(reading: Reading, first_found: int, last_found: int) -> str:
    """Return the event to come that the draft names first, as it stands in a question: "the spring plant sale", "Chess Night".

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
        is_heading = reading.opens_sentence(first) and _day_follows(tokens, at + 1)
        if not in_two and not is_heading and tokens[at].text.islower() and _is_deed(tokens, at):
            continue
        if first == at and not in_two and token.norm in _EVENTS_OF_A_KIND:
            continue
        if not _NO_EVENT_KINDS.isdisjoint(token.norm for token in tokens[first:at]):
            continue
        before = _before(tokens, first)
        if (
            before in _NOT_AN_EVENT_AFTER
            or (token.norm in _PLACES and _is_where(tokens, first))
            or _is_past(reading, at)
        ):
            continue
        start = _start_of_capitals(tokens, first)
        if start < first:
            words = tokens[start : at + 1]
            return f"the {_as_title(words)}" if len(words) <= _MOST_CAPITALS else ""
        first = _start_of_pair(tokens, first)
        if _is_owned(tokens, first):
            return _owned(tokens, first, at)
        name = _as_inside(tokens[first : at + 1], opens=reading.opens_sentence(first))
        number = _number_behind(tokens, at + 1)
        if number:
            return f"{name} {number}"
        return name if _stands_alone(name, tokens[:first]) else _with_article(name)
    return "" if named else _with_article(_announced(reading) or _activity(reading)) or _title(reading)


def _with_article(name: str) -> str:
    return f"the {name}" if name else ""


def _stands_alone(name: str, before: Sequence[Token]) -> bool:
    """Whether it's a name in the plural that the draft itself gives no article: "Open Studios", unlike "the Open Studios"."""
    has_article = bool(before) and before[-1].norm in _ARTICLES
    return not has_article and name.startswith("Open ") and name.istitle() and name.endswith("s")


def _number_behind(tokens: Sequence[Token], at: int) -> str:
    """Return the number of an event in a series, "#23". "" for none."""
    found = _NUMBER_OF_SERIES.fullmatch("".join(token.text for token in tokens[at : at + 2]))
    alone = _NUMBER_OF_SERIES.fullmatch(tokens[at].text) if at < len(tokens) else None
    return (alone or found or [""])[0]


def _start_of_pair(tokens: Sequence[Token], first: int) -> int:
    """Where a name begins that joins two things or belongs to a holiday: "Beans & Books fair", "St Patrick's Day parade"."""
    if first > 1 and tokens[first - 1].text in _JOINING and _says_which(tokens[first - 2], opens=False):
        opens = first == 2 or tokens[first - 3].kind in ("newline", "emoji", "punctuation")
        return first - 2 if opens or tokens[first - 1].text == "&" else first
    if first > 1 and tokens[first - 1].clitic and tokens[first - 2].norm in _HOLIDAYS:
        before = tokens[first - 3] if first > 2 else None
        return first - 2 - (before is not None and before.norm in ("st", "saint", "new", "children", "lunar"))
    return first


def _is_owned(tokens: Sequence[Token], first: int) -> bool:
    """Whether the words before are a name in the genitive: "Maria's" of "Maria's baking workshop"."""
    if first < 2 or not tokens[first - 1].clitic or tokens[first - 1].norm != "'s":
        return False
    owner = tokens[first - 2]
    return owner.kind == "word" and owner.text.istitle() and "noun" not in owner.classes and "date" not in owner.classes


def _owned(tokens: Sequence[Token], first: int, last: int) -> str:
    article = "the " if first > 2 and tokens[first - 3].norm == "the" else ""
    return article + _joined([token.text for token in tokens[first - 2 : last + 1]])


def _activity(reading: Reading) -> str:
    """Return what the draft's first words say people do there: "kite flying" of "Kite flying on the beach, Sunday 10-2"."""
    tokens = reading.tokens[: reading.body]
    start = next((at for at, token in enumerate(tokens[:_OPENING]) if token.kind not in ("emoji", "newline")), 0)
    words: list[Token] = []
    for token in tokens[start : start + _MOST_KINDS]:
        if token.kind != "word" or token.clitic or not ({"noun"} & {*token.classes} or token.norm.endswith("ing")):
            break
        words.append(token)
        if token.norm.endswith("ing"):
            break
    if not words or start + len(words) >= len(tokens) or _is_past(reading, start):
        return ""
    after = tokens[start + len(words)]
    ends = (
        after.kind in ("punctuation", "newline", "emoji", "date", "number", "time") or after.norm in _AFTER_AN_ACTIVITY
    )
    ends = ends or bool(day_at(tokens, start + len(words))[1])
    is_known_alone = len(words) == 1 and words[0].norm in _ACTIVITIES
    is_with_object = len(words) > 1 and words[-1].norm.endswith("ing") and words[-1].norm not in _NO_ACTIVITIES
    return " ".join(token.norm for token in words) if ends and (is_known_alone or is_with_object) else ""


def _title(reading: Reading) -> str:
    """Return the title in the draft's first words, "Poets in the Pub", if small words join its parts and a day or a line's end follows."""
    tokens = reading.tokens[: reading.body]
    start = next((at for at, token in enumerate(tokens[:_OPENING]) if token.kind not in ("emoji", "newline")), 0)
    end = start
    while end < len(tokens) and (_is_in_title(tokens[end]) or tokens[end].norm in _INSIDE_TITLES):
        if day_at(tokens, end)[0]:
            break
        end += 1
    while end > start and tokens[end - 1].norm in _INSIDE_TITLES:
        end -= 1
    words = tokens[start:end]
    small = [token.norm in _INSIDE_TITLES for token in words]
    if not _FEWEST_IN_TITLE <= len(words) <= _MOST_CAPITALS or small[0] or True not in small or end >= len(tokens):
        return ""
    follows = tokens[end].kind in ("newline", "emoji") or tokens[end].text in (",", ":", "-", "–", "—", "!", "|")
    if not follows and not any(day_at(tokens, at)[1] for at in range(end, min(end + 2, len(tokens)))):
        return ""
    if not all(token.text.isupper() or not token.text.isalpha() for token in words):
        return _joined([token.text for token in words])
    return " ".join(
        token.norm if is_small else token.text.capitalize() for token, is_small in zip(words, small, strict=True)
    )


def _is_in_title(token: Token) -> bool:
    return token.kind == "word" and not token.clitic and token.text[:1].isupper() and "date" not in token.classes


def _announced(reading: Reading) -> str:
    """Return what an early sentence says is on some day, without an article: "spring paddle" of "Our spring paddle is on the 3rd"."""
    tokens = reading.tokens
    for sentence in reading.sentences[:_EARLY_SENTENCES]:
        words = tokens[sentence.first : min(sentence.last, reading.body)]
        verb = next((at for at, token in enumerate(words[:_LATEST_VERB]) if token.norm in _IS), -1)
        if verb < _SHORTEST_ANNOUNCED or verb + 1 >= len(words) or tells_past(tokens, sentence):
            continue
        is_ours = words[0].norm in _OURS
        if not is_ours and words[verb - 1].norm not in _REGULAR_EVENTS:
            continue
        at = sentence.first + verb + 1 + (words[verb + 1].norm in ("on", "back", "this", "next"))
        named = words[is_ours:verb]
        while named and named[0].norm in _NO_KIND:
            named = named[1:]
        is_name = all(token.kind == "word" and not token.clitic and token.norm not in _NEVER_IN_NAME for token in named)
        if not named or not is_name or named[-1].norm in _NO_EVENTS or "noun" not in named[-1].classes:
            continue
        if at < len(tokens) and tokens[at].text in DAYS_OF_A_FEAST:
            at += 1
        if any(day_at(tokens, place)[1] for place in (at, at - 1) if place < len(tokens)):
            return _as_inside(named, opens=not is_ours)
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


def _day_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether a day stands here, "Winter lights walk on Thursday", so what is before it is a heading."""
    return any(place < len(tokens) and day_at(tokens, place)[1] for place in (at, at + 1))


def _before(tokens: Sequence[Token], first: int) -> str:
    """Return the word before an event's name, past its article."""
    at = first - 1
    while at >= 0 and (tokens[at].norm in _ARTICLES or tokens[at].norm in _NO_KIND):
        at -= 1
    return tokens[at].norm if at >= 0 else ""


def _is_where(tokens: Sequence[Token], first: int) -> bool:
    """Whether the words before put what follows behind a preposition of place: "in the ferry café"."""
    at = first - 1 - (tokens[first - 1].norm in _ARTICLES)
    return at >= 0 and tokens[at].norm in _AT


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
    while first and tokens[first].text.isupper() and _goes_on_in_capitals(tokens[first - 1]):
        first -= 1
    return first


def _goes_on_in_capitals(token: Token) -> bool:
    return token.kind == "word" and token.text.isupper() and not token.clitic and "date" not in token.classes


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
    """Return a name as it stands inside a sentence: a capital that only began one is taken off, one of a name stays."""
    capitals = sum(token.text[:1].isupper() for token in tokens)
    if all(token.text.isupper() and len(token.text) > 1 for token in tokens):
        is_common = all(map(_is_common, tokens))
        return " ".join(token.norm for token in tokens) if is_common else _as_title(tokens)
    words = [token.text for token in tokens]
    is_plain = tokens[0].classes != ("word",) and tokens[0].text[1:].islower()  # unlike "Mid-Autumn"
    if opens and capitals == 1 and is_plain and tokens[0].norm not in _WITH_CAPITAL:
        words[0] = tokens[0].norm
    return _joined(words)


def _joined(words: Sequence[str]) -> str:
    """Return the words with spaces between them, though not before "'s"."""
    return " ".join(words).replace(" '", "'").replace(" ’", "’")


def _as_title(tokens: Sequence[Token]) -> str:
    """Return a name in capitals as a title, "the Accra Design Meetup", since nobody can tell which of its words are always capitalised."""
    return _joined([token.text if _is_abbreviation(token) else _capitalised(token) for token in tokens])


def _capitalised(token: Token) -> str:
    if token.clitic:
        return token.text.lower()
    return (
        "-".join(part.capitalize() for part in token.text.split("-")) if "-" in token.text else token.text.capitalize()
    )


def _is_common(token: Token) -> bool:
    if token.norm in _WITH_CAPITAL:
        return False
    return (
        is_known(token.norm) or token.norm in _EVENTS or token.norm in _EVENTS_OF_A_KIND or token.norm in _SHORT_WORDS
    )


def _is_abbreviation(token: Token) -> bool:
    return token.text.isupper() and (is_acronym(token.norm) or (len(token.text) < _SHORT and not _is_common(token)))


def _is_past(reading: Reading, index: int) -> bool:
    """Whether the sentence around a token tells what has been."""
    sentence = reading.sentence_at(index)
    return sentence is not None and tells_past(reading.tokens, sentence)
