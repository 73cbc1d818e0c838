"""What a sentence does: statement, question, command or fragment; whether it invites an answer, or only hooks a buyer.

Word lists and positions propose. Where a tagger is given it decides about orders, which is where lists err most
("Book clubs are great").

An invitation is a question or an order by which the reader is to tell something of their own: an opinion, a choice, a story. Bait
("comment YES", "tag three friends") asks for a click and is none. A sales question is every other question that a post with
something to sell puts to its readers, and in any post the well-known hooks ("Looking for …?", "Did you know …?", "Want …?").
"""

from __future__ import annotations

from typing import NamedTuple

from softsell.language.data import words
from softsell.language.lexicon import (
    ADJECTIVES,
    AUXILIARIES,
    BASE_VERBS,
    FUNCTION_WORDS,
    MAYBE_VERBS,
    SURE_VERBS,
    VERB_FORMS,
)
from softsell.language.reading import SentenceKind
from softsell.language.token import Token

Tag = tuple[str, bool]


class Kind(NamedTuple):
    """What is known of one sentence; ``orders`` are the indices of the verbs that are orders."""

    kind: SentenceKind
    invites: bool = False
    sales_question: bool = False
    orders: tuple[int, ...] = ()


_QUESTION_WORDS = frozenset(("who", "what", "where", "when", "why", "how", "which", "whose", "whom", "whats", "hows"))
_BE = frozenset(("am", "is", "are", "was", "were", "r", "'s"))
_INVERTING = _BE | frozenset(
    (
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "can",
        "could",
        "will",
        "would",
        "should",
        "shall",
        "may",
        "might",
        "must",
    )
)
_SUBJECTS = frozenset(
    ("i", "you", "we", "they", "he", "she", "it", "u", "ya", "this", "that", "these", "those", "there", "anyone", "anybody", "someone",
     "everyone", "everybody", "any", "y'all", "yall", "your", "my", "our", "his", "her", "their", "the")
)  # fmt: skip
_PRONOUNS = frozenset(
    ("i", "you", "we", "they", "he", "she", "it", "u", "ya", "there", "anyone", "anybody", "y'all", "yall")
)
_ANYONE = frozenset(("anyone", "anybody", "any1"))
_ASKED_OF_ANYONE = frozenset(
    ("", "want", "wan", "wana", "wanna", "else", "got", "know", "knows", "here", "up", "have", "heard", "need", "seen", "ever", "interested", "tried",
     "going", "fancy", "remember", "recommend", "who", "for", "like", "care", "here", "there", "got")
)  # fmt: skip
_QUOTES = frozenset("\"“”‘’'")
_LEAD_INS = frozenset(
    ("so", "and", "but", "or", "well", "ok", "okay", "hey", "hi", "hello", "hiya", "oh", "ah", "um", "uh", "hmm", "lol", "omg", "wow", "yes", "no",
     "yeah", "yep", "then", "also", "plus", "anyway", "btw", "ps", "psst", "haha", "just", "really", "actually", "honestly",
     "seriously", "question", "morning", "quick")
)  # fmt: skip
_ORDER_LEAD_INS = frozenset(
    ("please", "pls", "plz", "just", "simply", "also", "then", "now", "always", "kindly", "first", "firstly", "next", "finally", "instead",
     "so", "and", "but", "or", "secondly", "second", "third", "lastly", "ok", "okay", "well", "still", "only", "hey", "oh", "otherwise",
     "today", "tonight", "thus", "therefore", "definitely", "yes", "plus", "carefully", "gently", "hi", "quickly", "gradually")
)  # fmt: skip
_ELLIPTICAL = frozenset(
    ("thank", "love", "want", "need", "wish", "hope", "guess", "hate", "like", "miss", "bet", "doubt", "mean", "seem", "fear", "cost", "deserve",
     "appreciate", "regret", "know", "prefer", "sound", "look", "agree", "disagree", "bless", "have", "think", "believe", "welcome",
     "feel", "matter", "suck", "surprise", "own", "result", "hear", "experience", "please", "damn", "happen", "wonder", "expect", "last",
     "worth", "plan", "used", "might", "better", "smell", "appear", "recommend", "highly", "total", "open", "clean", "live", "complete",
     "separate", "correct", "close", "secure", "present", "perfect", "wait", "clear", "warm", "cool", "dry", "back", "free", "content", "own")
)  # fmt: skip
"""Verbs that at the head of a sentence mostly lack an "I" or are adjectives; an order only with a sign of one behind them."""

