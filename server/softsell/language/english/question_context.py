"""What the sentences around a question say of it: whether the writer answers it, tells that somebody asked it, or sells something after it.

"Is oat straw good for rabbits? It is." asks nobody. "Have you thought about solar? Book a survey." asks nobody either: it's a hook.
``invitations`` looks at the question alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from softsell.language.english.clauses import (
    INVERTING,
    LEAD_INS,
    PRONOUNS,
    QUESTION_WORDS,
    QUOTES,
    SUBJECTS,
    Inside,
    first_three,
)
from softsell.language.english.data import sets
from softsell.language.english.invitations import is_heading, is_rhetorical, main_clause, offers, question_invites
from softsell.language.english.lexicon import ADJECTIVES, BASE_VERBS
from softsell.language.english.openings import table
from softsell.language.english.sentence_kinds import Kind
from softsell.language.token import Token

_SETS = sets("question_context.txt")

_YES_OR_NO = _SETS["yes or no"]
_REASONS = _SETS["reasons"]
_ANSWERERS = _SETS["answerers"]
_SPEECH = _SETS["speech"]
_TURNS = _SETS["turns"]
_TROUBLES = _SETS["troubles"]
_HELP = _SETS["help"]
_SERVICE_ORDERS = _SETS["service orders"]
_SELLING_ORDERS = _SETS["selling orders"]
_PRICES = frozenset(("money", "percent"))
_ADDRESSED = frozenset(("you", "u", "your", "ur", "yours", "yourself", "y'all"))
_OPENS_YES_OR_NO = INVERTING - {"may", "must", "shall", "r"}
_ENDS_ANSWER = frozenset(("is", "was", "are", "were", "did", "does", "do", "has", "can", "will"))
_IS = frozenset(("is", "'s"))
_LONGEST_RETORT = 2
_LONGEST_STUB = 4
_LONGEST_PROMPT = 8
_TURNING = (("in", "the", "end"), ("as", "it", "turns"), ("as", "it", "turned"), ("turns", "out"), ("so", "i"))
_QUESTIONS_IN_A_ROW = 4
_REVEAL_HEAD = 6
_HELPING = frozenset(
    """build buy can clean collect cover deliver do fit fix guarantee help install make manage offer provide repair replace run sell ship
    stock supply teach""".split()
)
_IN_SHOPS = frozenset("sale stock bestseller bestsellers preorder online range".split())
_HOOKS = table("hooks")
_MAY_HOOK = table("may hook")
_PITCHES = _SETS["pitches"]
_LONGEST_PITCH = 12
_OFFERED = frozenset(("our", "free"))
_SHARING = frozenset("ask call come find free hear listen look meet read see share support tell thank watch".split())
"""Orders that sell nothing by themselves: "Read our report"."""
_NEVER_BARE = frozenset(
    """really seriously right ok okay see sorry pardon huh eh why any anyone anybody thoughts opinions ideas recommendations suggestions
    agree no yes the a an in on at of or but and guess result best worst favourite favorite another more no nothing something""".split()
)
_OF_THE_SHOP = _SETS["of the shop"]
"""What customers ask a business, so that a page of questions has the answer behind each."""
_WE_THEY = frozenset(("we", "i", "he", "she", "they", "at"))
_CHOSE = _SETS["chose"]
_STILL_ASKING = frozenset("advise be correct explain give help let please recommend send suggest tell any".split())
_NUMBERS = _SETS["numbers"]
_OFFER_WITHIN = 2
"""Sentences after a question in which its offer stands."""


class Settled(NamedTuple):
    """The numbers of questions about which the sentences around them leave no doubt, whatever the post is for.

    Attributes:
        no_hooks: the writer answers or tells them, or helps.
        hooks: something is sold right after them.
    """

    no_hooks: frozenset[int] = frozenset()
    hooks: frozenset[int] = frozenset()


def settle(tokens: list[Token], insides: Sequence[Inside], kinds: list[Kind], *, commercial: bool) -> Settled:
    """Correct what the questions of a draft do, in ``kinds``, by what stands around them."""
    for number in range(1, len(kinds)):
        _settle_request(tokens, insides, kinds, number)
    asked = [number for number, kind in enumerate(kinds) if kind.kind == "question"]
    if not asked:
        return Settled()
    meant, hooks = set(), set()
    offered: list[bool] = []  # found when a hook first needs it
    for number in asked:
        kind, inside = kinds[number], insides[number]
        following = insides[number + 1] if number + 1 < len(insides) else None
        told = _is_told(tokens, inside, _first_statement(insides, kinds, number))
        told = told or (kind.invites and _is_revealed(_first_statement(insides, kinds, number)))
        told = told or (kind.invites and following is not None and _is_somebody_elses(tokens, inside))
        if told or _is_answered(tokens, inside, following, kinds[number + 1] if following else None):
            kinds[number] = kind._replace(invites=False, sales_question=False)
            meant.add(number)
        elif _leads_to_sale(tokens, insides, kinds, number) or (
            kind.invites
            and (
                _leads_to_ours(inside, following)
                or (_wants_no_answer(_words(inside)) and _is_sold_after(tokens, insides, kinds, number))
            )
        ):
            kinds[number] = kind._replace(invites=False, sales_question=True)
            hooks.add(number)
        elif _is_service(tokens, inside, following, kinds, number):
            kinds[number] = kind._replace(sales_question=False)
            meant.add(number)
        elif (
            _is_topic(kinds, number)
            or (
                kind.sales_question
                and following is not None
                and _tells_of_themselves(following)
                and not _is_sold_after(tokens, insides, kinds, number)
            )
            or (
                kind.sales_question
                and not (offered := offered or _offered_after(tokens, insides, kinds, commercial=commercial))[number]
            )
        ):
            kinds[number] = kind._replace(sales_question=False)
        elif (
            not kind.invites
            and (kind.sales_question or (commercial and _may_hook(tokens, inside)))
            and (
                _is_sold_after(tokens, insides, kinds, number)
                or (
                    (kind.sales_question or _is_bare(_words(inside)) or _wants_no_answer(_words(inside)))
                    and following is not None
                    and _praises_ours(following)
                )
            )
        ):
            kinds[number] = kind._replace(sales_question=True)
            hooks.add(number)
    return Settled(frozenset(meant), frozenset(hooks))


def _settle_request(tokens: list[Token], insides: Sequence[Inside], kinds: list[Kind], number: int) -> None:
    """Correct two sentences that only make sense with the one before: "Best biscuit. Go." and "Guess how old she is. Ninety-four."."""
    norms, before = insides[number].norms, insides[number - 1].norms
    if norms == ["go"] and kinds[number - 1].kind in ("question", "fragment") and 1 < len(before) <= _LONGEST_PROMPT:
        kinds[number] = kinds[number]._replace(invites=before[-1] not in ("go", "set", "steady"))
    elif before[:1] == ["guess"] and 0 < len(norms) <= _LONGEST_RETORT + 1 and _is_number(tokens, insides[number]):
        kinds[number - 1] = kinds[number - 1]._replace(invites=False)


def _is_somebody_elses(tokens: list[Token], inside: Inside) -> bool:
    """Whether a question stands in quotes, and the post goes on: "“Who wants cake?” Best sentence in English."."""
    content = inside.content
    return (
        tokens[content[0]].text[0] in QUOTES
        and inside.mark is not None
        and any(tokens[i].text[0] in QUOTES for i in content if i > inside.mark)
    )


def _is_number(tokens: list[Token], inside: Inside) -> bool:
    """Whether a sentence begins with a number: "Ninety-four."."""
    return tokens[inside.spoken[0]].kind == "number" or inside.norms[0].split("-")[0] in _NUMBERS


def _leads_to_ours(asked: Inside, following: Inside | None) -> bool:
    """Whether "Ever burnt a cake?" only leads to what the writer has for that: "Our timer rings twice.", "We deliver until two."."""
    if following is None or "ever" not in _words(asked)[:3]:
        return False
    one, two, _ = first_three(_words(following))
    return one == "our" or (one == "we" and two in _HELPING)


def _leads_to_sale(tokens: list[Token], insides: Sequence[Inside], kinds: Sequence[Kind], number: int) -> bool:
    """Whether a question begins as hooks do, and the very next sentence is an order to buy, or names a price."""
    if number + 1 >= len(kinds) or kinds[number + 1].kind == "question":
        return False
    norms, following = _words(insides[number]), insides[number + 1]
    if not norms or len(following.norms) > _LONGEST_PITCH or not _may_lead(tokens, insides[number]):
        return False
    if not {"my", "i", "anyone", "anybody", "rather", "prefer", "think"}.isdisjoint(norms):
        return False
    if any(tokens[i].kind in _PRICES or "money" in tokens[i].classes for i in following.content):
        return len(following.norms) <= _LONGEST_PROMPT
    orders = [tokens[order].norm for order in kinds[number + 1].orders]
    own = not {"my", "our"}.isdisjoint(following.norms[1:4]) and _SHARING.isdisjoint(orders)
    return bool(orders) and (own or not _PITCHES.isdisjoint(orders))


def _may_lead(tokens: list[Token], inside: Inside) -> bool:
    """Whether a question may be no more than the way to an offer."""
    norms = _words(inside)
    if _HOOKS.begin(norms):
        return True
    return _MAY_HOOK.begin(norms) and not question_invites(tokens, inside, commercial=True, reply=False)


def _wants_no_answer(norms: list[str]) -> bool:
    """Whether a question is one of those that are known as hooks: "What's stopping you?", "Which one will you choose?"."""
    return bool(norms) and (is_rhetorical(norms) or ("will", "you") in pairwise(norms[:4]) or norms[-1] == "sound")


def _tells_of_themselves(following: Inside) -> bool:
    """Whether the writer answers for themselves: "Need a hand? I'm free after four.", "Is your road gritted? Ours isn't."."""
    one, two, _ = first_three(_words(following))
    return (one == "i" and two in ("'m", "'ll", "will", "am", "'ve", "have", "did", "do", "was")) or (
        one in ("mine", "ours") and two in INVERTING
    )


def _is_bare(norms: list[str]) -> bool:
    """Whether a question has no subject and says what readers want, have or lack: "Thirsty?", "Too busy to clean?", "Run a salon?"."""
    if not 0 < len(norms) <= _LONGEST_PROMPT:
        return False
    one = norms[0]
    if norms[:2] == ["had", "enough"]:
        return True
    if one in QUESTION_WORDS or one in INVERTING or one in SUBJECTS or one in _NEVER_BARE:
        return False
    return len(norms) > 1 or (one in ADJECTIVES or one.endswith("ed"))


def _praises_ours(following: Inside) -> bool:
    """Whether the next sentence says what the writer has for that: "Our socks are back in stock.", "We deliver to your door."."""
    one, two, _ = first_three(_words(following))
    return (
        (one in ("our", "ours") and two not in ("too", ""))
        or (one == "we" and two in _HELPING)
        or ("free" in following.norms and len(following.norms) <= _LONGEST_PROMPT)
        or not _IN_SHOPS.isdisjoint(following.norms)
    )


def _is_sold_after(tokens: list[Token], insides: Sequence[Inside], kinds: Sequence[Kind], number: int) -> bool:
    """Whether one of the sentences right after a question sells something."""
    near = range(number + 1, min(len(kinds), number + 1 + _OFFER_WITHIN))
    return any(_sells(tokens, insides[at], kinds[at]) for at in near)


def _offered_after(
    tokens: list[Token], insides: Sequence[Inside], kinds: Sequence[Kind], *, commercial: bool
) -> list[bool]:
    """For each sentence whether an offer follows it, in the same post, or the post sells anyway."""
    offered = commercial
    after = []
    for inside, kind in zip(reversed(insides), reversed(kinds), strict=True):
        after.append(offered)
        last = inside.content[-1] + 1 if inside.content else inside.first
        offered = offered or (
            kind.kind != "question"
            and last > inside.first
            and offers(tokens, inside.first, last, ordered=bool(kind.orders))
        )
    return after[::-1]


def _is_topic(kinds: Sequence[Kind], number: int) -> bool:
    """Whether an invitation follows at once, so it's about this question: "Should shops open on Sundays? What do you think?"."""
    return number + 1 < len(kinds) and kinds[number + 1].invites


