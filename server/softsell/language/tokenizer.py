"""Tokenizer: splits prose into tokens in one pass.

Boundaries follow the English Web Treebank (``do|n't``, ``can|not``, ``gon|na``), so they fit a tagger trained on it. Some
differences suit posts: a compound is one token (``must-have``), and so is an amount (``$5``), a percentage or a time of day.
Other modules find sentences and the people mentioned.

We don't use spaCy's tokenizer: importing it takes longer than most checks, it takes quadratic time on long runs of marks, and it
breaks hashtags, emoji sequences and styled letters. Only a spaCy tagger needs spaCy, and it gets these tokens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from sys import intern

from softsell.compile_later import compile_later
from softsell.language import characters as ch
from softsell.language.english.contractions import (
    ABBREVIATIONS,
    CLITIC,
    CONTRACTIONS,
    LETS,
    NOT_CLITIC,
    RESPELLED,
    RESPELLED_IN_LOWER_CASE,
    SHORT_NORMS,
    STEMS,
)
from softsell.language.english.lexicon import classes
from softsell.language.token import EMAIL_CLASSES, KIND_CLASSES, LONGEST_CACHED, Token, TokenKind
from softsell.platforms.domains import domains

_LETTER = rf"(?:[^\W_]|[{ch.BOXED}])"
_REST = rf"[^\W_]|[{ch.BOXED}{ch.INVISIBLE}{ch.MARKS}]"
# Possessive repeats ("*+") don't store a state for each character, so a run of megabytes costs no memory.
_WORD = rf"{_LETTER}(?:{_REST})*+(?:[{ch.APOSTROPHES}{ch.HYPHENS}_]{_LETTER}(?:{_REST})*+)*+"
_CURRENCY = r"(?:[A-Z]{1,3})?[$£€¥₹₽₩₺₴₦₱฿₫₪¢]"
_AMOUNT = r"\d+(?:[.,]\d+){0,20}(?:\s?(?:[kKmM]|bn|[mb]illion)\b|[kKmMbB]\b)?"
# Endings that make a name without a path a link. Endings that often begin a sentence don't: in "great.how are you" a
# space is missing. Most country domains are words or abbreviations, so only a few count.
_WORDS_TOO = frozenset(
    ("are", "best", "buy", "call", "free", "got", "here", "how", "new", "now", "one", "open", "say", "see", "you")
)
_FILE_ENDINGS = frozenset(("mov", "zip"))
_COUNTRIES = r"io|co\.uk|org\.uk|ac\.uk|gov\.uk|com\.au|co\.nz|co\.za|uk|ca|de|fr|nl|eu|ie|nz|au"
_ANY_CASE = r"(?i:com|net|org|co\.uk|org\.uk|com\.au)"
"""Endings that are no words, so JOES.COM is a link too. “SALE.LIVE NOW” isn't one."""
_COMMON = ("com", "example", "net", "org")
_ENDING = compile_later(r"\.([a-z]{3,24})")
_CLOSED_DOMAIN = "[a-z]{2,6}"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\."
_PICTURE = (
    rf"(?:[{ch.PICTURE}]\ufe0f?|[{ch.SIGN}]\ufe0f)(?:[\U0001f3fb-\U0001f3ff])?(?:[\U000e0020-\U000e007f]{{1,8}})?"
)


