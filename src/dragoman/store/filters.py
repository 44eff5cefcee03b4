"""Filters of events, statements and commitments as SQL conditions with their values."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Several = str | Iterable[str] | None

# filter → column, by table. A filter that a table has no column for is refused by name.
CODES = {
    "events": {"actor": "actor_codes", "recipient": "recipient_codes"},
    "statements": {"speaker": "speaker_codes", "recipient": "addressee_codes"},
    "commitments": {"actor": "by_codes", "recipient": "to_codes"},
    "documents": {},
}
WORDS = {
    "events": {
        "type": "type",
        "mode": "mode",
        "quad": "quad",
        "place_country": "place_country",
        "outlet": "outlet",
        "document": "document_id",
    },
    "statements": {"type": "kind", "outlet": "outlet", "document": "document_id"},
    "commitments": {"type": "kind", "outlet": "outlet", "document": "document_id"},
    "documents": {"outlet": "outlet", "document": "document_id"},
}
LISTS: dict[str, dict[str, str]] = {"events": {"context": "contexts", "auxiliary": "auxiliary"}}
DAY = {"events": "date_start", "statements": "published", "commitments": "published", "documents": "published"}
TEXT = {"events": "sentence", "statements": "content", "commitments": "content", "documents": "title"}

_CODE = re.compile(r"(?:[A-Z]{3}|---)(?: [A-Z]{3})*")


@dataclass
class Where:
    """Conditions that all must hold, and the values of their question marks in order."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """Add a condition with its values."""
        self.conditions.append(condition)
        self.values.extend(values)

    def sql(self) -> str:
        """Return "WHERE …", or nothing where no condition was added."""
        return "WHERE " + " AND ".join(self.conditions) if self.conditions else ""


def where(table: str, wanted: Mapping[str, Any]) -> Where:
    """Return the conditions for the filters of a table. Raises `ValueError` naming a filter or value that is wrong."""
    made = Where()
    for name, value in wanted.items():
        values = several(value)
        if not values:
            continue
        if name in CODES[table]:
            made.add(codes_fit(CODES[table][name], values))
        elif name in LISTS.get(table, {}):
            pattern = "|".join(re.escape(one.lower()) for one in values)
            made.add(f"regexp_matches({LISTS[table][name]}, ?)", f"(?:^|; )(?:{pattern})(?:;|$)")
        elif name in WORDS[table]:
            column = WORDS[table][name]
            made.add(f"lower(CAST({column} AS VARCHAR)) IN (SELECT unnest(?))", [one.lower() for one in values])
        elif name == "since":
            made.add(f"{DAY[table]} >= '{day(values[0], last=False)}'")
        elif name == "until":
            made.add(f"{DAY[table]} <= '{day(values[0], last=True)}'")
        elif name == "search":
            for term in terms(" ".join(values)):
                made.add(f"regexp_matches({TEXT[table]}, ?)", term)
        else:
            raise ValueError(f"{table} have no filter {name!r}; theirs are {', '.join(names(table))}")
    return made


def names(table: str) -> list[str]:
    """Return the filters of a table."""
    return [*CODES[table], *WORDS[table], *LISTS.get(table, {}), "since", "until", "search"]


def several(value: Any) -> list[str]:
    """Return one value or several as a list of texts; commas separate, too."""
    if value is None:
        return []
    if isinstance(value, str | int | date):
        value = [value]
    return [part.strip() for one in value for part in str(one).split(",") if part.strip()]


def codes_fit(column: str, values: Iterable[str]) -> str:
    """Return the condition that one code of a column of texts like ``RUS GOV; AFG GOV`` fits one of the values.

    ``RUS`` fits a country, ``GOV`` a sector, ``RUS GOV`` both in one code. Raises `ValueError` for what is no code.
    """
    patterns = [_one_code(value) for value in values]
    pattern = "|".join(f"(?:^|; ){one}(?:;|$)" for one in patterns)
    hint = " OR ".join(f"contains({column}, '{value.upper().split()[0]}')" for value in values)  # cheaper, drops most
    return f"({hint}) AND regexp_matches({column}, '{pattern}')"


def _one_code(value: str) -> str:
    code = " ".join(value.upper().split())
    if not _CODE.fullmatch(code):
        raise ValueError(
            f"{value!r} is no code; give an ISO 3166-1 alpha-3 country, a sector or both: RUS, GOV, 'RUS GOV' "
            "(dragoman gazetteer find NAME tells them)"
        )
    return r"(?:[^ ;]+ )*" + r"(?: [^ ;]+)* ".join(code.split()) + r"(?: [^ ;]+)*"


def day(value: str, *, last: bool) -> date:
    """Return the first or last day of an ISO day, month or year. Raises `ValueError` for anything else."""
    try:
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 12, 31) if last else date(int(value), 1, 1)
        if re.fullmatch(r"\d{4}-\d{2}", value):
            year, month = map(int, value.split("-"))
            return date(year, month, monthrange(year, month)[1] if last else 1)
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no day, month or year; write 2021-10-20, 2021-10 or 2021") from None


def terms(words: str) -> list[str]:
    """Return a pattern for each word and each "phrase in quotation marks"; ``strik*`` fits each word that begins so."""
    found = re.findall(r'"([^"]+)"|(\S+)', words)
    return [_term(phrase or word) for phrase, word in found]


def _term(text: str) -> str:
    inner = r"\W+".join(re.escape(word) for word in re.findall(r"[\w'’-]+", text))
    if not inner:
        raise ValueError(f"{text!r} holds no word to search for")
    return rf"(?i)\b{inner}" + ("" if text.endswith("*") else r"\b")
