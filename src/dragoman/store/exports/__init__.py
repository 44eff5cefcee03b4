"""Files that other programs and old scripts read: one module a format, one list of them.

    >>> from dragoman.store.exports import export
    >>> with open("events.export.CSV", "w", encoding="utf-8", newline="") as file:
    ...     export(records, "gdelt", file)

Every format has the same events in the same order: those that happened, once each, by document and place in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import IO

from dragoman.record import Record
from dragoman.store.exports.acled import ACLED
from dragoman.store.exports.flat_tables import CSV, PARQUET
from dragoman.store.exports.formats import Format, Run
from dragoman.store.exports.gdelt import GDELT
from dragoman.store.exports.gdelt_mentions import MENTIONS
from dragoman.store.exports.geojson import GEOJSON
from dragoman.store.exports.graphml import GRAPHML
from dragoman.store.exports.happenings import Happenings
from dragoman.store.exports.icews import ICEWS
from dragoman.store.exports.labelstudio import LABELSTUDIO
from dragoman.store.exports.petrarch2 import PETRARCH2
from dragoman.store.exports.phoenix import PHOENIX
from dragoman.store.exports.plover import PLOVER
from dragoman.store.exports.polecat import POLECAT
from dragoman.store.exports.selection import INCLUDE, READINGS, Selection

__all__ = ["FORMATS", "INCLUDE", "Format", "export"]

FORMATS: dict[str, Format] = {
    "gdelt": GDELT,
    "gdelt-mentions": MENTIONS,
    "icews": ICEWS,
    "polecat": POLECAT,
    "phoenix": PHOENIX,
    "petrarch2": PETRARCH2,
    "plover": PLOVER,
    "acled": ACLED,
    "csv": CSV,
    "parquet": PARQUET,
    "geojson": GEOJSON,
    "graphml": GRAPHML,
    "labelstudio": LABELSTUDIO,
}


EVENT_TABLES = ("events", "dyads")
"""Tables whose rows are events; of the others no row depends on which events count."""


def export(
    records: Iterable[Record],
    format: str,
    stream: IO[str],
    *,
    table: str | None = None,
    include: Iterable[str] = (),
    happenings: Happenings | None = None,
) -> Counter[str]:
    """Write records in a format; return what was left out, counted by reason.

    Documents keep the order in which they come. Raises `KeyError` for an unknown format and `ValueError` for a table
    that the format has not, or an unknown word in ``include`` (`INCLUDE` has them).
    """
    chosen = FORMATS[format]
    table = table or chosen.tables[0]
    if table not in chosen.tables:
        raise ValueError(f"{format} has no table {table}; it has {', '.join(chosen.tables)}")
    whole = chosen.everything or table not in EVENT_TABLES
    selection = Selection({*include, *READINGS, "reports"} if whole else include, happenings)
    run = Run(happenings=selection.happenings, table=table)
    chosen.write(selection.choose(records), stream, run)
    return +(selection.left_out + run.notes)
