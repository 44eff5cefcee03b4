"""`dragoman schema`."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of a record.

    Example: dragoman schema > record.schema.json
    """
    from dragoman.record import json_schema

    typer.echo(json.dumps(json_schema(), indent=2))
