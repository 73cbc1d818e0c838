"""Which file is read how, encodings, limits, and what is said of files that can't be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from softsell.draft import MAX_BYTES, MAX_CHARACTERS, MAX_DRAFTS, TEXT_ENDINGS, read_bytes, read_file, read_text
from softsell.draft.decoding import decode, encode, encoding_of
from softsell.errors import (
    BinaryFile,
    DraftError,
    DraftTooLarge,
    LoneSurrogate,
    MalformedFile,
    UndecodableFile,
    UnknownFileType,
    UsageError,
)

SECRET = "café"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Hi *you*"),
        ("a.POST", "Hi *you*"),
        ("a.md", "Hi \\*you\\*"),
        ("a.html", "<p>Hi *you*"),
        ("a.csv", "text\nHi *you*"),
        ("a.tsv", "text\nHi *you*"),
        ("a.json", '["Hi *you*"]'),
        ("a.jsonl", '"Hi *you*"'),
    ],
)
def test_the_ending_says_how_a_file_is_read(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert [draft.prose for draft in read_file(path)] == ["Hi *you*"]
    assert [draft.prose for draft in read_bytes(text.encode(), name)] == ["Hi *you*"]


@pytest.mark.parametrize("ending", TEXT_ENDINGS)
def test_every_ending_has_a_reader(ending: str) -> None:
    assert len(read_bytes(b'"We bake."', f"a{ending.upper()}")) == 1


def test_standard_input_without_a_name_is_plain_text() -> None:
    assert [draft.prose for draft in read_bytes(b"Hi *you*", "-")] == ["Hi *you*"]


@pytest.mark.parametrize(
    "data",
    [
        "Café 🍞\r\n".encode(),
        "Café 🍞\r\n".encode("utf-8-sig"),
        b"\xff\xfe" + "Café 🍞\r\n".encode("utf-16-le"),
        b"\xfe\xff" + "Café 🍞\r\n".encode("utf-16-be"),
    ],
)
def test_a_file_is_read_in_its_encoding_and_can_be_written_back_to_the_byte(data: bytes) -> None:
    [draft] = read_bytes(data, "a.txt")
    assert draft.prose == "Café 🍞"
    assert draft.source == decode(data, "a.txt")
    assert encode(draft.source, encoding_of(data)) == data


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("a.doc", b"x", UnknownFileType, "Save the text as a .txt file"),
        ("a.xls", b"x", UnknownFileType, "CSV UTF-8"),
        ("a.docx", b"x", BinaryFile, "not what its ending says"),
        ("a.xlsx", b"x", BinaryFile, "not what its ending says"),
        ("a.jsn", b"x", UnknownFileType, "Did you mean “.json”?"),
        ("a", b"x", UnknownFileType, "no ending"),
        ("a.txt", b"PK\x03\x04\0\0", BinaryFile, "a Word, Excel or zip file"),
        ("a.txt", b"%PDF-1.7", BinaryFile, "a PDF"),
        ("a.txt", b"caf\xc3\xa9 \0 x", BinaryFile, "byte 7 is NUL"),
        ("a.txt", "Hi\ncafé".encode("cp1252"), UndecodableFile, "line 2, byte 7"),
        ("a.txt", "Hi\ncafé".encode("cp1252"), UndecodableFile, "older Windows encoding"),
        ("a.txt", "Hi\ncafé".encode("cp1252"), UndecodableFile, "Notepad"),
        ("a.txt", "Hi café".encode("utf-16-le"), UndecodableFile, "without a byte order mark"),
        ("a.txt", "Hi café".encode("utf-32"), UndecodableFile, "UTF-32"),
        ("a.txt", b"\xff\xfeH", UndecodableFile, "isn't valid UTF-16"),
        ("a.txt", b"\xed\xa0\xbd", UndecodableFile, "isn't valid UTF-8"),
    ],
)
def test_unreadable_files_are_reported_with_a_hint(name: str, data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, name)
    assert str(caught.value).startswith(f"{name}: ")
    assert says in str(caught.value)
    assert SECRET not in str(caught.value)


def test_halves_of_characters_are_refused() -> None:
    with pytest.raises(LoneSurrogate, match="Line 2, column 3"):
        read_text("One\nHi\ud83c")


def test_an_unknown_markup_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="plain, markdown, html"):
        read_text("Hi", markup="rtf")  # type: ignore[arg-type]


def test_nul_is_refused() -> None:
    with pytest.raises(BinaryFile, match="Line 1, column 3"):
        read_text("Hi\0")


def test_limits_are_reported_with_the_size(tmp_path: Path) -> None:
    with pytest.raises(DraftTooLarge, match=r"100,001 characters; softsell reads up to 100,000"):
        read_text("a" * (MAX_CHARACTERS + 1))
    with pytest.raises(DraftTooLarge, match=r"50,000,001 bytes; softsell reads up to 50,000,000"):
        read_bytes(bytes(MAX_BYTES + 1), "a.txt")
    path = tmp_path / "a.txt"
    path.touch()
    os.truncate(path, 2 * MAX_BYTES)
    with pytest.raises(DraftTooLarge, match=r"100,000,000 bytes; softsell reads up to 50,000,000"):
        read_file(path)


def test_a_file_holds_no_endless_number_of_posts() -> None:
    with pytest.raises(DraftTooLarge, match="100,000 posts"):
        read_bytes(b"a\n---\n" * (MAX_DRAFTS + 1), "a.txt")


def test_one_post_of_a_file_is_bounded_as_a_text_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("softsell.draft.source.MAX_CHARACTERS", 1_000)
    with pytest.raises(DraftTooLarge, match=r"this post has 1,001 characters.* posts of up to 1,000"):
        read_bytes(b"a" * 1_001, "a.txt")
    assert len(read_bytes(b"a" * 900 + b"\n---\n" + b"b" * 900, "a.txt")) == 2


LONGEST = "a" * MAX_CHARACTERS


@pytest.mark.parametrize(
    ("name", "file", "place"),
    [
        ("a.txt", "Hi.\n---\n{}\n---\nHi.", "3:1"),
        ("a.md", "Hi.\n---\n{}\n---\nHi.", "3:1"),
        ("a.html", "{}", "1:1"),
        ("a.csv", 'text\nHi.\n"{}"\nHi.', "3:2"),
        ("a.tsv", "when\ttext\n1\tHi.\n2\t{}", "3:3"),
        ("a.json", '[{{"text": "Hi."}}, {{"text": "{}"}}]', "1:29"),
        ("a.jsonl", '{{"text": "Hi."}}\n{{"text": "{}"}}', "2:11"),
    ],
)
def test_a_post_over_the_limit_is_reported_with_its_position_in_every_format(name: str, file: str, place: str) -> None:
    assert max(len(draft.prose) for draft in read_bytes(file.format(LONGEST).encode(), name)) == MAX_CHARACTERS
    with pytest.raises(DraftTooLarge, match=rf"^{name}:{place}: this post has 100,001 characters"):
        read_bytes(file.format(LONGEST + "a").encode(), name)


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_post_over_the_limit_is_refused_before_it_is_read(name: str) -> None:
    """The comment is a mistake; whoever reads the post says so."""
    mistake = "<!-- softsell-enable -->\n\n"
    with pytest.raises(MalformedFile):
        read_bytes(mistake.encode(), name)
    with pytest.raises(DraftTooLarge):
        read_bytes((mistake + "[a](" * 25_000).encode(), name)


def test_the_limit_is_a_post_s_not_a_file_s() -> None:
    rows = "when,text\n" + f'now,"{"We bake bread at six. " * 25}"\n' * 20_000
    assert len(rows) > 10_000_000
    assert len(read_bytes(rows.encode(), "a.csv")) == 20_000


def test_a_file_that_is_not_there_or_a_folder_is_a_draft_error(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("missing.txt", "folder.txt"):
        with pytest.raises(DraftError, match="can't be opened"):
            read_file(tmp_path / name)
