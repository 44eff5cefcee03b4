"""Single mentions: which country and sector a name or phrase stands for, with or without the sentence around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.actors.gazetteer import COUNTRY_KINDS, Entry, choose, gazetteer
from dragoman.actors.phrases import Who, read_phrase
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
        return _of_entry(entry, why, date, mention)
    alone = _read(mention, (0, len(mention)), date)
    if alone and alone.codes and not alone.needs_country:
        return _of_phrase(alone)
    if context and mention in context:
        at = context.find(mention)
        around = _read_in_document(context, (at, at + len(mention)), date)
        if around:
            return around
    if alone and alone.codes:
        return _of_phrase(alone)
    return _answer("", "", mention, [], "no table row and no role noun fits")


def _read(text: str, span: tuple[int, int], date: str | None) -> Who | None:
    """What the words of a phrase alone say."""
    parsed = parse(Document(id="mention", text=text, published=date))
    head = _head(parsed, span)
    return read_phrase(head, find_names(parsed)) if head is not None else None


def _read_in_document(context: str, span: tuple[int, int], date: str | None) -> Row | None:
    """What the sentence around a mention says: pronouns, introductions, the country that it names."""
    parsed = parse(Document(id="mention", text=context, published=date))
    head = _head(parsed, span)
    table = resolve_actors(parsed)
    keys = table.at(head) if head is not None else ()
    codes = table.codes(keys)
    if not codes:
        return None
    country, _, sector = codes[0].partition(" ")
    return _answer(country.replace("---", ""), sector, table[keys[0]].name, codes, table[keys[0]].why)


def _of_phrase(who: Who) -> Row:
    country, _, sector = who.codes[0].partition(" ")
    if who.kind == "state" and sector == "GOV" and who.entry and who.entry.kind != "seat":
        sector = ""
    return _answer(country.replace("---", ""), sector, who.name, who.codes, who.why)


def _of_entry(entry: Entry, why: str, date: str | None, mention: str) -> Row:
    sector = entry.sector
    first = sector.split()[0] if sector else ""
    if entry.kind == "demonym" and mention.endswith("s"):  # a people: "Kenyans"
        first = "CVL"
    elif entry.kind == "capital":  # named for the government that sits there
        first = "GOV"
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
    phrase = next((t.i for t in inside if t.pos_ == "ADP" or t.text == ","), len(parsed.starts))
    return next((t for t in reversed(outside) if t.i < phrase), outside[0] if outside else None)
