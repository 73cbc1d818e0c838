"""Decides whether a sentence invites an answer, or is a question that only hooks a buyer.

An invitation is a question or an order that asks readers for something of their own: an opinion, a choice, a story. Bait ("comment
YES", "tag three friends") asks for a click, so it isn't an invitation. A sales question is any other question in a post that has
something to sell if it's put to the reader, and the well-known hooks ("Looking for …?", "Did you know …?", "Short on time?") if an offer
follows. Headings, jokes and questions that the post answers itself are neither. Questions in a reply are always sincere, but they ask one
person, so only those that ask for something of that person's own invite.
"""

from __future__ import annotations

from itertools import pairwise

from softsell.language.english.clauses import (
    ANYONE,
    FINITE,
    INVERTING,
    LEAD_INS,
    QUESTION_WORDS,
    QUOTES,
    SUBJECTS,
    Inside,
    first_three,
)
from softsell.language.english.data import sets
from softsell.language.english.labels import asked_after_label, is_labelled, is_poll
from softsell.language.english.lexicon import BASE_VERBS
from softsell.language.english.openings import table
from softsell.language.english.requests import (
    ANSWERS,
    PERSONAL,
    asks_for_answers,
    hands_over,
    is_for_customers,
    is_quotation,
    lets_them_argue,
    lets_them_ask,
    lets_them_guess,
    requests_answer,
    shows_own,
)
from softsell.language.token import Token

_SETS = sets("invitations.txt")
_NO_QUESTIONS = table("asked by nobody")
_QUESTIONS = table("questions")
"""How questions begin that ask what readers are, do or think, in a post that doesn't sell."""