_OBJECTS = frozenset(
    ("the", "a", "an", "your", "my", "our", "his", "her", "their", "its", "this", "that", "these", "those", "me", "us", "it", "them", "him",
     "yourself", "all", "any", "some", "every", "each", "both", "one", "more", "another", "everything", "something", "anything", "nothing",
     "what", "who", "how", "where", "why", "whatever", "if", "whether", "out", "up", "down", "off", "away", "over", "on", "in", "into", "at",
     "to", "with", "from", "by", "about", "back", "here", "there", "now", "today", "tonight", "tomorrow", "for", "around", "through",
     "along", "forward", "together", "like", "sure", "not", "two", "three", "between", "under", "only", "early", "and", "or", "please", "as",
     "below", "above", "carefully", "until", "till", "before", "after", "when", "while", "yours", "someone", "no", "ahead", "across", "straight", "well")
)  # fmt: skip
_NOUN_SIGNS = frozenset(("of",))
_MAYBE_OBJECTS = _OBJECTS - frozenset(
    (
        "on",
        "in",
        "at",
        "for",
        "from",
        "with",
        "by",
        "and",
        "or",
        "about",
        "to",
        "as",
        "like",
        "no",
        "here",
        "now",
        "today",
        "tonight",
        "tomorrow",
        "one",
        "two",
        "three",
        "there",
    )
)
_SUBORDINATORS = frozenset(
    ("if", "when", "once", "before", "after", "to", "for", "in", "on", "as", "while", "with", "until", "at", "from", "whether", "since", "unless",
     "by", "because", "although", "whenever", "without", "during", "at", "upon", "regarding", "due", "instead", "in", "rather", "whatever",
     "wherever", "next", "per", "using", "given", "based", "depending", "not", "either", "again")
)  # fmt: skip
_FINITE = AUXILIARIES - frozenset(("be", "been", "being", "do", "does"))
_BAIT = frozenset(
    ("yes", "yep", "me", "info", "done", "link", "interested", "now", "deal", "want", "please", "guide", "free")
)
_COMMERCE = words("commerce.txt")
_TELLING = words("telling_verbs.txt")
_HOOK_HEADS = words("hook_heads.txt")
_PLACES_TO_ANSWER = frozenset(
    ("below", "comments", "comment", "reply", "replies", "thread", "dm", "us", "we", "me", "poll")
)
_OWN = frozenset(
    ("favorite", "favourite", "fave", "favorites", "favourites", "faves", "thoughts", "thought", "take", "opinion", "opinions", "go-to", "pick", "picks", "choice", "story",
     "stories", "experience", "experiences", "plans", "tips", "tip", "ideas", "idea", "view", "views", "advice", "answer", "guess", "guesses", "suggestions",
     "recommendations", "memories", "memory", "weekend", "day", "week", "routine", "secret", "best", "top", "biggest", "first", "least", "most",
     "goals", "goal", "resolution", "resolutions", "order", "vote", "mood", "reaction", "excuse", "preference", "advice", "hobby", "hobbies", "feedback", "reasons", "questions")
)  # fmt: skip
_ASKING = frozenset(
    (
        "think",
        "prefer",
        "pick",
        "choose",
        "rather",
        "like",
        "feel",
        "recommend",
        "suggest",
        "say",
        "call",
        "agree",
        "remember",
    )
)
_IDLE = frozenset(("waiting", "afford", "save", "earn", "win", "money", "extra", "risk", "lose", "missing", "miss"))
_PRACTICAL = frozenset(("need", "qualify", "ask", "deserve", "waiting", "owe"))
_EXPERIENCE = frozenset(
    (
        "ever",
        "agree",
        "remember",
        "think",
        "guess",
        "spot",
        "enjoy",
        "recommend",
        "believe",
        "relate",
        "tried",
        "watch",
        "hear",
        "see",
        "too",
        "today",
        "weekend",
    )
)
_OPEN_TO_ANYONE = frozenset(
    ("is", "'s", "wants", "want", "wanna", "else", "has", "remembers", "loves", "got", "here", "tried", "agrees", "are")
)
_ONE_WORD_INVITATIONS = frozenset(
    (
        "which",
        "thoughts",
        "suggestions",
        "agree",
        "recommendations",
        "ideas",
        "tips",
        "opinions",
        "you",
        "who",
        "what",
        "why",
        "guesses",
        "favourites",
        "favorites",
    )
)
_NO_GERUNDS = frozenset(("anything", "something", "everything", "nothing", "thing", "morning", "evening", "spring"))
_HOOK_VERBS = frozenset(
    (
        ("did", "know"),
        ("have", "heard"),
        ("have", "seen"),
        ("do", "want"),
        ("do", "suffer"),
        ("can", "imagine"),
        ("could", "use"),
    )
)
_HOOK_PAIRS = frozenset(
    (
        ("why", "wait"),
        ("why", "not"),
        ("guess", "what"),
        ("who", "wants"),
        ("sound", "good"),
        ("sounds", "good"),
        ("what", "if"),
        ("how", "about"),
        ("what", "better"),
    )
)
_TAGS = frozenset(
    ("right", "really", "seriously", "no", "yes", "ok", "okay", "what", "huh", "eh", "deal", "yeah", "sure")
)
_GREETINGS = frozenset(("hey", "hi", "hello", "hiya"))
_BACK_CHANNEL = frozenset(("yeah", "ok", "okay", "oh"))
_NAME_END = 2
_LONGEST_CHOICE = 7
_LONGEST_TEASER = 4
_SHORTEST_GERUND = 4
_OPEN_NOUNS = frozenset(
    (
        "thoughts",
        "suggestions",
        "tips",
        "ideas",
        "recommendations",
        "questions",
        "opinions",
        "comments",
        "advice",
        "takers",
        "guesses",
        "plans",
        "feedback",
        "requests",
        "recs",
    )
)
_YOU = frozenset(
    ("you", "u", "ya", "y'all", "yall", "your", "ur", "yours", "everyone", "everybody", "anyone", "anybody", "anyone's")
)
_HEAD_LENGTH = 12
_ASKING_HEAD = 4


