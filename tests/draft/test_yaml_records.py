from __future__ import annotations

from itertools import cycle

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draft.draft_properties import prose_of, source_of, written_texts

from softsell.draft import Draft, Span, is_found_in_folders, read_bytes
from softsell.errors import DraftTooLarge, MalformedFile, NoPosts, UnclearColumn

ASK = "Which crust do you fight over at home?"


def read(text: str, name: str = "plan.yaml", column: str | None = None) -> list[Draft]:
    drafts = read_bytes(text.encode(), name, column=column)
    prose_of(drafts)
    return drafts


CALENDAR = """\
# act now: these change on Friday
calendar: Juno
posts:
  - date: 2026-07-06
    platform: bluesky
    title: Act now
    copy: >-
      This is your last
      chance 🍞 to try
      the rye!
    notes: "ask Ann for the picture, please, before noon"
  - date: 2026-07-07
    platform: mastodon
    copy: |
      The oven is warm.

        Which loaf?
    tags: [rye, oven]
  - platform: x
    copy: 'It''s
      back.'
  - platform: x
    copy: "Caf\\u00e9 \\"Juno\\"\\
      \\ is
      open.\\nAt nine."
  - platform: linkedin
    copy: Plain text that goes
      on in the next line.
"""


@pytest.mark.parametrize("name", ["plan.yaml", "plan.yml", "PLAN.YML"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_calendar(name: str, line_end: str) -> None:
    drafts = read("\ufeff" + CALENDAR.replace("\n", line_end), name)
    assert [(draft.context.platform, draft.prose) for draft in drafts] == [
        ("bluesky", "This is your last chance 🍞 to try the rye!"),
        ("mastodon", "The oven is warm.\n\n  Which loaf?"),
        ("x", "It's back."),
        ("x", 'Café "Juno" is open.\nAt nine.'),
        ("linkedin", "Plain text that goes on in the next line."),
    ]
    assert source_of(drafts[0], "last chance").split() == ["last", "chance"]
    assert source_of(drafts[0], "🍞") == "🍞"
    assert source_of(drafts[1], "Which loaf?") == "Which loaf?"
    assert source_of(drafts[2], "'") == "''"
    assert source_of(drafts[3], "é") == "\\u00e9"
    assert source_of(drafts[3], "open") == "open"
    assert source_of(drafts[4], "goes on").split() == ["goes", "on"]
    assert drafts[0].record.date is not None


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (f"- {ASK}\n- Rye is back.\n", [ASK, "Rye is back."]),
        (f"text: {ASK}\n", [ASK]),
        (f"text: {ASK}\n---\ntext: Rye is back.\n", [ASK, "Rye is back."]),
        (f"a:\n  text: {ASK}\nb:\n  text: Rye is back.\n", [ASK, "Rye is back."]),
        (f"weeks:\n- week: 1\n  posts:\n  - copy: {ASK}\n  - copy: Rye is back.\n", [ASK, "Rye is back."]),
        (f"- text: &a {ASK}\n- text: *a\n- text: !!str Rye is back.\n", [ASK, "Rye is back."]),
        (f"base: &b\n  platform: x\nposts:\n- <<: *b\n  text: {ASK}\n", [ASK]),
        (f"- text: {ASK}\n- text: ~\n- text: null\n- text:\n- text: ''\n", [ASK]),
        (f"- {{text: {ASK!r}, platform: x}}\n", [ASK]),
        ("# nothing yet\n", []),
        ("", []),
    ],
)
def test_lists_and_keys(text: str, posts: list[str]) -> None:
    assert prose_of(read(text)) == posts