def _words(inside: Inside) -> list[str]:
    """Return the norms of a sentence without the "so" or "and" before them."""
    start = next((at for at, norm in enumerate(inside.norms) if norm not in LEAD_INS), 0)
    return inside.norms[start:]


def _is_answered(tokens: list[Token], asked: Inside, following: Inside | None, kind: Kind | None) -> bool:
    """Whether the next sentence answers it, so nobody else has to: "Why the red door? Because of the fog."."""
    if following is None or kind is None or kind.kind == "question" or not following.norms or not asked.norms:
        return False
    norms, reply = _words(asked), following.norms
    one, two, _ = first_three(norms)
    first, second, _ = first_three(reply)
    if first in ("nor", "neither") or (one == "who" and reply in (["nobody"], ["everyone"], ["everybody"])):
        return True  # "Ever heard a fox scream? Nor had I."
    addressed = not _ADDRESSED.isdisjoint(norms)
    if one in _OPENS_YES_OR_NO:
        anybody = two == "you" and one in ("can", "could", "should") and "your" not in norms
        if reply[:2] == ["of", "course"] and not addressed:
            return True
        if first in _YES_OR_NO and len(reply) > 1:
            return (anybody or not addressed) and _ADDRESSED.isdisjoint(reply[:3])
        return not addressed and first in PRONOUNS and (second == one or {one, second} <= _IS)
    if one in QUESTION_WORDS and any(a in ("you", "your") and b in _OF_THE_SHOP for a, b in pairwise(norms)):
        return True  # "Where are you based? Unit 4, the old mill."
    if "i" in norms[:4] and (kind.kind == "command" or first in BASE_VERBS) and first not in _STILL_ASKING:
        return True  # "How do I sign up? Email Jo."
    if (one, two) == ("how", "do") and first == "you":
        return True  # "How do you keep a lawn green? You let it go brown first."
    if "or" in norms[1:-1] and first in _WE_THEY and second in _CHOSE:
        return True  # "Tea or coffee? We had both."
    if addressed or one not in QUESTION_WORDS:
        is_retort = len(norms) <= _LONGEST_STUB and len(reply) <= _LONGEST_RETORT and kind.kind == "fragment"
        is_order = first in BASE_VERBS
        return is_retort and not addressed and not is_order and all(tokens[i].kind == "word" for i in following.spoken)
    if one in ("who", "which", "what") and 1 < len(reply) <= _LONGEST_STUB - 1 and reply[-1] in _ENDS_ANSWER:
        return True  # "Who's the baker? Ann is."
    if one == "why":
        return first in _REASONS and two not in BASE_VERBS - INVERTING
    if len(reply) == 1:
        return False  # "What's the move tonight? This."
    sells = kind.orders or "our" in reply or any(tokens[i].kind == "url" for i in following.content)
    return first in _ANSWERERS and not sells and "better" not in norms


