"""The tools as an MCP server on standard input and output. Needs the extra ``softsell[mcp]``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from softsell import __version__
from softsell.errors import SoftsellError
from softsell.files.live_settings import LiveSettings
from softsell.mcp_server.tools import Tools
from softsell.unexpected import describe

P = ParamSpec("P")
T = TypeVar("T")

_INSTRUCTIONS = (
    "softsell checks drafts of social posts: whether they push, talk only about the writer, leave readers nothing to answer, or are "
    "hard to read. Call check_draft on every draft before you show it. Fix what it finds: in your own words, or with fix_draft. "
    "Keep what is praised. Offsets count code points. Drafts stay on this computer, and none is kept."
)
_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def make_server(settings: LiveSettings) -> MCPServer:
    """Return the server, which isn't running yet."""
    # The SDK would log each failed call; its log level keeps arguments out of standard error.
    server = MCPServer(
        "softsell", title="softsell", instructions=_INSTRUCTIONS, version=__version__, log_level="CRITICAL"
    )
    tools = Tools(settings)
    for title, tool in (
        ("Check a draft", tools.check_draft),
        ("Apply the safe fixes", tools.fix_draft),
        ("Look at a feed", tools.feed_figures),
        ("List the rules", tools.list_rules),
        ("Explain a rule", tools.explain_rule),
    ):
        server.tool(title=title, annotations=_READ_ONLY, structured_output=True)(_guard(tool))
    return server


def run(settings: LiveSettings) -> None:
    """Serve until the client closes standard input."""
    make_server(settings).run("stdio")


def _guard(tool: Callable[P, T]) -> Callable[P, T]:
    """Return the tool with every error as a message for the assistant, without a word of a draft."""

    @wraps(tool)
    def guarded(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return tool(*arguments, **named)
        except SoftsellError as error:
            raise ToolError(str(error)) from None
        except Exception as error:  # a traceback would show the draft in the client's log
            raise ToolError(describe(error)) from None

    return guarded
