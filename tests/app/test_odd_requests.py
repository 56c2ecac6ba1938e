"""What no browser asks of this site is answered as a page that is not there, never with a fault."""

import pytest
from fastapi.testclient import TestClient

from app.odd_requests import MOST_BYTES
from tests.app.html import faults

MANY = "9" * 5_000


@pytest.mark.parametrize("path", ["/aanpakken/%00", "/redactie/concepten/" + MANY, "/kpis/" + MANY, "/%00"])
def test_an_address_that_nothing_can_have_is_not_there(empty_client: TestClient, path: str) -> None:
    for answer in (empty_client.get(path), empty_client.post(path, data={"naam": "x"})):
        assert answer.status_code == 404
        assert faults(answer.text) == []


def test_the_api_says_so_in_its_own_form(empty_client: TestClient) -> None:
    answer = empty_client.get("/v1/aanpakken/%00")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_question_is_asked_without_the_character_that_no_text_has(empty_client: TestClient) -> None:
    assert empty_client.get("/aanpakken?q=buurt%00zorg").status_code == 200


def test_a_form_is_read_as_utf_8_whatever_it_says(empty_client: TestClient) -> None:
    body = '--x\r\nContent-Disposition: form-data; name="titel"\r\n\r\nBuurt\\ud800 é\r\n--x--\r\n'
    kind = "multipart/form-data; charset=unicode_escape; boundary=x"
    answer = empty_client.post("/tip", content=body.encode(), headers={"Content-Type": kind})
    assert answer.status_code == 422
    assert "Buurt\\ud800 é" in answer.text


@pytest.mark.parametrize("path", ["/tip", "/aanmelden", "/redactie/concepten/1", "/wachtwoord-vergeten"])
def test_a_form_beyond_all_measure_is_not_read(empty_client: TestClient, path: str) -> None:
    """Also one that comes in pieces, without saying how long it is."""
    pieces = (b"naam=" + b"x" * (1 << 20) for _ in range((MOST_BYTES >> 20) + 1))
    answer = empty_client.post(
        path, content=pieces, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    # Who is not signed in is asked to do that, and told that the text did not come along.
    assert answer.status_code in {401, 413}
    assert faults(answer.text) == []
