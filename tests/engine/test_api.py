"""What ``import softsell`` promises: names, shapes, errors, and that it stays light."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import softsell
from softsell.engine.engine import Engine
from softsell.files.apply_fixes import apply_fixes
from softsell.packs import cache, load_pack
from softsell.platforms import PLATFORMS

HARD_SELL = "🚨 LAST CHANCE!!! Hurry, only 3 left. Buy now at https://shop.example 🔥🔥🔥"
KIND = "The lemon cake is back. It keeps till Sunday in a tea towel. What do you eat with it?"


def test_a_hard_sell_is_found_and_a_kind_post_is_left_alone() -> None:
    hard, kind = softsell.check(HARD_SELL), softsell.check(KIND)
    assert {finding.rule.partition("/")[0] for finding in hard.findings} >= {"pushiness"}
    assert hard.scores["pushiness"] is not None
    assert hard.scores["pushiness"] > 80
    assert (kind.scores["pushiness"] or 0) < 5
    assert not [finding for finding in kind.findings if finding.severity != "suggestion"]


def test_a_report_has_what_interfaces_promise() -> None:
    report = softsell.check(HARD_SELL)
    assert set(report.scores) == {"pushiness", "self-focus", "questions", "readability"}
    assert {
        "words",
        "sentences",
        "syllables",
        "first_person",
        "second_person",
        "flesch_reading_ease",
        "flesch_kincaid_grade",
    } <= set(report.measures)
    finding = report.findings[0]
    assert finding.severity in ("suggestion", "warning", "error")
    assert finding.span is not None
    assert HARD_SELL[finding.span.start : finding.span.end]
    assert finding.message
    assert finding.why
    sentence = softsell.check(KIND).sentences[-1]
    assert (KIND[sentence.start : sentence.end], sentence.kind, sentence.invites, sentence.sales_question) == (
        "What do you eat with it?",
        "question",
        True,
        False,
    )


def test_pronouns_are_counted_by_person_and_the_brand_is_not_one() -> None:
    report = softsell.check("We at Juno mend your shoes. Juno is yours.", config=softsell.Config(brands=("Juno",)))
    assert report.measures["first_person"] == 1
    assert report.measures["second_person"] == 2
    assert report.measures["brand_mentions"] == 2


def test_a_short_draft_has_no_readability_score() -> None:
    assert softsell.check("Soup is on.").scores["readability"] is None
    assert softsell.check("").scores == {
        "pushiness": 0,
        "self-focus": 0,
        "questions": pytest.approx(0, abs=100),
        "readability": None,
    }


def test_another_language_gets_one_note_and_no_nonsense() -> None:
    report = softsell.check(
        "Heute gibt es frisches Brot aus dem neuen Ofen, kommt vorbei und bringt eure Nachbarn mit!"
    )
    assert [finding.rule for finding in report.findings] == ["softsell/not-english"]


GERMAN = "Heute gibt es frisches Brot aus dem neuen Ofen. Kommt vorbei und bringt eure Nachbarn mit! Nur heute!!!"


@pytest.mark.parametrize("platform", [None, *PLATFORMS])
@pytest.mark.parametrize(
    "english", ["Act now, it's your last chance to get rye this week!!!", "We utilize rye. What do you bake?"]
)
def test_only_the_english_part_of_a_draft_in_two_languages_is_checked(english: str, platform: str | None) -> None:
    alone = softsell.check(english, platform=platform)
    for text in (f"{english}\n\n{GERMAN}", f"{GERMAN}\n\n{english}", f"{english} {GERMAN}"):
        start = text.index(english)
        report = softsell.check(text, platform=platform)
        *found, note = [finding for finding in report.findings if not finding.positive]
        assert note.rule == "softsell/partly-english"
        assert "Heute gibt es frisches Brot" in note.message
        placed = {(f.rule, f.span.start - start, f.span.end - start) for f in found if f.span}
        assert placed == {(f.rule, *f.span) for f in alone.findings if f.span and not f.positive}
        assert report.measures["words"] == alone.measures["words"]
        assert report.measures["exclamation_marks"] == alone.measures["exclamation_marks"]
        assert report.measures["characters"] == alone.measures["characters"]
        assert report.scores["pushiness"] == alone.scores["pushiness"]


def test_no_fix_touches_the_part_that_was_passed_over() -> None:
    text = f"We utilize rye and we rise at four in order to bake.\n\n{GERMAN}\n\nDon't miss out! We utilize wheat too."
    mended, fixes = apply_fixes(text, softsell.check(text).findings, "post.txt")
    assert fixes
    assert GERMAN in mended


def test_a_question_in_the_other_language_is_none_that_is_missing() -> None:
    english = (
        "The walnut rye sold out by ten this morning, so a second batch is in the old oven and my sister waits for it."
    )
    assert "questions/no-question" in {finding.rule for finding in softsell.check(english).findings}
    text = f"{english}\n\nWir haben heute frisches Brot gebacken. Welches mögt ihr am liebsten?"
    assert "questions/no-question" not in {finding.rule for finding in softsell.check(text).findings}


def test_every_platform_can_be_named_and_no_other() -> None:
    for platform in PLATFORMS:
        softsell.check(KIND, platform=platform)
    with pytest.raises(softsell.UsageError, match="linkedin"):
        softsell.check(KIND, platform="linkedn")


def test_a_reply_that_leaves_a_question_open_is_found() -> None:
    rules = [f.rule for f in softsell.check("Thank you for writing!", reply_to="When do you open on Sunday?").findings]
    assert "authenticity/unanswered-question" in rules
    rules = [f.rule for f in softsell.check("We open at nine.", reply_to="When do you open on Sunday?").findings]
    assert "authenticity/unanswered-question" not in rules


def test_a_comment_that_names_no_rule_is_answered_with_the_nearest() -> None:
    text = "<!-- softsell-disable-next pushiness/hury: our sign says so -->\n\nHurry, the buns are warm.\n"
    messages = {finding.rule: finding.message for finding in softsell.check(text, markup="markdown").findings}
    assert "pushiness/hurry" in messages
    assert messages["softsell/unused-suppression"] == ("“pushiness/hury” isn't a rule. Did you mean “pushiness/hurry”?")


def test_whoever_switches_a_rule_off_is_asked_for_the_reason_gently() -> None:
    silent = "<!-- softsell-disable-next pushiness/hurry -->\n\nHurry, the buns are warm.\n"
    [note] = [f for f in softsell.check(silent, markup="markdown").findings if f.rule.startswith("softsell/")]
    assert (note.rule, note.severity) == ("softsell/no-reason", "suggestion")
    assert "pushiness/hurry" not in [f.rule for f in softsell.check(silent, markup="markdown").findings]
    told = silent.replace("hurry -->", "hurry: our sign says so -->")
    assert not [f for f in softsell.check(told, markup="markdown").findings if f.rule.startswith("softsell/")]


def test_a_rule_may_ask_for_any_measure_of_textstat(tmp_path: Path) -> None:
    (tmp_path / "pack.yml").write_text("name: own\nversion: 1.0.0\ndescription: d\nlicense: MIT\n")
    (tmp_path / "rules.yml").write_text(FOGGY)
    report = softsell.check("The bread is warm and the door is open.", config=softsell.Config(packs=(str(tmp_path),)))
    assert report.measures["gunning_fog"] < 12
    assert "gunning_fog" not in softsell.check("The bread is warm and the door is open.").measures


def test_a_pack_that_held_with_another_model_is_used_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTSELL_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "pack.yml").write_text("name: own\nversion: 1.0.0\ndescription: d\nlicense: MIT\n")
    (tmp_path / "rules.yml").write_text(FOGGY.replace("at_most: 12", "at_most: 90"))
    config = softsell.Config(packs=(str(tmp_path),))
    with pytest.raises(softsell.PackError):
        Engine(config)
    cache.remember_proof(load_pack(tmp_path), "a larger model")
    [warning] = Engine(config).warnings
    assert "still used" in warning.hint


FOGGY = """
- id: foggy
  kind: metric
  measure: gunning_fog
  at_most: 12
  message: "Fog of {count}."
  why: Fog hides the bread.
  examples:
    bad: ["Extraordinarily complicated institutional communications necessitate considerable interpretation."]
    good: ["The bread is warm and the door is open."]
