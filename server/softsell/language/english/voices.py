"""Finds the words that a post contains but its writer doesn't say: quoted, named and denied words.

Quoted: another person's words ("she yelled: buy now"), the words of a sign, a title in quotes. Named: the name of a song, a shop, a
film, a team ("the Hurry Curry van"). Denied: what nobody needs to do ("no need to act now", "without having to hurry").

Advertisements use the same marks. A whole post in quotes is its writer's, and so are quotes around a word of a pitch (get it "FREE").
Capitals On Every Word of a sentence are emphasis. When in doubt, the writer says it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from softsell.compile_later import compile_later
from softsell.language.english.clauses import BE, PRONOUNS, first_three
from softsell.language.english.data import sets
from softsell.language.english.lexicon import AUXILIARIES, BASE_VERBS, FUNCTION_WORDS
from softsell.language.english.people import begins_name
from softsell.language.sentence import Sentence
from softsell.language.token import DENIED, NAMED, QUOTED, Token

_SETS = sets("voices.txt")

_SAYING = _SETS["saying"]
_URGING = _SETS["urging"]
_REPORTING = _SAYING | _URGING
_OWN_SPEAKERS = _SETS["own speakers"]
_MENTIONED = _SETS["mentioned"]
_NAMING_NOUNS = _SETS["naming nouns"]
_TITLED_THINGS = _SETS["titled things"]
_PLACE_NOUNS = _SETS["place nouns"]
_BETWEEN = _SETS["between"]
_SAYERS = _SETS["sayers"]
_OPENING = {"“": "”", "„": "“”", "«": "»", '"': '"', "＂": "＂", "‘": "’", "'": "'"}
_MAY_OPEN = compile_later(r"[“„«\"＂]|(?<![^\W_])[‘']")
"""Finds what may open a quotation: a single mark behind a letter doesn't."""
_SINGLE = frozenset("‘'")
_LONGEST_QUOTE = 200
"""Tokens. A quote that isn't closed by then isn't one."""
_NEAR = 5
"""Tokens before or after a quote among which its speaker stands."""
_SHORT = 3
"""Words. Quotes around fewer may be emphasis."""
_LONGEST_NAME = 8
_LISTED = frozenset("cliches clichés expressions phrases slogans terms words".split())
"""Before a colon: what follows are words that the post is about, unless it counts them ("Two words: act fast")."""
_DENYING = frozenset(("no", "not", "without", "never", "nobody", "needn't"))
_LONGEST_DENIAL = 10
_LONGEST_ATTRIBUTION = 6
_HELD = frozenset(
    "ask believe bother expect get just let miss need only post print say shout stop tell think told urge wait want warned write".split()
)
"""Verbs after "we don't" whose object may well press: "we don't want you to miss it"."""
_PERFORMING = _SETS["performing"]
_OPENING_WITH = _SETS["opening with"]
_DESCRIBING = frozenset("a about an at behind beside between closed in my near next on opposite shut".split())
_SWITCHING = frozenset("disable enable hide mute select switch tick toggle turn uncheck unselect untick".split())
_MENUS = frozenset("menu options preferences settings".split())
_URGED = frozenset("everybody everyone her him me people them us you".split())
_GOING_ON = frozenset("again and as at for from in on over through to when while with".split())
"""Words that may follow "the robot said" and say more about it: "for the fortieth minute"."""
_STAGED = frozenset(
    "closes comes ends moved moves opened opens plays premieres returns runs screens starts tours".split()
)
_STAGED_BE = frozenset("at on playing running showing".split())
"""Words behind a title of several words: what happens to a play, a film or a show."""
_TOLD = frozenset(("asked", "asks", "promised", "promises", "told", "tells", "warned", "warns"))
_EMPHASIS = 3
"""How many words with a capital there are for one without, where every word has one for emphasis."""
_STARTING = frozenset(".!?…:-–—•*>")
_MANY_QUOTES = 3
"""Where more lines begin with ``>`` they are bullets."""


