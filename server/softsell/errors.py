"""Every error softsell raises on purpose, and the one place to see them all.

    SoftsellError                   catch this to catch everything below
    ├── DraftError                  the text or file handed in can't be checked
    │   ├── UnknownFileType         no reader for this ending
    │   ├── BinaryFile              the bytes are not text
    │   ├── UndecodableFile         the bytes are text in no encoding we accept
    │   ├── LoneSurrogate           half of a UTF-16 pair, which no text may hold
    │   ├── DraftTooLarge           over the size this face allows
    │   └── MalformedFile           a CSV, JSON or front matter that does not parse
    ├── DiagnosedError              wrong lines in a file of the user's, each at its place
    │   ├── PackError               a rule pack that can't be loaded
    │   └── ConfigError             softsell.toml, [tool.softsell] or `settings`
    ├── UsageError                  an argument that can't be: an unknown platform, rule or format
    └── ServerError                 the local server can't start, or a client can't use it

No message carries the text of a draft: an error may end in a log.
"""

from __future__ import annotations

from collections.abc import Sequence

from softsell.diagnostics import Diagnostic


class SoftsellError(Exception):
    """Base of every error here. ``str(error)`` is a sentence meant for the user: what, where, and the way out."""


class DraftError(SoftsellError):
    """A text or file that can't be checked as it is."""


class UnknownFileType(DraftError):
    """The file's ending names no format softsell reads."""


class BinaryFile(DraftError):
    """The file holds bytes that no text holds (NUL)."""


class UndecodableFile(DraftError):
    """The file is not UTF-8 (nor UTF-16 with a byte order mark)."""


class LoneSurrogate(DraftError):
    """The text holds half of a UTF-16 pair, as broken JSON escapes leave behind."""


class DraftTooLarge(DraftError):
    """The text is longer than any draft may be, or than the caller allows; or the file is larger than any that is read."""


class MalformedFile(DraftError):
    """A structured file (CSV, JSON, front matter) that its format's rules do not allow."""


class DiagnosedError(SoftsellError):
    """One or more mistakes in a file of the user's; all of them at once.

    Attributes:
        diagnostics: the mistakes, in the order of the file.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n\n".join(str(diagnostic) for diagnostic in self.diagnostics))


class PackError(DiagnosedError):
    """A rule pack that is refused."""


class ConfigError(DiagnosedError):
    """A configuration that is refused."""


class UsageError(SoftsellError):
    """An argument that names nothing softsell knows."""


class ServerError(SoftsellError):
    """The local server can't start, or can't be used by this client."""
