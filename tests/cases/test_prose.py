"""Sentences that nobody should be told off for, and some that somebody should: ``prose.jsonl``.

Each line has a text and what must hold of its report, with ``;`` between expectations:

- ``!pushiness``, ``!pushiness/hurry``: no finding of that pack or rule; ``+`` instead of ``!``: some finding of it;
- ``no warning``: nothing but suggestions;
- ``m:urls=1``: the value of a measure;
- ``inv=0``, ``inv>=1``, ``q=1``: how many sentences invite an answer, or are questions;
- ``2 sentences``: how many sentences there are.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import softsell
from softsell import Report

_CASES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("prose.jsonl").read_text(encoding="utf-8").splitlines()
]


def _holds(expected: str, report: Report) -> bool:
    findings = [finding for finding in report.findings if not finding.positive]
    if expected == "no warning":
        return all(finding.severity == "suggestion" for finding in findings)
    if expected[0] in "!+":
        name = expected[1:]
        told = report.findings if expected[0] == "+" else findings
        found = any(finding.rule == name or finding.rule.startswith(name + "/") for finding in told)
        return found == (expected[0] == "+")
    if expected.endswith(" sentences"):
        return len(report.sentences) == int(expected.split()[0])
    if measure := re.fullmatch(r"m:(\w+)=([\d.]+)", expected):
        return bool(abs((report.measures.get(measure[1]) or 0) - float(measure[2])) < 0.01)
    count = re.fullmatch(r"(inv|q)(>?=)(\d+)", expected)
    assert count is not None, f"unknown expectation {expected!r}"
    number = sum(s.invites if count[1] == "inv" else s.kind == "question" for s in report.sentences)
    return number >= int(count[3]) if count[2] == ">=" else number == int(count[3])


def _all_hold(case: dict[str, Any]) -> bool:
    report = softsell.check(case["text"])
    return all(_holds(part.strip(), report) for part in case["expect"].split(";"))


@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
def test_case(case: dict[str, Any]) -> None:
    assert _all_hold(case), case["text"]
