"""Reviewing a study at the desk: two people, an interest, eighteen answers, and a profile in public."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from app.database import writing
from app.identity import cookie_name, start_sign_in
from catalogue.actions import archive, publish, withdraw
from catalogue.editing.people import actor_of
from catalogue.editing.trail import Action
from catalogue.kinds import Kind
from catalogue.queries import live
from catalogue.review import CODES, GROUPS, by_code
from catalogue.tables import Entry
from catalogue.tables_people import Member, Person, Trail
from catalogue.tables_work import StudyReview
from catalogue.terms_workflow import AccountRole
from tests.app.html import faults, soup
from tests.people import NOW, make_person

SLUG = "gezinshuizen"
STUDY = "gezinshuizen-sinzer-2015"
PAGE = f"/redactie/paginas/{SLUG}/toetsen/{STUDY}"


@dataclass
class Desk:
    """A browser in which one person after another signs in, each of an organisation."""

    client: TestClient

    def person(
        self, name: str, organisation: str | None = "Movisie", role: AccountRole = AccountRole.EDITOR
    ) -> None:
        with writing(self.client.app_state["database"]) as db, db.begin():
            member = None
            if organisation:
                member = db.exec(select(Member).where(Member.name == organisation)).one_or_none()
                if member is None:
                    member = Member(name=organisation, created_at=NOW)
                    db.add(member)
                    db.flush()
            make_person(db, role, name=name, member_id=member.id if member else None)

    def become(self, name: str) -> None:
        with writing(self.client.app_state["database"]) as db, db.begin():
            person = db.exec(select(Person).where(Person.name == name)).one()
            token = start_sign_in(db, person, datetime.now(UTC))
            actor_of(db, person)
        self.client.cookies.set(cookie_name(self.client.app_state["settings"]), token)

    def see(self, path: str = PAGE, status: int = 200) -> BeautifulSoup:
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text
        assert faults(answer.text) == []
        return soup(answer.text)

    def send(self, part: str, data: dict[str, str] | None = None, status: int = 303) -> BeautifulSoup:
        answer = self.client.post(f"{PAGE}/{part}", data=data or {})
        assert answer.status_code == status, answer.text
        assert faults(answer.text or "<!doctype html><title>x</title>") == []
        return soup(answer.text)

    def begin(self, **data: str) -> None:
        self.send("begin", {"belang": "geen"} | data)

    def answer(self, numbers: range | None = None, **changes: str) -> None:
        """Answer groups of questions with yes and a page, and what is changed."""
        for number in numbers or range(1, len(GROUPS) + 1):
            data = {"gezien": self.seen(number)}
            for code in GROUPS[number - 1].codes:
                data |= {f"{code}_antwoord": "ja", f"{code}_pagina": "12", f"{code}_opmerking": ""}
            data |= {name: value for name, value in changes.items() if name in data}
            self.send(f"vragen/{number}", data)

    def seen(self, number: int = 1) -> str:
        field = self.see(f"{PAGE}/vragen/{number}").select_one("input[name=gezien]")
        assert field is not None
        return str(field["value"])

    def public(self) -> str:
        page = soup(self.client.get(f"/aanpakken/{SLUG}").text)
        found = page.select_one(f"#{STUDY}-toets")
        assert found is not None
        return " ".join(found.get_text(" ", strip=True).split())

    def lines(self) -> list[str]:
        with Session(self.client.app_state["database"]) as db:
            wanted = select(Trail.action).where(col(Trail.action).startswith("toets_"))
            return list(db.exec(wanted.order_by(col(Trail.id))))


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show what changed at once, and not a moment later."""
    monkeypatch.setattr("app.indexing.LOOK_AGAIN_SECONDS", 0)


@pytest.fixture
def desk(own_client: TestClient) -> Desk:
    desk = Desk(own_client)
    desk.person("Wim")
    desk.person("Bea", "Kenniscentrum")
    desk.person("Lars", "Sinzer B.V.")
    desk.person("Fee", "Dirk Bos Fonds")
    desk.person("Los", None)
    desk.become("Wim")
    return desk


