"""Who is who in a document."""

from __future__ import annotations

import pytest

from dragoman.actors import resolve, resolve_actors
from dragoman.actors.entries import choose
from dragoman.actors.gazetteer import gazetteer
from dragoman.parsing import parse
from dragoman.record import Document


def actors(text: str, date: str | None = "2019-06-12") -> dict[str, list[str]]:
    table = resolve_actors(parse(Document(id="d", text=text, published=date)))
    return {actor.name: actor.codes for actor in table.actors}


def codes_at(text: str, word: str, date: str | None = "2019-06-12", nth: int = 0) -> list[str]:
    parsed = parse(Document(id="d", text=text, published=date))
    table = resolve_actors(parsed)
    return table.codes(table.at([t for t in parsed.tokens if t.text == word][nth]))


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Kenya closed the border.", "Kenya", ["KEN GOV"]),
        ("The Kremlin rejected the offer.", "Kremlin", ["RUS GOV"]),
        ("Turkish troops crossed the river.", "troops", ["TUR MIL"]),
        ("Striking teachers marched in Lima.", "teachers", ["PER EDU"]),
        ("The German embassy in Kabul was closed.", "embassy", ["DEU GOV"]),
        ("Peruvian and Chilean officials met.", "officials", ["PER GOV", "CHL GOV"]),
        ("The U.N. refugee agency opened a camp.", "agency", ["UNO"]),
        ("A Taliban spokesman denied it.", "spokesman", ["AFG REB"]),
        ("The foreign minister of Ghana resigned.", "minister", ["GHA GOV"]),
        ("Syrian-backed militias attacked the town in Lebanon.", "militias", ["LBN PRM"]),
    ],
)
def test_reads_nationality_role_and_body(text: str, word: str, codes: list[str]) -> None:
    assert codes_at(text, word) == codes


def test_a_movement_that_takes_power_changes_its_sector_that_day() -> None:
    assert codes_at("The Taliban opened an office.", "Taliban", "2021-08-14") == ["AFG REB"]
    assert codes_at("The Taliban opened an office.", "Taliban", "2021-08-15") == ["AFG GOV"]


def test_an_office_holder_is_a_former_official_after_the_term() -> None:
    entry, why = choose(gazetteer().lookup("Ellen Johnson Sirleaf"), "2019-06-12")
    assert entry is not None
    assert (entry.code, entry.sector) == ("LBR", "ELI")
    assert "until 2018-01-22" in why


def test_a_name_introduced_with_a_title_is_known_later_by_the_surname() -> None:
    text = 'Mali\'s trade minister, Awa Exemplaire, left. Later Exemplaire said: "I am tired."'
    assert codes_at(text, "Exemplaire", nth=1) == ["MLI GOV"]


def test_a_title_before_an_unknown_name_gives_its_codes() -> None:
    assert actors("Finnish Foreign Minister Aino Esimerkki arrived.")["Aino Esimerkki"] == ["FIN GOV"]


def test_a_group_of_states_lists_its_members_of_the_day() -> None:
    table = resolve_actors(parse(Document(id="d", text="The Baltic states protested.", published="2019-06-12")))
    group = next(a for a in table.actors if a.members)
    assert sorted(group.codes) == ["EST GOV", "LTU GOV", "LVA GOV"]
    assert sorted(table[key].name for key in group.members) == ["Estonia", "Latvia", "Lithuania"]


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Rwanda accused Uganda. It closed the border.", "It", ["RWA GOV"]),
        ("Rebels in Chad attacked. They burned a village.", "They", ["TCD REB"]),
        ("Nepal and Bhutan signed. They meet again in May.", "They", ["NPL GOV", "BTN GOV"]),
        ("Mexican police left. Their chief stayed.", "Their", ["MEX COP"]),
    ],
)
def test_pronouns_go_back_to_parties(text: str, word: str, codes: list[str]) -> None:
    assert codes_at(text, word) == codes


def test_an_it_that_names_nothing_is_nobody() -> None:
    assert codes_at("Togo voted. It is clear that nobody won.", "It") == []


def test_the_bird_and_the_pronoun_are_no_states() -> None:
    assert actors("They ate turkey and told us so.") == {} or "TUR GOV" not in str(
        actors("They ate turkey and told us so.")
    )
    assert codes_at("They told us so.", "us") == []


def test_unknown_bodies_are_typed_by_their_words_with_a_reason() -> None:
    table = resolve_actors(parse(Document(id="d", text="Hilltop Motors cut its prices in Zambia.", published=None)))
    actor = next(a for a in table.actors if a.name.startswith("Hilltop"))
    assert actor.codes[0].endswith("BUS")
    assert "word 'Motors' of its name" in actor.why


def test_resolve_answers_each_mention_with_country_sector_and_reason() -> None:
    rows = [
        {"id": 1, "mention": "the Zambian army"},
        {"id": 2, "mention": "Great Britain"},
        {"id": 3, "mention": "gunmen", "context": "In Nigeria gunmen attacked a bus."},
        {"id": 4, "mention": "the soft rain"},
    ]
    found = list(resolve(rows))
    assert [(r["id"], r["country"], r["sector"]) for r in found] == [
        (1, "ZMB", "MIL"),
        (2, "GBR", ""),
        (3, "NGA", "UAF"),
        (4, "", ""),
    ]
    assert all(r["why"] for r in found)


def test_a_bare_surname_is_known_where_one_person_alone_holds_office_with_it() -> None:
    assert codes_at("Mr. Mandela was the head of state.", "Mandela", "1996-06-01") == ["ZAF GOV"]
    assert codes_at("Mr. Okafor was the head of the choir.", "Okafor", "1996-06-01") == []
