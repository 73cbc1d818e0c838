"""Boards of Obsidian's Kanban plugin."""

from __future__ import annotations

from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import read_bytes

OVEN = "The oven is warm again. What shall we bake first?"
BOARD = f"""---

kanban-plugin: board

---

## LinkedIn

- [ ] {OVEN} @{{2026-07-06}} @@{{09:00}}
- [ ] ~~Hurry!~~
- [ ] Rye is *back*.
\tIt smells of rain.


## Ready

**Complete**
- [x] Tom has the key.


***

## Archive

- [x] Spelt is over.

%% kanban:settings
```
{{"kanban-plugin":"board"}}
```
%%
"""


def test_each_card_of_a_board_is_a_post() -> None:
    notes: list[str] = []
    drafts = read_bytes(BOARD.encode(), "Posts.md", notes=notes)
    assert prose_of(drafts) == [OVEN, "Rye is back.\nIt smells of rain.", "Tom has the key."]
    assert [draft.context.platform for draft in drafts] == ["linkedin", "linkedin", None]
    assert drafts[0].record.date is not None
    assert f"{drafts[0].record.date:%d %B}" == "06 July"
    assert source_of(drafts[1], "back") == "back"
    assert notes == ["Posts.md: a board of Obsidian: each card is a post"]


def test_a_list_with_boxes_is_one_post_anywhere_else() -> None:
    [draft] = read_bytes(b"What is in the sack:\n\n- [ ] rye\n- [ ] spelt\n", "a.md")
    assert draft.prose == "What is in the sack:\nrye\nspelt"


def test_a_card_may_have_several_paragraphs() -> None:
    board = BOARD.replace("\tIt smells of rain.\n", "\n\tIt smells\n\tof rain.\n\n  \n\tTom baked it. @{2026-07-08}\n")
    drafts = read_bytes(board.encode(), "Posts.md")
    assert prose_of(drafts) == [OVEN, "Rye is back.\nIt smells\nof rain.\nTom baked it.", "Tom has the key."]
    assert source_of(drafts[1], "Tom baked it") == "Tom baked it"
    assert drafts[1].record.date is not None
