"""Builds the MCP bundle (``.mcpb``) with which a desktop assistant installs softsell: ``make mcpb``.

The bundle holds the wheel, so nothing of softsell itself is downloaded; the assistant's uv installs what it depends on. ``server.json``
describes softsell to registries of MCP servers. Whoever publishes it there puts their own name space in place of ``io.github.softsell``.
"""
