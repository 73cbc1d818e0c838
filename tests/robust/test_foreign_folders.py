"""A folder from someone else: its settings, packs and links can't reach anything outside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.robust.conftest import Softsell
from tests.robust.measuring import Ended, run_softsell

BASHRC = "export PATH=/usr/bin\n"
HEAD = "name: house\nversion: 1.0.0\ndescription: Looks harmless.\nlicense: MIT\ndimension: pushiness\n"
RULES = """\
- id: shell
  kind: swap
  message: "“{match}” hurries."
  why: Calm sells.
  weight: 8
  swap:
    export: "touch X; export"
  examples:
    bad: ["We [[export]] bread."]
    good: ["Bread is baked here."]
"""
SETTINGS = 'packs = ["house"]\nselect = ["house"]\n'

pytestmark = pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The attack: a folder with a pack that offers a harmful fix, and a file of the user's beside it."""
    (tmp_path / "bashrc").write_text(BASHRC)
    clone = tmp_path / "clone"
    (clone / "house").mkdir(parents=True)
    (clone / "house" / "pack.yml").write_text(HEAD)
    (clone / "house" / "rules.yml").write_text(RULES)
    (clone / "softsell.toml").write_text(SETTINGS)
    return clone


@pytest.fixture
def call(clone: Path, home: Path) -> Callable[..., Ended]:
    """Runs the real command in the clone, as a user without settings."""

    def run(*arguments: str, folder: Path = clone) -> Ended:
        return run_softsell(*arguments, "--no-server", folder=folder, home=home)

    return run


@pytest.fixture
def trusting(clone: Path, tmp_path: Path) -> Callable[..., Ended]:
    """Runs the command as a user who trusts the clone's pack. Only the protection against links remains."""
    own = tmp_path / "home" / "softsell" / "softsell.toml"
    own.parent.mkdir(parents=True)
    own.write_text(f"trust = ['{clone / 'house'}']\n")

    def run(*arguments: str, folder: Path = clone) -> Ended:
        return run_softsell(*arguments, "--no-server", folder=folder, home=tmp_path / "home")

    return run


def test_a_link_out_of_the_folder_is_passed_over_and_told_once(clone: Path, call: Callable[..., Ended]) -> None:
    for name in ("notes.txt", "more.txt"):
        (clone / name).symlink_to("../bashrc")
    (clone / "inside.txt").write_text("Bread is baked here.\n")
    (clone / "inside-too.txt").symlink_to("inside.txt")
    ended = call("check", ".", "--format", "concise")
    assert ended.status == 0
    assert ended.out == ""
    assert (
        ended.err
        == "note: skipped 2 links that lead out of the folders you named: more.txt, notes.txt. To check one, name it.\n"
    )
    assert "inside-too.txt" in call("check", ".", "--format", "json").out


def test_a_link_into_another_folder_that_is_named_is_followed(
    clone: Path, tmp_path: Path, call: Callable[..., Ended]
) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.txt").write_text("We export bread.\n")
    (clone / "a.txt").symlink_to("../drafts/a.txt")
    assert "skipped" not in call("check", ".", "../drafts").err
    assert "skipped" in call("check", ".").err


