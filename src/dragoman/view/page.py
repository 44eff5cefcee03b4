"""Records as one self-contained web page: no script, no outside file, nothing of the article executed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from dragoman.record import Record
from dragoman.view.marks import stretches
from dragoman.view.rows import Names, actor_row, commitment_row, event_row, statement_row

# Nothing but the page's own style may load or run, whatever an article holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page_head(title: str) -> str:
    """Return the page up to its first record."""
    style = resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{_LEGEND}"
    )


PAGE_FOOT = "</body>\n</html>\n"

_LEGEND = (
    '<p class="legend"><mark class="conflict">act of conflict</mark>'
    ' <mark class="cooperation">act of cooperation</mark>'
    ' <mark class="actor">actor</mark> <mark class="cue">cue</mark> <mark class="said">said</mark>'
    ' <mark class="promised">promised, demanded</mark> <mark class="furniture">not the article</mark></p>\n'
)


def record_section(record: Record) -> str:
    """Return the part of the page that shows one record."""
    return "".join(_section(record))


def page(records: Iterable[Record], title: str = "Dragoman records") -> Iterator[str]:
    """Yield a whole page, record by record, so that a long one need not stand in memory."""
    yield page_head(title)
    for record in records:
        yield record_section(record)
    yield PAGE_FOOT


def _section(record: Record) -> Iterator[str]:
    document = record.document
    about = [document.outlet, document.author, document.published or "undated", document.source]
    yield f'<section id="d-{escape(document.id, quote=True)}">\n<h1>{escape(document.title or document.id)}</h1>\n'
    yield f'<p class="about">{escape(" · ".join(filter(None, about)))}</p>\n'
    if document.problem:
        problem = f"Not coded ({document.problem.stage}): {document.problem.reason}"
        yield f'<p class="problem">{escape(problem)}</p>\n</section>\n'
        return
    yield f'<div class="columns">\n<div class="article">{"".join(_article(record))}</div>\n<div class="tables">\n'
    names = Names.of(record)
    yield from _table(
        "Who did what to whom",
        ("actor", "act", "recipient", "when", "where", "words", "why"),
        [(*event_row(record, names, e), "; ".join(e.why)) for e in record.events],
    )
    yield from _table(
        "Who said what",
        ("speaker", "how", "words", "why"),
        [(*statement_row(record, names, s), s.why) for s in record.statements],
    )
    yield from _table(
        "What was promised, demanded, refused",
        ("who", "kind", "to whom", "what", "against it", "why"),
        [(*commitment_row(record, names, c), c.why) for c in record.commitments],
    )
    yield from _table(
        "Actors", ("name", "codes", "mentions", "why"), [actor_row(record, names, a) for a in record.actors if a.codes]
    )
    yield "</div>\n</div>\n</section>\n"


def _article(record: Record) -> Iterator[str]:
    for words, mark in stretches(record):
        yield f'<mark class="{mark}">{escape(words)}</mark>' if mark else escape(words)


def _table(title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        yield f"<h2>{title}</h2>\n<p>None found.</p>\n"
        return
    yield f"<h2>{title} ({len(rows)})</h2>\n<table>\n<tr>{''.join(f'<th>{c}</th>' for c in columns)}</tr>\n"
    for row in rows:
        cells = "".join(_cell(column, value) for column, value in zip(columns, row, strict=True))
        yield f"<tr>{cells}</tr>\n"
    yield "</table>\n"


def _cell(column: str, value: str) -> str:
    text = escape(value)
    if column == "why" and text:  # the reasons are for those who ask
        text = f"<details><summary>why</summary>{text}</details>"
    return f'<td class="{column.replace(" ", "-")}">{text}</td>'
