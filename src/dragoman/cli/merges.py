"""`dragoman merges`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.answers import Format, Out, Store, Values, answer, asking
from dragoman.cli.filtered import Limit, Since, Until

if TYPE_CHECKING:
    from dragoman.corpus.deciding import Decision, Outcome

Pair = tuple[str, str] | None
_IDS = "EVENT_A EVENT_B"


def merges(
    store: Store,
    happening: Annotated[Values, typer.Option(help="Id of a happening; may be given several times.")] = None,
    story: Annotated[Values, typer.Option(help="Id of a story; may be given several times.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    apart: Annotated[Pair, typer.Option(metavar=_IDS, help="Decide that two events are different happenings.")] = None,
    same: Annotated[Pair, typer.Option(metavar=_IDS, help="Decide that two events are the same happening.")] = None,
    undo: Annotated[Pair, typer.Option(metavar=_IDS, help="Take back what was decided on two events.")] = None,
    file: Annotated[
        Path | None,
        typer.Option("--from", help="CSV of decisions: event_a, event_b, verdict (same, different, none), note."),
    ] = None,
    note: Annotated[str | None, typer.Option(help="With --apart, --same, --undo: why, in a few words.")] = None,
    format: Format = None,
    output: Out = None,
) -> None:
    """List which events were merged into one happening, and why; or decide otherwise.

    A row an event, of happenings with several events and of those that a decision keeps apart. With --apart, --same,
    --undo or --from decisions are written, and events merged anew at once; every later run obeys them.

    Example: dragoman merges --store store --apart 9f2c41d0a1b2c3d4 41d07e5f60718293 --note "two raids"
    """
    pairs = {"different": ("--apart", apart), "same": ("--same", same), "none": ("--undo", undo)}
    if not (file or note or any(pair for _, pair in pairs.values())):
        with asking(store) as corpus:
            found = corpus.merges(happening=happening, story=story, since=since, until=until, limit=limit)
            answer(found, format, output, _SHOWN)
        return
    if happening or story or since or until or limit or format or output:
        raise typer.BadParameter("filters, --format and --output are for the list; give them without a decision")
    from dragoman.corpus.deciding import Decision

    decisions = [Decision(*pair, verdict, note, option) for verdict, (option, pair) in pairs.items() if pair]
    _decide(store, decisions, file)


_SHOWN = "happening_id n_reports event_id document_id why separated sentence".split()


def _decide(store: Path, decisions: list[Decision], file: Path | None) -> None:
    from dragoman.cli.stores import refused
    from dragoman.corpus.deciding import BadDecision, decide, read_csv
    from dragoman.store.opening import Store as Opened

    with refused():
        opened = Opened(store)
    try:
        with refused(status=1):
            outcome = decide(opened, decisions + (read_csv(file) if file else []))
    except BadDecision as err:
        typer.echo(f"{err}\nnothing was written", err=True)
        raise typer.Exit(2) from err
    typer.echo(_said(outcome), err=True)
    for a, b, verdict in outcome.overruled:
        typer.echo(f"{a} and {b} are to be {verdict}, but later decisions on others overrule it", err=True)


def _said(outcome: Outcome) -> str:
    if not outcome.before:
        return "decided; no happening changed"
    happenings = "1 happening" if outcome.before == 1 else f"{outcome.before:,} happenings"
    return f"{happenings} became {outcome.after:,}"
