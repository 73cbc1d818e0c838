"""Builds the reading of a draft. ``read`` is the entry point of this package."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from softsell.compile_later import compile_later
from softsell.draft.draft import Draft
from softsell.draft.span import Span
from softsell.language.english.clauses import Inside, look_inside
from softsell.language.english.detection import detect
from softsell.language.english.people import configured_names, mark_brand, mark_people, own_subject
from softsell.language.english.question_context import settle
from softsell.language.english.sentence_kinds import Kind, Trade, find_trade, kind_of, needs_tagger
from softsell.language.english.voices import may_be_borrowed
from softsell.language.reading import LazyTagger, Namer, Reading, ReadingOptions
from softsell.language.reading_measures import measure
from softsell.language.sentence import Sentence
from softsell.language.sentences import body_end, boundaries
from softsell.language.token import Token
from softsell.language.tokenizer import tokenize

_DEFAULTS = ReadingOptions()
_LONGEST_PENCE = 4
_CODE_LENGTH = 3
_SHORT_CURRENCIES = frozenset(("KSh", "Ksh", "Kr", "kr", "RM", "Rp", "Rs"))
"""Written before an amount, and shorter than a code or not in capitals."""
_GLUED_AMOUNT = compile_later(r"(?:K[Ss]h|[Kk]r|RM|Rp|Rs|AED|AUD|CAD|CHF|EUR|GBP|HKD|INR|NZD|SGD|USD|ZAR)\d{1,7}[kK]?")
_RAND = compile_later(r"R\d{2,6}")
"""An amount in rand or a road: the word before tells."""
_BEFORE_PRICE = frozenset("at cost costs each extra for just now only pay save under was were".split())
_RESOLUTIONS = frozenset(("144p", "240p", "360p", "480p", "720p"))
"""Of a picture, not prices."""
_OF_NO_LANGUAGE = frozenset(("hashtag", "mention", "url"))


def read(draft: Draft, options: ReadingOptions = _DEFAULTS) -> Reading:
    """Read a draft once. The result contains everything that rules need. Takes time linear in the length of the prose.

    A configured tagger decides about some sentences, so they are as good as that tagger. All else comes from word lists and position.
    """
    return read_all([(draft, options)])[0]


def read_all(drafts: Sequence[tuple[Draft, ReadingOptions]]) -> list[Reading]:
    """Like ``read``, for many drafts. The tagger sees all of them at once, which takes it half as long as one by one."""
    proposals = [_propose(draft, options) for draft, options in drafts]
    by_tagger: dict[LazyTagger, list[_Proposal]] = {}
    for proposal in proposals:
        if proposal.doubtful and proposal.options.tagger is not None:
            by_tagger.setdefault(proposal.options.tagger, []).append(proposal)
    for tagger, doubtful in by_tagger.items():
        _ask_tagger(tagger, doubtful)
    for proposal in proposals:
        if proposal.options.namer is not None:
            _mark_names(proposal, proposal.options.namer)
    return [_build_reading(proposal) for proposal in proposals]


class _Proposal(Struct):
    """What word lists say about a draft.

    Attributes:
        ranges: the tokens of each sentence.
        insides: what is inside each sentence.
        kinds: what each sentence does.
        doubtful: the sentences about which word lists may be wrong. Most drafts have none.
        english: whether at least a part of the draft is in English.
        passed_over: its sentences in another language. Their words aren't among the tokens.
        others: names that a pipeline of the user's own found and that can't be the writer's business.
    """

    draft: Draft
    options: ReadingOptions
    tokens: list[Token]
    ranges: list[tuple[int, int]]
    insides: list[Inside]
    kinds: list[Kind]
    doubtful: list[int]
    trade: Trade
    reply: bool
    english: bool
    passed_over: tuple[Span, ...]
    others: set[tuple[str, ...]] = field(default_factory=set)


def _propose(draft: Draft, options: ReadingOptions) -> _Proposal:
    tokens = tokenize(draft.prose)
    _mark_amounts(tokens)
    reply = draft.context.reply_to is not None or (bool(tokens) and tokens[0].kind == "mention")
    ranges = boundaries(tokens)
    language = detect(tokens, ranges)
    passed_over = tuple(Span(tokens[ranges[n][0]].start, tokens[ranges[n][1] - 1].end) for n in language.others)
    if passed_over:
        tokens = _without([ranges[n] for n in language.others], tokens)
        ranges = boundaries(tokens)
    trade = find_trade(tokens)
    insides = [look_inside(tokens, first, last) for first, last in ranges]
    kinds = [kind_of(tokens, inside, trade=trade, reply=reply) for inside in insides]
    doubtful = (
        [n for n, inside in enumerate(insides) if needs_tagger(tokens, inside, kinds[n])]
        if options.tagger is not None
        else []
    )
    return _Proposal(
        draft,
        options,
        tokens,
        ranges,
        insides,
        kinds,
        doubtful,
        trade,
        reply,
        language.english,
        passed_over,
    )


def _without(ranges: Sequence[tuple[int, int]], tokens: list[Token]) -> list[Token]:
    """Return the tokens without what is said in these ranges. Hashtags, handles and links stay: they have no language."""
    kept: list[Token] = []
    at = 0
    for first, last in ranges:
        kept += tokens[at:first]
        kept += (token for token in tokens[first:last] if token.kind in _OF_NO_LANGUAGE)
        at = last
    return kept + tokens[at:]


def _ask_tagger(tagger: LazyTagger, proposals: list[_Proposal]) -> None:
    """Correct the kinds of the doubtful sentences."""
    run = tagger()
    if run is None:
        return
    asked = [(proposal, n) for proposal in proposals for n in proposal.doubtful]
    answers = run([proposal.tokens[slice(*proposal.ranges[n])] for proposal, n in asked])
    for (proposal, n), tags in zip(asked, answers, strict=True):
        proposal.kinds[n] = kind_of(
            proposal.tokens, proposal.insides[n], trade=proposal.trade, reply=proposal.reply, tags=tags
        )


def _mark_names(proposal: _Proposal, find: Namer) -> None:
    """Mark the tokens of names, and note those that can't be the writer's business."""
    tokens = proposal.tokens
    found = find([tokens[first:last] for first, last in proposal.ranges])
    for (start, _), names in zip(proposal.ranges, found, strict=True):
        for name in names:
            inside = tokens[start + name.first : start + name.last]
            for token in inside:
                token.classes = tuple(sorted({*token.classes, "name"}))
            if not name.organisation:
                proposal.others.add(tuple(token.norm for token in inside))


def _build_reading(proposal: _Proposal) -> Reading:
    draft, options, tokens = proposal.draft, proposal.options, proposal.tokens
    settled = settle(tokens, proposal.insides, proposal.kinds, commercial=bool(proposal.trade))
    sentences = _build_sentences(proposal)
    first_person, second_person = mark_people(tokens) if proposal.english else ((), ())
    brands = configured_names((*options.brands, *draft.context.brands))
    if not brands:
        subject = own_subject(tokens, proposal.others)
        brands = (subject,) if subject else ()
    reading = Reading(
        draft=draft,
        tokens=tokens,
        sentences=sentences,
        opening=_find_opening(tokens, options.fold),
        body=body_end(tokens),
        english=proposal.english,
        passed_over=proposal.passed_over,
        brands=brands,
        brand_mentions=mark_brand(tokens, brands),
        no_hooks=settled.no_hooks,
        sure_hooks=settled.hooks,
    )
    reading.first_person = tuple(i for i in first_person if "we" in tokens[i].classes)
    reading.second_person = tuple(i for i in second_person if "you" in tokens[i].classes)
    if may_be_borrowed(draft.prose, tokens, (*first_person, *second_person)):
        reading.first_person = tuple(i for i in reading.first_person if not reading.is_quoted(i, i + 1))
        reading.second_person = tuple(i for i in reading.second_person if not reading.is_quoted(i, i + 1))
    reading.measures = measure(reading)
    return reading


def _build_sentences(proposal: _Proposal) -> list[Sentence]:
    """Return the sentences with their kinds, and mark the verbs that are orders on their tokens."""
    tokens, kinds = proposal.tokens, proposal.kinds
    for kind in kinds:
        for order in kind.orders:
            tokens[order].classes = tuple(sorted({*tokens[order].classes, "command"}))
    return [
        Sentence(tokens[first].start, tokens[last - 1].end, kind.kind, kind.invites, kind.sales_question, first, last)
        for (first, last), kind in zip(proposal.ranges, kinds, strict=True)
    ]


def _mark_amounts(tokens: list[Token]) -> None:
    """Mark amounts: a number before "dollars" or after "CHF" is also money, as "99p" and "Rs499" are; one before "percent" a percentage."""
    for token in [t for t in tokens if t.norm[-1:] == "p" and t.kind == "word" and t.norm[:-1].isdecimal()]:
        if len(token.norm) <= _LONGEST_PENCE and token.norm not in _RESOLUTIONS:
            token.classes = tuple(sorted({*token.classes, "money"}))
    for at in [at for at, token in enumerate(tokens) if token.kind == "word" and token.norm[-1:].isdecimal()]:
        token = tokens[at]
        if _GLUED_AMOUNT.fullmatch(token.text) or (
            at and tokens[at - 1].norm in _BEFORE_PRICE and _RAND.fullmatch(token.text)
        ):
            token.classes = tuple(sorted({*token.classes, "money"}))
    numbers = [at for at, token in enumerate(tokens) if token.kind == "number"]
    for at in numbers:
        if not at:
            continue
        code = tokens[at - 1]
        is_code = "currency" in code.classes and code.text.isupper() and len(code.text) == _CODE_LENGTH
        if is_code or code.text in _SHORT_CURRENCIES:
            tokens[at].classes = ("money", "number")
    for at in numbers:
        if at + 1 == len(tokens):
            break
        number, word = tokens[at], tokens[at + 1]
        if "currency" in word.classes:
            number.classes = ("money", "number")
        elif word.norm in ("percent", "per-cent", "pct"):
            number.classes = ("number", "percent")


def _find_opening(tokens: list[Token], fold: int | None) -> int:
    if fold is None:
        return len(tokens)
    return next((i for i, t in enumerate(tokens) if t.start >= fold), len(tokens))
