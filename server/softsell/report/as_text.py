"""Renders the report for people in a terminal: findings with their line and a caret, the scores, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import repeat, zip_longest

from softsell.checks.finding import SEVERITIES, Finding, Fix
from softsell.draft.offsets import LineIndex
from softsell.draft.span import Span
from softsell.report.display import escape, escape_path, excerpt, one_line, width, wrap
from softsell.report.measure_words import in_words
from softsell.report.options import Options
from softsell.report.record_words import in_words as record_in_words
from softsell.report.result import CheckedDraft, CheckedFile, PlacedDraft, PlacedFinding, ScorePoints
from softsell.report.style import Style
from softsell.vocabulary import level_of
from softsell.wording import counted, listed

_NOTHING_COUNTS = {"questions": "no question is a hook, and none is missing"}
_METER = 10
_HIGH = 2
"""The level from which on a score is told although no phrase is marked: there is quite a bit of it."""
_WIDEST = 110
_MAX_MATCH = 60


def render(files: Iterable[CheckedFile], options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    page = _Page(options)
    tally: Counter[str] = Counter()
    for file in files:
        if not file.drafts and options.show_clean:
            yield f"{page.style.paint(escape_path(file.path), 'bold')}  nothing to check\n\n"
        lines = LineIndex(file.text)
        page.explained.clear()
        for placed in file.placed():
            tally.update(_count_findings(placed.draft))
            yield from page.render_draft(file, lines, placed)
    if tally["drafts"] and not options.brief:
        yield page.render_summary(tally)


def _count_findings(draft: CheckedDraft) -> Iterator[str]:
    yield "drafts"
    yield from repeat("known", draft.known)
    for finding in draft.problems:
        yield finding.severity
        if any(fix.safe for fix in finding.fixes):
            yield "fixable"


class _Page:
    """Attributes:
    explained: the rules that this file's report has explained. It explains each rule once.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.style = Style(options.color)
        self.width = max(40, min(options.width, _WIDEST))
        self.bar = "│" if options.unicode else "|"
        self.ellipsis = "…" if options.unicode else "..."
        self.explained: set[str] = set()
        self._whys: dict[tuple[str, str], str] = {}

    def render_draft(self, file: CheckedFile, lines: LineIndex, placed: PlacedDraft) -> Iterator[str]:
        path = escape_path(file.path)
        problems = [entry for entry in placed.findings if not entry.finding.positive]
        praise = [entry.finding for entry in placed.findings if entry.finding.positive]
        if not problems and not self.options.show_clean:
            return
        for entry in problems:
            yield self._render_finding(path, file.text, lines, placed.draft, entry) + "\n"
        if self.options.brief:
            return
        words = record_in_words(placed.draft)
        record = f"  {self.style.paint(words, 'dim')}" if words else ""
        row = placed.draft.record.row
        place = f"{path}:{placed.line}" if len(file.drafts) > 1 and row is None else path
        yield self.style.paint(place, "bold") + record + self._describe_state(len(problems), placed.draft) + "\n"
        for finding in praise:
            yield self._render_praise(finding)
        yield "\n" if placed.draft.unread else self._render_scores(placed.draft) + "\n"

    def _describe_state(self, problems: int, draft: CheckedDraft) -> str:
        if known := draft.known:
            new = "" if problems else "nothing new; "
            return self.style.paint(f"  {new}{counted(known, 'finding')} in the baseline, counted in the scores", "dim")
        if problems:
            return ""
        high = [name for name, score in draft.scores.items() if score is not None and level_of(name, score) >= _HIGH]
        if not high:
            return self.style.paint("  nothing to fix", "good")
        why = "" if self.options.show_score else "; --show-score says why"
        return self.style.paint(f"  nothing to fix, but a high score for {listed(high)}{why}", "warning")

    def render_summary(self, tally: Counter[str]) -> str:
        drafts = counted(tally["drafts"], "draft")
        fixed = f"Fixed {counted(count, 'finding')}. " if (count := self.options.fixed()) else ""
        found = [counted(tally[severity], severity) for severity in reversed(SEVERITIES) if tally[severity]]
        left_out = f" Left out {counted(tally['known'], 'finding')} in the baseline." if tally["known"] else ""
        if not found:
            nothing = "Nothing new" if left_out else "Nothing to fix"
            return self.style.paint(f"{fixed}{nothing} in {drafts}.{left_out}", "good") + "\n"
        hint = f" --fix can fix {tally['fixable']} of them." if tally["fixable"] and not fixed else ""
        return self.style.paint(f"{fixed}{listed(found)} in {drafts}.", "bold") + hint + left_out + "\n"

    def _render_finding(self, path: str, text: str, lines: LineIndex, draft: CheckedDraft, entry: PlacedFinding) -> str:
        finding = entry.finding
        place = f"{path}:{entry.start.line}" + (f":{entry.start.column}" if finding.span else "")
        if (
            draft.record.row is not None
        ):  # people find a row by its number; its line is another if cells have line breaks
            sheet = f" {escape_path(draft.record.sheet)}" if draft.record.sheet else ""
            place = f"{path}{sheet} row {draft.record.row}"
        paint = self.style.paint
        head = (
            f"{paint(place, 'dim')}  {paint(finding.severity, finding.severity, 'bold')}  {paint(finding.rule, 'dim')}"
        )
        gutter = "" if finding.span is None else " " * (len(str(draft.record.row or entry.start.line)) + 3)
        indent = f"  {gutter}" if finding.span else "  "
        rows = [head]
        if finding.span is not None:
            rows += self._render_excerpt(text, lines, draft, entry, finding.span)
        rows.append(indent + self._wrap(finding.message, indent))
        if finding.why and finding.rule not in self.explained:
            self.explained.add(finding.rule)
            rows.append(paint(indent + self._wrap_why(finding.why, indent), "dim"))
        rows += [indent + self._wrap(_describe_fix(fix), indent + "     ", 5) for fix in finding.fixes[:3]]
        return "\n".join(rows) + "\n"

    def _render_excerpt(
        self, text: str, lines: LineIndex, draft: CheckedDraft, entry: PlacedFinding, marked: Span
    ) -> list[str]:
        number = str(draft.record.row or entry.start.line)
        line = _find_line(text, lines, entry.start.line)
        if draft.span.start <= marked.start <= draft.span.end:  # not the columns beside the post
            line = Span(max(line.start, draft.span.start), min(line.end, draft.span.end))
        cut = excerpt(text, line, marked, self.width - len(number) - 5, self.ellipsis)
        caret = " " * cut.indent + self.style.paint("^" * cut.marked, entry.finding.severity, "bold")
        bar = self.style.paint(self.bar, "dim")
        return [
            f"  {self.style.paint(number, 'dim')} {bar} {cut.text}",
            f"  {' ' * len(number)} {bar} {caret}",
        ]

    def _render_praise(self, finding: Finding) -> str:
        return "  " + self.style.paint("good:", "good", "bold") + f" {self._wrap(finding.message, '        ', 6)}\n"

    def _wrap_why(self, why: str, indent: str) -> str:
        """Wrap a rule's explanation. Many files have the same ones."""
        wrapped = self._whys.get((why, indent))
        if wrapped is None:
            wrapped = self._whys[why, indent] = self._wrap(why, indent)
        return wrapped

    def _wrap(self, text: str, indent: str, less: int = 0) -> str:
        return wrap(one_line(text), self.width - width(indent) - less, indent)

    def _render_scores(self, draft: CheckedDraft) -> str:
        names = list(draft.scores)
        longest = max(map(len, names), default=0)
        meters = [self._draw_meter(name, draft.scores[name], longest) for name in names]
        if not self.options.show_score:
            pairs = zip_longest(meters[::2], meters[1::2])
            return "".join(f"  {left}   {right}\n" if right else f"  {left}\n" for left, right in pairs)
        rows = []
        for name, meter in zip(names, meters, strict=True):
            rows.append(f"  {meter}\n")
            counted = [self._render_points(points) for points in draft.points if points.dimension == name]
            if not counted and draft.scores[name] is not None:
                why = _NOTHING_COUNTS.get(name, "nothing counts against this post")
                counted = [self.style.paint(f"              {why}", "dim") + "\n"]
            rows += counted
        return "".join(rows)

    def _draw_meter(self, dimension: str, score: float | None, longest: int) -> str:
        name = dimension.ljust(longest)
        full, empty = ("█", "░") if self.options.unicode else ("#", ".")
        if score is None:
            return f"{name}  {self.style.paint(empty * _METER, 'dim')}   -"
        filled = round(score * _METER / 100)
        severity = ("good", "warning", "error", "error")[level_of(dimension, score)]
        bar = self.style.paint(full * filled, severity) + self.style.paint(empty * (_METER - filled), "dim")
        return f"{name}  {bar} {round(score):3d}"

    def _render_points(self, points: ScorePoints) -> str:
        times = "" if points.amount == 1 else f" ({points.amount:g} times)"
        description = f"{points.source}{times}" if "/" in points.source else in_words(points.source, points.amount)
        if points.reasons:
            description += f": {', '.join(points.reasons)}"
        return self.style.paint(f"      {points.points:+6.1f}  {escape(description)}", "dim") + "\n"


def _find_line(text: str, lines: LineIndex, number: int) -> Span:
    """Return the span of a line without its line ending. This doesn't copy the line, which may have megabytes."""
    start = lines.line_start(number)
    end = lines.line_start(number + 1) if number < len(lines) else len(text)
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return Span(start, end)


def _describe_fix(fix: Fix) -> str:
    """Return what to do, from the fix's label, with the new words if the label doesn't contain them."""
    label = fix.label.strip() or "Change it"
    label = label[:1].lower() + label[1:]
    new = fix.text.strip()
    if len(new) <= 1 or new in label:  # A single character is a mark, or the capital letter that now begins the rest.
        return f"try: {label}"
    return f"try: {label}: “{new if len(new) <= 3 * _MAX_MATCH else new[: 3 * _MAX_MATCH] + '…'}”"
