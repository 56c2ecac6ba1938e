"""The desk's page of an entry: its versions and its work, and what can be done with the page."""

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from catalogue.editing import concepts, logbook
from catalogue.editing.actor import Actor
from catalogue.editing.trail import Action
from catalogue.tables import Concept, Entry
from catalogue.tables_people import Trail
from catalogue.terms_workflow import AccountRole
from tests.app.desk_site import SLUG, Site, make_site, text_of
from tests.app.html import soup

DESK = f"/redactie/paginas/{SLUG}"


@pytest.fixture
def site(own_client: TestClient) -> Site:
    return make_site(own_client)


@pytest.fixture
def writer(site: Site) -> Actor:
    return site.new(AccountRole.EDITOR, name="Wim Schrijver")


@pytest.fixture
def judge(site: Site) -> Actor:
    return site.new(AccountRole.EDITOR, name="Bea Lezer")


@pytest.fixture
def chief(site: Site) -> Actor:
    return site.new(AccountRole.CHIEF_EDITOR, name="Cor Baas")


def entry(db: Session) -> Entry:
    return db.exec(select(Entry).where(Entry.slug == SLUG)).one()


def last(site: Site) -> Trail:
    with Session(site.database) as db:
        return db.exec(select(Trail).order_by(Trail.id.desc()).limit(1)).one()  # type: ignore[attr-defined]


def test_a_concept_is_begun_once_and_opened_after_that(site: Site, writer: Actor) -> None:
    first = site.post(f"{DESK}/concept")
    assert first.startswith("/redactie/concepten/")
    assert site.post(f"{DESK}/concept") == first
    shown = text_of(site.get(DESK))
    assert f"Aan de beurt: {writer.name}." in shown
    assert "Begin een concept" not in shown


def test_a_quick_correction_stands_beside_the_concept(site: Site, writer: Actor) -> None:
    first, quick = site.post(f"{DESK}/concept"), site.post(f"{DESK}/concept", soort="correctie")
    assert first != quick
    with Session(site.database) as db:
        assert sorted(db.exec(select(Concept.is_quick).where(Concept.entry_id == entry(db).id))) == [
            False,
            True,
        ]
    assert "Snelle correctie" in text_of(site.get(DESK))
    assert writer.id


def test_a_version_is_put_into_the_concept_and_what_stood_there_is_kept(
    site: Site, writer: Actor, judge: Actor, chief: Actor
) -> None:
    concept_id = site.begin(writer, voor_wie="Ouderen.")
    site.sit(writer)
    site.step(concept_id, "voorleggen")
    site.sit(judge)
    site.step(concept_id, "goedkeuren")
    site.sit(chief)
    site.step(concept_id, "publiceren")
    site.begin(chief, naam="Half af")
    way = site.post(f"{DESK}/versies/1/terug")
    concept_id = int(way.split("/")[3])
    with Session(site.database) as db:
        concept = db.get_one(Concept, concept_id)
        assert concepts.text_of(concept)["voor_wie"] == "Jongeren van 12 tot en met 23 jaar."
        (kept,) = concepts.named_versions(db, concept)
        assert kept.name == "Voor het terugzetten van versie 1"
    assert "De eerdere versie staat in dit concept." in text_of(site.get(way))