@pytest.mark.parametrize("user", ["call", "trusting"])
def test_fix_writes_nothing_outside_the_folder(
    user: str, clone: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    run = request.getfixturevalue(user)
    (clone / "notes.txt").symlink_to("../bashrc")
    (clone / "posts").symlink_to("..", target_is_directory=True)
    (tmp_path / "a.txt").symlink_to("clone/notes.txt")
    (tmp_path / "bashrc.txt").write_text(BASHRC)
    (clone / "back").symlink_to("posts/clone", target_is_directory=True)
    attempts = {
        ".": 0,
        "notes.txt": 2,
        "./notes.txt": 2,
        str(clone / "notes.txt"): 2,
        "posts/bashrc.txt": 2,
        "posts": 2,
        "posts/clone/notes.txt": 2,
        "back/../bashrc.txt": 2,
        "../a.txt": 2,
    }
    for path, status in attempts.items():
        ended = run("check", path, "--fix")
        assert ended.status == status, (path, ended.err)
        if status:
            assert "because this is a link or lies behind one" in ended.err, path
    assert (tmp_path / "bashrc").read_text() == BASHRC
    assert (tmp_path / "bashrc.txt").read_text() == BASHRC
    assert (clone / "notes.txt").is_symlink()


def test_fix_leaves_out_what_a_foreign_pack_proposes_and_shows_it(clone: Path, call: Callable[..., Ended]) -> None:
    (clone / "a.txt").write_text("We export bread.\n")
    (clone / "b.txt").write_text("We export rolls.\n")
    for ended in (call("check", ".", "--fix"), call("check", "a.txt", "b.txt", "--fix", "--config", "softsell.toml")):
        assert ended.status == 1
        assert ended.err.count("The pack “house” comes with the folder, so --fix leaves out its fixes") == 1
        assert f'trust = ["{clone / "house"}"]' in ended.err
    assert (clone / "a.txt").read_text() == "We export bread.\n"
    shown = call("check", "a.txt")
    assert "touch X; export" in shown.out
    assert "--fix" not in shown.out
    assert '"safe": false' in call("check", "a.txt", "--format", "json").out
    patch = call("check", "a.txt", "--diff")
    assert "+We touch X; " in patch.out
    assert "--fix leaves out its fixes" in patch.err


def test_fix_makes_what_a_trusted_pack_proposes(
    clone: Path, trusting: Callable[..., Ended], call: Callable[..., Ended]
) -> None:
    (clone / "a.txt").write_text("We export bread.\n")
    call("check", "a.txt")  # The cache of one user's settings isn't valid for another's.
    assert '"safe": true' in trusting("check", "a.txt", "--format", "json").out
    ended = trusting("check", "a.txt", "--fix")
    assert ended.err == ""
    assert (clone / "a.txt").read_text().startswith("We touch X; ")


def test_a_folder_of_settings_reaches_no_file_outside(clone: Path, tmp_path: Path, call: Callable[..., Ended]) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "pack.yml").write_text("api_key: hunter2\n")
    (tmp_path / "other" / "rules.yml").write_text("password: hunter2\n")
    (clone / "a.txt").write_text("Bread is baked here.\n")
    (clone / "link").symlink_to("../other")
    (clone / "softsell.toml").write_text(f"packs = ['{tmp_path / 'other'}', '../other', 'link']\n")
    commands = (["check", "a.txt"], ["check", "."], ["check", "a.txt", "--diff"], ["check", "a.txt", "--fix"])
    for words in commands:
        ended = call(*words)
        assert ended.status == 0
        assert ended.err.count("is outside the project's folder") == 3
        assert "hunter2" not in ended.err
        assert "api_key" not in ended.err


@pytest.mark.parametrize("file", ["pack.yml", "rules.yml"])
def test_a_pack_whose_file_is_a_link_out_shows_nothing_of_it(
    file: str, clone: Path, tmp_path: Path, call: Callable[..., Ended]
) -> None:
    (tmp_path / "secret").write_text("api_key: hunter2\n")
    (clone / "house" / file).unlink()
    (clone / "house" / file).symlink_to("../../secret")
    (clone / "a.txt").write_text("Bread is baked here.\n")
    ended = call("check", "a.txt")
    assert ended.status == 2
    assert "This is a link to a file outside the pack" in ended.err
    assert "api_key" not in ended.err


@pytest.mark.parametrize("secret", ["root:x:0:0:root:/root\n", "API_KEY = 'hunter2'\n", "[default]\nkey = hunter2\n"])
def test_settings_that_are_a_link_out_show_nothing_of_it(
    secret: str, clone: Path, tmp_path: Path, call: Callable[..., Ended]
) -> None:
    (tmp_path / "secret").write_text(secret)
    (clone / "softsell.toml").unlink()
    (clone / "softsell.toml").symlink_to("../secret")
    (clone / "a.txt").write_text("Bread is baked here.\n")
    ended = call("check", "a.txt")
    assert ended.status == 2
    assert "is a link to a file outside its folder" in ended.err
    assert not any(word in ended.err for word in ("root:x", "API_KEY", "hunter2", "[default]"))


def test_a_baseline_is_not_written_through_a_link(clone: Path, tmp_path: Path, call: Callable[..., Ended]) -> None:
    (clone / "softsell-baseline.json").symlink_to("../bashrc")
    (clone / "a.txt").write_text("We export bread.\n")
    ended = call("check", "a.txt", "--write-baseline")
    assert ended.status == 2
    assert "no baseline was written, because this is a link" in ended.err
    assert (tmp_path / "bashrc").read_text() == BASHRC
    read = call("check", "a.txt", "--baseline", "softsell-baseline.json")
    assert read.status == 2
    assert "export PATH" not in read.err


def test_a_model_in_the_folder_is_not_loaded(clone: Path, call: Callable[..., Ended], softsell: Softsell) -> None:
    (clone / "evil").mkdir()
    (clone / "evil" / "config.cfg").write_text("[nlp]\n")
    (clone / "softsell.toml").write_text("model = 'evil'\n")
    (clone / "a.txt").write_text("Bread is baked here.\n")
    ended = call("check", "a.txt")
    assert ended.status == 0
    assert "softsell.toml:1:1: Only you can set “model”" in ended.err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without end here")
def test_a_gitignore_without_end_is_not_read(clone: Path, call: Callable[..., Ended]) -> None:
    (clone / ".gitignore").symlink_to("/dev/zero")
    (clone / "a.txt").write_text("Bread is baked here.\n")
    assert call("check", ".").status == 0
