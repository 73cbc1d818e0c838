"""Loads packs and settings once, compiles the rules once for each platform, and checks drafts.

``import softsell`` offers ``check``. Code that checks many drafts keeps an ``Engine``.
"""

from __future__ import annotations

from _thread import RLock  # the same lock as in threading, which takes long to import
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from softsell import platforms
from softsell.checks.finding import SEVERITIES
from softsell.checks.rule import Pack, WhenUnsure
from softsell.config.config import Audience, Config
from softsell.draft.draft import Draft
from softsell.draft.draft import audience as audience_named
from softsell.draft.readers import Markup
from softsell.engine.draft_reading import read_drafts
from softsell.engine.proving import proved_packs
from softsell.engine.report import Report
from softsell.engine.rule_set import RuleSet
from softsell.engine.texts import Text, check_texts
from softsell.errors import SoftsellError

_building = RLock()
"""Held while an engine is set up: threads that set up the first one together crash the interpreter."""


class Engine:
    """Packs and configuration, loaded once. Thread-safe.

    Attributes:
        warnings: examples of the user's packs that fail with this model although they passed with another, and notes on retired
            rules that the configuration or a pack still names.

    Raises:
        PackError: a pack of the configuration can't be loaded.
        ConfigError: the configuration names a rule or pattern that doesn't exist.
    """

    def __init__(self, config: Config | None = None, packs: Sequence[Pack] | None = None) -> None:
        self.config = config or Config()
        from softsell.packs.resolve import retired_notes

        self.packs, doubts = (tuple(packs), ()) if packs is not None else proved_packs(self.config)
        self.warnings = (*doubts, *retired_notes(self.packs, self.config))
        self._rule_sets: dict[tuple[str | None, str | None], RuleSet] = {}
        self.rule_set(self.config.platform)

    def rule_set(self, platform: str | None, audience: Audience | None = None) -> RuleSet:
        """Return the compiled rules for a platform, and for ``audience`` instead of the configuration's if it's given."""
        key = (platform, audience)
        rule_set = self._rule_sets.get(key)
        if rule_set is None:
            with _building:
                rule_set = self._rule_sets.get(key)
                if rule_set is None:
                    config = replace(self.config, audience=audience, reading_level=None) if audience else self.config
                    rule_set = self._rule_sets[key] = _compile_rules(self.packs, config, platform)
        return rule_set

    def check_draft(self, draft: Draft, *, explain: bool = False) -> Report:
        """Return the report on a draft from any reader. The draft's platform and audience override the configuration.

        Raises:
            UsageError: the draft names a platform or audience that doesn't exist.
        """
        return self.check_drafts([draft], explain=explain)[0]

    def check_drafts(self, drafts: Sequence[Draft], *, explain: bool = False) -> list[Report]:
        """Return a report for each draft. This is faster than checking them one by one.

        Args:
            drafts: the drafts.
            explain: whether the points say what made them: the findings of a rule, the words that carried a learned measure.

        Raises:
            UsageError: see ``check_draft``.
        """
        pairs = [self._find_rule_set(draft) for draft in drafts]
        readings = read_drafts([(draft, self.config.on_platform(draft.context.platform)) for draft, _ in pairs])
        return [
            self._hide_milder(rule_set.report(reading, explain=explain))
            for (_, rule_set), reading in zip(pairs, readings, strict=True)
        ]

    def has_rules_for(self, platform: str | None) -> bool:
        """Return whether the rules for a platform, by its full name, are compiled."""
        named = platform or self.config.platform
        return (named, None) in self._rule_sets and (named is None or named in platforms.PLATFORMS)

    def _find_rule_set(self, draft: Draft) -> tuple[Draft, RuleSet]:
        """Return the draft with the platform's full name, and the rules for that platform."""
        named = draft.context.platform or self.config.platform
        platform = platforms.profile(named).name if named else None
        if draft.context.platform != platform:
            draft = replace(draft, context=replace(draft.context, platform=platform))
        audience = draft.context.audience
        return draft, self.rule_set(platform, audience_named(audience) if audience else None)

    def _hide_milder(self, report: Report) -> Report:
        """Return the report without findings below the configuration's ``severity``."""
        least = self.config.on_platform(report.draft.context.platform).severity
        if least == SEVERITIES[0]:
            return report
        return replace(report, findings=tuple(finding for finding in report.findings if finding.is_shown_from(least)))

    def check(
        self,
        text: str,
        *,
        platform: str | None = None,
        markup: Markup = "plain",
        reply_to: str | None = None,
        kind: str | None = None,
        worth: bool = False,
    ) -> Report:
        """See ``softsell.check``."""
        return self.check_text(Text(text, platform, markup, reply_to, kind, worth))

    def check_text(self, text: Text) -> Report:
        """Return the report on a text.

        Raises:
            DraftError, UsageError: see ``softsell.check``.
        """
        [result] = check_texts(self, [text])
        if isinstance(result, SoftsellError):
            raise result
        return result