def is_commercial(tokens: list[Token]) -> bool:
    """Whether the draft has something to sell or to show: a link, a price, a percentage, words of trade, or its makers' "our"."""
    return any(
        token.kind in ("url", "money", "percent") or (token.kind == "word" and token.norm in _COMMERCE)
        for token in tokens
    )


def kind_of(
    tokens: list[Token], first: int, last: int, *, commercial: bool, reply: bool, tags: list[Tag] | None = None
) -> Kind:
    """The kind of the sentence ``tokens[first:last]``.

    Args:
        commercial: what ``is_commercial`` says of the draft.
        reply: the draft answers someone, so that its questions are meant.
        tags: what the tagger says of these tokens, one for each, or ``None``.
    """
    content = [i for i in range(first, last) if tokens[i].kind not in ("emoji", "newline", "other")]
    spoken = [i for i in content if tokens[i].kind in ("word", "number", "money", "percent", "time")]
    if not any(tokens[i].kind == "word" for i in spoken):
        asks = bool(content) and all(tokens[i].text[0] == "?" for i in content)
        return Kind("question" if asks else "fragment")
    head = _head(tokens, content)
    if _is_question(tokens, content, spoken, head):
        invites = _question_invites(tokens, spoken, commercial=commercial, reply=reply)
        hook = not invites and not reply and _is_hook(tokens, spoken, commercial=commercial)
        return Kind("question", invites, hook)
    orders = _orders(tokens, content, first, tags)
    if orders and _is_main_order(tokens, content, orders[0]):
        return Kind("command", _order_invites(tokens, spoken, orders), False, orders)
    invites = _statement_invites(tokens, spoken)
    hook = _is_hook_without_mark(tokens, spoken)
    if hook:
        return Kind("question", False, True, orders)
    return Kind("statement" if _has_finite_verb(tokens, spoken) else "fragment", invites, False, orders)


# Questions


def _head(tokens: list[Token], content: list[int]) -> int:
    """Position in ``content`` of the first word that says what the sentence does: after greetings, names called and bullets."""
    position = 0
    while position < len(content) - 1:
        token = tokens[content[position]]
        following = tokens[content[position + 1]]
        if _is_handle(token):
            after = tokens[content[position + 2]].norm if position + 2 < len(content) else ""
            if following.norm in _INVERTING and after not in _PRONOUNS:
                break
        elif not (
            token.kind in ("punctuation", "url")
            or token.norm in _LEAD_INS
            or any(norm in _LEAD_INS for norm in token.stretched)
            or (token.kind == "number" and following.kind == "punctuation")
        ):
            break
        position += 1
    return position


def _is_handle(token: Token) -> bool:
    """Whether the token calls an account: a mention, a hashtag, or letters with digits that are no amount."""
    if token.kind in ("mention", "hashtag"):
        return True
    return token.kind == "word" and token.norm[-1:].isdigit() and any(map(str.isalpha, token.norm))


def _norms(tokens: list[Token], content: list[int], position: int, count: int) -> list[str]:
    return [tokens[i].norm for i in content[position : position + count]]


