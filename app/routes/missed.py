"""For editors: what visitors searched for and did not find."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app import csv_files
from app.database import Db
from app.editor_pages import PRIVATE, editor_page
from app.identity import Editor
from app.missed_list import Period, found_now, month_text, report
from app.state import Finder

router = APIRouter(prefix="/redactie")
SHOWN = 100


@router.get("/zoekvragen")
def missed_searches(request: Request, db: Db, _: Finder, actor: Editor, periode: str = "") -> Response:
    """The searches that were missed most, with what each finds today.

    So many questions are asked of the index in this process, which `Finder` brings in step.
    """
    engine = request.state.index.engine
    found = report(db, Period.of(periode))
    lines = found.lines[:SHOWN]
    context: dict[str, Any] = {
        "verslag": found,
        "regels": [(line, month_text(line.last_month), found_now(engine, line.text)) for line in lines],
        "periodes": list(Period),
    }
    return editor_page(request, actor, "redactie/zoekvragen.html", context)


@router.get("/zoekvragen.csv")
def missed_searches_csv(db: Db, _: Editor, periode: str = "") -> Response:
    """All of them, for a spreadsheet."""
    response = csv_files.download("zoekvragen.csv", report(db, Period.of(periode)).rows())
    response.headers.update(PRIVATE)
    return response
