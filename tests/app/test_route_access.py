"""Every route and every role: who may open what, against a table written by hand.

A route that is not in the table fails the test: nobody adds a page without saying for whom it is.
"""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.routes import ALL
from catalogue.editing.rights import RIGHTS_OF, Right
from catalogue.tables import Entry
from catalogue.terms_workflow import AccountRole
from tests.app.route_table import PUBLIC, SIGNED, TABLE
from tests.people import sign_in

ROLES = [None, *AccountRole]
NO_RIGHTS: frozenset[Right] = frozenset()


def routes() -> Iterator[tuple[str, str]]:
    """Each method and path of the site itself; the API and the static files are mounts of their own."""
    for router in ALL:
        for route in router.routes:
            assert isinstance(route, APIRoute), route
            for method in sorted(set(route.methods or ()) - {"HEAD"}):
                yield method, route.path


def filled(path: str, values: dict[str, str]) -> str:
    """An address for a pattern; what a page does with a thing that is not there is no matter here."""
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: values.get(match[1], "1"), path)


def test_every_route_is_in_the_table_and_the_table_has_no_others() -> None:
    assert set(routes()) == set(TABLE)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value if role else "bezoeker")
def test_a_route_opens_for_those_who_have_a_right_to_it_and_for_nobody_else(
    own_client: TestClient, role: AccountRole | None
) -> None:
    with Session(own_client.app_state["database"]) as db:
        slug = db.exec(select(Entry.slug).where(Entry.slug == "housing-first")).one()
    if role is not None:
        sign_in(own_client, role)
    rights = RIGHTS_OF[role] if role else NO_RIGHTS
    wrong = []
    for (method, path), audience in sorted(TABLE.items()):
        if audience == PUBLIC or path == "/afmelden":
            continue
        answer = own_client.request(method, filled(path, {"slug": slug}), follow_redirects=False)
        is_let_in = not _is_turned_away(answer.status_code, answer.headers.get("location", ""))
        expected = role is not None and (audience == SIGNED or bool(set(audience) & rights))
        if is_let_in != expected:
            wrong.append((method, path, role, answer.status_code))
    assert wrong == []


def _is_turned_away(status: int, location: str) -> bool:
    return status in {401, 403} or (status == 303 and location.startswith("/aanmelden"))
