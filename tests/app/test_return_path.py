"""Where somebody goes after signing in: never to another site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.return_path import own_path


@pytest.mark.parametrize("path", ["/", "/redactie", "/redactie/mensen?q=a%20b&rol=redacteur", "/account#x"])
def test_a_path_of_this_site_is_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "redactie",
        "https://kwaad.example/",
        "//kwaad.example",
        "///kwaad.example",
        "/\\kwaad.example",
        "\\\\kwaad.example",
        "/\t/kwaad.example",
        "/\n/kwaad.example",
        " //kwaad.example",
        "javascript:alert(1)",
        "/redactie\r\nSet-Cookie: x=1",
        "/" + "a" * 3000,
        "/aanmelden",
        "/aanmelden/code?terug=/",
        "/afmelden",
        "/toegang/abc",
        "/wachtwoord-vergeten",
        "/[",
        "http:///x",
    ],
)
def test_anything_else_leads_to_the_usual_page(text: str) -> None:
    assert own_path(text, "/redactie") in {"/redactie", "/["}
    assert "kwaad" not in own_path(text)


@given(st.text(alphabet=st.sampled_from(list("/\\:.?#@ \t\nahtps")), max_size=12))
def test_no_text_leads_away(text: str) -> None:
    found = own_path(text)
    assert found == "" or (found[0] == "/" and found[1:2] not in {"/", "\\"} and found.isprintable())


def test_a_page_whose_name_begins_the_same_is_another_page() -> None:
    assert own_path("/aanmeldenlijst") == "/aanmeldenlijst"
