"""Packs come from folders and zips; both are hostile until shown otherwise."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from softsell.errors import PackError
from softsell.packs import load_builtin, load_pack, load_packs
from softsell.packs.pack_files import MAX_FILES

WritePack = Callable[..., Path]
Mistakes = Callable[[Path], list[str]]


def zipped(folder: Path, prefix: str = "") -> Path:
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{prefix}{file.name}")
    return target


def test_a_zip_is_the_same_pack_as_its_folder(write_pack: WritePack) -> None:
    folder = write_pack()
    from_folder, from_zip = load_pack(folder), load_pack(zipped(folder))
    assert from_zip.rules[0].options == from_folder.rules[0].options
    assert from_zip.digest == from_folder.digest
    assert from_zip.rules[0].place == f"{from_zip.path}/rules.yml:1"


def test_a_zip_may_hold_the_folder_itself(write_pack: WritePack) -> None:
    assert load_pack(zipped(write_pack(), "demo-1.0/")).name == "demo"


def test_the_path_of_its_pack_yml_names_a_pack_too(write_pack: WritePack) -> None:
    assert load_pack(write_pack() / "pack.yml").name == "demo"


def test_other_files_in_the_folder_are_left_alone(write_pack: WritePack) -> None:
    folder = write_pack()
    (folder / "README.md").write_text("What we do not say, and why.")
    (folder / ".hidden.yml").write_text("{")
    (folder / "sub").mkdir()
    assert len(load_pack(folder).rules) == 1


def test_mistakes_in_a_zip_name_the_file_inside(write_pack: WritePack, mistakes: Mistakes) -> None:
    (told,) = mistakes(zipped(write_pack(rules="- id")))
    assert told.startswith("rules.yml:1:3 This isn't a rule.")


def test_where_no_pack_is(tmp_path: Path, mistakes: Mistakes) -> None:
    (told,) = mistakes(tmp_path / "nowhere")
    assert "There is no pack here." in told
    (told,) = mistakes(tmp_path)
    assert "There is no pack.yml here." in told
    (tmp_path / "pack.yaml").write_text("name: demo")
    (told,) = mistakes(tmp_path)
    assert told.endswith("Rename pack.yaml to pack.yml.")
    (tmp_path / "notes.txt").write_text("no zip")
    (told,) = mistakes(tmp_path / "notes.txt")
    assert "isn't a folder or a zip" in told


@pytest.mark.parametrize("name", ["../pack.yml", "/etc/pack.yml", "demo/../../pack.yml", "..\\pack.yml"])
def test_a_zip_whose_paths_lead_out_is_refused(
    name: str, write_pack: WritePack, mistakes: Mistakes, tmp_path: Path
) -> None:
    target = zipped(write_pack())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "name: evil")
    (told,) = mistakes(target)
    assert "leads out of it" in told


def test_a_zip_with_a_link_is_refused(write_pack: WritePack, mistakes: Mistakes) -> None:
    target = zipped(write_pack())
    link = zipfile.ZipInfo("secrets.yml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    (told,) = mistakes(target)
    assert "This zip has a link in it." in told


def test_a_zip_that_unfolds_to_more_than_a_pack_may_hold_is_refused(tmp_path: Path, mistakes: Mistakes) -> None:
    target = tmp_path / "bomb.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pack.yml", "name: demo")
        for index in range(12):
            archive.writestr(f"r{index}.yml", b"#" * 2_000_000)
    (told,) = mistakes(target)
    assert "This pack is too large." in told


def test_a_pack_of_too_many_files_is_refused(write_pack: WritePack, mistakes: Mistakes) -> None:
    folder = write_pack()
    for index in range(MAX_FILES):
        (folder / f"more{index}.yml").write_text("# nothing")
    (told,) = mistakes(folder)
    assert "has 202 files" in told


def test_a_damaged_zip_is_told_not_thrown(write_pack: WritePack, mistakes: Mistakes) -> None:
    target = zipped(write_pack())
    data = bytearray(target.read_bytes())
    data[40:80] = bytes(40)
    target.write_bytes(data)
    (told,) = mistakes(target)
    assert "damaged" in told or "isn't a folder" in told


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_link_out_of_the_folder_is_refused(write_pack: WritePack, mistakes: Mistakes, tmp_path: Path) -> None:
    folder = write_pack()
    (tmp_path / "outside.yml").write_text("- id: x")
    (folder / "inside.yml").symlink_to(tmp_path / "outside.yml")
    (told,) = mistakes(folder)
    assert told.startswith("inside.yml:0:0 This is a link to a file outside the pack.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_what_is_no_file_is_not_opened(write_pack: WritePack) -> None:
    folder = write_pack()
    os.mkfifo(folder / "pipe.yml")
    assert load_pack(folder).name == "demo"


def test_the_built_in_packs_load_and_are_named_without_the_machine(tmp_path: Path) -> None:
    for pack in load_builtin(use_cache=False):
        assert pack.builtin
        assert pack.path == f"rules/{pack.name}"
        assert all(rule.place.startswith(f"rules/{pack.name}/") for rule in pack.rules)


def test_two_packs_of_one_name_can_not_be_used_together(write_pack: WritePack) -> None:
    first, second = write_pack(folder="one"), write_pack(folder="two")
    with pytest.raises(PackError, match="A pack called “demo” was loaded from"):
        load_packs([first, second])


def test_a_pack_can_not_take_the_name_of_a_built_in_one(write_pack: WritePack) -> None:
    name = load_builtin()[0].name
    pack = write_pack(pack=f"name: {name}\nversion: 1\ndescription: d\nlicense: MIT\n")
    with pytest.raises(PackError, match=f"“{name}” is built in already"):
        load_packs([pack])


EXTENDING = "name: mine\nversion: 1\ndescription: d\nlicense: MIT\nextends: [{}]\n"


def test_what_a_pack_extends_has_to_be_there(write_pack: WritePack) -> None:
    base = write_pack()
    good = write_pack(pack=EXTENDING.format("demo"), rules="", folder="mine")
    (good / "rules.yml").unlink()
    assert [pack.name for pack in load_packs([base, good])][-2:] == ["demo", "mine"]
    wrong = write_pack(pack=EXTENDING.format("demmo"), folder="mine2")
    with pytest.raises(PackError, match="extends “demmo”, which isn't loaded") as refused:
        load_packs([base, wrong])
    assert "Did you mean “demo”?" in str(refused.value)
    [mistake] = refused.value.diagnostics
    assert (mistake.line, mistake.column, mistake.excerpt) == (5, 11, "extends: [demmo]")


def test_a_change_to_a_rule_that_is_not_there_is_told(write_pack: WritePack) -> None:
    base = write_pack()
    changes = EXTENDING.format("demo") + "rules:\n  demo/last-chanse: {enabled: false}\n"
    with pytest.raises(PackError, match="“demo/last-chanse” isn't a rule that can be changed") as refused:
        load_packs([base, write_pack(pack=changes, folder="mine")])
    assert "Did you mean “demo/last-chance”?" in str(refused.value)
    [mistake] = refused.value.diagnostics
    assert (mistake.line, mistake.column, mistake.width) == (7, 3, len("demo/last-chanse"))


def test_the_mistakes_of_several_packs_are_told_together(write_pack: WritePack) -> None:
    with pytest.raises(PackError) as refused:
        load_packs([write_pack(rules="- a", folder="one"), write_pack(rules="- b", folder="two")])
    assert len(refused.value.diagnostics) == 2
