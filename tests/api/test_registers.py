"""Lists and registers as data."""

import pytest
from fastapi.testclient import TestClient

from catalogue import registers
from catalogue.dictionary import dictionary
from catalogue.glossary import terms
from catalogue.vocabulary import VOCABULARIES, Theme, WorkType


def test_every_closed_list_is_there_with_its_explanations(client: TestClient) -> None:
    found = {row["naam"]: row for row in client.get("/v1/begrippenlijsten").json()["resultaten"]}
    assert VOCABULARIES.keys() <= found.keys()
    for name, vocabulary in VOCABULARIES.items():
        expected = [(term.value, term.label, term.explanation) for term in vocabulary]
        assert [(row["code"], row["label"], row["uitleg"]) for row in found[name]["codes"]] == expected


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_closed_list_has_an_address_of_its_own(client: TestClient, name: str) -> None:
    answer = client.get(f"/v1/begrippenlijsten/{name}")
    assert answer.json()["_links"]["self"]["href"].endswith(f"/v1/begrippenlijsten/{name}")


@pytest.mark.parametrize(
    ("path", "facet", "expected"), [("werksoorten", "werksoort", WorkType), ("themas", "thema", Theme)]
)
def test_a_way_in_counts_the_approaches_it_leads_to(
    client: TestClient, path: str, facet: str, expected: type[WorkType] | type[Theme]
) -> None:
    rows = client.get(f"/v1/{path}").json()["resultaten"]
    assert [row["code"] for row in rows] == [term.value for term in expected]
    for row in rows[:4]:
        found = client.get("/v1/aanpakken", params={facet: row["code"]}).json()
        assert found["totaalAantal"] == row["aantalAanpakken"]
        assert client.get(row["_links"]["aanpakken"]["href"]).json()["totaalAantal"] == found["totaalAantal"]
        assert client.get(row["_links"]["self"]["href"]).json() == row
        assert client.get(row["_links"]["pagina"]["href"]).status_code == 200


def test_every_municipality_is_there_with_its_approaches(client: TestClient) -> None:
    body = client.get("/v1/gemeenten").json()
    rows = body["resultaten"]
    assert body["totaalAantal"] == len(rows) == len(registers.municipalities())
    assert body["status"] in {"te_controleren", "gecontroleerd"}
    used = max(rows, key=lambda row: row["aantalAanpakken"])
    assert client.get(used["_links"]["self"]["href"]).json() == used
    listed = client.get(used["_links"]["aanpakken"]["href"]).json()
    assert listed["totaalAantal"] == used["aantalAanpakken"] > 0


def test_every_unit_cost_is_there_and_has_its_own_address(client: TestClient) -> None:
    rows = client.get("/v1/kengetallen").json()["resultaten"]
    expected = (*registers.unit_costs(), *registers.macro_figures(), *registers.missing_unit_costs())
    assert [row["id"] for row in rows] == [row.id for row in expected]
    assert client.get(f"/v1/kengetallen/{rows[0]['id']}").json() == rows[0]
    assert all(isinstance(row["waarde"], str | dict) for row in rows)


def test_unit_costs_are_found_by_words_and_filters(client: TestClient) -> None:
    everything = client.get("/v1/kengetallen").json()
    domain = client.get("/v1/kengetallen?domein=zorg").json()
    both = client.get("/v1/kengetallen?domein=zorg&domein=ggz").json()
    party = client.get("/v1/kengetallen?domein=zorg&domein=ggz&partij=gemeente").json()
    assert {row["domein"] for row in domain["resultaten"]} == {"zorg"}
    assert domain["totaalAantal"] < both["totaalAantal"] < everything["totaalAantal"]
    assert party["totaalAantal"] < both["totaalAantal"]
    word = client.get("/v1/kengetallen?q=huisarts").json()["resultaten"]
    assert word
    assert {row["soort"] for row in client.get("/v1/kengetallen?soort=macro").json()["resultaten"]} == {
        "macro"
    }


def test_unit_costs_of_one_group_stand_side_by_side_and_are_not_averaged(client: TestClient) -> None:
    body = client.get("/v1/kengetallen").json()
    shown = {row["id"] for row in body["resultaten"]}
    assert body["naastElkaar"]
    for group in body["naastElkaar"]:
        assert group.keys() == {"groep", "kengetallen"}
        assert len(group["kengetallen"]) > 1
        assert set(group["kengetallen"]) <= shown


@pytest.mark.parametrize(
    "address",
    [
        "/v1/kengetallen?domein=onzin",
        "/v1/kengetallen?soort=",
        "/v1/kengetallen?pagina=2",
        "/v1/kengetallen?q=a&q=b",
        "/v1/kpis?thema=onzin",
        "/v1/kpis?domein=zorg",
    ],
)
def test_a_register_refuses_a_question_it_cannot_use(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "kengetallen/bestaat-niet",
        "begrippenlijsten/onzin",
        "begrippenlijsten/WorkType",
        "werksoorten/onzin",
        "themas/EENZAAMHEID",
        "gemeenten/9999",
        "gemeenten/363",
        "gemeenten/landelijk",
        "schema/onzin",
        "achtergrond/onzin",
    ],
)
def test_what_is_not_in_a_register_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(f"/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_indicators_are_found_by_what_they_measure(client: TestClient) -> None:
    everything = client.get("/v1/kpis").json()
    assert everything["totaalAantal"] == len(registers.kpis())
    chosen = client.get("/v1/kpis?soort=effect").json()
    assert 0 < chosen["totaalAantal"] < everything["totaalAantal"]
    assert {row["soort"] for row in chosen["resultaten"]} == {"effect"}


def test_the_glossary_and_the_dictionary_are_complete(client: TestClient) -> None:
    words = client.get("/v1/begrippen").json()
    assert [row["id"] for row in words["resultaten"]] == [term.id for term in terms()]
    fields = client.get("/v1/gegevenswoordenboek").json()
    assert [(row["onderdeel"], row["veld"]) for row in fields["resultaten"]] == [
        (row.document, row.field) for row in dictionary()
    ]
    assert all(row["uitleg"] for row in fields["resultaten"])