def _is_question(tokens: list[Token], content: list[int], spoken: list[int], head: int) -> bool:
    mark = next((i for i in reversed(content) if tokens[i].kind == "punctuation" and tokens[i].text[0] == "?"), None)
    if mark is not None:
        if _is_reported(tokens, content, mark):
            return _is_inverted(tokens, content, head) and tokens[content[0]].text[0] not in _QUOTES
        return not _is_filler(tokens, spoken, mark)
    return _is_inverted(tokens, content, head) or _ends_in_tag(tokens, content)


def _is_reported(tokens: list[Token], content: list[int], mark: int) -> bool:
    """Whether the question mark stands within quotes that are only part of the sentence, and so asks in another's voice."""
    quotes = [i for i in content if tokens[i].kind == "punctuation" and tokens[i].text[0] in _QUOTES]
    closing = next((i for i in quotes if i > mark), None)
    if closing is None:
        return False
    opening = next((i for i in reversed(quotes) if i < mark), None)
    before = opening is not None and any(tokens[i].kind == "word" for i in content if i < opening)
    after = any(tokens[i].kind == "word" for i in content if i > closing)
    return before or after


def _is_filler(tokens: list[Token], spoken: list[int], mark: int) -> bool:
    """Whether nothing is asked: "you know?" after a statement, "Right?", "Hello Anna?"."""
    before = [tokens[i].norm for i in spoken if i < mark and not _is_handle(tokens[i])]
    if before and (before[0] in _GREETINGS or before[0] in _BACK_CHANNEL):
        return len(before) == 1 or (len(before) == _NAME_END and tokens[spoken[-1]].text[0].isupper())
    return len(before) > 2 and before[-2:] == ["you", "know"] and before[-3] not in _INVERTING


def _is_inverted(tokens: list[Token], content: list[int], head: int) -> bool:
    """Whether the words are put as a question although no mark says so."""
    if _is_handle(tokens[content[head]]):
        return False
    norms = [tokens[i].norm for i in content[head : head + _HEAD_LENGTH] if not _is_handle(tokens[i])]
    one, two, three = (norms + ["", "", ""])[:3]
    if two in ("the", "any") and tokens[content[-1]].text == ".":
        return False
    if one in _INVERTING and one != "'s":
        return _verb_asks(one, two, three) or (
            len(content) > head + 2 and one in _BE and _is_handle(tokens[content[head + 1]])
        )
    if one in _QUESTION_WORDS or one in ("wtf", "wth"):
        return _question_word_asks(one, two, three, norms)
    if one in _ANYONE or (one == "any" and two in ("one", "1", "body")):
        return (two if one in _ANYONE else three) in _ASKED_OF_ANYONE
    return one == "any" and not {"want", "wan", "wanna", "wana", "here", "care", "else"}.isdisjoint(norms[:8])


def _verb_asks(one: str, two: str, three: str) -> bool:
    """Whether a sentence that begins with a form of "be", "do", "have" or a modal asks."""
    if two == "not":
        return (three in _PRONOUNS and (one, three) != ("do", "you")) or (
            three in _SUBJECTS and one not in ("do", "have", "does", "did") and three not in ("the", "any")
        )
    if one in ("have", "had", "may"):
        return two in ("you", "u", "ya", "we", "they", "i", "y'all") and three != "" and one != "had"
    if one == "do":
        return two in ("you", "u", "ya", "we", "they", "any", "i", "y'all") and three != ""
    return two in _SUBJECTS and not (one in ("should", "were") and two in ("the", "this", "your"))


def _question_word_asks(one: str, two: str, three: str, norms: list[str]) -> bool:
    """Whether a sentence that begins with a question word asks, and is no title ("How to …") nor clause ("What I love is …")."""
    if one in ("hows", "whats"):
        return two != ""
    if two in _INVERTING:
        if one == "which" and two in _BE:
            return False
        doubled = one in ("what", "who", "where") and two in ("'s", "is", "are", "was")
        return not (doubled and any(n in _SECOND_FINITE for n in norms[3:]))
    if two in ("u", "ya") or (
        two == "you" and (three.endswith(("ing", "in")) or three in ("up", "up2", "at", "from", "been", "want"))
    ):
        return one != "when"
    if one == "how":
        return two in ("about", "come", "bout", "many") or (
            two in ("much", "old", "long", "far", "often") and three in _INVERTING
        )
    if one == "what" and two in ("about", "bout", "up"):
        return True
    if one in ("what", "which") and two in _KINDS_OF_THINGS:
        return any(a in _INVERTING and b in _SUBJECTS for a, b in zip(norms[2:6], norms[3:7], strict=False))
    if two == "the" and three in _EXPLETIVES:
        return True
    if one == "why":
        return two in ("so", "no", "not", "")
    if one == "where":
        return norms[-1] == "at" or two == "in"
    if one == "who":
        return two in VERB_FORMS or two in ("else", "wanna", "wan")
    return len(norms) == 1 and one == "what"


