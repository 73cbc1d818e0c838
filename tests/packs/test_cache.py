"""The cache makes loading quick, and is never needed: damage to it costs time, not correctness."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from softsell.packs import cache, dump_packs, load_builtin, load_pack, parse_packs
from softsell.packs.pack_json import StaleFormatError

WritePack = Callable[..., Path]


def entries() -> list[Path]:
    return sorted((cache.folder() / "packs").iterdir())


def test_a_pack_comes_back_from_the_cache_as_it_was(write_pack: WritePack) -> None:
    folder = write_pack()
    first = load_pack(folder)
    assert len(entries()) == 1
    assert load_pack(folder) == first


def test_the_built_in_packs_survive_being_written_and_read() -> None:
    packs = load_builtin(use_cache=False)
    assert parse_packs(dump_packs(packs)) == packs
    assert load_builtin() == packs


def test_a_pack_that_changed_is_read_anew(write_pack: WritePack) -> None:
    folder = write_pack()
    load_pack(folder)
    rules = folder / "rules.yml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("weight: 12", "weight: 13"), encoding="utf-8")
    assert load_pack(folder).rules[0].weight == 13


def test_the_same_pack_elsewhere_is_named_by_its_own_place(write_pack: WritePack) -> None:
    load_pack(write_pack(folder="one"))
    second = write_pack(folder="two")
    assert load_pack(second).rules[0].place == f"{second}/rules.yml:1"
    assert len(entries()) == 1


@pytest.mark.parametrize(
    "damage", ["", "{}", "not json", '{"format": 1, "packs": [{}]}', '{"format": 0, "packs": []}', "[" * 99_999]
)
def test_a_damaged_entry_is_passed_over_in_silence(damage: str, write_pack: WritePack) -> None:
    folder = write_pack()
    first = load_pack(folder)
    (entry,) = entries()
    entry.write_text(damage, encoding="utf-8")
    assert load_pack(folder) == first
    entry.write_bytes(b"%b\n%b" % (cache._checksum(damage.encode()), damage.encode()))
    assert load_pack(folder) == first


def test_an_entry_that_somebody_edited_is_not_used(write_pack: WritePack) -> None:
    folder = write_pack()
    load_pack(folder)
    (entry,) = entries()
    entry.write_text(entry.read_text(encoding="utf-8").replace("hurries", "delights"), encoding="utf-8")
    assert "hurries" in load_pack(folder).rules[0].message


def test_a_cache_that_can_not_be_written_does_no_harm(
    write_pack: WritePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SOFTSELL_CACHE_DIR", str(tmp_path / "file" / "below"))
    assert load_pack(write_pack()).name == "demo"


def test_old_entries_go(write_pack: WritePack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEEP", 3)
    for index in range(6):
        load_pack(write_pack(folder=f"p{index}", more=f"- id: r{index}\n  kind: phrase\n  message: m\n  why: w\n"
                             f"  patterns: [a]\n  examples: {{bad: [a], good: [b]}}"))  # fmt: skip
    assert len(entries()) == 3


def test_another_format_is_not_read() -> None:
    text = dump_packs([])
    assert parse_packs(text) == ()
    data = json.loads(text)
    with pytest.raises(StaleFormatError):
        parse_packs(json.dumps({**data, "format": data["format"] + 1}))


def test_no_machine_path_is_in_what_the_wheel_carries() -> None:
    assert str(Path(__file__).resolve().parents[2]) not in dump_packs(load_builtin())


IMPORTS = """
import sys
from softsell.packs import load_builtin
packs = load_builtin()
heavy = [name for name in ("yaml", "pydantic", "spacy", "textstat") if name in sys.modules]
print(len(packs), heavy)
"""


def test_from_the_cache_neither_yaml_nor_pydantic_is_imported() -> None:
    load_builtin()
    done = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True)
    count, heavy = done.stdout.split(maxsplit=1)
    assert heavy.strip() == "[]"
    assert int(count) == len(load_builtin())
