"""``softsell history``: shows, exports and deletes the history that ``softsell serve`` keeps if the user wants it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

import click

from softsell.cli import CLEAN
from softsell.cli.commands.check import PlatformName
from softsell.cli.terminal import prepare_output, tell, write
from softsell.client.running import state_folder
from softsell.errors import UsageError
from softsell.feed.history import History, Kept, as_dict
from softsell.report.display import escape_line, one_line
from softsell.report.safe_json import dumps
from softsell.wording import counted

_OFF = (
    "softsell keeps no history. To keep one, write “history = true” below [server] in your own settings ({settings}), or start the "
    "server with “softsell serve --history”."
)


@click.group(short_help="Show, export or delete the history of posts that you sent.")
def history() -> None:
    """Show, export or delete the history of the posts that you sent.

    softsell only keeps a history if you turn it on. It then keeps time, site, scores and measures of each post that you send, and a
    fingerprint that only this computer can compare. It keeps the text only with “history-text = true”. Drafts that are only checked aren't
    kept.
    """


@history.command()
@click.option("--limit", type=click.IntRange(1, 50_000), default=20, show_default=True, help="How many posts to show.")
@click.option("--platform", type=PlatformName(), help="Only posts on this platform.")
def show(limit: int, platform: str | None) -> int:
    """Show the last posts, newest first."""
    kept = _history().last(limit, platform=platform)
    prepare_output(for_programs=False)
    write(_lines(kept))
    if not kept:
        _tell_empty()
    return CLEAN


@history.command()
def export() -> int:
    """Print the whole history, one JSON object on a line."""
    found = _history()
    prepare_output(for_programs=True)
    write(dumps(as_dict(kept)) + "\n" for kept in found.all())
    if not found.exists:
        _tell_empty()
    return CLEAN


@history.command()
@click.argument("number", type=int, required=False, metavar="[NUMBER]")
@click.option("--before", metavar="DATE", help="Delete the posts before this day, such as 2026-03-01.")
@click.option("--all", "everything", is_flag=True, help="Delete the history and its secret.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def delete(number: int | None, before: str | None, everything: bool, yes: bool) -> int:
    """Delete the post with NUMBER, those before a day, or everything. Nothing can be restored."""
    if (number is not None) + (before is not None) + everything != 1:
        raise UsageError("Say what to delete: a number that “softsell history show” prints, --before DATE, or --all.")
    moment = _parse_day(before) if before is not None else None
    found = _history()
    if not yes and (everything or before is not None):
        if not sys.stdin.isatty():
            raise UsageError("“softsell history delete” asks before it deletes. In a script, add --yes.")
        what = "the whole history" if everything else f"all posts before {before}"
        if not click.confirm(f"Delete {what}", default=False):
            tell("nothing was deleted.")
            return CLEAN
    if everything:
        tell("the history is deleted." if found.delete_all() else "there was no history.")
        return CLEAN
    count = found.delete(number=number, before=moment)
    if number is not None and not count:
        raise UsageError(f"There is no post {number} in the history. “softsell history show” prints the numbers.")
    tell(f"deleted {counted(count, 'post')}.")
    return CLEAN


def _history() -> History:
    return History(state_folder())


def _tell_empty() -> None:
    from softsell.config.load import read_config
    from softsell.config.locate import user_config_path

    path = user_config_path()
    on = path.is_file() and read_config(path).history
    tell("the history is empty." if on else _OFF.format(settings=path))


def _lines(kept: list[Kept]) -> Iterator[str]:
    for post in kept:
        when = datetime.fromtimestamp(post.time, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
        where = post.platform or post.site or "–"
        does = [word for word, flag in (("sells", post.sells), ("asks", post.asks), ("gives", post.gives)) if flag]
        words = ", ".join(does) or ("reply" if post.reply else post.kind)
        text = f"  {one_line(post.text)[:60]}" if post.text else ""
        yield escape_line(f"{post.id:>5}  {when}  {one_line(where):<10}  {words}{text}".rstrip()) + "\n"


def _parse_day(text: str) -> int:
    try:
        return int(datetime.combine(date.fromisoformat(text), datetime.min.time()).astimezone().timestamp())
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"“{text[:20]}” isn't a day. Write it as 2026-03-01.") from None
