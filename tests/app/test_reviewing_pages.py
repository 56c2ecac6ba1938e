"""Judging a concept and deciding about it, on one page and without script."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.editing.desk import now
from catalogue import actions
from catalogue.editing import concepts, members
from catalogue.editing.actor import Actor
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry, Revision
from catalogue.tables_desk import Refused
from catalogue.tables_people import Person, Trail
from catalogue.terms_workflow import AccountRole
from tests.app.desk_site import NOTE, SLUG, Site, make_site, text_of
from tests.app.html import soup
from tests.builders import make_approach
from tests.counting import statements

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


def page_of(concept_id: int, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return f"/redactie/concepten/{concept_id}/verschil" + (f"?{query}" if query else "")


def test_a_text_goes_from_the_page_to_the_site_with_a_click_at_a_time(
    site: Site, writer: Actor, judge: Actor, chief: Actor
) -> None:
    concept_id = site.begin(writer)
    site.sit(writer)
    assert site.step(concept_id, "voorleggen", toelichting=NOTE) == page_of(concept_id, gedaan="voorleggen")
    assert "De tekst ligt ter beoordeling" in text_of(site.get(page_of(concept_id, gedaan="voorleggen")))
    site.sit(judge)
    shown = text_of(site.get(page_of(concept_id)))
    assert "Eén verschil met wat nu op de site staat." in shown
    assert "Ouderen" in shown
    assert NOTE in shown
    site.step(concept_id, "goedkeuren")
    site.sit(chief)
    assert site.step(concept_id, "publiceren") == f"{DESK}?gedaan=gepubliceerd"
    assert "Ouderen." in site.client.get(f"/aanpakken/{SLUG}").text
    assert "De tekst staat op de site." in text_of(site.get(f"{DESK}?gedaan=gepubliceerd"))


def test_the_difference_marks_words_in_the_running_text(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer, voor_wie="Jongeren van 12 tot en met 27 jaar.")
    page = soup(site.get(page_of(concept_id)))
    assert [one.get_text() for one in page.select(".mk-change del")] == ["23"]
    assert [one.get_text() for one in page.select(".mk-change ins")] == ["27"]


def test_a_new_page_is_readable_as_it_will_be(site: Site, writer: Actor) -> None:
    concept_id = site.new_page(writer, samenvatting="Een plek in de buurt.")
    shown = text_of(site.get(page_of(concept_id)))
    assert "Alles is nieuw." in shown
    assert "Een plek in de buurt." in shown
    assert "punten houden publicatie tegen" in shown
    assert "Dit kan nog niet. Er kloppen nog" in shown


def test_the_difference_with_what_was_judged_before(site: Site, writer: Actor, judge: Actor) -> None:
    concept_id = site.begin(writer)
    site.sit(writer)
    site.step(concept_id, "voorleggen")
    site.sit(judge)
    site.step(concept_id, "teruggeven", reden="De naam kan beter.")
    site.write(concept_id, writer, naam="Jongerenwerk")
    with Session(site.database) as db:
        (draft,) = concepts.named_versions(db, db.get_one(Concept, concept_id))
    page = soup(site.get(page_of(concept_id, sinds=str(draft.id))))
    assert len(page.select(".mk-change")) == 1
    assert page.select_one("#sinds option[selected]") is not None
    assert "2 verschillen" in text_of(site.get(page_of(concept_id, sinds="999999")))


def test_who_wrote_along_sees_why_not(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    site.step(concept_id, "voorleggen")
    shown = text_of(site.get(page_of(concept_id)))
    assert "U schreef mee aan deze tekst. Een ander moet die beoordelen." in shown
    refused = text_of(site.step(concept_id, "goedkeuren", 409))
    assert "Dit is niet gedaan U schreef mee" in refused
    assert site.state(concept_id) == "ter_beoordeling"


def test_giving_back_needs_words_and_keeps_what_was_typed(site: Site, writer: Actor, judge: Actor) -> None:
    concept_id = site.begin(writer)
    site.sit(writer)
    site.step(concept_id, "voorleggen")
    site.sit(judge)
    page = soup(site.step(concept_id, "teruggeven", 422, reden="  "))
    field = page.select_one("#reden-teruggeven")
    assert field is not None
    assert field["aria-invalid"] == "true"
    assert page.select_one('#fouten a[href="#reden-teruggeven"]') is not None
    assert page.select_one("details#stap-teruggeven[open]") is not None
    long = "x" * 4_001
    assert long in site.step(concept_id, "teruggeven", 422, reden=long)
    site.step(concept_id, "teruggeven", reden="De bron\r\nontbreekt.")
    site.sit(writer)
    shown = site.get(page_of(concept_id))
    assert "Terug met opmerkingen van Bea Lezer De bron ontbreekt." in text_of(shown)
    assert "De bron\nontbreekt." in shown


def test_what_changed_is_asked_where_it_is_laid_before_a_reviewer(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    page = soup(site.step(concept_id, "voorleggen", 422, toelichting=" "))
    field = page.select_one("#toelichting")
    assert field is not None
    assert field.get_text().strip() == ""
    assert site.state(concept_id) == "concept"
    with Session(site.database) as db:
        assert db.get_one(Concept, concept_id).note == NOTE
    site.step(concept_id, "voorleggen", toelichting="Alles is nieuw.")
    with Session(site.database) as db:
        assert db.get_one(Concept, concept_id).note == "Alles is nieuw."


def test_nobody_approves_what_they_did_not_read(site: Site, writer: Actor, judge: Actor) -> None:
    concept_id = site.begin(writer)
    site.sit(writer)
    site.step(concept_id, "voorleggen")
    read = site.version(concept_id)
    site.step(concept_id, "terugnemen")
    site.write(concept_id, writer, voor_wie="Iets heel anders.")
    site.step(concept_id, "voorleggen")
    site.sit(judge)
    page = text_of(site.step(concept_id, "goedkeuren", 409, seen=read))
    assert "De tekst is veranderd nadat u deze pagina opende." in page
    assert "Iets heel anders" in page
    assert site.state(concept_id) == "ter_beoordeling"
    for nonsense in ("", "x", "-1", "9" * 12):
        site.post(f"/redactie/concepten/{concept_id}/stappen/goedkeuren", 409, versie=nonsense)


@pytest.mark.parametrize("step", ["voorleggen", "terugnemen", "goedkeuren", "teruggeven"])
def test_a_second_click_is_no_error(site: Site, writer: Actor, judge: Actor, step: str) -> None:
    concept_id = site.begin(writer)
    site.sit(writer)
    if step != "voorleggen":
        site.step(concept_id, "voorleggen")
    if step in {"goedkeuren", "teruggeven"}:
        site.sit(judge)
    seen = site.version(concept_id)
    answers = {site.step(concept_id, step, seen=seen, reden="Daarom.") for _ in range(3)}
    assert answers == {page_of(concept_id, gedaan=step)}
    with Session(site.database) as db:
        lines = db.exec(select(Trail).where(Trail.person_id != 0)).all()
    assert len({line.id for line in lines if line.action in {"teruggenomen", "goedgekeurd"}}) <= 1


def test_who_comes_second_reads_what_happened(site: Site, writer: Actor, judge: Actor, chief: Actor) -> None:
    concept_id = site.begin(writer)
    site.sit(writer)
    site.step(concept_id, "voorleggen")
    site.sit(judge)
    site.step(concept_id, "goedkeuren")
    site.sit(chief)
    assert "Dit kan niet meer: het concept is ‘goedgekeurd’." in text_of(
        site.step(concept_id, "goedkeuren", 409)
    )
    version = site.version(concept_id)
    site.step(concept_id, "publiceren")
    for answer in (
        site.step(concept_id, "publiceren", 410, seen=version),
        site.get(page_of(concept_id), 410),
        site.post(f"/redactie/concepten/{concept_id}/toewijzen", 410, persoon=str(judge.id)),
    ):
        shown = text_of(answer)
        assert "Cor Baas publiceerde een versie (versie 2)" in shown
        assert "Naar de pagina bij de redactie" in shown
    with Session(site.database) as db:
        entry_id = db.exec(select(Entry.id).where(Entry.slug == SLUG)).one()
        assert len(db.exec(select(Revision).where(Revision.entry_id == entry_id)).all()) == 2


def test_a_concept_that_never_was_is_not_found(site: Site, writer: Actor) -> None:
    assert site.client.get(page_of(987_654)).status_code == 404
    assert site.client.post("/redactie/concepten/987654/stappen/goedkeuren").status_code == 404
    concept_id = site.begin(writer)
    for step in ("onzin", "intrekken", "archiveren"):
        assert site.client.post(f"/redactie/concepten/{concept_id}/stappen/{step}").status_code == 404


def ready(site: Site, writer: Actor, judge: Actor) -> int:
    """An approved concept."""
    concept_id = site.begin(writer)
    site.sit(writer)
    site.step(concept_id, "voorleggen")
    site.sit(judge)
    site.step(concept_id, "goedkeuren")
    return concept_id


def test_a_publication_is_planned_in_dutch_time(
    site: Site, writer: Actor, judge: Actor, chief: Actor
) -> None:
    concept_id = ready(site, writer, judge)
    site.sit(chief)
    summer = (datetime.now(UTC) + timedelta(days=200)).date()
    site.step(concept_id, "plannen", dag=summer.isoformat(), tijd="14:30")
    with Session(site.database) as db:
        moment = db.get_one(Concept, concept_id).publish_at
    assert moment is not None
    assert moment.date() == summer
    assert moment.hour in {12, 13}
    assert "om 14.30 uur vanzelf op de site" in text_of(site.get(page_of(concept_id)))
    site.step(concept_id, "planning_vervallen")
    assert "vanzelf op de site." not in text_of(site.get(page_of(concept_id))).replace(
        "komt op die dag vanzelf", ""
    )


@pytest.mark.parametrize(
    ("dag", "tijd", "words"),
    [
        ("", "", "Kies een dag en een tijd."),
        ("2020-01-01", "09:00", "Kies een moment dat nog komt."),
        ("2999-01-01", "09:00", "Kies een moment binnen een jaar."),
        ("31-12-2026", "09:00", "Kies een dag en een tijd."),
        ("9999-12-31", "23:59", "Kies een moment binnen een jaar."),
        ("0001-01-01", "00:00", "Kies een dag en een tijd."),
        ("2026-02-30", "9 uur", "Kies een dag en een tijd."),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_at_its_field(  # noqa: PLR0917
    site: Site, writer: Actor, judge: Actor, chief: Actor, dag: str, tijd: str, words: str
) -> None:
    concept_id = ready(site, writer, judge)
    site.sit(chief)
    page = soup(site.step(concept_id, "plannen", 422, dag=dag, tijd=tijd))
    fault = page.select_one("#dag-plannen-fout")
    assert fault is not None
    assert words in fault.get_text()


def test_throwing_away_asks_whether_one_is_sure(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    assert "Zet een vinkje als u het zeker weet." in site.step(concept_id, "weggooien", 422)
    assert site.step(concept_id, "weggooien", zeker="ja") == "/redactie/werk?gedaan=weggooien"
    assert "Het concept is weggegooid." in text_of(site.get("/redactie/werk?gedaan=weggooien"))
    assert "gooide een concept weg" in text_of(site.get(page_of(concept_id), 410))


def test_a_submission_is_refused_with_a_public_reason(site: Site, writer: Actor, judge: Actor) -> None:
    concept_id = site.new_page(writer)
    site.sit(judge)
    assert site.step(concept_id, "afwijzen", 422)
    site.step(concept_id, "afwijzen", reden="Er is geen berekening.")
    with Session(site.database) as db:
        assert db.exec(select(Refused.reason)).all() == ["Er is geen berekening."]
    assert "De reden: Er is geen berekening." in text_of(site.get(page_of(concept_id), 410))


def test_work_is_handed_on_and_picked_up(site: Site, writer: Actor, judge: Actor) -> None:
    concept_id = site.begin(writer)
    site.sit(writer)
    site.step(concept_id, "voorleggen")
    address = f"/redactie/concepten/{concept_id}/toewijzen"
    assert site.post(address, persoon=str(judge.id)) == page_of(concept_id, gedaan="toegewezen")
    assert "Wim Schrijver kan hier nu niets mee" in text_of(site.post(address, 409, persoon=str(writer.id)))
    assert "Kies iemand uit de lijst." in text_of(site.post(address, 422, persoon="999999"))
    assert "Kies iemand uit de lijst." in text_of(site.post(address, 422, persoon="x"))
    page = soup(site.get(page_of(concept_id)))
    assert [one.get_text() for one in page.select("#persoon option")][:2] == ["Wie het oppakt", "Bea Lezer"]
    site.post(address, persoon="")
    site.sit(judge)
    assert "Ik pak dit op" in site.get(page_of(concept_id))
    site.post(address, persoon=str(judge.id))
    with Session(site.database) as db:
        assert db.get_one(Concept, concept_id).assignee_id == judge.id
        assert db.get_one(Person, judge.id).name == "Bea Lezer"


def test_a_newer_version_on_the_site_is_taken_over(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    with site.db() as db:
        actions.publish(db, Kind.APPROACH, SLUG, make_approach(how="Uit een bestand."), note=None, at=now())
    assert "Er is een nieuwere versie op de site" in text_of(site.get(page_of(concept_id)))
    address = f"/redactie/concepten/{concept_id}/overnemen"
    assert site.post(address) == page_of(concept_id, gedaan="samengevoegd")
    assert "Eén verschil" in text_of(site.get(page_of(concept_id)))


# --- who may see what ------------------------------------------------------------------------------------


def test_a_submitter_sees_only_the_own_work(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    member = site.new(AccountRole.SUBMITTER, name="Ien Diener")
    assert site.client.get(page_of(concept_id)).status_code == 404
    assert site.client.post(f"/redactie/concepten/{concept_id}/stappen/voorleggen").status_code == 404
    own = site.new_page(member, samenvatting="Van ons.")
    shown = site.get(page_of(own))
    assert "Van ons." in shown
    assert "Geef door aan iemand" not in shown
    assert site.step(own, "weggooien", zeker="ja").startswith("/redactie/inzendingen")


def test_how_work_ended_is_told_to_the_own_organisation_only(site: Site, writer: Actor) -> None:
    with site.db() as db:
        ours, theirs = (members.add(db, name=name, website="", actor=None, at=now()).id for name in "AB")
    submitter = site.new(AccountRole.SUBMITTER, name="Sam", member_id=ours)
    colleague = site.new(AccountRole.SUBMITTER, name="Saar", member_id=ours)
    stranger = site.new(AccountRole.SUBMITTER, name="Zoe", member_id=theirs)
    loner = site.new(AccountRole.SUBMITTER, name="Lou")
    concept_id = site.new_page(submitter)
    site.sit(submitter)
    site.step(concept_id, "weggooien", zeker="ja")
    for actor, status in ((submitter, 410), (colleague, 410), (writer, 410), (stranger, 404), (loner, 404)):
        site.sit(actor)
        assert site.client.get(page_of(concept_id)).status_code == status
        assert site.client.post(f"/redactie/concepten/{concept_id}/overnemen").status_code == status


def test_an_administrator_and_a_visitor_see_no_concept(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    site.new(AccountRole.ADMINISTRATOR, name="Ad Beheer")
    assert site.client.get(page_of(concept_id)).status_code == 403
    site.client.cookies.clear()
    answer = site.client.get(page_of(concept_id))
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/aanmelden")


def test_nothing_changes_from_another_site(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    answer = site.client.post(
        f"/redactie/concepten/{concept_id}/stappen/voorleggen",
        data={"versie": site.version(concept_id)},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert site.state(concept_id) == "concept"


# --- comments --------------------------------------------------------------------------------------------


def talk(concept_id: int, rest: str = "") -> str:
    return f"/redactie/concepten/{concept_id}/opmerkingen{rest}"


def test_comments_stand_beside_what_changed(site: Site, writer: Actor, judge: Actor) -> None:
    concept_id = site.begin(writer)
    site.sit(judge)
    way = site.post(talk(concept_id), tekst="Wie zijn dat?", plek="voor_wie", voor="Wim Schrijver")
    assert way.startswith(page_of(concept_id))
    anchor = way.partition("#")[2]
    site.post(talk(concept_id), tekst="Mooi geheel.")
    site.post(talk(concept_id), tekst="Klopt dit adres?", plek="website")
    page = soup(site.get(page_of(concept_id)))
    beside = page.select_one(".mk-change")
    assert beside is not None
    assert "@Wim Schrijver Wie zijn dat?" in beside.get_text()
    assert beside.select_one(f"#{anchor}") is not None
    apart = page.select_one("#gesprek")
    assert apart is not None
    assert "Mooi geheel." in apart.get_text()
    assert "Klopt dit adres?" in apart.get_text()
    with Session(site.database) as db:
        told = db.exec(select(Trail.details).where(Trail.action == "opmerking_geplaatst")).all()
    assert f'"genoemd": [{writer.id}]' in (told[0] or "")


def test_a_conversation_is_answered_closed_and_opened_again(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    anchor = site.post(talk(concept_id), tekst="Klopt dit?").partition("#opmerking-")[2]
    site.post(talk(concept_id), tekst="Ja hoor.", antwoord_op=anchor)
    assert "Ja hoor." in site.get(page_of(concept_id))
    site.post(talk(concept_id, f"/{anchor}/stand"), klaar="ja")
    assert "Ja hoor." not in site.get(page_of(concept_id))
    assert "Ja hoor." in site.get(page_of(concept_id, opmerkingen="alle"))
    site.post(talk(concept_id, f"/{anchor}/stand"), klaar="nee")
    assert "Ja hoor." in site.get(page_of(concept_id))
    site.post(talk(concept_id, "/999999/stand"), klaar="ja")


def test_a_refused_comment_shows_what_was_typed(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    assert "Schrijf eerst uw opmerking." in site.post(talk(concept_id), 422, tekst=" ", plek="naam")
    page = site.post(talk(concept_id), 422, tekst="Waar is dit?", plek="onderzoeken/weg/titel", voor="Wim")
    assert "Waar is dit?" in page
    assert "bestaat niet meer" in page


@pytest.mark.parametrize(
    "back", ["https://elders.nl/", "//elders.nl", "/redactie/\\elders.nl", "javascript:x", "/"]
)
def test_one_comes_back_to_the_desk_and_nowhere_else(site: Site, writer: Actor, back: str) -> None:
    concept_id = site.begin(writer)
    assert site.post(talk(concept_id), tekst="Hm.", terug=back).startswith(page_of(concept_id))
    deel = f"/redactie/concepten/{concept_id}/deel/onderzoeken/o1?stap=2"
    assert site.post(talk(concept_id), tekst="Hm.", terug=deel).startswith(f"{deel}#opmerking-")


def test_what_is_typed_is_shown_as_text(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer, voor_wie="<b>Ouderen</b>")
    site.post(talk(concept_id), tekst="<script>alert(1)</script>\x00\x07")
    page = site.get(page_of(concept_id))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>Ouderen" not in page


def test_the_page_asks_no_more_questions_for_more_comments(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    site.get(page_of(concept_id))
    counts = []
    for rounds in (1, 9):
        for _ in range(rounds):
            site.post(talk(concept_id), tekst="Nog iets.", plek="voor_wie")
        with statements(site.database) as asked:
            site.get(page_of(concept_id))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_waiting_is_told_in_words(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=3, minutes=5), tick=False):
        assert "Concept, sinds 3 uur" in text_of(site.get(page_of(concept_id)))


def test_comments_are_at_hand_while_writing(site: Site, writer: Actor) -> None:
    concept_id = site.begin(writer)
    site.post(talk(concept_id), tekst="Klopt deze titel?", plek="onderzoeken/o1/titel")
    form = f"/redactie/concepten/{concept_id}/deel/onderzoeken/o1"
    page = soup(site.get(form))
    comments = page.select_one(".mk-comments")
    assert comments is not None
    assert "Klopt deze titel?" in comments.get_text()
    assert page.select_one(f'a[href="/redactie/concepten/{concept_id}/verschil"]') is not None
    other = soup(site.get(f"{form}/uitkomsten/u1")).select_one(".mk-comments")
    assert other is not None
    assert "Hier staan geen open opmerkingen." in other.get_text()
    back = comments.select_one('input[name="terug"]')
    assert back is not None
    way = site.post(talk(concept_id), tekst="Beter zo?", plek="onderzoeken/o1", terug=str(back["value"]))
    assert way.startswith(form)
