"""Renders the results: Markdown to keep beside the code, and HTML with plots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from tests.eval.rule_table import Band, RuleLine
from tests.eval.tasks import Result

ANALYSIS = Path(__file__).with_name("analysis.md")
"""Written by people who read the errors, and included as it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that one run found."""

    results: list[Result]
    rules: list[RuleLine]
    calibrations: dict[str, list[Band]]
    mode: str
    command: str
    missing: tuple[str, ...]
    elsewhere: dict[str, list[Result]]
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)


def verdict_line(counts: Counter[str]) -> str:
    """How many findings were judged right, petty and wrong, and how many nobody has judged."""
    judged = counts["R"] + counts["P"] + counts["W"]
    shares = ", ".join(
        f"{counts[verdict] / judged:.2f} {word}"
        for verdict, word in (("R", "right"), ("P", "petty"), ("W", "wrong"))
        if judged
    )
    return f"{judged} of {counts.total()} findings have a verdict{': ' if shares else ''}{shares}."


_MODES = {
    "auto": "with the trained model, as installed",
    "none": "with the trained model removed",
    "words": "with word lists alone",
}


def markdown(outcome: Outcome) -> str:
    """Render the page as Markdown."""
    parts = [
        "# How accurate softsell is\n",
        f"Made by `{outcome.command}`, {_MODES.get(outcome.mode, f'with the model {outcome.mode}')}. Intervals are 95 %, from "
        "1,000 bootstrap draws of whole groups of near-duplicates. Baselines are plain methods (a question mark, a word list, a "
        "readability formula), measured on the other halves of the corpora. The labelled texts are other people's; none of them "
        "stands in this repository. `posts_read` are rated posts whose sources were read while rules were written; nobody read those of "
        "`posts_unread`, so only they say what happens on the next post. The raters of rated posts were language models, not people.\n",
    ]
    if outcome.missing:
        parts.append(f"Not scored, since their files were not there: {', '.join(outcome.missing)}.\n")
    for check in dict.fromkeys(result.check for result in outcome.results):
        parts += [f"## {check.capitalize()}\n", _results_table([r for r in outcome.results if r.check == check])]
    if outcome.verdicts:
        parts.append("## Findings by verdict\n")
        parts += [f"- `{part}`: {verdict_line(counts)}" for part, counts in outcome.verdicts.items()]
        parts.append("")
    if outcome.elsewhere:
        parts += ["## What each part is worth\n", _parts_table(outcome)]
    if outcome.calibrations:
        parts.append("## Calibration\n")
        parts.append(
            "What people said of the rated posts whose score lies in a band: mean vote (0 to 2) and the shares of each.\n"
        )
        parts += [f"### {name}\n\n{_band_table(bands)}" for name, bands in outcome.calibrations.items()]
    if outcome.rules:
        parts += ["## Rule by rule\n", _RULES_NOTE, _rules_table(outcome.rules)]
    if ANALYSIS.is_file():
        parts.append(ANALYSIS.read_text(encoding="utf-8"))
    return "\n".join(parts).rstrip() + "\n"


_RULES_NOTE = (
    "*Fires* is the share of real posts (brand posts, advertisements, captions) on which a rule says something. *Right* counts "
    "labelled rows: of those on which it fired, how many were rated pushy (self-focused, a hook), were dark patterns of urgency or "
    "scarcity, or were spam comments. Brand posts that inform or answer can only show false alarms.\n"
)


def _results_table(results: Sequence[Result]) -> str:
    head = ("task", "corpus", "n (to find)", "metric", "figure", "95 % interval", "baseline", "target", "")
    return _table(head, [_result_cells(result) for result in results])


def _result_cells(result: Result) -> tuple[str, ...]:
    sign = "≥" if result.aim == "at least" else "≤"
    found = "" if result.positives is None else f" ({result.positives:,})"
    target = "" if result.target is None else f"{sign} {result.target:.2f}"
    if result.stretch is not None:
        target += f" ({result.stretch:.2f})"
    met = {True: "met", False: "missed", None: ""}[result.met]
    return (
        result.task,
        result.corpus,
        f"{result.n:,}{found}",
        result.metric,
        f"**{result.value:.3f}**",
        f"{result.low:.3f} – {result.high:.3f}",
        "" if result.baseline is None else f"{result.baseline:.2f}",
        target,
        met,
    )


def _parts_table(outcome: Outcome) -> str:
    others = {
        name: {(r.check, r.task, r.corpus, r.metric): r.value for r in results}
        for name, results in outcome.elsewhere.items()
    }
    head = (
        "check",
        "task",
        "corpus",
        "metric",
        _MODES.get(outcome.mode, outcome.mode),
        *(_MODES[name] for name in others),
    )
    lines = []
    for result in outcome.results:
        key = (result.check, result.task, result.corpus, result.metric)
        cells = tuple(f"{values[key]:.3f}" if key in values else "" for values in others.values())
        lines.append((*key, f"{result.value:.3f}", *cells))
    return _table(head, lines)


def _band_table(bands: Sequence[Band]) -> str:
    head = ("score", "posts", "mean vote", "rated 0", "rated 1", "rated 2")
    return _table(
        head,
        [
            (_band_name(band), str(band.n), f"{band.mean:.2f}", *(f"{100 * part:.0f} %" for part in band.shares))
            for band in bands
        ],
    )


def _band_name(band: Band) -> str:
    return "0" if band.high < 1 else f"{band.low:.0f} – {min(band.high, 100):.0f}"


def _rules_table(lines: Sequence[RuleLine]) -> str:
    head = ("rule", "fires", "precision", "right of fired, by kind of text")
    cells = []
    for line in lines:
        precision = "" if line.precision is None else f"{line.precision:.2f}"
        right = ", ".join(f"{title} {hits}/{of}" for title, (hits, of) in line.right.items())
        cells.append((line.rule, f"{line.fires:.2f} %", precision, right))
    return _table(head, cells)


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows) + "\n"


# The HTML page


def html(outcome: Outcome) -> str:
    """Render the page as one HTML file without scripts."""
    parts = [_HEAD, "<h1>How accurate softsell is</h1>", f"<p>{escape(_MODES.get(outcome.mode, outcome.mode))}</p>"]
    for check in dict.fromkeys(result.check for result in outcome.results):
        parts += [f"<h2>{escape(check.capitalize())}</h2>", _forest([r for r in outcome.results if r.check == check])]
    for name, bands in outcome.calibrations.items():
        parts += [f"<h2>Calibration: {escape(name)}</h2>", _bars(bands)]
    if outcome.rules:
        parts += ["<h2>How often each rule fires on real posts, and its precision</h2>", _rule_bars(outcome.rules)]
    return "\n".join([*parts, "</main></html>", ""])


_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>How accurate softsell is</title>
<style>
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; fill: currentColor; }
.axis { stroke: currentColor; opacity: .25; }
.interval { stroke: #2a7ab0; stroke-width: 3; }
.figure { fill: #2a7ab0; }
.target { stroke: #c0392b; stroke-width: 2; }
.baseline { stroke: currentColor; stroke-width: 2; stroke-dasharray: 3 2; opacity: .6; }
.zero { fill: #7fb069; } .one { fill: #e6aa3c; } .two { fill: #c0392b; }
.muted { opacity: .65; }
</style><main>"""
_LINE = 22
_LEFT = 430
_WIDE = 960


