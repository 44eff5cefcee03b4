from __future__ import annotations

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.corpus import find_copies, texts
from dragoman.corpus.texts import Texts
from tests.corpus.samples import RAID, STRIKE, documents


@given(st.lists(st.text(max_size=30)), st.randoms())
def test_texts_come_back_as_they_were_in_any_order(given_texts, chance):
    with Texts() as kept:
        for text in given_texts:
            kept.add(text)
        numbers = list(range(len(given_texts)))
        chance.shuffle(numbers)
        assert [kept[n] for n in numbers] == [given_texts[n] for n in numbers]


def test_half_a_surrogate_pair_survives():
    with Texts() as kept:
        kept.add("a \ud83d b")
        assert kept[0] == "a \ud83d b"


def test_copies_are_the_same_whether_the_texts_fit_into_memory_or_not(monkeypatch: pytest.MonkeyPatch):
    table = documents(("a", RAID, "2024-05-14"), ("b", RAID[:300], "2024-05-14"), ("c", STRIKE, "2024-05-15"))
    in_memory = find_copies(table)
    monkeypatch.setattr(texts, "_IN_MEMORY", 10)
    assert find_copies(table).equals(in_memory)


def test_a_full_disk_names_the_remedy(monkeypatch: pytest.MonkeyPatch):
    with Texts() as kept:

        def write(_: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(kept._file, "write", write)
        with pytest.raises(OSError, match=r"No space left on device in the temporary folder .* TMPDIR"):
            kept.add("a text")
