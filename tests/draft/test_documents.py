"""Rich text, documents of LibreOffice, and emails."""

# ruff: noqa: E501 - XML
from __future__ import annotations

import contextlib
import io
import zipfile
from email.message import EmailMessage

import pytest
from tests.draft.draft_properties import prose_of

from softsell.draft import Draft, is_found_in_folders, read_bytes
from softsell.draft.email_frame import without_frame
from softsell.draft.package_guard import clean_copy
from softsell.errors import (
    BinaryFile,
    DraftError,
    DraftTooLarge,
    MalformedFile,
    NoPosts,
    UndecodableFile,
    UnknownFileType,
)

RYE = "The rye is back, and it’s “warm” – come in."
BIKES = "Who has a bicycle to lend us on Saturday? 🚲"
TEA = "Tea is at four, and the scones are on us."


def read(data: bytes | str, name: str) -> tuple[list[str], list[str]]:
    notes: list[str] = []
    drafts: list[Draft] = read_bytes(data.encode("cp1252") if isinstance(data, str) else data, name, notes=notes)
    return prose_of(drafts), notes


def rich(body: str, above: str = "") -> str:
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0 Calibri;}}}}{above}\uc1\pard {body}}}" + "\r\n\0"


RICH_RYE = r"The rye is back, and it\rquote s \'93warm\'94 \endash  come in."
RICH_BIKES = r"Who has a bicycle to lend us on Saturday? \u-10179?\u-8526?"


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        (rf"{RICH_RYE}\par", [RYE]),
        (rf"{RICH_BIKES}\par", [BIKES]),
        ("The rye is back,\r\n and it\\u8217's {\\b \\i \\'93warm\\'94} \\u8211? come in.\\\n", [RYE]),
        (rf"{TEA}\par\par {RICH_BIKES}\par", [f"{TEA}\n\n{BIKES}"]),
        (rf"{TEA}\par ---\par {RICH_BIKES}\par", [TEA, BIKES]),
        (rf"{TEA}\par\pard\brdrb\brdrs\par\pard {RICH_BIKES}\par", [TEA, BIKES]),
        (r"{\field{\*\fldinst HYPERLINK a.example}{\fldrslt Tea}} is at four, {\strike maybe }{\v secret}and the scones are on us.\par", [TEA]),
        (TEA + r"{\footnote A note.}{\*\annotation Ask Ann.}{\pict\bin4 }{\}}\par", [TEA]),
        (rf"{{\pntext\'B7\tab}}{TEA}\line Bring {{\{{\}}\\}} too.", [f"{TEA}\nBring {{}}\\ too."]),
        (r"\uc2 Tea\u8217\'92\'92s is\u8230...\uc0 at four.", ["Tea’s is….at four."]),
        (rf"\b Monday 6 July\b0\par {RICH_RYE}\par\b Tuesday 7 July\b0\par {TEA}\par", [RYE, TEA]),
        (rf"\b Monday\par\b0 {RICH_RYE}\par\b Tuesday\b0\par {TEA}\par", [RYE, TEA]),
        (rf"\trowd\intbl Date\cell Copy\cell\row\trowd\intbl 6/7\cell {RICH_RYE}\cell\row\intbl 7/7\cell {TEA}\cell\row\pard", [RYE, TEA]),
        ("", []),
    ],
)  # fmt: skip
def test_rich_text(body: str, prose: list[str]) -> None:
    assert read(rich(body), "posts.rtf")[0] == prose


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n", b"\xef\xbb\xbf \n"])
@pytest.mark.parametrize("name", ["posts.rtf", "posts.doc"])
def test_rich_text_may_begin_with_what_an_editor_wrote_before_it(before: bytes, name: str) -> None:
    assert read(before + rich(rf"{RICH_RYE}\par").encode("cp1252"), name)[0] == [RYE]


@pytest.mark.parametrize("blank", ["", r"\par "])
def test_bold_lines_within_a_post_have_no_mark(blank: str) -> None:
    rule = rf"{blank}---\par {blank}"
    body = rf"Here are two posts for you:\par {rule}\b It's warm!\b0\par {blank}{TEA}\par {rule}{RICH_RYE}\par"
    assert read(rich(body), "posts.rtf")[0] == [f"It's warm!\n\n{TEA}", RYE]


def test_code_pages_of_rich_text() -> None:
    text = r"{\rtf1\ansi\ansicpg1251 \'d0\'ee\'e6\'fc}"
    assert read(text, "a.rtf")[0] == ["Рожь"]
    assert read(r"{\rtf1\mac caf\'8e}", "a.rtf")[0] == ["café"]
    assert read(r"{\rtf1\ansi\ansicpg932 \'83\'70\'83\'93}", "a.rtf")[0] == ["パン"]
    assert read(r"{\rtf1\ansi\ansicpg99999 caf\'e9}", "a.rtf")[0] == ["café"]


