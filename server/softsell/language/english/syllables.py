"""Syllables: counts them in English words as read aloud. Uses rules; no dictionary, no data file, no dependency.

``tokenizer`` decides what a word is, and ``readability`` uses the counts.

How and why: the rules count runs of vowel letters and then correct the count where English spelling is irregular (silent e, ``-tion``,
``-ed``, two vowels side by side that are both heard, …). Before that, a short list covers common words that no rule gets right. We
decided against hyphenation patterns (pyphen), because they say where a line may break and not how a word sounds. We decided against a
pronouncing dictionary for its size, and because we measure the rules against it.
"""

from __future__ import annotations

import re
import unicodedata

from softsell.compile_later import compile_later
from softsell.language.characters import LONGEST_FOLDED


def syllables(word: str) -> int:
    """Return how many syllables ``word`` has when read aloud in English.

    Args:
        word: one word as written, in any case and any Unicode. An accented letter counts as the plain letter, except that a final
            ``é`` is heard.

    Returns:
        0 for text without a letter or digit, otherwise at least 1:

        - hyphens, underscores, dots and inner capitals divide a word (``well-known``, ``#SmallBusiness``); the parts add up;
        - digits are read as a whole number ("24" is "twenty-four", 3), more than fifteen of them one by one;
        - letters without a vowel are spelled out ("DVD" is 3), but a sound such as "hmm" is 1;
        - contractions count what is heard: "don't" 1, "didn't" 2, "we've" 1, "would've" 2;
        - a run of letters of another script counts 1.
    """
    if word.isascii() and word.isalpha() and (word.islower() or word.istitle()):
        return _letters(word.lower())
    return sum(map(_part, _PART.findall(_plain(word))))


_PART = compile_later(r"[0-9]+(?:,[0-9]{3})*|[a-z]+(?:'[a-z]+)*|[^\W\d_a-z]+")
_CASE_BREAK = compile_later(r"(?<=[a-z])(?=[A-Z])")
_APOSTROPHES = str.maketrans("’‘ʼ＇", "''''")
_FINAL_ACCENT = compile_later(r"é(?![^\W\d_])", re.IGNORECASE)


def _plain(word: str) -> str:
    """Return the word in lower case, with plain letters for styled and accented ones, and a hyphen before inner capitals."""
    text = word.translate(_APOSTROPHES)
    if len(text) <= LONGEST_FOLDED and not text.isascii():
        text = _FINAL_ACCENT.sub("ay", unicodedata.normalize("NFKC", text))
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _CASE_BREAK.sub("-", text).lower()


def _part(part: str) -> int:
    if not part.isascii():
        return 1
    if part[0].isdigit():
        return _number(part.replace(",", ""))
    if "'" in part:
        return _contraction(part)
    return _letters(part)


_UNITS = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)  # zero, one, … nineteen
_TENS = (0, 0, 2, 2, 2, 2, 2, 3, 2, 2)  # …, twenty, … ninety
_LONGEST_NUMBER = 15


def _number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        return sum(_UNITS[int(digit)] for digit in digits)
    value = int(digits)
    total = 0
    thousands = 0
    while value:
        value, group = divmod(value, 1000)
        if group:
            total += _below_thousand(group) + (2 if thousands else 0)  # thousand, million, billion, trillion: 2 each
        thousands += 1
    return total or _UNITS[0]


