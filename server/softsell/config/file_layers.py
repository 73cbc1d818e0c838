"""Applies the settings for single files (``[files]``). ``Config.on_platform`` applies those for a platform."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from softsell.config.config import Config


def config_for_file(path: str | Path, config: Config) -> Config:
    """Return the settings for one file. Layers for platforms stay in it, because each draft of the file may name its own."""
    if config.root is None:
        return config
    for layer in config.files:
        if _matches(layer.glob, Path(path), Path(config.root)):
            config = config.with_layer(layer.layer, "files", layer.glob)
    return config


def globs_without_file(config: Config, paths: Iterable[str | Path]) -> list[str]:
    """Return the ``files`` of the settings that match none of ``paths``, in order."""
    if config.root is None:
        return []
    import pathspec

    root = Path(config.root).absolute()
    # Compiled once: a folder may hold thousands of files
    specs = {layer.glob: pathspec.GitIgnoreSpec.from_lines([layer.glob]) for layer in config.files}
    for path in paths:
        absolute = Path(path).absolute()
        if specs and absolute.is_relative_to(root):
            inside = absolute.relative_to(root).as_posix()
            specs = {glob: spec for glob, spec in specs.items() if not spec.match_file(inside)}
    return list(specs)


def _matches(glob: str, path: Path, root: Path) -> bool:
    import pathspec

    try:
        inside = path.absolute().relative_to(root.absolute())
    except ValueError:
        return False
    return pathspec.GitIgnoreSpec.from_lines([glob]).match_file(inside.as_posix())
