"""Which verb a quotation belongs to, and where it ends."""

from __future__ import annotations

import pytest

from dragoman.coder import code


def said(text: str) -> list[tuple[str, str, list[str]]]:
    record = code(text, date="2019-06-12")
    full = record.document.text
    return [
        (s.kind, " ".join(full[a:b] for a, b in s.source), [full[a:b] for a, b in s.content]) for s in record.statements
    ]


def test_what_the_writer_tells_after_a_quotation_is_no_part_of_it() -> None:
    assert said("“You coming?” the guard said, but the driver was already turning the car around.") == [
        ("direct", "the guard", ["“You coming?”"])
    ]
    assert said("The rector groaned, “I cannot stay,” and left the hall.") == [
        ("direct", "The rector", ["“I cannot stay,”"])
    ]


def test_a_quotation_belongs_to_the_verb_that_touches_it() -> None:
    text = "The talks would add so many clauses that lawyers rejoice. ''There is a lot of paper,'' said Mr. Burr."
    assert [(source, content) for _, source, content in said(text)] == [("Mr. Burr", ["''There is a lot of paper,''"])]


def test_a_question_in_quotation_marks_belongs_to_who_asks_it() -> None:
    assert said("“Does anybody know what the plan of the board is?” the mayor asked. “Neither do I.”") == [
        ("direct", "the mayor", ["“Does anybody know what the plan of the board is?”", "“Neither do I.”"])
    ]


def test_a_quotation_broken_off_by_its_speaker_and_an_aside_goes_on() -> None:
    text = (
        "“Each time you raise that,” the envoy said, referring to the toll, “you help those who want the port closed.”"
    )
    assert (
        "direct",
        "the envoy",
        ["“Each time you raise that,”", "“you help those who want the port closed.”"],
    ) in said(text)


def test_a_quotation_behind_a_colon_goes_on_with_what_stands_before_the_speaker() -> None:
    assert said('The bridge will open in May, the mayor said: "I think it will hold."') == [
        ("mixed", "the mayor", ["The bridge will open in May", '"I think it will hold."'])
    ]


def test_the_words_before_the_colon_of_a_quotation_are_no_part_of_it() -> None:
    found = said("A senator from Accra scolded him: “The board is against you,” she said. “You must listen.”")
    assert ("direct", "she", ["“The board is against you,”", "“You must listen.”"]) in found


@pytest.mark.parametrize("mark", ['"', "“"])
def test_a_transcript_whose_turns_open_with_a_mark_has_a_statement_a_turn(mark: str) -> None:
    text = (
        f"{mark}KAYA: Will the bridge open?\n\n{mark}OLA: It will not. We have no money.\n\n{mark}KAYA: The town asks."
    )
    assert [(source, content) for _, source, content in said(text)] == [
        ("KAYA", ["Will the bridge open?"]),
        ("OLA", ["It will not. We have no money"]),
        ("KAYA", ["The town asks"]),
    ]


def test_that_said_is_nobodys_statement() -> None:
    assert said("That said, the bridge is safe.") == []


def test_a_source_keeps_both_brackets() -> None:
    assert said("Senator Abena Mensah (D-Accra) said the bridge was safe.") == [
        ("indirect", "Senator Abena Mensah (D-Accra)", ["the bridge was safe"])
    ]
