"""Loads packs and settings once, compiles the rules once for each platform, and checks drafts.

``check`` is what ``import softsell`` offers. Faces that check many drafts hold an ``Engine``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from softsell import platforms
from softsell.checks.finding import SEVERITIES
from softsell.checks.rule import Pack
from softsell.config.config import Audience, Config
from softsell.draft import read_text
from softsell.draft.draft import Context, Draft, post_kind
from softsell.draft.draft import audience as audience_named
from softsell.draft.readers import Markup
from softsell.engine.proving import proved_packs
from softsell.engine.reading import read_drafts
from softsell.engine.report import Report
from softsell.engine.rule_set import RuleSet


class Engine:
    """Packs and configuration, loaded once; thread-safe.

    Attributes:
        warnings: examples of the user's packs that fail with this model although they held with another, and what became of
            retired rules that the configuration or a pack still names.

    Raises:
        PackError: a pack of the configuration can't be loaded.
        ConfigError: the configuration names a rule or phrase that is not there.
    """

    def __init__(self, config: Config | None = None, packs: Sequence[Pack] | None = None) -> None:
        self.config = config or Config()
        from softsell.packs.resolve import retired_notes

        self.packs, doubts = (tuple(packs), ()) if packs is not None else proved_packs(self.config)
        self.warnings = (*doubts, *retired_notes(self.packs, self.config))
        self._rule_sets: dict[tuple[str | None, str | None], RuleSet] = {}
        self.rule_set(self.config.platform)

    def rule_set(self, platform: str | None, audience: Audience | None = None) -> RuleSet:
        """The rules that hold on a platform, compiled; for another audience than the configuration's where one is named."""
        rule_set = self._rule_sets.get((platform, audience))
        if rule_set is None:
            config = replace(self.config, audience=audience, reading_level=None) if audience else self.config
            rule_set = self._rule_sets[platform, audience] = _compiled(self.packs, config, platform)
        return rule_set

    def check_draft(self, draft: Draft, *, explain: bool = False) -> Report:
        """The report on a draft from any reader. What the draft says of its platform and audience beats the configuration.

        Raises:
            UsageError: it names a platform or an audience that there is not.
        """
        return self.check_drafts([draft], explain=explain)[0]

    def check_drafts(self, drafts: Sequence[Draft], *, explain: bool = False) -> list[Report]:
        """As ``check_draft``, for some drafts at once, which takes less time than one by one.

        Args:
            drafts: the drafts.
            explain: whether the points of learned measures say which words carried them.

        Raises:
            UsageError: as ``check_draft``, for the first of them that does.
        """
        placed = [self._placed(draft) for draft in drafts]
        readings = read_drafts([(draft, self.config.on_platform(draft.context.platform)) for draft, _ in placed])
        return [
            self._shown(rule_set.report(reading, explain=explain))
            for (_, rule_set), reading in zip(placed, readings, strict=True)
        ]

    def _placed(self, draft: Draft) -> tuple[Draft, RuleSet]:
        """The draft with the platform's own name, and the rules that hold there."""
        named = draft.context.platform or self.config.platform
        platform = platforms.profile(named).name if named else None
        if draft.context.platform != platform:
            draft = replace(draft, context=replace(draft.context, platform=platform))
        audience = draft.context.audience
        return draft, self.rule_set(platform, audience_named(audience) if audience else None)

    def _shown(self, report: Report) -> Report:
        """The report without what is milder than the configuration wants to see."""
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
        explain: bool = False,
    ) -> Report:
        """See ``softsell.check``; ``explain`` as in ``check_drafts``."""
        context = Context(platform=platform, reply_to=reply_to, kind=None if kind is None else post_kind(kind))
        return self.check_draft(read_text(text, markup=markup, context=context), explain=explain)


_MAX_COMPILED = 16
_compiled_sets: dict[str, RuleSet] = {}


def _compiled(packs: tuple[Pack, ...], config: Config, platform: str | None) -> RuleSet:
    """The rules of ``packs`` under ``config``, compiled; shared by all engines whose settings differ in nothing that rules see."""
    from softsell.packs.cache import PatternShelf
    from softsell.packs.resolve import resolve

    seen = replace(config.keep("rules"), files=(), root=None, untrusted=())
    untrusted = _untrusted(packs, config)
    # A pack made in memory has no digest, and is told by what it is.
    key = repr((platform, seen, sorted(untrusted), [(pack.name, pack.digest or id(pack)) for pack in packs]))
    rule_set = _compiled_sets.get(key)
    if rule_set is None:
        effective = resolve(packs, config, platform)
        rule_set = RuleSet(effective.rules, effective.measures, PatternShelf(), effective.dimensions, untrusted)
        while len(_compiled_sets) >= _MAX_COMPILED:
            _compiled_sets.pop(next(iter(_compiled_sets)), None)
        _compiled_sets[key] = rule_set
    return rule_set


def _untrusted(packs: Iterable[Pack], config: Config) -> frozenset[str]:
    """The names of the packs that the configuration doesn't trust."""
    return frozenset(pack.name for pack in packs if not pack.builtin and pack.path in config.untrusted)


def check(
    text: str,
    *,
    platform: str | None = None,
    markup: Markup = "plain",
    reply_to: str | None = None,
    kind: str | None = None,
    config: Config | None = None,
) -> Report:
    """Checks one draft.

    Args:
        text: the draft, as written.
        platform: where it will be posted; overrides the configuration's.
        markup: ``plain``, ``markdown`` or ``html``.
        reply_to: the message that the draft answers.
        kind: what kind of post it is, if known: one of ``softsell.vocabulary.POST_KINDS``.
        config: settings; ``None`` is the built-in packs with their defaults, and no file is read.

    Raises:
        DraftError: the text can't be checked (a lone surrogate, too long).
        UsageError: an unknown platform, markup or kind.
        PackError, ConfigError: see ``Engine``.
    """
    return engine_for(config or Config()).check(text, platform=platform, markup=markup, reply_to=reply_to, kind=kind)


_engines: dict[str, Engine] = {}
_MAX_ENGINES = 8


def engine_for(config: Config) -> Engine:
    """The engine for a configuration: the one made before, where an equal one was asked for lately.

    Raises:
        PackError, ConfigError: see ``Engine``.
    """
    key = repr(config)
    engine = _engines.get(key)
    if engine is None:
        while len(_engines) >= _MAX_ENGINES:
            _engines.pop(next(iter(_engines)), None)
        engine = _engines[key] = Engine(config)
    return engine
