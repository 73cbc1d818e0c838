"""The result of checking one draft."""

from __future__ import annotations

from dataclasses import dataclass

from softsell.checks.finding import Finding
from softsell.draft.draft import Draft
from softsell.engine.scores import Points
from softsell.language.reading import Sentence


@dataclass(frozen=True, slots=True)
class Report:
    """The result of checking one draft.

    Attributes:
        draft: the draft.
        findings: the findings in the order of the text. Those about the whole draft come last.
        scores: ``pushiness``, ``self-focus``, ``questions`` and ``readability``, and one more for each dimension that a loaded
            pack declares, 0 (fine) to 100 (worst). Readability is ``None`` for fewer than five words.
        sentences: the sentences, with offsets in code points of ``draft.source``.
        measures: every measure by name. ``softsell.language.reading_measures`` documents each with its unit.
        points: the parts of the scores.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    scores: dict[str, float | None]
    sentences: tuple[Sentence, ...]
    measures: dict[str, float]
    points: tuple[Points, ...]
