"""Every format on the same checked files, held to its public schema."""

from __future__ import annotations

import json
import pickle
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from tests.report.posts import SHEET

from softsell.checks.finding import Finding, Fix
from softsell.draft.record import Record
from softsell.draft.span import Span
from softsell.report import FORMATS, CheckedDraft, CheckedFile, Options, render
from softsell.report.result import ScorePoints

SCHEMAS = Path(__file__).parent / "schemas"
TEXT = "🕯 Last chance to get one!!\r\n\r\nCome in.\r\n---\r\nThanks for the jam, Ana.\r\n"


def _span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


HURRY = Finding(
    "pushiness/last-chance",
    "warning",
    _span("Last chance"),
    "“Last chance” hurries the reader.",
    "Pressing people reads as caring about the sale.",
    (Fix("Take it out", _span("Last chance to "), ""), Fix("Write “Time”", _span("Last chance"), "Time")),
)
SHOUT = Finding(
    "pushiness/marks", "error", _span("!!"), "“!!” shouts.", "One is enough.", (Fix("Write “!”", _span("!!"), "!"),)
)
NO_QUESTION = Finding(
    "questions/missing",
    "suggestion",
    None,
    "Nothing here invites an answer.",
    "People answer when asked.",
    (Fix("Add a question", Span(27, 27), " Which scent is home to you?", safe=False),),
)
THANKS = Finding("value/thanks", "suggestion", _span("Thanks"), "It says thank you.", "Thanks is a gift.", (), True)
SCORES: dict[str, float | None] = {"pushiness": 62.5, "self-focus": 0.0, "questions": 20.0, "readability": None}

SALE = CheckedFile(
    "posts/candle & co.txt",
    TEXT,
    (
        CheckedDraft(
            Span(0, 40),
            (HURRY, SHOUT, NO_QUESTION),
            SCORES,
            {"words": 8.0},
            (ScorePoints("pushiness", "pushiness/last-chance", 12.0, 1), ScorePoints("pushiness", "words", 2.5, 8.0)),
        ),
        CheckedDraft(Span(45, len(TEXT)), (THANKS,), dict.fromkeys(SCORES, 0.0), {"words": 5.0}),
    ),
)
CLEAN = CheckedFile("posts/soup.txt", "Soup at noon.\n", (CheckedDraft(Span(0, 13), (), SCORES, {"words": 3.0}),))


def shown(format_name: str, *files: CheckedFile, **options: Any) -> str:
    return "".join(render(format_name, files, Options(**options)))


@cache
def validator(schema_name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / schema_name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / "junit.xsd"))


def valid(document: Any, schema_name: str) -> Any:
    validator(schema_name).validate(document)
    return document


def test_json_has_the_shape_that_others_rely_on() -> None:
    document = json.loads(shown("json", SALE, CLEAN))
    assert document["version"] == 1
    assert [file["path"] for file in document["files"]] == ["posts/candle & co.txt", "posts/soup.txt"]
    first, second = document["files"][0]["drafts"]
    assert set(first) >= {"line", "findings", "scores", "measures", "kind"}  # version 1: keys may only be added
    assert set(first["kind"]) == {"name", "group", "likelihood", "group_likelihood"}
    assert (first["line"], second["line"]) == (1, 5)
    hurry, _, missing = first["findings"]
    assert {key: hurry[key] for key in ("rule", "severity", "start", "end", "line", "column")} == {
        "rule": "pushiness/last-chance",
        "severity": "warning",
        "start": 2,
        "end": 13,
        "line": 1,
        "column": 3,
    }
    assert TEXT[hurry["start"] : hurry["end"]] == "Last chance"
    assert (missing["start"], missing["end"], missing["line"], missing["column"]) == (None, None, 1, 1)
    assert hurry["fixes"][0] == {"label": "Take it out", "start": 2, "end": 16, "text": "", "safe": True} | {
        "end": HURRY.fixes[0].span.end
    }
    assert second["findings"][0]["positive"] is True


def test_json_of_nothing_is_json() -> None:
    assert json.loads(shown("json")) == {"version": 1, "files": []}


def test_jsonl_is_a_line_for_each_draft() -> None:
    lines = [json.loads(line) for line in shown("jsonl", SALE, CLEAN).splitlines()]
    assert [(line["path"], line["line"], len(line["findings"])) for line in lines] == [
        ("posts/candle & co.txt", 1, 3),
        ("posts/candle & co.txt", 5, 1),
        ("posts/soup.txt", 1, 0),
    ]


