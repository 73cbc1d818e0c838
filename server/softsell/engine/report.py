"""The result of checking one draft."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from softsell.checks.finding import Finding
from softsell.draft.draft import Draft
from softsell.draft.offsets import LineIndex
from softsell.engine.as_dict import draft_as_dict, find_first_character, place
from softsell.engine.scores import Points
from softsell.language.sentence import Sentence
from softsell.vocabulary import POST_KINDS


class Report(Struct, frozen=True):
    """The result of checking one draft.

    Attributes:
        draft: the draft.
        findings: the findings in the order of the text. Those about the whole draft come last.
        scores: ``pushiness``, ``self-focus``, ``questions`` and ``readability``, and one more for each dimension that a loaded
            pack declares, 0 (fine) to 100 (worst). Readability is ``None`` for fewer than five words.
        sentences: the sentences, with offsets in code points of ``draft.source``.
        measures: every measure by name. ``softsell.language.reading_measures`` documents each with its unit. The learned ones
            (``promotion``, ``pressure``, ``self_focus``, ``hard_reading``, 0 to 1) are ``None`` without the learned weights, and for
            a draft that isn't in English.
        points: the parts of the scores.
        kind: what kind of post it is: offer, event, bait, appeal, job, question, reply, announcement, share, tips, notice, story,
            opinion, celebration or other.
        kind_likelihood: how likely it is that kind, 0 to 1. 1 if the writer or ``reply_to`` said so; 0 (and ``other``) if nothing is
            known, as without the learned weights.
        group_likelihood: how likely the group of that kind (``group``) is right, 0 to 1.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    scores: dict[str, float | None]
    sentences: tuple[Sentence, ...]
    measures: dict[str, Any]
    points: tuple[Points, ...]
    kind: str = "other"
    kind_likelihood: float = 0.0
    group_likelihood: float = 0.0

    @property
    def group(self) -> str:
        """The group of its kind: ``sells``, ``talks`` or ``tells``."""
        return POST_KINDS[self.kind]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as strings, numbers, lists, dicts and ``None``: what ``softsell check --format json`` gives for a draft.

        ``start`` and ``end`` are code points of ``draft.source``; lines and columns count from 1.
        """
        lines = LineIndex(self.draft.source)
        line = lines.position(find_first_character(self.draft.source, self.draft.span)).line
        return draft_as_dict(
            line=line,
            findings=[(finding, place(finding, lines, line)[0]) for finding in self.findings],
            scores=self.scores,
            measures=self.measures,
            kind={
                "name": self.kind,
                "group": self.group,
                "likelihood": self.kind_likelihood,
                "group_likelihood": self.group_likelihood,
            },
            platform=self.draft.context.platform,
            record=self.draft.record,
        )
