"""What softsell has to say about one draft."""

from __future__ import annotations

from dataclasses import dataclass

from softsell.checks.finding import Finding
from softsell.draft.draft import Draft
from softsell.engine.scores import Points
from softsell.language.reading import Sentence


@dataclass(frozen=True, slots=True)
class Report:
    """All that softsell has to say about one draft.

    Attributes:
        draft: the draft.
        findings: in the order of the text, those of the whole draft last.
        scores: ``pushiness``, ``self-focus``, ``questions`` and ``readability``, and one more for each dimension that a loaded
            pack declares, 0 (fine) to 100 (worst);
            readability is ``None`` for fewer than five words.
        sentences: with offsets in code points of ``draft.source``.
        measures: every measure by name; ``softsell.language.reading_measures`` documents each with its unit.
        points: the parts that add up to the scores.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    scores: dict[str, float | None]
    sentences: tuple[Sentence, ...]
    measures: dict[str, float]
    points: tuple[Points, ...]
