"""An archive has the same results as ``softsell check`` has for the same file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.archive.conftest import POSTS, Archive, rows_of

Check = Callable[..., list[dict[str, Any]]]

_SAME = ("row", "id", "platform", "date", "campaign", "link", "counts", "scores", "measures")


def sheet(delimiter: str = ",", names: bool = True, times: int = 1) -> str:
    """Returns a sheet with the posts."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    if names:
        writer.writerow(["ID", "Network", "Date", "Campaign", "Caption", "Likes"])
    for number, post in enumerate(POSTS * times, 1):
        platform = ("LinkedIn", "IG", "X", "Facebook", "Bluesky")[number % 5]
        writer.writerow([f"p{number}", platform, f"2026-03-{number % 28 + 1:02}", "Spring", post, number * 10])
    return out.getvalue()


def lines() -> str:
    """Returns records with the posts, with escapes and keys in keys."""
    records = [
        {"id": number, "post": {"record": {"text": post, "created_at": f"2026-03-0{number}T10:00:00Z"}}, "network": "x"}
        for number, post in enumerate(POSTS, 1)
    ]
    return "".join(json.dumps(record) + "\n" for record in records)


def linkedin() -> str:
    """Returns what LinkedIn gives people to download, with quotes around line breaks."""
    rows = ["Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility"]
    for number, post in enumerate(POSTS, 1):
        text = post.replace('"', '""').replace("\n", '""\n""')
        rows.append(f'2026-03-0{number} 10:00:00,https://www.linkedin.com/feed/{number},"{text}",,,MEMBER_NETWORK')
    return "\n".join(rows) + "\n"


def toots() -> str:
    """Returns posts of Mastodon, whose text is HTML."""
    records = [
        {
            "id": f"https://example.social/{number}",
            "type": "Create",
            "object": {"type": "Note", "content": f"<p>{post.replace(chr(10), '<br>')}</p>"},
        }
        for number, post in enumerate(POSTS, 1)
    ]
    return "".join(json.dumps(record) + "\n" for record in records)


def weeks() -> str:
    """Returns records with lists of posts in them."""
    records = [{"week": number, "posts": [{"text": post, "channel": "x"} for post in POSTS]} for number in (1, 2)]
    return "".join(json.dumps(record) + "\n" for record in records)


