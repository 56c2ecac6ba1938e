"""The logbook: who did what, when, why, from which version to which."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app import csv_files
from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.formats import AMSTERDAM, datum
from app.identity import LogReader
from app.logbook_form import SITE, Asked, read
from catalogue.editing import logbook
from catalogue.editing.actor import Actor
from catalogue.editing.logbook import THE_SITE, LogLine, LogPage
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action

router = APIRouter(prefix="/redactie")
SHOWN = 50
HEAD = (
    "nummer", "moment", "wie", "rol", "code", "wat", "over_wie", "pagina", "adres", "waarover", "van_versie",
    "naar_versie", "reden",
)  # fmt: skip
NOTHING = LogPage((), newer=False, older=False)


@router.get("/logboek")
def lines(request: Request, db: Db, actor: LogReader) -> Response:
    """The lines that are asked for, the newest first."""
    asked = read(request.query_params)
    found = (
        NOTHING
        if asked.errors
        else logbook.page(db, asked.filter, SHOWN, before=asked.before, after=asked.after)
    )
    context = _context(db, actor, asked, found)
    return editor_page(
        request, actor, "redactie/logboek/logboek.html", context, status=422 if asked.errors else 200
    )


@router.get("/logboek.csv")
def lines_csv(request: Request, db: Db, _: LogReader) -> Response:
    """All lines that are asked for, for a spreadsheet."""
    asked = read(request.query_params)
    found = () if asked.errors else logbook.every(db, asked.filter)
    response = csv_files.download("logboek.csv", _rows(found))
    response.headers.update(PRIVATE)
    return response


def _context(db: Session, actor: Actor, asked: Asked, found: LogPage) -> dict[str, Any]:
    return {
        "gevraagd": asked,
        "dagen": [(day, list(same)) for day, same in groupby(found.lines, key=_day)],
        "blad": found,
        "mensen": [(SITE, THE_SITE), *((str(one), name) for one, name in logbook.people_in(db))],
        "acties": sorted(((action.value, action.label) for action in Action), key=lambda pair: pair[1]),
        "opent_bureau": may_open_desk(actor),
    }


def may_open_desk(actor: Actor) -> bool:
    """Whether somebody may open what the desk sees of an entry."""
    return any(actor.may(right) for right in (Right.EDIT, Right.REVIEW, Right.PUBLISH))


def _day(line: LogLine) -> str:
    return datum(line.at.astimezone(AMSTERDAM))


def _rows(found: Iterable[LogLine]) -> Iterator[Sequence[object]]:
    yield HEAD
    for line in found:
        yield (
            line.id, line.at.astimezone(AMSTERDAM).isoformat(timespec="seconds"), line.who,
            line.role.value if line.role else "", line.code, line.words, line.about, line.title, line.slug,
            line.subject, line.from_version, line.to_version, line.reason,
        )  # fmt: skip
