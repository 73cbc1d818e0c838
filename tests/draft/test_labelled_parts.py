# ruff: noqa: E501 - whole files in a line
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Context, labelled_parts, read_bytes, read_text


def posts(text: str, name: str, context: Context | None = None) -> list[tuple[str | None, str]]:
    drafts = read_bytes(text.encode(), name, context=context or Context())
    prose_of(drafts)
    return [(draft.context.platform, draft.prose) for draft in drafts]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "LinkedIn:\nIt is warm.\n\nX:\nRye is back.\n"),
        ("a.txt", "\n**LinkedIn**\r\n\r\nIt is warm.\r\n\r\n**X (Twitter)**\r\nRye is back."),
        ("a.txt", "[LinkedIn post]\nIt is warm.\n[Tweet]\nRye is back."),
        ("a.txt", "LINKEDIN\nIt is warm.\n\nTWITTER\nRye is back."),
        ("a.txt", "LinkedIn:\nIt is warm.\n---\nX:\nRye is back."),
        ("a.md", "# LinkedIn\n\nIt is *warm*.\n\n# X\n\nRye is back.\n\n```\n# X\n```\n"),
        ("a.md", "## LinkedIn page ##\nIt is warm.\n\n## Tweet\n\n[Rye](https://a.example) is back.\n"),
        ("a.md", "LinkedIn:\n\nIt is warm.\n\nX:\n\nRye is back.\n"),
    ],
)
def test_lines_that_name_platforms_stand_above_their_posts(name: str, text: str) -> None:
    assert posts(text, name) == [("linkedin", "It is warm."), ("x", "Rye is back.")]
    notes: list[str] = []
    drafts = read_bytes(text.encode(), name, notes=notes, context=Context(platform="blog"))
    assert [draft.context.platform for draft in drafts] == ["linkedin", "x"]
    assert source_of(drafts[1], "is back") == "is back"
    assert notes == [f"{name}: a post begins below each line that names its platform: linkedin, x"]


ANSWERED = [
    "Sure! Here are two posts for you:\n\n---\n\n### Post 1: The oven\n\n{}\n\n---\n\n### Post 2: Rye\n\n{}\n\n---\n\nShall I change the tone?\n",
    "Here are two posts:\n\n---\n\n**Post 1 – The oven**\n\n{}\n\n---\n\n**Post 2 – Rye**\n\n{}\n\n---\n\nShall I change the tone?\n",
    "Here are two posts:\n\n### Post 1: The oven\n\n{}\n\n***\n\n### Post 2: Rye\n\n{}\n\n***\n\nShall I change the tone?\n",
    "Of course! Below are two options for your post.\n\n**Option 1:**\n\n{}\n\n**Option 2:**\n\n{}\n",
    "Here are two short posts for you:\n\n---\n\n{}\n\n---\n\n{}\n\n---\n\nWould you like a shorter version?\n",
    "Here are two short posts for you:\n\n---\n\n{}\n\n---\n\n{}\n\n---\n\nLet me know which version you like! I can change the tone too 😊\n",
    "# Posts\n#draft #bread/rye\n\n## Mon 6 July\n{}\n\n## Tue 7 July\n{}\n",
    "**Option 1 – The oven**\n\n{}\n\n**Option 2 – Rye**\n\n{}\n",
]


@pytest.mark.parametrize("text", ANSWERED)
def test_an_assistants_words_around_the_posts_are_no_posts(text: str) -> None:
    oven, rye = "The oven is warm again, Tom.", "Rye from Ann's field is back."
    assert posts(text.format(oven, rye), "a.md") == [(None, oven), (None, rye)]


def read_with_notes(text: str, name: str = "a.md") -> tuple[list[str], list[str]]:
    notes: list[str] = []
    return prose_of(read_bytes(text.encode(), name, notes=notes)), notes


def test_a_post_below_labelled_ones_stays_and_the_words_above_are_told() -> None:
    text = "It rained, and we baked all week:\n\n---\n\nFacebook:\nThe oven is warm again, Tom.\n\nInstagram:\nRye from Ann's field is back.\n\n---\n\nOn Sunday we bake in the yard.\n"
    found, notes = read_with_notes(text)
    assert found == ["The oven is warm again, Tom.", "Rye from Ann's field is back.", "On Sunday we bake in the yard."]
    assert notes[0] == "a.md: the words above the first post aren't checked"


