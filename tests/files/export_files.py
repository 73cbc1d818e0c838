"""Files that people have from other tools, a few lines each, with the posts that are in them.

A case has the file's name, its content, its posts, and the platform of each post. Where there are no posts to be read, it has words of the
error instead of posts.
"""

# ruff: noqa: E501 - one file a line

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FERRY = "The ferry sails again on Monday. Which crossing do you need most?"
BINS = "Bins in Harbour Street are emptied on Thursday this week, not on Wednesday."
CHOIR = "Forty people sang in the rain last night, and nobody went home early."
GIVE = "Your five pounds bought a week of breakfasts. Thank you, all of you."
EPISODE = "A new episode is out: how Maya learned to repair harps. What would you ask her?"
LAST = "Last chance! Only two seats left, so book now before it's too late!"
MEMO = "Ask Ines for the picture of the pier, she has it on her phone."


@dataclass(frozen=True)
class Case:
    """A file, and what is right for it."""

    name: str
    content: str | bytes
    posts: Sequence[str] = ()
    platforms: Sequence[str | None] | str | None = None
    refused: str = ""

    @property
    def wanted_platforms(self) -> list[str | None]:
        """The platform of each post."""
        if self.platforms is None or isinstance(self.platforms, str):
            return [self.platforms] * len(self.posts)
        return list(self.platforms)


def table(*rows: Sequence[str], delimiter: str = ",") -> str:
    """Returns a sheet."""

    def written(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in f'{delimiter}"\n') else cell

    return "\n".join(delimiter.join(map(written, row)) for row in rows) + "\n"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Returns a zip with these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


TRELLO = {
    "id": "b",
    "name": "Social",
    "lists": [{"id": "l", "name": "Ideas"}],
    "cards": [
        {"id": "1", "name": "Ferry post", "desc": FERRY, "idList": "l", "due": None, "labels": [{"name": "Facebook"}]},
        {"id": "2", "name": "Bins post", "desc": BINS, "idList": "l", "due": None, "labels": []},
    ],
    "actions": [],
}
TWEET_API = {
    "data": [
        {
            "id": "1",
            "text": FERRY,
            "created_at": "2026-07-06T09:00:00.000Z",
            "public_metrics": {"like_count": 3, "reply_count": 1, "retweet_count": 0},
        }
    ],
    "includes": {"users": [{"id": "9", "name": "Harbour", "description": MEMO}]},
    "meta": {"result_count": 1},
}
GRAPH = {
    "data": [
        {"id": "1_2", "message": CHOIR, "created_time": "2026-07-06T09:00:00+0000"},
        {"id": "1_3", "story": "Harbour Choir updated their cover photo.", "created_time": "2026-07-07T09:00:00+0000"},
    ],
    "paging": {"cursors": {"before": "a", "after": "b"}},
}
IG_GRAPH = {
    "data": [
        {
            "id": "17",
            "caption": CHOIR,
            "media_type": "IMAGE",
            "permalink": "https://www.instagram.com/p/abc/",
            "timestamp": "2026-07-06T09:00:00+0000",
            "like_count": 5,
        }
    ]
}
BSKY_RECORD = {
    "records": [
        {
            "uri": "at://did:plc:a/app.bsky.feed.post/1",
            "cid": "b",
            "value": {
                "$type": "app.bsky.feed.post",
                "text": FERRY,
                "createdAt": "2026-07-06T09:00:00Z",
                "langs": ["en"],
            },
        }
    ]
}
FEED_JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour news",
    "items": [
        {"id": "1", "url": "https://h.example/1", "content_text": FERRY, "date_published": "2026-07-06T09:00:00Z"}
    ],
}
SLACK = [
    {"type": "message", "user": "U1", "text": MEMO, "ts": "1783328400.000100"},
    {"type": "message", "user": "U2", "text": "ok", "ts": "1783328401.000100"},
]
DISCORD = {
    "guild": {"id": "1", "name": "Harp"},
    "channel": {"id": "2", "type": "GuildTextChat", "name": "general"},
    "messages": [
        {
            "id": "3",
            "type": "Default",
            "timestamp": "2026-07-06T09:00:00+00:00",
            "content": MEMO,
            "author": {"id": "4", "name": "maya"},
        },
        {
            "id": "5",
            "type": "Reply",
            "timestamp": "2026-07-06T09:01:00+00:00",
            "content": "ok",
            "author": {"id": "6", "name": "tom"},
        },
    ],
}
ICS = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Harbour//EN\r\nBEGIN:VEVENT\r\nUID:1@h.example\r\nDTSTART:20260706T090000Z\r\nSUMMARY:Post about the ferry\r\nDESCRIPTION:{FERRY}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
NDJSON = "".join(
    json.dumps(one) + "\n"
    for one in ({"network": "Mastodon", "status": FERRY}, {"network": "Threads", "status": CHOIR})
)
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [1, 2]},
            "properties": {"name": "Pier", "note": MEMO},
        }
    ],
}
WXR = f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour</title><item><title>Ferry</title><content:encoded><![CDATA[<p>{FERRY}</p>]]></content:encoded></item></channel></rss>'
WHATSAPP = (
    f"[06/07/2026, 09:00:01] Ines: {MEMO}\n[06/07/2026, 09:00:09] Tom: On it\n[06/07/2026, 09:01:00] Ines: Thanks!\n"
)
SRT = f"1\n00:00:01,000 --> 00:00:04,000\n{EPISODE}\n\n2\n00:00:05,000 --> 00:00:08,000\nWelcome back.\n"

