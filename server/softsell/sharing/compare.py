"""What changes with another version of a pack: its rules, and what it finds in given posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from softsell.checks.finding import Finding
from softsell.checks.rule import Pack, Rule
from softsell.config.config import Config
from softsell.draft import read_file
from softsell.draft.offsets import LineIndex
from softsell.engine.engine import Engine
from softsell.errors import DraftError
from softsell.packs.load import load_packs

_LEFT_OUT = frozenset(("place", "questions", "options"))
"""What makes no difference to a rule, or is compared key by key."""
_LONGEST = 100
"""A change that takes more characters is only named."""
_WORDS = {"bad": "bad examples", "good": "good examples"}


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """The rules that another version of a pack adds, removes and changes, by id; of the changed ones, what changed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.added or self.removed or self.changed)


def compare_rules(old: Pack, new: Pack) -> RuleChanges:
    """Return how the rules of two versions of a pack differ."""
    before, after = ({rule.id: rule for rule in pack.rules} for pack in (old, new))
    changed = [(name, _differences(before[name], after[name])) for name in before if name in after]
    return RuleChanges(
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
        tuple((name, what) for name, what in changed if what),
    )


def _differences(old: Rule, new: Rule) -> tuple[str, ...]:
    names = [
        name for name in Rule.__struct_fields__ if name not in _LEFT_OUT and getattr(old, name) != getattr(new, name)
    ]
    keys = dict.fromkeys((*old.options, *new.options))
    return (
        *(
            _describe(key, old.options.get(key), new.options.get(key))
            for key in keys
            if old.options.get(key) != new.options.get(key)
        ),
        *(_describe(name, getattr(old, name), getattr(new, name)) for name in names),
    )


def _describe(name: str, old: object, new: object) -> str:
    """Return what changed of a rule: ``severity warning → error``, ``patterns + “act now”``, or only the name if that is long."""
    if name in _WORDS:
        return _WORDS[name]
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        signs = [*(f"- “{one}”" for one in old if one not in new), *(f"+ “{one}”" for one in new if one not in old)]
        words = " ".join((name, *signs))
    else:
        words = f"{name} {_word(old)} → {_word(new)}"
    return words if len(words) <= _LONGEST else name


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value in (None, "") else str(value)


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that appears or disappears with the new version.

    Attributes:
        appears: whether it's new.
        path: the file.
        line, column: where, from 1.
        finding: the finding.
    """

    appears: bool
    path: str
    line: int
    column: int
    finding: Finding


def compare_findings(
    old: Pack, new: Pack, config: Config, files: Sequence[str]
) -> Iterator[FindingChange | DraftError]:
    """Yield what changes in each file, in order, and an error for each file that can't be read.

    Args:
        old, new: two versions of a pack.
        config: the settings; packs of the same name in them give way.
        files: the posts.

    Raises:
        PackError, ConfigError: the packs or settings have mistakes, or a pack's examples fail.
    """
    others = [pack for pack in load_packs(config.packs) if pack.name not in (old.name, new.name)]
    plain = replace(config, packs=(), untrusted=(), places={})
    before, after = (Engine(plain, [*others, pack]) for pack in (old, new))
    for path in files:
        try:
            drafts = read_file(Path(path))
            found = [
                [finding for report in engine.check_drafts(drafts) for finding in report.findings]
                for engine in (before, after)
            ]
        except DraftError as error:
            yield error
            continue
        if drafts:
            yield from _changes(path, drafts[0].source, *found)


def _changes(path: str, text: str, before: Sequence[Finding], after: Sequence[Finding]) -> Iterator[FindingChange]:
    lines = LineIndex(text)
    gone = Counter(map(_key, before)) - Counter(map(_key, after))
    new = Counter(map(_key, after)) - Counter(map(_key, before))
    changes = [(finding, False) for finding in before if gone[_key(finding)]]
    changes += [(finding, True) for finding in after if new[_key(finding)]]
    for finding, appears in sorted(changes, key=lambda change: (_start(change[0]), change[1])):
        place = lines.position(_start(finding))
        yield FindingChange(appears, path, place.line, place.column, finding)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.severity, finding.span, finding.message


def _start(finding: Finding) -> int:
    return 0 if finding.span is None else finding.span.start
