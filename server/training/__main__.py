"""Trains ``en_post_sm`` and installs it in the package: ``cd server && python -m training TREEBANK``.

``TREEBANK`` is a folder with ``en_ewt-ud-train.conllu`` and ``en_ewt-ud-dev.conllu``, possibly gzipped. All randomness is seeded and
training uses one thread, so the same machine produces the same weights again. Another processor may round differently.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

_HERE = Path(__file__).parent


def main() -> None:
    """Train, choose the best checkpoint on the dev part, and export it."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("treebank", type=Path, help="folder of the English Web Treebank's train and dev files")
    arguments = parser.parse_args()
    paths = {f"paths.{part}": str(_part(arguments.treebank, part)) for part in ("train", "dev")}
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # numpy reads this when it's imported, so the imports below come late.

    from spacy.cli.train import train

    import training.corpus  # noqa: F401 - registers what config.cfg names
    from training.export import export
    from training.weights import PIPELINE, write_weights

    with tempfile.TemporaryDirectory() as folder:
        train(_HERE / "config.cfg", folder, overrides=paths)
        export(Path(folder) / "model-best", PIPELINE)
        write_weights()


def _part(treebank: Path, part: str) -> Path:
    for ending in (".conllu.gz", ".conllu"):
        path = treebank / f"en_ewt-ud-{part}{ending}"
        if path.is_file():
            return path
    raise SystemExit(f"{treebank} doesn't contain en_ewt-ud-{part}.conllu. Download UD_English-EWT and name its folder")


if __name__ == "__main__":
    main()
