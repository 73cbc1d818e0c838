"""The language server on standard input and output. Needs the extra ``softsell[lsp]``.

The main thread only talks to the editor. One thread checks documents, and two more work out code actions and write settings.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from softsell import __version__
from softsell.config.locate import FILE_NAME, PROJECT_FILE
from softsell.errors import SoftsellError, UsageError
from softsell.files.live_settings import LiveSettings
from softsell.lsp import messages
from softsell.lsp.actions import ADD, FIX_ALL, Entry, code_actions
from softsell.lsp.analysis import Analysis, Analyst, OutdatedError
from softsell.lsp.documents import Change, Document, name_of
from softsell.lsp.positions import Encoding, Lines, Place
from softsell.lsp.settings import only_this_file, settings_file, with_entry, write_entry
from softsell.unexpected import describe

T = TypeVar("T")

_PAUSE_SECONDS = 0.15
"""How long after the last key a check begins."""
_MOST_ENTRY = 500
_WATCHED = (f"**/{FILE_NAME}", f"**/{PROJECT_FILE}", "**/*.yml", "**/*.yaml")


class Server(LanguageServer):
    """The language server.

    Args:
        settings: finds the settings of each document.
    """

    def __init__(self, settings: LiveSettings) -> None:
        super().__init__("softsell", __version__)
        self._settings = settings
        self._analyst = Analyst(settings)
        self._documents: dict[str, Document] = {}
        self._checks: dict[str, asyncio.Task[Analysis]] = {}
        self._told: dict[str, frozenset[str]] = {}
        self._warned: set[str] = set()
        self._checking = ThreadPoolExecutor(1, "check")
        self._working = ThreadPoolExecutor(2, "work")

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the user about a failure of softsell, without a word of a draft."""
        self.tell(describe(error), types.MessageType.Error)

    def tell(self, sentence: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Show a message in the editor."""
        self.window_show_message(types.ShowMessageParams(kind, sentence))

    def shutdown(self) -> None:
        """Stop the threads. A check that is under way ends at its next post."""
        self._documents.clear()
        self._checking.shutdown(wait=False, cancel_futures=True)
        self._working.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    # Documents

    def open_document(self, item: types.TextDocumentItem) -> None:
        """Keep a document that was opened, and check it."""
        encoding = self._encoding()
        name = name_of(to_fs_path(item.uri) if item.uri.startswith("file:") else None, item.uri, item.language_id)
        self._documents[item.uri] = Document(item.uri, name, item.version, Lines(item.text, encoding), encoding)
        self._schedule(item.uri, 0)

    def change_document(self, params: types.DidChangeTextDocumentParams) -> None:
        """Apply changes to a document, and check it soon."""
        uri = params.text_document.uri
        document = self._documents.get(uri)
        if document is not None:
            changes = map(_to_change, params.content_changes)
            self._documents[uri] = document.changed(changes, params.text_document.version)
            self._schedule(uri, _PAUSE_SECONDS)

    def close_document(self, uri: str) -> None:
        """Forget a document, and remove what the editor shows about it."""
        self._documents.pop(uri, None)
        task = self._checks.pop(uri, None)
        if task is not None:
            task.cancel()
        self._analyst.forget(uri)
        self._publish(uri, None, [])
        self._tell_mistakes(uri, {})

    def check_all(self) -> None:
        """Read settings and packs again, and check every open document."""
        self._settings.reload()
        self._warned.clear()
        for uri in self._documents:
            self._schedule(uri, 0)

    # Checks

    def _schedule(self, uri: str, pause: float) -> None:
        """Plan the check of a document's newest version. A check of an older one ends."""
        earlier = self._checks.get(uri)
        if earlier is not None:
            earlier.cancel()
        task = asyncio.get_running_loop().create_task(self._check(self._documents[uri], pause))
        task.add_done_callback(partial(self._end_check, uri))
        self._checks[uri] = task

    async def _check(self, document: Document, pause: float) -> Analysis:
        await asyncio.sleep(pause)

        def is_current() -> bool:
            return self._documents.get(document.uri) is document

        analysis = await asyncio.get_running_loop().run_in_executor(
            self._checking, self._analyst.analyse, document, is_current
        )
        if not is_current():
            raise OutdatedError
        self._publish(document.uri, document.version, messages.diagnostics(analysis))
        self._tell_mistakes(document.uri, messages.mistakes_by_file(analysis))
        for mistake in analysis.mistakes:
            if str(mistake) not in self._warned and not Path(mistake.path).is_file():
                self._warned.add(str(mistake))
                self.tell(str(mistake), types.MessageType.Warning)
        self._refresh_lenses()
        return analysis

    def _end_check(self, uri: str, task: asyncio.Task[Analysis]) -> None:
        if task.cancelled():
            return
        error = task.exception()
        if error is not None and not isinstance(error, OutdatedError):
            self.tell(describe(error), types.MessageType.Error)

    async def analysis(self, uri: str) -> Analysis | None:
        """Return the result of checking the newest version of a document, when there is one. ``None`` if the document isn't open."""
        while True:
            task = self._checks.get(uri)
            if task is None:
                return None
            try:
                return await asyncio.shield(task)
            except asyncio.CancelledError:
                # Either a newer version replaced this check, or the editor doesn't want the answer any more.
                if not task.cancelled():
                    raise
            except OutdatedError:
                await asyncio.sleep(0)
            except Exception:  # the check's own end tells the user
                return None
            if self._checks.get(uri) is task:
                return None

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def _tell_mistakes(self, uri: str, mistakes: dict[Path, list[types.Diagnostic]]) -> None:
        """Show mistakes in settings and packs at their files, and remove those that are fixed."""
        shown = {from_fs_path(str(path)) or "": found for path, found in mistakes.items()}
        before = self._told.pop(uri, frozenset())
        if shown:
            self._told[uri] = frozenset(shown)
        still = frozenset[str]().union(*self._told.values())
        for settings, found in shown.items():
            self._publish(settings, None, found)
        for settings in before - still:
            self._publish(settings, None, [])

    def _refresh_lenses(self) -> None:
        workspace = self.client_capabilities.workspace
        if workspace and workspace.code_lens and workspace.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)

    # Actions

    async def work(self, job: Callable[[], T]) -> T:
        """Run a job beside the checks."""
        return await asyncio.get_running_loop().run_in_executor(self._working, job)

    def folder_of(self, document: Path) -> Path | None:
        """Return the innermost workspace folder that holds a document."""
        folders = [Path(path) for uri in self.workspace.folders if (path := to_fs_path(uri))]
        if not folders and self.workspace.root_path:
            folders = [Path(self.workspace.root_path)]
        around = [folder for folder in folders if document.is_relative_to(folder)]
        return max(around, key=lambda folder: len(folder.parts), default=None)

    async def add_entry(self, entry: Entry) -> None:
        """Add an entry to the settings in force for a document: in the editor if they are open there, otherwise in the file.

        Raises:
            SoftsellError: the settings can't be changed.
        """
        document = self._documents.get(entry.uri)
        if document is None or not Path(document.name).is_absolute():
            raise UsageError("Save the post to a file first.")
        path = Path(document.name)
        settings = settings_file(path, self.folder_of(path))
        glob = only_this_file(path, settings) if entry.this_file else None
        table = ("files", glob) if glob is not None else ()
        opened = next((one for one in self._documents.values() if one.name == str(settings)), None)
        if opened is None:
            await self.work(lambda: write_entry(settings, table, entry.key, entry.entry))
            self.check_all()
            return
        text = with_entry(opened.text, settings, table, entry.key, entry.entry)
        whole = types.TextEdit(messages.to_range(opened.lines, 0, len(opened.text)), text)
        edit = types.WorkspaceEdit(changes={opened.uri: [whole]})
        await self.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, "Change the settings of softsell"))
        self.tell(f"Save {settings.name} to put this into force.")

    def _encoding(self) -> Encoding:
        named = self.server_capabilities.position_encoding
        value = named.value if isinstance(named, types.PositionEncodingKind) else named
        return value if value in ("utf-8", "utf-32") else "utf-16"  # type: ignore[return-value]


