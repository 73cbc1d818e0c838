"""``make fuzz``: sends bytes to the readers, patterns, packs and the whole engine until the time is up.

    python -m tests.fuzz [--minutes N] [--by ENGINE] [--only readers,offsets,patterns,packs,checks,trained,files] [--findings FOLDER]

Uses atheris (coverage-guided, from PyPI) if it's installed, and hypothesis otherwise. Each target runs in its own process. Inputs that
make one fail are reported and written to ``fuzz-findings``, and the other targets continue. Exits with 1 if anything was found.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.inputs import MAX_LENGTH, any_bytes, dictionary, seeds
from tests.fuzz.targets import TARGETS

ENGINES = ("atheris", "hypothesis")
MOST_FAILURES = 5
SECONDS_OF_ONE_INPUT = 60
"""Wall-clock limit for one input, long enough that a busy machine doesn't cause a finding."""
MEGABYTES = 2_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="how many minutes in total (default 60)")
    parser.add_argument("--only", help=f"these targets only: {', '.join(TARGETS)}")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"), help="where to put inputs that fail")
    parser.add_argument(
        "--by", choices=ENGINES, default=ENGINES[0] if find_spec("atheris") else ENGINES[1], help="the engine"
    )
    parser.add_argument("--target", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.target:
        if arguments.by == "atheris":
            return _with_atheris(arguments.target, arguments.seconds, arguments.findings)
        return _with_hypothesis(arguments.target, arguments.seconds)
    names = arguments.only.split(",") if arguments.only else list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    print(f"fuzzing with {arguments.by}", flush=True)
    arguments.findings.mkdir(exist_ok=True)
    seconds = arguments.minutes * 60 / len(names)
    failed = [name for name in names if _in_processes(name, seconds, arguments.findings, arguments.by)]
    print(f"found something in: {', '.join(failed)}" if failed else "found nothing", flush=True)
    return 1 if failed else 0


def _in_processes(name: str, seconds: float, findings: Path, by: str) -> bool:
    """Whether the target failed. A target that fails continues in a new process until its time is up or it has failed too often."""
    end = time.monotonic() + seconds
    failed = 0
    while (left := end - time.monotonic()) > 1 and failed < MOST_FAILURES:
        failed += _in_a_process(name, left, findings, by)
    return failed > 0


def _in_a_process(name: str, seconds: float, findings: Path, by: str) -> bool:
    """Whether the target failed."""
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.fuzz", "--by", by, "--target", name, "--seconds", str(seconds)]
    done = subprocess.run(
        [*command, "--findings", str(findings)], capture_output=True, text=True, errors="replace", check=False
    )
    output = done.stdout + done.stderr
    told = [line for line in output.splitlines() if line.startswith(("stat::number_of_executed_units", "ran: "))]
    ran = told[-1].rpartition(":")[2].strip() if told else "an unknown number of inputs"
    print(f"{name}: {ran} in {time.monotonic() - began:.0f} s", flush=True)
    if done.returncode:
        print("\n".join(output.splitlines()[-60:]), flush=True)
    return done.returncode != 0


def _with_atheris(name: str, seconds: float, findings: Path) -> int:
    import atheris

    with atheris.instrument_imports(include=["softsell", "pyromark", "yaml"]):
        for module in [
            module for module in sys.modules if module.startswith(("softsell", "tests.fuzz.p", "tests.fuzz.t"))
        ]:
            del sys.modules[module]
        importlib.import_module("softsell.engine.engine")
        _import_all("softsell.draft", "softsell.language", "softsell.patterns", "softsell.checks", "softsell.packs")
        target = importlib.import_module("tests.fuzz.targets").TARGETS[name]
    with tempfile.TemporaryDirectory() as corpus, tempfile.TemporaryDirectory() as words_folder:
        for number, text in enumerate(seeds(name)):
            (Path(corpus) / str(number)).write_bytes(text)
        words = Path(words_folder) / "words"
        words.write_text(dictionary(), encoding="ascii")
        options = [
            f"-max_total_time={int(seconds)}",
            f"-max_len={MAX_LENGTH}",
            f"-timeout={SECONDS_OF_ONE_INPUT}",
            f"-rss_limit_mb={MEGABYTES}",
            f"-artifact_prefix={findings}/{name}-",
            f"-dict={words}",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *options, corpus], target)
        atheris.Fuzz()
    return 0


def _import_all(*packages: str) -> None:
    """Import every module of these packages now. Modules that functions import later aren't instrumented."""
    for package in packages:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
            if module.name not in ("layers", "tagger"):
                importlib.import_module(f"{package}.{module.name}")


def _with_hypothesis(name: str, seconds: float) -> int:
    from hypothesis import HealthCheck, given, settings

    end = time.monotonic() + seconds
    ran = 0
    while time.monotonic() < end:

        @settings(max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(any_bytes())
        def attempt(data: bytes) -> None:
            TARGETS[name](data)

        try:
            attempt()
        finally:
            ran += 500
            print(f"ran: {ran:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
