"""Reads drafts from text, bytes or a file: chooses the reader and enforces the limits.

Each reader has its own module, which is imported when it's first needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from softsell.compile_later import compile_later
from softsell.diagnostics import nearest
from softsell.draft.draft import Context, Draft
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import DraftError, DraftTooLarge, NoPosts, UnknownFileType, UsageError

if TYPE_CHECKING:
    from softsell.draft.labels import Label

Markup = Literal["plain", "markdown", "html"]
MARKUPS: tuple[Markup, ...] = ("plain", "markdown", "html")

MAX_BYTES = 50_000_000
"""Maximum size of a file."""
MAX_DRAFTS = 100_000
"""Maximum number of drafts in one file."""

STANDARD_INPUT = "-"
"""The name of a text without a file, which is read as plain text."""

_NO_CONTEXT = Context()


def read_text(text: str, *, markup: Markup = "plain", context: Context = _NO_CONTEXT) -> Draft:
    """Read the whole of ``text`` as one draft. Lines of dashes don't split it.

    Plain text stays exactly as it is. Front matter is read in Markdown and overrides ``context``. Comments to softsell are
    read in Markdown and HTML.

    Raises:
        DraftTooLarge: the text has more than ``MAX_CHARACTERS`` code points.
        LoneSurrogate, BinaryFile: the text contains something that isn't text.
        MalformedFile: front matter or a comment to softsell can't be understood.
        UsageError: the markup is unknown.
    """
    if markup not in MARKUPS:
        raise UsageError(f"softsell doesn't know that markup. Choose one of {', '.join(MARKUPS)}.")
    source = Source(text)
    source.check_length()
    source.check_characters()
    whole = Span(source.start, len(text))
    if markup == "markdown":
        return _markdown_text(source, context)
    if markup == "html":
        from softsell.draft.html_text import read_html

        return read_html(source, whole, context)
    from softsell.draft.plain import read_verbatim

    return read_verbatim(source, whole, context)


def read_file(path: Path) -> list[Draft]:
    """Read the drafts in a file. The file's ending decides its format. A file without text has no drafts.

    Args:
        path: ``.txt .text .post``, ``.md .markdown .mkd .mdx .qmd``, ``.html .htm``, ``.csv .tsv``, ``.json``, ``.jsonl .ndjson``,
            ``.js`` as in X's archive, ``.yaml .yml``, ``.rtf``, ``.odt``, ``.eml``, ``.mht .mhtml``, and with ``softsell[office]``
            ``.xlsx .xlsm .ods`` and ``.docx``.

    Raises:
        DraftError: the file can't be opened or checked.
    """
    _require_reader(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            size = max(len(data), path.stat().st_size)
    except OSError as error:
        raise DraftError(f"{path}: the file can't be opened: {error.strerror or 'unknown reason'}.") from None
    _check_size(size, str(path))
    return _read_drafts(data, str(path), None, _NO_CONTEXT, [])


def read_bytes(
    data: bytes,
    name: str,
    *,
    column: str | None = None,
    context: Context = _NO_CONTEXT,
    notes: list[str] | None = None,
) -> list[Draft]:
    """Like ``read_file``, for bytes in memory.

    Args:
        data: the bytes.
        name: the name of the file, whose ending decides the format; ``-`` is plain text.
        column: where the posts are, if softsell would guess wrong: a column of a sheet, by its name or its number from 1, or a key of JSON
            records, with dots for keys in keys (``post.record.text``). Other files ignore it.
        context: what applies to all drafts. Front matter overrides it.
        notes: gets what the user should know about how the file was read, such as the columns that were chosen.
    """
    _check_size(len(data), name)
    return _read_drafts(data, name, column, context, [] if notes is None else notes)


def _read_drafts(data: bytes, name: str, column: str | None, context: Context, notes: list[str]) -> list[Draft]:
    ending = _ending(name)
    if ending in OLD_ENDINGS:
        ending = _what_it_is(data, ending)
    if ending in OFFICE_ENDINGS:
        from softsell.draft import office

        read = office.read_document if ending in office.DOCUMENTS else office.read_workbook
        drafts = read(data, name, context, column, notes)
    elif ending in DOCUMENT_ENDINGS:
        drafts = _read_document(data, name, ending, context, column, notes)
    else:
        from softsell.draft.decoding import decode, encoding_read
        from softsell.draft.unread import describe_misread, describe_quotes, describe_struck, describe_struck_in_html

        reader = _READERS.get(ending)
        if reader is None:
            raise UnknownFileType(_describe_unknown_type(name, ending))
        source = Source(decode(data, name, sheet=ending in SHEET_ENDINGS, page=ending in HTML_ENDINGS), name)
        if ending in SHEET_ENDINGS and encoding_read(data) == "cp1252":
            notes.append(
                source.name_message(
                    "read as Windows-1252, an older encoding. If letters look wrong, save the file as “CSV UTF-8”."
                )
            )
        source.check_characters()
        drafts = list(islice(reader(source, context, column, notes), MAX_DRAFTS + 1))
        notes += describe_misread(source) if ending not in _JSON_ENDINGS else ()
        if ending in MARKDOWN_ENDINGS:
            notes += describe_quotes(source, drafts)
            notes += describe_struck(source, drafts)
        elif ending in HTML_ENDINGS:
            notes += describe_struck_in_html(source, drafts)
    if len(drafts) > MAX_DRAFTS:
        raise DraftTooLarge(f"{name}: this file holds more than {MAX_DRAFTS:,} posts. Split it into smaller files.")
    return drafts


def _read_document(
    data: bytes, name: str, ending: str, context: Context, column: str | None, notes: list[str]
) -> list[Draft]:
    from softsell.draft.documents import read_blocks

    if ending == ".eml":
        from softsell.draft.email_text import read_email

        return read_email(data, name, context, notes)
    if ending in _PAGES_IN_ONE_FILE:
        from softsell.draft.email_text import read_web_page

        return list(_html_file(read_web_page(data, name), context, column, notes))
    if ending == ".odt":
        from softsell.draft.open_document import read_open_document

        return read_blocks(read_open_document(data, name), name, context, column, notes)
    from softsell.draft.rich_text import read_rich_text

    return read_blocks(read_rich_text(data, name), name, context, column, notes)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower() if name != STANDARD_INPUT else ".txt"


def _what_it_is(data: bytes, ending: str) -> str:
    """Return the ending that a file named as an old one of Word or Excel should have. Programs name pages, tables and rich text so."""
    head = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"PK\x03\x04"):
        return ".docx" if ending == ".doc" else ".xlsx"
    if head[:20].lower().startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return ".html"
    is_text = b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return ".tsv" if ending == ".xls" and is_text and b"\t" in head else ending


def _require_reader(name: str) -> None:
    """Raise UnknownFileType for a file that isn't even opened, because its ending has no reader."""
    if _ending(name) not in ENDINGS + OLD_ENDINGS:
        raise UnknownFileType(_describe_unknown_type(name, _ending(name)))


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise DraftTooLarge(
            f"{name}: the file has {size:,} bytes; softsell reads up to {MAX_BYTES:,}. Split it into smaller files."
        )