_PLAIN = (
    r"(?P<plain>[A-Za-z]{2,}+(?: [A-Za-z]{2,}+){0,20}(?=[ \n,!?;)]|$)"
    r"|[AIai](?=[ \n,!?;)]|$)(?! [A-Za-z](?: [A-Za-z]){1,40}(?![\w'’])))"
)
"""Up to 21 words at once. "XD" is a word here, and an emoji where the other alternatives see it."""
_QUICK_SCANNER = re.compile(
    r"[ \t]*+(?:"
    + "|".join(
        (
            _PLAIN,
            r"(?P<last>(?![xX]D)[A-Za-z]{2,}(?=\.(?:[ \n](?!\d)|$)))",
            r"(?P<stop>[.,!?](?=[ \n]|$))",
            r"(?P<clitic>(?![xX]D)[A-Za-z]{2,}['’][a-z]{1,2}(?=[ \n,!?;)]|$))",
            r"(?P<word>(?![xX]D)[A-Za-z]{2,}+(?:-[A-Za-z]{2,}+)*+(?=[ \n,!?;)\"”…–—]|:[ \n]|$))",
            r"(?P<newline>\n\s*)",
            r"(?P<mark>(?P<one>[!?,()\"“”‘’'…–—])(?P=one)*+|[:;&-](?=[ \n]))",
            r"(?P<number>[0-9]++(?= [B-Zb-z](?<![Pp])| [AaPp](?![.Mm])|[.,!?;)](?:[ \n]|\Z)|\Z))",
            r"(?P<hashtag>#[A-Za-z][A-Za-z0-9_]*+(?=[ \n]|$))",
            r"(?P<end>\Z)",
        )
    )
    + ")"
)
"""Words and marks as nearly all posts have them. Apart from plain words, the scanner below finds the same. It takes ten times as long, and
it's compiled when a text has something else, which takes as long as checking several posts."""


def _compile_scanner(endings: Iterable[str]) -> re.Pattern[str]:
    """Compile a scanner that treats a name with one of these endings, or of a few countries, as a link."""
    first = groupby(sorted(endings), key=itemgetter(0))
    # Grouped by first letter, with longer endings first: trying a thousand endings in a row is slow.
    generic = "|".join(
        f"{letter}(?:{'|'.join(sorted((name[1:] for name in names), reverse=True))})" for letter, names in first
    )
    return re.compile(
        r"[ \t]*(?:"
        + "|".join(
            (
                r"(?P<newline>(?:\r\n|[\n\r\u0085\u2028\u2029\x0b\x0c])\s*)",
                rf"(?P<blank>[\s{ch.INVISIBLE}]+)",
                r"(?P<url>(?i:https?|ftp)://[^\s<>\"“”]+|(?i:www)\.[^\s<>\"“”]+"
                r"|[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
                rf"|(?:{_LABEL}){{1,8}}(?:(?:{_COUNTRIES}|{_ANY_CASE}|{generic})\b(?![@-])(?:[/?#][^\s<>\"“”]*)?|{_CLOSED_DOMAIN}/[^\s<>\"“”]+))",
                r"(?P<file>[\w-]{1,80}\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|txt|csv|html?|zip|mp[34]|mov)(?!\w))",
                r"(?P<mention>[@＠]\w(?:[\w-]|\.(?=\w)){0,100}(?:@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})?)",
                rf"(?P<hashtag>[#＃]\d*(?:_*(?:[^\W\d_]|[{ch.BOXED}]))[\w{ch.BOXED}{ch.INVISIBLE}{ch.MARKS}]*)",
                r"(?P<keycap>[0-9#*]\ufe0f?\u20e3)",
                rf"(?P<regional>[{ch.REGIONAL}](?:[{ch.INVISIBLE}]*[{ch.REGIONAL}])*+(?: [{ch.REGIONAL}](?: [{ch.REGIONAL}])++)?)",
                rf"(?P<emoji>{_PICTURE}(?:\u200d{_PICTURE}){{0,12}}"
                r"|<3+(?!\d)|</3(?!\d)|[:;=][-'^]?(?:[)(\]\[DPp/\\|*3oO]|\)+|\(+)(?![\w/])|\^_+\^|[xX]D+(?!\w)|¯\\_\(ツ\)_/¯)",
                rf"(?P<money>{_CURRENCY}\s?{_AMOUNT}|\d+(?:[.,]\d+){{0,20}}\s?[€£¢₹])",
                r"(?P<percent>\d+(?:[.,]\d+){0,20}\s?%)",
                r"(?P<time>\d{1,2}(?:[:.]\d{2}){0,2}\s?[AaPp](?:\.\s?[Mm]\.|[Mm](?!\w))|\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))",
                r"(?P<number>(?:\d+(?:-\d+){2,20}|\d+(?:[.,/:]\d+){0,20}(?:st|nd|rd|th|[kKmMxX+]|bn)?)(?!\w|-\w))",
                r"(?P<spaced>[A-Z](?: [A-Z]){2,40}(?![\w'’])|[a-z](?: [a-z]){3,40}(?![\w'’])"
                r"|[A-Za-z](?:\.[A-Za-z]){2,40}(?![\w'’])\.?|[A-Za-z](?:[*·•|~_-][A-Za-z]){2,40}(?![\w'’]))",
                rf"(?P<abbreviation>(?:{ABBREVIATIONS})\.(?![.\w])|(?:[Nn]os?|pp?|[Vv]ols?|[Ff]igs?|[Cc]h|[Ss]ec|[Aa]rt)\.(?=\s?\d)|[A-Z]\.[A-Z]\.?(?!\w)|[a-z]\.[a-z]\.(?!\w)"
                r"|(?:(?<=\d )|(?<=\d)|(?<=q\. ))[gml]\.(?=\s[a-z])|(?<=\()[bdc]\.(?=\s?\d)|c\.(?=\s?1\d{3}(?!\d))|[A-HJ-Z]\.(?=\s?[A-Z]))",
                r"(?P<short>[Ww]/[Oo]?(?!\w)|[Bb]/[Cc](?!\w)|[A-Z]{1,3}&[A-Z]{1,3}(?!\w))",
                rf"(?P<word>{_WORD})",
                rf"(?P<marks>[{ch.MARKS}]+)",
                r"(?P<mark>(?P<one>[^\w\s]|_)(?P=one)*+)",
                r"(?P<rest>(?s:.))",
                r"(?P<end>)",
            )
        )
        + ")"
    )


