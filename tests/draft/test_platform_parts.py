from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Context, read_bytes, read_text


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