class Borrowed:
    """Why the writer of a post doesn't say some of its words.

    Sentences are looked into when someone asks about their words, each in linear time. Rules ask about few of them.
    """

    def __init__(self, prose: str, tokens: list[Token], sentences: Sequence[Sentence]) -> None:
        self._tokens = tokens
        self._marks = bytearray(len(tokens))
        self._sentences = sentences
        self._ends = [sentence.last for sentence in sentences]
        self._seen = bytearray(len(sentences))
        self._norms = [token.norm for token in tokens]
        self._reports, self._lists, self._denies = (
            not words.isdisjoint(self._norms) for words in (_REPORTING, _LISTED, _DENYING)
        )
        self._capitals = [at for at, token in enumerate(tokens) if token.kind == "word" and token.text[0].isupper()]
        self._emphatic: bool | None = None
        if _MAY_OPEN.search(prose):
            for first, last in _quotes(tokens):
                _mark(self._marks, first, last, QUOTED)
        if ">" in prose:
            for first, last in _quoted_lines(tokens):
                _mark(self._marks, first, last, QUOTED)

    def marks(self, first: int, last: int) -> bytearray:
        """Return for each of ``tokens[first:last]`` why its writer doesn't say it: 0, ``QUOTED``, ``NAMED`` or ``DENIED``."""
        number = bisect_right(self._ends, first)
        while number < len(self._sentences) and self._sentences[number].first < last:
            if not self._seen[number]:
                self._seen[number] = True
                self._look_into(self._sentences[number])
            number += 1
        return self._marks[first:last]

    def _look_into(self, sentence: Sentence) -> None:
        tokens, marks = self._tokens, self._marks
        # Most sentences have no word of saying, none that denies, and no capital after their first word.
        said = self._norms[sentence.first : sentence.last] if self._reports or self._lists or self._denies else ()
        if self._reports and not _REPORTING.isdisjoint(said):
            for first, last in _reported(tokens, sentence):
                _mark(marks, first, last, QUOTED)
        if self._lists and not _LISTED.isdisjoint(said) and (begin := _listed_from(tokens, sentence)):
            _mark(marks, begin, sentence.last, QUOTED)
        if self._denies and not _DENYING.isdisjoint(said):
            for first, last in _denials(tokens, sentence):
                _mark(marks, first, last, DENIED)
        capitals = self._capitals
        inside = capitals[bisect_left(capitals, sentence.first) : bisect_left(capitals, sentence.last)]
        for at in inside:
            if at + 1 < sentence.last and begins_name(tokens[at], tokens[at + 1]):
                _mark(marks, at, _name_end(tokens, at, sentence.last), NAMED)
        if inside and inside[-1] > sentence.first:
            if self._emphatic is None:
                self._emphatic = _capitals_are_emphasis(tokens)
            if not self._emphatic:
                for first, last in _names(tokens, sentence):
                    _mark(marks, first, last, NAMED)
        for at in range(sentence.first, sentence.last):
            if "name" in tokens[at].classes:
                marks[at] = NAMED


def may_be_borrowed(prose: str, tokens: list[Token], pronouns: Sequence[int]) -> bool:
    """Return whether some of the pronouns may be another person's or part of a name. It's a quick test; ``Borrowed`` decides."""
    if not pronouns:
        return False
    return (
        any(mark in prose for mark in '“"„«')
        or not _SAYING.isdisjoint([token.norm for token in tokens])
        or any(
            tokens[i].text[0].isupper()
            and tokens[i].norm != "i"
            and any(_is_capitalised(token) for token in tokens[i + 1 : i + 4])
            for i in pronouns
        )
    )


def _mark(marks: bytearray, first: int, last: int, why: int) -> None:
    marks[first:last] = bytes((why,)) * (last - first)


# Quotes