_KINDS_OF_THINGS = frozenset(
    ("type", "kind", "kinda", "sort", "time", "colour", "color", "size", "day", "year", "month", "song", "book", "movie", "part", "place", "one", "ones",
     "game", "word", "food", "dish", "city", "country", "team", "brand", "season", "language", "app", "product")
)  # fmt: skip
_EXPLETIVES = frozenset(("hell", "heck", "fuck", "crap", "bloody", "devil", "fudge", "fawk"))
_SECOND_FINITE = frozenset(("is", "was", "are", "will", "may", "can", "would", "might", "were"))


def _ends_in_tag(tokens: list[Token], content: list[int]) -> bool:
    """Whether the sentence ends in ``isn't it`` or the like."""
    tail = [tokens[i].norm for i in content[-5:] if tokens[i].kind == "word"][-3:]
    return (
        len(tail) == 3
        and len(content) > 5
        and tail[0] in _INVERTING
        and tail[1] == "not"
        and tail[2] in ("it", "you", "they", "we", "he", "she", "i")
    )


def _question_invites(tokens: list[Token], spoken: list[int], *, commercial: bool, reply: bool) -> bool:
    """Whether the question asks for something of the reader's own: an opinion, a choice, an experience, a story."""
    norms = _after_lead_ins(tokens, spoken)
    one, two, three = (norms + ["", "", ""])[:3]
    present = set(norms)
    if _telling_in(norms):
        return True
    if len(norms) == 1:
        return one in _ONE_WORD_INVITATIONS
    if reply:
        return not (_QUESTION_WORDS | _INVERTING).isdisjoint(norms[:_ASKING_HEAD])
    if _asks_own(norms) and (one in _QUESTION_WORDS or one in ("and", "do", "got", "have")):
        return True
    if one == "any" and not _OPEN_NOUNS.isdisjoint(norms[1:5]):
        return True
    if "rather" in present or {"agree", "disagree"} <= present or "prefer" in present:
        return True
    if "or" in norms[1:-1] and len(norms) <= _LONGEST_CHOICE and one not in _INVERTING:
        return True
    if _hook_opening(norms) or (commercial and present & _IDLE):
        return False
    if one in _ANYONE or (one == "who" and two in _OPEN_TO_ANYONE):
        return "else" in (two, three) or not commercial
    if one in _QUESTION_WORDS and present & _YOU:
        if present & _ASKING:
            return not (one == "how" and {"like", "to"} <= present)
        if present & _PRACTICAL:
            return False
        choosing = one in ("which", "what") and "would" in present
        return choosing or not commercial or (one in ("which", "what") and two in _INVERTING and "get" not in present)
    return not commercial and one in _INVERTING and two in _YOU and bool(present & _EXPERIENCE)


def _after_lead_ins(tokens: list[Token], spoken: list[int]) -> list[str]:
    """The norms of the sentence's words, without the "so", "hey", "and" before them."""
    norms = [tokens[i].norm for i in spoken]
    start = next((k for k, norm in enumerate(norms) if norm not in _LEAD_INS), 0)
    return norms[start:]


def _asks_own(norms: list[str]) -> bool:
    """Whether the words ask for the reader's own ("your favourite", "your go-to")."""
    return any(
        a in ("your", "ur") and (b in _OWN or c in _OWN)
        for a, b, c in zip(norms, norms[1:], [*norms[2:], ""], strict=False)
    )


def _is_hook(tokens: list[Token], spoken: list[int], *, commercial: bool) -> bool:
    """Whether a question that does not invite is only a hook."""
    norms = _after_lead_ins(tokens, spoken)
    return commercial or _hook_opening(norms) or _is_elliptical(norms)


def _is_elliptical(norms: list[str]) -> bool:
    """Whether the question has no subject ("Short on time?"): to a crowd of readers that is a hook, and no tag such as "right?"."""
    one = norms[0]
    if len(norms) == 1 and one in _TAGS:
        return False
    return not (one in _QUESTION_WORDS or one in _INVERTING or one in _SUBJECTS or _SUBJECTS & set(norms[1:4]))


