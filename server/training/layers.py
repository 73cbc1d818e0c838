"""The layers and the component of the trained pipeline ``en_post_sm``, registered with spaCy by name.

Importing this module imports spaCy. Nothing in the package does: ``softsell.language.network`` computes the same with numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.training import Example, validate_examples, validate_get_examples
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    NumpyOps,
    Softmax,
    chain,
    clone,
    concatenate,
    expand_window,
    list2ragged,
    ragged2list,
    residual,
    with_array,
)
from thinc.types import Ragged

from softsell.language.word_features import COMMAND_CLASSES, FEATURES, UNKNOWN, plain_form, word_features

AnyModel = Model[Any, Any]
Array = np.ndarray[Any, Any]
Vectors = Model[list[Doc], list[Array]]

_CACHED_WORDS = 20_000


def word_feature_layer() -> AnyModel:
    """Convert docs to an array of ``FEATURES`` hashes for each token.

    ``attrs["words"]`` contains the words that training saw more than once, separated by spaces, most frequent first. Any other
    word counts as ``UNKNOWN``. During training, rare words are sometimes treated as unknown, so the network learns to do without
    them.
    """
    cache: dict[str, Array] = {}
    ranks: dict[str, int] = {}
    random = np.random.default_rng(7)
    unknown = get_string_id(UNKNOWN)

    def hashes(text: str) -> Array:
        found = cache.get(text)
        if found is None:
            features = word_features(text)
            found = np.array([get_string_id(f"{i}{f}") for i, f in enumerate(features)], dtype="uint64")
            if ranks and features[0] not in ranks:
                found[0] = unknown
            if len(cache) >= _CACHED_WORDS:
                cache.clear()
            cache[text] = found
        return found

    def forward(model: AnyModel, docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[..., Any]]:
        if not ranks:
            ranks.update({word: rank for rank, word in enumerate(model.attrs["words"].split())})
        arrays = []
        for doc in docs:
            array = np.zeros((len(doc), FEATURES), dtype="uint64")
            for row, token in enumerate(doc):
                array[row] = hashes(token.text)
            if is_train:
                rarity = [ranks.get(plain_form(token.text), 0) / max(1, len(ranks)) for token in doc]
                array[random.random(len(doc)) < 0.5 * np.array(rarity), 0] = unknown
            arrays.append(array)
        return arrays, lambda _: []

    return Model("word_features", forward, attrs={"words": ""})


def exclusive_maxima(channels: int) -> Model[Ragged, Ragged]:
    """Add to each token's vector the largest values (at least 0) that its first ``channels`` have before it and after it.

    This is the cheapest way to tell a token about others at any distance: "there was a subject", "a finite verb follows".
    Shape: (tokens, width) to (tokens, width + 2 * channels).
    """
    return Model("exclusive_maxima", _exclusive_maxima_forward, attrs={"channels": channels})


def _running_maximum(values: Array) -> tuple[Array, Array]:
    """Return the maximum of 0 and all rows before each row, and the index of the row with the maximum (-1 for the 0)."""
    rows, width = values.shape
    shifted = np.zeros((rows, width), dtype=values.dtype)
    shifted[1:] = values[:-1]
    best = np.maximum.accumulate(shifted, axis=0)
    where = np.where((shifted >= best) & (shifted > 0), np.arange(rows)[:, None] - 1, -1)
    return best, np.maximum.accumulate(where, axis=0)


def _scatter(rows: int, where: Array, gradient: Array) -> Array:
    width = gradient.shape[1]
    kept = where >= 0
    flat = (where * width + np.arange(width))[kept]
    summed = np.bincount(flat, weights=gradient[kept], minlength=rows * width)
    return summed.reshape(rows, width).astype(gradient.dtype)


def _exclusive_maxima_forward(
    model: Model[Ragged, Ragged], inputs: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    data: Any = inputs.dataXd
    channels: int = model.attrs["channels"]
    width = data.shape[1]
    middle = width + channels
    output: Any = np.zeros((len(data), width + 2 * channels), dtype=data.dtype)
    output[:, :width] = data
    places: list[tuple[int, int, Array, Array]] = []
    start = 0
    for length in inputs.lengths:
        end = start + int(length)
        values = data[start:end, :channels]
        before, where_before = _running_maximum(values)
        after, where_after = _running_maximum(values[::-1])
        output[start:end, width:middle] = before
        output[start:end, middle:] = after[::-1]
        if is_train:
            places.append((start, end, where_before, where_after))
        start = end

    def backprop(gradients: Ragged) -> Ragged:
        gradient: Any = gradients.dataXd
        result = gradient[:, :width].copy()
        for first, last, before_at, after_at in places:
            rows = last - first
            result[first:last, :channels] += _scatter(rows, before_at, gradient[first:last, width:middle])
            result[first:last, :channels] += _scatter(rows, after_at, gradient[first:last, middle:][::-1])[::-1]
        return Ragged(result, inputs.lengths)

    return Ragged(output, inputs.lengths), backprop


def post_tok2vec(
    width: int, rows: Sequence[int], widths: Sequence[int], depth_before: int, depth_after: int, context: int
) -> Vectors:
    """Token vectors: hashed word features, convolutions over neighbours, a look at the whole sentence, convolutions again.

    Args:
        width: of the vectors.
        rows, widths: of each feature's table, in the order of ``word_features``.
        depth_before, depth_after: the number of convolutions before and after the look at the sentence.
        context: the number of channels that look at the whole sentence; 0 for none.
    """
    features = word_feature_layer()
    tables: list[AnyModel] = [
        HashEmbed(size, count, column=i, seed=8 + i) for i, (count, size) in enumerate(zip(rows, widths, strict=True))
    ]
    embed: AnyModel = chain(
        with_array(concatenate(*tables)),
        with_array(Maxout(width, sum(widths), nP=3, dropout=0.0, normalize=True)),
    )
    layers: list[AnyModel] = [features, list2ragged(), embed, ragged2list()]
    if depth_before:
        layers.append(_convolutions(width, depth_before))
    if context:
        mix: AnyModel = with_array(Maxout(width, width + 2 * context, nP=3, dropout=0.0, normalize=True))
        layers += [list2ragged(), residual(chain(exclusive_maxima(context), mix)), ragged2list()]
    if depth_after:
        layers.append(_convolutions(width, depth_after))
    model: Vectors = _widen_weights(chain(*layers))
    model.set_dim("nO", width)
    model.set_ref("features", features)
    return model


def _widen_weights(inner: Vectors) -> Vectors:
    """Return ``inner`` with weights that may be stored as float16, which halves the files. They become float32 at the first call."""

    def forward(model: Vectors, docs: list[Doc], is_train: bool) -> Any:
        if model.attrs["half"]:
            set_precision(inner, "float32")
            model.attrs["half"] = False
        return inner(docs, is_train)

    def init(model: Vectors, X: Any = None, Y: Any = None) -> None:  # noqa: N803 - thinc's names
        inner.initialize(X=X)

    return Model("widened", forward, init=init, layers=[inner], attrs={"half": False}, dims={"nO": None})


def set_precision(model: AnyModel, dtype: str) -> None:
    """Convert all weights of ``model`` to ``dtype`` (``float16`` or ``float32``)."""
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                weights: Any = node.get_param(name)
                node.set_param(name, weights.astype(dtype))


def _convolutions(width: int, depth: int) -> AnyModel:
    """Takes lists, not ragged arrays. thinc only pads lists, and without padding the words of a sentence would see the next sentence."""
    layer: AnyModel = chain(expand_window(window_size=1), Maxout(width, width * 3, nP=3, dropout=0.0, normalize=True))
    return with_array(clone(residual(layer), depth), pad=depth)


def command_model(tok2vec: Vectors) -> Vectors:
    """Convert token vectors to the probabilities of ``COMMAND_CLASSES``."""
    output: AnyModel = with_array(Softmax(len(COMMAND_CLASSES), tok2vec.maybe_get_dim("nO")))
    model: Vectors = chain(tok2vec, output)
    model.set_ref("tok2vec", tok2vec)
    return model


class GivenTokens:
    """Takes the place of spaCy's tokenizer. softsell creates its own tokens, and building spaCy's rules would double the loading time."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=text.split())

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> GivenTokens:
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Do nothing; there is nothing to store."""

    def from_disk(self, _path: Any, **_: Any) -> GivenTokens:
        return self


def make_given_tokens() -> Callable[[Language], GivenTokens]:
    return lambda nlp: GivenTokens(nlp.vocab)


def load(path: Path) -> Language:
    """Load the pipeline at ``path``, set up for speed: an empty vocabulary, and numpy's matrix product, about twice as fast as thinc's."""
    pipeline = spacy.load(path, vocab=Vocab())
    ops = NumpyOps(use_blis=False)
    for name in pipeline.pipe_names:
        component: Any = pipeline.get_pipe(name)
        for node in component.model.walk():
            node.ops = ops
    return pipeline


def imperative_probabilities(doc: Doc) -> Array:
    """Return the command component's result for the doc: (tokens, classes). Rows are zero if it didn't run."""
    found: Array | None = doc.user_data.get("commands")
    return np.zeros((len(doc), len(COMMAND_CLASSES)), dtype="float32") if found is None else found


class CommandFinder(TrainablePipe):  # type: ignore[misc]
    """Predicts, for each token, whether it's an imperative verb and whether it's the main verb of the sentence.

    ``reference.user_data["commands"]`` must contain the gold classes, one index into ``COMMAND_CLASSES`` for each token.
    """

    def __init__(self, vocab: Vocab, model: AnyModel, name: str, weight: float, sure: float, possible: float) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.weight = weight
        self.sure = sure
        self.possible = possible
        self.cfg: dict[str, Any] = {}
        self.scorer = score_commands

    @property
    def labels(self) -> tuple[str, ...]:
        return COMMAND_CLASSES

    def answers(self, doc: Doc) -> list[tuple[str, bool]]:
        """Return, for each token, its part of speech and whether it's surely an imperative verb. A word that may be an imperative counts
        as a verb whatever the morphologizer says, so callers with more context (its position and neighbours) can decide.
        """
        likely: list[float] = imperative_probabilities(doc)[:, 1:].sum(axis=1).tolist()
        return [
            ("VERB" if chance > self.possible and token.pos_ != "AUX" else token.pos_, chance > self.sure)
            for token, chance in zip(doc, likely, strict=True)
        ]

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None) -> None:
        validate_get_examples(get_examples, "CommandFinder.initialize")
        self.model.initialize(X=[example.x for example, _ in zip(get_examples(), range(10), strict=False)])

    def predict(self, docs: Iterable[Doc]) -> list[Array]:
        docs = list(docs)
        if not any(len(doc) for doc in docs):
            return [np.zeros((0, len(COMMAND_CLASSES)), dtype="float32") for _ in docs]
        return list(self.model.predict(docs))

    def set_annotations(self, docs: Iterable[Doc], scores: list[Array]) -> None:
        for doc, score in zip(docs, scores, strict=True):
            doc.user_data["commands"] = score

    def get_loss(self, examples: Iterable[Example], scores: list[Array]) -> tuple[float, list[Array]]:
        """Return the cross entropy. An imperative counts ``weight`` times, because it's rare."""
        examples = list(examples)
        validate_examples(examples, "CommandFinder.get_loss")
        gradients, loss = [], 0.0
        for example, score in zip(examples, scores, strict=True):
            classes = np.asarray(example.reference.user_data["commands"], dtype="int64")
            gold = np.eye(len(COMMAND_CLASSES), dtype="float32")[classes]
            each = np.where(classes > 0, self.weight, 1.0).astype("float32")[:, None]
            gradients.append((score - gold) * each)
            loss -= float((np.log(np.maximum(score, 1e-8)) * gold * each).sum())
        return loss, gradients


