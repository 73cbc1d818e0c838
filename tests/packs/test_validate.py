"""A pack with mistakes is refused with all of them, each at its place, with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from softsell.checks import KINDS
from softsell.errors import PackError
from softsell.packs import load_pack

EXAMPLES = "\n  examples: {bad: [x], good: [y]}"


def rule(lines: str) -> str:
    """A rule that is whole but for what ``lines`` do to it."""
    keys = {line.split(":")[0].strip(" -") for line in lines.splitlines()}
    rest = {"id": "one", "kind": "phrase", "message": "Hm.", "why": "Because.", "patterns": "[a]"}
    if "kind" in keys:
        del rest["patterns"]
    whole = "\n".join(f"  {key}: {value}" for key, value in rest.items() if key not in keys)
    indented = "\n".join(f"  {line}" for line in lines.splitlines())
    return "-" + f"{whole}\n{indented}"[1:] + ("" if "examples" in keys else EXAMPLES)


def test_a_pack_is_read_as_it_stands(write_pack: Callable[..., Path]) -> None:
    pack = load_pack(write_pack())
    assert (pack.name, pack.version, pack.license, pack.language, pack.dimension) == (
        "demo",
        "1.0.0",
        "MIT",
        "en",
        "pushiness",
    )
    (only,) = pack.rules
    assert (only.id, only.kind, only.severity, only.weight, only.source) == (
        "demo/last-chance",
        "phrase",
        "warning",
        12,
        "003",
    )
    assert only.options == {"patterns": ["(your|the) (last|final) chance", "only <number> <word>? left"]}
    assert only.unless == ("the last chance saloon",)
    assert only.dimension == "pushiness"
    assert only.bad[0].text == "This is your final chance, friends."
    assert only.bad[0].span == (8, 25)
    assert (only.bad[1].span, only.bad[1].platform) == ((0, 17), "x")
    assert only.good[0].text == "We met at the Last Chance Saloon."
    assert only.place == f"{pack.path}/rules.yml:1"


def test_a_rule_may_feed_another_score_or_none(write_pack: Callable[..., Path]) -> None:
    rules = rule("id: one\ndimension: questions") + "\n" + rule("id: two\ndimension: none")
    assert [each.dimension for each in load_pack(write_pack(rules)).rules] == ["questions", None]


def test_praise_is_always_a_suggestion(write_pack: Callable[..., Path]) -> None:
    (praise,) = load_pack(write_pack(rule("positive: true\nweight: -4"))).rules
    assert (praise.positive, praise.severity, praise.weight) == (True, "suggestion", -4)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("id: Last Chance", "“Last Chance” can't be a name. | Use lower-case letters, digits and hyphens"),
        (
            "kind: word\npatterns: [a]",
            f"“word” isn't a kind of rule. | The kinds are {', '.join(sorted(KINDS))}",
        ),
        (
            "kind: count\nof: [<hashtag>]\nat_most: -3",
            "This rule counts something, so its bound can't be below 0. | Write 0 or more.",
        ),
        (
            "kind: metric\nmeasure: words\nat_most: 9\non: {x: -1}",
            "This rule counts something, so its bound can't be below 0.",
        ),
        ("kind: phrases\npatterns: [a]", "“phrases” isn't a kind of rule. | Did you mean “phrase”?"),
        ("severity: warnign", "“warnign” isn't allowed here. | Did you mean “warning”?"),
        ("weight: heavy", "This must be a number. | Write a number such as 3."),
        ("weight: 1000", "This number is too large. The maximum is 100. |"),
        ("weight: .nan", "This must be a number. |"),
        ("max_hits: 2.5", "This must be a whole number. |"),
        ("enabled: maybe", "“maybe” isn't true or false. | Write true or false."),
        ("why:", "“why” has no value. |"),
        ("why: [a, b]", "This must be a text. | If the text begins with a bracket, put quotes around all of it."),
        ("mesage: x", "“mesage” isn't a key here. | Did you mean “message”?"),
        ("unless: a phrase", "This must be a list. | Write each item on its own line, beginning with “- ”."),
        ("platforms: [linkdin]", "“linkdin” isn't allowed here. | Did you mean “linkedin”?"),
        ("platforms: [all, x]", "“all” already means every platform. | Keep either “all” or the names."),
        ("scope: ending", "“ending” isn't allowed here. | Did you mean “opening”?"),
        ("dimension: pushyness", "“pushyness” isn't a score. | Did you mean “pushiness”?"),
        ('message: "{mtch} hurries"', "“{mtch}” isn't a placeholder. | Did you mean “match”?"),
        ("patterns: []", "This rule has nothing to look for. | Add “patterns:” with a list below it."),
        ("patterns:\n  - (a|b", "This group is never closed. | Add a “)” where it ends."),
        ("patterns:\n  - a <numbr> b", "There is no class <numbr>. | Did you mean “number”?"),
        ("patterns:\n  - '   '", "This pattern is empty. | Delete the line."),
        ("patterns:\n  - # x", "A value is missing here. | Write a value, or delete the line."),
        ("patterns:\n  - note: this", "This must be a text. | Put quotes around the whole text"),
        ("unless:\n  - a ( b", "This group is never closed."),
        ("regex: ['(']", "This isn't a valid RE2 expression:"),
        ("positive: true", "The weight of a rule that praises can't be above 0"),
        ("positive: true\nweight: 0\nseverity: error", "The severity of a rule that praises must be suggestion."),
        ("kind: count\nof: [<hashtag>]", "This rule has no bound. | Add “at_most: …” or “at_least: …”."),
        ("kind: count\nof: [<hashtag>]\nat_most: many", "This must be a number."),
        ("kind: count\nof: [<hashtag>]\nat_mst: 3", "“at_mst” isn't a key here. | Did you mean “at_most”?"),
        ("kind: count\nat_most: 3", "This rule (kind: count) has no “of”. | Add a line “of: …”."),
        ("kind: swap\nswap: {(a: b}", "This group is never closed."),
        ("kind: swap\nswap: {a: {b: c}}", "This must be a text."),
        ("kind: metric\nmeasure: wrods\nat_most: 3", "“wrods” isn't a measure. | Did you mean “words”?"),
        (
            "kind: metric\nmeasure: words\nat_most: 3\non: {linkdin: 4}",
            "“linkdin” isn't a platform. | Did you mean “linkedin”?",
        ),
        ("kind: missing\npatterns: [a]\nwhen: {wrods: 3}", "“wrods” isn't a measure."),
        ("kind: order\nearly: [a]\nlate: [(b]", "This group is never closed."),
        ("examples: {bad: [a]}", "“examples” has no “good”. | Add a line “good: …”."),
        ("examples: {bad: [], good: [b]}", "This list is empty."),
        ("examples: {bad: ['[[a'], good: [b]}", "“[[” has no “]]” after it."),
        ("examples: {bad: ['a]]'], good: [b]}", "“]]” has no “[[” before it."),
        ("examples: {bad: ['[[a]] [[b]]'], good: [b]}", "An example can have only one mark, and this is a second one."),
        ("examples: {bad: ['[[ ]]'], good: [b]}", "There is nothing between “[[” and “]]”."),
        ("examples: {bad: [{text: a, need: model}], good: [b]}", "“need” isn't a key here. | Did you mean"),
        ("examples: {bad: [{platform: x}], good: [b]}", "This example has no “text”. | Add a line “text: …”."),
        ("examples: {bad: ['  '], good: [b]}", "This example has no text."),
    ],
)
def test_a_mistake_in_a_rule(
    lines: str, expected: str, write_pack: Callable[..., Path], mistakes: Callable[[Path], list[str]]
) -> None:
    told = mistakes(write_pack(rule(lines)))
    assert len(told) == 1, told
    assert told[0].partition(" ")[2].startswith(expected), told


@pytest.mark.parametrize(
    ("pack", "expected"),
    [
        ("", "pack.yml:1:1 The file is empty. | It needs at least name"),
        ("- name: demo", "pack.yml:1:1 pack.yml needs lines"),
        ("name: demo", "pack.yml:1:1 pack.yml has no “version”, “description” and “license”. | Add a line for each."),
        (
            "name: demo\nversion: one\ndescription: d\nlicense: MIT",
            "pack.yml:2:10 “one” isn't a version. | Write numbers with dots",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nlanguage: de",
            "pack.yml:5:11 “de” isn't allowed here.",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nlicence: MIT",
            "pack.yml:5:1 “licence” isn't a key here. | Did you mean “license”?",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nrules: {other/a: {enabled: false}}",
            "pack.yml:5:9 “other/a” isn't a rule of a pack that this pack extends. | Add other to “extends”",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nextends: [other]\nrules: {other/a: {enable: no}}",
            "pack.yml:6:19 “enable” isn't a key here. | Did you mean “enabled”?",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\ndimension: readability\n"
            "measures: [{measure: wrds, low: 1, high: 2, points: 5}]",
            "pack.yml:6:22 “wrds” isn't a measure. | Did you mean “words”?",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nmeasures: [{measure: words, low: 1, high: 2, points: 5}]",
            "pack.yml:5:11 These measures don't feed a score. | Add a “dimension”",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\ndimension: readability\n"
            "measures: [{measure: words, low: 1, high: 1, points: 5}]",
            "pack.yml:6:12 “low” and “high” are the same.",
        ),
    ],
)
def test_a_mistake_in_pack_yml(
    pack: str, expected: str, write_pack: Callable[..., Path], mistakes: Callable[[Path], list[str]]
) -> None:
    told = mistakes(write_pack(pack=pack))
    assert len(told) == 1, told
    assert told[0].startswith(expected), told


def test_all_mistakes_of_all_files_are_told_at_once_in_the_order_of_the_files(
    write_pack: Callable[..., Path], mistakes: Callable[[Path], list[str]]
) -> None:
    pack = write_pack(
        "- id: one\n  kind: phrase\n  severity: loud\n  mesage: x\n  why: y\n  patterns: [(a]\n- two\n",
        pack="name: demo\nverson: 1.0\ndescription: x\nlicense: MIT\n",
        later="- id: three\n  why: it is: this\n",
        more="name: not a rule\n",
    )
    assert mistakes(pack) == [
        "pack.yml:1:1 pack.yml has no “version”. | Add a line “version: …”.",
        "pack.yml:2:1 “verson” isn't a key here. | Did you mean “version”?",
        "later.yml:2:13 A colon and a space begin a new value, which isn't possible here. | If the colon is part"
        " of the text, put quotes around the text. Otherwise, indent the line like its neighbours.",
        "more.yml:1:1 A file of rules must be a list. | Begin each rule with “- id: …”.",
        "rules.yml:1:3 This rule has no “message” and “examples”. | Add a line for each.",
        "rules.yml:3:13 “loud” isn't allowed here. | Choose one of: suggestion, warning, error.",
        "rules.yml:4:3 “mesage” isn't a key here. | Did you mean “message”?",
        "rules.yml:6:14 This group is never closed. | Add a “)” where it ends.",
        "rules.yml:7:3 This isn't a rule. | Begin a rule with “- id: …” and indent its other lines below.",
    ]


def test_a_mistake_shows_the_line_and_a_caret(write_pack: Callable[..., Path]) -> None:
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(rule("patterns:\n  - only <numbr> left")))
    path = refused.value.diagnostics[0].path
    assert str(refused.value) == (
        f"{path}:6:12: There is no class <numbr>.\n"
        "  6 |     - only <numbr> left\n"
        "                 ^^^^^^^\n"
        "  Did you mean “number”?"
    )


def test_two_rules_of_one_name_are_told_also_across_files(
    write_pack: Callable[..., Path], mistakes: Callable[[Path], list[str]]
) -> None:
    (told,) = mistakes(write_pack(rule("id: one"), more=rule("id: one")))
    assert told.startswith("rules.yml:5:7 A rule called “one” already exists (")
    assert "more.yml, line 1). | Give this one another id." in told


def test_a_pack_without_rules_is_told(write_pack: Callable[..., Path], mistakes: Callable[[Path], list[str]]) -> None:
    folder = write_pack()
    (folder / "rules.yml").unlink()
    assert mistakes(folder) == [
        "pack.yml:1:1 The pack has no rules. | Add a file with a list of rules, such as rules.yml, next to pack.yml."
    ]


def test_a_pack_may_hold_ten_thousand_phrases_and_no_more(
    write_pack: Callable[..., Path], mistakes: Callable[[Path], list[str]]
) -> None:
    phrases = "\n".join(f"  - word{index}" for index in range(10_001))
    (told,) = mistakes(write_pack(rule(f"patterns:\n{phrases}")))
    assert told.startswith("rules.yml:10006:7 A pack can have at most 10,000 phrases. | Split it into two packs.")


def test_thousands_of_mistakes_are_cut_to_what_a_person_can_use(write_pack: Callable[..., Path]) -> None:
    phrases = "\n".join("  - (a" for _ in range(3_000))
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(rule(f"patterns:\n{phrases}")))
    assert len(refused.value.diagnostics) == 101
    assert refused.value.diagnostics[-1].message == "… and 2900 more mistakes."


DECLARING = (
    "name: demo\nversion: 1.0.0\ndescription: d\nlicense: MIT\ndimension: warmth\ndimensions: [warmth, fine-print]\n"
    "measures: [{measure: words, low: 5, high: 10, points: 20}]\n"
)


def test_a_pack_declares_scores_of_its_own(write_pack: Callable[..., Path]) -> None:
    pack = load_pack(write_pack(rule("id: one") + "\n" + rule("id: two\ndimension: fine-print"), DECLARING))
    assert (pack.dimension, pack.dimensions) == ("warmth", ("warmth", "fine-print"))
    assert [each.dimension for each in pack.rules] == ["warmth", "fine-print"]
    assert load_pack(pack.path) == pack  # as the cache keeps it


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[warmth, fine-print]", "[warmth, warmth]", "“warmth” is already a score."),
        ("[warmth, fine-print]", "[warmth, pushiness]", "“pushiness” is already a score."),
        ("dimension: warmth", "dimension: warmht", "Did you mean “warmth”?"),
        ("dimension: warmth", "dimension: zzzz", "A pack can add its own under “dimensions” in pack.yml."),
        ("[warmth, fine-print]", "[Warm Words]", "“Warm Words” can't be a name."),
    ],
)
def test_a_score_that_is_not_well_declared(write_pack: Callable[..., Path], old: str, new: str, expected: str) -> None:
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(rule("id: one"), DECLARING.replace(old, new)))
    assert expected in str(refused.value)
