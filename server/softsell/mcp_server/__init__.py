"""The MCP server: lets an assistant check and fix the drafts that it writes, over standard input and output.

    tools    what an assistant can ask for, and the answers
    server   the tools as an MCP server, with the official SDK (the extra ``softsell[mcp]``)

It reads settings as the command line does. It keeps no draft, writes no file and opens no connection.
"""