def test_what_is_no_rich_text_is_refused() -> None:
    with pytest.raises(BinaryFile, match=r"a\.rtf: this isn't a rich text file"):
        read(TEA, "a.rtf")
    with pytest.raises(MalformedFile, match="nested too deeply"):
        read(r"{\rtf1" + "{" * 100_000, "a.rtf")


def test_halves_of_characters_in_rich_text_are_replaced() -> None:
    assert read(rich(r"Tea\u-10179? is\u-8498? at four.\u0?"), "a.rtf")[0] == ["Tea\ufffd is\ufffd at four.\ufffd"]


NAMESPACES = 'xmlns:office="o" xmlns:style="s" xmlns:text="t" xmlns:table="b" xmlns:draw="d"'


def document(body: str, styles: str = "", member: str = "content.xml", tag: str = "office:text") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            member,
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><{tag}>{body}</{tag}></office:body></office:document-content>",
        )
    return file.getvalue()


STRUCK = '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
LINE = '<style:style style:name="P9" style:parent-style-name="Horizontal_20_Line"/>'


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        (f"<text:p>{RYE}</text:p>", [RYE]),
        (f"<text:p>{RYE}</text:p><text:p/><text:p>{TEA}</text:p>", [f"{RYE}\n\n{TEA}"]),
        (f"<text:p>{RYE}</text:p><text:p>---</text:p><text:p>{TEA}</text:p>", [RYE, TEA]),
        (f'<text:p>{RYE}</text:p><text:p text:style-name="P9"/><text:p>{TEA}</text:p>', [RYE, TEA]),
        ("<text:p>Tea is\n   at <text:span>four</text:span>,<text:s/>and the<text:line-break/>scones.</text:p>", ["Tea is at four, and the\nscones."]),
        ("<text:p>Tea<office:annotation><text:p>Ask Ann.</text:p></office:annotation> is <text:span text:style-name='T1'>maybe </text:span>on.</text:p>", ["Tea is on."]),
        ("<text:tracked-changes><text:deletion><text:p>Old.</text:p></text:deletion></text:tracked-changes><text:p>Tea<text:note><text:p>A note.</text:p></text:note>.</text:p>", ["Tea."]),
        (f"<text:p>{TEA}<draw:frame><draw:text-box><text:p>Box</text:p></draw:text-box></draw:frame></text:p>", [TEA]),
        (f"<text:h>Post 1, Facebook</text:h><text:p>{RYE}</text:p><text:h>Post 2, Facebook</text:h><text:p>{TEA}</text:p>", [RYE, TEA]),
        (f"<text:list><text:list-item><text:p>{TEA}</text:p></text:list-item></text:list>", [TEA]),
        ("", []),
    ],
)  # fmt: skip
def test_documents_of_libreoffice(body: str, prose: list[str]) -> None:
    assert read(document(body, STRUCK + LINE), "posts.odt")[0] == prose


def test_a_table_in_a_document_of_libreoffice() -> None:
    def row(*cells: str) -> str:
        written = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{written}</table:table-row>"

    table = f"<table:table>{row('Date', 'Copy')}{row('6/7', RYE)}{row('7/7', TEA)}</table:table>"
    prose, notes = read(document(f"<text:p>Plan</text:p>{table}"), "plan.odt")
    assert prose == [RYE, TEA]
    assert notes[-1] == "plan.odt: the posts of the table are checked, the text around it isn't"


def test_documents_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"", b"Hi", b"PK\x03\x04", document("", member="other.xml"), document("", tag="office:spreadsheet")):
        with pytest.raises(BinaryFile, match=r"^a\.odt: "):
            read(data, "a.odt")
    monkeypatch.setattr("softsell.draft.open_document.MOST_ELEMENTS", 1_000)
    with pytest.raises(DraftTooLarge, match="larger than softsell reads"):
        read(document("<text:p/>" * 1_000), "a.odt")


