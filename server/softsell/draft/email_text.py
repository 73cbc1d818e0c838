"""Reads the posts of an email (.eml) in which somebody sends drafts to a colleague.

The text part is read, or the HTML if there is no text. The greeting, the signature and quoted mail aren't posts, nor is what the writer
says to the colleague above the first label (``labels``) or below the last post. Attachments aren't read.

The source of a draft is text that this module writes. softsell never writes into such files.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from softsell.compile_later import compile_later
from softsell.draft.draft import Context, Draft
from softsell.draft.email_frame import without_frame
from softsell.draft.source import Source
from softsell.draft.span import Span
from softsell.errors import BinaryFile, DraftTooLarge, MalformedFile, NoPosts, UndecodableFile

_LOOKED_AT = 5_000_000
"""How many bytes are looked at. The text stands before the attachments."""
_LONGEST = 1_000_000
_MOST_BOUNDARIES = 30
"""Parsing takes as long as the lines times the depth of the parts."""
_MOST_LINES = 100_000
_MOST_PARTS = 1_000
"""In a part."""
_DEEPEST = 20
_LONGEST_HEADER = 1_000
_LONGEST_PARSED = 5_000
"""Of a header that says what a part is. Parsing takes as long as the square of its length."""
_MOST_PARAMETERS = 100
_LONGEST_HEADERS = 50_000
_MOST_HEADERS = 500
"""Of a part. Those of a large company's mail have half of that."""
_HEADERS = compile_later(r"\s*(?:From |[A-Za-z][\w-]{0,60}:[ \t\r\n])")
_BOUNDARY = compile_later(r"(?mi)\bboundary(?:\*\d*\*?)?\s*=|^content-type:\s*message/")
_CHARSETS = compile_later(
    r"utf-?8|utf-?16(?:-?[bl]e)?|(?:us-)?ascii|iso-?8859-\d{1,2}|windows-125[0-8]|cp125[0-8]|koi8-[rtu]|macintosh|gb2312|gbk|gb18030"
    r"|big5(?:-hkscs)?|shift[_-]jis|euc-(?:jp|kr|cn)|ks_c_5601-1987|iso-2022-(?:jp(?:-[123]|-2004|-ext)?|kr)"
)
"""Those in which people write mail. Python knows others too, some of which are slow or no encodings of text."""
_WESTERN = ("iso-8859-1", "iso8859-1")
"""They are Windows-1252 in browsers and mail programs."""
_MOST_SHOWN = 5
_COPY = "Copy its text to a .txt file and check that."
_COPY_IT = "Copy it to a .txt file and check that."
_FLOWED = compile_later(r"(?<!^--) \n")


def read_email(data: bytes, name: str, context: Context, notes: list[str]) -> list[Draft]:
    """Return the drafts of an email.

    Raises:
        BinaryFile, UndecodableFile, MalformedFile: it isn't an email, or its text can't be read.
        DraftTooLarge: its text is too long.
        NoPosts: it has no text of its own.
    """
    from softsell.draft.plain import read_plain
    from softsell.draft.readers import read_posts

    parts = _read_parts(data, name, "an email")
    body = without_frame(_text_of(parts, name))
    if not body.text.strip():
        raise NoPosts(f"{name}: this email has no text of its own, only quoted mail, a greeting or attachments.")
    source = Source(body.text, name)
    source.check_characters()
    drafts = list(read_posts(source, context, read_plain, notes, markdown=False))
    if body.left_out:
        notes.append(
            source.name_message(
                "only the posts of this email are checked; the greeting, the signature and other words around them aren't"
            )
        )
    if attached := [file for part in parts if (file := _file_name(part))]:
        shown = ", ".join(attached[:_MOST_SHOWN]) + (", …" if len(attached) > _MOST_SHOWN else "")
        notes.append(source.name_message(f"attachments aren't read: {shown}. Save them, and check those with posts."))
    return drafts


def read_web_page(data: bytes, name: str) -> Source:
    """Return the page in a “single file web page” (.mht), which is an email with a page in it. Raises what ``read_email`` raises."""
    for part in _read_parts(data, name, "a web page in a single file"):
        if part.get_content_type() == "text/html":
            page = Source(_decode(part, name, "this page"), name)
            page.check_characters()
            return page
    raise NoPosts(f"{name}: there is no page of HTML in this file.")


