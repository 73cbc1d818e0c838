"""Sets on a reading what the learned weights say of it: likelihoods of its sentences, measures of the post, what kind of post it is.

What the writer says of the kind is taken as said. A draft that answers a message is a reply. Without the weights the kind is
``other`` with likelihood 0, and the measures are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from softsell.checks.finding import Finding
from softsell.language.reading import Hit, Reading
from softsell.vocabulary import POST_KINDS

if TYPE_CHECKING:
    from softsell.language.learned import Learned, Scored

_RARELY_SELLS = frozenset(("reddit",))
"""Platforms where posts sell less often than in what the weights were fitted on."""
_LESS = 0.25
_HARDLY = 0.1
"""By how much the other groups are less likely where something is sold right after a hook: of 11 such rated posts 9 sell."""
_SELLS = 0.65
"""From this likelihood of promotion on, a question that doesn't invite an answer is a hook."""
_SURELY_SELLS = 0.7
"""From this likelihood of promotion on, and with a likely hook, nothing in a post invites an answer: "What will you create?" under
a paint shop's offer."""
_HOOK = 0.4
"""From this likelihood of a hook on, a question that doesn't invite an answer is one."""
_SELLS_NOTHING = 0.3
"""Below this likelihood of promotion, no question is a hook."""
_MAY_SELL = 0.2
"""The same where something is sold right after one: short posts are rarely sure."""
_NO_HOOK = 0.1
"""Below this likelihood of a hook, no question is one."""

Explain = Callable[[str], tuple[str, ...]]
"""Takes a learned measure; returns the words and rules that carried it, strongest first."""


def estimate(reading: Reading, findings: Sequence[Finding]) -> Explain:
    """Set ``hits``, ``likelihoods``, ``strong``, ``hard_sell``, ``kind`` with its likelihoods and the learned measures of a reading.

    Args:
        reading: an English reading, with all its measures.
        findings: what all rules found, with spans into the prose; before any is left out because it overlaps another.

    Returns:
        What explains the measures.
    """
    context = reading.draft.context
    learned = _load() if reading.english and reading.sentences else None
    scored = None
    if learned is not None:
        reading.hits = [hit_of(finding) for finding in findings]
        scored = learned.score(reading, reading.hits)
        reading.likelihoods = scored.sentences
        reading.strong = scored.strong
        reading.hard_sell = scored.hard_sell
        reading.measures.update(scored.measures)
        _settle_questions(reading, scored.measures["promotion"], scored.hook)
    said = context.kind or ("reply" if context.reply_to is not None else None)
    if said is not None:
        reading.kind, reading.kind_likelihood, reading.group_likelihood = said, 1.0, 1.0
    elif scored is not None:
        _guess_kind(reading, scored, context.platform)

    def explain(measure: str) -> tuple[str, ...]:
        if learned is None or scored is None or measure not in scored.measures:
            return ()
        return learned.explain(scored, reading, measure)

    return explain


def _load() -> Learned | None:
    from softsell.language.learned import load_learned  # only English drafts with sentences need the weights

    return load_learned()


def hit_of(finding: Finding) -> Hit:
    """Return what the features need of a finding whose span is in the prose."""
    span = finding.span
    return Hit(finding.rule, finding.severity, *(span if span is not None else (None, None)))


def _settle_questions(reading: Reading, promotion: float, hook: float) -> None:
    """Decide which questions invite and which are only hooks, by what the post is for: a sentence alone can't tell.

    "Sound familiar?" leads to a sale in an offer and to a story elsewhere.
    """
    settled = []
    can_hook = hook >= _NO_HOOK and promotion >= (_MAY_SELL if reading.sure_hooks else _SELLS_NOTHING)
    for number, sentence in enumerate(reading.sentences):
        invites = sentence.invites and (promotion < _SURELY_SELLS or hook < _HOOK)
        may_hook = can_hook and sentence.kind == "question" and not invites and number not in reading.no_hooks
        hooks = may_hook and (sentence.sales_question or promotion >= _SELLS or hook >= _HOOK)
        settled.append(
            sentence
            if (sentence.invites, sentence.sales_question) == (invites, hooks)
            else replace(sentence, invites=invites, sales_question=hooks)
        )
    reading.sentences = settled
    hooks_told = sum(sentence.sales_question for sentence in settled)
    reading.measures.update(
        sales_questions=float(hooks_told),
        questions=float(sum(sentence.kind == "question" for sentence in settled) - hooks_told),
        invitations=float(sum(sentence.invites for sentence in settled)),
    )


def _guess_kind(reading: Reading, scored: Scored, platform: str | None) -> None:
    """Set the likeliest kind of the likeliest group: three groups are told apart better than fifteen kinds."""
    groups = dict(scored.groups)
    if platform in _RARELY_SELLS:
        groups["sells"] *= _LESS
    if reading.sure_hooks:
        groups["talks"] *= _HARDLY
        groups["tells"] *= _HARDLY
    total = sum(groups.values())
    group = max(groups, key=groups.__getitem__)
    members = {kind: scored.kinds[kind] for kind, its_group in POST_KINDS.items() if its_group == group}
    kind = max(members, key=members.__getitem__)
    reading.kind = kind
    reading.group_likelihood = groups[group] / total
    reading.kind_likelihood = reading.group_likelihood * members[kind] / (sum(members.values()) or 1.0)