READ: dict[str, Case] = {
    # an agency
    "Airtable": Case("Content-Grid view.csv", "\ufeff" + table(["Name", "Copy", "Channel", "Status", "Assignee", "Attachments"], ["Ferry", FERRY, "Facebook", "Approved", "Ines Hill", "pier.jpg (https://dl.airtable.example/1)"], ["Bins", BINS, "Instagram", "Draft", "Tom", ""]), [FERRY, BINS], ["facebook", "instagram"]),
    "Trello's board": Case("board.json", json.dumps(TRELLO), [FERRY, BINS], ["facebook", None]),
    "Trello's sheet": Case("trello.csv", table(["Card ID", "Card Name", "Card URL", "Card Description", "Labels", "Members", "Due Date", "List Name", "Board Name", "Archived"], ["6a", "Ferry", "https://trello.example/c/6a", FERRY, "Facebook (blue)", "", "", "Ideas", "Social", "false"], ["6b", "Bins", "https://trello.example/c/6b", BINS, "", "", "", "Ideas", "Social", "false"]), [FERRY, BINS], ["facebook", None]),
    "Asana": Case("asana.csv", table(["Task ID", "Created At", "Completed At", "Name", "Section/Column", "Assignee", "Due Date", "Tags", "Notes", "Projects"], ["12", "2026-07-01", "", "Ferry post", "To do", "Ines", "2026-07-06", "", FERRY, "Social"], ["13", "2026-07-01", "", "Bins post", "To do", "Tom", "2026-07-06", "", BINS, "Social"]), [FERRY, BINS]),
    "approvals beside the copy": Case("approval.csv", table(["#", "Post copy", "Client comments", "Approved?"], ["1", FERRY, "Love it, but please ask Ines about the picture of the pier first.", "Y"], ["2", BINS, "", "N"]), [FERRY, BINS]),
    "sheet with a stroke under the names": Case("plan.csv", table(["Date", "Text"], ["----", "----"], ["2026-07-06", FERRY]), [FERRY]),
    "two weeks side by side": Case("weeks.csv", table(["", "Monday", "Tuesday"], ["Week 1", FERRY, BINS], ["Week 2", CHOIR, GIVE]), refused="column"),
    "versions for tests": Case("ab.csv", table(["Ad name", "Headline", "Primary text", "Call to action"], ["A", "Sail with us", FERRY, "BOOK_NOW"], ["B", "Come aboard", LAST, "LEARN_MORE"]), [FERRY, LAST]),
    # a council
    "German sheet": Case("redaktionsplan.csv", table(["Datum", "Kanal", "Beitragstext", "Freigabe"], ["06.07.2026", "Facebook", FERRY, "ja"], ["07.07.2026", "Instagram", BINS, "nein"], delimiter=";").encode("cp1252"), [FERRY, BINS], ["facebook", "instagram"]),
    "French sheet": Case("planning.csv", ("\ufeff" + table(["Date de publication", "Réseau", "Texte du post", "Validé"], ["06/07/2026", "Facebook", FERRY, "oui"], ["07/07/2026", "X", BINS, "non"], delimiter=";")), [FERRY, BINS], ["facebook", "x"]),
    "Spanish sheet": Case("calendario.csv", table(["Fecha", "Red social", "Texto de la publicación", "Responsable"], ["06/07/2026", "LinkedIn", FERRY, "Inés"], ["07/07/2026", "Facebook", BINS, "Tomás"], delimiter=";"), [FERRY, BINS], ["linkedin", "facebook"]),
    "Welsh and English": Case("dwyieithog.csv", table(["Dyddiad", "Cymraeg", "English"], ["06/07/2026", "Mae'r fferi yn hwylio eto ddydd Llun. Pa groesfan sydd ei hangen arnoch chi?", FERRY], ["07/07/2026", "Mae'r biniau yn Stryd yr Harbwr yn cael eu gwagio ddydd Iau yr wythnos hon.", BINS]), [FERRY, BINS]),
    "UTF-16 with tabs": Case("excel.txt.csv", table(["Date", "Post"], ["2026-07-06", FERRY], ["2026-07-07", BINS], delimiter="\t").encode("utf-16"), [FERRY, BINS]),
    "places on a map": Case("places.geojson.json", json.dumps(GEOJSON), refused="posts"),
    "minutes of a meeting": Case("attendance.csv", table(["Name", "Role", "Present"], ["Ines Hill", "Clerk of the council", "Y"], ["Tom Reed", "Head of roads and bins", "N"]), refused="column"),
    # a charity
    "thanks to donors": Case("stories.csv", table(["Story ID", "Consent given", "Story text", "Post text", "Posted on"], ["1", "Y", MEMO, GIVE, "Facebook"], ["2", "Y", MEMO + " Twice.", CHOIR, "Twitter"]), [GIVE, CHOIR], ["facebook", "x"]),
    "donations": Case("donations.csv", table(["Date", "Donor", "Amount", "Gift Aid"], ["2026-07-01", "A. Reed", "5.00", "Y"], ["2026-07-02", "B. Hill", "15.00", "N"]), refused="column"),
    "emails of a campaign": Case("campaigns.csv", table(["Title", "Subject", "Send Date", "Total Recipients", "Open Rate"], ["July", "Your breakfasts", "2026-07-06", "1200", "41%"]), refused="column"),
    "page of posts by paragraph": Case("posts.txt", f"{FERRY}\n\n---\n\n{GIVE}\n", [FERRY, GIVE]),
    # a podcast host
    "episodes": Case("episodes.csv", table(["Episode", "Guest", "Audio URL", "Social caption"], ["12", "Maya", "https://cdn.example/12.mp3", EPISODE], ["13", "Jo", "https://cdn.example/13.mp3", CHOIR]), [EPISODE, CHOIR]),
    "JSON Feed": Case("feed.json", json.dumps(FEED_JSON), [FERRY]),
    "API of X": Case("tweets.json", json.dumps(TWEET_API), [FERRY], "x"),
    "API of Facebook": Case("posts.json", json.dumps(GRAPH), [CHOIR]),
    "API of Instagram": Case("media.json", json.dumps(IG_GRAPH), [CHOIR], "instagram"),
    "records of Bluesky": Case("listRecords.json", json.dumps(BSKY_RECORD), [FERRY], "bluesky"),
    "a Slack channel": Case("2026-07-06.json", json.dumps(SLACK), refused="conversation"),
    "a Discord channel": Case("general.json", json.dumps(DISCORD), refused="conversation"),
    "NDJSON": Case("queue.ndjson", NDJSON, [FERRY, CHOIR], ["mastodon", "threads"]),
    "a calendar": Case("content.ics", ICS, refused="ics"),
    "a WhatsApp chat": Case("_chat.txt", WHATSAPP, refused="conversation"),
}  # fmt: skip

