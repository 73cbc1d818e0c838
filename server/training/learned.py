"""Fits the learned weights: ``cd server && python -m training.learned CORPORA`` (under a minute, numpy alone).

Three linear layers with named features (``softsell.language.learned_features``):

1. Sentences: for each of ``HEADS`` a logistic regression on words, pairs of words, shape, place and rules that found something.
2. Pressure again: the same features, the first layer's logits, and the likelihoods of the neighbouring sentences.
3. Posts: promotion, pressure, self-focus, hard to read (two regressions each), hard sell, group and kind of post, on words, rules,
   measures and the sentences' likelihoods.

A feature with words is kept only if our own texts (``texts/``) contain it, so nothing of a rated post is stored. Rules are features
by their ids: fit anew after rules have changed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from softsell.language.learned import FOLDER, HEADER, HEADS, VERSION, WEIGHTS, around, pooled
from softsell.language.learned_features import edges, openings, value_names
from softsell.language.numpy_alone import np
from softsell.vocabulary import POST_KINDS
from training.linear import Bools, Floats, Ints, Linear, Sparse, fit
from training.rated_texts import RatedText, read_texts

LETTERS = {
    "push": "PTB",
    "self": "S",
    "pitch": "T",
    "invitation": "I",
    "hook": "H",
    "bait": "B",
    "praise": "S",
    "urgency": "P",
    "hard_sell": "PTB",
}
"""Which labels of our own sentences each head learns."""
RATINGS = {
    "push": "pushy",
    "self": "self",
    "pitch": "promo",
    "invitation": "invites",
    "hook": "salesq",
    "bait": "promo",
    "praise": "self",
    "urgency": "pushy",
    "hard_sell": "pushy",
}
"""The rating of whole posts that goes with each head. Most heads are learned from our labels only, and from rated posts with 0 there,
which contain no such sentence."""
OF_HARD_SELLS = ("urgency", "hard_sell")
"""The heads that our posts on hard sells teach too."""
GROUPS = tuple(sorted(set(POST_KINDS.values())))
KINDS = tuple(sorted(POST_KINDS))
_PARTS = 4
"""The first layer's likelihoods that train the others come from models that didn't see the post."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How strongly to fit (the weight of the loss beside the penalty), and what own texts and each kind of value weigh."""

    strength: float = 0.03
    own_sentence: float = 0.5
    own_post: float = 0.3
    own_kind: float = 0.6
    smallest: float = 0.03
    """A feature whose every weight is smaller is left out."""
    measure_scale: float = 0.2
    pool_scale: float = 0.5


class _Table:
    """All posts, and their sentences one after another, as arrays."""

    def __init__(self, posts: Sequence[RatedText]) -> None:
        self.own = np.array([post.own for post in posts])
        self.quoted = np.array([post.quoted for post in posts])
        self.hard_sells_only = np.array([post.hard_sells_only for post in posts])
        self.kinds = [post.kind for post in posts]
        self.ratings = {
            key: np.array([post.ratings.get(key, np.nan) for post in posts])
            for key in ("promo", "pushy", "self", "hard", "invites", "salesq")
        }
        self.post: Ints = np.repeat(np.arange(len(posts)), [len(post.letters) for post in posts])
        self.letters = [letters for post in posts for letters in post.letters]
        self.marked = {
            key: np.array([share for post in posts for share in getattr(post, key)]) for key in ("push", "self")
        }
        self.long_enough = np.array([long for post in posts for long in post.long_enough])
        self.part = _parts(posts)
        self.values = np.array([post.values for post in posts])
        words: list[set[str]] = []
        shapes: list[set[str]] = []
        post_words = []
        for post in posts:
            features = post.features
            for (first, last), shape in zip(features.ranges, features.sentences, strict=True):
                said = features.words[first:last]
                pairs = features.pairs[first : max(first, last - 1)]
                words.append({*said, *pairs, *edges(said), *openings(said, post=False)})
                shapes.append({*shape, *features.shared})
            said = features.words
            post_words.append({*said, *features.pairs, *edges(said), *openings(said, post=True)})
        self.words = _of_own(Sparse.of(words), self.own[self.post])
        self.shapes = Sparse.of(shapes)
        self.post_words = _of_own(Sparse.of(post_words), self.own)
        self.post_rules = Sparse.of([post.features.post for post in posts])


def _of_own(sparse: Sparse, own: Bools) -> Sparse:
    """The features that our own texts contain."""
    return sparse.keep_columns(np.bincount(sparse.columns[own[sparse.rows]], minlength=len(sparse.names)) > 0)


def _parts(posts: Sequence[RatedText]) -> Ints:
    """One of four parts for each post: rated posts by source, so that none tells another about its source; ours in turn."""
    sizes: dict[str, int] = {}
    for post in posts:
        if not post.own:
            sizes[post.source] = sizes.get(post.source, 0) + len(post.letters)
    load, part_of = [0] * _PARTS, {}
    for source in sorted(sizes, key=lambda name: (-sizes[name], name)):
        part_of[source] = load.index(min(load))
        load[part_of[source]] += sizes[source]
    return np.array([number % _PARTS if post.own else part_of[post.source] for number, post in enumerate(posts)])


