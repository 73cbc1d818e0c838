"""What the names of columns and keys mean: hints at the post's text, and the names of the fields beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from softsell.draft.tables.values import parse_platform

Field = Literal[
    "platform", "account", "brand", "audience", "kind", "date", "time", "asked", "id", "campaign", "link", "images",
    "repost", "type", "author", "likes", "comments", "shares", "impressions",
]  # fmt: skip
"""What a column says beside the text."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_NAMED = re.compile(r"[\w.]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"[&+/|]|\band\b|\bwith\b|\bor\b|\bincl")
_LIMIT = re.compile(r"[-–—:,]\s*(?:max|limit|up to|under|about|\d).*", re.IGNORECASE)
_INDEXED = re.compile(r"[\w$@:-]+(?:/[\w$@:-]+)*/\d+/[\w$@:/-]+")
_OF_OTHERS = frozenset("comments comment replies mentions quoted parent retweeted reposted users followers".split())
_PATH = re.compile(r"[\w$@:-]+(?:\.[\w$@:-]+)+")
_OWN_FIELD = re.compile(r"\s*custom field \(([^()]+)\)\s*", re.IGNORECASE)
"""How Jira names what its users add: the name is the one in the brackets."""
_CARRIERS = frozenset(
    "text content value plain_text rich_text rendered raw html string markdown en en-US en-GB".split()
)
"""Keys below the one that says what a text is: ``Notes.rich_text.plain_text``, ``title.rendered``, ``caption.en-US``."""
_LONGEST = 200