@pytest.mark.parametrize("encoding", ["foo", "zip", "rot13", "utf-7", "idna", "punycode", "undefined", "big5"])
def test_documents_in_an_encoding_that_cannot_be_read(encoding: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("content.xml", f'<?xml version="1.0" encoding="{encoding}"?><a/>')
    with pytest.raises(BinaryFile, match=r"a\.odt: this document can't be read"):
        read(file.getvalue(), "a.odt")
    with pytest.raises(BinaryFile, match=r"a\.ods: this file is damaged"):
        clean_copy(file.getvalue(), "a.ods", sheets=True)


def test_a_document_may_be_nested_as_deeply_as_it_likes() -> None:
    deep = "<text:span>" * 20_000 + TEA + "</text:span>" * 20_000
    assert read(document(f"<text:p>{deep}</text:p>"), "a.odt")[0] == [TEA]


def email(text: str = "", html: str = "", attached: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = "Lucía Romero <lu@shop.example>"
    message["To"] = "jo@desk.example"
    message["Subject"] = "This week's posts"
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    if attached:
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=attached)
    return message.as_bytes()


PARTS = (
    "From: a@b.example\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: {}; charset=utf-8\n\n{}\n"
    "--c\nContent-Type: image/png; name=oven.png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    "--c\nContent-Type: {}; charset=utf-8\n\n{}\n--c--\n"
)
DEEP = "From: a@b.example\n" + "Content-Type: multipart/mixed; boundary{0}a\n\n--a\n" * 31
BELOW = "On Mon, 3 Mar 2025 at 09:02, Jo <jo@desk.example> wrote:\n> Please send me the posts.\n> Jo\n"


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        (f"Hi Jo,\n\nhere are the two for this week.\n\nPost 1 (Instagram):\n{RYE}\n\nPost 2 (Facebook):\n{TEA}\n\nCould you look at them before lunch? Thanks!\n\nLucía\n\n-- \nLucía Romero | 0113 496 0000\n\n{BELOW}", [RYE, TEA]),
        (f"Hi Jo,\n\nhere's the text for Friday:\n\n{RYE}\n\n{BIKES}\n\nThanks,\nLucía", [f"{RYE}\n\n{BIKES}"]),
        (f"Hi Jo,\n{RYE}\n\nCheers,\nLucía", [RYE]),
        (f"{RYE}\n---\n{TEA}\n\nSent from my phone\n", [RYE, TEA]),
        (f"{RYE}\n\n{BELOW}", [RYE]),
        (f"See below!\n\n---------- Forwarded message ----------\nFrom: Ann <ann@shop.example>\nDate: Monday\nSubject: The post\n\n{TEA}\n", [TEA]),
        ("Following your wishes, we bake rye again.\n\nOn Monday our baker wrote: rye is love.", ["Following your wishes, we bake rye again.\n\nOn Monday our baker wrote: rye is love."]),
    ],
)  # fmt: skip
def test_the_posts_of_an_email(text: str, prose: list[str]) -> None:
    assert read(email(text), "drafts.eml")[0] == prose
    assert read(email(text, html="<p>The same once more.</p>"), "drafts.eml")[0] == prose
    assert read(email(text).replace(b"\n", b"\r\n"), "drafts.eml")[0] == prose