def _hook_opening(norms: list[str]) -> bool:
    """Whether the words open as hooks do: "looking for", "ready to", "want", "did you know", "are you a", "is your"."""
    one, two, three = (norms + ["", "", ""])[:3]
    if one in _HOOK_HEADS or (one.endswith("ing") and len(one) > _SHORTEST_GERUND and one not in _NO_GERUNDS):
        return True
    if one in _INVERTING and two in ("you", "u", "ya"):
        if three in _HOOK_HEADS or three.endswith("ing") or one == "will":
            return True
        return (one, three) in _HOOK_VERBS or (one == "are" and three in ("a", "an", "one", "in", "the"))
    if one in _INVERTING and two in ("your", "ur"):
        return True
    if one in ("the", "its", "bonus") and len(norms) <= _LONGEST_TEASER:
        return True
    if any(a == "should" and b in ("you", "u") for a, b in zip(norms, norms[1:], strict=False)):
        return True
    return (one, two) in _HOOK_PAIRS


def _is_hook_without_mark(tokens: list[Token], spoken: list[int]) -> bool:
    """Whether it is a hook whose question mark was left out: "Want more tips", "Looking for a gift"."""
    norms = [tokens[i].norm for i in spoken]
    one, two, three = (norms + ["", "", ""])[:3]
    return (
        one in ("want", "wanna", "need") and two in ("to", "more", "a", "an", "some", "the", "your") and three != "you"
    )


# Invitations


def _telling_in(norms: list[str]) -> bool:
    """Whether the reader is told to tell: "tell us", "let us know", "share your"."""
    if _TELLING.isdisjoint(norms):
        return False
    for position, norm in enumerate(norms):
        if norm not in _TELLING:
            continue
        two, three, four = (norms[position + 1 : position + 4] + ["", "", ""])[:3]
        if norm in ("tell", "show", "send") and two in ("us", "me") and norm != "send":
            return True
        if norm == "let" and two in ("us", "me") and three == "know":
            return four not in ("if", "asap") or "think" in norms
        if norm == "share" and (two == "your" or (two in ("a", "an") and "your" in norms)):
            return True
        if norm in ("comment", "reply", "answer", "respond") and two in (
            "with",
            "below",
            "and",
            "your",
            "what",
            "which",
            "in",
        ):
            return three not in _BAIT and not (two == "below" and three in ("for",))
        if (
            norm == "drop"
            and two in ("your", "us", "a")
            and any(n in ("comment", "comments", "below", "thoughts") for n in norms[position:])
        ):
            return True
        if (
            norm == "leave"
            and two in ("a", "your", "us")
            and three in ("comment", "comments", "thoughts", "reply", "answer")
        ):
            return True
        if (
            norm in ("love", "like", "want")
            and two == "to"
            and three in ("hear", "know", "see")
            and four in ("from", "your", "what", "how", "which", "about")
        ):
            return True
    return False


def _is_bait(tokens: list[Token], orders: tuple[int, ...]) -> bool:
    """Whether a fixed word, a number or an emoji is all that the reader may answer."""
    for order in orders:
        verb = tokens[order].norm
        if verb in ("comment", "type", "drop", "reply", "dm", "message", "write") and order + 1 < len(tokens):
            following = tokens[order + 1]
            if following.kind in ("emoji", "number") or following.text[0] in "\"“‘'":
                return True
            if following.kind == "word" and following.text.isupper() and len(following.text) > 1:
                return True
        if verb in ("tag", "like", "follow"):
            return True
    return False


def _order_invites(tokens: list[Token], spoken: list[int], orders: tuple[int, ...]) -> bool:
    norms = [tokens[i].norm for i in spoken]
    if _is_bait(tokens, orders):
        return False
    return _telling_in(norms)


def _statement_invites(tokens: list[Token], spoken: list[int]) -> bool:
    norms = [tokens[i].norm for i in spoken]
    if _telling_in(norms) and not _is_bait(tokens, tuple(spoken)):
        return True
    one, two = (norms + ["", ""])[:2]
    return (
        one in ("what", "which")
        and two in ("'s", "is", "are", "was")
        and any(a == "your" and b in _OWN for a, b in zip(norms, norms[1:], strict=False))
    )


# Orders


def _orders(tokens: list[Token], content: list[int], first: int, tags: list[Tag] | None) -> tuple[int, ...]:
    """The verbs of the sentence that are orders, by index."""
    found = []
    for position in _clause_starts(tokens, content):
        verb = _order_at(tokens, content, position, strict=position > 0 and not _is_opening(tokens, content, position))
        if verb is not None and (tags is None or tags[verb - first][1] or tags[verb - first][0] == "VERB"):
            found.append(verb)
    if tags is not None:
        found += [i for i in content[:_HEAD_LENGTH] if tags[i - first][1]]
    return tuple(sorted(set(found)))


