"""What ``--ray`` does before a cluster is asked. ``tests/integrations`` has a real cluster."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.archive.conftest import POSTS, Archive

from softsell.archive import cluster
from softsell.archive.inputs import open_input
from softsell.archive.row_checks import InputRow, InputRules, RowChecker, RowResult
from softsell.archive.text_rows import TextRow
from softsell.archive.units import merge, pack, unpack
from softsell.config.config import Config
from softsell.engine.engine import Engine
from softsell.errors import UsageError


@pytest.mark.parametrize(
    "address", ["203.0.113.5:6379", "ray://cluster.example:10001", "localhost.example:1", "[2001:db8::1]:6379"]
)
def test_another_machine_wants_a_yes(address: str, archive: Archive) -> None:
    Path("a.csv").write_text(f"Caption\n{POSTS[1]}\n")
    done = archive("--isolated", "--ray", address, "a.csv", "out.jsonl")
    assert done.status == 2
    assert "nothing was sent" in done.err
    assert "rows of your files with all their columns, your settings and your rule packs" in done.err
    assert "--leaves-this-machine" in done.err
    assert not list(Path().glob("out*"))


@pytest.mark.parametrize(
    "address", ["", "127.0.0.1", "127.0.0.1:", ":6379", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:x", "auto"]
)
def test_an_address_is_checked(address: str, archive: Archive) -> None:
    Path("a.csv").write_text(f"Caption\n{POSTS[1]}\n")
    done = archive("--isolated", "--ray", address, "a.csv", "out.jsonl")
    assert done.status == 2
    assert "HOST:PORT" in done.err


def test_options_that_do_not_fit_are_told(archive: Archive) -> None:
    Path("a.csv").write_text(f"Caption\n{POSTS[1]}\n")
    assert "--leaves-this-machine is for --ray" in archive("--leaves-this-machine", "a.csv", "out.jsonl").err
    assert "--jobs is for this machine" in archive("--ray", "127.0.0.1:1", "--jobs", "2", "a.csv", "out.jsonl").err


def test_missing_daft_is_told_with_what_to_install(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in cluster.QUIET:
        monkeypatch.setenv(name, "")  # is put back after the test
    monkeypatch.setitem(sys.modules, "daft", None)
    Path("a.csv").write_text(f"Caption\n{POSTS[1]}\n")
    done = archive("--isolated", "--ray", "127.0.0.1:6379", "a.csv", "out.jsonl")
    assert done.status == 2
    assert "pip install 'softsell[cluster]'" in done.err


def test_reports_to_the_makers_are_off_before_daft_is_imported() -> None:
    """The test imports a stand-in that notes the variables at that moment."""
    script = (
        "import os, sys, types\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'daft':\n"
        "            print(sorted((n, os.environ.get(n)) for n in ('DAFT_ANALYTICS_ENABLED', 'DO_NOT_TRACK', 'RAY_USAGE_STATS_ENABLED')))\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from softsell.cli import run\n"
        "run(['archive', '--isolated', '--ray', '127.0.0.1:1', 'a.csv', 'out.jsonl'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "('DAFT_ANALYTICS_ENABLED', '0'), ('DO_NOT_TRACK', 'true'), ('RAY_USAGE_STATS_ENABLED', '0')" in done.stdout


def test_only_this_machine_s_addresses_are_here() -> None:
    assert cluster._is_here("127.0.0.1")
    assert not cluster._is_here("203.0.113.5")
    assert not cluster._is_here("2001:db8::1")
    assert not cluster._is_here("somewhere.example")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_what_a_worker_needs_can_be_sent(name: str) -> None:
    Path("a.csv").write_text("Caption,Network\n" + f'"{POSTS[0]}",IG\n' * 20)
    Path("a.jsonl").write_text('{"text": "What do you read?"}\n' * 20)
    found = open_input(name, None)
    engine = Engine(Config())
    rules = InputRules(name, found.reader, engine.config, engine.packs)
    rows = [InputRow(0, row) for row in found.rows()]
    sent: RowChecker = RowChecker(*pickle.loads(pickle.dumps(([rules], "x"))))
    assert pack(sent.check(pickle.loads(pickle.dumps(rows)))) == pack(RowChecker([rules], "x").check(rows))


class _Broken(cluster._Cluster):
    """A cluster whose processes end at some rows, or always. It answers as Daft does, with some of the parts."""

    def __init__(self, fatal: str | None) -> None:
        super().__init__(None, "127.0.0.1:1", lambda: 2)
        self.fatal = fatal
        self.tries = 0

    def _try(self, rules: bytes, units: dict[int, list[InputRow]]) -> Iterator[tuple[int, bytes]]:
        self.tries += 1
        for number, unit in list(units.items()):
            if self.fatal is None or any(self.fatal in row.row.text for row in unit):
                return
            yield number, pack([RowResult((row.row.text,), posts=1) for row in unit])


def _units(count: int, fatal: set[int]) -> list[tuple[int, list[InputRow]]]:
    words = [f"{number} fatal" if number in fatal else str(number) for number in range(count)]
    rows = [InputRow(0, TextRow(number, word)) for number, word in enumerate(words)]
    return [(at // 10, rows[at : at + 10]) for at in range(0, count, 10)]


def test_rows_that_end_their_process_cost_only_those_rows() -> None:
    checker = RowChecker([InputRules("a.csv", None, Config(), ())])
    found = dict(_Broken("fatal").check(checker, iter(_units(100, {7, 42, 43}))))
    lines = [line for number in sorted(found) for line in unpack(found[number])[1]]
    assert len(lines) == 100
    assert [number for number, line in enumerate(lines) if "each time" in line] == [7, 42, 43]
    assert sum(unpack(part)[0].failed for part in found.values()) == 3
    assert sum(unpack(part)[0].rows for part in found.values()) == 100


def test_processes_are_counted_anew_for_each_wave_and_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_UNITS_PER_PROCESS", 2)
    left = iter([3, 3, 1, 1, 1])
    counted: list[object] = []

    def count() -> int:
        counted.append(number := next(left))
        return number

    waves = cluster._waves(_units(100, set()), count)
    assert [len(wave) for wave in waves] == [6, 4]
    monkeypatch.undo()
    monkeypatch.setattr(cluster, "_unit_class", lambda _daft, processes: counted.append(f"placed {processes}"))
    real = cluster._Cluster(None, "127.0.0.1:1", count)
    assert not list(real._try(b"", dict(_units(100, set()))))
    assert counted == [3, 3, 1, "placed 1"]


def test_a_machine_that_joins_without_a_yes_stops_the_run() -> None:
    def count() -> int:
        raise UsageError("nothing was sent")

    checker = RowChecker([InputRules("a.csv", None, Config(), ())])
    with pytest.raises(UsageError, match="nothing was sent"):
        list(cluster._Cluster(None, "127.0.0.1:1", count).check(checker, iter(_units(100, set()))))


def test_a_cluster_that_checks_nothing_is_told() -> None:
    checker = RowChecker([InputRules("a.csv", None, Config(), ())])
    broken = _Broken(None)
    with pytest.raises(UsageError, match="the cluster checks nothing"):
        list(broken.check(checker, iter(_units(100, set()))))
    assert broken.tries == 4


def test_merged_parts_are_the_part_of_all() -> None:
    results: list[Any] = [
        RowResult((f"{number}",), posts=1, scores=("a", "b"), measures=("m",), unknown=("Orkut",))
        for number in range(5)
    ]
    assert merge([pack(results[:2]), pack(results[2:])]) == pack(results)
