"""Writes a text of YAML into a draft, with the place of each of its characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softsell.draft.prose import ProseBuilder
from softsell.draft.source import Source
from softsell.yaml_source.offsets import BLOCKS, places

if TYPE_CHECKING:
    from softsell.draft.json_text import JsonText


def add_scalar(builder: ProseBuilder, source: Source, text: JsonText) -> None:
    """Add a text to a draft. ``text.style`` says how YAML writes it: quotes, ``|``, ``>`` or ``plain``."""
    value = text.value.rstrip("\r\n") if text.style in BLOCKS else text.value
    begun: tuple[int, int] | None = None
    for index, (start, end) in enumerate(places(source.text, text.start, text.end, text.style or "", value)):
        if end - start == 1 and source.text[start] == value[index]:
            if begun and begun[1] == start:
                begun = (begun[0], end)
                continue
            _flush(builder, begun)
            begun = (start, end)
            continue
        _flush(builder, begun)
        begun = None
        builder.stand_in(value[index], start, end)
    _flush(builder, begun)


def _flush(builder: ProseBuilder, begun: tuple[int, int] | None) -> None:
    if begun:
        builder.verbatim(*begun)
