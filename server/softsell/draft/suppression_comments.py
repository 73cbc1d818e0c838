"""Reads comments that switch rules off for part of a post.

    <!-- softsell-disable pushiness/urgency: the sale really does end today -->
    … no findings of pushiness/urgency here …
    <!-- softsell-enable pushiness/urgency -->

    <!-- softsell-disable-next readability, questions: a quote from the law -->
    Only this paragraph isn't checked.

Grammar:

    comment  =  "<!--" command [rules] [":" reason] "-->"
    command  =  "softsell-disable"          from here to "softsell-enable", or to the end of the post; without
                                            "softsell-enable" also what rules say of the whole post
             |  "softsell-disable-next"     the next paragraph, heading, list or table (inside one: the rest of it;
                                            between the items of a list: the next item)
             |  "softsell-enable"           ends an earlier "softsell-disable"
    rules    =  rule {("," | white space) rule}     rule and pack names; none means all
    reason   =  any text

In Markdown and HTML a comment may be anywhere. In MDX, which has no comments of HTML, write
``{/* softsell-disable */}``. In plain text files a comment must be alone on its line, because plain text has no comments.
A comment that begins with "softsell" but doesn't follow this grammar is an error. If softsell ignored it, a typo would
leave the writer wondering why the rule still reports findings. The engine checks whether the rules exist.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from softsell.compile_later import compile_later
from softsell.draft.draft import Suppression
from softsell.draft.prose import ListBlocks
from softsell.draft.source import Source
from softsell.draft.span import Span

COMMANDS = ("softsell-disable", "softsell-disable-next", "softsell-enable")

_ALL = ""
_NAME = "softsell"
_LIKE_OURS = compile_later(r"\s*([a-z]{5,12})-(?:disable|enable)", re.IGNORECASE)
_NEARLY = 0.8
_END_IN_MDX = "*/}"
_ELSEWHERE = compile_later(
    r"(?:%%|\{/\*|\{#|\{\{/\*|\{%-? *comment *-?%\}|^\[//\]: *# *[(\"'])\s*softsell-(?:disable|enable)",
    re.MULTILINE | re.IGNORECASE,
)
_RULE = compile_later(r"[a-z0-9-]+(?:/[a-z0-9-]+)?")
_OURS = compile_later(r"\s*(softsell(?=[-\s:]|$)\S*)", re.IGNORECASE)


def find_comments_of_other_kinds(text: str) -> Iterator[int]:
    """Yield where a text has a comment to softsell in a form of some other tool, such as ``%% softsell-disable %%``."""
    return (found.start() for found in _ELSEWHERE.finditer(text))


class _Disabled(NamedTuple):
    """``softsell-disable`` of one rule, or of ``_ALL``, that hasn't ended yet."""

    rule: str
    reason: str
    comment: Span


class _Next(NamedTuple):
    """``softsell-disable-next`` whose paragraph isn't known yet."""

    rules: tuple[str, ...]
    reason: str
    comment: Span
    mid_block: bool


