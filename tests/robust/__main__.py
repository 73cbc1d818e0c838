"""``python -m tests.robust``: measures what every hostile input costs, and writes ``RESULTS.md``.

    python -m tests.robust [--size N] [--to FILE]

The engine checks each text in its own fork with the trained pipeline, and the real command checks it as a file. Each pack and file
goes through the real command. This takes some minutes. The tests assert limits; this table is for people.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.robust import hostile_files, hostile_packs
from tests.robust.hostile_texts import GROUPS, ordinary
from tests.robust.measuring import Cost, Ended, cost_of, run_softsell

from softsell.config.config import Config
from softsell.draft.readers import Markup
from softsell.engine.engine import Engine

_ENDINGS = {"plain": ".txt", "markdown": ".md", "html": ".html"}
_TITLES = {"plain": "Plain texts", "markdown": "Markdown", "html": "HTML"}
_MESSAGE = 90

Row = Sequence[str]
Texts = dict[str, tuple[Cost, Cost]]
"""By name: the cost of the engine and of the command."""


def main() -> int:
    """Measure everything and write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.robust", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="characters of each text (default 100,000)")
    parser.add_argument("--to", type=Path, default=Path(__file__).with_name("RESULTS.md"), help="where the table goes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["SOFTSELL_CACHE_DIR"] = home
        text = "".join(_report(arguments.size, Path(home)))
    arguments.to.write_text(text, encoding="utf-8")
    return 0


def _report(size: int, home: Path) -> Iterator[str]:
    engine = Engine(Config())
    usual = _usual(engine, size, home)
    texts = {markup: _texts(engine, markup, size, home) for markup in GROUPS}
    yield _head(size, usual, texts)
    for markup, costs in texts.items():
        rows = [
            (name, *_ratios(engine_cost, usual[0]), *_ratios(cost, usual[1]))
            for name, (engine_cost, cost) in costs.items()
        ]
        yield _table(_TITLES[markup], ("input", "engine s", "×", "MB", "×", "command s", "×", "MB", "×"), rows)
    heads = ("input", "command s", "MB", "exit", "what it says")
    yield _table("Files that can't be checked", heads, _files(hostile_files.REFUSED, home))
    yield _table("Files that only look bad", heads, _files(hostile_files.CHECKED, home))
    yield _table("Packs that are refused (`softsell packs test`)", heads, _packs(hostile_packs.REFUSED, home))
    yield _table(
        "Packs that are large or odd, and right (`softsell packs test`)", heads, _packs(hostile_packs.LOADED, home)
    )


def _head(size: int, usual: tuple[Cost, Cost], texts: dict[Markup, Texts]) -> str:
    def most(number: int, field: str) -> str:
        ratio, name = max(
            (getattr(costs[number], field) / getattr(usual[number], field), name)
            for group in texts.values()
            for name, costs in group.items()
        )
        return f"{ratio:.1f} times ({name})"

    count = sum(map(len, texts.values()))
    return (
        "# What hostile inputs cost\n\n"
        f"Written by `python -m tests.robust` on {datetime.now(UTC):%Y-%m-%d}, on a machine with {os.cpu_count()} cores,"
        f" {platform.system()} and Python {platform.python_version()}. Seconds are processor time; megabytes are those at the peak,"
        " for the engine beyond what it holds before. × compares with ordinary text of the same size.\n\n"
        f"Of {count} texts of {size:,} characters, the trained pipeline on:\n\n"
        f"- the engine needs at most {most(0, 'seconds')} the time and {most(0, 'megabytes')} the memory of ordinary text"
        f" ({usual[0].seconds:.2f} s, {usual[0].megabytes:.0f} MB);\n"
        f"- the command, start and all, at most {most(1, 'seconds')} the time and {most(1, 'megabytes')} the memory"
        f" ({usual[1].seconds:.2f} s, {usual[1].megabytes:.0f} MB).\n"
    )


def _usual(engine: Engine, size: int, home: Path) -> tuple[Cost, Cost]:
    text = ordinary(size)
    engine.check(
        "Buy it. The last chance is yours. Tell us all?"
    )  # This loads the pipeline and leaves no memory to reuse.
    both = [(cost_of(lambda: engine.check(text)), _command(text.encode(), "post.txt", home).cost) for _ in range(4)][1:]
    engine_costs, command_costs = zip(*both, strict=True)
    return _least(engine_costs), _least(command_costs)


def _least(costs: Sequence[Cost]) -> Cost:
    return Cost(min(cost.seconds for cost in costs), min(cost.megabytes for cost in costs))


def _texts(engine: Engine, markup: Markup, size: int, home: Path) -> Texts:
    return {
        name: (
            cost_of(_checking(engine, make(size), markup)),
            _command(make(size).encode(), f"post{_ENDINGS[markup]}", home).cost,
        )
        for name, make in GROUPS[markup].items()
    }


def _checking(engine: Engine, text: str, markup: Markup) -> Callable[[], object]:
    from softsell.errors import DraftError

    def check() -> None:
        try:
            engine.check(text, markup=markup)
        except DraftError:
            return  # A comment to softsell that is cut off at the end is the writer's mistake.

    return check


def _command(data: bytes, name: str, home: Path) -> Ended:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        return run_softsell("check", name, "--no-server", "--no-cache", folder=Path(folder), home=home)


def _files(files: dict[str, hostile_files.File], home: Path) -> list[Row]:
    return [(name, *_ended(_command(file.make(), file.name, home))) for name, file in files.items()]


def _packs(packs: dict[str, hostile_packs.MakePack], home: Path) -> list[Row]:
    rows: list[Row] = []
    for name, make in packs.items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "pack").mkdir()
            pack = make(Path(folder) / "pack").relative_to(folder)
            rows.append((name, *_ended(run_softsell("packs", "test", str(pack), folder=Path(folder), home=home))))
    return rows


def _ended(ended: Ended) -> Row:
    told = (ended.err or ended.out).strip().partition("\n")[0].removeprefix("error: ").removeprefix("softsell: ")
    message = told if len(told) <= _MESSAGE else f"{told[:_MESSAGE]}…"
    return (f"{ended.cost.seconds:.2f}", f"{ended.cost.megabytes:.0f}", str(ended.status), message)


def _ratios(cost: Cost, usual: Cost) -> Row:
    return (
        f"{cost.seconds:.2f}",
        f"{cost.seconds / usual.seconds:.1f}",
        f"{cost.megabytes:.0f}",
        f"{cost.megabytes / usual.megabytes:.1f}",
    )


def _table(title: str, heads: Row, rows: Sequence[Row]) -> str:
    lines = [f"\n## {title}\n", _line(heads), _line(["---", *["---:"] * (len(heads) - 1)])]
    return "\n".join([*lines, *map(_line, rows)]) + "\n"


def _line(cells: Row) -> str:
    return "| " + " | ".join(_shown(cell) for cell in cells) + " |"


def _shown(cell: str) -> str:
    visible = "".join(character if character.isprintable() else "·" for character in cell)
    return (
        visible.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`").replace("*", "\\*")
    )


if __name__ == "__main__":
    sys.exit(main())
