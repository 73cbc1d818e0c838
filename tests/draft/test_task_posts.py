"""Checklists in which each item is a post, and the last words of an assistant."""

from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import read_bytes

RYE = "The rye is back, and the oven is *warm*. Come in!"
BIKES = "Who has a bicycle to lend us on Saturday?"
ASK = "Ask Ann for the photo"


@pytest.mark.parametrize("title", ["# Posts for July", "# Week 27", "## Content calendar"])
def test_each_item_of_a_checklist_is_a_post(title: str) -> None:
    notes: list[str] = []
    text = f"{title}\n\n- [x] {RYE}\n  It bakes at six. 🍞\n\n## Later\n\n- [ ] {BIKES}\n"
    drafts = read_bytes(text.encode(), "plan.md", notes=notes)
    assert prose_of(drafts) == ["The rye is back, and the oven is warm. Come in! It bakes at six. 🍞", BIKES]
    assert source_of(drafts[1], BIKES) == BIKES
    assert notes == ["plan.md: each item of the checklist is a post"]


@pytest.mark.parametrize(
    "text",
    [
        f"# Spring in the garden\n\n- [ ] {RYE}\n- [ ] {BIKES}\n",  # a post
        f"# Posts for July\n\nWe have two.\n\n- [ ] {RYE}\n- [ ] {BIKES}\n",
        f"# Posts for July\n\n- [ ] {ASK}\n- [ ] {BIKES}\n",
        f"# Posts for July\n\n- [ ] {RYE}\n",
        f"# Content plan for July\n\n- [ ] {ASK} of the oven.\n- [x] **Write** the words about rye for Monday.\n",
        f"# Posts for July\n\n- [ ] {ASK} of the oven.\n- [ ] {BIKES}\n- [ ] {RYE}\n",
        f"- [ ] {RYE}\n- [ ] {BIKES}\n",
    ],
)
def test_other_checklists_are_a_part_of_the_post(text: str) -> None:
    assert len(read_bytes(text.encode(), "plan.md")) == 1


def test_a_post_may_begin_with_such_a_word() -> None:
    posts = [BIKES, "Find us at the mill on Saturday, by the gate.", RYE.replace("*", ""), f"{BIKES} 🚲"]
    text = "# Posts for July\n\n" + "".join(f"- [ ] {post}\n" for post in posts)
    assert prose_of(read_bytes(text.encode(), "plan.md")) == posts


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_last_words_of_an_assistant_are_no_part_of_the_last_post(line_end: str) -> None:
    text = f"Sure! Here are two captions for you:\n\n**Option 1:**\n{BIKES}\n\n**Option 2:**\n{BIKES} Come in!\n\n"
    text = text.replace("\n", line_end)
    notes: list[str] = []
    drafts = read_bytes(f"{text}Let me know if you want them shorter!\n".encode(), "answer.md", notes=notes)
    assert prose_of(drafts) == [BIKES, f"{BIKES} Come in!"]
    assert "answer.md: the words below the last post aren't checked" in notes
    drafts = read_bytes(f"{text}Let me know if you have one!\n".encode(), "answer.md")
    assert prose_of(drafts)[1].endswith("if you have one!")
