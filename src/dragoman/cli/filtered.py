"""`dragoman events`, `statements` and `commitments`: rows of a store by who, what, when and where."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dragoman.cli.answers import Format, Out, Store, Values, answer, asking

_CODES = "by code: a country, a sector or both (RUS, GOV, 'RUS GOV'); may be given several times."

Recipient = Annotated[Values, typer.Option("--recipient", help=f"To whom, {_CODES}")]
Actor = Annotated[Values, typer.Option("--actor", help=f"Who, {_CODES}")]
Since = Annotated[str | None, typer.Option(help="First day, month or year: 2021-10-20, 2021-10, 2021.")]
Until = Annotated[str | None, typer.Option(help="Last day, month or year.")]
Search = Annotated[
    str | None,
    typer.Option(help='Words that all stand in the sentence; "a phrase" in quotation marks, strik* for forms.'),
]
Outlet = Annotated[Values, typer.Option(help="Outlet, as it is written in the documents.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many rows.")]


def events(
    store: Store,
    actor: Actor = None,
    recipient: Recipient = None,
    type: Annotated[Values, typer.Option(help="Event type, as ACCUSE.")] = None,
    mode: Annotated[Values, typer.Option(help="Mode of the type, as arrest.")] = None,
    quad: Annotated[
        Values, typer.Option(help="1 verbal, 2 material cooperation, 3 verbal, 4 material conflict.")
    ] = None,
    context: Annotated[Values, typer.Option(help="Context, as economic.")] = None,
    auxiliary: Annotated[Values, typer.Option(help="historical, future, hypothetical or negation.")] = None,
    place_country: Annotated[Values, typer.Option(help="Country where it happened (ISO 3166-1 alpha-3).")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    search: Search = None,
    limit: Limit = None,
    format: Format = None,
    output: Out = None,
) -> None:
    """List the events of a store: all that were coded, negated ones, future ones and copies among them.

    `--since` and `--until` go by the first day of an event. `dragoman panel` counts.

    Example: dragoman events --store store --actor RUS --recipient AFG --since 2021-10 --format csv
    """
    _list("events", {k: v for k, v in locals().items() if k not in _NO_FILTERS}, store, limit, format, output)


def statements(
    store: Store,
    speaker: Annotated[Values, typer.Option(help=f"Who speaks, {_CODES}")] = None,
    recipient: Recipient = None,
    type: Annotated[Values, typer.Option(help="direct, indirect or mixed.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    search: Search = None,
    limit: Limit = None,
    format: Format = None,
    output: Out = None,
) -> None:
    """List the statements of a store; `--since` and `--until` go by the day of publication.

    Example: dragoman statements --store store --speaker "RUS GOV" --search sanctions
    """
    _list("statements", {k: v for k, v in locals().items() if k not in _NO_FILTERS}, store, limit, format, output)


def commitments(
    store: Store,
    actor: Actor = None,
    recipient: Recipient = None,
    type: Annotated[Values, typer.Option(help="pledge, demand, offer, refusal or threat.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    search: Search = None,
    limit: Limit = None,
    format: Format = None,
    output: Out = None,
) -> None:
    """List the commitments of a store; `--since` and `--until` go by the day of publication.

    Example: dragoman commitments --store store --actor IRN --type pledge --type refusal
    """
    _list("commitments", {k: v for k, v in locals().items() if k not in _NO_FILTERS}, store, limit, format, output)


# What a terminal shows; every other format has all columns.
_SHOWN = {
    "events": "date_start actor_codes type mode auxiliary recipient_codes place sentence id".split(),
    "statements": "published speaker_codes speaker kind content id".split(),
    "commitments": "published by_codes kind to_codes content deadline_end contradicted_by id".split(),
}
_NO_FILTERS = ("store", "limit", "format", "output")


def _list(table: str, wanted: dict[str, Any], store: Store, limit: int | None, format: Format, output: Out) -> None:
    with asking(store) as corpus:
        answer(corpus.filtered(table, limit, wanted), format, output, _SHOWN[table])
