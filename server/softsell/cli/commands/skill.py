"""``softsell skill``: teaches an assistant to check the posts that it writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

import click

from softsell.cli import CLEAN, WRONG_USE
from softsell.cli.skill_files import FileChange, install_hook, install_skill, remove_hook, remove_skill, skills_folder
from softsell.cli.terminal import prepare_output, tell, write
from softsell.draft import ENDINGS
from softsell.errors import UsageError
from softsell.report.display import escape_lines, escape_path, one_line
from softsell.report.result import CheckedFile

REFUSED = 2
"""The exit code by which a hook refuses, so that the assistant reads why."""
_MOST_BYTES = 20_000_000
_MOST_TOLD = 5

_to = click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), help="The folder of skills (default: the project's)."
)
_yes = click.option("--yes", is_flag=True, help="Don't ask.")


@click.group(short_help="Teach an assistant to check the posts that it writes.")
def skill() -> None:
    """Teach an assistant to check the posts that it writes, with a skill in the Agent Skills format."""


@skill.command()
@_to
@click.option(
    "--hook",
    "folders",
    multiple=True,
    metavar="FOLDER",
    help="Also refuse drafts in FOLDER that don't pass. Can be repeated.",
)
@_yes
def install(to: Path | None, folders: tuple[str, ...], yes: bool) -> int:
    """Write the skill into this project, and show it first.

    With --hook, the assistant's settings (.claude/settings.json) run a check after each draft that it writes into FOLDER. A draft with
    something as severe as “fail-on” is refused, with the reason.
    """
    changes = [install_skill(skills_folder(Path(), to))]
    if folders:
        changes.append(install_hook(Path(), folders))
    return _apply([change for change in changes if change], "Write this?", yes=yes)


@skill.command()
@_to
@_yes
def remove(to: Path | None, yes: bool) -> int:
    """Remove the skill and the hook from this project. What somebody changed stays."""
    change, note = remove_skill(skills_folder(Path(), to))
    if note:
        tell(note)
    return _apply([one for one in (change, remove_hook(Path())) if one], "Remove this?", yes=yes)


@skill.command(hidden=True)
@click.argument("folders", nargs=-1)
def hook(folders: tuple[str, ...]) -> int:
    """Check the file that an assistant wrote; its report of that comes on standard input. Exits with 2 to refuse."""
    path = _written_file()
    if path is None or not path.is_file() or path.suffix.lower() not in ENDINGS:
        return CLEAN
    if folders and not any(path.is_relative_to(Path(folder).resolve()) for folder in folders):
        return CLEAN
    from softsell.files.checker import Checker
    from softsell.files.folder_settings import Settings
    from softsell.files.task import Task

    outcome = Checker(Task(Settings())).check(str(path))
    if outcome.error:
        tell(outcome.error)
        return 1  # the user sees the error; the assistant goes on
    refusal = _refusal(outcome.file())
    if not refusal:
        return CLEAN
    sys.stderr.write(f"{refusal}\n")
    return REFUSED


def _written_file() -> Path | None:
    """Return the file that the report on standard input names, with all links resolved.

    Raises:
        UsageError: the report can't be understood.
    """
    try:
        report = json.loads(sys.stdin.buffer.read(_MOST_BYTES))
        tool = report.get("tool_input") or {}
        named = tool.get("file_path") or tool.get("path")
        return None if named is None else (Path(report.get("cwd") or ".") / str(named)).resolve()
    except (ValueError, RecursionError, AttributeError, TypeError, OSError):
        raise UsageError("“softsell skill hook” is for an assistant, which reports in JSON what it wrote.") from None


def _refusal(file: CheckedFile) -> str:
    """Return one paragraph that says why a file is refused and what to do; empty if it passes."""
    failing = [
        (entry.start.line, entry.finding)
        for placed in file.placed()
        for entry in placed.findings
        if placed.draft.fails_by(entry.finding)
    ]
    if not failing:
        return ""
    reasons = [
        f"line {line}: {one_line(finding.message)} {one_line(finding.why)} ({finding.rule})"
        for line, finding in failing[:_MOST_TOLD]
    ]
    more = f"; and {len(failing) - _MOST_TOLD} more" if len(failing) > _MOST_TOLD else ""
    path = escape_path(file.path)
    return (
        f"{path} doesn't pass softsell, the project's check of social posts: {'; '.join(reasons)}{more}. Rewrite these places, keep "
        f"every fact, and write the file again. “softsell check --format agent {path}” shows all findings and fixes."
    )


def _apply(changes: Sequence[FileChange], question: str, *, yes: bool) -> int:
    """Show what is to change, ask, and change it."""
    prepare_output(for_programs=False)
    if not changes:
        write(["There is nothing to change.\n"])
        return CLEAN
    write([_show(change) for change in changes])
    if not yes:
        if not sys.stdin or not sys.stdin.isatty():
            tell("nothing was changed, because there is nobody to ask. Write --yes to agree.")
            return WRONG_USE
        if not click.confirm(question):
            return CLEAN
    for change in changes:
        change.apply()
        write([f"{'Deleted' if change.after is None else 'Wrote'} {escape_path(str(change.path))}.\n"])
    return CLEAN


def _show(change: FileChange) -> str:
    path = escape_path(str(change.path))
    if change.after is None:
        return f"--- {path} is deleted\n\n"
    if change.before is None:
        return f"--- {path} is new:\n{escape_lines(change.after)}\n"
    lines = unified_diff(change.before.splitlines(), change.after.splitlines(), path, path, lineterm="")
    return escape_lines("\n".join(lines)) + "\n\n"
