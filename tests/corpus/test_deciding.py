"""What users decide on merges: obeyed at once and by every later run, taken back without a trace, checked whole."""

from __future__ import annotations

import multiprocessing
import shutil
from pathlib import Path
from typing import Any

import pytest

from dragoman.corpus import deciding
from dragoman.corpus.deciding import BadDecision, Decision, Outcome, decide, read_csv
from dragoman.corpus.folding import fold, is_folded
from dragoman.record import Record, stable_id
from dragoman.store.checking import verify
from dragoman.store.opening import Store
from dragoman.store.upkeep import compact
from tests.corpus.test_folding import article
from tests.store.reading import contents, rows

ARTICLES = {"first": "11", "copy": "12", "other": "13"}


def event(document: str) -> str:
    return stable_id(document, "event", [(5, 14)])


def articles() -> list[Record]:
    return [article(id, day, outlet=f"{id} post") for id, day in ARTICLES.items()]


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store.create(tmp_path_factory.mktemp("deciding") / "store")
    store.append(articles())
    fold(store)
    return store.path


@pytest.fixture
def store(folded: Path, tmp_path: Path) -> Store:
    """A store in which three reports are one happening."""
    return Store(shutil.copytree(folded, tmp_path / "store"))


def groups(store: Store) -> set[frozenset[str]]:
    """The documents of each happening."""
    found: dict[str, set[str]] = {}
    for row in rows(store, "reports"):
        found.setdefault(row["happening_id"], set()).add(row["document_id"])
    return {frozenset(documents) for documents in found.values()}


def apart(a: str, b: str, verdict: str = "different") -> Decision:
    return Decision(event(a), event(b), verdict)


ONE = {frozenset(ARTICLES)}
TWO = {frozenset({"first", "other"}), frozenset({"copy"})}


def test_a_decision_is_obeyed_at_once_and_after_the_next_documents(store: Store) -> None:
    assert groups(store) == ONE
    assert decide(store, [apart("first", "copy")]).before == 1
    first, copy = event("first"), event("copy")
    apart_now = {row["event_id"]: row["separated"] for row in rows(store, "reports")}
    assert (apart_now[first], apart_now[copy]) == (True, True)
    assert {first, copy} <= {row["happening_id"] for row in rows(store, "reports")}
    assert is_folded(store)
    store.append([article("unlike", "14", "Kenya thanked Uganda for the fuel.")])
    assert not is_folded(store)
    fold(store)
    assert not any({"first", "copy"} <= group for group in groups(store))
    assert verify(store) == []


def test_a_decision_taken_back_leaves_the_store_as_it_was(store: Store) -> None:
    before = contents(store)
    decide(store, [apart("first", "copy"), apart("other", "copy")])
    assert groups(store) == TWO
    assert contents(store) != before
    assert decide(store, [apart("copy", "first", "none"), apart("copy", "other", "none")]) == Outcome(2, 1, [])
    assert contents(store) == before
    assert store.table("decisions").count() == 4


def test_the_last_word_on_a_pair_counts_also_after_compacting(store: Store) -> None:
    for verdict in ("different", "same"):
        decide(store, [apart("first", "copy", verdict)])
    compact(store)
    fold(store)
    assert groups(store) == ONE
    assert [row["verdict"] for row in rows(store, "decisions")] == ["same"]
    (joined,) = (row["why"] for row in rows(store, "reports") if row["document_id"] == "copy")
    assert joined == "joined by a user's decision"


def test_a_decision_comes_after_those_of_a_clock_that_is_ahead(store: Store) -> None:
    a, b = apart("first", "copy").pair
    ahead = "2999-01-01T00:00:00.999999+00:00"
    store.add("decisions", [{"event_a": a, "event_b": b, "verdict": "different", "decided": ahead}])
    decide(store, [apart("first", "copy", "same")])
    assert groups(store) == ONE


