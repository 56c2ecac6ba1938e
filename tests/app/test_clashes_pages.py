"""Choosing by hand where two changes clash."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from catalogue.editing import catching_up, concepts, working
from catalogue.editing.actor import Actor
from catalogue.tables import Concept, Entry, Revision
from catalogue.terms_workflow import AccountRole
from tests.app.desk_site import SLUG, Site, make_site, text_of
from tests.app.html import soup


@pytest.fixture
def site(own_client: TestClient) -> Site:
    return make_site(own_client)


@pytest.fixture
def writer(site: Site) -> Actor:
    return site.new(AccountRole.EDITOR, name="Wim Schrijver")


def clashing(site: Site, writer: Actor, ours: dict[str, Any], theirs: dict[str, Any]) -> int:
    """A concept beside which a quick correction was published."""
    judge = site.new(AccountRole.CHIEF_EDITOR, name="Cor Baas")
    concept_id = site.begin(writer, **ours)
    quick = site.begin(writer, is_quick=True, **theirs)
    site.sit(writer)
    site.step(quick, "voorleggen")
    site.sit(judge)
    site.step(quick, "goedkeuren")
    site.step(quick, "publiceren")
    site.sit(writer)
    return concept_id


TWO: tuple[dict[str, Any], dict[str, Any]] = (
    {"voor_wie": "Jongeren tot 27 jaar.", "hoe_werkt_het": "Met een coach."},
    {"voor_wie": "Jongeren vanaf 12 jaar.", "hoe_werkt_het": "In een groep."},
)


def text(site: Site, concept_id: int) -> dict[str, Any]:
    with Session(site.database) as db:
        return concepts.text_of(db.get_one(Concept, concept_id))


def test_both_texts_stand_side_by_side_with_what_they_had_in_common(site: Site, writer: Actor) -> None:
    concept_id = clashing(site, writer, *TWO)
    assert "Op 2 plekken is een keuze nodig." in text_of(
        site.get(f"/redactie/concepten/{concept_id}/verschil")
    )
    page = soup(site.get(f"/redactie/concepten/{concept_id}/botsingen"))
    assert "0 van 2 gekozen." in page.get_text()
    first = page.select_one(".mk-clash")
    assert first is not None
    ours, theirs = first.select(".mk-clash__side")
    assert "Met een coach." in page.get_text()
    assert "tot 27" in ours.get_text() or "coach" in ours.get_text()
    assert "vanaf" in theirs.get_text() or "groep" in theirs.get_text()
    assert "23 jaar" in page.get_text()


def test_a_choice_leads_to_the_next_and_the_last_one_back(site: Site, writer: Actor) -> None:
    concept_id = clashing(site, writer, *TWO)
    address = f"/redactie/concepten/{concept_id}/botsingen"
    assert site.post(address, pad="voor_wie", keuze="hunne") == f"{address}?gedaan=gekozen"
    shown = text_of(site.get(f"{address}?gedaan=gekozen"))
    assert "Uw keuze is verwerkt." in shown
    assert "1 van 2 gekozen." in shown
    way = site.post(address, pad="hoe_werkt_het", keuze="onze")
    assert way == f"/redactie/concepten/{concept_id}/verschil?gedaan=gekozen"
    assert text(site, concept_id)["voor_wie"] == "Jongeren vanaf 12 jaar."
    assert text(site, concept_id)["hoe_werkt_het"] == "Met een coach."
    assert "Er is niets te kiezen" in text_of(site.get(address))


def test_writing_it_oneself_leads_to_the_form(site: Site, writer: Actor) -> None:
    concept_id = clashing(site, writer, *TWO)
    address = f"/redactie/concepten/{concept_id}/botsingen"
    assert site.post(address, pad="voor_wie", keuze="zelf") == f"/redactie/concepten/{concept_id}"
    assert text(site, concept_id)["voor_wie"] == "Jongeren tot 27 jaar."


def test_a_choice_never_undoes_what_was_written_since(site: Site, writer: Actor) -> None:
    concept_id = clashing(site, writer, *TWO)
    site.write(concept_id, writer, voor_wie="Na overleg: iedereen.")
    address = f"/redactie/concepten/{concept_id}/botsingen"
    assert "Na overleg" in site.get(address)
    site.post(address, pad="voor_wie", keuze="onze")
    assert text(site, concept_id)["voor_wie"] == "Na overleg: iedereen."


@pytest.mark.parametrize(
    ("pad", "keuze", "status", "words"),
    [
        ("voor_wie", "", 422, "Kies een van de teksten."),
        ("voor_wie", "onzin", 422, "Kies een van de teksten."),
        ("samenvatting", "onze", 409, "Op deze plek is al gekozen"),
        ("", "onze", 409, "Op deze plek is al gekozen"),
    ],
)
def test_a_choice_that_makes_no_sense_changes_nothing(  # noqa: PLR0917
    site: Site, writer: Actor, pad: str, keuze: str, status: int, words: str
) -> None:
    concept_id = clashing(site, writer, *TWO)
    answer = site.post(f"/redactie/concepten/{concept_id}/botsingen", status, pad=pad, keuze=keuze)
    assert words in text_of(answer)
    with Session(site.database) as db:
        assert len(catching_up.conflicts_of(db.get_one(Concept, concept_id))) == 2


def test_a_line_that_one_removed_is_kept_or_removed_by_choice(site: Site, writer: Actor) -> None:
    with Session(site.database) as db:
        entry = db.exec(select(Entry).where(Entry.slug == SLUG)).one()
        live = working.read(db.get_one(Revision, entry.live_revision_id).document)
    changed = [{**live["onderzoeken"][0], "conclusie": "Het loont."}]
    concept_id = clashing(site, writer, {"onderzoeken": []}, {"onderzoeken": changed})
    address = f"/redactie/concepten/{concept_id}/botsingen"
    shown = text_of(site.get(address))
    assert "Laat het verwijderd" in shown
    assert "Conclusie: Het loont." in shown
    site.post(address, pad="onderzoeken/o1", keuze="onze")
    assert text(site, concept_id)["onderzoeken"] == []


def test_a_judge_of_another_house_does_not_choose(site: Site, writer: Actor) -> None:
    concept_id = clashing(site, writer, *TWO)
    site.new(AccountRole.SUBMITTER, name="Ien Diener")
    assert site.client.get(f"/redactie/concepten/{concept_id}/botsingen").status_code == 404
