"""Inputs with one document a row."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading import Failure, Fields, read
from dragoman.reading.tables import csv_rows, json_rows, row_document
from dragoman.record import Document
from tests.reading.samples import ARTICLE, STORY, TODAY


def run(path: Path, **fields: str) -> list[Document | Failure]:
    return list(read([path], Fields(**fields), today=TODAY))


def documents(items: list[Document | Failure]) -> list[Document]:
    assert not [item for item in items if isinstance(item, Failure)]
    return [item for item in items if isinstance(item, Document)]


def failure(item: object) -> Failure:
    assert isinstance(item, Failure)
    return item


def made(row: Any, **fields: str) -> Document:
    item = row_document("rows.jsonl:1", row, Fields(**fields), TODAY)
    assert isinstance(item, Document)
    return item


@pytest.fixture
def rows() -> list[dict[str, str]]:
    return [
        {"id": "a", "date": "2021-10-20", "title": "Talks resume", "text": STORY, "outlet": "Daily Sample"},
        {"id": "b", "date": "20211021", "title": "Talks go on", "text": "“Quoted,” he said; and, so\r\n\r\n" + STORY},
    ]


def check(found: list[Document], path: Path, first: int) -> None:
    assert [d.id for d in found] == ["a", "b"]
    assert [d.published for d in found] == ["2021-10-20", "2021-10-21"]
    assert [d.title for d in found] == ["Talks resume", "Talks go on"]
    assert [d.text for d in found] == [STORY, "“Quoted,” he said; and, so\n\n" + STORY]
    assert found[0].outlet == "Daily Sample"
    assert [d.source for d in found] == [f"{path}:{first}", f"{path}:{first + 1}"]


def test_json_lines(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    check(documents(run(path)), path, 1)


def test_a_json_list_and_a_single_object(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path = tmp_path / "rows.json"
    for indent in (None, 2):
        path.write_text(json.dumps(rows, indent=indent), encoding="utf-8")
        check(documents(run(path)), path, 1)
    path.write_text(json.dumps(rows[0], indent=2), encoding="utf-8")
    (one,) = documents(run(path))
    assert (one.id, one.source) == ("a", str(path))


@pytest.mark.parametrize(
    ("name", "mark"), [("rows.csv", ","), ("rows.csv", ";"), ("rows.csv", "\t"), ("rows.tsv", "\t")]
)
def test_csv_with_any_separator(tmp_path: Path, rows: list[dict[str, str]], name: str, mark: str) -> None:
    path = tmp_path / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["id", "date", "title", "text", "outlet"], delimiter=mark)
        writer.writeheader()
        writer.writerows(rows)
    check(documents(run(path)), path, 2)


def test_parquet(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(
        pa.Table.from_pylist(rows, pa.schema([(n, pa.string()) for n in ("id", "date", "title", "text", "outlet")])),
        path,
    )
    check(documents(run(path)), path, 1)


def test_parquet_is_known_by_its_content_and_its_days_by_their_type(tmp_path: Path) -> None:
    path = tmp_path / "part-0"
    table = {"headline": ["Talks"], "Body": [STORY], "published": [datetime.date(2019, 3, 14)], "doc_id": [7]}
    pq.write_table(pa.table(table), path)
    (found,) = documents(run(path))
    assert (found.id, found.title, found.published, found.text) == ("7", "Talks", "2019-03-14", STORY)


@pytest.mark.parametrize("name", ["text", "body", "content", "article", "story", "Text", "BODY"])
def test_the_usual_names_are_tried(name: str) -> None:
    assert made({name: STORY}).text == STORY


def test_an_empty_column_gives_way_to_the_next() -> None:
    found = made(
        {"text": "", "content": STORY, "date": None, "published": "2019-03-14", "title": "", "headline": "Talks"}
    )
    assert (found.text, found.published, found.title) == (STORY, "2019-03-14", "Talks")


def test_named_columns_count_before_the_usual_ones() -> None:
    row = {"text": "no", "raw": STORY, "id": "no", "key": "k", "date": "2001-01-01", "day": "2019-03-14", "head": "H"}
    found = made(row, text="raw", id="key", date="day", title="head")
    assert (found.text, found.id, found.published, found.title) == (STORY, "k", "2019-03-14", "H")


def test_without_an_id_the_hash_of_the_text_is_the_id() -> None:
    assert made({"text": STORY}).id == made({"body": STORY, "id": ""}).id == made({"text": STORY, "id": math.nan}).id
    assert made({"text": STORY, "id": 7}).id == made({"text": STORY, "id": 7.0}).id == "7"


@pytest.mark.parametrize("date", ["03/04/2019", 1552558000, "", None, math.nan, "2031-01-01", {"year": 2019}, True])
def test_a_doubtful_date_of_a_row_is_unknown(date: object) -> None:
    assert made({"text": STORY, "date": date}).published is None


def test_markup_in_a_row_is_read_as_a_page() -> None:
    found = made({"id": "p", "text": f"<html><body>{ARTICLE}</body></html>", "date": "2019-03-14"})
    assert "<" not in found.text and "border town" in found.text
    assert (found.id, found.published, found.source) == ("p", "2019-03-14", "rows.jsonl:1")


@pytest.mark.parametrize(
    "row", [7, "text", None, ["text"], {}, {"headline": "x"}, {"text": ["one", "two"]}, {"text": 7}]
)
def test_a_row_without_a_text_says_what_to_do(row: object) -> None:
    reason = failure(row_document("rows.jsonl:3", row, Fields(), TODAY)).reason
    assert "--text-field" in reason or "write one object a document" in reason


def test_an_empty_text_is_a_problem_of_its_document() -> None:
    problem = made({"id": "e", "text": None}).problem
    assert problem is not None and "the text is empty" in problem.reason


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    good = json.dumps({"text": STORY, "id": "g"}).encode()
    path.write_bytes(b'{"text": "cut\n' + b"\n" + good + b"\n[1, 2]\n" + b"\xff\xfe\n" + good.replace(b'"g"', b'"h"'))
    items = run(path)
    assert [item.id if isinstance(item, Document) else item.source for item in items] == [
        f"{path}:1",
        "g",
        f"{path}:4",
        f"{path}:5",
        "h",
    ]
    assert "not JSON" in failure(items[0]).reason


def test_json_nested_too_deeply_is_named() -> None:
    deep = '{"text": ' + "[" * 100_000
    (_, item), (_, other) = json_rows([deep + "\n", '{"text": "x"}'], "rows.jsonl")
    assert "nested too deeply" in failure(item).reason and other == {"text": "x"}
    ((_, item),) = json_rows(["[" * 100_000], "rows.json")
    assert "nested too deeply" in failure(item).reason


def test_numbers_too_long_for_python_are_no_crash() -> None:
    ((_, item),) = json_rows(['{"text": ' + "9" * 10_000 + "}"], "rows.jsonl")
    assert isinstance(item, Failure)


def test_an_id_that_came_before_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a", "text": "Talks resumed."}\n{"id": "a", "text": "Talks ended."}\n')
    first, second = run(path)
    assert isinstance(first, Document)
    assert failure(second) == Failure(f"{path}:2", "the id 'a' came before; left out: ids must be unique")


def test_a_text_that_comes_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "Talks resumed."}\n' * 2)
    first, second = run(path)
    assert isinstance(first, Document)
    assert "the same text came before" in failure(second).reason


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_missing_text_column_is_named_once_with_those_found(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"rows.{suffix}"
    if suffix == "csv":
        path.write_text("key,raw\n1,one\n2,two\n")
    else:
        pq.write_table(pa.table({"key": ["1", "2"], "raw": ["one", "two"]}), path)
    (item,) = run(path)
    assert failure(item) == Failure(str(path), "no text column among key, raw; name it with --text-field")
    (item,) = run(path, text="txt")
    assert failure(item).reason == "no column 'txt' among key, raw; name it with --text-field"
    assert [d.text for d in documents(run(path, text="raw"))] == ["one", "two"]


def test_a_named_column_that_no_row_has_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a", "text": "Talks resumed.", "day": "2019-03-14"}\n')
    found, item = run(path, date="dya", id="id")
    assert isinstance(found, Document)
    assert failure(item).reason == "no row has the column 'dya' that --date-field names; check its spelling"


def test_cells_longer_than_the_standard_limit_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('id,text\n1,"' + "Talks resumed. " * 20_000 + '"\n')
    (found,) = documents(run(path))
    assert len(found.text) == 300_000


def test_a_row_with_too_many_cells_is_not_cut_silently() -> None:
    raw = "id,text\n1,Talks resumed, then ended\n2,Talks resumed\n3\n4,Talks ended,,\n"
    found = dict(csv_rows(iter(raw.splitlines(keepends=True)), "rows.csv", Fields()))
    assert "3 cells where the header names 2" in failure(found["rows.csv:2"]).reason
    assert found["rows.csv:3"] == {"id": "2", "text": "Talks resumed"}
    assert found["rows.csv:4"] == {"id": "3"}
    assert found["rows.csv:5"] == {"id": "4", "text": "Talks ended"}


def test_broken_quotation_marks_cost_only_their_row() -> None:
    raw = 'id,text\n1,"He said "no" to it"\n2,Talks resumed\n3,"left open\n'
    found = list(csv_rows(iter(raw.splitlines(keepends=True)), "rows.csv", Fields()))
    assert [place for place, _ in found] == ["rows.csv:2", "rows.csv:3", "rows.csv:4"]
    assert "not well-formed CSV" in failure(found[0][1]).reason
    assert found[1][1] == {"id": "2", "text": "Talks resumed"}
    assert isinstance(found[2][1], Failure)


@pytest.mark.parametrize("keep", [10, 100, -10])
def test_a_torn_parquet_file_is_named(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"text": [STORY] * 50}), path)
    path.write_bytes(path.read_bytes()[:keep])
    assert "not a whole Parquet file" in failure(run(path)[0]).reason


def test_parquet_text_that_is_no_utf8_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    bytes_column = pa.array([b"caf\xe9 talks", b"tea talks"], pa.binary())
    pq.write_table(pa.table({"text": bytes_column}), path)
    assert [d.text for d in documents(run(path))] == ["café talks", "tea talks"]
    buffers = [None, *bytes_column.buffers()[1:]]
    pq.write_table(pa.table({"text": pa.StringArray.from_buffers(2, buffers[1], buffers[2])}), path)
    assert isinstance(run(path)[-1], Failure)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, unique=True))
def test_rows_keep_their_text(texts: list[str]) -> None:
    lines = io.StringIO(
        "".join(json.dumps({"text": t}, ensure_ascii=False).replace("\x7f", "\\u007f") + "\n" for t in texts),
        newline="\n",
    )
    rows = [row["text"] for _, row in json_rows(lines, "rows.jsonl")]
    assert rows == texts
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["n", "text"], *([str(n), t] for n, t in enumerate(texts))])
    cells = [row["text"] for _, row in csv_rows(io.StringIO(file.getvalue(), newline=""), "rows.csv", Fields())]
    assert cells == texts