"""


def test_front_matter_names_platform_and_audience() -> None:
    text = "---\nplatform: {platform}\naudience: {audience}\n---\nThe soup is on, and so is the stove.\n"
    report = softsell.check(text.format(platform="Twitter", audience="experts"), markup="markdown")
    assert report.draft.context.platform == "x"
    with pytest.raises(softsell.DraftError, match=r"Line 2, column 11: .* “linkedin”"):
        softsell.check(text.format(platform="linkedn", audience="experts"), markup="markdown")
    with pytest.raises(softsell.DraftError, match=r"Line 3, column 11: .* “teenagers”"):
        softsell.check(text.format(platform="x", audience="teenager"), markup="markdown")


def test_settings_that_no_rule_sees_share_the_compiled_rules() -> None:
    first = softsell.Engine(softsell.Config(brands=("Juno",)))
    second = softsell.Engine(softsell.Config(brands=("Fern",)))
    assert first.rule_set("x") is second.rule_set("x")
    assert first.rule_set("x") is not softsell.Engine(softsell.Config(ignore=("pushiness",))).rule_set("x")


def test_what_is_milder_than_asked_for_is_not_shown_but_counts() -> None:
    everything, grave = softsell.check(HARD_SELL), softsell.check(HARD_SELL, config=softsell.Config(severity="error"))
    assert grave.scores == everything.scores
    assert {finding.severity for finding in grave.findings} <= {"error"}


def test_markup_is_not_read_as_prose_and_spans_point_into_the_source() -> None:
    text = "# Bread\n\n**Hurry**, the `BUY NOW` button is [gone](https://x.example/last-chance).\n"
    findings = [f for f in softsell.check(text, markup="markdown").findings if f.rule == "pushiness/hurry"]
    assert [text[slice(*f.span)] for f in findings if f.span] == ["Hurry"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("half a pair \ud83d", softsell.LoneSurrogate),
        ("a" * 100_001, softsell.DraftTooLarge),
        ("bytes \x00 here", softsell.BinaryFile),
    ],
)
def test_what_no_text_holds_is_refused_without_showing_it(text: str, error: type[softsell.SoftsellError]) -> None:
    with pytest.raises(error) as caught:
        softsell.check(text)
    assert "bytes" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_check_imports_nothing_heavy() -> None:
    code = (
        "import sys, softsell; softsell.check('Good morning from the bakery.');"
        "print([m for m in ('spacy', 'pydantic', 'textstat', 'nltk', 'starlette', 'requests') if m in sys.modules])"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True
    )  # the first run may have to validate packs
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_checked_or_refused_with_a_sentence(text: str) -> None:
    try:
        report = softsell.check(text)
    except softsell.DraftError:
        return
    for name, score in report.scores.items():
        if name == "readability" and report.measures["words"] < 5:
            assert score is None
        else:
            assert score is not None
            assert 0 <= score <= 100
    for finding in report.findings:
        if finding.span is not None:
            assert 0 <= finding.span.start <= finding.span.end <= len(text)
    positions = [sentence.start for sentence in report.sentences]
    assert positions == sorted(positions)


PHRASES = [
    "Hurry!",
    "LAST CHANCE",
    "buy now",
    "We utilize rye.",
    "only 3 left",
    "sooooo good",
    "!!!",
    "🔥🔥🔥🔥",
    "you",
    "Soup is on.",
    "\n",
    ", ",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=8).map(" ".join))
def test_fixing_comes_to_an_end(text: str) -> None:
    """A fix may uncover a finding that a stronger one on the same words had hidden, but not for ever."""
    for _ in range(20):
        fixes = [
            finding.fixes[0] for finding in softsell.check(text).findings if finding.fixes and finding.fixes[0].safe
        ]
        if not fixes:
            return
        first = min(fixes, key=lambda fix: fix.span)
        text = text[: first.span.start] + first.text + text[first.span.end :]
    pytest.fail("there is always something left to fix")


SHELL = """\
- id: shell
  kind: swap
  message: "“{match}” hurries."
  why: Calm sells.
  swap:
    hurry in: drop by
  examples:
    bad: ["[[Hurry in]] today."]
    good: ["Bread is baked here."]
