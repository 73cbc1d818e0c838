"""What an assistant can ask softsell for, and the answers. Knows nothing of MCP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec.structs import replace
from pydantic import BaseModel, Field

from softsell.checks.finding import SEVERITIES, Finding
from softsell.checks.rule import Rule
from softsell.draft import Context, Draft, Record, read_text
from softsell.draft.draft import MAX_CHARACTERS
from softsell.engine.engine import Engine
from softsell.engine.report import Report
from softsell.errors import UsageError
from softsell.files.apply_fixes import fix_text
from softsell.files.live_settings import LiveSettings
from softsell.packs.marks import mark
from softsell.packs.names import covers, find_retired
from softsell.packs.resolve import all_rules
from softsell.platforms import PLATFORMS
from softsell.report.about_rules import OWN_RULES, evidence_line, find_rule, message_of, snippet
from softsell.vocabulary import POST_KINDS

MAX_REPLY_TO = 20_000
MAX_POSTS = 1_000
_MANY_EXAMPLES = 5

Text = Annotated[
    str, Field(description="The draft, as it will be posted.", json_schema_extra={"maxLength": MAX_CHARACTERS})
]
Platform = Annotated[
    str | None,
    Field(description=f"Where it will be posted: {', '.join(PLATFORMS)}. The default is the project's setting."),
]
Markup = Annotated[Literal["plain", "markdown", "html"], Field(description="How the text is written.")]
ReplyTo = Annotated[str | None, Field(description="The message that the draft answers, if it is a reply.")]
Kind = Annotated[
    str | None,
    Field(
        description=f"What kind of post it is, if you know: {', '.join(POST_KINDS)}. softsell estimates it otherwise."
    ),
]


class FoundFix(BaseModel):
    """One change that would fix a finding: ``text`` in place of ``start`` to ``end``."""

    label: str
    start: int = Field(description="In code points of the draft.")
    end: int
    text: str
    safe: bool = Field(description="Whether fix_draft applies it. Decide about the others yourself.")


class Found(BaseModel):
    """One thing that a rule found in the draft."""

    rule: str
    severity: Literal["suggestion", "warning", "error"]
    positive: bool = Field(description="True for something done well. Keep it.")
    dimension: str | None = Field(description="The score that it feeds.")
    words: str | None = Field(description="The words at fault; null for the whole draft.")
    start: int | None = Field(description="Where they begin, in code points of the draft.")
    end: int | None
    line: int = Field(description="The line on which they begin; 1 for the whole draft.")
    message: str
    why: str
    fixes: list[FoundFix]


class Checked(BaseModel):
    """What softsell found in a draft."""

    passes: bool = Field(description="Whether nothing is as severe as the project's fail-on.")
    fail_on: Literal["suggestion", "warning", "error"]
    kind: str = Field(description="What kind of post it seems to be.")
    scores: dict[str, float | None] = Field(
        description="0 (fine) to 100 (worst); null if there is too little to score."
    )
    findings: list[Found]


class Fixed(BaseModel):
    """A draft after its safe fixes, and what is left to do by hand."""

    text: str = Field(description="The draft after all safe fixes.")
    applied: int = Field(description="How many fixes were applied.")
    scores_before: dict[str, float | None]
    left: Checked = Field(description="What softsell finds in the fixed draft.")


class FeedPost(BaseModel):
    """A post of a feed, or a reply."""

    text: Text
    date: str | None = Field(default=None, description="When it was posted, in ISO 8601.", max_length=40)
    platform: Platform = None
    reply_to: ReplyTo = None


class FeedFigures(BaseModel):
    """What many posts over time add up to."""

    figures: dict[str, Any] = Field(
        description="How many posts sell, ask and give, who is talked about, what is said again, and what comes next."
    )


class RuleLine(BaseModel):
    """A rule in short."""

    id: str
    state: str = Field(description="off, praise, silent (only counts in the score), suggestion, warning or error.")
    dimension: str | None
    message: str


class RuleList(BaseModel):
    """The rules that were asked for."""

    rules: list[RuleLine]


class RuleExplained(BaseModel):
    """What a rule finds, why, and how a project changes it."""

    id: str
    state: str = Field(description="off, praise, silent (only counts in the score), suggestion, warning or error.")
    message: str
    why: str
    evidence: list[str] = Field(description="What is known about the idea, how surely, and from where.")
    dimension: str | None
    finds: list[str] = Field(description="Examples; [[ ]] marks what the rule finds.")
    leaves_alone: list[str] = Field(description="Near misses, which are fine.")
    to_change: str = Field(description="Lines for softsell.toml.")


class Tools:
    """Answers an assistant. Thread-safe.

    Every method raises ``SoftsellError`` if it can't answer: with mistakes in settings or packs, a draft that can't be checked, or
    an unknown platform, kind or rule.

    Args:
        settings: finds the settings of the folder in which the assistant works.
    """

    def __init__(self, settings: LiveSettings) -> None:
        self._settings = settings

    def check_draft(
        self,
        text: Text,
        platform: Platform = None,
        markup: Markup = "plain",
        reply_to: ReplyTo = None,
        kind: Kind = None,
    ) -> Checked:
        """Check a draft of a social post before it is posted: does it push, talk only about its writer, leave readers nothing to
        answer, or read hard? Gives each finding with its place, the reason and possible fixes, and four scores.
        """
        return self._checked(self._check(text, platform, markup, reply_to, kind))

    def fix_draft(
        self,
        text: Text,
        platform: Platform = None,
        markup: Markup = "plain",
        reply_to: ReplyTo = None,
        kind: Kind = None,
    ) -> Fixed:
        """Apply the safe fixes to a draft, and say what is left to fix by hand. Changes no file: the new text is in the answer."""

        def check(changed: str) -> Report:
            return self._check(changed, platform, markup, reply_to, kind)

        before = check(text)
        fixed, after, applied = fix_text(text, markup, before, check, lambda found: found.findings)
        return Fixed(text=fixed, applied=applied, scores_before=before.scores, left=self._checked(after))

    def feed_figures(
        self,
        posts: Annotated[
            list[FeedPost], Field(description="The posts of one feed, in any order.", max_length=MAX_POSTS)
        ],
        time_zone: Annotated[
            str | None, Field(description="The writer's time zone, such as Europe/Berlin.", max_length=100)
        ] = None,
    ) -> FeedFigures:
        """Look at many posts over time: how many sell, ask and give, who they talk about, and what they repeat. Use it before you write
        the next post, with the latest ones.
        """
        # Imported here: with it comes numpy, which a check of English needs too, but not every call
        from softsell.feed import analyse, as_json, make_post
        from softsell.feed.post import count_all_rules, find_zone
        from softsell.files.checker import make_checked
        from softsell.language.learned import load_learned

        zone = find_zone(time_zone) if time_zone is not None else None
        own = self._settings.engine("draft.txt")
        config = count_all_rules(own.config)
        engine = own if config == own.config else Engine(config, own.packs)
        reports = engine.check_drafts([_read_post(post, number) for number, post in enumerate(posts, 1)])
        made = [
            make_post(report.draft, make_checked(report, "warning"), f"post {number}", zone)
            for number, report in enumerate(reports, 1)
        ]
        feed = analyse(made, engine.config.feed)
        return FeedFigures(figures=as_json.feed_as_dict(feed, learned=load_learned() is not None))

    def list_rules(
        self,
        names: Annotated[list[str] | None, Field(description="Packs or rules; all if there are none.")] = None,
        include_off: Annotated[bool, Field(description="Whether to list rules that are off.")] = False,
    ) -> RuleList:
        """List the rules that drafts are checked by, as the project's settings have them."""
        every = self._rules()
        for name in names or ():
            if not any(covers(name, rule.id) for rule in every):
                find_rule(name, every)
        return RuleList(
            rules=[
                RuleLine(id=rule.id, state=rule.state, dimension=rule.dimension, message=message_of(rule))
                for rule in every
                if (rule.enabled or include_off) and (not names or any(covers(name, rule.id) for name in names))
            ]
        )

    def explain_rule(
        self, rule: Annotated[str, Field(description="A rule's id, such as pushiness/last-chance.")]
    ) -> RuleExplained:
        """Explain what a rule finds and why, with examples, and how to change it or switch it off."""
        if rule in OWN_RULES:
            return RuleExplained(
                id=rule,
                state="suggestion",
                message=OWN_RULES[rule],
                why="",
                evidence=[],
                dimension=None,
                finds=[],
                leaves_alone=[],
                to_change="",
            )
        every = self._rules()
        if not any(one.id == rule for one in every) and (retired := find_retired(rule)):
            raise UsageError(" ".join(f"{one.message} {one.hint}" for one in retired))
        found = find_rule(rule, every)
        return RuleExplained(
            id=found.id,
            state=found.state,
            message=message_of(found),
            why=found.why,
            evidence=[evidence_line(one) for one in found.evidence],
            dimension=found.dimension,
            finds=[mark(example) for example in found.bad[:_MANY_EXAMPLES]],
            leaves_alone=[example.text for example in found.good[:_MANY_EXAMPLES]],
            to_change="\n".join(snippet(found)),
        )

    def _rules(self) -> tuple[Rule, ...]:
        engine = self._settings.engine("draft.txt")
        return all_rules(engine.packs, engine.config)

    def _check(self, text: str, platform: str | None, markup: Any, reply_to: str | None, kind: str | None) -> Report:
        if reply_to is not None and len(reply_to) > MAX_REPLY_TO:
            raise UsageError(f"reply_to has {len(reply_to):,} characters; the maximum is {MAX_REPLY_TO:,}.")
        engine = self._settings.engine("draft.txt")
        return engine.check(text, platform=platform, markup=markup, reply_to=reply_to, kind=kind)

    def _checked(self, report: Report) -> Checked:
        config = self._settings.engine("draft.txt").config.on_platform(report.draft.context.platform)
        worst = SEVERITIES.index(config.fail_on)
        return Checked(
            passes=all(SEVERITIES.index(one.severity) < worst for one in report.findings if not one.positive),
            fail_on=config.fail_on,
            kind=report.kind,
            scores=report.scores,
            findings=[_found(finding, report.draft.source) for finding in report.findings],
        )