_BAIT = _SETS["bait"]
_TELLING = _SETS["telling"]
_HOOK_HEADS = _SETS["hook heads"]
_OWN = _SETS["own"]
_ASKING = _SETS["asking"]
_IDLE = _SETS["idle"]
_LIFE = _SETS["life"]
_OF_WHOM = frozenset(("coming", "joining", "guilty"))
_PRACTICAL = frozenset(("need", "qualify", "ask", "deserve", "waiting", "owe"))
_EXPERIENCE = _SETS["experience"]
_OPEN_TO_ANYONE = _SETS["open to anyone"]
_ONE_WORD_INVITATIONS = _SETS["one word invitations"]
_NO_GERUNDS = frozenset(("anything", "something", "everything", "nothing", "thing", "morning", "evening", "spring"))
_HOOK_VERBS = frozenset(
    (
        ("did", "know"),
        ("have", "heard"),
        ("have", "seen"),
        ("have", "tried"),
        ("do", "want"),
        ("do", "suffer"),
        ("can", "imagine"),
        ("can", "guess"),
        ("can", "believe"),
        ("could", "use"),
    )
)
_HOOK_PAIRS = frozenset(
    (
        ("why", "wait"),
        ("why", "not"),
        ("guess", "what"),
        ("sound", "good"),
        ("sounds", "good"),
        ("what", "if"),
        ("how", "about"),
        ("what", "better"),
    )
)
_ADDRESSED = frozenset(("you", "u", "your", "ur", "yours"))
_OFFERING = _SETS["offering"]
_SPANISH_YOU = _SETS["spanish you"]
_FOREIGN_YOU = tuple(_SETS[f"{name} you"] for name in ("german", "french", "spanish", "italian", "portuguese", "dutch"))
_FOREIGN_WORDS = tuple(
    _SETS[f"{name} words"] for name in ("german", "french", "spanish", "italian", "portuguese", "dutch")
)
_PRIZES = _SETS["prizes"]
_APPLYING = _SETS["applying"]
_WONDERING = frozenset(("wonder", "wondered", "wondering", "curious", "interested", "keen"))
_PEERS = _SETS["peers"]
_GUESSING = frozenset(("guess", "vote", "pick", "choose", "name"))
_ADVISABLE = sets("opening_words.txt")["advisable"]
_OURS = frozenset(("we", "i", "the", "our", "my", "this"))
_MOVING = _SETS["moving"]
_OVERLOOKED = frozenset(("missed", "forgotten", "forgot", "miss", "overlooked", "out", "wrong", "missing"))
_ASKING_ANYONE = frozenset(("has", "have", "did", "does", "do", "can", "could", "would", "is"))
_KNOWING = frozenset(("know", "knows", "remember", "remembers", "seen", "recognise", "recognize", "found"))
_SCORN = frozenset(("even", "care", "cares", "really", "seriously", "believe", "actually", "still"))
"""Words with which "Does anyone …?" says that nobody does."""
_HABITS = frozenset(
    "bake collect cook cycle drink eat fold garden grow have keep like love own play read sew sing still swim talk".split()
)
"""Verbs after "do you" that ask for a taste or a habit, which nothing but an answer satisfies."""
_TAKEN_HOME = frozenset(("coming", "going", "taking", "bringing"))
_RHETORICAL = (
    ("who", "says"),
    ("who", "said"),
    ("who", "does", "not"),
    ("who", "would", "not"),
    ("is", "there", "anything", "better"),
    ("is", "not", "it"),
    ("is", "it", "time"),
    ("what", "could", "be", "better"),
    ("what", "'s", "better"),
    ("what", "'s", "stopping"),
    ("what", "'s", "for", "dinner"),
    ("where", "else"),
    ("who", "needs"),
    ("guess", "what"),
    ("guess", "who"),
    ("remember", "when"),
    ("sound", "familiar"),
    ("sounds", "familiar"),
    ("sound", "like"),
    ("sounds", "like"),
    ("ring", "any"),
    ("who", "'s", "hungry"),
    ("who", "'s", "thirsty"),
    ("ever", "wonder"),
    ("ever", "wondered"),
    ("ever", "wished"),
    ("ever", "noticed"),
    ("ever", "thought"),
    ("ever", "dreamed"),
    ("ever", "dreamt"),
    ("ever", "wanted"),
    ("ever", "feel"),
    ("ever", "felt"),
    ("can", "not"),
    ("do", "not"),
    ("would", "not"),
    ("could", "not"),
    ("is", "not", "it", "time"),
    ("who", "fancies"),
    ("who", "wants"),
    ("not", "sure"),
)
"""How questions begin that want no answer: before an offer they're hooks."""
_HELPLESS = frozenset("say know begin start put complain resist refuse lose care forget blame explain".split())
"""Verbs of questions that only sound like one: "What can I say?", "How could I refuse?"."""
_GROUPS = _SETS["groups"]
"""Words behind "you" that only say how many there are."""
_DONE = _SETS["done"]
_LEADS = _SETS["leads"]
_LONGEST_LEAD = 8
_NAMED_TOGETHER = _SETS["named together"]
"""What readers help with by saying something."""
_SHARED = frozenset(
    "favourites favorites ideas memories photos photographs pics pictures recipes snaps stories suggestions tips".split()
)
"""What readers send to be shown, and not to be served."""
_WANTING = frozenset(("love", "like", "appreciate", "welcome", "value"))
_GLAD = frozenset(("glad", "grateful", "welcome"))
_BEFORE_QUESTION = frozenset(",:;-–—…)")
_SHORTEST_HOOK = 3
_WONDER_HEAD = 5
_LINKING = QUESTION_WORDS | {"if", "whether", "about", "to", "would"}
_LENT = _SETS["lent"]
"""What people share by lending or eating it together."""
_TOLD_BY_OTHERS = frozenset(("we", "i", "they", "who", "it", "he", "she", "will", "said", "says", "asked", "goes"))
_WISHING = frozenset(("love", "like", "want"))
_ANSWERING = frozenset(("comment", "type", "drop", "reply", "dm", "message", "write", "text"))
_DROPPED_WITHIN = 12
_LONGEST_CHOICE = 7
_LONGEST_OPINION = 16
_OPINION_HEAD = 6
_MOST = frozenset(("best", "worst", "most", "least"))
_NO_MOST = frozenset(
    ("latest", "newest", "interest", "request", "contest", "forest", "guest", "harvest", "quest", "chest")
)
_TEASING = frozenset(("guess", "see", "believe", "imagine", "spot", "feel", "hear"))
_FARING = frozenset("doing feeling going holding coping surviving finding getting everyone everybody".split())
_HAVE_YOU = frozenset((("have", "you"), ("were", "you"), ("had", "you")))
_ONLY = frozenset(("just", "only", "alone"))
_READY = frozenset(("ready", "excited", "hyped", "pumped", "interested"))
_LONGEST_UNMARKED = 8
"""Words in a question that lacks its mark."""
_LONGEST_TEASER = 4
_SHORTEST_GERUND = 4
_OPEN_NOUNS = _SETS["open nouns"]
_YOU = _SETS["you"]


def question_invites(tokens: list[Token], inside: Inside, *, commercial: bool, reply: bool) -> bool:
    """Whether the question asks for something of the reader's own: an opinion, a choice, an experience, a story."""
    spoken, norms = inside.spoken, inside.norms
    if _clause_invites(tokens, spoken, norms, commercial=commercial, reply=reply):
        return True
    if not commercial and (_is_led_in(tokens, spoken) or is_labelled(tokens, spoken, norms)):
        return True
    if requests_answer(tokens, inside, commercial=commercial):
        return True
    begin = main_clause(tokens, spoken) or asked_after_label(tokens, spoken, norms)
    if not begin:
        return False
    lead = norms[:begin]
    if not commercial and (
        not {"question", "poll"}.isdisjoint(lead)
        or (lead[0] in ("if", "when") and not _YOU.isdisjoint(lead) and norms[begin] in QUESTION_WORDS)
    ):
        return True
    return _clause_invites(tokens, spoken[begin:], norms[begin:], commercial=commercial, reply=reply)


def _is_led_in(tokens: list[Token], spoken: list[int]) -> bool:
    """Whether words before a colon say that an answer is wanted: "Settle this for us: …", "Be honest: …", "Over to you: …"."""
    for at in range(1, min(len(spoken), _LONGEST_LEAD)):
        if tokens[spoken[at] - 1].text == ":":
            lead = [tokens[i].norm for i in spoken[:at]]
            return not _LEADS.isdisjoint(lead) or hands_over(lead)
    return False


