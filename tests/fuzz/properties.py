"""What must hold for every report, whatever the text."""

from __future__ import annotations

from softsell.checks.finding import Fix
from softsell.draft import read_text
from softsell.draft.span import Span
from softsell.engine.report import Report
from softsell.language.read import read
from softsell.language.reading import Reading

MIN_WORDS = 5
MAX_FINDINGS = 1_000


def assert_sound(report: Report) -> None:
    """Spans inside and in order, scores in bounds, measures finite, messages filled in."""
    draft = report.draft
    inside = Span(draft.span.start, draft.span.end)
    spans = [finding.span for finding in report.findings if finding.span is not None]
    for span in spans:
        assert inside.start <= span.start <= span.end <= inside.end
    told = [finding for finding in report.findings if not finding.rule.startswith("softsell/")]
    marked = [finding.span for finding in told if finding.span is not None]
    assert marked == sorted(marked)
    assert len(told) <= MAX_FINDINGS
    for finding in report.findings:
        assert finding.message.strip()
        assert finding.why.strip()
        for fix in finding.fixes:
            assert inside.start <= fix.span.start <= fix.span.end <= inside.end
    assert_scores(report)
    end = inside.start
    for sentence in report.sentences:
        assert end <= sentence.start <= sentence.end <= inside.end
        end = sentence.end


def assert_scores(report: Report) -> None:
    """0 to 100 each; a readability score from five words on."""
    assert set(report.scores) == {"pushiness", "self-focus", "questions", "readability"}
    for score in report.scores.values():
        assert score is None or 0 <= score <= 100
    if told_apart(report):
        assert (report.scores["readability"] is None) == (report.measures["words"] < MIN_WORDS)


def told_apart(report: Report) -> bool:
    """Whether the draft was read at all: one in another language has no scores."""
    return all(finding.rule != "softsell/not-english" for finding in report.findings)


def safe_fixes(report: Report) -> list[Fix]:
    """The first safe fix of each finding, none overlapping one before it."""
    fixes: list[Fix] = []
    end = -1
    for finding in report.findings:
        for fix in finding.fixes[:1]:
            if fix.safe and fix.span.start >= max(end, 0) and (fix.span.start > end or not fixes):
                fixes.append(fix)
                end = fix.span.end
    return fixes


def applied(text: str, fixes: list[Fix]) -> str:
    """The text with the fixes made."""
    for fix in reversed(fixes):
        text = text[: fix.span.start] + fix.text + text[fix.span.end :]
    return text


def read_plainly(text: str) -> Reading:
    """The reading of a plain text; what no text holds is left out of it."""
    return read(read_text(text.encode("utf-8", "ignore").decode().replace("\0", "")))
