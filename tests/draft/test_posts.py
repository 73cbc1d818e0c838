"""Plain text, files of several posts, and front matter."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.draft.draft_properties import prose_of

from softsell.draft import Context, read_bytes, read_text
from softsell.errors import MalformedFile
from softsell.platforms import PLATFORMS

THREE_POSTS = """\
---
platform: LinkedIn
brand: [Fern & Clay, "@fernandclay"]
---
We fired the last kiln of the year.

Which glaze would you try first?
---
No front matter here, and that is fine.

-------

---
audience: teenagers
Reply to: Do you ship to Ireland?
---
Yes, every Tuesday.
"""


def test_plain_text_is_read_to_the_letter() -> None:
    text = "Morning!\r\n\r\n---\n<!-- softsell-disable -->\tHow are you? 🍞\n"
    draft = read_text(text)
    assert draft.prose == draft.source == text
    assert prose_of([draft]) == [text]


def test_a_byte_order_mark_is_in_the_source_and_not_in_the_prose() -> None:
    [draft] = read_bytes("\ufeffMorning!".encode(), "a.txt")
    assert (draft.source, draft.prose, draft.span) == ("\ufeffMorning!", "Morning!", (1, 9))
    assert read_text("\ufeffMorning!").prose == "Morning!"


@pytest.mark.parametrize("name", ["posts.txt", "posts.md"])
def test_a_line_of_dashes_parts_posts_and_front_matter_goes_with_the_post_below(name: str) -> None:
    drafts = read_bytes(THREE_POSTS.encode(), name)
    assert [draft.prose.splitlines()[0] for draft in drafts] == [
        "We fired the last kiln of the year.",
        "No front matter here, and that is fine.",
        "Yes, every Tuesday.",
    ]
    assert [draft.context for draft in drafts] == [
        Context(platform="linkedin", brands=("Fern & Clay", "@fernandclay")),
        Context(),
        Context(audience="teenagers", reply_to="Do you ship to Ireland?"),
    ]
    assert all(draft.source == THREE_POSTS for draft in drafts)
    prose_of(drafts)


@pytest.mark.parametrize("name", ["posts.txt", "posts.md"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_posts_are_parted_whatever_ends_a_line(name: str, line_end: str) -> None:
    text = line_end.join(["\ufeffOne.", "---", "Two.", "-----  ", "", "Three.", ""])
    assert prose_of(read_bytes(text.encode(), name)) == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("line", ["--", "--- and so on", "- - -", "***", "| --- |", "—"])
def test_other_lines_part_nothing(line: str) -> None:
    assert len(read_bytes(f"One.\n\n{line}\n\nTwo.".encode(), "a.txt")) == 1


def test_a_post_that_looks_like_unknown_keys_is_a_post() -> None:
    text = "---\nOpening hours: from nine\n---\nSale: half price\n---\nTip: water them twice\n"
    for name in ("a.txt", "a.md"):
        assert len(read_bytes(text.encode(), name)) == 3


TOML = """+++
title = "Act now"
date = 2026-05-01
platform = "LinkedIn Company"
brand = ["Fern & Clay", "@fernandclay"]
[softsell]
ignore = ["pushiness"]
reason = "so"
[params]
tags = ["a", "b"]
+++

It is hot.
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_toml_front_matter(line_end: str) -> None:
    text = TOML.replace("\n", line_end)
    for draft in (*read_bytes(text.encode(), "a.md"), read_text(text, markup="markdown")):
        assert draft.prose == "It is hot."
        assert draft.context == Context(platform="linkedin", brands=("Fern & Clay", "@fernandclay"))
        assert draft.record.date == datetime(2026, 5, 1)
        assert [found.rules for found in draft.suppressions] == [("pushiness",)]