def main_clause(tokens: list[Token], spoken: list[int]) -> int:
    """Return where the question itself begins in ``spoken`` if other words stand before it, or 0: "If you've been there, how …?"."""
    if tokens[spoken[0]].norm in QUESTION_WORDS or tokens[spoken[0]].norm in INVERTING:
        return 0
    for at in range(1, len(spoken) - 2):
        if spoken[at] - spoken[at - 1] < 2 or tokens[spoken[at - 1] + 1].text[0] not in _BEFORE_QUESTION:
            continue
        begin = at + (tokens[spoken[at]].norm in ("but", "and", "so", "then"))
        norm = tokens[spoken[begin]].norm
        if norm in QUESTION_WORDS or (norm in INVERTING and tokens[spoken[begin + 1]].norm in SUBJECTS):
            return begin
    return 0


def _clause_invites(tokens: list[Token], spoken: list[int], norms: list[str], *, commercial: bool, reply: bool) -> bool:
    norms = _without_group(_after_lead_ins(norms))
    one, two, three = first_three(norms)
    present = set(norms)
    if _telling_in(norms) or _asks_in_spanish(tokens, spoken):
        return True
    if len(norms) == 1:
        return one in _ONE_WORD_INVITATIONS
    commercial = commercial and not reply
    if not commercial and _asks_in_another_language(norms):
        return True
    if _asks_own(norms) and (one in QUESTION_WORDS or one in ("and", "do", "got", "have")):
        return True
    if _is_teased(tokens, spoken, norms, commercial=commercial):
        return False
    if not commercial and _wants_none(norms):
        return False
    if norms[:5] == ["what", "do", "you", "call", "a"] or norms[:5] == ["what", "do", "you", "get", "if"]:
        return False  # so riddles begin
    if one == "any" and two == "questions" and "your" in norms:  # "Any questions about your booking?" offers help
        return False
    if one == "any" and (not _OPEN_NOUNS.isdisjoint(norms[1:5]) or ("share" in present and present & _YOU)):
        return True
    if _asks_how_they_are(norms) or _wonders(norms):
        return True
    if one == "who" and two in ("is", "'s") and three in _OF_WHOM:
        return True
    if norms[-3:] == ["happened", "to", "you"]:
        return True
    if not commercial and (_asks_for_the_most(norms) or _asks_of_their_past(norms)):
        return True
    if one == "which" and ("to", "you") in pairwise(norms):
        return True
    if one == "what" and _asks_for_the_most(norms) and present & _YOU and not present & (_IDLE | _PRACTICAL):
        return True
    if one in QUESTION_WORDS and one != "why" and any(a == "should" and b in _OURS for a, b in pairwise(norms)):
        return True
    if one in ("which", "what", "who") and _moves_them(norms):
        return True
    if not commercial and _QUESTIONS.begin(norms):
        return True
    if one == "what" and three in ("i", "we") and not _OVERLOOKED.isdisjoint(norms[3:]):
        return True
    if one in ("where", "who", "what", "which") and ("did", "you") in pairwise(norms) and not present & _IDLE:
        return True
    if one == "how" and {"too", "you"} <= present:
        return True
    if ("rather" in present and norms[:2] != ["would", "i"]) or {"agree", "disagree"} <= present or "prefer" in present:
        return True
    if "or" in norms[1:-1] and len(norms) <= _LONGEST_CHOICE and one not in INVERTING:
        return True
    if (one, two) == ("do", "you") and three in ("agree", "think", "believe") and "know" not in present:
        return True
    if one in ("has", "have", "had") and present & _YOU and "ever" in present:
        return not commercial
    if _asks_whether_others_do(norms):
        return True
    if not commercial and norms[-1] == "you" and norms[-2:-1] == ["not"] and norms[-3] in INVERTING and len(norms) > 5:
        return True  # "You've seen the new crossing, haven't you?"
    if not commercial and _asks_for_advice(norms):
        return True
    if (one, two) == ("who", "needs") and "when" in norms[2:]:  # "Who needs a gym when you have stairs?"
        return False
    if not commercial and _asks_everyone(tokens, spoken, norms):
        return True
    chooses = one in ("do", "did", "are", "were") and two in _YOU and "or" in norms[3:-1]
    if chooses and not commercial and not _hook_opening(norms):
        return True
    if (
        one in _ASKING_ANYONE
        and (two in ANYONE or (two in ("someone", "somebody") and one != "is"))
        and not _hook_opening(norms)
    ):
        return (not commercial or three in _KNOWING) and present.isdisjoint(_SCORN)
    if one in ("y'all", "yall", "you") and _is_asked_bare(two, three):
        return not commercial
    if one == "ever" and (one, two) not in _RHETORICAL and len(norms) > 2:
        return not commercial and two not in ("feel", "want", "wish", "need")
    if norms[-1] in ANYONE and not commercial and (one == "fancy" or tokens[spoken[-1] - 1].text == ","):
        return True  # "Fancy a swim on Sunday, anyone?"
    if (
        one == "would"
        and two in ("y'all", "yall", "you")
        and not present & _IDLE
        and three not in ("like", "love", "want")
    ):
        return True
    if _hook_opening(norms) or (commercial and present & _IDLE):
        return False
    if one in _YOU and two == "ever":
        return not commercial
    if one == "how" and two in ("can", "could") and three in ANYONE and "this" in norms:
        return False
    if one in ANYONE or (one == "who" and two in _OPEN_TO_ANYONE):
        return _READY.isdisjoint(norms) and ("else" in (two, three) or not commercial)
    if _asks_of_their_life(norms) or (one == "how" and two in ("do", "did", "would") and three in _YOU):
        return True
    if one in QUESTION_WORDS and present & _YOU:
        if present & _ASKING:
            return not (one == "how" and {"like", "to"} <= present)
        if (present & _PRACTICAL and ("would", "you") not in pairwise(norms)) or (
            one == "why" and two in BASE_VERBS and two not in INVERTING
        ):
            return False
        choosing = one in ("which", "what", "who") and "would" in present
        asked = two in INVERTING or any(a in ("do", "did", "are") and b == "you" for a, b in pairwise(norms))
        return choosing or not commercial or (one in ("which", "what") and asked and "get" not in present)
    if any(a in ("which", "what") and b in ("one", "ones") for a, b in pairwise(norms)) and present & _YOU:
        return True
    if commercial or two not in _YOU:
        return False
    asks = one == "do" and not reply and three in _HABITS
    return asks or (one in INVERTING and not _EXPERIENCE.isdisjoint(present))


