"""Who said what, in which words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coder import code


def said(text: str) -> list[tuple[str, str, list[str]]]:
    record = code(text, date="2019-06-12")
    full = record.document.text
    return [
        (s.kind, " ".join(full[a:b] for a, b in s.source), [full[a:b] for a, b in s.content]) for s in record.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said that the bridge was safe.",
            ("indirect", "The minister", ["the bridge was safe"]),
        ),
        (
            "The bridge was safe, the minister said.",
            ("indirect", "the minister", ["The bridge was safe"]),
        ),
        (
            '"The bridge is safe," the minister said.',
            ("direct", "the minister", ['"The bridge is safe,"']),
        ),
        (
            "The mayor called the bridge “a disgrace” and said it “must go at once”.",
            ("mixed", "The mayor", ["it “must go at once”"]),
        ),
        (
            "According to the port authority, nine ships were turned away.",
            ("indirect", "the port authority", ["nine ships were turned away"]),
        ),
        (
            "The union refused to return to work.",
            ("indirect", "The union", ["to return to work"]),
        ),
        (
            "The envoy called for an inquiry.",
            ("indirect", "The envoy", ["an inquiry"]),
        ),
    ],
)
def test_finds_speaker_kind_and_content(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert expected in said(text)


def test_a_quotation_interrupted_by_its_speaker_is_one_statement() -> None:
    found = said('"The bridge is safe," the minister said. "Nobody need stay at home."')
    assert ("direct", "the minister", ['"The bridge is safe,"', '"Nobody need stay at home."']) in found
    assert len(found) == 1


def test_an_unpaired_mark_does_not_lose_the_quotation() -> None:
    found = said("“The bridge is safe, the minister said.\nIt rained for two days in the valley.")
    assert any("The bridge is safe" in " ".join(content) for _, _, content in found)


def test_a_denial_is_negated_and_its_speaker_known() -> None:
    record = code("Peru's army denied that it had burned the village.", date="2019-06-12")
    statement = record.statements[0]
    assert statement.negated
    assert [a.codes for a in record.actors if a.key in statement.speaker] == [["PER MIL"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials fear that the dam may burst.", ("Officials", ["the dam may burst"])),
        ("The union wants to see the accounts.", ("The union", ["to see the accounts"])),
        ("The minister is confident that the talks will succeed.", ("The minister", ["the talks will succeed"])),
        ("The union is adamant that no jobs will go.", ("The union", ["no jobs will go"])),
        ("Kenya, aware that rain was due, closed the road.", ("Kenya", ["rain was due"])),
        ("They called the treaty a betrayal.", ("They", ["the treaty a betrayal"])),
        ("The army blamed the rebels for the blast.", ("The army", ["the rebels for the blast"])),
        ("The mayor described the bridge as a disgrace.", ("The mayor", ["the bridge as a disgrace"])),
        ("The envoy called on both sides to stop.", ("The envoy", ["both sides to stop"])),
        ("Protesters marched to demand a recount.", ("Protesters", ["a recount"])),
        ("The board admitted losing the files.", ("The board", ["losing the files"])),
        ("Uganda regretted Kenya's refusal to sign the pact.", ("Kenya", ["to sign the pact"])),
        ("Their main worry is the price of bread.", ("Their", ["the price of bread"])),
        ("The bank expressed concern about the price of bread.", ("The bank", ["the price of bread"])),
        ("As the mayor put it, the bridge is a disgrace.", ("the mayor", ["the bridge is a disgrace"])),
        ("In the words of the envoy, the talks were a waste.", ("the envoy", ["the talks were a waste"])),
        ("The dam is safe, according to engineers, but the road is not.", ("engineers", ["The dam is safe"])),
        ("The toll is unpopular, a new poll found.", ("a new poll", ["The toll is unpopular"])),
        ("The statement acknowledges the loss of two ships.", ("The statement", ["the loss of two ships"])),
        ("The prize, the mayor said, was the biggest ever.", ("the mayor", ["The prize", "was the biggest ever"])),
        ("The minister wrote: we leave on Monday.", ("The minister", ["we leave on Monday"])),
        ("“I will not vote again.” ― Ana Example, teacher", ("Ana Example, teacher", ["“I will not vote again.”"])),
        ("She wants to plant trees, grow crops and dig wells.", ("She", ["to plant trees, grow crops and dig wells"])),
        (
            "The minister said the plan had merit but nobody backed it.",
            ("The minister", ["the plan had merit but nobody backed it"]),
        ),
        ("GARCIA: We tested the water in May. It was clean.", ("GARCIA", ["We tested the water in May. It was clean"])),
    ],
)
def test_finds_who_says_thinks_or_wants_in_every_frame(text: str, expected: tuple[str, list[str]]) -> None:
    assert expected in [(source, content) for _, source, content in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry declined to comment.",
        "The second part is called Spring.",
        "She spent a fortune to back him.",
        "Don't forget the milk.",
        "I want to see the sea.",
        "The valley saw rain.",
        "The mayor was winning in the polls.",
    ],
)
def test_what_reports_nobodys_words_is_no_statement(text: str) -> None:
    assert said(text) == []


def test_coordinated_verbs_of_saying_have_one_speaker_and_their_own_contents() -> None:
    found = said("Critics said the plan was too costly and warned that it would fail.")
    assert [(s, c) for _, s, c in found] == [("Critics", ["the plan was too costly"]), ("Critics", ["it would fail"])]


def test_what_is_added_in_a_participle_is_a_statement_of_its_own() -> None:
    found = said("The agency said the camp was full, adding that food was short.")
    assert ("indirect", "The agency", ["food was short"]) in found
    assert ("indirect", "The agency", ["the camp was full"]) in found


def test_a_quotation_that_follows_the_speakers_sentence_belongs_to_it() -> None:
    (statement,) = said("The captain said he was tired. “I cannot go on.”")
    assert statement == ("mixed", "The captain", ["he was tired", "“I cannot go on.”"])


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    (statement,) = said("“The dam is safe,” the minister said. “We tested it twice.\n“We will test it again.”")
    assert statement[2] == ["“The dam is safe,”", "“We tested it twice.", "“We will test it again.”"]


def test_a_quotation_in_the_paragraph_after_a_colon_has_its_speaker() -> None:
    assert ("direct", "The mayor", ["“Nobody will be left behind.”"]) in said(
        "The mayor said:\n“Nobody will be left behind.”"
    )


def test_each_turn_of_an_interview_is_a_statement_with_all_its_paragraphs() -> None:
    text = "Q: Why did you stay?\nA: The road was closed.\nIt was closed for weeks.\nQ: And then?\nA: Then we left."
    assert [(s, c) for _, s, c in said(text)] == [
        ("Q", ["Why did you stay?"]),
        ("A", ["The road was closed", "It was closed for weeks"]),
        ("Q", ["And then?"]),
        ("A", ["Then we left"]),
    ]


def test_a_headline_may_name_its_source_first_or_last() -> None:
    assert ("indirect", "minister", ["Storm will pass by Monday"]) in said("Storm will pass by Monday: minister\nRain.")
    assert ("indirect", "Poll", ["Most voters want an early election"]) in said(
        "Poll: Most voters want an early election\nIt rained."
    )


def test_a_label_that_is_no_speaker_makes_no_statement() -> None:
    assert said("Update: the road is open again\nRain fell.") == []


def test_a_claim_that_nobody_makes_is_negated() -> None:
    record = code("No group has claimed responsibility.", date="2019-06-12")
    assert [s.negated for s in record.statements] == [True]


def test_a_source_on_both_sides_of_a_verb_is_given_in_two_spans() -> None:
    record = code("Kenya joined Uganda in calling for a truce.", date="2019-06-12")
    text = record.document.text
    assert [text[a:b] for a, b in record.statements[0].source] == ["Kenya", "Uganda"]


def test_the_reason_for_an_unknown_speaker_is_given() -> None:
    record = code("Calls for an inquiry grew. The statement regrets the loss of life.", date="2019-06-12")
    first, second = record.statements
    assert (first.source, first.speaker) == ([], [])
    assert "no speaker named" in first.why
    assert "document" in second.why


def test_an_act_of_speech_points_to_its_event_and_what_it_tells_points_back() -> None:
    record = code("Kenya accused Uganda of attacking a village in its north.", date="2019-06-12")
    (statement,) = record.statements
    assert statement.event in {e.id for e in record.events}


def test_a_statement_inside_another_points_to_it() -> None:
    record = code("The officer said that the minister had promised to pay.", date="2019-06-12")
    outer, inner = record.statements
    assert inner.within == outer.id


def test_a_short_quotation_without_a_cue_is_no_statement() -> None:
    assert said("The 'big house' stands on the hill.") == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(['"', "“", "”", "the envoy said", "We stay", ".", ",", "\n", "'", "that"]), max_size=14)
)
def test_spans_always_lie_in_the_text(parts: list[str]) -> None:
    record = code(" ".join(parts))
    size = len(record.document.text)
    for statement in record.statements:
        for start, end in [*statement.content, *statement.source]:
            assert 0 <= start < end <= size
