"""JSON whose download was cut off: what is whole is read, and the rest is told."""

from __future__ import annotations

import json

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import read_bytes
from softsell.errors import MalformedFile

RYE = "The rye is back [warm], and the oven is {ready}."
BIKES = 'Who has a "bicycle" to lend us on Saturday?'
TEA = "Tea is at four, and the scones are on us. 🍞"
RECORDS = [{"id": 1, "text": RYE}, {"id": 2, "text": BIKES, "tags": ["bike"]}, {"id": 3, "text": TEA}]
TOLD = "as if a download had stopped. What stands before it is checked; that record isn't."


@pytest.mark.parametrize("whole", [json.dumps(RECORDS), json.dumps({"posts": RECORDS}, indent=2)])
def test_the_whole_records_of_a_list_are_read_wherever_it_is_cut(whole: str) -> None:
    start = whole.index('"id": 3') + 5
    for end in range(start, whole.rindex("}", 0, whole.rindex("]"))):
        notes: list[str] = []
        drafts = read_bytes(whole[:end].encode(), "posts.json", notes=notes)
        assert prose_of(drafts) == [RYE, BIKES]
        assert source_of(drafts[1], "bicycle") == "bicycle"
        assert drafts[0].source == whole[:end]
        assert TOLD in notes[0]


def test_the_last_line_of_json_lines_may_be_cut() -> None:
    lines = [json.dumps(record) for record in RECORDS]
    for end in range(1, len(lines[2])):
        notes: list[str] = []
        text = "\n".join([*lines[:2], lines[2][:end]])
        assert prose_of(read_bytes(text.encode(), "posts.jsonl", notes=notes)) == [RYE, BIKES]
        assert notes[0].startswith("posts.jsonl: the file ends in the middle of a record (line 3)")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (json.dumps(RECORDS[0])[:-5], "a.jsonl"),  # no record is whole
        ('{"text": "Rye is back\n{"text": "So is tea."}\n', "a.jsonl"),
        ('{"text": "Rye is back."}\n{"text": "Tea" "So is tea."}\n', "a.jsonl"),
        ('[{"text": "Rye is back."}, {"text" "So is tea."}]', "a.json"),
        ('[{"text": "Rye is back."}}', "a.json"),
        ('[{"text": "Rye', "a.json"),
        ('[{"text": "Rye is back.", "photos": [{"alt": "rye"}, {"alt"', "a.json"),
        ('[{"text": "Rye is back."}, {"text": "Tea', "a.json"),
        ('{"posts": [{"text": "Rye is back.", "media": [{"alt": "rye"}, {"alt": "oven"}, {"al', "a.json"),
        ('[{"text": "Rye is back."}, {"text": "Tea", "media": [{"alt": "cup"}, {"alt": "pot"}, {"al', "a.json"),
    ],
)
def test_json_that_is_broken_in_another_way_is_refused(text: str, name: str) -> None:
    with pytest.raises(MalformedFile, match="this isn't valid JSON"):
        read_bytes(text.encode(), name)


def test_one_record_may_have_a_text_for_each_platform() -> None:
    records = [{"text": text} for text in (RYE, f"{RYE} Come in!", f"{RYE} Who is next?")]
    drafts = read_bytes(json.dumps([*records, {"text": {"x": BIKES, "mastodon": TEA}}]).encode(), "posts.json")
    assert [draft.prose for draft in drafts[3:]] == [BIKES, TEA]
    assert [draft.context.platform for draft in drafts] == [None, None, None, "x", "mastodon"]
    other = [*records, {"text": {"length": 4, "x": TEA}}]
    assert len(read_bytes(json.dumps(other).encode(), "posts.json")) == 3


ANSWER = "Sure! Here they are:\n\n```json\n{}\n```\n\nShall I make the second one shorter?\n"


def test_json_that_an_assistant_wrote_in_a_fence_is_read() -> None:
    variants = {
        "posts": [{"platform": "x", "variants": [{"text": RYE}, {"text": BIKES}], "why": "It's short, and true."}]
    }
    text = ANSWER.replace("{}", json.dumps(variants, indent=2))
    notes: list[str] = []
    drafts = read_bytes(text.encode(), "answer.md", notes=notes)
    assert prose_of(drafts) == [RYE, BIKES]
    assert source_of(drafts[1], "bicycle") == "bicycle"
    assert notes[0] == "answer.md: the posts are those of the JSON in fenced code; the text around it isn't checked"


@pytest.mark.parametrize(
    "text",
    [
        ANSWER.replace("{}", '{"port": 80, "host": "a.example", "name": "the server for the shop of our town"}'),
        ANSWER.replace("{}", '[{"text": "Rye is back, and the oven is warm, and'),
        f"{RYE} {BIKES}\n\n{ANSWER.replace('{}', json.dumps([{'text': TEA}]))}\n{RYE} {RYE}\n",
    ],
)
def test_other_json_in_a_fence_is_code(text: str) -> None:
    assert len(read_bytes(text.encode(), "answer.md")) == 1