def _wants_none(norms: list[str]) -> bool:
    """Whether it only sounds like a question: "What more could you want?", "Would you look at that?", "Do you see what I did there?"."""
    return _NO_QUESTIONS.begin(norms) or (
        norms[0] in ("where", "what") and norms[1:2] == ["would"] and "without" in norms
    )


def _is_asked_bare(verb: str, following: str) -> bool:
    """Whether a verb behind "you" asks without "are" or "have": "You coming?", "You still using it?", "You seen the mural?"."""
    if verb in ("still", "all", "both", "really"):
        verb = following
    return (verb.endswith("ing") and verb not in ("kidding", "joking", "thing")) or verb in _DONE


def _moves_them(norms: list[str]) -> bool:
    """Whether it asks what does something to the reader: "Which smell takes you back to school?", "Which colour speaks to you?"."""
    return not _MOVING.isdisjoint(norms) and any(
        a in _MOVING and (b in ("you", "your") or (b in ("to", "from") and c == "you"))
        for a, b, c in zip(norms[1:], norms[2:], [*norms[3:], ""], strict=False)
    )


def _asks_everyone(tokens: list[Token], spoken: list[int], norms: list[str]) -> bool:
    """Whether it asks what others do or know without saying "you": "What do people do about pigeons?", "Best soup for a cold?"."""
    one, two, three = first_three(norms)
    if one in ("how", "what", "where", "who", "which") and two == "do":
        return three in _PEERS or (three in ("most", "all", "any") and len(norms) > 4)
    if one in ANSWERS:
        return two in ("on", "about", "for", "how")
    if two in ANSWERS and three in ("", "for", "on", "please", "anyone", "in", "near"):
        return one not in INVERTING and one not in QUESTION_WORDS and one not in ("the", "my", "our", "no", "any")
    if one == "one" and two == "word":
        return True
    if (
        not tokens[spoken[0]].text[0].isupper()
        or two in ("of", "time", "come", "things", "thing", "class", "choice", "")
        or not FINITE.isdisjoint(norms)
    ):
        return False
    return (
        one in ("best", "worst", "favourite", "favorite", "first", "most", "least") and len(norms) <= _LONGEST_OPINION
    )


def _is_teased(tokens: list[Token], spoken: list[int], norms: list[str], *, commercial: bool) -> bool:
    """Whether it only teases, whatever its form: "Can you guess who it is?", "What will you create?", "What would you do with $500?"."""
    one, two, three = first_three(norms)
    if one == "can" and two in _YOU and three in _TEASING:
        return True
    if two == "will" and three in _YOU and (commercial or len(norms) <= _LONGEST_TEASER):
        return one in ("what", "where", "which")
    if (one, two) == ("how", "many") and "will" in norms and not _YOU.isdisjoint(norms):
        return True
    if (one, two, three) == ("would", "you", "believe") or tuple(norms[-5:-2]) == ("the", "worst", "that"):
        return True
    if (one, two) == ("did", "you") and three in ("hear", "see") and norms[3:] in (["that"], ["it"]):
        return True
    if ("mean", "for") in pairwise(norms) or (one == "when" and two == "i"):
        return True
    if one == "how" and two == "would" and norms[3:5] in (["like", "to"], ["like", "a"]):
        return True
    if one in ("which", "what") and {"home", "you"} <= {*norms} and not _TAKEN_HOME.isdisjoint(norms):
        return True
    return "with" in norms and any(tokens[i].kind == "money" for i in spoken) and "would" in norms[:2]


