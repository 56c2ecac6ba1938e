"""A sign-in that ended while somebody was working: nothing typed is lost, and nothing is sent by itself."""

import pytest
from bs4 import Tag
from fastapi.testclient import TestClient

from app import kept_forms
from catalogue.terms_workflow import AccountRole
from tests.app.accounts import EMAIL, PASSWORD, add_person, give
from tests.app.html import faults, soup
from tests.app.test_sign_in import with_second_step

NAME = 'Stichting "Het <b>Punt</b>" & co'
FORM = {"naam": NAME, "website": "https://punt.example"}


@pytest.fixture
def client(empty_client: TestClient) -> TestClient:
    """A browser of an administrator whose sign-in ended."""
    add_person(empty_client, AccountRole.ADMINISTRATOR)
    return empty_client


def hidden(form: Tag) -> list[tuple[str, str]]:
    return [(str(field["name"]), str(field["value"])) for field in form.select("input[type=hidden]")]


def form_to(text: str, action: str) -> Tag:
    found = soup(text).select_one(f"main form[action='{action}']")
    assert found is not None
    return found


def signed_in_with(client: TestClient, page: str, password: str = PASSWORD) -> str:
    """Fill in the sign-in form of a page, with all that it carries."""
    form = form_to(page, "/aanmelden")
    assert form["enctype"] == "multipart/form-data"
    fields = [*hidden(form), ("email", EMAIL), ("wachtwoord", password)]
    text: str = client.post("/aanmelden", files=[(name, (None, value)) for name, value in fields]).text
    return text


def test_what_was_typed_travels_through_the_sign_in_page_and_can_be_sent_again(client: TestClient) -> None:
    answer = client.post("/redactie/organisaties", data=FORM)
    assert answer.status_code == 401
    assert answer.headers["cache-control"] == "no-store"
    assert "nog niet opgeslagen, maar ook niet weg" in answer.text
    assert faults(answer.text) == []
    page = signed_in_with(client, answer.text)
    assert "U bent weer aangemeld" in page
    assert faults(page) == []
    again = form_to(page, "/redactie/organisaties")
    assert again["method"] == "post"
    assert hidden(again) == list(FORM.items())
    assert NAME not in client.get("/redactie/organisaties").text
    assert client.post("/redactie/organisaties", data=dict(hidden(again))).status_code == 303
    names = [link.get_text() for link in soup(client.get("/redactie/organisaties").text).select("tbody th a")]
    assert names == [NAME]


def test_nothing_is_sent_without_a_press_on_the_button(client: TestClient) -> None:
    page = signed_in_with(client, client.post("/redactie/organisaties", data=FORM).text)
    form = form_to(page, "/redactie/organisaties")
    assert form.select_one("button[type=submit]")
    assert soup(page).select("meta[http-equiv=refresh], [onload], script:not([src])") == []
    assert "toegevoegd" not in page


def test_it_survives_a_wrong_password_and_too_many_tries(client: TestClient) -> None:
    page = client.post("/redactie/organisaties", data=FORM).text
    for _ in range(10):
        page = signed_in_with(client, page, password="verkeerd")
        assert "Aanmelden is niet gelukt" in page
    page = signed_in_with(client, page)
    assert "te vaak" in page
    kept = dict(hidden(form_to(page, "/aanmelden")))
    assert kept["veld.naam"] == NAME
    assert kept["bewaard.adres"] == "/redactie/organisaties"


def test_it_survives_the_second_step(client: TestClient) -> None:
    totp = with_second_step(client, 1)
    page = signed_in_with(client, client.post("/redactie/organisaties", data=FORM).text)
    fields = dict(hidden(form_to(page, "/aanmelden/code")))
    page = client.post("/aanmelden/code", data={**fields, "code": "000000"}).text
    fields = dict(hidden(form_to(page, "/aanmelden/code")))
    page = client.post("/aanmelden/code", data={**fields, "code": totp.now()}).text
    assert hidden(form_to(page, "/redactie/organisaties")) == list(FORM.items())


def test_fields_with_one_name_keep_their_order_and_the_query_stays(client: TestClient) -> None:
    form = {"rol": ["redacteur", "beheerder"], "naam": " a\r\nb ", "wachtwoord.x": "w"}
    page = client.post("/redactie/mensen/uitnodigen?x=1&y=a%20b", data=form).text
    page = signed_in_with(client, page)
    again = form_to(page, "/redactie/mensen/uitnodigen?x=1&y=a%20b")
    expected = [("rol", "redacteur"), ("rol", "beheerder"), ("naam", " a\r\nb "), ("wachtwoord.x", "w")]
    assert [(name, value.replace("\r\n", "\n")) for name, value in hidden(again)] == [
        (name, value.replace("\r\n", "\n")) for name, value in expected
    ]


