"""Decides whether a sentence is a question, by its question mark, or by its words if the mark is missing.

``invitations`` decides whether the question is sincere and what it's good for.
"""

from __future__ import annotations

from itertools import pairwise

from softsell.language.english.clauses import (
    ANYONE,
    BE,
    HEAD_LENGTH,
    INVERTING,
    LEAD_INS,
    PRONOUNS,
    QUESTION_WORDS,
    QUOTES,
    SUBJECTS,
    YOU,
    first_three,
    is_handle,
)
from softsell.language.english.data import sets
from softsell.language.english.labels import asked_after_label
from softsell.language.english.lexicon import VERB_FORMS
from softsell.language.english.openings import table
from softsell.language.token import Token

_SETS = sets("questions.txt")
_UNMARKED = table("unmarked")

_ASKED_OF_ANYONE = _SETS["asked of anyone"] | {""}
_GREETINGS = frozenset(("hey", "hi", "hello", "hiya"))
_BACK_CHANNEL = frozenset(("yeah", "oh"))
_NAME_END = 2
_KINDS_OF_THINGS = _SETS["kinds of things"]
_MAY_ASK = INVERTING | QUESTION_WORDS | ANYONE | {"wtf", "wth", "anything", "at", "any", "u", "ya", "you", "y'all"}
"""Words with which a question without a mark begins."""
_EXPLETIVES = frozenset(("hell", "heck", "fuck", "crap", "bloody", "devil", "fudge", "fawk"))
_ASKED = PRONOUNS | {"people", "folk", "folks"}
_SECOND_FINITE = _SETS["second finite"]


def _find_head(tokens: list[Token], content: list[int]) -> int:
    """Return the position in ``content`` of the first word that matters, after greetings, names and bullets."""
    position = 0
    while position < len(content) - 1:
        token = tokens[content[position]]
        following = tokens[content[position + 1]]
        if is_handle(token):
            after = tokens[content[position + 2]].norm if position + 2 < len(content) else ""
            if following.norm in INVERTING and after not in PRONOUNS:
                break
        elif not (
            token.kind in ("punctuation", "url")
            or token.norm in LEAD_INS
            or any(norm in LEAD_INS for norm in token.stretched)
            or (token.kind == "number" and following.kind == "punctuation")
        ):
            break
        position += 1
    return position


def is_question(tokens: list[Token], content: list[int], spoken: list[int], mark: int | None) -> bool:
    """Whether a sentence is a question. ``mark`` is the index of its last question mark."""
    if mark is not None:
        if _is_reported(tokens, content, mark):
            return _is_inverted(tokens, content) and tokens[content[0]].text[0] not in QUOTES
        return not _is_filler(tokens, spoken, mark)
    if _is_inverted(tokens, content) or _ends_in_tag(tokens, content):
        return True
    norms = [tokens[i].norm for i in spoken]
    begin = asked_after_label(tokens, spoken, norms)
    if begin and _is_inverted(tokens, content[content.index(spoken[begin]) :]):
        return True
    if (
        begin
        and norms[begin] in INVERTING
        and len(norms) > begin + 2
        and norms[0] in ("serious", "genuine", "random", "quick", "dumb")
    ):
        return True
    start = begin or next((at for at, norm in enumerate(norms) if norm not in LEAD_INS), 0)
    return _UNMARKED.begin(norms, start)


def _is_reported(tokens: list[Token], content: list[int], mark: int) -> bool:
    """Whether the question mark is inside quotes that are only part of the sentence, so somebody else asks."""
    quotes = [i for i in content if tokens[i].kind == "punctuation" and tokens[i].text[0] in QUOTES]
    closing = next((i for i in quotes if i > mark), None)
    if closing is None:
        return False
    opening = next((i for i in reversed(quotes) if i < mark), None)
    before = opening is not None and any(tokens[i].kind == "word" for i in content if i < opening)
    after = any(tokens[i].kind == "word" for i in content if i > closing)
    return before or after


def _is_filler(tokens: list[Token], spoken: list[int], mark: int) -> bool:
    """Whether it asks nothing: "you know?" after a statement, "Right?", "Hello Anna?"."""
    before = [tokens[i].norm for i in spoken if i < mark and not is_handle(tokens[i])]
    if before and (before[0] in _GREETINGS or before[0] in _BACK_CHANNEL):
        return len(before) == 1 or (len(before) == _NAME_END and tokens[spoken[-1]].text[0].isupper())
    return len(before) > 2 and before[-2:] == ["you", "know"] and before[-3] not in INVERTING


