"""Reads the YAML of packs and front matter, with the place of every value and with limits on size, depth and number of values.

It uses the parser's events, never its objects, so the special features of YAML aren't available: no tags, anchors, aliases or merge
keys, and ``no`` is the word "no". Every value is a text, a list or a mapping. ``packs.schema`` gives them types.
"""

from __future__ import annotations

from softsell.yaml_source.builder import MAX_FILE_BYTES, read_yaml, read_yaml_text
from softsell.yaml_source.document import RECOVERED, Document, Mapping, Node, Scalar, Sequence, plain
from softsell.yaml_source.offsets import source_index

__all__ = [
    "MAX_FILE_BYTES",
    "RECOVERED",
    "Document",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "plain",
    "read_yaml",
    "read_yaml_text",
    "source_index",
]
