"""Measures a reading. ``MEASURES`` lists each measure with its unit and meaning.

This module adds its own counts to the measures of ``readability``. Packs decide which values are good or bad.
"""

from __future__ import annotations

from softsell.language.english.acronyms import is_acronym
from softsell.language.english.readability import MEASURES as _READABILITY
from softsell.language.english.readability import readability_measures
from softsell.language.reading import Measure, Reading
from softsell.language.sentence import Sentence
from softsell.language.token import WORD_KINDS, Token

_COUNTS = (
    Measure("characters", "code points", "Length of the prose, as far as it's in English."),
    Measure("questions", "sentences", "Sincere questions, without sales questions."),
    Measure("sales_questions", "sentences", "Questions that are only a hook."),
    Measure("invitations", "sentences", "Sentences that sincerely ask the reader to answer."),
    Measure("commands", "sentences", "Sentences that tell the reader to do something."),
    Measure("orders", "words", "Verbs that are orders, including several in one sentence."),
    Measure("first_person", "words", "Pronouns and possessives of the first person: I, we, me, us, my, our …"),
    Measure("second_person", "words", "Pronouns and possessives of the second person: you, your …"),
    Measure("third_person", "words", "Pronouns and possessives of the third person: they, her, their …, and everyone."),
    Measure("brand_mentions", "mentions", "Times the brand is named, in words, handles or hashtags."),
    Measure("hashtags", "hashtags", "All hashtags."),
    Measure("closing_hashtags", "hashtags", "Hashtags in the closing run."),
    Measure("mentions", "mentions", "Handles of accounts."),
    Measure("urls", "links", "Links and e-mail addresses."),
    Measure("emails", "addresses", "E-mail addresses."),
    Measure("emoji", "emoji", "Emoji and emoticons; a sequence that shows as one picture counts once."),
    Measure("exclamation_marks", "marks", "Exclamation marks, including each one of a run."),
    Measure("question_marks", "marks", "Question marks, including each one of a run."),
    Measure("capital_words", "words", "Words of three letters or more all in capitals that aren't known acronyms."),
    Measure("capital_share", "0 to 1", "Capitals among all letters of the words."),
    Measure("stretched_words", "words", "Words with drawn-out letters, such as “sooo”."),
    Measure("lines", "lines", "Lines that aren't empty."),
    Measure("longest_paragraph", "words", "Words in the longest stretch without a line break."),
)
LEARNED = (
    Measure(
        "promotion",
        "0 to 1",
        "How likely readers take the post for promotion: it sells a product, service, account or cause.",
    ),
    Measure("pressure", "0 to 1", "How likely readers feel pressed."),
    Measure("self_focus", "0 to 1", "How likely readers find that the post is mostly about its writer."),
    Measure("hard_reading", "0 to 1", "How likely readers find the post hard to read."),
)
"""Measures of the learned weights (``learned``). A reading has them when the weights are there and ``estimate`` of the engine ran."""
MEASURES: tuple[Measure, ...] = (*_READABILITY, *_COUNTS)
"""Every measure of a reading. A reading that is too short doesn't have the measures of readability."""

_COUNT_NAMES = tuple(measure.name for measure in _COUNTS)
_SHORTEST_SHOUT = 3
_KIND_COUNTS = {"hashtag": "hashtags", "mention": "mentions", "url": "urls", "emoji": "emoji"}


def measure(reading: Reading) -> dict[str, float]:
    """Return all measures of a reading, by name. Takes time linear in the number of tokens."""
    counts = dict.fromkeys(_COUNT_NAMES, 0.0)
    counts["characters"] = float(_count_characters(reading))
    counts["first_person"] = float(len(reading.first_person))
    counts["second_person"] = float(len(reading.second_person))
    counts["brand_mentions"] = float(len(reading.brand_mentions))
    _count_sentences(reading.sentences, counts)
    _count_tokens(reading.tokens, reading.body, counts)
    for name, value in readability_measures(reading.tokens, reading.sentences, reading.body).items():
        if value is not None:
            counts[name] = value
    return counts


def _count_characters(reading: Reading) -> int:
    """Return the length of the prose, without the sentences that are passed over and the space around them."""
    prose, passed_over = reading.draft.prose, reading.passed_over
    if not passed_over:
        return len(prose)
    starts = (0, *(span.end for span in passed_over))
    ends = (*(span.start for span in passed_over), len(prose))
    return sum(len(prose[start:end].strip()) for start, end in zip(starts, ends, strict=True))


def _count_sentences(sentences: list[Sentence], counts: dict[str, float]) -> None:
    for sentence in sentences:
        if sentence.sales_question:
            counts["sales_questions"] += 1
        elif sentence.kind == "question":
            counts["questions"] += 1
        elif sentence.kind == "command":
            counts["commands"] += 1
        if sentence.invites:
            counts["invitations"] += 1


def _count_tokens(tokens: list[Token], body: int, counts: dict[str, float]) -> None:
    letters = capitals = capital_words = stretched = orders = third_person = 0
    paragraph = longest = lines = 0
    filled = False
    for index, token in enumerate(tokens):
        kind = token.kind
        if kind == "newline":
            lines += filled
            filled = False
            paragraph = 0
            continue
        filled = True
        if kind in WORD_KINDS and index < body and not token.clitic:
            paragraph += 1
            if paragraph > longest:
                longest = paragraph
        text = token.text
        if kind == "word":
            letters += len(text)
            if not text.islower():
                if text[0].isupper() and text[1:].islower():
                    capitals += 1  # nearly every word with a capital
                else:
                    capitals += sum(map(str.isupper, text))
                    capital_words += is_shouted(token)
            if token.stretched:
                stretched += 1
            found = token.classes
            if "command" in found:
                orders += 1
            if "they" in found:
                third_person += 1
        elif kind == "punctuation":
            if text[0] in "!！":
                counts["exclamation_marks"] += len(text)
            elif text[0] in "?？":
                counts["question_marks"] += len(text)
        elif kind in _KIND_COUNTS:
            counts[_KIND_COUNTS[kind]] += 1
            if kind == "hashtag" and index >= body:
                counts["closing_hashtags"] += 1
            elif kind == "url" and "@" in text and "/" not in text:
                counts["emails"] += 1
    counts.update(
        lines=float(lines + filled),
        longest_paragraph=float(longest),
        capital_words=float(capital_words),
        capital_share=capitals / letters if letters else 0.0,
        stretched_words=float(stretched),
        orders=float(orders),
        third_person=float(third_person),
    )


def is_shouted(token: Token) -> bool:
    """Return whether the word is written all in capitals and isn't an acronym."""
    return (
        token.kind == "word"
        and len(token.norm) >= _SHORTEST_SHOUT
        and token.text.isupper()
        and not is_acronym(token.norm)
        and "name" not in token.classes
    )
