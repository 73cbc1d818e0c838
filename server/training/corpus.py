"""The corpus reader and the callback that ``config.cfg`` names. Converts treebank sentences to spaCy examples, anew in each epoch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops

from softsell.language.word_features import plain_form
from training.augment import as_post, collect_parts, make_up_sentence
from training.treebank import Sentence, read_treebank

# numpy's own matrix product is about three times as fast as the one in thinc.
set_current_ops(NumpyOps(use_blis=False))


def to_example(sentence: Sentence, vocab: Vocab) -> Example:
    """Return the sentence as spaCy trains on it. The fine-grained tag contains the relation to the head, which a helper task learns."""
    words, spaces = [word.text for word in sentence], [word.space for word in sentence]
    reference = Doc(
        vocab,
        words=words,
        spaces=spaces,
        pos=[word.pos for word in sentence],
        morphs=[word.features for word in sentence],
        tags=[word.relation for word in sentence],
    )
    reference.user_data["commands"] = [word.command for word in sentence]
    return Example(Doc(vocab, words=words, spaces=spaces), reference)


def treebank_corpus(
    path: Path, made_up_share: float, post_share: float, repeat_commands: int, seed: int
) -> Callable[[Language], Iterator[Example]]:
    """Yield the sentences of ``path``, drawn anew in each epoch.

    Args:
        path: CoNLL-U file.
        made_up_share: how many made-up sentences come with each real one.
        post_share: the share of sentences that are made to look like posts.
        repeat_commands: how often a sentence with an imperative appears in each epoch.
        seed: the seed of all randomness here.
    """
    sentences = list(read_treebank(Path(path)))
    parts = collect_parts(sentences) if made_up_share else None
    random = Random(seed)  # noqa: S311 - no secret depends on it

    def stylise(sentence: Sentence) -> Sentence:
        return as_post(sentence, random) if random.random() < post_share else sentence

    def read(nlp: Language) -> Iterator[Example]:
        for sentence in sentences:
            has_command = any(word.command for word in sentence)
            for _ in range(repeat_commands if has_command else 1):
                yield to_example(stylise(sentence), nlp.vocab)
        if parts is not None:
            for _ in range(int(len(sentences) * made_up_share)):
                yield to_example(stylise(make_up_sentence(parts, random)), nlp.vocab)

    return read


def known_words(path: Path, at_least: int) -> Callable[[Language], None]:
    """Tell the embedding which words training will see at least ``at_least`` times."""

    def tell(nlp: Language) -> None:
        tok2vec: Any = nlp.get_pipe("tok2vec")
        counts = Counter(plain_form(word.text) for sentence in read_treebank(Path(path)) for word in sentence)
        words = [word for word, count in counts.most_common() if count >= at_least and " " not in word]
        tok2vec.model.get_ref("features").attrs["words"] = " ".join(words)

    return tell


registry.readers.register("softsell.Treebank.v1", func=treebank_corpus)
registry.callbacks.register("softsell.known_words.v1", func=known_words)
