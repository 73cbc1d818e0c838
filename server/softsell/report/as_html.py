"""Renders one self-contained page for people: the summary first, then each post with its text, marks, scores and suggestions.

The page needs no network and its policy allows none. It runs one script, ours, for the filters. Every text that comes from elsewhere is
escaped and shown on ``_text``'s terms. The posts are written to a temporary file until the summary is known, so a report on many posts
needs little memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape as escape_html

from softsell.checks.finding import Finding, Severity
from softsell.report.display import escape, one_line
from softsell.report.options import Options
from softsell.report.page_assets import policy_source, read_asset
from softsell.report.post_marks import Stretch, cut, number_findings
from softsell.report.record_words import date_in_words
from softsell.report.result import CheckedDraft, CheckedFile, PlacedDraft
from softsell.report.spool import Spool
from softsell.report.spreadsheet import describe_fix
from softsell.report.summary import FACETS, OTHERS, Facet, Group, Summary, Worst, facet_keys
from softsell.report.titles import dimension_title, key_title
from softsell.vocabulary import DIMENSIONS, level_of
from softsell.wording import counted, shortened

_MOST_FILES = 3
_MOST_RULES = 8
_MOST_FIXES = 3
_WORST: tuple[tuple[Severity, str, str], ...] = (
    ("error", "with an error", ""),
    ("warning", "with a warning, no error", "with a warning"),
    ("suggestion", "with suggestions only", "with suggestions only"),
)
"""What the tiles say of posts by their worst finding, and what they say if no post has an error."""
_LONGEST_LINK = 60
_LONG = 1500
"""A post of this many characters may be broken over two sheets of paper."""


def render(files: Iterable[CheckedFile], options: Options) -> Iterator[str]:
    """See ``softsell.report.render``. Reads all files before the first piece."""
    summary, names = Summary(), list[str]()
    whys: dict[str, str] = {}
    with Spool() as posts:
        for file in files:
            if len(names) <= _MOST_FILES:
                names.append(file.path)
            for placed in file.placed():
                number = summary.add(placed.draft)
                posts.write(_post(file, placed, number))
                whys.update((finding.rule, finding.why) for finding in placed.draft.problems)
        yield _head(summary, names, options)
        yield from _sums(summary, whys)
        yield _filters(summary)
        yield from posts.read()
        yield _foot(options)


def _head(summary: Summary, names: list[str], options: Options) -> str:
    style, script = read_asset("colours.css") + read_asset("report.css"), read_asset("report.js")
    sources = f"style-src {policy_source(style)}; script-src {policy_source(script)}"
    policy = f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"
    posts = counted(summary.whole.posts, "post")
    about = [", ".join(map(_text, names[:_MOST_FILES])) + (" and more" if len(names) > _MOST_FILES else "")]
    if summary.first_date and summary.last_date:
        first, last = summary.first_date.date(), summary.last_date.date()
        about.append(_date(first) if first == last else f"{_date(first)} to {_date(last)}")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="generator" content="softsell">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>softsell: {posts}</title>\n<style>{style}</style></head>\n<body><header>"
        f'<p class="brand"><b>softsell</b> {_text(options.version)}</p><h1>Report on {posts}</h1>'
        f'<p class="muted">{" · ".join(filter(None, about))}</p></header>\n<main>\n'
    )


def _sums(summary: Summary, whys: Mapping[str, str]) -> Iterator[str]:
    whole = summary.whole
    if not whole.posts:
        return
    yield '<ul class="tiles">'
    yield _tile(f"{whole.clean_share:.0%}", f"with nothing to fix ({whole.clean:,} of {whole.posts:,})")
    for severity, words, only in _WORST:
        if count := summary.severities[severity]:
            yield _tile(f"{count:,}", words if summary.severities["error"] else only)
    yield "</ul>\n"
    meters = "".join(_mean_meter(name, whole) for name in summary.dimensions if whole.mean(name) is not None)
    yield f'<ul class="meters">{meters}</ul>\n' if meters else ""
    for facet in FACETS:
        groups = list(summary.known(facet))
        if groups:
            yield _table(facet, groups, summary.dimensions)
    if summary.rules:
        rows = "".join(
            f"<li><b>{count:,}</b><div><code>{_text(rule)}</code><p>{_text(whys.get(rule, ''))}</p></div></li>"
            for rule, count in summary.rules.most_common(_MOST_RULES)
        )
        yield f'<h2>What comes up most</h2>\n<ul class="rules">{rows}</ul>\n'


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _tile(figure: str, words: str) -> str:
    return f"<li><b>{figure}</b><span>{words}</span></li>"


def _mean_meter(name: str, group: Group) -> str:
    mean, worst = group.mean(name) or 0.0, group.worst[name]
    return (
        f'<li><div class="name"><span>{_text(dimension_title(name))}</span><b class="{_grade(name, mean)}">{mean:.0f}</b></div>'
        f'{_meter(name, mean)}<p class="worst">{_worst(worst, f"{worst.score:.0f} in post {worst.post:,}", "all are 0")}</p></li>'
    )


def _worst(worst: Worst, words: str, none: str) -> str:
    """Return a link to the post with the worst score, or ``none`` if that is 0."""
    return f'worst <a href="#post-{worst.post}">{words}</a>' if round(worst.score) else none


def _meter(dimension: str, score: float) -> str:
    width = f"{score:.1f}"
    return (
        '<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="6"/><rect class="{_grade(dimension, score)}" width="{width}" height="6"/></svg>'
    )


def _grade(dimension: str, score: float) -> str:
    """Return the class of a score."""
    return ("good", "fair", "poor", "poor")[level_of(dimension, score)]


def _table(facet: Facet, groups: list[tuple[str | None, Group]], dimensions: Iterable[str]) -> str:
    names = list(dimensions)
    heads = "".join(f'<th scope="col">{_text(dimension_title(name))}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{_text(key_title(facet, key))}</th><td>{group.posts:,}</td><td>{group.clean_share:.0%}</td>'
        f"{''.join(_mean_cell(group, name) for name in names)}</tr>\n"
        for key, group in groups
    )
    return (
        f'<h2 id="by-{facet}">By {facet}</h2>\n'
        f'<div class="table" role="region" aria-labelledby="by-{facet}" tabindex="0"><table><thead><tr>'
        f'<th scope="col">{facet.capitalize()}</th><th scope="col">Posts</th><th scope="col">Nothing to fix</th>{heads}</tr></thead>\n'
        f"<tbody>{rows}</tbody></table></div>\n"
    )


def _mean_cell(group: Group, name: str) -> str:
    mean = group.mean(name)
    if mean is None:
        return "<td>–</td>"
    worst = group.worst[name]
    return f"<td><span>{mean:.0f}</span><small>{_worst(worst, f'{worst.score:.0f}', '')}</small></td>"


def _filters(summary: Summary) -> str:
    choices: list[tuple[str, str, list[tuple[str, str, int]]]] = []
    for facet in FACETS:
        groups = [
            (_key(key), _text(key_title(facet, key)), group.posts)
            for key, group in summary.known(facet)
            if key != OTHERS
        ]
        choices.append((facet, facet.capitalize(), groups))
    choices.append(("rule", "Rule", [(rule, _text(rule), count) for rule, count in sorted(summary.rules.items())]))
    whole = summary.whole
    states = [("fix", "something", whole.posts - whole.clean), ("clean", "nothing", whole.clean)]
    choices.append(("state", "To fix", states))
    selects = "".join(_select(name, label, entries) for name, label, entries in choices if entries)
    return (
        f'<h2 id="posts">Posts</h2>\n<form hidden aria-label="Choose posts">{selects}'
        '<button type="reset">Reset</button><output></output></form>\n'
    )


def _select(name: str, label: str, entries: list[tuple[str, str, int]]) -> str:
    options = "".join(
        f'<option value="{escape_html(value)}">{title} ({count:,})</option>' for value, title, count in entries
    )
    return f'<label>{label}<select name="{name}" autocomplete="off"><option value="">All</option>{options}</select></label>'


def _key(key: str | None) -> str:
    """Return a group's key as an attribute: safe, and never empty."""
    return f"={one_line(key)}" if key is not None else "none"


