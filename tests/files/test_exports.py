"""Files of other tools: what is read from them, or what softsell says. ``export_files.py`` has the files."""

from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of
from tests.files.export_files import READ, SCORED, Case

from softsell.draft import read_bytes
from softsell.errors import SoftsellError

AT_LEAST = 26
"""So many of the files whose errors nobody read are right. The others show how far a file that nobody thought of is read rightly."""


def read(case: Case) -> tuple[list[str], list[str | None]]:
    content = case.content.encode() if isinstance(case.content, str) else case.content
    drafts = read_bytes(content, case.name)
    return prose_of(drafts), [draft.context.platform for draft in drafts]


@pytest.mark.parametrize("what", READ)
def test_a_file_is_read_or_refused(what: str) -> None:
    case = READ[what]
    if case.refused:
        with pytest.raises(SoftsellError) as caught:
            read(case)
        assert case.refused in str(caught.value)
    else:
        assert read(case) == (list(case.posts), case.wanted_platforms)


def test_files_that_nobody_looked_into_are_mostly_read_rightly() -> None:
    assert sum(map(is_right, SCORED.values())) >= AT_LEAST


def is_right(case: Case) -> bool:
    try:
        return read(case) == (list(case.posts), case.wanted_platforms) and not case.refused
    except SoftsellError:
        return bool(case.refused)


@pytest.mark.parametrize(
    "post",
    [
        "[06/07/2026, 09:00] Doors open. What will you bring?\n",
        "6/7/26, 9:00 - the ferry sails: all aboard.\nWho comes along?\nAnd who stays?\n",
    ],
)
def test_a_post_with_a_time_is_no_conversation(post: str) -> None:
    assert read_bytes(post.encode(), "post.txt")[0].prose.strip() == post.strip()


def test_a_conversation_of_another_phone_is_refused_too() -> None:
    names = ("Ines Hill", "Tom")
    chat = "".join(f"7/{day}/26, 9:0{day} PM - {names[day % 2]}: See you at the pier.\n" for day in range(1, 6))
    with pytest.raises(SoftsellError, match="a conversation"):
        read_bytes(chat.encode(), "WhatsApp Chat with Tom.txt")