def test_what_later_decisions_overrule_is_told(store: Store) -> None:
    outcome = decide(store, [apart("first", "copy"), apart("first", "other", "same"), apart("other", "copy", "same")])
    assert groups(store) == ONE
    assert outcome == Outcome(0, 0, [(*apart("first", "copy").pair, "different")])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ([Decision("e9", event("copy"), "same", None, "--same")], "--same: no event has the id 'e9'; dragoman merges"),
        ([Decision("e9", "e9", "same")], "'e9' is paired with itself; give two events"),
        ([apart("first", "copy", "perhaps")], "the verdict is 'perhaps'; write same, different or none"),
        ([apart("first", "copy", "none")], r'nothing is decided on .*"SELECT \* FROM decisions" lists what is'),
        ([apart("first", "copy"), apart("copy", "first", "same")], "came before with another verdict; give one"),
        ([], "there is no decision to write"),
    ],
)
def test_one_wrong_decision_keeps_all_from_being_written(store: Store, wrong: list[Decision], words: str) -> None:
    before = contents(store)
    with pytest.raises(BadDecision, match=words):
        decide(store, [apart("first", "other"), *wrong] if wrong else [])
    assert contents(store) == before
    assert not store.has("decisions")


def test_all_mistakes_are_named_at_once(store: Store) -> None:
    with pytest.raises(BadDecision) as raised:
        decide(store, [Decision("e8", "e9", "same", origin=f"list.csv:{line}") for line in (2, 3)])
    assert [line.split(": ")[0] for line in str(raised.value).splitlines()] == [f"list.csv:{n}" for n in (2, 2, 3, 3)]


def test_a_run_that_is_killed_before_it_merges_is_made_good_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_: Store) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(deciding, "merge_anew", killed)
        decide(store, [apart("first", "copy")])
    assert groups(store) == ONE
    assert not is_folded(store)
    fold(store)
    assert groups(store) != ONE
    assert is_folded(store)


def test_documents_that_were_not_folded_yet_are_no_doing_of_a_decision(store: Store) -> None:
    store.append([article("unlike", "14", "Kenya thanked Uganda for the fuel.")])
    outcome = decide(store, [apart("first", "copy"), apart("other", "copy")])
    assert (outcome.before, outcome.after) == (1, 2)
    assert is_folded(store)


def _decider(path: Path, other: str) -> None:
    decide(Store(path), [apart("first", other)])


def test_two_processes_that_make_the_first_decisions_at_once_are_both_obeyed(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    deciders = [context.Process(target=_decider, args=(store.path, other)) for other in ("copy", "other")]
    for process in deciders:
        process.start()
    for process in deciders:
        process.join()
        assert process.exitcode == 0
    assert len(rows(store, "decisions")) == 2
    assert is_folded(store)
    assert frozenset({"first"}) in groups(store)


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_of_decisions_is_read_with_the_lines_they_stand_on(tmp_path: Path) -> None:
    text = '\ufeffid,event_a,event_b,verdict,note\n1, a ,b,Same,\n2,c,d,different,"two raids,\nnot one"\n'
    one, two = read_csv(write(tmp_path / "d.csv", text))
    assert one == Decision("a", "b", "same", None, f"{tmp_path}/d.csv:2")
    assert (two.verdict, two.note, two.origin) == ("different", "two raids,\nnot one", f"{tmp_path}/d.csv:4")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "has no column event_a, event_b, verdict; it needs event_a,event_b,verdict"),
        ("", "has no column"),
        (b"event_a,event_b,verdict\n\xff,b,same\n", "cannot be read .*give a CSV file in UTF-8"),
        (None, "No such file"),
    ],
)
def test_a_file_that_is_no_table_of_decisions_is_refused(tmp_path: Path, text: Any, words: str) -> None:
    path = tmp_path / "d.csv"
    if text is not None:
        write(path, text)
    with pytest.raises(BadDecision, match=words):
        read_csv(path)


def test_a_row_with_too_few_cells_is_a_wrong_decision(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "d.csv", f"event_a,event_b,verdict\n{event('first')},{event('copy')}\n")
    with pytest.raises(BadDecision, match=r"d\.csv:2: the verdict is ''"):
        decide(store, read_csv(path))
