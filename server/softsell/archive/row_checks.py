"""Checks rows, and makes the line of JSON for each post. Workers do this; they get ``RowChecker`` by forking or pickling.

A line has these keys:

    source, row         the file, and the row as a spreadsheet or an editor counts it, from 1
    id, platform, date, campaign, link, counts
                        what the row says about the post; see ``draft.record``
    kind, likelihood    what kind of post it is, and how likely that is, 0 to 1
    scores              0 (fine) to 100 by dimension; null if there was too little to score
    measures            numbers by name
    findings            a list of rule, severity, positive (praise), start and end; the last two count characters of the post as people
                        read it, without the quotes and escapes of its file, and are null for a finding about the whole post
    error               why the row wasn't checked, or null; the rest is then empty
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from msgspec.structs import replace

from softsell.archive.inputs import RowDrafts, RowReader
from softsell.archive.text_rows import TextRow
from softsell.checks.rule import Pack
from softsell.config.config import Config
from softsell.draft import Context, Draft
from softsell.engine.engine import Engine
from softsell.engine.report import Report
from softsell.errors import SoftsellError
from softsell.report.safe_json import dumps
from softsell.unexpected import describe


class InputRow(NamedTuple):
    """A row of an input, named by its number among the inputs, from 0."""

    input: int
    row: TextRow


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row.

    Attributes:
        lines: its posts as JSON, or one line with an error.
        posts: how many posts were checked.
        failed: whether the row couldn't be read or checked.
        reposts, ragged, unknown: see ``RowDrafts``.
        scores, measures: the names of the scores and measures of its posts.
    """

    lines: tuple[str, ...]
    posts: int = 0
    failed: bool = False
    reposts: int = 0
    ragged: bool = False
    unknown: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InputRules:
    """How to check the rows of an input: its name, its reader (``None`` if it has no rows), its settings and its packs."""

    path: str
    reader: RowReader | None
    config: Config
    packs: tuple[Pack, ...]


class RowChecker:
    """Checks rows. The rules are compiled when they're first needed.

    Attributes:
        inputs: how to check each input.
        platform: where the posts will be posted, whatever their rows say.
    """

    def __init__(self, inputs: Sequence[InputRules], platform: str | None = None) -> None:
        self.inputs = inputs
        self.platform = platform
        self._engines: dict[int, Engine] = {}

    def warm_up(self) -> None:
        """Compile the rules, so that forked workers share them."""
        for number in range(len(self.inputs)):
            self._engine(number).rule_set(self.platform)

    def check(self, rows: Sequence[InputRow]) -> list[RowResult]:
        """Return a result for each row. A row that can't be checked costs only that row."""
        read = [self._read(row) for row in rows]
        results: list[RowResult] = []
        at = 0
        while at < len(rows):
            end = at + 1
            while end < len(rows) and rows[end].input == rows[at].input:
                end += 1
            results += self._check(rows[at:end], read[at:end])
            at = end
        return results

    def fail(self, row: InputRow, reason: str) -> RowResult:
        """Return the result for a row that can't be checked."""
        return _failed(self.inputs[row.input].path, row.row.number, reason)

    def _engine(self, number: int) -> Engine:
        if number not in self._engines:
            rules = self.inputs[number]
            same = (other for other in self._engines if self.inputs[other].config == rules.config)
            other = next(same, None)
            self._engines[number] = Engine(rules.config, rules.packs) if other is None else self._engines[other]
        return self._engines[number]

    def _read(self, row: InputRow) -> RowDrafts | str:
        """Return the drafts of a row, or why it can't be read."""
        rules = self.inputs[row.input]
        assert rules.reader is not None
        try:
            read = rules.reader.read(row.row, Context(platform=self.platform or rules.config.platform))
        except SoftsellError as error:
            return str(error)
        except Exception as error:  # one row must not stop the others, and a traceback could show its text
            return describe(error)
        return read if self.platform is None else read._replace(drafts=[self._on_platform(one) for one in read.drafts])

    def _on_platform(self, draft: Draft) -> Draft:
        return replace(draft, context=replace(draft.context, platform=self.platform))

    def _check(self, rows: Sequence[InputRow], read: Sequence[RowDrafts | str]) -> Iterator[RowResult]:
        """Yield the results for rows of one input. Their posts are checked together, which is faster."""
        drafts = [draft for one in read if not isinstance(one, str) for draft in one.drafts]
        engine = self._engine(rows[0].input)
        try:
            reports: Iterator[Report] | None = iter(engine.check_drafts(drafts))
        except Exception:  # the rows are checked one by one below, which finds the one at fault
            reports = None
        for row, one in zip(rows, read, strict=True):
            if isinstance(one, str):
                yield self.fail(row, one)
                continue
            try:
                checked = engine.check_drafts(one.drafts) if reports is None else [next(reports) for _ in one.drafts]
                yield self._result(row, one, checked)
            except SoftsellError as error:
                yield self.fail(row, str(error))
            except Exception as error:
                yield self.fail(row, describe(error))

    def _result(self, row: InputRow, read: RowDrafts, reports: Sequence[Report]) -> RowResult:
        path = self.inputs[row.input].path
        first = reports[0] if reports else None
        return RowResult(
            tuple(dumps(_as_dict(path, row.row.number, report)) for report in reports),
            posts=len(reports),
            reposts=read.reposts,
            ragged=read.ragged,
            unknown=read.unknown,
            scores=tuple(first.scores) if first else (),
            measures=tuple(first.measures) if first else (),
        )


def _as_dict(path: str, number: int, report: Report) -> dict[str, Any]:
    record = report.draft.record
    to_prose = report.draft.map.to_prose
    findings = []
    for finding in report.findings:
        span = None if finding.span is None else to_prose(finding.span)
        findings.append(
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "positive": finding.positive,
                "start": None if span is None else span.start,
                "end": None if span is None else span.end,
            }
        )
    return {
        "source": path,
        "row": number,
        "id": record.id,
        "platform": report.draft.context.platform,
        "date": record.date.isoformat() if record.date else None,
        "campaign": record.campaign,
        "link": record.link,
        "counts": dict(record.counts),
        "kind": report.kind,
        "likelihood": report.kind_likelihood,
        "scores": report.scores,
        "measures": report.measures,
        "findings": findings,
        "error": None,
    }


def _failed(path: str, number: int, reason: str) -> RowResult:
    empty = dict.fromkeys(("id", "platform", "date", "campaign", "link"))
    line: dict[str, Any] = {
        "source": path,
        "row": number,
        **empty,
        "counts": {},
        "kind": None,
        "likelihood": None,
        "scores": {},
        "measures": {},
        "findings": [],
        "error": reason,
    }
    return RowResult((dumps(line),), failed=True)