@lru_cache(maxsize=1)
def _build_common_scanner() -> re.Pattern[str]:
    return _compile_scanner(_COMMON)


@lru_cache(maxsize=1)
def _list_endings() -> frozenset[str]:
    return domains().generic - _WORDS_TOO - _FILE_ENDINGS


@lru_cache(maxsize=1)
def _build_full_scanner() -> re.Pattern[str]:
    return _compile_scanner({*_COMMON, *_list_endings()})


def _choose_scanner(prose: str) -> re.Pattern[str]:
    """Return the scanner for a text. The one with every domain takes long to compile, and few texts need more than common endings."""
    found = {ending for ending in _ENDING.findall(prose) if ending not in _COMMON}
    return _build_full_scanner() if found and not found.isdisjoint(_list_endings()) else _build_common_scanner()


_KINDS: dict[str, TokenKind] = {
    "url": "url",
    "mention": "mention",
    "hashtag": "hashtag",
    "keycap": "emoji",
    "emoji": "emoji",
    "money": "money",
    "percent": "percent",
    "time": "time",
    "number": "number",
    "newline": "newline",
    "mark": "punctuation",
    "marks": "other",
    "rest": "other",
    "file": "other",
}
_TRAILING = ".,;:!?'\"’”)]}…*_~"
_CACHE_SIZE = 32768


def tokenize(prose: str) -> list[Token]:
    """Return all tokens of ``prose``, in order and without overlap. Only white space and invisible characters are between them.

    Takes time linear in ``len(prose)``.
    """
    tokens: list[Token] = []
    add = tokens.append
    quick = _QUICK_SCANNER.match
    thorough = None
    facts = _FACTS
    position = 0
    end = len(prose)
    while position < end:
        match = quick(prose, position)
        if match is None:
            thorough = thorough or _choose_scanner(prose).match
            match = thorough(prose, position)
            assert match is not None  # The last alternative matches anything.
        name = match.lastgroup
        if name == "plain":
            text = match["plain"]
            position = match.end()
            start = position - len(text)
            for word in text.split(" "):
                after = start + len(word)
                norm, stretched, found, parts = facts[word]
                if parts is not None:
                    _add_contraction(tokens, word, start, norm)
                else:
                    add(Token(word, start, after, "word", norm, stretched, found))
                start = after + 1
        elif name == "last":
            text = match["last"]
            if _ABBREVIATION.fullmatch(text):
                position = _add(tokens, "abbreviation", f"{text}.", match.end() + 1)
                continue
            position = match.end()
            norm, stretched, found, parts = facts[text]
            if parts is not None:
                _add_contraction(tokens, text, position - len(text), norm)
            else:
                add(Token(text, position - len(text), position, "word", norm, stretched, found))
        elif name == "stop":
            position = match.end()
            text = prose[position - 1]
            add(Token(text, position - 1, position, "punctuation", text))
        elif name == "blank" or name == "end":
            position = match.end()
        elif name == "clitic" or name == "word":
            text = match[name]
            start = match.start(name)
            position = match.end()
            found_parts = _cached_parts(text) if len(text) <= LONGEST_CACHED else None
            if found_parts is None:
                _add_word(tokens, text, start, "word")
            else:
                for piece, first, last, kind, norm, stretched, found, clitic in found_parts:
                    add(Token(piece, start + first, start + last, kind, norm, stretched, found, clitic))
        else:
            position = _add(tokens, name or "", match[name or 0], match.end())
    return tokens


