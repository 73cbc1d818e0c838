"""What is fuzzed: each target takes bytes, makes something of them that softsell must take, and asserts what must hold."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache

from softsell.config.config import Config
from softsell.draft import ENDINGS, read_bytes, read_text
from softsell.draft.draft import Draft
from softsell.engine import Engine
from softsell.errors import SoftsellError
from softsell.packs.validate import pack_from
from softsell.packs.yaml_source import read_yaml
from softsell.patterns import Compiler, PatternError
from softsell.platforms import PLATFORMS, count
from tests.fuzz.properties import assert_sound, read_plainly

_MARKUPS = ("plain", "markdown", "html")
_HEAD = b"name: fuzzed\nversion: 1.0.0\ndescription: Fuzzed.\nlicense: MIT\nlanguage: en\ndimension: pushiness\n"
_LINE = "We bake bread at six, and you can ask us how. Last chance to buy 3 loaves for $5! #bread"


def readers(data: bytes) -> None:
    """Any bytes as any format: drafts whose spans lie in the file, or a DraftError."""
    ending = ENDINGS[data[0] % len(ENDINGS)] if data else ".txt"
    with contextlib.suppress(SoftsellError):
        for draft in read_bytes(data[1:], f"fuzzed{ending}"):
            assert 0 <= draft.span.start <= draft.span.end <= len(draft.source)
            _assert_mapped(draft)


def offsets(data: bytes) -> None:
    """Any text in any markup: every stretch of the prose has its place in the source, in order."""
    markup = _MARKUPS[data[0] % len(_MARKUPS)] if data else "plain"
    with contextlib.suppress(SoftsellError):
        _assert_mapped(read_text(_text(data[1:]), markup=markup))  # type: ignore[arg-type]


def patterns(data: bytes) -> None:
    """Any text as a pattern: it compiles and runs, or a PatternError says where it goes wrong."""
    compiler = Compiler()
    text = _text(data)
    try:
        group = compiler.add(text.splitlines() or [""])
        compiled = compiler.compile()
    except PatternError as error:
        assert 0 <= error.offset <= len(text)
        assert error.message
        return
    reading = read_plainly(f"{_LINE} {text}")
    last = 0
    for match in compiled.match(reading).of(group):
        assert last <= match.first < match.last <= len(reading.tokens)
        last = match.last


def packs(data: bytes) -> None:
    """Any bytes as rules of a pack: a pack, or a PackError with places that are in the file."""
    try:
        head = read_yaml("fuzzed/pack.yml", _HEAD)
        pack_from(head, [read_yaml("fuzzed/rules.yml", data)], path="fuzzed", digest="", builtin=False)
    except SoftsellError as error:
        assert str(error)


def checks(data: bytes) -> None:
    """Any text, checked: a sound report, or a DraftError."""
    choice = data[0] if data else 0
    platform = [None, *PLATFORMS][choice % (len(PLATFORMS) + 1)]
    markup = _MARKUPS[choice // 16 % len(_MARKUPS)]
    text = _text(data[1:])
    engine = _engine()
    with contextlib.suppress(SoftsellError):
        assert_sound(engine.check(text, platform=platform, markup=markup))  # type: ignore[arg-type]
        if platform:
            assert count(text, platform) >= 0


TARGETS: dict[str, Callable[[bytes], None]] = {
    "readers": readers,
    "offsets": offsets,
    "patterns": patterns,
    "packs": packs,
    "checks": checks,
}


@cache
def _engine() -> Engine:
    return Engine(Config(model="none"))


def _text(data: bytes) -> str:
    """Mostly UTF-8; what is none becomes a lone surrogate, which has to be refused."""
    return data.decode("utf-8", "surrogateescape")


def _assert_mapped(draft: Draft) -> None:
    at = draft.span.start
    position = 0
    for piece in draft.map.pieces:
        assert piece.prose_start == position
        assert at <= piece.source_start <= piece.source_end <= draft.span.end
        position, at = piece.prose_end, piece.source_end
    assert position == len(draft.prose)
