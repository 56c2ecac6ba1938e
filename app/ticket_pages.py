"""The pages of the inbox."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from sqlmodel import Session

from app.editor_pages import editor_page
from app.page_numbers import page_number
from app.pages import urls_of
from app.urls import Urls
from catalogue.editing import desk, replies, ticket_work
from catalogue.editing.actor import Actor
from catalogue.editing.desk import Wish
from catalogue.editing.people import names_of, people_with
from catalogue.editing.rights import Right
from catalogue.editing.tickets import OPEN
from catalogue.editing.titles import title_of, titles_of
from catalogue.tables import Entry
from catalogue.tables_desk import Ticket
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import TicketKind, TicketState

PAGE = 25
EVERYTHING = "alles"
MINE, NOBODY = "ik", "niemand"
DONE = {
    "opgepakt": "U hebt deze melding opgepakt.",
    "doorgegeven": "De melding is doorgegeven.",
    "afgehandeld": "De melding is afgehandeld.",
    "afgewezen": "De melding is afgewezen.",
}


def wish_of(asked: Mapping[str, str], actor: Actor) -> Wish:
    """What an address asks of the inbox; what it cannot mean is left out."""
    kind = next((kind for kind in TicketKind if kind.value == asked.get("soort")), None)
    state = next((state for state in TicketState if state.value == asked.get("stand")), None)
    who = asked.get("wie")
    return Wish(
        kind=kind,
        state=state,
        everything=asked.get("stand") == EVERYTHING,
        assignee_id=actor.id if who == MINE else None,
        nobody=who == NOBODY,
    )


def inbox_page(request: Request, db: Session, actor: Actor, wish: Wish) -> Response:
    """The tickets of a wish, a page at a time."""
    number = page_number(request.query_params.get("pagina", ""))
    total, found = desk.inbox(db, wish, limit=PAGE, offset=(number - 1) * PAGE)
    asked, waiting = _asked(wish), replies.waiting(db)
    context: dict[str, Any] = {
        "meldingen": found,
        "totaal": total,
        "bladzij": number,
        "bladzijden": -(-total // PAGE),
        "bladzij_adres": lambda page: urls_of(request).redactie("meldingen", **asked, pagina=page),
        "keuze": asked,
        "soorten": [(kind.value, kind.label) for kind in TicketKind],
        "standen": [*((state.value, state.label) for state in TicketState), (EVERYTHING, "Alle standen")],
        "wie": [(MINE, "Van mij"), (NOBODY, "Van niemand")],
        "namen": names_of(db, [ticket.assignee_id for ticket in found]),
        "weerwoorden": waiting,
        "paginanamen": titles_of(db, [entry.id for _, entry in waiting]),
    }
    return editor_page(request, actor, "redactie/balie/meldingen.html", context)


def ticket_page(
    request: Request,
    db: Session,
    actor: Actor,
    ticket: Ticket,
    *,
    refusal: str | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """One ticket; after a refused step with why."""
    entry = desk.entry_of(db, ticket)
    address = _address(urls_of(request), ticket, entry)
    proposed = ticket_work.proposed_answer(db, ticket, address)
    context: dict[str, Any] = {
        "melding": ticket,
        "aanpak": entry,
        "naam_van_pagina": title_of(db, entry) if entry else "",
        "is_openbaar": entry is not None and entry.state in {EntryState.PUBLISHED, EntryState.ARCHIVED},
        "is_open": ticket.state in OPEN,
        "concept": ticket_work.concept_of_ticket(db, ticket),
        "wachtend": ticket_work.waiting_correction(db, ticket),
        "voorstel": bool(proposed),
        "getypt": {"antwoord": proposed, "reden": ""} | dict(typed or {}),
        "weigering": refusal,
        "fouten": {name: refusal for name, text in (typed or {}).items() if refusal and not text.strip()},
        "gedaan": DONE.get(request.query_params.get("gedaan", "")),
        "mensen": [(str(one.id), one.name) for one in people_with(db, Right.EDIT)],
        "namen": names_of(db, [ticket.assignee_id, ticket.handled_by_id]),
        "andere": desk.others_about(db, ticket),
    }
    status = 422 if refusal else 200
    return editor_page(request, actor, "redactie/balie/melding.html", context, status=status)


def _address(urls: Urls, ticket: Ticket, entry: Entry | None) -> str:
    if entry is None:
        return ""
    if ticket.kind is TicketKind.TIP:
        return urls.absolute(urls.pagina_van(entry.slug, entry.kind))
    return urls.absolute(urls.correcties(aanpak=entry.slug))


def _asked(wish: Wish) -> dict[str, str | None]:
    stand = EVERYTHING if wish.everything else wish.state.value if wish.state else None
    who = NOBODY if wish.nobody else MINE if wish.assignee_id else None
    return {"soort": wish.kind.value if wish.kind else None, "stand": stand, "wie": who}
