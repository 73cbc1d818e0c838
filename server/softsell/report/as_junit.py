"""Renders JUnit XML, which build servers show as test results.

Each file is a suite, each finding is a case, and a draft without findings is a passing case. A finding that makes ``softsell
check`` fail is a failure. Any other finding passes and puts its message in ``system-out``. Omits praise.

Source: the schema that Jenkins publishes for its xUnit plugin (junit-10.xsd).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from softsell.report.options import Options
from softsell.report.record_words import with_record
from softsell.report.result import CheckedDraft, CheckedFile, PlacedFinding

# Characters that XML 1.0 can't contain, even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What controls a terminal, and what build servers treat as commands, as in ``display``: anywhere in a line, and at its start.
_STEERS = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    r"|(?<=#)#(?=(?:vso|teamcity)?\[)|(?<!:):(?=:)"
)


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="softsell">\n'
    for file in files:
        yield _suite(file)
    yield "</testsuites>\n"


def _suite(file: CheckedFile) -> str:
    cases = []
    for placed in file.placed():
        problems = [entry for entry in placed.findings if not entry.finding.positive]
        cases += [_case(file.path, placed.draft, entry) for entry in problems]
        if not problems:
            cases.append(f"<testcase name={_quoted(f'draft:{placed.line}')} classname={_quoted(file.path)}/>")
    failures = sum("<failure" in case for case in cases)
    head = f'<testsuite name={_quoted(file.path)} tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    return "\n".join([head, *cases, "</testsuite>\n"])


def _case(path: str, draft: CheckedDraft, entry: PlacedFinding) -> str:
    finding, start, _ = entry
    name = f"{finding.rule}:{start.line}:{start.column}"
    head = f"{path}:{start.line}:{start.column}: {finding.severity}: {with_record(finding.message, draft)}"
    text = f"{_escaped(head)}\n{_escaped(finding.why)}"
    if draft.fails_by(finding):
        body = f"<failure message={_quoted(finding.message)} type={_quoted(finding.severity)}>{text}</failure>"
    else:
        body = f"<system-out>{text}</system-out>"
    return f"<testcase name={_quoted(name)} classname={_quoted(path)}>{body}</testcase>"


def _quoted(text: str) -> str:
    return _harmless(quoteattr(_clean(text)))


def _escaped(text: str) -> str:
    """Escape ``text`` for one line of the document."""
    return _harmless(escape(_clean(text), {"\n": "&#10;", "\r": "&#13;"}))


def _clean(text: str) -> str:
    return _NOT_XML.sub("�", text)


def _harmless(text: str) -> str:
    """Rewrite XML so that it means the same but can't control a terminal or a build server."""
    return _STEERS.sub(lambda match: "".join(f"&#{ord(character)};" for character in match.group()), text)