def _quotes(tokens: list[Token]) -> list[tuple[int, int]]:
    """Return the stretches in quotation marks that aren't the writer's own words, without the marks."""
    pairs = list(_pairs(tokens))
    if not pairs:
        return []
    words = sum(token.kind == "word" for token in tokens)
    inside = sum(token.kind == "word" for first, last in pairs for token in tokens[first:last])
    all_quoted = inside * 5 >= words * 4
    found: list[tuple[int, int]] = []
    for first, last in pairs:
        goes_on = found and found[-1][1] + _LONGEST_ATTRIBUTION + 2 >= first and _speaks(tokens[found[-1][1] : first])
        if goes_on or _is_anothers(tokens, first, last, all_quoted=all_quoted):
            found.append((first, last))
    return found


def _speaks(tokens: list[Token]) -> bool:
    """Return whether the words between two quotes say who speaks: “I love it,” says Ann. “I come every week.”"""
    return any(token.norm in _SAYING for token in tokens) and all(token.kind != "newline" for token in tokens)


def _pairs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Return the stretches between an opening and a closing quotation mark of the same paragraph."""
    after = 0  # where the quote before ends
    for index in [at for at, token in enumerate(tokens) if token.text in _OPENING]:
        if index < after or tokens[index].kind != "punctuation" or not _opens(tokens, index):
            continue
        end = _find_closing(tokens, index + 1, _OPENING[tokens[index].text])
        if end > index + 1:
            yield index + 1, end
            after = end + 1


def _opens(tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    glued_after = index + 1 < len(tokens) and tokens[index + 1].start == token.end
    if not glued_after and token.text not in "«„":
        return False
    return index == 0 or tokens[index - 1].end < token.start or tokens[index - 1].kind in ("punctuation", "newline")


def _find_closing(tokens: list[Token], index: int, closing: str) -> int:
    """Return the index of the closing mark, or 0."""
    single = closing in "’'"
    for at in range(index, min(len(tokens), index + _LONGEST_QUOTE)):
        token = tokens[at]
        if token.kind == "newline":
            return 0
        if token.kind == "punctuation" and token.text[0] in closing:
            glued = tokens[at - 1].end == token.start
            loose = at + 1 >= len(tokens) or tokens[at + 1].start > token.end or tokens[at + 1].kind != "word"
            if not single or (glued and loose):
                return at
    return 0


def _is_anothers(tokens: list[Token], first: int, last: int, *, all_quoted: bool) -> bool:
    """Return whether somebody else says the quoted words, or they are a title or words that are only mentioned."""
    before = _words_before(tokens, first - 1)
    after = _words_after(tokens, last + 1)
    said = _names_speaker(before) or _names_speaker(after) or _is_signed(tokens, last + 1)
    if said:
        return True
    if all_quoted:
        return False
    inside = [token for token in tokens[first:last] if token.kind == "word"]
    if not inside:
        return False
    near = [token.norm for token in before[-2:]]
    if near and near[-1] in BE:
        near = [token.norm for token in before]  # "his first sentence was"
    if _is_label(before):
        return True
    if not _MENTIONED.isdisjoint(near) or (after and after[0].norm in ("by", "as", *_NAMING_NOUNS)):
        return not _is_loud(inside)
    if _is_subject(tokens, first, last):
        return True
    if len(inside) >= _SHORT and _is_sentence(tokens, first, last):
        return True
    pitched = not _OWN_SPEAKERS.isdisjoint(near[-1:])
    return (
        len(inside) > 1
        and not pitched
        and _is_title(inside)
        and any(token.text.islower() for token in (*before, *after))
    )


def _is_label(before: list[Token]) -> bool:
    """Return whether the words before a quote say that it's a switch or a menu entry: turn off “Share my location”."""
    norms = [token.norm for token in before]
    return not _SWITCHING.isdisjoint(norms[-2:]) or not _MENUS.isdisjoint(norms)


