"""The settings page and the wording of terms: who may, what follows, what is refused."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from catalogue import term_texts
from catalogue.terms_workflow import AccountRole
from catalogue.vocabulary import WorkType
from tests.app.html import faults, soup
from tests.people import sign_in

LIST = "/redactie/instellingen/begrippen/werksoorten"


@pytest.fixture(autouse=True)
def own_words() -> Iterator[None]:
    """Terms belong to the process: other tests get them back as they were."""
    yield
    term_texts.apply({})


@pytest.fixture
def administrator(own_client: TestClient) -> TestClient:
    sign_in(own_client, AccountRole.ADMINISTRATOR)
    return own_client


@pytest.mark.parametrize("path", ["/redactie/instellingen", LIST])
def test_only_an_administrator_sees_settings(own_client: TestClient, path: str) -> None:
    assert own_client.get(path).status_code == 303
    sign_in(own_client, AccountRole.CHIEF_EDITOR)
    assert own_client.get(path).status_code == 403


def test_the_settings_are_shown_without_their_secrets(administrator: TestClient) -> None:
    answer = administrator.get("/redactie/instellingen")
    secret = administrator.app_state["settings"].secret.get_secret_value()
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert "MKBA_SECRET" in answer.text
    assert secret not in answer.text


def test_every_list_can_be_opened(administrator: TestClient) -> None:
    page = soup(administrator.get("/redactie/instellingen").text)
    links = [str(link["href"]) for link in page.select("main li a[href*='/begrippen/']")]
    assert len(links) > 20
    for link in links:
        answer = administrator.get(link)
        assert answer.status_code == 200
        assert faults(answer.text) == []


def test_a_term_in_other_words_is_so_everywhere_and_can_go_back(administrator: TestClient) -> None:
    code, original = WorkType.YOUTH_WORK.value, WorkType.YOUTH_WORK.label
    form = {"naam": "Werk met jongeren op straat", "uitleg": "Hulp aan jongeren waar zij zijn."}
    answer = administrator.post(f"{LIST}/{code}", data=form)
    assert answer.status_code == 303
    assert "Bewaard" in administrator.get(answer.headers["location"]).text
    administrator.app_state["index"]._looked_at = 0.0
    assert "Werk met jongeren op straat" in administrator.get("/werksoorten").text
    restored = {"naam": original, "uitleg": WorkType.YOUTH_WORK.explanation}
    restored["uitleg"] = term_texts.ORIGINAL[term_texts.Key("werksoorten", code)].explanation
    assert administrator.post(f"{LIST}/{code}", data=restored).status_code == 303
    assert "eigen woorden" not in administrator.get(LIST).text


@pytest.mark.parametrize(
    ("naam", "uitleg", "message"),
    [
        ("", "Een uitleg.", "Vul een naam en een uitleg in."),
        ("Naam", " ", "Vul een naam en een uitleg in."),
        ("x" * 61, "Een uitleg.", "Maak de naam korter"),
        ("Naam", "x" * 301, "Maak de uitleg korter"),
        (WorkType.ELDERLY.label.upper(), "Een uitleg.", "heet al zo"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    administrator: TestClient, naam: str, uitleg: str, message: str
) -> None:
    answer = administrator.post(f"{LIST}/{WorkType.YOUTH_WORK.value}", data={"naam": naam, "uitleg": uitleg})
    assert answer.status_code == 422
    assert message in answer.text
    field = soup(answer.text).select_one("input[name=naam]")
    assert field is not None
    assert field["value"] == naam


def test_a_term_or_list_that_is_not_there_cannot_be_worded(administrator: TestClient) -> None:
    form = {"naam": "Nieuw", "uitleg": "Een uitleg."}
    assert administrator.post(f"{LIST}/bestaat-niet", data=form).status_code == 422
    assert administrator.get("/redactie/instellingen/begrippen/niets").status_code == 404
