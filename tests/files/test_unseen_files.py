"""Files as other tools write them, a few lines each: what must be read from them, or what softsell must ask or say."""

# ruff: noqa: E501 - one file a line

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Draft, read_bytes
from softsell.draft.decoding import encode
from softsell.errors import NoPosts, UnclearColumn, UndecodableFile

STONE = "The baker on Mill Lane gave us the old stone, and we ground the first rye on it this morning."
CELLAR = "Who else has a bicycle in the cellar that nobody rides? Bring it on Saturday."
HURRY = "Hurry, this is your last chance to buy!"
NOTE = "Ask Ann for the photo of the oven before noon, please. She has the good camera."


def table(*rows: Sequence[str], delimiter: str = ",") -> str:
    def written(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in f'{delimiter}"\n') else cell

    return "\n".join(delimiter.join(map(written, row)) for row in rows) + "\n"


def read(content: str | bytes, name: str = "plan.csv") -> list[Draft]:
    return read_bytes(content.encode() if isinstance(content, str) else content, name)


SHEETS: dict[str, tuple[str, list[str], list[str | None]]] = {
    "strokes part the cells": (
        table(["Date", "Text", "Status"], ["2026-07-06", HURRY, "ok"], ["2026-07-07", STONE, "ok"], delimiter="|"),
        [HURRY, STONE],
        [None, None],
    ),
    "carets part the cells": (table(["id", "text", "created"], ["1", HURRY, "2026-07-06"], ["2", STONE, "2026-07-07"], delimiter="^"), [HURRY, STONE], [None, None]),
    "a teaser on LinkedIn for a blog": (table(["Title", "Format", "LinkedIn teaser"], ["Rye", "Blog", STONE], ["Bikes", "Blog", CELLAR]), [STONE, CELLAR], ["linkedin", "linkedin"]),
    "dollars part the cells": ("date$text$likes\n2026-07-06$Rye is back.$4\n2026-07-07$Bikes, tea: who?$5\n", ["Rye is back.", "Bikes, tea: who?"], [None, None]),
    "tildes in the posts": (table(["Date", "Text"], ["6/7", "~ rye ~"], ["7/7", "~ wheat ~"]), ["~ rye ~", "~ wheat ~"], [None, None]),
    "comments in columns of their own": (table(["caption", "latestComments/0/text", "url"], ["Rye!", STONE, "https://www.instagram.com/p/a/"], ["Bikes?", CELLAR, "https://www.instagram.com/p/b/"]), ["Rye!", "Bikes?"], [None, None]),
    "strokes in the posts": (
        table(["Date", "Text"], ["2026-07-06", "Mill Lane | Old Town | open"], ["2026-07-07", "Rye | Wheat | Spelt"]),
        ["Mill Lane | Old Town | open", "Rye | Wheat | Spelt"],
        [None, None],
    ),
    "the names again for each month": (
        table(["Date", "Channel", "Copy"], ["6/7", "Instagram", HURRY], ["", "", ""], ["Date", "Channel", "Copy"], ["6/8", "Facebook", STONE]),
        [HURRY, STONE],
        ["instagram", "facebook"],
    ),
    "one column under a word": (table(["Juli"], [HURRY], [STONE]), [HURRY, STONE], [None, None]),
    "one column without a name": (table(["Rye!"], [HURRY], [STONE]), ["Rye!", HURRY, STONE], [None, None, None]),
    "the body of an email": (
        table(["Subject", "Preview text", "Email body"], ["The sale", "Only a few are left on the shelf", f"{HURRY} {STONE}"]),
        [f"{HURRY} {STONE}"],
        [None],
    ),
    "ids of videos as content": (
        table(["Content", "Video title", "Video publish time"], ["Total", "", ""], ["dQw4w9abcde", HURRY, "Jul 6, 2026"], ["aBcDeFgHiJk", STONE, "Jul 7, 2026"]),
        [HURRY, STONE],
        ["youtube", "youtube"],
    ),
    "a count explained in the row below its name": (
        table(["Permalink", "Post Message", "Lifetime Post Total Reach"], ["", "", "Lifetime: The total number of people who saw your post."], ["https://www.facebook.com/1", STONE, "120"]),
        [STONE],
        ["facebook"],
    ),
    "addresses of posts": (
        table(["Caption", "Link", "Likes"], [STONE, "https://www.instagram.com/p/a", "4"], [CELLAR, "https://www.instagram.com/p/b", "1"]),
        [STONE, CELLAR],
        ["instagram", "instagram"],
    ),
    "addresses of a shop": (
        table(["Caption", "Link", "Likes"], [STONE, "https://www.instagram.com/juno", "4"], [CELLAR, "https://www.instagram.com/juno", "1"]),
        [STONE, CELLAR],
        [None, None],
    ),
    "Portuguese": (
        table(["Data", "Rede", "Legenda", "Observações"], ["06/07/2026", "Instagram", STONE, "Pedir a foto para a Ana antes do meio-dia, por favor."]),
        [STONE],
        ["instagram"],
    ),
    "German": (
        table(["Datum", "Kanal", "Beitrag", "Anmerkungen"], ["06.07.2026", "Facebook", CELLAR, "Vorher mit Tom reden, er weiß, wie viele es wirklich sind."], delimiter=";"),
        [CELLAR],
        ["facebook"],
    ),
    "figures below": (
        table(["Date", "Text", "Likes"], ["6/7", HURRY, "4"], ["7/7", "Total eclipse tonight!", "1"], ["", "Total", "5"]),
        [HURRY, "Total eclipse tonight!"],
        [None, None],
    ),
    "the later version": (
        table(["Before", "After"], [HURRY, "Open till six today."], [STONE, "Thanks, Tom!"]),
        ["Open till six today.", "Thanks, Tom!"],
        [None, None],
    ),
    "HTML": (
        table(["Date", "Post"], ["2026-07-06", "<p>Rye is <b>back</b>.</p><p>Tom &amp; Ann</p>"], ["2026-07-07", "<p>Which one?</p>"]),
        ["Rye is back.\nTom & Ann", "Which one?"],
        [None, None],
    ),
    "names of groups above the names": (
        table(["Plan", "", "Text", "", "Assets"], ["Date", "Channel", "Copy", "Tags", "File"], ["6/7", "Instagram", STONE, "#rye", "a.jpg"], ["7/7", "Facebook", HURRY, "", "b.jpg"]),
        [STONE, HURRY],
        ["instagram", "facebook"],
    ),
    "a part for each platform": (
        table(["Date", "Copy"], ["INSTAGRAM", ""], ["6/7", STONE], ["7/7", CELLAR], ["LinkedIn:", ""], ["6/7", HURRY]),
        [STONE, CELLAR, HURRY],
        ["instagram", "instagram", "linkedin"],
    ),
    "the platform above the names": (table(["Instagram, July 2026", ""], ["Date", "Copy"], ["6/7", STONE], ["7/7", CELLAR]), [STONE, CELLAR], ["instagram", "instagram"]),
    "subreddits": (table(["Subreddit", "Title", "Body"], ["r/rye", "Rye", STONE], ["r/bikes", "Bikes", CELLAR]), [STONE, CELLAR], ["reddit", "reddit"]),
    "addresses that lead to several platforms": (
        table(["Text", "Media URL", "Likes"], [STONE, "https://juno.tumblr.com/post/12/rye", "4"], [CELLAR, "https://youtu.be/dQw4w9abcde", "1"]),
        [STONE, CELLAR],
        ["tumblr", "youtube"],
    ),
    "backslashes before quotes": (
        'date,text,status\n6/7,"She said \\"ahoy\\", twice. \\"Aye.\\"",ok\n7/7,"A backslash \\",ok\n',
        ['She said "ahoy", twice. "Aye."', "A backslash \\"],
        [None, None],
    ),
    "a sum before a count": (table(["Published", "Post", "Views"], ["6/7", STONE, "4"], ["7/7", CELLAR, "1"], ["Total", "2 posts", "5"]), [STONE, CELLAR], [None, None]),
    "ids of tweets": (table(["tweet_id", "text"], ["1", STONE], ["2", CELLAR]), [STONE, CELLAR], ["x", "x"]),
    "edited by somebody": (table(["Original", "Edited by Ann"], [HURRY, "Open till six today."], [STONE, "Thanks, Tom!"]), ["Open till six today.", "Thanks, Tom!"], [None, None]),
    "only the posts have a name": (table(["", "Copy", ""], ["1", HURRY, "ok"], ["2", STONE, "ok"]), [HURRY, STONE], [None, None]),
    "names of platforms in one word": (table(["Channel", "Message"], ["FacebookPage", HURRY], ["LinkedInCompanyPage", STONE], ["Blogpost", CELLAR]), [HURRY, STONE, CELLAR], ["facebook", "linkedin", "blog"]),
    "a title of one word": (table(["Posts", "", ""], ["1", HURRY, "ok"], ["2", STONE, "ok"]), [HURRY, STONE], [None, None]),
    "a task's copy beside what the task is": (
        table(["Task Name", "Task Content", "Status", "Post copy (text)", "Latest Comment"], ["IG: stone", NOTE, "open", STONE, "fine, go ahead"], ["FB: cellar", f"{NOTE} Again!", "open", CELLAR, "Is it still there?"]),
        [STONE, CELLAR],
        ["instagram", "facebook"],
    ),
    "fields that a team added in Jira": (
        table(["Summary", "Status", "Description", "Custom field (Post text)", "Custom field (Channel)"], ["Stone", "To Do", NOTE, STONE, "LinkedIn"], ["Cellar", "To Do", f"{NOTE} Again!", CELLAR, "Facebook"]),
        [STONE, CELLAR],
        ["linkedin", "facebook"],
    ),
    "the posts below the name of a platform": (table(["Content", "LinkedIn"], [NOTE, STONE], [f"{NOTE} Again!", CELLAR]), [STONE, CELLAR], ["linkedin", "linkedin"]),
    "the text once more as data": (table(["Text", "Rich text"], [STONE, f'{{"contents": [{{"text": "{STONE}"}}]}}'], [CELLAR, f'[{{"insert": "{CELLAR}"}}]']), [STONE, CELLAR], [None, None]),
    "short captions beside long contents": (table(["Content", "Caption"], [f"{NOTE} {STONE}", "Rye is back!"], [f"{STONE} {NOTE}", "Bikes, anyone?"]), ["Rye is back!", "Bikes, anyone?"], [None, None]),
    "a draft of the copy beside its description": (table(["Description", "Draft copy"], [NOTE, STONE], [f"{NOTE} Again!", CELLAR]), [STONE, CELLAR], [None, None]),
    "the same in HTML": (table(["Body (HTML)", "Body text"], [f"<p>{STONE}</p>", STONE], ["<p>Tea &amp; cake, Tom?</p>", "Tea & cake, Tom?"]), [STONE, "Tea & cake, Tom?"], [None, None]),
    "signs of HTML in a post": (table(["Date", "Post"], ["6/7", "I <3 rye. Bake < 40 minutes & eat."]), ["I <3 rye. Bake < 40 minutes & eat."], [None]),
}  # fmt: skip


