"""Archives as people download them, each built by its documented schema: the posts, their dates, counts and places, and no one else's."""

# ruff: noqa: E501 - rows of tables
from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draft.draft_properties import prose_of, source_of, written_texts

from softsell.draft import Context, Draft, Span, read_bytes
from softsell.draft.html_text import read_html_without_comments
from softsell.draft.source import Source
from softsell.errors import NoPosts

BUY = "Hurry, this is your last chance to buy!"
ASK = "Which loaf do you like best, the rye or the wheat? 🍞"
WHEN = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def read(content: Any, name: str = "posts.json", before: str = "") -> tuple[list[Draft], list[str]]:
    notes: list[str] = []
    for ascii_only in (False, True):
        notes.clear()
        text = before + json.dumps(content, ensure_ascii=ascii_only, indent=1)
        drafts = read_bytes(text.encode(), name, notes=notes)
        prose_of(drafts)
    return drafts, notes


def broken(text: str) -> str:
    """As Meta writes it: the bytes of UTF-8, each as a character."""
    return text.encode().decode("latin-1")


def tweet(text: str, **more: Any) -> dict[str, Any]:
    return {
        "tweet": {
            "id_str": "1",
            "created_at": "Tue Nov 14 22:13:20 +0000 2023",
            "favorite_count": "3",
            "retweet_count": "1",
            "full_text": text,
            "lang": "en",
            **more,
        }
    }


def test_x() -> None:
    content = [
        tweet(f"{ASK} &amp; more &lt;3 https://t.co/abc"),
        tweet("RT @other: Buy!"),
        tweet("Not mine", retweeted=True),
        tweet("@sam We open at nine.", in_reply_to_status_id_str="7", in_reply_to_screen_name="sam"),
        tweet("And one more thing.", id_str="2", in_reply_to_status_id_str="1"),
    ]
    drafts, notes = read(content, "tweets.js", "window.YTD.tweets.part0 = ")
    assert prose_of(drafts) == [f"{ASK} & more <3 https://t.co/abc", "@sam We open at nine.", "And one more thing."]
    first, answer, thread = drafts
    assert source_of(first, "&") == "&amp;"
    assert (first.record.id, first.record.date, first.record.counts) == ("1", WHEN, {"likes": 3, "shares": 1})
    assert [draft.context.reply_to for draft in drafts] == [None, "", None]
    assert (answer.record.continues, thread.record.continues) == (None, "1")
    assert {draft.context.platform for draft in drafts} == {"x"}
    assert notes == ["tweets.js: X archive: post text: key tweet.full_text; 2 passed over that are somebody else's"]


@pytest.mark.parametrize("before", ["window.YTD.tweet.part12 = ", "window.YTD.tweets.part0=", "export default ", ""])
def test_x_however_the_script_begins(before: str) -> None:
    assert prose_of(read([tweet(ASK)], "TWEETS.JS", before)[0]) == [ASK]
    [draft] = read_bytes(f"{before}{json.dumps([tweet(ASK)])};\n".encode(), "tweets.js")
    assert draft.prose == ASK


def test_x_through_its_interface() -> None:
    content = {
        "data": [
            {"id": "1", "author_id": "7", "text": ASK, "created_at": "2023-11-14T22:13:20Z",
             "public_metrics": {"retweet_count": 1, "reply_count": 2, "like_count": 3, "impression_count": 40}},
            {"id": "2", "author_id": "7", "text": BUY, "referenced_tweets": [{"type": "retweeted", "id": "9"}],
             "public_metrics": {"retweet_count": 1}},
        ]
    }  # fmt: skip
    [draft], _ = read(content)
    assert (draft.prose, draft.record.date) == (ASK, WHEN)
    assert draft.record.counts == {"likes": 3, "comments": 2, "shares": 1, "impressions": 40}