def test_only_who_judges_sees_the_reviews(own_client: TestClient, desk: Desk) -> None:
    own_client.cookies.clear()
    assert own_client.get(PAGE).status_code == 303
    desk.person("Ina", role=AccountRole.SUBMITTER)
    desk.become("Ina")
    for path in (PAGE, f"/redactie/paginas/{SLUG}/toetsen", f"{PAGE}/vragen/1"):
        assert own_client.get(path).status_code == 403
    assert own_client.post(f"{PAGE}/begin", data={"belang": "geen"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        f"/redactie/paginas/{SLUG}/toetsen/bestaat-niet",
        "/redactie/paginas/bestaat-niet/toetsen",
        f"{PAGE}/vragen/1",
        f"{PAGE}/vragen/99",
    ],
)
def test_what_is_not_there_is_not_found(desk: Desk, path: str) -> None:
    assert desk.client.get(path).status_code in {404, 422}


def test_two_people_review_a_study_and_the_page_shows_their_profile(desk: Desk) -> None:
    assert "Niemand heeft dit onderzoek nog getoetst." in desk.public()
    desk.begin()
    assert "Twee mensen toetsen dit onderzoek op dit moment." in desk.public()
    assert "In toets" in desk.public()
    desk.answer(K6_antwoord="deels", K6_opmerking="Alleen beredeneerd.")
    assert "Een tweede persoon kijkt mee" in desk.see().get_text()
    desk.become("Bea")
    desk.begin(rol="goedkeurder")
    page = desk.see()
    assert "17 ja · 1 deels" in page.get_text()
    assert page.select_one(f"form[action='{PAGE}/stappen/afronden']")
    desk.send("stappen/afronden")
    shown = desk.public()
    assert "Getoetst" in shown
    assert "17 ja · 1 deels" in shown
    assert "De toets gaat over versie 1" in shown
    assert "Alleen beredeneerd." in shown
    assert "Toetser van Movisie. Belang: geen." in shown
    assert "Goedkeurder van Kenniscentrum. Belang: geen." in shown
    assert "Wim" not in shown
    assert "Bea" not in shown
    assert desk.lines()[-1] == Action.REVIEW_FINISHED.value
    history = desk.client.get(f"/aanpakken/{SLUG}/versies").text
    assert "Onderzoek getoetst" in history
    assert "17 ja · 1 deels" in history


def test_nobody_reviews_a_study_of_the_own_organisation_and_reads_why(desk: Desk) -> None:
    for name, words in (
        ("Lars", "Uw organisatie, Sinzer B.V., deed dit onderzoek."),
        ("Fee", "Uw organisatie, Dirk Bos Fonds, staat bij dit onderzoek als opdrachtgever."),
        ("Los", "Bij uw account staat geen organisatie."),
    ):
        desk.become(name)
        page = desk.see()
        assert words in page.get_text()
        assert page.select_one("form[action$='/begin']") is None
        assert words in desk.send("begin", {"belang": "geen"}, 422).get_text()
    with Session(desk.client.app_state["database"]) as db:
        assert list(db.exec(select(StudyReview))) == []


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "belang"),
        ({"belang": "misschien"}, "belang"),
        ({"belang": "wel", "welk_belang": "  "}, "welk_belang"),
        ({"belang": "geen", "rol": "baas"}, "rol"),
    ],
)
def test_an_interest_is_declared_before_anything_else(desk: Desk, data: dict[str, str], field: str) -> None:
    page = desk.send("begin", data, 422)
    assert page.select_one(f"#fouten a[href='#{field}']")


def test_a_declared_interest_is_read_by_the_public(desk: Desk) -> None:
    desk.begin(belang="wel", welk_belang="Ik werkte ooit bij een gezinshuis.")
    desk.answer()
    desk.become("Bea")
    desk.begin(rol="goedkeurder")
    desk.send("stappen/afronden")
    assert "Belang: Ik werkte ooit bij een gezinshuis." in desk.public()


def test_half_work_stays_and_says_what_is_missing(desk: Desk) -> None:
    desk.begin()
    typed = {"K1_antwoord": "nee", "K1_opmerking": "", "K2_opmerking": "Nog lezen.", "K2_pagina": "9"}
    desk.send("vragen/1", {"gezien": desk.seen()} | typed)
    page = desk.see(f"{PAGE}/vragen/1")
    assert page.select_one("#K2_pagina[value='9']")
    assert "Nog lezen." in page.select_one("#K2_opmerking").get_text()  # type: ignore[union-attr]
    assert page.select_one("input[name=K1_antwoord][value=nee][checked]")
    assert "Leg uit waarom u dit antwoordt." in page.get_text()
    overview = desk.see().get_text(" ", strip=True)
    assert "1 van 4" in overview
    assert "1 antwoord mist uitleg of een bladzijde" in overview


