"""``make bench``: compares softsell with other linters, and shows how it scales, what it needs, and where its time goes.

    python -m tests.bench [--only cold,files,…] [--rounds N] [--output FILE]

Writes ``tests/bench/RESULTS.md``. With ``--only``, the other parts of that file stay as they are. So does a part in which a command
failed, or during which softsell's code or rules changed: it's printed and not written, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from tests.bench.drafts import Drafts
from tests.bench.measure import FAILED
from tests.bench.parts import PARTS, Bench
from tests.bench.peers import peers

RESULTS = Path(__file__).parent / "RESULTS.md"
_ROOT = Path(__file__).parents[2]
_MEASURED = (_ROOT / "server" / "softsell", _ROOT / "rules")


def main() -> int:
    """Measure, write the results and print them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", help=f"these parts only, with commas: {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command runs (default 5)")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where the results go")
    arguments = parser.parse_args()
    wanted = arguments.only.split(",") if arguments.only else list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    others, missing = peers()
    sections = _sections(arguments.output)
    invalid = []
    with tempfile.TemporaryDirectory(prefix="softsell-bench-") as folder:
        bench = Bench(Drafts(Path(folder)), others, missing, arguments.rounds)
        for name in wanted:
            print(f"measuring: {name} …", file=sys.stderr, flush=True)
            before = _newest_change()
            section = PARTS[name](bench)
            print(section, flush=True)
            if f"**{FAILED}" in section or _newest_change() != before:
                invalid.append(name)
                continue
            sections[name] = section
            arguments.output.write_text(_document(sections), encoding="utf-8")
    if invalid:
        print(
            f"Not written, because a command failed or the code changed meanwhile: {', '.join(invalid)}.",
            file=sys.stderr,
        )
    return 1 if invalid else 0


def _newest_change() -> int:
    """Return when the code or a rule last changed. Who edits them during a run measures a mixture."""
    return max(
        path.stat().st_mtime_ns
        for folder in _MEASURED
        for path in folder.rglob("*")
        if path.suffix in (".py", ".yml", ".txt", ".npz")
    )


_HEADING = "# How fast softsell is\n\nWritten by `make bench`; each part says what it measures.\n"


def _sections(path: Path) -> dict[str, str]:
    """Return the parts of earlier results, by name."""
    if not path.is_file():
        return {}
    found = re.findall(r"<!-- (\w+) -->\n(.*?)(?=\n<!-- \w+ -->\n|\Z)", path.read_text(encoding="utf-8"), re.DOTALL)
    return {name: text.strip("\n") for name, text in found if name in PARTS}


def _document(sections: dict[str, str]) -> str:
    parts = [f"<!-- {name} -->\n{sections[name].strip()}\n" for name in PARTS if name in sections]
    return "\n".join([_HEADING, *parts])


if __name__ == "__main__":
    sys.exit(main())