def _first_statement(insides: Sequence[Inside], kinds: Sequence[Kind], number: int) -> Inside | None:
    """Return the first sentence after a question that isn't a question too, if it's near."""
    near = range(number + 1, min(len(kinds), number + 1 + _QUESTIONS_IN_A_ROW))
    return next((insides[at] for at in near if kinds[at].kind != "question"), None)


def _is_revealed(following: Inside | None) -> bool:
    """Whether the post has the answer ready: "Which do you think won? The answer may surprise you.", "Find out on the blog."."""
    if following is None:
        return False
    norms = following.norms
    return norms[:2] in (["the", "answer"], ["find", "out"]) or "to find out" in " ".join(norms[:_REVEAL_HEAD])


def _is_told(tokens: list[Token], asked: Inside, following: Inside | None) -> bool:
    """Whether it's told that somebody asked this: "He asked the class: what is a river for?", "Should I? In the end I did."."""
    if not asked.spoken:
        return False
    if asked.norms[0] == "q" and [token.text for token in tokens[asked.spoken[0] + 1 : asked.spoken[0] + 2]] == [":"]:
        return True  # "Q: Do you ship abroad? A: Yes, to Norway."
    lead = asked.norms[: main_clause(tokens, asked.spoken)]
    poses = "had" in lead and not {"question", "questions"}.isdisjoint(lead)
    if lead and (poses or not _SPEECH.isdisjoint(lead)):
        return not ("wondered" in lead and "i" in lead)
    norms = _words(asked)
    return (
        "i" in norms[:3]
        and following is not None
        and (
            not _TURNS.isdisjoint(following.norms[:1])
            or any(tuple(following.norms[: len(turn)]) == turn for turn in _TURNING)
        )
    )


