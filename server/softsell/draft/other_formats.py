"""Tells what a text file really is if it's something else by another name, such as a feed or an email with its headers.

Read as a post, it would give findings on addresses and marks.
"""

from __future__ import annotations

import re

from softsell.compile_later import compile_later
from softsell.draft.source import Source

_LOOKED_AT = 4_000
_NOT_A_WORD = compile_later(r"\s*+(?P<marked>[<{\[\d]|(?i:BEGIN:|WEBVTT)|[A-Z][\w-]{1,40}: )|[^\r\n]{0,300}[\t,;]")
"""How all of them begin; without a mark, only sheets do. Most posts don't, and need no closer look."""
_FORMATS = (
    (r"<!doctype html|<html[\s>]", "a page of HTML. Save it as a .html file and check that."),
    (r"<\?xml\b|<(?:rss|feed)[\s>]", "XML, such as the feed of a blog. Copy the posts to a .txt or .md file and check that."),
    (r"BEGIN:(?:VCALENDAR|VEVENT|VCARD)\b", "a calendar or a contact. Copy the posts to a .txt file and check that."),
    (r"(?:WEBVTT|\d{1,5})\s*(?:\d+\s+)?(?:\d\d:)?\d\d:\d\d[.,]\d{3} --> ", "a file of subtitles. Save the words alone and check that."),
)  # fmt: skip
_HEADERS = compile_later(r"\s*+((?:[A-Z][\w-]{1,40}: [^\r\n]*+\r?\n(?:[ \t]+[^\r\n]+\r?\n)*+){2,60}+)\r?\n")
_FROM = compile_later(r"(?mi)^From: [^\r\n]*@")
_OF_AN_EMAIL = compile_later(r"(?mi)^(?:To|Date|Sent|MIME-Version|Message-ID|Received): ")
_JSON = compile_later(r"\s*+(?:\[\s*+[\[{\"]|\{\s*+[\"}])")
_LONGEST_PARSED = 1_000_000
"""No longer text in brackets is parsed, because the objects may take a gigabyte. It's hardly a post."""
_DELIMITERS = "\t;,"
_FEWEST_COLUMNS = 2
_FEWEST_LINES = 2
_FEWEST_PLATFORMS = 2
_FEWEST_ROWS = 3
"""With the one of names. A post of two lines may have as many commas in both."""
_NAME = compile_later(r"[^.!?:]{0,40}")


def describe_other_format(source: Source) -> str:
    """Return what a text file really is, and the way out; an empty text if it's a text."""
    text = source.text
    begins = _NOT_A_WORD.match(text, source.start)
    if not begins:
        return ""
    head = text[source.start : source.start + _LOOKED_AT]
    if begins["marked"] and (what := _describe_marked(head, text[source.start :])):
        return what
    if ending := _ending_of_sheet(head):
        return f"this is a sheet. Save it as a {ending} file and check that."
    return ""


def _describe_marked(head: str, text: str) -> str:
    for pattern, what in _FORMATS:
        if re.match(rf"\s*+(?:{pattern})", head, re.IGNORECASE):
            return f"this is {what}"
    if (headers := _HEADERS.match(head)) and _FROM.search(headers[1]) and _OF_AN_EMAIL.search(headers[1]):
        return "this is an email with its headers. Save it as a .eml file, or copy its text to a .txt file, and check that."
    if _JSON.match(head) and _is_json(text):
        return "this is JSON. Save it as a .json file and check that."
    return ""


def describe_markup(source: Source) -> str:
    """Return what a file of records really is if it's a page, XML or JSON, such as a server's answer instead of a download."""
    text = source.text
    head = text[source.start : source.start + _LOOKED_AT]
    for pattern, what in _FORMATS[:2]:
        if re.match(rf"\s*+(?:{pattern})", head, re.IGNORECASE):
            return f"this is {what} If you meant to download a sheet, try again: a server sends such a page if a link is too old."
    if _JSON.match(head) and _is_json(text[source.start :]):
        return "this is JSON. Save it as a .json file and check that."
    return ""


def _is_json(text: str) -> bool:
    import json

    if text.rstrip()[-1:] not in ("]", "}"):
        return False
    if len(text) > _LONGEST_PARSED:
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _ending_of_sheet(head: str) -> str:
    """Return the ending of a sheet whose first line names a column of posts and one of dates or platforms, or an empty text.

    “Post, date night” may begin a post too, so the lines below must look like rows.
    """
    lines = head.splitlines(keepends=True)
    if len(lines) < _FEWEST_LINES:
        return ""
    import csv

    for delimiter in _DELIMITERS:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        names = [name.strip(' "').removesuffix("?") for name in rows[0]] if len(rows) >= _FEWEST_LINES else []
        if (
            len(names) < _FEWEST_COLUMNS
            or len(rows[1]) < len(names)
            or not all(map(_NAME.fullmatch, names))
            or (delimiter != "\t" and any(name.startswith(" ") for name in rows[0][1:]))
        ):
            continue
        from softsell.draft.tables.names import name_posts

        if (name_posts(names) or (delimiter == "\t" and _name_platforms(names))) and (
            _are_rows(rows) or _begins_with_a_field(rows[1])
        ):
            return ".tsv" if delimiter == "\t" else ".csv"
    return ""


def _name_platforms(names: list[str]) -> bool:
    """Return whether a plan has a column for each platform: “Date, Facebook, Instagram”."""
    from softsell.draft.tables.names import is_known
    from softsell.draft.tables.values import parse_platform

    platforms = [name for name in names if parse_platform(name)]
    return len(platforms) >= _FEWEST_PLATFORMS and any(is_known(name) for name in names if name not in platforms)


def _are_rows(rows: list[list[str]]) -> bool:
    return sum(len(row) == len(rows[0]) for row in rows) >= _FEWEST_ROWS


def _begins_with_a_field(row: list[str]) -> bool:
    from softsell.draft.tables.values import is_date, parse_platform

    return is_date(row[0]) or parse_platform(row[0]) is not None
