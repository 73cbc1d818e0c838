from __future__ import annotations

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import read_bytes
from softsell.errors import DraftTooLarge, NoPosts

JAM = "The plum jam is back.<br>It is <strong>sharp</strong> &amp; dark."
WOOL = "Anna wound forty skeins."


def message(text: str, number: int = 2, name: str = "Mill Farm", inside: str = "") -> str:
    said = f'<div class="from_name">\n{name} \n</div>' if name else ""
    date = '<div class="pull_right date details" title="06.07.2026 07:02:00 UTC+01:00">07:02</div>'
    body = f'{date}{said}{inside}<div class="text">\n{text}\n</div>'
    return f'<div class="message default clearfix" id="message{number}"><div class="body">{body}</div></div>'


def page(*messages: str, title: str = "Mill Farm") -> bytes:
    head = f'<div class="page_header"><div class="content"><div class="text bold">\n{title} \n</div></div></div>'
    service = '<div class="message service" id="message-1"><div class="body details">6 July 2026</div></div>'
    body = f'<div class="page_body chat_page"><div class="history">{service}{"".join(messages)}</div></div>'
    return f'<html><body><div class="page_wrap">{head}{body}</div></body></html>'.encode()


def test_each_message_of_a_channel_is_a_post() -> None:
    notes: list[str] = []
    media = '<div class="media_wrap clearfix"><div class="body"><div class="title bold">Photo</div></div></div>'
    content = page(message(JAM), message(WOOL, 3, "", media))
    drafts = read_bytes(content, "messages.html", notes=notes)
    assert prose_of(drafts) == ["The plum jam is back.\nIt is sharp & dark.", WOOL]
    assert source_of(drafts[0], "sharp") == "sharp"
    assert [draft.record.id for draft in drafts] == ["2", "3"]
    assert drafts[0].record.date is not None
    assert drafts[0].record.date.isoformat() == "2026-07-06T07:02:00+01:00"
    assert notes == ["messages.html: Telegram export: the texts of the channel's messages are the posts"]


def test_what_a_channel_forwards_is_somebody_elses() -> None:
    forwarded = '<div class="forwarded body"><div class="from_name">The Weir</div><div class="text">Rain!</div></div>'
    assert prose_of(read_bytes(page(message(JAM), message(WOOL, 3, inside=forwarded)), "a.html"))[1:] == [WOOL]


def test_a_chat_in_which_one_person_wrote_is_a_channel() -> None:
    assert prose_of(read_bytes(page(message(JAM, name="Tom"), message(WOOL, name="Tom")), "a.html"))[1:] == [WOOL]


@pytest.mark.parametrize("messages", [[message(JAM), message(WOOL, name="Tom")], [message(JAM, name="")]])
def test_a_conversation_has_no_posts(messages: list[str]) -> None:
    with pytest.raises(NoPosts, match="a conversation from Telegram"):
        read_bytes(page(*messages), "messages.html")


def test_a_long_message_is_told() -> None:
    with pytest.raises(DraftTooLarge, match="this post has"):
        read_bytes(page(message("jam " * 30_000)), "messages.html")