@pytest.mark.parametrize("rule", ["---", "***"])
def test_an_assistants_question_below_the_last_line_of_dashes_is_no_post(rule: str) -> None:
    text = f"## Post 1\nThe oven is warm again, Tom.\n\n## Post 2\nRye from Ann's field is back.\n\n{rule}\n\nWould you like a change of tone?\n"
    for above in ("", "Sure! Here are two posts for you:\n\n---\n\n"):
        found, notes = read_with_notes(above + text)
        assert found == ["The oven is warm again, Tom.", "Rye from Ann's field is back."]
        assert "a.md: the words below the last post aren't checked" in notes
        assert ("a.md: the words above the first post aren't checked" in notes) is bool(above)


def test_a_post_without_a_label_may_stand_below_the_last_line_of_dashes() -> None:
    text = "# Posts\n\n## Monday\n\nThe oven is warm again, Tom.\n\n---\n\n## Tuesday\n\nRye from Ann's field is back.\n\n---\n\nOn Sunday we bake in the yard.\n"
    assert read_with_notes(text)[0] == [
        "The oven is warm again, Tom.",
        "Rye from Ann's field is back.",
        "On Sunday we bake in the yard.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Here are our three new drafts on tap this week:\n\n---\n\nRye is back.\n",
        "Here are two of my posts from the yard:\n\n---\n\nRye is back.\n",
    ],
)
def test_a_post_may_begin_like_an_offer(text: str) -> None:
    assert len(read_with_notes(text)[0]) == 2


@pytest.mark.parametrize(
    "last",
    ["Would you like rye? Come by on Friday and eat with us.", "Let me know what you bake.", "Want me to keep a loaf?"],
)
def test_a_post_may_ask_its_readers_something(last: str) -> None:
    text = f"Here are two short posts for you:\n\n---\n\nThe oven is warm.\n\n---\n\n{last}\n"
    assert read_with_notes(text)[0] == ["The oven is warm.", last]


def test_a_line_with_a_colon_above_posts_without_labels_is_a_post() -> None:
    assert len(posts("Here is what I learned:\n\n---\n\nRye is back.\n\n---\n\nTom is here.\n", "a.md")) == 3
    options = "# Ways home\n\nYou have two.\n\n## Option 1: The bus\n\nIt is slow but warm.\n\n## Option 2: A bike\n\nIt is fast but wet.\n"
    assert len(posts(options, "a.md")) == 1


PLAN = "# Drafts, week 28\n\n{}## Tuesday{}\n\nThe oven is warm again, Tom.\n\n{}## Thursday{}\n\nRye from Ann's field is back.\n\n{}"


@pytest.mark.parametrize(
    "text",
    [
        PLAN.format("> Ann: only the second, please.\n\n", "", "", "", ""),
        PLAN.format("%% only the second %%\n\n", "", "", "", ""),
        PLAN.format("", ": the oven", "", " – rye", ""),
        PLAN.format("", "", "### Image\n\nthe blue door\n\n", "", "## Notes:\n\nAsk Tom.\n\n### Links\n\nnone\n"),
    ],
)
def test_notes_and_topics_of_a_plan_are_no_part_of_its_posts(text: str) -> None:
    assert posts(text, "a.md") == [(None, "The oven is warm again, Tom."), (None, "Rye from Ann's field is back.")]


@pytest.mark.parametrize(
    "text",
    [
        PLAN.format("", ": the oven", "", ": rye", "").replace("Drafts, week 28", "A week in Rome"),
        PLAN.format("", "\n\n### Notes\n\nAsk Tom.\n\n### Copy", "", "", ""),
        PLAN.format("", "", "", "", "## The oven\n\nIt's old.\n"),
    ],
)
def test_an_article_or_a_plan_of_another_order_stays_whole(text: str) -> None:
    assert len(posts(text, "a.md")) == 1


def test_a_dash_may_be_escaped() -> None:
    text = "# **Posts for July**\n\n**Monday 6 July \\- LinkedIn**\n\nThe oven is warm.\n\n**Tuesday 7 July \\- X**\n\nRye is back.\n"
    assert posts(text, "a.md") == [("linkedin", "The oven is warm."), ("x", "Rye is back.")]