@pytest.mark.parametrize("what", SHEETS)
def test_the_posts_of_a_sheet_are_found(what: str) -> None:
    content, posts, platforms = SHEETS[what]
    drafts = read(content)
    assert prose_of(drafts) == posts
    assert [draft.context.platform for draft in drafts] == platforms


@pytest.mark.parametrize(
    ("content", "candidates"),
    [
        (table(["Base caption", "LinkedIn version", "IG version"], [STONE, CELLAR, HURRY]), ["Base caption", "LinkedIn version", "IG version"]),
        (table(["Date", "LinkedIn", "X"], ["6/7", STONE, ""], ["7/7", "", HURRY]), ["LinkedIn", "X"]),
        (table(["Tweet 1/3", "Tweet 2/3", "Tweet 3/3"], ["Flour first.", "Then water.", "And time, lots of it."]), ["Tweet 1/3", "Tweet 3/3"]),
        (table(["Date", "LinkedIn copy", "X copy"], ["6/7", STONE, ""], ["7/7", STONE, ""], ["8/7", CELLAR, "Rye is back."]), ["LinkedIn copy", "X copy"]),
        (table(["Video", "Script", "Caption"], ["Rye", STONE, "Rye!"], ["Bikes", CELLAR, "Bikes?"]), ["Script", "Caption"]),
        (table(["Question", "Answer", "Post"], ["How old?", STONE, "Guess how old it is!"], ["How many?", CELLAR, "How many can you see?"]), ["Answer", "Post"]),
        (table(["Short copy", "Long copy"], ["Rye is back.", STONE], ["Bikes?", CELLAR]), ["Short copy", "Long copy"]),
        (table(["Option 1", "Option 2"], [STONE, CELLAR]), ["Option 1", "Option 2"]),
        (table(["Copy.linkedin", "Copy.x"], [STONE, "Rye."], [CELLAR, "Bikes?"]), ["Copy.linkedin", "Copy.x"]),
        (table(["Content", "Text"], [STONE, CELLAR], [CELLAR, STONE]), ["Content", "Text"]),
        (table(["Post copy", "Caption"], [STONE, CELLAR], [CELLAR, STONE]), ["Post copy", "Caption"]),
        (table(["Draft copy", "Final copy"], [STONE, CELLAR], [HURRY, ""], [CELLAR, ""]), ["Draft copy", "Final copy"]),
    ],
)  # fmt: skip
def test_softsell_asks_which_column_is_meant(content: str, candidates: list[str]) -> None:
    with pytest.raises(UnclearColumn) as caught:
        read(content)
    assert all(f"{candidate} (“" in str(caught.value) for candidate in candidates)


