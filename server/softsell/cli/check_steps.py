"""The steps of ``softsell check``: finds the files, checks or fixes them, and shows the report. Doesn't need click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from softsell.cli.check_request import Request
from softsell.cli.check_run import Run
from softsell.cli.lookup import settings_for
from softsell.cli.terminal import Terminal, prepare_output, tell, this_terminal, write
from softsell.draft import ENDINGS, STANDARD_INPUT
from softsell.errors import ConfigError, UsageError
from softsell.files.find import Found, find, is_same_file, leads_elsewhere
from softsell.files.folder_settings import Settings
from softsell.report import is_report
from softsell.report.display import escape_path

_FILE_WIDTH = 100
"""The columns of a text report in a file."""
_REPORT_HEAD = 200
"""The bytes that show whether a file is a report."""
_MOST_LINKS = 5
"""The most links named in a message."""


def run_check(request: Request) -> int:
    """Run one whole check and return the exit code."""
    found = find(request.paths or (".",))
    if request.fix:
        _refuse_links(request.paths)
    if found.links_out:
        tell(describe_links(found.links_out), color=request.color)
    for folder in found.empty_folders:
        tell(f"There are no drafts in {escape_path(folder)}. softsell reads {', '.join(ENDINGS)}.", color=request.color)
    settings = settings_for(request.config_file, isolated=request.isolated, overrides=request.overrides)
    for note in _find_unmatched(settings, found):
        tell(note, color=request.color)
    found = _leave_out_report(request, found)
    _refuse_inputs(request, found)
    if request.annotate is not None:
        from softsell.files.annotate import check_names

        check_names(found.files, request.annotate)
    files, base = found.files, None
    if request.diff_base is not None:
        from softsell.files.changed import Base

        base = Base(request.diff_base, files)
        files = base.changed
        if not files:
            tell(f"No post changed since {escape_path(request.diff_base)}.", color=request.color)
    run = Run(
        request,
        files,
        _terminal(request),
        settings=settings,
        folders=found.real_folders,
        named=frozenset(request.paths),
        base=base,
    )
    if request.write_baseline:
        return run.write_baseline()
    if request.diff:
        pieces = run.diffs()
    elif request.mode == "fix" and request.on_input:
        pieces = run.fixed_input()
    else:
        pieces = run.report()
    _deliver(pieces, request)
    if request.annotate is not None:
        run.annotate(request.annotate)
    return run.exit_code()


def _terminal(request: Request) -> Terminal:
    """Return what the report is written for. A file has no colours unless they are asked for."""
    if request.output is None:
        return this_terminal(request.color)
    return Terminal(request.color == "always", _FILE_WIDTH, unicode=True)


def _deliver(pieces: Iterable[str], request: Request) -> None:
    """Write the report to standard output, or to the file that was asked for."""
    if request.output is None:
        prepare_output(for_programs=request.for_programs)
        write(pieces)
        return
    from softsell.files.write import open_output

    with open_output(request.output) as file:
        file.writelines(pieces)
    if not request.quiet:
        tell(f"Wrote {escape_path(str(request.output))}.", color=request.color)


def _leave_out_report(request: Request, found: Found) -> Found:
    """Return the files without an earlier report of the name that --output has, if a folder holds it and the user didn't name it."""
    path = request.output
    if path is None or not path.is_file() or str(path) in request.paths:
        return found
    with path.open("rb") as file:
        if not is_report(file.read(_REPORT_HEAD)):
            return found
    return replace(found, files=tuple(name for name in found.files if not is_same_file(path, Path(name))))


def _refuse_inputs(request: Request, found: Found) -> None:
    """Raise UsageError if the report or the annotated sheet would be written over a file that the check reads."""
    inputs = [*map(Path, found.files), request.config_file, request.baseline]
    outputs = {"--output": request.output, "--annotate": request.annotate}
    for option, path in outputs.items():
        if path is None:
            continue
        for other in (*inputs, *(outputs[name] for name in outputs if name != option)):
            if other is not None and is_same_file(path, other):
                raise UsageError(
                    f"{option} {path}: nothing was checked, because this check reads or writes {other} too. Choose another name."
                )


def _find_unmatched(settings: Settings, found: Found) -> list[str]:
    """Return notes on ``[files]`` settings that match no file in the folders the user named."""
    try:
        notes = [note for folder in found.folders for note in settings.unmatched(folder, found.files)]
    except ConfigError:  # shown when the first file is checked
        return []
    return list(dict.fromkeys(notes))


def _refuse_links(paths: Iterable[str]) -> None:
    """Raise UsageError for a folder that is a link or lies behind one, because the files to be changed are elsewhere."""
    for path in paths:
        target = leads_elsewhere(path) if path != STANDARD_INPUT and Path(path).is_dir() else None
        if target is not None:
            raise UsageError(
                f"{path}: nothing was fixed, because this is a link or lies behind one. To fix its files, name {target} itself."
            )


def describe_links(links: Sequence[str]) -> str:
    """Return a note on links that were skipped because they lead out of the named folders."""
    shown = ", ".join(links[:_MOST_LINKS]) + (", …" if len(links) > _MOST_LINKS else "")
    link, which = ("1 link that leads", "it") if len(links) == 1 else (f"{len(links):,} links that lead", "one")
    return f"skipped {link} out of the folders you named: {shown}. To check {which}, name it."
