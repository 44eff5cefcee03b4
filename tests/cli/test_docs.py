"""The docs and the help hold what the command line has, and nothing that it has not."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import typer.main

from dragoman.cli.app import app
from dragoman.record import json_schema

ROOT = Path(__file__).resolve().parents[2]
COMMAND = typer.main.get_command(app)
VERBS = COMMAND.commands  # type: ignore[attr-defined]
REFERENCE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
DOCS = "\n".join(p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help_with_an_example_and_a_place_in_the_reference(verb: str) -> None:
    assert f"Example: dragoman {verb}" in (VERBS[verb].help or "")
    assert f"## {verb}\n" in REFERENCE


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_option_is_explained_in_help_and_reference(verb: str) -> None:
    section = REFERENCE.split(f"## {verb}\n")[1].split("\n## ")[0]
    for option in VERBS[verb].params:
        if isinstance(option, click.Option) or hasattr(option, "is_flag"):
            assert getattr(option, "help", None), f"{option.name} has no help"
            assert any(f"`{name}" in section for name in option.opts), f"{option.opts} is not in docs/cli.md"


GROUPED = [
    (group, name, command) for group, verb in VERBS.items() for name, command in getattr(verb, "commands", {}).items()
]


@pytest.mark.parametrize(("group", "name", "command"), GROUPED, ids=lambda part: str(part)[:20])
def test_every_verb_of_a_group_and_its_options_are_explained(group: str, name: str, command: click.Command) -> None:
    assert f"Example: dragoman {group} {name}" in (command.help or "")
    section = REFERENCE.split(f"## {group}\n")[1].split("\n## ")[0]
    assert f"`{group} {name}" in section
    for option in command.params:
        assert getattr(option, "help", None), f"{group} {name} {option.name} has no help"
        if option.param_type_name == "option":
            assert any(f"`{flag}" in section for flag in option.opts), f"{option.opts} is not in docs/cli.md"


def test_no_document_shows_a_verb_that_does_not_exist() -> None:
    shown = set(re.findall(r"^(?:\.venv/bin/)?dragoman ([a-z]+)", DOCS, re.MULTILINE))
    assert shown
    assert shown <= set(VERBS)


def test_every_field_of_the_record_is_explained() -> None:
    text = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    for name in ("Document", "Actor", "Event", "Statement", "Commitment", "EventDate", "Place", "Money", "Quantity"):
        for field in json_schema()["$defs"][name]["properties"]:
            assert re.search(rf"\b{field}\b", text), f"{name}.{field} is not in docs/record.md"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