def test_facebook() -> None:
    content = [
        {"timestamp": 1700000000, "data": [{"post": broken(ASK)}], "title": "Juno Repair updated her status."},
        {"timestamp": 1700000001, "attachments": [{"data": [{"external_context": {"url": "https://a.example"}}]}],
         "data": [{"update_timestamp": 1700000002}, {"post": "Ça alors"}], "title": "Juno Repair shared a link."},
        {"timestamp": 1700000003, "attachments": [{"data": [{"media": {"uri": "a.jpg", "description": "Not a post"}}]}],
         "title": "Juno Repair added a photo."},
    ]  # fmt: skip
    drafts, _ = read(content, "your_posts_1.json")
    assert prose_of(drafts) == [ASK, "Ça alors"]
    assert drafts[0].record.date == WHEN
    assert drafts[1].record.link == "https://a.example"
    assert source_of(drafts[0], "🍞") == json.dumps(broken("🍞"))[1:-1]


def test_facebook_groups_and_comments() -> None:
    post = {"timestamp": 1700000000, "data": [{"post": broken(ASK)}], "title": "Juno Repair posted in Bread."}
    assert prose_of(read({"group_posts_v2": [post]}, "group_posts.json")[0]) == [ASK]
    comment = {"timestamp": 1700000000, "title": "Juno replied to Sam's comment.",
               "data": [{"comment": {"timestamp": 1700000000, "comment": broken("We open at nine, café too."), "author": "Juno"}}]}  # fmt: skip
    [draft], _ = read({"comments_v2": [comment]}, "comments.json")
    assert (draft.prose, draft.context.reply_to) == ("We open at nine, café too.", "")


def test_instagram() -> None:
    picture = {
        "uri": "media/posts/1.jpg",
        "creation_timestamp": 1700000000,
        "media_metadata": {},
        "cross_post_source": {"source_app": "FB"},
    }
    content = [
        {"media": [{**picture, "title": broken(ASK)}]},
        {"media": [{**picture, "title": ""}, {**picture, "title": ""}], "title": broken("Three cafés"), "creation_timestamp": 1700000000},
        {"media": [{**picture, "title": ""}]},
    ]  # fmt: skip
    drafts, _ = read(content, "posts_1.json")
    assert prose_of(drafts) == [ASK, "Three cafés"]
    assert [draft.record.date for draft in drafts] == [WHEN, WHEN]
    assert {draft.context.platform for draft in drafts} == {"instagram"}
    assert prose_of(read({"ig_reels_media": content[:1]}, "reels.json")[0]) == [ASK]
    assert prose_of(read({"ig_stories": [{**picture, "title": broken(ASK)}]}, "stories.json")[0]) == [ASK]


def test_threads() -> None:
    content = {
        "text_post_app_text_posts": [{"media": [{"uri": "", "creation_timestamp": 1700000000, "title": broken(ASK)}]}]
    }
    [draft], _ = read(content, "threads_and_replies.json")
    assert (draft.prose, draft.context.platform, draft.record.date) == (ASK, "threads", WHEN)


def create(content: str, **more: Any) -> dict[str, Any]:
    note = {
        "id": "https://m.example/1",
        "type": "Note",
        "summary": None,
        "published": "2023-11-14T22:13:20Z",
        "content": content,
        **more,
    }
    return {
        "id": "https://m.example/1/activity",
        "type": "Create",
        "actor": "https://m.example/users/juno",
        "object": note,
    }


def test_mastodon() -> None:
    content = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "OrderedCollection",
        "orderedItems": [
            create(f"<p>{ASK}<br />A &amp; B</p><p>Second <a href=\"https://a.example\"><span class=\"invisible\">https://</span>a.example</a></p>"),
            {"type": "Announce", "actor": "a", "object": "https://m.example/3"},
            create("<p>@sam We open at nine.</p>", inReplyTo="https://other.example/users/sam/7"),
            create("<p>And one more.</p>", inReplyTo="https://m.example/users/juno/statuses/1"),
            create("<!-- softsell-disabel --><p>Fine.</p>", attachment=[{"type": "Document", "name": "A loaf"}]),
        ],
    }  # fmt: skip
    drafts, notes = read(content, "outbox.json")
    assert prose_of(drafts)[0] == f"{ASK}\nA & B\nSecond https://a.example"
    assert source_of(drafts[0], "&") == "&amp;"
    assert [draft.context.reply_to for draft in drafts] == [None, "", None, None]
    assert drafts[2].record.continues == "https://m.example/users/juno/statuses/1"
    assert drafts[3].record.alt_texts == ("A loaf",)
    assert drafts[0].record.date == WHEN
    assert "1 passed over that is somebody else's" in notes[0]


