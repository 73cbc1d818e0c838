"""Extracts from spaCy's folder what the package needs of the pipeline: ``python -m training.weights``.

``softsell.language.network`` reads two files. ``weights.npz`` contains plain numpy arrays. ``meta.json`` contains the names of the
classes, the thresholds, and where the weights come from. Reading them needs no spaCy and runs no code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from training import layers

PIPELINE = Path(__file__).parent / "en_post_sm"
"""The trained pipeline in spaCy's format."""
PACKAGE = Path(__file__).parents[1] / "softsell" / "language" / "model" / "en_post_sm"
"""Where softsell looks for it."""

_KEPT = ("lang", "name", "version", "description", "author", "license", "sources", "performance")
_CONVOLUTIONS = ("after0", "before0", "before1")
"""The order in which thinc visits the layers: breadth first. The last is less deeply nested than the first two."""

Array = np.ndarray[Any, Any]


def write_weights(pipeline: Path = PIPELINE, target: Path = PACKAGE) -> None:
    """Write the two files to ``target``. The same weights give the same bytes."""
    meta = json.loads((pipeline / "meta.json").read_text(encoding="utf-8"))
    trained = layers.load(pipeline)
    component: Any = trained.get_pipe("morphologizer")
    network = {
        "classes": [_part_of_speech(label) for label in component.labels],
        **{name: _setting(pipeline, name) for name in ("sure", "possible")},
    }
    target.mkdir(parents=True, exist_ok=True)
    np.savez(target / "weights.npz", **_arrays(trained))  # type: ignore[arg-type]
    kept = {**{name: meta[name] for name in _KEPT}, "network": network}
    (target / "meta.json").write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _arrays(trained: Any) -> Mapping[str, Array]:
    """Return the weights by the names that ``network`` uses."""
    nodes = list(trained.get_pipe("tok2vec").model.walk())

    def named(name: str) -> list[Any]:
        return [node for node in nodes if node.name == name]

    arrays: dict[str, Array] = {
        "words": np.frombuffer(named("word_features")[0].attrs["words"].encode(), dtype=np.uint8)
    }
    for number, table in enumerate(named("hashembed")):
        arrays[f"table{number}"] = table.get_param("E")
    names = ("embed", "mix", *_CONVOLUTIONS)
    for name, maxout, norm in zip(names, named("maxout"), named("layernorm"), strict=True):
        # As wide as it's used, so that it can be used as it is read.
        arrays |= {f"{name}.weights": maxout.get_param("W").astype(np.float32), f"{name}.bias": maxout.get_param("b")}
        arrays |= {f"{name}.gain": norm.get_param("G"), f"{name}.shift": norm.get_param("b")}
    for name, component in (("classes", "morphologizer"), ("commands", "command_finder")):
        output = next(node for node in trained.get_pipe(component).model.walk() if node.name == "softmax")
        arrays |= {f"{name}.weights": output.get_param("W"), f"{name}.bias": output.get_param("b")}
    return arrays


def _part_of_speech(label: str) -> str:
    """Return ``VERB`` from ``Mood=Imp|POS=VERB``, or an empty string if the label has no part of speech."""
    return next((part[4:] for part in label.split("|") if part.startswith("POS=")), "")


def _setting(pipeline: Path, name: str) -> float:
    found = re.search(rf"^{name} = ([0-9.]+)$", (pipeline / "config.cfg").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None, name
    return float(found[1])


if __name__ == "__main__":
    write_weights()
