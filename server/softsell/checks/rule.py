"""Rule: one rule as its pack states it, already validated. ``packs`` makes it from YAML; a kind's ``compile`` makes a Check of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol

from msgspec import Struct, field

from softsell.checks.finding import Finding, Severity
from softsell.checks.suggestions.questions import Questions

if TYPE_CHECKING:
    from softsell.language.reading import Reading
    from softsell.patterns import Matches

Dimension = str
"""A score: one of ``vocabulary.DIMENSIONS``, or one that a pack declares."""

Scope = str
"""Where a rule looks, a key of ``vocabulary.SCOPES``."""


Show = Literal["always", "with-fix", "never"]
"""When findings are shown: always; only where they offer a fix; or never, so that the rule only feeds the score."""


class Example(Struct, frozen=True, omit_defaults=True):
    """A text that proves a rule. In a bad one ``[[`` and ``]]`` mark what the finding must cover; none marks the whole draft.

    Attributes:
        text: the text, the marks taken out.
        span: what was marked, in code points of ``text``; ``None`` where nothing was.
        needs_model: whether only the trained pipeline tells it apart.
        platform, brand, reply_to: the draft's context, as front matter would say it.
    """

    text: str
    span: tuple[int, int] | None = None
    needs_model: bool = False
    platform: str | None = None
    brand: str | None = None
    reply_to: str | None = None


EvidenceStrength = Literal["experiments", "field", "correlation", "survey", "requirement", "custom", "taste"]
"""How sure it is: experiments, field data that shows a cause, a correlation, what people say of themselves, or what a platform or the law
asks. Nothing is known behind what people in the trade do (``custom``) and what the pack's author prefers (``taste``)."""


class Evidence(Struct, frozen=True, omit_defaults=True):
    """What is known about the idea behind a rule.

    Attributes:
        found: what was found, in a sentence or two.
        where: the source; empty for ``custom`` and ``taste``.
        sure: how sure it is.
    """

    found: str
    where: str
    sure: EvidenceStrength


