"""Rows of a store as an HTML table for notebooks: the evidence in words, nothing loaded, nothing executed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any

Row = dict[str, Any]

_STYLE = "text-align: left; vertical-align: top; white-space: normal; max-width: 36em"
_MOST = 300  # characters of a cell


def table(rows: list[Row], total: int) -> str:
    """Return rows as a table. Events, statements and commitments show who, what and the words; other rows all columns.

    `total` is how many rows there are in all.
    """
    if not rows:
        return "<p>no rows</p>"
    columns = next((shown for needed, shown in _KNOWN if needed <= rows[0].keys()), None)
    cells = columns or {name: _column(name) for name in rows[0]}
    return "".join(_lines(rows, total, cells))


def _lines(rows: list[Row], total: int, cells: dict[str, Callable[[Row], str]]) -> Iterator[str]:
    yield f"<table><thead>{_row('th', map(escape, cells))}</thead><tbody>"
    for row in rows:
        yield _row("td", (cell(row) for cell in cells.values()))
    more = f"the first {len(rows)} of {total:,} rows" if total > len(rows) else f"{total:,} rows"
    yield f"</tbody></table><p>{more}</p>"


def _row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f'<{tag} style="{_STYLE}">{cell}</{tag}>' for cell in cells) + "</tr>"


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return escape(text if len(text) <= _MOST else f"{text[:_MOST]} …")


def _who(name: str) -> Callable[[Row], str]:
    def cell(row: Row) -> str:
        codes = _text(row[f"{name}_codes"])
        return f"{_text(row[name])} [{codes}]" if codes else _text(row[name])

    return cell


def _column(name: str) -> Callable[[Row], str]:
    return lambda row: _text(row[name])


def _act(row: Row) -> str:
    act = " ".join(filter(None, (row["type"], row["mode"])))
    return _text(f"{act} ({row['auxiliary']})" if row["auxiliary"] else act)


def evidence(row: Row) -> str:
    """Return an event's sentence with its trigger marked; where the word stands twice, the one that was meant."""
    sentence, trigger = row["sentence"] or "", row["trigger"] or ""
    places = []
    at = sentence.find(trigger) if trigger else -1
    while at >= 0:
        places.append(at)
        at = sentence.find(trigger, at + 1)
    if not places:
        return escape(sentence)
    meant = (row.get("trigger_start") or 0) - (row.get("sentence_start") or 0)
    start = min(places, key=lambda place: abs(place - meant))
    end = start + len(trigger)
    return f"{escape(sentence[:start])}<mark>{escape(sentence[start:end])}</mark>{escape(sentence[end:])}"


_KNOWN: tuple[tuple[set[str], dict[str, Callable[[Row], str]]], ...] = (
    (
        {"actor", "actor_codes", "recipient", "recipient_codes", "type", "mode", "auxiliary", "sentence", "trigger"},
        {
            "when": _column("date_start"),
            "actor": _who("actor"),
            "act": _act,
            "recipient": _who("recipient"),
            "where": _column("place"),
            "evidence": evidence,
            "id": _column("id"),
        },
    ),
    (
        {"speaker", "speaker_codes", "cue", "content", "published", "kind"},
        {
            "published": _column("published"),
            "speaker": _who("speaker"),
            "how": lambda row: _text(": ".join(filter(None, (row["kind"], row["cue"])))),
            "words": _column("content"),
            "id": _column("id"),
        },
    ),
    (
        {"by", "by_codes", "to", "to_codes", "content", "published", "kind"},
        {
            "published": _column("published"),
            "who": _who("by"),
            "kind": _column("kind"),
            "to whom": _who("to"),
            "words": _column("content"),
            "against it": _column("contradicted_by"),
            "id": _column("id"),
        },
    ),
)
