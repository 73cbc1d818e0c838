"""Decides whether a sentence without a question mark asks readers for an answer of their own: a guess, an idea, an objection, a picture.

"Have a guess what it's for", "Name ideas, please", "Change my mind" and "Send us a photo of your worst haircut" are requests.
``invitations`` asks this module and decides about everything else.
"""

from __future__ import annotations

from bisect import bisect_left

from softsell.language.english.clauses import FINITE, LEAD_INS, QUESTION_WORDS, QUOTES, Inside, first_three
from softsell.language.english.data import sets
from softsell.language.english.openings import table
from softsell.language.token import Token

_REQUESTS = table("requests")
_HELP_SEEKERS = table("help seekers")
_BEFORE_REQUEST = LEAD_INS | frozenset(
    """abeg ahead alright come everyone everybody folks friends go guys kindly lads now on oya please pls plz righto somebody
    someone today""".split()
)
"""Words before a request that belong to it: "Go on, …", "Someone teach me …"."""
_SAYING = frozenset(("said", "says"))
_COUNTERS = frozenset("bar barrier counter desk door gate kiosk reception till".split())
"""Where customers are served, so they're told what to do there: "Show us the ticket at the gate"."""
_MOST_CLAUSES = 8

_SETS = sets("requests.txt")

PERSONAL = _SETS["personal"]
"""What nobody should write under a post, and no answer to anything."""
ANSWERS = _SETS["answers"]
_SHOWN = _SETS["shown"]
_TOLD = _SETS["told"]
_STAND_OUT = _SETS["stand out"]
"""Words that say that a picture is worth a look, and not part of an order or a complaint."""
_AFTER_ANY = _SETS["after any"]
_GUESSED = _SETS["guessed"]
_LOOKING = _SETS["looking"]
_AROUND_LOOKING = _SETS["around looking"]
_ASKING = _SETS["asking"]
_MONEY_TIPS = _SETS["money tips"]
_FINITE_TOO = FINITE | {"come", "comes", "get", "gets", "go", "goes", "is", "went"}
_BE_OR_HAVE = frozenset(("is", "are", "was", "were", "am", "'m", "'s", "have", "has", "had", "got"))
_HEAD = 6
_FEW = 3


def shows_own(verb: str, following: list[str]) -> bool:
    """Whether the reader is asked for something to look at: "a photo of your worst haircut", "your own ending below"."""
    below = following[-1:] == ["below"] or "comments" in following
    if verb == "add" or verb == "post":
        return below and "your" in following[:5] and PERSONAL.isdisjoint(following)
    thing = next((at for at, norm in enumerate(following[:4]) if norm in _SHOWN), -1)
    if thing < 0 or following[0] not in ("a", "an", "one", "us", "me"):
        return False
    if verb == "share" and following[thing] in _TOLD:
        return True
    return "your" in following and (below or not _STAND_OUT.isdisjoint(following))


def requests_answer(tokens: list[Token], inside: Inside, *, commercial: bool) -> bool:
    """Whether one of its clauses begins as requests do: "Give this goat a caption", "Dogs or cats, pick a side"."""
    norms = inside.norms
    if not _SAYING.isdisjoint(norms) or is_for_customers(norms):
        return False
    positions = [bisect_left(inside.spoken, inside.content[start]) for start in inside.starts[:_MOST_CLAUSES]]
    if _REQUESTS.begin(norms, positions[0]):
        return True  # also where a comma is in between: "Favourite pub names, go!"
    for number, start in enumerate(positions):
        end = positions[number + 1] if number + 1 < len(positions) else len(norms)
        at = start
        while at < end - 1 and norms[at] in _BEFORE_REQUEST:
            if _REQUESTS.begin(norms, at, end):
                return True
            at += 1
        if at < end and (_REQUESTS.begin(norms, at, end) or (not commercial and _HELP_SEEKERS.begin(norms, at, end))):
            return True
    return False


