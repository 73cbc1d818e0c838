r"""Reads rich text files (.rtf), as TextEdit and WordPad write them. ``documents`` reads the blocks that this module finds.

The scanner follows the RTF specification 1.9.1 as far as prose needs it: groups, control words, bytes in a code page (``\'e9``) and
characters of Unicode (``\u8217?``). What isn't shown as text isn't read: fonts, pictures, notes, comments, and what is hidden, deleted or
crossed out. A short paragraph that is bold as a whole is a heading.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct
from msgspec.structs import replace

from softsell.draft.documents import DASHES, Block, Heading, Rows
from softsell.errors import BinaryFile, DraftTooLarge, MalformedFile

MOST_TOKENS = 1_000_000
DEEPEST = 1_000
"""How many groups may be open. Programs write a dozen."""

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?|'(?P<byte>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    r"|(?P<group>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf footnote annotation "
    "listtext pntext fldinst filetbl listtable revtbl nonshppict objdata themedata datastore xe tc rxe private bkmkstart bkmkend "
    "template generator".split()
)
"""Groups whose text isn't prose."""
_CHARACTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "tab": "\t",
    "line": "\n", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "softline": "\n", "lbr": "\n",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_PARAGRAPH = frozenset(("par", "sect", "page", "column"))
_DROPPED = frozenset(("strike", "striked", "v", "deleted"))
"""Marks of what is crossed out, hidden or deleted."""
_CODE_PAGES = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
_LONGEST_HEADING = 80
_OUTERMOST = 2
"""How many states there are in the group around all others: its own and the one before it."""


class _State(Struct, frozen=True):
    """What a group says of the text in it.

    Attributes:
        skipped: whether its text isn't prose.
        dropped: which marks say that its text isn't the writer's any more.
        bold: whether it's bold.
        fallback: how many characters stand behind one of Unicode, for programs that don't know it.
    """

    skipped: bool = False
    dropped: frozenset[str] = frozenset()
    bold: bool = False
    fallback: int = 1


