"""Plans that say more of a post than its text, below names such as “Caption” and “Visual”."""

from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of

from softsell.draft import read_bytes

RYE = "The rye is back, and the oven is warm. Come in!"
BIKES = "Who has a bicycle to lend us on Saturday?\n\nWe bring it back on Sunday."
TOLD = "the words below names such as “Caption” or “Copy” are checked; what stands below other names isn't"


@pytest.mark.parametrize("field", ["**{}:** ", "{}: ", "- **{}**: ", "*{}:*\n", "{}:\n\n"])
def test_a_caption_among_other_fields_is_the_post(field: str) -> None:
    caption, visual, time = (field.format(name) for name in ("Caption", "Visual", "Best time to post"))
    text = "".join(
        f"## {day}\n\n{time}9 am\n\n{caption}{post}\n\n{visual}the oven, from the left\n\n"
        for day, post in (("Monday", RYE), ("Tuesday", BIKES))
    )
    notes: list[str] = []
    drafts = read_bytes(text.encode(), "plan.md", notes=notes)
    assert [prose.replace("\n\n", "\n") for prose in prose_of(drafts)] == [RYE, BIKES.replace("\n\n", "\n")]
    assert f"plan.md: {TOLD}" in notes


FAIR = "Caption: The fair is on!\n\nWhen: Saturday\nWhere: the old mill"
LAST = "Only three places are left, so book yours now."


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("below", "ends"), [(f"\n\n{LAST}", LAST), (f"\n{LAST}", LAST), ("", "the old mill")])
def test_lines_about_an_event_belong_to_its_post(below: str, ends: str, line_end: str) -> None:
    text = f"## Monday\n\n{FAIR}{below}\n\nVisual: the mill\n\n## Tuesday\n\nCaption: {RYE}\n\nVisual: the oven\n"
    fair, rye = prose_of(read_bytes(text.replace("\n", line_end).encode(), "plan.md"))
    assert "When: Saturday" in fair
    assert fair.endswith(ends)
    assert rye == RYE


@pytest.mark.parametrize(
    "tags", ["Hashtags: #rye #oven", "**Hashtags:**\n\n#rye\n#oven", "Hashtags: #rye\n\nTime: 9 am"]
)
def test_such_lines_are_fields_if_every_part_has_them_and_no_more(tags: str) -> None:
    text = "".join(
        f"## {day}\n\nCaption: {post}\n\n{tags}\n\nVisual: the oven\n\n"
        for day, post in (("Monday", RYE), ("Tuesday", RYE))
    )
    assert prose_of(read_bytes(text.encode(), "plan.md")) == [RYE, RYE]
    text = text.replace("Visual", f"{LAST}\n\nVisual", 1)
    assert LAST in prose_of(read_bytes(text.encode(), "plan.md"))[0]


@pytest.mark.parametrize(
    "second",
    [
        f"{BIKES}\n\nCaption: none yet, ask Ann.",  # something stands above it
        f"Caption: {RYE}\n\nCaption: {BIKES}",
        "We say what we think: caption it!",
        BIKES,
    ],
)
def test_parts_without_such_fields_stay_as_they_are(second: str) -> None:
    text = f"## Monday\n\nCaption: {RYE}\n\nVisual: the oven\n\n## Tuesday\n\n{second}\n"
    assert prose_of(read_bytes(text.encode(), "plan.md"))[0].startswith("Caption:")


@pytest.mark.parametrize("above", ["", "# The mill day\n\nStatus: Ready\nPlatform: Facebook\n\n"])
def test_the_section_of_a_page_that_is_the_copy_is_the_post(above: str) -> None:
    text = f"{above}## Copy\n\n{RYE}\n\n## Visual\n\nThe oven, from the left.\n\n## Checklist\n\n- [ ] Ask Ann\n"
    notes: list[str] = []
    assert prose_of(read_bytes(text.encode(), "page.md", notes=notes)) == [RYE]
    assert f"page.md: {TOLD}" in notes


@pytest.mark.parametrize(
    "text",
    [
        f"# Our mill\n\n{RYE}\n\n## Copy\n\n{BIKES}\n\n## How we bake\n\n{RYE}\n",
        f"# Copy\n\n{RYE}\n",
        f"## Copy\n\n{RYE}\n\n## Copy\n\n{BIKES}\n",
        f"---\nplatform: blog\n---\n## Copy\n\n{RYE}\n\n## Visual\n\n{BIKES}\n",
    ],
)
def test_other_pages_are_posts_as_a_whole(text: str) -> None:
    [draft] = read_bytes(text.encode(), "page.md")
    assert RYE in draft.prose
    assert "Copy" in draft.prose
