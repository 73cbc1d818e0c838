from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Span, read_bytes
from softsell.draft.json_text import JsonArray, JsonObject, JsonText, JsonValue, parse
from softsell.draft.source import Source
from softsell.errors import BinaryFile, LoneSurrogate, MalformedFile, UnclearColumn


def posts_in(text: str, name: str = "a.json", column: str | None = None) -> list[str]:
    return prose_of(read_bytes(text.encode(), name, column=column))


def test_every_escape_is_tied_to_its_character() -> None:
    text = r'{"text": "Caf\u00e9 \ud83c\udf5e\nand \"tea\" \/ 🍞"}'
    [draft] = read_bytes(text.encode(), "a.json")
    assert draft.prose == 'Café 🍞\nand "tea" / 🍞'
    assert source_of(draft, "é") == r"\u00e9"
    assert source_of(draft, "🍞") == r"\ud83c\udf5e"
    assert source_of(draft, "\nand") == r"\nand"
    assert prose_of([draft]) == [json.loads(text)["text"]]


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ('{"monday": {"text": "Rye is back."}, "tuesday": {"text": "Bikes?"}}', ["Rye is back.", "Bikes?"]),
        ('{"linkedin": "Rye is back.", "x": "Bikes for all!"}', ["Rye is back.", "Bikes for all!"]),
        ('{"2026-07-06": "Rye is back.", "2026-07-07": "Bikes for all!"}', ["Rye is back.", "Bikes for all!"]),
        ('{"monday": "Rye is back.", "tuesday": null}', ["Rye is back."]),
        (
            '[{"week": 1, "posts": {"x": "Rye is back.", "threads": "Bikes for all!"}}, {"week": 2, "posts": {"x": "It is warm."}}]',
            ["Rye is back.", "Bikes for all!", "It is warm."],
        ),
        ('{"links": {"facebook": "https://a.example", "x": "@juno"}, "posts": [{"text": "Rye."}]}', ["Rye."]),
        ('{"ports": ["80:80", "90:90"], "tips": ["Bake at night.", "Rest it."]}', ["Bake at night.", "Rest it."]),
        ('["One.", "Two."]', ["One.", "Two."]),
        ('[{"id": 1, "text": "One."}, {"id": 2}, {"text": null}, {"text": " "}, {"text": "Two."}]', ["One.", "Two."]),
        ('{"page": 1, "posts": [{"caption": "One."}]}', ["One."]),
        ('{"tags": ["a"], "posts": ["One."]}', ["One."]),
        ('{"text": "One.", "tags": ["a", "b"]}', ["One."]),
        ('{"note": "One.", "likes": 3}', ["One."]),
        ('[{"text": "Yes"}, {"text": "5"}]', ["Yes", "5"]),
        ('[{"text": "🍞"}]', ["🍞"]),
        ('[{"postText": 1, "message": "One."}]', ["One."]),
        ('"One."', ["One."]),
        ('\ufeff["One."]', ["One."]),
        ("[]", []),
    ],
)
def test_the_text_of_each_record_is_found(text: str, posts: list[str]) -> None:
    assert posts_in(text) == posts


def test_all_lists_of_posts_are_read_and_others_are_told() -> None:
    post, comment = '{"text": "We bake at six. Which loaf?"}', '{"text": "I like the rye best of all."}'
    text = f'{{"sent": [{post}], "comments": [{comment}], "plan": {{"scheduled": [{post}, {post}]}}}}'
    notes: list[str] = []
    assert prose_of(read_bytes(text.encode(), "a.json", notes=notes)) == ["We bake at six. Which loaf?"] * 3
    assert notes[0] == "a.json: the list comments isn't read. To read it, name its key with --column."
    assert posts_in(text, column="comments.text") == ["I like the rye best of all."]


def test_what_stands_beside_the_list_is_for_all_posts() -> None:
    text = '{"platform": "LinkedIn page", "brand": "Juno", "posts": [{"text": "We bake at six."}, {"text": "Hi.", "platform": "IG"}]}'
    drafts = read_bytes(text.encode(), "a.json")
    assert [draft.context.platform for draft in drafts] == ["linkedin", "instagram"]
    assert [draft.context.brands for draft in drafts] == [("Juno",)] * 2


def test_a_key_may_be_asked_for() -> None:
    assert posts_in('{"text": "No.", "alt": "Yes."}', column="alt") == ["Yes."]


