"""Names of rules, as settings and comments write them: which rules a name means, and what became of rules that are gone.

A rule that was removed or renamed stands in ``rules/retired.toml``, so that files which still name it go on working.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from softsell.packs.folders import builtin_folder

RETIRED = "retired.toml"


def covers(name: str, rule: str) -> bool:
    """Whether ``name``, as in ``select`` or ``ignore``, means this rule: its id, its pack, or a beginning that ends at ``/`` or ``-``."""
    return rule == name or (rule.startswith(name) and (name.endswith(("/", "-")) or rule[len(name)] in "/-"))


@dataclass(frozen=True, slots=True)
class RetiredRule:
    """A built-in rule that is there no longer.

    Attributes:
        id: what it was called.
        version: the first version of softsell without it.
        replaced_by: the id of the rule that took its place; empty where none did.
        reason: why it went, a sentence.
    """

    id: str
    version: str
    replaced_by: str = ""
    reason: str = ""

    @property
    def message(self) -> str:
        """What became of it, for the user."""
        if self.replaced_by:
            return f"“{self.id}” has been called “{self.replaced_by}” since softsell {self.version}."
        return f"“{self.id}” was removed in softsell {self.version}. {self.reason}".rstrip()

    @property
    def hint(self) -> str:
        """What to write instead."""
        return f"Write “{self.replaced_by}” here." if self.replaced_by else "Delete it here; it has no effect."


@cache
def retired_rules() -> Mapping[str, RetiredRule]:
    """Every retired rule by its old id. Read when a name is first met that no rule has, so most checks never read it."""
    import tomllib

    try:
        text = (builtin_folder() / RETIRED).read_text(encoding="utf-8")
    except OSError:
        return {}
    entries = tomllib.loads(text).get("retired", ())
    retired = [RetiredRule(**{key.replace("-", "_"): value for key, value in entry.items()}) for entry in entries]
    return {rule.id: rule for rule in retired}


def find_retired(name: str) -> tuple[RetiredRule, ...]:
    """The retired rules that ``name`` means, as an id, a pack or a beginning; none where it means no retired rule."""
    return tuple(rule for rule in retired_rules().values() if covers(name, rule.id))


def current_ids(retired: Iterable[RetiredRule], rules: Container[str]) -> tuple[str, ...]:
    """The ids of those of ``rules`` that took the place of retired ones, however often each was renamed."""
    current = []
    for rule in retired:
        followed = {rule.id}
        while (
            rule.replaced_by not in rules and rule.replaced_by in retired_rules() and rule.replaced_by not in followed
        ):
            rule = retired_rules()[rule.replaced_by]
            followed.add(rule.id)
        if rule.replaced_by in rules:
            current.append(rule.replaced_by)
    return tuple(dict.fromkeys(current))


def former_ids(rule_id: str) -> tuple[str, ...]:
    """The retired ids that now mean ``rule_id``."""
    return tuple(old.id for old in retired_rules().values() if rule_id in current_ids((old,), (rule_id,)))