def test_a_file_cannot_travel_along_and_is_named(client: TestClient) -> None:
    answer = client.post(
        "/redactie/organisaties",
        data=FORM,
        files={"bijlage": ("rapport <1>.pdf", b"%PDF", "application/pdf")},
    )
    assert "rapport <1>.pdf" in soup(answer.text).get_text()
    assert "rapport <1>" not in answer.text
    page = signed_in_with(client, answer.text)
    assert "rapport <1>.pdf" in soup(page).get_text()
    again = form_to(page, "/redactie/organisaties")
    assert again["enctype"] == "multipart/form-data"
    assert hidden(again) == list(FORM.items())


def test_who_signed_in_elsewhere_sends_it_from_the_sign_in_page(client: TestClient) -> None:
    page = client.post("/redactie/organisaties", data=FORM).text
    give(client)
    fields = dict(hidden(form_to(page, "/redactie/organisaties")))
    assert client.post("/redactie/organisaties", data=fields).status_code == 303


def test_a_text_that_is_too_large_is_said_to_be_lost_and_not_kept_by_half(client: TestClient) -> None:
    answer = client.post("/redactie/organisaties", data={**FORM, "website": "x" * kept_forms.MOST_CHARACTERS})
    assert answer.status_code == 401
    assert "niet opgeslagen" in answer.text
    assert "veld." not in answer.text
    many = {f"v{number}": "x" for number in range(kept_forms.MOST_FIELDS + 1)}
    assert "veld." not in client.post("/redactie/organisaties", data=many).text


def test_a_large_text_that_does_travel_arrives_whole(client: TestClient) -> None:
    long = "ë<" * 100_000
    page = signed_in_with(client, client.post("/redactie/organisaties", files={"naam": (None, long)}).text)
    assert hidden(form_to(page, "/redactie/organisaties")) == [("naam", long)]


@pytest.mark.parametrize("path", ["/account/wachtwoord", "/account/tweede-stap"])
def test_a_password_or_code_is_never_put_into_a_page(client: TestClient, path: str) -> None:
    answer = client.post(
        path,
        data={"oud": "oud geheim", "wachtwoord": "nieuw geheim", "code": "123456"},
        headers={"Referer": "http://testserver/account"},
    )
    assert answer.status_code == 401
    assert "geheim" not in answer.text
    assert "123456" not in answer.text
    assert give(client, terug="/account").headers["location"] == "/account"


@pytest.mark.parametrize(
    "address", ["https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example", "javascript:alert(1)", ""]
)
def test_nothing_is_ever_sent_to_another_site(client: TestClient, address: str) -> None:
    data = {"bewaard.adres": address, "veld.naam": "x", "email": EMAIL, "wachtwoord": PASSWORD}
    answer = client.post("/aanmelden", data=data)
    assert (answer.status_code, answer.headers.get("location")) == (303, "/redactie")
    assert "kwaad" not in answer.text


def test_another_site_cannot_put_words_into_the_page(client: TestClient) -> None:
    data = {"bewaard.adres": "/redactie/organisaties", "veld.naam": "kwaad"}
    answer = client.post("/aanmelden", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "veld." not in answer.text


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_script_is_told_in_its_own_form(client: TestClient, headers: dict[str, str], method: str) -> None:
    path = "/redactie/organisaties" if method != "PUT" else "/account"
    answer = client.request(method, path, headers=headers)
    if method == "PUT":
        assert answer.status_code == 405
        return
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["aanmelden"] == "/aanmelden"
    assert answer.json()["title"] == "U bent niet meer aangemeld"


def test_what_is_no_form_is_refused_without_a_fault(client: TestClient) -> None:
    for kind in ("text/plain", "application/octet-stream", "multipart/form-data; boundary=x", ""):
        answer = client.post(
            "/redactie/organisaties", content=b"--y\r\nonzin", headers={"Content-Type": kind}
        )
        assert answer.status_code in {400, 401}
        assert "veld." not in answer.text


def test_who_lacks_a_right_is_told_which(empty_client: TestClient) -> None:
    add_person(empty_client, AccountRole.EDITOR)
    give(empty_client)
    for answer in (
        empty_client.get("/redactie/mensen"),
        empty_client.post("/redactie/organisaties", data=FORM),
        empty_client.post("/redactie/mensen/1/stap", data={"stap": "stop"}),
    ):
        assert answer.status_code == 403
        assert "mensen" in soup(answer.text).select_one(".mk-lead").get_text()  # type: ignore[union-attr]
        assert answer.headers["cache-control"] == "no-store"