def _is_inverted(tokens: list[Token], content: list[int]) -> bool:
    """Whether the words form a question although it has no question mark."""
    head = _find_head(tokens, content)
    if tokens[content[head]].norm not in _MAY_ASK or is_handle(tokens[content[head]]):
        return False
    norms = [tokens[i].norm for i in content[head : head + HEAD_LENGTH] if not is_handle(tokens[i])]
    one, two, three = first_three(norms)
    if two in ("the", "any") and tokens[content[-1]].text == ".":
        return False
    if one in INVERTING and one != "'s":
        return _verb_asks(one, two, three) or (
            len(content) > head + 2 and one in BE and is_handle(tokens[content[head + 1]])
        )
    if one in QUESTION_WORDS or one in ("wtf", "wth"):
        return _question_word_asks(one, two, three, norms)
    if (one, two) in (("anything", "else"), ("at", "what")):
        return True
    if two == "ever" and one in ("u", "ya", "you", "y'all"):
        return three != ""
    if one in ANYONE or (one == "any" and two in ("one", "1", "body")):
        following = two if one in ANYONE else three
        if (
            following in ("who", "else")
            and tokens[content[-1]].text == "."
            and not _SECOND_FINITE.isdisjoint(norms[2:])
        ):
            return False  # "Anyone who wants one can have one."
        return following in _ASKED_OF_ANYONE
    return one == "any" and not {"want", "wan", "wanna", "wana", "here", "care", "else"}.isdisjoint(norms[:8])


def _verb_asks(one: str, two: str, three: str) -> bool:
    """Whether a sentence that begins with a form of "be", "do", "have" or a modal is a question."""
    if two == "not":
        return (three in PRONOUNS and (one, three) != ("do", "you")) or (
            three in SUBJECTS and one not in ("do", "have", "does", "did") and three not in ("the", "any")
        )
    if one in ("have", "had", "may"):
        return (two in YOU or two in ("we", "they", "i")) and three != "" and one != "had"
    if one == "do":
        return (two in YOU or two in ("we", "they", "any", "i")) and three != ""
    return two in SUBJECTS and not (one in ("should", "were") and two in ("the", "this", "your", "it", "there"))


def _question_word_asks(one: str, two: str, three: str, norms: list[str]) -> bool:
    """Whether a sentence that begins with a question word asks, and isn't a title ("How to …") or a clause ("What I love is …")."""
    if one in ("hows", "whats"):
        return two != ""
    if (one, two, three) == ("what", "'s", "more"):
        return False
    if two in INVERTING:
        if one == "which" and two in BE:
            return False
        doubled = one in ("what", "who", "where") and two in ("'s", "is", "are", "was")
        return not (doubled and any(n in _SECOND_FINITE for n in norms[3:]))
    if two in ("u", "ya") or (
        two == "you" and (three.endswith(("ing", "in")) or three in ("up", "up2", "at", "from", "been", "want"))
    ):
        return one != "when"
    if one == "how":
        return two in ("about", "come", "bout", "many") or (
            two in ("much", "old", "long", "far", "often") and three in INVERTING
        )
    if one == "what" and two in ("about", "bout", "up"):
        return True
    if one in ("what", "which") and two in _KINDS_OF_THINGS:
        return any(a in INVERTING and b in SUBJECTS for a, b in pairwise(norms[2:7]))
    if one in ("what", "which") and _chooses(norms):
        return True
    if two == "the" and three in _EXPLETIVES:
        return True
    if one == "why":
        return two in ("so", "no", "not", "")
    if one == "where":
        return norms[-1] == "at" or two == "in"
    if one == "who":
        return two in VERB_FORMS or two in ("else", "wanna", "wan")
    return one == "what" and not any(norm.isalnum() for norm in norms[1:])


def _chooses(norms: list[str]) -> bool:
    """Whether "which" and a thing are followed by a verb and its subject: "which biryani place should i try"."""
    two = norms[1:2]
    if not two or two[0] in SUBJECTS or two[0] in INVERTING or two[0] == "a":
        return False
    return any(a in INVERTING and b in _ASKED for a, b in pairwise(norms[2:6])) or (
        norms[2:3] in (["makes"], ["made"], ["gets"], ["keeps"]) and norms[3:4] == ["you"]
    )


def _ends_in_tag(tokens: list[Token], content: list[int]) -> bool:
    """Whether the sentence ends in ``isn't it`` or the like."""
    if len(content) <= 5:
        return False
    tail = [tokens[i].norm for i in content[-5:] if tokens[i].kind == "word"][-3:]
    return (
        len(tail) == 3
        and tail[0] in INVERTING
        and tail[1] == "not"
        and tail[2] in ("it", "you", "they", "we", "he", "she", "i")
    )