@given(written_texts())
@settings(max_examples=150, deadline=None)
def test_html_in_json_is_read_as_html_is(text: str) -> None:
    expected = read_html_without_comments(Source(text), Span(0, len(text)), Context()).prose
    for ascii_only in (False, True):
        written = json.dumps({"orderedItems": [create(text)]}, ensure_ascii=ascii_only)
        assert prose_of(read_bytes(written.encode(), "outbox.json")) == ([expected] if expected.strip() else [])


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
@settings(max_examples=150, deadline=None)
def test_whatever_meta_broke_is_mended(text: str) -> None:
    written = json.dumps([{"timestamp": 1700000000, "data": [{"post": broken(text)}]}])
    assert prose_of(read_bytes(written.encode(), "your_posts_1.json")) == ([text] if text.strip() else [])


def test_mastodon_through_its_interface() -> None:
    post = {"id": "1", "uri": "https://m.example/1", "created_at": "2023-11-14T22:13:20Z", "visibility": "public", "content": f"<p>{ASK}</p>",
            "reblog": None, "favourites_count": 3, "reblogs_count": 1, "replies_count": 2, "account": {"id": "7", "note": "<p>We bake.</p>"}}  # fmt: skip
    drafts, _ = read([post, {**post, "content": "", "reblog": {"id": "9", "content": "<p>Theirs.</p>"}}])
    assert prose_of(drafts) == [ASK]
    assert drafts[0].record.counts == {"likes": 3, "shares": 1, "comments": 2}


def test_bluesky() -> None:
    record = {"$type": "app.bsky.feed.post", "text": ASK, "createdAt": "2023-11-14T22:13:20Z", "langs": ["en"]}
    post = {"uri": "at://did:a/app.bsky.feed.post/1", "cid": "c", "author": {"did": "did:a", "handle": "juno.example", "displayName": "Juno"},
            "record": record, "likeCount": 3, "replyCount": 2, "repostCount": 1}  # fmt: skip
    feed = {"feed": [
        {"post": post},
        {"post": {**post, "author": {"did": "did:b"}}, "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": "did:a"}}},
        {"post": {**post, "record": {**record, "reply": {"parent": {"uri": "at://did:c/p/1"}}}}},
        {"post": {**post, "record": {**record, "reply": {"parent": {"uri": "at://did:a/p/1"}}}}},
    ], "cursor": "x"}  # fmt: skip
    drafts, _ = read(feed)
    assert prose_of(drafts) == [ASK] * 3
    assert drafts[0].record.counts == {"likes": 3, "comments": 2, "shares": 1}
    assert [draft.context.reply_to for draft in drafts] == [None, "", None]
    assert drafts[2].record.continues == "at://did:a/p/1"
    like = {"uri": "at://did:a/app.bsky.feed.like/1", "value": {"$type": "app.bsky.feed.like", "text": "?"}}
    other = {**post, "author": {"did": "did:z", "handle": "z.example"}}
    assert prose_of(read({"feed": [{"post": post}, {"post": other}, {"post": post}]})[0]) == [ASK] * 2
    listed = {"records": [{"uri": post["uri"], "cid": "c", "value": record}, like]}
    assert prose_of(read(listed)[0]) == [ASK]
    lines = "".join(json.dumps(record) + "\n" for _ in range(2))
    assert prose_of(read_bytes(lines.encode(), "repo.jsonl")) == [ASK] * 2


def test_reddit() -> None:
    children = [
        {"kind": "t3", "data": {"subreddit": "bread", "title": "My rye", "selftext": f"{ASK} &gt; all", "created_utc": 1700000000.0, "score": 3,
                                "num_comments": 2, "permalink": "/r/bread/1", "name": "t3_a"}},
        {"kind": "t1", "data": {"subreddit": "bread", "body": "Nine hours.", "parent_id": "t3_a", "created_utc": 1700000000}},
    ]  # fmt: skip
    drafts, _ = read({"kind": "Listing", "data": {"after": None, "children": children}})
    assert prose_of(drafts) == [f"{ASK} > all", "Nine hours."]
    assert (drafts[0].record.date, drafts[0].record.counts) == (WHEN, {"likes": 3, "comments": 2})
    assert [draft.context.reply_to for draft in drafts] == [None, ""]


