"""A user's settings lie over the packs, and the packs stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import softsell
from softsell.checks.rule import Pack, Rule
from softsell.config import Config, Layer, RuleSettings
from softsell.errors import ConfigError, PackError
from softsell.packs import load_builtin, load_pack
from softsell.packs.names import covers
from softsell.packs.resolve import all_rules, resolve

WritePack = Callable[..., Path]

RULES = """
- id: urgency
  kind: phrase
  message: m
  why: w
  patterns: [hurry, last chance, act now]
  examples: {bad: [x], good: [y]}
- id: urgency-mild
  kind: phrase
  enabled: false
  message: m
  why: w
  patterns: [today only]
  examples: {bad: [x], good: [y]}
- id: hashtags
  kind: count
  message: m
  why: w
  of: [<hashtag>]
  at_most: 5
  examples: {bad: [x], good: [y]}
- id: grade
  kind: metric
  measure: flesch_kincaid_grade
  at_most: 9
  on: {linkedin: 11}
  message: m
  why: w
  examples: {bad: [x], good: [y]}
- id: grade-high
  kind: metric
  severity: error
  measure: flesch_kincaid_grade
  at_most: 12
  message: m
  why: w
  examples: {bad: [x], good: [y]}
- id: thanks
  kind: phrase
  positive: true
  weight: -3
  message: m
  why: w
  patterns: [thank you]
  examples: {bad: [x], good: [y]}
- id: bio
  kind: phrase
  platforms: [x, bluesky]
  message: m
  why: w
  patterns: [link in bio]
  examples: {bad: [x], good: [y]}
- id: words
  kind: swap
  message: m
  why: w
  swap: {utilize: use, prior to: before}
  examples: {bad: [x], good: [y]}
"""

MEASURED = """
name: demo
version: 1.0.0
description: d
license: MIT
dimension: readability
measures:
  - {measure: flesch_kincaid_grade, low: 8, high: 16, points: 60}
  - {measure: flesch_reading_ease, low: 60, high: 20, points: 40}
  - {measure: reading_difficulty, low: 50, high: 70, points: 10}
  - {measure: words, low: 60, high: 90, points: 10}
