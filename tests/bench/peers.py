"""Installs the other linters in their own folder, at fixed versions. Skips those that can't be installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import Command

HOME = Path(__file__).parent / ".peers"
_PYPI = ("proselint==0.16.0", "harper-py==0.2.0")
_NPM = ("write-good@1.0.8", "alex@11.0.1", "textlint@15.8.0", "textlint-rule-write-good@2.0.0")
_INSTALL_SECONDS = 900
_PROSELINT = (
    "import sys; from proselint import config; config.DEFAULT['max_errors'] = 10**9\n"
    "from proselint.command_line import main; sys.exit(main())"
)
"""By default proselint stops after 1,000 findings, so it would seem fast on long files."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another linter.

    Attributes:
        name: of its row.
        begin: the command up to the files.
        finding: matches one finding in its output.
        codes: exit codes that aren't failures.
        environment: other environment variables it needs.
    """

    name: str
    begin: tuple[str, ...]
    finding: str
    codes: tuple[int, ...] | None = (0, 1)

    def command(self, *files: str | Path) -> Command:
        """Return the command that checks these files."""
        return Command(self.name, [*self.begin, *map(str, files)], self.finding, self.codes)


def peers() -> tuple[list[Peer], list[str]]:
    """Return the linters that can be installed, and why the others can't."""
    found: list[Peer] = []
    missing: list[str] = []
    for install in (_python_peers, _node_peers, _debian_peers):
        try:
            found += install()
        except _NotToBeHad as reason:
            missing.append(str(reason))
    return found, missing


class _NotToBeHad(Exception):
    pass


def _python_peers() -> list[Peer]:
    folder = HOME / "python"
    _once(
        folder,
        "proselint, harper-py",
        _PYPI,
        lambda: [
            [sys.executable, "-m", "venv", str(folder)],
            [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *_PYPI],
        ],
    )
    python = str(folder / "bin" / "python")
    return [
        Peer("proselint", (python, "-c", _PROSELINT, "check", "-o", "compact"), r"^.+:\d+:\d+: "),
        Peer("harper-py", (python, str(Path(__file__).parent / "harper_lint.py")), r"^.+:\d+: "),
    ]


def _node_peers() -> list[Peer]:
    if shutil.which("npm") is None:
        raise _NotToBeHad("write-good, alex, textlint: there is no npm here")
    folder = HOME / "node"
    prefix = str(folder)
    _once(
        folder,
        "write-good, alex, textlint",
        _NPM,
        lambda: [["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", prefix, *_NPM]],
    )
    programs = folder / "node_modules" / ".bin"
    rules = str(folder / "node_modules")
    return [
        # Its exit code is the number of its findings.
        Peer("write-good", (str(programs / "write-good"), "--parse"), r"^.+:\d+:\d+:", None),
        Peer("alex", (str(programs / "alex"), "--text"), r"^ +\d+:\d+(-\d+:\d+)? +(warning|error)"),
        Peer(
            "textlint (write-good)",
            (str(programs / "textlint"), "--rules-base-directory", rules, "--rule", "write-good", "-f", "unix"),
            r"^.+:\d+:\d+: ",
        ),
    ]


def _debian_peers() -> list[Peer]:
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise _NotToBeHad("diction: there is no apt-get here")
    folder = HOME / "debian"
    _once(
        folder,
        "diction",
        ("diction",),
        lambda: [
            ["sh", "-c", 'cd "$0" && apt-get -qq download diction && dpkg -x diction_*.deb .', str(folder)],
        ],
    )
    phrases = str(folder / "usr" / "share" / "diction" / "en")
    return [Peer("diction", (str(folder / "usr" / "bin" / "diction"), "-n", "-f", phrases), r"^.+:\d+: ")]


def _once(folder: Path, names: str, wanted: Sequence[str], steps: Callable[[], list[list[str]]]) -> None:
    """Install what is ``wanted``, unless the folder says that it's installed."""
    note = folder / "installed"
    if note.is_file() and note.read_text(encoding="utf-8") == "\n".join(wanted):
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    for step in steps():
        print(f"installing {names} …", file=sys.stderr, flush=True)
        try:
            done = subprocess.run(
                step, env=environment, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _NotToBeHad(f"{names}: {error}") from None
        if done.returncode:
            last = (done.stderr.strip() or "no reason given").splitlines()[-1]
            raise _NotToBeHad(f"{names}: {step[0]} failed: {last}")
    note.write_text("\n".join(wanted), encoding="utf-8")
