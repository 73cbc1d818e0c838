"""The trained tagger decides about word classes and imperatives where word lists can only propose.

This module finds and loads a pipeline, runs it over our tokens and converts its output to what ``reading.Tagger`` returns. Our own
pipeline was trained with spaCy (``server/training``). ``few_sentences`` runs it for few words, and ``network`` for many with numpy alone;
spaCy is imported only for a user's own pipeline. ``english.sentence_kinds`` decides which sentences need the tagger.
"""

from __future__ import annotations

import os
import sys
import unicodedata
import warnings
from _thread import allocate_lock  # all of threading that is needed, without its import
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from softsell.language.characters import plain
from softsell.language.reading import Name, Namer, Tagger
from softsell.language.recent_sentences import RecentSentences
from softsell.language.token import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

    from softsell.language.few_sentences import FewSentences
    from softsell.language.network import Network

MODEL = Path(__file__).parent / "model" / "en_post_sm"
"""The pipeline that comes with softsell."""

MOST_TOKENS = 200
"""Maximum number of tokens that the pipeline sees at once. A longer sentence is read in pieces."""

_LONGEST_WORD = 64
_FEW_WORDS = 150
"""After so many words, loading numpy has nearly paid for itself."""
_BATCH = 64
_UNREAD = ("SPACE", False)
_UNUSED = (
    "entity_linker",
    "lemmatizer",
    "textcat",
    "textcat_multilabel",
    "span_ruler",
    "spancat",
    "senter",
)
_NAMES = frozenset(
    ("PERSON", "PER", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "MISC")
)
"""Labels of entities that are names. Dates and amounts have labels too, and softsell finds those itself."""
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubjpass", "csubj:pass", "expl"))
_INSTALL = "Until you install softsell again, it finds commands by word lists alone."


class _Loaded(Struct, frozen=True):
    tagger: Tagger | None
    status: str


def load_tagger(name: str = "auto") -> Tagger | None:
    """Load the tagger with that name, once for the whole process. Safe to call from several threads.

    Args:
        name: ``auto`` for the pipeline that comes with softsell, ``none`` for no pipeline, the name of an installed spaCy pipeline,
            or the absolute path of one.

    Returns:
        The tagger, or ``None`` if there is none or it can't be used. ``tagger_status`` then says why.
    """
    return _load(name).tagger


def load_namer(name: str) -> Namer | None:
    """Load what finds names, which only a user's own pipeline does.

    Args:
        name: as for ``load_tagger``.
    """
    tagger = load_tagger(name)
    return tagger.find_names if isinstance(tagger, _PipelineTagger) and tagger.names_things else None


def tagger_status(name: str = "auto") -> str:
    """Return a sentence for the user about ``load_tagger(name)``: which pipeline is used, or why there is none and what to do."""
    return _load(name).status


@lru_cache(maxsize=4)
def _load(name: str) -> _Loaded:
    if name == "none":
        return _Loaded(None, "No trained model is used (model is “none”). softsell finds commands by word lists alone.")
    # The matrices of one sentence are so small that sharing them among threads costs ten times what it saves. OpenBLAS reads this once.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return _load_own() if name == "auto" else _load_installed(name)
    except Exception as error:  # A damaged or foreign pipeline can fail in any way. A check must still run.
        which = "that comes with softsell" if name == "auto" else f"“{name}”"
        return _Loaded(None, f"The trained model {which} can't be loaded ({type(error).__name__}). {_INSTALL}")


def _load_own() -> _Loaded:
    if not (MODEL / "meta.json").is_file():
        return _Loaded(None, f"The trained model that comes with softsell is missing. {_INSTALL}")
    meta = msgspec.json.decode((MODEL / "meta.json").read_bytes())
    few = _load_few()
    tagger = _NetworkTagger(few or _load_network(), for_few=few is not None)
    return _Loaded(tagger, f"softsell uses the trained model {meta['name']} {meta['version']}.")


def _load_network() -> Network:
    from softsell.language.network import Network

    return Network(MODEL)