def test_a_version_is_not_put_into_a_text_that_is_being_judged(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    site.step(concept_id, "voorleggen")
    assert "staat stil" in text_of(site.post(f"{DESK}/versies/1/terug", 409))
    with Session(site.database) as db:
        names = [draft.name for draft in concepts.named_versions(db, db.get_one(Concept, concept_id))]
    assert names == ["Zoals voorgelegd"]
    assert site.client.post(f"{DESK}/versies/99/terug").status_code == 404


def test_a_page_is_withdrawn_with_a_reason_that_visitors_read(site: Site, chief: Actor) -> None:
    page = soup(site.post(f"{DESK}/stappen/intrekken", 422, reden=" "))
    assert page.select_one("#reden-intrekken[aria-invalid=true]") is not None
    assert "y" * 4_001 in site.post(f"{DESK}/stappen/intrekken", 422, reden="y" * 4_001)
    assert (
        site.post(f"{DESK}/stappen/intrekken", reden="Het onderzoek klopt niet.")
        == f"{DESK}?gedaan=intrekken"
    )
    answer = site.client.get(f"/aanpakken/{SLUG}")
    assert answer.status_code == 410
    assert "Het onderzoek klopt niet." in answer.text
    shown = text_of(site.get(f"{DESK}?gedaan=intrekken"))
    assert "Bezoekers lezen alleen nog de reden." in shown
    assert "Terug op de site" in shown
    assert "Dit kan niet: de pagina is teruggetrokken." in text_of(
        site.post(f"{DESK}/stappen/intrekken", 422, reden="Nog eens.")
    )
    assert (last(site).action, last(site).person_id) == ("ingetrokken", chief.id)
    assert "Een snelle correctie kan alleen" in text_of(site.post(f"{DESK}/concept", 409, soort="correctie"))


def test_a_page_goes_into_the_archive_and_stays_readable(site: Site, chief: Actor) -> None:
    site.post(f"{DESK}/stappen/archiveren", reden="Wordt niet meer uitgevoerd.")
    assert "Wordt niet meer uitgevoerd." in site.client.get(f"/aanpakken/{SLUG}").text
    assert chief.id == last(site).person_id
    assert site.client.post(f"{DESK}/stappen/publiceren").status_code == 404


def test_withdrawing_is_for_who_publishes(site: Site, writer: Actor) -> None:
    assert "Van de site halen" not in site.get(DESK)
    assert "het recht ‘publiceren’" in text_of(site.post(f"{DESK}/stappen/intrekken", 422, reden="Nee."))
    assert "het recht ‘publiceren’" in text_of(site.post(f"{DESK}/adres", 422, adres="anders"))
    with Session(site.database) as db:
        assert (entry(db).state.value, entry(db).slug) == ("gepubliceerd", SLUG)
    assert writer.id


def test_a_page_moves_and_its_old_address_leads_on(site: Site, chief: Actor) -> None:
    assert (
        site.post(f"{DESK}/adres", adres=" Jongeren-Wijk ") == "/redactie/paginas/jongeren-wijk?gedaan=adres"
    )
    assert site.client.get(f"/aanpakken/{SLUG}").headers["location"] == "/aanpakken/jongeren-wijk"
    assert site.client.get(DESK).headers["location"] == "/redactie/paginas/jongeren-wijk"
    line = last(site)
    assert (line.action, line.subject, line.person_id) == ("hernoemd", "jongeren-wijk", chief.id)


@pytest.mark.parametrize(
    ("adres", "words"),
    [
        ("housing-first", "al in gebruik"),
        ("met spatie", "kleine letters, cijfers en losse streepjes"),
        ("", "kleine letters, cijfers en losse streepjes"),
        ("x" * 121, "kleine letters, cijfers en losse streepjes"),
        (SLUG, "het adres dat de pagina al heeft"),
    ],
)
def test_an_address_that_will_not_do_is_refused_at_its_field(
    site: Site, chief: Actor, adres: str, words: str
) -> None:
    page = soup(site.post(f"{DESK}/adres", 422, adres=adres))
    fault = page.select_one("#adres-fout")
    assert fault is not None
    assert words in fault.get_text()
    assert page.select_one("#adres")["value"] == adres  # type: ignore[index]
    assert chief.id


def test_who_keeps_a_page_is_written_down(site: Site, writer: Actor, judge: Actor) -> None:
    site.post(f"{DESK}/beheer", eigenaar=str(writer.id), vervanger=str(judge.id))
    with Session(site.database) as db:
        assert (entry(db).owner_id, entry(db).deputy_id) == (writer.id, judge.id)
    line = last(site)
    assert (line.action, line.subject) == ("beheer_verdeeld", "")
    with Session(site.database) as db:
        (shown,) = logbook.page(db, logbook.Filter(action=Action.STEWARDS_SET), 1).lines
    assert shown.about == "Wim Schrijver, vervanger Bea Lezer", "by number, so that a name can be erased"
    site.post(f"{DESK}/beheer", eigenaar=str(writer.id), vervanger=str(judge.id))
    assert last(site).id == line.id
    site.post(f"{DESK}/beheer", eigenaar="", vervanger="")
    with Session(site.database) as db:
        assert (entry(db).owner_id, entry(db).deputy_id) == (None, None)


def test_only_those_who_can_keep_a_page_do(site: Site, writer: Actor) -> None:
    member = site.new(AccountRole.SUBMITTER, name="Ien Diener")
    site.sit(writer)
    assert "Ien Diener" not in site.get(DESK)
    refused = site.post(f"{DESK}/beheer", 422, eigenaar=str(member.id))
    assert "Ien Diener kan geen pagina’s bijhouden." in refused
    twice = site.post(f"{DESK}/beheer", 422, eigenaar=str(writer.id), vervanger=str(writer.id))
    assert "Kies als vervanger iemand anders" in twice
    assert "Kies iemand uit de lijst." in site.post(f"{DESK}/beheer", 422, eigenaar="999999")


def test_a_page_that_came_to_nothing_says_so(site: Site, writer: Actor) -> None:
    concept_id = site.new_page(writer)
    site.step(concept_id, "weggooien", zeker="ja")
    shown = text_of(site.get("/redactie/paginas/buurtkamer"))
    assert "Hier is geen tekst meer" in shown
    assert "geen tekst meer" in text_of(site.post("/redactie/paginas/buurtkamer/concept", 409))


def test_an_address_without_a_page_is_not_found(site: Site, writer: Actor) -> None:
    assert site.client.get("/redactie/paginas/bestaat-niet").status_code == 404
    assert site.client.post("/redactie/paginas/bestaat-niet/concept").status_code == 404
    assert writer.id


def test_every_kind_of_page_has_a_desk(site: Site, writer: Actor) -> None:
    with Session(site.database) as db:
        slugs = dict(db.exec(select(Entry.kind, Entry.slug)).all())
    assert len(slugs) == 4
    for slug in slugs.values():
        assert "Versies op de site" in site.get(f"/redactie/paginas/{slug}")
    for kind in ("kengetal", "kpi", "achtergrond"):
        way = site.post(f"/redactie/paginas/{slugs[kind]}/concept")
        assert "Geen verschil" in site.get(f"{way}/verschil")
    assert writer.id
