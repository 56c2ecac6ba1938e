"""The queue: what waits, for whom and how long."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request, Response

from app.database import Db
from app.editing.desk import now
from app.editor_pages import editor_page
from app.identity import having
from app.pages import urls_of
from app.reviewing.typed import clean, in_words, page_number
from app.status import duur
from catalogue.editing import queue
from catalogue.editing.actor import Actor
from catalogue.editing.queue import FREE, ME, NOBODY, Row, Wanted, What
from catalogue.editing.rights import Right
from catalogue.kinds import Kind
from catalogue.terms_work import WorkType
from catalogue.terms_workflow import WorkState

router = APIRouter(prefix="/redactie")
Desk = Annotated[Actor, Depends(having(Right.EDIT, Right.REVIEW, Right.PUBLISH))]
"""Somebody of the desk."""
PAGE_SIZE = 40
DONE = {
    "weggooien": "Het concept is weggegooid.",
    "afwijzen": "De inzending is afgewezen. De reden staat op de lijst van afwijzingen.",
}
TURNS = (("", "Iedereen"), (ME, "Ik"), (FREE, "Wat ik kan oppakken"), (NOBODY, "Niemand"))
_WAITS_FOR = {
    WorkState.IN_REVIEW: "wie het oppakt om te beoordelen",
    WorkState.APPROVED: "wie publiceert",
}
Code = TypeVar("Code", bound=StrEnum)


@router.get("/werk")
def show(request: Request, db: Db, actor: Desk) -> Response:
    """The running concepts, the longest waiting first."""
    asked = request.query_params
    wanted = _wanted(asked)
    page = page_number(asked.get("pagina", ""))
    found = queue.queue(db, actor, wanted, page=page, size=PAGE_SIZE)
    pages = max(-(-found.total // PAGE_SIZE), 1)
    if page > pages:
        page = pages
        found = queue.queue(db, actor, wanted, page=page, size=PAGE_SIZE)
    chosen = _parameters(wanted)
    at = now()

    def address(**other: str | int | None) -> str:
        return urls_of(request).werk(**{**chosen, **other})

    context = {
        "rijen": [_line(row, found.names, at) for row in found.rows],
        "gevonden": found.total,
        "alle": sum(found.counts.values()),
        "standen": [(state, found.counts.get(state, 0)) for state in WorkState],
        "gekozen": chosen,
        "beurten": (*TURNS, *((str(key), name) for key, name in found.assignees if key != actor.id)),
        "vormen": [(what.value, what.label) for what in What],
        "soorten": [(kind.value, kind.heading) for kind in Kind],
        "werksoorten": [(one.value, one.label) for one in WorkType],
        "bladzij": page,
        "bladzijden": pages,
        "werkadres": address,
        "paginaadres": lambda number: address(pagina=number if number > 1 else None),
        "gedaan": DONE.get(asked.get("gedaan", ""), ""),
    }
    return editor_page(request, actor, "redactie/werk/werklijst.html", context)


def _wanted(asked: Mapping[str, str]) -> Wanted:
    """What an address asks for; what makes no sense asks for everything."""
    turn = clean(asked.get("wie", ""))
    return Wanted(
        state=code_of(WorkState, asked.get("stand", "")),
        turn=turn if turn in {ME, NOBODY, FREE} or (turn.isascii() and turn.isdecimal()) else "",
        what=code_of(What, asked.get("vorm", "")),
        kind=code_of(Kind, asked.get("soort", "")),
        work_type=code.value if (code := code_of(WorkType, asked.get("werksoort", ""))) else "",
        words=clean(asked.get("q", ""))[:200],
    )


def _parameters(wanted: Wanted) -> dict[str, str | int | None]:
    """The address of what is asked for."""
    return {
        "stand": wanted.state.value if wanted.state else None,
        "wie": wanted.turn or None,
        "vorm": wanted.what.value if wanted.what else None,
        "soort": wanted.kind.value if wanted.kind else None,
        "werksoort": wanted.work_type or None,
        "q": wanted.words or None,
    }


def _line(row: Row, names: Mapping[int, str], at: datetime) -> dict[str, Any]:
    """A line in words."""
    turn = names.get(row.assignee_id or 0) or _WAITS_FOR.get(row.state, "wie het oppakt")
    return {
        "rij": row,
        "aan_de_beurt": turn,
        "door": names.get(row.author_id or 0, "de site"),
        "wacht": duur(at - row.since),
        "sinds": in_words(row.since),
        "gepland": in_words(row.publish_at) if row.publish_at else None,
    }


def code_of(codes: type[Code], text: str) -> Code | None:
    """The code that a text stands for; None for nothing and for nonsense."""
    return next((code for code in codes if code.value == text), None)
