"""Packs that are meant to break softsell, created by code. Each is written to an empty folder, and its path is returned.

softsell must reject those in ``REFUSED`` with a message. Those in ``LOADED`` are large or odd but valid, and must work.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

HEAD = (
    "name: hostile\nversion: 1.0.0\ndescription: Made to do harm.\nlicense: MIT\nlanguage: en\ndimension: pushiness\n"
)
GOOD = "Nothing stands here."

MakePack = Callable[[Path], Path]


def rule(number: int, what: str, items: Iterable[str], bad: Iterable[str]) -> str:
    """Return a phrase rule. ``what`` is patterns or regex; ``bad`` are its marked examples."""
    return (
        f"- id: harm-{number}\n  kind: phrase\n  message: “{{match}}” was found.\n  why: It was made to do harm.\n"
        f"  {what}: [{', '.join(map(_quoted, items))}]\n"
        f"  examples:\n    bad: [{', '.join(map(_quoted, bad))}]\n    good: [{GOOD}]\n"
    )


def write_pack(folder: Path, *rules: str | bytes, head: str = HEAD) -> Path:
    """Write the pack with these files of rules."""
    (folder / "pack.yml").write_text(head, encoding="utf-8")
    for number, content in enumerate(rules):
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        (folder / f"rules-{number:02}.yml").write_bytes(data)
    return folder


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _of(*rules: str | bytes, head: str = HEAD) -> MakePack:
    return lambda folder: write_pack(folder, *rules, head=head)


def _phrases(folder: Path) -> Path:
    """10,000 phrases, a hundred per rule, each with its own example."""
    numbers = [range(first, first + 100) for first in range(0, 10_000, 100)]
    rules = (
        rule(
            index,
            "patterns",
            (f"harmful word{number} here" for number in group),
            (f"They say [[harmful word{number} here]]." for number in group),
        )
        for index, group in enumerate(numbers)
    )
    return write_pack(folder, *_files(rules))


def _regexes(folder: Path) -> Path:
    """10,000 regexes, a hundred per rule."""
    numbers = [range(first, first + 100) for first in range(0, 10_000, 100)]
    rules = (
        rule(
            index,
            "regex",
            (rf"harmful\s+(word)+{number}\b" for number in group),
            (f"They say [[harmful word{number}]]." for number in group),
        )
        for index, group in enumerate(numbers)
    )
    return write_pack(folder, *_files(rules))


def _last_example_proves(folder: Path) -> Path:
    """10,000 patterns in one rule. Only the last of a hundred long examples uses nearly all of them."""
    filler = "We bake bread and you may ask us how. " * 25
    patterns = ["early harm", *(f"late (harm|h{number})" for number in range(9_999))]
    bad = [f"{filler}[[early harm]] {number}." for number in range(99)]
    return write_pack(folder, rule(0, "patterns", patterns, [*bad, f"{filler}[[late harm]]."]))


def _no_example_proves(folder: Path) -> Path:
    """10,000 patterns, and examples of only one."""
    patterns = ["early harm", *(f"late harm{number}" for number in range(9_999))]
    filler = "We bake bread and you may ask us how. " * 25
    return write_pack(
        folder, rule(0, "patterns", patterns, [f"{filler}[[early harm]] {number}." for number in range(100)])
    )


def _wrong_examples(folder: Path) -> Path:
    """1,000 rules with twenty examples each that match nothing."""
    rules = (rule(number, "patterns", [f"harm{number}"], ["[[Peace]]."] * 20) for number in range(1_000))
    return write_pack(folder, *_files(rules))


def _pathological_patterns(folder: Path) -> Path:
    """Patterns with too many possible matches to try them all."""
    proofs = {
        " ".join(["(an|be|so|do)"] * 40) + " harm": "an be so do " * 10 + "harm",
        "begin " + " ".join(["(so|so)?"] * 30) + " harm": "begin " + "so " * 30 + "harm",
        "begin ..8 ..8 ..8 harm": "begin " + "so " * 20 + "harm",
        "<any>{20} harm": "so " * 20 + "harm",
    }
    return write_pack(
        folder, *(rule(n, "patterns", [pattern], [f"[[{text}]]"]) for n, (pattern, text) in enumerate(proofs.items()))
    )


def _ten_megabytes(folder: Path) -> Path:
    """Nine files of a megabyte each with valid rules."""
    filler = "Nothing is sold here, and the baker knows it well. " * 90
    rules = []
    for number in range(1_000):
        proof = rule(number, "patterns", [f"harm{number}"], [f"[[Harm{number}]]. {filler}"])
        rules.append(proof.replace(GOOD, filler))
    return write_pack(folder, *_files(rules))


def _files(rules: Iterable[str]) -> list[str]:
    """Split the rules into files of up to 900 kB."""
    files, size = [""], 0
    for text in rules:
        if size + len(text.encode()) > 900_000:
            files.append("")
            size = 0
        files[-1] += text
        size += len(text.encode())
    return files


def _zipped(make: MakePack) -> MakePack:
    def make_zip(folder: Path) -> Path:
        inside = folder / "inside"
        inside.mkdir()
        make(inside)
        target = folder / "pack.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(inside.iterdir()):
                archive.write(path, path.name)
        return target

    return make_zip


def _zip_of(entries: dict[str, bytes], *, link: bool = False) -> MakePack:
    def make(folder: Path) -> Path:
        target = folder / "pack.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("pack.yml", HEAD)
            for name, data in entries.items():
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = (0o120777 if link else 0o100644) << 16
                archive.writestr(info, data)
        return target

    return make


def _packed_as(method: int) -> MakePack:
    """A zip of a few bytes that contains a file of 320 MB, compressed with a method that nobody needs."""

    def make(folder: Path) -> Path:
        target = folder / "pack.zip"
        with zipfile.ZipFile(target, "w", method) as archive:
            archive.writestr("pack.yml", HEAD)
            with archive.open("rules.yml", "w", force_zip64=True) as file:
                for _ in range(32):
                    file.write(b"#" * 10_000_000)
        return target

    return make


def swap_rule(replacement: str, option: str = "swap") -> str:
    """Return a rule that replaces “harm”. ``replacement`` is YAML."""
    kind, what = ("swap", f"swap: {{harm: {replacement}}}") if option == "swap" else ("phrase", f"fix: {replacement}")
    patterns = "" if option == "swap" else "  patterns: [harm]\n"
    return (
        f"- id: harm\n  kind: {kind}\n  message: “{{match}}” was found.\n  why: It was made to do harm.\n{patterns}"
        f"  {what}\n  examples:\n    bad: ['[[Harm]].']\n    good: [{GOOD}]\n"
    )


def _changes(changes: Iterable[str]) -> MakePack:
    """A pack that changes rules of a built-in pack."""
    head = HEAD + "extends: [pushiness]\nrules:\n" + "".join(f"  {change}\n" for change in changes)
    return _of(rule(0, "patterns", ["harm"], ["[[Harm]]."]), head=head)


def _linked(target: str | None) -> MakePack:
    """A pack whose file of rules is a link to ``target`` or to itself."""

    def make(folder: Path) -> Path:
        write_pack(folder)
        (folder / "rules.yml").symlink_to(target or "rules.yml")
        return folder

    return make


def _linked_folder(folder: Path) -> Path:
    (folder / "real").mkdir()
    write_pack(folder / "real", rule(0, "patterns", ["harm"], ["[[Harm]]."]))
    (folder / "link").symlink_to("real")
    return folder / "link"


def _linked_to_itself(folder: Path) -> Path:
    (folder / "loop").symlink_to("loop")
    return folder / "loop"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pack.yml")
    return folder


def _file(name: str, data: bytes) -> MakePack:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


_LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED: dict[str, MakePack] = {
    "a YAML bomb (a billion laughs)": _of(_LAUGHS),
    "a YAML bomb in pack.yml": _of("[]", head=HEAD + _LAUGHS),
    "an anchor that holds itself": _of("- &a [" + "*a, " * 1_000 + "]"),
    "a merge key": _of("- <<: {id: a}\n"),
    "a tag that calls a program": _of("- !!python/object/apply:os.system [echo]\n"),
    "duplicate keys": _of("- id: a\n  id: b\n"),
    "20,000 duplicate keys": _of("- id: a\n" + "  id: b\n" * 20_000),
    "50,000 unknown keys": _of("- " + "".join(f"  key{number}: a\n" for number in range(49_000))[2:]),
    "50,000 unknown keys in pack.yml": _of("[]", head=HEAD + "".join(f"key{number}: a\n" for number in range(49_000))),
    "50,000 empty rules": _of("- id: a\n" * 49_000),
    "90,000 words for rules": _of("- a\n" * 90_000),
    "1,001 rules": _of("".join(rule(n, "patterns", [f"harm{n}"], [f"[[harm{n}]]"]) for n in range(1_001))),
    "10,001 phrases": _of(rule(0, "patterns", (f"harm{number}" for number in range(10_001)), ["[[harm1]]"])),
    "10,000 broken patterns": _of(rule(0, "patterns", ["(harm"] * 10_000, ["[[harm]]"])),
    "10,000 broken regexes": _of(rule(0, "regex", ["(harm"] * 10_000, ["[[harm]]"])),
    "10,000 regexes too large to run": _of(rule(0, "regex", ["(?:a{99}){99}"] * 10_000, ["[[harm]]"])),
    "10,000 broken marks": _of("".join(rule(n, "patterns", ["harm"], ["[[harm"] * 100) for n in range(100))),
    "10,000 wrong numbers": _of(
        "".join(f"- {{id: a{n}, kind: phrase, weight: heavy, severity: bad, enabled: x}}\n" for n in range(10_000))
    ),
    "a list 5,000 deep": _of("[" * 5_000),
    "a mapping 5,000 deep": _of("{" * 5_000),
    "a block 5,000 deep": _of("- " * 5_000),
    "questions 5,000 deep": _of("? " * 5_000),
    "a value of 900 kB": _of("- id: " + "a" * 900_000),
    "a pattern of 900 kB": _of(rule(0, "patterns", ["a" * 900_000], ["[[a]]"])),
    "a kind of 900 kB": _of("- id: a\n  kind: " + "phrase" * 150_000),
    "an id of 900 kB in each of two rules": _of("- id: " + "a" * 400_000 + "\n- id: " + "a" * 400_000),
    "one line of 900 kB": _of("[" + "{id: a}, " * 90_000 + "]"),
    "a comment of 10 MB": _of("# " + "a" * 10_000_000),
    "12 MB of rules": _of(*["- id: a\n" * 120_000] * 12),
    "300 files": _of(*["[]"] * 300),
    "NUL": _of("\x00"),
    "a lone surrogate": _of("- id: \ud800"),
    "an escaped lone surrogate": _of('- id: "\\ud800"'),
    "bytes that are no text": _of(b"\xff\xfe\xfd" * 1_000),
    "a tab": _of("\t- id: a"),
    "many documents": _of("%YAML 9.9\n---\n- a\n---\n- b\n"),
    "an empty file": _of(""),
    "no pack.yml": lambda folder: folder,
    "a pipe for a pack.yml": _pipe,
    "a link out of the pack": _linked("/etc/passwd"),
    "a link to a file without end": _linked("/dev/zero"),
    "a link to itself": _linked(None),
    "a folder that is a link to itself": _linked_to_itself,
    "a zip packed with bzip2": _packed_as(zipfile.ZIP_BZIP2),
    "a zip packed with LZMA": _packed_as(zipfile.ZIP_LZMA),
    "150 files of unknown keys": _of(*["- id: a\n" + "".join(f"  key{n}: a\n" for n in range(3_000))] * 150),
    "150 files of rules with slips": _of(
        *["".join(f"- {{id: a{n}, kind: phrase, wieght: 3, mesage: b, pattrens: [a]}}\n" for n in range(900))] * 150
    ),
    "150 files of unknown kinds": _of(*["".join(f"- {{id: a{n}, kind: phrse{n}}}\n" for n in range(1_500))] * 150),
    "150 files of empty lines": _of(*["- &a b\n" + "\n" * 60_000] * 150),
    "150 files of words": _of(*["- a\n" * 16_000] * 150),
    "six million values": _of(*["[" + "a," * 90_000 + "]"] * 50, "- id: a\n"),
    "20,000 changes of rules that are not there": _changes(f"pushiness/hury{n}: {{enabled: true}}" for n in range(20_000)),
    "20,000 patterns to remove that are not there": _changes(
        ["pushiness/hurry: {remove: [" + ", ".join(f"hury{n}" for n in range(20_000)) + "]}"]
    ),
    "a swap to a text of 900 kB": _of(swap_rule("a" * 900_000)),
    "a swap to 10,000 texts": _of(swap_rule("[" + "a, " * 10_000 + "b]")),
    "a fix of 900 kB": _of(swap_rule("a" * 900_000, "fix")),
    "zip slip": _zip_of({"../../rules.yml": b"[]"}),
    "zip slip from the root": _zip_of({"/etc/rules.yml": b"[]"}),
    "zip slip as Windows has it": _zip_of({"..\\..\\rules.yml": b"[]"}),
    "a link in a zip": _zip_of({"rules.yml": b"/etc/passwd"}, link=True),
    "a zip bomb": _zip_of({f"rules-{number}.yml": b"#" * 20_000_000 for number in range(12)}),
    "a zip of 20,000 files": _zip_of({f"rules-{number}.yml": b"" for number in range(20_000)}),
    "a zip of rubbish": _file("pack.zip", b"PK\x03\x04" + b"\0" * 1_000_000),
    "a zip of 11 MB": _file("pack.zip", b"PK\x03\x04" + b"\0" * 11_000_000),
    "another kind of archive": _file("pack.tar.gz", b"\x1f\x8b" + b"\0" * 1_000),
    "10,000 phrases without an example": _no_example_proves,
    "20,000 examples that show nothing": _wrong_examples,
}  # fmt: skip

LOADED: dict[str, MakePack] = {
    "10,000 phrases": _phrases,
    "10,000 phrases in a zip": _zipped(_phrases),
    "10,000 phrases that only the last example proves": _last_example_proves,
    "10,000 regexes": _regexes,
    "pathological patterns": _pathological_patterns,
    "9 MB of rules": _ten_megabytes,
    "a folder that is a link": _linked_folder,
}
