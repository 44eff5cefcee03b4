"""Which language a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.language import identify, language_problem


@pytest.mark.parametrize(
    "text",
    [
        "Talks collapse",
        "Oil prices rise 3%",
        "Examplia hails Abuja accord",
        "MINISTER SIGNS DECREE ON BORDER GUARDS, SPOKESMAN SAYS",
        "Ferries collide near Zamboanga, Mindanao, 14 missing, coast guard says",
        "Foreign ministers Çağlar Örnekoğlu, Željko Primjerović and Nguyễn Văn Mẫu met at the İzmir summit on Friday",
        "Governors from Chuquisaca, Potosí, Tarija, Cochabamba, Oruro, Beni gather, Issyk-Kul envoys attend",
        "“La réunion continue”, said the minister, who had been asked about the talks with the rebels.",
    ],
)
def test_english_is_english_with_any_names_in_it(text: str) -> None:
    assert identify(text) == "en"
    assert language_problem(identify(text)) is None


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        (
            "Le ministre des Affaires étrangères a annoncé mardi la reprise des négociations.",
            "fr",
            "French",
        ),
        ("Der Minister hat am Dienstag angekündigt, dass die Gespräche in der Hauptstadt weitergehen.", "de", "German"),
        (
            "De minister was in de hoofdstad en is van plan om of te blijven of in mei terug te gaan.",
            "nl",
            "Dutch",
        ),
        ("El ministro anunció el martes que las conversaciones continuarán en la capital.", "es", "Spanish"),
        ("Министр объявил во вторник, что переговоры в столице будут продолжены.", "ru", "Russian"),
        ("أعلن وزير الخارجية يوم الثلاثاء أن المحادثات ستستمر في العاصمة.", "ar", "Arabic"),
        ("外交部长星期二宣布会谈将继续在首都举行。", "zh", "Chinese"),
        ("Dışişleri bakanı salı günü görüşmelerin başkentte devam edeceğini açıkladı.", "tr", "Turkish"),
    ],
)
def test_other_languages_are_named(text: str, code: str, name: str) -> None:
    assert identify(text) == code
    reason = language_problem(code)
    assert reason is not None and f"seems to be in {name} ({code}); Dragoman codes English (en) so far" in reason


def test_what_is_no_language_says_so() -> None:
    assert identify("123 – 456 !!! 😀") is None
    assert "no words" in str(language_problem(None))
    assert "no language" in str(language_problem(identify("QWxhZGRpbjpvcGVuIHNlc2FtZQ" * 6)))


def test_a_code_without_a_name_is_still_reported() -> None:
    assert "another language (qq)" in str(language_problem("qq"))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    code = identify(text)
    assert (code is None) == (not any(c.isalpha() for c in text))
