"""``softsell mcp``, used by the official SDK's own client in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client

PUSHY = "🚨 Last chance to grab yours!!! We utilize the best flour."


@pytest.fixture
def project(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, with settings and state of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "home" / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def talk(project: Path, conversation: Callable[[Client], Awaitable[None]]) -> str:
    """Runs a conversation with ``softsell mcp`` in the project's folder. Returns what it wrote to standard error."""
    log = project.parent / "stderr.txt"
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "softsell", "mcp"], cwd=project, env=dict(os.environ)
    )

    async def run() -> None:
        with log.open("w") as errors:
            async with Client(stdio_client(parameters, errlog=errors)) as client:
                await conversation(client)

    asyncio.run(run())
    return log.read_text()


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """Calls a tool and returns its structured answer."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    answer = result.structured_content
    assert isinstance(answer, dict)
    return answer


async def refusal(client: Client, tool: str, **arguments: Any) -> str:
    """Calls a tool that refuses, and returns its words."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return "".join(part.text for part in result.content if part.type == "text")


def test_every_tool_is_described_and_only_reads(project: Path) -> None:
    async def conversation(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"check_draft", "fix_draft", "feed_figures", "list_rules", "explain_rule"}
        for tool in tools.values():
            assert tool.description
            assert tool.output_schema
            assert tool.annotations
            assert tool.annotations.read_only_hint

    talk(project, conversation)


def test_a_draft_is_checked_with_places_in_code_points(project: Path) -> None:
    async def conversation(client: Client) -> None:
        answer = await call(client, "check_draft", text=PUSHY, platform="instagram")
        assert not answer["passes"]
        assert answer["fail_on"] == "warning"
        assert answer["scores"]["pushiness"] > 0
        found = next(one for one in answer["findings"] if one["rule"] == "pushiness/last-chance")
        assert PUSHY[found["start"] : found["end"]] == found["words"]
        assert found["why"]
        praise = await call(client, "check_draft", text="We tried a new rye today. What do you bake at home?")
        assert praise["passes"]

    talk(project, conversation)


def test_safe_fixes_are_applied_and_the_rest_is_told(project: Path) -> None:
    async def conversation(client: Client) -> None:
        answer = await call(client, "fix_draft", text=PUSHY)
        assert answer["applied"] >= 1
        assert "utilize" not in answer["text"]
        again = await call(client, "check_draft", text=answer["text"])
        assert again == answer["left"]
        assert answer["scores_before"].keys() == again["scores"].keys()
        assert not any(fix["safe"] for finding in again["findings"] for fix in finding["fixes"])

    talk(project, conversation)


def test_rules_are_listed_and_explained(project: Path) -> None:
    async def conversation(client: Client) -> None:
        rules = (await call(client, "list_rules", names=["pushiness"]))["rules"]
        assert all(rule["id"].startswith("pushiness/") for rule in rules)
        every = (await call(client, "list_rules", include_off=True))["rules"]
        assert any(rule["state"] == "off" for rule in every)
        told = await call(client, "explain_rule", rule="last-chance")
        assert told["id"] == "pushiness/last-chance"
        assert any("[[" in example for example in told["finds"])
        assert told["leaves_alone"]
        assert '[rules."pushiness/last-chance"]' in told["to_change"]

    talk(project, conversation)


def test_a_feed_is_counted_as_the_command_does(project: Path) -> None:
    async def conversation(client: Client) -> None:
        posts = [
            {"text": "Last chance to grab yours! Buy now.", "date": "2026-03-02T09:30"},
            {"text": "We tried a new rye today. What do you bake at home?", "date": "2026-03-04T09:30"},
            {"text": "Thank you for the loaves you brought on Sunday.", "date": "2026-03-06T09:30"},
        ]
        figures = (await call(client, "feed_figures", posts=posts, time_zone="Europe/Berlin"))["figures"]
        (project / "posts.jsonl").write_text("".join(f"{json.dumps(post)}\n" for post in posts))
        words = ["-m", "softsell", "feed", "posts.jsonl", "--format", "json", "--time-zone", "Europe/Berlin"]
        told = subprocess.run([sys.executable, *words], cwd=project, capture_output=True, check=True).stdout
        assert figures["promotion"] == json.loads(told)["promotion"]
        assert [post["begins"] for post in figures["posts"]] == [post["begins"] for post in json.loads(told)["posts"]]
        wrong = await refusal(client, "feed_figures", posts=[{"text": "Zanzibar", "date": "yesterday"}])
        assert "ISO 8601" in wrong
        assert "Zanzibar" not in wrong

    talk(project, conversation)


def test_a_change_of_the_settings_counts_at_once(project: Path) -> None:
    async def conversation(client: Client) -> None:
        def rules(answer: dict[str, Any]) -> set[str]:
            return {finding["rule"] for finding in answer["findings"]}

        assert "pushiness/last-chance" in rules(await call(client, "check_draft", text=PUSHY))
        (project / "softsell.toml").write_text('ignore = ["pushiness/last-chance"]\n')
        async with asyncio.timeout(30):
            while "pushiness/last-chance" in rules(await call(client, "check_draft", text=PUSHY)):
                await asyncio.sleep(0.05)
        (project / "softsell.toml").write_text('ignor = ["pushiness"]\n')
        async with asyncio.timeout(30):
            while not (await client.call_tool("check_draft", {"text": PUSHY})).is_error:
                await asyncio.sleep(0.05)
        assert "ignore" in await refusal(client, "check_draft", text=PUSHY)

    talk(project, conversation)


def test_mistakes_are_told_and_no_draft_reaches_the_log(project: Path) -> None:
    async def conversation(client: Client) -> None:
        assert "platform" in await refusal(client, "check_draft", text=PUSHY, platform="instagrim")
        assert "100,000" in await refusal(client, "fix_draft", text="Zanzibar " * 12_000)
        assert "20,000" in await refusal(client, "check_draft", text="Yes.", reply_to="Zanzibar " * 3_000)
        assert "Did you mean" in await refusal(client, "explain_rule", rule="pushiness/last-chanse")
        assert "There is no rule" in await refusal(client, "list_rules", names=["nothing"])
        assert (await client.call_tool("check_draft", {"text": "Zanzibar", "markup": "pdf"})).is_error
        await call(client, "check_draft", text="Zanzibar!!!")

    assert "Zanzibar" not in talk(project, conversation)
    kept = [path for path in project.parent.rglob("*") if path.is_file() and b"Zanzibar" in path.read_bytes()]
    assert kept == []


def test_without_the_extra_it_says_what_to_install(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from softsell.cli.extras import missing_extra

    hidden = ModuleNotFoundError("No module named 'mcp_types'", name="mcp_types")
    assert "pip install 'softsell[mcp]'" in str(missing_extra("mcp", hidden))
    other = ModuleNotFoundError("No module named 'numpy'", name="numpy")
    assert missing_extra("mcp", other) is other
