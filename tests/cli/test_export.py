"""`dragoman export` and `dragoman changes` as scripts use them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import export as verb
from dragoman.cli.app import app
from dragoman.record import Document
from dragoman.store.exports import FORMATS, INCLUDE
from dragoman.store.opening import Store
from tests.store.exports.samples import event, record, written


def run(*args: object, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], input=input)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text(record().to_json() + "\n", encoding="utf-8")
    return path


def test_the_verb_offers_what_the_room_has() -> None:
    assert set(verb.FORMATS) == set(FORMATS)
    assert set(verb.INCLUDE) == set(INCLUDE)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_comes_to_a_file_that_is_whole(format: str, records: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "file"
    out.parent.mkdir()
    result = run("export", "--to", format, "--in", records, "-o", out)
    assert result.exit_code == 0, result.output
    assert [path.name for path in out.parent.iterdir()] == ["file"]
    if format != "parquet":
        assert out.read_text(encoding="utf-8") == written([record()], format)


def test_what_is_left_out_is_said_on_standard_error(records: Path) -> None:
    result = run("export", "--to", "gdelt", "--in", records)
    assert len(result.stdout.splitlines()) == 4
    assert "1 future events left out (--include future)" in result.stderr
    assert "1 rows have no day" in result.stderr
    more = run("export", "--to", "gdelt", "--in", records, "--include", "future,reports")
    assert len(more.stdout.splitlines()) == 6


def test_several_files_gzipped_or_piped_are_one_set(records: Path, tmp_path: Path) -> None:
    packed = tmp_path / "more.jsonl.gz"
    second = record(document=Document(id="a0", text=record().document.text))
    packed.write_bytes(gzip.compress(second.to_json().encode() + b"\n"))
    both = run("export", "--to", "csv", "--in", records, "--in", packed, "--include", "reports")
    assert {row["document_id"] for row in csv.DictReader(io.StringIO(both.stdout))} == {"a0", "d1"}
    turned = run("export", "--to", "csv", "--in", packed, "--in", records, "--include", "reports")
    assert turned.stdout == both.stdout
    listed = run("export", "--to", "csv", "--include", "reports", "--in", records, packed)
    assert listed.stdout == both.stdout
    piped = run("export", "--to", "csv", "--in", "-", input=records.read_text(encoding="utf-8"))
    assert piped.stdout == run("export", "--to", "csv", "--in", records).stdout


def test_a_document_that_comes_twice_is_written_once(records: Path, tmp_path: Path) -> None:
    newer = record()
    newer.events[0].cameo = "182"
    other = tmp_path / "newer.jsonl"
    other.write_text(newer.to_json(), encoding="utf-8")
    result = run("export", "--to", "gdelt", "--in", records, "--in", other)
    assert [line.split("\t")[26] for line in result.stdout.splitlines()] == ["182", "194", "040", "040"]
    assert "1 documents came twice" in result.stderr


def test_a_broken_line_is_named_and_the_rest_written(records: Path) -> None:
    records.write_text(records.read_text(encoding="utf-8") + "{broken\n[]\n", encoding="utf-8")
    result = run("export", "--to", "plover", "--in", records)
    assert result.exit_code == 1
    assert f"{records}:2: not a record" in result.stderr
    assert f"{records}:3: not a record" in result.stderr
    assert len(result.stdout.splitlines()) == 3


def test_a_gzipped_file_that_breaks_off_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress((record().to_json() + "\n").encode() * 50)[:-20])
    result = run("export", "--to", "plover", "--in", path)
    assert result.exit_code == 1
    assert f"{path}:" in result.stderr


def test_a_run_that_breaks_off_leaves_no_file(records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dragoman.store.exports.export", broken)
    out = tmp_path / "out" / "file"
    out.parent.mkdir()
    assert run("export", "--to", "gdelt", "--in", records, "-o", out).exit_code != 0
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--to", "xml", "--in", "RECORDS"), "the formats are"),
        (("--to", "gdelt", "--in", "RECORDS", "--table", "actors"), "gdelt has no table"),
        (("--to", "csv", "--in", "RECORDS", "--table", "verbs"), "csv has no table"),
        (("--to", "parquet", "--in", "RECORDS"), "give a file with -o"),
        (("--to", "csv", "--in", "RECORDS", "--include", "past"), "what can be is negation"),
        (
            (
                "--to",
                "csv",
            ),
            "give the records with --in",
        ),
        (("--to", "csv", "--in", "RECORDS", "--store", "s"), "give the records with --in"),
        (("--to", "csv", "--in", "nowhere.jsonl"), "no such file"),
        (("--to", "csv", "--in", "RECORDS", "-o", "nowhere/x.csv"), "cannot write"),
    ],
)
def test_wrong_usage_is_status_two_and_names_the_remedy(args: tuple[str, ...], words: str, records: Path) -> None:
    result = run("export", *(str(records) if a == "RECORDS" else a for a in args))
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())


def test_a_store_gives_what_its_records_give_and_counts_reports(records: Path, tmp_path: Path) -> None:
    import pyarrow as pa

    second = record(document=Document(id="d2", outlet="Other Wire", text=record().document.text), statements=[])
    second.events = [event("fired", "ASSAULT", cameo="175", actor=["a1"], recipient=["a2"])]
    second.events[0].id = "fedcba9876543210"
    second.commitments = []
    copy = record(document=Document(id="d3"), actors=[], events=[], statements=[], commitments=[])
    store = Store.create(tmp_path / "store")
    store.append([record(), second, copy])
    plain = run("export", "--to", "gdelt", "--store", store.path)
    assert plain.exit_code == 0, plain.output
    assert len(plain.stdout.splitlines()) == 5
    first = record().events[0].id
    pairs = [(e.id, e.id) for e in record().events if e.id != first] + [(first, first), (second.events[0].id, first)]
    store.replace("reports", pa.table({"event_id": [a for a, _ in pairs], "happening_id": [b for _, b in pairs]}))
    counts = {"id": [first], "n_reports": [2], "n_independent_sources": [2], "n_documents": [3]}
    store.replace("happenings", pa.table(counts))
    stories = {"document_id": ["d1", "d2", "d3"], "story": ["d1"] * 3, "copy_of": [None, None, "d1"]}
    store.replace("stories", pa.table(stories))
    folded = [line.split("\t") for line in run("export", "--to", "gdelt", "--store", store.path).stdout.splitlines()]
    assert [row[31:34] for row in folded if row[26] == "175"] == [["2", "2", "3"]]
    documents = run("export", "--to", "csv", "--store", store.path, "--table", "documents").stdout
    assert [row["document_id"] for row in csv.DictReader(io.StringIO(documents))] == ["d1", "d2"]


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path) -> None:
    result = run("export", "--to", "csv", "--store", tmp_path)
    assert result.exit_code == 2
    assert "no store" in result.stderr


def test_changes_between_two_files(records: Path, tmp_path: Path) -> None:
    newer = record()
    newer.events[0].mode = "beat"
    del newer.events[4]
    new = tmp_path / "new.jsonl"
    new.write_text(newer.to_json(), encoding="utf-8")
    result = run("changes", records, new)
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["change"], row["fields"]) for row in rows] == [("changed", "mode"), ("deleted", "")]
    assert result.stderr.strip() == "0 added, 1 changed, 1 deleted"
    out = tmp_path / "changes.jsonl"
    assert run("changes", records, new, "-o", out).exit_code == 0
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == [row["id"] for row in rows]
    assert run("changes", records, records).stdout.splitlines() == ["change,kind,id,document_id,fields,before,after"]
    assert run("changes", records, new, "-f", "xml").exit_code == 2
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    assert "7 added, 0 changed, 0 deleted" in run("changes", empty, new).stderr
    empty.write_text("{broken\n")
    assert run("changes", empty, new).exit_code == 1
    assert run("changes", records, "nowhere.jsonl").exit_code == 2
