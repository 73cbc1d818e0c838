"""Applies the settings for one file and one platform."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from softsell.config.config import Config


def config_for(path: str | Path | None, config: Config, platform: str | None = None) -> Config:
    """Return the settings for one file and platform: the general ones, then those for the file, then those for the platform.

    Args:
        path: the file, or ``None`` for a draft that isn't in a file.
        config: all settings.
        platform: the platform of the draft. ``None`` means the one in the settings.
    """
    if path is not None:
        config = config_for_file(path, config)
    return config.on_platform(platform or config.platform)


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
