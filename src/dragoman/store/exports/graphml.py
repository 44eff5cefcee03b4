"""GraphML: who acts are nodes, what they do to each other are edges. For Gephi, igraph, networkx.

The table `events` has an edge a pair of actor and recipient of each event; `dyads` has one a pair and event type, with
their number as weight. Events that have but one side are no edge and are left out.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from dragoman.record import Event, Record
from dragoman.store.exports import when
from dragoman.store.exports.dyads import Party, dyads
from dragoman.store.exports.formats import Chosen, Format, Run
from dragoman.store.exports.text import one_line

NODE = {"name": "string", "label": "string", "country": "string", "sectors": "string", "wikidata": "string"}
EDGES = {
    "events": {
        "event": "string",
        "type": "string",
        "mode": "string",
        "quad": "int",
        "score": "double",
        "date": "string",
        "document": "string",
        "confidence": "double",
        "weight": "double",
    },
    "dyads": {
        "type": "string",
        "quad": "int",
        "weight": "double",
        "score": "double",
        "first_date": "string",
        "last_date": "string",
    },
}

Attributes = Mapping[str, object]
Edge = tuple[str, str, str, Attributes]


def write(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
    """Write a directed graph. Edges wait in a temporary file, since readers want the nodes first."""
    nodes: dict[tuple[str, ...], str] = {}
    pairs = _pairs(chosen, nodes, run)
    edges = _dyads(pairs) if run.table == "dyads" else _events(pairs)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as waiting:
        for id, source, target, attributes in edges:
            ends = f"id={quoteattr(id)} source={quoteattr(source)} target={quoteattr(target)}"
            waiting.write(f"    <edge {ends}>{_data(attributes, 'e_')}</edge>\n")
        waiting.seek(0)
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        )
        for kind, prefix, columns in (("node", "n_", NODE), ("edge", "e_", EDGES[run.table])):
            for name, of in columns.items():
                stream.write(f'  <key id="{prefix}{name}" for="{kind}" attr.name="{name}" attr.type="{of}"/>\n')
        stream.write('  <graph edgedefault="directed">\n')
        for (name, country, sectors, wikidata), node in nodes.items():
            values = {"name": name, "label": name, "country": country, "sectors": sectors, "wikidata": wikidata}
            stream.write(f"    <node id={quoteattr(node)}>{_data(values, 'n_')}</node>\n")
        while block := waiting.read(1 << 20):
            stream.write(block)
    stream.write("  </graph>\n</graphml>\n")


Pair = tuple[Record, Event, str, str, int]


def _pairs(chosen: Iterable[Chosen], nodes: dict[tuple[str, ...], str], run: Run) -> Iterator[Pair]:
    for record, events in chosen:
        for event in events:
            for part, (one, other) in enumerate(dyads(record, event)):
                if one is None or other is None:
                    run.notes["pairs with one side alone left out"] += 1
                else:
                    yield record, event, _node(nodes, one), _node(nodes, other), part


def _node(nodes: dict[tuple[str, ...], str], party: Party) -> str:
    """Return the node of a party: the same in all documents for the same name and code."""
    key = (one_line(party.name), party.country, " ".join(party.sectors), party.actor.wikidata or "")
    return nodes.setdefault(key, f"n{len(nodes)}")


def _events(pairs: Iterable[Pair]) -> Iterator[Edge]:
    for record, event, one, other, part in pairs:
        day = event.date.start if event.date and when.day(event) else None
        yield (
            f"{event.id}-{part}" if part else event.id,
            one,
            other,
            {
                "event": event.id,
                "type": event.type,
                "mode": event.mode,
                "quad": event.quad,
                "date": day,
                "score": event.score,
                "document": record.document.id,
                "confidence": event.confidence,
                "weight": 1.0,
            },
        )


def _dyads(pairs: Iterable[Pair]) -> Iterator[Edge]:
    found: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for _, event, one, other, _ in pairs:
        found[one, other, event.type].append(event)
    for number, ((one, other, type), events) in enumerate(found.items()):
        days = sorted(day for event in events if (day := when.day(event)))
        yield (
            f"e{number}",
            one,
            other,
            {
                "type": type,
                "quad": events[0].quad,
                "weight": float(len(events)),
                "score": round(sum(event.score for event in events) / len(events), 4),
                "first_date": days[0] if days else None,
                "last_date": days[-1] if days else None,
            },
        )


def _data(values: Attributes, prefix: str) -> str:
    return "".join(
        f'<data key="{prefix}{name}">{escape(one_line(str(value)))}</data>'
        for name, value in values.items()
        if value not in (None, "")
    )


GRAPHML = Format("GraphML: actors as nodes, events or dyads as edges", write, tables=tuple(EDGES))
