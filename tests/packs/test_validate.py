"""A pack with mistakes is refused with all of them, each at its place, with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

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
        ("id: Last Chance", "“Last Chance” can't be a name. | Use small letters, digits and hyphens"),
        (
            "kind: word\npatterns: [a]",
            "There is no kind of rule called “word”. | The kinds are buried, count, fold, metric, missing, order, phrase,",
        ),
        (
            "kind: count\nof: [<hashtag>]\nat_most: -3",
            "A bound below 0 can't be met: this rule counts. | Write 0 or more.",
        ),
        ("kind: metric\nmeasure: words\nat_most: 9\non: {x: -1}", "A bound below 0 can't be met: this rule counts."),
        ("kind: phrases\npatterns: [a]", "There is no kind of rule called “phrases”. | Did you mean “phrase”?"),
        ("severity: warnign", "“warnign” is not known here. | Did you mean “warning”?"),
        ("weight: heavy", "A number is expected here. | Such as 3."),
        ("weight: 1000", "This number is too large: 100 is the most. |"),
        ("weight: .nan", "A number is expected here. |"),
        ("max_hits: 2.5", "A whole number is expected here. |"),
        ("enabled: maybe", "“maybe” is neither true nor false. | Write true or false."),
        ("why:", "Nothing is written after “why”. |"),
        ("why: [a, b]", "A text is expected here. | If it begins with a bracket, put quotes around the whole text."),
        ("mesage: x", "There is nothing called “mesage” here. | Did you mean “message”?"),
        ("unless: a phrase", "A list is expected here. | Write each on its own line, beginning with “- ”."),
        ("platforms: [linkdin]", "“linkdin” is not known here. | Did you mean “linkedin”?"),
        ("platforms: [all, x]", "“all” already means every platform. | Keep either all or the names."),
        ("scope: ending", "“ending” is not known here. | Did you mean “opening”?"),
        ("dimension: pushyness", "“pushyness” is not known here. | Did you mean “pushiness”?"),
        ('message: "{mtch} hurries"', "“{mtch}” stands for nothing. | Did you mean “match”?"),
        ("patterns: []", "This rule has nothing to look for. | Add “patterns:” and a list below it."),
        ("patterns:\n  - (a|b", "This group is never closed. | Add a “)” where it ends."),
        ("patterns:\n  - a <numbr> b", "There is no class <numbr>. | Did you mean “number”?"),
        ("patterns:\n  - '   '", "A pattern is expected here, and nothing is written. | Take the line out."),
        ("patterns:\n  - # x", "Nothing is written here. | Write a value, or take the line out."),
        ("patterns:\n  - note: this", "A text is expected here. | A colon followed by a space made a mapping of it"),
        ("unless:\n  - a ( b", "This group is never closed."),
        ("regex: ['(']", "This is no valid RE2 expression:"),
        ("positive: true", "A rule that praises lowers the score: its weight can't be above 0."),
        ("positive: true\nweight: 0\nseverity: error", "A rule that praises is a suggestion."),
        ("kind: count\nof: [<hashtag>]", "This rule has no bound. | Add “at_most: …” or “at_least: …”."),
        ("kind: count\nof: [<hashtag>]\nat_most: many", "A number is expected here."),
        ("kind: count\nof: [<hashtag>]\nat_mst: 3", "There is nothing called “at_mst” here. | Did you mean “at_most”?"),
        ("kind: count\nat_most: 3", "This rule (kind: count) has no “of”. | Add a line “of: …”."),
        ("kind: swap\nswap: {(a: b}", "This group is never closed."),
        ("kind: swap\nswap: {a: {b: c}}", "A text is expected here."),
        ("kind: metric\nmeasure: wrods\nat_most: 3", "There is no measure called “wrods”. | Did you mean “words”?"),
        (
            "kind: metric\nmeasure: words\nat_most: 3\non: {linkdin: 4}",
            "There is no platform called “linkdin”. | Did you mean “linkedin”?",
        ),
        ("kind: missing\npatterns: [a]\nwhen: {wrods: 3}", "There is no measure called “wrods”."),
        ("kind: order\nearly: [a]\nlate: [(b]", "This group is never closed."),
        ("examples: {bad: [a]}", "What stands under “examples” has no “good”. | Add a line “good: …”."),
        ("examples: {bad: [], good: [b]}", "At least one is needed here."),
        ("examples: {bad: ['[[a'], good: [b]}", "“[[” opens a mark that is never closed."),
        ("examples: {bad: ['a]]'], good: [b]}", "“]]” closes a mark that was never opened."),
        ("examples: {bad: ['[[a]] [[b]]'], good: [b]}", "An example marks one place only; this is a second mark."),
        ("examples: {bad: ['[[ ]]'], good: [b]}", "Nothing stands between “[[” and “]]”."),
        ("examples: {bad: [{text: a, need: model}], good: [b]}", "There is nothing called “need” here. | Did you mean"),
        ("examples: {bad: [{platform: x}], good: [b]}", "This example has no “text”. | Add a line “text: …”."),
        ("examples: {bad: ['  '], good: [b]}", "This example holds no text."),
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
        ("- name: demo", "pack.yml:1:1 pack.yml says what the pack is"),
        ("name: demo", "pack.yml:1:1 pack.yml has no “version”, “description” and “license”. | Add a line for each."),
        (
            "name: demo\nversion: one\ndescription: d\nlicense: MIT",
            "pack.yml:2:10 “one” is not a version. | Write numbers with dots",
        ),
        ("name: demo\nversion: 1\ndescription: d\nlicense: MIT\nlanguage: de", "pack.yml:5:11 “de” is not known here."),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nlicence: MIT",
            "pack.yml:5:1 There is nothing called “licence” here. | Did you mean “license”?",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nrules: {other/a: {enabled: false}}",
            "pack.yml:5:9 “other/a” is no rule of a pack that this one extends. | Add other to “extends”",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nextends: [other]\nrules: {other/a: {enable: no}}",
            "pack.yml:6:19 There is nothing called “enable” here. | Did you mean “enabled”?",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\ndimension: readability\n"
            "measures: [{measure: wrds, low: 1, high: 2, points: 5}]",
            "pack.yml:6:22 There is no measure called “wrds”. | Did you mean “words”?",
        ),
        (
            "name: demo\nversion: 1\ndescription: d\nlicense: MIT\nmeasures: [{measure: words, low: 1, high: 2, points: 5}]",
            "pack.yml:5:11 These measures feed no score. | Add a “dimension”",
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
        "pack.yml:2:1 There is nothing called “verson” here. | Did you mean “version”?",
        "later.yml:2:13 A colon with a space after it begins a new value, and none can begin here. | If the colon is part"
        " of the text, put quotes around the text. If not, check that the line is indented like its neighbours.",
        "more.yml:1:1 A file of rules is a list. | Begin each rule with “- id: …”.",
        "rules.yml:1:3 This rule has no “message” and “examples”. | Add a line for each.",
        "rules.yml:3:13 “loud” is not known here. | What may stand here: suggestion, warning, error.",
        "rules.yml:4:3 There is nothing called “mesage” here. | Did you mean “message”?",
        "rules.yml:6:14 This group is never closed. | Add a “)” where it ends.",
        "rules.yml:7:3 A rule is expected here. | A rule begins with “- id: …”, and its other lines are indented below.",
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
    assert told.startswith("rules.yml:5:7 A rule “one” is there already (")
    assert "more.yml, line 1). | Give this one another id." in told


def test_a_pack_without_rules_is_told(write_pack: Callable[..., Path], mistakes: Callable[[Path], list[str]]) -> None:
    folder = write_pack()
    (folder / "rules.yml").unlink()
    assert mistakes(folder) == [
        "pack.yml:1:1 The pack has no rules. | Add a file such as rules.yml beside it, with a list of rules."
    ]


def test_a_pack_may_hold_ten_thousand_phrases_and_no_more(
    write_pack: Callable[..., Path], mistakes: Callable[[Path], list[str]]
) -> None:
    phrases = "\n".join(f"  - word{index}" for index in range(10_001))
    (told,) = mistakes(write_pack(rule(f"patterns:\n{phrases}")))
    assert told.startswith("rules.yml:10006:7 A pack may hold 10,000 phrases. | Make two packs of it.")


def test_thousands_of_mistakes_are_cut_to_what_a_person_can_use(write_pack: Callable[..., Path]) -> None:
    phrases = "\n".join("  - (a" for _ in range(3_000))
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(rule(f"patterns:\n{phrases}")))
    assert len(refused.value.diagnostics) == 101
    assert refused.value.diagnostics[-1].message == "… and 2900 mistakes more."


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
        ("[warmth, fine-print]", "[warmth, warmth]", "“warmth” is there already."),
        ("[warmth, fine-print]", "[warmth, pushiness]", "“pushiness” is there already."),
        ("dimension: warmth", "dimension: warmht", "Did you mean “warmth”?"),
        ("dimension: warmth", "dimension: zzzz", "A pack declares a new one under “dimensions” in pack.yml."),
        ("[warmth, fine-print]", "[Warm Words]", "“Warm Words” can't be a name."),
    ],
)
def test_a_score_that_is_not_well_declared(write_pack: Callable[..., Path], old: str, new: str, expected: str) -> None:
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(rule("id: one"), DECLARING.replace(old, new)))
    assert expected in str(refused.value)
