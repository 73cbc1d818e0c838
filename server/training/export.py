"""Converts the result of ``spacy train`` to the pipeline that is kept: ``python -m training.export TRAINED TARGET``.

Leaves out the helper task, the vocabulary (softsell's tokens bring their own strings) and spaCy's tokenizer. Stores the shared weights
as float16 and writes meta.json.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from thinc.api import Config

from training import layers

VERSION = "0.1.0"
DESCRIPTION = (
    "English for social posts: word classes and imperatives, over tokens that softsell makes. Trained on the Universal Dependencies "
    "English Web Treebank, with case, marks and social tokens changed at random and with commands made out of its infinitives."
)
LICENSE = "CC BY-SA 4.0"
SOURCE = {
    "name": "Universal Dependencies English Web Treebank (UD_English-EWT), official training part",
    "url": "https://github.com/UniversalDependencies/UD_English-EWT",
    "license": "CC BY-SA 4.0",
    "author": "The UD English Web Treebank contributors; texts from the LDC's English Web Treebank",
}
_HELPERS = ["relations"]
_SCORES = ("pos_acc", "morph_acc", "command_f", "command_threshold")


def export(trained: Path, target: Path) -> None:
    """Write the pipeline at ``trained`` to ``target``. Replaces what is there."""
    pipeline = spacy.load(trained, exclude=_HELPERS)
    tok2vec: Any = pipeline.get_pipe("tok2vec")
    shared = tok2vec.model
    layers.set_precision(shared, "float16")
    shared.attrs["half"] = True
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    pipeline.to_disk(target, exclude=["vocab", "tokenizer"])
    meta = _meta(json.loads((trained / "meta.json").read_text(encoding="utf-8")))
    _config(pipeline).to_disk(target / "config.cfg")
    (target / "meta.json").write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _config(pipeline: Language) -> Config:
    """Return the part of the configuration that loading needs. Training settings are spaCy's defaults here; ours are in ``config.cfg``."""
    config = spacy.blank("en").config
    config["components"] = {name: pipeline.config["components"][name] for name in pipeline.pipe_names}
    config["nlp"]["pipeline"] = pipeline.pipe_names
    config["nlp"]["tokenizer"] = {"@tokenizers": "softsell.GivenTokens.v1"}
    return config


def _meta(trained: dict[str, Any]) -> dict[str, Any]:
    scores = trained["performance"]
    return {
        "lang": "en",
        "name": "post_sm",
        "version": VERSION,
        "description": DESCRIPTION,
        "author": "The softsell maintainers",
        "license": LICENSE,
        "sources": [SOURCE],
        "spacy_version": ">=3.8.0,<4.0.0",
        "pipeline": [name for name in trained["pipeline"] if name not in _HELPERS],
        "components": [name for name in trained["components"] if name not in _HELPERS],
        "disabled": [],
        "performance": {name: round(scores[name], 4) for name in _SCORES},
    }


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
