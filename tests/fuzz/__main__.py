"""``make fuzz``: throws bytes at the readers, patterns, packs and the whole engine until the time is up.

    python -m tests.fuzz [--minutes N] [--only readers,offsets,patterns,packs,checks] [--findings FOLDER]

Uses atheris (coverage-guided, from PyPI) where it is installed, else hypothesis. Each target runs in a process of its
own; what brings one down is written to ``fuzz-findings`` and told, and the others go on. Exits with 1 if anything was found.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.targets import TARGETS

MAX_LENGTH = 4_000
SECONDS_OF_ONE_INPUT = 20
MEGABYTES = 2_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="how long in all (default 60)")
    parser.add_argument("--only", help=f"these targets only: {', '.join(TARGETS)}")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"), help="where inputs that fail are put")
    parser.add_argument("--target", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.target:
        return _run(arguments.target, arguments.seconds, arguments.findings)
    names = arguments.only.split(",") if arguments.only else list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    print(f"fuzzing with {'atheris' if find_spec('atheris') else 'hypothesis'}", flush=True)
    arguments.findings.mkdir(exist_ok=True)
    failed = [name for name in names if _in_a_process(name, arguments.minutes * 60 / len(names), arguments.findings)]
    print(f"found something in: {', '.join(failed)}" if failed else "found nothing", flush=True)
    return 1 if failed else 0


def _in_a_process(name: str, seconds: float, findings: Path) -> bool:
    """Whether the target failed."""
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.fuzz", "--target", name, "--seconds", str(seconds)]
    done = subprocess.run([*command, "--findings", str(findings)], capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    summary = next(
        (line for line in reversed(output.splitlines()) if line.startswith(("stat::number_of_executed_units", "ran "))),
        "",
    )
    print(f"{name}: {summary or 'stopped'} ({time.monotonic() - began:.0f} s)", flush=True)
    if done.returncode:
        print("\n".join(output.splitlines()[-60:]), flush=True)
    return done.returncode != 0


def _run(name: str, seconds: float, findings: Path) -> int:
    if find_spec("atheris"):
        return _with_atheris(name, seconds, findings)
    return _with_hypothesis(name, seconds)


def _with_atheris(name: str, seconds: float, findings: Path) -> int:
    import atheris

    with atheris.instrument_imports(include=["softsell", "pyromark", "yaml"]):
        for module in [
            module for module in sys.modules if module.startswith(("softsell", "tests.fuzz.p", "tests.fuzz.t"))
        ]:
            del sys.modules[module]
        importlib.import_module("softsell.engine")
        _import_all("softsell.draft", "softsell.language", "softsell.patterns", "softsell.checks", "softsell.packs")
        target = importlib.import_module("tests.fuzz.targets").TARGETS[name]
    with tempfile.TemporaryDirectory() as corpus:
        for number, text in enumerate(_seeds(name)):
            (Path(corpus) / str(number)).write_bytes(text)
        options = [
            f"-max_total_time={int(seconds)}",
            f"-max_len={MAX_LENGTH}",
            f"-timeout={SECONDS_OF_ONE_INPUT}",
            f"-rss_limit_mb={MEGABYTES}",
            f"-artifact_prefix={findings}/{name}-",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *options, corpus], target)
        atheris.Fuzz()
    return 0


def _import_all(*packages: str) -> None:
    """Imports every module of these packages now: what is imported later, inside a function, is not instrumented."""
    for package in packages:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
            if module.name not in ("layers", "tagger"):
                importlib.import_module(f"{package}.{module.name}")


def _seeds(name: str) -> Iterator[bytes]:
    """What to begin with: things of the kind the target reads."""
    from tests.draft.draft_properties import FRAGMENTS

    root = Path(__file__).parent.parent
    if name == "packs":
        yield from (path.read_bytes()[:MAX_LENGTH] for path in sorted(root.parent.glob("rules/*/*.yml")))
    elif name == "patterns":
        yield from (
            b"last chance",
            b"~buy (one|two) get ..3 free",
            b"<money> off{2,4}",
            b'"!" don\'t',
            b"must-have",
            b"(a|b)? c",
        )
    else:
        examples = [path.read_bytes() for path in sorted((root / "examples").iterdir()) if path.is_file()]
        for choice in range(12):
            yield from (bytes([choice]) + example for example in examples)
            yield bytes([choice]) + "".join(FRAGMENTS[choice::12]).encode()


def _with_hypothesis(name: str, seconds: float) -> int:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    from tests.draft.draft_properties import written_texts

    anything = st.one_of(
        st.binary(max_size=300), written_texts().map(lambda text: text.encode("utf-8", "surrogateescape"))
    )
    end = time.monotonic() + seconds
    ran = 0
    while time.monotonic() < end:

        @settings(max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(anything)
        def attempt(data: bytes) -> None:
            TARGETS[name](data)

        attempt()
        ran += 500
    print(f"ran {ran:,} inputs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
