"""Checks a document. Runs in the checking thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from softsell.checks.finding import Finding, Fix
from softsell.diagnostics import Diagnostic
from softsell.draft import TEXT_ENDINGS, Context, Draft, read_bytes, read_text
from softsell.engine.engine import Engine
from softsell.engine.report import Report
from softsell.errors import DiagnosedError, SoftsellError
from softsell.files.fixed_posts import keep_harmless
from softsell.files.live_settings import LiveSettings
from softsell.lsp.documents import Document

_BATCH = 16
"""How many posts of a document are checked before looking whether it has changed."""


class OutdatedError(Exception):
    """The document has changed, so nobody needs the result."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result of checking one version of a document.

    Attributes:
        document: that version.
        reports: a report for each of its posts, in order.
        engine: what checked it; ``None`` if nothing could.
        problem: why the document couldn't be checked, as a sentence; empty if it was.
        mistakes: mistakes in the settings and packs. The document was checked with the last good ones, if there are any.
    """

    document: Document
    reports: tuple[Report, ...] = ()
    engine: Engine | None = None
    problem: str = ""
    mistakes: tuple[Diagnostic, ...] = ()

    def findings(self) -> list[tuple[Report, Finding]]:
        """Return every finding with the report that it's in."""
        return [(report, finding) for report in self.reports for finding in report.findings]

    def harmless(self, fixes: Sequence[Fix]) -> list[Fix]:
        """Return the fixes after which the document holds the same posts, see ``keep_harmless``."""
        engine, document = self.engine, self.document
        if engine is None:
            return []
        posts = [report.draft for report in self.reports]
        return keep_harmless(
            document.name, document.text, fixes, posts, lambda text: _read(document.name, text, engine)
        )


class Analyst:
    """Checks documents by the settings of their folders, in one thread."""

    def __init__(self, settings: LiveSettings) -> None:
        self._settings = settings
        self._last_good: dict[str, Engine] = {}

    def analyse(self, document: Document, is_current: Callable[[], bool]) -> Analysis:
        """Check a document.

        Args:
            document: the document.
            is_current: returns whether anybody still needs the result.

        Raises:
            OutdatedError: nobody does.
        """
        if not document.name.lower().endswith(TEXT_ENDINGS):
            return Analysis(document)
        engine, mistakes = self._find_engine(document)
        if engine is None:
            return Analysis(document, mistakes=mistakes)
        try:
            drafts = _read(document.name, document.text, engine)
            reports = self._check(engine, drafts, is_current)
        except SoftsellError as error:
            return Analysis(document, engine=engine, problem=str(error), mistakes=mistakes)
        return Analysis(document, tuple(reports), engine, mistakes=mistakes)

    def _find_engine(self, document: Document) -> tuple[Engine | None, tuple[Diagnostic, ...]]:
        """Return the engine for a document: the last good one if there are mistakes in newer settings, which come with it."""
        try:
            engine = self._settings.engine(document.name)
        except DiagnosedError as error:
            return self._last_good.get(document.uri), error.diagnostics
        except SoftsellError as error:
            return self._last_good.get(document.uri), (Diagnostic("settings", 0, 0, str(error)),)
        self._last_good[document.uri] = engine
        return engine, ()

    def _check(self, engine: Engine, drafts: Sequence[Draft], is_current: Callable[[], bool]) -> list[Report]:
        reports: list[Report] = []
        for start in range(0, len(drafts), _BATCH):
            if not is_current():
                raise OutdatedError
            reports += engine.check_drafts(drafts[start : start + _BATCH])
        return reports

    def forget(self, uri: str) -> None:
        """Forget what is known about a document that was closed."""
        self._last_good.pop(uri, None)


def _read(name: str, text: str, engine: Engine) -> list[Draft]:
    """Return the posts of a document, read by the settings of its engine.

    Raises:
        DraftError: it can't be read.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return [read_text(text)]  # which refuses half a UTF-16 pair and says where it is
    config = engine.config
    return read_bytes(data, name, column=config.column, context=Context(platform=config.platform))
