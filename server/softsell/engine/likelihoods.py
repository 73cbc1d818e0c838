"""Learned likelihoods of a reading."""

from __future__ import annotations

from collections.abc import Sequence

from softsell.checks.finding import Finding
from softsell.language.reading import Reading


def estimate(reading: Reading, findings: Sequence[Finding]) -> None:
    """Sets nothing yet."""
