"""The learned weights: what is stored, that loading gives what training wrote, and what they say of plain cases."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from softsell.draft import read_text
from softsell.language import learned
from softsell.language.learned import HEADS, Learned, load_learned
from softsell.language.learned_features import Features, edges, extract, is_word_feature, openings, value_names
from softsell.language.reading import Hit, Reading
from softsell.language.reading_builder import read
from softsell.language.tokenizer import tokenize
from training.learned import train, write
from training.rated_texts import RATED, own_posts, read_texts

CORPORA = Path(__file__).parents[2] / ".." / "shared" / "corpora"
POST = "Last chance! Our sofas are 50% off today only, so don't miss out.\nGrab yours before they're gone."


def reading_of(text: str) -> Reading:
    return read(read_text(text))


def weights() -> Learned:
    found = load_learned()
    assert found is not None
    return found


def grams(features: Features) -> Iterator[str]:
    for first, last in (*features.ranges, (0, len(features.words))):
        words = features.words[first:last]
        yield from words
        yield from ("_".join(pair) for pair in pairwise(words))
        yield from edges(words)
        yield from openings(words, post=False)
    yield from openings(features.words, post=True)


def test_every_stored_word_is_in_our_own_texts() -> None:
    ours: set[str] = set()
    for text in own_posts():
        # Sentences stand on lines of their own in some posts, and a sentence of ours may be cut in two by what surrounds it.
        ours.update(grams(extract(reading_of(text), ())))
    stored = [name for name in (*weights().sentence_names, *weights().post_names) if is_word_feature(name)]
    assert len(stored) > 10_000
    assert [name for name in stored if name not in ours] == []


def test_what_is_not_words_names_rules_numbers_and_kinds_only() -> None:
    names = [name for name in (*weights().sentence_names, *weights().post_names) if not is_word_feature(name)]
    assert 100 < len(names) < 1_000
    assert all(len(name) < 60 and name.isascii() for name in names if not name.startswith("end="))


@pytest.mark.skipif(
    not all((CORPORA / f"{name}.jsonl.gz").is_file() for name in RATED),
    reason="the rated posts aren't on this computer",
)
def test_no_word_that_only_rated_posts_have_is_stored() -> None:
    ours = {token.norm for text in own_posts() for token in tokenize(text)}
    theirs: set[str] = set()
    for name in RATED:
        for line in gzip.decompress((CORPORA / f"{name}.jsonl.gz").read_bytes()).splitlines():
            theirs.update(token.norm for token in tokenize(json.loads(line)["text"]) if token.kind == "word")
    stored = {
        word
        for name in (*weights().sentence_names, *weights().post_names)
        if is_word_feature(name)
        for word in name.removeprefix("h:").removeprefix("f:").removeprefix("f1:").split("_")
    }
    assert len(theirs - ours) > 1_000
    assert stored & (theirs - ours) == set()


def test_the_files_are_small_and_hold_no_pickles() -> None:
    files = [learned.FOLDER / learned.WEIGHTS, learned.FOLDER / learned.HEADER]
    assert sum(file.stat().st_size for file in files) <= 1_500_000
    with np.load(files[0], allow_pickle=False) as arrays:
        assert {arrays[name].dtype.kind for name in arrays.files} <= set("iuf")


def test_loading_gives_what_training_wrote(tmp_path: Path) -> None:
    posts = read_texts(None, leave_unread=True, every=40)
    arrays, header = train(posts)
    write(arrays, header, tmp_path)
    loaded = Learned(tmp_path)
    reading = reading_of(POST)
    hits = [Hit("pushiness/last-chance", "warning", 0, 11)]
    scored = loaded.score(reading, hits)
    features = extract(reading, hits)
    # The sum of the weights in memory, feature by feature, without any of what makes ``Learned`` quick.
    rows = {name: row for row, name in enumerate(bytes(arrays["sentence names"]).decode().split("\n"))}
    table = arrays["sentence"].astype(float) * arrays["sentence step"]
    for number, (first, last) in enumerate(features.ranges):
        words = features.words[first:last]
        names = {*words, *("_".join(pair) for pair in pairwise(words)), *edges(words), *openings(words, post=False)}
        names |= {*features.sentences[number], *features.shared}
        sums = sum((table[rows[name]] for name in names if name in rows), arrays["sentence bias"].copy())
        for head, logit in zip(HEADS[1:], sums[1:-1], strict=True):
            assert scored.sentences[number][head] == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-5)
    again = Learned(tmp_path).score(reading_of(POST), hits)
    assert again.measures == scored.measures
    assert sum(scored.groups.values()) == pytest.approx(1)
    assert sum(scored.kinds.values()) == pytest.approx(1)


def test_likelihoods_of_plain_cases() -> None:
    pushy = weights().score(reading_of(POST), ())
    calm = weights().score(reading_of("The library is closed on Monday. Books can be returned through the slot."), ())
    assert pushy.measures["pressure"] > 0.4 > calm.measures["pressure"]
    assert pushy.measures["promotion"] > 0.5 > calm.measures["promotion"]
    assert pushy.groups["sells"] > calm.groups["sells"]
    assert len(pushy.sentences) == len(reading_of(POST).sentences)
    for values in pushy.sentences:
        assert set(values) == {"pressure", *HEADS[1:]}
        assert all(0 <= value <= 1 for value in values.values())


def test_a_link_is_counted_and_no_word() -> None:
    features = extract(reading_of("See the photos: https://kites.example/day and smile."), ())
    assert features.words == ["see", "the", "photos", ":", "and", "smile", "."]
    assert "log urls" in value_names()


def test_explained_by_words_of_the_post_and_by_rules() -> None:
    reading = reading_of(POST)
    scored = weights().score(reading, [Hit("pushiness/last-chance", "warning", 0, 11)])
    reasons = weights().explain(scored, reading, "pressure")
    assert 0 < len(reasons) <= learned.MOST_REASONS
    for reason in reasons:
        assert reason.startswith("rule pushiness/") or reason.strip("“”") in " ".join(POST.split())


@pytest.mark.parametrize("text", ["!!!", "🔥", "#sale", "a", "\u200b.", "no end", "?! " * 3_000])
def test_any_sentence_has_likelihoods(text: str) -> None:
    reading = reading_of(text)
    if reading.sentences:
        scored = weights().score(reading, ())
        assert all(math.isfinite(value) for value in scored.measures.values())
        for measure in scored.measures:
            weights().explain(scored, reading, measure)


@pytest.mark.parametrize("damage", ["missing", "not a zip", "cut", "other version", "names of another file"])
def test_damaged_files_leave_the_rules_alone(damage: str, tmp_path: Path) -> None:
    header, file = ((learned.FOLDER / name).read_bytes() for name in (learned.HEADER, learned.WEIGHTS))
    if damage == "not a zip":
        file = b"weights"
    elif damage == "cut":
        file = file[: len(file) // 2]
    elif damage == "other version":
        header = json.dumps(json.loads(header) | {"version": 99}).encode()
    elif damage == "names of another file":
        header = json.dumps(json.loads(header) | {"values": ["log words"]}).encode()
    (tmp_path / learned.HEADER).write_bytes(header)
    if damage != "missing":
        (tmp_path / learned.WEIGHTS).write_bytes(file)
    loaded = learned._load(tmp_path)
    assert loaded.learned is None
    assert "Install softsell again" in loaded.status


def test_the_weights_need_no_numpy() -> None:
    code = (
        "import sys, softsell; report = softsell.check('The museum opened a new wing. It shows maps from three centuries.');"
        "print(report.measures['promotion'] is not None,"
        "[m for m in ('numpy', 'sklearn', 'scipy', 'spacy', 'torch', 'training') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "True []"
