"""How long questions to a large store take.

    python -m bench.queries --events 1000000 --store /tmp/dragoman-bench [--search]

Makes a store of N events by varying the bundled examples' rows (seeded): who, when and in which article, ten events an
article, one article in ten a copy, one event in three told twice. Articles are 20 texts each of `training/texts`. Then
it asks what users ask, and prints a table: seconds on the clock and of the processor (its cores added up), the best of
three, and rows. A store that is there is used as it is. `--search` measures the search index, too, which takes minutes
to build for a million articles.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from deltalake import write_deltalake

import dragoman
from bench.speed import documents, peak_megabytes
from dragoman.actors.sources import TABLES as ACTOR_TABLES
from dragoman.coder import code_documents
from dragoman.ontology import rows
from dragoman.store.appending import writer_properties
from dragoman.store.opening import Store
from dragoman.store.schema import arrow_schema
from dragoman.view import flat
from training.examples import read_texts

BATCH = 500_000  # events
EVENTS, STATEMENTS, TEXTS = 10, 4, 20  # an article
DAYS = 20 * 365
SECTORS = ["GOV", "MIL", "COP", "CVL", "REB", "OPP", "BUS", "PTY"]


class Maker:
    """Rows of a large store, batch after batch."""

    def __init__(self, seed: int = 1) -> None:
        self.random = np.random.default_rng(seed)
        records = list(code_documents(documents(None, 10)))
        self.base = {name: [row for r in records for row in flat.TABLES[name](r)] for name in ("events", "statements")}
        self.texts = np.array([text.text for text in read_texts()], dtype=object)
        countries = [row["iso3"] for row in rows(ACTOR_TABLES, "countries.csv")]
        self.codes = np.array([f"{country} {sector}" for country in countries for sector in SECTORS], dtype=object)
        weights = np.outer(self.random.permutation(1 / np.arange(1, len(countries) + 1)), 1 / np.arange(1, 9)).ravel()
        self.weights = weights / weights.sum()
        pairs = self.random.choice(self.codes, (500, 2), p=self.weights)
        self.groups = np.array([f"{a}; {b}" for a, b in pairs], dtype=object)

    def who(self, count: int) -> list[str]:
        """Return codes, one in twenty those of a group of two; there are 500 groups."""
        alone = self.random.choice(self.codes, count, p=self.weights)
        together = self.random.choice(self.groups, count)
        return np.where(self.random.random(count) < 0.05, together, alone).tolist()  # type: ignore[no-any-return]

    def table(self, name: str, count: int, own: dict[str, Sequence[Any]]) -> pa.Table:
        """Return `count` rows of a table: those of the examples at random, with columns of their own."""
        schema = arrow_schema(name)
        base = pa.Table.from_pylist(self.base.get(name, [{}]), schema=schema)
        table = base.take(self.random.integers(0, len(base), count))
        for column, values in own.items():
            at = schema.get_field_index(column)
            table = table.set_column(at, schema.field(at), pa.array(values, schema.field(at).type))
        return table

    def days(self, count: int) -> list[str]:
        """Return ISO days of the last twenty years before 2025."""
        days = np.datetime64("2005-01-01") + self.random.integers(0, DAYS, count).astype("timedelta64[D]")
        found: list[str] = np.datetime_as_string(days, "D").tolist()
        return found

    def article(self, id: str) -> str:
        """Return the JSON of a record that has a text alone."""
        text = "\n\n".join(self.random.choice(self.texts, TEXTS))
        return json.dumps({"document": {"id": id, "text": text}})


def fill(store: Store, count: int) -> None:
    """Write a store of `count` events."""
    maker = Maker()
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        ids = [f"d{start // EVENTS + n:09d}" for n in range(size // EVENTS)]
        batch, published = f"b{start:09d}", maker.days(len(ids))
        made = {"batch": [batch] * size, "document_id": np.repeat(ids, EVENTS), "date_start": maker.days(size)}
        made |= {"id": [f"{n * 7919 % 2**40:010x}{n:06x}" for n in range(start, start + size)]}
        made |= {
            "actor_codes": maker.who(size),
            "recipient_codes": maker.who(size),
            "published": np.repeat(published, EVENTS),
        }
        events = maker.table("events", size, {**made, "date_precision": ["day"] * size})
        write(store, "events", events)
        said = len(ids) * STATEMENTS
        made = {"batch": [batch] * said, "document_id": np.repeat(ids, STATEMENTS), "speaker_codes": maker.who(said)}
        made |= {"id": [f"s{start + n:09d}" for n in range(said)], "published": np.repeat(published, STATEMENTS)}
        made |= {"content": maker.random.choice(maker.texts, said)}
        write(store, "statements", maker.table("statements", said, made))
        made = {"batch": [batch] * len(ids), "document_id": ids, "published": published}
        write(
            store, "documents", maker.table("documents", len(ids), {**made, "record": [maker.article(i) for i in ids]})
        )
        fold(store, ids, events)


def fold(store: Store, ids: list[str], events: pa.Table) -> None:
    """Make each tenth article a copy of the one before, and one happening of two events in three, two by two."""
    copies = ids[9::10]
    stories = {"document_id": copies, "story": copies, "copy_of": ids[8::10], "n_copies": [1] * len(copies)}
    write(store, "stories", rows_with("stories", len(copies), stories))
    first = np.arange(len(events))
    first -= (first % 3 == 1).astype(int)
    names = events["id"]
    told = {"event_id": names, "happening_id": names.take(pa.array(first)), "document_id": events["document_id"]}
    write(store, "reports", rows_with("reports", len(events), told))
    once = events.take(pa.array(np.unique(first)))
    schema = arrow_schema("happenings")
    own = {name: once[name] for name in schema.names if name in once.column_names}
    write(store, "happenings", rows_with("happenings", len(once), {**own, "reading": ["happened"] * len(once)}))


def rows_with(name: str, count: int, own: dict[str, Any]) -> pa.Table:
    """Return rows of a table with the columns given, the others unknown."""
    schema = arrow_schema(name)
    return pa.table([own.get(f.name, pa.nulls(count, f.type)) for f in schema], schema=schema)


def write(store: Store, name: str, table: pa.Table) -> None:
    """Append rows to a table of the store as it would itself."""
    write_deltalake(store.table(name), table, mode="append", writer_properties=writer_properties())


def questions(corpus: dragoman.Corpus) -> dict[str, Callable[[], int]]:
    """Return what is asked, by name; each gives the number of rows that it read."""
    by_country = """SELECT left(actor_codes, 3) AS c FROM events WHERE actor_codes ~ '[A-Z].*'
        GROUP BY c ORDER BY count(*) DESC LIMIT 2"""
    a, b = (row["c"] for row in corpus.sql(by_country).rows())
    event = corpus.events(actor=a, limit=1).rows()[0]["id"]
    by_type = "SELECT type, count(*) AS n FROM events GROUP BY type"
    return {
        "panel: dyads by month": lambda: corpus.panel().arrow().num_rows,
        "panel: dyads by month, every report": lambda: corpus.panel(include="reports").arrow().num_rows,
        "panel: one dyad by month and quad": lambda: corpus.panel(actor=a, recipient=b, of="quad").arrow().num_rows,
        "panel: countries by year and type": lambda: corpus.panel("country", by="year", of="type").arrow().num_rows,
        "panel: what was left out": lambda: len(corpus.panel().left_out()),
        "SQL: the first five events": lambda: corpus.sql("SELECT * FROM events LIMIT 5").arrow().num_rows,
        "SQL: all events, batch by batch": lambda: sum(map(len, corpus.sql("SELECT * FROM events").batches())),
        "SQL: events by type": lambda: corpus.sql(by_type).arrow().num_rows,
        "events of a dyad in a year": lambda: (
            corpus.events(actor=a, recipient=b, since="2020", until="2020").arrow().num_rows
        ),
        "the first 100 events of a country": lambda: corpus.events(actor=a, limit=100).arrow().num_rows,
        "events with two words": lambda: corpus.events(search="police market", limit=100).arrow().num_rows,
        "one event by its id": lambda: len(corpus.record(event)[1]) // 16,
    }


def main() -> None:
    """Make the store where there is none, ask it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--search", action="store_true", help="measure the search index, too")
    asked = parser.parse_args()
    if not asked.store.exists():
        start = time.perf_counter()
        fill(Store.create(asked.store), asked.events)
        print(f"made in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    corpus = dragoman.open(asked.store)
    assert corpus.connection
    print(f"{'question':42}{'clock s':>8}{'CPU s':>10}{'rows':>12}")
    print(f"{'opening':42}{time.perf_counter() - start:8.2f}")
    asking = questions(corpus)
    if asked.search:
        asking |= {
            "search, first time (makes the index)": lambda: len(corpus.search("ceasefire").rows()),
            "search: one word": lambda: len(corpus.search("ceasefire").rows()),
            "search: a common word": lambda: len(corpus.search("the").rows()),
            "search: a phrase": lambda: len(corpus.search('"foreign minister"').rows()),
            "search: statements, OR and NOT": lambda: len(
                corpus.search("(strike OR walkout) NOT police", "statements").rows()
            ),
        }
    for name, ask in asking.items():
        clock, processor, found = [], [], 0
        for _ in range(1 if "first time" in name else 3):
            start, busy = time.perf_counter(), time.process_time()
            found = ask()
            clock.append(time.perf_counter() - start)
            processor.append(time.process_time() - busy)
        print(f"{name:42}{min(clock):8.2f}{min(processor):10.2f}{found:12,}", flush=True)
    print(f"{peak_megabytes():,.0f} MB of memory at the most")


if __name__ == "__main__":
    main()
