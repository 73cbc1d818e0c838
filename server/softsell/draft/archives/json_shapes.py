"""The JSON archives of platforms and tools, recognised by their keys.

A path names keys with dots. A list on the way stands for each of its items, so ``data.post`` is the text of
``{"data": [{"post": "…"}]}``. The shapes follow what the platforms' downloads and public interfaces give.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from softsell.draft.tables.names import Field

Paths = tuple[str, ...]


class JsonShape(Struct, frozen=True):
    """An archive of posts.

    Attributes:
        title: what notes call it.
        records: where the records may be, from the top; an empty path is the top itself, ``*.name`` a list of
            that name at any depth, and ``*.*`` any list.
        kept_in: what the object that holds the records says under ``type``, if it says anything. None: it may say what it likes.
        has: keys that the records have. At least one record has all of them.
        texts: where a record's text may be. The first that has one counts.
        platform: where its posts are.
        layers: how the text is written inside the JSON: ``html``, ``mojibake``, ``entities``, ``little text``, ``slack marks``, from the
            outside in.
        skip: what isn't a post of the writer's own: a path, and the values that say so; no values: anything but null, false and nothing.
        only: a path and the values of which a post must have one. What has none, such as a like, is no post.
        fields: where a record says what else.
        answers: where a record says which post it answers.
        own: where it says who wrote it. An answer to oneself continues a thread, and what few others wrote is passed over.
        in_blocks: whether a text is a list of blocks, such as paragraphs and pictures.
        answers_begin_with_handle: whether only posts that begin with a handle answer somebody else.
        conversation: what the file is if several people wrote it. A channel in which only one person writes is one of posts.
        answered_by: where a record says who answered it in a thread.
    """

    title: str
    records: Paths
    has: Paths
    texts: Paths
    platform: str | None = None
    layers: Paths = ()
    skip: Mapping[str, Paths] = field(default_factory=dict)
    only: Mapping[str, Paths] = field(default_factory=dict)
    fields: Mapping[Field, Paths] = field(default_factory=dict)
    answers: Paths = ()
    own: Paths = ()
    in_blocks: bool = False
    kept_in: Paths = ()
    answers_begin_with_handle: bool = False
    conversation: str = ""
    answered_by: Paths = ()


def _slack(writer: str) -> JsonShape:
    """Return the shape of a Slack channel, whose messages name their writer under one of two keys."""
    return JsonShape(
        "Slack channel",
        ("", "messages"),
        ("ts", "text", "type", writer),
        ("text",),
        None,
        ("slack marks", "entities"),
        only={"type": ("message",), "subtype": ("", "bot_message", "file_share", "me_message", "thread_broadcast")},
        fields={"id": ("client_msg_id",), "date": ("ts",), "likes": ("reactions.count",)},
        own=("user", "bot_id"),
        conversation="a conversation from Slack",
        answered_by=("reply_users", "replies.user"),
    )


_TELEGRAM_CHANNELS = ("public_channel", "private_channel")
_TELEGRAM_CHATS = ("personal_chat", "saved_messages", "private_group", "private_supergroup", "public_supergroup")
"""Read only if such a chat was exported by itself: an archive of all chats has many in which somebody else alone wrote."""
_META: Mapping[Field, Paths] = {"date": ("timestamp", "creation_timestamp", "media.creation_timestamp")}
_BLUESKY_COUNTS: Mapping[Field, Paths] = {
    "likes": ("post.likeCount", "likeCount"),
    "comments": ("post.replyCount", "replyCount"),
    "shares": ("post.repostCount", "repostCount"),
}

SHAPES: tuple[JsonShape, ...] = (
    JsonShape(
        "X archive",
        ("", "tweets"),
        ("tweet.full_text",),
        ("tweet.full_text",),
        "x",
        ("entities",),
        skip={"tweet.retweeted": ("true",), "tweet.retweeted_status.id_str": ()},
        fields={
            "id": ("tweet.id_str", "tweet.id"),
            "date": ("tweet.created_at",),
            "likes": ("tweet.favorite_count",),
            "shares": ("tweet.retweet_count",),
            "images": ("tweet.extended_entities.media.ext_alt_text",),
        },
        answers=("tweet.in_reply_to_status_id_str", "tweet.in_reply_to_status_id"),
        answers_begin_with_handle=True,
    ),
    JsonShape(
        "X archive",
        ("", "tweets", "statuses", "data"),
        ("full_text", "id_str"),
        ("full_text",),
        "x",
        ("entities",),
        skip={"retweeted": ("true",), "retweeted_status.id_str": ()},
        fields={
            "id": ("id_str", "id"),
            "date": ("created_at",),
            "likes": ("favorite_count",),
            "shares": ("retweet_count",),
            "comments": ("reply_count",),
        },
        answers=("in_reply_to_status_id_str", "in_reply_to_status_id"),
        answers_begin_with_handle=True,
    ),
    JsonShape(
        "X long posts",
        ("",),
        ("noteTweet.core.text",),
        ("noteTweet.core.text",),
        "x",
        fields={"id": ("noteTweet.noteTweetId",), "date": ("noteTweet.createdAt",)},
    ),
    JsonShape(
        "X posts",
        ("data", "tweets"),
        ("text", "public_metrics.retweet_count"),
        ("note_tweet.text", "text"),
        "x",
        ("entities",),
        skip={"referenced_tweets.type": ("retweeted",)},
        fields={
            "id": ("id",),
            "date": ("created_at",),
            "likes": ("public_metrics.like_count",),
            "shares": ("public_metrics.retweet_count",),
            "comments": ("public_metrics.reply_count",),
            "impressions": ("public_metrics.impression_count",),
        },
        answers=("in_reply_to_user_id",),
        own=("author_id",),
    ),
    JsonShape(
        "Threads archive",
        ("text_post_app_text_posts", "text_post_app_posts"),
        ("media.title",),
        ("title", "media.title"),
        "threads",
        ("mojibake",),
        fields={"date": ("creation_timestamp", "media.creation_timestamp")},
    ),
    JsonShape(
        "Facebook archive",
        ("", "*.*"),
        ("timestamp", "media.uri", "media.description"),
        ("media.description",),
        "facebook",
        ("mojibake",),
        fields={"date": ("timestamp",)},
    ),
    JsonShape(
        "Instagram archive",
        ("", "*.*"),
        ("media.creation_timestamp", "media.uri"),
        ("title", "media.title"),
        "instagram",
        ("mojibake",),
        fields={"date": ("creation_timestamp", "media.creation_timestamp")},
    ),
    JsonShape(
        "Instagram archive",
        ("*.ig_stories", "*.ig_reels_media", "*.ig_other_media", "*.ig_archived_post_media"),
        ("creation_timestamp", "uri", "title"),
        ("title",),
        "instagram",
        ("mojibake",),
        fields={"date": ("creation_timestamp",)},
    ),
    JsonShape(
        "Instagram comments",
        ("", "*.*"),
        ("string_map_data.Comment.value", "string_map_data.Time.timestamp"),
        ("string_map_data.Comment.value",),
        "instagram",
        ("mojibake",),
        fields={"date": ("string_map_data.Time.timestamp",)},
        answers=("string_map_data.Comment.value",),
    ),
    JsonShape(
        "Facebook archive",
        ("", "*.*"),
        ("timestamp", "data.post"),
        ("data.post",),
        "facebook",
        ("mojibake",),
        fields={
            "date": ("timestamp",),
            "link": ("attachments.data.external_context.url",),
            "images": ("attachments.data.media.alt_text",),
        },
    ),
    JsonShape(
        "Facebook comments",
        ("*.*",),
        ("timestamp", "data.comment.comment"),
        ("data.comment.comment",),
        "facebook",
        ("mojibake",),
        fields={"date": ("timestamp",)},
        answers=("title",),
    ),
    JsonShape(
        "ActivityPub outbox",
        ("orderedItems", ""),
        ("type", "object.content"),
        ("object.content",),
        "mastodon",
        ("html",),
        skip={"type": ("Announce",)},
        only={"type": ("Create",)},
        fields={
            "id": ("object.id", "id"),
            "date": ("object.published", "published"),
            "link": ("object.url",),
            "likes": ("object.likes.totalItems",),
            "shares": ("object.shares.totalItems",),
            "comments": ("object.replies.totalItems",),
            "images": ("object.attachment.name",),
        },
        answers=("object.inReplyTo",),
        own=("actor", "object.attributedTo"),
    ),
    JsonShape(
        "Mastodon posts",
        ("", "statuses"),
        ("content", "uri", "visibility"),
        ("content",),
        "mastodon",
        ("html",),
        skip={"reblog.id": ()},
        fields={
            "id": ("id",),
            "date": ("created_at",),
            "link": ("url", "uri"),
            "likes": ("favourites_count",),
            "shares": ("reblogs_count",),
            "comments": ("replies_count",),
            "images": ("media_attachments.description",),
        },
        answers=("in_reply_to_account_id",),
        own=("account.id",),
    ),
    JsonShape(
        "Bluesky feed",
        ("feed", "", "posts"),
        ("post.record.text",),
        ("post.record.text",),
        "bluesky",
        skip={"reason.$type": ("app.bsky.feed.defs#reasonRepost",), "reason.by.did": ()},
        fields={
            "id": ("post.uri",),
            "date": ("post.record.createdAt", "post.indexedAt"),
            "images": ("post.record.embed.images.alt",),
            **_BLUESKY_COUNTS,
        },
        answers=("post.record.reply.parent.uri",),
        own=("post.author.did",),
    ),
    JsonShape(
        "Bluesky posts",
        ("records", ""),
        ("value.text", "value.$type"),
        ("value.text",),
        "bluesky",
        only={"value.$type": ("app.bsky.feed.post",)},
        fields={"id": ("uri",), "date": ("value.createdAt",), "images": ("value.embed.images.alt",)},
        answers=("value.reply.parent.uri",),
        own=("uri",),
    ),
    JsonShape(
        "Bluesky posts",
        ("posts",),
        ("record.text", "author.did"),
        ("record.text",),
        "bluesky",
        fields={"id": ("uri",), "date": ("record.createdAt",), "images": ("record.embed.images.alt",), **_BLUESKY_COUNTS},
        answers=("record.reply.parent.uri",),
        own=("author.did",),
    ),
    JsonShape(
        "Bluesky posts",
        ("", "*.*"),
        ("text", "$type"),
        ("text",),
        "bluesky",
        only={"$type": ("app.bsky.feed.post",)},
        fields={"id": ("uri",), "date": ("createdAt",), "images": ("embed.images.alt",)},
        answers=("reply.parent.uri",),
    ),
    JsonShape(
        "Reddit",
        ("data.children",),
        ("kind", "data.subreddit"),
        ("data.selftext", "data.body", "data.title"),
        "reddit",
        ("entities",),
        fields={
            "id": ("data.name", "data.id"),
            "date": ("data.created_utc",),
            "link": ("data.permalink",),
            "likes": ("data.score",),
            "comments": ("data.num_comments",),
        },
        answers=("data.parent_id",),
    ),
    JsonShape(
        "Trello board",
        ("cards",),
        ("desc", "idList"),
        ("desc",),
        None,
        only={"closed": ("false", "")},
        fields={"id": ("id",), "date": ("due",), "platform": ("labels.name",)},
    ),
    JsonShape(
        "Telegram export",
        ("messages", "chats.list.messages"),
        ("date_unixtime", "text"),
        ("text",),
        None,
        skip={"forwarded_from": (), "forwarded_from_id": ()},
        only={"type": ("message",)},
        fields={"id": ("id",), "date": ("date_unixtime", "date"), "likes": ("reactions.count",)},
        answers=("reply_to_message_id",),
        kept_in=_TELEGRAM_CHANNELS,
    ),
    JsonShape(
        "Telegram export",
        ("messages", "chats.list.messages"),
        ("date", "text", "type", "from"),
        ("text",),
        None,
        skip={"forwarded_from": (), "forwarded_from_id": ()},
        only={"type": ("message",)},
        fields={"id": ("id",), "date": ("date",)},
        answers=("reply_to_message_id",),
        kept_in=_TELEGRAM_CHANNELS,
    ),
    JsonShape(
        "Telegram export",
        ("messages",),
        ("date", "text", "type", "from"),
        ("text",),
        None,
        skip={"forwarded_from": (), "forwarded_from_id": ()},
        only={"type": ("message",)},
        fields={"id": ("id",), "date": ("date_unixtime", "date")},
        own=("from_id", "from"),
        kept_in=_TELEGRAM_CHATS,
        conversation="a conversation from Telegram",
    ),
    JsonShape(
        "Discord channel",
        ("messages",),
        ("content", "author.id", "timestamp", "type"),
        ("content",),
        None,
        only={"type": ("Default", "Reply", "0", "19")},
        fields={"id": ("id",), "date": ("timestamp",), "likes": ("reactions.count",)},
        own=("author.id",),
        conversation="a conversation from Discord",
    ),
    _slack("user"),
    _slack("bot_id"),
    JsonShape(
        "Microsoft Teams channel",
        ("value", "messages", ""),
        ("messageType", "body.content"),
        ("body.content",),
        None,
        ("html",),
        only={"messageType": ("message",)},
        fields={"id": ("id",), "date": ("createdDateTime",), "link": ("webUrl",)},
        own=("from.user.id", "from.user.displayName", "from.application.id"),
        conversation="a conversation from Microsoft Teams",
        answered_by=("replies.from.user.id",),
    ),
    JsonShape(
        "Google Chat space",
        ("messages",),
        ("creator.name", "created_date", "text"),
        ("text",),
        None,
        fields={"id": ("message_id",), "date": ("created_date",)},
        own=("creator.email", "creator.name"),
        conversation="a conversation from Google Chat",
    ),
    JsonShape(
        "Matrix room",
        ("messages", "chunk", ""),
        ("sender", "type", "content.body", "content.msgtype"),
        ("content.body",),
        None,
        only={"type": ("m.room.message",), "content.msgtype": ("m.text", "m.notice")},
        fields={"id": ("event_id",), "date": ("origin_server_ts",)},
        own=("sender",),
        conversation="a conversation from Matrix",
    ),
    JsonShape(
        "Zulip stream",
        ("messages", ""),
        ("content", "sender_email", "display_recipient"),
        ("content",),
        None,
        ("html",),
        fields={"id": ("id",), "date": ("timestamp",)},
        own=("sender_email",),
        conversation="a conversation from Zulip",
    ),
    JsonShape(
        "Rocket.Chat channel",
        ("messages", ""),
        ("msg", "rid", "u.username"),
        ("msg",),
        None,
        only={"t": ("",)},
        fields={"id": ("_id",), "date": ("ts",)},
        own=("u.username",),
        conversation="a conversation from Rocket.Chat",
        answered_by=("replies",),
    ),
    JsonShape(
        "Mattermost channel",
        ("",),
        ("post.message", "post.user", "post.channel"),
        ("post.message",),
        None,
        fields={"date": ("post.create_at",)},
        own=("post.user",),
        conversation="a conversation from Mattermost",
        answered_by=("post.replies.user",),
    ),
    JsonShape(
        "LinkedIn posts",
        ("elements", ""),
        ("commentary", "author"),
        ("commentary",),
        "linkedin",
        ("little text",),
        fields={"id": ("id",), "date": ("publishedAt", "createdAt"), "images": ("content.media.altText",)},
    ),
    JsonShape(
        "Tumblr posts",
        ("response.posts", "posts", ""),
        ("content", "trail", "layout"),
        ("content",),
        "tumblr",
        fields={
            "id": ("id_string", "id"),
            "date": ("date", "timestamp"),
            "link": ("post_url",),
            "images": ("content.alt_text",),
        },
        in_blocks=True,
    ),
    JsonShape(
        "Tumblr posts",
        ("response.posts", "posts", ""),
        ("reblog_key", "slug", "type"),
        ("body", "caption", "description"),
        "tumblr",
        ("html",),
        skip={"reblogged_from_id": ()},
        fields={"id": ("id_string", "id"), "date": ("date", "timestamp"), "link": ("post_url",)},
    ),
    JsonShape(
        "TikTok archive",
        ("*.VideoList", "*.PostList"),
        ("Date", "Link"),
        ("Title", "Description", "Caption", "Desc", "title"),
        "tiktok",
        fields={"date": ("Date",), "link": ("Link",), "likes": ("Likes",), "images": ("AlternateText",)},
    ),
    JsonShape(
        "TikTok comments",
        ("*.CommentsList",),
        ("date", "comment"),
        ("comment",),
        "tiktok",
        fields={"date": ("date",)},
        answers=("comment",),
    ),
    JsonShape(
        "TikTok comments",
        ("*.CommentsList",),
        ("Date", "Comment"),
        ("Comment",),
        "tiktok",
        fields={"date": ("Date",)},
        answers=("Comment",),
    ),
    JsonShape(
        "Ghost",
        ("db.data.posts", "data.posts", "posts"),
        ("html", "slug"),
        ("html", "plaintext"),
        "blog",
        ("html",),
        fields={"id": ("id",), "date": ("published_at", "created_at"), "link": ("url",)},
    ),
    JsonShape(
        "Pinterest pins",
        ("items", ""),
        ("description", "board_id", "link"),
        ("description", "title"),
        "pinterest",
        fields={"id": ("id",), "date": ("created_at",), "link": ("link",), "images": ("alt_text",)},
    ),
    JsonShape(
        "JSON Feed",
        ("items",),
        ("id", "content_html"),
        ("content_text", "content_html"),
        None,
        ("html",),
        fields={"id": ("id",), "date": ("date_published",), "link": ("url", "external_url")},
    ),
    JsonShape(
        "YouTube posts",
        ("items",),
        ("snippet.description", "snippet.title", "snippet.publishedAt"),
        ("snippet.description",),
        "youtube",
        fields={
            "id": ("id.videoId", "id"),
            "date": ("snippet.publishedAt",),
            "likes": ("statistics.likeCount",),
            "comments": ("statistics.commentCount",),
            "impressions": ("statistics.viewCount",),
        },
    ),
)  # fmt: skip


class NoPostsShape(Struct, frozen=True):
    """A file that archives and projects have beside posts, and that has none.

    Attributes:
        title: what it is, for a message.
        keys: an object of it has a key of each of these.
        types: what it says under ``type``. None: anything.
        at_any_depth: whether the object may stand in a list below the top.
        in_records: whether it stands in a list of each record.
    """

    title: str
    keys: tuple[Paths, ...]
    at_any_depth: bool = True
    in_records: bool = False
    types: Paths = ()


NO_POSTS: tuple[NoPostsShape, ...] = (
    NoPostsShape("a conversation from an archive", (("sender_name",), ("content", "timestamp_ms"))),
    NoPostsShape(
        "a conversation from Telegram",
        (("messages",), ("type",)),
        types=(
            "personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes", "private_group",
            "private_supergroup", "public_supergroup",
        ),
    ),
    NoPostsShape("a conversation from Slack", (("ts",), ("user", "bot_id", "subtype"), ("type",), ("text",))),
    NoPostsShape("a conversation from Discord", (("channel",), ("guild",), ("messages",)), at_any_depth=False),
    NoPostsShape("a conversation from Microsoft Teams", (("messageType",), ("body",), ("from", "createdDateTime"))),
    NoPostsShape("a conversation from Skype", (("MessageList",), ("displayName", "id"))),
    NoPostsShape("a conversation from Signal", (("conversationId",), ("sent_at", "received_at"), ("body",))),
    NoPostsShape("a conversation with a language model", (("role",), ("content", "parts")), in_records=True),
    NoPostsShape("a conversation with a language model", (("from",), ("value",)), in_records=True),
    NoPostsShape("a map", (("features",), ("type", "crs")), at_any_depth=False),
    NoPostsShape("a part of Instagram's archive", (("string_map_data", "string_list_data", "media_map_data"),)),
    NoPostsShape("a part of Facebook's archive", (("timestamp",), ("data",), ("title",))),
    NoPostsShape(
        "a part of Facebook's archive",
        (
            (
                "profile_v2", "friends_v2", "installed_apps_v2", "searches_v2", "custom_audiences_all_types_v2", "received_requests_v2",
                "reactions_v2", "event_responses_v2", "pages_followed_v2", "page_likes_v2", "groups_joined_v2", "notifications_v2",
                "recently_viewed", "account_activity_v2",
            ),
        ),
        at_any_depth=False,
    ),
    NoPostsShape("a history from Google Takeout", (("header",), ("titleUrl", "products"), ("time",))),
    NoPostsShape("a list of people", (("name",), ("role", "position", "jobTitle", "job"), ("bio", "about", "email"))),
    NoPostsShape("a profile", (("preferredUsername",), ("publicKey", "inbox", "type")), at_any_depth=False),
    NoPostsShape(
        "a project's file of settings",
        (
            ("name", "$schema", "compilerOptions"),
            ("version", "dependencies", "license", "icons", "$schema", "compilerOptions"),
        ),
        at_any_depth=False,
    ),
)  # fmt: skip
"""What isn't read even though it has texts: messages of others, profiles, searches."""
