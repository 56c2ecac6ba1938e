"""The pages of an administrator: people, invitations, roles, stopping, and organisations."""

from collections.abc import Iterable

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.database import writing
from catalogue.editing.accounts import roles_of
from catalogue.editing.people_list import PAGE
from catalogue.tables_people import Member, Person
from catalogue.terms_workflow import AccountRole
from tests.app.accounts import add_person, deeds, give, link_in, mails, now, person, row_of, token_of
from tests.app.html import faults, soup
from tests.app.test_sign_in import with_second_step
from tests.people import make_person

PEOPLE = "/redactie/mensen"
ADMIN = "bea@example.org"
INVITATION = {"email": "nieuw@example.org", "naam": "Nina Nieuw", "rol": ["redacteur"]}


@pytest.fixture
def client(empty_client: TestClient) -> TestClient:
    """A browser of the only administrator."""
    add_person(empty_client, AccountRole.ADMINISTRATOR, email=ADMIN)
    give(empty_client, email=ADMIN)
    return empty_client


def stamp(client: TestClient, path: str) -> str:
    found = soup(client.get(path).text).select_one("input[name=stempel]")
    assert found is not None
    return str(found["value"])


def roles(client: TestClient, number: int) -> set[AccountRole]:
    with Session(client.app_state["database"]) as db:
        return set(roles_of(db, db.get_one(Person, number)))


def add_member(client: TestClient, name: str = "Welzijn Oost", *, active: bool = True) -> int:
    with writing(client.app_state["database"]) as db, db.begin():
        member = Member(name=name, is_active=active, created_at=now())
        db.add(member)
        db.flush()
        return member.id


def names(client: TestClient, query: str = "") -> list[str]:
    page = soup(client.get(f"{PEOPLE}{query}").text)
    return [link.get_text() for link in page.select("#tabel-mensen ~ tbody th a, tbody th a")]


# --- who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [AccountRole.SUBMITTER, AccountRole.EDITOR, AccountRole.CHIEF_EDITOR])
def test_only_an_administrator_sees_and_changes_people(empty_client: TestClient, role: AccountRole) -> None:
    add_person(empty_client, role)
    give(empty_client)
    for path in (PEOPLE, f"{PEOPLE}/uitnodigen", f"{PEOPLE}/1", "/redactie/organisaties"):
        assert empty_client.get(path).status_code == 403
    assert empty_client.post(f"{PEOPLE}/uitnodigen", data=INVITATION).status_code == 403
    assert empty_client.post(f"{PEOPLE}/1", data={"naam": "x", "rol": "beheerder"}).status_code == 403
    assert empty_client.post("/redactie/organisaties", data={"naam": "x"}).status_code == 403
    assert roles(empty_client, 1) == {role}
    assert mails(empty_client) == []


# --- inviting ---------------------------------------------------------------------------------------------


def test_an_invitation_makes_an_account_and_a_mail(client: TestClient) -> None:
    answer = client.post(f"{PEOPLE}/uitnodigen", data=INVITATION)
    assert answer.headers["location"] == f"{PEOPLE}/2?gelukt=uitgenodigd"
    page = client.get(answer.headers["location"])
    assert "De uitnodiging is verstuurd" in page.text
    assert "Uitgenodigd" in page.text
    assert faults(page.text) == []
    (mail,) = mails(client)
    assert (mail.address, mail.kind, mail.is_held) == ("nieuw@example.org", "uitnodiging", False)
    assert client.get(link_in(mail)).status_code == 200
    assert roles(client, 2) == {AccountRole.EDITOR}
    assert deeds(client)[-1] == "persoon_uitgenodigd"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "geen adres"}, "email"),
        ({"email": ADMIN.upper()}, "email"),
        ({"naam": "  "}, "naam"),
        ({"naam": "x" * 121}, "naam"),
        ({"rol": []}, "rol"),
        ({"rol": ["directeur"]}, "rol"),
        ({"rol": ["indiener"]}, "organisatie"),
        ({"organisatie": "9"}, "organisatie"),
        ({"organisatie": "x"}, "organisatie"),
        ({"organisatie": "9" * 30}, "organisatie"),
    ],
)
def test_an_invitation_that_will_not_do_comes_back_with_what_was_typed(
    client: TestClient, change: dict[str, str | list[str]], field: str
) -> None:
    answer = client.post(f"{PEOPLE}/uitnodigen", data=INVITATION | change)
    assert answer.status_code == 422
    page = soup(answer.text)
    assert page.select_one(f"#fouten a[href='#{field}']")
    assert page.select_one(f"#{field}")
    assert faults(answer.text) == []
    for name, value in (INVITATION | change).items():
        if isinstance(value, str) and name != "organisatie":
            assert page.select_one(f"#{name}")["value"] == value  # type: ignore[index]
    assert mails(client) == []
    with Session(client.app_state["database"]) as db:
        assert db.get(Person, 2) is None