_MAX_COMPILED = 16
_compiled_sets: dict[str, RuleSet] = {}


def _compile_rules(packs: tuple[Pack, ...], config: Config, platform: str | None) -> RuleSet:
    """Return the compiled rules of ``packs``. Engines share them unless they differ in settings that affect rules."""
    from softsell.packs.cache import PATTERNS
    from softsell.packs.resolve import resolve

    seen = replace(config.keep("rules"), files=(), root=None, untrusted=())
    untrusted = _find_untrusted(packs, config)
    # A pack made in memory has no digest, so its identity is used.
    key = repr((platform, seen, sorted(untrusted), [(pack.name, pack.digest or id(pack)) for pack in packs]))
    rule_set = _compiled_sets.get(key)
    if rule_set is None:
        effective = resolve(packs, config, platform)
        rule_set = RuleSet(
            effective.rules, effective.measures, PATTERNS, effective.dimensions, untrusted, _unsure(packs)
        )
        while len(_compiled_sets) >= _MAX_COMPILED:
            _compiled_sets.pop(next(iter(_compiled_sets)), None)
        _compiled_sets[key] = rule_set
    return rule_set


def _find_untrusted(packs: Iterable[Pack], config: Config) -> frozenset[str]:
    """Return the names of the packs that the configuration doesn't trust."""
    return frozenset(pack.name for pack in packs if not pack.builtin and pack.path in config.untrusted)


def _unsure(packs: Iterable[Pack]) -> dict[str, WhenUnsure]:
    """By pack, when its findings are held back."""
    return {pack.name: pack.when_unsure for pack in packs if pack.when_unsure is not None}


def check(
    text: str,
    *,
    platform: str | None = None,
    markup: Markup = "plain",
    reply_to: str | None = None,
    kind: str | None = None,
    worth: bool = False,
    config: Config | str | Path | None = None,
) -> Report:
    """Check one draft.

    Args:
        text: the draft, as written.
        platform: where it will be posted. Overrides the configuration.
        markup: ``plain``, ``markdown`` or ``html``.
        reply_to: the message that the draft answers.
        kind: what kind of post it is, if known: one of ``softsell.vocabulary.POST_KINDS``.
        worth: whether to find out what each fix is worth (``Fix.worth``). softsell checks the text with each fix for that, so it takes
            that many times as long. In a long text, it's known for the first fixes only: those that need up to 50,000 code points to
            be checked.
        config: the settings, or the path of a settings file, which is read at each call (``softsell.load_config`` reads it once).
            ``None`` means the built-in packs with their defaults; no file is read.

    Raises:
        DraftError: the text can't be checked because it has a lone surrogate or is too long.
        UsageError: the platform, markup or kind is unknown.
        PackError: see ``Engine``.
        ConfigError: see ``Engine``.
    """
    return engine_for(as_config(config)).check_text(Text(text, platform, markup, reply_to, kind, worth))


def as_config(config: Config | str | Path | None) -> Config:
    """Return the settings that ``config`` stands for, see ``check``.

    Raises:
        ConfigError: the settings file can't be read or has mistakes.
    """
    if config is None:
        return _default_config()
    if isinstance(config, Config):
        return config
    from softsell.config.load import read_config

    return read_config(config)


async def check_async(
    text: str,
    *,
    platform: str | None = None,
    markup: Markup = "plain",
    reply_to: str | None = None,
    kind: str | None = None,
    worth: bool = False,
    config: Config | str | Path | None = None,
) -> Report:
    """Like ``check``, in a thread of its own, so that an event loop can do other work meanwhile. Raises what ``check`` raises."""
    import asyncio

    return await asyncio.to_thread(
        check, text, platform=platform, markup=markup, reply_to=reply_to, kind=kind, worth=worth, config=config
    )


_engines: dict[str, Engine] = {}
_MAX_ENGINES = 8


def engine_for(config: Config) -> Engine:
    """Return the engine for a configuration. Reuses a recent engine with an equal configuration.

    Raises:
        PackError: see ``Engine``.
        ConfigError: see ``Engine``.
    """
    if config is _default_config():
        return _default_engine()  # its key would take longer than some steps of a check
    key = repr(config)
    engine = _engines.get(key)
    if engine is None:
        with _building:
            engine = _engines.get(key)
            if engine is None:
                while len(_engines) >= _MAX_ENGINES:
                    _engines.pop(next(iter(_engines)), None)
                engine = _engines[key] = Engine(config)
    return engine


@lru_cache(maxsize=1)
def _default_config() -> Config:
    return Config()


@lru_cache(maxsize=1)
def _default_engine() -> Engine:
    with _building:
        return engine_for(Config())
