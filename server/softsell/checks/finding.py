"""Finding: what a rule has to say about a draft, and Fix: how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from softsell.draft.span import Span

Severity = Literal["suggestion", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("suggestion", "warning", "error")


class Fix(Struct, frozen=True):
    """One change that mends a finding: ``text`` put in the place of ``span`` of the source.

    Attributes:
        label: what the button says.
        span: what is replaced, in code points of the source; empty to insert.
        text: what is put there; empty to delete.
        safe: whether it may be applied without a person's look (``--fix``). A suggestion such as a new question is not.
        untrusted: would be safe, but comes from a pack that the user does not trust: ``--diff`` shows it, ``--fix`` leaves it out.
        worth: by how many points (whole ones, of 0 to 100) it changes each score that it changes, the largest improvement first:
            ``{"pushiness": -12}``. Negative is better. ``None`` if nobody asked, and for the last fixes of a long draft; see ``worth``
            of ``softsell.check``.
    """

    label: str
    span: Span
    text: str
    safe: bool = True
    untrusted: bool = False
    worth: Mapping[str, int] | None = None

    def __hash__(self) -> int:
        return hash((self.label, self.span, self.text))  # ``worth`` is a dict


class Finding(Struct, frozen=True):
    """One thing a rule found.

    Attributes:
        rule: its id, ``pack/rule``.
        severity: ``suggestion``, ``warning`` or ``error``.
        span: where, in code points of the source; ``None`` for the whole draft.
        message: what is wrong, in one sentence.
        why: the idea behind the rule, in one sentence.
        fixes: ways to mend it, best first.
        positive: something done well, told as such; it never counts for the exit code.
        dimension: the score that its rule feeds, one of ``Report.scores``; ``None`` for none of them.
    """

    rule: str
    severity: Severity
    span: Span | None
    message: str
    why: str
    fixes: tuple[Fix, ...] = ()
    positive: bool = False
    dimension: str | None = None

    @property
    def pack(self) -> str:
        """The pack of its rule."""
        return self.rule.partition("/")[0]

    def is_shown_from(self, least: Severity) -> bool:
        """Return whether someone who wants to see nothing milder than ``least`` sees it. Praise is always shown."""
        return self.positive or SEVERITIES.index(self.severity) >= SEVERITIES.index(least)
