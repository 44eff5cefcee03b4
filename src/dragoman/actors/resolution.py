"""Single mentions: which country and sector a name or phrase stands for, with or without the sentence around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.actors.gazetteer import COUNTRY_KINDS, PEOPLE_KINDS, Entry, choose, gazetteer
from dragoman.actors.phrases import read_phrase
from dragoman.actors.resolver import find_names, resolve_actors
from dragoman.parsing import Parse, parse
from dragoman.record import Document

Row = dict[str, Any]


def resolve(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield ``id, country, sector, name, codes, why`` for rows with ``id``, ``mention``, perhaps ``context``, ``date``.

    ``country`` is ISO3 or an international code, empty where unknown; ``sector`` is empty for a state as such.
    """
    for row in rows:
        yield {"id": row["id"], **_resolve_one(str(row["mention"]), row.get("context"), row.get("date"))}


def _resolve_one(mention: str, context: str | None, date: str | None) -> Row:
    entry, why = choose(gazetteer().lookup(mention), date)
    if entry:
        return _of_entry(entry, why, date)
    text, at = (context, context.find(mention)) if context and mention in context else (mention, 0)
    parsed = parse(Document(id="mention", text=text, published=date))
    head = _head(parsed, (at, at + len(mention)))
    if head is None:
        return _answer("", "", mention, [], "no noun phrase in the mention")
    who = read_phrase(head, find_names(parsed))
    codes = who.codes if who else []
    why = who.why if who else "no table row and no role noun fits"
    name = who.name if who else mention
    if who is None or not codes or who.needs_country:
        table = resolve_actors(parsed)
        keys = table.at(head)
        if keys and table.codes(keys):
            codes, why, name = table.codes(keys), table[keys[0]].why, table[keys[0]].name
    country, _, sector = (codes[0] if codes else "").partition(" ")
    if who and who.kind == "state" and sector == "GOV" and who.entry and who.entry.kind != "seat":
        sector = ""
    return _answer(country.replace("---", ""), sector, name, codes, why)


def _of_entry(entry: Entry, why: str, date: str | None) -> Row:
    sector = entry.sector
    if entry.kind in PEOPLE_KINDS and not sector:
        sector = ""
    first = sector.split()[0] if sector else ""
    shown = first or ("GOV" if entry.kind in COUNTRY_KINDS else "")
    codes = [f"{entry.code} {shown}".strip()] if entry.code else []
    if date is None and entry.kind == "person" and "no date" not in why:
        why = f"no date: {why}"
    return _answer(entry.code, first, entry.name, codes, why or f"table: {entry.name}")


def _answer(country: str, sector: str, name: str, codes: list[str], why: str) -> Row:
    return {"country": country, "sector": sector, "name": name, "codes": codes, "why": why}


def _head(parsed: Parse, span: tuple[int, int]) -> Any:
    """The token of a span that governs the others."""
    inside = [t for t in parsed.tokens if span[0] <= parsed.span(t)[0] < span[1] and not t.is_punct]
    outside = [t for t in inside if t.head not in inside or t.head == t]
    return outside[0] if outside else None