@lru_cache(maxsize=4_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case: ``ShareCommentary`` and ``share_commentary`` have two, ``Caption (max 2200)`` one.

    Of a path such as ``post.record.text``, only the last key counts.
    """
    name = _LIMIT.sub("", own_name(name))
    if _PATH.fullmatch(name):
        name = name.rpartition(".")[2]
    plain = _BRACKETS.sub(" ", name)
    return tuple(_WORD.findall(_CAMEL.sub(" ", plain if plain.strip() else name).casefold()))


def own_name(name: str) -> str:
    """Return the name that people gave a column, without what their tool writes around it: ``Custom field (Post text)``."""
    return _OWN_FIELD.sub(r"\1", name[:_LONGEST])


_TEXT = frozenset(
    "text texts post posts caption captions copy content contents message messages tweet tweets body wording blurb "
    "commentary txt skeet skeets toot toots".split()
)
_TEXT_ELSEWHERE = frozenset(
    "beitrag beiträge beitragstext bildunterschrift inhalt nachricht texte textes légende legende légendes contenu publication "
    "texto textos contenido leyenda mensaje publicación legenda conteúdo mensagem publicação testo testi didascalia contenuto "
    "messaggio tekst bijschrift inhoud bericht treść opis inlägg inläggstext "
    "投稿文 投稿 本文 テキスト 文案 正文 帖子 본문 게시글 текст пост".split()
)
"""German, French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish, Japanese, Chinese, Korean and Russian."""
_MAYBE_TEXT = frozenset("description draft script update transcript summary words verbiage".split())
_NO_TEXT = frozenset(
    "id ids type types date dates day time when url urls link links href count counts length author authors name names "
    "status state stage theme topic topics pillar category categories bucket format hook cta hashtag hashtags tag tags "
    "label labels alt image images img photo photos picture pictures visual visuals graphic graphics media video asset "
    "assets file files thumbnail design creative artwork note notes idea ideas brief briefing briefs goal goals objective "
    "purpose audience persona campaign comment comments feedback remarks remark approver approval approvals owner assignee "
    "reviewer by due deadline channel channels platform platforms network networks account profile page handle user "
    "username email source sources keyword keywords title headline subject prompt number no nr num utm priority number "
    "location place language lang languages visibility privacy permalink reason instructions instruction direction "
    "reference references credit inspiration internal button sticker subreddit board section heading location budget "
    "event holiday occasion product offer offers results result metric metrics analysis learnings why question review "
    "rating sentiment folder color colour checklist context background strategy angle seo meta slug bio address "
    "quote error errors warning intent tone voice concept characters chars count size history log key "
    "core takeaway screen overlay header footer cover subtitle preview email likes story testimonial interview speech "
    "donor donors volunteer volunteers member members attendee attendees speaker speakers sponsor sponsors supplier payee "
    "shares impressions views reach reactions clicks engagement lifetime saves".split()
)
_NO_TEXT_ELSEWHERE = frozenset(
    "datum uhrzeit tag woche thema titel überschrift bild bilder foto fotos link notiz notizen anmerkung "
    "anmerkungen bemerkung bemerkungen hinweis hinweise kommentar kommentare freigabe kanal plattform netzwerk "
    "zielgruppe ziel verantwortlich autor heure jour semaine thème titre visuel statut remarque remarques "
    "commentaire commentaires notes réseau canal plateforme objectif cible auteur idée fecha hora día semana tema "
    "título imagen estado observación observaciones nota notas comentario comentarios red plataforma objetivo rede "
    "imagem observação observações comentário comentários ora giorno settimana titolo immagine stato osservazioni "
    "commento commenti canale piattaforma rete obiettivo autore tijd dag week onderwerp afbeelding opmerking "
    "opmerkingen notitie notities kanaal doel kategorie catégorie categoría categoria uwagi temat status anteckning anteckningar "
    "備考 メモ 画像 日付 媒体 状態 备注 图片 日期 状态 비고 날짜 이미지 примечание комментарий дата картинка".split()
)
_BESIDE_POSTS = frozenset(
    "alt image img images photo photos picture pictures visual visuals graphic graphics media video thumbnail design "
    "creative artwork asset hook cta link links url hashtag hashtags tag tags label button sticker overlay header footer "
    "cover screen title headline subject subtitle seo meta approver reviewer internal note notes comment comments feedback "
    "error key quote keyword instruction brief bio preview question review".split()
)
"""A text of these isn't the post: “Alt text”, “Button copy”. Of others it may be: “Email body”, “Campaign text”."""
_BETTER = frozenset(
    "final approved published live ready edited revised rewritten corrected reworked main full after suggested improved".split()
)
_EDITED_BY = re.compile(r"\b(edited|revised|rewritten|corrected|reworked|improved) by\b.*", re.IGNORECASE)
_WORSE = frozenset(
    "draft original old rough previous raw first v1 unedited backup alternative alternate archive before current existing".split()
)

STRONG, SOME, NONE, AGAINST = 3.0, 1.6, 1.0, 0.3
"""How much a name speaks for its column as the one with the posts."""

_STRONG_NAMES = frozenset(
    {
        ("full", "text"), ("share", "commentary"), ("status", "update"), ("update", "text"), ("video", "description"),
        ("video", "caption"), ("photo", "caption"), ("image", "caption"), ("reel", "caption"), ("what", "to", "post"),
        ("long", "text"), ("plain", "text"), ("selftext",), ("message", "text"), ("draft", "text"), ("draft", "copy"),
        ("draft", "post"), ("tweet", "content"), ("social", "copy"), ("social", "media", "copy"), ("copy", "text"),
        ("english",), ("en",), ("english", "version"),
        ("ad", "copy"), ("primary", "text"), ("media", "caption"), ("campaign", "message"), ("campaign", "copy"),
    }
)  # fmt: skip


@lru_cache(maxsize=4_000)
def text_weight(name: str) -> float:
    """Return how much the name of a column speaks for it as the one with the posts."""
    name = _EDITED_BY.sub(r"\1", own_name(name))
    above, _, last = name.rpartition(".")
    if last in _CARRIERS and _PATH.fullmatch(name) and (said := text_weight(above)) != NONE:
        return said
    parts = [
        words_of(part) for part in _PARTS.split(_BRACKETS.sub(" ", _LIMIT.sub("", name[:_LONGEST]))) if part.strip()
    ]
    if _is_of_others(name[:_LONGEST]):
        return AGAINST
    weight = max((_weigh(words) for words in parts if words), default=NONE)
    words = set(words_of(name))
    if weight >= NONE and words & _BETTER:
        return max(weight, SOME) * 1.4
    if weight >= SOME and words & _WORSE:
        return weight * 0.7
    return weight


def _is_of_others(name: str) -> bool:
    """Return whether a name is a path below what others wrote: ``latestComments/0/text``."""
    path = _INDEXED.fullmatch(name) or _PATH.fullmatch(name)
    above = re.split(r"[./]", name)[:-1] if path else ()
    return any(_OF_OTHERS.intersection(_CAMEL.sub(" ", key).casefold().replace("_", " ").split()) for key in above)


def _weigh(words: Sequence[str]) -> float:
    if tuple(words) in _STRONG_NAMES:
        return STRONG
    named = [word for word in words if not word.isdigit()]
    if "social" in named and "media" in named:
        named.remove("media")
    if any(word in _NO_TEXT or word in _NO_TEXT_ELSEWHERE for word in named):
        return SOME if named[-1] in _TEXT and not _BESIDE_POSTS.intersection(named) else AGAINST
    if any(word in _TEXT or word in _TEXT_ELSEWHERE for word in named):
        return STRONG
    return SOME if any(word in _MAYBE_TEXT for word in named) else NONE


_SURELY_TEXT = frozenset(
    (
        ("text",),
        ("caption",),
        ("tweet",),
        ("body",),
        ("post", "text"),
        ("tweet", "text"),
        ("full", "text"),
        ("message", "text"),
    )
)


def platform_in(name: str) -> str | None:
    """Return the platform that the name of a text's column mentions: “LinkedIn copy”, “Copy (IG)”, “Tweet”."""
    last = name.rpartition(".")[2] if _PATH.fullmatch(name) else name
    return next((platform for part in (name, last, *_NAMED.findall(name)) if (platform := parse_platform(part))), None)


def is_surely_text(name: str) -> bool:
    """Return whether a column of this name holds the posts whatever they say. Of “Post” and “Content” that's less sure."""
    return words_of(name) in _SURELY_TEXT


_CALLED_A_POST = frozenset(
    "copy caption captions tweet tweets toot toots skeet skeets beitragstext posttext bildunterschrift "
    "légende légendes leyenda legenda didascalia bijschrift inläggstext "
    "文案 投稿文".split()
)
_POST = frozenset("post posts social".split())
_A_BIT_WORSE = 0.6
"""“Draft copy” is the copy too, if no other column has it."""
_OF_ANYTHING = frozenset(
    "content contents description descriptions detail details task tasks brief briefing summary info information background "
    "context note notes explanation comment comments instructions inhalt beschreibung contenu contenido contenuto inhoud".split()
)


def is_surely_of_a_post(name: str) -> bool:
    """Return whether only posts have this name: ``Caption``, ``Copy (text)``, ``Post content``, ``LinkedIn``."""
    words = set(words_of(name))
    if text_weight(name) == NONE and parse_platform(name) is not None:
        return True
    if text_weight(name) < STRONG * (_A_BIT_WORSE if "draft" in words else 1):
        return False
    if words & _CALLED_A_POST:
        return True
    texts = words & (_TEXT | _TEXT_ELSEWHERE) - _POST
    return bool(texts) and bool(words & _POST or platform_in(name))


def may_be_of_anything(name: str) -> bool:
    """Return whether the texts of plans, tasks and articles have this name too: ``Content``, ``Task description``, ``Brief``."""
    words = set(words_of(name))
    of_a_post = words & (_TEXT | {"video"}) - _OF_ANYTHING or platform_in(name)
    return bool(words & _OF_ANYTHING) and not of_a_post


_ANSWERS = frozenset("reply response answer respond outbound outgoing".split())
_NO_ANSWER = (_NO_TEXT - {"comment", "message", "review"}) | {
    "to",
    "replies",
    "required",
    "needed",
    "parent",
    "in",
    "rate",
}
_REPLY_TO = frozenset(
    tuple(name.split())
    for name in (
        "reply to", "in reply to", "replying to", "reply to text", "replied to", "in response to", "responding to",
        "original message", "original post", "original comment", "original tweet", "original text", "customer message",
        "customer comment", "customer question", "customer review", "customer", "inbound", "inbound message", "incoming",
        "incoming message", "received message", "message received", "comment received", "parent text", "parent comment",
        "parent message", "parent post", "their message", "their comment", "question asked", "user message",
        "user comment", "reply to message", "reply to comment", "reply to post", "message from customer", "in reply to text",
        "mention", "enquiry", "inquiry", "complaint", "guest review", "guest message", "client message", "comment to answer",
        "replies to", "answers",
    )
)  # fmt: skip
_ANSWERED = frozenset(
    "message comment review question mention inbound incoming customer tweet post enquiry inquiry request complaint text "
    "feedback dm received original prompt".split()
)


def is_answer(name: str) -> bool:
    """Return whether a column of this name holds answers: ``Reply``, ``Our response``."""
    words = words_of(name)
    return bool(_ANSWERS.intersection(words)) and not _NO_ANSWER.intersection(words)


def is_answered(name: str) -> bool:
    """Return whether a column of this name says what was answered, beyond doubt: ``reply_to``, ``Customer message``."""
    return words_of(name) in _REPLY_TO


def may_be_answered(name: str) -> bool:
    """Return whether a column of this name says what was answered if another one holds answers: ``Message``, ``Review``."""
    return is_answered(name) or bool(_ANSWERED.intersection(words_of(name)))


def is_of_posts(name: str) -> bool:
    """Return whether a column of this name has posts, and not what others said about them: “Post” beside “Comment” and “Reply”."""
    words = set(words_of(name))
    return bool(words & {"post", "tweet", "text"}) and not words & (_ANSWERED - {"post", "tweet", "text"})


def _names(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(name.split()) for name in text.split(", "))


_FIELDS: Mapping[Field, frozenset[tuple[str, ...]]] = {
    "platform": _names(
        "platform, platforms, network, networks, channel, channels, social network, social networks, social platform, "
        "social platforms, social channel, social channels, social media, social media platform, social media channel, "
        "service, services, provider, posting platform, post platform, target platform, publish to, post to, posted to, "
        "posted on, where, outlet, social, social site, destination, destinations, media channel, platform name, "
        "channel name, network name, channel type, account type, profile type, network type, social type, platform s, "
        "channel s, network s, site, sns, post destination"
    ),
    "account": _names(
        "account, accounts, profile, profiles, page, pages, social account, social accounts, social profile, "
        "social profiles, account name, profile name, account s, profile s, medium, publish on, social account s, user"
    ),
    "brand": _names("brand, brands, brand name, client, client name, page name, company name, business name"),
    "audience": _names("audience, readers"),
    "kind": _names("kind"),
    "date": _names(
        "date, publish date, published date, publishing date, post date, posting date, posted date, scheduled date, "
        "schedule date, scheduled, scheduled at, scheduled for, scheduled on, scheduled time, schedule time, "
        "scheduled datetime, posted, posted at, posted on date, published, published at, published on, publish time, "
        "publish at, publish on, created, created at, created date, creation date, created time, creation time, "
        "creation timestamp, created utc, datetime, date time, date and time, date published, date posted, "
        "date scheduled, timestamp, sent, sent at, sent date, sent time, posting time, post time, go live, go live date, "
        "live date, day, date created, when, publish, publication date, due date, due, start date, due at, "
        "time posted, post date time, publishing time, date utc, date gmt, date local, indexed at, "
        "share date, launch date, planned date, date intl, run date, air date, send date, datetime utc, taken at, "
        "video publish time, video create timestamp, video publish timestamp, tweet date, upload date, date intl format or prompt"
    ),
    "time": _names(
        "time, hour, post time, posting time, publish time, scheduled time, time of day, schedule time, time utc, "
        "publishing time, time gmt, post time utc, time local, time est, time pst, time et, time pt, time cet"
    ),
    "asked": _names(
        "received, received at, received on, received date, received time, date received, time received, message received, "
        "message date, message time, message sent, message sent at, asked, asked at, asked on, question date, comment date, "
        "comment time, inbound date, inbound time, customer message date, reply to date"
    ),
    "id": _names(
        "id, post id, tweet id, id str, post number, uuid, uri, video id, message id, media id, content id, row id, "
        "record id, status id, ref, reference, reference id, key, urn, share id, activity id, sprout id, guid, post no, "
        "task id, card id, item id, post guid"
    ),
    "campaign": _names("campaign, campaigns, campaign name, campaign id, utm campaign, project, campaign title, campaign label"),
    "link": _names(
        "permalink, post link, post url, link, url, links, urls, share link, permalink url, tweet permalink, "
        "post permalink, link url, tweet url, shared url, destination url, landing page, landing page url, link s, "
        "url s, website link, target url, article link, attached link, linked url, web link, page link, video url, "
        "video link, instagram link, view post, source url, link in post, link to share, cta link, link to post"
    ),
    "images": _names(
        "alt, alt text, alternative text, image alt, image alt text, alt text s, alt texts, image description, "
        "image descriptions, photo alt text, images alt text, picture alt text, alternate text, accessibility text, "
        "alt tag, media alt text, image alt texts, alt text picture 1, alt text picture 2, alt text picture 3, "
        "alt text picture 4, alt text 1, alt text 2, alt text 3, alt text 4, alt text image 1, alt text image 2, "
        "alt description, image alternative text, media alt"
    ),
    "repost": _names(
        "is repost, is retweet, is share, retweeted, reposted, is reblog, repost, is reshare, is boost, retweet, is shared"
    ),
    "type": _names("type, post type, message type, tweet type, content type, activity type, action type, action, entry type"),
    "author": _names("author, from"),
    "likes": _names(
        "likes, like count, likes count, reactions, favorites, favourites, favorite count, favourite count, hearts, "
        "upvotes, score, like, total likes, digg count, reaction count, total reactions, likes and reactions, faves, "
        "number of likes, post likes, ups, reactions count, favorited, facebook likes, instagram likes, twitter likes, linkedin likes"
    ),
    "comments": _names(
        "comments, comment count, comments count, replies, reply count, replies count, total comments, num comments, "
        "number of comments, post comments, comments total"
    ),
    "shares": _names(
        "shares, share count, shares count, reposts, repost count, retweets, retweet count, reblogs, reshares, "
        "total shares, reblogs count, number of shares, post shares, reposts count, retweets count, shares total"
    ),
    "impressions": _names(
        "impressions, impression count, views, view count, views count, total impressions, post impressions, plays, "
        "video views, number of impressions, tweet impressions, total views, impressions total, play count"
    ),
}  # fmt: skip

_BY_NAME: Mapping[tuple[str, ...], tuple[Field, ...]] = {
    name: tuple(field for field, names in _FIELDS.items() if name in names)
    for name in {name for names in _FIELDS.values() for name in names}
}


def fields_named(name: str) -> tuple[Field, ...]:
    """Return the fields that a column of this name may be."""
    return _BY_NAME.get(words_of(name), ())


def is_known(name: str) -> bool:
    """Return whether this is the name of some column that planners and archives have."""
    words = words_of(name)
    if not words or len(words) > 8:
        return False
    if fields_named(name) or is_answered(name):
        return True
    return bool(_KNOWN.intersection(words))


_KNOWN = _TEXT | _TEXT_ELSEWHERE | _MAYBE_TEXT | _NO_TEXT | _NO_TEXT_ELSEWHERE | _ANSWERS

_BESIDE_TEXT = (
    _TEXT | _MAYBE_TEXT | _BETTER | _WORSE | frozenset("the your our my new social media long short full".split())
)


def are_of_text(words: Sequence[str]) -> bool:
    """Return whether these words name a text and nothing else: ``Post text``, ``LinkedIn posts``."""
    rest = [word for word in words if word not in _BESIDE_TEXT]
    return len(rest) < len(words) and (not rest or parse_platform(" ".join(rest)) is not None)


_SURELY_OF_POSTS = frozenset(("caption", "captions", "copy", "tweet", "tweets", "post", "posts"))


def name_posts(names: Sequence[str]) -> bool:
    """Return whether the names of columns are those of a calendar: one of posts, and one that says when or where they go.

    Beside a “Caption”, any other column of a plan says enough.
    """
    texts = [name for name in names if text_weight(name) >= STRONG]
    fields = {field for name in names for field in fields_named(name)}
    if texts and fields & {"platform", "date"}:
        return True
    surely = any(_SURELY_OF_POSTS.intersection(words_of(name)) for name in texts)
    return surely and any(is_known(name) and text_weight(name) < STRONG for name in names)
