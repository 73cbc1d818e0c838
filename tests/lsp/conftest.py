"""An editor: pygls' own client, which talks to ``softsell lsp`` in a process of its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Union

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

Session = Callable[["Editor"], Awaitable[None]]
PATIENCE_SECONDS = 60


def _converter() -> Any:
    """lsprotocol's own converter, which takes every action with a command for a bare command, put right."""
    converter = default_converter()  # type: ignore[no-untyped-call]

    def structure(value: Any, _: Any) -> Any:
        return converter.structure(value, types.Command if isinstance(value.get("command"), str) else types.CodeAction)

    converter.register_structure_hook(Union[types.Command, types.CodeAction], structure)  # noqa: UP007 - the converter looks the type up
    return converter


class Editor(LanguageClient):
    """A client that keeps what the server shows, and lets a test wait for it."""

    def __init__(self) -> None:
        super().__init__("tests", "1", converter_factory=_converter)
        self.shown: dict[str, list[types.Diagnostic]] = {}
        self.versions: dict[str, int | None] = {}
        self.messages: list[str] = []
        self.edits: list[types.WorkspaceEdit] = []
        self.watchers: list[Any] = []
        self._changed = asyncio.Condition()
        self.encoding = "utf-16"

        @self.feature(  # type: ignore[untyped-decorator]
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        )
        async def publish(params: types.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = list(params.diagnostics)
            self.versions[params.uri] = params.version
            await self._notify()

        @self.feature(  # type: ignore[untyped-decorator]
            types.WINDOW_SHOW_MESSAGE
        )
        async def show(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)
            await self._notify()

        @self.feature(  # type: ignore[untyped-decorator]
            types.WORKSPACE_APPLY_EDIT
        )
        async def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.edits.append(params.edit)
            await self._notify()
            return types.ApplyWorkspaceEditResult(True)

        @self.feature(  # type: ignore[untyped-decorator]
            types.CLIENT_REGISTER_CAPABILITY
        )
        async def register(params: types.RegistrationParams) -> None:
            self.watchers += params.registrations
            await self._notify()

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits until something that the server sent makes the condition true."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._changed:
            await self._changed.wait_for(condition)

    async def begin(self, *folders: Path, encodings: list[types.PositionEncodingKind] | None = None) -> None:
        """Starts the server and agrees with it on what a character is."""
        await self.start_io(sys.executable, "-m", "softsell", "lsp", "--stdio")
        watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        result = await self.initialize_async(
            types.InitializeParams(
                types.ClientCapabilities(
                    general=types.GeneralClientCapabilities(position_encodings=encodings),
                    workspace=types.WorkspaceClientCapabilities(did_change_watched_files=watching),
                ),
                workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders],
            )
        )
        agreed = result.capabilities.position_encoding
        self.encoding = str(getattr(agreed, "value", agreed))
        self.initialized(types.InitializedParams())

    async def end(self, *, kill: bool) -> None:
        """Ends the session as an editor does, or the server itself if something failed."""
        if kill and self._server is not None and self._server.returncode is None:
            self._server.kill()
        elif not kill:
            await self.shutdown_async(None)
            self.exit(None)
            assert self._server is not None
            async with asyncio.timeout(PATIENCE_SECONDS):
                status = await self._server.wait()
            assert self._server.stderr is not None
            assert (status, await self._server.stderr.read()) == (0, b"")
        await self.stop()  # type: ignore[no-untyped-call]

    def open(self, path: Path, text: str, language: str = "plaintext") -> str:
        """Opens a document and returns its URI."""
        uri = path.as_uri()
        self.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text)))
        return uri

    def replace(self, uri: str, version: int, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Changes a document."""
        document = types.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    async def findings(self, uri: str, version: int | None = 1) -> list[types.Diagnostic]:
        """Waits for the findings in a version of a document."""
        await self.until(lambda: uri in self.shown and self.versions[uri] == version)
        return self.shown[uri]

    async def actions(self, uri: str, where: types.Range, *only: str) -> dict[str, types.CodeAction]:
        """Returns the actions for a range by their titles."""
        context = types.CodeActionContext([], only=list(only) or None)
        found = await self.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), where, context)
        )
        return {action.title: action for action in found or () if isinstance(action, types.CodeAction)}

    async def execute(self, action: types.CodeAction) -> None:
        """Runs an action's command."""
        assert action.command
        await self.workspace_execute_command_async(
            types.ExecuteCommandParams(action.command.command, arguments=action.command.arguments)
        )


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project. Settings and state are the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "home" / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.fixture
def edit() -> Callable[[Session], None]:
    """Runs a session of an editor, and ends it."""

    def call(session: Session) -> None:
        async def run() -> None:
            editor = Editor()
            whole = False
            try:
                await session(editor)
                whole = True
            finally:
                await editor.end(kill=not whole)

        asyncio.run(run())

    return call
