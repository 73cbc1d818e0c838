"""The MCP bundle: valid by its publisher's own tool, and run by uv from an unpacked bundle as a desktop assistant does."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

from mcp import Client, StdioServerParameters, stdio_client
from tests.integrations.programs import PROGRAMS, ROOT, run

VALIDATOR = "@anthropic-ai/mcpb@2.1.2"


def test_the_manifest_is_valid() -> None:
    manifest = ROOT / "server" / "mcpb" / "manifest.json"
    told = run("npm", "exec", "--yes", f"--package={VALIDATOR}", "--", "mcpb", "validate", manifest, cwd=ROOT)
    assert "passes" in told


async def test_an_assistant_installs_and_uses_the_bundle(tmp_path: Path) -> None:
    (bundle,) = (ROOT / "dist").glob("*.mcpb")
    zipfile.ZipFile(bundle).extractall(tmp_path)
    config = json.loads((tmp_path / "manifest.json").read_text())["server"]["mcp_config"]
    assert config["command"] == "uv"
    arguments = [argument.replace("${__dirname}", str(tmp_path)) for argument in config["args"]]
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    server = StdioServerParameters(command=str(PROGRAMS / "uv"), args=arguments, env=env)
    async with Client(stdio_client(server)) as client:
        listed = {tool.name for tool in (await client.list_tools()).tools}
        assert listed == {tool["name"] for tool in json.loads((tmp_path / "manifest.json").read_text())["tools"]}
        answer = await client.call_tool("check_draft", {"text": "Last chance to grab yours!!!"})
        assert answer.structured_content
        assert not answer.structured_content["passes"]
