"""Texts that JSON writes in pieces: a post is all of its blocks, each on a line of its own, and spans stand in one line."""

# ruff: noqa: E501 - one post a line
from __future__ import annotations

import json
from typing import Any

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Draft, read_bytes

ASK = "Which crust do you fight over at home?"
TWO_LINES = f"Rye week\nThis is your last chance.\n{ASK}"


def read(content: Any) -> list[Draft]:
    for ascii_only in (False, True):
        drafts = read_bytes(json.dumps(content, ensure_ascii=ascii_only).encode(), "a.json")
        prose_of(drafts)
    return drafts


def kinds(**names: str) -> list[dict[str, Any]]:
    """The post in the way of ProseMirror, TipTap, Contentful and Slate, which name the same things differently."""
    kind, text, inside = names["kind"], names["text"], names["inside"]

    def span(said: str, **more: Any) -> dict[str, Any]:
        return {kind: "text", text: said, **more}

    def block(name: str, *spans: dict[str, Any]) -> dict[str, Any]:
        return {kind: name, "attrs": {"level": 1}, inside: list(spans)}

    return [
        block("heading", span("Rye week")),
        block("paragraph", span("This is your "), span("last", marks=[{kind: "bold"}]), span(" chance.")),
        {kind: "image", "attrs": {"src": "a.jpg"}, "caption": "Not the post, but long enough to be one."},
        block("blockquote", block("paragraph", span("Somebody else's words, which nobody checks here."))),
        block("paragraph", span(ASK)),
    ]


@pytest.mark.parametrize(
    "record",
    [
        {"content": [{"type": "text", "subtype": "heading1", "text": "Rye week"}, {"type": "text", "text": "This is your last chance."}, {"type": "text", "text": ASK}]},
        {"body": {"type": "doc", "content": kinds(kind="type", text="text", inside="content")}},
        {"body": {"nodeType": "document", "content": kinds(kind="nodeType", text="value", inside="content")}},
        {"content": {"root": {"type": "root", "children": kinds(kind="type", text="text", inside="children")}}},
        {"body": [{"_type": "block", "children": [{"_type": "span", "text": "Rye week"}]}, {"_type": "block", "children": [{"_type": "span", "text": "This is your "}, {"_type": "span", "marks": ["strong"], "text": "last"}, {"_type": "span", "text": " chance."}]}, {"_type": "image", "alt": "A loaf"}, {"_type": "block", "children": [{"_type": "span", "text": ASK}]}]},
        {"text": [{"type": "paragraph", "children": [{"text": "Rye week"}]}, {"type": "paragraph", "children": [{"text": "This is your "}, {"text": "last", "bold": True}, {"text": " chance."}]}, {"type": "paragraph", "children": [{"text": ASK}]}]},
        {"text": {"ops": [{"insert": "Rye week\n"}, {"insert": "This is your "}, {"insert": "last", "attributes": {"bold": True}}, {"insert": f" chance.\n{ASK}"}]}},
    ],
)  # fmt: skip
def test_blocks_are_one_post_and_spans_one_line(record: dict[str, Any]) -> None:
    for content in ([record], {"posts": [record, {"note": "x"}]}, [{"platform": "mastodon", **record}]):
        [draft] = read(content)
        assert draft.prose == TWO_LINES
        assert source_of(draft, ASK) == ASK
    assert prose_of(read([record, {"note": "x"}, record])) == [TWO_LINES] * 2


def test_a_page_of_editor_js_is_one_post() -> None:
    blocks = [
        {"id": "a", "type": "header", "data": {"text": "Rye week", "level": 2}},
        {"id": "b", "type": "paragraph", "data": {"text": "This is your last chance."}},
        {"id": "c", "type": "list", "data": {"style": "unordered", "items": ["Rye", "Spelt"]}},
        {"id": "d", "type": "image", "data": {"url": "a.jpg", "caption": "A loaf of rye on the old table."}},
    ]
    [draft] = read({"time": 1783324800000, "version": "2.28", "blocks": blocks})
    assert draft.prose == "Rye week\nThis is your last chance.\nRye\nSpelt"


@pytest.mark.parametrize(
    "content",
    [
        {"weeks": [{"week": 1, "posts": [{"type": "text", "text": ASK}, {"type": "image", "text": "Rye is back."}]}]},
        {"items": [{"type": "text", "copy": ASK}, {"type": "image", "copy": "Rye is back."}]},
        [{"id": 1, "channels": [{"type": "text", "platform": "x", "text": ASK}, {"type": "text", "platform": "linkedin", "text": "Rye is back."}]}],
        [{"type": "text", "text": ASK}, {"type": "video", "text": "Rye is back."}],
    ],
)  # fmt: skip
def test_posts_that_have_types_stay_posts(content: Any) -> None:
    assert prose_of(read(content)) == [ASK, "Rye is back."]


def test_a_null_and_an_empty_list_are_no_post() -> None:
    image = {"type": "image", "alt_text": "A loaf"}
    records = [
        {"content": [image]},
        {"content": []},
        {"content": None},
        {"content": [{"type": "text", "text": ASK}, image]},
    ]
    [draft] = read(records)
    assert (draft.prose, draft.record.alt_texts) == (ASK, ("A loaf",))


def test_records_without_a_post_are_told() -> None:
    notes: list[str] = []
    content = [{"content": {"root": {"children": [{"type": "paragraph", "text": ASK}]}}}, {"content": "Rye is back."}]
    drafts = read_bytes(json.dumps(content).encode(), "a.json", notes=notes)
    assert len(drafts) == 1
    assert "1 record has no post" in notes[0]


def test_nesting_has_an_end() -> None:
    inner: Any = [{"type": "text", "text": ASK}]
    for _ in range(400):
        inner = [{"type": "list", "items": inner}]
    assert prose_of(read([{"text": "Rye is back.", "content": inner}])) == ["Rye is back."]
