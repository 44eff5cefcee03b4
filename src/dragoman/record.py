"""The record that Dragoman writes of one document, and its JSON.

Every span is ``(start, end)``: Unicode code points into ``Document.text``, end exclusive. Unknown is ``None`` or an
empty list; where a reason for not knowing is known, it stands in ``why``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

Span = tuple[int, int]

Auxiliary = Literal["historical", "future", "hypothetical", "negation"]
StatementKind = Literal["direct", "indirect", "mixed"]
CommitmentKind = Literal["pledge", "demand", "offer", "refusal", "threat"]
FurnitureKind = Literal[
    "related",
    "teaser",
    "comment-form",
    "share",
    "newsletter",
    "credit",
    "caption",
    "read-more",
    "advertisement",
    "byline",
    "copyright",
    "other",
]
DatePrecision = Literal["day", "week", "month", "season", "year", "decade", "unknown"]
DateBasis = Literal["stated", "weekday", "relative", "published", "none"]
PlacePrecision = Literal["point", "city", "admin2", "admin1", "country", "unknown"]
PlaceBasis = Literal["clause", "sentence", "dateline", "document", "actor", "none"]


class Coder(msgspec.Struct, kw_only=True):
    """What wrote the record: package version, codebook and model, so that a run can be repeated."""

    version: str
    codebook: str
    model: str


class Problem(msgspec.Struct, kw_only=True):
    """Why a document could not be coded: the stage that gave up and the reason, in words that name the remedy."""

    stage: str
    reason: str


class Furniture(msgspec.Struct, kw_only=True):
    """A stretch of text that the page carried beside the article."""

    span: Span
    kind: FurnitureKind


class Document(msgspec.Struct, kw_only=True):
    """One text and what is known of it. ``published`` is an ISO date or null: never today's date for want of one."""

    id: str
    source: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    sha256: str = ""
    coder: Coder | None = None
    problem: Problem | None = None
    text: str = ""
    furniture: list[Furniture] = []
    headings: list[Span] = []
    story: str | None = None
    copy_of: str | None = None


class Actor(msgspec.Struct, kw_only=True):
    """Somebody who acts, is acted upon or speaks. ``codes`` are ``ISO3 SECTOR``; ``members`` are keys of this table."""

    key: str
    name: str
    codes: list[str] = []
    role: str | None = None
    wikidata: str | None = None
    members: list[str] = []
    mentions: list[Span] = []
    why: str = ""


class EventDate(msgspec.Struct, kw_only=True):
    """When: an interval of ISO dates, how precise it is and what it rests on."""

    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unknown"
    basis: DateBasis = "none"
    span: Span | None = None


class Place(msgspec.Struct, kw_only=True):
    """Where: a named place, how precise it is and what it rests on. Latitude and longitude are degrees (WGS 84)."""

    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    basis: PlaceBasis = "none"
    span: Span | None = None


class Quantity(msgspec.Struct, kw_only=True):
    """A number of people as the text gives it: lowest, best and highest reading."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    span: Span | None = None


class Money(msgspec.Struct, kw_only=True):
    """An amount of money in units of an ISO 4217 currency."""

    amount: float
    currency: str | None = None
    span: Span | None = None


class Event(msgspec.Struct, kw_only=True):
    """Who did what to whom, in PLOVER's terms, with the words that say so."""

    id: str
    type: str
    mode: str | None = None
    contexts: list[str] = []
    quad: int
    score: float
    cameo: str | None = None
    actor: list[str] = []
    recipient: list[str] = []
    auxiliary: list[Auxiliary] = []
    trigger: Span
    sentence: Span
    actor_spans: list[Span] = []
    recipient_spans: list[Span] = []
    date: EventDate | None = None
    place: Place | None = None
    killed: Quantity | None = None
    injured: Quantity | None = None
    arrested: Quantity | None = None
    participants: Quantity | None = None
    money: Money | None = None
    statement: str | None = None
    same_as: str | None = None
    confidence: float = 0.5
    why: list[str] = []


class Statement(msgspec.Struct, kw_only=True):
    """Somebody's words or claims. ``source`` is the speaker as written there, ``speaker`` who that is."""

    id: str
    kind: StatementKind
    speaker: list[str] = []
    source: list[Span] = []
    addressee: list[str] = []
    cue: Span | None = None
    content: list[Span] = []
    within: str | None = None
    event: str | None = None
    negated: bool = False
    confidence: float = 0.5
    why: str = ""


class Commitment(msgspec.Struct, kw_only=True):
    """What an actor says it will do, will not do, offers, demands or threatens, and what speaks against it."""

    id: str
    kind: CommitmentKind
    by: list[str] = []
    to: list[str] = []
    content: Span
    conditional: bool = False
    condition: Span | None = None
    deadline: EventDate | None = None
    statement: str | None = None
    event: str | None = None
    contradicted_by: list[Span] = []
    confidence: float = 0.5
    why: str = ""


class Record(msgspec.Struct, kw_only=True):
    """All that Dragoman writes of one document. The five lists are always present."""

    document: Document
    actors: list[Actor] = []
    events: list[Event] = []
    statements: list[Statement] = []
    commitments: list[Commitment] = []

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dictionaries and lists, as `json.loads` would give it."""
        plain: dict[str, Any] = msgspec.json.decode(_ENCODER.encode(self))
        return plain

    def to_json(self) -> str:
        """Return the record as one line of JSON."""
        return _ENCODER.encode(self).decode("utf-8")

    @classmethod
    def from_json(cls, text: str | bytes) -> Record:
        """Read a record from JSON. Raises `msgspec.ValidationError` naming the field that does not fit."""
        return _DECODER.decode(text)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Record:
        """Read a record from plain dictionaries and lists. Raises `msgspec.ValidationError` as `from_json` does."""
        return msgspec.convert(data, cls)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)


def stable_id(document_id: str, kind: str, spans: Iterable[Span]) -> str:
    """Return the id of an event, statement or commitment: a hash over where its evidence stands.

    Nothing that was decided about it (type, speaker, …) enters, so a better model keeps the id.
    """
    places = ";".join(f"{start}-{end}" for start, end in spans)
    return hashlib.sha256(f"{document_id}|{kind}|{places}".encode()).hexdigest()[:16]


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a record. Every field that Dragoman writes is listed as required."""
    schema = msgspec.json.schema(Record)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Dragoman record"
    for part in schema["$defs"].values():
        if "properties" in part:
            part["required"] = list(part["properties"])
    return schema