def _load_few() -> FewSentences | None:
    """Return what runs the network on few sentences, or ``None`` if numpy is there already or has to do it."""
    if "numpy" in sys.modules:
        return None
    from softsell.language.blas import find_product
    from softsell.language.few_sentences import FewSentences
    from softsell.language.npz import Damaged

    product = find_product()
    if product is None:
        return None
    try:
        return FewSentences(MODEL, product)
    except Damaged:
        return None


def _load_installed(name: str) -> _Loaded:
    try:
        import spacy
    except ImportError:
        return _Loaded(None, f"The spaCy pipeline “{name}” needs spaCy, which can't be imported. {_INSTALL}")
    # Never look for a name in the current folder, which could come from anyone.
    is_path = Path(name).is_absolute()
    if not (Path(name).is_dir() if is_path else spacy.util.is_package(name)):
        advice = f"Install it (python -m spacy download {name}), or set model to “auto”."
        return _Loaded(None, f"No spaCy pipeline “{name}” is installed. {advice}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # spaCy warns about other minor versions. The code below tests what matters.
        pipeline = spacy.load(Path(name) if is_path else name, exclude=_UNUSED)
    doc = pipeline(_doc(pipeline, [("Call", True), ("us", False)]))
    if not doc.has_annotation("POS"):
        return _Loaded(
            None, f"The spaCy pipeline “{name}” doesn't tag parts of speech. Set model to “auto” to use softsell's own."
        )
    return _Loaded(_PipelineTagger(pipeline), f"softsell uses the spaCy pipeline {name}.")


class _NetworkTagger:
    """Runs our own network over our tokens."""

    def __init__(self, network: Network | FewSentences, *, for_few: bool = False) -> None:
        self._network = network
        self._words_left = _FEW_WORDS if for_few else None
        self._loading = allocate_lock()
        self._recent = RecentSentences[tuple[tuple[str, bool], ...]]()

    def __call__(self, sentences: list[list[Token]]) -> list[list[tuple[str, bool]]]:
        """Tag the tokens, as a ``Tagger`` does. A word that may be an imperative counts as a verb whatever its word class, so callers with
        more context (its position and neighbours) can decide.
        """
        answers: list[list[tuple[str, bool]]] = [[_UNREAD] * len(sentence) for sentence in sentences]
        pieces = [(number, piece) for number, sentence in enumerate(sentences) for piece in _pieces(sentence)]
        words = [[text for text, _ in _words(sentences[number], piece)] for number, piece in pieces]
        for (number, piece), tags in zip(pieces, self._recent.answers(words, self._run), strict=True):
            for index, answer in zip(piece, tags, strict=True):
                answers[number][index] = answer
        return answers

    def _run(self, pieces: list[list[str]]) -> Iterator[tuple[tuple[str, bool], ...]]:
        network = self._choose_network(sum(map(len, pieces)))
        sure, possible = network.sure, network.possible
        for tags in network.tag(pieces):
            yield tuple(
                _shared("VERB" if likely > possible and pos != "AUX" else pos, likely > sure) for pos, likely in tags
            )

    def _choose_network(self, words: int) -> Network | FewSentences:
        """Return the network for so many more words. A process that asks about many loads numpy."""
        with self._loading:
            if self._words_left is not None:
                self._words_left -= words
                if self._words_left < 0:
                    self._words_left = None
                    # If it can't be loaded although the other could, that one goes on.
                    with suppress(Exception):
                        self._network = _load_network()
            return self._network


@lru_cache(maxsize=128)
def _shared(pos: str, order: bool) -> tuple[str, bool]:
    """Return one answer for all words that it fits, so that a sentence whose answers are kept takes little memory."""
    return pos, order


class _PipelineTagger:
    """Runs a user's pipeline over our tokens. Takes one call at a time, because threads can't share spaCy's vocabulary."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._lock = allocate_lock()
        self.names_things = any(pipe in pipeline.pipe_names for pipe in ("ner", "entity_ruler"))

    def __call__(self, sentences: list[list[Token]]) -> list[list[tuple[str, bool]]]:
        answers: list[list[tuple[str, bool]]] = [[_UNREAD] * len(sentence) for sentence in sentences]
        pieces = [(number, piece) for number, sentence in enumerate(sentences) for piece in _pieces(sentence)]
        with self._lock, self._pipeline.memory_zone():
            docs = [_doc(self._pipeline, _words(sentences[number], piece)) for number, piece in pieces]
            for (number, piece), doc in zip(pieces, self._pipeline.pipe(docs, batch_size=_BATCH), strict=True):
                for index, answer in zip(piece, _answers_by_grammar(doc), strict=True):
                    answers[number][index] = answer
        return answers

    def find_names(self, sentences: list[list[Token]]) -> list[list[Name]]:
        """See ``Namer``."""
        found: list[list[Name]] = [[] for _ in sentences]
        pieces = [(number, piece) for number, sentence in enumerate(sentences) for piece in _pieces(sentence)]
        with self._lock, self._pipeline.memory_zone():
            docs = [_doc(self._pipeline, _words(sentences[number], piece)) for number, piece in pieces]
            for (number, piece), doc in zip(pieces, self._pipeline.pipe(docs, batch_size=_BATCH), strict=True):
                found[number] += [
                    Name(piece[entity.start], piece[entity.end - 1] + 1, entity.label_ == "ORG")
                    for entity in doc.ents
                    if entity.label_ in _NAMES
                ]
        return found


def _pieces(sentence: list[Token]) -> Iterator[list[int]]:
    """Return the indices of the tokens to read, at most ``MOST_TOKENS`` at a time. Line breaks are skipped."""
    indices = [index for index, token in enumerate(sentence) if token.kind != "newline"]
    for first in range(0, len(indices), MOST_TOKENS):
        yield indices[first : first + MOST_TOKENS]


def _words(sentence: list[Token], piece: list[int]) -> list[tuple[str, bool]]:
    """Return, for each token of a piece, its plain text and whether white space follows."""
    words = []
    for index in piece:
        token = sentence[index]
        spaced = index + 1 < len(sentence) and sentence[index + 1].start > token.end
        words.append((_plain_text(token), spaced))
    return words


def _plain_text(token: Token) -> str:
    """Return the token in plain letters and its own case. Hashtags, handles and the like stay as they are."""
    text = token.text[:_LONGEST_WORD]  # Longer text tells the model nothing more, and words are kept in a cache.
    if token.kind == "url":
        return text if "://" in text else f"https://{text}"
    if token.kind in ("emoji", "mention", "hashtag") or (text.isascii() and " " not in text):
        return text
    letters = plain(text) if " " not in text else token.norm[:_LONGEST_WORD]
    cased = unicodedata.normalize("NFKC", text)
    if cased.isupper():
        return letters.upper() or text
    return (letters.capitalize() if cased[:1].isupper() else letters) or text


def _doc(pipeline: Language, words: list[tuple[str, bool]]) -> Doc:
    from spacy.tokens import Doc

    return Doc(pipeline.vocab, words=[text for text, _ in words], spaces=[spaced for _, spaced in words])


def _answers_by_grammar(doc: Doc) -> list[tuple[str, bool]]:
    """Find imperatives by morphology if the pipeline marks them (``Mood=Imp``), and by grammar otherwise: a bare verb at the root, or
    joined to such a verb, with no subject, no "to" and no helping verb but "do". Without a parser, only morphology is used.
    """
    parsed = doc.has_annotation("DEP")
    return [
        (token.pos_, "Imp" in token.morph.get("Mood", []) or (parsed and _is_subjectless_root(token))) for token in doc
    ]


def _is_subjectless_root(token: SpacyToken) -> bool:
    if not _is_bare_verb(token) or any(child.dep_ in _SUBJECTS or _is_helper(child) for child in token.children):
        return False
    if token.dep_ == "conj":
        return token.head.i < token.i and _is_subjectless_root(token.head)
    return token.dep_.lower() == "root"


def _is_bare_verb(token: SpacyToken) -> bool:
    if token.pos_ not in ("VERB", "AUX"):
        return False
    return token.tag_ == "VB" or (token.tag_ in ("", "VERB", "AUX") and "Inf" in token.morph.get("VerbForm", []))


def _is_helper(child: SpacyToken) -> bool:
    return child.dep_ in ("aux", "auxpass", "aux:pass", "mark") and child.lower_ not in ("do", "please")