def _to_change(change: types.TextDocumentContentChangeEvent) -> Change:
    if isinstance(change, types.TextDocumentContentChangePartial):
        start, end = change.range.start, change.range.end
        return Change(change.text, Place(start.line, start.character), Place(end.line, end.character))
    return Change(change.text)


def make_server(settings: LiveSettings) -> Server:
    """Return the server, which isn't running yet."""
    server = Server(settings)
    _add_documents(server)
    _add_settings(server)
    _add_questions(server)
    return server


def _add_documents(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.open_document(params.text_document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.change_document(params)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.close_document(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith((FILE_NAME, PROJECT_FILE, ".yml", ".yaml")):
            server.check_all()


def _add_settings(server: Server) -> None:
    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration("settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([registration]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_files(_params: types.DidChangeWatchedFilesParams) -> None:
        server.check_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(_params: types.DidChangeConfigurationParams) -> None:
        server.check_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def did_change_folders(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.check_all()

    @server.command(ADD)
    async def add(uri: str, this_file: bool, key: str, entry: str) -> None:
        if key not in ("ignore", "allow") or len(entry) > _MOST_ENTRY:
            server.tell(f"{ADD} can't do that.", types.MessageType.Error)
            return
        try:
            await server.add_entry(Entry(uri, this_file, key, entry))  # type: ignore[arg-type]
        except SoftsellError as error:
            server.tell(str(error), types.MessageType.Error)


def _add_questions(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        analysis = await server.analysis(params.text_document.uri)
        at = params.position
        return None if analysis is None else messages.hover(analysis, at.line, at.character)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL]))
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        analysis = await server.analysis(params.text_document.uri)
        if analysis is None:
            return []
        lines = analysis.document.lines
        start = lines.offset(params.range.start.line, params.range.start.character)
        end = lines.offset(params.range.end.line, params.range.end.character)
        asked = params.context.only
        only = None if asked is None else [str(getattr(kind, "value", kind)) for kind in asked]
        folder = server.folder_of(Path(analysis.document.name))
        return await server.work(lambda: code_actions(analysis, start, end, only, folder))

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions())
    async def code_lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        analysis = await server.analysis(params.text_document.uri)
        return [] if analysis is None else messages.lenses(analysis)

    @server.command(messages.SHOW_POINTS)
    async def show_points(uri: str, number: int) -> None:
        analysis = await server.analysis(uri)
        if analysis is not None and 0 <= number < len(analysis.reports):
            server.tell(messages.points_text(analysis.reports[number]))


def run(settings: LiveSettings) -> None:
    """Serve until the editor ends the session."""
    # pygls logs whole messages, and drafts with them.
    for name in ("pygls", "lsprotocol", "asyncio"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    # The server has the pipes to itself: pygls closes its ends, and a stray line on standard output would break the protocol.
    with (
        os.fdopen(os.dup(sys.stdin.fileno()), "rb") as editor,
        os.fdopen(os.dup(sys.stdout.fileno()), "wb") as to_editor,
    ):
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        make_server(settings).start_io(editor, to_editor)
