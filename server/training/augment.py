"""Makes treebank sentences look like posts, and builds new commands and near misses from their parts.

There are two kinds of change. *Surface* changes edit letters, marks and social tokens and keep the grammar: ``as_post``. *Grammar*
changes build new sentences: an infinitive's phrase becomes a command ("to save money on rent" → "Save money on rent!"), the same
phrase with a subject becomes a statement, and a noun phrase without its article becomes a headline ("Book club"). The network sees the
same phrase both as a command and as something else, so it must look at the words around the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from softsell.language.english import lexicon
from training.treebank import INNER, OTHER, ROOT, Sentence, Word

IMPERATIVE = "Mood=Imp|VerbForm=Fin"
PRESENT = "Mood=Ind|Tense=Pres|VerbForm=Fin"
_EMOJI = [
    "😀",
    "😂",
    "😍",
    "🥰",
    "😎",
    "🤔",
    "🎉",
    "🔥",
    "✨",
    "💯",
    "👇",
    "👉",
    "🙌",
    "👏",
    "💪",
    "❤️",
    "💕",
    "🌸",
    "☕",
    "🍰",
    "🎁",
    "📣",
    "📸",
    "📦",
    "🚀",
    "✅",
    "⭐",
    "🌟",
    "🛒",
    "🐶",
    "🌿",
    "🍕",
    "⬇️",
    "➡️",
    "🙏",
    "👀",
]
_BULLETS = ("-", "•", "*", "→", "✔️", "1.", "2.", "3)", "✅", ">")
_CURLY = str.maketrans({"'": "’"})
_CLITICS = {"'s": "s", "'re": "re", "'m": "m", "'ve": "ve", "'ll": "ll", "'d": "d", "n't": "nt"}


def _word(text: str, pos: str, relation: str, *, space: bool = True, features: str = "", command: int = OTHER) -> Word:
    return Word(text, space, pos, features, relation, 0, command)


# --- surface -----------------------------------------------------------------------------------------------------------


def as_post(sentence: Sentence, random: Random) -> Sentence:
    """Return the sentence with a few habits of posts, chosen by ``random``."""
    words = list(sentence)
    for chance, change in _CHANGES:
        if random.random() < chance:
            words = change(words, random)
    return tuple(words)


def _change_case(words: list[Word], change: Callable[[str], str]) -> list[Word]:
    return [replace(word, text=change(word.text)) for word in words]


def _lower(words: list[Word], _random: Random) -> list[Word]:
    return _change_case(words, str.lower)


def _upper(words: list[Word], _random: Random) -> list[Word]:
    return _change_case(words, str.upper)


def _title(words: list[Word], _random: Random) -> list[Word]:
    return _change_case(words, lambda text: text[:1].upper() + text[1:])


def _shout_one(words: list[Word], random: Random) -> list[Word]:
    chosen = random.randrange(len(words))
    return [replace(word, text=word.text.upper()) if i == chosen else word for i, word in enumerate(words)]


def _change_first_case(words: list[Word], random: Random) -> list[Word]:
    text = words[0].text
    text = text[:1].lower() + text[1:] if random.random() < 0.6 else text[:1].upper() + text[1:]
    return [replace(words[0], text=text), *words[1:]]


def _change_end(words: list[Word], random: Random) -> list[Word]:
    kept = list(words)
    while len(kept) > 1 and kept[-1].text in (".", "!", "!!", "!!!", "..."):
        kept.pop()
    end = random.choice(["", "", "", "!", "!", "!!", ".", "...", "…"])
    if not end:
        return kept
    kept[-1] = replace(kept[-1], space=random.random() < 0.1)
    return [*kept, _word(end, "PUNCT", "punct")]


def _drop_commas(words: list[Word], _random: Random) -> list[Word]:
    kept = [word for word in words if word.text not in (",", ";")]
    return kept or words


def _drop_apostrophes(words: list[Word], random: Random) -> list[Word]:
    joined: list[Word] = []
    together = random.random() < 0.5
    for word in words:
        bare = _CLITICS.get(word.text.lower().replace("’", "'"))
        if bare is None:
            joined.append(word)
        elif together and joined and not joined[-1].space and joined[-1].pos != "NOUN":
            before = joined.pop()
            joined.append(
                replace(before, text=before.text + bare, space=word.space, command=before.command or word.command)
            )
        else:
            joined.append(replace(word, text=bare.upper() if word.text.isupper() and len(word.text) > 2 else bare))
    return joined


def _curl_quotes(words: list[Word], random: Random) -> list[Word]:
    double = random.choice("“”")
    return _change_case(words, lambda text: text.translate(_CURLY).replace('"', double))


def _join_compounds(words: list[Word], _random: Random) -> list[Word]:
    """Join ``follow - up`` and ``$ 5`` to one token each, as softsell's tokenizer does."""
    joined: list[Word] = []
    i = 0
    while i < len(words):
        word = words[i]
        hyphened = i + 2 < len(words) and words[i + 1].text == "-" and not word.space and not words[i + 1].space
        if hyphened and word.text[-1:].isalnum() and words[i + 2].text[:1].isalnum():
            last = words[i + 2]
            joined.append(replace(last, text=f"{word.text}-{last.text}", command=last.command or word.command))
            i += 3
        elif i + 1 < len(words) and not word.space and word.text in ("$", "£", "€") and words[i + 1].pos == "NUM":
            joined.append(replace(words[i + 1], text=word.text + words[i + 1].text))
            i += 2
        elif i + 1 < len(words) and not word.space and word.pos == "NUM" and words[i + 1].text == "%":
            joined.append(replace(word, text=word.text + "%", space=words[i + 1].space))
            i += 2
        else:
            joined.append(word)
            i += 1
    return joined


