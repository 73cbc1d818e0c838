"""Commands that talk about rules: explain, rules, packs, init."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell

from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.config import read_config
from softsell.web import static_files


def pasted(out: str) -> str:
    """The lines for softsell.toml in an explanation, every comment taken off."""
    lines = [line.strip() for line in out.splitlines()]
    start = next(index for index, line in enumerate(lines) if line.startswith("[rules."))
    block = lines[start : lines.index("", start)]
    return "\n".join(line.removeprefix("# ") for line in block)


def test_explain_says_what_why_and_how_to_change_it(softsell: Softsell) -> None:
    result = softsell("explain", "house/bargain")
    assert result.status == CLEAN
    for part in (
        "house/bargain  suggestion",
        "“…” talks of price first.",
        "Price is not the point.",
        "What a [[bargain]].",
        "We barged in.",
        '[rules."house/bargain"]',
        "# enabled = false",
        "<!-- softsell-disable house/bargain: your reason -->",
    ):
        assert part in result.out
    assert "from text" not in softsell("explain", "pushiness/hype").out


@pytest.mark.parametrize("rule", ["house/bargain", "house/hurry", "house/thanks", "house/scam"])
def test_what_explain_offers_to_paste_is_valid(softsell: Softsell, rule: str) -> None:
    settings = Path("softsell.toml").read_text() + "\n" + pasted(softsell("explain", rule).out) + "\n"
    tomllib.loads(settings)
    Path("softsell.toml").write_text(settings)
    read_config("softsell.toml")
    assert softsell("rules").status == CLEAN


def test_explain_leads_to_the_page_of_a_built_in_rule(
    softsell: Softsell, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not (state / "running").exists()
    docs = tmp_path / "docs"
    monkeypatch.setattr(static_files, "DOCS", docs)
    assert "/docs/rules" not in softsell("explain", "pushiness/hurry").out
    (docs / "rules" / "pushiness").mkdir(parents=True)
    (docs / "rules" / "pushiness" / "hurry.html").touch()
    assert "http://127.0.0.1:7355/docs/rules/pushiness/hurry" in softsell("explain", "pushiness/hurry").out
    assert "/docs/rules" not in softsell("explain", "house/bargain").out


def test_explain_names_the_page_on_the_server_that_runs(
    softsell: Softsell, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    monkeypatch.setattr(static_files, "DOCS", docs)
    (docs / "rules" / "pushiness").mkdir(parents=True)
    (docs / "rules" / "pushiness" / "hurry.html").touch()
    (state / "running").mkdir(parents=True)
    (state / "running" / "server").write_text("::1 7401\n")
    assert "http://[::1]:7401/docs/rules/pushiness/hurry\n" in softsell("explain", "pushiness/hurry").out


def test_explain_finds_a_rule_by_its_own_name(softsell: Softsell) -> None:
    assert softsell("explain", "scam").out.startswith("house/scam  error\n")


def test_explain_answers_a_typo_and_a_pack(softsell: Softsell) -> None:
    assert "Did you mean “house/bargain”?" in softsell("explain", "house/bargian").err
    assert "Did you mean “house/bargain”?" in softsell("explain", "hous/bargian").err
    assert "“house” is a pack. Its rules are house/hurry, " in softsell("explain", "house").err
    assert softsell("explain", "zzz").status == WRONG_USE


def test_explain_knows_what_softsell_says_itself(softsell: Softsell) -> None:
    assert "English" in softsell("explain", "softsell/not-english").out


def test_explain_shows_the_rule_as_the_settings_have_it(softsell: Softsell) -> None:
    Path("softsell.toml").write_text('packs = ["house"]\n[rules."house/scam"]\nenabled = false\n')
    result = softsell("explain", "house/scam")
    assert result.out.startswith("house/scam  off\n")
    assert "# enabled = true" in result.out


def test_rules_are_a_line_each_with_the_id_first(softsell: Softsell) -> None:
    lines = softsell("rules").out.splitlines()
    ids = [line.split()[0] for line in lines]
    assert {"house/hurry", "house/bargain", "house/scam", "house/thanks"} <= set(ids)
    assert len(ids) == len(set(ids))
    # select = ["house"] puts all others out of use
    assert all((line.split()[1] == "off") == (not line.startswith("house/")) for line in lines)
    assert next(line for line in lines if line.startswith("house/thanks")).split()[1] == "praise"


def test_rules_of_one_pack_and_as_json(softsell: Softsell) -> None:
    entries = json.loads(softsell("rules", "house", "--format", "json").out)["rules"]
    assert [entry["id"] for entry in entries] == ["house/hurry", "house/bargain", "house/scam", "house/thanks"]
    assert entries[2]["severity"] == "error"
    assert "Did you mean “house”?" in softsell("rules", "huose").err


def test_a_new_pack_works_at_once(softsell: Softsell) -> None:
    made = softsell("packs", "new", "our-style")
    assert made.status == CLEAN
    assert "softsell packs test our-style" in made.out
    tested = softsell("packs", "test", "our-style")
    assert tested.status == CLEAN
    assert "all pass." in tested.out
    Path("softsell.toml").write_text('packs = ["our-style"]\n')
    assert "our-style/tired-words" in softsell("rules").out
    again = softsell("packs", "new", "our-style")
    assert again.status == WRONG_USE
    assert "Nothing was written" in again.err


def test_packs_test_shows_what_does_not_hold(softsell: Softsell) -> None:
    rules = Path("house/rules.yml")
    rules.write_text(rules.read_text().replace("We barged in.", "No bargain here."))
    result = softsell("packs", "test", "house")
    assert result.status == FINDINGS
    assert "house/bargain: the rule finds “bargain” in this good example." in result.out
    assert "house/rules.yml:" in result.out


def test_packs_test_tells_a_change_to_a_rule_that_is_not_there(softsell: Softsell) -> None:
    Path("ours").mkdir()
    head = "name: ours\nversion: 1.0.0\ndescription: How we write.\nlicense: MIT\nextends: [pushiness]\n"
    Path("ours/pack.yml").write_text(head + "rules:\n  pushiness/hury: {severity: error}\n")
    for command in ("test", "validate"):
        result = softsell("packs", command, "ours")
        assert result.status == WRONG_USE
        assert "“pushiness/hury” isn't a rule that can be changed." in result.err
        assert "Did you mean “pushiness/hurry”?" in result.err


def test_explain_shows_every_pattern_so_that_each_can_be_removed(softsell: Softsell) -> None:
    patterns = [f"bargain of the week number {number}" for number in range(20)]
    settings = Path("softsell.toml")
    settings.write_text(settings.read_text() + f'\n[rules."house/scam"]\nadd = {json.dumps(patterns)}\n')
    assert all(pattern in softsell("explain", "house/scam").out for pattern in patterns)


def test_packs_test_without_a_path_tests_those_in_use(softsell: Softsell) -> None:
    assert "house 1.0.0: 4 rules" in softsell("packs", "test").out


def test_packs_validate_shows_every_mistake_at_its_place(softsell: Softsell) -> None:
    rules = Path("house/rules.yml")
    rules.write_text(rules.read_text().replace("severity: error", "severity: eror").replace("kind: swap", "kind: swop"))
    result = softsell("packs", "validate", "house")
    assert result.status == WRONG_USE
    assert "house/rules.yml:2:" in result.err
    assert "Did you mean “swap”?" in result.err
    assert "Did you mean “error”?" in result.err


def test_packs_list(softsell: Softsell) -> None:
    lines = softsell("packs", "list").out.splitlines()
    assert lines[-1].startswith("house")
    assert "4 rules" in lines[-1]
    packs = json.loads(softsell("packs", "list", "--format", "json").out)["packs"]
    assert [pack["builtin"] for pack in packs if pack["name"] == "house"] == [False]


def test_packs_schema_is_json_schema(softsell: Softsell) -> None:
    assert json.loads(softsell("packs", "schema").out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_init_writes_settings_that_hold_and_never_over_others(softsell: Softsell) -> None:
    assert softsell("init").status == WRONG_USE
    Path("softsell.toml").unlink()
    result = softsell("init", "--platform", "Twitter", "--brand", 'Joe\'s "Corner"', "--audience", "professionals")
    assert result.status == CLEAN
    config = read_config("softsell.toml")
    assert (config.platform, config.brands, config.audience) == ("x", ('Joe\'s "Corner"',), "professionals")


def test_init_for_the_user(softsell: Softsell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "mine"))
    assert softsell("init", "--user").status == CLEAN
    assert (folder / "mine" / "softsell" / "softsell.toml").is_file()


def test_init_writes_through_no_link(softsell: Softsell, folder: Path) -> None:
    Path("softsell.toml").unlink()
    Path("softsell.toml").symlink_to("elsewhere.toml")
    result = softsell("init", "--platform", "x")
    assert result.status == WRONG_USE
    assert "softsell.toml already exists; nothing was written" in result.err
    assert not Path("elsewhere.toml").exists()


def test_a_learned_rule_says_what_it_was_learned_from(softsell: Softsell) -> None:
    result = softsell("explain", "pushiness/hard-sell", "--isolated")
    assert result.status == CLEAN
    assert "Learned   from " in result.out
    assert "at-least  0.25" in result.out
    assert "Learned" not in softsell("explain", "pushiness/hurry", "--isolated").out
