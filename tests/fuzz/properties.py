"""Properties that must hold for every report, whatever the text."""

from __future__ import annotations

from softsell.checks.finding import Fix
from softsell.draft import read_text
from softsell.draft.span import Span
from softsell.engine.report import Report
from softsell.language.reading import Reading
from softsell.language.reading_builder import read

MIN_WORDS = 5
MAX_FINDINGS = 1_000


def assert_sound(report: Report) -> None:
    """Spans are inside the text and in order, scores in bounds, measures finite, and messages filled in."""
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
    """Scores are 0 to 100. Drafts of five words or more have a readability score."""
    assert set(report.scores) == {"pushiness", "self-focus", "questions", "readability"}
    for score in report.scores.values():
        assert score is None or 0 <= score <= 100
    if was_checked(report):
        assert (report.scores["readability"] is None) == (report.measures["words"] < MIN_WORDS)


def was_checked(report: Report) -> bool:
    """Whether the draft was checked at all. A draft in another language has no scores."""
    return all(finding.rule != "softsell/not-english" for finding in report.findings)


def safe_fixes(report: Report) -> list[Fix]:
    """Return the first safe fix of each finding, without fixes that overlap an earlier one."""
    fixes: list[Fix] = []
    end = -1
    for finding in report.findings:
        for fix in finding.fixes[:1]:
            if fix.safe and fix.span.start >= max(end, 0) and (fix.span.start > end or not fixes):
                fixes.append(fix)
                end = fix.span.end
    return fixes


def applied(text: str, fixes: list[Fix]) -> str:
    """Return the text with the fixes applied."""
    for fix in reversed(fixes):
        text = text[: fix.span.start] + fix.text + text[fix.span.end :]
    return text


def read_plainly(text: str) -> Reading:
    """Return the reading of a plain text, without characters that aren't allowed in text."""
    return read(read_text(text.encode("utf-8", "ignore").decode().replace("\0", "")))
