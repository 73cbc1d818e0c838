"""The GitHub Action as a whole: a runner's stand-in checks it out, runs every step by its own shell, and passes outputs on."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from tests.integrations.programs import ROOT, guide_sample, run

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


class Runner:
    """Runs the steps of a composite action in a project. Actions of others, which only GitHub has, are stood in for.

    Args:
        temp: the runner's folder for temporary files.
        project: the checked out project.
    """

    def __init__(self, temp: Path, project: Path) -> None:
        self._temp = temp
        self._project = project
        self.action = temp / "actions" / "softsell"
        run("git", "clone", "--quiet", ROOT, self.action, cwd=temp)
        self._about: dict[str, Any] = yaml.safe_load((self.action / "action.yml").read_text("utf-8"))
        self._values: dict[str, str] = {}
        self.used: list[str] = []
        self.log = ""

    def run(self, inputs: Mapping[str, str]) -> bool:
        """Runs all steps with these inputs. Returns whether the job passes."""
        given = {name: inputs.get(name, about.get("default", "")) for name, about in self._about["inputs"].items()}
        assert set(inputs) <= set(given)
        self._values = {f"inputs.{name}": value for name, value in given.items()}
        self.used.clear()
        passed = True
        for step in self._about["runs"]["steps"]:
            condition = str(step.get("if", "${{ success() }}"))
            if not self._holds(condition, passed=passed):
                continue
            if "uses" in step:
                self.used.append(step["uses"])
                if step.get("id") == "python":
                    self._values["steps.python.outputs.python-path"] = sys.executable
            else:
                passed &= self._run_script(step)
        return passed

    def output(self, name: str) -> str:
        """Returns an output of the action."""
        return self._filled(self._about["outputs"][name]["value"])

    @property
    def summary(self) -> str:
        return (self._temp / "summary.md").read_text("utf-8")

    def _holds(self, condition: str, *, passed: bool) -> bool:
        """Whether a condition of the kinds that the action uses is true."""
        for part in condition.removeprefix("${{").removesuffix("}}").split("&&"):
            if part.strip() == "success()":
                held = passed
            elif part.strip() == "!cancelled()":
                held = True
            else:
                name, operator, text = part.split()
                held = (self._values.get(name, "") == text.strip("'")) == (operator == "==")
            if not held:
                return False
        return True

    def _run_script(self, step: Mapping[str, Any]) -> bool:
        assert step["shell"] == "bash"
        script = self._temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        written = self._temp / "output.txt"
        written.write_text("")
        unwanted = ("PYTHONPATH", "VIRTUAL_ENV")
        env = {name: value for name, value in os.environ.items() if name not in unwanted} | {
            "RUNNER_TEMP": str(self._temp),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_WORKSPACE": str(self._project),
            "GITHUB_STEP_SUMMARY": str(self._temp / "summary.md"),
            "GITHUB_OUTPUT": str(written),
            **{name: self._filled(value) for name, value in step.get("env", {}).items()},
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            command, cwd=self._project, env=env, stdout=-1, stderr=subprocess.STDOUT, check=False, timeout=600
        )
        self.log += done.stdout.decode()
        for line in written.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self._values[f"steps.{step.get('id', '')}.outputs.{name}"] = value
        return done.returncode == 0

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._values.get(found[1], ""), str(text))


def test_the_action_installs_itself_and_checks_a_project(tmp_path: Path) -> None:
    """With the inputs of the workflow in the guide."""
    project = tmp_path / "project"
    (project / "posts").mkdir(parents=True)
    post = project / "posts" / "monday.txt"
    post.write_text("Last chance to grab yours! Buy now!!!\n")
    workflow = yaml.safe_load(guide_sample("yaml", ".github/workflows/posts.yml"))
    checkout, step = workflow["jobs"]["softsell"]["steps"]
    assert checkout["uses"].startswith("actions/checkout@")
    assert step["uses"].startswith("OWNER/softsell@")
    runner = Runner(tmp_path, project)
    assert not runner.run({**step["with"], "sarif": "true"})
    assert "at most 40 is allowed" in runner.log, runner.log
    assert "::warning title=pushiness/last-chance,file=posts/monday.txt,line=1" in runner.log
    assert runner.summary.startswith("## softsell: not passed")
    assert runner.output("passed") == "false"
    results = json.loads(Path(runner.output("sarif")).read_text())["runs"][0]["results"]
    assert "pushiness/last-chance" in {result["ruleId"] for result in results}
    # The findings are uploaded although the check has failed.
    assert [name.partition("@")[0] for name in runner.used] == [
        "actions/setup-python",
        "github/codeql-action/upload-sarif",
    ]
    post.write_text("We tried a new rye today. What do you bake at home?\n")
    assert runner.run({}), runner.log
    assert runner.output("passed") == "true"
    # Nobody asked for the upload, and a fork has no right to it.
    assert [name.partition("@")[0] for name in runner.used] == ["actions/setup-python"]
