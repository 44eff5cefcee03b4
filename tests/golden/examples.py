"""The bundled examples and their golden records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dragoman.coder import code_documents
from dragoman.reading import read
from dragoman.record import Document

ROOT = Path(__file__).resolve().parents[2]
RECORDS = Path(__file__).resolve().parent / "records"


def examples() -> list[Path]:
    """Return the example documents in the order of their names."""
    return sorted(p for p in (ROOT / "examples").iterdir() if p.suffix != ".md")


def golden_path(example: Path) -> Path:
    """Return where the golden record of an example stands."""
    return RECORDS / f"{example.name.split('.')[0]}.json"


def code_example(example: Path) -> dict[str, Any]:
    """Return the record of an example without what changes with each version: the coder and the path."""
    (document,) = list(read([example]))
    assert isinstance(document, Document)
    (record,) = list(code_documents([document]))
    data = record.to_dict()
    data["document"]["coder"] = None
    data["document"]["source"] = example.name
    return json.loads(json.dumps(data))