_ABBREVIATION = compile_later(ABBREVIATIONS)


class _Facts(dict[str, tuple[str, tuple[str, ...], tuple[str, ...], tuple[int, str, str] | None]]):
    """Of each plain word its norm, stretched norms and classes, and how to split it if it's two words written as one.

    Kept for most words. Safe to use from several threads, since every value is a function of its key.
    """

    def __missing__(self, text: str) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[int, str, str] | None]:
        norm = text.lower()
        norm = intern(RESPELLED.get(norm) or RESPELLED_IN_LOWER_CASE.get(text, norm))
        facts = norm, ch.unstretched(norm), classes(norm), LETS if norm == "lets" else CONTRACTIONS.get(norm)
        if len(text) <= LONGEST_CACHED:
            if len(self) >= _CACHE_SIZE:
                self.clear()
            self[text] = facts
        return facts


_FACTS = _Facts()


_Part = tuple[str, int, int, TokenKind, str, tuple[str, ...], tuple[str, ...], bool]


@lru_cache(maxsize=_CACHE_SIZE)
def _cached_parts(text: str) -> tuple[_Part, ...] | None:
    """Return what ``Token`` takes for each token of a word at offset 0; ``None`` for "lets", which the words before it decide about."""
    tokens: list[Token] = []
    _add_word(tokens, text, 0, "word")
    if any(token.norm == "lets" or token.norm == "let" for token in tokens):
        return None
    return tuple((t.text, t.start, t.end, t.kind, t.norm, t.stretched, t.classes, t.clitic) for t in tokens)


def _add(tokens: list[Token], name: str, text: str, end: int) -> int:
    """Add the tokens of one match, which ends at ``end``, and return where to continue."""
    start = end - len(text)
    if name in _WORD_GROUPS:
        _add_word(tokens, text, start, name)
        return end
    if name == "regional":
        _add_regional(tokens, text, start)
        return end
    kind = _KINDS[name]
    if name == "newline":
        norm = "\n"
    elif name == "mark":
        norm = ch.plain(text[0]) * len(text) if text[0] in _QUOTES else text
        if not _is_punctuation(text[0]):
            kind = "other"
    elif name == "hashtag":
        norm = "#" + ch.plain(text[1:])
    else:
        if name == "url":
            text = _strip_trailing_marks(text)
            end = start + len(text)
        norm = ch.plain(text) or text
    email = kind == "url" and "@" in text and "/" not in text
    tokens.append(Token(text, start, end, kind, norm, classes=EMAIL_CLASSES if email else KIND_CLASSES.get(kind, ())))
    return end


_WORD_GROUPS = frozenset(("word", "clitic", "spaced", "abbreviation", "short"))
_QUOTES = frozenset("‘’´`＇′“”„«»＂")


def _is_punctuation(character: str) -> bool:
    return character.isascii() or unicodedata.category(character).startswith("P")


def _strip_trailing_marks(url: str) -> str:
    """Return ``url`` without the punctuation of the sentence around it. A closing bracket stays if the address opened it."""
    end = len(url)
    opened = url.count("(") - url.count(")")
    while end and url[end - 1] in _TRAILING:
        if url[end - 1] == ")":
            if opened >= 0:
                break
            opened += 1
        end -= 1
    return url[:end] or url


def _begins_clause(tokens: list[Token]) -> bool:
    return not tokens or tokens[-1].kind in ("punctuation", "newline", "emoji", "hashtag", "mention")