def is_for_customers(norms: list[str]) -> bool:
    """Whether it tells customers what to do, at a counter or on a form."""
    if not {"form", "slip"}.isdisjoint(norms):
        return True
    return any(
        a == "at" and b == "the" and c in _COUNTERS for a, b, c in zip(norms, norms[1:], norms[2:], strict=False)
    )


def is_quotation(tokens: list[Token], content: list[int]) -> bool:
    """Whether it begins with words in quotes, and goes on after them: "“Guess who” was what it said"."""
    if not content or tokens[content[0]].text[0] not in QUOTES:
        return False
    return any(tokens[i].text[0] in QUOTES and tokens[i].kind == "punctuation" for i in content[2:-2])


def hands_over(norms: list[str]) -> bool:
    """Whether the words only say that it's the readers' turn: "Over to you", "Your turn", "Now you"."""
    return norms[-3:] == ["over", "to", "you"] or norms in (["your", "turn"], ["now", "you"], ["now", "your", "turn"])


def lets_them_ask(norms: list[str]) -> bool:
    """Whether it asks for questions: "Ask me anything", "Fire away", "AMA: …"."""
    one, two, three = first_three(norms)
    if one in ("ask", "fire") and two == "away":
        return True
    return one == "ama" or (
        one == "ask" and two in ("me", "us", "her", "him", "them") and three in ("anything", "whatever")
    )


def lets_them_argue(norms: list[str]) -> bool:
    """Whether it asks to be contradicted: "Change my mind", "Prove me wrong", "Discuss"."""
    one, two, three = first_three(norms)
    if norms[3:4] in (["about"], ["and"]):
        return False
    return norms in (["discuss"], ["debate"]) or (one, two, three) in (
        ("change", "my", "mind"),
        ("change", "our", "minds"),
        ("prove", "me", "wrong"),
        ("prove", "us", "wrong"),
        ("convince", "me", "otherwise"),
    )


def lets_them_guess(norms: list[str]) -> bool:
    """Whether it lets readers guess: "Have a guess what it's for", "Three guesses who", "See if you can work out where this is"."""
    if norms[:2] in (["go", "on"], ["come", "on"]):
        norms = norms[2:]
    one, two, three = first_three(norms)
    asked = not QUESTION_WORDS.isdisjoint(norms[1:])
    if one in ("have", "take", "hazard", "make") and two in ("a", "your"):
        return not {"guess", "stab"}.isdisjoint(norms[2:5]) or (three == "go" and "guessing" in norms[3:_HEAD])
    if "guesses" in norms[:2] and _BE_OR_HAVE.isdisjoint(norms[:3]):
        return asked or not {"please", "welcome", "below", "comments"}.isdisjoint(norms)
    if one == "guess" and (two == "the" or two in QUESTION_WORDS) and len(norms) > 2:
        return asked or not _GUESSED.isdisjoint(norms)
    puzzled = norms[4:5] in (["guess"], ["work"], ["tell"], ["spot"], ["name"])
    return norms[:4] == ["see", "if", "you", "can"] and puzzled and asked


def asks_for_answers(norms: list[str]) -> bool:
    """Whether it asks for ideas without a verb, or looks for them: "Name ideas, please", "Any thoughts on …", "Looking for tips on …"."""
    head = norms[:_HEAD]
    at = next((k for k, norm in enumerate(head) if norm in ANSWERS or norm in ("recs", "answers")), -1)
    if at < 0 or ("tips" in head and not _MONEY_TIPS.isdisjoint(norms)):
        return False
    before, following = norms[:at], norms[at + 1 :]
    told = not _FINITE_TOO.isdisjoint(following)
    if before[:1] == ["any"] and len(before) < _FEW:
        return (
            following[:1] != []
            and following[0] in _AFTER_ANY
            and (not told or following[0] in QUESTION_WORDS or following[1:2] == ["what"])
        )
    if told or not _BE_OR_HAVE.isdisjoint(before[1:]) or not following:
        return False
    looked = [norm for norm in before if norm not in _AROUND_LOOKING]
    if looked and _LOOKING.issuperset(looked):
        return {"our", "we"}.isdisjoint(following)
    return len(before) <= _FEW and (following[-1] in _ASKING or following[0] == "please")
