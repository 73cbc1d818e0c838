"""What a sheet says beside the text, and the forms that sheets have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.draft.draft_properties import prose_of, source_of

from softsell.draft import Context, Draft, read_bytes
from softsell.draft.tables.values import (
    is_day_first,
    parse_count,
    parse_date,
    parse_flag,
    parse_platform,
    parse_platforms,
    parse_time_of_day,
)
from softsell.errors import MalformedFile, NoPosts, UnclearColumn

BUY = "Hurry: this is your last chance to buy!"
ASK = "Which loaf do you like best: the rye or the wheat?"


def read(text: str, name: str = "a.csv", **more: str) -> tuple[list[Draft], list[str]]:
    notes: list[str] = []
    drafts = read_bytes(text.encode(), name, notes=notes, **more)  # type: ignore[arg-type]
    prose_of(drafts)
    return drafts, notes


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-07-06", datetime(2026, 7, 6)),
        ("2026/7/6", datetime(2026, 7, 6)),
        ("2026-07-06 9:05", datetime(2026, 7, 6, 9, 5)),
        ("2026-07-06T09:05:30Z", datetime(2026, 7, 6, 9, 5, 30, tzinfo=UTC)),
        ("2026-07-06T09:05:30.123-0700", datetime(2026, 7, 6, 9, 5, 30, tzinfo=timezone(-timedelta(hours=7)))),
        ("2026-07-06 09:05:30 UTC", datetime(2026, 7, 6, 9, 5, 30, tzinfo=UTC)),
        ("7/6/2026 9:05 pm", datetime(2026, 7, 6, 21, 5)),
        ("7/6/26 12:00 AM", datetime(2026, 7, 6)),
        ("06.07.2026", datetime(2026, 7, 6)),
        ("25/12/2026", datetime(2026, 12, 25)),
        ("Sat, Jun 6, 2026", datetime(2026, 6, 6)),
        ("July 6th, 2026 at 5pm", datetime(2026, 7, 6, 17)),
        ("6 July 2026", datetime(2026, 7, 6)),
        ("Wed Oct 10 20:19:24 +0000 2018", datetime(2018, 10, 10, 20, 19, 24, tzinfo=UTC)),
        ("1700000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("1700000000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("soon", None),
        ("31/31/2026", None),
        ("12", None),
        ("Call 555-1234", None),
        ("²", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_dates_are_read_as_people_and_tools_write_them(written: str, date: datetime | None) -> None:
    assert parse_date(written) == date


def test_the_order_of_day_and_month_comes_from_the_column() -> None:
    assert is_day_first(["06/07/2026", "13/07/2026"])
    assert not is_day_first(["07/06/2026", "07/13/2026"])
    assert is_day_first(["06/07/2026", "07/07/2026", "08/07/2026"])
    assert not is_day_first(["07/06/2026", "07/07/2026", "07/08/2026"])
    assert not is_day_first(["06/07/2026"])


@pytest.mark.parametrize(
    ("written", "platforms"),
    [
        ("Twitter", ["x"]),
        ("X (formerly Twitter)", ["x"]),
        ("IG", ["instagram"]),
        ("Insta Story", ["instagram"]),
        ("FB page", ["facebook"]),
        ("LinkedIn Company", ["linkedin"]),
        ("linkedin – Juno Repair", ["linkedin"]),
        ("YouTube Shorts", ["youtube"]),
        ("Tik Tok", ["tiktok"]),
        ("Instagram, Facebook", ["instagram", "facebook"]),
        ("LinkedIn/Facebook", ["linkedin", "facebook"]),
        ("LinkedIn + Facebook", ["linkedin", "facebook"]),
        ("IG/FB/Twitter", ["instagram", "facebook", "x"]),
        ("Twitter/X", ["x"]),
        ("Instagram post", ["instagram"]),
        ("Blog post", ["blog"]),
        ("Nextdoor", [None]),
        ("Google Business", [None]),
        ("", []),
        ("x" * 10_000, [None]),
    ],
)
def test_platforms_have_many_names(written: str, platforms: list[str | None]) -> None:
    assert parse_platforms(written) == platforms


def test_counts_flags_and_times() -> None:
    assert [parse_count(text) for text in ("12", "1,204", "1.2K", "3M", "12.0", "-1", "4.1%", "", "many", "²")] == [
        12, 1204, 1200, 3_000_000, 12, None, None, None, None, None,
    ]  # fmt: skip
    assert [parse_flag(text) for text in ("TRUE", "no", "x", "✓", "perhaps")] == [True, False, True, True, None]
    assert [parse_time_of_day(text) for text in ("9:05", "9 pm", "25:00", "noon")] == [
        (9, 5, 0),
        (21, 0, 0),
        None,
        None,
    ]
    assert parse_platform("") is None


def test_the_other_columns_count() -> None:
    text = (
        "Row,Platform,Brand,Audience,Kind,Publish date,Time,Campaign,Permalink,Alt text,Likes,Comments,Shares,Views,Text\n"
        f'1,IG,"Fern & Clay; @fernandclay",experts,event,6 July 2026,9:30 pm,Summer,https://a.example,A bowl.,3,"1,002",0,2.1K,{ASK}\n'
    )
    [draft], [note] = read(text)
    assert draft.context == Context("instagram", ("Fern & Clay", "@fernandclay"), "experts", None, "event")
    record = draft.record
    assert (record.row, record.date, record.campaign) == (2, datetime(2026, 7, 6, 21, 30), "Summer")
    assert (record.link, record.alt_texts) == ("https://a.example", ("A bowl.",))
    assert record.counts == {"likes": 3, "comments": 1002, "shares": 0, "impressions": 2100}
    assert note == (
        "a.csv: post text: column Text; platform: column Platform; brand: column Brand; audience: column Audience; "
        "kind: column Kind; date: column Publish date; campaign: column Campaign"
    )


def test_what_other_tools_write_there_is_no_mistake() -> None:
    text = (
        f"Text,Kind,Audience,Brand,Date,Platforms,Images,Tags,Link\n{ASK},Deployment,Busy parents,,soon,,a.jpg,x,none\n"
    )
    [draft], _ = read(text)
    assert draft.context == Context()
    assert (draft.record.date, draft.record.link) == (None, None)


def test_an_unknown_platform_is_told_and_stops_nothing() -> None:
    drafts, notes = read(f"Platform,Text\nNextdoor,{ASK}\nTwitter,{BUY}\nNextdoor,{BUY}\nGMB,{ASK}\n")
    assert [draft.context.platform for draft in drafts] == [None, "x", None, None]
    assert notes[1] == (
        "a.csv: “Nextdoor” (row 2), “GMB” (row 5) aren't platforms that softsell knows, so those posts are checked without "
        "its limits."
    )


def test_of_several_platforms_the_strictest_counts() -> None:
    drafts, _ = read(f'Platform,Text\n"LinkedIn, X, Facebook",{ASK}\nFacebook & Instagram,{ASK}\n')
    assert [draft.context.platform for draft in drafts] == ["x", "instagram"]
    drafts, _ = read(f"Text,Facebook,Twitter,LinkedIn\n{ASK},TRUE,FALSE,TRUE\n{BUY},x,x,\n{ASK},no,no,no\n")
    assert [draft.context.platform for draft in drafts] == ["linkedin", "x", None]


def test_what_the_caller_says_counts_for_rows_that_say_nothing() -> None:
    text = f"Platform,Text\n,{ASK}\nLinkedIn,{ASK}\n"
    drafts = read_bytes(text.encode(), "a.csv", context=Context(platform="x"))
    assert [draft.context.platform for draft in drafts] == ["x", "linkedin"]


def test_in_a_sheet_of_messages_and_replies_the_reply_is_the_post() -> None:
    drafts, notes = read(
        "Message,Reply,Agent\nWhen do you open?,We open at nine. Which loaf would you like?,Ann\nThanks!,,Ann\n"
    )
    assert [(draft.prose, draft.context.reply_to) for draft in drafts] == [
        ("We open at nine. Which loaf would you like?", "When do you open?")
    ]
    assert notes == ["a.csv: post text: column Reply; reply to: column Message; 1 row has no post"]


def test_most_messages_may_have_no_reply_yet() -> None:
    rows = "".join(f"Where is the oven number {number} kept?,\n" for number in range(20))
    drafts, _ = read(f"Message,Our reply\n{rows}When do you open on Sunday?,We open at nine on Sunday.\n")
    assert prose_of(drafts) == ["We open at nine on Sunday."]


def test_an_id_is_no_message() -> None:
    [draft], _ = read(f"id,in_reply_to,text\n1,17895695668004550,{ASK}\n")
    assert draft.context.reply_to is None
    [draft], _ = read(f"id,in_reply_to,text\n1,https://a.example/b c,{ASK}\n")
    assert draft.context.reply_to is None


def test_the_posts_own_addresses_say_where_they_are() -> None:
    rows = f"https://www.linkedin.com/feed/update/1,{ASK}\nhttps://www.linkedin.com/feed/update/2,{BUY}\n"
    assert [draft.context.platform for draft in read(f"Post link,Text\n{rows}")[0]] == ["linkedin"] * 2
    assert read(f"Link,Text\n{rows}")[0][0].context.platform is None
    mixed = f"Post link,Text\n{rows}https://x.com/1,{ASK}\n"
    assert [draft.context.platform for draft in read(mixed)[0]] == ["linkedin", "linkedin", "x"]
    assert read(f"Post link,Text\n{rows}https://hillside.example/1,{ASK}\n")[0][0].context.platform is None


def test_reposts_are_passed_over() -> None:
    drafts, [note] = read(f"Type,Text\nPost,{ASK}\nRetweet,{BUY}\nPost,RT @a: {BUY}\n")
    assert prose_of(drafts) == [ASK]
    assert note == "a.csv: post text: column Text; 2 reposts passed over"
    assert prose_of(read(f"Text,Is repost\n{ASK},no\n{BUY},yes\n")[0]) == [ASK]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    text = f'Title of the export\n\nDate,Text\n2026-07-06,"Two\nlines, {ASK}"\n\n2026-07-07,{BUY}\n,\n2026-07-08,{ASK}'
    for line_end in ("\n", "\r\n", "\r"):
        drafts, _ = read(text.replace("\n", line_end))
        assert [draft.record.row for draft in drafts] == [4, 6, 8]
    drafts, _ = read(f"sep=;\nDate;Text\n2026-07-06;{ASK}")
    assert [(draft.record.row, draft.prose) for draft in drafts] == [(2, ASK)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "{d}{d}\n", "sep={d}\n", "Plan{d}{d}\n{d}{d}\n"])
def test_sheets_come_in_many_forms(encoding: str, delimiter: str, first: str) -> None:
    text = f'{first}Date{{d}} Copy {{d}}"Notes"\n2026-07-06{{d}} "Hi, ""you""; {ASK}" {{d}}none\n'.replace(
        "{d}", delimiter
    )
    if delimiter == "\t":
        text = text.replace('\t "', '\t"').replace('" \t', '"\t')
    [draft] = read_bytes(text.encode(encoding), "a.csv")
    assert draft.prose == f'Hi, "you"; {ASK}'
    assert source_of(draft, "loaf") == "loaf"


def test_a_quote_after_a_space_may_also_be_just_a_quote() -> None:
    assert prose_of(read(f'id,text\n1, "Fresh" they call it. {ASK}\n2, "\n')[0]) == [
        f' "Fresh" they call it. {ASK.partition(",")[0]}',
        ' "',
    ]


def test_lines_of_a_report_above_the_names_are_passed_over() -> None:
    text = f"Report,Posts,,,\nDate range,1 June 2026 - 30 June 2026,,,\n,,,,\nPost ID,Date,Post,Likes,Link\n1,2026-06-06,{BUY},4,https://a.example\n"
    [draft], [note] = read(text)
    assert (draft.prose, draft.record.row, draft.record.counts) == (BUY, 5, {"likes": 4})
    assert note == "a.csv: post text: column Post; date: column Date"


@pytest.mark.parametrize(
    "text",
    [
        f'"06/07/2026 09:00","{BUY}","https://a.example"\n"07/07/2026 09:00","{ASK}",""\n',
        f"LinkedIn,Scheduled,{BUY}\nInstagram,Draft,{ASK}\n",
        f'1,"{BUY}"\n2,"{ASK}"\n',
        f'"{BUY}",https://a.example/1.jpg\n"{ASK}",https://a.example/2.jpg\n',
    ],
)
def test_a_sheet_without_names_loses_no_row(text: str) -> None:
    drafts, _ = read(text)
    assert [draft.prose for draft in drafts] == [BUY, ASK]
    assert [draft.record.row for draft in drafts] == [1, 2]


def test_commas_of_a_post_without_quotes_are_kept_or_told() -> None:
    drafts, notes = read(f"Date,Text\n2026-07-06,Yes, and {ASK}\n")
    assert (prose_of(drafts), len(notes)) == ([f"Yes, and {ASK}"], 1)
    drafts, notes = read(f"Text,Date\n{ASK} Yes, and more,2026-07-06\n")
    assert prose_of(drafts) == [f"{ASK} Yes, and more"]
    assert "row (2) has more cells than there are names, because its post isn't in quotes" in notes[1]


@pytest.mark.parametrize(
    "posts",
    [
        ["Hurry, the rye is warm!"],
        ["Hello, we bake bread. Come by.", "Rye is back!", "Who wants some, and when, and why?"],
        ["Rye, wheat and spelt are back.", "The oven, at last, is warm.", "https://a.example, see it."],
        ["Rye is back, warm.", "It is warm here.", "Bikes, tea, and cake."],
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_list_of_posts_without_names_or_quotes_keeps_its_commas(posts: list[str], line_end: str) -> None:
    drafts, _ = read(line_end.join(posts) + line_end)
    assert prose_of(drafts) == posts
    assert [draft.record.row for draft in drafts] == list(range(1, len(posts) + 1))


@pytest.mark.parametrize(
    "text",
    ["6/7, Rye is back\n7/7, It is warm, really.\n", "Date, Text\n6/7, Rye is back.\n", "Ann, rye.\nTom, wheat.\n"],
)
def test_cells_with_a_space_before_them_are_cells(text: str) -> None:
    try:
        drafts, _ = read(text)
    except MalformedFile:
        return
    assert all("," not in draft.prose for draft in drafts)


WHOLE = f'2026-07-06,X,"{ASK}",ok\n2026-07-07,X,"{BUY}",draft\n'


@pytest.mark.parametrize(
    ("names", "row"),
    [
        ("Date,Channel,Copy,Status", "2026-07-08,X,One, two, and a third.,ok"),
        ("Date,Channel,Copy,Status", "2026-07-08,X,One, two, and a third.,ok,,"),
        ("Date,Channel,Copy,Status", "2026-07-08,X,One, two, and a third.,"),
        ("Date,Channel,Copy,Status", "2026-07-08,Facebook page,One, two, and a third.,needs review"),
    ],
)
def test_a_post_split_by_its_commas_is_put_together(names: str, row: str) -> None:
    drafts, notes = read(f"{names}\n{WHOLE}{row}\n")
    assert prose_of(drafts) == [ASK, BUY, "One, two, and a third."]
    assert source_of(drafts[2], "two, and") == "two, and"
    assert drafts[2].record.date is not None
    assert notes[1].endswith(
        "1 row (4) has more cells than there are names, because its post isn't in quotes. The post was put together again."
    )


@pytest.mark.parametrize(
    "row",
    [
        "2026-07-08,X,One and a half.,ok,ask Ann for the photo",  # a remark to the right of the table
        '2026-07-08,X,"One, two.",ok,ask Ann, please',
        '2026-07-08,X,"One, two.", and,more',
        "2026-07-08,X,One, two.,ok,2026-07-09,what",
    ],
)
def test_a_row_that_may_be_anything_is_told_by_its_number(row: str) -> None:
    _, notes = read(f"Date,Channel,Copy,Status\n{WHOLE}{row}\n")
    assert notes[1].endswith(
        "1 row (4) has more cells than there are names. If a post has commas in it, put it in quotes."
    )


def test_many_rows_with_too_many_cells_are_told_shortly() -> None:
    _, notes = read(f"Copy,Status\n{ASK},ok\n" + f"{ASK},ok,{ASK}\n" * 7)
    assert "7 rows (3, 4, 5, 6, 7, …) have more cells" in notes[1]


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_comments_to_softsell_in_a_sheet_are_told_to_do_nothing(name: str) -> None:
    post = f"<!-- softsell-disable questions --> {ASK}"
    text = f'text\n"{post}"\n' if name == "a.csv" else f'[{{"text": "{post}"}}]'
    assert "Such comments work in text, Markdown and HTML files only" in read(text, name)[1][1]


def test_a_column_without_a_name_is_asked_for_by_its_number() -> None:
    text = f'"06/07/2026 09:00","{BUY}","{ASK}"\n"07/07/2026 09:00","{ASK}","{BUY}"\n'
    with pytest.raises(MalformedFile, match=r'column 2.*column 3.*--column "2"'):
        read(text)
    assert prose_of(read(text, column="3")[0]) == [ASK, BUY]


def test_what_a_spreadsheet_took_for_a_formula_is_told() -> None:
    rows = "Date,Post\n6/7,The rye is back on the shelf today.\n7/7,#NAME?\n8/7,#N/A\n9/7,We close at noon on Friday.\n"
    notes: list[str] = []
    drafts = read_bytes(rows.encode(), "plan.csv", notes=notes)
    assert prose_of(drafts) == ["The rye is back on the shelf today.", "We close at noon on Friday."]
    assert notes[0].startswith("plan.csv: 2 rows (3, 4) have an error such as #NAME? instead of a post")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<?xml version="1.0"?>\n<Error><Message>The link is too old, ask again</Message></Error>\n', "XML"),
        ("<!DOCTYPE html><html><body><p>Please sign in, then try again</p></body></html>", "a page of HTML"),
        ('{"error": "Please sign in, then try again"}', "JSON"),
    ],
)
def test_a_servers_answer_saved_as_a_sheet_is_told(text: str, what: str) -> None:
    with pytest.raises(NoPosts, match=f"plan.csv: this is {what}"):
        read_bytes(text.encode(), "plan.csv")


GERMAN = [
    "Der Roggen ist wieder da, und der Ofen ist warm. Kommt vorbei!",
    "Wer hat noch ein Fahrrad im Keller, das niemand fährt?",
]
ENGLISH = [
    "The rye is back, and the oven is warm. Come and see us!",
    "Who has a bicycle in the cellar that nobody rides?",
]
DUTCH = [
    "De rogge is er weer en de oven is warm, we zijn er of je komt later!",
    "Wie heeft er een fiets in de kelder die niemand gebruikt?",
]
JAPANESE = ["ライ麦パンが戻ってきました。", "地下室に自転車をお持ちの方は?"]


@pytest.mark.parametrize("others", [[GERMAN], [DUTCH], [JAPANESE], [GERMAN, DUTCH, JAPANESE]])
def test_of_a_column_for_each_language_the_english_one_is_read(others: list[list[str]]) -> None:
    names = [f"Text {letter}" for letter in "BCD"[: len(others)]]
    columns = [*zip(names, others, strict=True), ("Text A", ENGLISH)]
    rows = ["Date\t" + "\t".join(name for name, _ in columns)]
    rows += [f"{day}/7\t" + "\t".join(texts[day - 6] for _, texts in columns) for day in (6, 7)]
    drafts, notes = read("\n".join(rows) + "\n", "plan.tsv")
    assert prose_of(drafts) == ENGLISH
    assert "post text: column Text A (the only one in English)" in notes[0]


def test_columns_that_may_both_be_english_are_asked_about() -> None:
    short = ["Rye! #rye #oven #warm #bread", "Bikes! #bikes #cellar"]
    for other in (ENGLISH[::-1], short):
        rows = [f'6/7,"{ENGLISH[0]}","{other[0]}"', f'7/7,"{ENGLISH[1]}","{other[1]}"']
        with pytest.raises(UnclearColumn):
            read("Date,LinkedIn text,X text\n" + "\n".join(rows) + "\n")
    with pytest.raises(UnclearColumn):
        read("Date,Text A,Text B\n" + "\n".join(f'{n}/7,"{GERMAN[n - 6]}","{DUTCH[n - 6]}"' for n in (6, 7)) + "\n")


def test_the_title_of_a_plan_is_no_post() -> None:
    posts = [f"{text} Come in and see us!" for text in ENGLISH]
    for title, more in (("Posts for July 2026", []), ("You may plan to come", ["You may plan to come"])):
        rows = "\n".join(f'"{text}"' for text in (title, *posts))
        assert prose_of(read(rows + "\n")[0]) == [*more, *posts]