@pytest.mark.parametrize(
    "content",
    [
        table(["Date", "Post", "Status"], ["6/7", "Reel", "Scheduled"], ["7/7", "Carousel", "Draft"]),
        table(["Content", "Channel"], ["Reel", "Instagram"], ["Post", "LinkedIn"]),
    ],
)
def test_a_plan_without_posts_is_no_post(content: str) -> None:
    with pytest.raises(NoPosts, match="which column holds the posts"):
        read(content)


def test_a_question_shows_words_and_not_dates() -> None:
    with pytest.raises(UnclearColumn) as caught:
        read(table(["", "6/7", "7/7"], ["Rye", "12", "14"], ["Wheat", STONE, CELLAR]))
    assert "could hold the posts: 6/7 (“The baker on Mill Lane …”)" in str(caught.value)
    assert str(caught.value).endswith(
        'with --column "6/7", or with these two lines in softsell.toml: [files."plan.csv"] and column = "6/7"'
    )


@pytest.mark.parametrize(
    "top", [["Date", "6/7", "7/7"], ["", "Post 1", "Post 2"], ["Date", "2026-07-06", "2026-07-07"]]
)
def test_a_sheet_on_its_side_is_told(top: list[str]) -> None:
    with pytest.raises(UnclearColumn, match="Turn the sheet"):
        read(table(top, ["Platform", "LinkedIn", "X"], ["Copy", STONE, CELLAR], ["Image", "a.jpg", "b.jpg"]))


def test_of_columns_for_platforms_each_can_be_checked() -> None:
    with pytest.raises(UnclearColumn, match="To check all, check the file once for each"):
        read(table(["Date", "LinkedIn", "X"], ["6/7", STONE, CELLAR], ["7/7", CELLAR, STONE]))


def test_quotes_in_a_tsv_may_be_the_posts_own() -> None:
    drafts = read('day\ttext\n1 May\t"Ahoy" is a word.\n2 May\tHe is 6" tall.\n3 May\t"Two\nlines"\n', "plan.tsv")
    assert prose_of(drafts) == ['"Ahoy" is a word.', 'He is 6" tall.', "Two\nlines"]


def test_the_message_right_beside_the_reply_is_answered() -> None:
    [draft] = read(
        table(["Post", "Comment", "Our reply"], [STONE, "Where can I see it?", "In the shop. Shall I keep you a bag?"])
    )
    assert (draft.prose, draft.context.reply_to) == ("In the shop. Shall I keep you a bag?", "Where can I see it?")


def test_a_merged_cell_speaks_for_all_its_rows() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Platform", "Post"], ["LinkedIn", STONE], [None, CELLAR], ["X", HURRY], ["X", None]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B4:B5")
    data = io.BytesIO()
    book.save(data)
    drafts = read(data.getvalue(), "plan.xlsx")
    assert [(draft.record.row, draft.context.platform) for draft in drafts] == [
        (2, "linkedin"),
        (3, "linkedin"),
        (4, "x"),
    ]
    assert prose_of(drafts) == [STONE, CELLAR, HURRY]


def test_sheets_are_named_after_platforms() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, post in (("LinkedIn", STONE), ("Instagram posts", CELLAR), ("July", HURRY)):
        sheet = book.create_sheet(title)
        sheet.append(["Date", "Copy"])
        sheet.append(["6/7", post])
    data = io.BytesIO()
    book.save(data)
    assert [draft.context.platform for draft in read(data.getvalue(), "plan.xlsx")] == ["linkedin", "instagram", None]


WINDOWS = "Don’t miss it – the café closes at €5!"


def test_a_sheet_in_windows_1252_is_read_and_told() -> None:
    notes: list[str] = []
    [draft] = read_bytes(table(["Date", "Text"], ["2026-07-06", WINDOWS]).encode("cp1252"), "plan.csv", notes=notes)
    assert draft.prose == WINDOWS
    assert "read as Windows-1252" in notes[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zażółć gęślą jaźń", "cp1250"),
        ("Сегодня рожь", "cp1251"),
        ("Don’t miss the café’s day", "mac_roman"),
        ("今日のパン", "shift_jis"),
        ("Ψωμί σήμερα", "cp1253"),
    ],
)
def test_no_other_encoding_is_taken_for_it(text: str, encoding: str) -> None:
    with pytest.raises(UndecodableFile, match="CSV UTF-8"):
        read(table(["Date", "Text"], ["2026-07-06", text]).encode(encoding))


def test_what_windows_1252_lacks_is_never_written() -> None:
    with pytest.raises(UndecodableFile, match="which has no “→”"):
        encode("a → b", "cp1252")


def as_json(value: object) -> str:
    return json.dumps(value)


