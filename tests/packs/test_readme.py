"""What the READMEs say about rules is true: ids exist, settings are valid, measures are listed, the example of a comment works."""

from __future__ import annotations

import re
from pathlib import Path

import softsell
from softsell.config import read_config
from softsell.packs import load_builtin
from softsell.packs.known_measures import known_measures
from softsell.packs.resolve import resolve

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ABOUT_PACKS = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
PACKS = load_builtin()


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_every_rule_that_is_named_is_there() -> None:
    rules = {rule.id for pack in PACKS for rule in pack.rules}
    names = "|".join(pack.name for pack in PACKS)
    named = re.findall(rf"\b((?:{names})/[a-z-]+)(?![\w.-])", README + ABOUT_PACKS)
    assert len(named) > 5
    assert set(named) <= rules


def test_the_settings_of_the_readme_are_valid(tmp_path: Path) -> None:
    [text] = blocks(README, "toml")
    (tmp_path / "softsell.toml").write_text(text, encoding="utf-8")
    for platform in ("instagram", "linkedin"):
        resolve(PACKS, read_config(tmp_path / "softsell.toml"), platform)


def test_the_comment_of_the_readme_switches_off_what_it_names() -> None:
    [text] = [block for block in blocks(README, "markdown") if "softsell-disable" in block]
    found = [finding.rule for finding in softsell.check(text, markup="markdown").findings]
    assert not [rule for rule in found if rule.startswith(("pushiness/", "softsell/"))]
    bare = re.sub(r"<!--.*?-->\n", "", text)
    assert "pushiness/last-chance" in [finding.rule for finding in softsell.check(bare).findings]


def test_the_post_at_the_top_of_the_readme_gets_what_it_shows() -> None:
    [post] = re.findall(r"things it says about “(.*?)”:", README)
    findings = softsell.check(post).findings
    assert len(findings) == 2
    [offer] = [finding for finding in findings if finding.rule == "pushiness/loud-offer"]
    assert offer.message in " ".join(README.split())


def test_every_measure_is_listed() -> None:
    listed = set(re.findall(r"^\| `(\w+)` \|", ABOUT_PACKS.partition("## Measures")[2], re.MULTILINE))
    assert listed == known_measures()
