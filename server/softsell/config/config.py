"""Config: every setting, checked and with its default. Pure data; ``config.load`` makes it from files.

Settings stack: what holds for all drafts, then what holds for some files (``FileLayer``), then what holds on one platform. A later
layer's single values take the place of earlier ones; its lists are added to theirs, but for ``select``, which takes their place too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from softsell.checks.finding import Severity
from softsell.checks.rule import RuleSettings
from softsell.config.settings import LAYER, RULE, SERVER, TOP, Concern, Setting
from softsell.diagnostics import Diagnostic
from softsell.draft import draft

Audience = draft.Audience
AUDIENCES = draft.AUDIENCES

SettingPath = tuple[str | int, ...]
"""Where a setting stands: field names of ``Config``, rule ids, and of what stands in lists the text itself, from the outside in."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings that hold for some drafts only. ``None`` and empty say nothing. Attributes as in ``Config``."""

    platform: str | None = None
    brands: tuple[str, ...] = ()
    audience: Audience | None = None
    reading_level: float | None = None
    allow: tuple[str, ...] = ()
    ban: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    fail_on: Severity | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class FileLayer:
    """Settings for the files that match ``glob`` (as in .gitignore, seen from the folder of the configuration)."""

    glob: str
    layer: Layer


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
        packs: folders or zips of packs to use besides the built-in ones; out of a file, already seen from its folder.
        rules: changes to single rules, by id.
        platforms: what holds on one platform only, by its name.
        files: what holds for some files only, in order.
        fail_on: lowest severity that makes ``softsell check`` exit with 1.
        severity: lowest severity that is reported.
        model: ``auto`` (the one in the wheel), ``none``, the name of an installed spaCy pipeline, or the absolute path of one.
        trust: packs that come with folders and whose fixes ``--fix`` may apply; where they really lie.
        languagetool: whether the server answers the LanguageTool HTTP API.
        port: the server's port.
        root: the folder of the file it came from, from which ``files`` are seen; ``None`` where there is no file.
        untrusted: those of ``packs`` that a project named and the user does not trust. Their fixes are shown, not applied.
        notes: what a project's file sets and may not, each at its place. It is not used.
        places: where each setting was written, for messages; diagnostics without a message.
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
    platforms: Mapping[str, Layer] = field(default_factory=dict)
    files: tuple[FileLayer, ...] = ()
    fail_on: Severity = "warning"
    severity: Severity = "suggestion"
    model: str = "auto"
    trust: tuple[str, ...] = ()
    languagetool: bool = False
    port: int = 7355
    root: str | None = None
    untrusted: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = field(default=(), compare=False, repr=False)
    places: Mapping[SettingPath, Diagnostic] = field(default_factory=dict, compare=False, repr=False)

    def place_of(self, *path: str | int) -> Diagnostic:
        """Where this setting, or else the nearest around it, was written; a diagnostic without a message."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Diagnostic("settings", 0, 0, "")

    def on_platform(self, platform: str | None) -> Config:
        """This configuration with what it says for one platform put in; it then has no layers for platforms."""
        if not self.platforms:
            return self
        layer = self.platforms.get(platform) if platform is not None else None
        plain = replace(self, platforms={})
        return plain if layer is None else plain.with_layer(layer, "platforms", platform or "")

    def with_layer(self, layer: Layer, *where: str | int) -> Config:
        """Returns the configuration with a layer on top, merged as ``settings`` says. ``where`` is the layer's own path, for the places."""
        merged: dict[str, Any] = {setting.field: _merge(setting, self, layer) for setting in LAYER}
        rules = {**self.rules, **{rule: _change(self.rules.get(rule), change) for rule, change in layer.rules.items()}}
        own_places = {path[len(where) :]: place for path, place in self.places.items() if path[: len(where)] == where}
        return replace(self, **merged, rules=rules, places={**self.places, **own_places})

    def as_layer(self) -> Layer:
        """Returns what this configuration sets, as a layer to put on another one."""
        values: dict[str, Any] = {
            one.field: getattr(self, one.field) for one in LAYER if one.kind == "texts" or (one.field,) in self.places
        }
        return Layer(**values, rules=self.rules)

    def keep(self, *concerns: Concern) -> Config:
        """Returns the configuration with the default for every setting that bears on something else.

        Two configurations that differ only there become equal.
        """
        changed: dict[str, Any] = {
            one.field: _DEFAULTS[one.field] for one in (*LAYER, *TOP, *SERVER) if one.concern not in concerns
        }
        return replace(self, **changed)


def _merge(setting: Setting, below: Config | Layer | RuleSettings, above: Layer | RuleSettings) -> Any:
    """What holds of one setting when a layer lies on top of another."""
    old, new = getattr(below, setting.field), getattr(above, setting.field)
    if setting.kind == "texts" and not setting.replaces:
        return _join(old, new)
    if new is not None and new != ():
        return new
    return None if setting.reset_by and getattr(above, setting.reset_by) is not None else old


def _join(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _change(below: RuleSettings | None, above: RuleSettings) -> RuleSettings:
    return above if below is None else RuleSettings(**{one.field: _merge(one, below, above) for one in RULE})


_DEFAULTS = {field.name: field.default for field in fields(Config)}