def test_notes_above_the_first_label_and_dropped_posts_are_no_posts() -> None:
    oven, rye = "The oven is warm again, and so is the yard.", "Rye from Ann's field is in the sack."
    dropped = f"## Wednesday\n\n~~{oven} Hurry!~~\n\n"
    text = f"# Drafts, week 28\n\n<!-- Pam:\n\nleave these -->\n\n## Tuesday\n\n~~Hurry!~~\n\n{oven}\n\n{dropped}## Thursday\n\n{rye}\n"
    assert posts(text, "a.md") == [(None, oven), (None, rye)]


def test_the_strictest_of_several_platforms_counts() -> None:
    assert posts("Facebook / X:\nOne.\n\nLinkedIn:\nTwo.", "a.txt") == [("x", "One."), ("linkedin", "Two.")]


def test_a_part_without_a_name_is_a_post_of_its_own() -> None:
    text = "LinkedIn:\nOne.\n---\nX:\nTwo.\n---\nThree.\n---\nplatform: threads\n---\nX:\nFour."
    assert posts(text, "a.txt") == [("linkedin", "One."), ("x", "Two."), (None, "Three."), ("threads", "X:\nFour.")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Find us here.\nInstagram:\n@juno\nFacebook:\n@juno"),
        ("a.txt", "LinkedIn: It is warm.\nX: Rye is back."),
        ("a.txt", "X:\nOne.\nX:\nTwo."),
        ("a.txt", "LinkedIn:\n\nX:\nTwo."),
        ("a.txt", "Instagram\nis down.\nFacebook\nis up."),
        ("a.txt", f"LinkedIn:\n{'It is warm. ' * 400}\nX:\nTwo."),
    ],
)
def test_other_texts_stay_one_post(name: str, text: str) -> None:
    assert posts(text, name) == [(None, text)]


def test_an_article_about_platforms_is_no_list_of_posts() -> None:
    text = "# Instagram\n\nIt has pictures.\n\n## What we like\n\nPictures.\n\n# Pinterest\n\nMore of them.\n"
    assert [platform for platform, _ in posts(text, "a.md")] == [None]
    assert len(posts(f"---\nplatform: blog\n---\n{text}", "a.md")) == 1
    assert read_text("LinkedIn:\nOne.\n\nX:\nTwo.").prose == "LinkedIn:\nOne.\n\nX:\nTwo."