def _plain_file(source: Source, context: Context, _column: str | None, notes: list[str]) -> Iterator[Draft]:
    from softsell.draft.archives.chat_text import read_chat
    from softsell.draft.archives.text_records import read_text_records
    from softsell.draft.other_formats import describe_other_format
    from softsell.draft.plain import read_plain

    if (chat := read_chat(source, context, notes)) is not None:
        return chat
    if other := describe_other_format(source):
        raise NoPosts(source.name_message(other))
    records = read_text_records(source, context, notes)
    return iter(records) if records is not None else read_posts(source, context, read_plain, notes, markdown=False)


def _markdown_file(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    from softsell.draft.archives.chat_text import read_chat
    from softsell.draft.archives.kanban import read_board
    from softsell.draft.fenced_json import read_fenced_json
    from softsell.draft.markdown import read_markdown
    from softsell.draft.markdown_table import read_tables
    from softsell.draft.task_posts import read_tasks

    if (chat := read_chat(source, context, notes)) is not None:
        return chat
    if (board := read_board(source, context, notes)) is not None:
        return iter(board)
    if (tasks := read_tasks(source, context, notes)) is not None:
        return iter(tasks)
    tables = read_tables(source, context, column, notes)
    if tables is None:
        tables = read_fenced_json(source, context, column, notes)
    if tables is not None:
        return iter(tables)
    return read_posts(source, context, read_markdown, notes, markdown=True)


def read_posts(
    source: Source,
    context: Context,
    read: Callable[[Source, Span, Context], Draft],
    notes: list[str],
    *,
    markdown: bool,
) -> Iterator[Draft]:
    """Yield the posts of a text, each read by ``read`` with what its front matter and the line above it say of it."""
    from softsell.draft.parts import split_into_parts
    from softsell.draft.plain import read_plain
    from softsell.draft.posts import split_posts
    from softsell.draft.unread import is_mostly_struck

    posts = split_posts(source, markdown=markdown, platform=context.platform)
    labels: list[Label] = []
    for span, above, label, fenced in split_into_parts(
        source, posts, notes, markdown=markdown, platform=context.platform
    ):
        source.check_post_length(
            span.start, span.end - span.start, "A line of three dashes separates the posts of a file."
        )
        said = replace(context, platform=label.platform) if label and label.platform else context
        read_post = read_plain if fenced else read
        draft = above.onto(read_post(source, span, above.over(said))) if above else read_post(source, span, said)
        if label:
            labels += [] if fenced else [label]
            if markdown and not draft.prose.strip() and is_mostly_struck(source.text, draft):
                continue  # its writer dropped the whole post
            if label.date and draft.record.date is None:
                draft = replace(draft, record=replace(draft.record, date=label.date))
        yield draft
    if labels:
        notes.append(source.name_message(_describe_labels(labels)))


def _describe_labels(labels: Sequence[Label]) -> str:
    platforms = ", ".join(dict.fromkeys(label.platform for label in labels if label.platform))
    if all(label.kinds == {"platform"} for label in labels):
        return f"a post begins below each line that names its platform: {platforms}"
    places = f"; their platforms: {platforms}" if platforms else ""
    return f"a post begins below each line such as “{labels[0].written}”{places}"


def _markdown_text(source: Source, context: Context) -> Draft:
    from softsell.draft.markdown import read_markdown
    from softsell.draft.posts import leading_front_matter

    span, above = leading_front_matter(source)
    return (
        above.onto(read_markdown(source, span, above.over(context))) if above else read_markdown(source, span, context)
    )


def _html_file(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    from softsell.draft.archives.html_pages import describe_archive, is_telegram
    from softsell.draft.html_parts import read_article, split_page
    from softsell.draft.html_tables import read_tables
    from softsell.draft.letter_frame import without_frame

    if is_telegram(source.text):
        from softsell.draft.archives.telegram_page import read_channel

        yield from read_channel(source, context, notes)
        return
    if archive := describe_archive(source.text):
        raise NoPosts(source.name_message(archive))
    if (tables := read_tables(source, context, column, notes)) is not None:
        yield from tables
        return
    if source.text[source.start :].strip():
        source.check_post_length(source.start, len(source.text) - source.start)
        page = without_frame(read_article(source, context))
        posts = split_page(page)
        if labels := [label for _, label in posts if label]:
            notes.append(source.name_message(_describe_labels(labels)))
        yield from (post for post, _ in posts)


def _delimited_file(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    from softsell.draft.delimited import read_delimited
    from softsell.draft.other_formats import describe_markup

    if other := describe_markup(source):
        raise NoPosts(source.name_message(other))
    return read_delimited(source, context, column, notes)


def _json_file(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    from softsell.draft.json_records import read_json

    return read_json(source, context, column, notes)


def _json_lines_file(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    from softsell.draft.json_records import read_json_lines

    return read_json_lines(source, context, column, notes)


def _yaml_file(source: Source, context: Context, column: str | None, notes: list[str]) -> Iterator[Draft]:
    from softsell.draft.yaml_records import read_yaml

    return read_yaml(source, context, column, notes)


_Reader = Callable[[Source, Context, str | None, list[str]], Iterator[Draft]]
"""Reads a file: its text, what applies to all drafts, the column that the user named, and where notes go."""

SHEET_ENDINGS = (".csv", ".tsv")
YAML_ENDINGS = (".yaml", ".yml")
_JSON_ENDINGS = (".json", ".jsonl", ".ndjson", ".js")
HTML_ENDINGS = (".html", ".htm")
MARKDOWN_ENDINGS = (".md", ".markdown", ".mkd", ".mdx", ".qmd")

_READERS: Mapping[str, _Reader] = {
    **dict.fromkeys((".txt", ".text", ".post"), _plain_file),
    **dict.fromkeys(MARKDOWN_ENDINGS, _markdown_file),
    **dict.fromkeys(HTML_ENDINGS, _html_file),
    **dict.fromkeys(SHEET_ENDINGS, _delimited_file),
    ".json": _json_file,
    **dict.fromkeys((".jsonl", ".ndjson"), _json_lines_file),
    ".js": _json_file,
    **dict.fromkeys(YAML_ENDINGS, _yaml_file),
}

TEXT_ENDINGS = tuple(_READERS)
"""The endings of text files that softsell reads."""

OFFICE_ENDINGS = (".xlsx", ".xlsm", ".ods", ".docx")
"""The endings of the files that it reads with the extra ``softsell[office]``."""

_PAGES_IN_ONE_FILE = (".mht", ".mhtml")
DOCUMENT_ENDINGS = (".rtf", ".odt", ".eml", *_PAGES_IN_ONE_FILE)
"""The endings of documents and emails that it reads without that extra. It doesn't write into them either."""

OLD_ENDINGS = (".doc", ".xls")
"""The endings of files of old Word and Excel, which it reads only if they are something else, and only if they're named."""
_LOOKED_AT = 1_000

UNWRITTEN_ENDINGS = DOCUMENT_ENDINGS + OFFICE_ENDINGS + OLD_ENDINGS
"""The endings of the files into which it doesn't write fixes."""

ENDINGS = TEXT_ENDINGS + DOCUMENT_ENDINGS + OFFICE_ENDINGS
"""The endings of the files that softsell reads."""

_LOCK_FILES = ("~$", ".~lock.")
_SCRIPT_OF_AN_ARCHIVE = compile_later(r"(?:note-)?tweets?(?:-part\d+)?\.js", re.IGNORECASE)


def is_found_in_folders(name: str) -> bool:
    """Return whether a file of this name is checked when its folder is named.

    Scripts aren't, apart from those of X's archive, nor is YAML, because nearly all of it is settings, nor are emails and saved pages,
    because few of them hold posts. Nor are the files of Office if the readers for them aren't installed.
    """
    ending = _ending(name)
    if ending in OFFICE_ENDINGS:
        return not name.startswith(_LOCK_FILES) and _has_office_readers()
    if ending in DOCUMENT_ENDINGS:
        return ending in (".rtf", ".odt") and not name.startswith(_LOCK_FILES)
    return (
        ending in TEXT_ENDINGS
        and ending not in YAML_ENDINGS
        and (ending != ".js" or bool(_SCRIPT_OF_AN_ARCHIVE.fullmatch(name)))
    )


@lru_cache(maxsize=1)
def _has_office_readers() -> bool:
    from importlib.util import find_spec

    return all(find_spec(package) is not None for package in ("python_calamine", "docx"))


_SAVE_AS = {
    **dict.fromkeys((".doc", ".pages", ".pdf", ".fodt", ".rtfd"), "Save the text as a .txt file and check that."),
    ".zip": "Unpack it, and check the files in it.",
    **dict.fromkeys(
        (
            ".rst",
            ".adoc",
            ".org",
            ".tex",
            ".ipynb",
            ".toml",
            ".xml",
            ".rss",
            ".atom",
            ".srt",
            ".vtt",
            ".msg",
            ".ics",
            ".opml",
            ".vnt",
            ".ini",
            ".log",
        ),
        "Copy the posts into a .txt, .md or .csv file and check that.",
    ),
    **dict.fromkeys((".xls", ".xlsb", ".numbers"), "Save the sheet as “CSV UTF-8” and check that."),
}


def _describe_unknown_type(name: str, ending: str) -> str:
    what = (
        f"softsell doesn't read {ending} files" if ending else "the file's name has no ending, so its format is unknown"
    )
    way_out = _SAVE_AS.get(ending) or nearest(ending, ENDINGS) or f"softsell reads {', '.join(ENDINGS)}."
    return f"{name}: {what}. {way_out if way_out.startswith('softsell') else way_out[:1].upper() + way_out[1:]}"
