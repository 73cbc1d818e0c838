"""The check of the GitHub Action (``action.yml``): annotations, a table of scores in the step summary, a SARIF file, and the verdict.

It only uses the command line of softsell and what the runner sets (``GITHUB_STEP_SUMMARY``, ``GITHUB_OUTPUT``, ``RUNNER_TEMP``). The
inputs come as ``SOFTSELL_…`` variables.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

CLEAN, FINDINGS, WRONG_USE = 0, 1, 2
SCORES = ("pushiness", "self-focus", "questions", "readability")
MOST_ROWS = 500
"""GitHub shows up to 1 MB of summary."""


class WrongInputError(Exception):
    """An input that can't be used. The text says how to put it right."""


def main(env: Mapping[str, str]) -> int:
    """Run the check and return the exit code: 0 passed, 1 not, 2 wrong use."""
    try:
        return _run(env)
    except WrongInputError as error:
        sys.stdout.write(f"::error title=softsell::{_escape_command(str(error))}\n")
        return WRONG_USE


def _run(env: Mapping[str, str]) -> int:
    allowed = read_max_scores(env.get("SOFTSELL_MAX_SCORES", ""))
    paths = [path.strip() for path in env.get("SOFTSELL_PATHS", "").split("\n") if path.strip()]
    # Behind the two dashes, nothing in an input is an option.
    options = [*_options(env), "--", *paths]
    found = _softsell("json", options)
    files: list[dict[str, Any]] = json.loads(found.stdout)["files"]
    if env.get("SOFTSELL_ANNOTATIONS", "true") == "true":
        sys.stdout.buffer.write(_softsell("github", options).stdout)
    sarif = Path(env.get("RUNNER_TEMP", ".")) / "softsell.sarif"
    sarif.write_bytes(_softsell("sarif", options).stdout)
    above = list(_above(files, allowed))
    for path, line, name, score in above:
        told = f"{name} is {score:.0f}; at most {allowed[name]:g} is allowed."
        sys.stdout.write(f"::error file={_escape_value(path)},line={line},title=softsell::{_escape_command(told)}\n")
    passed = found.returncode == CLEAN and not above
    _append(env, "GITHUB_STEP_SUMMARY", summary(files, allowed, passed=passed))
    _append(env, "GITHUB_OUTPUT", f"sarif={sarif}\npassed={str(passed).lower()}\n")
    return CLEAN if passed else FINDINGS


def read_max_scores(text: str) -> dict[str, float]:
    """Return the highest allowed value of each score that the input names.

    Raises:
        WrongInputError: a line isn't a name, a colon and a number from 0 to 100.
    """
    allowed = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        name, _, value = line.replace("=", ":").partition(":")
        try:
            number = float(value)
        except ValueError:
            number = -1
        if not 0 <= number <= 100 or not name.strip():
            raise WrongInputError(
                f"max-scores: “{line}” should be a score and a number from 0 to 100, such as “pushiness: 40”."
            )
        allowed[name.strip()] = number
    return allowed


def _options(env: Mapping[str, str]) -> Iterator[str]:
    for option, name in (("--platform", "PLATFORM"), ("--config", "CONFIG"), ("--fail-on", "FAIL_ON")):
        if value := env.get(f"SOFTSELL_{name}", "").strip():
            yield f"{option}={value}"


def _softsell(format_name: str, options: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    """Run a check.

    Raises:
        WrongInputError: softsell couldn't check something; the text is its own.
    """
    command = [sys.executable, "-m", "softsell", "check", "--no-server", f"--format={format_name}"]
    done = subprocess.run([*command, *options], capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode not in (CLEAN, FINDINGS):
        raise WrongInputError(done.stderr.decode("utf-8", "replace").strip())
    return done


def _above(files: Sequence[Mapping[str, Any]], allowed: Mapping[str, float]) -> Iterator[tuple[str, int, str, float]]:
    """Yield each score that is above what is allowed: file, line, score and value."""
    for file in files:
        for draft in file["drafts"]:
            unknown = [name for name in allowed if name not in draft["scores"]]
            if unknown:
                raise WrongInputError(
                    f"max-scores: there is no score “{unknown[0]}”. There are {', '.join(draft['scores'])}."
                )
            for name, most in allowed.items():
                score = draft["scores"][name]
                if score is not None and score > most:
                    yield file["path"], draft["line"], name, score


def summary(files: Sequence[Mapping[str, Any]], allowed: Mapping[str, float], *, passed: bool) -> str:
    """Return the step summary: a table with the scores of each post, the worst posts first. It has no text of a post."""
    rows = [(file["path"], draft) for file in files for draft in file["drafts"]]
    names = [*SCORES, *sorted({name for _, draft in rows for name in draft["scores"]} - set(SCORES))]
    rows.sort(key=lambda row: -max([score or 0 for score in row[1]["scores"].values()], default=0))
    lines = [
        f"## softsell: {'passed' if passed else 'not passed'}",
        "",
        f"Scores are 0 (fine) to 100. {len(rows):,} {'post' if len(rows) == 1 else 'posts'}.",
        "",
        "| post | " + " | ".join(names) + " | findings |",
        "|---|" + "---:|" * (len(names) + 1),
    ]
    for path, draft in rows[:MOST_ROWS]:
        cells = [_cell(draft["scores"].get(name), allowed.get(name)) for name in names]
        count = sum(not finding["positive"] for finding in draft["findings"])
        lines.append(f"| {_escape_markdown(path)}:{draft['line']} | {' | '.join(cells)} | {count} |")
    if len(rows) > MOST_ROWS:
        lines += ["", f"And {len(rows) - MOST_ROWS:,} more posts with lower scores."]
    return "\n".join(lines) + "\n"


def _cell(score: float | None, most: float | None) -> str:
    if score is None:
        return "–"
    return f"**{score:.0f}** (at most {most:g})" if most is not None and score > most else f"{score:.0f}"


def _escape_markdown(text: str) -> str:
    """Return a path as text of a Markdown table, whatever is in it."""
    return "".join(mark if mark.isalnum() or mark in " /.-_" else f"&#{ord(mark)};" for mark in text).replace(
        "_", "\\_"
    )


def _escape_command(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_value(text: str) -> str:
    return _escape_command(text).replace(":", "%3A").replace(",", "%2C")


def _append(env: Mapping[str, str], variable: str, text: str) -> None:
    if path := env.get(variable):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    sys.exit(main(os.environ))
