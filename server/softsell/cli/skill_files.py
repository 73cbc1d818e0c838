"""The files of ``softsell skill``: the skill in the Agent Skills format, and a hook in the settings of an assistant."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from softsell.errors import UsageError
from softsell.files.write import create_file, read_original, replace_file

NAME = "softsell"
SKILLS_FOLDERS = (".claude/skills", ".agents/skills")
"""Where assistants look for a project's skills. The first is made if there is none."""
HOOK_SETTINGS = Path(".claude/settings.json")
_HOOK = "softsell skill hook"
_EVENT, _MATCHER = "PostToolUse", "Write|Edit|MultiEdit"
_MOST_BYTES = 1_000_000
_SEAL = re.compile(r"\n<!-- Written by “softsell skill install”\. ([0-9a-f]{64}) -->\n\Z")


class FileChange(Struct, frozen=True):
    """What is to become of a file.

    Attributes:
        path: the file.
        before: its text; ``None`` if it isn't there.
        after: its new text; ``None`` to delete it.
    """

    path: Path
    before: str | None
    after: str | None

    def apply(self) -> None:
        """Write or delete the file, with the folders that it needs or leaves empty.

        Raises:
            UsageError: it can't be written, or it changed since it was read.
        """
        if _read(self.path) != self.before:
            raise UsageError(f"{self.path} changed meanwhile, so it stays as it is. Run the same command again.")
        try:
            if self.after is None:
                self.path.unlink(missing_ok=True)
                _remove_empty(self.path.parent)
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.path} can't be changed: {error.strerror}.") from None
        if self.before is None:
            create_file(self.path, self.after.encode())
        else:
            replace_file(self.path, self.after.encode(), read_original(self.path, _MOST_BYTES + 1))


def skills_folder(project: Path, to: Path | None) -> Path:
    """Return the folder of skills: ``to``, otherwise the one that the project has, otherwise the usual one."""
    if to is not None:
        return to
    found = [project / name for name in SKILLS_FOLDERS if (project / name).is_dir()]
    found += [project / name for name in SKILLS_FOLDERS if (project / name).parent.is_dir()]
    return (found or [project / SKILLS_FOLDERS[0]])[0]


def install_skill(folder: Path) -> FileChange | None:
    """Return how to put the skill into a folder of skills; ``None`` if it's there already.

    Raises:
        UsageError: something else is there.
    """
    path = folder / NAME / "SKILL.md"
    before, after = _read(path), skill_text()
    if before is not None and before != after and not _is_ours(before):
        raise UsageError(f"{path} exists, and softsell didn't write it, or somebody changed it. Move it away first.")
    return None if before == after else FileChange(path, before, after)


def remove_skill(folder: Path) -> tuple[FileChange | None, str]:
    """Return how to remove the skill, and a note if it stays because somebody changed it."""
    path = folder / NAME / "SKILL.md"
    before = _read(path)
    if before is None:
        return None, ""
    if not _is_ours(before):
        return None, f"{path} stays, because somebody changed it. Delete it yourself if you don't need it."
    return FileChange(path, before, None), ""


def skill_text() -> str:
    """Return the text of SKILL.md, with a seal that tells later whether somebody changed it."""
    text = Path(__file__).with_name("skill.md").read_text(encoding="utf-8")
    return f"{text}\n<!-- Written by “softsell skill install”. {_digest(text)} -->\n"


def install_hook(project: Path, folders: Sequence[str]) -> FileChange | None:
    """Return how to add the hook for drafts in these folders; ``None`` if it's there already.

    Raises:
        UsageError: the settings can't be read.
    """
    path = project / HOOK_SETTINGS
    before = _read(path)
    settings = _without_hook(_parse(before, path))
    command = shlex.join([*_HOOK.split(), "--", *folders])
    entries = settings.setdefault("hooks", {}).setdefault(_EVENT, [])
    entries.append({"matcher": _MATCHER, "hooks": [{"type": "command", "command": command}]})
    return _change(path, before, settings)


def remove_hook(project: Path) -> FileChange | None:
    """Return how to remove the hook; ``None`` if there is none.

    Raises:
        UsageError: the settings can't be read.
    """
    path = project / HOOK_SETTINGS
    before = _read(path)
    if before is None or _HOOK not in before:
        return None
    settings = _without_hook(_parse(before, path))
    return FileChange(path, before, None) if not settings else _change(path, before, settings)


def _without_hook(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the settings without our hook, and without the lists that it leaves empty."""
    hooks = settings.get("hooks", {})
    kept = []
    for entry in hooks.get(_EVENT, []):
        commands = [one for one in entry["hooks"] if not str(one.get("command", "")).startswith(_HOOK)]
        if commands or not entry["hooks"]:
            kept.append({**entry, "hooks": commands})
    others = {event: entries for event, entries in hooks.items() if event != _EVENT} | ({_EVENT: kept} if kept else {})
    rest = {key: value for key, value in settings.items() if key != "hooks"}
    return rest | ({"hooks": others} if others else {})


def _parse(text: str | None, path: Path) -> dict[str, Any]:
    try:
        settings = json.loads(text or "{}")
        hooks = settings.get("hooks", {})
        shape = all(isinstance(one, dict) for entry in hooks.get(_EVENT, []) for one in entry["hooks"])
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        shape = False
    if not shape:
        raise UsageError(
            f"{path} isn't what softsell expects there, so it wasn't changed. Fix it, or leave out --hook."
        )
    return dict(settings)


def _change(path: Path, before: str | None, settings: dict[str, Any]) -> FileChange | None:
    after = json.dumps(settings, indent=2, ensure_ascii=False) + "\n"
    return None if before is not None and json.loads(before) == settings else FileChange(path, before, after)


def _read(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    if len(data) > _MOST_BYTES:
        raise UsageError(f"{path} is too large.")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise UsageError(f"{path} isn't UTF-8 text.") from None


def _is_ours(text: str) -> bool:
    """Return whether softsell wrote a skill, in this or another version, and nobody changed it."""
    seal = _SEAL.search(text)
    return seal is not None and seal[1] == _digest(text[: seal.start()])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _remove_empty(folder: Path) -> None:
    """Delete a folder and those around it if they are empty, but never the project's own."""
    while folder.name in (NAME, "skills", ".claude", ".agents") and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