def test_an_organisation_that_stopped_takes_nobody_new_but_keeps_who_is_there(client: TestClient) -> None:
    member = str(add_member(client))
    invitation = INVITATION | {"rol": ["indiener"], "organisatie": member}
    assert client.post(f"{PEOPLE}/uitnodigen", data=invitation).status_code == 303
    client.post(f"/redactie/organisaties/{member}/stap", data={"stap": "stop"})
    other = client.post(f"{PEOPLE}/uitnodigen", data=invitation | {"email": "meer@example.org"})
    assert other.status_code == 422
    path = f"{PEOPLE}/2"
    form = {"naam": "Nina", "rol": ["indiener"], "organisatie": member, "stempel": stamp(client, path)}
    assert client.post(path, data=form).status_code == 303


def test_inviting_again_replaces_the_link(client: TestClient) -> None:
    client.post(f"{PEOPLE}/uitnodigen", data=INVITATION)
    client.post(f"{PEOPLE}/2/stap", data={"stap": "uitnodigen"})
    first, second = (link_in(mail) for mail in mails(client))
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200
    answer = client.post(f"{PEOPLE}/1/stap", data={"stap": "uitnodigen"})
    assert answer.status_code == 409
    assert "al aangenomen" in answer.text


# --- changing ---------------------------------------------------------------------------------------------


def test_a_change_of_roles_counts_from_the_next_request(client: TestClient) -> None:
    number = add_person(client)
    path = f"{PEOPLE}/{number}"
    admin = token_of(client)
    client.cookies.clear()
    give(client)
    editor = token_of(client)
    assert client.get("/redactie/zoekvragen").status_code == 200
    client.cookies.clear()
    client.cookies.set("mkba_aanmelding", admin or "")
    form = {"naam": "Kees", "rol": ["beheerder"], "stempel": stamp(client, path)}
    assert client.post(path, data=form).headers["location"] == f"{path}?gelukt=opgeslagen"
    assert deeds(client)[-1] == "persoon_gewijzigd"
    client.cookies.clear()
    client.cookies.set("mkba_aanmelding", editor or "")
    assert client.get("/redactie/zoekvragen").status_code == 403
    assert client.get(PEOPLE).status_code == 200


def test_a_change_over_that_of_somebody_else_is_refused_and_shown(client: TestClient) -> None:
    path = f"{PEOPLE}/{add_person(client)}"
    old = stamp(client, path)
    client.post(path, data={"naam": "Kees Een", "rol": ["redacteur"], "stempel": old})
    answer = client.post(path, data={"naam": "Kees Twee", "rol": ["beheerder"], "stempel": old})
    assert answer.status_code == 409
    page = soup(answer.text)
    assert page.select_one("h1").get_text() == "Kees Een"  # type: ignore[union-attr]
    assert page.select_one("#naam")["value"] == "Kees Twee"  # type: ignore[index]
    assert "Iemand anders wijzigde" in answer.text
    assert faults(answer.text) == []
    new = page.select_one("input[name=stempel]")["value"]  # type: ignore[index]
    form = {"naam": "Kees Twee", "rol": ["beheerder"], "stempel": str(new)}
    assert client.post(path, data=form).status_code == 303
    assert roles(client, 2) == {AccountRole.ADMINISTRATOR}


def test_the_last_administrator_can_neither_be_stopped_nor_stripped(client: TestClient) -> None:
    path = f"{PEOPLE}/1"
    answer = client.post(path, data={"naam": "Bea", "rol": ["redacteur"], "stempel": stamp(client, path)})
    assert answer.status_code == 422
    assert "enige beheerder" in answer.text
    answer = client.post(f"{path}/stap", data={"stap": "stop"})
    assert answer.status_code == 409
    assert "enige beheerder" in answer.text
    client.post(f"{PEOPLE}/uitnodigen", data=INVITATION | {"rol": ["beheerder"]})
    assert client.post(f"{path}/stap", data={"stap": "stop"}).status_code == 409
    assert person(client, 1).is_active
    assert roles(client, 1) == {AccountRole.ADMINISTRATOR}


def test_with_another_administrator_one_may_go(client: TestClient) -> None:
    add_person(client, AccountRole.ADMINISTRATOR)
    assert client.post(f"{PEOPLE}/1/stap", data={"stap": "stop"}).status_code == 303
    assert client.get(PEOPLE).status_code == 303


# --- stopping ---------------------------------------------------------------------------------------------


