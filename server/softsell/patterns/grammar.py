"""The pattern language of rules, and its parser.

A pattern is a sequence of words. It matches the same words in a draft in any case, with any kind of quotes and in any disguise
(styled letters, zero-width characters, drawn-out "sooo"). Commas, quotes, dashes and emoji between the words don't prevent a
match. A match never crosses the end of a sentence.

    pattern  = item { item }
    item     = atom [ "?" | "{" number [ "," number ] "}" ]      "?" is optional; {2} twice; {2,4} two to four times
    atom     = word | "~" word | class | group | gap | quoted
    word     = letters, digits, and marks inside a word          don't = do not; must-have = must have
    "~" word                                                      ~buy is buy, buys, buying, bought
    class    = "<" name ">"                                      <number>, <money>, <verb> …: see ``CLASSES``
    group    = "(" item { item } { "|" item { item } } ")"       (last|final|very last)
    gap      = "..." | "..N"                                     up to three words, or up to N (at most 8)
    quoted   = '"' marks '"'                                     "?" or "!" as the mark itself

Some classes stand for several tokens and are defined here (``MACROS``): ``<money>`` is ``$5`` and also ``5 dollars``.

There is no ``*`` and no ``+``. Every pattern has a longest match, so no draft and no pack can make checking slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from softsell.compile_later import compile_later
from softsell.diagnostics import nearest
from softsell.language.english.inflect import inflections
from softsell.language.token import CLASSES
from softsell.language.tokenizer import tokenize

MAX_LENGTH = 1000
"""Maximum length of a pattern, in characters."""
MAX_STATES = 2000
"""Maximum number of steps that a pattern may expand to, with repeats written out."""
MAX_REPEAT = 20
MAX_GAP = 8
ANY = "<any>"
"""The class of every token except a line break. Gaps consist of it."""


class PatternError(Exception):
    """A pattern that doesn't parse.

    Attributes:
        message: what is wrong.
        hint: how to fix it.
        offset, width: where in the pattern, in code points.
    """

    def __init__(self, message: str, offset: int, width: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.width = width
        self.hint = hint


class Literal(Struct, frozen=True):
    """One token whose norm, or class in angle brackets, is one of ``keys``."""

    keys: frozenset[str]


class Sequence(Struct, frozen=True):
    items: tuple[Node, ...]


class Choice(Struct, frozen=True):
    branches: tuple[Node, ...]


class Repeat(Struct, frozen=True):
    item: Node
    least: int
    most: int


Node = Literal | Sequence | Choice | Repeat


def _key(*keys: str) -> Literal:
    return Literal(frozenset(keys))


MACROS: dict[str, Node] = {
    "money": Choice((_key("<money>"), Sequence((_key("<number>"), _key("<currency>"))))),
    "percent": Choice((_key("<percent>"), Sequence((_key("<number>"), _key("percent", "pct"))))),
    "date": Choice(
        (
            _key("<date>"),
            Sequence((_key("<date>"), _key("<number>"))),
            Sequence((_key("<number>"), Repeat(_key("of"), 0, 1), _key("<date>"))),
        )
    ),
}
"""Classes that stand for several tokens. Inside a macro, ``<money>`` is only the token ``$5``."""

_SCAN = compile_later(
    r"""
      (?P<space>\s+)
    | (?P<gap>\.\.(?:\.|[0-9]{1,3}(?![0-9])))
    | (?P<repeat>\{[^{}]{0,12}\})
    | (?P<class><[^<>\s]{0,40}>)
    | (?P<quoted>"[^"\s]{1,20}")
    | (?P<mark>[()|?~])
    | (?P<word>[^\s()|?~{}<>"]+)
    """,
    re.VERBOSE,
)
_REPEAT = compile_later(r"\{\s*([0-9]{1,3})\s*(?:,\s*([0-9]{1,3})\s*)?\}")


class _Lexeme(Struct, frozen=True):
    kind: str
    text: str
    offset: int


def parse(pattern: str) -> Node:
    """Parse ``pattern`` to a tree.

    Raises:
        PatternError: the pattern is empty or malformed, names an unknown class, could match nothing, expands too far, or isn't text.
    """
    if len(pattern) > MAX_LENGTH:
        raise PatternError(
            f"this pattern has {len(pattern)} characters; the maximum is {MAX_LENGTH}",
            0,
            hint="split it into several lines",
        )
    try:
        pattern.encode()
    except UnicodeEncodeError as error:
        raise PatternError(
            "here is half of a character", error.start, hint="copy the word from its source again"
        ) from None
    parser = _Parser(pattern)
    node = parser.choice(depth=0)
    parser.expect_end()
    if _nullable(node):
        raise PatternError(
            "every part of this pattern is optional, so it would match nothing",
            0,
            len(pattern),
            "make at least one word required: remove a “?”",
        )
    if _size(node) > MAX_STATES:
        raise PatternError(
            "this pattern stands for too many different phrases",
            0,
            len(pattern),
            "write it as several shorter patterns",
        )
    return node


class _Parser:
    """Parses the lexemes of one pattern by recursive descent."""

    MAX_DEPTH = 20

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._lexemes = list(_scan(pattern))
        self._next = 0

    def expect_end(self) -> None:
        lexeme = self._peek()
        if lexeme is not None:
            raise PatternError(
                f"“{lexeme.text}” closes a group that was never opened",
                lexeme.offset,
                hint="add a “(” before it, or remove it",
            )

    def choice(self, depth: int) -> Node:
        if depth > self.MAX_DEPTH:
            raise PatternError("groups are nested too deeply", self._offset(), hint="write it as several patterns")
        branches = [self._sequence(depth)]
        while self._take("|"):
            branches.append(self._sequence(depth))
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self, depth: int) -> Node:
        items: list[Node] = []
        while (lexeme := self._peek()) is not None and not (lexeme.kind == "mark" and lexeme.text in "|)"):
            items.append(self._item(depth))
        if not items:
            where = self._peek()
            raise PatternError(
                "this is empty" if where else "the pattern ends where a word should follow",
                self._offset(),
                hint="write a word or a <class>; use “?” for an optional part: (word)?",
            )
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _item(self, depth: int) -> Node:
        atom = self._atom(depth)
        while True:
            if self._take("?"):
                atom = Repeat(atom, 0, 1)
            elif (lexeme := self._peek()) is not None and lexeme.kind == "repeat":
                self._next += 1
                atom = Repeat(atom, *_bounds(lexeme))
            else:
                return atom

    def _atom(self, depth: int) -> Node:
        lexeme = self._lexemes[self._next]
        self._next += 1
        match lexeme.kind:
            case "gap":
                return _gap(lexeme)
            case "class":
                return _class(lexeme)
            case "quoted":
                return _literal(lexeme, lexeme.text[1:-1])
            case "word":
                return _literal(lexeme, lexeme.text)
            case "repeat":
                raise PatternError(
                    f"“{lexeme.text}” repeats something, but nothing comes before it",
                    lexeme.offset,
                    len(lexeme.text),
                    "put it after a word",
                )
        match lexeme.text:
            case "(":
                node = self.choice(depth + 1)
                if not self._take(")"):
                    raise PatternError("this group is never closed", lexeme.offset, hint="add a “)” where it ends")
                return node
            case "~":
                return self._inflected(lexeme)
            case _:
                raise PatternError(
                    f"“{lexeme.text}” is where a word should be",
                    lexeme.offset,
                    hint=f'to match the mark itself, put it in quotes: "{lexeme.text}"',
                )

    def _inflected(self, tilde: _Lexeme) -> Node:
        lexeme = self._peek()
        if lexeme is None or lexeme.kind != "word" or lexeme.offset != tilde.offset + 1:
            raise PatternError(
                "“~” needs a word right after it", tilde.offset, hint="such as ~buy, for buy, buys, buying, bought"
            )
        self._next += 1
        # Only a whole word inflects. In a hyphenated phrase, the last part does.
        return Literal(frozenset({lexeme.text.lower(), *inflections(lexeme.text.lower())}))

    def _peek(self) -> _Lexeme | None:
        return self._lexemes[self._next] if self._next < len(self._lexemes) else None

    def _take(self, mark: str) -> bool:
        lexeme = self._peek()
        if lexeme is not None and lexeme.kind == "mark" and lexeme.text == mark:
            self._next += 1
            return True
        return False

    def _offset(self) -> int:
        lexeme = self._peek()
        return lexeme.offset if lexeme is not None else max(0, len(self._pattern) - 1)


def _scan(pattern: str) -> Iterator[_Lexeme]:
    position = 0
    while position < len(pattern):
        match = _SCAN.match(pattern, position)
        if match is None:
            raise _unscannable(pattern, position)
        if match.lastgroup and match.lastgroup != "space":
            yield _Lexeme(match.lastgroup, match.group(), position)
        position = match.end()


def _unscannable(pattern: str, position: int) -> PatternError:
    mark = pattern[position]
    hints = {
        "<": "write a class as <number>, with both brackets and no space inside",
        ">": "write a class as <number>, with both brackets",
        "{": "write a repeat as {2} or {2,4}",
        "}": "write a repeat as {2} or {2,4}",
        '"': 'write a mark in quotes as "!", with both quotes and no space inside',
    }
    return PatternError(f"softsell can't read “{mark}” here", position, hint=hints.get(mark, ""))


def _bounds(lexeme: _Lexeme) -> tuple[int, int]:
    match = _REPEAT.fullmatch(lexeme.text)
    if match is None:
        raise PatternError(f"“{lexeme.text}” isn't a repeat", lexeme.offset, len(lexeme.text), "write {2} or {2,4}")
    least = int(match[1])
    most = int(match[2]) if match[2] else least
    if not least <= most <= MAX_REPEAT or most == 0:
        raise PatternError(
            f"the numbers in “{lexeme.text}” must go up, from 0 to at most {MAX_REPEAT}",
            lexeme.offset,
            len(lexeme.text),
            "write {2,4}",
        )
    return least, most


def _gap(lexeme: _Lexeme) -> Node:
    width = 3 if lexeme.text == "..." else int(lexeme.text[2:])
    if not 1 <= width <= MAX_GAP:
        raise PatternError(
            f"a gap can be 1 to {MAX_GAP} words long",
            lexeme.offset,
            len(lexeme.text),
            "write “...” for up to three, or “..5” for up to five",
        )
    return Repeat(Literal(frozenset({ANY})), 0, width)


def _class(lexeme: _Lexeme) -> Node:
    name = lexeme.text[1:-1].lower()
    if name in MACROS:
        return MACROS[name]
    if name not in CLASSES and name != "any":
        known = sorted({*CLASSES, *MACROS, "any"})
        raise PatternError(
            f"there is no class {lexeme.text}",
            lexeme.offset,
            len(lexeme.text),
            nearest(name, known) or "the classes are " + ", ".join(f"<{known_name}>" for known_name in known),
        )
    return Literal(frozenset({f"<{name}>"}))


def _literal(lexeme: _Lexeme, text: str) -> Node:
    for mark in "*+[]\\^":
        if mark in text and len(text) > 1:
            raise PatternError(
                f"“{mark}” means nothing in a pattern",
                lexeme.offset + text.index(mark),
                hint="patterns are words, not regular expressions; use “?” for an optional part and (a|b) for alternatives",
            )
    # A clitic is only recognised after a word.
    clitic = text[0] in "'’" and len(text) > 1
    norms = [token.norm for token in tokenize(f"it{text}")][1:] if clitic else [token.norm for token in tokenize(text)]
    if not norms:
        raise PatternError("this contains nothing to match", lexeme.offset, len(lexeme.text))
    return _row(norms)


def _row(norms: list[str]) -> Node:
    items: list[Node] = []
    for norm in norms:
        parts = [part for part in norm.split("-") if part]
        whole = Literal(frozenset({norm}))
        # "must-have" in a pattern also matches "must have" in a draft. The matcher handles the reverse.
        items.append(
            Choice((whole, Sequence(tuple(Literal(frozenset({part})) for part in parts)))) if len(parts) > 1 else whole
        )
    return items[0] if len(items) == 1 else Sequence(tuple(items))


def _nullable(node: Node) -> bool:
    match node:
        case Literal():
            return False
        case Sequence(items):
            return all(map(_nullable, items))
        case Choice(branches):
            return any(map(_nullable, branches))
        case Repeat(item, least, _):
            return least == 0 or _nullable(item)


def _size(node: Node) -> int:
    match node:
        case Literal():
            return 1
        case Sequence(items) | Choice(items):
            return sum(map(_size, items))
        case Repeat(item, _, most):
            return _size(item) * most
