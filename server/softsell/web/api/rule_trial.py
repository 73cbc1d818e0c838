"""Tries a rule file: reports its mistakes, proves its rules by their examples, and checks a draft with them. Keeps nothing.

Not here: reading and validating packs (``packs``), and running rules (``engine``).
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from softsell import platforms
from softsell.checks.rule import Rule
from softsell.diagnostics import Diagnostic
from softsell.draft import Context, read_text
from softsell.engine.draft_reading import read_draft
from softsell.engine.engine import Engine
from softsell.engine.proving import ExampleRunner
from softsell.engine.report import Report
from softsell.engine.rule_set import RuleSet
from softsell.errors import PackError
from softsell.packs.examples import check_examples
from softsell.packs.resolve import with_questions
from softsell.packs.validate import pack_from
from softsell.yaml_source import read_yaml

FILE = "rules.yml"

_HEAD = b"name: tried\nversion: 0.0.0\ndescription: Rules that are being tried.\nlicense: MIT\nlanguage: en\n"


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of trying a rule file.

    Attributes:
        problems: mistakes in the file, and examples that don't hold. The rules run even if examples don't hold.
        rules: the rules of the file; empty if it has mistakes.
        report: the report on the draft, by these rules alone; ``None`` if the file has mistakes.
    """

    problems: tuple[Diagnostic, ...]
    rules: tuple[Rule, ...] = ()
    report: Report | None = None


def try_rule_file(engine: Engine, yaml: str, text: str, platform: str | None) -> Trial:
    """Try a file of rules on its own examples and on a draft.

    Args:
        engine: gives the settings and packs to read the draft with. Its own rules don't run.
        yaml: the file's text.
        text: the draft.
        platform: where the draft will be posted.

    Raises:
        DraftError, UsageError: the draft can't be read, or there is no such platform.
    """
    name = platforms.profile(platform).name if platform is not None else None
    try:
        pack = pack_from(read_yaml("pack.yml", _HEAD), [read_yaml(FILE, yaml.encode())], path="")
        rule_set = RuleSet(
            [replace(with_questions(rule, engine.packs), enabled=True, platforms=("all",)) for rule in pack.rules]
        )
    except PackError as error:
        return Trial(error.diagnostics)
    reading = read_draft(read_text(text, context=Context(platform=name)), engine.config)
    model = engine.config.model
    mistakes = check_examples(pack, ExampleRunner(model, engine.packs), model=model != "none").mistakes
    return Trial(mistakes, pack.rules, rule_set.report(reading))