def test_a_stopped_account_is_out_at_once_and_may_come_back(client: TestClient) -> None:
    number = add_person(client)
    admin = token_of(client)
    client.cookies.clear()
    give(client)
    theirs = token_of(client)
    client.cookies.clear()
    client.cookies.set("mkba_aanmelding", admin or "")
    assert client.post(f"{PEOPLE}/{number}/stap", data={"stap": "stop"}).status_code == 303
    assert row_of(client, theirs).ended_at is not None
    assert "Stilgezet" in client.get(f"{PEOPLE}/{number}").text
    assert client.post(f"{PEOPLE}/{number}/stap", data={"stap": "uitnodigen"}).status_code == 409
    client.post(f"{PEOPLE}/{number}/stap", data={"stap": "start"})
    assert deeds(client)[-2:] == ["persoon_gestopt", "persoon_gestart"]
    client.cookies.clear()
    client.cookies.set("mkba_aanmelding", theirs or "")
    assert client.get("/account").status_code == 303
    assert give(client).status_code == 303


def test_an_administrator_helps_who_lost_the_telephone(client: TestClient) -> None:
    number = add_person(client)
    with_second_step(client, number)
    page = client.get(f"{PEOPLE}/{number}").text
    assert "Zet de tweede stap uit" in page
    client.post(f"{PEOPLE}/{number}/stap", data={"stap": "tweede-stap-uit"})
    assert person(client, number).totp_secret is None
    client.cookies.clear()
    assert give(client).headers["location"] == "/redactie"


def test_an_administrator_signs_somebody_out_everywhere(client: TestClient) -> None:
    number = add_person(client)
    admin = token_of(client)
    client.cookies.clear()
    give(client)
    theirs = token_of(client)
    client.cookies.clear()
    client.cookies.set("mkba_aanmelding", admin or "")
    assert "Nu aangemeld op 1 apparaat." in client.get(f"{PEOPLE}/{number}").text
    client.post(f"{PEOPLE}/{number}/stap", data={"stap": "afmelden"})
    assert row_of(client, theirs).ended_at is not None


@pytest.mark.parametrize("path", [f"{PEOPLE}/99", f"{PEOPLE}/0", f"{PEOPLE}/x", f"{PEOPLE}/{'9' * 30}"])
def test_somebody_who_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, data={"naam": "x"}).status_code == 404
    assert client.post(f"{path}/stap", data={"stap": "stop"}).status_code == 404


def test_an_unknown_step_does_nothing(client: TestClient) -> None:
    assert client.post(f"{PEOPLE}/1/stap", data={"stap": "weg"}).status_code == 409


# --- the list ---------------------------------------------------------------------------------------------


@pytest.fixture
def crowd(client: TestClient) -> TestClient:
    """An administrator and some others."""
    member = add_member(client, "Stichting Ümlaut 100%")
    with writing(client.app_state["database"]) as db, db.begin():
        make_person(db, AccountRole.SUBMITTER, name="Ina Jansen", member_id=member)
        make_person(
            db, AccountRole.EDITOR, AccountRole.ADMINISTRATOR, name="Rik de Vries", email="rik_x@example.org"
        )
        make_person(db, AccountRole.EDITOR, name="Stil Staand", is_active=False)
    return client


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ina Jansen", "Kees Kaptein", "Rik de Vries", "Stil Staand"]),
        ("?q=jansen", ["Ina Jansen"]),
        ("?q=DE+vries", ["Rik de Vries"]),
        ("?q=rik_x", ["Rik de Vries"]),
        ("?q=%25", ["Ina Jansen"]),
        ("?q=_", ["Rik de Vries"]),
        ("?q=stichting", ["Ina Jansen"]),
        ("?q=niemand", []),
        ("?rol=redacteur", ["Rik de Vries", "Stil Staand"]),
        ("?rol=beheerder&q=rik", ["Rik de Vries"]),
        ("?stand=gestopt", ["Stil Staand"]),
        ("?stand=uitgenodigd", ["Ina Jansen", "Rik de Vries"]),
        ("?stand=actief", ["Kees Kaptein"]),
        (
            "?rol=onzin&stand=onzin&pagina=onzin",
            ["Ina Jansen", "Kees Kaptein", "Rik de Vries", "Stil Staand"],
        ),
        ("?pagina=99999999999999999999", ["Ina Jansen", "Kees Kaptein", "Rik de Vries", "Stil Staand"]),
    ],
)
def test_the_list_is_searched_and_narrowed(crowd: TestClient, query: str, found: list[str]) -> None:
    answer = crowd.get(f"{PEOPLE}{query}")
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert names(crowd, query) == found


