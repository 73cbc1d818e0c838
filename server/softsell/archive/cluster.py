"""Checks units on a Ray cluster with Daft (the extra ``softsell[cluster]``), in waves of some hundred units.

Each process of the cluster makes one ``RowChecker`` for a wave and keeps it warm. Units that got no part, because a process or a machine
died, are tried again. A row that ends its process costs that row: its unit is halved until the row is alone.
If the machine with the head of the cluster dies, Ray ends the run after a minute; the same command goes on with what is done.

Daft and Ray report to their makers when they're imported and used. ``stay_silent`` switches that off before either is imported, and the
processes of the cluster get the same variables.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import pickle
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import softsell
from softsell.archive.row_checks import InputRow, RowChecker
from softsell.archive.run import Check, NumberedUnit
from softsell.archive.units import merge, pack, unpack
from softsell.errors import UsageError

QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "SCARF_NO_ANALYTICS": "true",
    "DO_NOT_TRACK": "true",
    "RAY_USAGE_STATS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_TQDM": "0",
}
"""Variables with which neither Daft nor Ray reports anything or draws."""

_UNITS_PER_PROCESS = 100
"""The units of a wave for each process of the cluster. Starting a wave takes some seconds."""
_MOST_CHARACTERS = 100_000_000
"""A wave with this many characters is full."""
_TRIES = 3
_PATIENCE = 10.0
_PREFIX = "ray://"


def stay_silent() -> None:
    """Set the variables that keep Daft and Ray from reporting. Call it before they are imported."""
    os.environ.update(QUIET)
    os.environ.pop("DAFT_DASHBOARD_URL", None)
    os.environ.pop("DAFT_EVENT_LOG_DIR", None)


def on_ray(address: str, *, may_leave: bool) -> Check:
    """Connect to a Ray cluster, and return a function that checks units there.

    Args:
        address: ``HOST:PORT``, or ``ray://HOST:PORT`` for a cluster that this machine isn't part of.
        may_leave: whether rows may be sent to other machines.

    Raises:
        UsageError: the address is wrong, nothing answers there, rows would leave this machine, or Daft and Ray aren't installed.
    """
    host, port = _parse(address)
    if not may_leave and not _is_loopback(host):
        raise _leaves(address)
    stay_silent()
    try:
        import daft
        import ray
    except ImportError:
        raise UsageError(
            "--ray needs Daft and Ray, which aren't installed. Install softsell with them: pip install 'softsell[cluster]', "
            "or the same name with “pipx install --force” or “uv tool install --force”."
        ) from None
    try:
        socket.create_connection((host, port), _PATIENCE).close()
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR, runtime_env={"env_vars": QUIET})
    except Exception as error:  # Ray raises errors of many kinds
        raise UsageError(
            f"--ray {address}: no Ray cluster answers there ({type(error).__name__}). “ray start --head” starts one."
        ) from None

    def count_processes() -> int:
        """Return how many processes the cluster has now. Machines may join it, or die, during a run."""
        nodes = [node for node in ray.nodes() if node["Alive"]]
        if not may_leave and not all(_is_here(node["NodeManagerAddress"]) for node in nodes):
            ray.shutdown()
            raise _leaves(address)
        return max(1, int(sum(node["Resources"].get("CPU", 0) for node in nodes)))

    count_processes()
    daft.set_runner_ray(noop_if_initialized=True)
    return _Cluster(daft, address, count_processes).check


def _leaves(address: str) -> UsageError:
    return UsageError(
        f"--ray {address}: nothing was sent, because that cluster has other machines than this one. They would get the rows of "
        "your files with all their columns, your settings and your rule packs. If that is what you want, add "
        "--leaves-this-machine."
    )


def _parse(address: str) -> tuple[str, int]:
    host, _, port = address.removeprefix(_PREFIX).rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65_536):
        raise UsageError(
            f"--ray {address}: write the cluster's address as HOST:PORT, such as 127.0.0.1:6379, or as ray://HOST:PORT."
        )
    return host, int(port)


def _is_loopback(host: str) -> bool:
    """Return whether an address is loopback by what it says. A name other than localhost could lead anywhere."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_here(address: str) -> bool:
    """Return whether an address is one of this machine's. Only such an address can be bound."""
    try:
        family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
        with socket.socket(family) as probe:
            probe.bind((address, 0))
    except (OSError, ValueError):
        return False
    return True