def _post(file: CheckedFile, placed: PlacedDraft, number: int) -> str:
    draft = placed.draft
    findings = number_findings(draft)
    stretches = list(cut(file, draft))
    facets = "".join(
        f' data-{facet}="{escape_html(_key(key))}"' for facet, key in zip(FACETS, facet_keys(draft), strict=True)
    )
    rules = escape_html(" ".join(dict.fromkeys(one_line(finding.rule) for finding in draft.problems)))
    first = {finding.rule: index for index, finding in reversed([*enumerate(findings, 1)])}
    remarks = "".join(
        _remark(finding, index, explain=first[finding.rule] == index) for index, finding in enumerate(findings, 1)
    )
    long = sum(len(stretch.text) for stretch in stretches) > _LONG
    return (
        f'<article id="post-{number}" aria-labelledby="name-{number}"{" class=long" if long else ""}{facets}'
        f' data-rules="{rules}" data-state="{"fix" if draft.problems else "clean"}">'
        f'<div class="top"><h3 id="name-{number}">Post {number:,}</h3>{_scores(draft)}</div>'
        f'<p class="about">{_about(file, placed)}</p>'
        f'<blockquote dir="auto">{"".join(_stretch(stretch, findings) for stretch in stretches)}</blockquote>'
        + (f'<ol class="remarks">{remarks}</ol>' if remarks else "")
        + ("" if draft.problems else f'<p class="clean">{_clean(draft)}</p>')
        + "</article>\n"
    )


