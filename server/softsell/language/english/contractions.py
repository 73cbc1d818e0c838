"""Words written together and abbreviations: what the tokenizer splits, and the dots that don't end a sentence."""

from __future__ import annotations

from softsell.compile_later import compile_later

ABBREVIATIONS = (
    "[Dd]r|[Mm]r|[Mm]rs|[Mm]s|[Mm]x|[Pp]rof|[Ss]t|[Jj]r|[Ss]r|[Vv]s|[Ee]tc|[Ii]nc|[Ll]td|[Cc]orp|[Cc]o|[Aa]pprox|[Dd]ept|[Ee]st|"
    "[Aa]ve|[Bb]lvd|[Rr]d|Mt|Ft|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Rev|Hon|Pres|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|"
    "Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|al|cf|viz|ext|tel|incl|excl|approx|Sat|Sun|Ph\\.D|[BM]\\.(?:Sc|Ed|Eng)|[Uu]l|Str|Ln|Hwy|Pkwy|[Aa]ppt|[Aa]pt|[Rr]m|[Bb]ldg|"
    "[Hh]rs?|[Mm]ins?|[Ss]ecs|[Ss]q|oz|lbs?|yds?|ft|qts?|kg|km|cm|mm|ml"
)
"""For a regular expression: abbreviations that are written with a dot."""

CLITIC = compile_later(r"(?:n't|'(?:s|m|re|ve|ll|d))$")
"""Endings attached to the word before."""
NOT_CLITIC = {"n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'s": "'s"}
"""The word that each clitic stands for."""
STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "ai"}
"""The word before ``n't``, if its spelling changes."""

_WITHOUT_APOSTROPHE = {
    "nt": ("not", "do does did is are was were would could should have has had must need"),
    "ve": ("have", "you they we could would should must might"),
    "re": ("are", "you they"),
    "s": ("'s", "that what there here he she who where"),
    "ll": ("will", "you they it that"),
    "a": ("have", "could should would must"),
}
CONTRACTIONS: dict[str, tuple[int, str, str]] = {
    **{
        word + ending: (len(word), word, norm)
        for ending, (norm, words) in _WITHOUT_APOSTROPHE.items()
        for word in words.split()
    },
    "cant": (2, "can", "not"),
    "wont": (2, "will", "not"),
    "aint": (2, "ai", "not"),
    "dnt": (1, "do", "not"),
    "im": (1, "i", "am"),
    "ive": (1, "i", "have"),
    "cannot": (3, "can", "not"),
    "gonna": (3, "going", "to"),
    "wanna": (3, "want", "to"),
    "gotta": (3, "got", "to"),
    "hafta": (3, "have", "to"),
    "tryna": (3, "trying", "to"),
    "gimme": (3, "give", "me"),
    "lemme": (3, "let", "me"),
    "kinda": (4, "kind", "of"),
    "sorta": (4, "sort", "of"),
    "lotta": (3, "lot", "of"),
    "outta": (3, "out", "of"),
    "whaddya": (5, "what", "you"),
    "whaddaya": (6, "what", "you"),
    "watcha": (4, "what", "you"),
    "whatcha": (4, "what", "you"),
    "gotcha": (3, "got", "you"),
    "d'you": (2, "do", "you"),
    "d'ya": (2, "do", "you"),
}
"""Two words written as one: the length of the first part, then the norms of both. Words with another meaning of their own ("its",
"were", "well", "id") aren't included.
"""
LETS = (3, "let", "us")
"""Like ``CONTRACTIONS``, for "lets" at the beginning of a clause."""
RESPELLED = {
    "2day": "today", "2moro": "tomorrow", "2morrow": "tomorrow", "2mrw": "tomorrow", "2nite": "tonight", "2night": "tonight",
    "bcuz": "because", "cuz": "because", "gr8": "great", "l8r": "later", "nite": "night", "ppl": "people", "tmrw": "tomorrow",
    "tomoz": "tomorrow", "tonite": "tonight", "urs": "yours", "wks": "weeks",
}  # fmt: skip
"""What people type on telephones, and the usual spelling. Forms that are also other words or names ("hr", "ur") aren't included."""
RESPELLED_IN_LOWER_CASE = {"b4": "before", "l8": "late", "m8": "mate", "m8s": "mates"}
"""The same, of forms that are names with a capital: the M8 motorway, B4 paper."""
SHORT_NORMS = {"w/": "with", "w/o": "without", "b/c": "because"}
"""Words that are written with a slash."""

NEVER_LAST = frozenset(
    ("dr", "mr", "mrs", "ms", "mx", "prof", "st", "vs", "e.g.", "i.e.", "no", "approx", "gen", "col", "capt", "lt", "sgt", "sen", "rep",
     "gov", "rev", "hon", "pres", "mt", "ft", "cf", "viz", "incl", "excl", "est", "tel", "ext")
)  # fmt: skip
"""Abbreviations that always have something after them."""

BEFORE_NUMBERS = frozenset(("fig", "vol", "ch", "sec", "art", "pl", "para", "ste", "fl", "pt", "ep"))
"""Abbreviations when a number follows. Some are words too."""

NAMES_WITH_MARK = frozenset(("yahoo", "jeopardy"))
"""Names that are written with an exclamation mark."""
AFTER_SPEECH = frozenset(
    ("said", "says", "say", "ask", "asked", "asks", "replied", "added", "shouted", "yelled", "told", "cried", "wrote")
)
"""Words that continue a sentence after quoted speech. The mark inside the quotes doesn't end the sentence."""
CLOSERS = frozenset(("regards", "thanks", "cheers", "sincerely", "thx", "wishes", "love", "truly"))
"""Words before the comma that ends a letter: "Kind regards,"."""