class _Cluster:
    """A cluster that is connected.

    ``count_processes`` says how many processes it has now. It raises UsageError if rows mustn't be sent to its machines.
    """

    def __init__(self, daft: Any, address: str, count_processes: Callable[[], int]) -> None:
        self._daft = daft
        self._address = address
        self._count_processes = count_processes
        self._problem = ""

    def check(self, checker: RowChecker, units: Iterable[NumberedUnit]) -> Iterator[tuple[int, bytes]]:
        """See ``run.Check``.

        Raises:
            UsageError: the cluster can't check any unit of a wave, or a machine joined it that mustn't get rows.
        """
        rules = pickle.dumps((checker.inputs, checker.platform))
        for wave in _waves(units, self._count_processes):
            left = dict(wave)
            for _ in range(_TRIES):
                for number, part in self._try(rules, left):
                    del left[number]
                    yield number, part
                if not left:
                    break
            if len(left) == len(wave) and not self._works(rules):
                raise UsageError(
                    f"--ray {self._address}: the cluster checks nothing ({self._problem}). Each of its machines needs softsell "
                    f"{softsell.__version__} with softsell[cluster], and the same version of Python."
                )
            for number, unit in left.items():
                yield number, self._halve(rules, checker, unit)

    def _try(self, rules: bytes, units: dict[int, list[InputRow]]) -> Iterator[tuple[int, bytes]]:
        """Yield the parts that come. Fewer than there are units: the query failed."""
        waiting = set(units)
        data = {"number": list(units), "unit": [pickle.dumps(unit) for unit in units.values()]}
        # Counted anew, because Ray waits two minutes for the place of a process whose machine died
        processes = min(len(units), self._count_processes())
        try:
            check = _unit_class(self._daft, processes)(rules, softsell.__version__)
            frame = self._daft.from_pydict(data).into_partitions(min(len(units), 4 * processes))
            for row in frame.with_column("part", check.check(frame["unit"])).select("number", "part").iter_rows():
                number, part = row["number"], row["part"]
                if number in waiting:
                    unpack(part)  # nothing that is damaged gets into the work folder
                    waiting.discard(number)
                    yield number, part
        except Exception as error:  # a process or a machine died; the units that are left are tried again
            self._problem = type(error).__name__

    def _works(self, rules: bytes) -> bool:
        """Return whether the cluster can check a unit without rows."""
        return any(self._try(rules, {0: []}))

    def _halve(self, rules: bytes, checker: RowChecker, unit: list[InputRow]) -> bytes:
        """Return the part of a unit that ends its process: its halves are checked apart, until the row at fault is alone."""
        if len(unit) == 1:
            return pack([checker.fail(unit[0], "This row wasn't checked, because its worker process ended each time.")])
        middle = len(unit) // 2
        parts = []
        for half in (unit[:middle], unit[middle:]):
            found = next((part for _, part in self._try(rules, {0: half})), None)
            parts.append(self._halve(rules, checker, half) if found is None else found)
        return merge(parts)


def _waves(units: Iterable[NumberedUnit], count_processes: Callable[[], int]) -> Iterator[list[NumberedUnit]]:
    wave: list[NumberedUnit] = []
    characters = most = 0
    for number, unit in units:
        most = most or count_processes() * _UNITS_PER_PROCESS
        wave.append((number, unit))
        characters += sum(len(row.row.text) for row in unit)
        if len(wave) == most or characters >= _MOST_CHARACTERS:
            yield wave
            wave = []
            characters = most = 0
    if wave:
        yield wave


def _unit_class(daft: Any, processes: int) -> Any:
    """Return the class that Daft makes once in each process."""

    class UnitChecker:
        """Checks units with rules that stay compiled."""

        def __init__(self, rules: bytes, version: str) -> None:
            if version != softsell.__version__:
                raise RuntimeError("another version of softsell")
            inputs, platform = pickle.loads(rules)  # noqa: S301 - comes from the same user's own process
            self._checker = RowChecker(inputs, platform)
            self._checker.warm_up()

        @daft.method(return_dtype=daft.DataType.binary())  # type: ignore[untyped-decorator]
        def check(self, unit: bytes) -> bytes:
            """Return the part of a unit."""
            return pack(self._checker.check(pickle.loads(unit)))  # noqa: S301 - as above

    return daft.cls(UnitChecker, max_concurrency=processes)