def test_telegram() -> None:
    message = {
        "id": 1,
        "type": "message",
        "date": "2023-11-14T22:13:20",
        "date_unixtime": "1700000000",
        "from": "Juno",
        "from_id": "channel1",
    }
    content = {"name": "Juno", "type": "public_channel", "id": 1, "messages": [
        {**message, "text": ["Which ", {"type": "bold", "text": "loaf"}, " do you like best?\n", {"type": "link", "text": "https://a.example"}],
         "text_entities": [{"type": "plain", "text": "Which "}, {"type": "bold", "text": "loaf"}]},
        {**message, "id": 2, "text": BUY},
        {**message, "id": 3, "text": "Theirs", "forwarded_from": "Sam"},
        {"id": 4, "type": "service", "date": "2023-11-14T22:13:20", "date_unixtime": "1700000000", "actor": "Juno", "action": "pin_message", "text": ""},
        {**message, "id": 5, "text": ""},
    ]}  # fmt: skip
    drafts, _ = read(content, "result.json")
    assert prose_of(drafts) == ["Which loaf do you like best?\nhttps://a.example", BUY]
    assert source_of(drafts[0], "loaf do").split() == ['loaf"', "},", '"', "do"]
    assert [draft.record.date for draft in drafts] == [WHEN, WHEN]
    assert prose_of(read({"chats": {"list": [content]}}, "result.json")[0]) == prose_of(drafts)


def test_tiktok() -> None:
    video = {
        "Date": "2023-11-14 22:13:20",
        "Link": "https://www.tiktokv.com/share/video/1/",
        "Likes": "3",
        "Title": ASK,
        "Sound": "",
    }
    for content in (
        {"Activity": {"Video": {"Videos": {"VideoList": [video]}}}},
        {"Post": {"Posts": {"VideoList": [video]}}},
    ):
        [draft], _ = read(content, "user_data.json")
        assert (draft.prose, draft.context.platform, draft.record.counts) == (ASK, "tiktok", {"likes": 3})
        assert draft.record.date == WHEN.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("name", "text", "platform"),
    [
        ("comments.csv", f'id,permalink,date,ip,subreddit,gildings,link,parent,body\nb,/r/x,2023-11-14 22:13:20 UTC,,bread,0,/r/y,,"{ASK}"\n', "reddit"),
        ("Shares.csv", f'Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2023-11-14 22:13:20,https://l.example,"{ASK}",,,MEMBER_NETWORK\n', "linkedin"),
        ("comments.csv", f'Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text\n1,C,2023-11-14T22:13:20+00:00,0,,v,"{ASK}"\n', "youtube"),
    ],
)  # fmt: skip
def test_tables_in_archives(name: str, text: str, platform: str) -> None:
    [draft] = read_bytes(text.encode(), name)
    assert (draft.prose, draft.context.platform) == (ASK, platform)
    assert (draft.context.reply_to == "") is (name == "comments.csv")
    assert draft.record.date is not None
    assert draft.record.date.replace(tzinfo=UTC) == WHEN


def test_comments_of_youtube_are_pieces_of_json() -> None:
    cell = '{"text":"Which loaf do you like? \\ud83c\\udf5e\\n"},{"mention":{"externalChannelId":"UC"}},{"text":" \\"now\\""}'
    row = f'1,C,2023-11-14T22:13:20+00:00,v,"{cell.replace(chr(34), chr(34) * 2)}"\n'
    text = f"Comment ID,Channel ID,Comment Create Timestamp,Video ID,Comment Text\n{row}"
    [draft] = read_bytes(text.encode(), "comments.csv")
    assert prose_of([draft]) == ['Which loaf do you like? 🍞\n "now"']
    assert source_of(draft, "🍞") == r"\ud83c\udf5e"


