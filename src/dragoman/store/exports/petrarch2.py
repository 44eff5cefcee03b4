"""PETRARCH2 lines: date, source, target, code, issues, ids, the address where there is one, news source; no header.

Source: ``PETRwriter.write_events``. The column of the address is left out where it would be empty, as there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from dragoman.record import Event
from dragoman.store.exports.dyads import Party, dyads
from dragoman.store.exports.formats import Chosen, Format, Run
from dragoman.store.exports.gdelt_mentions import web_address
from dragoman.store.exports.phoenix import code, issues
from dragoman.store.exports.sentences import Sentences
from dragoman.store.exports.text import cell

ABSENT = "---"


def write(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
    """Write a line a pair of source and target."""
    for record, events in chosen:
        sentences = Sentences(record)
        for event in events:
            if not event.cameo:
                run.notes["events without a CAMEO code left out"] += 1
                continue
            sentence = f"{record.document.id}_{sentences.number(event.sentence)}"
            url = web_address(record.document)
            for source, target in dyads(record, event):
                who = [_when(event, run), _code(source), _code(target), event.cameo]
                cells = [cell(value, ABSENT) for value in who]
                cells += [cell(issues(event)), cell(sentence, ABSENT)]
                cells += [cell(url)] if url else []
                cells.append(cell(record.document.outlet, ABSENT))
                stream.write("\t".join(cells) + "\n")


def _when(event: Event, run: Run) -> str | None:
    day = run.day(event)
    return f"{day:%Y%m%d}" if day else None


def _code(party: Party | None) -> str | None:
    return code(party) if party else None


PETRARCH2 = Format("PETRARCH2 events: 7 columns, 8 where an address is known, tab-separated, no header", write)