def read_rich_text(data: bytes, name: str) -> list[Block]:
    """Return the paragraphs and tables of a rich text file.

    Raises:
        BinaryFile: it's something else.
        MalformedFile, DraftTooLarge: its groups are nested too deeply, or there's too much of it.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()  # an editor may have saved it so
    if not data.startswith(b"{\\rtf"):
        raise BinaryFile(f"{name}: this isn't a rich text file. Save the text as a .txt file and check that.")
    scanner = _Scanner(name)
    scanner.read(data.decode("latin-1"))
    return scanner.blocks


class _Scanner:
    def __init__(self, name: str) -> None:
        self.blocks: list[Block] = []
        self._name = name
        self._states = [_State()]
        self._code_page = "cp1252"
        self._text: list[str] = []
        self._bytes = bytearray()
        self._high = 0  # the first half of a character of Unicode that has two
        self._to_skip = 0
        self._is_bold = True
        self._in_table = self._drawn = False
        self._cells: list[str] = []
        self._rows: Rows = []

    def read(self, text: str) -> None:
        at = tokens = 0
        while token := _TOKEN.search(text, at):
            at = token.end()
            tokens += 1
            if tokens > MOST_TOKENS:
                raise DraftTooLarge(
                    f"{self._name}: this file is larger than softsell reads. Split it into smaller files."
                )
            if token["word"]:
                at += self._control(token["word"], token["number"])
            elif token["group"] == "{":
                self._open()
            elif token["group"] == "}":
                if len(self._states) == _OUTERMOST:
                    break  # what stands behind it isn't the text
                self._close()
            elif token["byte"]:
                self._byte(int(token["byte"], 16))
            elif token["sign"]:
                self._sign(token["sign"])
            else:
                self._plain(token["text"])
        self._end_paragraph(last=True)
        self._end_table()

    @property
    def _state(self) -> _State:
        return self._states[-1]

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        if len(self._states) > DEEPEST:
            raise MalformedFile(
                f"{self._name}: this rich text is nested too deeply. Save the text as a .txt file and check that."
            )
        self._states.append(self._state)

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        self._states.pop()

    def _set(self, **changes: object) -> None:
        self._flush()
        self._states[-1] = replace(self._state, **changes)

    def _control(self, word: str, written: str | None) -> int:
        """Follow a control word. Return how many characters of binary data to pass over."""
        number = int(written) if written else None
        if word == "bin":
            return max(0, number or 0)
        if word == "u" and number is not None:
            self._unicode(number % 0x10000)
        elif word == "uc":
            self._set(fallback=min(max(number or 0, 0), 20))
        elif word in _SKIPPED:
            self._set(skipped=True)
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word in _PARAGRAPH:
            self._end_paragraph()
        elif word.rstrip("1") in _DROPPED:
            marks = self._state.dropped
            self._set(dropped=marks - {word} if number == 0 else marks | {word})
        elif word == "b":
            self._set(bold=number != 0)
        elif word == "plain":
            self._set(bold=False, dropped=frozenset())
        elif word in ("ansicpg", *_CODE_PAGES):
            self._choose_code_page(word, number)
        else:
            self._lay_out(word)
        return 0

    def _lay_out(self, word: str) -> None:
        """Follow a control word of paragraphs and tables."""
        if self._state.skipped:
            return
        if word == "pard":
            self._in_table = self._drawn = False
        elif word == "intbl":
            self._in_table = True
        elif word == "brdrb":
            self._drawn = True
        elif word in ("cell", "nestcell"):
            self._flush()
            self._cells.append("".join(self._text).strip())
            self._text.clear()
        elif word in ("row", "nestrow"):
            if self._cells:
                self._rows.append(self._cells)
            self._cells = []

    def _choose_code_page(self, word: str, number: int | None) -> None:
        code_page = _CODE_PAGES.get(word) or {10000: "mac-roman", 65001: "utf-8"}.get(number or 0, f"cp{number}")
        try:
            codecs.lookup(code_page)
        except LookupError:
            return
        self._code_page = code_page

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._set(skipped=True)
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in _SIGNS:
            self._add(_SIGNS[sign])

    def _plain(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if text.isascii():
            self._add(text)
        else:
            for byte in text.encode("latin-1"):
                self._byte(byte)

    def _byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif not self._state.skipped:
            self._bytes.append(byte)

    def _unicode(self, code: int) -> None:
        self._to_skip = 0
        if 0xD800 <= code < 0xDC00:
            self._flush()
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            high, self._high = self._high, 0
            self._add(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd")
        else:
            self._add(chr(code) if code else "\ufffd")
        self._to_skip = self._state.fallback

    def _add(self, text: str) -> None:
        self._flush()
        state = self._state
        if text and self._high:
            self._high = 0
            text = f"\ufffd{text}"  # its other half doesn't follow
        if not text or state.skipped or state.dropped:
            return
        self._text.append(text)
        if not state.bold and not text.isspace():
            self._is_bold = False

    def _flush(self) -> None:
        """Add the bytes that were collected. A character may have two of them."""
        if self._bytes:
            written = bytes(self._bytes)
            self._bytes.clear()
            self._add(written.decode(self._code_page, "replace"))

    def _end_paragraph(self, *, last: bool = False) -> None:
        self._flush()
        if self._state.skipped:
            return
        if self._in_table and not last:
            self._text.append("\n")
            return
        self._end_table()
        text = "".join(self._text)
        self._text.clear()
        if self._drawn and not text.strip():
            text = DASHES
        is_heading = self._is_bold and 0 < len(text.strip()) <= _LONGEST_HEADING and "\n" not in text.strip()
        self._is_bold = True
        if text.strip() or not last:
            self.blocks.append(Heading(text) if is_heading and text != DASHES else text)

    def _end_table(self) -> None:
        if self._rows:
            self.blocks.append(self._rows)
            self._rows = []
