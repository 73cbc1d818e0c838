"""YAML as packs may use it: plain values, each with its place, and a friendly word for each mistake."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from softsell import yaml_source
from softsell.yaml_source import Mapping, Scalar, Sequence, plain, read_yaml, source_index


@pytest.fixture(params=["libyaml", "python"])
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(yaml, "__with_libyaml__", False)


def told(text: str) -> list[str]:
    return [f"{m.line}:{m.column} {m.message} {m.hint}" for m in read_yaml("rules.yml", text.encode()).mistakes]


def test_every_value_is_text_as_it_was_written() -> None:
    document = read_yaml("rules.yml", b"- no\n- 003\n- 1.0\n- ~\n- 2026-11-22\n- 'quoted'\n- yes: on\n")
    assert document.mistakes == []
    assert plain(document.root) == ["no", "003", "1.0", "~", "2026-11-22", "quoted", {"yes": "on"}]


def test_what_is_not_written_is_none_and_empty_quotes_are_text() -> None:
    assert plain(read_yaml("rules.yml", b"why:\nfix: ''\n").root) == {"why": None, "fix": ""}
    assert plain(read_yaml("rules.yml", b"").root) is None
    assert plain(read_yaml("rules.yml", b"# only a note\n").root) is None


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    document = read_yaml("rules.yml", b"\xef\xbb\xbfname: demo\r\nversion: 1\r\n")
    assert plain(document.root) == {"name": "demo", "version": "1"}
    assert isinstance(document.root, Mapping)
    version = document.root.get("version")
    assert version is not None
    assert document.place(version.start) == (2, 10, "version: 1")


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x one\nb: two", "1:4 An & at the beginning"),
        ("a: one\nb: *x", "2:4 A * at the beginning"),
        ("a: !!python/name:os.system x", "1:4 A ! at the beginning"),
        ("- !important text", "1:3 A ! at the beginning"),
        ("a: {b: c}\n<<: {d: e}", "2:1 “<<” merges mappings"),
        ("a: 1\nb: 2\na: 3", "3:1 “a” is here twice (first in line 1)."),
        ("a: 1\n---\nb: 2", "2:1 A second document begins here."),
        ("%YAML 1.1\n---\na: 1", "1:1 Packs can't have lines that begin with %."),
        (
            "- {{first_name}}",
            "1:3 The { or [ begins a YAML mapping or list here. Put quotes around it: '{{first_name}}'.",
        ),
        ("a:\n\tb: 1", "2:1 This line is indented with a tab. Use two spaces"),
        ("- id: a\n  b: 1\n\tc: 1", "3:1 This line is indented with a tab."),
        ("why: it is simple: people leave", "1:18 A colon and a space begin a new value"),
        ("- @home", "1:3 A text can't begin with @ unless it's in quotes. Put quotes around it: \"@…\"."),
        ("- `code`", "1:3 A text can't begin with ` unless"),
        ('why: "never closed', "1:6 This quote has no closing quote. Add the closing quote."),
        ("- [a, b", "1:3 The list that opens here with “[” isn't valid or isn't closed."),
        ("- {a: b", "1:3 The mapping that opens here with “{”"),
        ('a: "\\d"', "1:5 A backslash in double quotes must be written twice."),
        ("a: 1\n  b: 2", "2:4 A colon and a space begin a new value"),
        ("- id: a\n b: 2", "2:2 This line doesn't fit the lines above it."),
        ('- "one" two', "1:9 This line doesn't fit the lines above it."),
        ("a: 1\nb", "2:2 A colon is missing in this line or the one above."),
        ("a: bell\x07", "1:8 This file has a control character in it"),
    ],
)
def test_each_mistake_has_its_place_and_a_friendly_word(text: str, expected: str) -> None:
    assert any(line.startswith(expected) for line in told(text)), told(text)


def test_the_rules_before_a_broken_line_are_still_read() -> None:
    document = read_yaml("rules.yml", b"- id: one\n- id: two\n- id: three: four\n")
    assert plain(document.root) == [{"id": "one"}, {"id": "two"}]
    assert len(document.mistakes) == 1


def test_several_mistakes_are_told_at_once() -> None:
    assert len(told("a: 1\na: 2\nb: !x 3\nc: &d 4")) == 3


def test_bytes_that_are_no_utf8_are_named_with_their_line() -> None:
    (mistake,) = read_yaml("rules.yml", "a: 1\nb: caf\u00e9".encode("latin-1")).mistakes
    assert (mistake.line, mistake.message) == (2, "The file isn't UTF-8 text.")


@pytest.mark.usefixtures("_each_parser")
def test_too_large_a_file_is_refused_unread() -> None:
    (mistake,) = read_yaml("rules.yml", b"x" * (yaml_source.MAX_FILE_BYTES + 1)).mistakes
    assert mistake.message.startswith("The file is too large")


@given(st.text(max_size=400))
def test_any_text_is_read_or_has_mistakes(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    document = read_yaml("rules.yml", data)
    for mistake in document.mistakes:
        assert mistake.message
        assert mistake.column <= len(mistake.excerpt) + 1 or not mistake.excerpt
    plain(document.root)


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("- last chance <verb>", "<verb>", (1, 15)),
        ("- 'it''s <verb>'", "<verb>", (1, 10)),
        ('- "caf\\u00e9 \\"x\\" <verb>"', "<verb>", (1, 20)),
        ("- |\n  one\n  two <verb>", "<verb>", (3, 7)),
        ("- >\n  one\n  two <verb>", "<verb>", (3, 7)),
        ("- >-\n\n    one\n\n    two <verb>\n", "<verb>", (5, 9)),
        ("- one\n  two <verb>", "<verb>", (2, 7)),
        ("- 'one\n  two <verb>'", "<verb>", (2, 7)),
        ('- "one\n  two \\\n  <verb>"', "<verb>", (3, 3)),
    ],
)
def test_a_place_inside_a_text_is_found_in_any_style(text: str, word: str, place: tuple[int, int]) -> None:
    document = read_yaml("rules.yml", text.encode())
    assert isinstance(document.root, Sequence)
    scalar = document.root.items[0]
    assert isinstance(scalar, Scalar)
    index = source_index(document, scalar, scalar.text.index(word))
    assert document.place(index)[:2] == place
    assert document.text.startswith(word, index)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60),
    st.sampled_from(["'", '"', "|", ">", None]),
    st.integers(5, 40),
)
def test_places_inside_texts_hold_for_whatever_yaml_writes(text: str, style: str | None, width: int) -> None:
    written = yaml.safe_dump([text], default_style=style, allow_unicode=True, width=width)
    document = read_yaml("rules.yml", written.encode())
    assert isinstance(document.root, Sequence)
    scalar = document.root.items[0]
    assert isinstance(scalar, Scalar)
    for offset, character in enumerate(scalar.text):
        index = source_index(document, scalar, offset)
        assert scalar.start <= index < max(scalar.end, scalar.start + 1)
        shown = document.text[index]
        assert shown == character or shown == "\\" or character.isspace() or index == scalar.start


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places_in_a_block_hold_for_each_line_end(line_end: str) -> None:
    document = read_yaml("rules.yml", f"- |{line_end}  Hurry in.{line_end}  The rye is warm.{line_end}".encode())
    assert isinstance(document.root, Sequence)
    scalar = document.root.items[0]
    assert isinstance(scalar, Scalar)
    for word in ("Hurry", "rye", "warm"):
        assert document.text.startswith(word, source_index(document, scalar, scalar.text.index(word)))
