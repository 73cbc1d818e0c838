"""Every command and every sample of the pages works, and prints what the page says."""

from __future__ import annotations

import html
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
import pytest
import yaml
from tests.docs.samples import Sample, fits, samples_of, steps
from tests.web.conftest import RunningServer

from docs.written_pages import sources
from softsell.cli import CLEAN, FINDINGS
from softsell.cli.root import app
from softsell.config import read_config
from softsell.packs import load_builtin
from softsell.packs.resolve import all_rules

OWN = Path(__file__).parents[2] / "server" / "docs" / "pages"
PAGES = sorted(OWN.rglob("*.md"))
RUN_HERE = {"console", "python", "sh"}
SOFTSELL = 'softsell() { "$PYTHON" -m softsell "$@"; }\n'


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """Variables for a process that reads nothing of the person who runs the tests."""
    own = {
        "HOME": tmp_path,
        "XDG_CONFIG_HOME": tmp_path / "c",
        "XDG_STATE_HOME": tmp_path / "s",
    }
    more = {"PYTHON": sys.executable, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return {**kept, **{name: str(value) for name, value in own.items()}, **more}


def place(path: Path) -> str:
    return path.relative_to(OWN).as_posix()


def run(script: str, folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """How a command ended, and its output and messages in the order in which a terminal shows them."""
    command = ["bash", "-c", SOFTSELL + script]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=-1, stderr=subprocess.STDOUT, check=False, timeout=120
    )
    return done.returncode, done.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="the transcripts are of a Unix shell")
@pytest.mark.parametrize("page", PAGES, ids=place)
def test_a_page_can_be_followed_from_top_to_bottom(page: Path, tmp_path: Path, environment: Mapping[str, str]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for sample in samples_of(page):
        where = f"{place(page)}:{sample.line}"
        if sample.file:
            (folder / sample.file).write_text(sample.text, encoding="utf-8")
        elif sample.language == "python":
            done = subprocess.run(
                [sys.executable, "-c", sample.text],
                cwd=folder,
                env=environment,
                capture_output=True,
                check=False,
                timeout=120,
            )
            assert done.returncode == 0, f"{where}\n{done.stderr.decode()}"
        else:
            assert sample.language in RUN_HERE, f"{where}: a sample has to be a file, or something that a test runs"
            for command, expected in steps(sample.text):
                status, output = run(command, folder, environment)
                assert fits(expected, output), f"{where}: $ {command}\n{output}"
                assert status in (CLEAN, FINDINGS), f"{where}: $ {command}\n{output}"


def commands_in(text: str) -> Iterator[list[str]]:
    """The calls of softsell in a shell script, as words."""
    for line in re.sub(r"\\\n", " ", text).splitlines():
        for call in re.findall(r"(?:^|[;|&(]|\s)softsell (?!-)([^;|&)>]*)", line.partition(" #")[0]):
            yield shlex.split(call)


def parse(words: list[str]) -> None:
    """Reads a call as the command line does, and runs nothing.

    Raises:
        click.UsageError: there is no such command or option.
    """
    context = click.Context(app, info_name="softsell")
    command: click.Command = app
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            raise click.UsageError(f"no command {words[0]}")
        context, command, words = click.Context(found, context, words[0]), found, words[1:]
    command.make_parser(context).parse_args(words)


@pytest.mark.parametrize("page", sorted(sources()), ids=lambda path: path.name)
def test_commands_that_need_more_than_this_test_exist_with_their_options(page: Path) -> None:
    for sample in samples_of(page):
        if sample.language in ("sh", "console"):
            text = (
                "\n".join(command for command, _ in steps(sample.text)) if sample.language == "console" else sample.text
            )
            for words in commands_in(text):
                parse(words)


def test_a_command_that_is_gone_would_be_noticed() -> None:
    assert [*commands_in('TOKEN=$(softsell pair --token x) && softsell check "a b"  # softsell gone')] == [
        ["pair", "--token", "x"],
        ["check", "a b"],
    ]
    for gone in (["gone"], ["check", "--gone"], ["packs", "gone"], ["packs", "add", "--gone"]):
        with pytest.raises(click.UsageError):
            parse(gone)


@pytest.mark.parametrize("page", sorted(sources()), ids=lambda path: path.name)
def test_samples_of_data_are_well_formed(page: Path) -> None:
    readers: Mapping[str, Callable[[str], object]] = {"toml": tomllib.loads, "json": json.loads, "yaml": yaml.safe_load}
    for sample in samples_of(page):
        if sample.language in readers:
            readers[sample.language](sample.text)


def test_the_button_that_the_writer_presses_is_on_the_card() -> None:
    card = OWN.parents[2] / "extension" / "src" / "content" / "card" / "card.ts"
    assert "“Not in this post”" in (OWN / "tutorials" / "writer.md").read_text("utf-8")
    assert "'Not in this post'" in card.read_text("utf-8")


HTTP = [sample for sample in samples_of(OWN / "programs.md") if "curl" in sample.text]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl isn't installed here")
@pytest.mark.parametrize("sample", HTTP, ids=lambda sample: f"line {sample.line}")
def test_calls_over_http_get_an_answer(
    sample: Sample, server: RunningServer, tmp_path: Path, environment: Mapping[str, str]
) -> None:
    script = sample.text.replace("127.0.0.1:7355", f"127.0.0.1:{server.port}").replace("curl ", "curl --silent --fail ")
    own = {**environment, "XDG_STATE_HOME": str(server.state.parent)}
    status, output = run(f"set -e\n{script}", tmp_path, own)
    assert status == 0, output
    assert "pushiness/" in output


def toml_blocks(page: str) -> Iterator[str]:
    for block in re.findall(r'<code class="language-toml">(.*?)</code>', page, re.DOTALL):
        yield html.unescape(block)


def test_what_a_rules_page_says_to_paste_works(pages: dict[str, str], tmp_path: Path) -> None:
    packs = load_builtin()
    for rule in (rule for pack in packs for rule in pack.rules):
        switch, change = toml_blocks(pages[f"rules/{rule.id}.html"])
        (tmp_path / "softsell.toml").write_text(switch, encoding="utf-8")
        switched = {one.id: one for one in all_rules(packs, read_config(tmp_path / "softsell.toml"))}[rule.id]
        assert switched.enabled != rule.enabled
        for line in change.splitlines()[1:]:
            heading = change.splitlines()[0]
            (tmp_path / "softsell.toml").write_text(f"{heading}\n{line.removeprefix('# ')}\n", encoding="utf-8")
            config = read_config(tmp_path / "softsell.toml")
            changed = {one.id: one for one in all_rules(packs, config)}[rule.id]
            assert config.notes == ()
            assert changed != rule or line.startswith("# at-"), line  # a bound is shown as it is


def test_every_example_of_a_setting_works(
    pages: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("softsell.config.locate.settings_path", lambda: str(tmp_path))
    (tmp_path / "my-pack").mkdir()
    blocks = [*toml_blocks(pages["reference/settings.html"])]
    assert len(blocks) > 30
    for block in blocks:
        (tmp_path / "softsell.toml").write_text(block, encoding="utf-8")
        assert read_config(tmp_path / "softsell.toml").notes == (), block