"""


@pytest.fixture
def packs(write_pack: WritePack) -> list[Pack]:
    return [load_pack(write_pack(RULES, MEASURED))]


def on(packs: list[Pack], config: Config, platform: str | None = None) -> set[str]:
    return {rule.id.removeprefix("demo/") for rule in resolve(packs, config, platform).rules}


def one(packs: list[Pack], config: Config, name: str, platform: str | None = None) -> Rule:
    return next(rule for rule in resolve(packs, config, platform).rules if rule.id == f"demo/{name}")


def told(packs: list[Pack], config: Config) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        resolve(packs, config)
    return [f"{mistake.message} {mistake.hint}" for mistake in refused.value.diagnostics]


ALL = {"urgency", "hashtags", "grade", "grade-high", "thanks", "words"}


def test_without_settings_the_rules_are_as_the_pack_says(packs: list[Pack]) -> None:
    effective = resolve(packs, Config())
    assert {rule.id.removeprefix("demo/") for rule in effective.rules} == ALL
    assert all(rule in packs[0].rules for rule in effective.rules)
    assert effective.measures == {"readability": packs[0].measures}


def test_a_rule_for_certain_platforms_is_silent_elsewhere(packs: list[Pack]) -> None:
    assert on(packs, Config(), "x") == ALL | {"bio"}
    assert on(packs, Config(), "linkedin") == ALL


@pytest.mark.parametrize(
    ("name", "rule", "yes"),
    [
        ("demo/urgency", "demo/urgency", True),
        ("demo", "demo/urgency", True),
        ("demo/", "demo/urgency", True),
        ("demo/urgency", "demo/urgency-mild", True),
        ("demo/urg", "demo/urgency", False),
        ("dem", "demo/urgency", False),
        ("urgency", "demo/urgency", False),
    ],
)
def test_what_a_name_means(name: str, rule: str, yes: bool) -> None:
    assert covers(name, rule) is yes


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (Config(ignore=("demo/urgency",)), ALL - {"urgency"}),
        (Config(ignore=("demo",)), set()),
        (Config(select=("demo/grade",)), {"grade", "grade-high"}),
        (Config(select=("demo/urgency",)), {"urgency"}),
        (Config(select=("demo/urgency-mild",)), {"urgency-mild"}),
        (Config(select=("demo/urgency",), extend_select=("demo/thanks",)), {"urgency", "thanks"}),
        (Config(extend_select=("demo/urgency-mild",)), ALL | {"urgency-mild"}),
        (Config(select=("demo",), ignore=("demo/grade",)), ALL - {"grade", "grade-high"}),
        (Config(rules={"demo/urgency": RuleSettings(enabled=False)}), ALL - {"urgency"}),
        (Config(rules={"demo/urgency-mild": RuleSettings(enabled=True)}), ALL | {"urgency-mild"}),
        (Config(rules={"demo/urgency": RuleSettings(enabled=True)}, ignore=("demo/urgency",)), ALL - {"urgency"}),
    ],
)
def test_switching_rules_on_and_off(config: Config, expected: set[str], packs: list[Pack]) -> None:
    assert on(packs, config) == expected


@pytest.mark.parametrize("setting", ["select", "extend_select"])
def test_the_name_of_a_pack_that_is_off_switches_all_of_it_on(setting: str) -> None:
    """As rules/README.md says of the packs for other trades."""
    packs = load_builtin()
    name = "job-posts"
    members = {rule.id for rule in all_rules(packs, Config()) if covers(name, rule.id)}
    assert not members & {rule.id for rule in resolve(packs, Config()).rules}
    chosen = replace(Config(), **{setting: (name,)})
    assert members <= {rule.id for rule in resolve(packs, chosen).rules}
    family = f"{name}/family"
    without = replace(chosen, rules={family: RuleSettings(enabled=False)})
    assert members - {rule.id for rule in resolve(packs, without).rules} == {family}


def test_severity_weight_and_bounds(packs: list[Pack]) -> None:
    config = Config(rules={"demo/hashtags": RuleSettings(severity="error", weight=9, at_most=2)})
    rule = one(packs, config, "hashtags")
    assert (rule.severity, rule.weight, rule.options["at_most"]) == ("error", 9, 2)
    assert one(packs, Config(), "hashtags").options["at_most"] == 5


def test_phrases_are_added_removed_and_allowed(packs: list[Pack]) -> None:
    config = Config(
        allow=("last chance saloon",),
        rules={"demo/urgency": RuleSettings(add=("going fast",), remove=("act now",), allow=("hurry home",))},
    )
    rule = one(packs, config, "urgency")
    assert rule.options["patterns"] == ["hurry", "last chance", "going fast"]
    assert rule.unless == ("hurry home", "last chance saloon")
    assert one(packs, config, "words").unless == ("last chance saloon",)


def test_a_replacement_can_be_taken_out(packs: list[Pack]) -> None:
    config = Config(rules={"demo/words": RuleSettings(remove=("prior to",))})
    assert one(packs, config, "words").options["swap"] == {"utilize": "use"}


def test_banned_phrases_are_a_rule_of_their_own(packs: list[Pack]) -> None:
    rules = {rule.id: rule for rule in resolve(packs, Config(ban=("click here", "~utilize"))).rules}
    banned = rules["custom/banned"]
    assert (banned.severity, banned.options) == ("warning", {"patterns": ["click here", "~utilize"]})
    settings = {"custom/banned": RuleSettings(severity="error")}
    assert resolve(packs, Config(ban=("x",), rules=settings)).rules[-1].severity == "error"
    assert "custom/banned" not in on(packs, Config(ban=("x",), ignore=("custom",)))


def test_a_reading_level_moves_all_bounds_alike(packs: list[Pack]) -> None:
    config = Config(reading_level=7)
    assert one(packs, config, "grade").options["at_most"] == 7
    assert one(packs, config, "grade").options["on"] == {}  # who sets a level means it everywhere
    assert one(packs, config, "grade-high").options["at_most"] == 10
    grade, ease, difficulty, words = resolve(packs, config).measures["readability"]
    assert (grade.low, grade.high) == (6, 14)
    assert ease.low == pytest.approx(74.34, abs=0.01)
    assert (difficulty.low, difficulty.high) == pytest.approx((44.8, 64.8))
    assert (words.low, words.high) == (60, 90)


def test_who_sets_a_reading_level_hears_of_what_is_above_it() -> None:
    text = (
        "Considerable deliberation regarding fermentation methodologies determined our organisational preferences. "
        "Participants appreciate consistency, so traditional approaches remain superior throughout the establishment."
    )

    def hears(config: Config) -> bool:
        return any(
            one.rule == "readability/hard-to-read"
            for one in softsell.check(text, platform="linkedin", config=config).findings
        )

    assert not hears(Config())
    assert hears(Config(reading_level=5))
    assert hears(Config(platforms={"linkedin": Layer(reading_level=5)}))
    assert not hears(Config(reading_level=5, ignore=("readability/hard-to-read",)))
    assert not hears(Config(reading_level=5, rules={"readability/hard-to-read": RuleSettings(enabled=False)}))


def test_an_audience_is_a_reading_level_and_a_reading_level_beats_it(packs: list[Pack]) -> None:
    assert one(packs, Config(audience="everyone"), "grade").options["at_most"] == 9
    assert one(packs, Config(audience="experts"), "grade").options["at_most"] == 14
    assert one(packs, Config(audience="experts", reading_level=6), "grade").options["at_most"] == 6


def test_a_bound_of_the_users_own_beats_the_reading_level_and_holds_everywhere(packs: list[Pack]) -> None:
    config = Config(reading_level=6, rules={"demo/grade": RuleSettings(at_most=10)})
    assert one(packs, config, "grade").options["at_most"] == 10
    assert one(packs, config, "grade").options["on"] == {}


def test_settings_for_one_platform_hold_there_only(packs: list[Pack]) -> None:
    config = Config(
        ignore=("demo/words",),
        platforms={
            "x": Layer(
                ignore=("demo/grade",),
                ban=("thread",),
                rules={"demo/hashtags": RuleSettings(at_most=1)},
                audience="teenagers",
            )
        },
    )
    assert on(packs, config, "linkedin") == ALL - {"words"}
    assert on(packs, config, "x") == (ALL | {"bio", "custom/banned"}) - {"words", "grade", "grade-high"}
    assert one(packs, config, "hashtags", "x").options["at_most"] == 1
    assert one(packs, config, "hashtags").options["at_most"] == 5


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (Config(ignore=("demmo",)), "“demmo” isn't a rule or pack. Did you mean “demo”?"),
        (Config(select=("demo/urgncy",)), "“demo/urgncy” isn't a rule or pack. Did you mean “demo/urgency"),
        (
            Config(extend_select=("hashtag",)),
            "“hashtag” isn't a rule or pack. Did you mean “demo/hashtags”?",
        ),
        (Config(ignore=("zzz",)), "“zzz” isn't a rule or pack. “softsell rules” lists all rules."),
        (Config(rules={"demo/hashtag": RuleSettings(enabled=False)}), "“demo/hashtag” isn't a rule."),
        (Config(ban=("(a",)), "“(a” isn't a valid pattern: this group is never closed."),
        (
            Config(allow=("<numbr>",)),
            "“<numbr>” isn't a valid pattern: there is no class <numbr>. Did you mean “number”?",
        ),
        (
            Config(rules={"demo/urgency": RuleSettings(remove=("Hurry!",))}),
            "This rule has no pattern “Hurry!”. Did you mean “hurry”?",
        ),
        (
            Config(rules={"demo/urgency": RuleSettings(remove=("hurry", "last chance", "act now"))}),
            "This leaves the rule nothing to look for. To switch it off, write enabled = false.",
        ),
        (Config(rules={"demo/urgency": RuleSettings(add=("a )",))}), "“a )” isn't a valid pattern:"),
        (Config(rules={"demo/urgency": RuleSettings(at_most=3)}), "This rule has no at-most to change."),
        (
            Config(rules={"demo/hashtags": RuleSettings(at_least=3)}),
            "This rule has no at-least to change. It has at-most.",
        ),
        (
            Config(rules={"demo/words": RuleSettings(add=("x",))}),
            "This rule needs replacements, so you can't add any",
        ),
        (
            Config(rules={"demo/grade": RuleSettings(add=("x",))}),
            "This rule doesn't look for patterns, so you can't add any",
        ),
        (
            Config(rules={"demo/thanks": RuleSettings(severity="error")}),
            "This rule praises, so its severity is always suggestion.",
        ),
    ],
)
def test_what_is_not_there_can_not_be_changed(config: Config, expected: str, packs: list[Pack]) -> None:
    (mistake,) = told(packs, config)
    assert mistake.startswith(expected)


def test_all_mistakes_are_told_at_once(packs: list[Pack]) -> None:
    assert len(told(packs, Config(select=("a", "b"), ignore=("c",), ban=("(",)))) == 4


def test_rules_that_are_off_can_be_listed_too(packs: list[Pack]) -> None:
    listed = {rule.id: rule.enabled for rule in all_rules(packs, Config(ignore=("demo/urgency",)))}
    assert listed["demo/urgency"] is False
    assert len(listed) == len(packs[0].rules)


EXTENDING = """
name: house-style
version: 1.0.0
description: d
license: MIT
extends: [demo]
rules:
  demo/urgency: {add: [while supplies last], severity: error}
  demo/hashtags: {at_most: 3}
