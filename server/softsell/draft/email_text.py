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
_MOST_PARTS = 200
_DEEPEST = 20
_LONGEST_HEADER = 1_000
_HEADERS = compile_later(r"\s*(?:From |[A-Za-z][\w-]{0,60}:[ \t\r\n])")
_BOUNDARY = compile_later(r"(?mi)\bboundary\s*=|^content-type:\s*message/")
_MOST_SHOWN = 5
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
            source.name_message("the greeting, the signature and what else isn't a post of this email aren't checked")
        )
    if attached := [file for part in parts if (file := _file_name(part))]:
        shown = ", ".join(attached[:_MOST_SHOWN]) + (", …" if len(attached) > _MOST_SHOWN else "")
        notes.append(source.name_message(f"attachments aren't read: {shown}. Save them, and check those with posts."))
    return drafts


def read_web_page(data: bytes, name: str) -> Source:
    """Return the page in a “single file web page” (.mht), which is an email with a page in it. Raises what ``read_email`` raises."""
    for part in _read_parts(data, name, "a web page in a single file"):
        if part.get_content_type() == "text/html":
            page = Source(_decode(part, name), name)
            page.check_characters()
            return page
    raise NoPosts(f"{name}: there is no page of HTML in this file.")


def _read_parts(data: bytes, name: str, what: str) -> list[Message]:
    head = data[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8)
    if b"\0" in head[:1_000] or not _HEADERS.match(head[:1_000].decode("latin-1")):
        raise BinaryFile(f"{name}: this isn't {what}. Save the text as a .txt file and check that.")
    if len(_BOUNDARY.findall(head.decode("latin-1"))) > _MOST_PARTS:
        raise DraftTooLarge(
            f"{name}: this file has more parts than softsell reads. Copy its text to a .txt file and check that."
        )
    try:
        return list(_parts(message_from_bytes(head, policy=compat32)))
    except (RecursionError, ValueError, LookupError):
        raise MalformedFile(f"{name}: this file can't be read. Copy its text to a .txt file and check that.") from None


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
    """Return the text of an email, with a blank line between its paragraphs."""
    own = [part for part in parts if not _file_name(part)]
    for part in own:
        if part.get_content_type() == "text/plain" and (text := _decode(part, name)).strip():
            return _unflow(text, part)
    for part in own:
        if part.get_content_type() == "text/html":
            page = Source(_decode(part, name), name)
            from softsell.draft.html_text import read_html_without_comments

            draft = read_html_without_comments(page, Span(0, len(page.text)), Context())
            return "\n\n".join(line for line in draft.prose.split("\n") if line.strip())
    return ""


def _decode(part: Message, name: str) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    if len(payload) > _LONGEST:
        raise DraftTooLarge(
            f"{name}: the text of this email is longer than softsell reads. Copy the posts to a .txt file and check that."
        )
    declared = part.get_content_charset() if len(str(part.get("content-type", ""))) <= _LONGEST_HEADER else None
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return payload.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except (UnicodeDecodeError, LookupError):
            continue
    raise UndecodableFile(
        f"{name}: the text of this email isn't in the encoding that it names. Copy it to a .txt file and check that."
    )


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
