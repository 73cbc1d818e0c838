"""Files whose names and bytes are meant to break a linter.

softsell must reject those in ``REFUSED`` with a message that contains the given part. Those in ``CHECKED`` look just as bad but are valid.
"""

from __future__ import annotations

import codecs
import io
import json
import zipfile
from collections.abc import Callable
from typing import NamedTuple


class File(NamedTuple):
    """A file to create."""

    name: str
    make: Callable[[], bytes]
    told: str = ""


def _bytes(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _text(text: str) -> Callable[[], bytes]:
    return lambda: text.encode("utf-8", "surrogatepass")


_LAUGHS = "platform: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name}{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip(["a", "bb", "cc", "dd"], "bcde", strict=True)
)

_BREAD = b"We bake bread at 6. "
_TOO_LONG = "characters, markup included; softsell reads posts of up to 100,000."


def _document(body: bytes, above: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        names = b'xmlns:office="o" xmlns:text="t"'
        package.writestr(
            "content.xml",
            above
            + b"<office:document-content "
            + names
            + b"><office:body><office:text>"
            + body
            + b"</office:text></office:body></office:document-content>",
        )
    return packed.getvalue()


def _email_with(attached: bytes) -> bytes:
    head = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nWe bake bread.\n\n--c\n"
    lines = b"\n".join(attached[at : at + 76] for at in range(0, len(attached), 76))
    return (
        head
        + b"Content-Disposition: attachment; filename=a.zip\nContent-Transfer-Encoding: base64\n\n"
        + lines
        + b"\n--c--\n"
    )


REFUSED: dict[str, File] = {
    "NUL": File("post.txt", _bytes(b"We bake bread\0 at six."), "byte 14 is NUL"),
    "nothing but NUL": File("post.txt", lambda: b"\0" * 1_000_000, "byte 1 is NUL"),
    "a lone surrogate, as some programs write it": File("post.txt", _text("We bake \ud83d bread."), "isn't valid UTF-8"),
    "a lone surrogate in JSON": File("post.json", _bytes(rb'[{"text": "We bake \ud83d bread."}]'), "half a character"),
    "NUL in JSON": File("post.json", _bytes(rb'[{"text": "We bake \u0000 bread."}]'), "NUL"),
    "a character cut off": File("post.txt", _bytes("Our bread 🍞".encode()[:-1]), "isn't valid UTF-8"),
    "an older encoding": File("post.txt", _bytes("Our café".encode("cp1252")), "older Windows encoding"),
    "half a character of UTF-16": File("post.txt", _bytes(codecs.BOM_UTF16_LE + b"\x3d\xd8"), "isn't valid UTF-16"),
    "UTF-16 without a mark": File("post.txt", _bytes("We bake bread.".encode("utf-16-le")), "UTF-16 without a byte order"),
    "UTF-32": File("post.txt", _bytes("We bake bread.".encode("utf-32")), "UTF-32"),
    "a PDF by another name": File("post.txt", _bytes(b"%PDF-1.7\n" + b"\xff" * 1_000), "this is a PDF"),
    "a zip by another name": File("post.txt", _bytes(b"PK\x03\x04" + b"\0" * 1_000), "zip file"),
    "a picture by another name": File("post.md", _bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000), "this is a picture"),
    "noise": File("post.txt", lambda: bytes(range(1, 256)) * 400, "isn't valid UTF-8"),
    "JSON 100,000 deep, never closed": File("post.json", lambda: b"[" * 100_000, "nested too deeply"),
    "JSON 100,000 deep": File("post.json", lambda: b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "objects 50,000 deep": File("post.json", lambda: b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested too deeply"),
    "a quote never closed": File("plan.csv", lambda: b'text,when\n"' + b"We bake bread. " * 60_000, "never closed"),
    "50,000 columns": File("plan.csv", lambda: b"a," * 50_000 + b"\n", "more than 1,000 columns"),
    "a broken row of 1 MB": File("plan.csv", lambda: b'text\n"a"' + b"b" * 1_000_000, "follow a cell's closing quote"),
    "120,000 posts": File("posts.txt", lambda: b"Bread.\n---\n" * 120_000, "more than 100,000 posts"),
    "120,000 rows": File("plan.csv", lambda: b"text,when\n" + b"Bread.,now\n" * 120_000, "more than 100,000 posts"),
    "10 MB on one line": File("post.txt", lambda: _BREAD * 500_000, _TOO_LONG),
    "10 MB of lines": File("post.txt", lambda: b"a\n" * 5_000_000, _TOO_LONG),
    "10 MB of one letter": File("post.md", lambda: b"a" * 10_000_000, _TOO_LONG),
    "10 MB of open links": File("post.md", lambda: b"[a](" * 2_500_000, _TOO_LONG),
    "10 MB of open elements": File("post.html", lambda: b"<p>a " * 2_000_000, _TOO_LONG),
    "10 MB of tables": File("post.html", lambda: b"<table><tr><td>a &amp; b</td></tr></table>" * 250_000, _TOO_LONG),
    "10 MB of cells": File("post.html", lambda: b"<table><tr><td>Date<td>Post" + b"<tr><td>6/7<td rowspan=9>&amp;" * 300_000, _TOO_LONG),
    "10 MB in a cell": File("plan.csv", lambda: b'when,text\n1,Bread.\n2,"' + _BREAD * 500_000 + b'"\n', "plan.csv:3:4: this post has"),
    "10 MB in a record": File("posts.json", lambda: b'[{"text": "' + _BREAD * 500_000 + b'"}]', _TOO_LONG),
    "10 MB in a line of records": File("posts.jsonl", lambda: b'"Bread."\n"' + _BREAD * 500_000 + b'"\n', "posts.jsonl:2:2: this post has"),
    "10 MB behind other posts": File("post.md", lambda: b"Bread.\n\n---\n" + b"[a](" * 2_500_000, "post.md:4:1: this post has"),
    "51 MB": File("post.txt", lambda: b"\n" * 51_000_000, "softsell reads up to 50,000,000"),
    "a bomb in front matter": File("post.md", _text(f"---\n{_LAUGHS}---\nBread.\n"), "must be a single text"),
    "front matter 5,000 deep": File("post.md", _text(f"---\nplatform: {'[' * 5_000}\n---\nBread.\n"), "front matter"),
    "front matter of 1 MB": File("post.md", lambda: b"---\nplatform: x\n" + b"a: b\n" * 200_000 + b"---\nA.\n", "longer than"),
    "4,000 comments to softsell": File("post.md", lambda: b"<!-- softsell-enable -->\n" * 4_000, "softsell-disable"),
    "groups 100,000 deep": File("post.rtf", lambda: b"{\\rtf1" + b"{" * 100_000, "nested too deeply"),
    "20 MB of control words": File("post.rtf", lambda: b"{\\rtf1" + b"\\b" * 10_000_000, "larger than softsell reads"),
    "10 MB of rich text": File("post.rtf", lambda: b"{\\rtf1 " + _BREAD * 500_000 + b"}", _TOO_LONG),
    "a document of 60 MB": File("post.odt", lambda: _document(b"<text:p/>" * 7_000_000), "larger than softsell reads"),
    "a document that unpacks to 200 MB": File("post.odt", lambda: _document(b" " * 200_000_000), "unpacks to more"),
    "a document with entities": File("post.odt", lambda: _document(b"", b"<!DOCTYPE a [<!ENTITY b 'c'>]>"), "its own entities"),
    "mails in mails": File("post.eml", lambda: b"From: a@b.example\nContent-Type: message/rfc822\n\n" * 100_000, "more parts"),
    "an email of a million lines": File("post.eml", lambda: b"From: a@b.example\n\n" + b"\n" * 1_000_000, "more lines"),
    "a header of 200 kB": File("post.eml", lambda: b"From: a@b.example\nContent-Type: a/b" + b";a" * 100_000, "longer headers"),
    "an email of 10 MB": File("post.eml", lambda: b"From: a@b.example\n\n" + _BREAD * 500_000, "longer than softsell reads"),
    "a comment never closed": File("post.txt", lambda: b"<!-- softsell-disable " + b"a" * 90_000, "must end with"),
}  # fmt: skip

CHECKED: dict[str, File] = {
    "an email with 40 MB attached": File("post.eml", lambda: _email_with(b"TWFu" * 10_000_000)),
    "rich text with a picture of 40 MB": File(
        "post.rtf", lambda: b"{\\rtf1 We bake bread.{\\pict " + b"ff" * 20_000_000 + b"}}"
    ),
    "a document of elements 100,000 deep": File(
        "post.odt",
        lambda: _document(b"<text:p>" + b"<text:span>" * 100_000 + b"a" + b"</text:span>" * 100_000 + b"</text:p>"),
    ),
    "JSON of 20,000 keys with one text": File(
        "post.json", lambda: json.dumps({f"key{number}": "We bake bread." for number in range(20_000)}).encode()
    ),
    "nothing": File("post.txt", _bytes(b"")),
    "a byte order mark": File("post.txt", _bytes(codecs.BOM_UTF8)),
    "1 MB of new lines": File("post.txt", lambda: b"\n" * 1_000_000),
    "UTF-16": File("post.txt", lambda: codecs.BOM_UTF16_LE + ("We bake bread. 🍞\n" * 2_000).encode("utf-16-le")),
    "every line end": File("post.txt", _text("We\rbake\r\nbread\u2028at\x85six\x0bin\x0cthe\n\rmorning.")),
    "200,000 empty rows": File("plan.csv", lambda: b"text,when\n" + b",\n" * 200_000),
    "20,000 empty records": File("posts.jsonl", lambda: b'{"text": "", "when": 1}\n' * 20_000),
    "50,000 escapes": File("posts.json", lambda: b'[{"text": "' + rb"\u00e9" * 50_000 + b'"}]'),
    "20,000 entities": File("post.html", lambda: b"&amp;" * 20_000),
    "50,000 doubled quotes": File("plan.csv", lambda: b'text,when\n"' + b'""' * 50_000 + b'",now\n'),
    "2,000 switched-off stretches": File("post.md", lambda: b"<!-- softsell-disable a -->\n\nBread.\n\n" * 2_000),
    "20,000 dashes that part nothing": File("posts.txt", lambda: b"---\n" * 20_000 + b"We bake bread.\n"),
    "5,000 fences": File("posts.md", lambda: b"```\n---\n" * 5_000),
}