"""


def test_a_pack_that_extends_another_changes_its_rules_and_the_user_changes_both(
    packs: list[Pack], write_pack: WritePack
) -> None:
    folder = write_pack(pack=EXTENDING, folder="house")
    both = [*packs, load_pack(folder)]
    assert one(both, Config(), "urgency").options["patterns"][-1] == "while supplies last"
    assert one(both, Config(), "urgency").severity == "error"
    config = Config(
        rules={"demo/urgency": RuleSettings(remove=("while supplies last",)), "demo/hashtags": RuleSettings(at_most=7)}
    )
    assert "while supplies last" not in one(both, config, "urgency").options["patterns"]
    assert one(both, config, "hashtags").options["at_most"] == 7
    assert one(packs, Config(), "hashtags").options["at_most"] == 5


def test_a_pack_can_not_remove_what_is_not_there(packs: list[Pack], write_pack: WritePack) -> None:
    broken = EXTENDING + "  demo/grade: {remove: [x]}\n"
    both = [*packs, load_pack(write_pack(pack=broken, folder="house"))]
    with pytest.raises(PackError, match="demo/grade: This rule has no pattern “x”") as refused:
        resolve(both, Config())
    [mistake] = refused.value.diagnostics
    assert mistake.excerpt[mistake.column - 1] == "x", "the caret stands below the very pattern"


def test_what_is_banned_stays_banned_whatever_is_selected() -> None:
    packs = load_builtin()
    some = resolve(packs, Config(ban=("cheap",), select=("questions",)), None)
    assert any(rule.id == "custom/banned" and rule.enabled for rule in some.rules)
    none = resolve(packs, Config(ban=("cheap",), ignore=("custom",)), None)
    assert not any(rule.id == "custom/banned" and rule.enabled for rule in none.rules)
    resolve(packs, Config(select=("custom", "questions")), None)


def test_a_bound_below_zero_is_refused_where_things_are_counted(packs: list[Pack]) -> None:
    config = Config(rules={"demo/hashtags": RuleSettings(at_most=-3)})
    assert told(packs, config) == ["at-most can't be below 0, because this rule counts something. Write 0 or more."]
    easy = Config(rules={"demo/grade": RuleSettings(at_most=-1)})
    assert one(packs, easy, "grade").options["at_most"] == -1