def test_each_line_of_json_lines_is_a_record() -> None:
    text = '{"id": 1, "text": "One."}\r\n\r\n{"text": "Two."}\n"Three."'
    assert posts_in(text, "a.jsonl") == posts_in(text, "a.ndjson") == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("text", "name", "place", "hint"),
    [
        ('[{"text": "One."},]', "a.json", "1:", "isn't valid JSON"),
        ('[{"text": "One."}\n {"text": "Two."}]', "a.json", "2:2", "a comma or a closing bracket"),
        ('{"text": "One."}\n["Two."]', "a.json", "2:1", "name the file .jsonl"),
        ('[\n  // Monday\n  {"text": "One."}]', "a.json", "2:3", "JSON has no comments"),
        ('[{"text": "One."},\n]', "a.json", "1:18", "the comma before the closing bracket"),
        ('{"text": "One."}\n{"text": "Two.}', "a.jsonl", "2:10", "has no closing quote"),
        ('{"post": 5}', "a.json", "1:1", "The keys are: post"),
        ('{"text": 5}', "a.json", "1:10", "a text in double quotes"),
        ('[{"text": "a"}, {"text": 5}]', "a.json", "1:26", "double quotes"),
        ('{"a": "x", "b": "y"}', "a.json", "1:1", "The keys are: a, b"),
        ("[" * 100_000, "a.json", "1:1", "nested too deeply"),
    ],
)
def test_unreadable_input_is_reported_with_its_position(text: str, name: str, place: str, hint: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        posts_in(text, name)
    assert str(caught.value).startswith(f"{name}:{place}")
    assert hint in str(caught.value)


def test_a_missing_key_is_reported_with_the_most_similar() -> None:
    with pytest.raises(MalformedFile, match="did you mean “text”"):
        posts_in('[{"text": "One."}]', column="txet")


def test_halves_of_characters_and_nul_are_refused_with_their_place() -> None:
    with pytest.raises(LoneSurrogate, match=r"^a\.json:1:5: "):
        posts_in(r'["Hi \ud83c"]'.replace("Hi ", "Hi"))
    with pytest.raises(BinaryFile, match=r"^a\.json:1:3: "):
        posts_in(r'["\u0000"]')


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(max_size=4), values, max_size=4),
    max_leaves=12,
)


@given(json_values, st.booleans(), st.sampled_from([None, 2]))
@settings(deadline=None)
def test_the_scanner_reads_what_json_reads(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert plain(parse(Source(text), Span(0, len(text))), json.loads(text))


def plain(scanned: JsonValue, loaded: Any) -> bool:
    """Whether the two are the same, numbers and constants apart."""
    if isinstance(scanned, JsonText):
        return bool(scanned.value == loaded)
    if isinstance(scanned, JsonArray):
        return len(scanned.items) == len(loaded) and all(map(plain, scanned.items, loaded))
    if isinstance(scanned, JsonObject):
        return scanned.members.keys() == loaded.keys() and all(
            plain(member, loaded[name]) for name, member in scanned.members.items()
        )
    return not isinstance(loaded, str | list | dict) and scanned.null == (loaded is None)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.booleans())
@settings(deadline=None)
def test_any_text_comes_back(text: str, ascii_only: bool) -> None:
    expected = [text] if text.strip() else []
    assert posts_in(json.dumps([text], ensure_ascii=ascii_only)) == expected


def test_texts_by_platform_are_posts_for_it() -> None:
    text = '{"july": {"LinkedIn page": "Rye is back.", "X": "Bikes for all!", "Instagram": ""}}'
    notes: list[str] = []
    drafts = read_bytes(text.encode(), "a.json", notes=notes)
    assert [(draft.prose, draft.context.platform) for draft in drafts] == [
        ("Rye is back.", "linkedin"),
        ("Bikes for all!", "x"),
    ]
    assert "text of each platform" in notes[0]
    assert posts_in(text, column="july.X") == ["Bikes for all!"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"text": "Rye is back, warm.", "variants": {"x": "Bikes for all!", "threads": "It is warm in here."}}]',
        '[{"linkedin": "Rye is back.", "x": "Bikes for all!"}, {"linkedin": "It is warm.", "x": null}]',
        '[{"day": 1, "linkedin": "Rye is back.", "x": "Bikes for all!"}]',
    ],
)
def test_texts_beside_others_are_asked_for(text: str) -> None:
    with pytest.raises(UnclearColumn, match="could hold the posts"):
        posts_in(text)
