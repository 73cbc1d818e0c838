"""Config: every setting, checked and with its default. Pure data; ``config.load`` makes it from files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from softsell.checks.finding import Severity
from softsell.checks.rule import RuleSettings

Audience = Literal["everyone", "teenagers", "professionals", "experts"]
AUDIENCES: tuple[Audience, ...] = ("everyone", "teenagers", "professionals", "experts")


@dataclass(frozen=True, slots=True)
class Config:
    """All that softsell.toml can say. ``Config()`` is the built-in packs with their defaults.

    Attributes:
        platform: where drafts go that do not say so themselves.
        brands: names and handles the user's business goes by.
        audience: who the drafts are for; sets the reading level unless ``reading_level`` does.
        reading_level: highest Flesch-Kincaid grade that is fine, in US school years.
        allow: phrases no rule may flag.
        ban: phrases always flagged (rule ``custom/banned``).
        select: rule or pack ids to use; empty for all that are on by default.
        extend_select: ids to use besides.
        ignore: ids not to use; beats the two above.
        packs: folders or zips of packs to use besides the built-in ones.
        rules: changes to single rules, by id.
        fail_on: lowest severity that makes ``softsell check`` exit with 1.
        severity: lowest severity that is reported.
        model: ``auto`` (the one in the wheel), ``none``, or the name of an installed spaCy pipeline.
        languagetool: whether the server answers the LanguageTool HTTP API.
        port: the server's port.
    """

    platform: str | None = None
    brands: tuple[str, ...] = ()
    audience: Audience = "everyone"
    reading_level: float | None = None
    allow: tuple[str, ...] = ()
    ban: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    fail_on: Severity = "warning"
    severity: Severity = "suggestion"
    model: str = "auto"
    languagetool: bool = False
    port: int = 7355
