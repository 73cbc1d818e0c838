"""Trying a rule file: what is wrong with it, whether its examples hold, and what it finds in a draft. Nothing of it is kept.

Not here: reading and checking packs (``packs``), running rules (``engine``); this puts the two together for one request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from softsell import platforms
from softsell.checks.rule import Rule
from softsell.diagnostics import Diagnostic
from softsell.draft import Context, read_text
from softsell.engine.engine import Engine
from softsell.engine.proving import ExampleRunner
from softsell.engine.reading import read_draft
from softsell.engine.report import Report
from softsell.engine.rule_set import RuleSet
from softsell.errors import PackError
from softsell.packs.examples import check_examples
from softsell.packs.resolve import with_questions
from softsell.packs.validate import pack_from
from softsell.packs.yaml_source import read_yaml

FILE = "rules.yml"

_HEAD = b"name: tried\nversion: 0.0.0\ndescription: Rules that are being tried.\nlicense: MIT\nlanguage: en\n"


@dataclass(frozen=True, slots=True)
class Trial:
    """What trying showed.

    Attributes:
        problems: mistakes in the file and examples that do not hold; rules that could be read run all the same.
        rules: those rules.
        report: on the draft, by these rules alone; ``None`` where the file has mistakes.
    """

    problems: tuple[Diagnostic, ...]
    rules: tuple[Rule, ...] = ()
    report: Report | None = None


def try_rules(engine: Engine, yaml: str, text: str, platform: str | None) -> Trial:
    """Tries a file of rules on its own examples and on a draft.

    Args:
        engine: reads the drafts; its own rules take no part.
        yaml: the file.
        text: the draft.
        platform: where the draft will be posted.

    Raises:
        DraftError, UsageError: the draft or platform can't be.
    """
    try:
        pack = pack_from(read_yaml("pack.yml", _HEAD), [read_yaml(FILE, yaml.encode())], path="")
        rule_set = RuleSet(
            [replace(with_questions(rule, engine.packs), enabled=True, platforms=("all",)) for rule in pack.rules]
        )
    except PackError as error:
        return Trial(error.diagnostics)
    name = platforms.profile(platform).name if platform is not None else None
    reading = read_draft(read_text(text, context=Context(platform=name)), engine.config)
    model = engine.config.model
    mistakes = check_examples(pack, ExampleRunner(model, engine.packs), model=model != "none").mistakes
    return Trial(mistakes, pack.rules, rule_set.report(reading))
