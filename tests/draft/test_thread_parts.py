"""Threads whose posts are numbered."""

from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import read_bytes

OVEN = "The oven is older than the bakery."
SHIP = "It came by ship in 1921.\nNobody knows who paid."
PHOTO = "Who has a photo of it?"
THREAD = [f"1/3 {OVEN}", f"2/3 {SHIP}", f"3/3 {PHOTO}"]


def joined(posts: list[str]) -> str:
    return "\n\n".join(posts) + "\n"


@pytest.mark.parametrize(
    "posts",
    [
        THREAD,
        [f"(1/3) {OVEN}", f"(2/3) {SHIP}", f"(3/3) {PHOTO}"],
        [f"1/3\n{OVEN}", f"2/3\n{SHIP}", f"3/3\n{PHOTO}"],
        [f"1/3 {OVEN}\n\nIt still burns wood.", f"2/3 {SHIP}", f"3/3 {PHOTO}"],
        [f"{OVEN} 🧵 1/3", f"{SHIP} 2/3", f"{PHOTO} (3/3)"],
        [f"{OVEN}\n1/2", f"{PHOTO}\n2/2"],
    ],
)
@pytest.mark.parametrize("above", ["", "Thread for Monday, Ann posts it\n\n"])
def test_each_number_is_a_post(posts: list[str], above: str) -> None:
    for line_end in ("\n", "\r\n"):
        notes: list[str] = []
        data = (above + joined(posts)).replace("\n", line_end).encode()
        drafts = read_bytes(data, "thread.txt", notes=notes)
        assert [prose.replace(line_end, "\n") for prose in prose_of(drafts)] == posts
        assert source_of(drafts[-1], drafts[-1].prose) == drafts[-1].prose
        assert notes[0] == f"thread.txt: this is a thread of {len(posts)} posts; each number begins or ends one"
        assert ("thread.txt: the words above the first post aren't checked" in notes) == bool(above)


def test_a_thread_may_stand_below_a_label_and_in_markdown() -> None:
    text = f"## X\n\n{joined(THREAD)}\n## LinkedIn\n\n{PHOTO} And who can tell us how it came here?\n"
    drafts = read_bytes(text.encode(), "plan.md")
    assert [draft.context.platform for draft in drafts] == ["x", "x", "x", "linkedin"]
    assert drafts[0].prose == THREAD[0]


@pytest.mark.parametrize(
    "text",
    [
        joined(THREAD[:2]),  # one is missing
        joined([THREAD[0], THREAD[2]]),
        joined([THREAD[0], THREAD[1], "3/4 And now?"]),
        f"{THREAD[0]}\n{THREAD[1].splitlines()[0]}\n{THREAD[2]}\n",  # nothing parts them
        joined([f"1/ {OVEN}", f"2/ {SHIP}", f"3/ {PHOTO}"]),  # may be one post
        joined(["1. Flour", "2. Water", "3. Salt"]),
        joined(["Open on 1/5 and", "2/5 as ever."]),
        joined(["We sold 1/3", "of the rye, then 2/3", "and at noon 3/3 of it."]),
        "word " * 80 + "\n\n" + joined(THREAD),
        f"---\nplatform: blog\n---\n{joined(THREAD)}",
    ],
)
def test_other_numbers_part_nothing(text: str) -> None:
    assert len(read_bytes(text.encode(), "post.txt")) == 1