def _asks_for_advice(norms: list[str]) -> bool:
    """Whether somebody asks what to do: "Is it worth bringing the car?", "How do I get this out?". "What can I say?" isn't meant."""
    one, two, three = first_three(norms)
    if (one, two) == ("do", "i") and three in ("need", "have"):
        return True
    if one in ("can", "could", "should", "may") and two == "i" and len(norms) > 3:
        return three not in ("get", "have", "help", "just", "ask", "be", "offer") and _HELPLESS.isdisjoint(norms[2:4])
    if one in ("is", "was", "would") and two in ("it", "this", "that") and len(norms) > 3:
        return not _ADVISABLE.isdisjoint(norms[2:4])
    return (
        one in ("how", "where", "what", "which")
        and any(a in ("do", "can", "would", "could") and b == "i" for a, b in pairwise(norms[1:5]))
        and _HELPLESS.isdisjoint(norms[2:])
    )


def _asks_whether_others_do(norms: list[str]) -> bool:
    """Whether it asks if others feel the same: "Is it just me, or …?", "Am I the only one who …?"."""
    if _ONLY.isdisjoint(norms[:6]):
        return False
    head = " ".join(norms[:6])
    return any(
        start in head for start in ("is it just me", "is it only me", "am i the only", "am i alone", "just me or")
    )


def _asks_for_the_most(norms: list[str]) -> bool:
    """Whether it asks for the best or most of a kind, an opinion: "What's the oldest tool in your shed?", "Which is the best loaf?"."""
    if norms[0] == "where" and norms[1:2] not in (["'s"], ["is"], ["are"]):
        return False
    if norms[0] not in ("what", "which", "who", "whats", "where") or len(norms) > _LONGEST_OPINION:
        return False
    head = norms[1:_OPINION_HEAD]
    superlative = any(
        word in _MOST or (word.endswith("est") and len(word) > 4 and word not in _NO_MOST) for word in head
    )
    return superlative and "the" in head


def _asks_how_they_are(norms: list[str]) -> bool:
    """Whether it asks everyone how they are or get on: "How's everyone surviving the heat?", "How are you feeling about it?"."""
    return "how" in norms and any(
        a == "how" and b in ("'s", "is", "are") and c in _YOU and not _FARING.isdisjoint(norms)
        for a, b, c in zip(norms, norms[1:], norms[2:], strict=False)
    )


def _asks_of_their_past(norms: list[str]) -> bool:
    """Whether it asks for something in the reader's own past: "Were you taught to knit?", "Have you done this before?"."""
    one, two, _ = first_three(norms)
    start = 0 if one in INVERTING else next((at for at, pair in enumerate(pairwise(norms)) if pair in _HAVE_YOU), -1)
    if start < 0 or (start == 0 and two not in _YOU):
        return False
    return norms[-1] == "before" or "taught" in norms or (one in ("were", "did") and "growing" in norms)


def _asks_of_their_life(norms: list[str]) -> bool:
    """Whether it asks for an experience or a habit of the reader's, which no offer answers: "Which book have you read most often?"."""
    one = norms[0]
    if one not in ("which", "what", "who", "where", "how") or _YOU.isdisjoint(norms):
        return False
    chooses = one == "which" and any(
        a in ("do", "did", "have", "would", "could") and b == "you" for a, b in pairwise(norms)
    )
    return chooses or not _LIFE.isdisjoint(norms)


def _after_lead_ins(norms: list[str]) -> list[str]:
    """Return the norms of the sentence's words, without the "so", "hey" or "and" before them."""
    start = next((k for k, norm in enumerate(norms) if norm not in LEAD_INS), 0)
    return norms[start:]


def _without_group(norms: list[str]) -> list[str]:
    """Return the norms without the "lot" of "you lot", where a question begins with it or after a verb."""
    for at in (0, 1):
        if norms[at : at + 1] in (["you"], ["y'all"]) and not _GROUPS.isdisjoint(norms[at + 1 : at + 2]):
            return [*norms[: at + 1], *norms[at + 2 :]]
    return norms


def _asks_own(norms: list[str]) -> bool:
    """Whether the words ask for the reader's own ("your favourite", "your go-to")."""
    return ("your" in norms or "ur" in norms) and any(
        a in ("your", "ur") and (b in _OWN or c in _OWN)
        for a, b, c in zip(norms, norms[1:], [*norms[2:], ""], strict=False)
    )


def is_hook(tokens: list[Token], spoken: list[int], norms: list[str], *, commercial: bool) -> bool:
    """Whether a question that doesn't invite has the form of a hook. It's one if an offer follows, see ``offers``."""
    norms = _after_lead_ins(norms)
    present = set(norms)
    if norms[0] == "who" and not _READY.isdisjoint(norms):
        return True
    if not present.isdisjoint(ANYONE) or "i" in present or "my" in present or _asks_in_spanish(tokens, spoken):
        return False
    if tokens[spoken[0]].norm in QUESTION_WORDS and is_heading(tokens, spoken):
        return False
    if _hook_opening(norms) or (_argues(norms) and {"when", "less", "more", "us"} & present):
        return True
    return commercial and (_argues(norms) or (_is_elliptical(norms) and not present.isdisjoint(_ADDRESSED)))