def _x(value: float) -> float:
    return _LEFT + max(0.0, min(1.0, value)) * (_WIDE - _LEFT - 70)


def _forest(results: Sequence[Result]) -> str:
    """Figure and interval of each task on one axis from 0 to 1, target and baseline as ticks."""
    height = _LINE * (len(results) + 1) + 8
    drawn = [f'<line class="axis" x1="{_x(v):.0f}" x2="{_x(v):.0f}" y1="0" y2="{height - _LINE}"/>' for v in _TICKS]
    drawn += [f'<text x="{_x(v):.0f}" y="{height - 6}" text-anchor="middle">{v:.1f}</text>' for v in _TICKS]
    for index, result in enumerate(results):
        y = _LINE * index + 14
        name = f"{result.task}, {result.corpus} ({result.metric})"
        drawn.append(f'<text x="0" y="{y + 4}">{escape(name)}</text>')
        for style, mark in (("target", result.target), ("baseline", result.baseline)):
            if mark is not None:
                drawn.append(
                    f'<line class="{style}" x1="{_x(mark):.1f}" x2="{_x(mark):.1f}" y1="{y - 8}" y2="{y + 8}"/>'
                )
        drawn.append(f'<line class="interval" x1="{_x(result.low):.1f}" x2="{_x(result.high):.1f}" y1="{y}" y2="{y}"/>')
        drawn.append(f'<circle class="figure" cx="{_x(result.value):.1f}" cy="{y}" r="5"/>')
        drawn.append(f'<text x="{_WIDE - 52}" y="{y + 4}">{result.value:.3f}</text>')
    legend = '<p class="muted">Dot and bar: figure and 95 % interval. Red: target. Dashed: a plain method.</p>'
    return _svg(height, drawn) + legend


_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def _bars(bands: Sequence[Band]) -> str:
    """For each band of the score, the shares rated 0, 1 and 2 as one bar."""
    drawn = []
    wide = _WIDE - 330
    for index, band in enumerate(bands):
        y = _LINE * index + 4
        drawn.append(f'<text x="0" y="{y + 13}">score {_band_name(band)}: {band.n} posts, mean {band.mean:.2f}</text>')
        at = 250.0
        for style, part in zip(("zero", "one", "two"), band.shares, strict=True):
            drawn.append(f'<rect class="{style}" x="{at:.1f}" y="{y}" width="{part * wide:.1f}" height="{_LINE - 5}"/>')
            at += part * wide
    legend = '<p class="muted">Green: rated 0. Yellow: rated 1. Red: rated 2.</p>'
    return _svg(_LINE * len(bands) + 8, drawn) + legend


def _rule_bars(lines: Sequence[RuleLine]) -> str:
    most = max((line.fires for line in lines), default=0.0) or 1.0
    drawn = []
    for index, line in enumerate(sorted(lines, key=lambda line: -line.fires)):
        y = _LINE * index + 4
        precision = "" if line.precision is None else f", right {100 * line.precision:.0f} %"
        wide = line.fires / most * 400
        drawn.append(f'<text x="0" y="{y + 13}">{escape(line.rule)}</text>')
        drawn.append(f'<rect class="figure" x="280" y="{y}" width="{wide:.1f}" height="{_LINE - 5}"/>')
        drawn.append(f'<text x="{288 + wide:.0f}" y="{y + 13}">{line.fires:.2f} %{precision}</text>')
    return _svg(_LINE * len(lines) + 8, drawn)


def _svg(height: int, drawn: Sequence[str]) -> str:
    return f'<svg viewBox="0 0 {_WIDE} {height}" role="img">{"".join(drawn)}</svg>'