class SuppressionComments:
    """Collects the comments of one post from left to right."""

    __slots__ = ("_disabled", "_done", "_next", "_source")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._disabled: dict[str, list[_Disabled]] = {}
        self._next: list[_Next] = []
        self._done: list[Suppression] = []

    def add(self, span: Span, *, mid_block: bool) -> None:
        """Add the HTML comment at ``span``. Comments that aren't for softsell are ignored.

        Args:
            span: from ``<!--`` to the end of ``-->``.
            mid_block: whether text of the same paragraph comes before it.

        Raises:
            MalformedFile: the comment is for softsell but can't be understood.
        """
        text = self._source.text[span.start + len("<!--") : span.end].removesuffix("-->").removesuffix(_END_IN_MDX)
        text = text.rstrip()
        ours = _OURS.match(text)
        if ours is None:
            self._check_no_slip(text, span)
            return
        command = ours[1].partition(":")[0]
        rest = text[ours.start(1) + len(command) :]
        written, _, reason = rest.partition(":")
        rules = self._parse_rules(written, span)
        self._apply(self._parse_command(command, span), rules, " ".join(reason.split()), span, mid_block)

    def finish(
        self, block_starts: Sequence[int], end: int, lists: Mapping[int, Sequence[ListBlocks]] = MappingProxyType({})
    ) -> tuple[Suppression, ...]:
        """Return every suppression of the post, in the order of the comments.

        Args:
            block_starts: source offsets at which paragraphs begin, in order.
            end: where the post ends.
            lists: the lists that begin with a block, by its index. A comment above a list is for all of it.
        """
        self._close(self._take_all(), end, whole=True)
        for command in self._next:
            begun = bisect_left(block_starts, command.comment.end)
            ahead = (one.after for one in lists.get(begun, ()) if one.start >= command.comment.end)
            after = begun if command.mid_block else max(ahead, default=begun + 1)
            scope = Span(command.comment.end, block_starts[after] if after < len(block_starts) else end)
            self._done.append(Suppression(command.rules, command.reason, command.comment, scope))
        return tuple(sorted(self._done, key=lambda suppression: suppression.span))

    def _check_no_slip(self, text: str, span: Span) -> None:
        """Raise MalformedFile for a comment whose first word is nearly “softsell”. Other tools have comments like ours."""
        like_ours = _LIKE_OURS.match(text)
        if like_ours is None:
            return
        from difflib import SequenceMatcher

        if SequenceMatcher(None, like_ours[1].casefold(), _NAME).ratio() >= _NEARLY:
            raise self._source.malformed(
                span.start, f"did you mean “{_NAME}”? This comment begins with “{like_ours[1]}”, so it does nothing."
            )

    def _parse_command(self, written: str, span: Span) -> str:
        command = written.casefold()
        if command not in COMMANDS:
            raise self._source.malformed(
                span.start,
                "this comment to softsell has an unknown command. Use softsell-disable, softsell-disable-next "
                "or softsell-enable.",
            )
        return command

    def _parse_rules(self, written: str, span: Span) -> tuple[str, ...]:
        rules = tuple(dict.fromkeys(written.replace(",", " ").casefold().split()))
        if not all(_RULE.fullmatch(rule) for rule in rules):
            raise self._source.malformed(
                span.start,
                "this comment to softsell contains something that can't be a rule. Write rule names such as "
                "pushiness/urgency with commas between them, and a colon before the reason.",
            )
        return rules

    def _apply(self, command: str, rules: tuple[str, ...], reason: str, span: Span, mid_block: bool) -> None:
        if command == "softsell-enable":
            self._enable(rules, span)
        elif command == "softsell-disable":
            for rule in rules or (_ALL,):
                self._disabled.setdefault(rule, []).append(_Disabled(rule, reason, span))
        else:
            self._next.append(_Next(rules, reason, span, mid_block))

    def _enable(self, rules: tuple[str, ...], span: Span) -> None:
        if not self._disabled or any(rule not in self._disabled for rule in rules):
            raise self._source.malformed(
                span.start,
                "this comment switches on rules that no earlier softsell-disable in this post switched off. "
                "Name the same rules as there, or none to switch all rules on.",
            )
        ended = [disabled for rule in rules for disabled in self._disabled.pop(rule)] if rules else self._take_all()
        self._close(ended, span.start)

    def _take_all(self) -> list[_Disabled]:
        taken = [disabled for of_one_rule in self._disabled.values() for disabled in of_one_rule]
        self._disabled.clear()
        return taken

    def _close(self, ended: Sequence[_Disabled], end: int, *, whole: bool = False) -> None:
        rules_of: dict[tuple[Span, str], list[str]] = {}
        for disabled in ended:
            rules_of.setdefault((disabled.comment, disabled.reason), []).append(disabled.rule)
        for (comment, reason), rules in rules_of.items():
            named = tuple(rule for rule in rules if rule != _ALL)
            self._done.append(Suppression(named, reason, comment, Span(comment.end, end), whole))
