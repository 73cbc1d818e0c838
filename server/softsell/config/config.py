"""Config: every setting, checked, with its default. It's only data; ``config.load`` creates it from files.

Settings have layers: first those for all drafts, then those for some files (``FileLayer``), then those for one platform. A single value
of a later layer replaces the earlier one. A list is added to the earlier list, except ``select``, which replaces it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from softsell.checks.finding import Severity
from softsell.checks.rule import RuleSettings
from softsell.config.settings import LAYER, LISTS, RULE, SERVER, TOP, Concern, Setting
from softsell.diagnostics import Diagnostic
from softsell.draft import draft

Audience = draft.Audience
AUDIENCES = draft.AUDIENCES

SettingPath = tuple[str | int, ...]
"""The path of a setting, from the outside in: field names of ``Config``, rule ids, and the text of a list item."""


class BetterWord(Struct, frozen=True):
    """A word of the user's that is always flagged.

    Attributes:
        word: the pattern that is flagged.
        instead: what the fix puts in its place.
        why: the user's reason; may be empty.
    """

    word: str
    instead: str
    why: str = ""


class Layer(Struct, frozen=True):
    """Settings for some drafts only. ``None`` and empty values change nothing. The attributes are those of ``Config``."""

    platform: str | None = None
    brands: tuple[str, ...] = ()
    audience: Audience | None = None
    reading_level: float | None = None
    allow: tuple[str, ...] = ()
    ban: tuple[str, ...] = ()
    better: tuple[BetterWord, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    fail_on: Severity | None = None
    severity: Severity | None = None
    column: str | None = None


class FileLayer(Struct, frozen=True):
    """Settings for the files that match ``glob`` (as in .gitignore, relative to the folder of the configuration)."""

    glob: str
    layer: Layer


class Goals(Struct, frozen=True):
    """What the user wants of the feed as a whole. ``None`` means no goal.

    Attributes:
        posts_a_week: at least so many posts a week.
        promotion: at most so many percent of the posts sell.
        asking: at least so many percent of the posts invite an answer.
        answers_within: replies come within so many hours.
        voice: who speaks in the posts: one person (``I``), or the business (``we``).
    """

    posts_a_week: float | None = None
    promotion: float | None = None
    asking: float | None = None
    answers_within: float | None = None
    voice: str | None = None

    def with_goals(self, other: Goals) -> Goals:
        """Return these goals with those of ``other`` in their place."""
        return replace(self, **{name: value for name, value in asdict(other).items() if value is not None})


class Config(Struct, frozen=True):
    """Everything that softsell.toml can set. ``Config()`` means the built-in packs with their defaults.

    Attributes:
        platform: the platform of drafts that don't name one.
        brands: names and handles of the user's business.
        audience: who the drafts are for. Sets the reading level if ``reading_level`` doesn't.
        reading_level: the highest acceptable Flesch-Kincaid grade, in US school years.
        allow: phrases that no rule flags.
        ban: phrases that are always flagged (rule ``custom/banned``).
        better: words that are always flagged, each with a better one (rules of the pack ``custom``).
        select: rule or pack ids to use. Empty means all that are on by default.
        extend_select: further ids to use.
        ignore: ids not to use. Overrides the two above.
        packs: folders or zips of packs to use besides the built-in ones. Paths from a file are already resolved from its folder.
        rules: changes to single rules, by id.
        platforms: settings for one platform, by its name.
        files: settings for some files, in order.
        fail_on: lowest severity that makes ``softsell check`` exit with 1.
        severity: lowest severity that is reported.
        column: where the posts of a sheet or of JSON records are; ``None`` to choose by what stands there.
        model: ``auto`` (the one in the wheel), ``none``, the name of an installed spaCy pipeline, or the absolute path of one.
        trust: real paths of packs in projects whose fixes ``--fix`` may apply.
        languagetool: whether the server answers the LanguageTool HTTP API.
        port: the server's port.
        history: whether the server keeps a history of posts that were sent.
        history_text: whether that history keeps their text.
        feed: the goals for the feed as a whole.
        root: the folder of the settings file, to which ``files`` are relative. ``None`` if there is no file.
        untrusted: the entries of ``packs`` that a project named and the user doesn't trust. Their fixes are shown but not applied.
        notes: settings of a project's file that it may not set, each at its place. They aren't used.
        places: where each setting was written, as diagnostics without a message.
    """

    platform: str | None = None
    brands: tuple[str, ...] = ()
    audience: Audience = "everyone"
    reading_level: float | None = None
    allow: tuple[str, ...] = ()
    ban: tuple[str, ...] = ()
    better: tuple[BetterWord, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    platforms: Mapping[str, Layer] = field(default_factory=dict)
    files: tuple[FileLayer, ...] = ()
    fail_on: Severity = "warning"
    severity: Severity = "suggestion"
    column: str | None = None
    model: str = "auto"
    trust: tuple[str, ...] = ()
    languagetool: bool = False
    port: int = 7355
    history: bool = False
    history_text: bool = False
    feed: Goals = Goals()
    root: str | None = None
    untrusted: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    places: Mapping[SettingPath, Diagnostic] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Config) and self._settings() == other._settings()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Config({', '.join(f'{name}={value!r}' for name, value in self._settings().items())})"

    def _settings(self) -> dict[str, Any]:
        """Everything except ``notes`` and ``places``, which don't change what softsell does."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name not in ("notes", "places")}

    def place_of(self, *path: str | int) -> Diagnostic:
        """Return where this setting was written, or the nearest one around it, as a diagnostic without a message."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Diagnostic("settings", 0, 0, "")

    def on_platform(self, platform: str | None) -> Config:
        """Return the configuration for one platform, with no layers for platforms left."""
        if not self.platforms:
            return self
        layer = self.platforms.get(platform) if platform is not None else None
        plain = replace(self, platforms={})
        return plain if layer is None else plain.with_layer(layer, "platforms", platform or "")

    def with_layer(self, layer: Layer, *where: str | int) -> Config:
        """Return the configuration with a layer on top, merged as ``settings`` says. ``where`` is the path of the layer, for the places."""
        merged: dict[str, Any] = {setting.field: _merge(setting, self, layer) for setting in LAYER}
        rules = {**self.rules, **{rule: _change(self.rules.get(rule), change) for rule, change in layer.rules.items()}}
        own_places = {path[len(where) :]: place for path, place in self.places.items() if path[: len(where)] == where}
        return replace(self, **merged, rules=rules, places={**self.places, **own_places})

    def as_layer(self) -> Layer:
        """Return what this configuration sets, as a layer for another one."""
        values: dict[str, Any] = {
            one.field: getattr(self, one.field) for one in LAYER if one.kind in LISTS or (one.field,) in self.places
        }
        return Layer(**values, rules=self.rules)

    def keep(self, *concerns: Concern) -> Config:
        """Return the configuration with every setting of another concern reset to its default.

        Two configurations that differ only in such settings become equal.
        """
        changed: dict[str, Any] = {
            one.field: getattr(_DEFAULTS, one.field) for one in (*LAYER, *TOP, *SERVER) if one.concern not in concerns
        }
        return replace(self, **changed, feed=self.feed if "feed" in concerns else Goals())


def _merge(setting: Setting, below: Config | Layer | RuleSettings, above: Layer | RuleSettings) -> Any:
    """Return the value of one setting after a layer is put on top of another."""
    old, new = getattr(below, setting.field), getattr(above, setting.field)
    if setting.kind in LISTS and not setting.replaces:
        return _join(old, new)
    if new is not None and new != ():
        return new
    return None if setting.reset_by and getattr(above, setting.reset_by) is not None else old


def _join(first: tuple[object, ...], second: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _change(below: RuleSettings | None, above: RuleSettings) -> RuleSettings:
    return above if below is None else RuleSettings(**{one.field: _merge(one, below, above) for one in RULE})


_DEFAULTS = Config()
