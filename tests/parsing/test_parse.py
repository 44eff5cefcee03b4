"""Sentences, paragraphs and offsets over texts as they come."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.parsing import parse, parse_many
from dragoman.record import Document, Furniture

LEAD = "The port authority of Berbera closed two berths on Tuesday. Ships were sent to Djibouti."


def document(text: str, **fields: object) -> Document:
    return Document(id="d", text=text, **fields)  # type: ignore[arg-type]


def sentences(text: str) -> list[str]:
    parsed = parse(document(text))
    return [parsed.words(s.span) for s in parsed.sentences]


def test_splits_sentences_of_a_paragraph() -> None:
    assert sentences(LEAD) == [
        "The port authority of Berbera closed two berths on Tuesday.",
        "Ships were sent to Djibouti.",
    ]


def test_a_lower_case_word_does_not_open_a_sentence_after_a_quotation() -> None:
    assert sentences('"Is the port closed?" the mayor asked.') == ['"Is the port closed?" the mayor asked.']


def test_titles_and_initials_do_not_end_sentences() -> None:
    assert len(sentences("Mr. J. Okello met Lt. Gen. Tesfaye in the U.S. embassy.")) == 1


@pytest.mark.parametrize("blank", ["\u200b", "\u200e", "\u00ad", "\ufeff"])
def test_marks_inside_a_word_do_not_break_it_and_offsets_go_back_to_the_original(blank: str) -> None:
    text = f"The har{blank}bour closed."
    parsed = parse(document(text))
    word = next(t for t in parsed.tokens if t.text == "harbour")
    assert parsed.words(parsed.span(word)) == f"har{blank}bour"


def test_emoji_and_odd_spaces_keep_offsets_exact() -> None:
    text = "🔥🔥 The\u00a0port \u2003closed 👩‍👩‍👧 on Tuesday."
    parsed = parse(document(text))
    word = next(t for t in parsed.tokens if t.text == "closed")
    assert parsed.words(parsed.span(word)) == "closed"


def test_a_text_without_a_line_break_is_split_into_all_its_sentences() -> None:
    text = " ".join(f"Ship number {n} left the port of Mombasa." for n in range(2000))
    assert len(text) > 60_000
    assert len(parse(document(text)).sentences) == 2000


def test_no_word_is_lost_on_very_long_input() -> None:
    text = "\n".join(f"Envoy {n} signed the paper in Geneva on Monday." for n in range(4300))
    assert len(text) > 200_000
    parsed = parse(document(text))
    assert sum(t.text == "signed" for t in parsed.tokens) == 4300


def test_furniture_is_not_parsed() -> None:
    text = "The port closed. Read more: War in the hills. Ships left."
    start = text.index("Read")
    parsed = parse(document(text, furniture=[Furniture(span=(start, start + 28), kind="read-more")]))
    assert [parsed.words(s.span) for s in parsed.sentences] == ["The port closed.", "Ships left."]


def test_a_dateline_is_set_aside_and_known() -> None:
    text = "MOMBASA, March 3 (Example Wire) -- The port closed."
    parsed = parse(document(text))
    assert parsed.dateline is not None
    assert parsed.words(parsed.dateline.place) == "MOMBASA"
    assert [parsed.words(s.span) for s in parsed.sentences] == ["The port closed."]


def test_lines_wrapped_at_a_fixed_width_are_one_paragraph() -> None:
    text = (
        "The harbour master of the northern port told a committee of the\n"
        "regional assembly that no ship had been turned away since the\n"
        "strike of the dockers began, and that talks with the union were\n"
        "going on in a hotel near the station.\n\n"
        "A second hearing is planned.\n"
    )
    parsed = parse(document(text))
    assert len(parsed.paragraphs) == 2
    assert len(parsed.sentences) == 2


def test_the_title_is_a_headline_and_headings_are_headings() -> None:
    text = "Port closes\nThe port closed.\nWhat next\nShips left."
    at = text.index("What next")
    parsed = parse(document(text, title="Port closes", headings=[(at, at + 9)]))
    assert [p.kind for p in parsed.paragraphs] == ["headline", "body", "heading", "body"]


def test_a_batch_gives_the_same_as_each_text_alone() -> None:
    texts = [LEAD, "Nobody came.", LEAD + " " + LEAD]
    together = list(parse_many([document(t) for t in texts]))
    for text, parsed in zip(texts, together, strict=True):
        assert [parsed.words(s.span) for s in parsed.sentences] == sentences(text)


def test_an_empty_text_has_no_sentences() -> None:
    assert parse(document("")).sentences == []
    assert parse(document(" \n\u200b\n")).sentences == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
@example("\u0000\ud7ff a")
@example("“\u200b”")
@example("a\u2028b\u0085c\x1c")
def test_every_token_stands_where_the_parse_says(text: str) -> None:
    parsed = parse(document(text))
    last = 0
    for token in parsed.tokens:
        start, end = parsed.span(token)
        assert last <= start < end <= len(text)
        last = end
    for sentence in parsed.sentences:
        assert 0 <= sentence.span[0] < sentence.span[1] <= len(text)