def test_quotes_around_line_breaks_go_only_where_linkedin_put_them() -> None:
    head = "Date,ShareLink,ShareCommentary,SharedUrl\n"
    row = 'd,https://l.example,"One ""two"".""\n""\n""Three ""four""",\n'
    assert prose_of(read_bytes((head + row).encode(), "Shares.csv")) == ['One "two".\n\nThree "four"']
    own = 'd,https://l.example,"She said:\n""Four.""\nYes.",\n'
    assert prose_of(read_bytes((head + own).encode(), "Shares.csv")) == ['She said:\n"Four."\nYes.']


def test_any_other_json_is_read_by_what_stands_in_it() -> None:
    post = {"id": "a1", "author": {"name": "Juno Repair", "bio": "We mend things. We love it."}, "status": "published",
            "content": {"kind": "rich", "plain": ASK}, "meta": {"platform": "IG", "campaign": "Rye", "created_at": "2023-11-14T22:13:20Z"}}  # fmt: skip
    content = {
        "version": 2,
        "users": [{"name": "Ann Baker"}],
        "export": {"entries": [post, {**post, "content": {"plain": BUY}}]},
    }
    drafts, notes = read(content)
    assert prose_of(drafts) == [ASK, BUY]
    assert (drafts[0].context.platform, drafts[0].record.campaign, drafts[0].record.date) == ("instagram", "Rye", WHEN)
    assert notes == [
        "posts.json: post text: key content.plain; platform: key meta.platform; date: key meta.created_at; campaign: key meta.campaign"
    ]


@pytest.mark.parametrize("column", ["post.record.text", "feed.post.record.text", "record.text"])
def test_keys_in_keys_may_be_asked_for(column: str) -> None:
    text = json.dumps({"cursor": "a", "feed": [{"post": {"record": {"text": ASK, "note": BUY}}}]})
    assert prose_of(read_bytes(text.encode(), "a.json", column=column)) == [ASK]
    lines = json.dumps({"post": {"record": {"text": ASK, "note": BUY}}}) + "\n"
    if not column.startswith("feed"):
        assert prose_of(read_bytes(lines.encode(), "a.jsonl", column=column)) == [ASK]


def test_what_other_tools_write_beside_a_post_is_no_mistake() -> None:
    content = [{"text": ASK, "date": 5, "images": [{"src": "a.jpg", "alt": "A loaf"}], "link": None, "kind": "Deployment", "tags": ["a", "b"],
                "platforms": ["instagram", "x"], "audience": ["all"], "brand": {"name": "Juno"}, "reply_to": 17}]  # fmt: skip
    [draft], _ = read(content)
    assert (draft.context.platform, draft.context.reply_to, draft.context.kind) == ("x", None, None)
    assert draft.record.alt_texts == ("A loaf",)


def test_messages_and_replies_in_json() -> None:
    [draft], _ = read([{"message": "When do you open on Sunday?", "reply": "We open at nine on Sunday. See you then!"}])
    assert (draft.prose, draft.context.reply_to) == (
        "We open at nine on Sunday. See you then!",
        "When do you open on Sunday?",
    )


def test_tumblr() -> None:
    post = {
        "object_type": "post",
        "id_string": "71",
        "timestamp": 1700000000,
        "post_url": "https://juno.tumblr.com/post/71",
        "summary": "Rye week",
        "content": [
            {"type": "text", "subtype": "heading1", "text": "Rye week"},
            {"type": "text", "text": BUY, "formatting": [{"start": 0, "end": 5, "type": "bold"}]},
            {"type": "image", "media": [{"url": "https://64.media.tumblr.com/a.jpg"}], "alt_text": "A loaf"},
        ],
        "layout": [],
        "trail": [],
    }
    theirs = {"blog": {"name": "other"}, "content": [{"type": "text", "text": ASK}]}
    reblog = {**post, "id_string": "72", "content": [], "trail": [theirs]}
    [draft], notes = read({"meta": {"status": 200}, "response": {"posts": [post, reblog]}})
    assert (draft.prose, draft.context.platform) == (f"Rye week\n{BUY}", "tumblr")
    assert (draft.record.id, draft.record.date, draft.record.alt_texts) == ("71", WHEN, ("A loaf",))
    assert "Tumblr" in notes[0]


