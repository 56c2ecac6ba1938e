"""Everything that the page of a concept's difference shows, in words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fastapi import Request
from sqlmodel import Session, col, select

from app.editing.desk import now
from app.editing.references import municipality_codes
from app.register_view import unit_cost_names
from app.reviewing.comment_view import ThreadView, at_places, thread_view, who_may_read
from app.reviewing.steps_view import Typed, steps_view
from app.reviewing.typed import in_words
from app.reviewing.work import Work
from app.status import duur
from catalogue.differences import Change
from catalogue.editing import comments, concepts, transitions, working
from catalogue.editing.actor import Actor
from catalogue.editing.changes import Changes, changes, id_path
from catalogue.editing.paths import NoSuchPlace, place
from catalogue.editing.people import names_of
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, label_of
from catalogue.kinds import MODELS
from catalogue.problem import Problem
from catalogue.tables import Revision
from catalogue.tables_people import Trail
from catalogue.terms_workflow import WorkState

LIVE = "site"


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What changed in one place, with what was said about it."""

    number: int
    place: str
    label: str
    """The name of the field; empty for a part as a whole."""
    changes: tuple[Change, ...]
    threads: tuple[ThreadView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The changes of one part."""

    heading: str
    place: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """What publication still asks: where, in words and by ids, and what to do."""

    place: str
    path: str
    message: str
    refuses: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what happened to the concept."""

    moment: str
    who: str
    what: str
    reason: str


def review_context(
    request: Request, db: Session, work: Work, actor: Actor, typed: Typed | None = None
) -> dict[str, Any]:
    """The variables of redactie/werk/verschil.html."""
    typed, at = typed or Typed(), now()
    concept, entry = work.concept, work.entry
    text = concepts.text_of(concept)
    drafts = concepts.named_versions(db, concept)
    since = request.query_params.get("sinds", LIVE)
    only_open = request.query_params.get("opmerkingen") != "alle"
    base = next((one for one in drafts if str(one.id) == since), None)
    live = db.get(Revision, entry.live_revision_id) if entry.live_revision_id else None
    before = base.document if base else live.document if live else None
    found = changes(entry.kind, working.read(before) if before else None, text, unit_cost_names(request, db))
    every = [thread_view(one) for one in comments.threads(db, concept, entry.kind)]
    shown = [one for one in every if one.is_open or not only_open]
    beside = at_places(shown, found.places())
    history = list(_history(db, work))
    ids = (concept.assignee_id, concept.submitted_by_id, concept.created_by_id, concept.approved_by_id)
    return {
        "werk": work,
        "naam": working.part_name(text),
        "soort": _what(work),
        "live": live,
        "namen": names_of(db, ids),
        "wacht": duur(at - (concept.waiting_since or concept.created_at)),
        "gepland": in_words(concept.publish_at) if concept.publish_at else None,
        "stappen": steps_view(work, actor, at, typed),
        "getypt": typed,
        "groepen": list(_groups(found, beside)),
        "aantal": found.count,
        "niet_getoond": found.left_out,
        "sinds": str(base.id) if base else LIVE,
        "vergelijk_met": [(str(one.id), f"{one.name}, {in_words(one.made_at)}") for one in drafts],
        "controles": list(_checks(work, text)),
        "gesprekken": tuple(one for one in beside.get("", []) if not one.path),
        "elders": tuple(one for one in beside.get("", []) if one.path),
        "alle_opmerkingen": not only_open,
        "aantal_open": sum(one.is_open for one in every),
        "aantal_opmerkingen": len(every),
        "lezers": who_may_read(db, concept),
        "verloop": history,
        "teruggave": _last_return(concept.state, history),
        "kandidaten": _candidates(db, work, actor),
        "botsingen": work.situation.conflicts,
    }


def _what(work: Work) -> str:
    if work.concept.is_quick:
        return "Snelle correctie"
    return "Wijziging" if work.entry.live_revision_id is not None else "Nieuwe pagina"


def _groups(found: Changes, beside: Mapping[str, list[ThreadView]]) -> Iterator[GroupView]:
    number = 0
    for group in found.groups:
        views = []
        for place_of, together in groupby(group.changes, key=lambda change: change.place):
            number += 1
            inside = tuple(together)
            label = "" if inside[0].is_part else inside[0].path[-1]
            views.append(ChangeView(number, place_of, label, inside, tuple(beside.get(place_of, ()))))
        yield GroupView(group.heading, group.place, tuple(views))


def _checks(work: Work, text: working.Working) -> Iterator[CheckView]:
    """What publication asks, what refuses it first."""
    found = working.problems(work.entry.kind, text, municipality_codes())
    open_ones = [problem for problem in found if not problem.answered]
    for problem in sorted(open_ones, key=lambda one: not one.refuses):
        yield _check(work, text, problem)


def _check(work: Work, text: working.Working, problem: Problem) -> CheckView:
    model = MODELS[work.entry.kind]
    path = id_path(model, text, problem.path)
    try:
        words = place(model, text, path) if path else ""
    except NoSuchPlace:
        words = ""
    return CheckView(words, path, problem.message, problem.refuses)


def _history(db: Session, work: Work) -> Iterator[Event]:
    """What happened to this concept, the oldest first."""
    statement = select(Trail).where(Trail.entry_id == work.entry.id, col(Trail.at) >= work.concept.created_at)
    lines = [
        line
        for line in db.exec(statement.order_by(col(Trail.id)))
        if json.loads(line.details or "{}").get("concept") == work.concept.id
        and line.action != Action.COMMENTED.value
    ]
    names = names_of(db, [line.person_id for line in lines])
    for line in lines:
        who = names.get(line.person_id or 0, "De site")
        yield Event(in_words(line.at), who, label_of(line.action), line.reason or "")


def _last_return(state: WorkState, history: list[Event]) -> Event | None:
    """Why the text came back, while that is what it waits for."""
    if state is not WorkState.RETURNED:
        return None
    return next((one for one in reversed(history) if one.what == Action.RETURNED.label), None)


def _candidates(db: Session, work: Work, actor: Actor) -> list[tuple[str, str]]:
    """Who can do something with it now, for somebody who may hand it on."""
    if not actor.may(Right.EDIT):
        return []
    return [(str(one.id), one.name) for one in transitions.candidates(db, work.concept)]
