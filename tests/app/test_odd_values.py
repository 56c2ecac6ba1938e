"""What no form of ours ever sends: every route answers it with a Dutch page, and never with a fault."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlmodel import SQLModel

from app.main import create_app
from app.migrating import migrate
from app.routes import ALL
from app.settings import Settings
from catalogue.terms_workflow import AccountRole
from tests.app.desk import opened, reading
from tests.app.workplace import Workplace, make_workplace
from tests.databases import connected
from tests.people import sign_in

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BOXES = ("_basis", "_keuze.naam", "daarna", "naam", "gemeenten", "toelichting", "adres", "gezien", "voor_wie")
"""Fields of forms of which the fields follow from data."""
ODD = (
    "a\x00b",
    "a\ud800b",
    "x" * 100_000,
    "9" * 5_000,
    str(2**70),
    "-1",
    "²",
    "[" * 50_000,
    '{"naam": [{"x": [1]}], "gemeenten": [{"a": 1}], "voor_wie": [[[1]]], "onderzoeken": [3]}',
    "../../../etc/passwd",
)
IN_ADDRESS = ("%00", "%ED%A0%80", "%FF", "9" * 30, "9" * 5_000, "-1", "%C2%B2", "..%2f..%2fetc", "a" * 3_000)
ROLES = (None, *AccountRole)


@pytest.fixture
def site(address: str, tmp_path: Path) -> Iterator[TestClient]:
    """A small site on each kind of database."""
    with connected(address) as engine:
        migrate(engine)
    settings = Settings(data_dir=tmp_path / "data", database_url=address, log_level="ERROR")
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


def routes(method: str) -> list[APIRoute]:
    """Every route of the site for a method."""
    found = [route for router in ALL for route in router.routes if isinstance(route, APIRoute)]
    return [route for route in found if method in (route.methods or ()) and route.path != "/afmelden"]


def fields_of(route: APIRoute) -> list[str]:
    """The fields of the form that a route reads."""

    def found(dependant: Dependant) -> Iterator[str]:
        for param in dependant.body_params:
            model = param.field_info.annotation
            if isinstance(model, type) and issubclass(model, BaseModel):
                yield from model.model_fields
            else:
                yield param.name
        for inner in dependant.dependencies:
            yield from found(inner)

    return sorted({*found(route.dependant)}) or list(BOXES)


def filled(path: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: values.get(match[1], "1"), path)


def odd_addresses(route: APIRoute, place: Workplace) -> Iterator[str]:
    """The address of a route with one odd value at each place in turn."""
    for name in re.findall(r"\{(\w+)(?::\w+)?\}", route.path):
        for value in IN_ADDRESS:
            yield filled(route.path, place.values | {name: value})


def sent(client: TestClient, path: str, fields: Mapping[str, str]) -> Response:
    """A form as bytes: half characters included."""
    pairs = [(name.encode(), value.encode("utf-8", "surrogatepass")) for name, value in fields.items()]
    body = "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs)
    return client.post(path, content=body, headers=FORM)


def complaint(answer: Response) -> str:
    """What is wrong with an answer: a fault, or a page that is not one of ours."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.url.path[:80]}"
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    return "" if not is_page or 'lang="nl"' in answer.text else f"not Dutch: {answer.url.path[:80]}"


def ask_forms(client: TestClient, place: Workplace, turn: int, step: int) -> list[str]:
    """Complaints about odd values in every form: of each form the values whose turn it is."""
    answers = []
    for number, route in enumerate(routes("POST")):
        for which in range((turn + number) % step, len(ODD), step):
            fields = dict.fromkeys(fields_of(route), ODD[which])
            fields |= {"geopend": opened(client)} if "geopend" in fields and which % 2 else {}
            answers.append(sent(client, filled(route.path, place.values), fields))
    return list(filter(None, map(complaint, answers)))


def ask_addresses(client: TestClient, place: Workplace, turn: int, step: int) -> list[str]:
    """The same for odd values in addresses."""
    answers = []
    for method in ("GET", "POST"):
        for number, route in enumerate(routes(method)):
            addresses = list(odd_addresses(route, place))
            chosen = addresses[(turn + number) % step :: step]
            answers += [client.request(method, address) for address in chosen]
    return list(filter(None, map(complaint, answers)))


@pytest.mark.parametrize("turn", range(len(ROLES)), ids=lambda turn: ROLES[turn] or "bezoeker")
def test_odd_values_of_anybody_make_no_fault(empty_client: TestClient, turn: int) -> None:
    place, role = make_workplace(empty_client), ROLES[turn]
    if role is not None:
        sign_in(empty_client, role, name="Proef", member_id=place.north)
    assert ask_forms(empty_client, place, turn, len(ODD)) == []
    assert ask_addresses(empty_client, place, turn, len(IN_ADDRESS)) == []


@pytest.mark.slow
def test_odd_values_of_who_may_do_everything_make_no_fault(site: TestClient) -> None:
    """As far into each form as there is, on each kind of database: each refuses other things."""
    place = make_workplace(site)
    sign_in(site, *AccountRole, name="Proef", member_id=place.north)
    assert ask_forms(site, place, 0, 4) == []
    assert ask_addresses(site, place, 0, 6) == []


EVIL = "<b id=kwaad>'\"&{{7*7}}"
PROPER = {
    "email": "kwaad@example.org", "link": "https://example.org/?<b%20id=kwaad>", "bewijs": "",
    "akkoord": "ja", "dagen": "14", "rol": "redacteur", "organisatie": "", "website": "",
    "persoon": "", "plek": "",
    "antwoord_op": "", "voor": "", "terug": "", "bijnaam": "", "deel": "", "spoor": "1", "_basis": "{}",
    "daarna": "", "stempel": "", "veld": "", "versie": "", "toch": "ja",
}  # fmt: skip
"""What other fields need for a form to be accepted."""
FORMS_SHOWN = 15
"""At least so many pages show something of it; fewer would prove little."""
NOT_HERE = (
    "/stappen/{step}",
    "/verwijderen",
    "/stap",
    "/aanmeldingen",
    "/wachtwoord",
    "/adres",
    "/tweede-stap",
)


@pytest.mark.slow
def test_what_anybody_types_anywhere_is_shown_as_text(empty_client: TestClient) -> None:
    place = make_workplace(empty_client)
    sign_in(empty_client, *AccountRole, name="Proef", member_id=place.north)
    answers = []
    for route in routes("POST"):
        if not route.path.endswith(NOT_HERE):
            names = fields_of(route)
            fields = {name: PROPER.get(name, EVIL) for name in names} | {"geopend": opened(empty_client)}
            own = fields if "geopend" in names else {name: fields[name] for name in names}
            answers.append(sent(empty_client, filled(route.path, place.values), own))
    with reading(empty_client) as db:
        rows = {name: db.execute(select(table)).all() for name, table in SQLModel.metadata.tables.items()}
    holding = {name for name, found in rows.items() if any(EVIL in row for row in found)}
    assert {"ticket", "reply", "comment", "reader_link", "person", "member", "draft", "trail"} <= holding
    answers += [empty_client.get(filled(route.path, place.values)) for route in routes("GET")]
    pages = [one for one in answers if one.headers.get("content-type", "").startswith("text/html")]
    assert [one.url.path for one in pages if "<b id=kwaad>" in one.text] == []
    assert sum("&lt;b id=kwaad&gt;" in one.text for one in pages) > FORMS_SHOWN