def _add_word(tokens: list[Token], text: str, start: int, name: str) -> None:
    norm = ch.plain(text)
    if name == "spaced":
        norm = "".join(c for c in norm if c.isalnum())
    elif name == "abbreviation":
        norm = norm if "." in norm[:-1] else norm[:-1]
    elif name == "short":
        norm = SHORT_NORMS.get(norm, norm)
    elif not norm:
        tokens.append(Token(text, start, start + len(text), "other", text))
        return
    else:
        if len(norm) > 4 and norm[1] in "-_" and norm[3] in "-_":
            norm = _join_spaced_letters(norm)
        if "'" in norm and norm not in CONTRACTIONS:
            clitic = CLITIC.search(norm)
            if clitic is not None and clitic.start():
                _add_parts(tokens, text, start, *_split_clitic(text, norm, clitic.group()))
                return
        elif norm in CONTRACTIONS or norm == "lets":
            _add_contraction(tokens, text, start, norm)
            return
    norm = intern(RESPELLED.get(norm) or RESPELLED_IN_LOWER_CASE.get(text, norm))
    kind: TokenKind = "word" if any(c.isalpha() for c in norm) or not norm[0].isdigit() else "number"
    tokens.append(
        Token(text, start, start + len(text), kind, norm, stretched=ch.unstretched(norm), classes=classes(norm))
    )


def _join_spaced_letters(norm: str) -> str:
    """Return ``free`` for ``f-r-e-e``: a word whose letters are all separate."""
    parts = re.split("[-_]", norm)
    return "".join(parts) if all(len(part) == 1 and part.isalpha() for part in parts) else norm


def _visible_from_end(text: str, count: int) -> int:
    """Return where the last ``count`` visible characters of ``text`` begin."""
    index = len(text)
    while count and index:
        index -= 1
        if ch.plain(text[index]):
            count -= 1
    return index


def _split_clitic(text: str, norm: str, clitic: str) -> tuple[int, str, str]:
    """Return where the clitic begins in the word, and the norms of both parts."""
    stem = norm[: -len(clitic)]
    cut = _visible_from_end(text, len(clitic))
    if norm == "let's":
        return cut, "let", "us"
    if clitic == "n't":
        stem = STEMS.get(stem, stem)
    return cut, stem, NOT_CLITIC[clitic]


def _add_contraction(tokens: list[Token], text: str, start: int, norm: str) -> None:
    """Add two words that are written as one. "lets" is "let us" only at the beginning of a clause."""
    if norm != "lets" or _begins_clause(tokens):
        length, first, second = CONTRACTIONS.get(norm, LETS)
        _add_parts(tokens, text, start, _visible_from_end(text, len(norm) - length), first, second)
    else:
        tokens.append(Token(text, start, start + len(text), "word", norm, classes=classes(norm)))


def _add_parts(tokens: list[Token], text: str, start: int, cut: int, first: str, second: str) -> None:
    middle = start + cut
    first = intern(first)
    tokens.append(
        Token(text[:cut], start, middle, "word", first, stretched=ch.unstretched(first), classes=classes(first))
    )
    tokens.append(Token(text[cut:], middle, start + len(text), "word", second, classes=classes(second), clitic=True))


def _add_regional(tokens: list[Token], text: str, start: int) -> None:
    """Regional indicators are flags if each pair is one. Otherwise they are letters of one word."""
    letters = [i for i, c in enumerate(text) if "\U0001f1e6" <= c <= "\U0001f1ff"]
    pairs = [ch.plain(text[i] + text[j]).upper() for i, j in zip(letters[::2], letters[1::2], strict=False)]
    if " " in text or len(letters) % 2 or not all(pair in ch.FLAGS for pair in pairs):
        norm = intern("".join(ch.plain(text).split()))
        tokens.append(Token(text, start, start + len(text), "word", norm, classes=classes(norm)))
        return
    for i, j in zip(letters[::2], letters[1::2], strict=True):
        flag = text[i : j + 1]
        tokens.append(Token(flag, start + i, start + j + 1, "emoji", flag, classes=KIND_CLASSES["emoji"]))
