"""`dragoman ingest`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.inputs import (
    AllowPrivate,
    Cache,
    Contact,
    DateField,
    Delay,
    FeedText,
    IdField,
    Jobs,
    TextField,
    TitleField,
)

ENGINES = ("pool", "ray")
STOPPED = 130
MANY_FILES = 100


def ingest(
    inputs: Annotated[list[str], typer.Argument(help="Whatever `dragoman code` reads: files, folders, addresses, -.")],
    store: Annotated[Path, typer.Option("--store", "-s", help="Folder of the store; made where there is none.")],
    jobs: Jobs = 1,
    engine: Annotated[str, typer.Option(help="pool: processes of this machine; ray: a Ray cluster.")] = "pool",
    text_field: TextField = None,
    id_field: IdField = None,
    date_field: DateField = None,
    title_field: TitleField = None,
    allow_private: AllowPrivate = False,
    feed_text: FeedText = False,
    delay: Delay = 1.0,
    contact: Contact = None,
    cache: Cache = None,
) -> None:
    """Code news into a store.

    Stop it at any moment and run it again: what is stored is not coded again, and nothing is stored twice. Each input
    that fails is named on standard error and kept in the table `failures`, the rest done.

    Example: dragoman ingest news/ --store store --jobs 4
    """
    from dragoman.cli.progress import Progress
    from dragoman.cli.stores import refused
    from dragoman.corpus.expected import expected
    from dragoman.corpus.ingest import Ingest
    from dragoman.corpus.pool import NoWorkers
    from dragoman.reading import Fields, Web
    from dragoman.store.opening import Store

    if engine not in ENGINES:
        raise typer.BadParameter(f"no engine {engine!r}; the engines are {', '.join(ENGINES)}", param_hint="--engine")
    if engine == "ray":
        _need_ray()
    with refused():
        opened = Store.create(store)
    fields = Fields(text=text_field, id=id_field, date=date_field, title=title_field)
    web = Web(allow_private, delay, contact, cache, feed_text)
    with refused(status=1), Progress(expected(inputs)) as progress:
        try:
            run = Ingest(opened, progress, jobs, engine, fields, web).run(inputs)
        except KeyboardInterrupt:
            progress.say("stopped; what was coded is stored. Run the same command again to go on")
            raise typer.Exit(STOPPED) from None
        except NoWorkers as err:
            progress.say(str(err))
            raise typer.Exit(1) from err
    progress.close(run)
    if (files := len(opened.files("documents"))) > MANY_FILES:
        progress.say(f"{files:,} small files; queries are quicker after: dragoman compact --store {store}")
    if run.counts["failed"] or run.counts["failed before"] or not run.counts["read"]:
        raise typer.Exit(1)


def _need_ray() -> None:
    from dragoman.corpus.cluster import RayMissing, find_ray

    try:
        find_ray()
    except RayMissing as err:
        raise typer.BadParameter(str(err), param_hint="--engine") from err