def _hashtag_one(words: list[Word], random: Random) -> list[Word]:
    nouns = [i for i, word in enumerate(words) if word.pos in ("NOUN", "PROPN", "ADJ") and word.text.isalpha()]
    if not nouns:
        return words
    chosen = random.choice(nouns)
    return [replace(word, text="#" + word.text) if i == chosen else word for i, word in enumerate(words)]


def _prepend(words: list[Word], random: Random) -> list[Word]:
    kind = random.random()
    if kind < 0.55:
        return [_word(random.choice(_EMOJI), "SYM", "discourse", space=random.random() < 0.8), *words]
    if kind < 0.8:
        return [_word(random.choice(_BULLETS), "PUNCT", "punct"), *words]
    return [_word(f"@{_name(random)}", "PROPN", "vocative"), *words]


def _name(random: Random) -> str:
    syllables = ("ma", "ri", "shop", "ko", "lee", "sun", "ba", "the", "dan", "ny", "cafe", "ol", "green", "tea")
    return "".join(random.choice(syllables) for _ in range(random.randint(2, 4)))


def _append(words: list[Word], random: Random) -> list[Word]:
    added: list[Word] = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        kind = random.random()
        if kind < 0.45:
            added.append(_word(random.choice(_EMOJI), "SYM", "discourse", space=random.random() < 0.7))
        elif kind < 0.75:
            name = _name(random)
            added.append(_word(f"#{name.title() if random.random() < 0.5 else name}", "X", "parataxis"))
        elif kind < 0.9:
            added.append(
                _word(f"{random.choice(('https://', 'www.', 'http://'))}{_name(random)}.com", "X", "parataxis")
            )
        else:
            added.append(_word(f"@{_name(random)}", "PROPN", "vocative"))
    return [*words[:-1], replace(words[-1], space=True), *added]


_CHANGES: tuple[tuple[float, Callable[[list[Word], Random], list[Word]]], ...] = (
    (0.7, _join_compounds),
    (0.25, _change_end),
    (0.05, _drop_commas),
    (0.12, _drop_apostrophes),
    (0.35, _curl_quotes),
    (0.08, _change_first_case),
    (0.12, _lower),
    (0.05, _upper),
    (0.04, _title),
    (0.04, _shout_one),
    (0.05, _hashtag_one),
    (0.10, _prepend),
    (0.12, _append),
)


