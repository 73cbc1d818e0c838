"""softsell: a linter for social posts, the opposite of the hard sell.

    >>> import softsell
    >>> report = softsell.check("Last chance to grab yours!")
    >>> [finding.rule for finding in report.findings]
    ['pushiness/last-chance', ...]

Nothing here opens a connection or keeps a draft. Only ``load_config``, and ``check`` with the path of a settings file, read
files. Names are imported on first use, which keeps ``import softsell`` fast.
"""

from __future__ import annotations

# Like typing.TYPE_CHECKING, whose import takes as long as Python takes to start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from softsell.checks.finding import Finding, Fix
    from softsell.checks.rule import RuleSettings
    from softsell.config.config import Config
    from softsell.config.load import read_config as load_config
    from softsell.draft.span import Span
    from softsell.engine.engine import Engine, check, check_async
    from softsell.engine.report import Report
    from softsell.errors import (
        BinaryFile,
        ConfigError,
        DiagnosedError,
        DraftError,
        DraftTooLarge,
        LoneSurrogate,
        MalformedFile,
        PackError,
        ServerError,
        SoftsellError,
        UndecodableFile,
        UnknownFileType,
        UsageError,
    )
    from softsell.files.check_texts import check_many
    from softsell.language.english.syllables import syllables
    from softsell.language.sentence import Sentence

__version__ = "0.1.0"

_HOMES = {
    "check": "softsell.engine.engine",
    "check_async": "softsell.engine.engine",
    "check_many": "softsell.files.check_texts",
    "Engine": "softsell.engine.engine",
    "Report": "softsell.engine.report",
    "Config": "softsell.config.config",
    "load_config": "softsell.config.load:read_config",
    "RuleSettings": "softsell.checks.rule",
    "Finding": "softsell.checks.finding",
    "Fix": "softsell.checks.finding",
    "Sentence": "softsell.language.sentence",
    "Span": "softsell.draft.span",
    "syllables": "softsell.language.english.syllables",
    **dict.fromkeys(
        (
            "SoftsellError",
            "DraftError",
            "UnknownFileType",
            "BinaryFile",
            "UndecodableFile",
            "LoneSurrogate",
            "DraftTooLarge",
            "MalformedFile",
            "DiagnosedError",
            "PackError",
            "ConfigError",
            "UsageError",
            "ServerError",
        ),
        "softsell.errors",
    ),
}

__all__ = [
    "BinaryFile",
    "Config",
    "ConfigError",
    "DiagnosedError",
    "DraftError",
    "DraftTooLarge",
    "Engine",
    "Finding",
    "Fix",
    "LoneSurrogate",
    "MalformedFile",
    "PackError",
    "Report",
    "RuleSettings",
    "Sentence",
    "ServerError",
    "SoftsellError",
    "Span",
    "UndecodableFile",
    "UnknownFileType",
    "UsageError",
    "check",
    "check_async",
    "check_many",
    "load_config",
    "syllables",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'softsell' has no attribute {name!r}")
    from importlib import import_module

    module, _, other_name = home.partition(":")
    value = getattr(import_module(module), other_name or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
