"""What reaches a terminal or a build server's log out of names, drafts and packs that came from somebody else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell

from softsell.cli import CLEAN, WRONG_USE

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")

EVIL = "\x1b]0;title\x07\x1b[2J\x9b31m\u202e\u2066"
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
OBEYED = re.compile(r"^\s*::|##\[|##vso\[|##teamcity\[", re.MULTILINE)


def on_a_terminal(*arguments: str, stdin: bytes = b"") -> str:
    """What the real command shows on a terminal, its standard error too."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1"}
    words = [sys.executable, "-m", "softsell", *arguments]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    assert process.stdin is not None
    process.stdin.write(stdin)
    process.stdin.close()
    told = b""
    try:
        while part := os.read(ours, 65536):
            told += part
    except OSError:  # Linux says so when the last writer is gone
        pass
    finally:
        os.close(ours)
        process.wait(timeout=60)
    return told.decode()


@pytest.mark.parametrize("group", [[], ["packs"], ["history"], ["service"], ["skill"], ["pair"]])
def test_the_help_of_a_group_cuts_no_line(group: list[str], softsell: Softsell) -> None:
    told = softsell(*group, "--help").out
    lines = told.partition("Commands:")[2].splitlines()
    assert len(lines) > 2
    assert not [line for line in lines if line.endswith("...")]


def test_a_diff_on_a_terminal_cannot_steer_it(softsell: Softsell) -> None:
    draft = f"Hurry in today. {EVIL}\n{EVIL}\n::add-mask::x\n"
    Path("a.txt").write_text(draft)
    told = on_a_terminal("check", "a.txt", "--diff", "--no-server")
    assert "+Drop by today. ␛]0;title␇␛[2J<U+009B>31m<U+202E><U+2066>" in told
    assert STEERING.findall(told) == []
    assert OBEYED.findall(told) == []
    piped = softsell("check", "a.txt", "--diff").out
    assert f"-Hurry in today. {EVIL}\n+Drop by today. {EVIL}\n" in piped


def test_a_fixed_draft_on_a_terminal_cannot_steer_it(softsell: Softsell) -> None:
    draft = f"Hurry in{EVIL} today.\n"
    told = on_a_terminal("check", "-", "--fix", "--no-server", stdin=draft.encode())
    assert "Drop by␛]0;title␇␛[2J<U+009B>31m<U+202E><U+2066> today." in told
    assert STEERING.findall(told) == []
    assert softsell("check", "-", "--fix", stdin=draft).out == f"Drop by{EVIL} today.\n"


NAMES = [f"{EVIL}.txt", "::add-mask::x.txt", "a\n::add-mask::x.txt", "a\r\n ::error::x.txt", "##[add-mask]x.txt"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"Hurry in.\n", b"", b"\xff\xfe\xfd", b"\0", b"---\nplatform: nowhere\n---\nSoup.\n"])
@pytest.mark.parametrize("options", [(), ("--fix",), ("--format", "concise")])
def test_a_files_name_says_nothing_of_its_own(
    name: str, data: bytes, options: tuple[str, ...], softsell: Softsell
) -> None:
    Path("posts", name).write_bytes(data)
    os.chdir("posts")
    Path("house").symlink_to("../house")
    Path("softsell.toml").symlink_to("../softsell.toml")
    for path in (".", name):
        result = softsell("check", path, *options, "--no-cache")
        for told in (result.out, result.err):
            assert STEERING.findall(told) == []
            assert OBEYED.findall(told) == []
            lines = [line for line in told.splitlines() if line.lstrip().startswith((":", "add-mask"))]
            assert lines == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_not_there_or_mistaken_for_an_option(name: str, softsell: Softsell) -> None:
    for arguments in (
        (name,),
        (f"--{name}",),
        (f"--format={name}",),
        (f"--config={name}",),
        (f"--platform={name}",),
        (f"--baseline={name}", "."),
        (f"--select={name}", "."),
    ):
        result = softsell("check", *arguments)
        assert result.status in (WRONG_USE, CLEAN)
        assert STEERING.findall(result.err) == []
        assert OBEYED.findall(result.err) == []


def test_packs_say_nothing_of_their_own(softsell: Softsell) -> None:
    rules = Path("house/rules.yml")
    text = rules.read_text()
    # What a double-quoted text of YAML can hold.
    evil = r"\e]0;x\a\x9b31m\u202e\n::add-mask::x\n##[add-mask]x"
    rules.write_text(text.replace('"“{match}” hurries."', f'"{evil} {{match}}"').replace("Calm sells.", f'"{evil}"'))
    Path("a.txt").write_text("Hurry in. " * 3)
    commands = [
        ("check", "a.txt"),
        ("explain", "house/hurry"),
        ("rules",),
        ("packs", "list"),
        ("packs", "test", "house"),
    ]
    told = [softsell(*command) for command in commands]
    rules.write_text(text.replace('"[[Hurry in]] today."', f'"[[Hurry]] in {evil} today."'))
    told.append(softsell("packs", "test", "house"))
    assert "house/hurry: " in told[-1].out
    rules.write_text(text.replace("id: hurry", f'id: "{evil}"').replace("kind: phrase", f'kind: "{evil}"'))
    told.append(softsell("packs", "validate", "house"))
    assert told[-1].status == WRONG_USE
    rules.write_text(text.replace("weight: 8", f'"{evil}": 8').replace("hurry in: drop by", f'"({evil}": "{evil}"'))
    told.append(softsell("packs", "test", "house"))
    told.append(softsell("check", "a.txt"))
    for result in told:
        assert STEERING.findall(result.out + result.err) == []
        assert OBEYED.findall(result.out) + OBEYED.findall(result.err) == []