ANN = "Thanks,\nAnn"


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (f"{RYE}\n\nSee you on Saturday!\n\n{ANN}", f"{RYE}\n\nSee you on Saturday!"),
        (f"{RYE}\nSee you on Saturday!\n{ANN}", f"{RYE}\nSee you on Saturday!"),
        (f"{RYE}\n\nLove is in the air!", f"{RYE}\n\nLove is in the air!"),
        (f"{RYE}\n\nThanks for coming!\n\nThank you, Bristol!\n\n{ANN}", f"{RYE}\n\nThanks for coming!\n\nThank you, Bristol!"),
        (f"{RYE}\n\nWhat do you think?\n\n{ANN}", f"{RYE}\n\nWhat do you think?"),
        (f"{RYE} Could you post it at nine?\n\n{ANN}", f"{RYE} Could you post it at nine?"),
        (f"{RYE}\n\nWill you post a picture of yours?\n\n{ANN}", f"{RYE}\n\nWill you post a picture of yours?"),
        (f"{RYE}\n\nPlease post it at nine.\n\nThanks Jo!\n\nAnn\n\nThe Mill", RYE),
        (f"Post 1:\n{RYE}\n\nPost 2:\n\nThanks!\n\n{ANN}", f"Post 1:\n{RYE}\n\nPost 2:\n\nThanks!"),
        (f"Post 1:\n{RYE}\n\nInstagram\nOpen Again", f"Post 1:\n{RYE}\n\nInstagram\nOpen Again"),
        (f"Post 1:\n{RYE}\n\nPost 2:\n\nRye Bread", f"Post 1:\n{RYE}\n\nPost 2:\n\nRye Bread"),
        (f"Post 1:\n{RYE}\n\nCheers\n\nLinkedIn:\nOpen Again", f"Post 1:\n{RYE}\n\nCheers\n\nLinkedIn:\nOpen Again"),
        (f"{RYE}\n\n{ANN}\n\nX", RYE),
        (f"Good morning Bristol!\n\n{RYE}", f"Good morning Bristol!\n\n{RYE}"),
        (f"Hello autumn!\n{RYE}", f"Hello autumn!\n{RYE}"),
        (f"Hello Jo!\n\n{RYE}\n\n{ANN}", RYE),
        (f"Hello Jo!\n\nHere's the post for Friday.\n\n{RYE}", RYE),
        (f"Hello Jo,\n\nfor the shop:\n\n{RYE}", RYE),
        (f"Our plan for today:\n\n{RYE}", f"Our plan for today:\n\n{RYE}"),
        (f"Here are three reasons to bake.\n\n{RYE}", f"Here are three reasons to bake.\n\n{RYE}"),
        (f"{BELOW}\nHere's the post:\n\n{RYE}\n\n{ANN}", RYE),
        (f"Hi Jo,\n\n{BELOW}\n{RYE}", RYE),
        (f"{RYE}\n\n{BELOW}\n{TEA}", RYE),
        (f"-----Original Message-----\n{TEA}", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_what_stands_around_the_posts_of_an_email(text: str, posts: str) -> None:
    assert without_frame(text).text == posts


def test_an_email_with_a_picture_between_its_texts() -> None:
    assert read(PARTS.format("text/plain", RYE, "text/plain", TEA).encode(), "a.eml")[0] == [f"{RYE}\n\n{TEA}"]
    long = "Tea is at four. " * 50_000
    with pytest.raises(DraftTooLarge, match="longer than softsell reads"):
        read(PARTS.format("text/plain", long, "text/plain", long), "a.eml")


@pytest.mark.parametrize(
    ("charset", "written", "prose"),
    [
        ("iso-8859-1", "it’s".encode("cp1252"), "it’s"),
        ("Windows-1252", "it’s".encode("cp1252"), "it’s"),
        ("shift_jis", "パン".encode("shift_jis"), "パン"),
        ("koi8-r", "Рожь".encode("koi8-r"), "Рожь"),
        ("gb2312", "面包".encode("gb2312"), "面包"),
        ("macintosh", "café".encode("mac-roman"), "café"),
        ("punycode", "it’s".encode(), "it’s"),
        ("unicode_escape", b"\\u0041", "\\u0041"),
        ("undefined", "it’s".encode(), "it’s"),
        ("a\0b", "it’s".encode(), "it’s"),
        ("", "it’s".encode(), "it’s"),
    ],
)
def test_encodings_of_an_email(charset: str, written: bytes, prose: str) -> None:
    head = f"From: a@b.example\nX-A: {'b' * 1_000}\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert read(head + written, "a.eml")[0] == [prose]


def test_the_name_of_an_encoding_in_an_encoding_that_does_not_exist() -> None:
    for named in ("charset*0*=a%00b'en'utf-8", "charset*=zip''utf-8", "charset*=a%00b''utf-8", "charset*=\0''utf-8"):
        head = f"From: a@b.example\nX-A: {'b' * 1_000}\nContent-Type: text/plain; {named}\n\n"
        assert read(f"{head}{RYE}".encode(), "a.eml")[0] == [RYE]


def test_an_email_that_begins_with_blank_lines_or_is_damaged() -> None:
    assert read(b"\r\n\r\n" + email(RYE), "a.eml")[0] == [RYE]
    head = b"From: a@b.example\nContent-Transfer-Encoding: x-uuencode\n\n"
    for damaged in (b"Tea", b"begin 666 a\n#\xff\xff", b"begin 666 a\n$abcdefghijklm\n"):
        with contextlib.suppress(DraftError):
            read(head + damaged, "a.eml")


def test_an_email_in_html_and_its_attachments() -> None:
    page = f"<p>Hi Jo,</p><p>here's the post:</p><p>{RYE}</p><p>{TEA}</p><blockquote>Please send it.</blockquote>"
    prose, notes = read(email(html=page, attached="plan.xlsx"), "a.eml")
    assert prose == [f"{RYE}\n\n{TEA}"]
    assert notes == [
        "a.eml: only the posts of this email are checked; the greeting, the signature and other words around them aren't",
        "a.eml: attachments aren't read: plan.xlsx. Save them, and check those with posts.",
    ]


def test_lines_that_a_mail_program_broke_are_put_together() -> None:
    head = "From: a@b.example\nTo: c@d.example\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    assert read(f"{head}Tea is at four, \nand the scones \nare on us.\n".encode(), "a.eml")[0] == [TEA]


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", BinaryFile, "isn't an email"),
        (b"\xd0\xcf\x11\xe0 \0 x", BinaryFile, "isn't an email"),
        (TEA.encode(), BinaryFile, "isn't an email"),
        (email(BELOW), NoPosts, "no text of its own"),
        (email(attached="plan.xlsx"), NoPosts, "no text of its own"),
        (
            b"From: a@b.example\nContent-Type: text/plain; charset=ascii\n\ncaf\xe9",
            DraftError,
            "the encoding that it names",
        ),
        (b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * 5_000, DraftTooLarge, "more parts"),
        (b"From: a@b.example\n\n" + b"Tea is at four. " * 100_000, DraftTooLarge, "longer than softsell reads"),
        (b"From: a@b.example\n\n" + b"Tea is at four.\r\n" * 100_001, DraftTooLarge, "more lines"),
        (b"From: a@b.example\n\n" + b"Tea is at four.\r" * 100_001, DraftTooLarge, "more lines"),
        (
            "From: a@b.example\nContent-Type: multipart/mixed; boundary=c\n" + "\n--c\n" * 1_001,
            DraftTooLarge,
            "more parts",
        ),
        (DEEP.format("="), DraftTooLarge, "more parts"),
        (DEEP.format("*0*="), DraftTooLarge, "more parts"),
        (b"From: a@b.example\nContent-Type: text/plain" + b";a" * 100_000, DraftTooLarge, "longer headers"),
        (b"From: a@b.example\nTo: " + b"c@d.example,\n " * 10_000, DraftTooLarge, "longer headers"),
        (b"From: a@b.example\n" + b"X-A: b\n" * 1_000 + b"\nTea.", DraftTooLarge, "longer headers"),
        (PARTS.format("text/plain", TEA, "text/plain" + ";a" * 10_000, TEA), DraftTooLarge, "longer headers"),
    ],
)
def test_emails_that_cannot_be_read(data: bytes | str, error: type[DraftError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        read(data, "a.eml")
    assert str(caught.value).startswith("a.eml: ")


def test_emails_are_read_only_if_they_are_named() -> None:
    names = ["a.rtf", "a.odt", "a.eml", "a.mht", "a.doc", "a.xls", ".~lock.a.odt", "~$a.rtf"]
    assert [name for name in names if is_found_in_folders(name)] == ["a.rtf", "a.odt"]


PAGE = "<html><body><table><tr><td>Date</td><td>Post</td></tr><tr><td>6/7</td><td>{}</td></tr><tr><td>7/7</td><td>{}</td></tr></table></body></html>"


def test_a_web_page_in_a_single_file() -> None:
    saved = email(html=PAGE.format(RYE, TEA), attached="oven.jpg")
    assert read(saved, "plan.mht")[0] == [RYE, TEA]
    assert read(email(html=f"<p>{TEA}</p>"), "post.mhtml")[0] == [TEA]
    with pytest.raises(NoPosts, match="no page of HTML"):
        read(email(TEA), "a.mht")
    with pytest.raises(BinaryFile, match="isn't a web page"):
        read(TEA, "a.mht")
    with pytest.raises(DraftTooLarge, match="text of this page is longer"):
        read(b"From: a@b.example\nContent-Type: text/html\n\n" + b"<p>" * 400_000, "a.mht")
    with pytest.raises(UndecodableFile, match="text of this page isn't in the encoding"):
        read(b"From: a@b.example\nContent-Type: text/html\n\ncaf\xe9", "a.mht")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PAGE.format(RYE, TEA).encode(), "export.xls"),
        (b"\xef\xbb\xbf" + PAGE.format(RYE, TEA).encode(), "plan.doc"),
        (f"Date\tPost\n6/7\t{RYE}\n7/7\t{TEA}\n".encode("utf-16"), "export.xls"),
        (f"Date\tPost\n6/7\t{RYE}\n7/7\t{TEA}\n".encode("cp1252"), "export.xls"),
        (rich(rf"{RICH_RYE}\par ---\par {TEA}\par").encode("cp1252"), "posts.doc"),
    ],
)
def test_what_other_programs_name_as_if_it_were_of_word_or_excel(data: bytes, name: str) -> None:
    assert read(data, name)[0] == [RYE, TEA]


@pytest.mark.parametrize("name", ["a.doc", "a.xls"])
def test_files_of_old_word_and_excel_are_refused(name: str) -> None:
    for data in (b"\xd0\xcf\x11\xe0\0\0\t", b"", TEA.encode()):
        with pytest.raises(UnknownFileType, match="softsell doesn't read"):
            read(data, name)