def _is_service(
    tokens: list[Token], asked: Inside, following: Inside | None, kinds: Sequence[Kind], number: int
) -> bool:
    """Whether it only says whom the next line is for, and that helps: "Need a ramp? Tell the crew."."""
    norms = _words(asked)
    if not norms or (norms[0] not in _TROUBLES and {"yet", "arrived", "working"}.isdisjoint(norms[-2:])):
        return False
    if norms[0] in ("need", "want") and len(norms) == 2 and norms[1] in _HELP:
        return True
    if following is None or not kinds[number + 1].orders:
        return False
    verb = tokens[kinds[number + 1].orders[0]].norm
    return verb in _SERVICE_ORDERS and not any(tokens[i].kind in ("money", "percent") for i in following.content)


def _may_hook(tokens: list[Token], asked: Inside) -> bool:
    """Whether a question may be a hook if a sale follows: it's put to the reader, or wants no answer."""
    norms = _words(asked)
    return (
        bool(norms)
        and not is_heading(tokens, asked.spoken)
        and (not _ADDRESSED.isdisjoint(norms) or _is_bare(norms) or _wants_no_answer(norms))
    )


def _sells(tokens: list[Token], inside: Inside, kind: Kind) -> bool:
    """Whether a sentence sells something: a price, an order to buy. "Read our report" with its link only shares."""
    if kind.kind == "question" or kind.invites:
        return False
    if any(tokens[i].kind in _PRICES or "money" in tokens[i].classes for i in inside.content):
        return True
    orders = [tokens[order].norm for order in kind.orders if not order or tokens[order - 1].norm != "not"]
    if not _OFFERED.isdisjoint(inside.norms) and not _SHARING.issuperset(orders):
        return True
    return not _SELLING_ORDERS.isdisjoint(orders)