def train(posts: Sequence[RatedText], settings: Settings | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit on all posts. Returns the arrays of ``learned.npz`` and the header."""
    o = settings or Settings()
    data = _Table(posts)
    arrays: dict[str, Any] = {}
    heads = _fit_sentences(data, o, arrays)
    outputs = _fit_posts(data, o, heads, arrays)
    header = {
        "version": VERSION,
        "settings": asdict(o),
        "heads": HEADS,
        "groups": GROUPS,
        "kinds": KINDS,
        "values": value_names(),
        "posts": outputs,
        "thresholds": {"sentence pressure": 0.75, "post pressure": 0.4, "sells": 0.7, "talks": 0.5, "tells": 0.7},
        "fitted on": {
            "own posts": int(data.own.sum()),
            "own sentences": int(data.own[data.post].sum()),
            "rated posts": int((~data.own).sum()),
            "rated sentences": int((~data.own)[data.post].sum()),
            "sources": len({post.source for post in posts if not post.own}),
        },
        "features": {name: int(arrays[name].shape[0]) for name in ("sentence", "post")},
        "license": "MIT",
    }
    return arrays, header


def _fit_sentences(data: _Table, o: Settings, arrays: dict[str, Any]) -> Floats:
    """Fit the first two layers; returns the first's likelihoods, from models that didn't see the post."""
    own = data.own[data.post]
    both = data.words.beside(data.shapes)
    adapted = np.arange(len(both.names)) >= len(data.words.names)
    part = data.part[data.post]
    none = np.zeros((len(own), 0))
    weight = np.where(own, o.own_sentence, 1.0)
    logits = np.zeros((len(own), len(HEADS)))
    models = []
    for number, head in enumerate(HEADS):
        target = np.array([any(letter in letters for letter in LETTERS[head]) for letters in data.letters])
        rating = data.ratings[RATINGS[head]][data.post]
        teaching = own if head in OF_HARD_SELLS else own & ~data.hard_sells_only[data.post]
        marked = data.marked.get("push" if head == "hard_sell" else head)
        if marked is not None:
            target = np.where(own, target, marked > 0.5)
            rows = (teaching | data.quoted[data.post]) & data.long_enough
            weights = weight
        else:
            rows = teaching | (rating == 0)
            weights = np.ones(len(own))

        def fitted(some: Bools, target: Bools = target, weights: Floats = weights) -> Linear:
            goal = target[some].astype(np.int64)
            model = fit(both.take(some), none[some], goal, 1, weights[some], own[some], o.strength, adapted)
            return Linear(_quantised(model.sparse, o.smallest), model.dense, model.bias)

        models.append(fitted(rows))
        for k in range(_PARTS):
            logits[part == k, number] = fitted(rows & (part != k))(both, none)[part == k, 0]
    heads = _sigmoid(logits)
    near = np.vstack([around(heads[data.post == post, 0].tolist()) for post in range(len(data.own))])
    extra = np.hstack([logits / 3, 3 * near])
    target = np.where(
        own, [any(letter in letters for letter in "PTB") for letters in data.letters], data.marked["push"] > 0.5
    )
    rows = (own & ~data.hard_sells_only[data.post] | data.quoted[data.post]) & data.long_enough
    second = fit(
        both.take(rows), extra[rows], target[rows].astype(np.int64), 1, weight[rows], own[rows], o.strength, adapted
    )
    layers = [*models, Linear(_quantised(second.sparse, o.smallest), second.dense, second.bias)]
    _pack(arrays, "sentence", np.hstack([layer.sparse for layer in layers]), both.names, o.smallest)
    arrays["sentence bias"] = np.concatenate([layer.bias for layer in layers])
    arrays["second"] = second.dense[:, 0]
    return heads


def _fit_posts(data: _Table, o: Settings, heads: Floats, arrays: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Fit the third layer; returns the columns of each head."""
    outputs: dict[str, tuple[int, int]] = {}
    raw = np.hstack(
        [np.array([pooled(heads[data.post == post].tolist()) for post in range(len(data.own))]), data.values]
    )
    scale = np.repeat([o.pool_scale, o.measure_scale], [4 * len(HEADS), data.values.shape[1]])
    theirs = ~data.own if not data.own.all() else data.own
    mean, deviation = raw[theirs].mean(0), raw[theirs].std(0) + 1e-6
    dense = np.clip((raw - mean) / deviation, -3, 3) * scale
    wide = data.post_words.beside(data.post_rules)
    wide_adapted = np.arange(len(wide.names)) >= len(data.post_words.names)
    own = np.where(data.own, o.own_post, 1.0)
    sparse, bias, dense_weights = [], [], []
    width = 0

    def add(name: str, goals: Sequence[tuple[Ints, Bools, Floats]], count: int, *, words: bool) -> None:
        nonlocal width
        for goal, rows, weights in goals:
            table, adapted = (
                (wide, wide_adapted) if words else (data.post_rules, np.ones(len(data.post_rules.names), bool))
            )
            if count == 1 and len(set(goal[rows].tolist())) < 2:
                model = Linear(np.zeros((len(table.names), 1)), np.zeros((dense.shape[1], 1)), np.full(1, -3.0))
            else:
                model = fit(
                    table.take(rows), dense[rows], goal[rows], count, weights[rows], data.own[rows], o.strength, adapted
                )
            missing = np.zeros((0 if words else len(data.post_words.names), count))
            sparse.append(np.vstack([missing, _quantised(model.sparse, o.smallest)]))
            bias.append(model.bias)
            dense_weights.append(model.dense)
        outputs[name] = (width, width := width + count * len(goals))

    for key in ("promo", "pushy", "self", "hard"):
        rated = data.ratings[key]
        rows = ~np.isnan(rated) & ~data.hard_sells_only
        add(key, [((rated > cut).astype(np.int64), rows, own) for cut in (0.5, 1.5)], 1, words=key != "hard")
    pushy = data.ratings["pushy"]
    add("hard_sell", [((pushy > 1.5).astype(np.int64), ~np.isnan(pushy), own)], 1, words=True)
    asked = ~np.isnan(data.ratings["salesq"])
    add("salesq", [((data.ratings["salesq"] > 0).astype(np.int64), asked, own)], 1, words=True)
    for name, labels in (("group", GROUPS), ("kind", KINDS)):
        label_of: Mapping[str, str] = POST_KINDS if name == "group" else {kind: kind for kind in KINDS}
        goal = np.array([labels.index(label_of[kind]) if kind in label_of else -1 for kind in data.kinds])
        rows = goal >= 0
        weights = np.where(data.own, o.own_kind, 1.0)
        share = np.bincount(goal[rows], weights[rows], len(labels))
        balanced = weights * (share.sum() / len(labels) / np.maximum(share, 1e-9))[goal]
        add(name, [(goal, rows, balanced)], len(labels), words=True)
    _pack(arrays, "post", np.hstack(sparse), wide.names, o.smallest)
    arrays["post bias"] = np.concatenate(bias)
    arrays["dense"] = (np.hstack(dense_weights) * scale[:, None]).astype(np.float32)
    arrays["mean"], arrays["deviation"] = mean.astype(np.float32), deviation.astype(np.float32)
    return outputs


def _sigmoid(logits: Floats) -> Floats:
    return 1 / (1 + np.exp(-logits))


def _quantised(weights: Floats, smallest: float) -> Floats:
    """The weights as one byte each would hold them; a row whose every weight is small is 0."""
    weights = weights * (np.abs(weights).max(1, keepdims=True) >= smallest)
    step = np.abs(weights).max(0, keepdims=True) / 127 + 1e-12
    rounded: Floats = np.round(weights / step) * step
    return rounded


def _pack(arrays: dict[str, Any], name: str, weights: Floats, names: Sequence[str], smallest: float) -> None:
    """Store weights as one byte each with one step a column, and the names of their rows, sorted."""
    kept = [row for row in sorted(range(len(names)), key=names.__getitem__) if np.abs(weights[row]).max() >= smallest]
    some = weights[kept]
    step = np.abs(some).max(0) / 127 + 1e-12
    arrays[name], arrays[f"{name} step"] = np.round(some / step).astype(np.int8), step.astype(np.float32)
    arrays[f"{name} names"] = np.frombuffer("\n".join(names[row] for row in kept).encode(), np.uint8)


def write(arrays: Mapping[str, Any], header: Mapping[str, Any], folder: Path) -> None:
    """Write both files to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(
        folder / WEIGHTS, **arrays
    )  # not compressed, because unpacking takes as long as all else that reading it does
    (folder / HEADER).write_text(json.dumps(header, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read, fit and write."""
    parser = argparse.ArgumentParser(
        prog="python -m training.learned", description=__doc__.partition("\n")[0] if __doc__ else None
    )
    parser.add_argument(
        "corpora", type=Path, help="folder with rated_posts.jsonl.gz, rated_posts_2.jsonl.gz, rated_posts_3.jsonl.gz"
    )
    parser.add_argument(
        "--leave-unread", action="store_true", help="don't fit on the unread sources, so that they can be scored"
    )
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder to write to")
    arguments = parser.parse_args()
    began = time.monotonic()
    posts = read_texts(arguments.corpora, leave_unread=arguments.leave_unread)
    read = time.monotonic()
    arrays, header = train(posts)
    header["left out"] = "the unread sources" if arguments.leave_unread else "nothing"
    write(arrays, header, arguments.to)
    size = (arguments.to / WEIGHTS).stat().st_size
    print(  # noqa: T201
        f"Read {len(posts):,} posts in {read - began:.0f} s, fitted in {time.monotonic() - read:.0f} s: "
        f"{header['features']['sentence']:,} and {header['features']['post']:,} features, {size / 1000:.0f} kB."
    )


if __name__ == "__main__":
    main()
