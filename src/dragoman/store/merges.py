"""What was merged into which happening, event by event."""

from __future__ import annotations

from typing import Any

from dragoman.store.filters import Where, day


def merges_sql(
    happenings: list[str], stories: list[str], since: str | None, until: str | None, limit: int | None
) -> tuple[str, list[Any]]:
    """Return SQL, and its values, for the events of happenings that have several or that a decision keeps apart.

    Of a happening that fits all its events are given, the first report first. Raises `ValueError` for what is no day.
    """
    fit = Where()
    fit.add("(n_reports > 1 OR id IN (SELECT happening_id FROM raw_reports WHERE separated))")
    if happenings:
        fit.add("id IN (SELECT unnest(?))", happenings)
    if stories:
        told = "SELECT r.happening_id FROM raw_reports r JOIN raw_stories s USING (document_id)"
        fit.add(f"id IN ({told} WHERE s.story IN (SELECT unnest(?)))", stories)
    if since:
        fit.add(f"date_start >= '{day(since, last=False)}'")
    if until:
        fit.add(f"date_start <= '{day(until, last=True)}'")
    few = "" if limit is None else f" LIMIT {limit}"
    return _ROWS.format(fit=fit.sql()) + few, fit.values


_ROWS = """
SELECT h.id AS happening_id, h.n_reports, e.id AS event_id, r.why, r.separated, e.type, e.mode, e.actor_codes,
  e.recipient_codes, TRY_CAST(e.date_start AS DATE) AS date_start, e.place, e.sentence, e.document_id, e.outlet,
  TRY_CAST(e.published AS DATE) AS published, s.story, s.copy_of
FROM (SELECT id, n_reports, date_start FROM counted_happenings {fit}) h
  JOIN raw_reports r ON r.happening_id = h.id
  JOIN counted_events e ON e.id = r.event_id
  LEFT JOIN raw_stories s ON s.document_id = e.document_id
ORDER BY h.date_start NULLS LAST, h.id, e.published NULLS LAST, e.document_id, e.id"""
