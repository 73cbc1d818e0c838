"""What softsell 0.1.0 wrote, and what people wrote for it, still works. The files in ``0.1.0/`` stay as that version left them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from softsell.checks import KINDS
from softsell.cli import CLEAN, FINDINGS, run
from softsell.client.proof import proof_key
from softsell.config.load import read_config
from softsell.engine.engine import Engine
from softsell.packs import load_pack
from softsell.packs.names import find_retired
from softsell.web.pairing.token_store import TokenStore

WRITTEN = Path(__file__).parent / "0.1.0"
BASELINE_RULES = "pushiness/hurry,pushiness/last-chance,pushiness/hype"

Check = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in with all that 0.1.0 left; nothing of the user's own is read or written."""
    project = tmp_path / "project"
    shutil.copytree(WRITTEN, project)
    for variable, name in (("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "home")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.chdir(project)
    return project


@pytest.fixture
def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs ``softsell check drafts`` and gives the exit code and lines of ``FILE:LINE:COLUMN: SEVERITY RULE``."""

    def checked(*options: str) -> tuple[int, list[str]]:
        status = run(["check", "drafts", "--no-server", "--format", "concise", *options])
        lines = capsys.readouterr().out.splitlines()
        return status, [":".join(line.split(":")[:4]) for line in lines]

    return checked


def test_every_setting_is_read_and_has_its_effect(check: Check) -> None:
    status, found = check("--config", "every-setting.toml")
    assert status == CLEAN  # fail-on = "error"
    assert "drafts/sale.txt:1:8: warning pushiness/last-chance" in found
    assert "drafts/sale.txt:3:29: warning custom/banned" in found
    assert not [line for line in found if "pushiness/hurry" in line or "suggestion" in line]


def test_every_setting_is_read_to_the_same_values(folder: Path) -> None:
    config = read_config(folder / "every-setting.toml")
    assert (config.platform, config.brands, config.audience) == ("linkedin", ("Juno Shoe Repair",), "everyone")
    assert (config.reading_level, config.allow, config.ban) == (
        9,
        ("last call for toast",),
        ("click here", "~utilize"),
    )
    assert (config.severity, config.fail_on) == ("warning", "error")
    assert (
        config.model == "auto"
    )  # a project's "none" is told and no longer used: the model is the user's own to choose
    assert (config.port, config.languagetool) == (7355, False)  # [server] is the user's own to set, too
    hurry = config.rules["pushiness/hurry"]
    assert (hurry.enabled, hurry.severity, hurry.weight) == (False, "error", 5)
    assert (hurry.add, hurry.remove) == (("while stocks last",), ("time is running out",))
    assert config.rules["pushiness/many-exclamations"].at_most == 5
    assert config.rules["pushiness/capitals"].at_least == 3
    assert config.platforms["x"].ignore == ("readability",)
    assert [(layer.glob, layer.layer.ignore) for layer in config.files] == [("replies/*", ("questions",))]


def test_the_file_that_init_wrote_is_read(folder: Path) -> None:
    config = read_config(folder / "initial.toml")
    assert (config.platform, config.brands, config.audience) == ("linkedin", ("Juno Shoe Repair",), "everyone")
    Engine(config)


@pytest.mark.parametrize("pack", ["our-rules", "every-kind"])
def test_a_pack_is_loaded_and_holds_its_examples(folder: Path, pack: str) -> None:
    assert run(["packs", "test", pack]) == CLEAN


def test_the_pack_has_every_kind_of_rule_that_there_was(folder: Path) -> None:
    kinds = {rule.kind for rule in load_pack(folder / "every-kind").rules}
    assert len(kinds) == 14
    assert kinds <= set(KINDS)


def test_what_a_pack_changes_of_built_in_rules_is_changed(folder: Path, check: Check) -> None:
    (folder / "softsell.toml").write_text('packs = ["every-kind", "our-rules"]\n')
    status, found = check()
    assert status == FINDINGS
    assert "drafts/sale.txt:1:1: error pushiness/hurry" in found
    assert "drafts/sale.txt:1:21: error pushiness/hurry" in found  # “chop chop”, which the pack adds
    assert "drafts/sale.txt:3:15: suggestion our-rules/tired-words" in found
    assert not [line for line in found if line.startswith("drafts/replies/") and "hurry" in line]  # allowed by the pack
    assert not [line for line in found if "pushiness/last-chance" in line]  # switched off by the pack


def test_front_matter_and_comments_switch_rules_off(check: Check) -> None:
    _, found = check("--isolated", "--select", "pushiness/hurry,pushiness/last-chance")
    assert not [line for line in found if line.startswith("drafts/bench.md")]


def test_a_baseline_knows_its_findings(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--isolated", "--select", BASELINE_RULES)
    known = ("drafts/sale.txt:1:1:", "drafts/sale.txt:1:8:", "drafts/sale.txt:3:15:")
    assert {line[: line.index(" ")] for line in check(*options)[1]} >= set(known)
    found = check(*options, "--baseline", "softsell-baseline.json")[1]  # what rules have learned since may be in it
    assert not [line for line in found if line.startswith(known)]


def test_every_rule_that_it_names_is_there_or_retired(folder: Path) -> None:
    in_use = {rule.id for pack in Engine().packs for rule in pack.rules}
    marks = [mark for file in json.loads(Path("softsell-baseline.json").read_text())["files"].values() for mark in file]
    named = {mark.rpartition(":")[0] for mark in marks}
    assert all(name in in_use or find_retired(name) for name in named)


def test_tokens_still_let_their_clients_in(folder: Path) -> None:
    store = TokenStore(folder / "state")
    tokens = json.loads((folder / "tokens.json").read_text())
    for kind, token in tokens.items():
        record = store.verify(token)
        assert record is not None
        assert (record.kind, record.proof_key) == (kind, proof_key(token).hex())
    assert store.owner_token() == tokens["owner"]
    assert store.origins() == {"chrome-extension://" + "a" * 32}
    assert len(store.all()) == 3