def is_rhetorical(norms: list[str]) -> bool:
    """Whether the question begins as those do that want no answer: "Who says lunch is boring?", "Can't sleep?", "Ever wished for …?"."""
    if any(tuple(norms[: len(start)]) == start for start in _RHETORICAL):
        return not (norms[0] in ("can", "do") and len(norms) > 2 and norms[2] in SUBJECTS)
    return False


def _argues(norms: list[str]) -> bool:
    """Whether it only argues for an offer: "Why pay more?", "Why choose Ann's?"."""
    return norms[0] == "why" and first_three(norms)[1] in BASE_VERBS and norms[1] not in INVERTING


def is_heading(tokens: list[Token], spoken: list[int]) -> bool:
    """Whether it's a title: capital letters on every longer word ("How to Improve Your Page?")."""
    longer = [tokens[i] for i in spoken if len(tokens[i].text) > 3]
    return len(longer) > 1 and all(token.text[0].isupper() for token in longer)


def offers(tokens: list[Token], first: int, last: int, *, ordered: bool) -> bool:
    """Whether a sentence after a hook offers something: a link, a price, a word of the writer's own business, an order.

    Args:
        ordered: whether the sentence is an order.
    """
    if ordered:
        return True
    previous = ""
    for token in tokens[first:last]:
        if token.kind in ("url", "money", "percent", "mention"):
            return True
        if token.norm in ("our", "ours") or (previous in ("we", "i", "us") and token.norm in _OFFERING):
            return True
        previous = token.norm
    return tokens[first].norm in BASE_VERBS and "we" not in tokens[first].classes


def _asks_in_spanish(tokens: list[Token], spoken: list[int]) -> bool:
    """Whether it asks the reader in Spanish, whose mark at the beginning no other language has."""
    opens = spoken[0] and tokens[spoken[0] - 1].text[0] == "¿"
    return bool(opens) and any(tokens[i].norm in _SPANISH_YOU for i in spoken)


def _asks_in_another_language(norms: list[str]) -> bool:
    """Whether it asks the reader in another language: a word for "you", and another common word of the same language."""
    present = set(norms)
    return any(
        not present.isdisjoint(you) and not (present - you).isdisjoint(words)
        for you, words in zip(_FOREIGN_YOU, _FOREIGN_WORDS, strict=True)
    )


def _is_elliptical(norms: list[str]) -> bool:
    """Whether the question has no subject ("Short on time?"). Tags such as "right?" are too short."""
    one = norms[0]
    if len(norms) < _SHORTEST_HOOK or one in ("the", "a", "an", "in", "or", "but"):
        return False
    return not (one in QUESTION_WORDS or one in INVERTING or one in SUBJECTS or SUBJECTS & set(norms[1:4]))


def _hook_opening(norms: list[str]) -> bool:
    """Whether the words begin as hooks do: "looking for", "ready to", "want", "did you know", "are you a", "is your"."""
    one, two, three = first_three(norms)
    addressed = one in INVERTING and two in ("you", "u", "ya")
    if (one in _HOOK_HEADS and not addressed) or (
        one.endswith("ing") and len(one) > _SHORTEST_GERUND and one not in _NO_GERUNDS
    ):
        return True
    if addressed:
        if three in _HOOK_HEADS or three.endswith("ing") or one == "will" or three in ("passionate", "experienced"):
            return True
        return (one, three) in _HOOK_VERBS or (one == "are" and three in ("a", "an", "one", "in", "the"))
    if one in INVERTING and two in ("your", "ur"):
        return one not in ("has", "have", "did", "was", "were")
    if one == "still" and two.endswith("ing"):
        return True
    if one == "bonus" and len(norms) <= _LONGEST_TEASER:
        return True
    if "should" in norms and any(a == "should" and b in ("you", "u") for a, b in pairwise(norms)):
        return True
    return (one, two) in _HOOK_PAIRS


def is_hook_without_mark(norms: list[str]) -> bool:
    """Whether it's a hook without its question mark: "Want more tips". A longer one wants what it says: "need a runner for Monday …"."""
    one, two, three = first_three(norms)
    return (
        len(norms) <= _LONGEST_UNMARKED
        and one in ("want", "wanna", "need")
        and two in ("to", "more", "a", "an", "some", "the", "your")
        and three != "you"
    )