def test_tumblr_as_it_was() -> None:
    post = {"type": "text", "slug": "rye", "reblog_key": "a", "body": f"<p>{BUY}</p>", "note_count": 3}
    reblog = {**post, "body": f"<p>{ASK}</p>", "reblogged_from_id": "5"}
    [draft], _ = read({"response": {"posts": [post, reblog]}})
    assert (draft.prose, draft.context.platform) == (BUY, "tumblr")


def test_linkedin_api() -> None:
    posts = [
        {
            "id": "urn:li:share:1",
            "author": "urn:li:organization:5",
            "lifecycleState": "PUBLISHED",
            "publishedAt": 1700000000000,
            "commentary": r"Rye \(all by hand\) with @[Mill \(Lane\)](urn:li:organization:77). A \_b\_ c {hashtag|\#|rye\_day}",
        },
        {"id": "urn:li:share:2", "author": "urn:li:organization:5", "commentary": ASK},
    ]
    (first, second), notes = read({"paging": {"count": 10}, "elements": posts})
    assert first.prose == "Rye (all by hand) with Mill (Lane). A _b_ c #rye_day"
    assert (first.record.date, first.context.platform) == (WHEN.replace(microsecond=0), "linkedin")
    assert (second.prose, second.record.id) == (ASK, "urn:li:share:2")
    assert "LinkedIn" in notes[0]


def chat(kind: str | None, text: str, name: str = "Ann") -> dict[str, Any]:
    message = {
        "id": 1,
        "type": "message",
        "date": "2023-11-14T22:13:20",
        "date_unixtime": "1700000000",
        "from": name,
        "text": text,
    }
    return {"name": "Juno", "id": 7, "messages": [message], **({"type": kind} if kind else {})}


@pytest.mark.parametrize("kind", ["public_channel", "private_channel", None])
def test_only_channels_of_telegram_have_posts(kind: str | None) -> None:
    chats = [chat("personal_chat", ASK), chat(kind, BUY), chat("public_supergroup", ASK)]
    [draft], _ = read({"about": "Here is your data.", "chats": {"list": chats}}, "result.json")
    assert draft.prose == BUY
    assert read(chat(kind, BUY), "result.json")[0][0].prose == BUY


@pytest.mark.parametrize("kind", ["personal_chat", "private_group", "public_supergroup", "saved_messages"])
def test_a_conversation_from_telegram_has_no_posts(kind: str) -> None:
    both = chat(kind, ASK)
    both["messages"] += chat(kind, BUY, "Tom")["messages"]
    for content in (both, {"chats": {"list": [chat(kind, ASK), chat(kind, BUY)]}}, chat("bot_chat", BUY)):
        with pytest.raises(NoPosts, match="a conversation from Telegram"):
            read(content, "result.json")


def test_a_chat_from_telegram_in_which_one_person_wrote_has_posts() -> None:
    one = chat("private_supergroup", BUY)
    one["messages"] += [
        {"id": 2, "type": "service", "date": "2023-11-14T22:14:00", "actor": "Tom", "action": "join_group_by_link"},
        {**chat(None, ASK)["messages"][0], "forwarded_from": "The Weir"},
    ]
    drafts, notes = read(one, "result.json")
    assert [draft.prose for draft in drafts] == [BUY]
    assert notes == ["result.json: Telegram export: post text: key text; 1 passed over that is somebody else's"]


def test_facebook_pictures_with_a_text() -> None:
    media = [{"uri": "a.jpg", "creation_timestamp": 1700000000, "title": "", "description": broken(BUY + " Café")}]
    [draft], notes = read([{"timestamp": 1700000000, "media": media}, {"timestamp": 1700000000, "media": []}])
    assert (draft.prose, draft.context.platform, draft.record.date) == (BUY + " Café", "facebook", WHEN)
    assert "Facebook" in notes[0]


def test_the_replies_of_others_arent_read_for_the_post() -> None:
    reply = {"post": {"author": {"did": "did:plc:b"}, "record": {"text": ASK}}}
    thread = {"post": {"author": {"did": "did:plc:a"}, "record": {"text": BUY}}, "replies": [reply, reply]}
    [draft], _ = read({"thread": thread})
    assert draft.prose == BUY
    assert read({"comments": [{"text": ASK}]})[0][0].prose == ASK