"""


def test_the_fixes_of_a_pack_that_is_not_trusted_are_not_safe(tmp_path: Path) -> None:
    (tmp_path / "pack.yml").write_text("name: own\nversion: 1.0.0\ndescription: d\nlicense: MIT\n")
    (tmp_path / "rules.yml").write_text(SHELL)

    def fix(untrusted: tuple[str, ...]) -> tuple[str, bool, bool]:
        config = softsell.Config(packs=(str(tmp_path),), untrusted=untrusted, select=("own",))
        [finding] = softsell.check("Hurry in today.", config=config).findings
        [found] = finding.fixes
        return found.text, found.safe, found.untrusted

    assert fix(()) == ("Drop by", True, False)
    assert fix((str(tmp_path),)) == ("Drop by", False, True)


def test_a_report_as_a_dict_is_what_format_json_gives(tmp_path: Path) -> None:
    draft = tmp_path / "post.txt"
    draft.write_text(HARD_SELL, encoding="utf-8")
    command = [sys.executable, "-m", "softsell", "check", str(draft), "--isolated", "--no-server", "--format", "json"]
    printed = json.loads(subprocess.run(command, capture_output=True, check=False, timeout=60).stdout)
    assert json.loads(json.dumps(softsell.check(HARD_SELL).to_dict())) == printed["files"][0]["drafts"][0]


def test_settings_come_from_a_file_where_a_path_is_given(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('ban = ["rye"]\nselect = ["custom"]\n', encoding="utf-8")
    config = softsell.load_config(path)
    assert config.ban == ("rye",)
    for chosen in (config, path, str(path)):
        assert [finding.rule for finding in softsell.check("Rye is back.", config=chosen).findings] == ["custom/banned"]
        (report,) = softsell.check_many(["Rye is back."], config=chosen)
        assert len(report.findings) == 1
    with pytest.raises(softsell.ConfigError, match=r"nowhere\.toml"):
        softsell.check("Rye.", config=tmp_path / "nowhere.toml")


def test_a_check_that_an_event_loop_waits_for_is_the_same_check() -> None:
    text = "Last chance to grab yours!"
    report = asyncio.run(softsell.check_async(text, platform="x"))
    assert report.findings == softsell.check(text, platform="x").findings
    with pytest.raises(softsell.UsageError):
        asyncio.run(softsell.check_async(text, platform="myspace"))