def _clean(draft: CheckedDraft) -> str:
    return f"Nothing new; {counted(draft.known, 'finding')} in the baseline." if draft.known else "Nothing to fix."


def _about(file: CheckedFile, placed: PlacedDraft) -> str:
    draft, record = placed.draft, placed.draft.record
    parts = [file.path, *([record.sheet] if record.sheet else [])]
    parts += [f"row {record.row:,}" if record.row is not None else f"line {placed.line:,}"]
    parts += [key_title("platform", draft.platform)] if draft.platform else []
    parts += [date_in_words(record.date)] if record.date else []
    parts += [key_title("campaign", record.campaign)] if record.campaign else []
    parts += [f"id {record.id}"] if record.id else []
    parts += [f"{count:,} {name}" for name, count in record.counts.items()]
    return " · ".join([*map(_text, parts), *([_link(record.link)] if record.link else [])])


def _link(address: str) -> str:
    """Return an address as a link if it leads to the web, which the reader may follow; else as text."""
    address = one_line(address.strip())
    shown = shortened(address, _LONGEST_LINK)
    if not address.lower().startswith(("https://", "http://")):
        return _text(shown)
    return f'<a href="{escape_html(address)}" rel="noreferrer noopener">{_text(shown)}</a>'


def _scores(draft: CheckedDraft) -> str:
    if draft.unread:
        return ""
    items = "".join(
        f'<li>{_text(dimension_title(name))} <b class="{_grade(name, score)}">{score:.0f}</b></li>'
        for name, score in draft.scores.items()
        if score is not None
    )
    return f'<ul class="scores">{items}</ul>' if items else ""


def _stretch(stretch: Stretch, findings: tuple[Finding, ...]) -> str:
    text = _text(stretch.text)
    if stretch.finding is not None and text:
        text = f'<mark class="{_kind(findings[stretch.finding - 1])}">{text}</mark>'
    return text + "".join(f"<sup>{number}</sup>" for number in stretch.ends)


def _kind(finding: Finding) -> str:
    if finding.positive:
        return "praise"
    return finding.dimension if finding.dimension in DIMENSIONS else "other"


def _remark(finding: Finding, number: int, *, explain: bool) -> str:
    severity = "good" if finding.positive else finding.severity
    why = "" if finding.positive or not explain or not finding.why else f'<p class="why">{_text(finding.why)}</p>'
    fixes = "".join(f"<p>Try: <ins>{_text(describe_fix(fix))}</ins></p>" for fix in finding.fixes[:_MOST_FIXES])
    style = "kept" if finding.positive else finding.severity
    return (
        f'<li class="{_kind(finding)}"><span class="number">{number}</span><div><p><span class="{style}">{severity.capitalize()}:</span> '
        f"{_text(finding.message)} <code>{_text(finding.rule)}</code></p>{why}{fixes}</div></li>"
    )


def _foot(options: Options) -> str:
    return (
        "</main>\n<footer><p>Scores go from 0 (fine) to 100. This page loads nothing from elsewhere.</p></footer>"
        f"\n<script>{read_asset('report.js')}</script></body></html>\n"
    )


def _text(text: str) -> str:
    """Return any text as HTML on one line. Line breaks become ``<br>``; control and invisible characters become visible signs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "<br>".join(escape_html(escape(line)) for line in lines)
