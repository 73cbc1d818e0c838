"""The language server, used by pytest-lsp's client and by Neovim."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient
from tests.integrations.programs import PROGRAMS, SOFTSELL, guide_sample, run

PUSHY = "🚨 Last chance to grab yours! We utilize rye.\n"


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[str(SOFTSELL), "lsp"]))  # type: ignore[untyped-decorator]
async def client(lsp_client: LanguageClient, own_state: None) -> object:
    """A session, with the abilities of Neovim."""
    await lsp_client.initialize_session(types.InitializeParams(capabilities=pytest_lsp.client_capabilities("neovim")))
    yield
    await lsp_client.shutdown_session()


@pytest.mark.asyncio
async def test_a_strict_client_finds_no_fault(client: LanguageClient, tmp_path: Path) -> None:
    """pytest-lsp warns about answers that the client's abilities don't allow."""
    uri = (tmp_path / "a.txt").as_uri()
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "plaintext", 1, PUSHY)))
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    found = client.diagnostics[uri]
    assert "pushiness/last-chance" in [one.code for one in found]
    document = types.TextDocumentIdentifier(uri)
    assert await client.text_document_hover_async(types.HoverParams(document, found[0].range.start))
    assert await client.text_document_code_lens_async(types.CodeLensParams(document))
    context = types.CodeActionContext(found)
    assert await client.text_document_code_action_async(types.CodeActionParams(document, found[0].range, context))
    assert not client.error


LUA = """
local told = {}
vim.cmd.edit('post.txt')
local function found() return vim.diagnostic.get(0) end
local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then error('waited in vain for ' .. what) end
end
wait('diagnostics', function() return #found() > 0 end)
told.encoding = vim.lsp.get_clients({ bufnr = 0 })[1].offset_encoding
told.codes = vim.tbl_map(function(one) return one.code end, found())
told.columns = vim.tbl_map(function(one) return { one.col, one.end_col } end, found())
vim.api.nvim_win_set_cursor(0, { 1, found()[1].col })
local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(0, told.encoding), 60000)
for _, answer in pairs(hover) do told.hover = answer.result.contents.value end
vim.lsp.buf.code_action({
  context = { only = { 'source.fixAll' }, diagnostics = {} },
  apply = true,
})
wait('the fix', function() return not vim.api.nvim_buf_get_lines(0, 0, 1, true)[1]:find('utilize') end)
told.fixed = vim.api.nvim_buf_get_lines(0, 0, -1, true)
vim.api.nvim_buf_set_lines(0, 0, -1, true, { 'We baked rye.', 'Which loaf do you like?' })
wait('no diagnostics', function() return #found() == 0 end)
local file = io.open('told.json', 'w')
file:write(vim.json.encode(told))
file:close()
vim.cmd('qall!')
"""


def test_neovim_shows_and_fixes_findings(tmp_path: Path) -> None:
    (tmp_path / "softsell.toml").write_text('platform = "x"\n')
    (tmp_path / "post.txt").write_text(PUSHY)
    (tmp_path / "session.lua").write_text(guide_sample("lua", "vim.lsp.enable") + LUA)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "softsell").symlink_to(SOFTSELL)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "XDG_DATA_HOME": str(tmp_path / "data")}
    run(PROGRAMS / "nvim", "--headless", "--clean", "-c", "luafile session.lua", "-c", "cquit", cwd=tmp_path, env=env)
    told = json.loads((tmp_path / "told.json").read_text())
    assert "pushiness/last-chance" in told["codes"]
    start, end = told["columns"][told["codes"].index("pushiness/last-chance")]
    assert PUSHY.encode()[start:end] == b"Last chance to grab"
    assert "Finds:" in told["hover"]
    assert told["fixed"] == ["🚨 Last chance to grab yours! We use rye."]
