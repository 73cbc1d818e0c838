"""The formats of the output: JSON Lines, CSV and Parquet have the same rows."""

from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from tests.archive.conftest import POSTS, Archive, rows_of

from softsell.archive import outputs

FIRST = ["source", "row", "id", "platform", "date", "campaign", "link", "likes", "comments", "shares", "impressions"]


@pytest.fixture
def posts() -> Path:
    """A sheet with the posts, and a bad row."""
    path = Path("posts.csv")
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Id", "Campaign", "Likes", "Caption"])
        writer.writerows([f"=cmd|{n}", '-1+1"', n, post] for n, post in enumerate(POSTS * 3))
        file.write('9,x,1,"junk" after\n')
    return path


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Returns a row of JSON Lines as the flat outputs have it."""
    same = {name: row[name] for name in (*FIRST[:7], "kind", "likelihood", "findings", "error")}
    counts = {name: row["counts"].get(name) for name in FIRST[7:]}
    scores = {f"score_{name.replace('-', '_')}": value for name, value in row["scores"].items()}
    measures = {f"measure_{name.replace('-', '_')}": value for name, value in row["measures"].items()}
    return {**same, **counts, **scores, **measures}


def test_the_lines_are_whole(posts: Path, archive: Archive) -> None:
    assert archive("--isolated", posts, "out.jsonl").status == 0
    rows = rows_of("out.jsonl")
    assert len(rows) == 16
    assert list(rows[0]) == list(rows[-1])
    assert set(rows[0]["findings"][0]) == {"rule", "severity", "positive", "start", "end"}
    assert rows[-1]["error"]
    assert rows[1]["counts"] == {"likes": 1}


def test_csv_has_the_same_and_runs_no_formula(posts: Path, archive: Archive) -> None:
    assert archive("--isolated", posts, "out.jsonl").status == 0
    assert archive("--isolated", posts, "out.csv").status == 0
    with Path("out.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:11] == FIRST
    for row, expected in zip(rows, map(flat, rows_of("out.jsonl")), strict=True):
        findings = expected.pop("findings")
        assert json.loads(row.pop("findings") or "[]") == findings
        for name, value in expected.items():
            if name in ("id", "campaign") and value:
                value = f"'{value}"
            assert row[name] == ("" if value is None else str(value)), name


def test_parquet_has_the_same(posts: Path, archive: Archive) -> None:
    assert archive("--isolated", posts, "out.jsonl").status == 0
    assert archive("--isolated", posts, "out.parquet").status == 0
    table = pyarrow.parquet.read_table("out.parquet")
    assert table.column_names[:11] == FIRST
    assert table.schema.field("row").type == pyarrow.int64()
    for row, expected in zip(table.to_pylist(), map(flat, rows_of("out.jsonl")), strict=True):
        assert {name: value for name, value in row.items() if value is not None or name in expected} == {
            name: row[name] if value is None else value for name, value in expected.items()
        }


def test_parquet_is_written_in_row_groups(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("softsell.archive.parquet_table._ROW_GROUP", 100)
    Path("a.csv").write_text("Caption\n" + "What do you read before breakfast?\n" * 450)
    assert archive("--isolated", "a.csv", "out.parquet").status == 0
    metadata = pyarrow.parquet.read_metadata("out.parquet")
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [100, 100, 100, 100, 50]


def test_parquet_is_read_as_records_are(archive: Archive) -> None:
    records = [
        {"id": number, "post": {"text": post, "tags": ["a", "b"]}, "network": "x", "likes": number}
        for number, post in enumerate(POSTS * 100)
    ]
    Path("a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), "a.parquet", row_group_size=70)
    assert archive("--isolated", "a.jsonl", "lines.jsonl").status == 0
    assert archive("--isolated", "a.parquet", "out.jsonl").status == 0
    ours = [{**row, "source": "a.jsonl"} for row in rows_of("out.jsonl")]
    assert ours == rows_of("lines.jsonl")
    assert [row["row"] for row in ours] == list(range(1, 501))


def test_parquet_s_other_types_are_read_too(archive: Archive) -> None:
    records = [
        {
            "created_at": datetime(2026, 3, number, 10, tzinfo=UTC),
            "price": Decimal("1.50"),
            "raw": b"\xff\x00",
            "words": float("nan"),
            "nothing": None,
            "text": post if number % 2 else None,
        }
        for number, post in enumerate(POSTS, 1)
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), "a.parquet")
    done = archive("--isolated", "a.parquet", "out.jsonl")
    assert done.status == 0, done.err
    assert [(row["row"], row["date"], row["error"]) for row in rows_of("out.jsonl")] == [
        (number, f"2026-03-0{number}T10:00:00+00:00", None) for number in (1, 3, 5)
    ]


@pytest.mark.parametrize("cut", [0, 3, 200, -20])
def test_a_damaged_parquet_file_is_told(cut: int, archive: Archive) -> None:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"text": post} for post in POSTS]), "whole.parquet")
    Path("a.parquet").write_bytes(Path("whole.parquet").read_bytes()[:cut])
    done = archive("--isolated", "a.parquet", "out.jsonl")
    assert done.status == 2
    assert "can't be read as Parquet" in done.err


def test_parquet_of_a_bomb_is_refused(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("softsell.archive.parquet_rows._LARGEST_ROW_GROUP", 10_000)
    table = pyarrow.Table.from_pylist([{"text": "hello " * 10_000}] * 100)
    pyarrow.parquet.write_table(table, "a.parquet", use_dictionary=False)
    done = archive("--isolated", "a.parquet", "out.jsonl")
    assert done.status == 2
    assert "smaller row groups" in done.err


@pytest.mark.parametrize("names", [("a.parquet", "out.jsonl"), ("posts.csv", "out.parquet")])
def test_missing_pyarrow_is_told_with_what_to_install(
    names: tuple[str, str], posts: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"text": post} for post in POSTS]), "a.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    done = archive("--isolated", *names)
    assert done.status == 2
    assert "pip install 'softsell[archive]'" in done.err
    assert not list(Path().glob("out*"))


def test_every_ending_has_a_writer() -> None:
    for ending in outputs.ENDINGS:
        assert callable(outputs.writer_for(Path(f"out{ending}")))