def _below_thousand(value: int) -> int:
    hundreds, rest = divmod(value, 100)
    total = _UNITS[hundreds] + 2 if hundreds else 0
    if rest >= 20:
        total += _TENS[rest // 10]
        rest %= 10
    return total + (_UNITS[rest] if rest else 0)


_NOT_HEARD = frozenset({"don", "won", "can", "aren", "weren", "ain", "shan"})
"""Words before ``'t`` that make one syllable with it."""
_HISS = compile_later(r"(?:[sxz]|ch|sh|[csgz]e)$")


def _contraction(part: str) -> int:
    head, *tails = part.split("'")
    total = _letters(head)
    for tail in tails:
        total += _tail(head, tail)
        head = tail
    return total


def _tail(head: str, tail: str) -> int:
    if tail == "t" and head.endswith("n"):
        return 0 if head in _NOT_HEARD else _letters(head[:-1]) + 1 - _letters(head)
    if tail == "s":
        return 1 if _HISS.search(head) else 0
    if tail in {"ve", "ll", "re"}:
        return 0 if head[-1] in "aeiouy" else 1
    if tail == "d":
        return 1 if head[-1] in "td" else 0
    return _letters(tail) if len(tail) > 2 else 0


_LISTED: dict[str, int] = {
    word: count
    for count, words in {
        1: "ache aches ached aisle aisles blvd clothes months people's schmaltz",
        2: """argue argues argued business cafe cafes cashier cashiers colonel dr every evening evenings forte
            frontier hundred hundreds ipad iphone jr latte lattes lion lions maybe mr mrs naked ocean oceans
            often people peoples posse premier psyche quiet realm rugged sacred saute science segue soldier
            soldiers someone something sometimes somewhere sr vs wednesday whereas wicked wretched""",
        3: """adobe anyone beloved businesses chandelier comfortable companion coyote coyotes dandelion everyday
            everyone everything everywhere favorite favorites favourite favourites finale karate parliament
            recipe recipes sesame simile tamale tamales vegetable vegetables""",
        4: """anybody apostrophe apostrophes catastrophe epitome everybody facsimile february guacamole hyperbole
            january nevertheless""",
    }.items()
    for word in words.split()
}
"""Common words that the rules below get wrong and that no safe rule would fix."""

_SPELLED = compile_later(r"[^aeiouy]+")
_SOUND = compile_later(r"h*m+|[bg]?r+|p?s+h*t?|[sz]+h*|t?sk|pf+t|n+|x+")

_RESPELL = (
    ("u", compile_later(r"(?<=[gq])ue(?=[sd]?$)"), ""),  # league, unique
    ("u", compile_later(r"(?<=q)u|(?<=g)u(?=[aei](?!ty))"), ""),  # queen, guest, language; not ambiguity
    ("y", compile_later(r"eye(?!r)"), "ey"),  # eyes, keyed
    (
        "y",
        compile_later(r"\by(?=[aeiou])|(?<=[aeiou])y(?=[aeiou])|(?<=[aeiou][lnw])y(?=[aeou])|y(?=ards?$)"),
        "j",
    ),  # yes, player, canyon
)
"""Letters that look like vowels but aren't, after a letter that a word must have. They are removed or replaced by a consonant."""

_VOWELS = compile_later(r"[aeiouy]+")

_SECOND = (
    "ball|balls|bed|beds|berry|bird|birds|board|boards|body|book|books|box|boy|bread|cake|cakes|craft|day|days|"
    "field|fighter|fish|flower|girl|groom|guard|head|heads|hold|hood|house|keeper|land|lands|light|like|line|"
    "lines|maid|maids|maker|makers|making|man|mann|mark|marks|mate|mates|men|mail|mouth|paper|place|port|post|"
    "posts|print|proof|room|saver|seed|ship|shop|sheet|shire|side|stone|stones|stick|storm|suit|tail|taker|thing|"
    "time|top|tops|town|track|view|walk|wall|ward|wards|ware|wash|way|ways|well|where|wife|wise|wood|word|work|"
    "works|working|worm|worth|worthy|wright|writer|yard|ly|ful(?:ly|ness)?|less(?:ly|ness)?|ness(?:es)?|some|teen|"
    "teens|ty|ties"
)
"""Second parts of a word before which an e is silent: homework, lately, careful."""

_SILENT = compile_later(
    r"(?<=[aeiouy])[^aeiouy]+(?:"
    r"(?<![^aeiouylrw]l)(?<![bcdgkptv]r)e$|"  # home; not table, acre
    r"(?<![cgsxz])(?<![cs]h)(?<![^aeiouylrw]l)(?<![bcdgkptv]r)es$|"  # homes; not boxes, tables
    r"(?<![td])(?<![^aeiouylrw]l)(?<![bcdgkptv]r)ed$"  # baked; not wanted, settled
    r")"
)
_SILENT_WITHIN = compile_later(
    rf"(?<=[aeiouy])([^aeiouy]+(?<![^aeiouylrw]l))(?<!ttl)e(?=(?:{_SECOND})$)|"  # homework; not gentleman
    r"(?<=[aeiouy])([^aeiouy]*[^aeiouylhn](?<!cr))e(?=ment(?:s|al)?$)|"  # movement; not element, increment
    r"^(bas|car|cas|chees|fir|for|gam|grad|her|hom|hors|hous|ic|lak|lif|lik|lin|liv|lov|mak|mor|nam|not|phon|pip|"
    r"plac|rac|saf|sid|som|spac|stag|stat|ston|stor|tak|ther|tim|tir|trad|wher|whit|whol|wid|win|wir|wis)e"
    r"(?=[^aeiouydnrv][^aeiouy]*[aeiouy])(?<!here(?=[st]))(?<!fore(?=st))(?<!care(?=ss))"  # firefly; not forestry
)
"""A silent e inside a word. It's removed, so only one at the end remains."""

_HEARD = compile_later(
    r"""
    # a + vowel: archaic, naive, chaos, Judaism
    a(?=ic(?:s|al(?:ly)?)?$) | (?<=n)a(?=iv) | a(?=o.) | (?<!w)a(?=ism)
    # e + vowel: create, theatre, idea, ideal, cereal, European, linear, nuclear, react, reality
    | (?<=cr)e(?=at(?!ur)) | (?<=th)e(?=at[er]) | (?<=[aeiouy][^aeiouy])e(?=as?$) | (?<=id)e(?=al) | (?<=[aeo]r)e(?=al)
    | (?<=[aeiou][^aeiouyc])e(?=ans?$) | (?<=ucl)e(?=ar) | (?<=in)e(?=ar) | (?<=^r)e(?=a(?:ct|ss|ff|pp|rr|dj|dm|lign))
    | (?<=^r)e(?=ali[tsz])
    # video, courteous; not pigeon, courageous, George, leopard, makeover
    | (?<![cghy])e(?=o(?!pl|pard|ver|ul)) | (?<=[cgh])e(?=o(?!n|us|r[dg]|ff))
    # museum, nucleus, reunion; seeing, reinvent, atheist, deity; re-elect, pre-empt
    | (?<=.[^aeiouy])e(?=u[ms]s?$) | (?<=^r)e(?=u[nps]) | e(?=ings?$) | (?<=^r)e(?=i(?:n[cfstv]|ss|mb|mp))
    | (?<!^h)e(?=i(?:s[mt]|ty)) | (?<=^r)e(?=e(?:lec|nac|nt|st|va|xa)) | (?<=^pr)e(?=e[mx])
    # i + a: media; not social, Asia, Italian, brilliant, familiar, marriage; but associate, enthusiasm
    | (?<![ctsg])(?<!rr)i(?=a(?!ge))(?!(?<=[aei]li)an|(?<=lli)an|(?<=[iu]li)ar) | (?<=[ctg])i(?=at[eio])
    | (?<=s)i(?=as[mt]) | (?<![rc])i(?=age)
    # i + e: happier, happiest, alien, quiet, Gabriel; not friend, patient, priest
    | (?<=.[^aeiouy])i(?=ers?$) | (?<!pr)i(?=est$) | (?<![ct])(?<!^fr)i(?=en)(?!end) | (?<=^sc)i(?=en) | i(?=et)
    | (?<!n)i(?=els?$) | (?<=^h)i(?=er)
    # i + o: radio, various; not nation, precious, million, junior, behavior; but patio
    | (?<![tscgxhnlv])i(?=o) | (?<=[tscgxh])i(?=o(?!n|us)) | (?<=[nl])i(?=o(?!n|r)) | (?<=v)i(?=o(?!r))
    # medium, skiing
    | i(?=[iu])
    # o + vowel: oasis, koala, poem, coexist, going, heroic, egoism, coincide, zoology, cooperate
    | o(?=a(?:sis|li[tg]|la$|uth)) | o(?=e[mt]) | (?<=^c)o(?=e[dfrx]) | o(?=ings?$) | o(?=ic(?:s|al(?:ly)?)?$)
    | (?<!^[hjm])o(?=is[mt]) | (?<=^c)o(?=inc) | o(?=olog) | (?<=^c)o(?=o(?:pera|rd))
    # u + vowel: actual, cruel, influence, duet, bluer, ruin, fluid, issuing, gratuity, suicide, virtuoso; not persuade
    | (?<!s)u(?=a) | (?<=s)u(?=a[^dv]) | u(?=e(?:l|n|t|r|st)) | u(?=i(?:ng|ty|d|ci|st)) | (?<=[rn])u(?=in)
    | (?<=t)u(?=it) | u(?=o(?!y))
    # crying, Ryan, flyer
    | y(?=[iaou]) | y(?=e[rt])
    """,
    re.VERBOSE,
)
"""The first of two vowels side by side that are both heard."""

_ADDED = compile_later(r"sms?$|thms?$|^mc")
"""A syllable without a vowel letter: prism, rhythm, McDonald."""


def _letters(word: str) -> int:
    """Count the syllables of a word of lower-case ASCII letters."""
    listed = _LISTED.get(word)
    if listed is not None:
        return listed
    if _SPELLED.fullmatch(word):
        return 1 if _SOUND.fullmatch(word) else len(word) + 2 * word.count("w")
    if word == "w":
        return 3
    # Expressions that a word can't match are passed over: most have no u or y, no two vowels side by side and no e before the end.
    for letter, pattern, replacement in _RESPELL:
        if letter in word:
            word = pattern.sub(replacement, word)
    if "e" in word[1:-1]:
        word = _SILENT_WITHIN.sub(_drop_silent_e, word)
    runs = _VOWELS.findall(word)
    count = len(runs)
    if sum(map(len, runs)) > count:
        count += len(_HEARD.findall(word))
    if "m" in word:
        count += len(_ADDED.findall(word))
    if word.endswith(("e", "es", "ed")) and _SILENT.search(word):
        count -= 1
    if word.endswith("ically"):  # typically: the a isn't heard
        count -= 1
    return max(1, count)


def _drop_silent_e(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3]
