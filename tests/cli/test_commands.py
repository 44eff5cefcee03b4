"""The command line as scripts use it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli.app import app
from dragoman.record import Record

STORY = 'Peru\'s foreign minister condemned Chile on Monday. "We will close the border," the minister said.\n'


def run(*args: object, input: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], input=input)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def records(tmp_path: Path, story: Path) -> Path:
    out = tmp_path / "records.jsonl"
    assert run("code", story, "-o", out).exit_code == 0
    return out


def test_a_pipe_gets_one_record_a_line(story: Path) -> None:
    result = run("code", story)
    assert result.exit_code == 0
    record = Record.from_json(result.stdout)
    assert record.events[0].type == "ACCUSE"
    assert record.document.source == str(story)


def test_text_is_a_view_for_reading(story: Path) -> None:
    result = run("code", story, "--format", "text")
    assert "Who did what to whom" in result.stdout


def test_html_is_one_page(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert run("code", story, "-o", out).exit_code == 0
    assert out.read_text(encoding="utf-8").rstrip().endswith("</html>")


@pytest.mark.parametrize("table", ["events", "statements", "commitments", "actors", "documents"])
def test_each_table_comes_as_csv_and_as_parquet(table: str, story: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    text = run("code", story, "--format", "csv", "--table", table).stdout
    rows = list(csv.DictReader(text.splitlines()))
    assert rows
    out = tmp_path / "t.parquet"
    assert run("code", story, "--table", table, "-o", out).exit_code == 0
    assert pq.read_table(out).column_names == list(rows[0])
    assert pq.read_table(out).num_rows == len(rows)


def test_processes_give_what_one_process_gives(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": f"{STORY} {n}"}) + "\n" for n in range(20)), encoding="utf-8")
    assert run("code", path, "--jobs", 2).stdout == run("code", path).stdout


def test_a_broken_line_is_named_and_the_others_are_coded(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    path.write_text(
        json.dumps({"id": "a", "text": STORY}) + "\n{broken\n" + json.dumps({"id": "b", "text": STORY}) + "\n"
    )
    result = run("code", path)
    assert result.exit_code == 1
    assert f"{path}:2: not JSON" in result.stderr
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["a", "b"]


def test_another_language_gives_a_record_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "fr.txt"
    path.write_text("Le ministre des affaires étrangères a condamné hier la décision du gouvernement voisin. " * 3)
    result = run("code", path)
    assert result.exit_code == 1
    record = json.loads(result.stdout)
    assert "French" in record["document"]["problem"]["reason"]
    assert record["events"] == record["actors"] == []


def test_a_text_from_standard_input_is_coded() -> None:
    result = run("code", "-", input=STORY)
    assert json.loads(result.stdout)["events"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("code", "x.txt", "--format", "xml"), "the formats are"),
        (("code", "x.txt", "--table", "verbs"), "the tables are"),
        (("code", "x.txt", "--format", "parquet"), "give a file with -o"),
        (("show", "1", "--in", "nowhere.jsonl"), "no such file"),
        (("classify", "nowhere.jsonl"), "no such file"),
    ],
)
def test_wrong_usage_is_status_two_and_names_the_remedy(args: tuple[str, ...], words: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())


def test_a_missing_file_is_named() -> None:
    result = run("code", "nowhere.txt")
    assert result.exit_code == 1
    assert "nowhere.txt: no such file" in result.stderr


def test_a_run_that_breaks_off_leaves_no_file(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(record: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(Record, "to_json", broken)
    out = tmp_path / "out" / "records.jsonl"
    out.parent.mkdir()
    assert run("code", story, "-o", out).exit_code != 0
    assert list(out.parent.iterdir()) == []


def test_show_and_explain_find_a_part_by_the_beginning_of_its_id(records: Path) -> None:
    event = Record.from_json(records.read_text().splitlines()[0]).events[0]
    shown = run("show", event.id[:8], "--in", records)
    assert "condemned" in shown.stdout
    explained = run("explain", event.id, "--in", records)
    assert "table: condemn" in explained.stdout
    assert json.loads(run("show", event.id, "--in", records, "--json").stdout)["id"] == event.id
    assert run("show", "zzzz", "--in", records).exit_code == 1


def test_schema_is_json() -> None:
    assert json.loads(run("schema").stdout)["$schema"].startswith("https://json-schema.org")


def test_classify_and_resolve_answer_line_by_line_and_name_bad_lines(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"id": 1, "text": "Peru condemned Chile."}) + '\n[1]\n{"id": 2}\n')
    result = run("classify", pairs)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1]
    assert f"{pairs}:2:" in result.stderr
    assert f"{pairs}:3: no field text" in result.stderr
    mentions = tmp_path / "mentions.jsonl"
    mentions.write_text(json.dumps({"id": 1, "mention": "Peruvian police"}) + "\n")
    assert json.loads(run("resolve", mentions).stdout)["country"] == "PER"


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("dragoman ")


def test_the_manners_on_the_web_reach_the_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from dragoman import reading

    given: list[reading.Web] = []
    monkeypatch.setattr(reading, "read", lambda inputs, fields, web: given.append(web) or iter(()))
    options = ["--feed-text", "--delay", 2.5, "--contact", "a@sample.example", "--cache", tmp_path, "--allow-private"]
    assert run("code", "https://sample.example/feed", *options).exit_code == 1
    assert given == [reading.Web(True, 2.5, "a@sample.example", tmp_path, True)]
    assert run("code", "https://sample.example/feed", "--delay", -1).exit_code == 2
