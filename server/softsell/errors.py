"""Every error that softsell raises on purpose.

    SoftsellError                   catch this to catch everything below
    ├── DraftError                  the text or file can't be checked
    │   ├── UnknownFileType         there is no reader for this file ending
    │   ├── BinaryFile              the data isn't text
    │   ├── UndecodableFile         the text is in an unsupported encoding
    │   ├── LoneSurrogate           the text contains half of a UTF-16 pair
    │   ├── DraftTooLarge           the text or file is over the size limit
    │   └── MalformedFile           a CSV, JSON or front matter doesn't parse
    │       ├── UnclearColumn       several columns or keys could hold the posts
    │       └── NoPosts             nothing in a CSV or JSON reads like posts
    ├── DiagnosedError              mistakes in one of the user's files, each with its position
    │   ├── PackError               a rule pack can't be loaded
    │   └── ConfigError             softsell.toml, [tool.softsell] or `settings` is invalid
    ├── UsageError                  an argument is invalid, such as an unknown platform, rule or format
    └── ServerError                 the local server can't start, or a client can't use it

Messages never contain the text of a draft, because an error may be logged. Only ``UnclearColumn`` shows the first words of each column,
so that the user can choose. Don't log it.
"""

from __future__ import annotations

from collections.abc import Sequence

from softsell.diagnostics import Diagnostic


class SoftsellError(Exception):
    """Base class of all errors here. ``str(error)`` is a sentence for the user that says what is wrong, where, and how to fix it."""


class DraftError(SoftsellError):
    """The text or file can't be checked."""


class UnknownFileType(DraftError):
    """softsell doesn't read files with this ending."""


class BinaryFile(DraftError):
    """The file contains NUL bytes, so it isn't text."""


class UndecodableFile(DraftError):
    """The file is neither UTF-8 nor UTF-16 with a byte order mark."""


class LoneSurrogate(DraftError):
    """The text contains half of a UTF-16 pair, which broken JSON escapes leave behind."""


class DraftTooLarge(DraftError):
    """The text is longer than ``MAX_CHARACTERS`` or the caller's limit, or the file is larger than softsell reads."""


class MalformedFile(DraftError):
    """A structured file (CSV, JSON, front matter) breaks the rules of its format."""


class UnclearColumn(MalformedFile):
    """Several columns or keys could hold the posts, and only the user can say which. The message shows the first words of each."""


class NoPosts(MalformedFile):
    """Nothing in a table or in JSON reads like posts. If the user named only the folder of the file, it's passed over."""


class DiagnosedError(SoftsellError):
    """One or more mistakes in one of the user's files, all reported at once.

    Attributes:
        diagnostics: the mistakes, in the order of the file.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n\n".join(str(diagnostic) for diagnostic in self.diagnostics))


class PackError(DiagnosedError):
    """A rule pack is invalid."""


class ConfigError(DiagnosedError):
    """A configuration is invalid."""


class UsageError(SoftsellError):
    """An argument is invalid, such as the name of an unknown rule."""


class ServerError(SoftsellError):
    """The local server can't start, or this client can't use it."""