JAM = "The plum jam is on the shelf again, and it is sharp this year."
WOOL = "Anna wound forty skeins this week, and the green one is nearly gone."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("days.txt", f"MONDAY 6 JULY\n{JAM}\n\nTUESDAY 7 JULY\n{WOOL}\n"),
        ("days.txt", f"Monday, 6 July\n{JAM}\n\nTuesday, 7 July\n{WOOL}\n"),
        ("days.txt", f"🗓 6 July\n{JAM}\n\n🗓 7 July\n{WOOL}\n"),
        ("days.txt", f"**Monday**\n{JAM}\n\n**Tuesday**\n{WOOL}\n"),
        ("days.txt", f"---\nbrand: Mill\n---\nMONDAY\n{JAM}\n\nTUESDAY\n{WOOL}\n"),
        ("days.txt", f"Posts for July\n\nMonday:\n{JAM}\n\nTuesday:\n{WOOL}\n"),
        ("days.txt", f"Monday 6 July: {JAM}\n\nTuesday 7 July: {WOOL}\n"),
        ("days.txt", f"Post 1: {JAM}\n\nPost 2: {WOOL}\n"),
        ("days.txt", f"06.07.2026\n{JAM}\n\n07.07.2026\n{WOOL}\n"),
        ("days.md", f"## 2026-07-06\n\n{JAM}\n\n## 2026-07-07\n\n{WOOL}\n"),
        ("days.md", f"---\ntags: [social]\n---\n## Mon, 6 July, 9:30\n\n{JAM}\n\n## Tue, 7 July, 9:30\n\n{WOOL}\n"),
        ("days.md", f"# Week 28\n\n## Monday\n\n{JAM}\n\n## Tuesday\n\n{WOOL}\n"),
        ("numbers.txt", f"Post 1:\n{JAM}\n\nPost 2:\n{WOOL}\n"),
        ("numbers.md", f"# Captions for the jam\n\n## Option A\n\n{JAM}\n\n## Option B\n\n{WOOL}\n"),
        ("numbers.md", f"Sure, here are two captions:\n\n**Option 1:**\n{JAM}\n\n**Option 2:**\n{WOOL}\n"),
        ("numbers.md", f"**Caption 1:** {JAM}\n\n**Caption 2:** {WOOL}\n"),
    ],
)
def test_days_and_numbers_stand_above_posts_too(name: str, text: str) -> None:
    notes: list[str] = []
    drafts = read_bytes(text.encode(), name, notes=notes)
    assert prose_of(drafts) == [JAM, WOOL]
    assert "a post begins below each line such as “" in notes[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"# Friday's launch\n\n## 📸 Instagram\n\n{JAM}\n\n## For LinkedIn\n\n{WOOL}\n"),
        ("a.md", f"Here are both:\n\n**Instagram:**\n\n{JAM}\n\n**LinkedIn:**\n\n{WOOL}\n"),
        ("a.txt", f"Captions\n\nInstagram:\n{JAM}\n\nLinkedIn:\n{WOOL}\n"),
        ("a.txt", f"Instagram: {JAM}\n\nLinkedIn: {WOOL}\n"),
        ("a.md", f"**Instagram**: {JAM}\n\n**LinkedIn**: {WOOL}\n"),
        ("a.md", f"## Monday\n\n### Instagram\n\n{JAM}\n\n### LinkedIn\n\n{WOOL}\n"),
        ("a.md", f"## Instagram\n\n### Monday\n\n{JAM}\n\n## LinkedIn\n\n### Monday\n\n{WOOL}\n"),
        ("a.txt", f"Raft day\n\nInstagram:\n{JAM}\n\nLinkedIn:\n{WOOL}\n"),
        ("a.txt", f"--- Instagram ---\n{JAM}\n\n--- LinkedIn ---\n{WOOL}\n"),
        ("a.txt", f"=== INSTAGRAM ===\n{JAM}\n\n=== LINKEDIN ===\n{WOOL}\n"),
        ("a.txt", f"📸 Instagram\n{JAM}\n\n💼 LinkedIn 💼\n{WOOL}\n"),
        ("a.txt", f"Instagram\n---------\n{JAM}\n\nLinkedIn\n--------\n{WOOL}\n"),
        ("a.md", f"Instagram\n---------\n\n{JAM}\n\nLinkedIn\n--------\n\n{WOOL}\n"),
        ("a.md", f"Instagram\n=========\n\n{JAM}\n\nLinkedIn\n========\n\n{WOOL}\n"),
        ("a.md", f"- **Instagram:** {JAM}\n- **LinkedIn:** {WOOL}\n"),
        ("a.txt", f"[Mon 6 July – Instagram – 9:30]\n{JAM}\n[Tue 7 July – LinkedIn – 18:00]\n{WOOL}\n"),
    ],
)
def test_platforms_may_have_a_title_or_days_above_them(name: str, text: str) -> None:
    assert posts(text, name) == [("instagram", JAM), ("linkedin", WOOL)]


def test_a_day_with_its_year_is_the_date_of_its_post() -> None:
    drafts = read_bytes(f"## 6 July 2026\n\n{JAM}\n\n## Friday\n\n{WOOL}\n".encode(), "a.md")
    assert [draft.record.date and draft.record.date.day for draft in drafts] == [6, None]


def test_front_matter_above_the_first_label_is_for_all_posts() -> None:
    assert posts(f"---\nplatform: x\n---\nPost 1: {JAM}\n\nPost 2: {WOOL}\n", "a.txt") == [("x", JAM), ("x", WOOL)]
    text = f"---\nplatform: instagram\nbrand: Mill\n---\n## Post 1\n\n{JAM}\n\n## Post 2\n\n{WOOL}\n"
    assert posts(text, "a.md") == [("instagram", JAM), ("instagram", WOOL)]
    assert [draft.context.brands for draft in read_bytes(text.encode(), "a.md")] == [("Mill",), ("Mill",)]


