"""The handbook for editors: open to everybody with an account, with its pictures and the right words."""

import re

import pytest
from fastapi.testclient import TestClient

from app.pages import ROOT
from app.texts import HANDBOOK
from catalogue.editing.workflow import Step
from catalogue.terms_workflow import AccountRole
from tests.app.html import faults, soup
from tests.people import sign_in

PICTURES = ROOT / "app" / "static" / "handleiding"


def test_a_visitor_is_asked_to_sign_in(own_client: TestClient) -> None:
    assert own_client.get("/redactie/handleiding").status_code == 303


@pytest.mark.parametrize("role", AccountRole)
def test_everybody_with_an_account_can_read_it(own_client: TestClient, role: AccountRole) -> None:
    sign_in(own_client, role)
    answer = own_client.get("/redactie/handleiding")
    assert answer.status_code == 200
    assert faults(answer.text) == []
    pictures = soup(answer.text).select("main img")
    assert len(pictures) == len(list(PICTURES.glob("*.png")))
    for picture in pictures:
        assert picture["alt"]
        assert own_client.get(str(picture["src"])).status_code == 200


def test_the_steps_in_it_are_called_as_on_the_buttons() -> None:
    text = HANDBOOK.read_text("utf-8")
    named = set(re.findall(r"\*([A-Z][^*]+)\*", text))
    for step in (
        Step.SUBMIT,
        Step.APPROVE,
        Step.RETURN,
        Step.PUBLISH,
        Step.PLAN,
        Step.WITHDRAW,
        Step.ARCHIVE,
    ):
        assert step.label in named, step.label


def test_every_role_is_in_it() -> None:
    text = HANDBOOK.read_text("utf-8")
    assert all(f"| {role.label} |" in text for role in AccountRole)
