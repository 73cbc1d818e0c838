"""The names of rules in settings and comments: which rules a name means, and what happened to retired rules.

``rules/retired.toml`` lists rules that were removed or renamed, so that files that still name them keep working.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from softsell.diagnostics import nearest_name
from softsell.packs.folders import builtin_folder

RETIRED = "retired.toml"


def covers(name: str, rule: str) -> bool:
    """Return whether ``name``, as in ``select``, means this rule: as its id, its pack or a prefix that ends at ``/`` or ``-``."""
    return rule == name or (rule.startswith(name) and (name.endswith(("/", "-")) or rule[len(name)] in "/-"))


def nearest_rule(name: str, rules: Sequence[str], others: Iterable[str] = ()) -> str:
    """Return ``did you mean “x”?`` for the rule with the most similar id, or else the most similar name after the slash.

    Args:
        name: what was written.
        rules: the ids of the rules.
        others: further names that could be meant, such as packs.
    """
    by_end = {rule.rpartition("/")[2]: rule for rule in rules}
    close = nearest_name(name, [*others, *rules]) or by_end.get(nearest_name(name.rpartition("/")[2], by_end), "")
    return f"did you mean “{close}”?" if close else ""


class RetiredRule(Struct, frozen=True):
    """A built-in rule that no longer exists.

    Attributes:
        id: its former id.
        version: the first version of softsell without it.
        replaced_by: the id of the rule that replaced it, or empty.
        reason: why it was removed, as a sentence.
    """

    id: str
    version: str
    replaced_by: str = ""
    reason: str = ""

    @property
    def message(self) -> str:
        """What happened to it, as a message to the user."""
        if self.replaced_by:
            return f"“{self.id}” has been called “{self.replaced_by}” since softsell {self.version}."
        return f"“{self.id}” was removed in softsell {self.version}. {self.reason}".rstrip()

    @property
    def hint(self) -> str:
        """What the user should write instead."""
        return f"Write “{self.replaced_by}” here." if self.replaced_by else "Delete it here; it has no effect."


@cache
def retired_rules() -> Mapping[str, RetiredRule]:
    """Return every retired rule by its old id. Reads the file only when a name isn't a rule's, so most checks don't."""
    import tomllib

    try:
        text = (builtin_folder() / RETIRED).read_text(encoding="utf-8")
    except OSError:
        return {}
    entries = tomllib.loads(text).get("retired", ())
    retired = [RetiredRule(**{key.replace("-", "_"): value for key, value in entry.items()}) for entry in entries]
    return {rule.id: rule for rule in retired}


def find_retired(name: str) -> tuple[RetiredRule, ...]:
    """Return the retired rules that ``name`` means as an id, a pack or a prefix."""
    return tuple(rule for rule in retired_rules().values() if covers(name, rule.id))


def current_ids(retired: Iterable[RetiredRule], rules: Container[str]) -> tuple[str, ...]:
    """Return the ids in ``rules`` that replaced the retired rules. Follows rules that were renamed several times."""
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
    """Return the retired ids that now mean ``rule_id``."""
    return tuple(old.id for old in retired_rules().values() if rule_id in current_ids((old,), (rule_id,)))