def test_not_applicable_is_offered_only_where_a_question_may_not_apply(desk: Desk) -> None:
    desk.begin()
    for number, group in enumerate(GROUPS, 1):
        page = desk.see(f"{PAGE}/vragen/{number}")
        for code in group.codes:
            offered = page.select_one(f"input[name={code}_antwoord][value=nvt]") is not None
            assert offered is by_code()[code].may_not_apply, code


def test_an_answer_that_is_none_is_refused_and_typed_text_comes_back(desk: Desk) -> None:
    desk.begin()
    data = {"gezien": desk.seen(), "K1_antwoord": "mwah", "K1_opmerking": "Getypte tekst"}
    page = desk.send("vragen/1", data, 422)
    assert page.select_one("#fouten a[href='#K1_antwoord']")
    assert "Getypte tekst" in page.get_text()


def test_who_gave_the_last_answer_does_not_finish(desk: Desk) -> None:
    desk.begin()
    desk.answer()
    desk.become("Bea")
    desk.begin(rol="toetser")
    desk.answer(range(5, 6), K18_antwoord="niet_te_beoordelen", K18_opmerking="Staat er niet.")
    assert "U gaf het laatste antwoord." in desk.see().get_text()
    desk.send("stappen/afronden", status=422)
    desk.become("Wim")
    desk.send("stappen/afronden")
    assert "17 ja · 1 niet te beoordelen" in desk.public()


def test_nobody_finishes_alone_or_without_taking_part(desk: Desk) -> None:
    desk.begin()
    desk.answer()
    assert "Een tweede persoon" in desk.send("stappen/afronden", status=422).get_text()
    desk.become("Bea")
    assert "U doet nog niet mee" in desk.send("stappen/afronden", status=422).get_text()


def test_an_approver_answers_nothing(desk: Desk) -> None:
    desk.begin()
    desk.become("Bea")
    desk.begin(rol="goedkeurder")
    data = {"gezien": desk.seen(), "K1_antwoord": "ja"}
    assert "Alleen een toetser geeft antwoorden." in desk.send("vragen/1", data, 422).get_text()
    assert desk.see(f"{PAGE}/vragen/1").select("input[type=radio]") == []


def test_somebody_has_to_answer(desk: Desk) -> None:
    desk.begin()
    page = desk.send("begin", {"belang": "geen", "rol": "goedkeurder"}, 422)
    assert "Eén persoon moet de vragen beantwoorden." in page.get_text()


def test_a_no_on_a_core_question_keeps_the_label_away_and_is_said_beforehand(desk: Desk) -> None:
    desk.begin()
    desk.answer(K5_antwoord="nee", K5_opmerking="Alleen beredeneerd.")
    desk.become("Bea")
    desk.begin(rol="goedkeurder")
    assert "Het label wordt daarom niet ‘getoetst’." in desk.see().get_text()
    desk.send("stappen/afronden")
    assert "In toets" in desk.public()
    assert "Op kernvraag K5 (Bewijs voor de effecten) is het antwoord nee." in desk.public()


def test_two_who_save_at_once_see_what_the_other_saved(desk: Desk) -> None:
    desk.begin()
    seen = desk.seen()
    desk.become("Bea")
    desk.begin(rol="toetser")
    desk.send("vragen/1", {"gezien": desk.seen(), "K1_antwoord": "ja", "K1_pagina": "3"})
    desk.become("Wim")
    data = {"gezien": seen, "K1_antwoord": "nee", "K1_opmerking": "Ik las iets anders."}
    page = desk.send("vragen/1", data, 422)
    text = page.get_text(" ", strip=True)
    assert "De ander bewaarde intussen antwoorden" in text
    assert "Ik las iets anders." in text
    assert "(bladzijde 3)" in text
    fresh = page.select_one("input[name=gezien]")
    assert fresh is not None
    desk.send("vragen/1", data | {"gezien": str(fresh["value"])})


