"""The parts of the benchmark. Each part returns its section of the results."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import archive as archives
from tests.bench import server
from tests.bench.drafts import Drafts
from tests.bench.inside import memory_of_many, profile, rates
from tests.bench.measure import Command, compared, measure, seconds, softsell, table
from tests.bench.peers import Peer

_READ = (
    "Wall clock and processor time are medians of {rounds} runs in turns, after one run to warm up; "
    "a ratio is of wall clock, and in brackets of processor time (of all cores)."
)


@dataclass(frozen=True, slots=True)
class Bench:
    """What every part needs."""

    drafts: Drafts
    peers: list[Peer]
    missing: list[str]
    rounds: int

    @property
    def read(self) -> str:
        return _READ.format(rounds=self.rounds)


def machine(bench: Bench) -> str:
    """Describe the machine."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    missing = "".join(f"\nNot measured: {reason}." for reason in bench.missing)
    return (
        f"Machine: {_processor()}, {len(os.sched_getaffinity(0))} cores, {_memory()} GB of memory, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}. Load average at the beginning: {load}.{missing}\n\n"
        f"Other linters: {', '.join(peer.name for peer in bench.peers)}; versions in `peers.py`.\n"
    )


def cold(bench: Bench) -> str:
    """Measure one post. Each command starts anew."""
    post = bench.drafts.one_post
    commands = [
        softsell("softsell", "--isolated", "--no-server", post),
        Command("import spaCy, blank pipeline", [sys.executable, "-c", "import spacy; spacy.blank('en')"]),
        *(peer.command(post) for peer in bench.peers),
    ]
    measure(commands, bench.rounds)
    size = len(post.read_text(encoding="utf-8"))
    return f"## One post, cold\n\nOne post of {size} characters, no server, no cache. {bench.read}\n\n" + compared(
        commands, ["import spaCy, blank pipeline", "proselint"]
    )


def warm(bench: Bench) -> str:
    """Measure one post through a running server."""
    post = bench.drafts.one_post
    home = bench.drafts.folder / "home"
    with server.running(home) as environment:
        commands = [
            softsell("softsell, server running", post, **environment),
            *(peer.command(post) for peer in bench.peers),
        ]
        measure(commands, bench.rounds)
        asked = server.asked(environment, [str(post)])
    assert asked, "the server was not asked"
    return f"## One post, with a server running\n\nThe same post. {bench.read}\n\n" + compared(commands, ["proselint"])


def files(bench: Bench) -> str:
    """Measure 2,000 posts as files."""
    paths = bench.drafts.files
    commands = [
        softsell("softsell", "--isolated", "--no-server", paths[0].parent),
        softsell("softsell, one core", "--isolated", "--no-server", "-j1", paths[0].parent),
        *(peer.command(*paths) for peer in bench.peers),
    ]
    measure(commands, bench.rounds)
    return f"## {len(paths):,} posts as files\n\n{bench.read}\n\n" + compared(commands, ["proselint", "write-good"])


def one_file(bench: Bench) -> str:
    """Measure the posts as one file."""
    path = bench.drafts.one_file
    commands = [
        softsell("softsell", "--isolated", "--no-server", path),
        *(peer.command(path) for peer in bench.peers),
    ]
    measure(commands, bench.rounds)
    size = path.stat().st_size / 1000
    return f"## One file of 2,000 posts\n\n{size:,.0f} kB. {bench.read}\n\n" + compared(commands, ["proselint"])


def scaling(bench: Bench) -> str:
    """Measure how time grows with posts, with the size of a file, and with rules."""
    return "\n".join(["## How it scales\n", _by_posts(bench), _by_size(bench), _by_rules(bench)])


def _by_posts(bench: Bench) -> str:
    rows = []
    for count in (1, 10, 100, 1_000, 10_000):
        folder = bench.drafts.many(count)[0].parent
        command = softsell(f"{count:,} posts as files", "--isolated", "--no-server", folder)
        measure([command], _fewer(bench.rounds, count, 1_000))
        rows.append(_grown(command, count, "post"))
    return table(("", "wall clock", "processor", "memory", "wall clock each"), rows)