@pytest.mark.parametrize("style", ["|", ">", "&a |", "| # note"])
@pytest.mark.parametrize("header_end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places_in_a_block_with_mixed_line_ends(style: str, header_end: str, line_end: str) -> None:
    text = f"- text: {style}{header_end}    A rye{line_end}    and a rye{line_end}- text: {ASK}\n"
    first, second = read(text)
    assert first.prose.split() == ["A", "rye", "and", "a", "rye"]
    assert first.map.to_source(Span(0, 1)).start == text.index("A rye")
    assert first.map.to_source(Span(2, 5)) == Span(text.index("rye"), text.index("rye") + 3)
    assert source_of(first, "and a rye") == "and a rye"
    assert source_of(second, ASK) == ASK


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"- copy: {ASK}\n  date: 2026-07-06 # a Monday\n- copy: To bake rye #rye you wait.\n", "line 3: "),
        (f"- {ASK}\n- To bake rye #rye you wait.\n- Rye\t#rye\n", "lines 2 and 3: "),
        (f"- {ASK}\n- #rye is back\n", "line 2: "),
        (f"- copy: {ASK}\n- copy: #rye is back\n  notes: #later\n", "line 2: "),
        (f"- {ASK} #rye\n" * 9, "lines 1, 2, 3, 4, 5 and 4 more: "),
        (f"- text: [{ASK}, 'rye' #rye\n  ]\n- text: {ASK}\n", None),
        (f"# posts\n- text: '{ASK} #rye' # by Ann\n  platform: x # or not\n- text: {ASK}#rye\n", None),
        (f"- text: >- # folded\n    {ASK} #rye\n- text: # none\n", None),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_post_that_ends_at_a_hashtag_is_told(text: str, where: str | None, line_end: str) -> None:
    notes: list[str] = []
    read_bytes(text.replace("\n", line_end).encode(), "plan.yaml", notes=notes)
    told = [note for note in notes if "comment" in note]
    posts = "each post" if where and where.startswith("lines") else "the post"
    said = f"YAML takes what follows # for a comment; put {posts} in quotes."
    assert told == ([f"plan.yaml: {where}{said}"] if where else [])


def test_a_key_may_be_named() -> None:
    text = f"- title: Which of our loaves is the best?\n  copy: {ASK}\n"
    assert prose_of(read(text)) == [ASK]
    assert prose_of(read(text, column="title")) == ["Which of our loaves is the best?"]
    with pytest.raises(UnclearColumn, match="linkedin copy"):
        read(f"- linkedin copy: {ASK}\n  instagram copy: The oven is warm, and the rye is back.\n")


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  web:\n    image: nginx\n    ports: ['80:80']\n",
        "on: [push, pull_request]\njobs:\n  test:\n    steps: [make, make test]\n",
    ],
)
def test_settings_hold_no_posts(text: str) -> None:
    with pytest.raises(NoPosts, match="which key holds the posts"):
        read(text)
    assert not is_found_in_folders("plan.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- text: One\n  text: Two\n", "2:3: the key “text” is here twice"),
        ("posts:\n- text: a: b\n", r"2:10: this isn't valid YAML: A colon and a space"),
        ("posts:\n\t- text: a\n", "2:1: this isn't valid YAML: This line is indented with a tab"),
        ("- {a: b}: c\n", "1:3: a key must be a word"),
        ("- text: 'One\n", "this isn't valid YAML"),
        ("[" * 60 + "]" * 60, "1:51: this YAML is nested too deeply"),
        ("- text: a\x07\n", "a control character"),
    ],
)
def test_mistakes_are_told_at_their_places(text: str, said: str) -> None:
    with pytest.raises(MalformedFile, match=said):
        read(text)


def test_aliases_of_aliases_cost_nothing() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
    with pytest.raises(MalformedFile):
        read("\n".join(lines))


def test_too_much_is_refused() -> None:
    with pytest.raises(DraftTooLarge):
        read(f"- text: {'a' * 5_000_001}\n")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(written_texts(), min_size=1, max_size=3),
    st.sampled_from([None, "|", ">", "'", '"']),
    st.sampled_from([30, 1000]),
    st.sampled_from([("\n",), ("\r\n",), ("\n", "\r\n"), ("\r\n", "\n", "\r")]),
)
def test_what_is_written_is_read(texts: list[str], style: str | None, width: int, ends: tuple[str, ...]) -> None:
    texts = [text.replace("<", "(") for text in texts]  # no HTML
    written = yaml.dump(
        [{"text": text} for text in texts], default_style=style, allow_unicode=True, width=width, Dumper=yaml.SafeDumper
    )
    lines = written.split("\n")
    written = "".join(line + end for line, end in zip(lines, cycle(ends), strict=False))
    meant = [one["text"] for one in yaml.safe_load(written)]
    drafts = read_bytes(written.encode(), "a.yaml", column="text")
    assert [prose.rstrip("\r\n") for prose in prose_of(drafts)] == [
        text.rstrip("\r\n") for text in meant if isinstance(text, str) and text.strip()
    ]
    for draft in drafts:
        for index, character in enumerate(draft.prose):
            place = draft.map.to_source(Span(index, index + 1))
            said = written[place.start : place.end]
            assert said == character or character.isspace() or said.startswith("\\") or said == "''"
