"""The verbs that ask a store: formats, files, what goes to which stream, and clear words where they cannot."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.ipc
import pyarrow.parquet
import pytest
from typer.testing import CliRunner, Result

import dragoman
from dragoman.cli.app import app
from dragoman.store.opening import Store

STORY = (
    'Russia condemned Afghanistan on Wednesday. "We will never recognise the border," the Kenyan foreign ministry '
    "said. The Ugandan foreign ministry promised to send aid to Rwanda."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asking") / "store"
    Store.create(path).append([dragoman.code(STORY, id="d1", date="2021-10-20", title="A border")])
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_pipe_gets_csv_and_standard_output_carries_data_alone(store: Path) -> None:
    result = run("panel", "--store", store, "--actor", "RUS", "--recipient", "AFG,PAK")
    assert result.exit_code == 0
    assert list(csv.reader(result.stdout.splitlines())) == [
        ["actor", "recipient", "period", "events"],
        ["RUS", "AFG", "2021-10-01", "1"],
        ["RUS", "PAK", "2021-10-01", "0"],
    ]
    assert "1 events counted; left out: none" in result.stderr


def test_every_format_has_the_same_rows(store: Path, tmp_path: Path) -> None:
    expected = [row["id"] for row in dragoman.open(store).events().rows()]
    assert expected
    for ending in ("csv", "jsonl", "parquet", "arrow"):
        assert run("events", "--store", store, "-o", tmp_path / f"e.{ending}").exit_code == 0
    with (tmp_path / "e.csv").open(newline="") as stream:
        assert [row["id"] for row in csv.DictReader(stream)] == expected
    lines = (tmp_path / "e.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == expected
    assert json.loads(lines[0])["date_start"] == "2021-10-20"
    assert pyarrow.parquet.read_table(tmp_path / "e.parquet")["id"].to_pylist() == expected
    with pyarrow.ipc.open_file(tmp_path / "e.arrow") as file:
        assert file.read_all()["id"].to_pylist() == expected


def test_a_table_is_for_reading(store: Path) -> None:
    shown = run("events", "--store", store, "--type", "ACCUSE", "--format", "table").stdout
    assert "RUS GOV" in shown
    assert "trigger_start" not in shown


def test_lists_are_json_in_csv(store: Path) -> None:
    result = run("query", "SELECT [1, 2] AS a, 'x' AS b", "--store", store)
    assert list(csv.reader(result.stdout.splitlines())) == [["a", "b"], ["[1, 2]", "x"]]


def test_statements_and_commitments_are_listed_by_who_and_words(store: Path) -> None:
    said = run("statements", "--store", store, "--speaker", "KEN GOV", "--search", "recogni*", "-f", "jsonl")
    assert [json.loads(line)["speaker_codes"] for line in said.stdout.splitlines()] == ["KEN GOV"]
    promised = run("commitments", "--store", store, "--type", "pledge", "--actor", "UGA", "-f", "jsonl")
    assert [json.loads(line)["by_codes"] for line in promised.stdout.splitlines()] == ["UGA GOV"]


def test_search_gives_snippets(store: Path) -> None:
    row = json.loads(run("search", '"recognise the border"', "--store", store, "-f", "jsonl").stdout)
    assert row["id"] == "d1"
    assert "**recognise the border**" in row["snippet"]


def test_show_and_explain_know_a_store(store: Path) -> None:
    event = dragoman.open(store).events(type="ACCUSE").rows()[0]["id"]
    assert "condemned" in run("show", event[:9], "--store", store).stdout
    assert "table: condemn" in run("explain", event, "--store", store).stdout
    assert json.loads(run("show", "d1", "--store", store, "--json").stdout)["document"]["title"] == "A border"
    unknown = run("show", "zzzz", "--store", store)
    assert (unknown.exit_code, "no document or part has this id" in unknown.stderr) == (1, True)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("query", "COPY events TO 'x.csv'"), "COPY is refused"),
        (("query", "SELECT * FROM evnts"), "The views are documents"),
        (("query", "SELECT 1", "--format", "xml"), "the formats are"),
        (("query", "SELECT 1", "-o", "nowhere/x.csv"), "cannot write"),
        (("events", "--actor", "Russia"), "gazetteer find"),
        (("events", "--since", "yesterday"), "write 2021-10-20"),
        (("panel", "--by", "decade"), "there are day, week, month, year"),
        (("search", "("), "quotation marks"),
        (("search", "x", "--in", "titles"), "there are articles, statements"),
    ],
)
def test_wrong_usage_is_status_two_and_names_the_remedy(args: tuple[str, ...], words: str, store: Path) -> None:
    result = run(*args, "--store", store)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""


def test_a_folder_that_is_no_store_is_status_two(tmp_path: Path) -> None:
    result = run("query", "SELECT 1", "--store", tmp_path)
    assert result.exit_code == 2
    assert "is no store" in result.stderr


def test_show_wants_one_place_to_look_in(store: Path) -> None:
    assert run("show", "d1").exit_code == run("show", "d1", "--store", store, "--in", "x.jsonl").exit_code == 2


def test_a_query_that_breaks_off_leaves_no_file(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    assert run("query", "SELECT error('x') FROM events", "--store", store, "-o", out).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_queries_of_the_documentation_run(store: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
    queries = text.split("```sql\n")[1].split("```")[0].split(";\n")
    assert len([query for query in queries if query.strip()]) >= 6
    for query in filter(str.strip, queries):
        dragoman.open(store).sql(query).rows()
