"""Parses JSON strictly. Not here: which keys a request may have (``api.models``).

Python's parser accepts NaN, keeps the last of two equal keys, and passes on lone surrogates. Two programs that read such a text may
read different things.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from softsell.web.problems import MALFORMED, Refusal

MAX_DEPTH = 64
MAX_DIGITS = 300


def parse(body: bytes) -> Any:
    """Parse ``body``.

    Raises:
        Refusal: 400, with the reason, but without the text.
    """
    value = parse_loosely(body)
    check_texts(value)
    return value


def parse_loosely(body: bytes) -> Any:
    """Parse ``body`` without looking for half surrogate pairs. Whoever uses a part of the value calls ``check_texts`` on it first.

    Raises:
        Refusal: as for ``parse``.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed(f"The request isn't UTF-8: byte {error.start} isn't valid.") from None
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _malformed(
            f"The request isn't valid JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        ) from None
    except _Unacceptable as error:
        raise _malformed(str(error)) from None
    except RecursionError:
        raise _malformed(f"The request is nested more than {MAX_DEPTH} levels deep.") from None
    for _ in _levels(value):
        pass
    return value


class _Unacceptable(Exception):
    """Something that Python's parser accepts and softsell doesn't."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _Unacceptable("The request has the same key twice.")
    return members


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise _Unacceptable("The request has a number that is too large.")
    return value


def _short(number: str) -> int:
    if len(number) > MAX_DIGITS:
        raise _Unacceptable("The request has a number with too many digits.")
    return int(number)


def _no_constant(name: str) -> float:
    raise _Unacceptable(f"The request has {name}, which isn't a number in JSON.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_finite, parse_int=_short, parse_constant=_no_constant
)


def check_texts(value: Any) -> None:
    """Refuse a parsed value that has half of a surrogate pair, in a key or a text.

    Raises:
        Refusal: 400.
    """
    for level in _levels(value):
        for item in level:
            if isinstance(item, str):
                _check_text(item)


def _levels(value: Any) -> Iterator[list[Any]]:
    """Yield what is in a value, level by level.

    Raises:
        Refusal: 400, if it's nested too deep.
    """
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise _malformed(f"The request is nested more than {MAX_DEPTH} levels deep.")
        yield level
        deeper: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                deeper += item.keys()
                deeper += item.values()
            elif isinstance(item, list):
                deeper += item
        level = deeper


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise _malformed("The request has half of a surrogate pair, which isn't a character.") from None


def _malformed(reason: str) -> Refusal:
    return Refusal(MALFORMED, reason)
