"""Checks texts, each with options of its own. A text that can't be checked costs only itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from softsell.draft import read_text
from softsell.draft.draft import Context, Draft, post_kind
from softsell.draft.readers import Markup
from softsell.engine.report import Report
from softsell.engine.worth import Allowance, add_worth
from softsell.errors import SoftsellError


class ChecksDrafts(Protocol):
    """What checks drafts, as ``Engine`` does."""

    def check_drafts(self, drafts: Sequence[Draft], *, explain: bool = False) -> list[Report]: ...


class Text(Struct, frozen=True):
    """A text to check. The attributes are the arguments of ``softsell.check``, and whether the points of its scores say what made them."""

    text: str
    platform: str | None = None
    markup: Markup = "plain"
    reply_to: str | None = None
    kind: str | None = None
    worth: bool = False
    explain: bool = False

    def read(self) -> Draft:
        """Return the draft.

        Raises:
            DraftError: the text can't be checked.
            UsageError: the markup or kind is unknown.
        """
        kind = None if self.kind is None else post_kind(self.kind)
        context = Context(platform=self.platform, reply_to=self.reply_to, kind=kind)
        return read_text(self.text, markup=self.markup, context=context)


def check_texts(
    engine: ChecksDrafts, texts: Sequence[Text], allowance: Allowance | None = None
) -> list[Report | SoftsellError]:
    """Return a report for each text, or the error that says why it can't be checked.

    Args:
        engine: checks them.
        texts: the texts.
        allowance: how much more may be checked to find out what fixes are worth.
    """
    read = [_read(text) for text in texts]
    explain = any(text.explain for text in texts)
    checked = _check(engine, [draft for draft in read if isinstance(draft, Draft)], explain)
    results = [next(checked) if isinstance(draft, Draft) else draft for draft in read]
    return [
        add_worth(result, partial(_check_fixed, engine, text), allowance)
        if text.worth and isinstance(result, Report)
        else result
        for text, result in zip(texts, results, strict=True)
    ]


def _read(text: Text) -> Draft | SoftsellError:
    try:
        return text.read()
    except SoftsellError as error:
        return error


def _check(engine: ChecksDrafts, drafts: Sequence[Draft], explain: bool) -> Iterator[Report | SoftsellError]:
    try:
        yield from engine.check_drafts(drafts, explain=explain)
    except SoftsellError as error:
        if len(drafts) == 1:
            yield error
        else:  # one of them is at fault, such as one that names an unknown platform
            for draft in drafts:
                yield from _check(engine, [draft], explain)


def _check_fixed(engine: ChecksDrafts, text: Text, fixed: Sequence[str]) -> list[Report | None]:
    """Check what becomes of a text by its fixes."""
    results = check_texts(engine, [replace(text, text=one, worth=False, explain=False) for one in fixed])
    return [result if isinstance(result, Report) else None for result in results]
