"""The GitHub Action: its steps run as the runner runs them, on a project of posts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_INPUT = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """Two posts, one of which pushes. The name of one is hostile."""
    folder = tmp_path / "project"
    (folder / "posts").mkdir(parents=True)
    (folder / "posts" / "good.txt").write_text("We tried a new rye today. What do you bake at home?\n")
    (folder / "posts" / "a|b[c](d)<img>.txt").write_text("Last chance to grab yours! Buy now!!!\n")
    return folder


def run(posts: Path, **inputs: str) -> tuple[int, str, str, dict[str, str]]:
    """Runs the step that checks. Returns its exit code, log, summary and outputs."""
    step = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "check")
    values = {name: inputs.get(name.replace("-", "_"), about["default"]) for name, about in ACTION["inputs"].items()}
    env = {name: _INPUT.sub(lambda match: values[match[1]], value) for name, value in step["env"].items()}
    temp = posts.parent / "temp"
    programs = temp / "softsell" / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    if not (programs / "python").exists():
        (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (programs / "python").chmod(0o755)
    env |= {
        "RUNNER_TEMP": str(temp),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "GITHUB_OUTPUT": str(temp / "output.txt"),
        "XDG_CONFIG_HOME": str(temp / "config"),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=posts,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    summary, output = temp / "summary.md", temp / "output.txt"
    outputs = dict(line.split("=", 1) for line in output.read_text().splitlines()) if output.exists() else {}
    return done.returncode, done.stdout + done.stderr, summary.read_text() if summary.exists() else "", outputs


def test_findings_are_annotated_and_scores_are_in_a_table(posts: Path) -> None:
    status, log, summary, outputs = run(posts, paths="posts")
    assert status == 1
    assert "::warning" in log
    assert outputs["passed"] == "false"
    assert "last-chance" in Path(outputs["sarif"]).read_text()
    lines = summary.splitlines()
    assert lines[0] == "## softsell: not passed"
    assert "| post | pushiness | self-focus | questions | readability |" in summary
    assert lines[6].startswith("| posts/a&#124;b&#91;c&#93;&#40;d&#41;&#60;img&#62;.txt:1 |")
    assert "grab" not in summary


def test_a_score_above_what_is_allowed_fails(posts: Path) -> None:
    status, log, summary, _ = run(posts, paths="posts", fail_on="error", max_scores="pushiness: 10\nself-focus=100\n")
    assert status == 1
    assert "at most 10 is allowed" in log
    assert "(at most 10)" in summary
    status, _, summary, outputs = run(posts, paths="posts/good.txt", max_scores="pushiness: 10")
    assert status == 0
    assert outputs["passed"] == "true"


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"max_scores": "pushiness: high"}, "such as “pushiness: 40”"),
        ({"max_scores": "pushines: 4"}, "There are pushiness"),
        ({"paths": "nowhere"}, "nowhere"),
        ({"paths": "--fix"}, "--fix"),
        ({"platform": "x; touch ran"}, "platform"),
    ],
)
def test_wrong_inputs_are_told_and_run_nothing(posts: Path, inputs: dict[str, str], told: str) -> None:
    status, log, _, _ = run(posts, **{"paths": "posts", **inputs})
    assert status == 2
    assert "::error" in log
    assert told in log
    assert not (posts / "ran").exists()


def test_no_input_is_put_into_a_script() -> None:
    """An expression inside ``run`` would let an input run commands."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