def test_a_review_is_about_one_version_and_the_page_says_so(desk: Desk) -> None:
    desk.begin()
    desk.answer()
    desk.become("Bea")
    desk.begin(rol="goedkeurder")
    desk.send("stappen/afronden")
    new_version(desk)
    shown = desk.public()
    assert "De toets gaat over versie 1" in shown
    assert "Deze pagina is nu versie 2." in shown
    desk.become("Wim")
    page = desk.see()
    assert page.select_one("input[name=overnemen]")
    desk.begin(overnemen="ja")
    assert "18 ja" in desk.see().get_text()
    assert "De toets gaat over versie 1" in desk.public(), "until the new one is finished"
    desk.become("Bea")
    desk.begin(rol="goedkeurder")
    desk.send("stappen/afronden")
    assert "De toets gaat over versie 2" in desk.public()
    first = soup(desk.client.get(f"/aanpakken/{SLUG}/versies/1").text).get_text(" ", strip=True)
    assert "De toets gaat over versie 1" in first


def test_a_running_review_goes_along_to_the_newest_version(desk: Desk) -> None:
    desk.begin()
    desk.answer(range(1, 2))
    new_version(desk)
    assert "Deze toets gaat over versie 1" in desk.see().get_text()
    desk.send("stappen/bijwerken")
    page = desk.see().get_text(" ", strip=True)
    assert "Deze toets gaat over versie" not in page
    assert "4 van 4" in page


def new_version(desk: Desk) -> None:
    with writing(desk.client.app_state["database"]) as db, db.begin():
        entry = db.exec(select(Entry).where(Entry.slug == SLUG)).one()
        document = live(db, entry).document
        changed = document.model_copy(update={"summary": document.summary + " En meer."})
        publish(db, Kind.APPROACH, SLUG, changed, note="Meer.", at=NOW)


def test_a_finished_review_is_reopened_with_a_reason(desk: Desk) -> None:
    desk.begin()
    desk.answer()
    desk.become("Bea")
    desk.begin(rol="goedkeurder")
    desk.send("stappen/afronden")
    data = {"gezien": desk.seen(), "K1_antwoord": "nee"}
    assert "afgerond" in desk.send("vragen/1", data, 422).get_text()
    assert "Schrijf waarom" in desk.send("stappen/heropenen", {"reden": " "}, 422).get_text()
    desk.send("stappen/heropenen", {"reden": "Bladzijde 12 bestaat niet."})
    assert "Twee mensen toetsen dit onderzoek op dit moment." in desk.public()
    desk.become("Wim")
    desk.answer(range(1, 2), K1_pagina="13")
    desk.become("Bea")
    desk.send("stappen/afronden")
    assert "18 ja" in desk.public()


def test_what_is_not_on_the_site_is_not_reviewed(desk: Desk) -> None:
    with writing(desk.client.app_state["database"]) as db, db.begin():
        entry = db.exec(select(Entry).where(Entry.slug == SLUG)).one()
        archive(db, entry, "Oud.", NOW)
    assert desk.see().select_one("form[action$='/begin']")
    with writing(desk.client.app_state["database"]) as db, db.begin():
        withdraw(db, db.exec(select(Entry).where(Entry.slug == SLUG)).one(), "Fout.", NOW)
    assert (
        "Alleen een onderzoek dat op de site staat" in desk.send("begin", {"belang": "geen"}, 422).get_text()
    )


def test_the_list_shows_every_study_and_what_happened(desk: Desk) -> None:
    desk.begin()
    desk.answer(range(1, 2))
    page = desk.see(f"/redactie/paginas/{SLUG}/toetsen")
    text = page.get_text(" ", strip=True)
    assert "4 ja · 14 nog niet beantwoord" in text
    assert page.select_one(f"a[href='{PAGE}']")
    assert "werkte een toets bij" in text


def test_a_background_publication_can_be_reviewed(desk: Desk) -> None:
    slug = "re-integratie-seo-2006"
    page = desk.see(f"/redactie/paginas/{slug}/toetsen")
    link = page.select_one("tbody a")
    assert link is not None
    answer = desk.client.post(f"{link['href']}/begin", data={"belang": "geen"})
    assert answer.status_code == 303
    assert "Twee mensen toetsen" in desk.client.get(f"/achtergrond/{slug}").text


def test_every_question_is_in_one_group() -> None:
    assert tuple(code for group in GROUPS for code in group.codes) == CODES
