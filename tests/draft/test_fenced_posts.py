from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Context, read_bytes, read_text

JAM = "The plum jam is on the shelf again, and it is *sharp* this year. #jam"
WOOL = "Anna wound forty skeins this week.\n\nThe green one is nearly gone. Who wants it?"
TO_JO = "Hi Jo, here they are. Change what you like!"


def fence(text: str, info: str = "") -> str:
    return f"```{info}\n{text}\n```\n"


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (f"{TO_JO}\n\n{fence(JAM)}\nand\n\n{fence(WOOL, 'text')}\nThe photos follow.\n", [JAM, WOOL]),
        (f"# Captions\n\n{fence(JAM)}\n~~~ caption\n{WOOL}\n~~~\n", [JAM, WOOL]),
        (f"{TO_JO}\n\n{fence(JAM, '  text  ')}\n`````\n{WOOL}\n`````\n", [JAM, WOOL]),
        (f"{TO_JO}\n\n{fence(JAM)}", [JAM]),
        (fence(WOOL), [WOOL]),
        (f"---\nplatform: instagram\n---\n{fence(JAM)}---\n{fence(WOOL)}", [JAM, WOOL]),
    ],
)
def test_texts_in_fences_with_few_words_around_are_the_posts(text: str, posts: list[str]) -> None:
    for line_end in ("\n", "\r\n"):
        notes: list[str] = []
        drafts = read_bytes(text.replace("\n", line_end).encode(), "a.md", notes=notes)
        assert [prose.replace(line_end, "\n") for prose in prose_of(drafts)] == posts
        assert "a.md: the posts are the texts in fenced code; the text around them isn't checked" in notes
        assert source_of(drafts[-1], drafts[-1].prose) == drafts[-1].prose


def test_a_label_above_a_fence_says_where_its_post_goes() -> None:
    text = f"{TO_JO}\n\n### For X\n\n{fence(JAM)}\n**LinkedIn:**\n{fence(WOOL)}\nThis one is short:\n{fence(JAM)}"
    drafts = read_bytes(text.encode(), "a.md")
    assert [draft.context.platform for draft in drafts] == ["x", "linkedin", None]


@pytest.mark.parametrize(
    "code",
    [
        fence(JAM, "yaml"),
        fence('for f in *.jpg; do mv "$f" "july-$f"; done'),
        fence("npm install the thing. It is done."),
        fence("Traceback (most recent call last): it went wrong. Sorry."),
        fence("Oven Warm Rye Wheat Spelt"),
        fence("Ok."),
        fence(JAM) + "\n" + fence("print(1)", "python"),
        f"- A list\n\n  {fence('The oven is warm. Come by!')}",
        f"```\n{JAM}",
    ],
)
def test_code_is_no_post(code: str) -> None:
    text = f"We keep the pictures in a folder.\n\n{code}"
    assert prose_of(read_bytes(text.encode(), "a.md"))[0].startswith("We keep the pictures in a folder.")


def test_an_article_with_text_in_a_fence_stays_one_and_says_so() -> None:
    article = "We bake every day, and we write down what we did. " * 3
    notes: list[str] = []
    [draft] = read_bytes(f"{article}\n\n{fence(WOOL)}".encode(), "a.md", notes=notes)
    assert draft.prose == article.strip()
    assert ["the text in fenced code isn't checked" in note for note in notes] == [True]
    notes = []
    read_bytes(f"{article * 3}\n\n{fence(WOOL)}".encode(), "a.md", notes=notes)
    assert notes == []


def test_an_article_for_a_blog_keeps_its_fences() -> None:
    text = f"We bake.\n\n{fence(JAM)}"
    assert prose_of(read_bytes(text.encode(), "a.md", context=Context(platform="blog"))) == ["We bake."]
    assert prose_of(read_bytes(f"---\ntitle: Rye\n---\n{text}".encode(), "a.md")) == ["We bake."]
    assert read_text(text, markup="markdown").prose == "We bake."
