"""What a person can do about a finding: fix it, switch its rule off here, for this file or for good, or allow its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Literal, NamedTuple

from lsprotocol import types

from softsell.checks.finding import Finding, Fix
from softsell.engine.report import Report
from softsell.errors import ConfigError
from softsell.files.apply_fixes import choose_fixes
from softsell.files.formats import fits
from softsell.lsp.analysis import Analysis
from softsell.lsp.comment_place import comment_for
from softsell.lsp.documents import Document
from softsell.lsp.messages import SOURCE, diagnostics, range_of, to_position, to_range
from softsell.lsp.settings import only_this_file, settings_file
from softsell.patterns import PatternError, parse

ADD = "softsell.addToSettings"
FIX_ALL = "source.fixAll.softsell"
_MOST_WORDS = 5
"""The longest words that can be allowed. A whole sentence would never come again."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Entry(NamedTuple):
    """An entry for a list in softsell.toml: the arguments of the command ``ADD``.

    Attributes:
        uri: the document for which the settings are in force.
        this_file: whether the entry is only for this document.
        key: the list, ``ignore`` or ``allow``.
        entry: what to add to it.
    """

    uri: str
    this_file: bool
    key: Literal["ignore", "allow"]
    entry: str


def code_actions(
    analysis: Analysis, start: int, end: int, only: Sequence[str] | None, folder: Path | None
) -> list[types.CodeAction]:
    """Return the actions for the findings that touch a range.

    Args:
        analysis: the result of checking the document.
        start, end: the range, in code points.
        only: the kinds of action that the editor asks for; ``None`` for all.
        folder: the workspace folder that the document is in.
    """
    actions: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix.value, only):
        lines = analysis.document.lines
        shown = {_key(one.range, one.code): one for one in diagnostics(analysis)}
        found = [
            (report, finding)
            for report, finding in analysis.findings()
            if not finding.positive and _touches(analysis, report, finding, start, end)
        ]
        about = {
            id(finding): shown.get(_key(range_of(lines, report, finding), finding.rule)) for report, finding in found
        }
        offered = _find_offered(analysis, found)
        for _, finding in found:
            actions += _fixes(analysis.document, finding, offered, about[id(finding)])
        for report, finding in found:
            actions += _switches(analysis, report, finding, about[id(finding)], folder)
    if _wanted(FIX_ALL, only):
        actions += _fix_all(analysis)
    return actions


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Return whether the editor asks for this kind of action. ``source`` asks for ``source.fixAll`` too."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _key(where: types.Range, code: object) -> tuple[int, int, int, int, object]:
    return where.start.line, where.start.character, where.end.line, where.end.character, code


def _touches(analysis: Analysis, report: Report, finding: Finding, start: int, end: int) -> bool:
    if finding.span is not None:
        return finding.span.start <= end and start <= finding.span.end
    where = range_of(analysis.document.lines, report, finding)
    lines = analysis.document.lines
    return lines.offset(where.start.line, 0) <= end and start <= lines.end(where.end.line)


def _find_offered(analysis: Analysis, found: Iterable[tuple[Report, Finding]]) -> set[Fix]:
    """Return the fixes of some findings that change nothing but their words, each applied alone."""
    of_post: dict[int, dict[Fix, None]] = {}
    for report, finding in found:
        fitting = (fix for fix in finding.fixes if fits(fix, analysis.document.name))
        of_post.setdefault(id(report), {}).update(dict.fromkeys(fitting))
    offered: set[Fix] = set()
    # The file is read again for each round of fixes, which has one of each post.
    for fixes in zip_longest(*of_post.values()):
        one_each = sorted((fix for fix in fixes if fix is not None), key=lambda fix: fix.span)
        offered.update(analysis.harmless(one_each))
    return offered


def _fixes(
    document: Document, finding: Finding, offered: set[Fix], about: types.Diagnostic | None
) -> Iterator[types.CodeAction]:
    for fix in finding.fixes:
        if fix in offered:
            yield types.CodeAction(
                fix.label,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[about] if about else None,
                is_preferred=fix.safe or None,
                edit=_edit(document, [fix]),
            )


def _switches(
    analysis: Analysis, report: Report, finding: Finding, about: types.Diagnostic | None, folder: Path | None
) -> Iterator[types.CodeAction]:
    document = analysis.document
    linked = [about] if about else None
    comment = comment_for(document, report.draft, finding)
    if comment is not None:
        at = to_position(document.lines, comment[0])
        edit = types.TextEdit(types.Range(at, at), comment[1])
        yield types.CodeAction(
            f"Switch {finding.rule} off here",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=linked,
            edit=types.WorkspaceEdit(changes={document.uri: [edit]}),
        )
    path = Path(document.name)
    if not path.is_absolute():
        return
    try:
        settings = settings_file(path, folder)
    except ConfigError:  # the diagnostics say what is wrong with it
        return
    entries = []
    if only_this_file(path, settings) is not None:
        title = f"Switch {finding.rule} off for this file"
        entries.append((title, Entry(document.uri, True, "ignore", finding.rule)))
    entries.append((f"Switch {finding.rule} off for good", Entry(document.uri, False, "ignore", finding.rule)))
    words = _words(document, finding)
    if words:
        entries.append((f"Allow “{words}”", Entry(document.uri, False, "allow", words)))
    for title, entry in entries:
        yield types.CodeAction(
            title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=linked,
            command=types.Command(title, ADD, arguments=list(entry)),
        )


def _words(document: Document, finding: Finding) -> str:
    """Return the words of a finding as a pattern for ``allow``; empty if it has none, or too many."""
    if finding.span is None or finding.rule.startswith(f"{SOURCE}/"):
        return ""
    words = _WORD.findall(document.text[finding.span.start : finding.span.end])
    pattern = " ".join(words).casefold().replace("’", "'")
    if not 0 < len(words) <= _MOST_WORDS:
        return ""
    try:
        parse(pattern)
    except PatternError:
        return ""
    return pattern


def _fix_all(analysis: Analysis) -> Iterator[types.CodeAction]:
    document = analysis.document
    safe = choose_fixes(document.text, [finding for _, finding in analysis.findings()], document.name)
    fixes = analysis.harmless(list(safe))
    if fixes:
        yield types.CodeAction("Apply all safe fixes of softsell", kind=FIX_ALL, edit=_edit(document, fixes))


def _edit(document: Document, fixes: Sequence[Fix]) -> types.WorkspaceEdit:
    edits = [types.TextEdit(to_range(document.lines, fix.span.start, fix.span.end), fix.text) for fix in fixes]
    return types.WorkspaceEdit(changes={document.uri: edits})