@pytest.mark.parametrize(
    "text",
    [
        "Monday\nNine to five\n\nTuesday\nNine to six\n",
        f"Monday is for jam.\n\n{JAM}\n\nTuesday is for wool.\n\n{WOOL}\n",
        f"Join us at the fair.\n\nSaturday 4 July\n{JAM}\n\nSunday 5 July\n{WOOL}\n",
        "Saturday 4 July\nOpen from ten, with cake.\n\nSunday 5 July\nOpen from ten, with tea.\n\nSee you at the mill!",
        "Follow us\n\nInstagram:\n@mill and @weir\n\nFacebook:\n@millfarm\n",
        f"# Plum cake\n\n## Version 1\n\n{JAM}\n\n## Version 2\n\n{WOOL}\n",
        f"“Monday”\n{JAM}\n\n“Tuesday”\n{WOOL}\n",
        f"Our fair\n\nSaturday:\n{JAM}\n\nSunday:\n{WOOL}\n",
        f"# A walk along the coast\n\n## Monday\n\n{JAM}\n\n## Tuesday\n\n{WOOL}\n",
        f"---\ntitle: A walk along the coast\n---\n## Monday\n\n{JAM}\n\n## Tuesday\n\n{WOOL}\n",
        f"---\nplatform: blog\n---\n## Post 1\n\n{JAM}\n\n## Post 2\n\n{WOOL}\n",
        f"## Monday\n\n### How it began\n\n{JAM}\n\n## Tuesday\n\n{WOOL}\n",
        f"# Where we are\n\n## Instagram is changing\n\n{JAM}\n\n## Facebook tips for bakers\n\n{WOOL}\n",
        f"# Instagram or Facebook?\n\n## Instagram\n\n{JAM}\n\n## Facebook\n\n{WOOL}\n",
        f"# How Instagram works\n\n## Instagram\n\n{JAM}\n\n## Facebook\n\n{WOOL}\n",
        f"# Where we are\n\nWe tried two.\n\n## Instagram\n\n{JAM}\n\n## Facebook\n\n{WOOL}\n",
        f"Day 1\n\n{JAM}\n\nDay 2\n\n{WOOL}\n",
        "Instagram: @mill\n\nFacebook: @millfarm\n",
        f"Which one?\n\nOption 1:\n{JAM}\n\nOption 2:\n{WOOL}\n",
        f"Option A: {JAM}\n\nOption B: {WOOL}\n\nWhich would you take home?\n",
        f"Monday: {JAM}\n\nTuesday: {WOOL}\n",
        f"Monday 6 July: {JAM}\n\nTuesday 7 July: {WOOL}\n\nSee you all at the mill!\n",
        f"Draft 1: {JAM}\n\nDraft 2: {WOOL}\n\nDraft 3 is out on Friday!\n",
        f"Week 1: {JAM}\n\nWeek 2: {WOOL}\n",
        f"Version 1: {JAM}\n\nVersion 2: {WOOL}\n",
        f"Instagram: {JAM}\n\nLinkedIn: {WOOL}\n\nMe: tired.\n",
        f"Instagram: {JAM}\n\nLinkedIn: {WOOL}\nMe: tired.\n",
        f"Instagram: {JAM}\n\nLinkedIn: {WOOL}\n\nWhere do you read?\n",
        f"We are in two places:\n\nInstagram: {JAM}\n\nLinkedIn: {WOOL}\n",
        f"# Where we are\n\nInstagram: {JAM}\n\nLinkedIn: {WOOL}\n",
        f"MONDAY\n{JAM}\n\nTUESDAY\n{WOOL}\n\nAll welcome\n",
        f"Monday:\n{JAM}\n\nTuesday:\n{WOOL}\n",
        f"Week 1:\n{JAM}\n\nWeek 2:\n{WOOL}\n",
        f"```\n## Monday\n```\n\n{JAM}\n\n## Tuesday\n\n{WOOL}\n",
    ],
)
def test_a_post_or_an_article_with_days_in_it_stays_one(text: str) -> None:
    assert len(posts(text, "a.md")) == 1
    if not text.startswith("---"):
        assert len(posts(text, "a.txt")) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"LinkedIn:\n{JAM}\n\nX:\n{WOOL}\n"),
        ("a.md", f"## LinkedIn\n\n{JAM}\n\n## X\n\n{WOOL}\n"),
    ],
)
def test_the_first_label_may_stand_behind_a_byte_order_mark(name: str, text: str) -> None:
    assert posts("\ufeff" + text, name) == [("linkedin", JAM), ("x", WOOL)]


@given(st.text("aZ1:#=-~* _\t\n\r\ufeff🎉", max_size=30), st.integers(0, 200), st.sampled_from("aZ :=-~* #"))
def test_no_paragraph_is_taken_for_words_that_may_be_a_label(text: str, times: int, filling: str) -> None:
    for long in (text + filling * times, filling * times + text, text + filling * times + text):
        if labelled_parts._is_paragraph(long.strip()):
            assert not labelled_parts._LINE.search(long), long