@Language.factory(
    "command_finder", default_config={"weight": 1.0, "sure": 0.97, "possible": 0.2}, assigns=["doc.user_data"]
)
def make_command_finder(
    nlp: Language, name: str, model: AnyModel, weight: float, sure: float, possible: float
) -> CommandFinder:
    """Create the component. ``weight``: how often an imperative counts in training; ``sure``, ``possible``: the minimum probabilities at
    which a token is an imperative, and at least a verb.
    """
    return CommandFinder(nlp.vocab, model, name, weight, sure, possible)


def score_commands(examples: Sequence[Example], **_: Any) -> dict[str, float]:
    """Return the best F1 of "this sentence is a command", and the threshold at which it's reached."""
    likelihoods = [float(imperative_probabilities(example.predicted)[:, 1].max(initial=0.0)) for example in examples]
    golds = [1 in example.reference.user_data["commands"] for example in examples]
    wrong_first_of_equals = zip(likelihoods, (not gold for gold in golds), strict=True)
    ranked = sorted(wrong_first_of_equals, reverse=True)
    commands = sum(golds)
    best, threshold, right = 0.0, 0.5, 0
    for found, (likely, wrong) in enumerate(ranked, start=1):
        right += not wrong
        f = 2 * right / (found + commands)
        if f > best:
            best, threshold = f, likely
    return {"command_f": best, "command_threshold": threshold}


registry.architectures.register("softsell.PostTok2Vec.v1", func=post_tok2vec)
registry.architectures.register("softsell.CommandClasses.v1", func=command_model)
registry.tokenizers.register("softsell.GivenTokens.v1", func=make_given_tokens)
