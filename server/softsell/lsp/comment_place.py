"""Finds where a comment must stand so that it switches a rule off for one finding, and changes nothing else."""

from __future__ import annotations

import re

from softsell.checks.finding import Finding
from softsell.draft import Draft, read_bytes
from softsell.errors import SoftsellError
from softsell.lsp.documents import Document

_WITH_COMMENTS = (".txt", ".text", ".post", ".md", ".markdown", ".html", ".htm")
_MOST_LINES = 60
"""How many lines above a finding its paragraph may begin."""


def comment_for(document: Document, draft: Draft, finding: Finding) -> tuple[int, str] | None:
    """Return the offset at which to insert a comment that switches the finding's rule off there, and the comment's line.

    Return ``None`` if the format has no comments, or no place for one leaves the post's text as it is.
    """
    if finding.span is None or not document.name.lower().endswith(_WITH_COMMENTS):
        return None
    lines = document.lines
    last = lines.line_of(finding.span.start)
    first = max(lines.line_of(draft.span.start), last - _MOST_LINES)
    for number in range(last, first - 1, -1):
        indent = re.match(r"[ \t]*", lines.line(number))
        newline = "\r\n" if "\r\n" in document.text else "\n"
        comment = f"{indent[0] if indent else ''}<!-- softsell-disable-next {finding.rule}: -->{newline}"
        at = lines.start(number)
        if at <= finding.span.start and _works(document, draft, finding, at, comment):
            return at, comment
    return None


def _works(document: Document, draft: Draft, finding: Finding, at: int, comment: str) -> bool:
    """Return whether the comment, inserted at ``at``, covers the finding and leaves every post as it is."""
    assert finding.span is not None
    text = f"{document.text[:at]}{comment}{document.text[at:]}"
    start = finding.span.start + len(comment)
    try:
        drafts = read_bytes(text.encode("utf-8", "surrogatepass"), document.name)
    except SoftsellError:
        return False
    for changed in drafts:
        if changed.span.start <= start < max(changed.span.end, changed.span.start + 1):
            return changed.prose.split() == draft.prose.split() and any(
                finding.rule in one.rules and one.scope.start <= start < one.scope.end
                for one in changed.suppressions
                if one not in draft.suppressions
            )
    return False
