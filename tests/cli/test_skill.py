"""``softsell skill``: installed, obeyed by a hook, and removed without a trace."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import Softsell

from softsell.cli import CLEAN, WRONG_USE
from softsell.cli.skill_files import install_hook, skill_text
from softsell.errors import UsageError

SKILL = Path(".claude/skills/softsell/SKILL.md")
SETTINGS = Path(".claude/settings.json")


def report(path: str, **more: Any) -> str:
    """What an assistant reports after it has written a file."""
    return json.dumps(
        {"hook_event_name": "PostToolUse", "tool_name": "Write", "tool_input": {"file_path": path}, **more}
    )


def test_the_skill_is_in_the_agent_skills_format() -> None:
    _, head, body = skill_text().split("---\n", 2)
    about = yaml.safe_load(head)
    assert set(about) == {"name", "description"}
    assert about["name"] == "softsell"
    assert len(about["description"]) <= 1024
    assert body.strip()


def test_every_command_in_the_skill_works(softsell: Softsell) -> None:
    Path("FILE.txt").write_text("Hurry in. Soup.\n")
    commands = re.findall(r"`softsell (.*?)`", skill_text())
    assert len(commands) >= 3
    for command in commands:
        words = [{"FILE": "FILE.txt", "RULE": "house/hurry"}.get(word, word) for word in command.split()]
        assert softsell(*words).status != WRONG_USE, command


def test_the_files_are_shown_and_nothing_is_written_without_a_yes(softsell: Softsell, folder: Path) -> None:
    result = softsell("skill", "install", "--hook", "posts")
    assert result.status == WRONG_USE
    assert "SKILL.md is new:" in result.out
    assert "softsell skill hook -- posts" in result.out
    assert not (folder / ".claude").exists()


def test_what_is_installed_is_removed_without_a_trace(softsell: Softsell, folder: Path) -> None:
    assert softsell("skill", "install", "--hook", "posts", "--yes").status == CLEAN
    assert (folder / SKILL).read_text() == skill_text()
    assert "nothing to change" in softsell("skill", "install", "--hook", "posts", "--yes").out
    assert softsell("skill", "remove", "--yes").status == CLEAN
    assert not (folder / ".claude").exists()


def test_other_settings_stay(softsell: Softsell, folder: Path) -> None:
    other = {"matcher": "Bash", "hooks": [{"type": "command", "command": "true"}]}
    before = {"model": "x", "hooks": {"PostToolUse": [other], "Stop": [other]}}
    (folder / ".claude").mkdir()
    (folder / SETTINGS).write_text(json.dumps(before))
    softsell("skill", "install", "--hook", "posts", "--yes")
    softsell("skill", "install", "--hook", "posts", "--hook", "my drafts", "--yes")
    entries = json.loads((folder / SETTINGS).read_text())["hooks"]["PostToolUse"]
    assert [entry["hooks"][0]["command"] for entry in entries] == ["true", "softsell skill hook -- posts 'my drafts'"]
    softsell("skill", "remove", "--yes")
    assert json.loads((folder / SETTINGS).read_text()) == before


def test_what_somebody_changed_stays(softsell: Softsell, folder: Path) -> None:
    softsell("skill", "install", "--to", "skills", "--yes")
    path = folder / "skills" / "softsell" / "SKILL.md"
    path.write_text(path.read_text().replace("softsell", "softsale", 1))
    assert "somebody changed it" in softsell("skill", "remove", "--to", "skills", "--yes").err
    assert path.exists()
    assert softsell("skill", "install", "--to", "skills", "--yes").status == WRONG_USE


def test_what_changes_before_the_yes_stays(folder: Path) -> None:
    (folder / ".claude").mkdir()
    (folder / SETTINGS).write_text('{"model": "small"}')
    added = install_hook(folder, ["posts"])
    assert added is not None
    (folder / SETTINGS).write_text('{"model": "large"}')
    with pytest.raises(UsageError, match="changed meanwhile"):
        added.apply()
    assert (folder / SETTINGS).read_text() == '{"model": "large"}'


@pytest.mark.parametrize("text", ["[]", "{", '{"hooks": 3}', '{"hooks": {"PostToolUse": [3]}}'])
def test_settings_that_it_does_not_know_are_left_alone(softsell: Softsell, folder: Path, text: str) -> None:
    (folder / ".claude").mkdir()
    (folder / SETTINGS).write_text(text)
    result = softsell("skill", "install", "--hook", "posts", "--yes")
    assert result.status == WRONG_USE
    assert (folder / SETTINGS).read_text() == text
    assert not (folder / SKILL).exists()


def test_the_hook_refuses_a_draft_and_says_why_in_one_paragraph(softsell: Softsell, folder: Path) -> None:
    (folder / "posts" / "a.txt").write_text("Soup.\n\nHurry in today.\n")
    refused = softsell("skill", "hook", "--", "posts", stdin=report("posts/a.txt", cwd=str(folder)))
    assert refused.status == 2
    assert refused.out == ""
    assert refused.err.count("\n") == 1
    assert "line 3: “Hurry in” hurries. Calm sells. (house/hurry)" in refused.err
    assert "keep every fact" in refused.err
    (folder / "posts" / "a.txt").write_text("Soup.\n")
    assert softsell("skill", "hook", "--", "posts", stdin=report(str(folder / "posts" / "a.txt"))).status == CLEAN


def test_the_hook_leaves_other_files_alone(softsell: Softsell, folder: Path) -> None:
    for name in ("README.md", "posts/code.py", "posts/gone.txt"):
        if name != "posts/gone.txt":
            (folder / name).write_text("Hurry in.\n")
        assert softsell("skill", "hook", "--", "posts", stdin=report(name)).status == CLEAN
    assert softsell("skill", "hook", stdin='{"tool_input": {}}').status == CLEAN
    assert "in JSON" in softsell("skill", "hook", stdin="not JSON").err