def _telling_in(norms: list[str]) -> bool:
    """Whether it asks the reader to tell something: "tell us", "let us know", "share your"."""
    if _TELLING.isdisjoint(norms) or not _PRIZES.isdisjoint(norms) or not _APPLYING.isdisjoint(norms):
        return False
    if ("be", "yours") in pairwise(norms):
        return False
    for position, norm in enumerate(norms):
        if norm not in _TELLING or (position and norms[position - 1] in _TOLD_BY_OTHERS and norm not in _WISHING):
            continue
        two, three, four = first_three(norms[position + 1 : position + 4])
        if norm in ("tell", "show") and two in ("us", "me"):
            if three == "if" and {"ever", "agree", "think"}.isdisjoint(norms):
                return False  # "Tell us if you've allergies."
            if norm == "show" and three in ("a", "the") and not {"'ll", "will"}.isdisjoint(norms):
                return False  # "Show me a man who likes Mondays and I'll show you a liar."
            if three == "your" and four in PERSONAL:
                return False
            return norms[position : position + 4] != ["tell", "me", "about", "it"]
        if norm == "let" and two in ("us", "me") and three == "know":
            return (four not in ("if", "asap") and not _is_only_told(norms[position + 3 :])) or "think" in norms
        if (norm == "give" and two in ("us", "me") and three == "your") or (
            norm == "hear" and two == "your" and norms[0] == "let"
        ):
            return not _OWN.isdisjoint(norms[position + 2 : position + 5])
        if (
            norm in ("pop", "drop", "put", "post", "leave")
            and two == "your"
            and three in ANSWERS | {"questions", "question"}
        ):
            return True
        if norm == "share" and two == "your" and three in _LENT:
            return False
        if norm == "share" and (two == "your" or (two in ("a", "an") and "your" in norms)):
            return True
        if norm == "share" and two in ("what", "how", "where", "which") and three in _YOU:
            return True
        if norm in ("send", "show") and two in ("us", "me") and three == "your" and not _SHARED.isdisjoint(norms):
            return True
        if norm == "share" and two in ("the", "a", "one", "something") and {"you", "you've"} & {*norms[position + 2 :]}:
            return "if" not in norms and "with" not in norms[position + 2 : position + 5]
        if norm in ("share", "send", "show", "post", "add") and shows_own(norm, norms[position + 1 :]):
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
            return three not in _BAIT and not (two == "below" and three == "for")
        if (
            norm == "drop"
            and two in ("your", "us", "a")
            and any(
                n in ("comment", "comments", "below", "thoughts") for n in norms[position : position + _DROPPED_WITHIN]
            )
        ):
            return True
        if (
            norm in ("leave", "put", "write", "post")
            and two in ("your", "a", "us")
            and (norms[-1] == "below" or "comments" in norms[position + 2 :])
            and PERSONAL.isdisjoint(norms)
        ):
            return True
        if (
            norm == "leave"
            and two in ("a", "your", "us")
            and three in ("comment", "comments", "thoughts", "reply", "answer")
        ):
            return True
        if norm in _WISHING and two == "to" and _wants_to_hear(norms[position + 2 :]):
            return True
    return False


def _wants_to_hear(norms: list[str]) -> bool:
    """Whether "hear from you", "know what you'd keep" asks readers. "Know how the Romans did it" doesn't."""
    verb, following, _ = first_three(norms)
    if verb not in ("hear", "know", "see"):
        return False
    if following in ("from", "your") or (verb, following) == ("hear", "it"):
        return True
    if following not in ("what", "how", "which", "who", "where", "why", "about", "if", "whether"):
        return False
    return len(norms) == 2 or not _YOU.isdisjoint(norms[2:]) or not _PEERS.isdisjoint(norms[2:])


def _is_only_told(following: list[str]) -> bool:
    """Whether what readers should let the writer know is only whether they come or need something: "by Friday if you can't come"."""
    return following[:1] == ["by"] and QUESTION_WORDS.isdisjoint(following)


def _is_bait(tokens: list[Token], orders: tuple[int, ...]) -> bool:
    """Whether the reader can only answer with a fixed word, a number or an emoji."""
    for order in orders:
        verb = tokens[order].norm
        if verb in _ANSWERING:
            following = tokens[order + 1 : order + 3]
            if any(token.kind in ("emoji", "number") or token.text[0] in QUOTES for token in following):
                return True
            if any(token.kind == "word" and token.text.isupper() and len(token.text) > 1 for token in following[:1]):
                return True
        if verb in ("tag", "like", "follow"):
            return True
    return False


def order_invites(tokens: list[Token], inside: Inside, orders: tuple[int, ...], *, commercial: bool) -> bool:
    if _is_bait(tokens, orders):
        return False
    spoken, norms = inside.spoken, inside.norms
    if is_for_customers(norms):
        return False
    if _telling_in(norms) or _asks_for_choice(tokens, spoken, norms):
        return True
    return requests_answer(tokens, inside, commercial=commercial) or is_poll(tokens, spoken, norms)