def _by_size(bench: Bench) -> str:
    rows = []
    before: Command | None = None
    for size in (1_000, 10_000, 100_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000):
        path = bench.drafts.sized(size)
        command = softsell(f"a file of {size / 1000:,.0f} kB", "--isolated", "--no-server", path)
        measure([command], _fewer(bench.rounds, size, 500_000))
        growth = f"x {command.wall / before.wall:.2f}" if before and size >= 2_500_000 else ""
        rows.append([*_grown(command, size // 1000, "kB"), growth])
        before = command
    return table(("", "wall clock", "processor", "memory", "wall clock per kB", "against the row above"), rows)


def _by_rules(bench: Bench) -> str:
    commands = []
    home = str(bench.drafts.folder / "rules-home")
    for rules in (0, 10, 100, 1_000):
        config = bench.drafts.folder / f"rules-{rules}.toml"
        packs = f'packs = ["{bench.drafts.pack(rules)}"]\n' if rules else ""
        config.write_text(packs, encoding="utf-8")
        given = ("--config", config, "--no-server", bench.drafts.one_file)
        commands.append(softsell(f"{rules:,} rules more", *given, SOFTSELL_CACHE_DIR=home))
    measure(commands, max(2, bench.rounds // 2))
    text = compared(commands, ["0 rules more"])
    return f"Rules of ten patterns each, on the file of 2,000 posts:\n\n{text}"


def _grown(command: Command, count: int, unit: str) -> list[str]:
    if command.failure:
        return [command.name, f"**{command.failure}**", "", "", ""]
    each = f"{command.wall / count * 1000:.2f} ms per {unit}"
    return [command.name, seconds(command.wall), seconds(command.processor), f"{command.memory:.0f} MB", each]


def _fewer(rounds: int, amount: int, large: int) -> int:
    return max(1, rounds // 3) if amount >= large else rounds


def inside(bench: Bench) -> str:
    """Measure one process: drafts a second, memory over 100,000 drafts, and where the time goes."""
    return f"## Inside one process\n\n{rates()}\n{memory_of_many()}\n{profile()}"


def feed(_bench: Bench) -> str:
    """Measure how the analysis of a feed grows with its posts."""
    rows = []
    for count in (12_500, 25_000, 50_000, 100_000):
        command = [sys.executable, "-m", "tests.bench.feed", str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        took, memory = map(float, done.stdout.split())
        rows.append([f"{count:,} posts", seconds(took), f"{took / count * 1e6:.0f} µs", f"{memory:.0f} MB"])
    return (
        "## A feed\n\nProcessor time of all figures of posts that are already checked, a third of them from one template.\n\n"
        + table(("", "processor", "each post", "memory"), rows)
    )


def archive(bench: Bench) -> str:
    """Measure ``softsell archive`` beside ``check_many``, and as its rows double."""
    folder = bench.drafts.folder
    text = archives.compared(folder, 20_000, max(1, bench.rounds // 2))
    growth = archives.doubled(folder, (10_000, 20_000, 40_000, 80_000))
    return (
        "## Archives\n\nThe same posts from one sheet, on all cores. An archive also reads the sheet and its fields, "
        f"and writes all scores, measures and findings twice: into its work folder, and into the output.\n\n{text}\n{growth}"
    )


def million(bench: Bench) -> str:
    """Measure the memory of an archive of 1,000,000 rows."""
    return f"## A million rows\n\n{archives.memory(bench.drafts.folder, 1_000_000)}"


def latency(bench: Bench) -> str:
    """Measure the server's answers."""
    with server.running(bench.drafts.folder / "home") as environment:
        return "## The server's answers\n\n" + server.latencies(environment)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)


PARTS: dict[str, Callable[[Bench], str]] = {
    "machine": machine,
    "cold": cold,
    "warm": warm,
    "files": files,
    "onefile": one_file,
    "latency": latency,
    "scaling": scaling,
    "inside": inside,
    "feed": feed,
    "archive": archive,
    "million": million,
}
