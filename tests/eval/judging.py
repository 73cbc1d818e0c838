"""Checks a whole corpus in a pool of processes, and reduces the reports to what tasks score.

Three modes show what each part contributes: ``auto`` as installed, ``none`` without the trained pipeline, and ``words`` with word lists
alone: phrase rules without exceptions, sentences that end at marks, questions by their mark, orders by their first word.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from softsell.checks.rule import Rule
from softsell.config.config import Config
from softsell.draft import read_text
from softsell.engine.draft_reading import read_draft
from softsell.engine.engine import Engine
from softsell.engine.report import Report
from softsell.engine.rule_set import RuleSet
from softsell.language import learned
from softsell.language.sentence import Sentence, SentenceKind
from softsell.packs import load_builtin
from tests.eval.fix_proof import safe_changes

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Judged:
    """The reduced report of one text.

    Attributes:
        scores: as in ``Report``.
        findings: rule and severity of each finding, without praise.
        marks: rule, severity and span of each of them; no span for the whole draft.
        kind: what kind of post it is taken for.
        fixes: rule, start, end and new text of the first safe fix of each finding.
        mendable: the number of warnings and errors with such a fix.
        points: ``(dimension, source, points, count)`` of each part of the scores.
        measures: by name; those of readability are missing if the text is too short.
        sentences: with offsets into the text.
    """

    scores: dict[str, float | None]
    findings: tuple[tuple[str, str], ...]
    points: tuple[tuple[str, str, float, float], ...]
    measures: dict[str, float]
    sentences: tuple[Sentence, ...]
    marks: tuple[tuple[str, str, tuple[int, int] | None], ...] = ()
    kind: str = "other"
    fixes: tuple[tuple[str, int, int, str], ...] = ()
    mendable: int = 0

    def score(self, dimension: str) -> float:
        """Return the score, or 0 if the text is too short for one."""
        return self.scores[dimension] or 0.0

    def warned(self, pack: str) -> bool:
        """Whether a rule of the pack warns about the text. Suggestions don't count."""
        return any(rule.startswith(f"{pack}/") and severity != "suggestion" for rule, severity in self.findings)


def judge_all(
    texts: Sequence[str], mode: str = "auto", workers: int | None = None, weights: Path = learned.FOLDER
) -> list[Judged]:
    """Judge texts, in their order, with the learned weights of a folder."""
    chunks = [(mode, weights, list(texts[at : at + CHUNK])) for at in range(0, len(texts), CHUNK)]
    if len(chunks) < 3 or workers == 1:
        return [judged for chunk in chunks for judged in _judge_chunk(chunk)]
    return [judged for chunk in _pool(workers or os.cpu_count() or 1).map(_judge_chunk, chunks) for judged in chunk]


@lru_cache(maxsize=1)
def _pool(workers: int) -> ProcessPoolExecutor:
    """Kept for all corpora, so each process loads packs and model only once."""
    return ProcessPoolExecutor(workers)


def _judge_chunk(chunk: tuple[str, Path, list[str]]) -> list[Judged]:
    mode, weights, texts = chunk
    judge = _Judge.of(mode)
    installed = learned.FOLDER
    learned.FOLDER = weights
    try:
        return [judge(text) for text in texts]
    finally:
        learned.FOLDER = installed


class _Judge:
    """One mode of judging, set up once in each process."""

    def __init__(self, mode: str) -> None:
        self._config = Config(model="none" if mode == "words" else mode)
        engine = Engine(self._config)
        self._rules = _word_lists(engine) if mode == "words" else engine.rule_set(None)
        self._words_only = mode == "words"
        self._good = {rule.id for rule in self._rules.rules.values() if rule.positive}

    @staticmethod
    @lru_cache(maxsize=3)
    def of(mode: str) -> _Judge:
        return _Judge(mode)

    def __call__(self, text: str) -> Judged:
        # The corpora contain a few characters that no editor would pass on.
        text = text.replace("\0", " ")
        report = self._rules.report(read_draft(read_text(text), self._config))
        return Judged(
            report.scores,
            tuple((f.rule, f.severity) for f in report.findings if f.rule not in self._good),
            tuple((p.dimension, p.source, p.points, p.count) for p in report.points),
            report.measures,
            _cut_at_marks(text) if self._words_only else report.sentences,
            tuple(
                (f.rule, f.severity, None if f.span is None else (f.span.start, f.span.end))
                for f in report.findings
                if f.rule not in self._good
            ),
            getattr(report, "kind", "other"),
            tuple((rule, *span, written) for rule, (span, written) in safe_changes(report.findings)),
            sum(f.severity != "suggestion" and any(fix.safe for fix in f.fixes) for f in report.findings),
        )


def report_on(text: str, mode: str = "auto") -> Report:
    """Return the whole report of one text, which ``judge_all`` reduces."""
    config = Config(model=mode)
    return Engine(config).rule_set(None).report(read_draft(read_text(text.replace("\0", " ")), config))


def _word_lists(engine: Engine) -> RuleSet:
    """Return only the phrase rules of the built-in packs: no exceptions, no kinds of sentence, no measures."""
    return RuleSet([_bare(rule) for pack in load_builtin() for rule in pack.rules if rule.kind in ("phrase", "swap")])


def _bare(rule: Rule) -> Rule:
    options = {key: value for key, value in rule.options.items() if key != "sentences"}
    return replace(rule, unless=(), options=options, scope="draft")


_STRETCH = re.compile(r"[^.!?\n]*[.!?]*")
_FIRST_WORD = re.compile(r"[A-Za-z']+")


def _cut_at_marks(text: str) -> tuple[Sentence, ...]:
    from softsell.language.english.lexicon import BASE_VERBS

    sentences = []
    for match in _STRETCH.finditer(text):
        stretch = match.group()
        if not stretch.strip():
            continue
        start = match.start() + len(stretch) - len(stretch.lstrip())
        asks = stretch.endswith("?")
        first = _FIRST_WORD.search(stretch)
        orders = first is not None and first.group().lower() in BASE_VERBS
        kind: SentenceKind = "question" if asks else "command" if orders else "statement"
        sentences.append(Sentence(start, match.end(), kind, invites=asks, sales_question=False))
    return tuple(sentences)
