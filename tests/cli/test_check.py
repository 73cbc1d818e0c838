"""What is checked, what is told, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Softsell, own_settings

from softsell import check
from softsell.cli import CLEAN, FINDINGS, OUR_MISTAKE, WRONG_USE
from softsell.config import read_config

SALE = "Hurry in for the candles.\n"
CALM = "The candles smell of rain. Which is yours?\n"


def post(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_exit_codes(softsell: Softsell) -> None:
    post("posts/sale.txt", SALE)
    post("posts/calm.txt", CALM)
    assert softsell("check", "posts/calm.txt").status == CLEAN
    assert softsell("check", "posts/sale.txt").status == FINDINGS
    assert softsell("check", "posts/sale.txt", "--fail-on", "error").status == CLEAN
    assert softsell("check", "posts/none.txt").status == WRONG_USE
    assert softsell("check", "--no-such-option").status == WRONG_USE


def test_suggestions_do_not_fail_unless_asked_to(softsell: Softsell) -> None:
    post("a.txt", "What a bargain.\n")
    assert softsell("check", "a.txt").status == CLEAN
    assert softsell("check", "a.txt", "--fail-on", "suggestion").status == FINDINGS


def test_a_missing_path_is_answered_with_a_sentence(softsell: Softsell) -> None:
    result = softsell("check", "posts/nope.txt")
    assert result.err == "error: There is no file or folder “posts/nope.txt”. Check the spelling.\n"
    assert result.out == ""


def test_text_output_of_a_post(softsell: Softsell) -> None:
    post("a.txt", "Thank you! Hurry in.\n")
    result = softsell("check", "a.txt")
    assert result.out.startswith(
        "a.txt:1:12  warning  house/hurry\n"
        "  1 │ Thank you! Hurry in.\n"
        "    │            ^^^^^^^^\n"
        "      “Hurry in” hurries.\n"
        "      Calm sells.\n"
        "      try: write “Drop by”\n"
    )
    assert "  good: It says thank you.\n" in result.out
    assert result.out.endswith("1 warning in 1 draft. --fix can fix 1 of them.\n")


def test_standard_input(softsell: Softsell) -> None:
    result = softsell("check", "-", "--format", "concise", stdin=SALE)
    assert result.out == "-:1:1: warning house/hurry: “Hurry in” hurries.\n"
    assert result.status == FINDINGS


def test_standard_input_is_read_as_the_file_it_is_named_after(softsell: Softsell) -> None:
    text = "# Candles\n\n```\nHurry in today\n```\n"
    assert softsell("check", "-", stdin=text).status == FINDINGS
    named = softsell("check", "-", "--stdin-filename", "posts/a.md", "--format", "json", stdin=text)
    assert named.status == CLEAN
    assert json.loads(named.out)["files"][0]["path"] == "posts/a.md"


def test_input_and_files_do_not_mix(softsell: Softsell) -> None:
    post("a.txt", SALE)
    assert "can't be checked together" in softsell("check", "-", "a.txt").err


def test_folders_are_searched_in_order(softsell: Softsell) -> None:
    for name in ("b.txt", "a.md", "deep/er/c.txt", "photo.png", ".hidden.txt", ".drafts/d.txt", "node_modules/e.txt"):
        post(f"posts/{name}", SALE)
    result = softsell("check", "posts", "--format", "concise")
    assert [line.split(":")[0] for line in result.out.splitlines()] == [
        "posts/a.md",
        "posts/b.txt",
        "posts/deep/er/c.txt",
    ]


def test_no_path_is_the_current_folder(softsell: Softsell) -> None:
    post("a.txt", SALE)
    assert softsell("check", "--format", "concise").out.startswith("a.txt:1:1: warning")


def test_each_file_once(softsell: Softsell) -> None:
    post("posts/a.txt", SALE)
    assert len(softsell("check", "posts", "posts/a.txt", "posts/a.txt", "--format", "concise").concise) == 1


def test_gitignore_is_respected_as_git_does(softsell: Softsell) -> None:
    Path(".git/info").mkdir(parents=True)
    post(".git/info/exclude", "secret.txt\n")
    post(".gitignore", "old/\n*.tmp.txt\n")
    post("posts/.gitignore", "!keep.tmp.txt\nsub/*\n")
    for name in (
        "old/a.txt",
        "b.tmp.txt",
        "keep.tmp.txt",
        "sub/c.txt",
        "d.txt",
        "secret.txt",
    ):
        post(f"posts/{name}", SALE)
    result = softsell("check", "posts", "--format", "concise")
    assert [line.split(":")[0] for line in result.out.splitlines()] == ["posts/d.txt", "posts/keep.tmp.txt"]
    named = softsell("check", "posts/old/a.txt", "--format", "concise")
    assert len(named.concise) == 1


def test_an_empty_folder_is_told(softsell: Softsell) -> None:
    result = softsell("check", "posts")
    assert result.err.startswith("note: There are no drafts in posts. softsell reads .txt")
    assert (result.status, result.out) == (CLEAN, "")


def test_an_empty_file_is_told(softsell: Softsell) -> None:
    post("a.txt", "\n")
    assert "nothing to check" in softsell("check", "a.txt").out


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_checked(softsell: Softsell) -> None:
    post("posts/a.txt", b"\x00\x01\x02")
    post("posts/b.txt", SALE)
    post("posts/c.txt", "caf\xe9".encode("latin-1"))
    result = softsell("check", "posts", "--format", "concise")
    assert result.concise == ["posts/b.txt:1:1: warning house/hurry"]
    assert "error: posts/a.txt" in result.err
    assert "error: posts/c.txt" in result.err
    assert result.status == WRONG_USE


def test_an_unknown_ending_is_told(softsell: Softsell) -> None:
    post("a.doc", SALE)
    result = softsell("check", "a.doc")
    assert "doesn't read .doc files" in result.err
    assert result.status == WRONG_USE


def test_broken_settings_are_told_once_and_at_their_place(softsell: Softsell) -> None:
    post("posts/softsell.toml", 'plattform = "x"\n')
    for name in "abc":
        post(f"posts/{name}.txt", SALE)
    result = softsell("check", "posts")
    assert result.status == WRONG_USE
    assert result.err.count("“plattform” isn't a setting") == 1
    assert "softsell.toml:1:1" in result.err
    assert "Did you mean “platform”?" in result.err


def test_each_folder_has_its_own_settings(softsell: Softsell) -> None:
    post("posts/a.txt", SALE)
    post("posts/mild/softsell.toml", 'packs = ["../../house"]\nselect = ["house"]\nignore = ["house/hurry"]\n')
    post("posts/mild/b.txt", SALE)
    assert softsell("check", "posts", "--format", "concise").concise == ["posts/a.txt:1:1: warning house/hurry"]


def test_settings_for_some_files(softsell: Softsell) -> None:
    post("softsell.toml", 'packs = ["house"]\nselect = ["house"]\n[files."replies/*"]\nignore = ["house"]\n')
    post("posts/a.txt", SALE)
    post("replies/a.txt", SALE)
    assert softsell("check", ".", "--format", "concise").concise == ["posts/a.txt:1:1: warning house/hurry"]


def test_config_and_isolated(softsell: Softsell) -> None:
    post("a.txt", SALE)
    post("other.toml", 'packs = ["house"]\nselect = ["house/scam"]\n')
    assert softsell("check", "a.txt", "--config", "other.toml").status == CLEAN
    assert "house/" not in softsell("check", "a.txt", "--isolated").out
    assert "can't be used together" in softsell("check", "a.txt", "--config", "other.toml", "--isolated").err
    assert "none.toml" in softsell("check", "a.txt", "--config", "none.toml").err


def test_select_ignore_and_extend_select(softsell: Softsell) -> None:
    post("a.txt", "Hurry in! What a bargain. Get rich quick.\n")

    def rules(*options: str) -> set[str]:
        result = softsell("check", "a.txt", "--format", "jsonl", *options)
        return {finding["rule"] for finding in json.loads(result.out)["findings"]}

    assert rules() == {"house/hurry", "house/bargain", "house/scam"}
    assert rules("--select", "house/scam,house/bargain") == {"house/scam", "house/bargain"}
    assert rules("--ignore", "house/scam", "--ignore", "house/bargain") == {"house/hurry"}
    assert rules("--select", "house/scam", "--extend-select", "house/hurry") == {"house/scam", "house/hurry"}
    assert rules("--severity", "warning") == {"house/hurry", "house/scam"}


def test_a_misspelt_rule_is_answered_with_the_nearest(softsell: Softsell) -> None:
    post("a.txt", SALE)
    result = softsell("check", "a.txt", "--ignore", "house/hury")
    assert result.status == WRONG_USE
    assert "Did you mean “house/hurry”?" in result.err


def test_platforms_by_any_name(softsell: Softsell) -> None:
    post("a.txt", CALM)
    assert softsell("check", "a.txt", "--platform", "Twitter").status == CLEAN
    result = softsell("check", "a.txt", "--platform", "instagarm")
    assert result.status == WRONG_USE
    assert "did you mean “instagram”?" in result.err


def test_a_platform_that_a_draft_misspells_is_told_with_its_file(softsell: Softsell) -> None:
    post("posts/a.md", "---\nplatform: twiter\n---\nSoup.\n")
    result = softsell("check", "posts")
    assert result.status == WRONG_USE
    assert "posts/a.md" in result.err
    assert "twitter" in result.err


def test_the_flag_beats_front_matter(softsell: Softsell) -> None:
    post("a.md", "---\nplatform: youtube\n---\nSoup 🍲\n")

    def length(*options: str) -> float:
        document = json.loads(softsell("check", "a.md", "--format", "jsonl", *options).out)
        measured: float = document["measures"]["length"]
        return measured

    assert length() == len("Soup 🍲".encode())
    assert length("--platform", "bluesky") == 6


def test_a_draft_in_another_language_is_told_and_not_scored(softsell: Softsell) -> None:
    post("a.txt", "Heute gibt es Suppe und frisches Brot im Laden, kommt vorbei und bringt die Kinder mit.\n")
    out = softsell("check", "a.txt").out
    assert "softsell/not-english" in out
    assert "readability  " not in out


def test_columns_and_keys(softsell: Softsell) -> None:
    post("plan.csv", "day,post,note\nMon,Hurry in!,hurry in\nTue,Soup is on.,\n")
    post("plan.json", json.dumps([{"post": "Act now.", "note": "act now"}]))
    result = softsell("check", "plan.csv", "--column", "post", "--format", "concise")
    assert result.concise == ["plan.csv:2:5: warning house/hurry"]
    assert len(softsell("check", "plan.json", "--key", "post", "--format", "concise").concise) == 1


def test_comments_switch_rules_off_and_unused_ones_are_told(softsell: Softsell) -> None:
    post("a.md", "<!-- softsell-disable house/hurry: it closes tonight -->\n\nHurry in.\n")
    post("b.md", "<!-- softsell-disable house/hurry: it closes tonight -->\n\nCome by.\n")
    assert softsell("check", "a.md").status == CLEAN
    assert "softsell/unused-suppression" in softsell("check", "b.md").out


def test_a_rule_that_is_not_there_is_said_to_come_from_the_command_line(softsell: Softsell) -> None:
    post("a.txt", "Hurry in.\n")
    result = softsell("check", "a.txt", "--select", "hous", "--ignore", "house/hury")
    assert result.status == WRONG_USE
    assert "--select: “hous” isn't a rule or pack." in result.err
    assert "--ignore: “house/hury” isn't a rule or pack." in result.err


def test_statistics(softsell: Softsell) -> None:
    post("a.txt", "Hurry in, hurry in! What a bargain.\n")
    assert softsell("check", "a.txt", "--statistics").out.splitlines() == [
        "     2  warning     house/hurry    --fix fixes 2",
        "     1  suggestion  house/bargain",
    ]
    document = json.loads(softsell("check", "a.txt", "--statistics", "--format", "json").out)
    assert document["statistics"][0] == {"rule": "house/hurry", "severity": "warning", "count": 2, "fixable": 2}
    assert "works with text and json only" in softsell("check", "a.txt", "--statistics", "--format", "sarif").err


def test_show_score_says_where_points_come_from(softsell: Softsell) -> None:
    post("a.txt", "Hurry in, hurry in, and thank you!\n")
    out = softsell("check", "a.txt", "--show-score").out
    assert "+16.0  house/hurry (2 times)" in out
    assert "-4.0  house/thanks" in out


def test_quiet(softsell: Softsell) -> None:
    post("a.txt", SALE)
    post("b.txt", CALM)
    out = softsell("check", "a.txt", "b.txt", "--quiet").out
    assert "house/hurry" in out
    assert "pushiness  " not in out
    assert softsell("check", "b.txt", "-q").out == ""


def test_colour_is_asked_for_or_not(softsell: Softsell, monkeypatch: pytest.MonkeyPatch) -> None:
    post("a.txt", SALE)
    assert "\x1b[" not in softsell("check", "a.txt").out
    assert "\x1b[33" in softsell("check", "a.txt", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[33" in softsell("check", "a.txt").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in softsell("check", "a.txt").out
    assert "\x1b[" not in softsell("check", "a.txt", "--format", "json", "--color", "always").out


def test_nothing_hostile_reaches_the_terminal(softsell: Softsell) -> None:
    post("a\x1b[2J.txt", "Hurry in \x1b]0;owned\x07 \u202efor\u2066 it \x9b31m\n")
    for format_name in ("text", "concise", "json", "github"):
        result = softsell("check", ".", "--format", format_name)
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set(result.out + result.err)
    missing = softsell("check", "no\x1b[2J.txt")
    assert "\x1b" not in missing.err


def test_a_mistake_of_ours_is_told_without_the_draft(softsell: Softsell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **_named: object) -> None:
        raise ValueError("could not read 'Hurry in for the candles'")

    monkeypatch.setattr("softsell.engine.engine.Engine.check_drafts", broken)
    post("a.txt", SALE)
    result = softsell("check", "a.txt", "--no-cache")
    assert result.status == WRONG_USE
    assert "something went wrong inside softsell (ValueError in files/checker.py, line " in result.err
    assert "candles" not in result.err
    assert "Traceback" not in result.err
    monkeypatch.setattr("softsell.cli.check_steps.find", broken)
    result = softsell("check", "a.txt")
    assert result.status == OUR_MISTAKE
    assert "candles" not in result.err


def test_the_same_answer_with_one_process_and_with_two(softsell: Softsell) -> None:
    for number in range(40):
        post(f"posts/{number:02}.txt", SALE if number % 3 else CALM)
    post("posts/20.txt", b"\0")
    one = softsell("check", "posts", "--format", "json", "--no-cache", "--jobs", 1)
    two = softsell("check", "posts", "--format", "json", "--no-cache", "--jobs", 2)
    assert one == two
    assert len(json.loads(one.out)["files"]) == 39


def test_a_file_of_many_posts_is_shared_between_processes(softsell: Softsell) -> None:
    post("plan.txt", "\n---\n".join(SALE if number % 3 else CALM for number in range(600)))
    one = softsell("check", "plan.txt", "--format", "jsonl", "--no-cache", "--jobs", 1)
    two = softsell("check", "plan.txt", "--format", "jsonl", "--no-cache", "--jobs", 2)
    assert one == two
    assert len(one.out.splitlines()) == 600


def test_a_file_named_in_two_ways_is_checked_once(softsell: Softsell) -> None:
    post("a.txt", SALE)
    result = softsell("check", "./a.txt", "a.txt", "posts/../a.txt", Path("a.txt").absolute(), "--format", "concise")
    assert result.concise == ["./a.txt:1:1: warning house/hurry"]
    assert len(softsell("check", "a.txt", ".", "--format", "concise").concise) == 1


def test_settings_for_files_of_which_there_is_none_are_told_once_for_a_whole_folder(softsell: Softsell) -> None:
    post("posts/a.txt", SALE)
    Path("softsell.toml").write_text(
        Path("softsell.toml").read_text()
        + '[files."replies/*"]\nignore = ["house"]\n[files."posts/*"]\nseverity = "error"\n'
    )
    note = 'note: No file in . matches [files."replies/*"] in its settings.\n'
    assert softsell("check").err == note
    assert softsell("check", ".", ".", "--statistics").err == note
    assert softsell("check", "posts").err == ""  # the files may be elsewhere
    assert softsell("check", "posts/a.txt").err == ""
    post("replies/b.txt", SALE)
    assert softsell("check").err == ""


def test_praise_is_shown_whatever_the_severity(softsell: Softsell) -> None:
    post("a.txt", f"Thank you, friends. {SALE}")
    for severity in ("suggestion", "warning", "error"):
        assert "good: It says thank you." in softsell("check", "a.txt", "--severity", severity).out, severity
    Path("softsell.toml").write_text(Path("softsell.toml").read_text() + 'severity = "error"\n')
    assert [finding.rule for finding in check("Thank you!", config=read_config("softsell.toml")).findings] == [
        "house/thanks"
    ]


def test_a_pack_of_a_folder_above_is_looked_for_there(softsell: Softsell, tmp_path: Path) -> None:
    nowhere = tmp_path.parent / "nowhere"
    own_settings().write_text(f'trust = ["{nowhere}"]\n')
    Path("softsell.toml").write_text('packs = ["../nowhere"]\n')
    post("a.txt", SALE)
    assert f"softsell looked for it in {tmp_path.parent}." in softsell("check", "a.txt").err


def test_a_pack_declares_a_score_of_its_own(softsell: Softsell) -> None:
    head = Path("house/pack.yml")
    head.write_text(head.read_text().replace("dimension: pushiness", "dimension: calm\ndimensions: [calm]"))
    post("a.txt", SALE)
    result = softsell("check", "a.txt", "--show-score")
    assert "calm         ██" in result.out
    (draft,) = json.loads(softsell("check", "a.txt", "--format", "json").out)["files"][0]["drafts"]
    assert list(draft["scores"]) == ["pushiness", "self-focus", "questions", "readability", "calm"]
    assert draft["scores"]["calm"] > 0
    assert [finding["dimension"] for finding in draft["findings"]] == ["calm"]
    post("a.txt", "La boulangerie est ouverte tous les jours de la semaine et nous vous attendons.")
    (foreign,) = json.loads(softsell("check", "a.txt", "--format", "json").out)["files"][0]["drafts"]
    assert foreign["scores"]["calm"] == 0


@pytest.mark.parametrize("other", ["--show-score", "--write-baseline", "--diff"])
def test_statistics_refuses_what_it_would_pass_over(softsell: Softsell, other: str) -> None:
    post("a.txt", SALE)
    result = softsell("check", "a.txt", "--statistics", other)
    assert result.status == WRONG_USE
    assert f"--statistics and {other} can't be used together." in result.err


def test_statistics_leave_praise_out_and_keep_the_exit_code(softsell: Softsell) -> None:
    post("a.txt", f"Thank you. {SALE}")
    result = softsell("check", "a.txt", "--statistics")
    assert result.out == "     1  warning     house/hurry  --fix fixes 1\n"
    assert result.status == FINDINGS


def test_no_result_is_kept_and_no_cache_is_still_taken(
    softsell: Softsell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTSELL_CACHE_DIR", str(folder / ".cache"))
    post("a.txt", "Hurry in for the quibblewax candles.\n")  # a word that no pack has
    assert softsell("check", "a.txt", "--no-cache") == softsell("check", "a.txt")
    assert not any(b"quibblewax" in path.read_bytes() for path in (folder / ".cache").rglob("*") if path.is_file())
    assert "results" not in {path.name for path in (folder / ".cache").iterdir()}
