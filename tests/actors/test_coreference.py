"""Who pronouns and descriptions go back to, and when nobody is named rather than guessed."""

from __future__ import annotations

import pytest

from dragoman.actors.resolver import resolve_actors
from dragoman.actors.table import ActorTable
from dragoman.parsing import Parse, parse
from dragoman.record import Document


def read(text: str, day: str | None = "2019-06-12") -> tuple[Parse, ActorTable]:
    parsed = parse(Document(id="d", text=text, published=day))
    return parsed, resolve_actors(parsed)


def meant(text: str, word: str, nth: int = 0) -> list[str]:
    """Codes of whom the nth occurrence of a word stands for."""
    parsed, table = read(text)
    token = [t for t in parsed.tokens if t.text == word][nth]
    return table.codes(table.at(token))


def test_they_after_three_states_are_all_three() -> None:
    assert meant("Peru, Chile and Bolivia signed the note. They asked for talks.", "They") == [
        "PER GOV", "CHL GOV", "BOL GOV",
    ]  # fmt: skip


def test_it_is_the_body_and_never_the_subject_of_its_own_clause() -> None:
    assert meant("Ghana scolded Togo. Ghana accused it of delay.", "it") == ["TGO GOV"]


def test_it_that_names_a_matter_is_declined_with_a_reason() -> None:
    parsed, table = read("The rebels in Chad said it was clear that rain would come.")
    token = next(t for t in parsed.tokens if t.text == "it")
    assert table.at(token) == ()
    assert "matter" in (table.why_not(token) or "")


def test_we_in_a_quotation_are_the_speaker() -> None:
    assert meant('"We will keep the bridge open," the Kenyan foreign minister said.', "We") == ["KEN GOV"]


def test_you_in_a_quotation_are_the_addressee() -> None:
    text = 'The Kenyan foreign minister told Ugandan officials: "We will help you."'
    assert meant(text, "you") == ["UGA GOV"]


def test_him_in_a_quotation_is_not_the_speaker() -> None:
    text = (
        "Norway's foreign minister met Peru's defence minister. \"I trust him,\" the Norwegian foreign minister said."
    )
    assert meant(text, "him") != ["NOR GOV"]


def test_the_group_is_a_group_and_not_the_ministry_named_last() -> None:
    text = "Boko Haram burned a village in Nigeria. The ministry counted the dead. The group fled."
    assert meant(text, "group") == ["NGA REB"]


def test_the_two_countries_are_the_two_that_were_named() -> None:
    assert meant("Ghana closed its border with Togo. The two countries will talk.", "countries") == [
        "GHA GOV", "TGO GOV",
    ]  # fmt: skip


def test_both_sides_of_three_are_declined_with_the_number() -> None:
    parsed, table = read("Ghana, Togo and Benin met. Both sides left.")
    token = next(t for t in parsed.tokens if t.text == "sides")
    assert table.at(token) == ()
    assert table.why_not(token) == "2 are meant, 3 named nearby"


def test_a_description_with_another_name_is_another_body() -> None:
    text = "The World Food Programme sent maize to Chad. The U.N. refugee agency counted the tents."
    parsed, table = read(text)
    names = {table[k].name for t in parsed.tokens for k in table.at(t)}
    assert {"World Food Programme", "UNHCR"} <= names


def test_a_surname_goes_back_to_its_introduction() -> None:
    text = "Ada Fictive, the Dutch defence minister, flew home. Fictive declined to comment."
    assert meant(text, "Fictive", 1) == ["NLD GOV"]


def test_an_acronym_in_brackets_goes_back_to_the_long_name() -> None:
    text = "The Harbour Workers Union (HWU) in Ghana called a strike. The HWU wants better pay."
    parsed, table = read(text)
    first, second = (t for t in parsed.tokens if t.text in ("Union", "HWU") and t.dep_ not in ("appos", "nmod"))
    assert table.codes(table.at(first)) == ["GHA LAB"]
    assert table.codes(table.at(second)) == ["GHA LAB"]


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Syrian-backed militias shelled the road in Lebanon.", "militias", ["LBN PRM"]),
        ("The German embassy in Kabul was shut.", "embassy", ["DEU GOV"]),
        ("The Saudi National Guard was put on alert.", "Guard", ["SAU MIL"]),
        ("Thousands of Kenyan teachers marched.", "Thousands", ["KEN EDU"]),
        ("Iraqi Kurds voted on Sunday.", "Kurds", ["IRQ CVL"]),
        ("Ethnic Albanians in Serbia voted on Sunday.", "Albanians", ["SRB CVL"]),
        ("A group of Turkish tourists was robbed.", "group", ["TUR CVL"]),
        ("Rebel personnel were seen in Chad.", "personnel", ["TCD REB"]),
        ("A NATO spokesman said little.", "spokesman", ["IGO MIL"]),
        ("Kenyan peacekeepers left the base.", "peacekeepers", ["KEN MIL"]),
        ("UN peacekeepers left the base.", "peacekeepers", ["UNO MIL"]),
        ("An anti-Syria journalist from Lebanon was held.", "journalist", ["LBN JRN"]),
        ("The president of the Chadian Human Rights League was held.", "president", ["TCD SOC"]),
        ("Foreign fighters left Mali.", "fighters", ["--- REB"]),
    ],
)
def test_compound_and_nested_actors(text: str, word: str, codes: list[str]) -> None:
    assert meant(text, word) == codes


def test_coordinated_nationalities_share_the_noun() -> None:
    parsed, table = read("Senior Kenyan and Ugandan officials met in Nairobi.")
    token = next(t for t in parsed.tokens if t.text == "officials")
    assert set(table.codes(table.at(token))) == {"KEN GOV", "UGA GOV"}


def test_no_group_names_nobody() -> None:
    parsed, table = read("No group in Mali has claimed the attack.")
    assert table.at(next(t for t in parsed.tokens if t.text == "group")) == ()


def test_she_is_not_the_man_named_last() -> None:
    text = "Maria Fictive, the Dutch defence minister, met Peter Sample, the Danish one. She flew home."
    assert meant(text, "She") == ["NLD GOV"]


def test_a_famous_surname_is_not_its_bearers_where_the_text_names_another() -> None:
    text = "South Korea's trade minister, Han Seo-yun, left Seoul. Han said the talks had failed."
    parsed, table = read(text, "2024-02-06")
    han = [t for t in parsed.tokens if t.text == "Han"][-1]
    assert "Han Duck-soo" not in {table[k].name for k in table.at(han)}


def test_title_and_surname_name_the_holder_of_the_office_only_where_the_first_letter_agrees() -> None:
    known = "Vice President Joseph R. Biden Jr. did not enter the race."
    other = "Vice President Wanda Biden did not enter the race."
    for text, expected in ((known, True), (other, False)):
        parsed, table = read(text, "2015-11-13")
        names = {table[k].name for t in parsed.tokens for k in table.at(t)}
        assert ("Joe Biden" in names) is expected


def test_a_name_near_a_public_figures_is_not_the_public_figure() -> None:
    parsed, table = read("Robert Bates opened a bakery. The American banker Ann Fictive came.", "2010-05-01")
    assert "Robert Gates" not in {table[k].name for t in parsed.tokens for k in table.at(t)}


def test_he_who_speaks_is_not_the_man_spoken_of() -> None:
    text = 'The Peruvian diplomat left. "President Obama seems fond of us," he said.'
    assert meant(text, "he") == ["PER GOV"]
