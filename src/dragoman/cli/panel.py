"""`dragoman panel`."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.answers import Format, Out, Store, Values, answer, asking
from dragoman.cli.filtered import Actor, Recipient, Since, Until

_INCLUDE = "negation, future, hypothetical, copies, reports, repeats, imprecise, unknown"


def panel(
    store: Store,
    unit: Annotated[str, typer.Option(help="dyad or country.")] = "dyad",
    by: Annotated[str, typer.Option(help="day, week (from Monday), month or year.")] = "month",
    of: Annotated[str, typer.Option(help="count; type or quad: a column each; score: sum and mean.")] = "count",
    role: Annotated[
        str, typer.Option(help="For countries: counted as actor, as recipient, or as place where it happened.")
    ] = "actor",
    actor: Actor = None,
    recipient: Recipient = None,
    since: Since = None,
    until: Until = None,
    include: Annotated[Values, typer.Option(help=f"Count these, too: {_INCLUDE}.")] = None,
    exclude: Annotated[Values, typer.Option(help="Leave these out: historical.")] = None,
    format: Format = None,
    output: Out = None,
) -> None:
    """Count events by dyad or country and period, with a zero where nothing happened.

    Negated, future and hypothetical acts, copies and repeats are left out, a happening that several articles report
    counts once, and standard error says how many events were left out why.

    Example: dragoman panel --store store --actor RUS --recipient AFG --by month --of quad --since 2021 -o panel.csv
    """
    with asking(store) as corpus:
        result = corpus.panel(
            unit,
            by=by,
            of=of,
            role=role,
            actor=actor,
            recipient=recipient,
            since=since,
            until=until,
            include=include,
            exclude=exclude,
        )
        answer(result, format, output)
        left = result.left_out()
        counted = left.pop("counted", 0)
        why = ", ".join(f"{count:,} {reason}" for reason, count in sorted(left.items()))
        typer.echo(f"{counted:,} {result.source.value} counted; left out: {why or 'none'}", err=True)
