"""A small pack, and a stand-in for ssh, for tests in which packs travel."""

from __future__ import annotations

from pathlib import Path

PACK = """\
name: {name}
version: {version}
description: How we write.
license: MIT
dimension: pushiness
"""
_RULES = """\
- id: {rule}
  kind: phrase
  message: "“{{match}}” is found."
  why: It is ours.
  patterns: [{word}]
  examples:
    bad: ["A [[{word}]]."]
    good: ["Nothing here."]
"""
SSH = """\
#!/bin/sh
for last; do :; done
exec sh -c "$last"
"""
"""Runs the other side of a connection on this machine."""


def write_pack(
    folder: Path, name: str = "style", version: str = "1.0.0", word: str = "zebra", rule: str = "zebra"
) -> Path:
    """Writes a pack with one rule, which finds one word."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yml").write_text(PACK.format(name=name, version=version))
    (folder / "rules.yml").write_text(_RULES.format(rule=rule, word=word))
    return folder
