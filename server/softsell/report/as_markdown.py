"""Renders a report in Markdown (GitHub's), for a pull request, a wiki or a mail: the summary first, then each post.

Nothing that a draft, a file name or a pack says becomes markup: every character that Markdown could read is escaped, and a name after
``@`` notifies nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from softsell.report.display import escape, one_line
from softsell.report.options import Options
from softsell.report.post_marks import Stretch, cut, number_findings
from softsell.report.record_words import in_words
from softsell.report.result import CheckedDraft, CheckedFile, PlacedDraft
from softsell.report.spool import Spool
from softsell.report.spreadsheet import describe_fix
from softsell.report.summary import FACETS, Group, Summary
from softsell.report.titles import dimension_title, key_title
from softsell.wording import counted

# What Markdown or a code host reads anywhere in a line. ``www.`` makes a link, and a colon an address or an emoji.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$^={}@]|(?<!\d):|:(?!\d)|(?<=www)\.", re.IGNORECASE)
# What it reads at the start of a line: headings, lists, rules, code.
_START = re.compile(r"[-+#]|(?<=\d)[.)]")
_NUMBER = re.compile(r"\d*")
_MENTION = re.compile(r"\\@(?=\w)")
_INDENT = re.compile(r"[ \u00a0]+")
_MOST_RULES = 20
_MOST_INDENT = 20


def render(files: Iterable[CheckedFile], _options: Options) -> Iterator[str]:
    """See ``softsell.report.render``. Reads all files before the first piece."""
    summary = Summary()
    with Spool() as posts:
        for file in files:
            for placed in file.placed():
                posts.write(_post(file, placed, summary.add(placed.draft)))
        yield from _summary(summary)
        yield from posts.read()


def _summary(summary: Summary) -> Iterator[str]:
    whole = summary.whole
    yield f"# softsell report: {counted(whole.posts, 'post')}\n\n"
    if not whole.posts:
        yield "Nothing to check.\n"
        return
    yield f"**{whole.clean:,} of {whole.posts:,}** ({whole.clean_share:.0%}) with nothing to fix.\n\n"
    yield "Scores go from 0 (fine) to 100; the tables give the mean and the worst.\n\n"
    yield from _table("", [("All posts", whole)], summary.dimensions)
    for facet in FACETS:
        groups = [(_escape(key_title(facet, key)), group) for key, group in summary.known(facet)]
        if groups:
            yield f"## By {facet}\n\n"
            yield from _table(facet.capitalize(), groups, summary.dimensions)
    if summary.rules:
        yield "## What comes up most\n\n| findings | rule |\n|---:|---|\n"
        for rule, count in summary.rules.most_common(_MOST_RULES):
            yield f"| {count:,} | {_escape(rule)} |\n"
        yield "\n"
    yield "## Posts\n\n"


def _table(heading: str, groups: list[tuple[str, Group]], dimensions: Iterable[str]) -> Iterator[str]:
    names = list(dimensions)
    titles = " | ".join(_escape(dimension_title(name)) for name in names)
    yield f"| {heading} | posts | nothing to fix | {titles} |\n|---|---:|---:|{'---|' * len(names)}\n"
    for name, group in groups:
        cells = " | ".join(_mean_and_worst(group, dimension) for dimension in names)
        yield f"| {name} | {group.posts:,} | {group.clean_share:.0%} | {cells} |\n"
    yield "\n"


def _mean_and_worst(group: Group, dimension: str) -> str:
    mean = group.mean(dimension)
    if mean is None:
        return "–"
    worst = group.worst[dimension]
    return f"{mean:.0f}, worst {worst.score:.0f} in post {worst.post:,}"


def _post(file: CheckedFile, placed: PlacedDraft, number: int) -> str:
    draft = placed.draft
    record = f", {_escape(words)}" if (words := in_words(draft)) else ""
    rows = [f"### Post {number:,}: {_escape(one_line(file.path))}, line {placed.line:,}{record}", ""]
    rows += [f"> {line}" if line else ">" for line in _text(file, draft)]
    rows += [""]
    scores = _scores(draft)
    rows += [scores, ""] if scores else []
    for index, finding in enumerate(number_findings(draft), 1):
        label = "good" if finding.positive else finding.severity
        rows.append(f"{index}. **{label}** {_inline(finding.message)} ({_escape(finding.rule)})")
        rows += [f"   - Try: {_inline(describe_fix(fix))}" for fix in finding.fixes[:3]]
    if not draft.problems:
        rows += ["", "Nothing to fix."] if draft.findings else ["Nothing to fix."]
    return "\n".join(rows) + "\n\n"


def _text(file: CheckedFile, draft: CheckedDraft) -> list[str]:
    """Return a post's lines, escaped, with the marked words in bold and the numbers of their findings."""
    parts, at_start = list[str](), True
    for stretch in cut(file, draft):
        parts.append(_stretch(stretch, at_start=at_start))
        at_start = stretch.text.endswith(("\n", "\r")) if stretch.text else at_start
    lines = "".join(parts).split("\n")
    # Two spaces at the end of a line keep the line break.
    return [
        f"{line}  " if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]


def _stretch(stretch: Stretch, *, at_start: bool) -> str:
    first, *others = stretch.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [
        _escape(escape(first)) if at_start else _escape_inside(escape(first)),
        *(_escape(escape(line)) for line in others),
    ]
    if stretch.finding is not None:
        lines = [_bold(line) for line in lines]
    return "\n".join(lines) + "".join(f"<sup>{number}</sup>" for number in stretch.ends)


def _bold(line: str) -> str:
    inside = line.strip()
    return line.replace(inside, f"<b>{inside}</b>", 1) if inside else line


def _scores(draft: CheckedDraft) -> str:
    if draft.unread:
        return ""
    scores = [
        f"{_escape(dimension_title(name))} {score:.0f}" for name, score in draft.scores.items() if score is not None
    ]
    return " · ".join(scores)


def _inline(text: str) -> str:
    return _escape(one_line(text))


def _escape(text: str) -> str:
    """Escape a safe text that may begin a line."""
    # White space at the start of a line would make it a block of code.
    indent = _INDENT.match(text)
    start = indent.end() if indent else 0
    number = _NUMBER.match(text, start)
    mark = _START.match(text, number.end() if number else start)
    end = mark.end() if mark else start
    begin = f"{text[start : end - 1]}\\{text[end - 1]}" if mark else ""
    return "&nbsp;" * min(start, _MOST_INDENT) + begin + _escape_inside(text[end:])


def _escape_inside(text: str) -> str:
    """Escape a safe text inside a line."""
    # An invisible character after the sign keeps a code host from notifying the person of that name.
    return _MENTION.sub(r"\\@&#8288;", _SPECIAL.sub(r"\\\g<0>", text))
