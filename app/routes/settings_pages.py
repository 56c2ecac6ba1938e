"""For administrators: how the site is set up, and how the terms of the closed lists are worded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import SecretStr

from app.database import Db
from app.editor_pages import editor_page
from app.errors import NotFoundError
from app.identity import having
from app.pages import urls_of
from app.settings import Settings
from catalogue.editing import vocabularies
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.rights import Right
from catalogue.term_texts import LONGEST_EXPLANATION, LONGEST_LABEL, ORIGINAL, Key, Words
from catalogue.vocabulary import VOCABULARIES

router = APIRouter(prefix="/redactie/instellingen")
Settler = Annotated[Actor, Depends(having(Right.SETTINGS))]


@router.get("")
def settings_page(request: Request, actor: Settler) -> Response:
    """The settings of the machine, to read, and the lists, to change."""
    context = {"instellingen": list(_rows(request.state.settings)), "lijsten": VOCABULARIES}
    return editor_page(request, actor, "redactie/instellingen/instellingen.html", context)


@router.get("/begrippen/{name}")
def vocabulary(request: Request, db: Db, actor: Settler, name: str, begrip: str = "") -> Response:
    """One list with its terms; one of them opened to change when it is named."""
    return _list_page(request, db, actor, name, {"begrip": begrip})


@router.post("/begrippen/{name}/{code}")
def word(  # noqa: PLR0917  (a form and where it was sent)
    request: Request,
    db: Db,
    actor: Settler,
    name: str,
    code: str,
    naam: Annotated[str, Form()] = "",
    uitleg: Annotated[str, Form()] = "",
) -> Response:
    """Word a term anew; typed text comes back when it cannot be so."""
    try:
        vocabularies.change(db, Key(name, code), Words(naam, uitleg), actor, datetime.now(UTC))
    except EditRefused as refused:
        typed = {"begrip": code, "naam": naam, "uitleg": uitleg, "fout": str(refused)}
        return _list_page(request, db, actor, name, typed, status=422)
    return RedirectResponse(urls_of(request).redactie(f"instellingen/begrippen/{name}", gewijzigd=code), 303)


def _list_page(  # noqa: PLR0917  (a page and what was typed on it)
    request: Request, db: Db, actor: Actor, name: str, typed: dict[str, str], status: int = 200
) -> Response:
    terms = VOCABULARIES.get(name)
    if terms is None:
        raise NotFoundError
    worded = vocabularies.words(db)
    rows = [
        {
            "code": term.value,
            "woorden": worded.get(Key(name, term.value), ORIGINAL[Key(name, term.value)]),
            "eigen": Key(name, term.value) in worded,
            "oorspronkelijk": ORIGINAL[Key(name, term.value)],
        }
        for term in terms
    ]
    context: dict[str, Any] = {
        "lijst": terms,
        "naam_lijst": name,
        "begrippen": rows,
        "getypt": {"begrip": "", "naam": None, "uitleg": None, "fout": None} | typed,
        "gewijzigd": request.query_params.get("gewijzigd", ""),
        "langste_naam": LONGEST_LABEL,
        "langste_uitleg": LONGEST_EXPLANATION,
    }
    return editor_page(request, actor, "redactie/instellingen/begrippen.html", context, status=status)


def _rows(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Each setting by name, what it is for and what it is; a secret only as being set or not."""
    for attribute, info in Settings.model_fields.items():
        value = getattr(settings, attribute)
        if isinstance(value, SecretStr):
            shown = "ingevuld" if value.get_secret_value() else "leeg"
        elif attribute == "database_url":
            shown = "ingevuld" if value else "leeg: een bestand in de gegevensmap"
        elif isinstance(value, bool):
            shown = "ja" if value else "nee"
        else:
            shown = str(value) if value not in {None, ""} else "leeg"
        yield str(info.validation_alias), info.description or "", shown
