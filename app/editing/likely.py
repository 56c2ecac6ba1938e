"""What a concept resembles, with the way to it: for a warning that stops nobody."""

from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session

from app.editing.desk import Opened
from app.pages import urls_of
from catalogue.editing.actor import Actor
from catalogue.editing.duplicates import Duplicate, duplicates


@dataclass(frozen=True, slots=True)
class Likely:
    """One line of the warning."""

    why: str
    name: str
    what: str
    address: str


def likely(request: Request, db: Session, work: Opened, actor: Actor) -> list[Likely]:
    """What is like this concept, as far as this person may see it."""
    found = duplicates(db, work.entry, work.concept.document, with_concepts=not actor.only_own)
    return [_line(request, each) for each in found]


def _line(request: Request, found: Duplicate) -> Likely:
    urls = urls_of(request)
    if found.ticket_id is not None:
        return Likely(found.why.value, found.name, "tip van een bezoeker", urls.melding(found.ticket_id))
    if found.concept_id is not None:
        return Likely(found.why.value, found.name, "concept", urls.concept(found.concept_id))
    address = urls.pagina_van(found.slug or "", (found.kind or "").lower())
    return Likely(found.why.value, found.name, "staat op de site", address)