SCORED: dict[str, Case] = {
    "monday.com": Case("monday.csv", table(["Social calendar"], [""], ["Group A"], ["Name", "Person", "Status", "Channel", "Caption text", "Publish date"], ["Ferry", "Ines", "Working on it", "LinkedIn", FERRY, "2026-07-06"], ["Bins", "Tom", "Done", "Facebook", BINS, "2026-07-07"]), [FERRY, BINS], ["linkedin", "facebook"]),
    "ClickUp": Case("clickup.csv", table(["Task ID", "Task Name", "Task Content", "Status", "Assignees", "Tags"], ["a1", "Ferry", FERRY, "open", "[Ines]", "[social]"], ["a2", "Bins", BINS, "open", "[Tom]", "[social]"]), [FERRY, BINS]),
    "Notion's database": Case("Content Calendar 1f0a.csv", "\ufeff" + table(["Name", "Channel", "Post", "Publish date", "Created by"], ["Ferry", "LinkedIn", FERRY, "July 6, 2026", "Ines Hill"], ["Choir", "Instagram, Facebook", CHOIR, "July 7, 2026", "Tom"]), [FERRY, CHOIR], ["linkedin", None]),
    "a form's answers": Case("answers.csv", table(["Timestamp", "Your name", "Suggest a post for our page", "Which network?"], ["06/07/2026 09:00:00", "Ines", FERRY, "Facebook"], ["06/07/2026 10:00:00", "Tom", CHOIR, "Instagram"]), [FERRY, CHOIR], ["facebook", "instagram"]),
    "Italian": Case("piano.csv", table(["Data", "Canale", "Testo", "Stato"], ["06/07/2026", "Facebook", FERRY, "bozza"], ["07/07/2026", "LinkedIn", CHOIR, "pronto"], delimiter=";"), [FERRY, CHOIR], ["facebook", "linkedin"]),
    "Dutch": Case("kalender.csv", table(["Datum", "Kanaal", "Tekst", "Opmerkingen"], ["6-7-2026", "LinkedIn", FERRY, MEMO], ["7-7-2026", "Facebook", CHOIR, ""], delimiter=";"), [FERRY, CHOIR], ["linkedin", "facebook"]),
    "Polish in UTF-8": Case("plan.csv", table(["Data", "Kanał", "Treść posta", "Uwagi"], ["06.07.2026", "Facebook", FERRY, MEMO], ["07.07.2026", "Instagram", CHOIR, ""], delimiter=";"), [FERRY, CHOIR], ["facebook", "instagram"]),
    "Swedish": Case("plan.csv", table(["Datum", "Kanal", "Inläggstext", "Bild"], ["2026-07-06", "Facebook", FERRY, "pir.jpg"], ["2026-07-07", "LinkedIn", CHOIR, "kor.jpg"], delimiter=";"), [FERRY, CHOIR], ["facebook", "linkedin"]),
    "Japanese names": Case("plan.csv", table(["日付", "媒体", "投稿文", "備考"], ["2026-07-06", "Instagram", FERRY, MEMO], ["2026-07-07", "X", CHOIR, ""]), [FERRY, CHOIR], ["instagram", "x"]),
    "carets": Case("dump.csv", table(["id", "text", "created"], ["1", FERRY, "2026-07-06"], ["2", BINS, "2026-07-07"], delimiter="^"), [FERRY, BINS]),
    "tildes": Case("dump.csv", table(["id", "text", "created"], ["1", FERRY, "2026-07-06"], ["2", BINS, "2026-07-07"], delimiter="~"), [FERRY, BINS]),
    "two strokes": Case("dump.csv", f"id||text||created\n1||{FERRY}||2026-07-06\n2||{BINS}||2026-07-07\n", [FERRY, BINS]),
    "all cells in quotes": Case("all.csv", f'"Network";"Message";"Link"\r\n"Facebook";"{FERRY}";""\r\n"Twitter";"{BINS}";""\r\n', [FERRY, BINS], ["facebook", "x"]),
    "old Mac's line ends": Case("mac.csv", table(["Date", "Post"], ["6/7", FERRY], ["7/7", BINS]).replace("\n", "\r"), [FERRY, BINS]),
    "emails and posts by kind": Case("assets.csv", table(["Asset type", "Platform", "Content"], ["Social post", "LinkedIn", FERRY], ["Social post", "Facebook", CHOIR]), [FERRY, CHOIR], ["linkedin", "facebook"]),
    "hashtags and alt text apart": Case("tags.csv", table(["Caption", "Hashtags", "Alt text", "First comment"], [FERRY, "#ferry #harbour", "A white ferry at the old pier, seen from the harbour wall in the rain.", "Link to the timetable below, with all crossings of the summer."], [CHOIR, "#choir", "Forty people in raincoats, singing.", ""]), [FERRY, CHOIR]),
    "planned and performed": Case("report.csv", table(["Post ID", "Published at", "Text", "Impressions", "Engagement rate"], ["1", "2026-07-06 09:00", FERRY, "1,204", "3.1%"], ["2", "2026-07-07 09:00", CHOIR, "904", "4.1%"]), [FERRY, CHOIR]),
    "reviews with replies": Case("reviews.csv", table(["Reviewer", "Stars", "Review", "Owner response"], ["Kim", "2", "The ferry was late and nobody told us why it was.", "We're sorry, Kim. Which crossing was it?"], ["Ann", "5", "Lovely crew and a calm sea, thank you for it.", "Thank you, Ann. Come again on Monday."]), ["We're sorry, Kim. Which crossing was it?", "Thank you, Ann. Come again on Monday."]),
    "posts in YAML": Case("posts.md", f"---\nplatform: mastodon\ndate: 2026-07-06\n---\n{FERRY}\n\n---\nplatform: x\n---\n{CHOIR}\n", [FERRY, CHOIR], ["mastodon", "x"]),
    "Mastodon's API": Case("statuses.json", json.dumps([{"id": "1", "created_at": "2026-07-06T09:00:00.000Z", "content": f"<p>{FERRY}</p>", "visibility": "public", "reblog": None, "account": {"acct": "harbour", "note": f"<p>{MEMO}</p>"}, "url": "https://m.example/@harbour/1"}]), [FERRY], "mastodon"),
    "a webhook's log": Case("events.jsonl", "".join(json.dumps({"event": "post.created", "payload": {"channel": "linkedin", "text": text}}) + "\n" for text in (FERRY, CHOIR)), [FERRY, CHOIR], "linkedin"),
    "a Teams chat": Case("chat.json", json.dumps({"value": [{"id": "1", "messageType": "message", "createdDateTime": "2026-07-06T09:00:00Z", "from": {"user": {"displayName": "Ines"}}, "body": {"contentType": "text", "content": MEMO}}, {"id": "2", "messageType": "message", "createdDateTime": "2026-07-06T09:01:00Z", "from": {"user": {"displayName": "Tom"}}, "body": {"contentType": "text", "content": "ok"}}]}), refused="conversation"),
    "an RSS feed": Case("feed.xml", WXR, refused="xml"),
    "subtitles": Case("episode.srt", SRT, refused="srt"),
    "contacts": Case("contacts.csv", table(["First name", "Last name", "Email", "Phone"], ["Ines", "Hill", "ines@h.example", "0123"], ["Tom", "Reed", "tom@h.example", "0124"]), refused="column"),
    "bank": Case("statement.csv", table(["Date", "Description", "Amount", "Balance"], ["06/07/2026", "CARD PAYMENT TO HARBOUR CAFE", "-4.50", "100.10"], ["07/07/2026", "DIRECT DEBIT HARBOUR ENERGY LTD", "-40.00", "60.10"]), refused="column"),
    "inventory": Case("products.csv", table(["Handle", "Title", "Body (HTML)", "Vendor", "Variant SKU", "Variant Price"], ["harp", "Small harp", "<p>A small harp of cherry wood with twenty-two strings.</p>", "Maya", "H-22", "900.00"]), refused="product"),
    "a zip": Case("posts.zip", zipped({"a/posts.csv": table(["Date", "Post"], ["6/7", FERRY])}), refused="zip"),
    "a picture called .csv": Case("plan.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06", refused="text"),
    "an empty sheet": Case("plan.csv", table(["Date", "Platform", "Post"]), refused="post"),
}  # fmt: skip
