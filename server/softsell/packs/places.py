"""Finds where each value of a loaded pack is in its files.

Loaded packs don't keep positions, because that would make loading slower. The files are read again when a mistake has to be shown.
"""

from __future__ import annotations

from softsell.checks.rule import Pack, Rule
from softsell.diagnostics import Diagnostic
from softsell.errors import PackError
from softsell.packs.folders import real_path
from softsell.packs.pack_files import HEAD, read_files
from softsell.yaml_source import Document, Mapping, Node, Scalar, Sequence, read_yaml


class Places:
    """The places of one pack's values. If files have changed or are gone, places are less exact, but there is no error."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._rules: dict[str, tuple[Document, Mapping]] | None = None
        self._head: Document | None = None

    def diagnostic(
        self, rule: Rule, path: tuple[str | int, ...], message: str, hint: str = "", *, key: bool = False
    ) -> Diagnostic:
        """Return a mistake at a path within the rule, such as ``("examples", "bad", 0)``, or at the key there."""
        if self._rules is None:
            self._rules = self._read()
        if rule.id not in self._rules:
            file, _, line = rule.place.rpartition(":")
            return Diagnostic(file, int(line) if line.isdecimal() else 0, 1, f"{rule.id}: {message}", hint)
        document, node = self._rules[rule.id]
        return document.diagnostic(_walk(node, path, key), message, hint)

    def in_head(self, path: tuple[str | int, ...], message: str, hint: str = "", *, key: bool = False) -> Diagnostic:
        """Return a mistake at a path within pack.yml, such as ``("extends", 0)``, or at the key there."""
        if self._head is None:
            self._head = self._read_head()
        if self._head.root is None:
            return Diagnostic(self._head.path, 0, 0, message, hint)
        return self._head.diagnostic(_walk(self._head.root, path, key), message, hint)

    def _read_head(self) -> Document:
        name = f"{self._pack.path}/{HEAD}"
        try:
            return read_yaml(name, read_files(real_path(self._pack), self._pack.path).head)
        except PackError:
            return Document(name, "")

    def _read(self) -> dict[str, tuple[Document, Mapping]]:
        try:
            files = read_files(real_path(self._pack), self._pack.path)
        except PackError:
            return {}
        rules: dict[str, tuple[Document, Mapping]] = {}
        for name, data in files.rules:
            document = read_yaml(f"{self._pack.path}/{name}", data)
            for node in document.root.items if isinstance(document.root, Sequence) else ():
                own_id = node.get("id") if isinstance(node, Mapping) else None
                if isinstance(node, Mapping) and isinstance(own_id, Scalar):
                    rules.setdefault(f"{self._pack.name}/{own_id.text}", (document, node))
        return rules


def _walk(node: Node, path: tuple[str | int, ...], key: bool) -> Node:
    """Return the value at ``path``, or the nearest existing value around it."""
    for index, step in enumerate(path):
        found: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            found = node.key(step) if key and index == len(path) - 1 else node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            found = node.items[step]
        if found is None:
            return node
        node = found
    return node