def _read_post(post: FeedPost, number: int) -> Draft:
    """Return the draft of a post.

    Raises:
        DraftError: its text can't be checked.
        UsageError: its date isn't one.
    """
    try:
        date = datetime.fromisoformat(post.date) if post.date else None
    except ValueError:
        raise UsageError(f"The date of post {number} isn't one in ISO 8601, such as 2026-03-02T09:30.") from None
    if post.reply_to is not None and len(post.reply_to) > MAX_REPLY_TO:
        raise UsageError(f"reply_to of post {number} has more than {MAX_REPLY_TO:,} characters.")
    draft = read_text(post.text, context=Context(platform=post.platform, reply_to=post.reply_to))
    return replace(draft, record=Record(row=number, date=date))


def _found(finding: Finding, text: str) -> Found:
    span = finding.span
    return Found(
        rule=finding.rule,
        severity=finding.severity,
        positive=finding.positive,
        dimension=finding.dimension,
        words=None if span is None else text[span.start : span.end],
        start=None if span is None else span.start,
        end=None if span is None else span.end,
        line=1 if span is None else text.count("\n", 0, span.start) + 1,
        message=finding.message,
        why=finding.why,
        fixes=[
            FoundFix(label=fix.label, start=fix.span.start, end=fix.span.end, text=fix.text, safe=fix.safe)
            for fix in finding.fixes
        ],
    )