class Rule(Struct, frozen=True, omit_defaults=True):
    """One rule, validated.

    Attributes:
        id: ``pack/rule``.
        kind: a key of ``checks.KINDS``.
        options: what this kind needs besides (patterns, bounds); keys as in the pack, values plain (str, float, bool, list, dict).
        severity: of its findings.
        weight: points that one hit adds to the score of ``dimension``; negative for something good.
        message: the finding's sentence. ``{match}`` is what was found, ``{count}``, ``{bound}`` and ``{value}`` what was measured.
        why: the idea behind it, one sentence.
        title: what it finds, in a few words; empty if its id says that.
        instead: a text that says it better, for people whom a finding offers no fix; empty if the pack has none.
        source: the seed texts it goes back to ("003"), for readers of the pack.
        dimension: the score it feeds, or ``None``.
        unless: patterns; a hit that shares a word with a match of one of them is dropped.
        near: patterns of which one must be in a finding's sentence, or in the one before or after; empty for no condition.
        silent_with: patterns that keep the rule silent wherever one of them is in the draft.
        platforms: where it holds; ``("all",)`` for everywhere.
        scope: where in the draft it looks.
        positive: says something good; severity is ``suggestion`` and it never fails a check.
        enabled: whether it is on by default.
        posts: the kinds of post, or groups of kinds, that it is about; empty for all.
        not_posts: the kinds of post, or groups of kinds, that it leaves alone.
        once: whether one remark a draft is enough, however many hits there are.
        show: when its findings are shown, a ``Show``. The score counts them all. Setting a severity for it shows them always.
        quoted: whether words that the writer doesn't say count: quoted, named or denied ones. For phrase, swap, shout, count and ratio.
        max_hits: how many hits count towards the score, so that one habit can't fill it alone.
        bad, good: its examples.
        place: ``path:line`` where it was written, for messages.
        evidence: what is known about the idea behind it; empty if nobody said.
        questions: what it may suggest, where it suggests questions; those of the packs in use, put in when they are known.
    """

    id: str
    kind: str
    options: Mapping[str, Any]
    severity: Severity
    weight: float
    message: str
    why: str
    title: str = ""
    instead: str = ""
    source: str = ""
    dimension: Dimension | None = None
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    silent_with: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ("all",)
    scope: Scope = "draft"
    positive: bool = False
    enabled: bool = True
    max_hits: int = 3
    posts: tuple[str, ...] = ()
    not_posts: tuple[str, ...] = ()
    once: bool = False
    show: Show = "always"
    quoted: bool = False
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    place: str = ""
    questions: tuple[Questions, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def name(self) -> str:
        """What people read in lists of rules: its title, or its id without the pack."""
        return self.title or self.id.partition("/")[2].replace("-", " ").capitalize()

    @property
    def state(self) -> str:
        """How the rule speaks: ``off``, ``praise``, ``silent`` or its severity."""
        if not self.enabled:
            return "off"
        if self.positive:
            return "praise"
        return "silent" if self.show == "never" else self.severity


class RuleSettings(Struct, frozen=True, omit_defaults=True):
    """What a user, or a pack that extends another, changes of one rule. ``None`` and empty leave it as the pack says.

    Attributes:
        enabled: ``False`` switches the rule off, ``True`` switches on one that is off by default.
        severity: a new severity.
        weight: a new weight, points of the dimension's score.
        at_most, at_least: new bounds, in the unit of what the rule counts.
        add: further patterns.
        remove: patterns of the pack to drop; each must be there to the letter.
        allow: phrases that this rule leaves alone (further ``unless``).
    """

    enabled: bool | None = None
    severity: Severity | None = None
    weight: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


class Pack(Struct, frozen=True, omit_defaults=True):
    """A pack: its rules and what it says of itself.

    Attributes:
        name: first part of its rules' ids.
        version, description, license, language: as in ``pack.yml``.
        dimension: the score its rules feed unless they say otherwise.
        dimensions: scores that it declares, besides the four that every report has.
        measures: how measures feed the score of ``dimension`` besides rules: piecewise linear, see ``scores``.
        rules: in the order of the files.
        path: where it was loaded from.
        builtin: whether it came with softsell.
        extends: names of the packs it builds upon; they are used with it.
        changes: what it changes of their rules, by full rule id.
        questions: what rules that suggest questions may choose from, in this pack and in others.
        when_unsure: what becomes of its findings in a draft that as a whole doesn't read as its rules say.
        digest: SHA-256 of its files, hexadecimal; empty for a pack made in memory.
    """

    name: str
    version: str
    description: str
    license: str
    language: str
    dimension: Dimension | None
    rules: tuple[Rule, ...]
    measures: tuple[ScoredMeasure, ...] = ()
    path: str = ""
    builtin: bool = False
    extends: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    changes: Mapping[str, RuleSettings] = field(default_factory=dict)
    questions: Questions = field(default_factory=Questions)
    when_unsure: WhenUnsure | None = None
    digest: str = ""


class WhenUnsure(Struct, frozen=True):
    """Holds back a pack's findings where a measure of the whole draft is low. Rules of severity error are never held back.

    Attributes:
        measure: the measure, such as ``pressure``. While a draft doesn't have it, nothing is held back.
        drop_below: below this value the findings are left out.
        suggest_below: below this value warnings become suggestions.
        suggestions_from: below this value the findings of rules that only suggest feed the score and aren't shown.
        rules: the rules it's about, by their ids without the pack's name; all if it's empty.
    """

    measure: str
    drop_below: float
    suggest_below: float
    suggestions_from: float = 0.0
    rules: tuple[str, ...] = ()

    def is_about(self, rule: str) -> bool:
        """Return whether it's about the rule with this id, of its pack."""
        return not self.rules or rule.partition("/")[2] in self.rules


class ScoredMeasure(Struct, frozen=True):
    """How one measure feeds a score: 0 points at ``low`` or below, ``points`` at ``high`` or above, straight between.

    ``low`` may be above ``high``, for measures that are better when larger. ``points`` may be negative.
    """

    measure: str
    low: float
    high: float
    points: float


class Check(Protocol):
    """A compiled rule."""

    @property
    def rule(self) -> Rule: ...

    @property
    def groups(self) -> tuple[int, ...] | None:
        """The pattern groups without whose match it has nothing to say; ``None`` if it must always run."""
        ...

    def run(self, reading: Reading, matches: Matches) -> Iterator[Finding]:
        """Return the rule's findings in this reading, in order, with spans into ``reading.draft.prose``."""
        ...


class AlwaysRuns(Struct, frozen=True):
    """The head of each check that runs on every draft, because no pattern tells whether it has something to say."""

    rule: Rule

    @property
    def groups(self) -> None:
        return None