JSON_FILES: dict[str, tuple[str, str, list[str], list[str | None]]] = {
    "previews beside the texts": ("a.json", as_json([{"body_html": f"<p>{text}</p>", "truncated_body_text": text[:33] + "…"} for text in (STONE, CELLAR)]), [STONE, CELLAR], [None, None]),
    "Notion's interface": ("a.json", as_json({"object": "list", "results": [{"object": "page", "properties": {"Name": {"type": "title", "title": [{"type": "text", "plain_text": "Stone", "text": {"content": "Stone"}}]}, "Post copy": {"type": "rich_text", "rich_text": [{"type": "text", "plain_text": text, "text": {"content": text}}]}, "Notes": {"type": "rich_text", "rich_text": [{"type": "text", "plain_text": NOTE, "text": {"content": NOTE}}]}}} for text in (STONE, CELLAR)]}), [STONE, CELLAR], [None, None]),
    "Contentful": ("a.json", as_json({"entries": [{"fields": {"excerpt": {"en-US": NOTE}, "title": {"en-US": f"{NOTE} So!"}, "caption": {"en-US": text}}} for text in (STONE, CELLAR)]}), [STONE, CELLAR], [None, None]),
    "Simplenote": ("notes.json", as_json({"activeNotes": [{"content": STONE}], "trashedNotes": [{"content": CELLAR}]}), [STONE], [None]),
    "a note of Keep": ("keep.json", as_json({"isTrashed": False, "textContent": STONE, "title": "friday", "textContentHtml": f'<p dir="ltr"><span>{STONE}</span></p>', "labels": [{"name": "Social drafts"}]}), [STONE], [None]),
    "a body as HTML and as plain text": ("a.json", as_json([{"body_html": f"<p>{text}</p>", "body": text} for text in (STONE, CELLAR)]), [STONE, CELLAR], [None, None]),
    "contents as they were written and as they are shown": ("a.json", as_json([{"content": {"rendered": f"<p>{text}</p>", "raw": f"<!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->"}} for text in (STONE, CELLAR)]), [STONE, CELLAR], [None, None]),
    "by id": ("posts.json", as_json({"p1": {"text": HURRY, "platform": "x"}, "p2": {"text": STONE, "platform": "linkedin"}}), [HURRY, STONE], ["x", "linkedin"]),
    "by id, deeper": ("posts.json", as_json({"drafts": {"-Nx1": {"body": STONE}, "-Nx2": {"body": CELLAR}}}), [STONE, CELLAR], [None, None]),
    "lines in .json": ("posts.json", as_json({"text": HURRY}) + "\n" + as_json({"text": STONE}), [HURRY, STONE], [None, None]),
    "a list in .jsonl": ("posts.jsonl", json.dumps([{"text": HURRY}, {"text": STONE}], indent=1), [HURRY, STONE], [None, None]),
    "a list for each platform": ("posts.json", as_json({"plan": {"instagram": [{"text": STONE}], "linkedin": [{"text": CELLAR}], "ideas": [{"text": HURRY}]}}), [STONE, CELLAR, HURRY], ["instagram", "linkedin", None]),
    "an object for each platform": ("posts.json", as_json({"linkedin": {"text": STONE, "image": "a.jpg"}, "x": {"text": HURRY, "image": "b.jpg"}}), [STONE, HURRY], ["linkedin", "x"]),
    "the posts of each week": ("posts.json", as_json({"weeks": [{"week": 1, "posts": [{"channel": "x", "text": HURRY}, {"channel": "linkedin", "text": STONE}]}, {"week": 2, "posts": [{"channel": "facebook", "text": CELLAR}]}]}), [HURRY, STONE, CELLAR], ["x", "linkedin", "facebook"]),
    "posts of accounts": ("posts.json", as_json([{"network": "x", "posts": [{"text": HURRY}, {"text": CELLAR}]}, {"network": "facebook", "posts": [{"text": STONE}]}]), [HURRY, CELLAR, STONE], ["x", "x", "facebook"]),
    "JSON Feed": ("feed.json", as_json({"version": "https://jsonfeed.org/version/1.1", "title": "Juno", "items": [{"id": "1", "content_html": f"<p>{STONE}</p>", "title": "Rye"}, {"id": "2", "content_text": CELLAR}]}), [STONE, CELLAR], [None, None]),
    "a list for each of Bluesky's collections": ("repo.json", as_json({"did": "did:plc:1", "collections": {"app.bsky.feed.post": [{"$type": "app.bsky.feed.post", "text": HURRY}], "app.bsky.actor.profile": [{"$type": "app.bsky.actor.profile", "description": STONE}]}}), [HURRY], ["bluesky"]),
    "posts with their comments": ("posts.json", as_json([{"id": 1, "post": HURRY, "comments": [{"author": "Kim", "text": f"{STONE} {CELLAR} {NOTE}"}]}]), [HURRY], [None]),
    "HTML of a site": ("posts.json", as_json([{"id": 1, "title": {"rendered": "Rye"}, "content": {"rendered": f"<p>Tom &amp; Ann: {STONE}</p>"}}]), [f"Tom & Ann: {STONE}"], [None]),
    "Instagram comments": ("post_comments_1.json", as_json([{"media_list_data": [{"uri": ""}], "string_map_data": {"Comment": {"value": CELLAR}, "Media Owner": {"value": "kim"}, "Time": {"timestamp": 1783328400}}}]), [CELLAR], ["instagram"]),
    "TikTok comments of old": ("user_data.json", as_json({"Comment": {"Comments": {"CommentsList": [{"Date": "2020-07-06 09:00:00", "Comment": CELLAR}]}}}), [CELLAR], ["tiktok"]),
}  # fmt: skip


@pytest.mark.parametrize("what", JSON_FILES)
def test_the_posts_of_json_are_found(what: str) -> None:
    name, content, posts, platforms = JSON_FILES[what]
    drafts = read(content, name)
    assert prose_of(drafts) == posts
    assert [draft.context.platform for draft in drafts] == platforms