def _asks_for_choice(tokens: list[Token], spoken: list[int], norms: list[str]) -> bool:
    """Whether it asks without a question: "Guess which one is mine", "Caption this", "My favourite loaf is ____"."""
    one, two, three = first_three(norms)
    if one == "guess" and two == "what" and (not three or tokens[spoken[2] - 1].text[0] in _BEFORE_QUESTION):
        return False
    if one in _GUESSING and two in QUESTION_WORDS:
        return True
    if lets_them_guess(norms) or lets_them_argue(norms) or lets_them_ask(norms):
        return True
    if one == "help" and two in ("us", "me") and not _NAMED_TOGETHER.isdisjoint(norms[2:4]):
        return True
    if one in ("pick", "choose") and "or" in norms[2:-1] and "own" not in norms and len(norms) <= _LONGEST_OPINION:
        return two in ("a", "one", "your") and three in (
            "side",
            "team",
            "favourite",
            "favorite",
            "fighter",
            "one",
            "winner",
            "colour",
            "color",
        )
    if one == "name" and two == "your":
        return three in _OWN
    if one in ("pick", "choose", "name") and (two == "your" or (two in ("one", "a") and three == "you")):
        return "own" not in norms and len(norms) <= _LONGEST_CHOICE
    if (
        one in ("describe", "sum")
        and "your" in norms[:4]
        and not {"words", "word", "emoji", "emojis"}.isdisjoint(norms[-2:])
    ):
        return True
    if one in ("raise", "hands", "hand") and two in ("your", "up") and "if" in norms[2:5]:
        return not {"ever", "remember", "learned", "learnt", "grew", "had", "still", "were", "never"}.isdisjoint(norms)
    if one == "vote" and (two in ("below", "with") or "comments" in norms[2:5]):
        return two != "for"
    around = enumerate(tokens[spoken[0] : spoken[-1] + 3], spoken[0])
    marks = [i for i, token in around if token.kind == "punctuation" and token.text[0] == "_"]
    return any(_is_blank(tokens, i) for i in marks)


def _is_blank(tokens: list[Token], index: int) -> bool:
    """Whether it's a blank to fill in ("____"), and not the end of a name ("moss__")."""
    text = tokens[index].text
    glued = index > 0 and tokens[index - 1].end == tokens[index].start
    return text.startswith("__") and not text.strip("_") and not (glued and tokens[index - 1].kind == "word")


def _wonders(norms: list[str]) -> bool:
    """Whether it asks indirectly: "I wonder what you read", "Curious how your garden did"."""
    head = norms[:_WONDER_HEAD]
    if _WONDERING.isdisjoint(head):
        return False
    at = next(k for k, norm in enumerate(head) if norm in _WONDERING)
    if "ever" in head or (at and "i" not in head and "we" not in head and "just" not in head):
        return False
    following = norms[at + 1 :]
    if norms[at] in ("interested", "keen") and {*following[:2]}.isdisjoint(("hear", "know", "learn", "see")):
        return False
    if norms[at] == "wondered" and {*following[:3]}.isdisjoint(ANYONE | _PEERS):
        return False
    addressed = not {*following}.isdisjoint(_YOU) or not {*following[:5]}.isdisjoint(_PEERS)
    return bool(following) and addressed and not {*following[:2]}.isdisjoint(_LINKING)


def _welcomes(norms: list[str]) -> bool:
    """Whether it says that answers are welcome: "all ideas welcome", "we'd be glad of your suggestions"."""
    if asks_for_answers(norms):
        return True
    if ANSWERS.isdisjoint(norms):
        return False
    for at, norm in enumerate(norms):
        if norm not in ANSWERS:
            continue
        following = norms[at + 1 : at + 9]
        if "welcome" in following[:3] or not {("are", "welcome"), ("gratefully", "received")}.isdisjoint(
            pairwise(following)
        ):
            return True
        before = norms[max(0, at - 5) : at]
        if before[-1:] == ["your"] and before[:-1] in (["we", "want"], ["i", "want"], ["we", "need"], ["send", "in"]):
            return True
        if before[-1:] == ["your"] and not _GLAD.isdisjoint(before):
            return True
        if {*before[-2:]} & {"your", "any", "some"} and {"would", "'d"} & {*before} and not _WANTING.isdisjoint(before):
            return True
    return False


def _is_handed_over(tokens: list[Token], spoken: list[int], norms: list[str]) -> bool:
    """Whether it says that it's the readers' turn, alone or before a colon: "Over to you.", "Now you: one word for this winter"."""
    if norms[:1] not in (["over"], ["your"], ["now"], ["so"], ["and"]):
        return False
    colon = next((at for at in range(1, len(spoken)) if tokens[spoken[at] - 1].text == ":"), len(spoken))
    return colon <= _OPINION_HEAD and hands_over(norms[:colon])


def statement_invites(tokens: list[Token], inside: Inside, *, commercial: bool) -> bool:
    spoken, norms = inside.spoken, inside.norms
    if is_quotation(tokens, inside.content):
        return False
    if _telling_in(norms) and not _is_bait(tokens, tuple(i for i in spoken if tokens[i].norm != "like")):
        return True
    if _is_handed_over(tokens, spoken, norms):
        return True
    if _asks_for_choice(tokens, spoken, norms) or _wonders(norms) or _welcomes(norms):
        return True
    if requests_answer(tokens, inside, commercial=commercial) or is_poll(tokens, spoken, norms):
        return True
    one, two, _ = first_three(norms)
    return (
        one in ("what", "which")
        and two in ("'s", "is", "are", "was")
        and any(a == "your" and b in _OWN for a, b in pairwise(norms))
    )
