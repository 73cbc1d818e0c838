"""What a rule can offer where something is missing: text made from the draft itself, for a person to look at before it is used."""

from __future__ import annotations

from typing import Literal

from softsell.checks.finding import Fix
from softsell.language.reading import Reading

Subject = Literal["question"]


def suggest(subject: Subject, reading: Reading) -> tuple[Fix, ...]:
    """One or two fixes that put in what is missing, best first; none where nothing fits this draft."""
    del subject, reading
    return ()