# --- grammar -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """Pieces of treebank sentences that new sentences are built from.

    Attributes:
        commands: sentences that become commands without their "you should".
        phrases: verb phrases that begin with the bare verb, without an end mark.
        openers: clauses before a comma at the start of a sentence, without the comma.
        headlines: noun phrases without an article.
        bare: statements whose first noun lost its article.
        ambiguous: nouns that are spelt like verbs.
    """

    commands: list[Sentence]
    phrases: list[Sentence]
    openers: list[Sentence]
    headlines: list[Sentence]
    bare: list[Sentence]
    ambiguous: list[Word]


def collect_parts(sentences: Sequence[Sentence]) -> Parts:
    """Return all parts found in ``sentences``."""
    parts = Parts([], [], [], [], [], [])
    for sentence in sentences:
        ends = _subtree_ends(sentence)
        parts.commands.extend(_drop_you_should(sentence))
        parts.phrases.extend(_infinitive_phrases(sentence, ends))
        parts.openers.extend(_openers(sentence, ends))
        parts.headlines.extend(_headlines(sentence, ends))
        parts.bare.extend(_drop_article(sentence))
        parts.ambiguous.extend(replace(w, relation="compound", space=True) for w in sentence if _is_ambiguous(w))
    return parts


def _is_ambiguous(word: Word) -> bool:
    return word.pos == "NOUN" and word.text in lexicon.BASE_VERBS


def _subtree_ends(sentence: Sentence) -> list[tuple[int, int]]:
    """Return, for each word, the first and last index of its subtree, including itself."""
    spans = [(i, i) for i in range(len(sentence))]
    for i, word in enumerate(sentence):
        at, steps = word.head, 0
        while steps < len(sentence):
            spans[at] = (min(spans[at][0], i), max(spans[at][1], i))
            if sentence[at].head == at:
                break
            at, steps = sentence[at].head, steps + 1
    return spans


def _drop_you_should(sentence: Sentence) -> list[Sentence]:
    if sentence[-1].text == "?":
        return []
    for i, word in enumerate(sentence):
        if word.relation != "root" or word.features != "VerbForm=Inf" or i < 2:
            continue
        subject = next((j for j in range(i) if sentence[j].head == i and sentence[j].relation == "nsubj"), -1)
        if subject < 0 or sentence[subject].text.lower() != "you":
            return []
        between = sentence[subject + 1 : i]
        auxiliaries = [w for w in between if w.pos == "AUX"]
        if len(auxiliaries) != 1 or any(w.pos not in ("AUX", "ADV") for w in between):
            return []
        before = sentence[:subject]
        if before and not (before[-1].text == "," or before[-1].pos in ("CCONJ", "ADV")):
            return []
        verb = replace(word, features=IMPERATIVE, command=ROOT)
        adverbs = tuple(w for w in between if w.pos == "ADV")
        return [(*before, *adverbs, verb, *sentence[i + 1 :])]
    return []


def _infinitive_phrases(sentence: Sentence, ends: list[tuple[int, int]]) -> list[Sentence]:
    found: list[Sentence] = []
    for i, word in enumerate(sentence):
        marked = i > 0 and sentence[i - 1].text.lower() == "to" and sentence[i - 1].pos == "PART"
        if not marked or word.features != "VerbForm=Inf" or word.pos != "VERB" or not word.text.isalpha():
            continue
        last = ends[i][1]
        while last > i and sentence[last].pos == "PUNCT":
            last -= 1
        if last - i < 14:
            verb = replace(word, relation="root", text=word.text.lower())
            found.append((verb, *sentence[i + 1 : last + 1]))
    return found


def _openers(sentence: Sentence, ends: list[tuple[int, int]]) -> list[Sentence]:
    for i, word in enumerate(sentence):
        if word.relation in ("advcl", "obl", "advmod") and ends[i][0] == 0 and word.head > ends[i][1]:
            last = ends[i][1]
            while last > 0 and sentence[last].pos == "PUNCT":
                last -= 1
            if last < 14 and last + 1 < len(sentence) and sentence[last + 1].text == ",":
                return [tuple(replace(w, command=OTHER) for w in sentence[: last + 1])]
    return []


def _headlines(sentence: Sentence, ends: list[tuple[int, int]]) -> list[Sentence]:
    found: list[Sentence] = []
    for i, word in enumerate(sentence):
        first, last = ends[i]
        if word.pos != "NOUN" or not 2 <= last - first < 10 or sentence[first].pos not in ("DET", "PRON", "ADP"):
            continue
        if any(w.pos in ("VERB", "AUX") for w in sentence[first : last + 1]):
            continue
        phrase = [replace(w, relation="root") if w is word else w for w in sentence[first : last + 1]]
        while len(phrase) > 1 and phrase[0].pos in ("DET", "PRON", "ADP"):
            phrase.pop(0)
        while len(phrase) > 1 and phrase[-1].pos == "PUNCT":
            phrase.pop()
        if len(phrase) > 1 and phrase[0].pos in ("NOUN", "ADJ") and phrase[0].text.isalpha():
            found.append(tuple(phrase))
    return found


def _drop_article(sentence: Sentence) -> list[Sentence]:
    starts_bare = len(sentence) > 3 and sentence[0].text.lower() in (
        "the",
        "a",
        "an",
        "my",
        "our",
        "your",
        "this",
        "their",
    )
    return [sentence[1:]] if starts_bare and sentence[1].pos in ("NOUN", "ADJ") and sentence[1].text.isalpha() else []


def make_up_sentence(parts: Parts, random: Random) -> Sentence:
    """Return one new sentence: a command or a near miss."""
    kind = random.random()
    if kind < 0.06 and parts.commands:
        return _capital(random.choice(parts.commands))
    if kind < 0.42:
        return _command(parts, random)
    if kind < 0.60:
        return _statement(parts, random)
    if kind < 0.78:
        return _question(parts, random)
    if kind < 0.80:
        return _capital(_add_end_mark(_make_heading(parts, random), random, (".", ":", "", "")))
    if kind < 0.90:
        return _capital(_add_end_mark(random.choice(parts.headlines), random, (".", "!", "", "", ":")))
    return _capital(_compound(random.choice(parts.bare), parts, random))


def _make_heading(parts: Parts, random: Random) -> Sentence:
    """Return a heading such as "Figure 2"."""
    heading = replace(random.choice(parts.ambiguous), relation="root")
    return heading, _word(
        f"{random.randint(1, 30)}{random.choice(('', '', '.2', '.1', 'a'))}", "NUM", "nummod", features=""
    )


def _compound(phrase: Sentence, parts: Parts, random: Random) -> Sentence:
    """Sometimes add a noun before it that could be a verb, as in "Book clubs are great"."""
    if phrase[0].pos != "NOUN" or random.random() < 0.5:
        return phrase
    ambiguous = random.choice(parts.ambiguous)
    if random.random() < 0.5:
        ambiguous = replace(ambiguous, text=random.choice(_BASE_VERBS))
    return (ambiguous, *phrase)


def _phrase(parts: Parts, random: Random) -> Sentence:
    """Return a verb phrase. Sometimes replace its verb by one from the word lists, because the treebank lacks many verbs that posts use."""
    verb, *rest = random.choice(parts.phrases)
    if random.random() < 0.35:
        verb = replace(verb, text=random.choice(_BASE_VERBS))
    return (verb, *rest)


_BASE_VERBS = sorted(lexicon.BASE_VERBS)


def _command(parts: Parts, random: Random) -> Sentence:
    verb, *rest = _phrase(parts, random)
    bare = replace(verb, features=IMPERATIVE, command=ROOT)
    words = [*_lead(parts, random), bare, *rest]
    kind = random.random()
    if kind < 0.07:
        lead, negation = random.choice(_NEGATIONS)
        words = [*_lead(parts, random), *lead, negation, bare, *rest]
    elif kind < 0.12:
        words = [*_lead(parts, random), *_LETS, replace(verb, relation="xcomp"), *rest]
    if random.random() < 0.15 and len(words) < 14:
        second, *more = _phrase(parts, random)
        joined = replace(second, relation="conj", features=IMPERATIVE, command=INNER)
        words = [*_set_spaces(words), _word("and", "CCONJ", "cc"), joined, *more]
    elif random.random() < 0.05:
        words = [*_set_spaces(words), _word("please", "INTJ", "discourse")]
    return _capital(_add_end_mark(words, random, (".", ".", "!", "!", "", "")))


def _lead(parts: Parts, random: Random) -> list[Word]:
    """Return what may come before a verb or subject: nothing, a small word, a clause with or without its comma, a purpose."""
    kind = random.random()
    if kind < 0.45:
        return []
    if kind < 0.65:
        lead = random.choice(_SMALL_WORDS)
        pos, relation = _LEADS.get(lead, ("ADV", "advmod"))
        comma = (
            [_word(",", "PUNCT", "punct")]
            if lead in ("so", "then", "also", "now", "please") and random.random() < 0.2
            else []
        )
        return [_word(lead, pos, relation, space=not comma), *comma]
    if kind < 0.9:
        opener = list(random.choice(parts.openers))
    else:
        verb, *rest = _phrase(parts, random)
        opener = [_word("to", "PART", "mark"), replace(verb, relation="advcl"), *rest]
    after = [_word(",", "PUNCT", "punct")] if random.random() < 0.8 else []
    if random.random() < 0.15:
        after.append(_word(random.choice(("then", "just", "please", "simply", "definitely")), "ADV", "advmod"))
    glued = bool(after) and after[0].text == ","
    return [*opener[:-1], replace(opener[-1], space=not glued), *after]


_SMALL_WORDS = (
    "please",
    "just",
    "then",
    "so",
    "and",
    "now",
    "also",
    "always",
    "simply",
    "or",
    "but",
    "never",
    "first",
    "plz",
)
_LEADS = {
    "please": ("INTJ", "discourse"),
    "plz": ("INTJ", "discourse"),
    "and": ("CCONJ", "cc"),
    "or": ("CCONJ", "cc"),
    "but": ("CCONJ", "cc"),
}
_NEGATIONS = (
    ([_word("do", "AUX", "aux", space=False, features=IMPERATIVE, command=ROOT)], _word("n't", "PART", "advmod")),
    ([_word("do", "AUX", "aux", features=IMPERATIVE, command=ROOT)], _word("not", "PART", "advmod")),
)
_LETS = (
    _word("let", "VERB", "root", space=False, features=IMPERATIVE, command=ROOT),
    _word("'s", "PRON", "obj"),
)


def _subject(parts: Parts, random: Random) -> list[Word]:
    if random.random() < 0.4:
        text = random.choice(
            ("we", "I", "you", "they", "people", "customers", "who", "friends", "some", "many", "they all", "we all")
        )
        return [_word(part, "NOUN" if len(part) > 5 else "PRON", "nsubj") for part in text.split()]
    phrase = _compound(random.choice(parts.headlines), parts, random)
    return [replace(word, relation="nsubj") if word.relation == "root" else word for word in _set_spaces(phrase)]


def _statement(parts: Parts, random: Random) -> Sentence:
    verb, *rest = _phrase(parts, random)
    if random.random() < 0.25:
        helper = random.choice(("can", "will", "should", "may", "must", "could", "did"))
        words = [
            *_lead(parts, random),
            *_subject(parts, random),
            _word(helper, "AUX", "aux", features="VerbForm=Fin"),
            verb,
            *rest,
        ]
    else:
        words = [*_lead(parts, random), *_subject(parts, random), replace(verb, features=PRESENT), *rest]
    return _capital(_add_end_mark(words, random, (".", "!", "", "")))


def _question(parts: Parts, random: Random) -> Sentence:
    """Return a question, with a helping verb or without the words that posts leave out ("Need a break?", "Wanna come along?")."""
    verb, *rest = _phrase(parts, random)
    kind = random.random()
    if kind < 0.35:
        lead: list[Word] = []
        verb = replace(verb, features=PRESENT)
    elif kind < 0.6:
        lead = _BARE_LEADS[random.choice(tuple(_BARE_LEADS))]
    else:
        helper = random.choice(("do", "do", "can", "could", "would", "will", "did"))
        subject = [_word("you", "PRON", "nsubj")] if random.random() < 0.5 else _subject(parts, random)
        lead = [_word(helper, "AUX", "aux", features="VerbForm=Fin"), *subject]
    return _capital(_add_end_mark([*lead, verb, *rest], random, ("?",) if kind < 0.35 else ("?", "?", "?", "")))


_BARE_LEADS = {
    "why not": [_word("why", "ADV", "advmod"), _word("not", "PART", "advmod")],
    "how to": [_word("how", "ADV", "advmod"), _word("to", "PART", "mark")],
    "want to": [_word("want", "VERB", "root", features=PRESENT), _word("to", "PART", "mark")],
    "wanna": [_word("wan", "VERB", "root", space=False, features=PRESENT), _word("na", "PART", "mark")],
}


def _set_spaces(words: Sequence[Word]) -> list[Word]:
    return [*words[:-1], replace(words[-1], space=True)]


def _add_end_mark(words: Sequence[Word], random: Random, marks: Sequence[str]) -> Sentence:
    mark = random.choice(marks)
    if not mark:
        return tuple(words)
    return (*words[:-1], replace(words[-1], space=False), _word(mark, "PUNCT", "punct"))


def _capital(sentence: Sentence) -> Sentence:
    first = sentence[0]
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *sentence[1:])