def _is_subject(tokens: list[Token], first: int, last: int) -> bool:
    """Return whether the quote begins a sentence that says something about it: “Act now” is not a phrase you'll hear."""
    at = last + 1
    if at + 1 >= len(tokens) or not tokens[at].text.islower():
        return False
    opens = first < 2 or tokens[first - 2].kind == "newline" or tokens[first - 2].text[0] in ".!?"
    return opens and (
        tokens[at].norm in ("means", "meant", "has", "had")
        or (
            tokens[at].norm in BE
            and tokens[at + 1].norm not in ("back", "here", "on", "now", "live", "over", "ready", "finally")
        )
    )


def _words_before(tokens: list[Token], index: int) -> list[Token]:
    """Return the words shortly before a quote, in the same line."""
    found: list[Token] = []
    for at in range(index - 1, max(-1, index - 1 - _NEAR), -1):
        token = tokens[at]
        if token.kind == "newline" or token.text[0] in ".!?":
            break
        if token.kind == "word":
            found.insert(0, token)
    return found


def _words_after(tokens: list[Token], index: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens[index : index + _NEAR]:
        if token.kind == "newline" or token.text[0] in ".!?":
            break
        if token.kind == "word":
            found.append(token)
    return found


def _names_speaker(words: list[Token]) -> bool:
    """Return whether there is a verb of saying among the words whose subject isn't the writer or the reader."""
    return any(
        token.norm in _SAYING and (not at or words[at - 1].norm not in _OWN_SPEAKERS) for at, token in enumerate(words)
    ) and not any(token.norm in ("we", "i") for token in words)


def _is_signed(tokens: list[Token], index: int) -> bool:
    """Return whether a dash and a name follow the quote, on its line or on the next: “It lasts for years.” – Ann."""
    if index < len(tokens) and tokens[index].kind == "newline":
        index += 1
    if index + 1 >= len(tokens) or tokens[index].text not in ("-", "–", "—", "--", "~", "―"):
        return False
    name = tokens[index + 1]
    return name.kind == "mention" or (
        name.kind == "word" and name.text[0].isupper() and not name.text.isupper() and name.norm not in BASE_VERBS
    )


def _is_sentence(tokens: list[Token], first: int, last: int) -> bool:
    """Return whether the quote is a sentence of its own: it begins with a capital letter or behind a colon, and ends with a mark."""
    opens = first < 2 or tokens[first - 2].kind in ("newline", "punctuation", "emoji")
    begins = tokens[first].text[0].isupper() or tokens[first].text[0] in ".…"  # “... the rest of a sentence.”
    begins = begins or (first > 1 and tokens[first - 2].text == ":")  # for those who write without capitals
    return opens and begins and tokens[last - 1].text[0] in ".!?…,"


def _is_loud(words: list[Token]) -> bool:
    return all(token.text.isupper() and len(token.text) > 1 for token in words)


def _is_title(words: list[Token]) -> bool:
    """Return whether every word has a capital first letter except small ones, and not all letters are capitals."""
    return words[0].text[0].isupper() and all(
        (token.text[0].isupper() and (len(token.text) == 1 or not token.text.isupper()))
        or token.norm in _BETWEEN
        or token.clitic
        for token in words
    )


def _quoted_lines(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Return the lines that begin with ``>``, as people quote in plain text, if the post has more lines of its own."""
    if not any(token.text == ">" for token in tokens):
        return
    lines: list[tuple[int, int]] = []
    first = 0
    for index, token in enumerate(tokens):
        if token.kind == "newline":
            lines.append((first, index))
            first = index + 1
    lines.append((first, len(tokens)))
    quoted = [(first, last) for first, last in lines if first < last and tokens[first].text == ">"]
    if len(quoted) * 2 <= len(lines) and len(quoted) < _MANY_QUOTES:
        yield from quoted


# Reported speech


def _reported(tokens: list[Token], sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Return what another person says in a sentence without quotation marks: "he yelled: buy now", "Be quick, my gran said"."""
    for index in range(sentence.first, sentence.last):
        token = tokens[index]
        if token.kind == "word" and token.norm in _URGING and (begin := _urged_from(tokens, sentence, index)):
            yield begin, sentence.last
            return
        if token.kind != "word" or token.norm not in _SAYING:
            continue
        sign = _sign_end(tokens, sentence, index)
        if sign:
            yield index + 1, sign
        mark = tokens[index + 1].text if index + 1 < sentence.last else ""
        begins = mark == ":" or (mark == "," and index + 2 < sentence.last and tokens[index + 2].text[0].isupper())
        if begins and _has_speaker(tokens, sentence, index):
            yield index + 2, sentence.last
            return
        if token.norm in _TOLD and (begin := _told_from(tokens, sentence, index)):
            yield begin, sentence.last
            return
        comma = _attribution_comma(tokens, sentence, index)
        if comma is not None:
            yield sentence.first, comma
            return


def _listed_from(tokens: list[Token], sentence: Sentence) -> int:
    """Return where the words begin that a sentence lists as words, or 0: "Phrases I'd ban: act fast, game changer"."""
    for index in range(sentence.first, min(sentence.last, sentence.first + _LONGEST_ATTRIBUTION + 2)):
        if tokens[index].text == ":":
            said = [token.norm for token in tokens[sentence.first : index]]
            counted = "number" in tokens[sentence.first].classes
            return 0 if counted or _LISTED.isdisjoint(said[:-1]) else index + 1
    return 0


def _told_from(tokens: list[Token], sentence: Sentence, index: int) -> int:
    """Return where the words begin that somebody is told behind a colon, or 0: "She told the crowd: we will rebuild it"."""
    if not _has_speaker(tokens, sentence, index):
        return 0
    near = range(index + 2, min(sentence.last, index + _NEAR))
    return next((at + 1 for at in near if tokens[at].text == ":"), 0)


def _urged_from(tokens: list[Token], sentence: Sentence, index: int) -> int:
    """Return where the words begin that somebody is urged with, or 0: "a man told me to", "who asks you to"."""
    to = index + 2 if index + 1 < sentence.last and tokens[index + 1].norm in _URGED else index + 1
    begin = to + 1
    if to + 1 < sentence.last and tokens[to].norm == "not":
        begin, to = to, to + 1
    if to + 1 >= sentence.last or tokens[to].norm != "to" or index == sentence.first:
        return 0
    speakers = [token for token in tokens[max(sentence.first, index - _NEAR) : index] if token.kind == "word"]
    passive = any(token.norm in BE for token in speakers[-2:]) and to == index + 1
    own = any(token.norm in ("we", "i", "you", "our") for token in speakers[-2:])
    return begin if passive or (speakers and not own) else 0


def _sign_end(tokens: list[Token], sentence: Sentence, index: int) -> int:
    """Return where words in capitals after "the sign says" end, or 0."""
    end = index + 1
    while end < sentence.last and tokens[end].kind == "word" and tokens[end].text.isupper():
        end += 1
    loud = end - index > 2 and not tokens[index].text.isupper() and _has_speaker(tokens, sentence, index)
    return end if loud else 0


def _has_speaker(tokens: list[Token], sentence: Sentence, index: int) -> bool:
    """Return whether the word before the verb of saying is a person or thing that isn't the writer."""
    if index == sentence.first:
        return False
    before = tokens[index - 1]
    if before.norm in ("that", "which") and index - 1 > sentence.first and "noun" in tokens[index - 2].classes:
        before = tokens[index - 2]  # "a sign that says"
    if before.norm in _SAYERS:
        return True
    if before.kind != "word" or before.norm in FUNCTION_WORDS or before.norm in AUXILIARIES:
        return False
    return before.norm not in _OWN_SPEAKERS and not any(
        token.norm in ("our", "we", "i", "you") for token in tokens[max(sentence.first, index - _NEAR) : index]
    )


def _attribution_comma(tokens: list[Token], sentence: Sentence, index: int) -> int | None:
    """Return the comma before "my gran said" or "says Ann", where these end the sentence or another comma follows."""
    comma = next(
        (
            at
            for at in range(index - 1, max(sentence.first, index - _LONGEST_ATTRIBUTION), -1)
            if tokens[at].text == ","
        ),
        None,
    )
    if comma is None or comma == sentence.first:
        return None
    speaker = [token for token in tokens[comma + 1 : index] if token.kind == "word"]
    proverb = len(speaker) > 1 and speaker[0].norm == "as"  # "as they say"
    if proverb:
        del speaker[0]
    end = index + 1
    if not speaker:  # "says Ann": the name follows
        while end < sentence.last and end - index < _LONGEST_ATTRIBUTION and tokens[end].kind == "word":
            if speaker and tokens[end].norm in _GOING_ON:
                break
            speaker.append(tokens[end])
            end += 1
        named = [token for token in speaker if token.norm not in ("the", "my", "a", "his", "her", "their")]
        if not named or tokens[index].norm in BASE_VERBS:
            return None
    if not speaker or any(token.norm in _OWN_SPEAKERS for token in speaker):
        return None
    if speaker[0].norm in FUNCTION_WORDS and speaker[0].norm not in ("the", "my", "a", "his", "her", "their", *_SAYERS):
        return None
    if tokens[index].norm in BASE_VERBS and len(speaker) == 1 and speaker[0].norm in FUNCTION_WORDS and not proverb:
        return None
    closes = end >= sentence.last or tokens[end].kind == "punctuation" or tokens[end].norm in _GOING_ON
    return comma if closes else None


# Denials


def _denials(tokens: list[Token], sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Return what a sentence says nobody needs to do, up to the end of the clause. The denying words aren't in it."""
    first, last = sentence.first, sentence.last
    index = first
    while index < last:
        begin = _denied_from(tokens, index, last)
        if not begin:
            index += 1
            continue
        end = begin
        while end < min(last, begin + _LONGEST_DENIAL) and (
            not _ends_clause(tokens[end]) or _goes_on_in_list(tokens, end, last)
        ):
            end += 1
        if end > begin:
            yield begin, end
        index = max(end, index + 1)


def _goes_on_in_list(tokens: list[Token], comma: int, last: int) -> bool:
    """Return whether a comma stands in a row of things that ends with "or" or "nor": "we don't do countdowns, flash sales or …"."""
    if tokens[comma].text != ",":
        return False
    for token in tokens[comma + 1 : min(last, comma + _LONGEST_DENIAL)]:
        if token.norm in ("or", "nor"):
            return True
        if token.norm in PRONOUNS or token.norm in AUXILIARIES or token.norm in ("but", "just", "so", "because"):
            return False
    return False


def _ends_clause(token: Token) -> bool:
    return (token.kind == "punctuation" and token.text[0] in ",;:.!?—–-") or token.norm in (
        "but",
        "just",
        "so",
        "because",
    )


def _denied_from(tokens: list[Token], index: int, last: int) -> int:
    """Return where the denied words begin after denying words at ``index``, or 0."""
    one = tokens[index].norm
    if one not in _DENYING:
        return 0
    if one in ("not", "never") and _is_denied_by_subject(tokens, index, last):
        return index + 1
    two, three, _ = first_three([token.norm for token in tokens[index + 1 : min(last, index + 3)]])
    if one == "no" and two in ("need", "rush", "pressure", "hurry", "obligation") and three in ("to", "for", "and"):
        return index + 3
    if one == "not" and two in ("need", "have") and three == "to":
        return index + 3
    if one == "without":
        if two in ("having", "needing") and three == "to":
            return index + 3
        if two in ("a", "any") and three in ("need", "rush", "pressure"):
            return index + 3
        return 0
    if one == "nobody" and two in ("has", "needs", "had", "needed") and three == "to":
        return index + 3
    if one in ("never", "not") and two in ("write", "say", "ask", "tell", "shout", "print", "post", "urge"):
        speaker = tokens[index - 1].norm if index else ""
        imperative = index == 0 or not ({speaker} & ({"will", "would", "do", "does", "did", "we", "i"} | _SAYERS))
        if imperative or (one == "not" and speaker == "do" and not _has_subject(tokens, index)):
            return 0
        return index + 2
    return 0


def _is_denied_by_subject(tokens: list[Token], index: int, last: int) -> bool:
    """Return whether "not" or "never" at ``index`` says what somebody doesn't do: "we don't do discounts", "we aren't selling fast"."""
    at = index - 1 if tokens[index - 1].norm in ("do", "does", "did", "are", "is", "am", "was", "were") else index
    if at < 1 or index + 1 >= last or (at == index and tokens[index].norm == "not"):
        return False
    if tokens[index + 1].norm == "believe" and index + 2 < last and tokens[index + 2].norm == "in":
        return tokens[at - 1].norm in ("we", "i", "they", "he", "she")
    return tokens[at - 1].norm in ("we", "i", "they", "he", "she") and tokens[index + 1].norm not in _HELD


def _has_subject(tokens: list[Token], index: int) -> bool:
    """Return whether a pronoun stands before "do not" at ``index``: "we don't write", unlike "don't say you weren't told"."""
    return index >= 2 and tokens[index - 2].norm in PRONOUNS


# Names


def _capitals_are_emphasis(tokens: Sequence[Token]) -> bool:
    """Return whether capitals say nothing about names, because nearly all words have one. Words that begin a sentence, and small words
    that titles leave lower-case, don't count.
    """
    capitals = lower = 0
    opens = True
    for token in tokens:
        if token.kind != "word":
            opens = opens or token.kind in ("newline", "emoji") or token.text[0] in _STARTING
            continue
        if not opens and not token.clitic:
            text = token.text
            if text.islower() and token.norm not in _BETWEEN:
                lower += 1 + (token.norm in AUXILIARIES)  # capitals for emphasis don't leave out "is"
            elif text[0].isupper():
                capitals += token.norm != "i"
        opens = False
    return capitals > _EMPHASIS * lower


def _names(tokens: list[Token], sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Return the names in a sentence: runs of words with capitals next to words without any.

    One word is a name after "the" and before a noun that things with names have ("the Hurry van"). Several words are a name inside a
    sentence, or where they begin it and no order does. After "our" and "your" they are a slogan.
    """
    index, last = sentence.first, sentence.last
    if not any(_is_lower(tokens[at]) for at in range(index, last)) or _capitals_are_emphasis(tokens[index:last]):
        return
    opening = True
    while index < last:
        token = tokens[index]
        if not token.text[0].isupper() or not _is_capitalised(token):
            opening = opening and token.kind != "word"
            index += 1
            continue
        end = _name_end(tokens, index, last)
        if opening and end > index + 1 and token.norm in ("the", "a", "an"):
            index += 1
        following = tokens[end].norm if end < last else ""
        if following == "(" and end + 1 < last:
            following = tokens[end + 1].norm
        size = sum(_is_capitalised(tokens[at]) for at in range(index, end))
        determined = index > sentence.first and tokens[index - 1].norm == "the"
        own = any("brand" in tokens[at].classes for at in range(index, end))
        known = (following in _NAMING_NOUNS and (determined or size > 1)) or _is_known_thing(
            tokens, index, end, sentence.first
        )
        if not own and (known or _is_many(tokens, index, end, size, opening=opening)):
            yield index, end
        opening = False
        index = end


def _is_many(tokens: list[Token], first: int, end: int, size: int, *, opening: bool) -> bool:
    if size < 2:
        return False
    before = tokens[first - 1].norm if first else ""
    if opening and _is_described(tokens, end):
        return tokens[first].norm not in AUXILIARIES
    if before in ("our", "your", "this", "a", "my", "an", "is", "are", ":", "-", "–", "—", "!"):
        return False
    head = tokens[first]
    if opening and size >= _SHORT and _is_staged(tokens, end):
        return True  # "As You Like It opens on Friday"
    if head.norm in PRONOUNS or head.norm in _OWN_SPEAKERS:
        if size > 2 and _is_performed(tokens, first):
            return True
        small = any(token.norm in PRONOUNS or token.norm in AUXILIARIES for token in tokens[first + 1 : end])
        return size > 2 and small and end < len(tokens) and tokens[end].norm in AUXILIARIES
    if opening:
        return head.norm not in BASE_VERBS and head.norm not in FUNCTION_WORDS and head.norm not in AUXILIARIES
    return head.norm not in BASE_VERBS or before in ("the", "by", "at", "of", "in", "with")


def _is_staged(tokens: list[Token], index: int) -> bool:
    """Return whether the words that begin at ``index`` say what a play or a film does: "opens", "is on", "are both on", "was sold out"."""
    if index >= len(tokens) or not tokens[index].text.islower():
        return False
    if tokens[index].norm in _STAGED:
        return True
    following = [token.norm for token in tokens[index + 1 : index + 3]]
    return tokens[index].norm in BE and not _STAGED_BE.isdisjoint(following)


def _is_performed(tokens: list[Token], first: int) -> bool:
    """Return whether the words from ``first`` on are what somebody sings or plays: "the choir opens with You Raise Me Up"."""
    before = tokens[max(0, first - 2) : first]
    if before and before[-1].norm in _PERFORMING:
        return True
    return [token.norm for token in before][1:] == ["with"] and before[0].norm in _OPENING_WITH


def _is_known_thing(tokens: list[Token], first: int, end: int, begin: int) -> bool:
    """Return whether words with capitals are a place ("Last Chance Creek") or follow a thing that has titles ("the film Buy Now")."""
    if end - first > 1 and tokens[end - 1].norm in _PLACE_NOUNS:
        return True
    return first > begin and tokens[first - 1].norm in _TITLED_THINGS and tokens[first - 1].text.islower()


def _is_described(tokens: list[Token], index: int) -> bool:
    """Return whether the words that begin at ``index`` say what or where something is: "is a pub", "was behind the station", "by Ann"."""
    if index + 1 < len(tokens) and tokens[index].norm == "by" and tokens[index + 1].text[0].isupper():
        return True
    if index < len(tokens) and tokens[index].text == "," and _is_apposed(tokens, index + 1):
        return True
    if index + 1 >= len(tokens) or tokens[index].norm not in BE:
        return False
    if tokens[index + 1].norm in ("the", "a", "an", "our", "my") and tokens[index].norm != "are":
        described = tokens[index + 2 : index + 2 + _NEAR]
        if any(token.norm in _NAMING_NOUNS and token.text.islower() for token in described):
            return True
    return tokens[index + 1].norm in _DESCRIBING


def _is_apposed(tokens: list[Token], index: int) -> bool:
    """Return whether the words that begin at ``index``, behind a name and a comma, say who it is: "our spaniel," or "my aunt's goat,"."""
    comma = next((at for at in range(index + 2, min(len(tokens), index + 5)) if tokens[at].text == ","), 0)
    if not comma or tokens[index].norm not in ("our", "my", "his", "her", "their", "a", "an"):
        return False
    return "noun" in tokens[comma - 1].classes and not any(
        "offer" in token.classes or token.norm.endswith("est") for token in tokens[index:comma]
    )


def _is_lower(token: Token) -> bool:
    return token.kind == "word" and not token.clitic and token.text.islower()


def _is_capitalised(token: Token) -> bool:
    text = token.text
    return token.kind == "word" and not token.clitic and text[0].isupper() and (len(text) == 1 or not text.isupper())


def _name_end(tokens: list[Token], index: int, last: int) -> int:
    """Return where the run of capitalised words that begins at ``index`` ends. Small words may be inside it."""
    end = at = index + 1
    while at < min(last, index + _LONGEST_NAME):
        token = tokens[at]
        if _is_capitalised(token):
            end = at + 1
        elif not (token.norm in _BETWEEN or token.clitic):
            break
        at += 1
    return end