def _read_parts(data: bytes, name: str, what: str) -> list[Message]:
    head = data[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8)
    if b"\0" in head[:1_000] or not _HEADERS.match(head[:1_000].decode("latin-1")):
        raise BinaryFile(f"{name}: this isn't {what}. Save the text as a .txt file and check that.")
    text = head.lstrip().decode("latin-1")
    if len(_BOUNDARY.findall(text)) > _MOST_BOUNDARIES:
        raise DraftTooLarge(f"{name}: this file has more parts than softsell reads. {_COPY}")
    if text.count("\n") + text.count("\r") - text.count("\r\n") > _MOST_LINES:
        raise DraftTooLarge(f"{name}: this file has more lines than softsell reads. {_COPY}")
    try:
        return list(_parts(message_from_bytes(head.lstrip(), _class=_Part, policy=compat32)))
    except _TooMuchError as error:
        raise DraftTooLarge(f"{name}: this file has {error} than softsell reads. {_COPY}") from None
    except (RecursionError, ValueError, LookupError):
        raise MalformedFile(f"{name}: this file can't be read. {_COPY}") from None


class _TooMuchError(Exception):
    """An email would take long to parse. Says what it has too much of."""


class _Part(Message):
    """A part of an email that counts its headers and parts while they are read, before anything looks at them."""

    _length = 0
    _inner = 0

    def set_raw(self, name: str, value: str) -> None:
        self._length += len(name) + len(value)
        is_parsed = name.lower().startswith("content-")
        if (
            self._length > _LONGEST_HEADERS
            or len(self) >= _MOST_HEADERS
            or (is_parsed and (len(value) > _LONGEST_PARSED or value.count(";") > _MOST_PARAMETERS))
        ):
            raise _TooMuchError("longer headers")
        super().set_raw(name, value)

    def attach(self, payload: Message | str) -> None:
        self._inner += 1
        if self._inner > _MOST_PARTS:
            raise _TooMuchError("more parts")
        super().attach(payload)


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts that hold no others. A mail that is attached is none of them."""
    if message.is_multipart():
        inner = message.get_payload()
        if depth < _DEEPEST and message.get_content_maintype() == "multipart" and isinstance(inner, list):
            for part in inner:
                if isinstance(part, Message):
                    yield from _parts(part, depth + 1)
    else:
        yield message


def _text_of(parts: Sequence[Message], name: str) -> str:
    """Return the text of an email, with a blank line between its paragraphs. With pictures in it, it may be in several parts."""
    own = [part for part in parts if not _file_name(part)]
    written = [_unflow(_decode(part, name), part) for part in own if part.get_content_type() == "text/plain"]
    if text := "\n\n".join(piece.strip() for piece in written if piece.strip()):
        if len(text) > _LONGEST:
            raise _too_long(name, "this email")
        return text
    from softsell.draft.html_text import read_html_without_comments

    for part in own:
        if part.get_content_type() == "text/html":
            page = Source(_decode(part, name), name)
            draft = read_html_without_comments(page, Span(0, len(page.text)), Context())
            return "\n\n".join(line for line in draft.prose.split("\n") if line.strip())
    return ""


def _decode(part: Message, name: str, what: str = "this email") -> str:
    try:
        payload = part.get_payload(decode=True)
    except ValueError:  # damaged uuencode
        payload = None
    if not isinstance(payload, bytes):
        return ""
    if len(payload) > _LONGEST:
        raise _too_long(name, what)
    for encoding in filter(None, (_declared_charset(part), "utf-8")):
        try:
            return payload.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except (UnicodeDecodeError, LookupError):
            continue
    raise UndecodableFile(f"{name}: the text of {what} isn't in the encoding that it names. {_COPY_IT}")


def _too_long(name: str, what: str) -> DraftTooLarge:
    return DraftTooLarge(
        f"{name}: the text of {what} is longer than softsell reads. Copy the posts to a .txt file and check that."
    )


def _declared_charset(part: Message) -> str | None:
    """Return the encoding that a part names, if it's one of mails."""
    if len(str(part.get("content-type", ""))) > _LONGEST_HEADER:
        return None
    try:
        declared = part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):  # the name of an encoding may be in an encoding that doesn't exist
        return None
    if not _CHARSETS.fullmatch(declared):
        return None
    return "cp1252" if declared in _WESTERN else declared


def _unflow(text: str, part: Message) -> str:
    """Return a text without the line breaks that a mail program put in (RFC 3676): those behind a space."""
    if len(str(part.get("content-type", ""))) > _LONGEST_HEADER or part.get_param("format") != "flowed":
        return text
    joined = " " if str(part.get_param("delsp")).lower() != "yes" else ""
    return _FLOWED.sub(joined, text)


def _file_name(part: Message) -> str:
    """Return the name of an attached file, or an empty text."""
    headers = (str(part.get(header, "")) for header in ("content-disposition", "content-type"))
    if any(len(header) > _LONGEST_HEADER for header in headers):
        return "a file with a long name"
    try:
        return (part.get_filename() or ("a file" if part.get_content_disposition() == "attachment" else ""))[:80]
    except (ValueError, LookupError, TypeError):
        return "a file"
