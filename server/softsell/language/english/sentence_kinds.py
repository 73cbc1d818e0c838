"""Decides what a sentence does: statement, question, command or fragment. Also whether it invites an answer or only hooks a buyer.

Word lists and positions propose. A tagger, if there is one, decides about orders, where lists are most often wrong ("Book clubs are
great"). See ``questions``, ``invitations`` and ``orders`` for each decision.
"""

from __future__ import annotations

from typing import NamedTuple

from softsell.language.english.clauses import Inside, Tag
from softsell.language.english.data import sets
from softsell.language.english.invitations import (
    is_hook,
    is_hook_without_mark,
    order_invites,
    question_invites,
    statement_invites,
)
from softsell.language.english.lexicon import ADJECTIVES, AUXILIARIES
from softsell.language.english.orders import find_orders, is_main_order, may_hold_orders
from softsell.language.english.questions import is_question
from softsell.language.sentence import SentenceKind
from softsell.language.token import Token

_SETS = sets("sentence_kinds.txt")

_COMMERCE = _SETS["commerce"]
_OF_COMMERCE = frozenset(("url", "money", "percent"))


class Kind(NamedTuple):
    """What is known about one sentence. ``orders`` contains the indices of the verbs that are orders."""

    kind: SentenceKind
    invites: bool = False
    sales_question: bool = False
    orders: tuple[int, ...] = ()


class Trade(NamedTuple):
    """What in a draft says that it has something to sell or to show.

    Attributes:
        shown: whether there is a link, a price or a percentage.
        words: the indices of the first and the last word of trade, if there is one.
    """

    shown: bool
    words: tuple[int, int] | None

    def __bool__(self) -> bool:
        return self.shown or self.words is not None

    def beside(self, inside: Inside) -> bool:
        """Whether the draft also sells without this sentence: "Which book did you buy last?" asks, and sells nothing."""
        if self.shown or self.words is None or not inside.content:
            return self.shown
        return self.words[0] < inside.first or self.words[1] > inside.content[-1]


def find_trade(tokens: list[Token]) -> Trade:
    """Find what a draft has to sell or to show: a link, a price, a percentage, or a word of trade."""
    shown = not _OF_COMMERCE.isdisjoint([token.kind for token in tokens])
    if _COMMERCE.isdisjoint([token.norm for token in tokens]):
        return Trade(shown, None)
    words = [i for i, token in enumerate(tokens) if token.norm in _COMMERCE and token.kind == "word"]
    return Trade(shown, (words[0], words[-1]) if words else None)


def needs_tagger(tokens: list[Token], inside: Inside, kind: Kind) -> bool:
    """Whether word lists alone may be wrong about this sentence: they say that it isn't a question, and it may be an order."""
    return kind.kind != "question" and may_hold_orders(tokens, inside)


def kind_of(tokens: list[Token], inside: Inside, *, trade: Trade, reply: bool, tags: list[Tag] | None = None) -> Kind:
    """Return the kind of a sentence.

    Args:
        inside: what ``look_inside`` returns for the sentence.
        trade: the result of ``find_trade`` for the draft.
        reply: whether the draft answers someone, so its questions are sincere.
        tags: the tagger's output for these tokens, one for each, or ``None``. Only sentences that ``needs_tagger`` names have it, so they
            aren't questions.
    """
    _, content, spoken, norms, _, mark = inside
    if not any(tokens[i].kind == "word" for i in spoken):
        asks = bool(content) and all(tokens[i].text[0] == "?" for i in content)
        return Kind("question" if asks else "fragment")
    if tags is None and is_question(tokens, content, spoken, mark):
        invites = question_invites(tokens, inside, commercial=trade.beside(inside), reply=reply)
        hook = not invites and not reply and is_hook(tokens, spoken, norms, commercial=bool(trade))
        return Kind("question", invites, hook)
    orders = find_orders(tokens, inside, tags)
    if orders and is_main_order(tokens, content, orders[0]):
        return Kind("command", order_invites(tokens, inside, orders, commercial=trade.beside(inside)), False, orders)
    invites = statement_invites(tokens, inside, commercial=trade.beside(inside))
    if not invites and is_hook_without_mark(norms):
        return Kind("question", False, True, orders)
    return Kind("statement" if _has_finite_verb(tokens, spoken) else "fragment", invites, False, orders)


def _has_finite_verb(tokens: list[Token], spoken: list[int]) -> bool:
    """Whether there is a word that can hardly be anything but a finite verb."""
    for i in spoken:
        token = tokens[i]
        if "verb" in token.classes and not token.norm.endswith("ing") and token.norm not in ADJECTIVES:
            if "noun" not in token.classes or token.norm in AUXILIARIES:
                return True
            if i > spoken[0] and {"we", "you", "they"} & set(tokens[i - 1].classes):
                return True
            if token.norm.endswith(("ed", "s")):
                return True
        if token.norm in ("'s", "am", "are"):
            return True
    return False
