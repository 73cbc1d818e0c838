"""Packs that travel: added from everywhere, locked, updated and removed."""

from __future__ import annotations

import shutil
import stat
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Softsell
from tests.sharing.conftest import Git
from tests.sharing.packs import write_pack

from softsell.cli import CLEAN, FINDINGS, WRONG_USE


def locked(folder: Path) -> dict[str, dict[str, Any]]:
    """The packs in the lock, by name."""
    table = tomllib.loads((folder / "softsell.lock").read_text())
    return {pack["name"]: pack for pack in table["pack"]}


@pytest.fixture(autouse=True)
def project(folder: Path) -> Path:
    """A project without packs, and a post."""
    shutil.rmtree(folder / "house")
    (folder / "softsell.toml").write_text("# ours\n")
    (folder / "posts" / "a.txt").write_text("A zebra and a gnu.\n")
    return folder


def finds(softsell: Softsell) -> bool:
    """Whether the rule of the pack finds something in the post."""
    result = softsell("check", "posts", "--format", "concise")
    assert result.status in (CLEAN, FINDINGS), result.err
    return "style/zebra" in result.out


def test_a_folder_is_copied_named_and_locked(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    result = softsell("packs", "add", elsewhere)
    assert result.status == CLEAN, result.err
    assert "trust = [" in result.out
    assert (project / "softsell.toml").read_text() == '# ours\npacks = ["softsell-packs/style"]\n'
    assert locked(project)["style"]["version"] == "1.0.0"
    assert (project / locked(project)["style"]["source"]).resolve() == elsewhere
    assert finds(softsell)
    assert softsell("packs", "verify").status == CLEAN
    again = softsell("packs", "add", elsewhere)
    assert again.status == WRONG_USE
    assert "softsell packs update style" in again.err


def test_a_copy_that_differs_is_refused_until_it_is_locked(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    softsell("packs", "add", elsewhere)
    write_pack(project / "softsell-packs" / "style", word="gnu")
    refused = softsell("check", "posts")
    assert refused.status == WRONG_USE
    assert "softsell packs lock" in refused.err
    told = softsell("packs", "verify")
    assert told.status == FINDINGS
    assert "isn't what softsell.lock says" in told.out
    assert softsell("packs", "lock").status == CLEAN
    assert finds(softsell)
    assert (project / locked(project)["style"]["source"]).resolve() == elsewhere


def test_an_update_is_shown_on_posts_before_it_is_taken(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    softsell("packs", "add", elsewhere)
    write_pack(elsewhere, version="1.1.0", word="gnu")
    shown = softsell("packs", "update", "--on", "posts")
    assert "style 1.0.0 → 1.1.0" in shown.out
    assert "~ style/zebra: patterns - “zebra” + “gnu”, bad examples" in shown.out
    assert "- posts/a.txt:1:3 warning style/zebra “zebra” is found." in shown.out
    assert "+ posts/a.txt:1:15 warning style/zebra “gnu” is found." in shown.out
    assert shown.status == WRONG_USE
    assert locked(project)["style"]["version"] == "1.0.0"  # nobody was there to agree
    assert softsell("packs", "update", "--yes").status == CLEAN
    assert locked(project)["style"]["version"] == "1.1.0"
    assert "gnu" in (project / "softsell-packs" / "style" / "rules.yml").read_text()
    assert "nothing new" in softsell("packs", "update").out


def test_a_foreign_lock_names_no_place_of_the_users_unasked(
    softsell: Softsell, project: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    softsell("packs", "add", elsewhere)
    write_pack(elsewhere, version="1.1.0", word="gnu")
    monkeypatch.setenv("XDG_STATE_HOME", str(project / ".state"))
    asked = softsell("packs", "update")
    assert str(elsewhere) in asked.err
    assert "left as it is" in asked.out


def test_an_update_brings_back_a_copy_that_was_changed(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    softsell("packs", "add", elsewhere)
    (project / "softsell-packs" / "style" / "rules.yml").write_text("broken: [")
    assert softsell("packs", "update", "style", "--yes").status == CLEAN
    assert finds(softsell)


def test_removing_leaves_no_trace_but_what_was_changed(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    softsell("packs", "add", elsewhere)
    assert softsell("packs", "remove", "style").status == CLEAN
    assert not (project / "softsell-packs").exists()
    assert not (project / "softsell.lock").exists()
    assert (project / "softsell.toml").read_text() == "# ours\npacks = []\n"
    softsell("packs", "add", elsewhere)
    write_pack(project / "softsell-packs" / "style", word="gnu")
    assert "stays, because it was changed" in softsell("packs", "remove", "style").out
    assert (project / "softsell-packs" / "style").is_dir()
    assert "Did you mean" not in softsell("packs", "remove", "style").err


def test_a_pack_of_the_project_is_locked_where_it_is(softsell: Softsell, project: Path) -> None:
    write_pack(project / "our-style")
    assert softsell("packs", "add", "our-style").status == CLEAN
    assert (project / "softsell.toml").read_text() == '# ours\npacks = ["our-style"]\n'
    assert "source" not in locked(project)["style"]
    assert softsell("packs", "remove", "style").status == CLEAN
    assert (project / "our-style").is_dir()


def test_a_zip_is_built_and_added(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    (elsewhere / "LICENSE").write_text("MIT")
    built = softsell("packs", "build", elsewhere, "--output", elsewhere.parent)
    assert built.status == CLEAN, built.err
    archive = elsewhere.parent / "style-1.0.0.zip"
    assert zipfile.ZipFile(archive).namelist() == ["style/LICENSE", "style/pack.yml", "style/rules.yml"]
    assert softsell("packs", "build", elsewhere, "--output", elsewhere.parent).status == WRONG_USE
    assert softsell("packs", "add", archive).status == CLEAN
    assert finds(softsell)


def test_a_python_package_is_found_and_never_imported(
    softsell: Softsell, project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path_factory.mktemp("site")
    write_pack(site / "style_pack" / "rules")
    (site / "style_pack" / "__init__.py").write_text("raise SystemExit('imported')\n")
    about = site / "style_pack-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: style-pack\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[softsell.packs]\nstyle = style_pack.rules\n")
    monkeypatch.syspath_prepend(site)
    assert softsell("packs", "add", "style-pack").status == CLEAN
    assert locked(project)["style"]["source"] == "package:style-pack"
    assert "style_pack" not in sys.modules
    assert finds(softsell)
    missing = softsell("packs", "add", "package:nothing-like-it")
    assert missing.status == WRONG_USE
    assert "isn't installed" in missing.err


def test_a_repository_is_added_updated_and_asked_for(
    softsell: Softsell, project: Path, elsewhere: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = elsewhere.parent
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=one")
    git(repository, "tag", "v1")
    address = f"ssh://git@example.org{repository}"
    result = softsell("packs", "add", address, "--ref", "v1", "--folder", "style")
    assert result.status == CLEAN, result.err
    entry = locked(project)["style"]
    assert entry["source"] == address
    assert (entry["ref"], entry["folder"]) == ("v1", "style")
    assert entry["revision"] == git(repository, "rev-parse", "v1").strip()
    assert finds(softsell)

    write_pack(elsewhere, version="2.0.0", word="gnu")
    git(repository, "commit", "--quiet", "--all", "--message=two")
    git(repository, "tag", "--force", "v1")
    # Another user, or another computer: a clone brought the lock, and its address has never been used here.
    monkeypatch.setenv("XDG_STATE_HOME", str(project / ".state"))
    asked = softsell("packs", "update")
    assert address in asked.err
    assert "left as it is" in asked.out
    assert softsell("packs", "update", "--yes").status == CLEAN
    assert locked(project)["style"]["version"] == "2.0.0"
    assert "nothing new" in softsell("packs", "update").out  # the address is known now


def test_nothing_of_a_repository_has_an_effect_but_its_rules(
    softsell: Softsell, project: Path, elsewhere: Path, git: Git
) -> None:
    """Filters, hooks and submodules stay without effect, and a link is refused."""
    marker = elsewhere.parent.parent / "ran"
    (elsewhere / ".gitattributes").write_text("*.yml filter=evil\n")
    (elsewhere / ".lfsconfig").write_text("[lfs]\nurl = https://example.org\n")
    git(elsewhere, "init", "--quiet", "--initial-branch=main")
    git(elsewhere, "add", ".")
    git(elsewhere, "commit", "--quiet", "--message=one")
    hook = elsewhere / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {marker}\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    assert softsell("packs", "add", f"ssh://example.org{elsewhere}").status == CLEAN
    assert sorted(path.name for path in (project / "softsell-packs" / "style").iterdir()) == ["pack.yml", "rules.yml"]
    assert not marker.exists()
    softsell("packs", "remove", "style")
    (elsewhere / "more.yml").symlink_to("/etc/passwd")
    git(elsewhere, "add", ".")
    git(elsewhere, "commit", "--quiet", "--message=two")
    refused = softsell("packs", "add", f"ssh://example.org{elsewhere}")
    assert refused.status == WRONG_USE
    assert "more.yml is a link" in refused.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["http://example.org/a.git"], "https and ssh"),
        (["file:///tmp/a"], "clone it"),
        (["ext::sh -c true"], "There is no pack here"),
        (["https://me:secret@example.org/a.git"], "password"),
        (["git@example.org:-a"], "https and ssh"),
        (["https://example.org/a.git", "--ref", "--upload-pack=x"], "branch or tag"),
        (["https://example.org/a.git", "--folder", "../a"], "folder in a repository"),
        (["nowhere"], "There is no pack here"),
    ],
)
def test_other_sources_are_refused(softsell: Softsell, project: Path, arguments: list[str], told: str) -> None:
    result = softsell("packs", "add", *arguments)
    assert result.status == WRONG_USE
    assert told in result.err
    assert "secret" not in result.err
    assert not (project / "softsell.lock").exists()


def test_what_is_wrong_with_a_repository_is_told(softsell: Softsell, project: Path, elsewhere: Path, git: Git) -> None:
    git(elsewhere, "init", "--quiet", "--initial-branch=main")
    git(elsewhere, "add", ".")
    git(elsewhere, "commit", "--quiet", "--message=one")
    bare = elsewhere.parent / "style.git"
    git(elsewhere.parent, "clone", "--quiet", "--bare", str(elsewhere), str(bare))
    told = softsell("packs", "add", bare).err
    assert "is a git repository without files" in told
    assert "clone it" in told
    for arguments, said in (
        ([f"ssh://here{bare}", "--ref", "v9"], "couldn't find remote ref v9"),
        ([f"ssh://here{bare}", "--folder", "sub"], "there is no folder “sub”"),
        ([f"ssh://here{elsewhere.parent}/nothing.git"], "nothing.git' does not appear to be a git repository"),
    ):
        result = softsell("packs", "add", *arguments)
        assert result.status == WRONG_USE
        assert said in result.err
        assert arguments[0] in result.err
        assert "the repository exists" not in result.err
    assert softsell("packs", "add", f"ssh://here{bare}").status == CLEAN
    assert "write “softsell packs remove style” first" in softsell("packs", "add", f"ssh://here{bare}").err


def test_a_pack_with_a_failing_example_or_a_taken_name_is_not_added(
    softsell: Softsell, project: Path, elsewhere: Path
) -> None:
    rules = (elsewhere / "rules.yml").read_text()
    (elsewhere / "rules.yml").write_text(rules.replace("Nothing here.", "A zebra."))
    assert softsell("packs", "add", elsewhere).status == WRONG_USE
    (elsewhere / "rules.yml").write_text(rules)
    (elsewhere / "pack.yml").write_text((elsewhere / "pack.yml").read_text().replace("style", "value"))
    assert "built-in" in softsell("packs", "add", elsewhere).err
    assert not (project / "softsell-packs").exists()


def test_without_a_project_there_is_nothing_to_add_to(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    (project / "softsell.toml").unlink()
    assert "softsell init" in softsell("packs", "add", elsewhere).err


@pytest.mark.parametrize(
    "lock",
    [
        "version = 2\n",
        "version = 1\npack = 3\n",
        'version = 1\n[[pack]]\nname = "a"\n',
        'version = 1\n[[pack]]\nname = "a"\nversion = "1"\npath = "../a"\nsha256 = "' + "0" * 64 + '"\n',
        'version = 1\n[[pack]]\nname = "../a"\nversion = "1"\npath = "a"\nsha256 = "' + "0" * 64 + '"\n',
    ],
)
def test_a_lock_that_softsell_did_not_write_is_refused(
    softsell: Softsell, project: Path, elsewhere: Path, lock: str
) -> None:
    softsell("packs", "add", elsewhere)
    (project / "softsell.lock").write_text(lock)
    for arguments in (["check", "posts"], ["packs", "update", "--yes"], ["packs", "remove", "style"]):
        result = softsell(*arguments)
        assert result.status == WRONG_USE
        assert "softsell.lock" in result.err


def test_a_link_out_of_the_project_is_not_followed(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    target = elsewhere.parent / "target"
    target.mkdir()
    (project / "softsell-packs").symlink_to(target)
    refused = softsell("packs", "add", elsewhere)
    assert refused.status == WRONG_USE
    assert "leads out of the project" in refused.err
    assert not list(target.iterdir())


def test_two_versions_are_compared(softsell: Softsell, project: Path, elsewhere: Path) -> None:
    new = write_pack(elsewhere.parent / "new", version="2.0.0", word="gnu")
    result = softsell("packs", "diff", elsewhere, new, "--on", "posts/a.txt")
    assert result.status == FINDINGS
    assert result.out == (
        "  ~ style/zebra: patterns - “zebra” + “gnu”, bad examples\n"
        "  - posts/a.txt:1:3 warning style/zebra “zebra” is found.\n"
        "  + posts/a.txt:1:15 warning style/zebra “gnu” is found.\n"
        "1 file: 2 findings would appear or go.\n"
    )
    same = softsell("packs", "diff", elsewhere, elsewhere)
    assert (same.status, same.out) == (CLEAN, "The rules are the same.\n")


def test_a_new_severity_is_told_with_the_old_one(softsell: Softsell, elsewhere: Path) -> None:
    new = write_pack(elsewhere.parent / "new", version="2.0.0")
    rules = new / "rules.yml"
    rules.write_text(rules.read_text().replace("  kind: phrase\n", "  kind: phrase\n  severity: error\n"))
    result = softsell("packs", "diff", elsewhere, new, "--on", "posts/a.txt")
    assert "  ~ style/zebra: severity warning → error\n" in result.out
    assert "  - posts/a.txt:1:3 warning style/zebra" in result.out
    assert "  + posts/a.txt:1:3 error style/zebra" in result.out
