"""Comments by which a writer switches rules off for a stretch of a post.

    <!-- softsell-disable pushiness/urgency: the sale really does end today -->
    … nothing here is told about pushiness/urgency …
    <!-- softsell-enable pushiness/urgency -->

    <!-- softsell-disable-next readability, questions: a quote from the law -->
    Only this paragraph is left alone.

Grammar:

    comment  =  "<!--" order [rules] [":" reason] "-->"
    order    =  "softsell-disable"          from here to "softsell-enable", or to the end of the post
             |  "softsell-disable-next"     the next paragraph, heading or list item (inside one: the rest of it)
             |  "softsell-enable"           ends what an earlier "softsell-disable" began
    rules    =  rule {("," | white space) rule}     rule and pack names; none means all
    reason   =  any text

In Markdown and HTML a comment may stand anywhere; in plain text files it has a line to itself, since plain text knows
no comments. A comment that begins with "softsell" and does not read like this is an error, not a remark: passed over
in silence, a slip of the pen would leave the writer wondering why the rule still speaks. Whether a rule of that name
exists is for the engine to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from softsell.draft.draft import Suppression
from softsell.draft.source import Source
from softsell.draft.span import Span

ORDERS = ("softsell-disable", "softsell-disable-next", "softsell-enable")

_ALL = ""
_RULE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)?")
_OURS = re.compile(r"\s*(softsell(?=[-\s:]|$)\S*)", re.IGNORECASE)


class _Disabled(NamedTuple):
    """``softsell-disable`` of one rule, or of ``_ALL``, not yet ended."""

    rule: str
    reason: str
    comment: Span


class _Next(NamedTuple):
    """``softsell-disable-next``, whose paragraph is not yet known."""

    rules: tuple[str, ...]
    reason: str
    comment: Span
    mid_block: bool


class SuppressionComments:
    """The comments of one post, gathered from left to right."""

    __slots__ = ("_disabled", "_done", "_next", "_source")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._disabled: dict[str, list[_Disabled]] = {}
        self._next: list[_Next] = []
        self._done: list[Suppression] = []

    def comment(self, span: Span, *, mid_block: bool) -> None:
        """Takes the HTML comment at ``span``; one that is not addressed to softsell is let be.

        Args:
            span: from ``<!--`` to behind ``-->``.
            mid_block: whether text of the same paragraph stands before it.

        Raises:
            MalformedFile: it is for softsell but can't be understood.
        """
        text = self._source.text[span.start + len("<!--") : span.end].removesuffix("-->").rstrip()
        ours = _OURS.match(text)
        if ours is None:
            return
        order = ours[1].partition(":")[0]
        rest = text[ours.start(1) + len(order) :]
        written, _, reason = rest.partition(":")
        rules = self._rules(written, span)
        self._obey(self._order(order, span), rules, " ".join(reason.split()), span, mid_block)

    def finish(self, block_starts: Sequence[int], end: int) -> tuple[Suppression, ...]:
        """Every suppression of the post, in the order of their comments.

        Args:
            block_starts: source offsets at which paragraphs begin, in order.
            end: where the post ends.
        """
        self._close(self._take_all(), end)
        for order in self._next:
            begun = bisect_left(block_starts, order.comment.end)
            after = begun if order.mid_block else begun + 1
            scope = Span(order.comment.end, block_starts[after] if after < len(block_starts) else end)
            self._done.append(Suppression(order.rules, order.reason, order.comment, scope))
        return tuple(sorted(self._done, key=lambda suppression: suppression.span))

    def _order(self, written: str, span: Span) -> str:
        order = written.casefold()
        if order not in ORDERS:
            raise self._source.malformed(
                span.start,
                "this comment to softsell has an unknown order. There are softsell-disable, softsell-disable-next "
                "and softsell-enable.",
            )
        return order

    def _rules(self, written: str, span: Span) -> tuple[str, ...]:
        rules = tuple(dict.fromkeys(written.replace(",", " ").casefold().split()))
        if not all(_RULE.fullmatch(rule) for rule in rules):
            raise self._source.malformed(
                span.start,
                "this comment to softsell names something that can't be a rule. Write rule names such as "
                "pushiness/urgency, commas between them, and a colon before the reason.",
            )
        return rules

    def _obey(self, order: str, rules: tuple[str, ...], reason: str, span: Span, mid_block: bool) -> None:
        if order == "softsell-enable":
            self._enable(rules, span)
        elif order == "softsell-disable":
            for rule in rules or (_ALL,):
                self._disabled.setdefault(rule, []).append(_Disabled(rule, reason, span))
        else:
            self._next.append(_Next(rules, reason, span, mid_block))

    def _enable(self, rules: tuple[str, ...], span: Span) -> None:
        if not self._disabled or any(rule not in self._disabled for rule in rules):
            raise self._source.malformed(
                span.start,
                "this comment switches on what no softsell-disable before it in this post switched off. "
                "Name the same rules as there, or none to end them all.",
            )
        ended = [disabled for rule in rules for disabled in self._disabled.pop(rule)] if rules else self._take_all()
        self._close(ended, span.start)

    def _take_all(self) -> list[_Disabled]:
        taken = [disabled for of_one_rule in self._disabled.values() for disabled in of_one_rule]
        self._disabled.clear()
        return taken

    def _close(self, ended: Sequence[_Disabled], end: int) -> None:
        rules_of: dict[tuple[Span, str], list[str]] = {}
        for disabled in ended:
            rules_of.setdefault((disabled.comment, disabled.reason), []).append(disabled.rule)
        for (comment, reason), rules in rules_of.items():
            named = tuple(rule for rule in rules if rule != _ALL)
            self._done.append(Suppression(named, reason, comment, Span(comment.end, end)))