FILES: dict[str, bytes] = {
    "plain.csv": sheet().encode(),
    "many.csv": sheet(times=130).encode(),
    "semicolons.csv": sheet(";").encode(),
    "tabs.tsv": sheet("\t").encode(),
    "excel.csv": ("sep=;\n" + sheet(";")).encode("utf-8-sig"),
    "title.csv": ("Plan of March\n\n" + sheet()).encode(),
    "nameless.csv": sheet(names=False).encode(),
    "utf16.csv": sheet().encode("utf-16"),
    "old-mac.csv": sheet().replace("\r\n", "\r").encode(),
    "list.csv": b"Caption\nHurry, our sale ends tonight, so buy now\nWhat do you read, and why, before breakfast?\n",
    "blank-lines.csv": sheet().replace("\r\n", "\r\n\r\n").encode(),
    "records.jsonl": lines().encode(),
    "records.ndjson": ("\n" + lines().replace("\n", "\r\n\r\n")).encode("utf-8-sig"),
    "weeks.jsonl": weeks().encode(),
    "texts.jsonl": "".join(json.dumps(post) + "\n" for post in POSTS).encode(),
    "Shares.csv": linkedin().encode(),
    "outbox.jsonl": toots().encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_rows_and_findings_are_those_of_check(name: str, archive: Archive, check: Check) -> None:
    Path(name).write_bytes(FILES[name])
    done = archive("--isolated", name, "out.jsonl")
    assert done.status == 0, done.err
    ours, theirs = rows_of("out.jsonl"), check("--isolated", name)
    assert len(ours) == len(theirs) > 1
    source = Path(name).read_bytes().decode("utf-16" if name.startswith("utf16") else "utf-8")
    for one, other in zip(ours, theirs, strict=True):
        same = _SAME[1:] if name.endswith(("jsonl", "ndjson")) else _SAME  # check doesn't number records
        assert {key: one[key] for key in same} == {key: other[key] for key in same}
        assert (one["source"], one["error"]) == (name, None)
        assert (one["kind"], one["likelihood"]) == (other["kind"]["name"], other["kind"]["likelihood"])
        keys = ("rule", "severity", "positive")
        assert [[f[key] for key in keys] for f in one["findings"]] == [
            [f[key] for key in keys] for f in other["findings"]
        ]
        if not name.startswith(("utf16", "outbox", "Shares")) and name.endswith("sv"):
            text = next(post for post in POSTS if post in _unquoted(source, other)) if name != "list.csv" else None
            for mine, found in zip(one["findings"], other["findings"], strict=True):
                if text and mine["start"] is not None:
                    written = source[found["start"] : found["end"]].replace('""', '"')
                    assert text[mine["start"] : mine["end"]] == written.replace("\r", "\n")


def _unquoted(source: str, draft: dict[str, Any]) -> str:
    rest = "\n".join(source.replace("\r\n", "\n").replace("\r", "\n").split("\n")[draft["line"] - 1 :])
    return rest[:200].replace('""', '"')


def test_findings_in_json_count_characters_of_the_post(archive: Archive, check: Check) -> None:
    Path("a.jsonl").write_bytes(FILES["texts.jsonl"])
    assert archive("--isolated", "a.jsonl", "out.jsonl").status == 0
    source = FILES["texts.jsonl"].decode()
    places = 0
    for post, one, other in zip(POSTS, rows_of("out.jsonl"), check("--isolated", "a.jsonl"), strict=True):
        for mine, found in zip(one["findings"], other["findings"], strict=True):
            if mine["start"] is not None:
                written = json.loads(f'"{source[found["start"] : found["end"]]}"')
                assert post[mine["start"] : mine["end"]] == written
                places += mine["start"] != found["start"]
    assert places > 3


def test_records_are_numbered_by_their_lines(archive: Archive) -> None:
    Path("a.jsonl").write_text("\n" + lines().replace("\n", "\n\n"))
    assert archive("--isolated", "a.jsonl", "out.jsonl").status == 0
    assert [row["row"] for row in rows_of("out.jsonl")] == [2, 4, 6, 8, 10]


def test_settings_decide_as_they_do_for_check(archive: Archive, check: Check) -> None:
    Path("softsell.toml").write_text(
        'ignore = ["pushiness/hurry"]\n[files."plan.csv"]\ncolumn = "Notes"\nplatform = "x"\n[platforms.x]\nignore = ["questions"]\n'
    )
    rows = [["Caption", "Notes"], *([post, f"{post} Hurry, the sale ends tonight. Buy now!"] for post in POSTS)]
    with Path("plan.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    assert archive("plan.csv", "out.jsonl").status == 0
    ours, theirs = rows_of("out.jsonl"), check("plan.csv")
    assert [[f["rule"] for f in row["findings"]] for row in ours] == [
        [f["rule"] for f in row["findings"]] for row in theirs
    ]
    assert any(row["findings"] for row in ours)
    assert {row["platform"] for row in ours} == {"x"}


def test_the_platform_of_the_command_line_counts(archive: Archive, check: Check) -> None:
    Path("plain.csv").write_text(sheet())
    assert archive("--isolated", "--platform", "x", "plain.csv", "out.jsonl").status == 0
    theirs = check("--isolated", "--platform", "x", "plain.csv")
    assert [row["measures"] for row in rows_of("out.jsonl")] == [row["measures"] for row in theirs]


def test_reposts_and_rows_without_a_post_are_passed_over_and_told(archive: Archive) -> None:
    Path("a.csv").write_text(
        f"Caption,Network\n{POSTS[1]},x\nRT @somebody: that,x\n,x\n{POSTS[4].replace(',', '')},Orkut\n"
    )
    done = archive("--isolated", "a.csv", "out.jsonl")
    assert [row["row"] for row in rows_of("out.jsonl")] == [2, 5]
    assert "Checked 2 posts in 4 rows; 1 repost passed over." in done.err
    assert "“Orkut”" in done.err


def test_an_unclear_column_is_asked_for_before_anything_is_checked(archive: Archive) -> None:
    rows = ["One,Two", *(f'"{post}","{other}"' for post, other in zip(POSTS[1:2] * 3, POSTS[4:5] * 3, strict=True))]
    Path("a.csv").write_text("\n".join(rows))
    done = archive("--isolated", "a.csv", "out.jsonl")
    assert done.status == 2
    assert "--column" in done.err
    assert not list(Path().glob("out*"))
    assert archive("--isolated", "--column", "Two", "a.csv", "out.jsonl").status == 0