def _clause_starts(tokens: list[Token], content: list[int]) -> list[int]:
    """Positions in ``content`` at which a clause may begin."""
    starts = [0]
    for position, index in enumerate(content[:-1]):
        token = tokens[index]
        if position and token.kind == "punctuation" and token.text[0] in _CLAUSE_MARKS:
            starts.append(position + 1)
    return starts


def _is_opening(tokens: list[Token], content: list[int], position: int) -> bool:
    """Whether what stands before the clause is no clause of its own: a name called, a subordinate clause, a label."""
    before = [tokens[i] for i in content[:position]]
    spoken = [t for t in before if t.kind in ("word", "number", "time")]
    mark = before[-1].text[0]
    if not spoken:
        return True
    if mark == "," and spoken[0].norm in _SUBORDINATORS:
        return sum(t.text == "," for t in before) <= _MOST_COMMAS
    if any(t.norm in _FINITE or t.norm in _PRONOUNS or t.norm == "'s" for t in spoken):
        return False
    if mark in ':-–—>*)"':
        return len(spoken) <= _LONGEST_LABEL
    return len(spoken) <= _LONGEST_CALL and not any("verb" in t.classes and "noun" not in t.classes for t in spoken)


def _order_at(tokens: list[Token], content: list[int], position: int, *, strict: bool) -> int | None:
    """The index of the verb that is an order, where the clause that begins at ``position`` is one.

    ``strict`` asks for more signs, where the clause may as well go on with a list or a thought.
    """
    polite = False
    while position < len(content):
        token = tokens[content[position]]
        marker = token.kind in ("punctuation", "mention", "hashtag") or _is_item_number(tokens, content, position)
        if not (marker and not strict) and token.norm not in _ORDER_LEAD_INS:
            break
        polite = polite or token.norm in _POLITE
        position += 1
    if position >= len(content) or tokens[content[position]].kind != "word":
        return None
    one, two, three = (_norms(tokens, content, position, 3) + ["", "", ""])[:3]
    index = content[position]
    if one in ("do", "never"):
        return _order_with_helper(tokens, content, position, one, two)
    if one in _HELPERS:
        return index if _helper_orders(one, two) else None
    if one == "attached" and two in _POLITE:
        return content[position + 2] if three in BASE_VERBS else None
    if one not in BASE_VERBS or two == ":" or (one, two) in _NO_ORDERS or _noun_reading(tokens, content, position):
        return None
    if polite:
        return index if one != "put" or two else None
    if strict:
        sure = one in SURE_VERBS and (two in _MAYBE_OBJECTS or _begins_object(tokens, content, position + 1))
        return index if one not in _ELLIPTICAL and (sure or (one in MAYBE_VERBS and two in _STRONG_OBJECTS)) else None
    if len(content) - position == 1:
        return None
    if one in _ELLIPTICAL:
        return index if _elliptical_order(one, two, three) else None
    if one in SURE_VERBS:
        return index if two not in _NOUN_SIGNS and not _is_title(tokens, content, position) else None
    signs = two in _MAYBE_OBJECTS or _begins_object(tokens, content, position + 1)
    alone = two in ("!", ".") and len(content) - position == 2
    return index if signs or alone or (two == "with" and tokens[content[-1]].text in (".", "!")) else None


def _is_item_number(tokens: list[Token], content: list[int], position: int) -> bool:
    """Whether the token is the number of a list item."""
    if tokens[content[position]].kind != "number" or position + 1 >= len(content):
        return False
    return tokens[content[position + 1]].kind == "punctuation"


def _order_with_helper(tokens: list[Token], content: list[int], position: int, one: str, two: str) -> int | None:
    """The verb of "don't miss", "never pay", "do come by", or "do" itself in "do this"."""
    if one == "do" and two != "not" and two not in SURE_VERBS:
        return content[position] if two in _DONE else None
    verb = position + (2 if two == "not" else 1)
    while verb < len(content) and tokens[content[verb]].norm in _BETWEEN:
        verb += 1
    if verb >= len(content):
        return None
    norm = tokens[content[verb]].norm
    following = tokens[content[verb + 1]].norm if verb + 1 < len(content) else ""
    if norm in _NOT_SAID_OF_READERS and following in _PRONOUNS | {
        "that",
        "this",
        "if",
        "what",
        "why",
        "how",
        "to",
        "the",
        ".",
    }:
        return None
    return content[verb] if norm in BASE_VERBS or norm in ("be", "have", "do") else None


