"""The fuzz targets. Each takes bytes, converts them to input that softsell must handle, and asserts properties of the result."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache

from msgspec.structs import replace

from softsell.checks.rule import RuleSettings
from softsell.config.config import Config, Layer
from softsell.draft import ENDINGS, MARKUPS, read_bytes, read_text
from softsell.draft.decoding import encode, encoding_of
from softsell.draft.draft import Draft
from softsell.engine.engine import Engine, engine_for
from softsell.errors import SoftsellError
from softsell.files.apply_fixes import apply_fixes
from softsell.packs.validate import pack_from
from softsell.patterns import Compiler, PatternError
from softsell.platforms import PLATFORMS, count
from softsell.yaml_source import read_yaml
from tests.fuzz.properties import assert_sound, read_plainly

SETTINGS = (
    Config(),
    Config(platform="x", severity="warning"),
    Config(brands=("Acme Bakery", "@acme"), audience="experts"),
    Config(allow=("last chance", "~you"), ban=("bread", "(very|so) good", "!")),
    Config(select=("readability", "questions"), reading_level=3),
    Config(ignore=("pushiness",), rules={"readability/long-sentence": RuleSettings(severity="error", weight=20)}),
    Config(platforms={"instagram": Layer(ban=("link",), severity="error"), "x": Layer(ignore=("self-focus",))}),
)
"""Various settings. The target decides whether to use the trained pipeline."""

_HEAD = b"name: fuzzed\nversion: 1.0.0\ndescription: Fuzzed.\nlicense: MIT\nlanguage: en\ndimension: pushiness\n"
_LINE = "We bake bread at six, and you can ask us how. Last chance to buy 3 loaves for $5! #bread"
_MOST_ROUNDS = 100
_MOST_DRAFTS = 8


def readers(data: bytes) -> None:
    """Any bytes in any format give drafts whose spans are inside the file, or a DraftError."""
    ending = ENDINGS[data[0] % len(ENDINGS)] if data else ".txt"
    with contextlib.suppress(SoftsellError):
        for draft in read_bytes(data[1:], f"fuzzed{ending}"):
            assert 0 <= draft.span.start <= draft.span.end <= len(draft.source)
            _assert_mapped(draft)


def offsets(data: bytes) -> None:
    """Any text in any markup: every stretch of the prose maps to the source, in order."""
    markup = MARKUPS[data[0] % len(MARKUPS)] if data else "plain"
    with contextlib.suppress(SoftsellError):
        _assert_mapped(read_text(_text(data[1:]), markup=markup))


def patterns(data: bytes) -> None:
    """Any text as a pattern compiles and runs, or a PatternError says where the mistake is."""
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
    """Any bytes as rules give a pack, or a PackError with positions inside the file."""
    try:
        head = read_yaml("fuzzed/pack.yml", _HEAD)
        pack_from(head, [read_yaml("fuzzed/rules.yml", data)], path="fuzzed", digest="", builtin=False)
    except SoftsellError as error:
        assert str(error)


def checks(data: bytes) -> None:
    """Any text, in any markup, on any platform, with any settings gives a sound report or a DraftError."""
    _check(data, "none")


def trained(data: bytes) -> None:
    """Like ``checks``, with the trained pipeline. The same text also gets the same report again."""
    _check(data, "auto", again=True)


def files(data: bytes) -> None:
    """Check any bytes as a file of any kind, apply its safe fixes, and check again until there are no safe fixes.

    A fix doesn't delete or split a post, and the process ends.
    """
    ending = ENDINGS[data[0] % len(ENDINGS)] if data else ".txt"
    engine = _engine(data[1] if len(data) > 1 else 0, "none")
    name, content = f"fuzzed{ending}", data[2:]
    with contextlib.suppress(SoftsellError):
        drafts = read_bytes(content, name)
        seen = {content}
        for _ in range(_MOST_ROUNDS):
            if not 0 < len(drafts) <= _MOST_DRAFTS:
                return
            reports = [engine.check_draft(draft) for draft in drafts]
            for report in reports:
                assert_sound(report)
            text, made = apply_fixes(
                drafts[0].source, [finding for report in reports for finding in report.findings], name
            )
            if not made:
                return
            content = encode(text, encoding_of(content))
            if content in seen:
                return  # two rules undo each other, so softsell applies neither fix
            seen.add(content)
            mended = read_bytes(content, name)
            # Fixes may empty a post that has no words. Any other post stays, and no post is added.
            assert sum(map(_has_words, drafts)) <= len(mended) <= len(drafts)
            drafts = mended
        raise AssertionError("the fixes never come to an end")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "readers": readers,
    "offsets": offsets,
    "patterns": patterns,
    "packs": packs,
    "checks": checks,
    "trained": trained,
    "files": files,
}


def _check(data: bytes, model: str, *, again: bool = False) -> None:
    choice, setting = (*data[:2], 0, 0)[:2]
    platform = (None, *PLATFORMS)[choice % (len(PLATFORMS) + 1)]
    markup = MARKUPS[choice // 16 % len(MARKUPS)]
    text = _text(data[2:])
    engine = _engine(setting, model)
    with contextlib.suppress(SoftsellError):
        report = engine.check(text, platform=platform, markup=markup)
        assert_sound(report)
        if platform:
            assert count(text, platform) >= 0
        if again:
            assert engine.check(text, platform=platform, markup=markup) == report


@cache
def _engine(choice: int, model: str) -> Engine:
    return engine_for(replace(SETTINGS[choice % len(SETTINGS)], model=model))


def _has_words(draft: Draft) -> bool:
    return any(map(str.isalnum, draft.prose))


def _text(data: bytes) -> str:
    """Decode mostly as UTF-8. Other bytes become lone surrogates, which softsell must reject."""
    return data.decode("utf-8", "surrogateescape")


def _assert_mapped(draft: Draft) -> None:
    at = draft.span.start
    position = 0
    for piece in draft.map.pieces:
        assert piece.prose_start == position
        assert at <= piece.source_start <= piece.source_end <= draft.span.end
        position, at = piece.prose_end, piece.source_end
    assert position == len(draft.prose)
