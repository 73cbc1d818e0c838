"""Exports of chats: if one person wrote all messages, each is a post; if several did, it's a conversation."""

# ruff: noqa: E501 - exports
from __future__ import annotations

import json
from typing import Any

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Draft, read_bytes
from softsell.errors import DraftTooLarge, NoPosts

OVEN = "The oven is warm again. What shall we bake first?"
RYE = "Rye from Ann's field is in the sack.\n\nIt smells of rain."
CHAT_NAME = "chat.txt"
RULE = "=" * 62


def read(content: str | Any, name: str = CHAT_NAME) -> list[Draft]:
    drafts = read_bytes((content if isinstance(content, str) else json.dumps(content)).encode(), name)
    prose_of(drafts)
    return drafts


TEXTS: dict[str, str] = {
    "a broadcast of WhatsApp": (
        "06/07/2026, 09:00 - Messages and calls are end-to-end encrypted. Only people in this chat can read them.\n"
        "06/07/2026, 09:01 - You created a broadcast list with 41 recipients\n"
        f"06/07/2026, 09:02 - Mill Lane: {OVEN} <This message was edited>\n"
        "06/07/2026, 09:03 - Mill Lane changed the subject to: bread\n"
        "12/07/2026, 09:00 - Mill Lane: <Media omitted>\n"
        f"13/07/2026, 09:00 - Mill Lane: IMG-20260713-WA0001.jpg (file attached)\n{RYE}\n"
        "14/07/2026, 09:00 - Mill Lane: This message was deleted\n"
    ),
    "WhatsApp on an iPhone": (
        "[06.07.26, 09:00:01] Mill Lane: \u200eMessages and calls are end-to-end encrypted.\n"
        f"[06.07.26, 09:02:00] Mill Lane: {OVEN}\n"
        "\u200e[06.07.26, 09:02:30] Mill Lane: \u200eimage omitted\n"
        f"[13.07.26, 09:00:00] Mill Lane: {RYE}\n"
    ),
    "WhatsApp with hours to twelve": (
        "7/6/26, 8:59\u202fAM - Tom joined using a group link.\n"
        f"7/6/26, 9:02\u202fAM - ~ Mill Lane: {OVEN}\n7/13/26, 9:00\u202fAM - ~ Mill Lane: {RYE}\n"
    ),
    "copied from Telegram": f"Mill Lane, [06.07.2026 09:02]\n{OVEN}\n\nMill Lane, [13.07.2026 09:00]\n{RYE}\n",
    "a note to oneself in Signal": f"[2026-07-06 09:02] Me: {OVEN}\n[2026-07-06 09:03] Me: null\n[2026-07-13 09:00] Me: {RYE}\n",
    "Discord": (
        f"{RULE}\nGuild: Mill\nChannel: Info / announcements\n{RULE}\n\n[06-Jul-26 09:02 AM] Mill Lane\n{OVEN}\n\n"
        f"{{Attachments}}\nhttps://cdn.example/oven.png\n\n[13-Jul-26 09:00 AM] Mill Lane (pinned)\n{RYE}\n\n"
        f"{{Reactions}}\n:bread: (3)\n\n\n{RULE}\nExported 2 message(s)\n{RULE}\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TEXTS)
def test_each_message_of_one_person_is_a_post(what: str) -> None:
    drafts = read(TEXTS[what])
    assert prose_of(drafts) == [OVEN, RYE]
    assert source_of(drafts[1], "Ann's field") == "Ann's field"
    assert [f"{draft.record.date:%d.%m.}" for draft in drafts] == ["06.07.", "13.07."]


@pytest.mark.parametrize("what", TEXTS)
def test_messages_of_two_people_are_a_conversation(what: str) -> None:
    first, name, rest = TEXTS[what].rpartition("Me:" if "Me:" in TEXTS[what] else "Mill Lane")
    rest = f":{rest}" if name == "Me:" else rest
    if what == "a broadcast of WhatsApp":
        rest = f": {OVEN}\n"
    with pytest.raises(NoPosts, match="this is a conversation, which has no posts of yours"):
        read(f"{first}Tom{rest}")
    assert name


LINE = f'[LINE] Chat history with Mill Lane\nSaved on: 2026/07/20 09:00\n\n2026/07/06(Mon)\n09:02\tMill Lane\t{OVEN}\n09:03\tMill Lane\t[Photo]\n\n2026/07/13(Mon)\n08:59\tTom joined.\n09:00\tMill Lane\t"{RYE}"\n'


@pytest.mark.parametrize(
    "picture",
    [
        "14/07/2026, 10:00 - Tom: <Media omitted>\n",
        "14/07/2026, 10:00 - Tom: IMG-20260714-WA0001.jpg (file attached)\n",
        "\u200e[14/07/2026, 10:00:01] Tom: \u200eimage omitted\n",
        "\u200e[14/07/2026, 10:00:01] Tom: \u200e<attached: 00000012-PHOTO.jpg>\n",
    ],
)
def test_pictures_of_another_person_make_a_conversation(picture: str) -> None:
    with pytest.raises(NoPosts, match="a conversation"):
        read(f"{TEXTS['a broadcast of WhatsApp']}{picture}")
    assert prose_of(read(TEXTS["a broadcast of WhatsApp"] + picture.replace("Tom", "Mill Lane"))) == [OVEN, RYE]


def test_a_chat_of_line() -> None:
    assert prose_of(read(LINE)) == [OVEN, RYE]
    with pytest.raises(NoPosts, match="a conversation"):
        read(f"{LINE}09:05\tTom\tI'll come.\n")


def test_a_chat_may_be_saved_as_markdown() -> None:
    assert prose_of(read(TEXTS["a note to oneself in Signal"], "chat.md")) == [OVEN, RYE]


def test_a_chat_of_notices_alone_has_no_posts() -> None:
    notices = "".join(f"0{day}/07/2026, 09:00 - Tom: <Media omitted>\n" for day in range(1, 5))
    with pytest.raises(NoPosts, match="a conversation"):
        read(notices)


@pytest.mark.parametrize(
    "post",
    [
        "06/07/2026, 09:00 - Ann: doors open.\nWho brings the jam?",
        "Mill Lane, [where it is]\nThe oven is warm.",
        f"{RULE}\nGuild: Millers\n\n{RULE}\nThe oven is warm.",
        "7 things about rye: read on.",
    ],
)
def test_a_post_that_looks_a_little_like_a_chat_stays_a_post(post: str) -> None:
    assert prose_of(read(post)) == [post]


def test_a_long_message_is_told() -> None:
    with pytest.raises(DraftTooLarge, match="this post has"):
        read(f"Mill Lane, [06.07.2026 09:02]\n{'rye ' * 30_000}\n\nMill Lane, [07.07.2026 09:02]\n{OVEN}\n")


def slack(text: str, user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "text": text, "ts": "1783328400.000100", **more}


def discord(text: str, user: str = "4", kind: str = "Default") -> dict[str, Any]:
    return {
        "id": "3",
        "type": kind,
        "timestamp": "2026-07-06T09:00:00+00:00",
        "content": text,
        "author": {"id": user, "name": user},
        "embeds": [{"description": "A page about flour"}],
    }


def teams(text: str, user: str = "u1", kind: str = "message") -> dict[str, Any]:
    return {
        "id": "1",
        "messageType": kind,
        "createdDateTime": "2026-07-06T09:00:00Z",
        "from": {"user": {"id": user}},
        "body": {"contentType": "html", "content": f"<p>{text}</p>"},
    }


def google(text: str, user: str = "ann@mill.example") -> dict[str, Any]:
    return {
        "creator": {"name": user, "email": user, "user_type": "Human"},
        "created_date": "Monday, 6 July 2026 at 09:00:00 UTC",
        "text": text,
        "message_id": "a",
    }


def matrix(text: str, user: str = "@ann:mill.example", kind: str = "m.room.message") -> dict[str, Any]:
    return {
        "type": kind,
        "sender": user,
        "event_id": "$a",
        "origin_server_ts": 1783328400000,
        "content": {"msgtype": "m.text", "body": text},
    }


def mattermost(text: str, user: str = "ann") -> dict[str, Any]:
    return {
        "type": "post",
        "post": {"team": "mill", "channel": "news", "user": user, "message": text, "create_at": 1783328400000},
    }


def zulip(text: str, user: str = "ann@mill.example") -> dict[str, Any]:
    return {
        "id": 1,
        "sender_email": user,
        "content": f"<p>{text}</p>",
        "timestamp": 1783328400,
        "display_recipient": "news",
        "subject": "bread",
    }


def rocket(text: str, user: str = "ann", **more: str) -> dict[str, Any]:
    return {"_id": "a", "rid": "r", "msg": text, "ts": "2026-07-06T09:00:00Z", "u": {"username": user}, **more}


JSON: dict[str, tuple[Any, Any]] = {
    "Slack": ([slack(OVEN), slack("<@U2> has joined the channel", "U2", subtype="channel_join"), slack(RYE)], [slack(OVEN), slack(RYE, "U2")]),
    "a bot in Slack": ({"ok": True, "messages": [slack(OVEN, subtype="bot_message", bot_id="B1"), slack(RYE, subtype="bot_message", bot_id="B1")]}, [slack(OVEN, reply_users=["U2"]), slack(RYE)]),
    "Discord": ({"guild": {}, "channel": {}, "messages": [discord(OVEN), discord("Pinned a message.", "5", "ChannelPinnedMessage"), discord(RYE)]}, {"guild": {}, "channel": {}, "messages": [discord(OVEN), discord(RYE, "5")]}),
    "Microsoft Teams": ({"value": [teams(OVEN), teams("<systemEventMessage/>", "u2", "systemEventMessage"), teams(RYE.replace("\n\n", "<br><br>"))]}, {"value": [teams(OVEN), teams(RYE, "u2")]}),
    "Google Chat": ({"messages": [google(OVEN), google(RYE)]}, {"messages": [google(OVEN), google(RYE, "tom@mill.example")]}),
    "Matrix": ({"room_name": "News", "messages": [matrix("", "@tom:mill.example", "m.room.member"), matrix(OVEN), matrix(RYE)]}, {"messages": [matrix(OVEN), matrix(RYE, "@tom:mill.example")]}),
    "Zulip": ({"messages": [zulip(OVEN), zulip(RYE.replace("\n\n", "<br><br>"))]}, {"messages": [zulip(OVEN), zulip(RYE, "tom@mill.example")]}),
    "Rocket.Chat": ({"messages": [rocket(OVEN), rocket("tom", "tom", t="uj"), rocket(RYE)]}, {"messages": [rocket(OVEN), rocket(RYE, "tom")]}),
    "Mattermost": ([mattermost(OVEN), mattermost(RYE)], [mattermost(OVEN), mattermost(RYE, "tom")]),
}  # fmt: skip


@pytest.mark.parametrize("what", JSON)
def test_a_channel_in_which_one_person_writes_has_posts(what: str) -> None:
    of_one, of_several = JSON[what]
    drafts = read(of_one, "chat.json")
    assert prose_of(drafts) == [OVEN, RYE]
    assert drafts[0].record.date is not None
    with pytest.raises(NoPosts, match="this is a conversation from"):
        read(of_several, "chat.json")


def test_a_picture_of_another_person_makes_a_channel_a_conversation() -> None:
    with pytest.raises(NoPosts, match="a conversation from Discord"):
        read({"messages": [discord(OVEN), discord("", "5")]}, "chat.json")


def test_the_marks_of_slack_are_read() -> None:
    said = "See <https://mill.example/rye|our rye> or <https://mill.example>, <@U7>. <!here> &amp; <#C1|baking>: &lt;3"
    [draft] = read([slack(said)], "2026-07-06.json")
    assert draft.prose == "See our rye or https://mill.example, @U7. @here & #baking: <3"
    assert source_of(draft, "our rye") == "<https://mill.example/rye|our rye>"


def test_a_chat_of_kakaotalk_may_be_a_conversation() -> None:
    rows = f'Date,User,Message\n2026-07-06 09:00:00,Mill,"{OVEN}"\n2026-07-07 09:00:00,Mill,"Rye is back."\n'
    assert prose_of(read(rows, "chat.csv")) == [OVEN, "Rye is back."]
    with pytest.raises(NoPosts, match="a conversation: KakaoTalk chat"):
        read(f'{rows}2026-07-08 09:00:00,Tom,"Shall I bring the jam?"\n', "chat.csv")


def test_a_channel_of_discord_may_be_a_sheet() -> None:
    names = "AuthorID,Author,Date,Content,Attachments,Reactions\n"
    row = '"{}","{}","2026-07-06T09:00:00.0000000+00:00","{}","",""\n'
    assert prose_of(read(names + row.format(4, "ann", OVEN) + row.format(4, "ann", "Rye is back."), "news.csv")) == [
        OVEN,
        "Rye is back.",
    ]
    with pytest.raises(NoPosts, match="a conversation: Discord channel"):
        read(names + row.format(4, "ann", OVEN) + row.format(5, "tom", "Rye is back."), "news.csv")


def test_a_second_writer_far_below_makes_a_sheet_a_conversation() -> None:
    rows = "Date,User,Message\n" + "".join(
        f'2026-07-06 09:00:00,Mill,"Loaf {n} is out of the oven now."\n' for n in range(310)
    )
    assert len(read(rows, "chat.csv")) == 310
    for other in ("Tom", ""):
        with pytest.raises(NoPosts, match="a conversation: KakaoTalk chat"):
            read(f'{rows}2026-07-08 09:00:00,{other},"Shall I bring the jam?"\n', "chat.csv")


def whatsapp(*messages: str, header: str = "06/07/2026, 09:0{} - {}\n") -> str:
    return "".join(header.format(number, message) for number, message in enumerate(messages))


@pytest.mark.parametrize("name", ["Left Bank Bakery", "Removed Ltd", 'Bo "The Baker"', "Pinned & Deleted"])
@pytest.mark.parametrize("header", ["06/07/2026, 09:0{} - {}\n", "[06.07.26, 09:00:0{}] {}\n"])
def test_the_name_of_a_person_may_read_a_little_like_a_notice(name: str, header: str) -> None:
    said = whatsapp(f"{name}: {OVEN}", f"{name}: Rye is back.", f"{name}: So is Tom.", header=header)
    assert prose_of(read(said)) == [OVEN, "Rye is back.", "So is Tom."]
    with pytest.raises(NoPosts, match="a conversation"):
        read(whatsapp(f"{name}: {OVEN}", "Ann: Rye is back.", "Ann: So is Tom.", header=header))


def test_notices_with_a_colon_are_no_messages() -> None:
    notices = [
        'Ann created group "Mill: news"',
        'Tom changed the subject from "Mill: news" to "Mill: bread"',
        "Tom joined using https://chat.example/abc",
        "Tom changed the time to 10:30",
    ]
    assert prose_of(read(whatsapp(*notices, f"Ann: {OVEN}", "Ann: Rye is back."))) == [OVEN, "Rye is back."]


def test_a_chat_copied_from_the_middle_of_a_message_is_a_conversation() -> None:
    said = whatsapp(f"Ann: {OVEN}", "Tom: I'll come.", "Ann: Good.")
    for name in (CHAT_NAME, "chat.md"):
        with pytest.raises(NoPosts, match="a conversation"):
            read(f"and bring the jam\n{said}", name)


@pytest.mark.parametrize("message", ["Tom:see you", "Tom:\nsee you", "Tom:5 loaves, please"])
def test_a_space_may_be_missing_behind_a_name(message: str) -> None:
    with pytest.raises(NoPosts, match="a conversation"):
        read(whatsapp(f"Ann: {OVEN}", "Ann: Rye is back.", message))


def test_what_telegram_writes_around_a_text_is_no_part_of_it() -> None:
    head = "Mill Lane, [06.07.2026 09:02]\n"
    said = [
        OVEN,
        "[Forwarded from Tom]\nBuy my jam!",
        "[In reply to Tom]\nRye is back.",
        "[ Photo ]",
        "[ Photo ]\nLook at it.",
        "[ File : rye.pdf ]",
        "[Huge sale]",
    ]
    notes: list[str] = []
    drafts = read_bytes("\n\n".join(f"{head}{each}" for each in said).encode(), CHAT_NAME, notes=notes)
    assert notes[0].endswith("so each is a post; 1 forwarded message passed over")
    assert prose_of(drafts) == [OVEN, "Rye is back.", "Look at it.", "[Huge sale]"]


@pytest.mark.parametrize(
    "post",
    [
        "Two lines\n====================\nSecond half",
        "Two lines\n2026/07/06(Mon)\nSecond half",
        "Look below\n{Embed}\nfor more",
        "[Huge sale]",
        "<big sale today only>",
        "Come by <big sale today only>",
        "the items omitted",
        "mill.app (our new tool) opens today",
        "Missed group bread call or not, come by",
    ],
)
def test_what_only_looks_like_a_mark_of_an_app_is_a_post(post: str) -> None:
    assert prose_of(read(whatsapp(f"Ann: {OVEN}", f"Ann: {post}", "Ann: Rye is back."))) == [OVEN, post, "Rye is back."]


def test_a_message_of_discord_may_have_a_line_in_it() -> None:
    text = TEXTS["Discord"].replace(RYE, f"Rye\n{'=' * 24}\nis back.")
    assert prose_of(read(text)) == [OVEN, f"Rye\n{'=' * 24}\nis back."]
