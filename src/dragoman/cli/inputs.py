"""What `code` and `ingest` are told alike: which columns hold what, and how pages are fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Number of processes.")]
TextField = Annotated[str | None, typer.Option(help="Column with the text, in JSONL, CSV and Parquet inputs.")]
IdField = Annotated[str | None, typer.Option(help="Column with the document's id.")]
DateField = Annotated[str | None, typer.Option(help="Column with the day of publication.")]
TitleField = Annotated[str | None, typer.Option(help="Column with the title.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses, too.")]
FeedText = Annotated[
    bool, typer.Option("--feed-text", help="Take the text that a feed itself gives; fetch none of its pages.")
]
Delay = Annotated[float, typer.Option(min=0, help="Seconds between two requests to one host.")]
Contact = Annotated[
    str | None, typer.Option(help="Your mail address or page, which servers are told with each request.")
]
Cache = Annotated[
    Path | None, typer.Option(help="Folder for pages that servers need not send again; else your cache folder.")
]
