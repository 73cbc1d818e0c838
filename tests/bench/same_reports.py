"""Shows whether a change keeps every report as it was: prints one digest of the reports on several thousand posts.

    python -m tests.bench.same_reports [--alone N]

The posts are those of the benchmark's files, and the project's own texts that the weights are fitted on. They are checked together in one
command, which loads numpy. ``--alone`` (default 200) also checks that many with a command each, as people do, which doesn't load it. Two
versions of softsell with the same digests write the same reports, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.drafts import Drafts

_TEXTS = Path(__file__).parents[2] / "server" / "training" / "texts"
_ENTRY_POINT = "import sys; from softsell.cli import main; sys.exit(main())"


def main() -> None:
    """Write the posts, check them and print the digests."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.same_reports", description=__doc__)
    parser.add_argument(
        "--alone", type=int, default=200, help="how many posts to check with a command each (default 200)"
    )
    alone = parser.parse_args().alone
    with tempfile.TemporaryDirectory(prefix="softsell-reports-") as name:
        folder = Path(name)
        files = [*Drafts(folder).files, *_write_texts(folder / "files")]
        print(f"{len(files):,} posts together: {_digest([_report(folder, ['files'])])}", flush=True)
        some = files[:: max(1, len(files) // alone)] if alone else []
        reports = [_report(folder, [str(path.relative_to(folder))]) for path in some]
        print(f"{len(some):,} posts alone: {_digest(reports)}")


def _write_texts(folder: Path) -> list[Path]:
    """Write each of the project's own texts into a file."""
    paths = []
    for source in sorted(_TEXTS.glob("*.jsonl")):
        for line in source.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)
            path = folder / f"text-{text['id']}.txt"
            path.write_text(" ".join(sentence for sentence, *_ in text["lines"]), encoding="utf-8")
            paths.append(path)
    return paths


def _report(folder: Path, arguments: list[str]) -> bytes:
    command = [sys.executable, "-c", _ENTRY_POINT, "check", "--format", "json", "--show-score"]
    done = subprocess.run(
        [*command, "--isolated", "--no-server", *arguments], cwd=folder, capture_output=True, check=False
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return done.stdout


def _digest(reports: list[bytes]) -> str:
    return hashlib.sha256(b"\n".join(reports)).hexdigest()


if __name__ == "__main__":
    main()
