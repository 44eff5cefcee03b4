"""`dragoman search`."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.answers import Format, Out, Store, answer, asking


def search(
    words: Annotated[str, typer.Argument(help='Words, "a phrase", OR, NOT, strik*, brackets.')],
    store: Store,
    kind: Annotated[str, typer.Option("--in", help="articles or statements.")] = "articles",
    limit: Annotated[int, typer.Option(min=1, help="At most so many hits, the best first.")] = 20,
    format: Format = None,
    output: Out = None,
) -> None:
    """Search articles or statements for words, the best hits first (BM25).

    The first search indexes the store, later ones what came in since; the index is the file search.sqlite in it.

    Example: dragoman search '"border talks" NOT fishing' --store store --in statements
    """
    with asking(store) as corpus:
        answer(corpus.search(words, kind, limit), format, output, _SHOWN.get(kind))  # type: ignore[arg-type]


_SHOWN = {
    "articles": "published outlet title snippet id".split(),
    "statements": "published speaker speaker_codes snippet id".split(),
}
