"""Repositories: commit hooks with pre-commit and prek, without Node, and the schemas of GitHub and GitLab."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml
from tests.integrations.programs import PROGRAMS, ROOT, guide_sample, run

NODE = frozenset(("node", "nodejs", "npm", "npx", "corepack"))


@pytest.fixture
def without_node(tmp_path: Path) -> dict[str, str]:
    """An environment in which there is neither Node nor npm."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for folder in map(Path, ("/usr/bin", "/bin")):
        for program in folder.iterdir():
            if program.name not in NODE and not (programs / program.name).exists():
                (programs / program.name).symlink_to(program)
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    env |= {
        "PATH": f"{PROGRAMS}{os.pathsep}{programs}",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "UV_PYTHON_DOWNLOADS": "never",
        "PREK_HOME": str(tmp_path / "prek"),
        **{f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    assert shutil.which("node", path=env["PATH"]) is None
    return env


@pytest.mark.parametrize("program", ["pre-commit", "prek"])
def test_a_commit_hook_checks_posts(program: str, tmp_path: Path, without_node: dict[str, str]) -> None:
    scratch = tmp_path / "scratch"
    (scratch / "posts").mkdir(parents=True)
    revision = run("git", "rev-parse", "HEAD", cwd=ROOT).strip()
    sample = yaml.safe_load(guide_sample("yaml", "# .pre-commit-config.yaml"))
    [repository] = sample["repos"]
    repository |= {"repo": str(ROOT), "rev": revision}
    repository["hooks"].append({"id": "softsell-packs"})
    (scratch / ".pre-commit-config.yaml").write_text(yaml.safe_dump(sample))
    (scratch / "posts" / "a.txt").write_text("Last chance to grab yours!\n")
    (scratch / "softsell.toml").write_text("")
    run("git", "init", "--quiet", cwd=scratch, env=without_node)
    run("git", "add", ".", cwd=scratch, env=without_node)
    told = run(PROGRAMS / program, "run", "--all-files", cwd=scratch, ends_with=1, env=without_node)
    assert "posts/a.txt" in told
    assert "pushiness/last-chance" in told
    (scratch / "posts" / "a.txt").write_text("We tried a new rye today. What do you bake at home?\n")
    run("git", "add", ".", cwd=scratch, env=without_node)
    assert "Passed" in run(PROGRAMS / program, "run", "--all-files", cwd=scratch, env=without_node)


def test_files_for_other_programs_follow_their_schemas(tmp_path: Path) -> None:
    check = PROGRAMS / "check-jsonschema"
    run(check, "--builtin-schema", "vendor.github-actions", "action.yml", cwd=ROOT)
    for name, schema in ((".gitlab-ci.yml", "gitlab-ci"), (".github/workflows/posts.yml", "github-workflows")):
        path = tmp_path / Path(name).name
        path.write_text(guide_sample("yaml", f"# {name}\n"))
        run(check, "--builtin-schema", f"vendor.{schema}", path, cwd=tmp_path)
    (tmp_path / ".pre-commit-config.yaml").write_text(guide_sample("yaml", "# .pre-commit-config.yaml"))
    run(PROGRAMS / "pre-commit", "validate-config", ".pre-commit-config.yaml", cwd=tmp_path)
    run(PROGRAMS / "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