NO_POSTS: dict[str, tuple[str, str]] = {
    "skype.json": (as_json({"conversations": [{"displayName": "Town", "MessageList": [{"content": NOTE, "from": "8:tom"}]}]}), "a conversation from Skype"),
    "signal.json": (as_json([{"conversationId": "a", "type": "incoming", "body": NOTE, "sent_at": 1783328400000}]), "a conversation from Signal"),
    "direct-messages.js": ('window.YTD.direct_messages.part0 = [{"dmConversation": {"messages": []}}]', "the part direct_messages of X's archive"),
    "like.js": ('window.YTD.like.part0 = [{"like": {"fullText": "You must buy it!"}}]', "the part like of X's archive"),
    "likes_and_reactions.json": (as_json([{"timestamp": 1, "data": [{"reaction": {"reaction": "LIKE"}}], "title": "Juno likes Kim's photo."}]), "Facebook's archive"),
    "friends.json": (as_json({"friends_v2": [{"name": "Kim Hill"}]}), "Facebook's archive"),
    "message_1.json": (as_json({"participants": [], "messages": [{"sender_name": "Kim", "timestamp_ms": 1, "content": NOTE}], "title": "Kim"}), "a conversation"),
    "personal_information.json": (as_json({"profile_user": [{"string_map_data": {"Bio": {"value": STONE}}}]}), "Instagram's archive"),
    "watch-history.json": (as_json([{"header": "YouTube", "title": f"Watched {STONE}", "titleUrl": "https://a.example", "time": "2026-07-06"}]), "a history"),
    "actor.json": (as_json({"type": "Person", "preferredUsername": "juno", "summary": f"<p>{STONE}</p>"}), "a profile"),
    "bookmarks.json": (as_json({"id": "likes.json", "type": "OrderedCollection", "orderedItems": ["https://m.example/1"]}), "which key holds the posts"),
    "package.json": (as_json({"name": "site", "version": "1.0.0", "description": STONE}), "a project's file of settings"),
    "tsconfig.json": ('{\n  // Strict\n  "compilerOptions": {}\n}', "JSON has no comments"),
    "Connections.csv": (table(["Notes:"], ["When exporting your data, you may notice that some addresses are missing."], [""], ["First Name", "Last Name", "Company", "Position", "Connected On"], ["Kim", "Hill", "Mill Ltd", "Head of Flour and Grain", "06 Jul 2026"]), "a list of people"),
    "messages.csv": (table(["CONVERSATION ID", "FROM", "TO", "DATE", "SUBJECT", "CONTENT"], ["2-a", "Kim", "Ann", "2026-07-06", "", NOTE]), "a list of messages"),
    "Positions.csv": (table(["Company Name", "Title", "Description", "Started On", "Finished On"], ["Juno", "Baker", STONE, "Jan 2020", ""]), "a career"),
    "Skills.csv": (table(["Name"], ["Baking"], ["Bicycle repair"], ["Public speaking"]), "which column holds the posts"),
    "subscriptions.csv": (table(["Channel Id", "Channel Url", "Channel Title"], ["UC2", "http://www.youtube.com/channel/UC2", "Bread with Ben and friends"]), "which column holds the posts"),
    "chats.jsonl": (as_json({"messages": [{"role": "user", "content": NOTE}, {"role": "assistant", "content": STONE}]}), "a conversation with a language model"),
    "chats.json": (as_json([{"conversations": [{"from": "human", "value": NOTE}, {"from": "gpt", "value": STONE}]}]), "a conversation with a language model"),
    "expenses.csv": (table(["Date", "Description", "Amount"], ["6/7", "Two sacks of rye, and one of spelt.", "-31.40"], ["7/7", "Tea and one very large cake.", "-12.00"]), "a list of payments"),
    "your_posts_1.html": (f'<html><head><title>Your posts</title></head><body><div class="_a706" role="main"><div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_2ph_ _a6-h _a6-i">Juno updated her status.</div><div class="_2pin">{STONE}</div></div></div></body></html>', "in the format JSON"),
    "messages.html": (f'<html><body><div class="page_wrap"><div class="page_body chat_page"><div class="history"><div class="message default clearfix" id="message1"><div class="text">{STONE}</div></div></div></div></div></body></html>', "a conversation from Telegram"),
    "watch-history.html": (f'<html><body><div class="mdl-grid"><div class="outer-cell mdl-cell mdl-cell--12-col">Watched {STONE}</div></div></body></html>', "a page of Google Takeout"),
    "Your archive.html": ("<html><head><title>Your X data</title></head><body><script>window.YTD = {};</script></body></html>", "data/tweets.js"),
    "products.csv": (table(["Handle", "Title", "Body (HTML)", "Vendor", "Variant SKU"], ["mug", "Mug", f"<p>{STONE}</p>", "Juno", "M-1"]), "a list of products"),
    "team.json": (as_json([{"name": "Kim Hill", "role": "Head of Flour", "bio": "Kim bakes and rides."}]), "a list of people"),
    "openapi.json": (as_json({"openapi": "3.0.0", "info": {"title": "API", "description": "This is the interface of our shop."}}), "which key holds the posts"),
    "page.txt": (f"<!DOCTYPE html>\n<html><body><p>{STONE}</p></body></html>", "a page of HTML. Save it as a .html file"),
    "feed.txt": (f'<?xml version="1.0"?><rss><channel><item><description>{STONE}</description></item></channel></rss>', "XML, such as the feed of a blog"),
    "week.txt": (f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:{STONE}\r\nEND:VEVENT\r\n", "a calendar or a contact"),
    "reel.txt": (f"1\n00:00:00,000 --> 00:00:03,200\n{STONE}\n", "a file of subtitles"),
    "reel.text": (f"WEBVTT\n\n00:00.000 --> 00:03.200\n{STONE}\n", "a file of subtitles"),
    "mail.txt": (f"From: Ann <ann@juno.example>\nTo: Tom <tom@juno.example>\nSubject: Friday\nDate: Mon, 6 Jul 2026 09:00:00 +0000\n\n{STONE}\n", "an email with its headers"),
    "posts.txt": (as_json([{"text": STONE}, {"text": CELLAR}]), "JSON. Save it as a .json file"),
    "plan.txt": (table(["Date", "Caption"], ["6/7", STONE], ["7/7", CELLAR]), "a sheet. Save it as a .csv file"),
    "unicode.txt": (table(["Channel", "Post text"], ["IG", STONE], ["X", CELLAR], delimiter="\t"), "a sheet. Save it as a .tsv file"),
    "people.csv": (table(["Person", "Position"], ["Kim", "Head of Flour and Grain"], ["Tom", "Senior Mechanic and Trainer"]), "which column holds the posts"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_POSTS)
def test_what_is_no_post_is_told(name: str) -> None:
    content, said = NO_POSTS[name]
    with pytest.raises(NoPosts) as caught:
        read(content, name)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "post",
    [
        "Post, date night\nWe had soup, bread and a long talk about the roof.",
        "New post, new date\nWe moved it, the fair is on Sunday now.",
        "Copy, time, patience\nThat's what it takes, says Kim, and a kettle.\nWe have two, no three, of them.",
        "New post,new date\nWe moved it,the fair is on Sunday now.",
        "Post; date; place\nAll three; at last; are known.\nCome; look; stay.",
    ],
)
def test_a_post_that_begins_with_a_list_is_no_sheet(post: str) -> None:
    assert prose_of(read(post, "post.txt")) == [post]


@pytest.mark.parametrize("row", [["2026-07-06", STONE], ["IG", STONE]])
def test_one_row_makes_a_sheet_if_it_begins_with_a_date_or_a_platform(row: list[str]) -> None:
    with pytest.raises(NoPosts, match="this is a sheet"):
        read(table(["When", "Caption"], row), "plan.txt")


RYE = "The rye is back. Which loaf do you like best?"
MARKDOWN: dict[str, tuple[str, str]] = {
    "JSON above the post": ('{\n  "title": "Act now",\n  "tags": ["a"]\n}\n\n' + RYE, RYE),
    "JSON after dashes": ('---json\n{"title": "Act now"}\n---\n' + RYE, RYE),
    "JavaScript after dashes": ('---js\n{ title: "Act now" }\n---\n' + RYE, RYE),
    "TOML after dashes": ('---toml\ntitle = "Act now"\n---\n' + RYE, RYE),
    "a post that begins with a brace": ("{first_name}, " + RYE, "{first_name}, " + RYE),
    "tabs of MkDocs": ('=== "Tab one"\n\n    ' + RYE, RYE),
    "attributes after a picture": ("![x](a.png){width=50%}\n\n" + RYE, RYE),
    "attributes after a space": ('# Rye { #rye data-label="Act now" }\n\n' + RYE, f"Rye \n{RYE}"),
    "a text with attributes": ("[Small]{.smallcaps} breads. " + RYE, f"Small breads. {RYE}"),
    "properties of a block": ("- " + RYE + "\n  collapsed:: true\n", RYE),
    "shortcodes of emoji": (":tada: " + RYE + " :bread:", f" {RYE} "),
    "times": ("Doors open at 10:30: come. " + RYE, f"Doors open at 10:30: come. {RYE}"),
    "codes of WordPress": ('[gallery ids="1,2" title="Act now"]\n\n' + RYE + "\n\n[/button]\n[cta]\n\n[/cta]\n", RYE),
    "words in brackets": ("[name] asks: " + RYE + " [x=1](https://a.example)", f"[name] asks: {RYE} x=1"),
    "a call in a template": ("{{ cta('Act now', link) }}\n\n{{ $page->title }}\n\n" + RYE, RYE),
    "a text for a translator": ("{{ 'Act now'|trans }}\n\n" + RYE, RYE),
    "a comment of Hugo with its spaces": ("{{- /* act now */ -}}\n\n" + RYE, RYE),
    "an abbreviation": (RYE + "\n\n*[Rye]: Act now\n", RYE),
    "marks of MyST": ("(rye)=\n\n% act now\n\n" + RYE + " {ref}`rye`", RYE),
    "a script for Vue": ("<script setup>\nimport X from './X.vue'\n\nconst cta = 'act now'\n</script>\n\n" + RYE, RYE),
    "lines of Pelican": ("Title: Act now\nDate: 2026-01-05\nSlug: rye\n\n" + RYE, RYE),
    "a component of Vue": ('<Card :items="[1]" @click="go">\n\n' + RYE + "\n\n</Card>\n", RYE),
    "snippets": ('--8<-- "inc.md"\n\n' + RYE, RYE),
}


def test_an_indent_in_a_component_of_mdx_is_no_code() -> None:
    [draft] = read(
        f'import Tabs from "@theme/Tabs";\n\n<Tabs>\n  <Tab label="Act now">\n    {RYE}\n  </Tab>\n</Tabs>\n',
        "post.mdx",
    )
    assert draft.prose == RYE
    [draft] = read(f"- {RYE}\n\n      code\n", "post.mdx")
    assert draft.prose == RYE


@pytest.mark.parametrize("what", MARKDOWN)
def test_only_what_readers_see_is_prose(what: str) -> None:
    content, prose = MARKDOWN[what]
    [draft] = read(content, "post.md")
    assert draft.prose.strip("\ufffc\n ") == prose.strip()
    assert source_of(draft, RYE) == RYE


def test_a_post_may_begin_with_facts() -> None:
    post = f"Date: Saturday\nTime: ten\nPlace: Mill Lane\n\n{RYE}"
    assert read(post, "post.md")[0].prose == f"Date: Saturday Time: ten Place: Mill Lane\n{RYE}"


def test_json_above_a_post_says_where_it_goes() -> None:
    [draft] = read('{\n\t"platform": "linkedin"\n}\n' + RYE, "post.md")
    assert (draft.prose, draft.context.platform) == (RYE, "linkedin")


TIKTOK = """Date: 2026-07-06 09:00:00 UTC
Link: https://www.tiktok.com/@juno/video/1/
Like(s): 44
Who can view: Everyone
Title: Rye for beginners. First: flour.
Then: water.

Date: 2026-07-07 09:00:00 UTC
Link: https://www.tiktok.com/@juno/video/2/
Like(s): 4
Who can view: Everyone
Title: N/A

"""


def test_the_posts_of_tiktoks_text_are_found() -> None:
    notes: list[str] = []
    [draft] = read_bytes(TIKTOK.encode(), "Posts.txt", notes=notes)
    assert draft.prose == "Rye for beginners. First: flour.\nThen: water."
    assert source_of(draft, "Then: water.") == "Then: water."
    assert (draft.context.platform, draft.record.counts, str(draft.record.date)) == (
        "tiktok",
        {"likes": 44},
        "2026-07-06 09:00:00+00:00",
    )
    assert notes == ["Posts.txt: TikTok archive: post text: line Title; platform: line Link; date: line Date"]


def test_tiktoks_comments_answer_somebody() -> None:
    comments = "".join(f"Date: 2026-07-0{day} 09:00:00\nComment: {CELLAR}\nPhoto: N/A\n\n" for day in (6, 7))
    drafts = read(comments, "Comments.txt")
    assert [(draft.prose, draft.context.platform, draft.context.reply_to) for draft in drafts] == [
        (CELLAR, "tiktok", "")
    ] * 2


def test_a_plan_may_be_lines_of_text() -> None:
    plan = f"Platform: LinkedIn\nDate: 6 July 2026\nCopy: {STONE}\n\nPlatform: Instagram\nDate: 7 July 2026\nCopy: {CELLAR}\n\nNote: bring a lock.\n"
    drafts = read(plan, "plan.txt")
    assert prose_of(drafts) == [STONE, f"{CELLAR}\n\nNote: bring a lock."]
    assert [(draft.context.platform, draft.record.date is not None) for draft in drafts] == [
        ("linkedin", True),
        ("instagram", True),
    ]


@pytest.mark.parametrize(
    "post",
    [
        f"Date: Saturday\nPlace: Mill Lane\nText: {STONE}",
        "Rye: flour and water.\n\nWheat: the same.\n\nSpelt: more water.",
        "Question: who bakes?\nAnswer: we do.\n\nQuestion: when?\nAnswer: at six.",
    ],
)
def test_a_post_may_have_lines_with_colons(post: str) -> None:
    assert prose_of(read(post, "post.txt")) == [post]


@pytest.mark.parametrize(
    "written",
    [
        "1. Mai 2026, 9.30 Uhr", "vendredi 1er mai 2026 09h30", "1 de mayo de 2026 9:30", "1 maggio 2026 09:30", "sexta-feira, 1 de maio de 2026 9:30",
        "01/May/2026 09:30", "1-May-26 9.30 am", "01-MAY-2026 09.30.00 AM", "2026年5月1日 9:30", "202605010930", "20260501T093000", "46143.39583333",
        "May 1st, 2026 9:30 AM", "2026-05-01T09:30:00.000",
    ],
)  # fmt: skip
def test_dates_are_read_in_many_ways_of_writing(written: str) -> None:
    drafts = read(table(["Date", "Text"], [written, STONE], [written, CELLAR]))
    assert [str(draft.record.date)[:16] for draft in drafts] == ["2026-05-01 09:30"] * 2


def test_a_short_post_with_a_date_is_no_date() -> None:
    rows = [
        ["The boat sails on 5 May 2026. Who comes?", "a.jpg"],
        ["On 6 May 2026 it sails twice, at ten and two!", "b.jpg"],
    ]
    assert len(read(table(["Wording", "Picture"], *rows))) == 2


GROUPS = ["", "", "LinkedIn", "", "Instagram", ""]
NAMED = ["Datum", "Thema", "Tekst", "Status", "Tekst", "Status"]


@pytest.mark.parametrize(
    ("content", "candidates"),
    [
        (table(["July, act now"], GROUPS, NAMED, ["6/7", "Rye", STONE, "ok", CELLAR, "ok"], ["7/7", "Bikes", HURRY, "ok", "", ""]), ["LinkedIn Tekst", "Instagram Tekst"]),
        (table(["", "LinkedIn", "", "X", ""], ["Date", "Copy", "Image", "Tweet", "Image"], ["6/7", STONE, "a.jpg", HURRY, "b.jpg"]), ["LinkedIn Copy", "X Tweet"]),
        (table(["Date", "LinkedIn", "Instagram"], ["", "Copy", "Copy"], ["6/7", STONE, HURRY], ["7/7", CELLAR, ""]), ["LinkedIn Copy", "Instagram Copy"]),
        (table(["", "Week 1", "", "Week 2", ""], ["Day", "Post", "Who", "Post", "Who"], ["Mon", STONE, "Ann", CELLAR, "Tom"], ["Tue", HURRY, "Ann", "", ""]), ["Week 1 Post", "Week 2 Post"]),
        (table(["", "Facebook page", "", "Facebook group", ""], ["Date", "Caption", "Alt text", "Caption", "Alt text"], ["6/7", STONE, "A stone", CELLAR, "A bike"]), ["Facebook page Caption", "Facebook group Caption"]),
    ],
)  # fmt: skip
def test_groups_above_the_names_say_which_column_is_meant(content: str, candidates: list[str]) -> None:
    with pytest.raises(UnclearColumn) as caught:
        read(content)
    assert all(f"{candidate} (“" in str(caught.value) for candidate in candidates)
    for candidate in candidates:
        drafts = read_bytes(content.encode(), "plan.csv", column=candidate)
        assert len(drafts) >= 1
    assert (
        len({draft.prose for one in candidates for draft in read_bytes(content.encode(), "plan.csv", column=one)}) > 1
    )


def test_a_group_says_where_its_posts_go() -> None:
    content = table(GROUPS, NAMED, ["6/7", "Rye", STONE, "ok", "", ""], ["7/7", "Bikes", CELLAR, "ok", "", ""])
    assert [(draft.prose, draft.context.platform) for draft in read(content)] == [
        (STONE, "linkedin"),
        (CELLAR, "linkedin"),
    ]


def test_columns_of_one_name_are_told_apart_by_their_numbers() -> None:
    content = table(
        ["Date", "Copy", "Image", "Copy", "Image"], ["6/7", STONE, "a.jpg", CELLAR, "b.jpg"], ["7/7", HURRY, "", "", ""]
    )
    with pytest.raises(UnclearColumn, match=r'Copy, column 2, \(.*; Copy, column 4, \(.*--column "2"'):
        read(content)
    [draft] = read_bytes(content.encode(), "plan.csv", column="4")
    assert draft.prose == CELLAR


@pytest.mark.parametrize(
    "post",
    [
        "<3 to all of you who came on Saturday!",
        "[Photo: the oven]\n\nThe rye is back.",
        "{name}, the rye is back.",
        "1\nThe rye is back.",
        "From: the baker\nTo: all of you\n\nThe rye is back.",
        "Date, text and place will follow.\nFirst, we bake.",
        "BEGIN: we bake at six.",
        '["Rye", "spelt": which one?',
    ],
)
def test_a_post_may_begin_like_something_else(post: str) -> None:
    assert prose_of(read(post, "post.txt")) == [post]


@pytest.mark.parametrize(
    "table",
    [
        f"| # | Caption | Status |\n|:-:|:--|--:|\n| 1 | {STONE} | ready |\n| 2 | {CELLAR} | draft |\n",
        f"| Copy | Visual |\n|---|---|\n| {STONE} | oven |\n| {CELLAR} | bike |\n",
    ],
)
def test_a_caption_beside_its_status_is_a_post(table: str) -> None:
    assert prose_of(read(table, "plan.md")) == [STONE, CELLAR]


def test_the_cards_of_a_trello_board_are_its_posts() -> None:
    cards = [
        {"id": f"c{number}", "name": "Post", "desc": text, "idList": "l", "closed": closed, "due": None}
        for number, (text, closed) in enumerate([(STONE, False), ("", False), (HURRY, True), (CELLAR, False)])
    ]
    actions = [{"type": "commentCard", "data": {"text": NOTE}}]
    board = {
        "id": "b",
        "name": "Posts",
        "desc": "",
        "lists": [{"id": "l", "name": "Ready"}],
        "cards": cards,
        "actions": actions,
    }
    assert prose_of(read(as_json(board), "board.json")) == [STONE, CELLAR]


def notes_of(content: str, name: str) -> list[str]:
    notes: list[str] = []
    read_bytes(content.encode(), name, notes=notes)
    return notes


@pytest.mark.parametrize("name", ["post.txt", "post.md", "plan.csv", "post.html"])
def test_letters_in_a_wrong_encoding_are_told(name: str) -> None:
    broken = STONE.replace("baker", "cafÃ©").replace("rye", "ryeâ€™s")
    content = f"Date,Text\n6/7,{broken}\n" if name.endswith("csv") else broken
    assert any("letters look wrong, such as “cafÃ©” for “café”" in note for note in notes_of(content, name))
    for right in ("AMANHÃ… Ã quoi bon? «AMANHÃ», 5 €. Le café’s", "Â"):
        assert not any("letters look wrong" in note for note in notes_of(right, name.replace("csv", "txt")))


def test_quotes_that_hold_the_posts_are_told() -> None:
    told = "the quotes aren't checked"
    assert any(told in note for note in notes_of(f"Hi Jo!\n\n> {STONE}\n\n> {CELLAR}\n", "a.md"))
    assert any(told in note for note in notes_of(f"> [!post] Instagram\n> {STONE}\n", "a.md"))
    assert any(told in note for note in notes_of(f"\ufeff> {STONE}\n", "a.md"))
    assert notes_of(f"{STONE}\n\n> It is good.\n\n{CELLAR}\n", "a.md") == []


def test_a_crossed_out_post_is_told() -> None:
    assert any("the crossed-out text isn't checked" in note for note in notes_of(f"~~{STONE}~~\n", "a.md"))
    assert notes_of(f"{STONE}\n\n~~Rye!~~\n", "a.md") == []
    assert notes_of(f"Rye!\n\n~~~python\n{'a = 1 ' * 40}\n~~~\n", "a.md") == []


HEADED = [f"<h2><span>{{}}</span></h2><p>{STONE}</p>", f"<p><strong>{{}}</strong></p><p>{STONE} <em>Now.</em></p>"]


@pytest.mark.parametrize("part", HEADED)
@pytest.mark.parametrize("title", ["", "<h1>Friday</h1>"])
def test_a_page_may_have_a_label_above_each_post(part: str, title: str) -> None:
    page = f"<html><body>{title}{part.format('Instagram')}{part.format('LinkedIn &amp; X')}</body></html>"
    drafts = read(page, "page.html")
    assert [draft.context.platform for draft in drafts] == ["instagram", "x"]
    assert all(prose.startswith(STONE) for prose in prose_of(drafts))
    assert source_of(drafts[1], "first rye") == "first rye"
    assert drafts[0].span.end <= drafts[1].span.start
    assert any("a post begins below each line" in note for note in notes_of(page, "page.html"))


@pytest.mark.parametrize(
    "page",
    [
        f"<p>Instagram</p><p>{STONE}</p><p>LinkedIn</p><p>{CELLAR}</p>",
        f"<h1>Instagram or LinkedIn</h1><h2>Instagram</h2><p>{STONE}</p><h2>LinkedIn</h2><p>{CELLAR}</p>",
        f"<h2>Instagram</h2><p>{STONE}</p><h3>Who</h3><p>{CELLAR}</p><h2>LinkedIn</h2><p>{CELLAR}</p>",
        f"<!-- softsell-disable --><h2>Instagram</h2><p>{STONE}</p><h2>LinkedIn</h2><p>{CELLAR}</p>",
    ],
)
def test_any_other_page_is_one_post(page: str) -> None:
    assert len(read(page, "page.html")) == 1


FRAME = '<a href="#main">Skip to content</a><header>Juno</header>{}<aside>Related</aside><div role="dialog">We use cookies.</div>'


@pytest.mark.parametrize(
    "element",
    [
        f"<main id=main><p>{STONE}</p></main>",
        f"<ARTICLE class='post'>\n<p>{STONE}</p></ARTICLE>",
        f"<main><h2>Shop</h2><article><p>{STONE}</p></article></main>",
    ],
)
def test_what_stands_around_the_one_article_of_a_page_isnt_read(element: str) -> None:
    [draft] = read(FRAME.format(element), "page.html")
    assert prose_of([draft]) == [STONE]
    assert source_of(draft, "first rye") == "first rye"


@pytest.mark.parametrize(
    "card",
    ["<article class='card'><a href='/jam'>Read next: jam</a></article>", "<article></article>", "<main> </main>"],
)
def test_a_card_beside_the_post_isnt_the_article(card: str) -> None:
    [draft] = read(f"<p>{STONE}</p><p>{CELLAR}</p>{card}", "page.html")
    assert draft.prose.startswith(f"{STONE}\n{CELLAR}")
    [draft] = read(
        f"<main><p>{STONE}</p><p>{CELLAR}</p>{card}</main><aside>Related</aside>".replace("<main> </main>", ""),
        "page.html",
    )
    assert draft.prose.startswith(f"{STONE}\n{CELLAR}")
    assert "Related" not in draft.prose


def test_a_page_of_several_articles_is_read_whole() -> None:
    several = f"<article><p>{STONE}</p></article><article><p>{CELLAR}</p></article>"
    assert CELLAR in read(several, "page.html")[0].prose
    with_comment = f"<!-- softsell-disable pushiness -->{FRAME.format(f'<main>{STONE}</main>')}"
    assert "Skip to content" in read(with_comment, "page.html")[0].prose
    assert STONE in read(f"<article>{STONE}", "page.html")[0].prose


def test_a_plan_with_a_column_for_each_platform_saved_as_text_is_told() -> None:
    plan = table(
        ["Date", "Theme", "Facebook", "X (Twitter)"],
        ["6/7", "Rye", f"{STONE}\n{HURRY}", HURRY],
        ["7/7", "Bikes", CELLAR, NOTE],
        delimiter="\t",
    )
    with pytest.raises(NoPosts, match=r"plan.txt: this is a sheet. Save it as a .tsv file"):
        read(plan.encode("utf-16"), "plan.txt")
    post = "Rye\tFacebook\nBikes\tInstagram\n"
    assert prose_of(read(post, "post.txt")) == [post.strip()]