def _helper_orders(one: str, two: str) -> bool:
    """Whether "let", "be" or "have" at the head of a clause is an order."""
    if one == "let":
        return two not in ("", ",", "alone")
    if one == "be":
        return two not in ("", ",", "it", "that")
    return two in ("a", "fun", "your", "some", "no", "it")


_CLAUSE_MARKS = frozenset(',;:-–—!.…"“(*>•')
_POLITE = frozenset(("please", "pls", "plz", "kindly"))
_HELPERS = frozenset(("let", "be", "have"))
_DONE = frozenset(("it", "this", "that", "your", "the", "a", "what", "so"))
_NOT_SAID_OF_READERS = frozenset(
    ("think", "know", "care", "want", "mean", "recall", "see", "believe", "mind", "understand", "like")
)
_NO_ORDERS = frozenset(
    (("see", "you"), ("see", "u"), ("see", "ya"), ("put", ","), ("set", "within"), ("set", "adjacent"), ("set", "in"),
     ("remember", "seeing"), ("compare", "to"), ("compared", "to"))
)  # fmt: skip
_BETWEEN = frozenset(("ever", "even", "just", "only", "you", "also"))
_MOST_COMMAS = 2
_LONGEST_LABEL = 4
_LONGEST_CALL = 3
_STRONG_OBJECTS = frozenset(
    ("the", "a", "an", "your", "my", "our", "this", "these", "us", "me", "it", "them", "yourself", "out", "up")
)


def _begins_object(tokens: list[Token], content: list[int], position: int) -> bool:
    """A link, a handle or an amount: nobody's subject follows a verb so."""
    return position < len(content) and tokens[content[position]].kind in ("url", "mention", "money")


def _elliptical_order(one: str, two: str, three: str) -> bool:
    """Whether a verb that mostly lacks an "I" is an order after all: "look at this", "love your skin"."""
    if one == "love":
        return two == "your"
    if one in ("think", "look", "feel"):
        return two in (
            "at",
            "for",
            "out",
            "no",
            "free",
            "about",
            "twice",
            "of",
            "again",
            "into",
            "inside",
            "before",
            "around",
            "up",
        )
    if one in (
        "wait",
        "live",
        "hear",
        "experience",
        "open",
        "clean",
        "close",
        "plan",
        "complete",
        "secure",
        "clear",
        "correct",
        "separate",
    ):
        return two in _STRONG_OBJECTS or two in ("for", "until", "till", "like", "from", "about", "ahead")
    return one in ("know", "believe", "prefer", "expect", "suppose") and two in (
        "your",
        "that",
        "the",
        "in",
        "yourself",
        "what",
        "how",
    )


def _noun_reading(tokens: list[Token], content: list[int], position: int) -> bool:
    """Whether the word is the first of a noun phrase that a finite verb follows: "Book clubs are great", "Change is good"."""
    for offset, index in enumerate(content[position + 1 : position + 6]):
        token = tokens[index]
        if token.kind != "word":
            return False
        if token.norm in _FINITE or token.norm == "'s":
            return True
        if offset and token.norm in BASE_VERBS and position + offset + 2 < len(content):
            following = tokens[content[position + offset + 2]].norm
            if following in ("me", "us", "him", "them", "it", "you"):
                return True
        if token.norm in FUNCTION_WORDS or "noun" not in token.classes:
            return False
    return False


def _is_title(tokens: list[Token], content: list[int], position: int) -> bool:
    """Whether the word is a name's first: "Rolls Royce", "Cook County"; one capitalised noun after it is no object."""
    if position + 1 >= len(content):
        return False
    following = tokens[content[position + 1]]
    return (
        following.kind == "word"
        and len(content) - position <= 3
        and following.text[0].isupper()
        and not following.text.isupper()
        and following.norm not in _OBJECTS
    )


def _is_main_order(tokens: list[Token], content: list[int], order: int) -> bool:
    """Whether the order is what the sentence does: at its head, or after a call, a label or a subordinate clause."""
    position = content.index(order)
    while position and (
        tokens[content[position - 1]].norm in _ORDER_LEAD_INS
        or tokens[content[position - 1]].norm in ("do", "not", "never", "attached")
    ):
        position -= 1
    return position == 0 or _is_opening(tokens, content, position)


def _has_finite_verb(tokens: list[Token], spoken: list[int]) -> bool:
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