@pytest.mark.parametrize(
    ("toml", "place", "hint"),
    [
        ('title = "x"\nplatform = "instagrm"', "3:1", "did you mean “instagram”?"),
        ("title = x", "2:1", "can't be read as TOML"),
        ('a = 1\nplatfrom = "x"', "3:1", "did you mean “platform”?"),
        ("platform = []", "2:1", "must be a single text"),
    ],
)
def test_a_mistake_in_toml_is_reported_with_its_position(toml: str, place: str, hint: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        read_bytes(f"+++\n{toml}\n+++\nHi.".encode(), "a.md")
    assert str(caught.value).startswith(f"a.md:{place}: ")
    assert hint in str(caught.value)


def test_front_matter_may_end_with_dots() -> None:
    [draft] = read_bytes(b"---\ntitle: Our kiln\nplatform: x\n...\nIt is hot.", "a.md")
    assert (draft.prose, draft.context.platform) == ("It is hot.", "x")
    assert read_text("---\ntitle: a\n...\nIt is hot.", markup="markdown").prose == "It is hot."


@pytest.mark.parametrize(
    "above",
    [
        "date: soon\nimages: [a.jpg]\nlink: none\nkind: page\ntags: [a, b]\nplatforms: [a, b]\nbranding: x\nreplies: true",
        "title: a\ntags: [\n  a,\n  b\n]",
        "Title: a\nTags: b",
        "# a remark\ntitle: >-\n  folded\n  text\nauthor:\n  name: Ann\nimage: { src: a, alt: Act now }",
    ],
)
def test_keys_of_other_tools_are_no_mistake(above: str) -> None:
    [draft] = read_bytes(f"---\n{above}\n---\nIt is hot.".encode(), "a.md")
    assert (draft.prose, draft.context) == ("It is hot.", Context())


def test_what_other_tools_say_is_kept() -> None:
    above = "date: 2026-05-01 09:00\ncampaign: Kiln\nlink: https://a.example\nplatforms: [LinkedIn, Twitter]\nid: a1"
    [draft] = read_bytes(f"---\n{above}\n---\nIt is hot.".encode(), "a.md")
    assert (draft.record.date, draft.record.campaign) == (datetime(2026, 5, 1, 9), "Kiln")
    assert (draft.record.link, draft.record.id, draft.context.platform) == ("https://a.example", "a1", "x")


@pytest.mark.parametrize("name", ["IG", "FB page", "X (Twitter)"])
def test_platforms_have_many_names(name: str) -> None:
    assert read_bytes(f"---\nplatform: {name}\n---\nHi.".encode(), "a.md")[0].context.platform in PLATFORMS


ARTICLE = "Intro.\n\n---\n\nMiddle.\n\n---\n\nEnd."


@pytest.mark.parametrize(
    ("text", "platform", "posts"),
    [
        (ARTICLE, None, 3),
        (ARTICLE, "linkedin", 3),
        (ARTICLE, "blog", 1),
        (f"---\nplatform: blog\n---\n{ARTICLE}", None, 1),
        (f"---\ntitle: a\ndate: b\n---\n{ARTICLE}", None, 1),
        (f"---\ntitle: a\nplatform: linkedin\n---\n{ARTICLE}", None, 3),
        (f"+++\ntitle = 1\n+++\n{ARTICLE}", None, 1),
        (f"# Title\n\n{ARTICLE}", None, 1),
        (f"Title\n=====\n\n{ARTICLE}", None, 1),
        (f"One.\n\n---\n\n## Title\n\n{ARTICLE}", None, 2),
        (f"# Title\n\nIntro.\n---\nplatform: x\n---\n{ARTICLE}", None, 4),
        (f"---\nplatform: blog\n---\n{ARTICLE}\n---\nplatform: x\n---\n{ARTICLE}", None, 4),
        ("The rye is back\n---\n\nWe mended the oven.", None, 1),
        ("The rye is back\n---\nWe mended the oven.", None, 2),
        ("The rye is back\n\n---\n\nWe mended the oven.", None, 2),
        ("The rye is back\n---\n\nWe mended the oven.", "linkedin", 2),
        ("The rye is back!\n---\n\nWe mended the oven.", None, 2),
        ("Fresh rye today 🍞 #bread\n---\n\nWe mended the oven.", None, 2),
        ("```\n# no heading\n```\nOne.\n---\nTwo.\n\n# Heading\n---\nMore.", None, 2),
    ],
)
def test_an_article_stays_one_and_posts_are_parted(text: str, platform: str | None, posts: int) -> None:
    drafts = read_bytes(text.encode(), "a.md", context=Context(platform=platform))
    prose_of(drafts)
    assert len(drafts) == posts


def test_a_blog_s_own_front_matter_is_no_post_in_markdown() -> None:
    text = "---\ntitle: Our kiln\ndate: 2026-03-01\n---\nIt is hot."
    assert prose_of(read_bytes(text.encode(), "a.md")) == ["It is hot."]


def test_a_line_of_dashes_in_a_code_block_parts_nothing() -> None:
    text = "Like so:\n\n```yaml\nplatform: x\n---\nHi\n```\n\nClear?\n---\nNext."
    assert prose_of(read_bytes(text.encode(), "a.md")) == ["Like so:\nClear?", "Next."]


def test_a_fence_that_is_never_closed_swallows_no_posts() -> None:
    assert len(read_bytes(b"```\nOne.\n---\nTwo.\n---\nThree.", "a.md")) == 3


def test_one_text_is_one_draft_and_markdown_keeps_its_front_matter() -> None:
    text = "---\nplatform: x\n---\nHeading\n---\nText."
    draft = read_text(text, markup="markdown", context=Context(platform="blog", audience="experts"))
    assert draft.prose == "Heading\nText."
    assert draft.context == Context(platform="x", audience="experts")
    assert read_text(text, context=Context(platform="blog")).context.platform == "blog"


@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff", "---\n---\n", "---\nplatform: x\n---\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_without_text_holds_no_draft(text: str, name: str) -> None:
    assert read_bytes(text.encode(), name) == []


def test_front_matter_may_switch_rules_off_for_its_post() -> None:
    above = "softsell:\n  ignore: [Pushiness/urgency, readability]\n  reason: it ends today"
    text = f"---\n{above}\n---\nLast day!\n---\nOther."
    first, second = read_bytes(text.encode(), "a.txt")
    [suppression] = first.suppressions
    assert (suppression.rules, suppression.reason) == (("pushiness/urgency", "readability"), "it ends today")
    assert suppression.scope == first.span
    assert text[slice(*suppression.span)] == above
    assert second.suppressions == ()


def test_ignore_all_means_every_rule() -> None:
    [draft] = read_bytes(b"---\nsoftsell: {ignore: all}\n---\nLast day!", "a.md")
    assert [suppression.rules for suppression in draft.suppressions] == [()]


def test_values_are_text_whatever_yaml_makes_of_them() -> None:
    [draft] = read_bytes(b"---\nbrand: [No, 360, 1.50]\n---\nHi.", "a.md")
    assert draft.context.brands == ("No", "360", "1.50")


@pytest.mark.parametrize(
    ("front_matter", "place", "hint"),
    [
        ("platform: x\nbrand: @shop", "3:8", "put quotes around a value"),
        ("platform: x\nreply_to: why: so", "3:14", "put quotes around a value"),
        ("platfrom: x\naudience: experts", "2:1", "“platfrom” isn't a key here; did you mean “platform”?"),
        ("brand: Joe's\nplatform: instagrm", "3:11", "no platform called “instagrm”; did you mean “instagram”?"),
        ("platform: x\naudience: expert", "3:11", "no audience called “expert”; did you mean “experts”?"),
        ("platform: x\nkind: evnt", "3:7", "no kind of post called “evnt”; did you mean “event”?"),
        ("audience: [experts]", "2:11", "audience must be a single text"),
        ("brand: {a: b}", "2:8", "brand must be a single text"),
        ("platform: x\nplatform: y", "3:1", "twice"),
        ("softsell: yes", "2:11", "ignore, reason"),
        ("softsell:\n  ignore: []", "3:11", "pushiness/urgency"),
        ("softsell:\n  reason: so", "3:3", "needs “ignore”"),
        ("softsell:\n  ignroe: all", "3:3", "did you mean “ignore”?"),
        ("softsell:\n  ignore: [a b]", "3:11", "the word all"),
        ('platform: "\\ud83d"', "2:14", "can't be read"),
        ("platform: x\nx: " + "[" * 50 + "]" * 50, "3:23", "can't be read"),
        ("platform: x\nx: " + "a" * 10_000, "2:1", "longer than 10,000"),
    ],
)
def test_a_mistake_in_front_matter_is_reported_with_its_position(front_matter: str, place: str, hint: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        read_bytes(f"---\n{front_matter}\n---\nHi.".encode(), "a.md")
    assert str(caught.value).startswith(f"a.md:{place}: ")
    assert hint in str(caught.value)


@pytest.mark.parametrize("said", ["event", "Event", '"event"'])
def test_the_kind_of_a_post_is_read(said: str) -> None:
    first, second = read_bytes(f"---\nkind: {said}\n---\nHi.\n---\nkind: tips\n---\nYou.".encode(), "a.md")
    assert first.context == Context(kind="event")
    assert second.context == Context(kind="tips")


@pytest.mark.parametrize("said", ["page", "section", "Deployment", "[a, b]", "{a: b}", "2", "''", "x" * 500])
def test_what_other_tools_call_a_kind_is_ignored(said: str) -> None:
    [draft] = read_bytes(f"---\nkind: {said}\nindex: true\nplatform: x\n---\nHi.".encode(), "a.md")
    assert draft.context == Context(platform="x")


def test_a_line_about_some_kind_is_no_front_matter_between_posts() -> None:
    first, second = read_bytes(b"One.\n---\nKind: regards from Ana\n---\nTwo.", "a.txt")[::2]
    assert first.prose.strip() == "One."
    assert second.prose.strip() == "Two."


def test_front_matter_is_read_whatever_ends_a_line() -> None:
    for line_end in ("\n", "\r\n", "\r"):
        text = line_end.join(
            ["\ufeff---", "platform: x", "# a remark", "brand:", "- Fern & Clay", "---", "Hi.", "You."]
        )
        for name in ("a.txt", "a.md"):
            [draft] = read_bytes(text.encode(), name)
            assert draft.context == Context(platform="x", brands=("Fern & Clay",))
            assert draft.prose == f"Hi.{line_end}You."


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("label", ["Friday", "Instagram"])
def test_dashes_below_a_label_part_posts_if_a_post_stands_above(name: str, label: str) -> None:
    text = f"We open at nine tomorrow, come in.\n\n{label}\n---\nThe rye is out.\n---\nThe cake is out.\n"
    drafts = read_bytes(text.encode(), name)
    assert [draft.prose.split()[-1] for draft in drafts] == [label, "out.", "out."]


@pytest.mark.parametrize("above", ["", "Captions for July\n\n", "# Captions\n\n", "Week 28:\n\n"])
def test_dashes_below_a_label_underline_it_if_only_a_title_or_labels_stand_above(above: str) -> None:
    text = f"{above}Instagram\n---\nThe rye is out.\n\nLinkedIn\n---\nThe cake is out.\n"
    assert [draft.prose for draft in read_bytes(text.encode(), "a.txt")] == ["The rye is out.", "The cake is out."]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("rule", ["***", "* * *", "===", "==========", "___"])
def test_other_lines_part_posts_where_lines_of_dashes_do(name: str, rule: str) -> None:
    posts = ["The rye is back.", "Who has a bicycle?", "Tea is at four."]
    for line_end in ("\n", "\r\n"):
        text = f"{posts[0]}\n\n---\n\n{posts[1]}\n\n{rule}\n\n{posts[2]}\n".replace("\n", line_end)
        assert prose_of(read_bytes(text.encode(), name)) == posts


@pytest.mark.parametrize(
    "text",
    [
        "---\nplatform: linkedin\n---\n\nThe rye is back.\n\n***\n\nTea is at four.\n",
        "The rye is back.\n\n***\n\nTea is at four.\n",
        "The rye is back.\n\n===\n\nTea is at four.\n",
    ],
)
def test_without_lines_of_dashes_between_posts_they_belong_to_the_post(text: str) -> None:
    assert len(read_bytes(text.encode(), "a.txt")) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("ornament", [0, 1, 2])
def test_a_single_other_line_among_lines_of_dashes_belongs_to_its_post(name: str, ornament: int) -> None:
    posts = ["The rye is back.", "Who has a bicycle?", "Tea is at four."]
    posts[ornament] += "\n\n* * *\n\nCome in."
    drafts = read_bytes("\n\n---\n\n".join(posts).encode(), name)
    assert [draft.prose.split()[0] for draft in drafts] == ["The", "Who", "Tea"]
    assert drafts[ornament].prose.endswith("Come in.")


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("rules", [("***", "---"), ("***", "---", "***"), ("---", "***", "***"), ("***", "***", "---")])
def test_other_lines_part_posts_above_the_first_dashes_as_below_them(name: str, rules: tuple[str, ...]) -> None:
    posts = ["The rye is back.", "Who has a bicycle?", "Tea is at four.", "We open at nine."][: len(rules) + 1]
    text = posts[0] + "".join(f"\n\n{rule}\n\n{post}" for rule, post in zip(rules, posts[1:], strict=True))
    assert prose_of(read_bytes(text.encode(), name)) == posts


def test_the_ornaments_of_an_article_part_nothing() -> None:
    text = "The rye is back.\n\n***\n\n## How we bake it\n\nTea is at four.\n\n---\n\nCome in.\n\n***\n\nWe open at nine.\n"
    assert len(read_bytes(text.encode(), "a.md")) == 1


def test_a_line_below_a_title_does_not_part_it_from_its_post() -> None:
    text = "Captions for July\n\n===\n\nThe rye is back.\n\n---\n\nTea is at four.\n"
    assert len(read_bytes(text.encode(), "a.txt")) == 2


def test_such_lines_part_nothing_within_a_paragraph() -> None:
    text = "The rye is back.\n\n---\n\nOur day:\n***\nTea is at four.\n"
    assert len(read_bytes(text.encode(), "a.txt")) == 2
