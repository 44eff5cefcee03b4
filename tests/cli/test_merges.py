"""`dragoman merges`: what was merged and why is seen, decided otherwise, and taken back."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pyarrow.parquet
import pytest
from typer.testing import CliRunner, Result

from dragoman.cli.app import app
from dragoman.corpus.folding import fold
from dragoman.store.opening import Store
from tests.corpus.test_deciding import articles, event, groups
from tests.corpus.test_folding import article
from tests.store.reading import contents

FIRST, COPY, OTHER = (event(document) for document in ("first", "copy", "other"))


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a happening of three reports and one of a single report."""
    store = Store.create(tmp_path_factory.mktemp("merges") / "store")
    store.append([*articles(), article("alone", "20", "Kenya thanked Uganda for the fuel.")])
    fold(store)
    return store.path


@pytest.fixture
def store(folded: Path, tmp_path: Path) -> Store:
    return Store(shutil.copytree(folded, tmp_path / "store"))


def run(store: Store, *words: object) -> Result:
    return CliRunner().invoke(app, ["merges", "--store", str(store.path), *map(str, words)])


def listed(store: Store, *filters: object) -> list[dict[str, str]]:
    result = run(store, *filters)
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(result.stdout.splitlines()))


def test_merged_events_are_listed_with_their_reasons_and_single_ones_are_not(store: Store) -> None:
    rows = listed(store)
    assert [(row["happening_id"], row["n_reports"], row["event_id"]) for row in rows] == [
        (FIRST, "3", id) for id in (FIRST, COPY, OTHER)
    ]
    assert rows[0]["why"] == "first report"
    assert rows[1]["why"].startswith("same story")
    assert [row["document_id"] for row in rows] == ["first", "copy", "other"]
    assert rows[0]["sentence"].startswith("Peru condemned Chile on Monday")


def test_a_table_and_files_show_them_too(store: Store, tmp_path: Path) -> None:
    shown = run(store, "--format", "table").stdout
    assert FIRST in shown
    assert "separated" in shown
    assert "recipient_codes" not in shown
    assert run(store, "-o", tmp_path / "m.parquet").exit_code == 0
    assert pyarrow.parquet.read_table(tmp_path / "m.parquet")["event_id"].to_pylist() == [FIRST, COPY, OTHER]
    lines = run(store, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["separated"] for line in lines] == [False] * 3


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--happening", FIRST), 3),
        (("--happening", COPY), 0),
        (("--story", "first"), 3),
        (("--story", "alone"), 0),
        (("--since", "2021-10", "--until", "2021-10-12"), 3),
        (("--since", "2021-10-13"), 0),
        (("--until", "2021-10-11"), 0),
        (("--limit", 2), 2),
    ],
)
def test_filters_choose_among_happenings(store: Store, filters: tuple[object, ...], found: int) -> None:
    assert len(listed(store, *filters)) == found


def test_a_pair_is_set_apart_joined_again_and_the_decision_taken_back(store: Store) -> None:
    before = contents(store)
    apart = run(store, "--apart", FIRST, COPY, "--note", "two closures")
    assert (apart.exit_code, apart.stdout, apart.stderr) == (0, "", "1 happening became 2\n")
    assert {row["event_id"] for row in listed(store) if row["separated"] == "true"} == {FIRST, COPY}
    asked = ["query", "SELECT event_a, event_b, verdict, note FROM decisions", "--store", str(store.path)]
    decided = CliRunner().invoke(app, asked).stdout
    assert list(csv.reader(decided.splitlines()))[1] == [*sorted((FIRST, COPY)), "different", "two closures"]
    assert run(store, "--same", FIRST, COPY).stderr == "2 happenings became 1\n"
    assert "decided; no happening changed" in run(store, "--undo", COPY, FIRST).stderr
    assert contents(store) == before


def test_every_later_ingest_obeys(store: Store, tmp_path: Path) -> None:
    run(store, "--apart", FIRST, COPY)
    (tmp_path / "story.txt").write_text("Ottawa, 2 May 2021\n\nCanada's foreign minister criticised Norway on Sunday.")
    taken = CliRunner().invoke(app, ["ingest", str(tmp_path / "story.txt"), "--store", str(store.path)])
    assert taken.exit_code == 0
    assert "1 documents stored" in taken.stderr
    assert not any({"first", "copy"} <= documents for documents in groups(store))
    assert CliRunner().invoke(app, ["verify", "--store", str(store.path)]).exit_code == 0


def test_many_decisions_come_from_a_file_and_what_is_exported_comes_in_again(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"event_a,event_b,verdict\n{FIRST},{COPY},different\n{FIRST},{OTHER},different\n")
    assert run(store, "--from", path).stderr.startswith("1 happening became ")
    after = contents(store)
    export = ["query", "SELECT * FROM decisions", "--store", str(store.path), "-o", str(path)]
    assert CliRunner().invoke(app, export).exit_code == 0
    assert run(store, "--from", path).stderr == "decided; no happening changed\n"
    after.pop("decisions")
    assert contents(store).items() >= after.items()


def test_what_is_overruled_is_said(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    rows = [(FIRST, COPY, "different"), (FIRST, OTHER, "same"), (OTHER, COPY, "same")]
    path.write_text("event_a,event_b,verdict\n" + "\n".join(map(",".join, rows)))
    said = run(store, "--from", path).stderr
    pair = " and ".join(sorted((FIRST, COPY)))
    assert f"{pair} are to be different, but later decisions on others overrule it" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--apart", FIRST, "e9"), "--apart: no event has the id 'e9'; dragoman merges and dragoman events list ids"),
        (("--same", FIRST, FIRST), "is paired with itself; give two events"),
        (("--undo", FIRST, COPY), "nothing is decided on"),
        (("--from", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("--note", "why"), "there is no decision to write; give two events, or a file"),
        (("--apart", FIRST, COPY, "--story", "first"), "are for the list; give them without a decision"),
        (("--since", "soon"), "'soon' is no day"),
    ],
)
def test_wrong_usage_names_the_remedy_and_writes_nothing(store: Store, words: tuple[str, ...], said: str) -> None:
    result = run(store, *words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert not store.has("decisions")


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path) -> None:
    for words in ((), ("--apart", "a", "b")):
        result = CliRunner().invoke(app, ["merges", "--store", str(tmp_path), *words])
        assert result.exit_code == 2
        assert "is no store" in result.stderr
