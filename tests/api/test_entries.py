"""Approaches and background: documents, versions, differences, and entries that went elsewhere."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from catalogue import actions
from catalogue.documents import Approach
from catalogue.kinds import Kind
from catalogue.tables import Revision
from tests.api.conftest import After, entry

SUMMARY = (
    "Een heel andere tekst over deze aanpak, die lang genoeg is om als samenvatting te mogen verschijnen."
)
PARTS = ("", "/versies", "/versies/1", "/versies/1/document", "/verschil/1/1")
NOW = datetime(2026, 12, 1, 12, 30, tzinfo=UTC)
REASON = "Het onderzoek bleek op verkeerde cijfers te rusten."


@pytest.fixture
def slug(slugs: list[str]) -> str:
    return slugs[0]


def new_version(slug: str) -> Any:
    """Publish a second version with another summary."""

    def act(db: Any) -> None:
        live = db.get(Revision, entry(db, slug).live_revision_id)
        document = Approach.model_validate_json(live.document)
        changed = document.model_copy(update={"summary": SUMMARY})
        actions.publish(db, Kind.APPROACH, slug, changed, note="Tekst herzien.", at=NOW)

    return act


def test_an_approach_comes_with_its_version_state_and_hash(client: TestClient, slug: str) -> None:
    body = client.get(f"/v1/aanpakken/{slug}").json()
    assert body["slug"] == slug
    assert (body["versie"], body["laatsteVersie"], body["stand"]) == (1, 1, "gepubliceerd")
    assert body["gepubliceerdOp"].endswith("Z")
    assert len(body["hash"]) == 64
    assert body["document"]["naam"]
    assert len(body["uitkomsten"]) == len(body["document"]["onderzoeken"])


def test_the_document_in_an_answer_is_the_stored_one(client: TestClient, slug: str) -> None:
    body = client.get(f"/v1/aanpakken/{slug}").json()
    stored = client.get(body["_links"]["document"]["href"])
    assert stored.json() == body["document"]
    assert stored.text == json.dumps(
        body["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def test_every_link_of_an_approach_leads_somewhere(client: TestClient, slug: str) -> None:
    links = client.get(f"/v1/aanpakken/{slug}").json()["_links"]
    assert {name: client.get(link["href"]).status_code for name, link in links.items()} == dict.fromkeys(
        links, 200
    )


def test_amounts_are_exact_texts_and_never_floating(client: TestClient, slugs: list[str]) -> None:
    def numbers(value: Any) -> list[float]:
        if isinstance(value, dict):
            return [number for part in value.values() for number in numbers(part)]
        if isinstance(value, list):
            return [number for part in value for number in numbers(part)]
        return [value] if isinstance(value, float) else []

    for slug in slugs:
        assert numbers(client.get(f"/v1/aanpakken/{slug}").json()) == []


def test_a_new_version_changes_the_entity_tag_and_leaves_the_old_one_alone(
    client: TestClient, after: After, slug: str
) -> None:
    before = client.get(f"/v1/aanpakken/{slug}")
    stored = client.get(f"/v1/aanpakken/{slug}/versies/1/document")
    with after(new_version(slug)) as visitor:
        now = visitor.get(f"/v1/aanpakken/{slug}", headers={"If-None-Match": before.headers["etag"]})
        assert now.status_code == 200
        assert now.json()["versie"] == 2
        assert now.json()["toelichting"] == "Tekst herzien."
        assert visitor.get(f"/v1/aanpakken/{slug}/versies/1/document").content == stored.content
        old = visitor.get(f"/v1/aanpakken/{slug}/versies/1").json()
        assert (old["versie"], old["laatsteVersie"]) == (1, 2)


def test_the_versions_are_listed_with_the_newest_first(after: After, slug: str) -> None:
    with after(new_version(slug)) as visitor:
        body = visitor.get(f"/v1/aanpakken/{slug}/versies").json()
        rows = body["resultaten"]
        assert [(row["versie"], row["isLaatste"]) for row in rows] == [(2, True), (1, False)]
        assert rows[0]["gepubliceerdOp"] == "2026-12-01T12:30:00Z"
        assert rows[1]["_links"]["verschil"] is None
        for link in (rows[0]["_links"]["verschil"], rows[0]["_links"]["document"], rows[1]["_links"]["self"]):
            assert visitor.get(link["href"]).status_code == 200


def test_a_difference_names_what_changed(after: After, slug: str) -> None:
    with after(new_version(slug)) as visitor:
        body = visitor.get(f"/v1/aanpakken/{slug}/verschil/1/2").json()
        assert [row["pad"][-1] for row in body["wijzigingen"]] == ["In het kort"]
        assert body["wijzigingen"][0]["soort"] == "gewijzigd"
        assert body["wijzigingen"][0]["nieuw"] == SUMMARY
        back = visitor.get(f"/v1/aanpakken/{slug}/verschil/2/1").json()
        assert back["wijzigingen"][0]["oud"] == SUMMARY
        assert visitor.get(f"/v1/aanpakken/{slug}/verschil/2/2").json()["wijzigingen"] == []


@pytest.mark.parametrize(
    "path",
    [
        "bestaat-niet",
        "Hoofdletters",
        "%00",
        "a" * 200,
        "{slug}/versies/0",
        "{slug}/versies/2",
        "{slug}/versies/een",
        "{slug}/versies/99999999999999999999",
        "{slug}/versies/2/document",
        "{slug}/verschil/1/2",
        "{slug}/verschil/1/-1",
        "{slug}/verschil/1",
        "{slug}/onderzoeken",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, slug: str, path: str) -> None:
    answer = client.get(f"/v1/aanpakken/{path.format(slug=slug)}")
    assert answer.status_code == 404
    assert answer.json()["title"] == "Niet gevonden"


def test_a_background_publication_is_no_approach(client: TestClient) -> None:
    slug = client.get("/v1/achtergrond").json()["resultaten"][0]["slug"]
    assert client.get(f"/v1/achtergrond/{slug}").status_code == 200
    assert client.get(f"/v1/aanpakken/{slug}").status_code == 404


def test_a_former_slug_leads_to_the_present_one(after: After, slug: str) -> None:
    with after(lambda db: actions.rename(db, entry(db, slug), "een-nieuwe-naam", NOW)) as visitor:
        for rest in PARTS:
            answer = visitor.get(f"/v1/aanpakken/{slug}{rest}")
            assert answer.status_code == 301
            assert answer.headers["location"] == f"/v1/aanpakken/een-nieuwe-naam{rest}"
            assert answer.headers["api-version"] == "1.0.0"
            assert visitor.get(answer.headers["location"]).status_code == 200


def test_a_former_slug_that_looks_like_a_part_of_the_path_leads_the_right_way(
    after: After, slug: str
) -> None:
    def act(db: Any) -> None:
        actions.rename(db, entry(db, slug), "aanpakken", NOW)
        actions.rename(db, entry(db, "aanpakken"), "versies", NOW)

    with after(act) as visitor:
        answer = visitor.get("/v1/aanpakken/aanpakken/versies")
        assert answer.headers["location"] == "/v1/aanpakken/versies/versies"


def test_a_withdrawn_approach_is_gone_with_the_reason(after: After, slug: str) -> None:
    with after(lambda db: actions.withdraw(db, entry(db, slug), REASON, NOW)) as visitor:
        for rest in PARTS:
            answer = visitor.get(f"/v1/aanpakken/{slug}{rest}")
            assert answer.status_code == 410
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["reden"] == REASON
            assert REASON in answer.json()["detail"]


def test_an_archived_approach_is_still_read_but_not_listed(after: After, slug: str) -> None:
    with after(lambda db: actions.archive(db, entry(db, slug), REASON, NOW)) as visitor:
        body = visitor.get(f"/v1/aanpakken/{slug}").json()
        assert (body["stand"], body["redenStand"]) == ("gearchiveerd", REASON)
        rows = visitor.get("/v1/aanpakken?paginaGrootte=100").json()["resultaten"]
        assert slug not in {row["slug"] for row in rows}


def test_a_concept_is_not_shown(after: After, slug: str) -> None:
    def act(db: Any) -> None:
        live = db.get(Revision, entry(db, slug).live_revision_id)
        document = Approach.model_validate_json(live.document)
        actions.save_concept(db, Kind.APPROACH, "nog-geheim", document, at=NOW, expected_version=None)

    with after(act) as visitor:
        assert visitor.get("/v1/aanpakken/nog-geheim").status_code == 404
        assert visitor.get("/v1/aanpakken/nog-geheim/versies").status_code == 404
        assert "nog-geheim" not in visitor.get("/v1/aanpakken?paginaGrootte=100").text


def test_every_background_publication_is_listed_with_its_outcome(client: TestClient) -> None:
    body = client.get("/v1/achtergrond").json()
    assert body["totaalAantal"] == len(body["resultaten"]) > 0
    names = [row["naam"].casefold() for row in body["resultaten"]]
    assert names == sorted(names)
    assert all(row["uitkomst"]["bronnen"] for row in body["resultaten"])