def test_concise_is_a_line_for_each_problem() -> None:
    assert shown("concise", SALE, CLEAN).splitlines() == [
        "posts/candle & co.txt:1:3: warning pushiness/last-chance: “Last chance” hurries the reader.",
        "posts/candle & co.txt:1:25: error pushiness/marks: “!!” shouts.",
        "posts/candle & co.txt:1:1: suggestion questions/missing: Nothing here invites an answer.",
    ]


def test_sarif_is_valid_and_points_at_the_right_columns() -> None:
    log = valid(json.loads(shown("sarif", SALE, CLEAN, version="1.2.3")), "sarif-2.1.0.json")
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["pushiness/last-chance", "pushiness/marks", "questions/missing", "value/thanks"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    hurry = run["results"][0]
    place = hurry["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "posts/candle%20%26%20co.txt"
    assert place["region"] == {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 14}
    assert run["results"][3]["kind"] == "pass"
    assert len({result["partialFingerprints"]["softsell/v1"] for result in run["results"]}) == 4


def test_fingerprints_stay_when_lines_move_and_differ_for_twins() -> None:
    moved = "New line\r\n" + TEXT
    later = Finding(HURRY.rule, "warning", _span("Last chance", moved), HURRY.message, HURRY.why)
    now = CheckedFile(SALE.path, TEXT, (CheckedDraft(Span(0, 40), (HURRY, HURRY)),))
    then = CheckedFile(SALE.path, moved, (CheckedDraft(Span(0, 50), (later,)),))
    marks = [issue["fingerprint"] for issue in json.loads(shown("gitlab", now))]
    assert marks[0] != marks[1]
    assert json.loads(shown("gitlab", then))[0]["fingerprint"] == marks[0]


def test_gitlab_is_valid_and_leaves_praise_out() -> None:
    issues = valid(json.loads(shown("gitlab", SALE, CLEAN)), "gitlab-code-quality.json")
    assert [issue["severity"] for issue in issues] == ["minor", "major", "info"]
    assert json.loads(shown("gitlab", CLEAN)) == []


def test_rdjson_is_valid_and_counts_bytes() -> None:
    result = valid(json.loads(shown("rdjson", SALE, CLEAN)), "rdjson.json")
    hurry = result["diagnostics"][0]
    # The candle takes four bytes.
    assert hurry["location"]["range"] == {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 17}}
    assert hurry["suggestions"][1]["text"] == "Time"


def test_junit_is_valid_and_fails_what_the_check_fails() -> None:
    report = shown("junit", SALE, CLEAN)
    junit_schema().validate(report)
    assert 'tests="4" failures="2"' in report
    assert '<testcase name="draft:1" classname="posts/soup.txt"/>' in report


def test_github_commands() -> None:
    lines = shown("github", SALE, CLEAN).splitlines()
    assert lines[0] == (
        "::warning title=pushiness/last-chance,file=posts/candle & co.txt,line=1,col=3,endLine=1,endColumn=13"
        "::“Last chance” hurries the reader."
    )
    assert lines[2].startswith("::notice title=questions/missing,file=posts/candle & co.txt,line=1::")
    assert len(lines) == 3


def test_github_escapes_what_would_end_a_command() -> None:
    finding = Finding("a/b", "error", Span(0, 1), "100%\r\nsure", "")
    report = shown("github", CheckedFile("a,b:c.txt", "x", (CheckedDraft(Span(0, 1), (finding,)),)))
    assert report == "::error title=a/b,file=a%2Cb%3Ac.txt,line=1,col=1,endLine=1,endColumn=1::100%25%0Asure\n"


def test_a_worker_process_can_send_a_draft() -> None:
    for draft in (*SALE.drafts, *CLEAN.drafts):
        assert pickle.loads(pickle.dumps(draft)) == draft


_HOSTILE = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\x1b\x9b\u202e\r\n\0\t]>&")))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), _HOSTILE, _HOSTILE, st.data())
@settings(max_examples=40, deadline=None)
def test_any_text_gives_valid_documents_and_nothing_that_steers_a_terminal(
    text: str, message: str, path: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    finding = Finding("a/b", "warning", span, message, message, (Fix(message, span, message),))
    file = CheckedFile(f"p{path}", text, (CheckedDraft(Span(0, len(text)), (finding,), SCORES),))
    for format_name in FORMATS:
        report = shown(format_name, file)
        if format_name != "junit":  # XML has no way to write most of them; it is no terminal's format
            steering = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u202e\u2066\u2069\u200f"} - {"\n"}
            assert not steering & set(report), format_name
    valid(json.loads(shown("sarif", file)), "sarif-2.1.0.json")
    valid(json.loads(shown("rdjson", file)), "rdjson.json")
    json.loads(shown("json", file))
    junit_schema().validate(shown("junit", file))


@pytest.mark.parametrize("format_name", FORMATS)
def test_formats_take_files_one_by_one(format_name: str) -> None:
    """A reader that stops early stops the check: no format but those with a summary or a list of rules first reads ahead."""
    taken: list[str] = []

    def files() -> Any:
        for file in (SALE, CLEAN):
            taken.append(file.path)
            yield file

    pieces = render(format_name, files(), Options())
    next(pieces)
    assert len(taken) <= (2 if format_name in ("sarif", "html", "markdown") else 1)


# What GitHub obeys at the beginning of a line, and GitHub (its old form), Azure and TeamCity anywhere in it.
_OBEYED = re.compile(r"^\s*::|##\[|##vso\[|##teamcity\[", re.MULTILINE)
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
COMMANDS = ["::add-mask::x", " \u3000::error::x", "##[add-mask]x", "##vso[task.setvariable]x", "##teamcity[x]"]


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_build_server_obeys_what_a_file_or_a_pack_says(format_name: str, command: str) -> None:
    """As the name of a file, also behind a line break; as a message, also where it is wrapped; as a draft; as a fix."""
    text = f"sale {command}\n{command} sale\n"
    fixes = (Fix("", Span(0, 4), command), Fix(command, Span(0, 4), ""))
    spans = [Span(0, 4), Span(6, 7), Span(7, 9), Span(len(command) + 6, len(command) + 8), None]
    messages = [f"“{'x' * room} {command} {command}”" for room in range(20, 60, 3)]
    findings = (
        *(Finding("a/b", "warning", span, message, command, fixes) for span in spans for message in messages),
        Finding("a/b", "suggestion", None, command, command),
        Finding("a/c", "suggestion", None, command, "", (), True),
    )
    for path in (f"{command}.txt", f"a\n{command}.txt", f"a\r{command}.txt", f"a\u2028{command}"):
        for drafts in ((CheckedDraft(Span(0, len(text)), findings, SCORES),), ()):
            for color in (False, True):
                out = shown(format_name, CheckedFile(path, text, drafts), width=60, color=color)
                ours = re.sub("\x1b\\[[0-9;]*m", "", out)
                found = {line for line in ours.splitlines() if _OBEYED.search(line)}
                if format_name == "github":  # its own; a line that is a command is read no further
                    assert all(line.startswith(("::warning title=a/", "::notice title=a/")) for line in found)
                else:
                    assert found == set()


@pytest.mark.parametrize("format_name", FORMATS)
def test_nothing_of_a_file_or_a_pack_steers_a_terminal(format_name: str) -> None:
    evil = "a\x1b[2Jb\x07c\x9b31md\u202ee\x00f\u2067g\x85h"
    text = f"sale {evil}\n"
    finding = Finding("a/b", "warning", Span(0, 4), evil, evil, (Fix(evil, Span(0, 4), evil),))
    praise = Finding("a/c", "suggestion", None, evil, "", (), True)
    for drafts in ((CheckedDraft(Span(0, len(text)), (finding, praise), SCORES),), ()):
        out = shown(format_name, CheckedFile(evil, text, drafts))
        assert _STEERING.findall(out) == []


def test_a_path_that_would_be_obeyed_is_still_a_path() -> None:
    file = CheckedFile("::add-mask::x.txt", SALE.text, SALE.drafts)
    assert shown("concise", file).startswith("./::add-mask::x.txt:1:3: warning")


@pytest.mark.parametrize("path", COMMANDS)
def test_what_is_escaped_for_programs_says_the_same(path: str) -> None:
    file = CheckedFile(path, SALE.text, SALE.drafts)
    assert json.loads(shown("json", file))["files"][0]["path"] == path
    assert ElementTree.fromstring(shown("junit", file).encode())[0].get("name") == path


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_says_what_the_sheet_says(format_name: str) -> None:
    report = shown(format_name, SHEET)
    for words in ("P2", "Spring", "2026-03-03", "P4", "Rye", "2026-04-03"):
        assert words in report, words
    assert re.search("linkedin", report, re.IGNORECASE)


def test_a_person_reads_of_rows_and_sees_the_post_and_not_its_neighbours() -> None:
    text = "id,post,notes\n1,Last chance to get one!!,our own notes\n"
    start = text.index("Last")
    finding = Finding("a/b", "warning", Span(start, start + 11), "It hurries.", "Calm sells.")
    draft = CheckedDraft(Span(start, text.index(",our")), (finding,), SCORES, record=Record(row=2))
    assert shown("text", CheckedFile("plan.csv", text, (draft,))).splitlines()[:3] == [
        "plan.csv row 2  warning  a/b",
        "  2 │ Last chance to get one!!",
        "    │ ^^^^^^^^^^^",
    ]