def test_a_long_list_comes_in_pages(client: TestClient) -> None:
    with writing(client.app_state["database"]) as db, db.begin():
        for number in range(PAGE + 3):
            make_person(db, AccountRole.EDITOR, name=f"P{number:03}")
    first, second = names(client), names(client, "?pagina=2")
    assert (len(first), len(second)) == (PAGE, 4)
    assert not set(first) & set(second)
    link = soup(client.get(f"{PEOPLE}?q=p&rol=redacteur").text).select_one("a[rel=next]")
    assert link is not None
    assert link["href"] == f"{PEOPLE}?q=p&rol=redacteur&pagina=2"


# --- organisations ----------------------------------------------------------------------------------------


def organisations(client: TestClient) -> Iterable[str]:
    return [link.get_text() for link in soup(client.get("/redactie/organisaties").text).select("tbody th a")]


def test_an_organisation_is_added_changed_and_stopped(client: TestClient) -> None:
    path = "/redactie/organisaties"
    assert client.post(path, data={"naam": " Welzijn   Oost ", "website": ""}).status_code == 303
    assert organisations(client) == ["Welzijn Oost"]
    form = {"naam": "Welzijn West", "website": "https://west.example", "stempel": stamp(client, f"{path}/1")}
    assert client.post(f"{path}/1", data=form).headers["location"] == f"{path}/1?gelukt=opgeslagen"
    assert organisations(client) == ["Welzijn West"]
    client.post(f"{path}/1/stap", data={"stap": "stop"})
    assert "Gestopt" in client.get(path).text
    assert faults(client.get(f"{path}/1").text) == []
    client.post(f"{path}/1/stap", data={"stap": "start"})
    assert "Gestopt" not in client.get(path).text
    assert deeds(client).count("organisatie_gewijzigd") == 4


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"naam": ""}, "naam"),
        ({"naam": "x" * 161}, "naam"),
        ({"naam": "welzijn OOST"}, "naam"),
        ({"naam": "Nieuw", "website": "javascript:alert(1)"}, "website"),
        ({"naam": "Nieuw", "website": "www.zonder.nl"}, "website"),
        ({"naam": "Nieuw", "website": "https://x.nl/" + "a" * 300}, "website"),
    ],
)
def test_an_organisation_that_will_not_do_comes_back(
    client: TestClient, form: dict[str, str], field: str
) -> None:
    add_member(client)
    answer = client.post("/redactie/organisaties", data=form)
    assert answer.status_code == 422
    page = soup(answer.text)
    assert page.select_one(f"#{field}[aria-invalid=true]")
    assert page.select_one("#naam")["value"] == form["naam"]  # type: ignore[index]
    assert faults(answer.text) == []
    assert organisations(client) == ["Welzijn Oost"]
    path = f"/redactie/organisaties/{add_member(client, 'Welzijn Noord')}"
    changed = client.post(path, data=form | {"stempel": stamp(client, path)})
    assert changed.status_code == 422
    assert faults(changed.text) == []


def test_an_organisation_that_somebody_else_changed_is_not_overwritten(client: TestClient) -> None:
    path = f"/redactie/organisaties/{add_member(client)}"
    old = stamp(client, path)
    client.post(path, data={"naam": "Een", "stempel": old})
    answer = client.post(path, data={"naam": "Twee", "stempel": old})
    assert answer.status_code == 409
    assert organisations(client) == ["Een"]
    assert client.post(f"{path}/stap", data={"stap": "weg"}).status_code == 409
    assert client.get("/redactie/organisaties/77").status_code == 404


# --- erasing, and taking one's data along -----------------------------------------------------------------


def test_the_data_of_a_stopped_account_are_erased_and_of_a_working_one_are_not(client: TestClient) -> None:
    with writing(client.app_state["database"]) as db, db.begin():
        number = make_person(db, AccountRole.EDITOR, name="Piet Puk", email="piet@example.org").id
    path = f"{PEOPLE}/{number}"
    assert "Wis de gegevens" not in client.get(path).text
    refused = client.post(f"{path}/stap", data={"stap": "wissen"})
    assert refused.status_code == 409
    assert "Zet dit account eerst stil." in refused.text
    client.post(f"{path}/stap", data={"stap": "stop"})
    assert "Wis de gegevens" in client.get(path).text
    done = client.post(f"{path}/stap", data={"stap": "wissen"})
    assert done.status_code == 303
    shown = client.get(done.headers["location"]).text
    assert faults(shown) == []
    assert "De gegevens zijn gewist." in shown
    assert "Voormalig medewerker" in shown
    assert "Piet" not in shown
    for step in ("start", "wissen"):
        assert client.post(f"{path}/stap", data={"stap": step}).status_code == 409


def test_somebody_takes_the_own_data_along(client: TestClient) -> None:
    assert "/account/gegevens" in client.get("/account").text
    answer = client.get("/account/gegevens")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.json()["account"]["email"] == ADMIN
    client.cookies.clear()
    assert client.get("/account/gegevens").status_code == 303
