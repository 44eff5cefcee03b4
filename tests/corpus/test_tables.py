from __future__ import annotations

from dragoman.corpus.evidence import mode_families
from dragoman.corpus.words import common_words, is_figure
from dragoman.ontology import event_types, rows


def test_every_mode_of_the_codebook_has_a_row_of_families():
    assert set(mode_families()) == {key for key in event_types() if key[1] is not None}


def test_common_words_are_small_sorted_and_there_once():
    words = [row["word"] for row in rows("dragoman.corpus", "tables/common_words.csv")]
    assert words == sorted(set(words))
    assert all(word.islower() and word.isalpha() for word in words)
    assert {"the", "said", "government"} <= common_words()


def test_figures_are_numbers_in_digits_or_letters():
    assert [is_figure(word) for word in ("12", "1,834.5", "Twelve", "Damboa", "a")] == [True, True, True, False, False]
