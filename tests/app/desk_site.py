"""A site with a small desk and a concept, for tests of the pages on which people judge and decide."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.database import writing
from app.editing.desk import now
from app.identity import cookie_name
from catalogue import actions
from catalogue.editing import concepts
from catalogue.editing.actor import Actor
from catalogue.kinds import Kind
from catalogue.tables import Concept, Entry
from catalogue.terms_workflow import AccountRole
from tests.app.html import faults, soup
from tests.builders import make_approach
from tests.people import sign_in

SLUG = "jongerenwerk-in-de-wijk"
NOTE = "De tekst is duidelijker."


@dataclass
class Site:
    """A browser in which colleagues take turns."""

    client: TestClient
    tokens: dict[int, str] = field(default_factory=dict)

    def new(self, *roles: AccountRole, name: str, member_id: int | None = None) -> Actor:
        """A colleague, who is signed in at once."""
        actor = sign_in(self.client, *roles, name=name, member_id=member_id)
        self.tokens[actor.id] = self.client.cookies[self._cookie]
        return actor

    def sit(self, actor: Actor) -> None:
        """Let somebody take a seat at the browser."""
        self.client.cookies.set(self._cookie, self.tokens[actor.id])

    @property
    def _cookie(self) -> str:
        return cookie_name(self.client.app_state["settings"])

    @property
    def database(self) -> Engine:
        """The database of the site."""
        engine: Engine = self.client.app_state["database"]
        return engine

    @contextmanager
    def db(self) -> Iterator[Session]:
        """A transaction beside the browser."""
        with writing(self.database) as session, session.begin():
            yield session

    def get(self, path: str, status: int = 200) -> str:
        """A page, which must be sound."""
        return self._sound(self.client.get(path), status)

    def post(self, path: str, status: int = 303, **fields: Any) -> str:
        """Send a form; the address that it leads to, or the page that it shows."""
        answer = self.client.post(path, data=fields)
        if answer.status_code == 303:
            assert status == 303, answer.headers["location"]
            return answer.headers["location"]
        return self._sound(answer, status)

    def _sound(self, answer: Response, status: int) -> str:
        assert answer.status_code == status, (
            answer.text[-3000:] if answer.status_code != 303 else answer.headers
        )
        assert answer.headers["cache-control"] == "no-store"
        assert faults(answer.text) == []
        return answer.text

    def step(
        self, concept_id: int, step: str, status: int = 303, *, seen: int | None = None, **more: Any
    ) -> str:
        """Take a step with the text as it is now, or as somebody saw it."""
        version = self.version(concept_id) if seen is None else seen
        return self.post(f"/redactie/concepten/{concept_id}/stappen/{step}", status, versie=version, **more)

    def version(self, concept_id: int) -> int:
        """The lock version of a concept."""
        with Session(self.database) as db:
            return db.get_one(Concept, concept_id).lock_version

    def state(self, concept_id: int) -> str:
        """Where a concept stands."""
        with Session(self.database) as db:
            return db.get_one(Concept, concept_id).state.value

    def write(self, concept_id: int, actor: Actor, **facts: Any) -> None:
        """Change the text of a concept."""
        with self.db() as db:
            concept = db.get_one(Concept, concept_id)
            concepts.save(db, concept, {**concepts.text_of(concept), **facts}, actor, now())

    def begin(self, actor: Actor, *, is_quick: bool = False, **facts: Any) -> int:
        """A change of the page, with a note."""
        with self.db() as db:
            entry = db.exec(select(Entry).where(Entry.slug == SLUG)).one()
            concept = concepts.open_on(db, entry, actor, now(), is_quick=is_quick)
            text = concepts.text_of(concept)
            concepts.save(db, concept, {**text, **(facts or {"voor_wie": "Ouderen."})}, actor, now())
            concepts.set_note(db, concept, NOTE, actor, now())
            return concept.id

    def new_page(self, actor: Actor, **facts: Any) -> int:
        """A concept of a page that does not exist yet."""
        with self.db() as db:
            return concepts.begin(db, Kind.APPROACH, {"naam": "Buurtkamer", **facts}, actor, now()).id


def make_site(client: TestClient) -> Site:
    """A site with one page of ours on it."""
    site = Site(client)
    with site.db() as db:
        actions.publish(db, Kind.APPROACH, SLUG, make_approach(), note=None, at=now())
    return site


def text_of(page: str) -> str:
    """What a page says, with one space between words."""
    return " ".join(soup(page).get_text(" ").split())
